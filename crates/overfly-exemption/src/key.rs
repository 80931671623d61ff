//! Public keys: who may sign.

use core::fmt;

use base64ct::{Base64, Encoding};
use ssh_key::HashAlg;
use ssh_key::public::KeyData;

use crate::wire;

/// A key line longer than this is refused unread. The longest of our kinds takes about 200 bytes and a comment.
const MAX_LINE: usize = 4096;

const ED25519: &str = "ssh-ed25519";
const P256: &str = "ecdsa-sha2-nistp256";
const SK_ED25519: &str = "sk-ssh-ed25519@openssh.com";
const SK_P256: &str = "sk-ecdsa-sha2-nistp256@openssh.com";

/// A public key of a kind that we accept: Ed25519 or ECDSA P-256, in software or in a security key.
///
/// Two keys are equal, and sorted, by their key alone: a comment makes no second signer of one key. To the
/// same end every key has one encoding only (a compressed curve point is refused, as OpenSSH refuses it).
///
/// # Example
///
/// ```
/// use overfly_exemption::PublicKey;
///
/// let line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti office north";
/// let key = PublicKey::read(line)?;
/// assert_eq!(key.openssh(), line.strip_suffix(" office north").unwrap_or(line));
/// assert_eq!(key.to_string(), "SHA256:UCUiLr7Pjs9wFFJMDByLgc3NrtdU344OgUM45wZPcIQ");
/// # Ok::<(), overfly_exemption::KeyError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicKey {
    data: KeyData,
    openssh: String,
}

impl PublicKey {
    /// Reads one line as `ssh-keygen` writes it to a `.pub` file: kind, key, and any comment.
    pub fn read(line: &str) -> Result<Self, KeyError> {
        if line.contains("PRIVATE KEY-----") {
            return Err(KeyError::Private);
        }
        if line.len() > MAX_LINE {
            return Err(KeyError::TooLong);
        }
        let line = line.trim();
        if line.contains(['\n', '\r']) {
            return Err(KeyError::Lines);
        }
        let mut words = line.split([' ', '\t']).filter(|word| !word.is_empty());
        let kind = words.next().ok_or(KeyError::Unreadable)?;
        if !is_kind(kind) {
            let later = words.any(is_kind);
            return Err(if later { KeyError::Options } else { KeyError::Unreadable });
        }
        accept(kind)?;
        let blob = words.next().ok_or(KeyError::Unreadable)?;
        let blob = Base64::decode_vec(blob).map_err(|_| KeyError::Unreadable)?;
        let key = Self::from_blob(&blob)?;
        if key.kind() == kind { Ok(key) } else { Err(KeyError::Unreadable) }
    }

    /// Reads the binary form that a signature carries.
    pub(crate) fn from_blob(blob: &[u8]) -> Result<Self, KeyError> {
        let kind = wire::string(&mut { blob }).ok_or(KeyError::Unreadable)?;
        accept(&wire::printable(kind))?;
        let key = ssh_key::PublicKey::from_bytes(blob).map_err(|_| KeyError::Unreadable)?;
        // What another encoding of the same key would allow: to count one root key as two.
        if key.to_bytes().map_err(|_| KeyError::Unreadable)? != blob {
            return Err(KeyError::Unreadable);
        }
        check(key.key_data())?;
        let openssh = key.to_openssh().map_err(|_| KeyError::Unreadable)?;
        Ok(Self { data: key.into(), openssh })
    }

    /// The fingerprint as `ssh-keygen -l` shows it: `SHA256:` and 43 characters.
    pub fn fingerprint(&self) -> String {
        self.data.fingerprint(HashAlg::Sha256).to_string()
    }

    /// Whether the private half lives in a security key (FIDO), whose signatures say if it was touched.
    pub fn is_hardware(&self) -> bool {
        matches!(self.data, KeyData::SkEd25519(_) | KeyData::SkEcdsaSha2NistP256(_))
    }

