//! A circle as a place where data speaks.

use overfly_model::geodesy::{self, Course};
use overfly_model::{Metres, Outline, Position, Ring};

const CORNERS: u32 = 64;
/// Corners stay this share of the radius inside, for their rounding.
const INWARD: f64 = 0.999;
/// Of a larger circle, or one nearer to a pole, sides in longitude and latitude might leave it.
const LARGEST: Metres = Metres::whole(1_000_000);
const NEAREST_POLE_DEG: f64 = 85.0;

/// A polygon inside a circle, for coverage, which has to hold paths and areas whole; `None` for what is no
/// circle, and for circles too large for it. Errs towards a smaller one, by less than 0.3 % of the radius.
pub(crate) fn polygon(outline: &Outline) -> Option<Outline> {
    let Outline::Circle { centre, radius } = outline else { return None };
    if *radius > LARGEST {
        return None;
    }
    let corner = |i: u32| {
        let course = Course::from_deg(360.0 * f64::from(i) / f64::from(CORNERS));
        geodesy::travel(*centre, course, *radius * INWARD)
    };
    let corners: Vec<Position> = (0..CORNERS).map(corner).collect();
    let far = corners.iter().all(|corner| corner.lat_deg().abs() < NEAREST_POLE_DEG);
    far.then(|| Outline::Polygon { outer: Ring::short_way(corners), holes: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_polygon_inside_a_circle_stays_inside() {
        for (lat, radius) in [(0.0, 1_000_000), (52.0, 100), (60.0, 1_000_000), (84.0, 50_000)] {
            let centre = Position::from_lat_lon_deg([lat, 179.99]).unwrap();
            let radius = Metres::whole(radius);
            let outline = polygon(&Outline::Circle { centre, radius }).unwrap();
            let Outline::Polygon { outer, .. } = outline else { panic!("a polygon") };
            let next = outer.vertices.iter().cycle().skip(1);
            for (a, b) in outer.vertices.iter().zip(next) {
                for share in [0.0, 0.25, 0.5, 0.75] {
                    let east = (b.lon_deg() - a.lon_deg() + 540.0).rem_euclid(360.0) - 180.0;
                    let lat = a.lat_deg() + (b.lat_deg() - a.lat_deg()) * share;
                    let lon = (a.lon_deg() + east * share + 540.0).rem_euclid(360.0) - 180.0;
                    let on_side = Position::from_lat_lon_deg([lat, lon]).unwrap();
                    let off = geodesy::distance(centre, on_side).value() / radius.value();
                    assert!((0.995..1.0).contains(&off), "{lat} {lon}: {off}");
                }
            }
        }
    }

    #[test]
    fn a_circle_over_a_pole_has_no_polygon() {
        let centre = Position::from_lat_lon_deg([84.0, 10.0]).unwrap();
        assert_eq!(polygon(&Outline::Circle { centre, radius: Metres::whole(700_000) }), None);
    }
}
