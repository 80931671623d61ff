//! The live engine against brute force, `geo` and the geodesic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod area;
mod built;
mod built_lines;
mod gallery;
mod hostile;
mod hunt_lines;
mod hunt_points;
mod margin;
mod nearest;
mod point;
mod questions;
mod segment;
mod shapes;
mod zone_index;
