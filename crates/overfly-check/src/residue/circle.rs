//! Circles as polygons, from outside and from inside.

use core::f64::consts::PI;

use overfly_model::geodesy::{self, Course};
use overfly_model::{Metres, Position, Ring};

/// Sides keep within this of the arc, up to 100 km of radius.
const SAGITTA_M: f64 = 0.025;
/// Corners are rounded to 1e-7 degree, and sides are straight in longitude and latitude, which takes a
/// side of 140 m (radius 100 km) up to 5 mm from its geodesic at 85 degrees.
const ROUNDING_M: f64 = 0.02;
const MOST_CORNERS: f64 = 5_000.0;
const LARGEST: Metres = Metres::whole(1_000_000);
const NEAREST_POLE_DEG: f64 = 85.0;

/// A polygon that holds the circle and keeps within 0.05 m of it (up to 100 km of radius); `None` for
/// one that is too large, or too near to a pole.
pub(super) fn outside(centre: Position, radius: Metres) -> Option<Ring> {
    let radius_m = radius.value().max(0.0);
    let corners = corners(radius_m);
    ring(centre, radius_m / (PI / corners).cos() + ROUNDING_M, corners)
}

/// A polygon within the circle that keeps within 0.05 m of it (up to 100 km of radius); `None` also for
/// a circle that holds none.
pub(super) fn inside(centre: Position, radius: Metres) -> Option<Ring> {
    let radius_m = radius.value() - ROUNDING_M;
    (radius_m > ROUNDING_M).then(|| ring(centre, radius_m, corners(radius_m)))?
}

/// How many corners; both polygons of one circle have their corners on the same courses.
fn corners(radius_m: f64) -> f64 {
    (PI * (radius_m / (2.0 * SAGITTA_M)).sqrt()).ceil().clamp(16.0, MOST_CORNERS)
}

fn ring(centre: Position, radius_m: f64, corners: f64) -> Option<Ring> {
    let radius = Metres::or_greatest(radius_m);
    if radius > LARGEST || centre.lat_deg().abs() > NEAREST_POLE_DEG {
        return None;
    }
    let mut vertices = Vec::new();
    let mut corner = 0.0;
    while corner < corners {
        vertices.push(geodesy::travel(centre, Course::from_deg(360.0 * corner / corners), radius));
        corner += 1.0;
    }
    let far = vertices.iter().all(|corner| corner.lat_deg().abs() < NEAREST_POLE_DEG);
    far.then(|| Ring::short_way(vertices))
}

#[cfg(test)]
mod tests {
    use overfly_index::Region;
    use overfly_model::Outline;

    use super::*;

    fn region(outer: Option<Ring>) -> Region {
        Region::of(&Outline::Polygon { outer: outer.unwrap(), holes: Vec::new() }).unwrap()
    }

    #[test]
    fn a_circle_lies_between_its_polygons_and_they_within_5_cm_of_it() {
        for (lat, radius_m) in
            [(0.0, 0.3), (52.0, 150.0), (-17.0, 5_000.0), (69.0, 45_000.0), (84.0, 80_000.0)]
        {
            let centre = Position::from_lat_lon_deg([lat, 179.99]).unwrap();
            let radius = Metres::new(radius_m).unwrap();
            let (outside, inside) =
                (region(outside(centre, radius)), region(inside(centre, radius)));
            for course in 0..720 {
                let course = Course::from_deg(f64::from(course) / 2.0 + 0.1);
                let at = |off: f64| {
                    geodesy::travel(centre, course, Metres::new(radius_m + off).unwrap())
                };
                // Rounding moves the points that are asked by 8 mm.
                assert!(outside.holds(at(0.0)) && !outside.holds(at(0.06)), "{lat} {radius_m}");
                assert!(inside.holds(at(-0.06)) && !inside.holds(at(0.0)), "{lat} {radius_m}");
            }
        }
    }

    #[test]
    fn a_circle_that_cannot_be_a_polygon_is_none() {
        let at = |lat| Position::from_lat_lon_deg([lat, 10.0]).unwrap();
        assert_eq!(outside(at(84.0), Metres::whole(700_000)), None);
        assert_eq!(outside(at(-89.0), Metres::whole(10)), None);
        assert_eq!(outside(at(0.0), Metres::whole(1_000_001)), None);
        assert_eq!(inside(at(0.0), Metres::ZERO), None);
        assert_eq!(inside(at(0.0), Metres::whole(-5)), None);
        assert!(outside(at(0.0), Metres::ZERO).is_some());
    }
}
