//! Generators, fuzz bodies and brute-force oracles for Overfly's own tests.

pub mod fuzz;
pub mod zones;
