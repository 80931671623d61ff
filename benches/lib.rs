//! Seeded workloads, and the engines that answer them: what all benchmarks share, so that every
//! engine sees the same zones and the same queries in the same order.
//!
//! One benchmark file per question; README.md says how to run them and what the figures mean.

pub mod cpu_time;
pub mod engines;
pub mod grants;
pub mod home;
pub mod nld;
pub mod w1;
pub mod workloads;

pub use cpu_time::CpuTime;
pub use engines::{Contender, Engine, LegEngine, SegmentEngine};
pub use workloads::Scale;
