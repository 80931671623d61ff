//! Shapes written short.

use overfly_index::{LiveIndex, Tag};
use overfly_model::{Outline, Position, Ring};

pub fn at(lat: f64, lon: f64) -> Position {
    Position::from_lat_lon_deg([lat, lon]).unwrap()
}

/// A literal ring from `lat lon, lat lon, ...`.
pub fn ring(text: &str) -> Ring {
    let vertex = |pair: &str| {
        let [lat, lon] =
            pair.split_whitespace().map(|n| n.parse().unwrap()).collect::<Vec<f64>>()[..]
        else {
            panic!("{pair}")
        };
        at(lat, lon)
    };
    Ring::literal(text.split(',').map(vertex).collect())
}

pub fn polygon(outer: Ring) -> Outline {
    Outline::Polygon { outer, holes: Vec::new() }
}

pub fn index(outlines: &[Outline]) -> LiveIndex {
    let (index, nowhere) = LiveIndex::bulk((0_u32..).map(Tag).zip(outlines));
    assert!(nowhere.is_empty());
    index
}

/// A ring as `geo` takes it, in units of 1e-7 degree, unwrapped.
pub fn geo_ring(ring: &Ring) -> geo::LineString<f64> {
    #[allow(clippy::cast_precision_loss, reason = "34 bits")]
    let points =
        overfly_testkit::oracle::unwrapped(ring).into_iter().map(|(x, y)| (x as f64, y as f64));
    geo::LineString::from(points.collect::<Vec<_>>())
}

/// A position as `geo` takes it, on the turn nearest to the ring's first vertex.
pub fn geo_coord(ring: &Ring, position: Position) -> geo::Coord<f64> {
    let first = f64::from(ring.vertices[0].lon_e7());
    let mut x = f64::from(position.lon_e7());
    if x - first > 1.8e9 {
        x -= 3.6e9;
    } else if first - x > 1.8e9 {
        x += 3.6e9;
    }
    geo::Coord { x, y: f64::from(position.lat_e7()) }
}
