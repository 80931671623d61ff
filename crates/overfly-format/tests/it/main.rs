//! Tests of the readers and writers through their public doors.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod archives;
mod container;
mod fixtures;
mod flights;
mod flights_properties;
mod manifest;
mod terrain;
mod xml_properties;
mod zones;
mod zones_properties;
