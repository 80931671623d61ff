//! Fixtures, generators, fuzz bodies and brute-force oracles for Overfly's own tests. A dev-dependency
//! only.
//!
//! An oracle takes another way to its answer than the code it judges, however slow.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "test code: a panic is a failed test"
)]

pub mod agency;
pub mod archive;
pub mod cases;
pub mod flights;
pub mod fuzz;
pub mod oracle;
pub mod rings;
pub mod scene;
pub mod signer;
pub mod table;
pub mod zones;
