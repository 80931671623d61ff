//! Who may issue what, as verified: trust root, delegations, revocations.

mod assembly;

use jiff::Timestamp;

use crate::delegation::{self, DelegationDocument};
use crate::file::SignedFile;
use crate::grounding::GroundingDoubts;
use crate::issuer::{Issuer, holds};
use crate::lists::{self, Freshness, Lists};
use crate::refusal::Refusal;
use crate::root::{TrustRoot, later};
use crate::signature::{Namespace, Touch};
use crate::state::{Memory, State};
use crate::text;
use crate::trust::{self, Policy};
use crate::value::ZonePattern;

/// The documents of a trust folder.
#[derive(Clone, Debug, Default)]
pub struct TrustFiles {
    /// `trust.toml`.
    pub root: Option<SignedFile>,
    /// Earlier versions of it.
    pub history: Vec<SignedFile>,
    /// Delegations, revocation lists and single revocations, in any order, and what nobody can read: it may be
    /// one of them.
    pub others: Vec<SignedFile>,
    /// Files that could not be read at all.
    pub unread: Vec<Problem>,
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
    grounding_doubts: GroundingDoubts,
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
            problems: lists::unread(files),
            memory,
            latest: None,
            grounding_doubts: GroundingDoubts::default(),
        };
        authority.read_root(files);
        authority.read_delegations(files);
        authority.read_lists(files);
        authority.standing = authority.standing();
        let known = (authority.root.as_ref(), authority.problems.as_slice());
        authority.grounding_doubts =
            GroundingDoubts::of(files, &authority.lists, known, &authority.memory);
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

    /// Whom lists that do not count, or are gone, may keep on the ground.
    pub const fn grounding_doubts(&self) -> &GroundingDoubts {
        &self.grounding_doubts
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
        let root = self.root.as_ref()?;
        let earlier = match &self.memory {
            Memory::Known(state) => Some(state),
            Memory::Rehearsal | Memory::Nothing => None,
        };
        let now = State {
            trust: root.accepted(),
            lists: self.lists.seen(),
            offices: root.office_keys(),
            latest: self.latest?,
        };
        let nothing = State { lists: Vec::new(), ..now.clone() };
        Some(earlier.unwrap_or(&nothing).joined(&now))
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
}

impl Problem {
    /// What is wrong with a document; a delegation is named, so that what hangs on it can be told why.
    pub(crate) fn of(file: &SignedFile, refusal: Refusal) -> Self {
        let via = DelegationDocument::read(&file.text).ok().map(|document| document.id);
        Self { file: file.name.clone(), via, refusal }
    }
}

pub(crate) fn is(file: &SignedFile, format: &str) -> bool {
    text::stated_format(&file.text).as_deref() == Some(format)
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
