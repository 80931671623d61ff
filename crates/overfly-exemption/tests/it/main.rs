//! Tests of the signed documents through their public doors.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod ceilings;
mod chain;
mod documents;
mod keys;
mod lists_attacked;
mod roots_attacked;
mod signatures;
mod ssh_keygen;
mod stolen_keys;
