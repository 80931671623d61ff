//! Distances and courses on the WGS84 ellipsoid (Karney 2013, through `geographiclib-rs`).

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};

use crate::{Metres, Position};

/// Semi-major axis of WGS84, metres.
pub const SEMI_MAJOR_M: f64 = 6_378_137.0;
/// First eccentricity of WGS84, squared.
pub const ECCENTRICITY_2: f64 = 6.694_379_990_141_317e-3;

/// Geodesic distance; exact to well below a millimetre, about 2 microseconds a call.
pub fn distance(from: Position, to: Position) -> Metres {
    let s12: f64 =
        Geodesic::wgs84().inverse(from.lat_deg(), from.lon_deg(), to.lat_deg(), to.lon_deg());
    Metres::or_greatest(s12)
}

/// Geodesic distance and the forward course at `from`, degrees clockwise from north in (-180, 180].
pub fn distance_and_course(from: Position, to: Position) -> (Metres, Course) {
    let (s12, azi1, _, _): (f64, f64, f64, f64) =
        Geodesic::wgs84().inverse(from.lat_deg(), from.lon_deg(), to.lat_deg(), to.lon_deg());
    (Metres::or_greatest(s12), Course(azi1))
}

/// The point `distance` along the geodesic that leaves `from` on `course`, rounded to 1e-7 degree.
pub fn travel(from: Position, course: Course, distance: Metres) -> Position {
    let (lat, lon): (f64, f64) =
        Geodesic::wgs84().direct(from.lat_deg(), from.lon_deg(), course.0, distance.value());
    Position::nearest_lat_lon_deg([lat, lon])
}

/// A course in degrees clockwise from true north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course(f64);

impl Course {
    /// A course from degrees; not finite becomes north.
    pub fn from_deg(deg: f64) -> Self {
        Self(if deg.is_finite() { deg } else { 0.0 })
    }

    /// Degrees clockwise from north.
    pub const fn deg(self) -> f64 {
        self.0
    }

    /// One of the eight compass words, for people.
    pub fn compass(self) -> &'static str {
        const WORDS: [&str; 8] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the remainder lies in 0..8"
        )]
        let sector = ((self.0 / 45.0).round().rem_euclid(8.0)) as usize;
        WORDS.get(sector).copied().unwrap_or("N")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_degree_of_meridian_at_the_equator_is_110_574_metres() {
        let a = Position::from_lat_lon_deg([0.0, 0.0]).unwrap();
        let b = Position::from_lat_lon_deg([1.0, 0.0]).unwrap();
        assert!((distance(a, b).value() - 110_574.389).abs() < 0.01);
    }

    #[test]
    fn travelling_a_measured_leg_arrives() {
        let a = Position::from_lat_lon_deg([52.3, 4.7]).unwrap();
        let b = Position::from_lat_lon_deg([52.31, 4.72]).unwrap();
        let (length, course) = distance_and_course(a, b);
        let c = travel(a, course, length);
        assert!((c.lat_e7() - b.lat_e7()).abs() <= 1 && (c.lon_e7() - b.lon_e7()).abs() <= 1);
        assert_eq!(course.compass(), "NE");
    }

    #[test]
    fn plus_and_minus_180_are_one_meridian() {
        let a = Position::from_lat_lon_deg([-17.0, 180.0]).unwrap();
        let b = Position::from_lat_lon_deg([-17.0, -180.0]).unwrap();
        assert!(distance(a, b).value() < 1e-6);
    }
}
