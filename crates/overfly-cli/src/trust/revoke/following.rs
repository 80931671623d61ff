//! The list that follows, which holds all that the lists before it hold, or is not written.

use jiff::{SignedDuration, Timestamp};
use overfly_exemption::revocation::{Grounding, Revocation};
use overfly_exemption::trust::Office;
use overfly_exemption::{Authority, Memory, Refusal, RevocationList, State, TrustDocument};

use super::Addition;
use crate::args::trust::ListArgs;
use crate::failure::Failure;
use crate::output::Terminal;
use crate::trust::Seat;
use crate::trust::delegate::lasting;

/// The next version under the trust root of today. A thief's version 999999 is left behind by the next trust
/// version, under which the lists begin anew.
pub fn following(
    seat: &Seat,
    authority: &Authority,
    (trust, office): (&TrustDocument, &Office),
    args: &ListArgs,
    addition: Addition,
) -> Result<RevocationList, Failure> {
    let valid_for = match &args.valid_for {
        Some(text) => lasting("--valid-for", text)?,
        None => trust.policy.revocations_max_age,
    };
    let at = |after: SignedDuration| {
        seat.now.checked_add(after).map_err(|_| Failure::at("--valid-for", "is longer than time"))
    };
    let lists: Vec<&RevocationList> =
        authority.lists().all().filter(|list| list.office == office.id).collect();
    let revoked = lists.iter().flat_map(|list| &list.revoked).cloned();
    let mut revoked: Vec<Revocation> = revoked.chain(addition.revoked).collect();
    // Of two entries for one thing both stay: the earlier time counts.
    revoked.sort_by(|a, b| (&a.what, a.from).cmp(&(&b.what, b.from)));
    revoked.dedup();
    let grounded = lists.iter().flat_map(|list| &list.grounded).cloned();
    let mut grounded: Vec<Grounding> = grounded.chain(addition.grounded).collect();
    grounded.sort_by(|a, b| (&a.aircraft, a.from).cmp(&(&b.aircraft, b.from)));
    grounded.dedup();
    Ok(RevocationList {
        office: office.id.clone(),
        version: version(seat, authority, (trust, office))?.max(trust.policy.minimum_revocations),
        trust_version: trust.version,
        issued: seat.now,
        next_update: at(valid_for.min(trust.policy.revocations_max_age) * 3 / 4)?,
        valid_until: at(valid_for)?,
        revoked,
        grounded,
    })
}

/// One more than any of the office's key, in the folder or in this station's memory.
fn version(
    seat: &Seat,
    authority: &Authority,
    (trust, office): (&TrustDocument, &Office),
) -> Result<u64, Failure> {
    let own = authority.lists().of_today(&office.id);
    let own = own.filter(|list| list.trust_version == trust.version).map(|list| list.version);
    let state = remembered(seat);
    let seen = state.as_ref().and_then(|state| state.seen(&office.key.fingerprint()));
    let seen = seen.filter(|seen| seen.trust_version == trust.version).map(|seen| seen.version);
    let version = own.chain(seen).max().map_or(Some(1), |highest| highest.checked_add(1));
    version.ok_or_else(|| {
        Failure::new(format!("the lists of office {} have no version left", office.id)).hint(
            "somebody may have had its key: have the roots sign a new trust version with a new key",
        )
    })
}

fn remembered(seat: &Seat) -> Option<State> {
    match seat.station.memory() {
        Memory::Known(state) => Some(state),
        Memory::Rehearsal | Memory::Nothing => None,
    }
}

