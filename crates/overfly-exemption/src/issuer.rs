//! Somebody who may sign.

use jiff::Timestamp;
use overfly_model::TimeInterval;

use crate::ceiling::Ceiling;
use crate::delegation::DelegationDocument;
use crate::key::PublicKey;
use crate::refusal::Refusal;
use crate::trust::Office;

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
    /// The issuer as a remote pilot: his badges and names, in all his delegations.
    pub pilot_ids: Vec<String>,
}

impl Issuer {
    /// Whether it is an office itself, and no officer.
    pub fn is_office(&self) -> bool {
        self.via == self.office
    }

    /// Whether another may be the same person: by key, by name, or by a badge.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        let same = |a: &String, b: &String| a.trim().eq_ignore_ascii_case(b.trim());
        let badge = |own: &String| other.pilot_ids.iter().any(|theirs| same(own, theirs));
        self.key == other.key || same(&self.name, &other.name) || self.pilot_ids.iter().any(badge)
    }

    pub(crate) fn of_office(office: &Office) -> Self {
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
    pub(crate) fn of_delegation(document: DelegationDocument, office: &Office) -> Self {
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

pub(crate) fn both(a: TimeInterval, b: TimeInterval) -> TimeInterval {
    let until = match (a.until, b.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    TimeInterval { from: a.from.max(b.from), until }
}

/// Refuses a key at a time at which it does not hold.
pub(crate) fn holds(whose: &str, valid: TimeInterval, at: Timestamp) -> Result<(), Refusal> {
    if valid.contains(at) {
        return Ok(());
    }
    let end = |end: Option<Timestamp>| end.map_or_else(String::new, |end| end.to_string());
    let when = format!("from {} until {}", end(valid.from), end(valid.until));
    Err(Refusal::KeyNotValid { whose: whose.to_owned(), when, at })
}
