//! Revocations, verified: an office's list, and what issuers revoked themselves.

use jiff::Timestamp;
use overfly_model::TimeInterval;

use crate::authority::{Issuer, Problem, TrustFiles, is};
use crate::delegation::{self, DelegationDocument};
use crate::file::SignedFile;
use crate::key::PublicKey;
use crate::refusal::Refusal;
use crate::revocation::{
    Grounding, LIST_FORMAT, Revocation, RevocationList, Revoked, SINGLE_FORMAT, SingleRevocation,
};
use crate::root::{TrustRoot, later};
use crate::signature::Namespace;
use crate::state::{SeenList, State};
use crate::trust::{Office, Policy};
use crate::value::Names;

/// What is revoked, as far as somebody who may say so says so.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    kept: Vec<Kept>,
    /// Signed by their office, and of no use to show that nothing else is revoked: what they revoke and ground
    /// counts all the same.
    spent: Vec<RevocationList>,
    singles: Vec<Single>,
    refused: Vec<(String, Refusal)>,
}

#[derive(Clone, Debug)]
struct Kept {
    list: RevocationList,
    key: PublicKey,
}

#[derive(Clone, Debug)]
struct Single {
    revocation: Revocation,
    /// Whose signature it carries; several may fit.
    by: Vec<PublicKey>,
}

/// How fresh the list of an office is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// In its time.
    Fresh,
    /// Stale, and serving these purposes until then.
    Grace {
        /// The purposes.
        purposes: Names,
        /// Until when.
        until: Timestamp,
    },
}

impl Lists {
    pub(crate) fn verify(
        files: &TrustFiles,
        root: &TrustRoot,
        state: Option<&State>,
        now: Timestamp,
    ) -> (Self, Vec<Problem>) {
        let (mut lists, mut problems) = (Self::default(), Vec::new());
        for file in files.others.iter().filter(|file| is(file, LIST_FORMAT)) {
            match list(file, root, state, now) {
                Ok((kept, None)) => lists.kept.push(kept),
                Ok((kept, Some(refusal))) => {
                    lists.refused.push((kept.list.office.clone(), refusal.clone()));
                    lists.spent.push(kept.list);
                    problems.push(Problem { file: file.name.clone(), via: None, refusal });
                }
                Err((office, refusal)) => {
                    lists.refused.extend(office.map(|office| (office, refusal.clone())));
                    problems.push(Problem { file: file.name.clone(), via: None, refusal });
                }
            }
        }
        let keys = possible_keys(files, root);
        for file in files.others.iter().filter(|file| is(file, SINGLE_FORMAT)) {
            match single(file, &keys, root) {
                Ok(single) => lists.singles.push(single),
                Err(refusal) => {
                    problems.push(Problem { file: file.name.clone(), via: None, refusal });
                }
            }
        }
        (lists, problems)
    }

    /// Every waiver, overlay and key that an office's lists name. What any of them revoked stays revoked: a
    /// later list that lacks an entry is a mistake, or an attack.
    fn entries(&self, office: &str) -> impl Iterator<Item = &Revocation> {
        let of_office = self.signed().filter(move |list| list.office == office);
        of_office.flat_map(|list| &list.revoked)
    }

    /// Every list that its office signed, whether it shows freshness or not.
    pub(crate) fn signed(&self) -> impl Iterator<Item = &RevocationList> {
        self.kept.iter().map(|kept| &kept.list).chain(&self.spent)
    }

    /// Whether a list is among those signed.
    pub(crate) fn has(&self, list: &RevocationList) -> bool {
        self.signed().any(|signed| signed == list)
    }

    /// The entry that revokes an issuer's key, if it does so by `now`.
    pub(crate) fn key(&self, issuer: &Issuer, now: Timestamp) -> Option<&Revocation> {
        let what = Revoked::Key(issuer.key.fingerprint());
        self.entries(&issuer.office).find(|entry| entry.what == what && entry.from <= now)
    }

    /// The first time from which an office's lists revoke a key.
    pub(crate) fn key_ends(&self, office: &str, key: &PublicKey) -> Option<Timestamp> {
        let what = Revoked::Key(key.fingerprint());
        self.entries(office).filter(|entry| entry.what == what).map(|entry| entry.from).min()
    }

    /// The entry that revokes a document which `issuer` signed, if it does so at all; one from a later
    /// time on ends it then.
    pub(crate) fn document(
        &self,
        what: &Revoked,
        issuer: &Issuer,
        office: &PublicKey,
    ) -> Option<&Revocation> {
        let singles = self
            .singles
            .iter()
            .filter(|single| single.by.iter().any(|key| *key == issuer.key || key == office));
        let singles = singles.map(|single| &single.revocation);
        self.entries(&issuer.office)
            .chain(singles)
            .filter(|entry| entry.what == *what)
            .min_by_key(|entry| entry.from)
    }

