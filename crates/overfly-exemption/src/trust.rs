//! The trust root: whose keys an agency goes by, and how far each office may go.

use jiff::{SignedDuration, Timestamp};
use overfly_model::TimeInterval;

use crate::ceiling::{self, Ceiling};
use crate::key::PublicKey;
use crate::signature::Touch;
use crate::text::{self, DocumentError};
use crate::value::{Id, Instant, Length, Names, ZonePattern};

/// The format.
pub const FORMAT: &str = "overfly-trust/1";
/// How old a revocation list may be where the trust root does not say.
const LIST_AGE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// No grace goes further.
const MOST_GRACE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// `trust.toml`, read but not believed.
#[derive(Clone, Debug, PartialEq)]
pub struct TrustDocument {
    /// The agency.
    pub agency: String,
    /// Never goes down.
    pub version: u64,
    /// When it was issued.
    pub issued: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// How many root keys have to sign.
    pub threshold: usize,
    /// The root keys, by name.
    pub roots: Vec<(String, PublicKey)>,
    /// What holds for everybody.
    pub policy: Policy,
    /// The offices.
    pub offices: Vec<Office>,
    /// Logs whose proofs count.
    pub logs: Vec<NamedKey>,
    /// Witnesses whose word counts.
    pub witnesses: Vec<NamedKey>,
}

/// What holds for everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// An older revocation list is stale.
    pub revocations_max_age: SignedDuration,
    /// The lowest version of a revocation list that a fresh station takes.
    pub minimum_revocations: u64,
    /// How much longer a stale list serves, for some purposes.
    pub grace: Option<Grace>,
    /// Zones that no waiver and no overlay ever lifts.
    pub never_waivable: Vec<ZonePattern>,
    /// What a hardware key has to prove with each signature.
    pub touch: Touch,
}

/// Longer service of a stale revocation list.
#[derive(Clone, Debug, PartialEq)]
pub struct Grace {
    /// How much longer.
    pub extends: SignedDuration,
    /// For flights of these purposes.
    pub purposes: Names,
}

/// An office: its key, and how far it may go.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its key.
    pub key: PublicKey,
    /// When the key holds.
    pub valid: TimeInterval,
    /// Whether it may name officers.
    pub may_delegate: bool,
    /// How to reach it.
    pub contact: Option<String>,
    /// How far it may go.
    pub ceiling: Ceiling,
}

/// A verifier key in the format of signed notes, kept for the ledger.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedKey {
    /// The log's origin or the witness's name.
    #[serde(alias = "origin")]
    pub name: String,
    /// The key.
    pub vkey: String,
}

