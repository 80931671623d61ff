//! Long edges, which may mean a line straight in longitude and latitude or a geodesic.
//!
//! The zone counts with what lies between the two, the areas without. An edge that an area shares with
//! the zone is the same line in both, whatever it means, and so is one between two areas.

use std::collections::BTreeSet;

use overfly_model::{Extent, Metres, Outline, Position, Ring, geodesy};

use super::frame::{degrees, e7, meridian_m, parallel_m, unfolded};

/// Edges over 45 degrees of longitude mean what they say.
const LONGEST_E7: i64 = 450_000_000;
const TURN_E7: i64 = 3_600_000_000;
const RADIUS_M: f64 = 6_400_000.0;
/// What strays less is added to the reach of the flight.
pub(super) const LITTLE_M: f64 = 0.05;
/// How far the pieces of a geodesic may stray from it.
const PIECES_M: f64 = 0.02;
const MOST_PIECES: f64 = 2_000.0;

/// An edge, with the inside of its ring to the left.
type Edge = [Position; 2];

/// The long edges near the flight, of the zone and of the areas.
#[derive(Debug)]
pub(super) struct LongEdges {
    near: Extent,
    zone: BTreeSet<Edge>,
    areas: BTreeSet<Edge>,
    /// The most that one strays near the flight.
    pub(super) most: Metres,
}

impl LongEdges {
    pub(super) fn of(zone: &[&Outline], areas: &[&Outline], near: Extent) -> Self {
        let most = zone.iter().chain(areas).flat_map(|outline| rings(outline));
        let most = most.flat_map(|ring| strays(ring, near)).map(|(_, stray)| stray);
        let edges = |outlines: &[&Outline]| {
            let outer = outlines.iter().flat_map(|outline| rings(outline).take(1));
            outer.flat_map(|ring| long_edges(ring, near)).collect()
        };
        Self {
            near,
            most: Metres::or_greatest(most.fold(0.0, f64::max)),
            zone: edges(zone),
            areas: edges(areas),
        }
    }

    /// What a ring of the zone may gain.
    pub(super) fn of_zone(&self, outer: &Ring) -> Vec<Ring> {
        self.lenses(outer, |edge| self.areas.contains(edge))
    }

    /// What a hole of the zone may lose.
    pub(super) fn of_hole(&self, hole: &Ring) -> Vec<Ring> {
        self.lenses(hole, |_| false)
    }

    /// What an area may lose.
    pub(super) fn of_area(&self, area: &Ring) -> Vec<Ring> {
        self.lenses(area, |edge| {
            let [from, to] = *edge;
            self.zone.contains(edge) || self.areas.contains(&[to, from])
        })
    }

    fn lenses(&self, ring: &Ring, shared: impl Fn(&Edge) -> bool) -> Vec<Ring> {
        let edges = long_edges(ring, self.near).into_iter().filter(|edge| !shared(edge));
        edges.map(lens).collect()
    }
}

/// What the border of a box strays, if it becomes an edge of what is left, and half as much again for
/// the box that is so much larger.
pub(super) fn of_border(extent: Extent) -> Metres {
    let ([west, east], lat) = (extent.lon_deg().map(e7), extent.lat_deg().map(e7));
    let sides = lat.map(|lat| bulge([[west, lat], [east, lat]]));
    Metres::or_greatest(sides.into_iter().fold(0.0, f64::max) * 1.5)
}

/// The outer ring first.
fn rings(outline: &Outline) -> impl Iterator<Item = &Ring> {
    let (outer, holes) = match outline {
        Outline::Polygon { outer, holes } => (Some(outer), holes.as_slice()),
        Outline::Circle { .. } | Outline::Unplaced => (None, [].as_slice()),
    };
    outer.into_iter().chain(holes)
}

/// What lies between the two readings of an edge.
fn lens([from, to]: Edge) -> Ring {
    let (length, course) = geodesy::distance_and_course(from, to);
    let ends = [from, to].map(|p| [i64::from(p.lon_e7()), i64::from(p.lat_e7())]);
    let pieces = (bulge(short_way(ends)) / PIECES_M).sqrt().ceil().clamp(2.0, MOST_PIECES);
    let mut vertices = vec![from];
    let mut piece = 1.0;
    while piece < pieces {
        vertices.push(geodesy::travel(from, course, length * (piece / pieces)));
        piece += 1.0;
    }
    vertices.push(to);
    Ring::short_way(vertices)
}

fn short_way([[ax, ay], [bx, by]]: [[i64; 2]; 2]) -> [[i64; 2]; 2] {
    let east = (bx - ax + TURN_E7 / 2).rem_euclid(TURN_E7) - TURN_E7 / 2;
    [[ax, ay], [ax + east, by]]
}

/// The edges of a ring that stray near the flight, its inside to their left.
fn long_edges(ring: &Ring, near: Extent) -> Vec<Edge> {
    let edges: Vec<Edge> =
        strays(ring, near).filter(|(_, stray)| *stray > LITTLE_M).map(|(edge, _)| edge).collect();
    if edges.is_empty() || runs_left(ring) {
        return edges;
    }
    edges.into_iter().map(|[from, to]| [to, from]).collect()
}

/// The edges, and how far each strays from its geodesic near the flight.
fn strays(ring: &Ring, near: Extent) -> impl Iterator<Item = (Edge, f64)> {
    let [lat, lon] = [near.lat_deg(), near.lon_deg()].map(|span| span.map(e7));
    let points: Vec<_> = ring.vertices.iter().copied().zip(unfolded(ring)).collect();
    let next = points.clone().into_iter().cycle().skip(1);
    points
        .into_iter()
        .zip(next)
        .map(move |((from, a), (to, b))| ([from, to], within([a, b], lat, lon)))
}

fn runs_left(ring: &Ring) -> bool {
    let points = unfolded(ring);
    let next = points.iter().cycle().skip(1);
    let twice = points.iter().zip(next).map(|([ax, ay], [bx, by])| {
        i128::from(*ax) * i128::from(*by) - i128::from(*ay) * i128::from(*bx)
    });
    twice.sum::<i128>() >= 0
}

/// What an edge strays inside a box: a parabola, nothing at its ends and greatest in its middle.
fn within(edge: [[i64; 2]; 2], lat: [i64; 2], lon: [i64; 2]) -> f64 {
    let whole = bulge(edge);
    if whole < LITTLE_M / 10.0 {
        return whole;
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
fn share([[ax, ay], [bx, by]]: [[i64; 2]; 2], lon: [i64; 2], lat: [i64; 2]) -> Option<f64> {
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