    /// The aircraft that stay on the ground by `until`, whichever office says so.
    pub fn grounded<'a>(
        &'a self,
        aircraft: &'a str,
        during: &'a TimeInterval,
    ) -> Option<&'a Grounding> {
        let all = self.signed().flat_map(|list| &list.grounded);
        let same = |grounded: &&Grounding| same_aircraft(&grounded.aircraft, aircraft);
        all.filter(same).find(|grounded| during.until.is_none_or(|until| grounded.from < until))
    }

    /// Whether the latest list of an office is in its time, or in grace.
    pub(crate) fn freshness(
        &self,
        office: &str,
        policy: &Policy,
        now: Timestamp,
    ) -> Result<Freshness, Refusal> {
        // One that does not count, and is not only old, may be the latest: an older one does not speak for it.
        let doubtful = |(of, refusal): &&(String, Refusal)| {
            of == office && !matches!(refusal, Refusal::ListReplaced { .. })
        };
        let latest = self.latest(office).filter(|_| !self.refused.iter().any(|r| doubtful(&r)));
        let Some(latest) = latest else {
            let why = self.refused.iter().find(|(of, _)| of == office);
            let why = why.map(|(_, refusal)| format!(" (one that {refusal})"));
            let why = why.unwrap_or_default();
            return Err(Refusal::NoList { office: office.to_owned(), why });
        };
        let end = ends(latest, policy);
        if now < end {
            return Ok(Freshness::Fresh);
        }
        match &policy.grace {
            Some(grace) if end.checked_add(grace.extends).is_ok_and(|until| now < until) => {
                let until = end.checked_add(grace.extends).unwrap_or(end);
                Ok(Freshness::Grace { purposes: grace.purposes.clone(), until })
            }
            _ => Err(Refusal::ListStale { office: office.to_owned(), since: end }),
        }
    }

    /// The latest list of an office.
    pub fn latest(&self, office: &str) -> Option<&RevocationList> {
        let of_office = self.kept.iter().filter(|kept| kept.list.office == office);
        of_office.map(|kept| &kept.list).max_by_key(|list| (list.trust_version, list.version))
    }

    /// Every list that counts.
    pub fn all(&self) -> impl Iterator<Item = &RevocationList> {
        self.kept.iter().map(|kept| &kept.list)
    }

    pub(crate) fn issued(&self) -> Vec<Timestamp> {
        self.all().map(|list| list.issued).collect()
    }

    pub(crate) fn seen(&self) -> Vec<SeenList> {
        let seen = |kept: &Kept| SeenList {
            key: kept.key.fingerprint(),
            trust_version: kept.list.trust_version,
            version: kept.list.version,
        };
        self.kept.iter().map(seen).collect()
    }
}

/// Whoever types it in capitals flies the same aircraft.
pub(crate) fn same_aircraft(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// When a list stops serving, grace aside.
pub fn ends(list: &RevocationList, policy: &Policy) -> Timestamp {
    let aged = list.issued.checked_add(policy.revocations_max_age).unwrap_or(list.valid_until);
    list.valid_until.min(aged)
}

/// A list, signed by its office, not older than what has been seen.
fn list(
    file: &SignedFile,
    root: &TrustRoot,
    state: Option<&State>,
    now: Timestamp,
) -> Result<(Kept, Option<Refusal>), (Option<String>, Refusal)> {
    let list = RevocationList::read(&file.text).map_err(|error| (None, error.into()))?;
    let refused = |refusal| (Some(list.office.clone()), refusal);
    let trust = root.document();
    let office = trust.office(&list.office).ok_or_else(|| {
        (None, Refusal::NoAuthority { via: list.office.clone(), why: String::new() })
    })?;
    file.signed_by(Namespace::Revocations, &office.key, (&office.id, trust.policy.touch))
        .map_err(refused)?;
    let refusal = does_not_serve(&list, office, (root, state, now));
    Ok((Kept { key: office.key.clone(), list }, refusal))
}

/// Why a signed list does not show that nothing else is revoked.
fn does_not_serve(
    list: &RevocationList,
    office: &Office,
    (root, state, now): (&TrustRoot, Option<&State>, Timestamp),
) -> Option<Refusal> {
    let trust = root.document();
    let replaced = |seen: u64| Some(Refusal::ListReplaced { found: list.version, seen });
    if list.issued > later(now) {
        return Some(Refusal::Ahead { issued: list.issued });
    }
    if list.trust_version > trust.version {
        let (found, seen) = (list.trust_version, trust.version);
        return Some(Refusal::ListReplaced { found, seen });
    }
    let seen = state.and_then(|state| state.seen(&office.key.fingerprint()));
    let lowest = seen.map_or((0, 0), |seen| (seen.trust_version, seen.version));
    if (list.trust_version, list.version) < lowest {
        return replaced(lowest.1);
    }
    let least = trust.policy.minimum_revocations;
    // Every list is at least the first. Under more than that, one of an earlier trust root is older still.
    if least > 1 && (list.trust_version, list.version) < (trust.version, least) {
        return replaced(least);
    }
    None
}

/// Whoever may have signed a waiver or overlay: every key that an office ever named, in its time or not. To
/// revoke only restricts.
fn possible_keys(files: &TrustFiles, root: &TrustRoot) -> Vec<PublicKey> {
    let offices = root.document().offices.iter().map(|office| office.key.clone());
    let officers =
        files.others.iter().filter(|file| is(file, delegation::FORMAT)).filter_map(|file| {
            let document = DelegationDocument::read(&file.text).ok()?;
            let office = root.document().office(&document.office)?;
            let touch = root.document().policy.touch;
            file.signed_by(Namespace::Delegation, &office.key, (&office.id, touch)).ok()?;
            Some(document.key)
        });
    offices.chain(officers).collect()
}

fn single(file: &SignedFile, keys: &[PublicKey], root: &TrustRoot) -> Result<Single, Refusal> {
    let document = SingleRevocation::read(&file.text)?;
    let touch = root.document().policy.touch;
    let signs =
        |key: &&PublicKey| file.signed_by(Namespace::Revocation, key, ("an issuer", touch)).is_ok();
    let by: Vec<PublicKey> = keys.iter().filter(signs).cloned().collect();
    if by.is_empty() {
        let wanted = "an issuer whom an office named".to_owned();
        return Err(if file.signatures.is_empty() {
            Refusal::Unsigned
        } else {
            Refusal::OtherKey { wanted }
        });
    }
    Ok(Single { revocation: document.revocation, by })
}
