//! Outlines as readers make them.

use overfly_model::{Metres, Outline, Placement, Position, Ring};
use proptest::collection::vec;
use proptest::prelude::*;

/// 1e-7 degrees in a degree.
const DEGREE: f64 = 1e7;
/// 180 degrees.
const HALF_TURN: i64 = 1_800_000_000;

/// Any outline that a zone file can state, and how it stands there.
pub fn placed() -> impl Strategy<Value = (Outline, Placement)> {
    prop_oneof![
        4 => star(0.0).prop_map(as_read),
        2 => with_hole().prop_map(as_read),
        2 => any_ring().prop_map(as_read),
        1 => star(180.0).prop_map(as_read),
        2 => circle().prop_map(as_read),
        1 => Just(as_read(Outline::Unplaced)),
        1 => any_ring().prop_map(|outline| (outline, Placement::Hull)),
    ]
}

fn as_read(outline: Outline) -> (Outline, Placement) {
    (outline, Placement::AsRead)
}

fn circle() -> impl Strategy<Value = Outline> {
    (-89.0..89.0, -179.0..179.0, 0.001..20_000.0).prop_map(|(lat, lon, radius)| Outline::Circle {
        centre: Position::nearest_lat_lon_deg([lat, lon]),
        radius: Metres::or_greatest(radius),
    })
}

/// A ring round a centre near the meridian of `lon_deg`, star-shaped and simple.
fn star(lon_deg: f64) -> impl Strategy<Value = Outline> {
    (centre(lon_deg), vec(0.05..0.5, 3..12)).prop_map(|(centre, radii)| Outline::Polygon {
        outer: ring(centre, &radii, 1.0),
        holes: Vec::new(),
    })
}

/// The same with itself, smaller, cut out.
fn with_hole() -> impl Strategy<Value = Outline> {
    (centre(0.0), vec(0.05..0.5, 5..12), 0.2..0.8).prop_map(|(centre, radii, scale)| {
        Outline::Polygon {
            outer: ring(centre, &radii, 1.0),
            holes: vec![ring(centre, &radii, scale)],
        }
    })
}

fn centre(lon_deg: f64) -> impl Strategy<Value = [f64; 2]> {
    (lon_deg - 0.04..lon_deg + 0.04, -80.0..80.0).prop_map(<[f64; 2]>::from)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "degrees on Earth and a dozen vertices"
)]
fn ring([lon, lat]: [f64; 2], radii: &[f64], scale: f64) -> Ring {
    let step = core::f64::consts::TAU / radii.len() as f64;
    let vertex = |(i, radius): (usize, &f64)| {
        let (sin, cos) = (step * i as f64).sin_cos();
        [lon + radius * scale * cos, lat + radius * scale * sin]
            .map(|deg| (deg * DEGREE).round() as i64)
    };
    let vertices: Vec<[i64; 2]> = radii.iter().enumerate().map(vertex).collect();
    let crosses = vertices.iter().any(|[lon, _]| lon.abs() > HALF_TURN)
        && vertices.iter().any(|[lon, _]| lon.abs() <= HALF_TURN);
    let positions = vertices.into_iter().filter_map(position).collect();
    if crosses { Ring::short_way(positions) } else { Ring::literal(positions) }
}

/// A position whose longitude is brought within 180 degrees.
fn position([lon, lat]: [i64; 2]) -> Option<Position> {
    let lon = if lon > HALF_TURN { lon - 2 * HALF_TURN } else { lon };
    Position::from_lat_lon_e7([i32::try_from(lat).ok()?, i32::try_from(lon).ok()?])
}

/// Vertices anywhere in a small field: points, lines, bow-ties, rings drawn twice. No two alike in a row.
fn any_ring() -> impl Strategy<Value = Outline> {
    vec((-8_i32..8, -8_i32..8), 1..8).prop_map(|places| {
        let at =
            |(lat, lon): (i32, i32)| Position::from_lat_lon_e7([lat * 10_000_000, lon * 9_999_999]);
        let mut vertices: Vec<Position> = places.into_iter().filter_map(at).collect();
        vertices.dedup();
        while vertices.len() > 1 && vertices.first() == vertices.last() {
            vertices.pop();
        }
        Outline::Polygon { outer: Ring::literal(vertices), holes: Vec::new() }
    })
}
