//! An agency's folder in memory, sound until a test does something to it.

use overfly_exemption::{
    Authority, Memory, Overlay, Refusal, SignedFile, State, TrustFiles, UnverifiedWaiver, Waiver,
    verify_overlay,
};
use overfly_model::Code;
use overfly_testkit::agency::{self, Paper};

#[derive(Clone)]
pub struct Chain {
    pub trust: Paper,
    pub history: Vec<Paper>,
    pub others: Vec<Paper>,
    pub memory: Memory,
    pub now: String,
}

pub fn file(paper: &Paper) -> SignedFile {
    let (name, text, signatures) = paper.signed();
    SignedFile { name, text, signatures }
}

impl Chain {
    /// The agency as it should be, in a rehearsal.
    pub fn sound() -> Self {
        Self {
            trust: agency::trust(),
            history: Vec::new(),
            others: vec![agency::delegation(), agency::list(1, "")],
            memory: Memory::Rehearsal,
            now: agency::NOW.into(),
        }
    }

    pub fn trust(self, trust: Paper) -> Self {
        Self { trust, ..self }
    }

    pub fn history(self, history: Vec<Paper>) -> Self {
        Self { history, ..self }
    }

    pub fn others(self, others: &[Paper]) -> Self {
        Self { others: others.to_vec(), ..self }
    }

    /// With one more document in the trust folder.
    pub fn and(mut self, paper: Paper) -> Self {
        self.others.push(paper);
        self
    }

    /// With this list in place of the one there is.
    pub fn list(mut self, list: Paper) -> Self {
        self.others.retain(|paper| paper.namespace != "overfly-revocations");
        self.and(list)
    }

    /// With this delegation in place of the one there is.
    pub fn delegation(mut self, delegation: Paper) -> Self {
        self.others.retain(|paper| paper.namespace != "overfly-delegation");
        self.and(delegation)
    }

    pub fn at(self, now: &str) -> Self {
        Self { now: now.into(), ..self }
    }

    /// On a station that has seen what another folder held.
    pub fn after(self, seen: &Self) -> Self {
        Self { memory: Memory::Known(seen.learned()), ..self }
    }

    pub fn remembering(self, memory: Memory) -> Self {
        Self { memory, ..self }
    }

    pub fn files(&self) -> TrustFiles {
        TrustFiles {
            root: Some(file(&self.trust)),
            history: self.history.iter().map(file).collect(),
            others: self.others.iter().map(file).collect(),
            unread: Vec::new(),
        }
    }

    pub fn authority(&self) -> Authority {
        Authority::assemble(&self.files(), self.memory.clone(), self.now.parse().unwrap())
    }

    pub fn learned(&self) -> State {
        self.authority().learned().expect("a trust root that counts")
    }

    pub fn verify(&self, waiver: &Paper) -> Result<Waiver, Refusal> {
        UnverifiedWaiver::read(file(waiver))?.verify(&self.authority())
    }

    pub fn overlay(&self, overlay: &Paper) -> Result<Overlay, Refusal> {
        verify_overlay(&file(overlay), &self.authority())
    }

    /// The code by which the sound waiver is refused.
    pub fn refuses(&self) -> Option<Code> {
        self.refuses_paper(&agency::waiver())
    }

    pub fn refuses_paper(&self, waiver: &Paper) -> Option<Code> {
        self.verify(waiver).err().map(|refusal| refusal.code())
    }

    /// The codes of what does not count in the trust folder.
    pub fn problems(&self) -> Vec<Code> {
        self.authority().problems().iter().map(|problem| problem.refusal.code()).collect()
    }
}

/// An entry of a revocation list against the key of a seed.
pub fn key_revoked(seed: u8, from: &str) -> String {
    let key = overfly_exemption::PublicKey::read(&agency::key(seed)).unwrap().fingerprint();
    format!("[[revoked]]\nkey = \"{key}\"\nfrom = {from}\nreason = \"stolen\"\n")
}
