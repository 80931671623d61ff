//! A flat frame in metres that never shows two points farther apart than they are.
//!
//! Longitude and latitude are each scaled by a constant, so straight stays straight. The constants are
//! the smallest scales of the neighbourhood, so a length in the frame is at most the length of any path
//! between the points inside the neighbourhood: "within the margin" errs towards yes, by less than
//! `tan(latitude)` times the neighbourhood's height over the Earth's radius.

#![allow(clippy::many_single_char_names, reason = "points and vectors of a kernel: a, b, d, u, v")]

use overfly_model::geodesy::{ECCENTRICITY_2, SEMI_MAJOR_M};

use crate::plane::{Bounds, Pt};

/// Radians in 1e-7 degree.
const RAD: f64 = core::f64::consts::PI / 180.0 * 1e-7;
/// 90 degrees.
const POLE: i64 = 900_000_000;

/// Metres of one 1e-7 degree of longitude and of latitude.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Scale {
    /// The smallest scales inside `bounds`.
    pub(crate) fn least(bounds: &Bounds) -> Self {
        Self { x: parallel(bounds.greatest_lat()), y: meridian(bounds.smallest_lat()) }
    }

    /// The greatest scales inside `bounds`.
    pub(crate) fn greatest(bounds: &Bounds) -> Self {
        Self { x: parallel(bounds.smallest_lat()), y: meridian(bounds.greatest_lat()) }
    }
}

/// Metres of 1e-7 degree along the parallel at a latitude.
fn parallel(lat_e7: i64) -> f64 {
    let (sin, cos) = radians(lat_e7.min(POLE)).sin_cos();
    SEMI_MAJOR_M * cos.max(0.0) / (1.0 - ECCENTRICITY_2 * sin * sin).sqrt() * RAD
}

/// Metres of 1e-7 degree along the meridian at a latitude.
fn meridian(lat_e7: i64) -> f64 {
    let sin = radians(lat_e7.min(POLE)).sin();
    SEMI_MAJOR_M * (1.0 - ECCENTRICITY_2) / (1.0 - ECCENTRICITY_2 * sin * sin).powf(1.5) * RAD
}

#[allow(clippy::cast_precision_loss, reason = "coordinates have 33 bits")]
pub(crate) fn radians(e7: i64) -> f64 {
    e7 as f64 * RAD
}

/// `bounds` with everything that lies within `metres` of it; all longitudes where that reaches a pole.
pub(crate) fn reach(bounds: Bounds, metres: f64) -> Bounds {
    // The meridian is shortest per degree at the equator.
    let up = units(metres / meridian(0));
    let tall = bounds.widened(Pt { x: 0, y: up });
    let per_unit = parallel(tall.greatest_lat());
    let out = if tall.greatest_lat() >= POLE || per_unit <= 0.0 {
        2 * crate::plane::TURN
    } else {
        units(metres / per_unit)
    };
    tall.widened(Pt { x: out.min(2 * crate::plane::TURN), y: 0 })
}

/// A number of units, rounded up, within what fits.
#[allow(clippy::cast_possible_truncation, reason = "clamped to two turns")]
fn units(value: f64) -> i64 {
    if value.is_finite() {
        value.ceil().clamp(0.0, 7.2e9) as i64 + 1
    } else {
        2 * crate::plane::TURN
    }
}

/// A point or vector of the flat frame, metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Flat {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Flat {
    #[allow(clippy::cast_precision_loss, reason = "differences of coordinates have 34 bits")]
    pub(crate) fn of(pt: Pt, origin: Pt, scale: Scale) -> Self {
        Self { x: (pt.x - origin.x) as f64 * scale.x, y: (pt.y - origin.y) as f64 * scale.y }
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }

    pub(crate) fn plus(self, other: Self, times: f64) -> Self {
        Self { x: self.x + other.x * times, y: self.y + other.y * times }
    }

    pub(crate) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    pub(crate) fn length(self) -> f64 {
        self.x.hypot(self.y)
    }
}

/// The stretch of the segment from `a` along `d` (as fractions) that lies within `radius` of `centre`.
pub(crate) fn within_disc(a: Flat, d: Flat, centre: Flat, radius: f64) -> Option<[f64; 2]> {
    let from_centre = a.minus(centre);
    let (square, half, rest) =
        (d.dot(d), from_centre.dot(d), from_centre.dot(from_centre) - radius * radius);
    if square <= 0.0 {
        return (rest <= 0.0).then_some([0.0, 1.0]);
    }
    let discriminant = half * half - square * rest;
    if discriminant < 0.0 {
        return None;
    }
    let root = discriminant.sqrt();
    crate::interval::clip([(-half - root) / square, (-half + root) / square])
}

/// The stretch of the segment from `a` along `d` that lies within `radius` of the segment `u v`: a
/// stadium, which is convex, so it is one stretch.
pub(crate) fn within_stadium(a: Flat, d: Flat, [u, v]: [Flat; 2], radius: f64) -> Option<[f64; 2]> {
    let caps = [within_disc(a, d, u, radius), within_disc(a, d, v, radius)];
    let body = within_body(a, d, [u, v], radius);
    caps.into_iter().chain([body]).flatten().reduce(|p, q| [p[0].min(q[0]), p[1].max(q[1])])
}

