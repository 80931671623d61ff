//! Detached SSH signatures (SSHSIG), as `ssh-keygen -Y sign` makes them.
//!
//! The format is OpenSSH's `PROTOCOL.sshsig`, that of security keys `PROTOCOL.u2f`. We are stricter than the
//! stock tool wherever it is lenient, so that what is accepted here is accepted there.

use base64ct::{Base64, Encoding};
use ed25519_dalek::Verifier;
use ssh_key::{HashAlg, SshSig};

use crate::key::{KeyError, PublicKey};
use crate::wire;

/// A file longer than this is refused unread. A real signature takes less than 700 bytes.
const MAX_FILE: usize = 16 * 1024;

const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";
const END: &str = "-----END SSH SIGNATURE-----";

/// What a signature is for. One made for one kind of document never counts for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Namespace {
    /// The trust root.
    Trust,
    /// An office's grant to an officer.
    Delegation,
    /// A waiver.
    Waiver,
    /// An office's list of what is revoked.
    Revocations,
    /// An issuer revoking one thing of his own.
    Revocation,
    /// A correction of published zones.
    Overlay,
    /// A zone that cannot be placed, set aside.
    SetAside,
    /// The manifest of a folder of zones.
    Zones,
}

impl Namespace {
    /// Every namespace.
    pub const ALL: [Self; 8] = [
        Self::Trust,
        Self::Delegation,
        Self::Waiver,
        Self::Revocations,
        Self::Revocation,
        Self::Overlay,
        Self::SetAside,
        Self::Zones,
    ];

    /// The word given to `ssh-keygen -Y sign -n`: the document's format name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trust => "overfly-trust",
            Self::Delegation => "overfly-delegation",
            Self::Waiver => "overfly-waiver",
            Self::Revocations => "overfly-revocations",
            Self::Revocation => "overfly-revocation",
            Self::Overlay => "overfly-overlay",
            Self::SetAside => "overfly-set-aside",
            Self::Zones => "overfly-zones",
        }
    }
}

/// What a security key must have seen before it signed. Asks nothing of other keys, which cannot tell.
///
/// `ssh-keygen -Y verify` asks for none of this.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touch {
    /// Somebody touched it.
    pub presence: bool,
    /// Somebody proved by PIN or finger to be its owner.
    pub verification: bool,
}

/// A signature as read: whose it claims to be, and nothing proved yet.
///
/// The armour is not what is signed. One signature may be armoured in several ways (line width), and
/// an ECDSA signature has a twin; all of them speak for the same key and the same text. So the bytes of a
/// signature identify nothing.
#[derive(Clone, Debug)]
pub struct Signature {
    key: PublicKey,
    namespace: String,
    hash: HashAlg,
    value: ssh_key::Signature,
    flags: Option<u8>,
}

impl Signature {
    /// Reads a `.sig` file: one armoured signature and nothing else.
    ///
    /// Stock tools look at the first signature of a file and ignore what follows; here a second one, or any
    /// text before or after, is refused. Lines of the armour may have any length, but CRLF line ends are
    /// refused, as stock tools refuse them: what is accepted here an outsider can check by hand.
    pub fn read(file: &[u8]) -> Result<Self, SignatureError> {
        if file.len() > MAX_FILE {
            return Err(SignatureError::TooLarge);
        }
        Self::from_blob(&disarm(file)?)
    }

    /// The key that the signature claims to be made with. Only [`Signature::verify`] proves the claim.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// Whether the key signed exactly these bytes for this purpose, touched as demanded.
    ///
    /// Whether the key may sign such a thing is another question, for the caller.
    pub fn verify(
        &self,
        namespace: Namespace,
        bytes: &[u8],
        touch: Touch,
    ) -> Result<(), SignatureError> {
        if self.namespace != namespace.as_str() {
            let found = self.namespace.clone();
            return Err(SignatureError::Namespace { found, wanted: namespace.as_str() });
        }
        if !self.fits(bytes) {
            let changed = bytes.contains(&b'\r') && self.fits(&unix_lines(bytes));
            let error =
                if changed { SignatureError::LineEndsChanged } else { SignatureError::Changed };
            return Err(error);
        }
        self.check_touch(touch)
    }

    fn fits(&self, bytes: &[u8]) -> bool {
        let Ok(signed) = SshSig::signed_data(&self.namespace, self.hash, bytes) else {
            return false;
        };
        self.key.data().verify(&signed, &self.value).is_ok()
    }

    /// Only after the signature itself, which covers the flags.
    fn check_touch(&self, touch: Touch) -> Result<(), SignatureError> {
        let Some(flags) = self.flags else { return Ok(()) };
        if touch.presence && flags & 0x01 == 0 {
            return Err(SignatureError::NotTouched);
        }
        if touch.verification && flags & 0x04 == 0 {
            return Err(SignatureError::NotVerified);
        }
        Ok(())
    }

    /// `PROTOCOL.sshsig`, "Blob format".
    fn from_blob(blob: &[u8]) -> Result<Self, SignatureError> {
        let mut rest = blob.strip_prefix(b"SSHSIG").ok_or(SignatureError::Damaged)?;
        let version = wire::number(&mut rest).ok_or(SignatureError::Damaged)?;
        if version != 1 {
            return Err(SignatureError::Version(version));
        }
        let mut next = || wire::string(&mut rest).ok_or(SignatureError::Damaged);
        let (key, namespace, reserved, hash, value) = (next()?, next()?, next()?, next()?, next()?);
        if !rest.is_empty() || !reserved.is_empty() {
            return Err(SignatureError::Damaged);
        }
        let key = PublicKey::from_blob(key)?;
        let (value, flags) = read_value(&key, value).ok_or(SignatureError::Damaged)?;
        Ok(Self {
            key,
            namespace: wire::printable(namespace),
            hash: read_hash(hash)?,
            value,
            flags,
        })
    }
}

