//! Convex hulls of positions.

use overfly_model::{Metres, Position, geodesy};

/// Twice what a geodesic between two points of the hull can stray from the straight line.
pub(crate) fn bulge(hull: &[Position]) -> Metres {
    let Some(&first) = hull.first() else { return Metres::ZERO };
    let radius =
        hull.iter().map(|p| geodesy::distance(first, *p)).fold(Metres::ZERO, Metres::max).value();
    let lat = hull.iter().map(|p| p.lat_deg().abs()).fold(0.0, f64::max).min(89.0).to_radians();
    let widest = 2.0 * radius;
    Metres::or_greatest(2.0 * widest * widest * (lat.tan() + 0.1) / (8.0 * geodesy::SEMI_MAJOR_M))
}

/// The convex hull in longitude and latitude, counter-clockwise (Andrew's monotone chain), exact.
pub(crate) fn convex_hull(points: &[Position]) -> Vec<Position> {
    const TURN: i64 = 3_600_000_000;
    let Some(first) = points.first().map(|p| i64::from(p.lon_e7())) else { return Vec::new() };
    let unwrapped = |p: &Position| {
        let lon = i64::from(p.lon_e7());
        (lon + ((first - lon) + TURN / 2).div_euclid(TURN) * TURN, i64::from(p.lat_e7()), *p)
    };
    let mut sorted: Vec<(i64, i64, Position)> = points.iter().map(unwrapped).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut lower = chain(sorted.iter().copied());
    let upper = chain(sorted.iter().rev().copied());
    lower.pop();
    lower.extend(upper.into_iter().take(sorted.len().max(1)));
    if lower.len() > 1 {
        lower.pop();
    }
    lower.into_iter().map(|(_, _, p)| p).collect()
}

fn chain(points: impl Iterator<Item = (i64, i64, Position)>) -> Vec<(i64, i64, Position)> {
    let mut chain: Vec<(i64, i64, Position)> = Vec::new();
    for p in points {
        while let [.., a, b] = chain.as_slice() {
            let turn = i128::from(b.0 - a.0) * i128::from(p.1 - a.1)
                - i128::from(b.1 - a.1) * i128::from(p.0 - a.0);
            if turn > 0 {
                break;
            }
            chain.pop();
        }
        chain.push(p);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::from_lat_lon_deg([lat, lon]).unwrap()
    }

    #[test]
    fn a_convex_hull_drops_what_lies_inside() {
        let hull =
            convex_hull(&[at(0.0, 0.0), at(1.0, 1.0), at(0.0, 2.0), at(0.2, 1.0), at(2.0, 1.0)]);
        assert_eq!(hull, [at(0.0, 0.0), at(0.0, 2.0), at(2.0, 1.0)]);
        assert_eq!(convex_hull(&[at(5.0, 5.0)]), [at(5.0, 5.0)]);
        assert_eq!(convex_hull(&[at(5.0, 5.0), at(6.0, 6.0)]).len(), 2);
        assert_eq!(convex_hull(&[at(-17.0, 179.0), at(-16.0, -179.0), at(-18.0, -179.0)]).len(), 3);
    }
}
