//! Revocations, verified: an office's list, and what issuers revoked themselves.

mod doubt;
mod reading;

use jiff::Timestamp;
use overfly_model::TimeInterval;

use crate::issuer::Issuer;
use crate::key::PublicKey;
use crate::refusal::Refusal;
use crate::revocation::{Grounding, Revocation, RevocationList, Revoked};
use crate::state::{OfficeKey, SeenList};
use crate::trust::Policy;
use crate::value::Names;

pub use doubt::may_revoke;
pub(crate) use doubt::{is_list, is_named_as_list};
pub(crate) use reading::unread;

use doubt::Doubt;

/// What is revoked, as far as somebody who may say so says so.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    signed: Vec<Signed>,
    singles: Vec<Single>,
    /// Single revocations whose signature does not show who signed them.
    unproved: Vec<(Revoked, Refusal)>,
    refused: Vec<(String, Refusal)>,
    doubts: Vec<Doubt>,
    former: Vec<OfficeKey>,
    offices: Vec<String>,
}

/// A list that its office signed.
#[derive(Clone, Debug)]
struct Signed {
    file: String,
    list: RevocationList,
    key: PublicKey,
    digest: String,
    /// Whether it may show that nothing else is revoked. What it revokes and grounds counts in any case.
    serves: bool,
    /// Whether the office has another key by now.
    former: bool,
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
    /// Every waiver and overlay that an office's lists name. What any of them revoked stays revoked: a
    /// later list that lacks an entry is a mistake, or an attack.
    fn entries(&self, office: &str) -> impl Iterator<Item = &Revocation> {
        let of_office = self.signed.iter().filter(move |signed| signed.list.office == office);
        of_office.flat_map(|signed| &signed.list.revoked)
    }

    /// The entries that may revoke a key. An officer's is revoked wherever it is delegated, whichever office
    /// says so: it is the same key in the same wrong hands. An office's only by itself, and by a key that the
    /// roots have not taken from it.
    fn key_entries(
        &self,
        key: &PublicKey,
        of_office: Option<&str>,
    ) -> impl Iterator<Item = &Revocation> {
        let what = Revoked::Key(key.fingerprint());
        let may = move |signed: &&Signed| {
            of_office.is_none_or(|office| signed.list.office == office && !signed.former)
        };
        let entries = self.signed.iter().filter(may).flat_map(|signed| &signed.list.revoked);
        entries.filter(move |entry| entry.what == what)
    }

    /// Whether a list is among those signed.
    pub(crate) fn has(&self, list: &RevocationList) -> bool {
        self.all().any(|signed| signed == list)
    }

    /// The entry that revokes an issuer's key, if it does so by `now`.
    pub(crate) fn key(&self, issuer: &Issuer, now: Timestamp) -> Option<&Revocation> {
        let office = issuer.is_office().then_some(issuer.office.as_str());
        self.key_entries(&issuer.key, office).find(|entry| entry.from <= now)
    }

    /// The first time from which a key is revoked; an office's is one of `of_office`.
    pub(crate) fn key_ends(&self, key: &PublicKey, of_office: Option<&str>) -> Option<Timestamp> {
        self.key_entries(key, of_office).map(|entry| entry.from).min()
    }

    /// The entry that revokes a document which `issuer` signed, if it does so at all; one from a later
    /// time on ends it then.
    pub(crate) fn document(
        &self,
        what: &Revoked,
        issuer: &Issuer,
        office: &PublicKey,
    ) -> Option<&Revocation> {
        let was = |key: &PublicKey| {
            self.former.iter().any(|former| former.office == issuer.office && former.key == *key)
        };
        let is_office = |key: &PublicKey| key == office || was(key);
        let singles = self
            .singles
            .iter()
            .filter(|single| single.by.iter().any(|key| *key == issuer.key || is_office(key)));
        let singles = singles.map(|single| &single.revocation);
        self.entries(&issuer.office)
            .chain(singles)
            .filter(|entry| entry.what == *what)
            .min_by_key(|entry| entry.from)
    }

    /// Why nobody can tell whether a document is revoked: a single revocation names it and does not count.
    pub(crate) fn in_doubt(&self, what: &Revoked) -> Option<&Refusal> {
        self.unproved.iter().find(|(of, _)| of == what).map(|(_, refusal)| refusal)
    }

