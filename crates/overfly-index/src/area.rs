//! Areas of a flight.

use overfly_model::geodesy::{self, Course};
use overfly_model::{Metres, Position};

use crate::path::Path;
use crate::plane::{Bounds, Pt};
use crate::ring::{PlaneRing, Side};

/// An area that a flight may use: everything inside a ring of geodesics, by non-zero winding.
#[derive(Clone, Debug)]
pub struct Area {
    border: Path,
    ring: PlaneRing,
}

impl Area {
    /// The area inside a ring; edges are geodesics, the short way round. `None` without positions, and
    /// for a ring that goes round a pole, which has no inside in longitude and latitude.
    pub fn inside(ring: &[Position]) -> Option<Self> {
        let border = Path::round(ring)?;
        let points: Vec<Pt> = border.chords().iter().map(|chord| chord.a).collect();
        let closes = border.chords().last().map(|chord| chord.b) == points.first().copied();
        Some(Self { ring: PlaneRing::from_points(points)?, border }).filter(|_| closes)
    }

    /// An area that holds every point within `radius` of `centre`: a polygon round the circle, at most
    /// 0.2 m wider than it up to 2.5 km of radius, and 2e-5 of the radius more beyond.
    pub fn round(centre: Position, radius: Metres) -> Option<Self> {
        Self::inside(&Self::corners_round(centre, radius, corners(radius.value().max(0.0))))
    }

    /// The corners of a regular polygon that holds every point within `radius` of `centre`; at least
    /// three.
    pub fn corners_round(centre: Position, radius: Metres, corners: u32) -> Vec<Position> {
        let corners = corners.max(3);
        let step = core::f64::consts::PI / f64::from(corners);
        // The sides of the polygon touch the circle; the rest is for chords that stray from their
        // geodesics and for the rounding of the corners.
        let out = Metres::or_greatest(radius.value().max(0.0) / step.cos() + 0.12);
        let corner = |i: u32| {
            geodesy::travel(
                centre,
                Course::from_deg(360.0 * f64::from(i) / f64::from(corners)),
                out,
            )
        };
        (0..corners).map(corner).collect()
    }

    /// Whether the area holds a position, border included.
    pub fn holds(&self, position: Position) -> bool {
        self.holds_point(Pt::of(position))
    }

    pub(crate) fn holds_point(&self, p: Pt) -> bool {
        (-2..=2).any(|turn| self.ring.side(p.turned(turn)) != Side::Outside)
    }

    /// The greatest distance from the equator, degrees.
    pub fn greatest_lat_deg(&self) -> f64 {
        self.border.greatest_lat_deg()
    }

    /// Its border.
    pub fn border(&self) -> &Path {
        &self.border
    }

    pub(crate) fn bounds(&self) -> Bounds {
        self.border.bounds()
    }
}

/// How many corners keep the sides within 0.05 m, or 500 for large circles.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 16..500")]
fn corners(radius_m: f64) -> u32 {
    (core::f64::consts::PI * (radius_m / 0.1).sqrt()).ceil().clamp(16.0, 500.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_polygon_round_a_circle_holds_the_circle() {
        let centre = Position::from_lat_lon_deg([78.2, 15.5]).unwrap();
        for radius in [1, 150, 5_000, 40_000] {
            let area = Area::round(centre, Metres::whole(radius)).unwrap();
            for course in 0..360 {
                let course = Course::from_deg(f64::from(course) + 0.5);
                assert!(
                    area.holds(geodesy::travel(centre, course, Metres::whole(radius))),
                    "{radius} {course:?}"
                );
                let outside = Metres::whole(radius) * 1.000_1 + Metres::new(0.2).unwrap();
                assert!(
                    !area.holds(geodesy::travel(centre, course, outside)),
                    "{radius} {course:?}"
                );
            }
        }
    }

    #[test]
    fn an_area_across_the_antimeridian_holds_both_sides() {
        let ring = [[-17.0, 179.0], [-17.0, -179.0], [-16.0, -179.0], [-16.0, 179.0]]
            .map(|p| Position::from_lat_lon_deg(p).unwrap());
        let area = Area::inside(&ring).unwrap();
        for (lon, inside) in
            [(179.5, true), (180.0, true), (-180.0, true), (-179.5, true), (0.0, false)]
        {
            assert_eq!(
                area.holds(Position::from_lat_lon_deg([-16.5, lon]).unwrap()),
                inside,
                "{lon}"
            );
        }
    }

    #[test]
    fn a_ring_round_a_pole_has_no_inside() {
        let ring =
            [0.0, 90.0, 180.0, -90.0].map(|lon| Position::from_lat_lon_deg([85.0, lon]).unwrap());
        assert!(Area::inside(&ring).is_none());
    }
}
