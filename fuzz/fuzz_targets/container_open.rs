//! Hostile containers: refused, or what they hold is read and its index asked. No hash keeps the fuzzer out:
//! what it writes is sealed first.
#![no_main]

use overfly_format::container::{self, Packed};
use overfly_index::BuiltIndex;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    ask(bytes);
    // A byte says where the index begins; before it a file, after it the index.
    let Some((at, rest)) = bytes.split_first() else { return };
    let (file, index) = rest.split_at(usize::from(*at).min(rest.len()));
    let files = [Packed { name: "a/zones.json".to_owned(), bytes: file }];
    let sealed = container::write("", &files, index).unwrap();
    let held = container::read(&sealed).unwrap();
    assert_eq!(held.files, files);
    assert_eq!(&sealed[held.index.clone()], index);
    ask(&sealed);
    let directory = [&b"OVFZONES\x01\0\0\0\0\0\0\0"[..], rest].concat();
    ask(&directory);
});

fn ask(bytes: &[u8]) {
    let Ok(held) = container::read(bytes) else { return };
    let Ok(index) = BuiltIndex::open(&bytes[held.index]) else { return };
    let _ = index.verify();
}