/// Why a signature does not count.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The file is longer than any signature.
    #[error("the signature file is larger than 16 KiB")]
    TooLarge,
    /// Not an armoured SSH signature.
    #[error("this is not an SSH signature: it must begin with {BEGIN}")]
    NotArmoured,
    /// Something stands behind the signature.
    #[error(
        "there is text after the signature: a signature file holds one signature and nothing else"
    )]
    TextAround,
    /// More than one signature in a file.
    #[error("there are several signatures in one file: put each signer's in a file of its own")]
    Several,
    /// The signature file itself was rewritten.
    #[error("line ends changed: the signature file now has CRLF line ends; restore LF")]
    ArmourLineEnds,
    /// Cut short or garbled.
    #[error("the signature is damaged and cannot be read")]
    Damaged,
    /// A format that does not exist yet.
    #[error("the signature is of version {0}; only version 1 is known")]
    Version(u32),
    /// Made with an SSH certificate.
    #[error("the signature was made with an SSH certificate: sign with the plain key")]
    Certificate,
    /// Made with a key that we do not accept.
    #[error("the signature was made with a key that does not count: {0}")]
    Key(KeyError),
    /// Made with another hash.
    #[error("the signature uses the hash {0}; only sha512 and sha256 are accepted")]
    Hash(String),
    /// Made for something else.
    #[error("the signature was made for \"{found}\" and does not count for {wanted}")]
    Namespace {
        /// What it was made for.
        found: String,
        /// What it should have been made for.
        wanted: &'static str,
    },
    /// The text was signed with LF and arrived with CRLF.
    #[error(
        "line ends changed: the text was signed with LF line ends and now has CRLF; restore them (mail or an editor on Windows does this)"
    )]
    LineEndsChanged,
    /// Text, signature or key differ from what was signed.
    #[error(
        "the signature does not fit the text: one of them was changed, or they do not belong together"
    )]
    Changed,
    /// The security key was not touched.
    #[error("the security key was not touched when it signed, and touch is demanded")]
    NotTouched,
    /// The security key's owner was not verified.
    #[error(
        "the security key did not ask for its PIN or finger when it signed, and that is demanded"
    )]
    NotVerified,
}

impl From<KeyError> for SignatureError {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Certificate(_) => Self::Certificate,
            other => Self::Key(other),
        }
    }
}

/// The bytes inside the armour.
fn disarm(file: &[u8]) -> Result<Vec<u8>, SignatureError> {
    let text = core::str::from_utf8(file).map_err(|_| SignatureError::NotArmoured)?;
    let body = text.strip_prefix(BEGIN).ok_or(SignatureError::NotArmoured)?;
    if body.contains(BEGIN) {
        return Err(SignatureError::Several);
    }
    if body.contains('\r') {
        return Err(SignatureError::ArmourLineEnds);
    }
    let (body, after) = body.split_once(END).ok_or(SignatureError::Damaged)?;
    if !after.trim_ascii().is_empty() {
        return Err(SignatureError::TextAround);
    }
    if !body.starts_with('\n') || !body.ends_with('\n') {
        return Err(SignatureError::Damaged);
    }
    let base64 = body.replace('\n', "");
    Base64::decode_vec(&base64).map_err(|_| SignatureError::Damaged)
}

fn read_hash(name: &[u8]) -> Result<HashAlg, SignatureError> {
    match name {
        b"sha512" => Ok(HashAlg::Sha512),
        b"sha256" => Ok(HashAlg::Sha256),
        other => Err(SignatureError::Hash(wire::printable(other))),
    }
}

/// The signature proper, and the flags of a security key.
///
/// A security key signs SHA-256 of its application, the flags, a counter and SHA-256 of the message
/// (`PROTOCOL.u2f`, "Signature format"). Flags and counter follow the signature in five bytes, which is where
/// `ssh_key` wants them as well.
fn read_value(key: &PublicKey, blob: &[u8]) -> Option<(ssh_key::Signature, Option<u8>)> {
    let mut rest = blob;
    // `ssh_key` tries a security key's signature under any name; OpenSSH demands the key's own.
    wire::string(&mut rest).filter(|name| *name == key.kind().as_bytes())?;
    wire::string(&mut rest)?;
    let flags = if key.is_hardware() {
        let flags = wire::byte(&mut rest)?;
        wire::number(&mut rest)?;
        Some(flags)
    } else {
        None
    };
    let value = ssh_key::Signature::try_from(blob).ok()?;
    rest.is_empty().then_some((value, flags))
}

/// The text as it was before something wrote CRLF.
fn unix_lines(bytes: &[u8]) -> Vec<u8> {
    let next = bytes.iter().skip(1).map(Some).chain([None]);
    let kept =
        bytes.iter().zip(next).filter(|(byte, next)| **byte != b'\r' || *next != Some(&b'\n'));
    kept.map(|(byte, _)| *byte).collect()
}
