//! The trust root, verified.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::file::SignedFile;
use crate::key::PublicKey;
use crate::refusal::Refusal;
use crate::signature::{Namespace, Touch};
use crate::state::{AcceptedTrust, OfficeKey};
use crate::trust::{Office, TrustDocument};

/// How far clocks of honest people differ.
pub(crate) const CLOCK_DOUBT: SignedDuration = SignedDuration::from_mins(5);

/// A trust root that enough of its own root keys signed, and of those that this station accepted before.
#[derive(Clone, Debug, PartialEq)]
pub struct TrustRoot {
    document: TrustDocument,
    digest: String,
}

impl TrustRoot {
    /// Verifies `file`. With an accepted trust root it has to be that one, or a later version that enough
    /// of the accepted root keys signed as well, or those of a version between in `history`.
    pub fn verify(
        file: &SignedFile,
        history: &[SignedFile],
        accepted: Option<&AcceptedTrust>,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let root = Self::signed_by_itself(file)?;
        if let Some(accepted) = accepted {
            root.follows(file, history, accepted)?;
        }
        if root.document.issued > later(now) {
            return Err(Refusal::Ahead { issued: root.document.issued });
        }
        if now >= root.document.expires {
            return Err(Refusal::TrustExpired { at: root.document.expires });
        }
        Ok(root)
    }

    /// What it says.
    pub const fn document(&self) -> &TrustDocument {
        &self.document
    }

    /// The offices' keys.
    pub(crate) fn office_keys(&self) -> Vec<OfficeKey> {
        let of = |office: &Office| OfficeKey { office: office.id.clone(), key: office.key.clone() };
        self.document.offices.iter().map(of).collect()
    }

    /// What a station remembers of it.
    pub fn accepted(&self) -> AcceptedTrust {
        AcceptedTrust {
            version: self.document.version,
            digest: self.digest.clone(),
            threshold: self.document.threshold,
            roots: self.document.roots.iter().map(|(_, key)| key.clone()).collect(),
        }
    }

    /// The versions before this one in `history`, as far as root keys lead back to them. Somebody who makes
    /// up an earlier version needs a root key for it: one that is a root in both has to have signed both.
    pub(crate) fn earlier(&self, file: &SignedFile, history: &[SignedFile]) -> Vec<Self> {
        let mut candidates: Vec<(&SignedFile, Self)> = history
            .iter()
            .filter_map(|file| Some((file, Self::signed_by_itself(file).ok()?)))
            .filter(|(_, root)| root.document.version < self.document.version)
            .collect();
        candidates.sort_by_key(|(_, root)| core::cmp::Reverse(root.document.version));
        let mut known = vec![(file, self.clone())];
        for (earlier, root) in candidates {
            if known.iter().any(|(file, later)| root.precedes(earlier, file, later)) {
                known.push((earlier, root));
            }
        }
        known.into_iter().skip(1).map(|(_, root)| root).collect()
    }

    fn precedes(&self, own: &SignedFile, file: &SignedFile, later: &Self) -> bool {
        let touch = later.document.policy.touch;
        let signs = |file: &SignedFile, key: &PublicKey| {
            file.signed_by(Namespace::Trust, key, ("a root key", touch)).is_ok()
        };
        let shared = |key: &&PublicKey| later.document.roots.iter().any(|(_, one)| one == *key);
        let keys = || self.document.roots.iter().map(|(_, key)| key);
        self.document.version < later.document.version
            && keys().filter(shared).any(|key| signs(own, key) && signs(file, key))
            && enough(file, keys(), self.document.threshold, touch).is_ok()
    }

    fn signed_by_itself(file: &SignedFile) -> Result<Self, Refusal> {
        let document = TrustDocument::read(&file.text)?;
        let keys = document.roots.iter().map(|(_, key)| key);
        enough(file, keys, document.threshold, document.policy.touch)?;
        Ok(Self { document, digest: digest(&file.text) })
    }

    fn follows(
        &self,
        file: &SignedFile,
        history: &[SignedFile],
        accepted: &AcceptedTrust,
    ) -> Result<(), Refusal> {
        let (found, seen) = (self.document.version, accepted.version);
        if found == seen && self.digest == accepted.digest {
            return Ok(());
        }
        if found <= seen {
            return Err(Refusal::TrustReplaced { found, seen });
        }
        let touch = self.document.policy.touch;
        let direct = enough(file, accepted.roots.iter(), accepted.threshold, touch);
        if direct.is_ok() {
            return Ok(());
        }
        // A version between, which the accepted keys signed, may lead on to this one. Each is asked once, in
        // their order: somebody who adds a root of his own to a long history must not keep us busy.
        let mut between: Vec<(&SignedFile, Self)> = history
            .iter()
            .filter_map(|file| Some((file, Self::signed_by_itself(file).ok()?)))
            .filter(|(_, root)| (seen + 1..found).contains(&root.document.version))
            .collect();
        between.sort_by_key(|(_, root)| root.document.version);
        let mut reached = vec![accepted.clone()];
        for (earlier, root) in between {
            if root.is_led_to(earlier, &reached) {
                reached.push(root.accepted());
            }
        }
        if self.is_led_to(file, &reached) { Ok(()) } else { direct }
    }

    /// Whether enough keys of an earlier version signed this one.
    fn is_led_to(&self, file: &SignedFile, reached: &[AcceptedTrust]) -> bool {
        let touch = self.document.policy.touch;
        let earlier = reached.iter().filter(|earlier| earlier.version < self.document.version);
        let mut signed =
            earlier.map(|earlier| enough(file, earlier.roots.iter(), earlier.threshold, touch));
        signed.any(|signed| signed.is_ok())
    }
}

pub(crate) fn later(now: Timestamp) -> Timestamp {
    now.checked_add(CLOCK_DOUBT).unwrap_or(Timestamp::MAX)
}

pub(crate) fn digest(bytes: &[u8]) -> String {
    use core::fmt::Write as _;
    let mut text = "sha256:".to_owned();
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Distinct keys only: one key counts once, however often it signed.
fn enough<'a>(
    file: &SignedFile,
    keys: impl Iterator<Item = &'a PublicKey>,
    threshold: usize,
    touch: Touch,
) -> Result<(), Refusal> {
    let mut distinct: Vec<&PublicKey> = Vec::new();
    let mut faults: Vec<String> = Vec::new();
    for key in keys {
        match file.signed_by(Namespace::Trust, key, ("a root key", touch)) {
            Ok(()) if !distinct.contains(&key) => distinct.push(key),
            Err(Refusal::Signature(error)) => faults.push(error.to_string()),
            Ok(()) | Err(_) => {}
        }
    }
    if distinct.len() >= threshold.max(1) {
        return Ok(());
    }
    faults.dedup();
    let why = if faults.is_empty() { String::new() } else { format!(" ({})", faults.join("; ")) };
    Err(Refusal::Threshold { found: distinct.len(), threshold, why })
}
