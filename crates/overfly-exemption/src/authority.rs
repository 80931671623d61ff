//! Who may issue what, as verified: trust root, delegations, revocations.

use jiff::Timestamp;
use overfly_model::TimeInterval;

use crate::ceiling::Ceiling;
use crate::delegation::{self, DelegationDocument};
use crate::doubt::Doubts;
use crate::file::SignedFile;
use crate::key::PublicKey;
use crate::lists::{Freshness, Lists};
use crate::refusal::Refusal;
use crate::root::{TrustRoot, later};
use crate::signature::{Namespace, Touch};
use crate::state::{Memory, State};
use crate::text;
use crate::trust::{self, Office, Policy};
use crate::value::ZonePattern;

/// The documents of a trust folder.
#[derive(Clone, Debug, Default)]
pub struct TrustFiles {
    /// `trust.toml`.
    pub root: Option<SignedFile>,
    /// Earlier versions of it.
    pub history: Vec<SignedFile>,
    /// Delegations, revocation lists and single revocations, in any order.
    pub others: Vec<SignedFile>,
}

/// Something in the trust folder that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The document.
    pub file: String,
    /// The delegation or office that is lost with it.
    pub via: Option<String>,
    /// Why.
    pub refusal: Refusal,
}

/// Who may issue what at one moment. Whatever did not verify gives nobody anything.
#[derive(Clone, Debug)]
pub struct Authority {
    now: Timestamp,
    root: Option<TrustRoot>,
    standing: Result<(), Refusal>,
    clock_suspect: bool,
    issuers: Vec<Issuer>,
    lists: Lists,
    problems: Vec<Problem>,
    memory: Memory,
    latest: Option<Timestamp>,
    doubts: Doubts,
}

/// Somebody who may sign: an office, or an officer it named.
#[derive(Clone, Debug, PartialEq)]
pub struct Issuer {
    /// What documents name as `via`: the delegation's id, or the office's.
    pub via: String,
    /// What documents name as `issuer`: the officer, or the office's id.
    pub name: String,
    /// The office.
    pub office: String,
    /// How to reach the office.
    pub contact: Option<String>,
    /// The key.
    pub key: PublicKey,
    /// When it holds.
    pub valid: TimeInterval,
    /// How far it may go.
    pub ceiling: Ceiling,
    /// The issuer as a remote pilot.
    pub pilot_ids: Vec<String>,
}

impl Authority {
    /// Verifies what stands in a trust folder. Never fails as a whole: what does not verify is a problem,
    /// and whoever hangs on it may issue nothing.
    pub fn assemble(files: &TrustFiles, memory: Memory, now: Timestamp) -> Self {
        let mut authority = Self {
            now,
            root: None,
            standing: Err(Refusal::NoTrust),
            clock_suspect: false,
            issuers: Vec::new(),
            lists: Lists::default(),
            problems: Vec::new(),
            memory,
            latest: None,
            doubts: Doubts::default(),
        };
        authority.read_root(files);
        authority.read_delegations(files);
        authority.read_lists(files);
        authority.standing = authority.standing();
        let known = (authority.root.as_ref(), authority.problems.as_slice());
        authority.doubts = Doubts::of(files, &authority.lists, known, &authority.memory);
        authority
    }

    /// Why nothing is lifted at all, where that is so. Zones count all the same.
    pub const fn may_lift(&self) -> Result<(), &Refusal> {
        match &self.standing {
            Ok(()) => Ok(()),
            Err(refusal) => Err(refusal),
        }
    }

    /// Whether the clock stands well before a signed time: then schedules count as always.
    pub const fn clock_suspect(&self) -> bool {
        self.clock_suspect
    }

    /// The moment for which all of this holds.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// The trust root, where it verified.
    pub const fn root(&self) -> Option<&TrustRoot> {
        self.root.as_ref()
    }

    /// Everybody who may sign, and whose key is not revoked.
    pub fn issuers(&self) -> &[Issuer] {
        &self.issuers
    }

    /// The revocations that count.
    pub const fn lists(&self) -> &Lists {
        &self.lists
    }

    /// What lists that do not count leave open.
    pub const fn doubts(&self) -> &Doubts {
        &self.doubts
    }

    /// What in the trust folder does not count.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Zones that nothing lifts. Everything, where no trust root counts.
    pub fn never_waivable(&self) -> Vec<ZonePattern> {
        match self.policy() {
            Some(policy) => policy.never_waivable.clone(),
            None => ZonePattern::read("*").into_iter().collect(),
        }
    }

