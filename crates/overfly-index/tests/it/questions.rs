//! Every question to an image, whatever its bytes: what the fuzzer runs, and `cargo test` over images
//! with something wrong in them.

use overfly_index::{Area, BuiltIndex, Path, Tag, built};
use overfly_model::{Metres, Outline, Position, Ring};

/// A position: latitude stops at the poles, or a leg of some metres would lead round the world.
fn place(lat: i64, lon: i64) -> Position {
    let lon = (lon + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
    let [lat, lon] = [lat.clamp(-900_000_000, 900_000_000), lon].map(|c| i32::try_from(c).unwrap());
    Position::from_lat_lon_e7([lat, lon]).unwrap()
}

/// Small sound images of all kinds of leaves, to begin with.
pub fn images() -> Vec<Vec<u8>> {
    let ring = |corners: &[(i64, i64)]| {
        Ring::short_way(
            corners.iter().map(|(y, x)| place(520_000_000 + y, 40_000_000 + x)).collect(),
        )
    };
    let polygon =
        |corners: &[(i64, i64)]| Outline::Polygon { outer: ring(corners), holes: Vec::new() };
    let circle = |lat, lon, radius| Outline::Circle {
        centre: place(lat, lon),
        radius: Metres::whole(radius),
    };
    let square = |size: i64| vec![(0, 0), (0, size), (size, size), (size, 0)];
    let zigzag: Vec<(i64, i64)> = (0..60)
        .map(|i| (i % 2 * 40_000, i * 700))
        .chain([(-100_000, 60_000), (-100_000, -10_000)])
        .collect();
    let holed = Outline::Polygon {
        outer: ring(&square(80_000)),
        holes: vec![
            ring(&[(9, 9), (9, 900), (900, 9)]),
            ring(&[(5_000, 5_000), (5_000, 9_000), (9_000, 7_000)]),
        ],
    };
    let many: Vec<Outline> =
        (0..40).map(|i| polygon(&square(20_000 + i % 5 * 3_000 + i))).collect();
    let slivers = (0..12).map(|i| polygon(&[(0, i), (900_000_000, i), (0, i + 1)])).collect();
    let scenes = [
        Vec::new(),
        vec![polygon(&square(40_000))],
        vec![polygon(&zigzag), circle(520_010_000, 40_020_000, 300)],
        vec![holed, polygon(&square(80_000)), polygon(&[(7, 7)])],
        vec![
            circle(899_000_000, 0, 40_000),
            polygon(&[(-1_300_000_000, 0), (0, 1_400_000_000), (0, -1_500_000_000)]),
        ],
        many,
        slivers,
    ];
    scenes.iter().map(|scene| built::build((0..).map(Tag).zip(scene)).unwrap().image).collect()
}

/// Asks everything, round where the image says that it lies and where the sound ones do.
pub fn ask(bytes: &[u8]) {
    let Ok(index) = BuiltIndex::open(bytes) else { return };
    let _ = index.verify();
    let word = |at: usize| bytes[at..at + 4].try_into().map_or(0, i32::from_le_bytes);
    let own = [i64::from(word(28)), i64::from(word(24))];
    for [lat, lon] in [[520_000_000, 40_000_000], own] {
        let all: Vec<Position> =
            (0..6).map(|i| place(lat - 5_000 + i * 9_500, lon - 5_000 + i * i * 4_700)).collect();
        let _ = index.visit_all(&all, |_, _| ());
        for ends in all.windows(2) {
            let _ = index.at(ends[0]);
            let _ = index.segment([ends[0], ends[1]]);
        }
        if let Some(path) = Path::through(&all[1..4]) {
            for margin in [0, 10, 5_000] {
                let _ = index.along(&path, Metres::whole(margin));
            }
            for limit in [400, 2_000_000] {
                let _ = index.nearest_border(&path, Metres::whole(limit), |tag| tag.0 % 3 != 1);
            }
        }
        let area = Area::inside(&all[..3]);
        let _ = area.map(|area| index.over(&area, Metres::whole(10)));
    }
}
