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