    /// What the station should remember from now on: never less than before. `None` without a trust root.
    pub fn learned(&self) -> Option<State> {
        let trust = self.root.as_ref()?.accepted();
        let earlier = match &self.memory {
            Memory::Known(state) => Some(state),
            Memory::Rehearsal | Memory::Nothing => None,
        };
        let mut lists = earlier.map(|state| state.lists.clone()).unwrap_or_default();
        lists.extend(self.lists.seen());
        lists.sort_unstable();
        lists.reverse();
        lists.dedup_by(|later, first| later.key == first.key);
        lists.reverse();
        let latest = self.latest.into_iter().chain(earlier.map(|state| state.latest)).max()?;
        Some(State { trust, lists, latest })
    }

    /// The one who signed a document, if he may sign such a document now. `document` was issued at
    /// `issued`, goes by `via` and names `issuer`.
    pub(crate) fn issuer(
        &self,
        file: &SignedFile,
        namespace: Namespace,
        (via, issuer, issued): (&str, &str, Timestamp),
    ) -> Result<&Issuer, Refusal> {
        let found = self.named(via)?;
        file.signed_by(namespace, &found.key, (&found.name, self.touch()))?;
        self.may_issue(found, issuer, issued)?;
        Ok(found)
    }

    /// The same of a document that nobody has signed yet.
    pub(crate) fn would_issue(
        &self,
        (via, issuer, issued): (&str, &str, Timestamp),
    ) -> Result<&Issuer, Refusal> {
        let found = self.named(via)?;
        self.may_issue(found, issuer, issued)?;
        Ok(found)
    }

    fn named(&self, via: &str) -> Result<&Issuer, Refusal> {
        let found = self.issuers.iter().find(|one| one.via == via);
        found.ok_or_else(|| self.no_authority(via))
    }

    fn may_issue(&self, found: &Issuer, issuer: &str, issued: Timestamp) -> Result<(), Refusal> {
        if found.name != issuer {
            let (stated, signer) = (issuer.to_owned(), found.name.clone());
            return Err(Refusal::OtherIssuer { stated, signer });
        }
        if issued > later(self.now) {
            return Err(Refusal::Ahead { issued });
        }
        holds(&found.name, found.valid, issued)
    }

    /// Whether the lists of an office are fresh.
    pub fn freshness(&self, office: &str) -> Result<Freshness, Refusal> {
        let policy = self.policy().ok_or(Refusal::NoTrust)?;
        self.lists.freshness(office, policy, self.now)
    }

    fn policy(&self) -> Option<&Policy> {
        Some(&self.root.as_ref()?.document().policy)
    }

    /// Without a trust root the most is demanded.
    fn touch(&self) -> Touch {
        self.policy().map_or(Touch { presence: true, verification: true }, |policy| policy.touch)
    }

    /// Why nobody signs by this name: a key out of its time or revoked is told as such.
    fn no_authority(&self, via: &str) -> Refusal {
        if let Err(
            refusal @ (Refusal::TrustExpired { .. }
            | Refusal::TrustReplaced { .. }
            | Refusal::ClockSuspect { .. }),
        ) = &self.standing
        {
            return refusal.clone();
        }
        let lost = self.problems.iter().find(|problem| problem.via.as_deref() == Some(via));
        match lost.map(|problem| (problem, &problem.refusal)) {
            Some((_, refusal @ (Refusal::KeyRevoked { .. } | Refusal::KeyNotValid { .. }))) => {
                refusal.clone()
            }
            Some((problem, refusal)) => {
                let why = format!(": {} {refusal}", problem.file);
                Refusal::NoAuthority { via: via.to_owned(), why }
            }
            None => Refusal::NoAuthority { via: via.to_owned(), why: String::new() },
        }
    }

    fn read_root(&mut self, files: &TrustFiles) {
        let Some(file) = &files.root else { return };
        let accepted = match &self.memory {
            Memory::Known(state) => Some(&state.trust),
            Memory::Rehearsal | Memory::Nothing => None,
        };
        match TrustRoot::verify(file, &files.history, accepted, self.now) {
            Ok(root) => {
                self.seen(root.document().issued);
                self.issuers.extend(
                    root.document()
                        .offices
                        .iter()
                        .filter(|office| office.valid.contains(self.now))
                        .map(Issuer::of_office),
                );
                self.root = Some(root);
            }
            Err(refusal) => {
                self.standing = Err(refusal.clone());
                self.problem(file, refusal);
            }
        }
    }

