//! A circle on the ellipsoid: all points within a geodesic distance of its centre.

use overfly_model::geodesy;
use overfly_model::{Metres, Position};

use crate::frame::{self, Flat, Scale};
use crate::interval::Span;
use crate::path::Chord;
use crate::plane::{Bounds, Pt};

/// The border of a circle counts as inside, wider than any difference between platforms' maths.
const BORDER_M: f64 = 1e-3;
/// The sphere's distance is within 0.6 % of the ellipsoid's.
const SPHERE_M: f64 = 6_371_008.8;
const SPHERE_ERROR: f64 = 0.006;

/// How much of a box a disc holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    All,
    /// Perhaps all or nothing.
    Some,
    None,
}

#[derive(Clone, Debug)]
pub(crate) struct Disc {
    pub(crate) centre: Position,
    pub(crate) radius_m: f64,
    pub(crate) bounds: Bounds,
}

impl Disc {
    pub(crate) fn of(centre: Position, radius: Metres) -> Self {
        let at = Pt::of(centre);
        let radius_m = radius.value().max(0.0);
        Self {
            centre,
            radius_m,
            bounds: frame::reach(Bounds { low: at, high: at }, radius_m + BORDER_M),
        }
    }

    /// A certified cheap bound decides most points; the geodesic the rest.
    pub(crate) fn holds(&self, position: Position) -> bool {
        let [low, high] = distance_bounds(self.centre, position);
        if low > self.radius_m + BORDER_M {
            return false;
        }
        high <= self.radius_m
            || geodesy::distance(self.centre, position).value() <= self.radius_m + BORDER_M
    }

    /// How much of a box the disc holds: certain for all and nothing. From the middle of the box no
    /// point of it is farther than the box's diagonal, at its widest, is half long.
    pub(crate) fn reach(&self, cell: &Bounds) -> Reach {
        let middle = cell.middle();
        let half_m = Flat::of(cell.low, middle, Scale::greatest(cell)).length() + 0.1;
        let [low, high] = distance_bounds(self.centre, middle.position());
        if high + half_m <= self.radius_m {
            Reach::All
        } else if low - half_m > self.radius_m + BORDER_M {
            Reach::None
        } else {
            Reach::Some
        }
    }

    /// The stretch of a chord within `reach_m` of the disc; without reach, its border counts as inside.
    pub(crate) fn spans(&self, chord: &Chord, reach_m: f64) -> Option<Span> {
        let reach_m = self.radius_m + reach_m.max(BORDER_M);
        let [low, high] = distance_bounds(self.centre, chord.a.position());
        if low - chord.length_m * 1.01 > reach_m {
            return None;
        }
        if high + chord.length_m * 1.01 < reach_m {
            return Some([0.0, 1.0]);
        }
        let plane = CentredPlane::of(self.centre, chord);
        frame::within_disc(
            plane.start,
            plane.along,
            Flat { x: 0.0, y: 0.0 },
            reach_m + plane.error_m,
        )
    }

    /// The stretches of a line that is straight in longitude and latitude, of any length, in the disc: a
    /// centimetre too much at most, up to 85 degrees of latitude, and never too little.
    pub(crate) fn crossed(&self, chord: &Chord) -> Vec<Span> {
        let mut found = Vec::new();
        self.cross(&[chord.a, chord.b], [0.0, 1.0], &mut found);
        found
    }

    /// Halves a line until the geodesic tells.
    fn cross(&self, [a, b]: &[Pt; 2], [from, to]: Span, found: &mut Vec<Span>) {
        /// Straight in longitude and latitude and straight in the centre's plane are a millimetre apart.
        const SHORT_M: f64 = 200.0;
        const ROUNDING_M: f64 = 0.01;
        let Some(bounds) = Bounds::of([*a, *b]) else { return };
        // No point of the line is farther from its start.
        let length_m = Flat::of(*b, *a, Scale::greatest(&bounds)).length();
        let [mut low, mut high] = distance_bounds(self.centre, a.position());
        if low - length_m <= self.radius_m + ROUNDING_M && high + length_m >= self.radius_m {
            let distance_m = geodesy::distance(self.centre, a.position()).value();
            [low, high] = [distance_m - BORDER_M, distance_m + BORDER_M];
        }
        if low - length_m > self.radius_m + ROUNDING_M {
            return;
        }
        if high + length_m < self.radius_m {
            found.push([from, to]);
        } else if length_m <= SHORT_M {
            let chord = Chord { a: *a, b: *b, from_m: 0.0, length_m };
            let along = |t: f64| from + (to - from) * t;
            found.extend(self.spans(&chord, ROUNDING_M).map(|span| span.map(along)));
        } else {
            let (half, middle) =
                (Chord { a: *a, b: *b, from_m: 0.0, length_m }.at(0.5), f64::midpoint(from, to));
            self.cross(&[*a, half], [from, middle], found);
            self.cross(&[half, *b], [middle, to], found);
        }
    }

