//! Rings of every kind that files hold, and points that try them.

use overfly_model::{Position, Ring};
use proptest::prelude::*;
use proptest::sample::Index;

/// A position from 1e-7 degree of any size: latitude clamped, longitude wrapped.
pub fn position(lat_e7: i64, lon_e7: i64) -> Position {
    let lat = lat_e7.clamp(-900_000_000, 900_000_000);
    let lon = (lon_e7 + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
    Position::from_lat_lon_e7([i32::try_from(lat).unwrap(), i32::try_from(lon).unwrap()]).unwrap()
}

/// Centres: the Netherlands, Finland, Fiji on the antimeridian, the equator, near both poles.
pub fn centre() -> impl Strategy<Value = (i64, i64)> {
    prop_oneof![
        Just((523_000_000, 47_000_000)),
        Just((650_000_000, 250_000_000)),
        Just((-168_000_000, 1_799_990_000)),
        Just((0, 0)),
        Just((870_000_000, -1_000_000_000)),
        Just((-860_000_000, 1_500_000_000)),
    ]
}

/// A simple ring: corners at rising angles round the centre, so no two edges cross.
pub fn simple_ring() -> impl Strategy<Value = Ring> {
    (centre(), prop::collection::vec((0.2_f64..1.0, 0.2_f64..1.0), 3..24), 1e4_f64..2e6).prop_map(
        |((lat, lon), corners, size)| {
            let total: f64 = corners.iter().map(|(step, _)| step).sum();
            let mut angle = 0.0;
            let vertices = corners.iter().map(|(step, reach)| {
                angle += step / total * core::f64::consts::TAU;
                offset((lat, lon), angle, reach * size)
            });
            Ring::short_way(vertices.collect())
        },
    )
}

/// Rings that files hold and textbooks do not: stars, rings drawn twice, slivers, bow-ties, repeated
/// vertices, points and segments, small lattices where everything touches.
pub fn any_ring() -> impl Strategy<Value = Ring> {
    prop_oneof![
        simple_ring(),
        simple_ring()
            .prop_map(|ring| Ring::short_way([ring.vertices.clone(), ring.vertices].concat())),
        simple_ring().prop_map(|ring| {
            let (even, odd): (Vec<_>, Vec<_>) =
                ring.vertices.iter().enumerate().partition(|(i, _)| i % 2 == 0);
            Ring::short_way(even.into_iter().chain(odd).map(|(_, p)| *p).collect())
        }),
        lattice_ring(),
        sliver(),
        (centre(), 1..3_usize).prop_map(|((lat, lon), n)| {
            Ring::short_way(
                (0..n).map(|i| position(lat + 1000 * i64::try_from(i).unwrap(), lon)).collect(),
            )
        }),
    ]
}

/// Vertices on a grid of nine by nine: edges run through vertices, along each other and back.
fn lattice_ring() -> impl Strategy<Value = Ring> {
    (centre(), prop::collection::vec((0..9_i64, 0..9_i64), 3..12)).prop_map(
        |((lat, lon), corners)| {
            Ring::short_way(
                corners.iter().map(|(y, x)| position(lat + y * 100, lon + x * 100)).collect(),
            )
        },
    )
}

/// Long and a few units wide.
fn sliver() -> impl Strategy<Value = Ring> {
    (centre(), 1..5_i64, -50..50_i64).prop_map(|((lat, lon), width, slope)| {
        let corners =
            [(0, 0), (200_000, slope * 1000), (200_000, slope * 1000 + width), (0, width)];
        Ring::short_way(corners.iter().map(|(x, y)| position(lat + y, lon + x)).collect())
    })
}

/// Points that try a ring: corners, points of edges, a unit beside them, anywhere near.
pub fn point_for(ring: &Ring, kind: u8, which: Index, [t, s]: [i64; 2]) -> Position {
    let a = ring.vertices[which.index(ring.vertices.len())];
    let b = ring.vertices[(which.index(ring.vertices.len()) + 1) % ring.vertices.len()];
    let (a_lat, a_lon) = (i64::from(a.lat_e7()), i64::from(a.lon_e7()));
    let span =
        (i64::from(b.lon_e7()) - a_lon + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
    let rise = i64::from(b.lat_e7()) - a_lat;
    match kind % 4 {
        0 => a,
        // A point of the edge's lattice, exactly on it where the edge has any.
        1 => {
            let steps = gcd(span.abs(), rise.abs()).max(1);
            let at = t.rem_euclid(steps + 1);
            position(a_lat + rise / steps * at, a_lon + span / steps * at)
        }
        2 => position(a_lat + rise / 2 + t % 3, a_lon + span / 2 + s % 3),
        _ => position(a_lat + t % 3_000_000, a_lon + s % 3_000_000),
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[allow(clippy::cast_possible_truncation, reason = "test sizes")]
fn offset((lat, lon): (i64, i64), angle: f64, reach: f64) -> Position {
    position(lat + (angle.sin() * reach) as i64, lon + (angle.cos() * reach) as i64)
}
