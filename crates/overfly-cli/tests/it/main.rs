//! The binary, from outside: what it prints, where, and how it ends.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

mod answers;
mod asked;
mod attested;
mod bars;
mod batch;
mod built;
mod bundle;
mod by_hand;
mod court;
mod documents;
mod folders;
mod generated;
mod hours;
mod init;
mod kit;
mod mixed;
mod office;
mod offline;
mod overlay;
mod overlay_templates;
mod plans;
mod revoking;
mod rules;
mod runbooks;
mod shell;
mod six_formats;
mod station;
mod status;
mod terrain;
mod trust;

mod unreadable;
mod usage;
mod versions;
mod waiver;
mod width;
mod zones;