    /// The point of a chord nearest to the centre, and the greatest distance from it at an end.
    pub(crate) fn nearest_on(&self, chord: &Chord) -> (f64, f64, f64) {
        let plane = CentredPlane::of(self.centre, chord);
        let square = plane.along.dot(plane.along);
        let t = if square > 0.0 {
            (-plane.start.dot(plane.along) / square).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let near = plane.start.plus(plane.along, t).length();
        let far = plane.start.length().max(plane.start.plus(plane.along, 1.0).length());
        (t, near, far)
    }
}

/// The azimuthal equidistant plane of a centre: distances from the centre are true, and over a chord of
/// 2 km a geodesic is straight in it to `l^2 d / 8R^2` (4 mm at 1,000 km).
struct CentredPlane {
    start: Flat,
    along: Flat,
    error_m: f64,
}

impl CentredPlane {
    fn of(centre: Position, chord: &Chord) -> Self {
        let [start, end] = [chord.a, chord.b].map(|p| {
            let (distance, course) = geodesy::distance_and_course(centre, p.position());
            let (sin, cos) = course.deg().to_radians().sin_cos();
            Flat { x: distance.value() * sin, y: distance.value() * cos }
        });
        let far = start.length() + chord.length_m;
        let error_m = chord.length_m * chord.length_m * far / (8.0 * SPHERE_M * SPHERE_M);
        Self { start, along: end.minus(start), error_m }
    }
}

/// Certified bounds of the geodesic distance, from the haversine of a sphere.
fn distance_bounds(a: Position, b: Position) -> [f64; 2] {
    let (lat_a, lat_b) = (a.lat_deg().to_radians(), b.lat_deg().to_radians());
    let half = |from: f64, to: f64| ((to - from) / 2.0).sin();
    let (sin_lat, sin_lon) =
        (half(lat_a, lat_b), half(a.lon_deg().to_radians(), b.lon_deg().to_radians()));
    let h = (sin_lat * sin_lat + lat_a.cos() * lat_b.cos() * sin_lon * sin_lon).clamp(0.0, 1.0);
    let distance = 2.0 * SPHERE_M * h.sqrt().asin();
    // A centimetre for the rounding of small angles.
    [distance * (1.0 - SPHERE_ERROR) - 0.01, distance * (1.0 + SPHERE_ERROR) + 0.01]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheap_bound_holds_the_geodesic_distance() {
        for (lat, lon, to_lat, to_lon) in [
            (52.0, 4.0, 52.1, 4.1),
            (0.0, 0.0, 0.0, 0.001),
            (0.0, 179.9, 1.0, -179.9),
            (-80.0, 10.0, -60.0, 50.0),
        ] {
            let a = Position::from_lat_lon_deg([lat, lon]).unwrap();
            let b = Position::from_lat_lon_deg([to_lat, to_lon]).unwrap();
            let [low, high] = distance_bounds(a, b);
            let truth = geodesy::distance(a, b).value();
            assert!(low <= truth && truth <= high, "{low} {truth} {high}");
        }
    }

    #[test]
    fn a_point_on_the_border_is_inside() {
        let centre = Position::from_lat_lon_deg([52.0, 4.0]).unwrap();
        for course in 0..36 {
            let course = geodesy::Course::from_deg(f64::from(course) * 10.0);
            let at = geodesy::travel(centre, course, Metres::whole(3000));
            let distance = geodesy::distance(centre, at);
            assert!(Disc::of(centre, distance).holds(at));
            assert!(!Disc::of(centre, distance - Metres::new(0.002).unwrap()).holds(at));
        }
    }
}
