//! Zone files of valid JSON with something wrong in them, as the fuzzer's bytes say.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| overfly_testkit::fuzz::zones_mutated(bytes));
