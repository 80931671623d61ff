//! `overfly trust revoke` and `refresh`: an office's next revocation list, or an issuer's own word.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use overfly_exemption::lists::ends;
use overfly_exemption::revocation::{Grounding, Revocation};
use overfly_exemption::trust::Office;
use overfly_exemption::{
    Authority, Memory, Namespace, OverlayDocument, RevocationList, Revoked, SetAsideDocument,
    TrustDocument, UnverifiedWaiver,
};
use overfly_model::zone::one_line;

use super::delegate::lasting;
use super::{Seat, agreed, office_of, own_key, refuse_existing, signed, trust_of, writing};
use crate::args::trust::{ListArgs, RevokeArgs};
use crate::args::waiver::HomeArgs;
use crate::failure::Failure;
use crate::output::Terminal;
use crate::waiver::stated_id;
use crate::{Outcome, desk, output, sign};

/// What is added to a list.
#[derive(Default)]
struct Addition {
    revoked: Option<Revocation>,
    grounded: Option<Grounding>,
}

/// Takes something back.
pub fn run(args: &RevokeArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let seat = Seat::open(&args.home)?;
    let from = args.from.as_deref().map(|text| seat.instant("--from", text)).transpose()?;
    let (from, reason) = (from.unwrap_or(seat.now), args.reason.clone());
    if reason.trim().is_empty() {
        return Err(
            Failure::at("--reason", "is empty").hint("say why, for whoever finds it revoked")
        );
    }
    let what = match (&args.waiver, &args.overlay, &args.key) {
        (Some(id), _, _) => Some(Revoked::Waiver(id.clone())),
        (_, Some(id), _) => Some(Revoked::Overlay(id.clone())),
        (_, _, Some(fingerprint)) => Some(Revoked::Key(fingerprint.clone())),
        _ => None,
    };
    let grounded = args.aircraft.clone();
    let addition = Addition {
        grounded: grounded.map(|aircraft| Grounding { aircraft, from, reason: reason.clone() }),
        revoked: what.map(|what| Revocation { what, from, reason }),
    };
    if let Some(unknown) = addition.revoked.as_ref().and_then(|entry| unknown(&seat, &entry.what)) {
        terminal.remark(&format!(
            "{unknown} is not known in this folder: look whether it is typed right"
        ));
    }
    match addition.revoked {
        Some(revocation) if args.alone => alone(seat, &args.list, &revocation, terminal),
        _ => next(seat, &args.list, addition, terminal),
    }
}

/// What is revoked may lie elsewhere; a slip of the pen would revoke nothing.
fn unknown(seat: &Seat, what: &Revoked) -> Option<String> {
    let agency = &seat.agency;
    let known = match what {
        Revoked::Waiver(id) => {
            agency.waivers.iter().any(|file| stated_id(file).as_ref() == Some(id))
        }
        Revoked::Overlay(id) => agency.overlays.iter().any(|file| {
            OverlayDocument::read(&file.text).is_ok_and(|overlay| overlay.head.id == *id)
                || SetAsideDocument::read(&file.text).is_ok_and(|aside| aside.head.id == *id)
        }),
        Revoked::Key(print) => {
            seat.as_issuer().issuers().iter().any(|issuer| issuer.key.fingerprint() == *print)
        }
    };
    (!known).then(|| named(what))
}

/// The same entries, for longer.
pub fn refresh(home: &HomeArgs, list: &ListArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    next(Seat::open(home)?, list, Addition::default(), terminal)
}

/// The list that follows. It has a file of its own: until it is signed the earlier one serves.
fn next(
    mut seat: Seat,
    args: &ListArgs,
    addition: Addition,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let authority = seat.as_issuer();
    let trust = trust_of(&authority)?.clone();
    let office = office_of(&trust, args.office.as_deref())?;
    let new = following(&seat, &authority, (&trust, office), args, addition)?;
    let text = writing::revocations(&new);
    RevocationList::read(text.as_bytes())
        .map_err(|error| Failure::new(format!("this revocation list cannot be: {error}")))?;
    let name = format!("revocations-{}-{}.toml", office.id, new.version);
    let path = seat.agency.trust_folder().join(name);
    refuse_existing(&path)?;
    output::write(&words(&new, serves_until(&authority, &trust, &office.id)), None)?;
    if let Some(key) = &args.sign.sign_with {
        own_key(key, &office.key, &format!("office {}", office.id))?;
        if !agreed(&format!("sign revocation list {}?", new.version), args.sign.yes)? {
            return Ok(Outcome::Refused);
        }
    }
    sign::replace(&path, text.as_bytes())?;
    let Some(signature) = signed(&path, Namespace::Revocations, &args.sign)? else {
        return Ok(Outcome::Done);
    };
    seat.again()?;
    let authority = seat.as_issuer();
    if authority.lists().latest(&office.id) == Some(&new) {
        output::write(&format!("signed and verified: {}\n", signature.display()), None)?;
        superseded(&seat, &new, &path)?;
        return Ok(Outcome::Done);
    }
    Ok(does_not_count(&authority, &path, terminal))
}

