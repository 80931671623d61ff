//! How long it takes to tell whether a ring is simple.

use std::time::Instant;

use overfly_model::{Position, Ring};

fn ring(corners: &[[i32; 2]]) -> Ring {
    let at = |corner: &[i32; 2]| Position::from_lat_lon_e7(*corner).unwrap();
    Ring::short_way(corners.iter().map(at).collect())
}

#[test]
fn ten_thousand_corners_take_some_milliseconds_however_they_lie() {
    // A comb whose teeth all lie beside each other, upright and lying down; a star round a centre.
    let comb: Vec<[i32; 2]> = (0..5_000)
        .flat_map(|tooth| [[0, tooth * 20], [1_000_000, tooth * 20 + 10]])
        .chain([[-10, 100_000], [-10, -10]])
        .collect();
    let lying: Vec<[i32; 2]> = comb.iter().map(|[lat, lon]| [*lon, *lat]).collect();
    let leaning: Vec<[i32; 2]> = comb.iter().map(|[lat, lon]| [lat + lon * 9, lat - lon]).collect();
    for corners in [comb, lying, leaning] {
        let ring = ring(&corners);
        let begun = Instant::now();
        assert_eq!(ring.flaw(), None);
        let one_crossing = Ring {
            vertices: ring
                .vertices
                .iter()
                .copied()
                .rev()
                .enumerate()
                .map(|(at, vertex)| if at == 9_000 { ring.vertices[9_900] } else { vertex })
                .collect(),
            ..ring.clone()
        };
        assert!(one_crossing.flaw().is_some());
        // Each pair of edges would take ten times as long.
        let taken = begun.elapsed();
        assert!(taken.as_millis() < 250, "{taken:?}");
    }
}
