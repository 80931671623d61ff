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

    /// What two looks at the world remember together: the later of everything.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        // Of one version the one remembered stays: another text of it never counts.
        let newer = other.trust.version > self.trust.version;
        let mut lists: Vec<SeenList> = self.lists.iter().chain(&other.lists).cloned().collect();
        lists.sort_unstable_by(|a, b| b.cmp(a));
        lists.dedup_by(|lower, highest| lower.key == highest.key);
        lists.reverse();
        Self {
            trust: if newer { other.trust.clone() } else { self.trust.clone() },
            lists,
            latest: self.latest.max(other.latest),
        }
    }

    /// The highest list seen of a key.
    pub fn seen(&self, fingerprint: &str) -> Option<&SeenList> {
        self.lists.iter().filter(|seen| seen.key == fingerprint).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(version: u64, digest: &str, lists: &[(&str, u64, u64)], latest: &str) -> State {
        let key =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB5jwZUvWS2bfpFhxqT48rIlAB0wBEwTuXtQlX1hkq8/";
        let list = |(key, trust_version, version): &(&str, u64, u64)| SeenList {
            key: (*key).to_owned(),
            trust_version: *trust_version,
            version: *version,
        };
        State {
            trust: AcceptedTrust {
                version,
                digest: digest.to_owned(),
                threshold: 1,
                roots: vec![PublicKey::read(key).unwrap()],
            },
            lists: lists.iter().map(list).collect(),
            latest: latest.parse().unwrap(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let state = state(
            3,
            "sha256:00",
            &[("SHA256:a", 1, 9), ("SHA256:b", 3, 1)],
            "2026-11-22T05:40:00Z",
        );
        assert_eq!(State::read(state.write().as_bytes()), Ok(state));
    }

    #[test]
    fn nothing_is_ever_lowered_by_joining() {
        let later = state(3, "c", &[("a", 3, 1), ("b", 1, 4)], "2026-11-22T05:40:00Z");
        let earlier = state(2, "b", &[("a", 2, 999_999), ("c", 1, 1)], "2026-11-23T05:40:00Z");
        let both = state(3, "c", &[("a", 3, 1), ("b", 1, 4), ("c", 1, 1)], "2026-11-23T05:40:00Z");
        assert_eq!(later.joined(&earlier), both);
        assert_eq!(earlier.joined(&later), both);
        let other = state(3, "d", &[], "2026-11-22T05:40:00Z");
        assert_eq!(later.joined(&other).trust.digest, "c");
    }
}