/// The next version under the trust root of today. A thief's version 999999 is left behind by the next trust
/// version, under which the lists begin anew.
fn following(
    seat: &Seat,
    authority: &Authority,
    (trust, office): (&TrustDocument, &Office),
    args: &ListArgs,
    addition: Addition,
) -> Result<RevocationList, Failure> {
    let lists: Vec<&RevocationList> =
        authority.lists().all().filter(|list| list.office == office.id).collect();
    let mut seen: Vec<u64> = lists
        .iter()
        .filter(|list| list.trust_version == trust.version)
        .map(|list| list.version)
        .collect();
    if let Memory::Known(state) = seat.station.memory() {
        let remembered = state.seen(&office.key.fingerprint());
        seen.extend(
            remembered.filter(|seen| seen.trust_version == trust.version).map(|seen| seen.version),
        );
    }
    let version = seen.into_iter().max().map_or(Some(1), |highest| highest.checked_add(1));
    let version = version.ok_or_else(|| {
        Failure::new(format!("the lists of office {} have no version left", office.id)).hint(
            "somebody may have had its key: have the roots sign a new trust version with a new key",
        )
    })?;
    let valid_for = match &args.valid_for {
        Some(text) => lasting("--valid-for", text)?,
        None => trust.policy.revocations_max_age,
    };
    let at = |after: jiff::SignedDuration| {
        seat.now.checked_add(after).map_err(|_| Failure::at("--valid-for", "is longer than time"))
    };
    let mut revoked: Vec<Revocation> =
        lists.iter().flat_map(|list| &list.revoked).cloned().chain(addition.revoked).collect();
    // Of two entries for one thing both stay: the earlier time counts.
    revoked.sort_by(|a, b| (&a.what, a.from).cmp(&(&b.what, b.from)));
    revoked.dedup();
    let grounded = lists.iter().flat_map(|list| &list.grounded).cloned();
    let mut grounded: Vec<Grounding> = grounded.chain(addition.grounded).collect();
    grounded.sort_by(|a, b| (&a.aircraft, a.from).cmp(&(&b.aircraft, b.from)));
    grounded.dedup();
    Ok(RevocationList {
        office: office.id.clone(),
        version: version.max(trust.policy.minimum_revocations),
        trust_version: trust.version,
        issued: seat.now,
        next_update: at(valid_for * 3 / 4)?,
        valid_until: at(valid_for)?,
        revoked,
        grounded,
    })
}

/// Until when the list that serves today does, its grace included.
fn serves_until(authority: &Authority, trust: &TrustDocument, office: &str) -> Option<Timestamp> {
    let end = ends(authority.lists().latest(office)?, &trust.policy);
    let grace = trust.policy.grace.as_ref();
    let until = grace.map_or(Some(end), |grace| end.checked_add(grace.extends).ok())?;
    (until > authority.now()).then_some(until)
}

fn words(list: &RevocationList, serves_until: Option<Timestamp>) -> String {
    let mut text = format!(
        "revocation list of office {}, version {}, under trust version {}\n  serves until {}, next due {}\n",
        list.office, list.version, list.trust_version, list.valid_until, list.next_update
    );
    for entry in &list.revoked {
        text += &format!(
            "  revokes {} from {}: {}\n",
            named(&entry.what),
            entry.from,
            one_line(&entry.reason)
        );
    }
    for grounded in &list.grounded {
        let (aircraft, reason) = (one_line(&grounded.aircraft), one_line(&grounded.reason));
        text += &format!("  grounds {aircraft} from {}: {reason}\n", grounded.from);
    }
    match serves_until {
        Some(until) => {
            text += &format!(
                "a station that does not get this list goes by the earlier one until {until}\n"
            );
        }
        None => text += "no earlier list serves: a station without this one lifts nothing\n",
    }
    text
}

fn named(what: &Revoked) -> String {
    match what {
        Revoked::Waiver(id) => format!("waiver {}", one_line(id)),
        Revoked::Overlay(id) => format!("overlay {}", one_line(id)),
        Revoked::Key(fingerprint) => format!("key {}", one_line(fingerprint)),
    }
}

