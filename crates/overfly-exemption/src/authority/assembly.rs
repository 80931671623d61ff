//! How an authority comes about: root, delegations, lists, in this order.

use jiff::Timestamp;

use super::{Authority, Problem, TrustFiles, is};
use crate::delegation::{self, DelegationDocument};
use crate::file::SignedFile;
use crate::issuer::{Issuer, holds};
use crate::lists::Lists;
use crate::refusal::Refusal;
use crate::root::{TrustRoot, later};
use crate::signature::Namespace;
use crate::state::Memory;

impl Authority {
    pub(super) fn read_root(&mut self, files: &TrustFiles) {
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

    pub(super) fn read_delegations(&mut self, files: &TrustFiles) {
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

    /// Whoever holds a key, a name or a badge by several delegations is the same pilot in all of them, and by
    /// way of them in others.
    fn join_pilots(&mut self) {
        let all = self.issuers.clone();
        for issuer in &mut self.issuers {
            let mut same: Vec<&Issuer> = Vec::new();
            let mut next = vec![&*issuer];
            while let Some(one) = next.pop() {
                let more = all.iter().filter(|other| other.may_be(one) && !same.contains(other));
                let more: Vec<&Issuer> = more.collect();
                same.extend(&more);
                next.extend(more);
            }
            let names = same.iter().map(|other| &other.name);
            let ids = same.iter().flat_map(|other| &other.pilot_ids);
            let mut own: Vec<String> = names.chain(ids).cloned().collect();
            own.sort_unstable();
            own.dedup();
            issuer.pilot_ids = own;
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

    pub(super) fn read_lists(&mut self, files: &TrustFiles) {
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
            .filter(|issuer| issuer.is_office())
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
                let of_office = Some(issuer.office.as_str());
                let office = root.document().office(&issuer.office);
                let office = office.and_then(|one| self.lists.key_ends(&one.key, of_office));
                let own = (!issuer.is_office()).then(|| self.lists.key_ends(&issuer.key, None));
                office.into_iter().chain(own.flatten()).min()
            })
            .collect();
        for (issuer, end) in self.issuers.iter_mut().zip(ends) {
            issuer.valid.until = issuer.valid.until.into_iter().chain(end).min();
        }
    }

    /// The clock comes first: by a clock that lost its time every document seems to be still to come.
    pub(super) fn standing(&mut self) -> Result<(), Refusal> {
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
        self.problems.push(Problem::of(file, refusal));
    }
}