impl TrustDocument {
    /// Reads `trust.toml`. Nothing in it is believed before [`crate::TrustRoot`] has verified it.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        text::read::<Document>(bytes, FORMAT)?.checked()
    }

    /// The office of an id.
    pub fn office(&self, id: &str) -> Option<&Office> {
        self.offices.iter().find(|office| office.id == id)
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[allow(dead_code, reason = "compared when the text is read")]
    format: String,
    agency: String,
    version: u64,
    issued: Instant,
    expires: Instant,
    threshold: usize,
    root: Vec<WrittenRoot>,
    #[serde(default)]
    policy: WrittenPolicy,
    #[serde(default)]
    office: Vec<WrittenOffice>,
    #[serde(default)]
    log: Vec<NamedKey>,
    #[serde(default)]
    witness: Vec<NamedKey>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRoot {
    name: Id,
    key: String,
}

#[derive(serde::Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct WrittenPolicy {
    revocations_max_age: Option<Length>,
    minimum_revocations: Option<u64>,
    #[serde(default)]
    never_waivable: Vec<ZonePattern>,
    require_presence: Option<bool>,
    require_verification: Option<bool>,
    grace: Option<WrittenGrace>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenGrace {
    extends: Length,
    purposes: Names,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenOffice {
    id: Id,
    name: String,
    key: String,
    valid_from: Instant,
    valid_until: Instant,
    may_delegate: bool,
    contact: Option<String>,
    ceiling: ceiling::Written,
}

impl Document {
    fn checked(self) -> Result<TrustDocument, DocumentError> {
        let roots = roots(&self.root)?;
        if self.threshold == 0 || self.threshold > roots.len() {
            let message = format!("{} of {} root keys cannot be", self.threshold, roots.len());
            return Err(DocumentError::field("threshold", message));
        }
        if self.version == 0 {
            return Err(DocumentError::field("version", "versions begin with 1"));
        }
        if self.expires <= self.issued {
            return Err(DocumentError::field("expires", "is not after issued"));
        }
        let offices: Vec<Office> =
            self.office.into_iter().enumerate().map(office).collect::<Result<_, _>>()?;
        distinct(&roots, &offices)?;
        Ok(TrustDocument {
            agency: self.agency,
            version: self.version,
            issued: self.issued.0,
            expires: self.expires.0,
            threshold: self.threshold,
            roots,
            policy: self.policy.checked()?,
            offices,
            logs: self.log,
            witnesses: self.witness,
        })
    }
}

fn roots(written: &[WrittenRoot]) -> Result<Vec<(String, PublicKey)>, DocumentError> {
    let read = |(at, root): (usize, &WrittenRoot)| {
        Ok((root.name.0.clone(), key(&root.key, || format!("root[{at}].key"))?))
    };
    written.iter().enumerate().map(read).collect()
}

pub(crate) fn key(text: &str, field: impl Fn() -> String) -> Result<PublicKey, DocumentError> {
    PublicKey::read(text).map_err(|error| DocumentError::field(field(), error.to_string()))
}

fn office((at, written): (usize, WrittenOffice)) -> Result<Office, DocumentError> {
    Ok(Office {
        key: key(&written.key, || format!("office[{at}].key"))?,
        valid: valid([written.valid_from, written.valid_until], || format!("office[{at}]"))?,
        id: written.id.0,
        name: written.name,
        may_delegate: written.may_delegate,
        contact: written.contact,
        ceiling: written.ceiling.into(),
    })
}

pub(crate) fn valid(
    [from, until]: [Instant; 2],
    place: impl Fn() -> String,
) -> Result<TimeInterval, DocumentError> {
    if until <= from {
        let field = format!("{}.valid_until", place());
        return Err(DocumentError::field(field, "is not after valid_from"));
    }
    Ok(TimeInterval { from: Some(from.0), until: Some(until.0) })
}

/// One key in two roles would let one person stand for two.
fn distinct(roots: &[(String, PublicKey)], offices: &[Office]) -> Result<(), DocumentError> {
    let keys = roots.iter().map(|(_, key)| key).chain(offices.iter().map(|office| &office.key));
    let mut seen: Vec<&PublicKey> = Vec::new();
    for key in keys {
        if seen.contains(&key) {
            let message = format!("{} is listed twice", key.fingerprint());
            return Err(DocumentError::field("key", message));
        }
        seen.push(key);
    }
    let mut ids: Vec<&str> = offices.iter().map(|office| office.id.as_str()).collect();
    ids.sort_unstable();
    match ids.windows(2).find(|pair| pair.first() == pair.last()) {
        Some(_) => Err(DocumentError::field("office", "two offices have one id")),
        None => Ok(()),
    }
}

impl WrittenPolicy {
    fn checked(self) -> Result<Policy, DocumentError> {
        let grace =
            self.grace.map(|grace| Grace { extends: grace.extends.0, purposes: grace.purposes });
        if grace.as_ref().is_some_and(|grace| grace.extends > MOST_GRACE) {
            return Err(DocumentError::field("policy.grace.extends", "is longer than 7d"));
        }
        if grace.as_ref().is_some_and(|grace| grace.purposes == Names::Any) {
            let message = "names its purposes: \"*\" would be no exception";
            return Err(DocumentError::field("policy.grace.purposes", message));
        }
        Ok(Policy {
            revocations_max_age: self.revocations_max_age.map_or(LIST_AGE, |age| age.0),
            minimum_revocations: self.minimum_revocations.unwrap_or(0),
            grace,
            never_waivable: self.never_waivable,
            touch: Touch {
                presence: self.require_presence.unwrap_or(true),
                verification: self.require_verification.unwrap_or(false),
            },
        })
    }
}