    /// The key as one line of text without a comment.
    pub fn openssh(&self) -> String {
        self.openssh.clone()
    }

    /// The kind in OpenSSH's words, such as `ssh-ed25519`.
    pub fn kind(&self) -> &str {
        self.openssh.split(' ').next().unwrap_or_default()
    }

    pub(crate) fn data(&self) -> &KeyData {
        &self.data
    }
}

/// The fingerprint.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fingerprint())
    }
}

/// The fingerprint, too.
impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a key was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// A private key where a public one belongs.
    #[error("this is a private key: give the .pub file, and keep this one to yourself")]
    Private,
    /// Longer than any key we accept.
    #[error("the key is longer than {MAX_LINE} characters")]
    TooLong,
    /// More than one line.
    #[error("a key is one line; this has several")]
    Lines,
    /// An `authorized_keys` or `allowed_signers` line.
    #[error(
        "the line must begin with the kind of key (ssh-ed25519 AAAA..): leave out what stands before it"
    )]
    Options,
    /// An SSH certificate.
    #[error("{0} is an SSH certificate: give the plain public key, certificates are not accepted")]
    Certificate(String),
    /// A kind of key that we do not accept.
    #[error("keys of kind {0} are not accepted: use {ED25519}, {P256}, {SK_ED25519} or {SK_P256}")]
    Kind(String),
    /// Not a key at all, or a damaged one.
    #[error("this is not a readable SSH public key (ssh-ed25519 AAAA..)")]
    Unreadable,
    /// A key under which anybody's signature may fit.
    #[error("this key is not a sound one: signatures under it prove nothing")]
    Weak,
    /// A security key's credential that is not for SSH.
    #[error("this security key was not set up for SSH: its application must begin with \"ssh:\"")]
    Application,
}

/// Whether a word names a kind of key, accepted or not.
fn is_kind(word: &str) -> bool {
    ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-", "rsa-sha2-", "webauthn-sk-"]
        .iter()
        .any(|start| word.starts_with(start))
}

/// Refuses every kind but ours, by its name.
fn accept(kind: &str) -> Result<(), KeyError> {
    if [ED25519, P256, SK_ED25519, SK_P256].contains(&kind) {
        return Ok(());
    }
    let name = wire::printable(kind.as_bytes());
    Err(if name.contains("-cert-v") { KeyError::Certificate(name) } else { KeyError::Kind(name) })
}

/// Refuses keys that lie off their curve or in a small group, where a signature may fit any text.
fn check(data: &KeyData) -> Result<(), KeyError> {
    match data {
        KeyData::Ed25519(key) => check_ed25519(&key.0),
        KeyData::SkEd25519(key) => {
            check_ed25519(&key.public_key().0)?;
            check_application(key.application())
        }
        KeyData::Ecdsa(key) => check_p256(key.as_sec1_bytes()),
        KeyData::SkEcdsaSha2NistP256(key) => {
            check_p256(key.ec_point().as_bytes())?;
            check_application(key.application())
        }
        _ => Err(KeyError::Unreadable),
    }
}

fn check_ed25519(bytes: &[u8; 32]) -> Result<(), KeyError> {
    match ed25519_dalek::VerifyingKey::from_bytes(bytes) {
        Ok(key) if !key.is_weak() => Ok(()),
        _ => Err(KeyError::Weak),
    }
}

/// `0x04` opens an uncompressed point, the only form that OpenSSH reads and writes.
fn check_p256(point: &[u8]) -> Result<(), KeyError> {
    match p256::PublicKey::from_sec1_bytes(point) {
        Ok(_) if point.first() == Some(&4) => Ok(()),
        _ => Err(KeyError::Weak),
    }
}

/// `ssh-keygen` makes no other, and a website's credential must not sign for the agency.
fn check_application(application: &str) -> Result<(), KeyError> {
    if application.starts_with("ssh:") { Ok(()) } else { Err(KeyError::Application) }
}
