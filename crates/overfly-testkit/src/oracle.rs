//! Brute-force answers.

use overfly_model::geodesy;
use overfly_model::{LonReading, Position, Ring};

/// The vertices of a ring as (longitude, latitude) in 1e-7 degree, unwrapped as its reading says.
pub fn unwrapped(ring: &Ring) -> Vec<(i128, i128)> {
    let mut points: Vec<(i128, i128)> = Vec::new();
    for vertex in &ring.vertices {
        let mut lon = i128::from(vertex.lon_e7());
        if let (LonReading::ShortWay, Some(last)) = (ring.reading, points.last()) {
            while lon - last.0 > 1_800_000_000 {
                lon -= 3_600_000_000;
            }
            while last.0 - lon > 1_800_000_000 {
                lon += 3_600_000_000;
            }
        }
        points.push((lon, i128::from(vertex.lat_e7())));
    }
    points
}

/// Whether a ring holds a position by non-zero winding, border included: counts quarter turns seen from
/// the point, which shares nothing with counting the crossings of a ray.
pub fn ring_holds(ring: &Ring, position: Position) -> bool {
    place(ring, position) != Place::Outside
}

/// Whether a position lies strictly inside a ring.
pub fn ring_holds_strictly(ring: &Ring, position: Position) -> bool {
    place(ring, position) == Place::Inside
}

/// Whether a position lies in or on an outer ring and in none of its holes, in one turn of 360 degrees.
pub fn outline_holds(outer: &Ring, holes: &[Ring], position: Position) -> bool {
    let outer = unwrapped(outer);
    let holes: Vec<_> = holes.iter().map(unwrapped).collect();
    turns(position).any(|p| {
        place_of(&outer, p) != Place::Outside
            && holes.iter().all(|hole| place_of(hole, p) != Place::Inside)
    })
}

fn turns(position: Position) -> impl Iterator<Item = (i128, i128)> {
    let (lon, lat) = (i128::from(position.lon_e7()), i128::from(position.lat_e7()));
    (-2..=2).map(move |turn| (lon + turn * 3_600_000_000, lat))
}

#[derive(PartialEq)]
enum Place {
    Inside,
    Border,
    Outside,
}

fn place(ring: &Ring, position: Position) -> Place {
    let points = unwrapped(ring);
    let mut best = Place::Outside;
    for p in turns(position) {
        match place_of(&points, p) {
            Place::Border => return Place::Border,
            Place::Inside => best = Place::Inside,
            Place::Outside => {}
        }
    }
    best
}

fn place_of(points: &[(i128, i128)], p: (i128, i128)) -> Place {
    let seen: Vec<(i128, i128)> = points.iter().map(|q| (q.0 - p.0, q.1 - p.1)).collect();
    let mut quarters = 0_i64;
    for (i, &(ax, ay)) in seen.iter().enumerate() {
        let (bx, by) = seen[(i + 1) % seen.len()];
        let cross = ax * by - ay * bx;
        let dot = ax * bx + ay * by;
        if cross == 0 && dot <= 0 {
            return Place::Border;
        }
        let mut step = quadrant(bx, by) - quadrant(ax, ay);
        if step == 3 {
            step = -1;
        } else if step == -3 {
            step = 1;
        } else if step.abs() == 2 {
            step = if cross > 0 { 2 } else { -2 };
        }
        quarters += step;
    }
    if quarters == 0 { Place::Outside } else { Place::Inside }
}

fn quadrant(x: i128, y: i128) -> i64 {
    match (x >= 0, y >= 0) {
        (true, true) => 0,
        (false, true) => 1,
        (false, false) => 2,
        (true, false) => 3,
    }
}

/// An upper bound of the geodesic distance from a position to the edges of a ring, straight in longitude
/// and latitude: the least over points some metres apart, found by sampling ever finer.
pub fn distance_to_border_m(ring: &Ring, position: Position) -> f64 {
    let points = unwrapped(ring);
    (0..points.len())
        .map(|i| distance_to_edge_m(points[i], points[(i + 1) % points.len()], position))
        .fold(f64::INFINITY, f64::min)
}

#[allow(clippy::cast_precision_loss, reason = "coordinates have 34 bits")]
fn distance_to_edge_m(u: (i128, i128), v: (i128, i128), position: Position) -> f64 {
    let at = |t: f64| {
        let lon = u.0 as f64 + (v.0 - u.0) as f64 * t;
        let lat = u.1 as f64 + (v.1 - u.1) as f64 * t;
        geodesy::distance(Position::nearest_lat_lon_deg([lat / 1e7, lon / 1e7]), position).value()
    };
    let (mut low, mut high) = (0.0, 1.0);
    let mut best = f64::INFINITY;
    for _ in 0..12 {
        let samples: Vec<f64> =
            (0..=20).map(|i| low + (high - low) * f64::from(i) / 20.0).collect();
        let distances: Vec<f64> = samples.iter().map(|t| at(*t)).collect();
        let nearest =
            (0..distances.len()).min_by(|a, b| distances[*a].total_cmp(&distances[*b])).unwrap();
        best = best.min(distances[nearest]);
        low = samples[nearest.saturating_sub(1)];
        high = samples[(nearest + 1).min(20)];
    }
    best
}
