//! The area round the blocked part of a flight: a circle where that is small, else a convex polygon.

use overfly_check::{DecisionFinding, DerivedPiece};
use overfly_model::geodesy::{Course, distance, travel};
use overfly_model::{Flight, Footprint, Metres, Piece, Position};
use toml::Value;

use super::form;

/// A larger circle would lift much beside a long stretch.
const LARGEST_CIRCLE_M: f64 = 500.0;
/// Corners round each point of a polygon.
const CORNERS: u32 = 8;

/// A point of the blocked part, and how far the aircraft may be from it beside its margin.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    at: Position,
    radius: Metres,
}

/// The points that span what a finding blocks: its stretch of a path, or all of an area.
pub fn reaches(finding: &DecisionFinding, flight: &Flight, derived: &[DerivedPiece]) -> Vec<Reach> {
    let Some(name) = finding.piece else { return Vec::new() };
    let stated = flight.pieces.iter().find(|piece| {
        (piece.kind, piece.index, piece.derived) == (name.kind, name.index, name.derived)
    });
    let buffer = stated.map_or(Metres::ZERO, |piece| piece.buffer.max(Metres::ZERO));
    let points = |points: Vec<Position>| {
        points.into_iter().map(|at| Reach { at, radius: buffer }).collect::<Vec<_>>()
    };
    match (finding.span, stated) {
        (Some(span), Some(piece)) => points([span.to_vec(), bends(piece, finding.along)].concat()),
        (None, Some(piece)) => match &piece.footprint {
            Footprint::Path(path) | Footprint::Polygon(path) => points(path.clone()),
            Footprint::Circle { centre, radius } => {
                vec![Reach { at: *centre, radius: *radius + buffer }]
            }
        },
        (span, None) => {
            let same = derived.iter().filter(|one| one.piece == name);
            let corners: Vec<Position> = same.flat_map(|one| one.corners.clone()).collect();
            // The stretch of a way of two points lies between them.
            match span {
                Some(span) if corners.len() <= 2 => points(span.to_vec()),
                _ => points(corners),
            }
        }
    }
}

/// The points of a path between the ends of a stretch.
fn bends(piece: &Piece, along: Option<[Metres; 2]>) -> Vec<Position> {
    let (Footprint::Path(path), Some([from, until])) = (&piece.footprint, along) else {
        return Vec::new();
    };
    let mut flown = Metres::ZERO;
    let mut before: Option<Position> = None;
    let mut within = Vec::new();
    for at in path {
        flown = flown + before.map_or(Metres::ZERO, |before| distance(before, *at));
        before = Some(*at);
        if flown >= from && flown <= until {
            within.push(*at);
        }
    }
    within
}

/// The area of everything within `beside` of the points, as a waiver writes it. `None` where no polygon
/// holds them all in a plain way: without points, or half round the Earth.
pub fn around(reaches: &[Reach], beside: Metres) -> Option<Value> {
    let lats = reaches.iter().map(|reach| reach.at.lat_e7());
    let lons = reaches.iter().map(|reach| reach.at.lon_e7());
    let (south, north) = (lats.clone().min()?, lats.max()?);
    let (west, east) = (lons.clone().min()?, lons.max()?);
    if i64::from(east) - i64::from(west) > 900_000_000 {
        return None;
    }
    let middle = |a: i32, b: i32| f64::midpoint(f64::from(a), f64::from(b)) / 1e7;
    let centre = short([middle(south, north), middle(west, east)]);
    let reach = |one: &Reach| (distance(centre, one.at) + one.radius).value();
    let farthest = reaches.iter().map(reach).fold(0.0, f64::max);
    if farthest <= LARGEST_CIRCLE_M {
        let radius = ((farthest + beside.value()) / 10.0).ceil() * 10.0;
        return Some(form::circle(centre, Metres::new(radius).ok()?));
    }
    let corners: Vec<Position> = reaches.iter().flat_map(|one| round(*one, beside)).collect();
    let hull = hull(corners);
    (hull.len() >= 3).then(|| form::polygon(&hull))
}