/// The stretch inside the rectangle that a stadium has between its caps.
fn within_body(a: Flat, d: Flat, [u, v]: [Flat; 2], radius: f64) -> Option<[f64; 2]> {
    let edge = v.minus(u);
    let length = edge.length();
    if length <= 0.0 {
        return None;
    }
    let e = Flat { x: edge.x / length, y: edge.y / length };
    let n = Flat { x: -e.y, y: e.x };
    let from = a.minus(u);
    let along = slab(from.dot(e), d.dot(e), [0.0, length])?;
    let across = slab(from.dot(n), d.dot(n), [-radius, radius])?;
    crate::interval::clip([along[0].max(across[0]), along[1].min(across[1])])
}

/// Where `start + t * slope` lies between two bounds.
fn slab(start: f64, slope: f64, [low, high]: [f64; 2]) -> Option<[f64; 2]> {
    if slope == 0.0 {
        return (start >= low && start <= high).then_some([f64::NEG_INFINITY, f64::INFINITY]);
    }
    let (s, t) = ((low - start) / slope, (high - start) / slope);
    Some([s.min(t), s.max(t)])
}

/// The stretch of the segment `u v`, as fractions, inside the box `low high` of the frame.
pub(crate) fn clip_to_box([u, v]: [Flat; 2], [low, high]: [Flat; 2]) -> Option<[f64; 2]> {
    let d = v.minus(u);
    let x = slab(u.x, d.x, [low.x, high.x])?;
    let y = slab(u.y, d.y, [low.y, high.y])?;
    crate::interval::clip([x[0].max(y[0]), x[1].min(y[1])])
}

/// The points of two segments nearest to each other, as fractions of each.
pub(crate) fn closest([a, b]: [Flat; 2], [u, v]: [Flat; 2]) -> [f64; 2] {
    let (d, e) = (b.minus(a), v.minus(u));
    let onto = |p: Flat, from: Flat, along: Flat| {
        let square = along.dot(along);
        if square <= 0.0 { 0.0 } else { (p.minus(from).dot(along) / square).clamp(0.0, 1.0) }
    };
    let gap = |[s, t]: [f64; 2]| a.plus(d, s).minus(u.plus(e, t)).length();
    let ends =
        [[0.0, onto(a, u, e)], [1.0, onto(b, u, e)], [onto(u, a, d), 0.0], [onto(v, a, d), 1.0]];
    let denominator = d.x * e.y - d.y * e.x;
    let from = u.minus(a);
    let meet =
        [(from.x * e.y - from.y * e.x) / denominator, (from.x * d.y - from.y * d.x) / denominator];
    if meet.iter().all(|t| (0.0..=1.0).contains(t)) {
        return meet;
    }
    ends.into_iter().min_by(|p, q| gap(*p).total_cmp(&gap(*q))).unwrap_or([0.0, 0.0])
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "these quotients are exact")]
mod tests {
    use super::*;

    fn f(x: f64, y: f64) -> Flat {
        Flat { x, y }
    }

    #[test]
    fn a_stadium_is_met_where_the_distance_is_within_its_radius() {
        let edge = [f(0.0, 0.0), f(10.0, 0.0)];
        assert_eq!(within_stadium(f(5.0, -20.0), f(0.0, 40.0), edge, 10.0), Some([0.25, 0.75]));
        assert_eq!(
            within_stadium(f(-30.0, 0.0), f(60.0, 0.0), edge, 5.0),
            Some([25.0 / 60.0, 45.0 / 60.0])
        );
        assert_eq!(within_stadium(f(-30.0, 5.1), f(60.0, 0.0), edge, 5.0), None);
        assert_eq!(within_stadium(f(3.0, 4.0), f(0.0, 0.0), edge, 5.0), Some([0.0, 1.0]));
    }

    #[test]
    fn crossing_segments_are_nearest_where_they_cross() {
        assert_eq!(closest([f(0.0, 0.0), f(10.0, 0.0)], [f(5.0, -5.0), f(5.0, 5.0)]), [0.5, 0.5]);
        assert_eq!(closest([f(0.0, 0.0), f(10.0, 0.0)], [f(12.0, 1.0), f(20.0, 9.0)]), [1.0, 0.0]);
        assert_eq!(closest([f(0.0, 0.0), f(0.0, 0.0)], [f(-5.0, 3.0), f(5.0, 3.0)]), [0.0, 0.5]);
    }

    #[test]
    fn the_frame_never_shows_points_farther_apart_than_they_are() {
        let a = overfly_model::Position::from_lat_lon_deg([60.0, 24.0]).unwrap();
        let b = overfly_model::Position::from_lat_lon_deg([60.02, 24.05]).unwrap();
        let bounds = Bounds::of([Pt::of(a), Pt::of(b)]).unwrap();
        let truth = overfly_model::geodesy::distance(a, b).value();
        let low = Flat::of(Pt::of(b), Pt::of(a), Scale::least(&bounds)).length();
        let high = Flat::of(Pt::of(b), Pt::of(a), Scale::greatest(&bounds)).length();
        assert!(
            low <= truth && truth <= high && high - low < 0.002 * truth,
            "{low} {truth} {high}"
        );
    }
}
