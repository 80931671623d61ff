//! Every reader of signed documents over whatever the fuzzer finds.
#![no_main]

// The body lies with the tests of its crate, which `cargo test` runs over the fixtures too.
#[path = "../../crates/overfly-exemption/tests/it/reading.rs"]
mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reading::documents_read(bytes));
