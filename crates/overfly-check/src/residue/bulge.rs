//! How far long edges of the zone and of the areas stray from their geodesics near the flight.

use overfly_model::{Extent, Metres, Outline};

use super::frame::{degrees, e7, meridian_m, parallel_m, unfolded};

/// Edges over 45 degrees of longitude mean what they say.
const LONGEST_E7: i64 = 450_000_000;
const TURN_E7: i64 = 3_600_000_000;
const RADIUS_M: f64 = 6_400_000.0;

/// The most that an edge strays from its geodesic inside the box. Pieces of a cut edge stray less than
/// the whole, so what is left of a zone does not tell.
pub(super) fn greatest<'a>(
    outlines: impl IntoIterator<Item = &'a &'a Outline>,
    near: Extent,
) -> Metres {
    let [lat, lon] = [near.lat_deg(), near.lon_deg()].map(|span| span.map(e7));
    let mut most = 0.0_f64;
    for outline in outlines {
        let Outline::Polygon { outer, holes } = outline else { continue };
        for ring in [outer].into_iter().chain(holes) {
            let points = unfolded(ring);
            for (a, b) in points.iter().zip(points.iter().cycle().skip(1)) {
                most = most.max(within([*a, *b], lat, lon));
            }
        }
    }
    Metres::or_greatest(most)
}

/// What an edge strays inside a box: a parabola, nothing at its ends and greatest in its middle.
fn within(edge: [[i64; 2]; 2], lat: [i64; 2], lon: [i64; 2]) -> f64 {
    let whole = bulge(edge);
    if whole < 0.001 {
        return 0.0;
    }
    let up = units(whole / meridian_m(0));
    let farthest = lat.map(i64::abs).into_iter().max().unwrap_or(0) + up;
    let out = units(whole / parallel_m(farthest.min(890_000_000)));
    let shares = (-2..=2).filter_map(|turn| {
        let [west, east] = lon.map(|lon| lon + turn * TURN_E7);
        share(edge, [west - out, east + out], [lat[0] - up, lat[1] + up])
    });
    shares.fold(0.0, f64::max) * whole
}

/// The greatest height, of 1, that the parabola over an edge reaches inside a box.
fn share([a, b]: [[i64; 2]; 2], lon: [i64; 2], lat: [i64; 2]) -> Option<f64> {
    let [ax, ay] = a;
    let [bx, by] = b;
    let across = slab(ax, bx, lon)?;
    let along = slab(ay, by, lat)?;
    let (s, t) = (across[0].max(along[0]).max(0.0), across[1].min(along[1]).min(1.0));
    if s > t {
        return None;
    }
    let height = |s: f64| 4.0 * s * (1.0 - s);
    Some(if s <= 0.5 && t >= 0.5 { 1.0 } else { height(s).max(height(t)) })
}

fn slab(from: i64, to: i64, [low, high]: [i64; 2]) -> Option<[f64; 2]> {
    if from == to {
        return (from >= low && from <= high).then_some([0.0, 1.0]);
    }
    let at = |limit: i64| degrees(limit - from) / degrees(to - from);
    let (s, t) = (at(low), at(high));
    Some([s.min(t), s.max(t)])
}

/// How far an edge that is straight in longitude and latitude strays from the geodesic between its
/// ends: an eighth of the acceleration it has on the sphere when run through in unit time, with 5 % for
/// the ellipsoid, as in the index.
fn bulge([[ax, ay], [bx, by]]: [[i64; 2]; 2]) -> f64 {
    let (dx, dy) = ((ax - bx).abs(), (ay - by).abs());
    if dx > LONGEST_E7 {
        return 0.0;
    }
    let opposite = ay.signum() * by.signum() <= 0;
    let flattest = if opposite { 0 } else { ay.abs().min(by.abs()) };
    let [dx, dy, steepest, widest] =
        [dx, dy, ay.abs().max(by.abs()), flattest].map(|e7| degrees(e7).to_radians());
    let (steepest, widest) = (steepest.sin(), widest.cos());
    RADIUS_M * 1.05 / 8.0 * (steepest * widest * dx * dx).hypot(2.0 * steepest * dx * dy)
}

/// Radians as units of 1e-7 degree, rounded up.
#[allow(clippy::cast_possible_truncation, reason = "clamped to a turn")]
fn units(radians: f64) -> i64 {
    (radians.to_degrees() * 1e7).ceil().clamp(0.0, 3.6e9) as i64 + 1
}
