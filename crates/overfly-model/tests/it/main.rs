//! The model through its public doors.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod active;
mod clocks;
mod digest;
mod place;
mod simple;
mod sun;
mod times;
