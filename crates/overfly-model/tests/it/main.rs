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
mod sun;
mod times;
