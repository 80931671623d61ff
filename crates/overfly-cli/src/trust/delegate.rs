//! `overfly trust delegate`: an office lets an officer issue waivers.

use jiff::{SignedDuration, Timestamp};
use overfly_exemption::trust::Office;
use overfly_exemption::{
    Authority, Ceiling, DelegationDocument, Names, Namespace, PublicKey, ZonePattern,
};
use overfly_model::ZoneType;
use overfly_model::zone::one_line;

use super::writing::{self, NewDelegation};
use super::{NOT_SIGNED, Seat, agreed, office_of, own_key, refuse_existing, signed, trust_of};
use crate::args::trust::{CeilingArgs, DelegateArgs};
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, desk, output, quantities, sign};

/// Writes what would verify, and nothing else.
pub fn run(args: &DelegateArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut seat = Seat::open(&args.home)?;
    let authority = seat.as_issuer();
    let office = office_of(trust_of(&authority)?, args.office.as_deref())?;
    let ceiling = ceiling(&args.ceiling, &office.ceiling)?;
    let id = match &args.id {
        Some(id) => id.clone(),
        None => next_id(&seat),
    };
    let text = text(args, &seat, (&id, office), &ceiling)?;
    let document = DelegationDocument::read(text.as_bytes())
        .map_err(|error| Failure::new(format!("this delegation cannot be: {error}")))?;
    if let Some(why) = refused(&document, office, &authority) {
        terminal.remark(&format!("{id}: {why}"));
        return Ok(Outcome::Refused);
    }
    let path = seat.agency.trust_folder().join(format!("{id}.toml"));
    refuse_existing(&path)?;
    output::write(&words(&document), None)?;
    if let Some(key) = &args.sign.sign_with {
        own_key(key, &office.key, &format!("office {}", office.id))?;
        if !agreed(&format!("sign {id}?"), NOT_SIGNED, args.sign.yes)? {
            return Ok(Outcome::Refused);
        }
    }
    sign::replace(&path, text.as_bytes())?;
    let Some(signature) = signed(&path, Namespace::Delegation, &args.sign)? else {
        return Ok(Outcome::Done);
    };
    seat.again()?;
    // What begins later is as good; only its own fault is one.
    let at = document.valid.from.map_or(seat.now, |from| from.max(seat.now));
    let authority = seat.agency.authority(overfly_exemption::Memory::Rehearsal, at);
    if authority.issuers().iter().any(|issuer| issuer.via == id && issuer.key == document.key) {
        output::write(&format!("signed and verified: {}\n", signature.display()), None)?;
        return Ok(Outcome::Done);
    }
    let why = authority.problems().iter().find(|problem| problem.via.as_deref() == Some(&id));
    let why = why.map_or("it does not count".to_owned(), |problem| problem.refusal.to_string());
    terminal.remark(&format!("{id}: signed, and {why}"));
    Ok(Outcome::Refused)
}

fn text(
    args: &DelegateArgs,
    seat: &Seat,
    (id, office): (&str, &Office),
    ceiling: &Ceiling,
) -> Result<String, Failure> {
    let key = desk::public_key(&args.key)?;
    let from = args.from.as_deref().map(|text| seat.instant("--from", text)).transpose()?;
    let until = seat.instant("--until", &args.until)?;
    let new = NewDelegation {
        id,
        office: &office.id,
        officer: &args.officer,
        key: &key.openssh(),
        pilot_ids: &args.pilot_id,
        times: [seat.now, from.unwrap_or(seat.now), until],
    };
    Ok(writing::delegation(&new, ceiling))
}

/// Why nobody would go by it, told before anybody signs.
fn refused(
    document: &DelegationDocument,
    office: &Office,
    authority: &Authority,
) -> Option<String> {
    if !office.may_delegate {
        return Some(format!("office {} may not name officers", office.id));
    }
    if let Some(what) = document.ceiling.beyond(&office.ceiling) {
        return Some(format!("goes beyond what office {} may lift: {what}", office.id));
    }
    if document.valid.until <= Some(authority.now()) {
        return Some("has ended already".to_owned());
    }
    if document.valid.until > office.valid.until {
        return Some(format!("lasts longer than the key of office {}", office.id));
    }
    let taken = |key: &PublicKey| *key == document.key;
    let trust = authority.root()?.document();
    if trust.roots.iter().any(|(_, key)| taken(key))
        || trust.offices.iter().any(|office| taken(&office.key))
    {
        return Some("names the key of a root or an office as the officer's".to_owned());
    }
    authority
        .issuers()
        .iter()
        .any(|issuer| issuer.via == document.id)
        .then(|| "has the id of another delegation or office".to_owned())
}