/// Refuses to follow lists of which one is damaged or missing: what it revokes would be lost.
pub fn refuse_loss(
    seat: &Seat,
    authority: &Authority,
    office: &Office,
    args: &ListArgs,
    terminal: &Terminal,
) -> Result<(), Failure> {
    if let Some((file, refusal)) = damaged(seat, authority, office) {
        let sentence =
            format!("{refusal}; what it revokes and grounds would be missing from the next list");
        return Err(Failure::at(file, sentence).hint(
            "nothing was written; get the file anew or have it signed, or move it out of the trust folder if it never counted",
        ));
    }
    let Some(sentence) = missing(seat, authority, office) else { return Ok(()) };
    if args.earlier_list_lost {
        terminal.remark(&format!(
            "warning: {sentence}; what only that list revoked or grounded is NOT in the new one: revoke it again"
        ));
        return Ok(());
    }
    Err(Failure::new(sentence).hint(
        "nothing was written; get that list from another station or a backup; if it is lost for good, or was a thief's, add --earlier-list-lost",
    ))
}

/// A list of the office whose entries nobody can rely on, or that is ahead of this folder.
fn damaged(seat: &Seat, authority: &Authority, office: &Office) -> Option<(String, Refusal)> {
    let lists = authority.lists();
    if let Some(doubt) = lists.unreadable(&office.id).next() {
        return Some(doubt);
    }
    let of_office = |file: &str| {
        let file = seat.agency.trust.others.iter().find(|other| other.name == file)?;
        RevocationList::read(&file.text).ok().filter(|list| list.office == office.id)
    };
    let ahead = |list: &RevocationList, refusal: &Refusal| {
        let trust = authority.root().map_or(0, |root| root.document().version);
        matches!(refusal, Refusal::Ahead { .. }) || list.trust_version > trust
    };
    authority.problems().iter().find_map(|problem| {
        let list = of_office(&problem.file)?;
        let lost = !lists.restricts(&problem.file) || ahead(&list, &problem.refusal);
        lost.then(|| (problem.file.clone(), problem.refusal.clone()))
    })
}

/// A list that this station has seen, and that is not in the folder.
fn missing(seat: &Seat, authority: &Authority, office: &Office) -> Option<String> {
    let state = remembered(seat)?;
    let former = state.offices.iter().filter(|one| one.office == office.id).map(|one| &one.key);
    let former = former.chain(authority.lists().former_keys(&office.id));
    let keys = former.chain([&office.key]);
    let seen =
        keys.filter_map(|key| state.seen(&key.fingerprint())).max_by_key(|seen| seen.place())?;
    let place = |list: &RevocationList| (list.trust_version, list.version);
    let of_office = authority.lists().all().filter(|list| list.office == office.id);
    let held = of_office.map(place).max();
    let (tv, version) = seen.place();
    if held.is_none_or(|held| held < seen.place()) {
        return Some(format!(
            "this station has seen version {version} (trust version {tv}) of the list of {}, and the folder does not hold it",
            office.id
        ));
    }
    let other = |refusal: &Refusal| matches!(refusal, Refusal::ListOther { version: one } if *one == version);
    let serves =
        authority.lists().latest(&office.id).is_some_and(|list| place(list) >= seen.place());
    let replaced = authority.problems().iter().any(|problem| other(&problem.refusal));
    (replaced && !serves).then(|| {
        format!(
            "this station has seen another text of version {version} of the list of {}, and the folder does not hold it",
            office.id
        )
    })
}

/// Whether what is added is in the lists already, so that nothing would change.
pub fn held(authority: &Authority, office: &str, addition: &Addition) -> Option<Timestamp> {
    let lists = || authority.lists().all().filter(|list| list.office == office);
    let revoked = addition.revoked.as_ref().and_then(|new| {
        let entries = lists().flat_map(|list| &list.revoked);
        entries.filter(|old| old.what == new.what && old.from <= new.from).map(|old| old.from).min()
    });
    let grounded = addition.grounded.as_ref().and_then(|new| {
        let entries = lists().flat_map(|list| &list.grounded);
        let same = |old: &&Grounding| old.aircraft == new.aircraft && old.from <= new.from;
        entries.filter(same).map(|old| old.from).min()
    });
    revoked.or(grounded)
}
