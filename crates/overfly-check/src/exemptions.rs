//! What the agency grants, as verified, and what has been attested.

use std::collections::BTreeMap;

use jiff::Timestamp;
use overfly_exemption::{Authority, Refusal, SignedFile, UnverifiedWaiver, Waiver, WaiverDocument};
use overfly_model::ZoneId;

use crate::envelope::Envelope;

/// The agency's waivers at one moment: those that verified, and those that did not, with the reason.
#[derive(Clone, Debug)]
pub struct Exemptions {
    authority: Authority,
    waivers: Vec<Waiver>,
    refused: Vec<RefusedWaiver>,
    /// Whether nothing counts as granted, by overlays and set-asides neither.
    nothing: bool,
}

/// A waiver that does not count.
#[derive(Clone, Debug)]
pub struct RefusedWaiver {
    /// Where it stands.
    pub file: String,
    /// What it says, where it can be read. None of it counts.
    pub document: Option<WaiverDocument>,
    /// Why.
    pub refusal: Refusal,
}

impl Exemptions {
    /// Verifies waivers by an authority, in the order of their ids.
    pub fn verify(authority: Authority, files: Vec<SignedFile>) -> Self {
        let (mut waivers, mut refused) = (Vec::new(), Vec::new());
        for file in files {
            let name = file.name.clone();
            match UnverifiedWaiver::read(file) {
                Err(error) => {
                    let refusal = error.into();
                    refused.push(RefusedWaiver { file: name, document: None, refusal });
                }
                Ok(unverified) => {
                    let document = Some(unverified.document().clone());
                    match unverified.verify(&authority) {
                        Ok(waiver) => waivers.push(waiver),
                        Err(refusal) => {
                            refused.push(RefusedWaiver { file: name, document, refusal });
                        }
                    }
                }
            }
        }
        refuse_twins(&mut waivers, &mut refused);
        waivers.sort_by(|a, b| a.document().id.cmp(&b.document().id));
        refused.sort_by(|a, b| a.file.cmp(&b.file));
        Self { authority, waivers, refused, nothing: false }
    }

    /// As if nothing had been granted: no waiver, and nothing that overlays and set-asides weaken. What
    /// overlays tighten counts all the same, and so does what the authority keeps on the ground.
    pub const fn nothing(authority: Authority) -> Self {
        Self { authority, waivers: Vec::new(), refused: Vec::new(), nothing: true }
    }

    pub(crate) const fn grant_nothing(&self) -> bool {
        self.nothing
    }

    /// Who may issue what.
    pub const fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The waivers that verified.
    pub fn waivers(&self) -> &[Waiver] {
        &self.waivers
    }

    /// The waivers that did not.
    pub fn refused(&self) -> &[RefusedWaiver] {
        &self.refused
    }
}

/// Two different waivers under one id: nobody knows which is meant by it, in a list of revocations or in a call
/// to the tower. A copy of one is no second one.
fn refuse_twins(waivers: &mut Vec<Waiver>, refused: &mut Vec<RefusedWaiver>) {
    let all = waivers.clone();
    let twin = |waiver: &Waiver| {
        let id = &waiver.document().id;
        all.iter().any(|other| other.document().id == *id && other.document() != waiver.document())
    };
    let (twins, single): (Vec<Waiver>, Vec<Waiver>) = waivers.drain(..).partition(twin);
    refused.extend(twins.into_iter().map(|waiver| {
        let document = waiver.document().clone();
        let refusal = Refusal::IdTwice { id: document.id.clone() };
        RefusedWaiver { file: document.id.clone(), document: Some(document), refusal }
    }));
    for waiver in single {
        if !waivers.iter().any(|known| known.document() == waiver.document()) {
            waivers.push(waiver);
        }
    }
}

/// Somebody states that a condition is met.
#[derive(Clone, Debug, PartialEq)]
pub struct Attestation {
    /// What it is for.
    pub subject: Subject,
    /// For a zone: which of the things that overlays ask; `None`: the only one.
    pub condition: Option<ZoneCondition>,
    /// What was asked, in the condition's words; `None`: what it says now, which only somebody who attests
    /// right now can have read. One that was kept and does not tell meets nothing.
    pub asked: Option<String>,
    /// What was noted, by name.
    pub fields: BTreeMap<String, String>,
    /// When it was stated.
    pub at: Timestamp,
    /// The aircraft it was stated for.
    pub aircraft: Option<String>,
    /// What it was stated for; `None`: for the very flight that is checked.
    pub envelope: Option<Envelope>,
}

/// What an attestation is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A condition by its id; of one waiver, or of whichever has it.
    Condition {
        /// The waiver, where one is meant.
        waiver: Option<String>,
        /// The condition.
        id: String,
    },
    /// What a zone asks, as an overlay states it.
    Zone(ZoneId),
}

/// One of the things that overlays ask for a zone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ZoneCondition {
    /// The overlay.
    pub overlay: String,
    /// The condition, by its id.
    pub id: String,
}
