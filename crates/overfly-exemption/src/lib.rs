//! The agency's own signed grants: who may lift what, for whom, where and until when.
//!
//! Everything a person issues is a small TOML text with a detached SSH signature (SSHSIG) beside it, which
//! stock `ssh-keygen` makes and verifies. This crate reads the texts, verifies the chain from the
//! agency's root keys over an office to an officer, and hands out what may be relied on. It does no I/O
//! and reads no clock: "now" is an argument.

mod key;
mod signature;
mod wire;

pub use key::{KeyError, PublicKey};
pub use signature::{Namespace, Signature, SignatureError, Touch};
