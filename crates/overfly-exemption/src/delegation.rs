//! A delegation: an office names an officer, and how far he may go.

use jiff::Timestamp;
use overfly_model::TimeInterval;

use crate::ceiling::{self, Ceiling};
use crate::key::PublicKey;
use crate::text::{self, DocumentError};
use crate::trust::{key, valid};
use crate::value::{Id, Instant};

/// The format.
pub const FORMAT: &str = "overfly-delegation/1";

/// `D-*.toml`, read but not believed.
#[derive(Clone, Debug, PartialEq)]
pub struct DelegationDocument {
    /// Its id.
    pub id: String,
    /// The office that issues it.
    pub office: String,
    /// The officer.
    pub officer: String,
    /// The officer's key.
    pub key: PublicKey,
    /// The officer as a remote pilot: who may not fly on his own waivers.
    pub pilot_ids: Vec<String>,
    /// When it was issued.
    pub issued: Timestamp,
    /// When the key holds.
    pub valid: TimeInterval,
    /// How far the officer may go.
    pub ceiling: Ceiling,
}

impl DelegationDocument {
    /// Reads a delegation.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let document: Document = text::read(bytes, FORMAT)?;
        Ok(Self {
            key: key(&document.key, || "key".to_owned())?,
            valid: valid([document.valid_from, document.valid_until], || "delegation".to_owned())?,
            id: document.id.0,
            office: document.office.0,
            officer: document.officer.0,
            pilot_ids: document.pilot_ids,
            issued: document.issued.0,
            ceiling: document.ceiling.into(),
        })
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[allow(dead_code, reason = "compared when the text is read")]
    format: String,
    id: Id,
    office: Id,
    officer: Id,
    key: String,
    #[serde(default)]
    pilot_ids: Vec<String>,
    issued: Instant,
    valid_from: Instant,
    valid_until: Instant,
    ceiling: ceiling::Written,
}