    fn read_delegations(&mut self, files: &TrustFiles) {
        let Some(root) = self.root.clone() else { return };
        let mut found: Vec<(&SignedFile, Issuer)> = Vec::new();
        for file in files.others.iter().filter(|file| is(file, delegation::FORMAT)) {
            match self.delegation(file, &root) {
                Ok((issuer, issued)) => {
                    self.seen(issued);
                    found.push((file, issuer));
                }
                Err(refusal) => self.problem(file, refusal),
            }
        }
        for (file, issuer) in &found {
            // Two under one name: nobody knows which is meant. A copy of one file is no second one.
            let named = |other: &Issuer| other.via == issuer.via && other != issuer;
            let known = |other: &Issuer| other.via == issuer.via && other == issuer;
            if found.iter().any(|(_, other)| named(other)) {
                let (via, why) = (issuer.via.clone(), ": another delegation has its id".to_owned());
                self.problem(file, Refusal::NoAuthority { via, why });
            } else if !self.issuers.iter().any(known) {
                self.issuers.push(issuer.clone());
            }
        }
        self.join_pilots();
    }

    /// Whoever holds a key by several delegations is the same pilot in all of them.
    fn join_pilots(&mut self) {
        let all = self.issuers.clone();
        for issuer in &mut self.issuers {
            let same =
                all.iter().filter(|other| other.key == issuer.key || other.name == issuer.name);
            issuer.pilot_ids = same.flat_map(|other| other.pilot_ids.clone()).collect();
            issuer.pilot_ids.sort_unstable();
            issuer.pilot_ids.dedup();
        }
    }

    fn delegation(
        &self,
        file: &SignedFile,
        root: &TrustRoot,
    ) -> Result<(Issuer, Timestamp), Refusal> {
        let document = DelegationDocument::read(&file.text)?;
        let office = root.document().office(&document.office).ok_or_else(|| {
            Refusal::NoAuthority { via: document.office.clone(), why: String::new() }
        })?;
        file.signed_by(Namespace::Delegation, &office.key, (&office.id, self.touch()))?;
        let beyond =
            |what: String| Refusal::OutsideCeiling { whose: format!("office {}", office.id), what };
        if !office.may_delegate {
            return Err(beyond("naming officers".to_owned()));
        }
        if root.document().office(&document.id).is_some() {
            return Err(beyond("a delegation by the name of an office".to_owned()));
        }
        if let Some(what) = document.ceiling.beyond(&office.ceiling) {
            return Err(beyond(what));
        }
        let taken = root.document().roots.iter().map(|(_, key)| key);
        let mut taken = taken.chain(root.document().offices.iter().map(|office| &office.key));
        if taken.any(|key| *key == document.key) {
            return Err(beyond("giving an officer the key of a root or an office".to_owned()));
        }
        if document.issued > later(self.now) {
            return Err(Refusal::Ahead { issued: document.issued });
        }
        holds(&office.id, office.valid, document.issued)?;
        holds(&office.id, office.valid, self.now)?;
        holds(&document.officer, document.valid, self.now)?;
        let issued = document.issued;
        Ok((Issuer::of_delegation(document, office), issued))
    }

    fn read_lists(&mut self, files: &TrustFiles) {
        let Some(root) = self.root.clone() else { return };
        let state = match &self.memory {
            Memory::Known(state) => Some(state.clone()),
            Memory::Rehearsal | Memory::Nothing => None,
        };
        let (lists, problems) = Lists::verify(files, &root, state.as_ref(), self.now);
        self.lists = lists;
        self.problems.extend(problems);
        for issued in self.lists.issued() {
            self.seen(issued);
        }
        let revoked = |issuer: &Issuer| self.lists.key(issuer, self.now).cloned();
        let (gone, left): (Vec<Issuer>, Vec<Issuer>) =
            self.issuers.iter().cloned().partition(|issuer| revoked(issuer).is_some());
        let problems: Vec<Problem> = gone
            .iter()
            .filter_map(|issuer| {
                let entry = revoked(issuer)?;
                let (from, reason) = (entry.from, entry.reason);
                let key = issuer.key.fingerprint();
                let refusal = Refusal::KeyRevoked { key, from, reason };
                Some(Problem { file: issuer.via.clone(), via: Some(issuer.via.clone()), refusal })
            })
            .collect();
        self.issuers = left;
        self.problems.extend(problems);
        // What a revoked office delegated falls with it.
        let offices: Vec<&str> = gone
            .iter()
            .filter(|issuer| issuer.via == issuer.office)
            .map(|issuer| issuer.office.as_str())
            .collect();
        self.issuers.retain(|issuer| !offices.contains(&issuer.office.as_str()));
        self.end_keys(&root);
    }

