//! Hostile images: whatever the bytes, `open` refuses them or every question ends, with an answer or an
//! error. No question looks at the checksum.
#![no_main]

#[path = "../../crates/overfly-index/tests/it/questions.rs"]
mod questions;

use std::sync::LazyLock;

/// Small sound images to make something wrong in.
static IMAGES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(questions::images);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    questions::ask(bytes);
    // A byte says which image, then eight bytes each: where, and what is put there.
    let Some((which, changes)) = bytes.split_first() else { return };
    let mut image = IMAGES[usize::from(*which) % IMAGES.len()].clone();
    for change in changes.chunks_exact(8).take(16) {
        let at = u32::from_le_bytes(change[..4].try_into().unwrap()) as usize % (image.len() - 3);
        image[at..at + 4].copy_from_slice(&change[4..]);
    }
    questions::ask(&image);
});
