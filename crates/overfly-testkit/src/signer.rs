//! Software signers: what `ssh-keygen -Y sign` makes, and what it makes with a security key (FIDO).
//!
//! The bytes are laid out here by hand from OpenSSH's `PROTOCOL.sshsig`, `PROTOCOL.u2f` and `PROTOCOL.key`,
//! so that the reader under test is not judged by its own library. **The keys come from one byte: they
//! protect nothing.**

mod wire;

use ed25519_dalek::Signer as _;
use sha2::{Digest, Sha256, Sha512};

use wire::{Wire, mpint, wrapped};
pub use wire::{armour, blob};

/// The bit of a security key's flags that says it was touched.
pub const TOUCHED: u8 = 0x01;
/// The bit that says its owner was verified, by PIN or finger.
pub const VERIFIED: u8 = 0x04;

/// The application of every credential that `ssh-keygen` makes.
const APPLICATION: &[u8] = b"ssh:";

/// A key pair and the manner in which it signs.
#[derive(Clone, Debug)]
pub struct Signer {
    secret: Secret,
    fido: Option<Fido>,
    sha256: bool,
}

#[derive(Clone, Debug)]
enum Secret {
    Ed25519(ed25519_dalek::SigningKey),
    P256(p256::ecdsa::SigningKey),
}

/// What a security key signs beside the message.
#[derive(Clone, Copy, Debug)]
struct Fido {
    flags: u8,
    counter: u32,
    claimed_flags: Option<u8>,
}

impl Signer {
    /// An Ed25519 key.
    pub fn ed25519(seed: u8) -> Self {
        let secret = Secret::Ed25519(ed25519_dalek::SigningKey::from_bytes(&secret_bytes(seed)));
        Self { secret, fido: None, sha256: false }
    }

    /// An ECDSA P-256 key.
    pub fn p256(seed: u8) -> Self {
        let secret = p256::ecdsa::SigningKey::from_slice(&secret_bytes(seed)).unwrap();
        Self { secret: Secret::P256(secret), fido: None, sha256: false }
    }

    /// A security key with an Ed25519 key inside, which was touched.
    pub fn sk_ed25519(seed: u8) -> Self {
        Self::ed25519(seed).in_hardware()
    }

    /// A security key with an ECDSA P-256 key inside, which was touched.
    pub fn sk_p256(seed: u8) -> Self {
        Self::p256(seed).in_hardware()
    }

    /// One signer of each kind.
    pub fn each(seed: u8) -> [Self; 4] {
        [Self::ed25519(seed), Self::p256(seed), Self::sk_ed25519(seed), Self::sk_p256(seed)]
    }

    /// A security key that sets these flags. Nothing changes for other signers.
    #[must_use]
    pub fn with_flags(self, flags: u8) -> Self {
        self.with_fido(|fido| fido.flags = flags)
    }

    /// A security key that has signed this often.
    #[must_use]
    pub fn with_counter(self, counter: u32) -> Self {
        self.with_fido(|fido| fido.counter = counter)
    }

    /// A forger who writes these flags beside a signature over the true ones.
    #[must_use]
    pub fn claiming_flags(self, flags: u8) -> Self {
        self.with_fido(|fido| fido.claimed_flags = Some(flags))
    }

    /// Signs with `-O hashalg=sha256` instead of the stock sha512.
    #[must_use]
    pub fn with_sha256(self) -> Self {
        Self { sha256: true, ..self }
    }

    /// The public key as a line of a `.pub` file.
    pub fn public(&self) -> String {
        let kind = core::str::from_utf8(self.kind()).unwrap();
        format!("{kind} {} test-key", wire::base64(&self.public_blob()))
    }

    /// An armoured signature over `text`, for the purpose `namespace`.
    pub fn sign(&self, namespace: &str, text: &[u8]) -> String {
        let hash: &[u8] = if self.sha256 { b"sha256" } else { b"sha512" };
        let digest =
            if self.sha256 { Sha256::digest(text).to_vec() } else { Sha512::digest(text).to_vec() };
        let signed = Wire::default().raw(b"SSHSIG").string(namespace).string([]);
        let signed = signed.string(hash).string(digest).bytes();
        let head = Wire::default().raw(b"SSHSIG").number(1).string(self.public_blob());
        let head = head.string(namespace).string([]).string(hash);
        armour(&head.string(self.value(&signed)).bytes())
    }

    /// The private key as `ssh-keygen` stores it without a passphrase. A security key gives none away.
    pub fn private_openssh(&self) -> Option<String> {
        if self.fido.is_some() {
            return None;
        }
        let public = self.public_blob();
        let pair = match &self.secret {
            Secret::Ed25519(key) => Wire::default().raw(&public).string(key.to_keypair_bytes()),
            Secret::P256(key) => Wire::default().raw(&public).string(mpint(&key.to_bytes())),
        };
        let mut private = Wire::default().number(7).number(7).raw(&pair.bytes());
        private = private.string("test-key");
        let padding = (1..=u8::MAX).take((8 - private.len() % 8) % 8).collect::<Vec<_>>();
        let private = private.raw(&padding).bytes();
        let file =
            Wire::default().raw(b"openssh-key-v1\0").string("none").string("none").string([]);
        Some(wrapped("OPENSSH PRIVATE KEY", &file.number(1).string(public).string(private).bytes()))
    }

    fn in_hardware(self) -> Self {
        Self { fido: Some(Fido { flags: TOUCHED, counter: 1, claimed_flags: None }), ..self }
    }

    fn with_fido(mut self, change: impl FnOnce(&mut Fido)) -> Self {
        if let Some(fido) = &mut self.fido {
            change(fido);
        }
        self
    }

    fn kind(&self) -> &'static [u8] {
        match (&self.secret, &self.fido) {
            (Secret::Ed25519(_), None) => b"ssh-ed25519",
            (Secret::P256(_), None) => b"ecdsa-sha2-nistp256",
            (Secret::Ed25519(_), Some(_)) => b"sk-ssh-ed25519@openssh.com",
            (Secret::P256(_), Some(_)) => b"sk-ecdsa-sha2-nistp256@openssh.com",
        }
    }

    fn public_blob(&self) -> Vec<u8> {
        let kind = Wire::default().string(self.kind());
        let key = match &self.secret {
            Secret::Ed25519(key) => kind.string(key.verifying_key().as_bytes()),
            Secret::P256(key) => {
                kind.string("nistp256").string(key.verifying_key().to_encoded_point(false))
            }
        };
        if self.fido.is_some() { key.string(APPLICATION).bytes() } else { key.bytes() }
    }

    /// The signature proper, with its kind before it and a security key's flags and counter behind.
    fn value(&self, signed: &[u8]) -> Vec<u8> {
        let kind = Wire::default().string(self.kind());
        let Some(fido) = self.fido else {
            return kind.string(self.secret.sign(signed)).bytes();
        };
        let message = Wire::default().raw(&Sha256::digest(APPLICATION)).raw(&[fido.flags]);
        let message = message.number(fido.counter).raw(&Sha256::digest(signed)).bytes();
        let flags = fido.claimed_flags.unwrap_or(fido.flags);
        kind.string(self.secret.sign(&message)).raw(&[flags]).number(fido.counter).bytes()
    }
}

impl Secret {
    fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                let (r, s) = signature.split_bytes();
                Wire::default().string(mpint(&r)).string(mpint(&s)).bytes()
            }
        }
    }
}

fn secret_bytes(seed: u8) -> [u8; 32] {
    Sha256::digest([b"overfly test key ".as_slice(), &[seed]].concat()).into()
}