fn ceiling(args: &CeilingArgs, office: &Ceiling) -> Result<Ceiling, Failure> {
    let restrictions = args.restriction.iter().map(|name| restriction(name));
    let restrictions: Vec<ZoneType> = restrictions.collect::<Result<_, _>>()?;
    let zones = args.zone.iter().map(|text| {
        ZonePattern::read(text).ok_or_else(|| {
            Failure::at("--zone", format!("{text:?} is no zone id"))
                .hint("write it like NLD/7.1, NLD/7.* or *")
        })
    });
    let zones: Vec<ZonePattern> = zones.collect::<Result<_, _>>()?;
    let purposes = match args.purpose.as_slice() {
        [] => office.purposes.clone(),
        [any] if any == "*" => Names::Any,
        some => Names::Listed(some.to_vec()),
    };
    let upper = args.max_upper.as_deref().map(|text| quantities::height("--max-upper", text));
    let duration = args.max_duration.as_deref();
    let duration = duration.map(|text| lasting("--max-duration", text)).transpose()?;
    Ok(Ceiling {
        restrictions: or(restrictions, &office.restrictions),
        zones: or(zones, &office.zones),
        purposes,
        max_upper: upper.transpose()?.unwrap_or(office.max_upper),
        max_duration: duration.unwrap_or(office.max_duration),
        may_overlay: args.may_overlay,
        self_issue: args.self_issue,
    })
}

fn or<T: Clone>(stated: Vec<T>, default: &[T]) -> Vec<T> {
    if stated.is_empty() { default.to_vec() } else { stated }
}

fn restriction(name: &str) -> Result<ZoneType, Failure> {
    let all = [
        ZoneType::Prohibited,
        ZoneType::RequireAuthorization,
        ZoneType::Conditional,
        ZoneType::USpace,
    ];
    all.into_iter().find(|kind| kind.as_str() == name).ok_or_else(|| {
        Failure::at(
            "--restriction",
            format!("{name:?} is no zone type whose restriction is lifted"),
        )
        .hint("Prohibited, RequireAuthorization, Conditional or USpace")
    })
}

/// A length of time as typed: `12h`, `30m`; days as well, which flights do not have.
pub fn lasting(option: &str, text: &str) -> Result<SignedDuration, Failure> {
    if let Some(days) = text.strip_suffix('d').and_then(|days| days.parse::<u32>().ok()) {
        return Ok(SignedDuration::from_hours(i64::from(days) * 24));
    }
    let duration = quantities::duration(option, text)?;
    Ok(SignedDuration::from_secs(i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)))
}

/// The next number of the year that no document in the folder has.
fn next_id(seat: &Seat) -> String {
    let year = seat.now.strftime("%Y").to_string();
    let start = format!("D-{year}-");
    let folder = seat.agency.trust_folder();
    let taken = |id: &str| folder.join(format!("{id}.toml")).exists();
    let read = |text: &[u8]| DelegationDocument::read(text).ok().map(|document| document.id);
    let ids: Vec<String> =
        seat.agency.trust.others.iter().filter_map(|file| read(&file.text)).collect();
    let highest = ids.iter().filter_map(|id| id.strip_prefix(&start)?.parse::<u32>().ok()).max();
    let first = highest.unwrap_or(0).saturating_add(1);
    let ids = (first..).map(|number| format!("{start}{number:04}"));
    ids.into_iter().find(|id| !taken(id)).unwrap_or(start)
}

/// What it lets the officer do, for whoever signs it.
fn words(document: &DelegationDocument) -> String {
    let ceiling = &document.ceiling;
    let list = |items: Vec<&str>| one_line(&items.join(", "));
    let end = |at: Option<Timestamp>| at.map_or_else(|| "-".to_owned(), |at| at.to_string());
    let yes = |yes: bool| if yes { "YES" } else { "no" };
    let pilots: Vec<&str> = document.pilot_ids.iter().map(String::as_str).collect();
    let lines = [
        ("officer", format!("{}, key {}", one_line(&document.officer), document.key)),
        ("as a pilot", if pilots.is_empty() { "-".to_owned() } else { list(pilots) }),
        ("office", document.office.clone()),
        ("when", format!("from {} until {}", end(document.valid.from), end(document.valid.until))),
        (
            "may lift",
            list(ceiling.restrictions.iter().map(overfly_model::ZoneType::as_str).collect()),
        ),
        ("zones", list(ceiling.zones.iter().map(ZonePattern::as_str).collect())),
        ("purposes", one_line(&ceiling.purposes.to_string())),
        (
            "up to",
            format!(
                "{}, for {} at a time",
                ceiling.max_upper,
                writing::length(ceiling.max_duration)
            ),
        ),
        ("weaken", format!("zones by overlays: {}", yes(ceiling.may_overlay))),
        ("own flights", format!("on waivers of his own: {}", yes(ceiling.self_issue))),
    ];
    let mut text = format!("delegation {}\n", document.id);
    for (head, words) in lines {
        let line = format!("  {head:<12}{words}\n");
        text.push_str(&line);
    }
    text
}
