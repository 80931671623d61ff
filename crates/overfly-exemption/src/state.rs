//! What a station remembers, so that nobody can take it back to an older state of trust.

use jiff::Timestamp;

use crate::key::PublicKey;
use crate::root::digest;
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
    /// Every key that an office had: what a list by one of them revokes stays revoked.
    pub offices: Vec<OfficeKey>,
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
    /// Digest of its text, where the station has noted one.
    pub digest: Option<String>,
}

/// A key that an office had under some version of the trust root.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OfficeKey {
    /// The office.
    pub office: String,
    /// The key.
    pub key: PublicKey,
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
    #[serde(default)]
    offices: Vec<WrittenOffice>,
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
    // A state file written before digests were noted has none.
    digest: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenOffice {
    id: String,
    key: String,
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
            digest: seen.digest,
        });
        let offices = document.offices.into_iter().map(|written| {
            let key = key(&written.key, || "offices.key".to_owned())?;
            Ok(OfficeKey { office: written.id, key })
        });
        Ok(Self {
            trust: AcceptedTrust {
                version: document.trust.version,
                digest: document.trust.digest,
                threshold: document.trust.threshold,
                roots,
            },
            lists: lists.collect(),
            offices: offices.collect::<Result<_, DocumentError>>()?,
            latest: document.latest.0,
        })
    }

    /// The text of `state.toml`.
    pub fn write(&self) -> String {
        let trust = &self.trust;
        let roots: Vec<String> =
            trust.roots.iter().map(|key| format!("  {:?},\n", key.openssh())).collect();
        let lists: Vec<String> = self.lists.iter().map(SeenList::write).collect();
        let offices: Vec<String> = self
            .offices
            .iter()
            .map(|OfficeKey { office, key }| {
                format!("\n[[offices]]\nid = {office:?}\nkey = {:?}\n", key.openssh())
            })
            .collect();
        format!(
            "# What this station has seen. Written by overfly; do not edit.\nformat = \"{FORMAT}\"\nlatest = {}\n\n[trust]\nversion = {}\ndigest = {:?}\nthreshold = {}\nroots = [\n{}]\n{}{}",
            self.latest,
            trust.version,
            trust.digest,
            trust.threshold,
            roots.concat(),
            lists.concat(),
            offices.concat()
        )
    }

    /// What two looks at the world remember together: the later of everything.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        // Of one version the one remembered stays: another text of it never counts.
        let newer = other.trust.version > self.trust.version;
        let mut lists: Vec<SeenList> = self.lists.clone();
        for other in &other.lists {
            match lists.iter_mut().find(|seen| seen.key == other.key) {
                Some(seen) => seen.join(other),
                None => lists.push(other.clone()),
            }
        }
        lists.sort_unstable();
        let mut offices: Vec<OfficeKey> =
            self.offices.iter().chain(&other.offices).cloned().collect();
        offices.sort_unstable();
        offices.dedup();
        Self {
            trust: if newer { other.trust.clone() } else { self.trust.clone() },
            lists,
            offices,
            latest: self.latest.max(other.latest),
        }
    }

    /// The highest list seen of a key.
    pub fn seen(&self, fingerprint: &str) -> Option<&SeenList> {
        self.lists.iter().filter(|seen| seen.key == fingerprint).max()
    }
}

impl AcceptedTrust {
    /// Whether this is the text that was accepted, to the byte.
    pub fn is_text(&self, text: &[u8]) -> bool {
        digest(text) == self.digest
    }
}

impl SeenList {
    /// Which of a key's lists it is: the later one is greater.
    pub const fn place(&self) -> (u64, u64) {
        (self.trust_version, self.version)
    }

    /// Of one version the text first seen stays.
    fn join(&mut self, other: &Self) {
        if other.place() > self.place() {
            self.clone_from(other);
        } else if other.place() == self.place() && self.digest.is_none() {
            self.digest.clone_from(&other.digest);
        }
    }

    fn write(&self) -> String {
        let digest = self.digest.as_ref().map(|digest| format!("digest = {digest:?}\n"));
        format!(
            "\n[[revocations]]\nkey = {:?}\ntrust_version = {}\nversion = {}\n{}",
            self.key,
            self.trust_version,
            self.version,
            digest.unwrap_or_default()
        )
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
            digest: Some(format!("of {key} {trust_version} {version}")),
        };
        State {
            trust: AcceptedTrust {
                version,
                digest: digest.to_owned(),
                threshold: 1,
                roots: vec![PublicKey::read(key).unwrap()],
            },
            lists: lists.iter().map(list).collect(),
            offices: Vec::new(),
            latest: latest.parse().unwrap(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut state = state(
            3,
            "sha256:00",
            &[("SHA256:a", 1, 9), ("SHA256:b", 3, 1)],
            "2026-11-22T05:40:00Z",
        );
        let key = state.trust.roots[0].clone();
        state.offices.push(OfficeKey { office: "noord".to_owned(), key });
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

    #[test]
    fn a_state_file_without_digests_and_office_keys_is_still_read() {
        let new = state(1, "a", &[("k", 1, 2)], "2026-11-22T05:40:00Z");
        let line = |line: &&str| !line.starts_with("digest = \"of");
        let old: String = new.write().split_inclusive('\n').filter(line).collect();
        let old = State::read(old.as_bytes()).unwrap();
        assert_eq!((old.lists[0].place(), &old.lists[0].digest), ((1, 2), &None));
        assert_eq!(old.joined(&new).lists, new.lists, "the digest is learned");
    }

    #[test]
    fn of_one_list_version_the_text_first_seen_stays() {
        let first = state(1, "a", &[("k", 1, 2)], "2026-11-22T05:40:00Z");
        let mut other = first.clone();
        other.lists[0].digest = Some("zzz".to_owned());
        assert_eq!(first.joined(&other).lists, first.lists);
        assert_eq!(other.joined(&first).lists, other.lists);
    }
}