    /// A key that is revoked from a later time on holds until then, and so does what its office delegated.
    fn end_keys(&mut self, root: &TrustRoot) {
        let ends: Vec<Option<Timestamp>> = self
            .issuers
            .iter()
            .map(|issuer| {
                let office = root.document().office(&issuer.office).map(|office| &office.key);
                let keys = office.into_iter().chain([&issuer.key]);
                keys.filter_map(|key| self.lists.key_ends(&issuer.office, key)).min()
            })
            .collect();
        for (issuer, end) in self.issuers.iter_mut().zip(ends) {
            issuer.valid.until = issuer.valid.until.into_iter().chain(end).min();
        }
    }

    /// The clock comes first: by a clock that lost its time every document seems to be still to come.
    fn standing(&mut self) -> Result<(), Refusal> {
        if let Memory::Known(state) = &self.memory
            && later(self.now) < state.latest
        {
            self.clock_suspect = true;
            return Err(Refusal::ClockSuspect { now: self.now, latest: state.latest });
        }
        self.standing.clone().err().filter(|_| self.root.is_none()).map_or(Ok(()), Err)?;
        match &self.memory {
            Memory::Nothing => Err(Refusal::NotAccepted),
            Memory::Rehearsal | Memory::Known(_) => Ok(()),
        }
    }

    fn seen(&mut self, issued: Timestamp) {
        self.latest = self.latest.max(Some(issued));
    }

    fn problem(&mut self, file: &SignedFile, refusal: Refusal) {
        let via = DelegationDocument::read(&file.text).ok().map(|document| document.id);
        self.problems.push(Problem { file: file.name.clone(), via, refusal });
    }
}

impl Issuer {
    fn of_office(office: &Office) -> Self {
        Self {
            via: office.id.clone(),
            name: office.id.clone(),
            office: office.id.clone(),
            contact: office.contact.clone(),
            key: office.key.clone(),
            valid: office.valid,
            ceiling: office.ceiling.clone(),
            pilot_ids: Vec::new(),
        }
    }

    /// The officer's key holds no longer than the office's.
    fn of_delegation(document: DelegationDocument, office: &Office) -> Self {
        Self {
            via: document.id,
            name: document.officer,
            office: office.id.clone(),
            contact: office.contact.clone(),
            key: document.key,
            valid: both(document.valid, office.valid),
            ceiling: document.ceiling,
            pilot_ids: document.pilot_ids,
        }
    }
}

pub(crate) fn is(file: &SignedFile, format: &str) -> bool {
    text::stated_format(&file.text).as_deref() == Some(format)
}

/// Whether a document is a revocation list, or was one before its line ends changed.
pub(crate) fn is_meant_as_list(file: &SignedFile) -> bool {
    let format = text::stated_format(&text::with_line_feeds(&file.text));
    format.as_deref() == Some(crate::revocation::LIST_FORMAT)
}

/// The formats that a trust folder holds.
pub fn is_trust_format(format: &str) -> bool {
    [
        trust::FORMAT,
        delegation::FORMAT,
        crate::revocation::LIST_FORMAT,
        crate::revocation::SINGLE_FORMAT,
    ]
    .contains(&format)
}

pub(crate) fn both(a: TimeInterval, b: TimeInterval) -> TimeInterval {
    let until = match (a.until, b.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    TimeInterval { from: a.from.max(b.from), until }
}

fn holds(whose: &str, valid: TimeInterval, at: Timestamp) -> Result<(), Refusal> {
    if valid.contains(at) {
        return Ok(());
    }
    let end = |end: Option<Timestamp>| end.map_or_else(String::new, |end| end.to_string());
    let when = format!("from {} until {}", end(valid.from), end(valid.until));
    Err(Refusal::KeyNotValid { whose: whose.to_owned(), when, at })
}
