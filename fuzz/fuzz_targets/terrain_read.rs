//! `overfly_testkit::fuzz::terrain_read` over whatever the fuzzer finds.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| overfly_testkit::fuzz::terrain_read(bytes));
