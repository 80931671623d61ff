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
mod chain_properties;
mod documents;
mod fixtures;
mod keys;
mod lists_attacked;
mod reading;
mod revocations_kept;
mod roots_attacked;
mod signatures;
mod ssh_keygen;
mod stolen_keys;
