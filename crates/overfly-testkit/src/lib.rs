//! Fixtures, generators and brute-force oracles for Overfly's own tests.

pub mod flights;
