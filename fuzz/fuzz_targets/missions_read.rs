//! `overfly_testkit::flights::missions_read`: XML within archives, as the fuzzer writes it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| overfly_testkit::flights::missions_read(bytes));
