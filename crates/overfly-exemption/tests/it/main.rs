//! Tests of the signed documents through their public doors.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod keys;
mod signatures;
mod ssh_keygen;