/// Takes away the lists that the new one holds all of.
fn superseded(seat: &Seat, new: &RevocationList, keep: &Path) -> Result<(), Failure> {
    for file in &seat.agency.trust.others {
        let path = PathBuf::from(&file.name);
        let Ok(list) = RevocationList::read(&file.text) else { continue };
        let held = |entry: &Revocation| new.revoked.contains(entry);
        let earlier = (list.trust_version, list.version) < (new.trust_version, new.version);
        if path == keep
            || list.office != new.office
            || !earlier
            || !list.revoked.iter().all(held)
            || !list.grounded.iter().all(|entry| new.grounded.contains(entry))
        {
            continue;
        }
        remove(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let beside = path.parent().and_then(|folder| fs::read_dir(folder).ok());
        for entry in beside.into_iter().flatten().flatten() {
            let other = entry.file_name().to_string_lossy().into_owned();
            let signature = Path::new(&other).extension().is_some_and(|it| it == "sig");
            if signature && other.starts_with(&format!("{name}.")) {
                remove(&entry.path())?;
            }
        }
        output::write(&format!("removed, as the new list holds it: {}\n", path.display()), None)?;
    }
    Ok(())
}

fn remove(path: &Path) -> Result<(), Failure> {
    fs::remove_file(path).map_err(|error| Failure::io(path, "removed", &error))
}

/// An issuer takes back his own waiver or overlay: it can only restrict, so it needs nobody else.
fn alone(
    mut seat: Seat,
    args: &ListArgs,
    revocation: &Revocation,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let authority = seat.as_issuer();
    let (Revoked::Waiver(subject) | Revoked::Overlay(subject) | Revoked::Key(subject)) =
        &revocation.what;
    let id = format!("R-{subject}");
    let text = writing::single(&id, revocation);
    overfly_exemption::SingleRevocation::read(text.as_bytes())
        .map_err(|error| Failure::new(format!("this revocation cannot be: {error}")))?;
    if let Some(key) = &args.sign.sign_with {
        issued_by(&seat, &authority, subject, key)?;
    }
    let path = seat.agency.trust_folder().join(format!("{id}.toml"));
    refuse_existing(&path)?;
    output::write(
        &format!(
            "revokes {} from {}: {}\na station that does not get this document goes by the waiver until its end, or that of the revocation list\n",
            named(&revocation.what),
            revocation.from,
            one_line(&revocation.reason)
        ),
        None,
    )?;
    if args.sign.sign_with.is_some() && !agreed(&format!("sign {id}?"), args.sign.yes)? {
        return Ok(Outcome::Refused);
    }
    sign::replace(&path, text.as_bytes())?;
    let Some(signature) = signed(&path, Namespace::Revocation, &args.sign)? else {
        return Ok(Outcome::Done);
    };
    seat.again()?;
    let authority = seat.as_issuer();
    let shown = path.display().to_string();
    if authority.root().is_none() || authority.problems().iter().any(|one| one.file == shown) {
        return Ok(does_not_count(&authority, &path, terminal));
    }
    output::write(&format!("signed and verified: {}\n", signature.display()), None)?;
    Ok(Outcome::Done)
}

/// A revocation by somebody else would verify, and revoke nothing.
fn issued_by(seat: &Seat, authority: &Authority, id: &str, key: &Path) -> Result<(), Failure> {
    let Ok(public) = desk::public_key(key) else { return Ok(()) };
    let waivers =
        seat.agency.waivers.iter().filter_map(|file| UnverifiedWaiver::read(file.clone()).ok());
    let via = waivers.map(|waiver| waiver.document().clone()).find(|waiver| waiver.id == id);
    let Some(via) = via.map(|waiver| waiver.via) else { return Ok(()) };
    let Some(issuer) = authority.issuers().iter().find(|issuer| issuer.via == via) else {
        return Ok(());
    };
    let office = authority.issuers().iter().find(|one| one.via == issuer.office);
    if public == issuer.key || office.is_some_and(|office| office.key == public) {
        return Ok(());
    }
    let sentence =
        format!("is {public}, and {id} was issued by {} with {}", issuer.name, issuer.key);
    Err(Failure::at(key.display().to_string(), sentence).hint(
        "only its issuer revokes it alone; an office revokes it on its list, without --alone",
    ))
}

fn does_not_count(authority: &Authority, path: &Path, terminal: &Terminal) -> Outcome {
    let shown = path.display().to_string();
    let problem = authority.problems().iter().find(|problem| problem.file == shown);
    let why = problem.map_or("it does not count".to_owned(), |one| one.refusal.to_string());
    terminal.remark(&format!("{shown}: signed, and {why}"));
    Outcome::Refused
}
