//! The agency's own signed grants: who may lift what, for whom, where and until when.
//!
//! Everything a person issues is a small TOML text with a detached SSH signature (SSHSIG) beside it, which
//! stock `ssh-keygen` makes and verifies. This crate reads the texts, verifies the chain from the
//! agency's root keys over an office to an officer, and hands out what may be relied on. It does no I/O
//! and reads no clock: "now" is an argument.

pub mod agency;
pub mod authority;
pub mod ceiling;
pub mod condition;
pub mod delegation;
pub mod file;
mod grounding;
mod issuer;
mod key;
pub mod lists;
pub mod overlay;
pub mod refusal;
pub mod revocation;
pub mod root;
mod signature;
pub mod state;
pub mod text;
pub mod trust;
mod unsigned;
pub mod value;
pub mod verify;
pub mod waiver;
mod wire;

pub use agency::{AgencyDocument, DocumentKind};
pub use authority::{Authority, Problem, TrustFiles};
pub use ceiling::Ceiling;
pub use condition::{Condition, Demand};
pub use delegation::DelegationDocument;
pub use file::SignedFile;
pub use grounding::{GroundingDoubt, GroundingDoubts};
pub use issuer::Issuer;
pub use key::{KeyError, PublicKey};
pub use overlay::{
    ClassEffect, ClassRule, CorrectedTimes, Correction, Mode, OverlayDocument, SetAsideDocument,
};
pub use refusal::Refusal;
pub use revocation::{RevocationList, Revoked, SingleRevocation};
pub use root::TrustRoot;
pub use signature::{Namespace, Signature, SignatureError, Touch};
pub use state::{Memory, State};
pub use text::DocumentError;
pub use trust::TrustDocument;
pub use unsigned::{would_overlay, would_set_aside, would_waive};
pub use value::{Names, ZonePattern};
pub use verify::{
    Grant, Overlay, SetAside, UnverifiedWaiver, Waiver, verify_overlay, verify_set_aside,
};
pub use waiver::{Scope, WaiverDocument};
