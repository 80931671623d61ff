//! The box round a zone, for lists.
//!
//! West may be greater than east where a zone crosses the antimeridian (RFC 7946, 5.2). Boxes are for
//! people and maps, not for decisions.

use overfly_model::geodesy::{ECCENTRICITY_2, SEMI_MAJOR_M};
use overfly_model::{LonReading, Metres, Outline, Part, Placement, Position, Ring, Zone};

/// West, south, east, north in degrees, as GeoJSON's `bbox`; `None` for a zone without a place.
pub(crate) fn bbox(zone: &Zone) -> Option<[f64; 4]> {
    let boxes = stated_parts(zone).filter_map(|part| outline_box(&part.outline));
    let [west, south, east, north] = boxes.reduce(hull)?;
    if east - west >= 360.0 {
        return Some([-180.0, south, 180.0, north].map(rounded));
    }
    Some([wrapped(west), south, wrapped(east), north].map(rounded))
}

/// The parts that stand in the file: not the second readings laid beside them.
pub(crate) fn stated_parts(zone: &Zone) -> impl Iterator<Item = &Part> {
    zone.parts.iter().filter(|part| matches!(part.placement, Placement::AsRead | Placement::Hull))
}

/// Vertices of all rings; a circle has none.
pub(crate) fn vertices(zone: &Zone) -> usize {
    let count = |part: &Part| match &part.outline {
        Outline::Polygon { outer, holes } => {
            outer.vertices.len() + holes.iter().map(|hole| hole.vertices.len()).sum::<usize>()
        }
        Outline::Circle { .. } | Outline::Unplaced => 0,
    };
    stated_parts(zone).map(count).sum()
}

fn outline_box(outline: &Outline) -> Option<[f64; 4]> {
    match outline {
        Outline::Polygon { outer, .. } => ring_box(outer),
        Outline::Circle { centre, radius } => Some(circle_box(*centre, *radius)),
        Outline::Unplaced => None,
    }
}

fn ring_box(ring: &Ring) -> Option<[f64; 4]> {
    let mut previous: Option<f64> = None;
    let points = ring.vertices.iter().map(|vertex| {
        let mut lon = vertex.lon_deg();
        if let (LonReading::ShortWay, Some(before)) = (ring.reading, previous) {
            lon += ((before - lon) / 360.0).round() * 360.0;
        }
        previous = Some(lon);
        [lon, vertex.lat_deg(), lon, vertex.lat_deg()]
    });
    points.reduce(plain_hull)
}

/// Not smaller than the circle: the radius counts on the least radius of curvature of the ellipsoid.
fn circle_box(centre: Position, radius: Metres) -> [f64; 4] {
    let least_curvature_m = SEMI_MAJOR_M * (1.0 - ECCENTRICITY_2);
    let angle = (radius.value().max(0.0) / least_curvature_m).min(core::f64::consts::PI);
    let (lat, lon) = (centre.lat_deg(), centre.lon_deg());
    let (south, north) = (lat - angle.to_degrees(), lat + angle.to_degrees());
    let ratio = angle.sin() / lat.to_radians().cos();
    let reach = if south <= -90.0 || north >= 90.0 || ratio >= 1.0 {
        180.0
    } else {
        ratio.asin().to_degrees()
    };
    [lon - reach, south.max(-90.0), lon + reach, north.min(90.0)]
}

/// The box round both, with the second moved by whole turns next to the first.
fn hull(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    let [west_a, _, east_a, _] = a;
    let [west_b, south_b, east_b, north_b] = b;
    let turns =
        ((f64::midpoint(west_a, east_a) - f64::midpoint(west_b, east_b)) / 360.0).round() * 360.0;
    plain_hull(a, [west_b + turns, south_b, east_b + turns, north_b])
}

fn plain_hull([w, s, e, n]: [f64; 4], [west, south, east, north]: [f64; 4]) -> [f64; 4] {
    [w.min(west), s.min(south), e.max(east), n.max(north)]
}

fn wrapped(lon: f64) -> f64 {
    if lon.abs() <= 180.0 { lon } else { (lon + 180.0).rem_euclid(360.0) - 180.0 }
}

fn rounded(deg: f64) -> f64 {
    (deg * 1e7).round() / 1e7
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::from_lat_lon_deg([lat, lon]).unwrap()
    }

    #[test]
    fn a_ring_across_the_antimeridian_has_its_west_east_of_its_east() {
        let ring = Ring::short_way(vec![at(-17.0, 179.0), at(-17.0, -179.0), at(-18.0, 180.0)]);
        let [west, south, east, north] = ring_box(&ring).unwrap();
        let degrees = [wrapped(west), south, wrapped(east), north].map(|deg| format!("{deg:.7}"));
        assert_eq!(degrees, ["179.0000000", "-18.0000000", "-179.0000000", "-17.0000000"]);
    }

    #[test]
    fn the_box_of_a_circle_holds_the_points_at_its_radius() {
        use overfly_model::geodesy::{Course, travel};
        let (centre, radius) = (at(60.0, 25.0), Metres::whole(30_000));
        let [west, south, east, north] = circle_box(centre, radius);
        for deg in 0..360 {
            let p = travel(centre, Course::from_deg(f64::from(deg)), radius);
            assert!(
                west <= p.lon_deg()
                    && p.lon_deg() <= east
                    && south <= p.lat_deg()
                    && p.lat_deg() <= north
            );
        }
    }
}
