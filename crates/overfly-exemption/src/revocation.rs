//! What no longer holds: an office's list, and single revocations.

use jiff::Timestamp;

use crate::text::{self, DocumentError};
use crate::value::{Id, Instant};

/// The format of a list.
pub const LIST_FORMAT: &str = "overfly-revocations/1";
/// The format of a single revocation.
pub const SINGLE_FORMAT: &str = "overfly-revocation/1";

/// What is revoked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Revoked {
    /// A waiver, by its id.
    Waiver(String),
    /// An overlay or set-aside, by its id.
    Overlay(String),
    /// A key, by its fingerprint: everything it signed.
    Key(String),
}

/// One entry: what, from when, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// What is revoked.
    pub what: Revoked,
    /// From when on.
    pub from: Timestamp,
    /// Why.
    pub reason: String,
}

/// An aircraft that stays on the ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounding {
    /// Which.
    pub aircraft: String,
    /// From when on.
    pub from: Timestamp,
    /// Why.
    pub reason: String,
}

/// `revocations.toml`, read but not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevocationList {
    /// The office that keeps it.
    pub office: String,
    /// Never goes down, for one key and trust version.
    pub version: u64,
    /// The version of the trust root it belongs to.
    pub trust_version: u64,
    /// When it was issued.
    pub issued: Timestamp,
    /// When the next is due.
    pub next_update: Timestamp,
    /// When it ends.
    pub valid_until: Timestamp,
    /// What no longer holds.
    pub revoked: Vec<Revocation>,
    /// What stays on the ground.
    pub grounded: Vec<Grounding>,
}

impl RevocationList {
    /// Reads a list.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let document: List = text::read_list(bytes, LIST_FORMAT)?;
        if document.valid_until <= document.issued {
            return Err(DocumentError::field("valid_until", "is not after issued"));
        }
        let revoked = document.revoked.into_iter().enumerate().map(entry);
        let grounded = document.grounded.into_iter().map(|grounded| Grounding {
            aircraft: grounded.aircraft,
            from: grounded.from.0,
            reason: grounded.reason,
        });
        Ok(Self {
            office: document.office.0,
            version: document.version,
            trust_version: document.trust_version,
            issued: document.issued.0,
            next_update: document.next_update.0,
            valid_until: document.valid_until.0,
            revoked: revoked.collect::<Result<_, _>>()?,
            grounded: grounded.collect(),
        })
    }
}

impl RevocationList {
    /// Whether nothing that `other` revokes or grounds is lost with it: here it does so from the same time on, or
    /// an earlier one.
    pub fn holds(&self, other: &Self) -> bool {
        let revokes = |entry: &Revocation| {
            self.revoked.iter().any(|own| own.what == entry.what && own.from <= entry.from)
        };
        let grounds = |entry: &Grounding| {
            let same = |own: &Grounding| own.aircraft == entry.aircraft && own.from <= entry.from;
            self.grounded.iter().any(same)
        };
        other.revoked.iter().all(revokes) && other.grounded.iter().all(grounds)
    }

    /// Which of its office's lists it is: the later one is greater.
    pub const fn place(&self) -> (u64, u64) {
        (self.trust_version, self.version)
    }
}

/// `R-*.toml`, read but not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleRevocation {
    /// Its id.
    pub id: String,
    /// What, from when, why. Never a key.
    pub revocation: Revocation,
}

impl SingleRevocation {
    /// Reads a single revocation.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let document: Single = text::read(bytes, SINGLE_FORMAT)?;
        let what = match (document.waiver, document.overlay) {
            (Some(waiver), None) => Revoked::Waiver(waiver.0),
            (None, Some(overlay)) => Revoked::Overlay(overlay.0),
            _ => return Err(DocumentError::field("waiver", "names one waiver, or one overlay")),
        };
        let revocation = Revocation { what, from: document.at.0, reason: document.reason };
        Ok(Self { id: document.id.0, revocation })
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[allow(dead_code, reason = "compared when the text is read")]
    format: String,
    office: Id,
    version: u64,
    trust_version: u64,
    issued: Instant,
    next_update: Instant,
    valid_until: Instant,
    #[serde(default)]
    revoked: Vec<Entry>,
    #[serde(default)]
    grounded: Vec<WrittenGrounding>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    waiver: Option<Id>,
    overlay: Option<Id>,
    key: Option<String>,
    at: Option<Instant>,
    from: Option<Instant>,
    reason: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenGrounding {
    aircraft: String,
    from: Instant,
    reason: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Single {
    #[allow(dead_code, reason = "compared when the text is read")]
    format: String,
    id: Id,
    waiver: Option<Id>,
    overlay: Option<Id>,
    at: Instant,
    reason: String,
}

/// An entry in doubt would let through what somebody meant to stop, so it is an error.
fn entry((at, entry): (usize, Entry)) -> Result<Revocation, DocumentError> {
    let fault = |message| DocumentError::field(format!("revoked[{at}]"), message);
    let what = match (entry.waiver, entry.overlay, entry.key) {
        (Some(waiver), None, None) => Revoked::Waiver(waiver.0),
        (None, Some(overlay), None) => Revoked::Overlay(overlay.0),
        (None, None, Some(key)) if key.starts_with("SHA256:") && key.len() == 50 => {
            Revoked::Key(key)
        }
        (None, None, Some(_)) => {
            return Err(fault("a key is named by its fingerprint, SHA256:.. (ssh-keygen -l -f)"));
        }
        _ => return Err(fault("names one waiver, overlay or key")),
    };
    let from = match (entry.at, entry.from) {
        (Some(from), None) | (None, Some(from)) => from.0,
        _ => return Err(fault("has one time: at, or from")),
    };
    Ok(Revocation { what, from, reason: entry.reason })
}
