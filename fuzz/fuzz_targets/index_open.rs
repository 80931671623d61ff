//! Hostile images: whatever the bytes, `open` refuses them or every question ends, with an answer or an
//! error.
#![no_main]

use std::sync::LazyLock;

use overfly_index::{BuiltIndex, Path, Tag, built};
use overfly_model::{Metres, Outline, Position, Ring};

/// A small image to make something wrong in.
static IMAGE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let at = |lat: i32, lon: i32| Position::from_lat_lon_e7([lat, lon]).unwrap();
    let zigzag = (0..60).map(|i| at(520_000_000 + i % 2 * 40_000, 40_000_000 + i * 700));
    let back = [at(519_900_000, 40_060_000), at(519_900_000, 39_990_000)];
    let outer = Ring::literal(zigzag.chain(back).collect());
    let circle = Outline::Circle { centre: at(520_010_000, 40_020_000), radius: Metres::whole(300) };
    let outlines = [Outline::Polygon { outer, holes: Vec::new() }, circle];
    built::build((0..).map(Tag).zip(&outlines)).unwrap().image
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    ask(bytes);
    // Eight bytes: where, and what is put there.
    let mut image = IMAGE.clone();
    for change in bytes.chunks_exact(8).take(16) {
        let at = u32::from_le_bytes(change[..4].try_into().unwrap()) as usize % (image.len() - 3);
        image[at..at + 4].copy_from_slice(&change[4..]);
    }
    ask(&image);
});

fn ask(bytes: &[u8]) {
    let Ok(index) = BuiltIndex::open(bytes) else { return };
    let _ = index.verify();
    let at = |lat: i32, lon: i32| Position::from_lat_lon_e7([lat, lon]).unwrap();
    for i in 0..40 {
        let from = at(519_995_000 + i * 1_500, 39_995_000 + i * 1_700);
        let to = at(520_015_000 - i * 300, 40_030_000 - i * 500);
        let _ = index.at(from);
        let _ = index.segment([from, to]);
        let path = Path::through(&[from, to]).unwrap();
        let _ = index.along(&path, Metres::whole(10));
        let _ = index.nearest_border(&path, Metres::whole(400), |_| true);
    }
}
