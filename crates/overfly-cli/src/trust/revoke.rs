//! `overfly trust revoke` and `refresh`: an office's next revocation list, or an issuer's own word.

mod alone;
mod following;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use overfly_exemption::lists::ends;
use overfly_exemption::overlay::Head;
use overfly_exemption::revocation::{Grounding, Revocation};
use overfly_exemption::{
    Authority, Namespace, OverlayDocument, RevocationList, Revoked, SetAsideDocument, SignedFile,
    TrustDocument,
};
use overfly_model::zone::one_line;

use self::following::{following, held, refuse_loss};
use super::{
    NOT_SIGNED, Seat, agreed, office_of, own_key, refuse_existing, signed, trust_of, writing,
};
use crate::args::trust::{ListArgs, RevokeArgs};
use crate::args::waiver::HomeArgs;
use crate::failure::Failure;
use crate::output::Terminal;
use crate::waiver::stated_id;
use crate::{Outcome, output, sign, zones};

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
        terminal.remark(&unknown);
        if !agreed("Is it typed right?", NOT_SIGNED, args.list.sign.yes)? {
            return Ok(Outcome::Refused);
        }
    }
    match addition.revoked {
        Some(revocation) if args.alone => alone::run(seat, &args.list, &revocation, terminal),
        _ => next(seat, &args.list, Some(addition), terminal),
    }
}

/// What is revoked may lie elsewhere; a slip of the pen would revoke nothing. Tells what is like it.
fn unknown(seat: &Seat, what: &Revoked) -> Option<String> {
    let agency = &seat.agency;
    let (typed, ids): (&String, Vec<String>) = match what {
        Revoked::Waiver(id) => (id, agency.waivers.iter().filter_map(stated_id).collect()),
        Revoked::Overlay(id) => {
            (id, agency.overlays.iter().filter_map(head).map(|head| head.id).collect())
        }
        Revoked::Key(print) => {
            let issuers = seat.as_issuer().issuers().to_vec();
            (print, issuers.iter().map(|issuer| issuer.key.fingerprint()).collect())
        }
    };
    if ids.contains(typed) {
        return None;
    }
    let near = zones::nearest(typed, ids.iter().map(String::as_str));
    let near = match near.as_slice() {
        [] => "look whether it is typed right".to_owned(),
        near => format!("near it are {}", one_line(&near.join(", "))),
    };
    Some(format!("{} is not known in this folder: {near}", named(what)))
}

/// What an overlay or a set-aside says of itself.
fn head(file: &SignedFile) -> Option<Head> {
    let overlay = OverlayDocument::read(&file.text).map(|overlay| overlay.head);
    overlay.or_else(|_| SetAsideDocument::read(&file.text).map(|aside| aside.head)).ok()
}

/// The same entries, for longer.
pub fn refresh(home: &HomeArgs, list: &ListArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    next(Seat::open(home)?, list, None, terminal)
}

/// The list that follows. It has a file of its own: until it is signed the earlier one serves.
fn next(
    mut seat: Seat,
    args: &ListArgs,
    addition: Option<Addition>,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let authority = seat.knowing();
    let trust = trust_of(&authority)?.clone();
    let office = office_of(&trust, args.office.as_deref())?;
    refuse_loss(&seat, &authority, office, args, terminal)?;
    if let Some(from) = addition.as_ref().and_then(|added| held(&authority, &office.id, added)) {
        output::write(
            &format!(
                "nothing written: office {} has said so already, from {from} on\nto make its list last longer: overfly trust refresh\n",
                office.id
            ),
            None,
        )?;
        return Ok(Outcome::Done);
    }
    let new = following(&seat, &authority, (&trust, office), args, addition.unwrap_or_default())?;
    let text = writing::revocations(&new);
    RevocationList::read(text.as_bytes())
        .map_err(|error| Failure::new(format!("this revocation list cannot be: {error}")))?;
    let name = format!("revocations-{}-{}.toml", office.id, new.version);
    let path = seat.agency.trust_folder().join(name);
    refuse_existing(&path)?;
    output::write(&words(&new, &trust, serves_until(&authority, &trust, &office.id)), None)?;
    if new.valid_until > ends(&new, &trust.policy) {
        terminal.remark(&format!(
            "warning: the trust root lets no list serve for longer than {} (revocations_max_age), whatever --valid-for says",
            writing::length(trust.policy.revocations_max_age)
        ));
    }
    if let Some(key) = &args.sign.sign_with {
        own_key(key, &office.key, &format!("office {}", office.id))?;
        if !agreed(&format!("sign revocation list {}?", new.version), NOT_SIGNED, args.sign.yes)? {
            return Ok(Outcome::Refused);
        }
    }
    sign::replace(&path, text.as_bytes())?;
    let Some(signature) = signed(&path, Namespace::Revocations, &args.sign)? else {
        return Ok(Outcome::Done);
    };
    seat.again()?;
    let authority = seat.knowing();
    if authority.lists().latest(&office.id) == Some(&new) {
        output::write(&format!("signed and verified: {}\n", signature.display()), None)?;
        superseded(&seat, &new, &path)?;
        return Ok(Outcome::Done);
    }
    Ok(does_not_count(&authority, (&path, &signature), terminal))
}

/// Until when the list that serves today does, its grace included.
fn serves_until(authority: &Authority, trust: &TrustDocument, office: &str) -> Option<Timestamp> {
    let end = ends(authority.lists().latest(office)?, &trust.policy);
    let grace = trust.policy.grace.as_ref();
    let until = grace.map_or(Some(end), |grace| end.checked_add(grace.extends).ok())?;
    (until > authority.now()).then_some(until)
}

fn words(list: &RevocationList, trust: &TrustDocument, serves_until: Option<Timestamp>) -> String {
    let mut text = format!(
        "revocation list of office {}, version {}, under trust version {}\n  serves until {}, next due {}\n",
        list.office,
        list.version,
        list.trust_version,
        ends(list, &trust.policy),
        list.next_update
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
        let earlier = list.place() < new.place();
        if path == keep || list.office != new.office || !earlier || !new.holds(&list) {
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

/// Says why what was signed does not count, and leaves nothing of it: it would stand in everybody's way.
fn does_not_count(
    authority: &Authority,
    (path, signature): (&Path, &Path),
    terminal: &Terminal,
) -> Outcome {
    let shown = path.display().to_string();
    let problem = authority.problems().iter().find(|problem| problem.file == shown);
    let why = problem.map_or("it does not count".to_owned(), |one| one.refusal.to_string());
    terminal.remark(&format!("{shown}: signed, and {why}; it was taken away again"));
    take_away(path, signature);
    Outcome::Refused
}

fn take_away(path: &Path, signature: &Path) {
    // What is left of it is told as a problem by whoever reads the folder next.
    for path in [path, signature] {
        let _ = fs::remove_file(path);
    }
}
