//! The decision, asked as its users ask it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod ask;
mod check_table;
mod coverage;
mod derived;
mod heights_and_times;
mod lift;
mod monotone;
mod never_clear;
mod point;
mod relief;
mod simultaneous;
mod verdicts;