    /// The aircraft that stay on the ground by `until`, whichever office says so.
    pub fn grounded<'a>(
        &'a self,
        aircraft: &'a str,
        during: &'a TimeInterval,
    ) -> Option<&'a Grounding> {
        let all = self.all().flat_map(|list| &list.grounded);
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
        let known = |of: &str| self.offices.iter().any(|one| one == of);
        if let Some(doubt) = self.doubts.iter().find(|doubt| doubt.concerns(office, known)) {
            return Err(doubt.refusal());
        }
        // One that does not count, and is not only old, may be the latest: an older one does not speak for it.
        let doubtful =
            |(of, refusal): &&(String, Refusal)| of == office && !refusal.is_of_the_past();
        let latest = self.latest(office).filter(|_| !self.refused.iter().any(|r| doubtful(&r)));
        let Some(latest) = latest else {
            let why = self.refused.iter().find(|(of, _)| of == office);
            let why = why.map(|(_, refusal)| format!(" (one is there: {refusal})"));
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

    /// The latest list of an office that serves.
    pub fn latest(&self, office: &str) -> Option<&RevocationList> {
        let of_office = self.serving().filter(|signed| signed.list.office == office);
        of_office.map(|signed| &signed.list).max_by_key(|list| (list.trust_version, list.version))
    }

    /// Every list whose entries count, whether it serves or not.
    pub fn all(&self) -> impl Iterator<Item = &RevocationList> {
        self.signed.iter().map(|signed| &signed.list)
    }

    /// Every list that an office signed with the key it has today.
    pub fn of_today(&self, office: &str) -> impl Iterator<Item = &RevocationList> {
        let own = move |signed: &&Signed| !signed.former && signed.list.office == office;
        self.signed.iter().filter(own).map(|signed| &signed.list)
    }

    /// Whether what a file revokes counts, although it may not serve.
    pub fn restricts(&self, file: &str) -> bool {
        self.signed.iter().any(|signed| signed.file == file)
    }

    /// Documents that may be lists of an office, and that nobody can read; with each why.
    pub fn unreadable(&self, office: &str) -> impl Iterator<Item = (String, Refusal)> {
        let known = |of: &str| self.offices.iter().any(|one| one == of);
        let lists = self.doubts.iter().filter(|doubt| doubt.is_list());
        lists
            .filter(move |doubt| doubt.concerns(office, known))
            .map(|doubt| (doubt.file().to_owned(), doubt.refusal()))
    }

    /// The keys that an office had before the one it has.
    pub fn former_keys(&self, office: &str) -> impl Iterator<Item = &PublicKey> {
        self.former.iter().filter(move |former| former.office == office).map(|former| &former.key)
    }

    fn serving(&self) -> impl Iterator<Item = &Signed> {
        self.signed.iter().filter(|signed| signed.serves)
    }

    pub(crate) fn issued(&self) -> Vec<Timestamp> {
        self.serving().map(|signed| signed.list.issued).collect()
    }

    /// The latest list of each key.
    pub(crate) fn seen(&self) -> Vec<SeenList> {
        let seen = |signed: &Signed| SeenList {
            key: signed.key.fingerprint(),
            trust_version: signed.list.trust_version,
            version: signed.list.version,
            digest: Some(signed.digest.clone()),
        };
        self.serving().map(seen).collect()
    }
}

/// Whoever types it in capitals, with other spaces or signs, or leaves out `sn:`, flies the same aircraft.
pub(crate) fn same_aircraft(a: &str, b: &str) -> bool {
    let plain = |text: &str| {
        let signs = text.chars().filter(|c| c.is_alphanumeric());
        let plain: String = signs.flat_map(char::to_lowercase).collect();
        plain.strip_prefix("sn").map(str::to_owned).unwrap_or(plain)
    };
    plain(a) == plain(b)
}

/// When a list stops serving, grace aside.
pub fn ends(list: &RevocationList, policy: &Policy) -> Timestamp {
    let aged = list.issued.checked_add(policy.revocations_max_age).unwrap_or(list.valid_until);
    list.valid_until.min(aged)
}