/// Corners of a polygon that holds the circle round a point.
fn round(reach: Reach, beside: Metres) -> impl Iterator<Item = Position> {
    let step = 360.0 / f64::from(CORNERS);
    let radius = (reach.radius + beside).value() / (step / 2.0).to_radians().cos();
    (0..CORNERS).map(move |corner| {
        let course = Course::from_deg(f64::from(corner) * step);
        // A metre more than what rounding the corner takes.
        let at = travel(reach.at, course, Metres::or_greatest(radius + 1.0));
        short([at.lat_deg(), at.lon_deg()])
    })
}

/// Five decimals, a metre: what an officer compares by eye.
fn short([lat, lon]: [f64; 2]) -> Position {
    let round = |deg: f64| (deg * 1e5).round() / 1e5;
    Position::nearest_lat_lon_deg([round(lat), round(lon)])
}

/// The convex hull in longitude and latitude, where edges of areas are straight (Andrew's monotone chain).
fn hull(mut points: Vec<Position>) -> Vec<Position> {
    points.sort_unstable_by_key(|at| (at.lon_e7(), at.lat_e7()));
    points.dedup();
    let mut lower = chain(points.iter().copied());
    let mut upper = chain(points.iter().rev().copied());
    lower.pop();
    upper.pop();
    lower.append(&mut upper);
    lower
}

fn chain(points: impl Iterator<Item = Position>) -> Vec<Position> {
    let mut kept: Vec<Position> = Vec::new();
    for point in points {
        while let [.., a, b] = kept.as_slice()
            && turn(*a, *b, point) <= 0
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

/// Above zero where `c` lies to the left of the line from `a` to `b`.
fn turn(a: Position, b: Position, c: Position) -> i128 {
    let lon = |p: Position, q: Position| i128::from(q.lon_e7()) - i128::from(p.lon_e7());
    let lat = |p: Position, q: Position| i128::from(q.lat_e7()) - i128::from(p.lat_e7());
    lon(a, b) * lat(a, c) - lat(a, b) * lon(a, c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Reach {
        Reach { at: Position::from_lat_lon_deg([lat, lon]).unwrap(), radius: Metres::ZERO }
    }

    #[test]
    fn a_short_stretch_gets_a_circle_that_reaches_100_m_beyond_its_ends() {
        let ends = [at(52.3, 4.7), at(52.302, 4.7)];
        let area = around(&ends, Metres::whole(100)).unwrap();
        let circle = &area["circle"];
        let centre = Position::from_lat_lon_deg([
            circle["centre"]["lat"].as_float().unwrap(),
            circle["centre"]["lon"].as_float().unwrap(),
        ])
        .unwrap();
        let radius = circle["radius_m"].as_integer().unwrap();
        for end in ends {
            let beyond =
                f64::from(i32::try_from(radius).unwrap()) - distance(centre, end.at).value();
            assert!((100.0..112.0).contains(&beyond), "{beyond}");
        }
    }

    #[test]
    fn a_long_stretch_gets_a_polygon_that_holds_100_m_round_every_point_of_it() {
        let (a, b) = (at(52.3, 4.7), at(52.32, 4.74));
        let area = around(&[a, b], Metres::whole(100)).unwrap();
        let corners: Vec<Position> = area["polygon"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| [p["lat"].as_float().unwrap(), p["lon"].as_float().unwrap()])
            .map(|p| Position::from_lat_lon_deg(p).unwrap())
            .collect();
        assert!(corners.len() <= 16);
        for step in 0..36 {
            for end in [a.at, b.at] {
                let course = Course::from_deg(f64::from(step) * 10.0);
                let edge = travel(end, course, Metres::whole(100));
                let sides = corners.iter().zip(corners.iter().cycle().skip(1));
                assert!(sides.into_iter().all(|(p, q)| turn(*p, *q, edge) >= 0), "{edge}");
            }
        }
    }

    #[test]
    fn nothing_and_the_other_side_of_the_earth_get_no_area() {
        assert_eq!(around(&[], Metres::whole(100)), None);
        assert_eq!(around(&[at(0.0, -100.0), at(0.0, 100.0)], Metres::whole(100)), None);
    }
}
