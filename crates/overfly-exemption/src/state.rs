//! What a station remembers, so that nobody can take it back to an older state of trust.

use jiff::Timestamp;

use crate::key::PublicKey;
use crate::text::{self, DocumentError};
use crate::trust::key;
use crate::value::Instant;

/// The format of `state.toml`.
pub const FORMAT: &str = "overfly-state/1";

/// What is known of the past.
#[derive(Clone, Debug, PartialEq)]
pub enum Memory {
    /// A rehearsal asks no station: any trust root that its own keys signed counts.
    Rehearsal,
    /// The station has accepted nothing yet: waivers lift nothing.
    Nothing,
    /// This.
    Known(State),
}

/// What a station has seen.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The trust root accepted.
    pub trust: AcceptedTrust,
    /// The highest revocation list by key.
    pub lists: Vec<SeenList>,
    /// The latest time in a signed document.
    pub latest: Timestamp,
}

/// A trust root as a station remembers it.
#[derive(Clone, Debug, PartialEq)]
pub struct AcceptedTrust {
    /// Its version.
    pub version: u64,
    /// Digest of its text.
    pub digest: String,
    /// How many root keys have to sign its successor.
    pub threshold: usize,
    /// Those keys.
    pub roots: Vec<PublicKey>,
}

/// The highest revocation list seen of one key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeenList {
    /// Fingerprint of the key.
    pub key: String,
    /// Under this version of the trust root.
    pub trust_version: u64,
    /// Its version.
    pub version: u64,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[allow(dead_code, reason = "compared when the text is read")]
    format: String,
    latest: Instant,
    trust: WrittenTrust,
    #[serde(default)]
    revocations: Vec<WrittenList>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTrust {
    version: u64,
    digest: String,
    threshold: usize,
    roots: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenList {
    key: String,
    trust_version: u64,
    version: u64,
}

impl State {
    /// Reads `state.toml`. One that cannot be read is an error, never a fresh start.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let document: Document = text::read(bytes, FORMAT)?;
        let keys = document.trust.roots.iter();
        let roots: Vec<PublicKey> =
            keys.map(|text| key(text, || "trust.roots".to_owned())).collect::<Result<_, _>>()?;
        if document.trust.threshold == 0 || document.trust.threshold > roots.len() {
            return Err(DocumentError::field("trust.threshold", "cannot be met by its roots"));
        }
        let lists = document.revocations.into_iter().map(|seen| SeenList {
            key: seen.key,
            trust_version: seen.trust_version,
            version: seen.version,
        });
        Ok(Self {
            trust: AcceptedTrust {
                version: document.trust.version,
                digest: document.trust.digest,
                threshold: document.trust.threshold,
                roots,
            },
            lists: lists.collect(),
            latest: document.latest.0,
        })
    }

    /// The text of `state.toml`.
    pub fn write(&self) -> String {
        let trust = &self.trust;
        let roots: Vec<String> =
            trust.roots.iter().map(|key| format!("  {:?},\n", key.openssh())).collect();
        let lists: Vec<String> = self
            .lists
            .iter()
            .map(|seen| {
                format!(
                    "\n[[revocations]]\nkey = {:?}\ntrust_version = {}\nversion = {}\n",
                    seen.key, seen.trust_version, seen.version
                )
            })
            .collect();
        format!(
            "# What this station has seen. Written by overfly; do not edit.\nformat = \"{FORMAT}\"\nlatest = {}\n\n[trust]\nversion = {}\ndigest = {:?}\nthreshold = {}\nroots = [\n{}]\n{}",
            self.latest,
            trust.version,
            trust.digest,
            trust.threshold,
            roots.concat(),
            lists.concat()
        )
    }

    /// The highest list seen of a key.
    pub fn seen(&self, fingerprint: &str) -> Option<&SeenList> {
        self.lists.iter().filter(|seen| seen.key == fingerprint).max()
    }
}
