//! Whether a waiver area is one that everybody reads alike.

use overfly_model::{Outline, Position, Ring};

/// Whether an area is a circle, or a polygon without holes whose edges meet in its corners only.
pub fn is_simple(area: &Outline) -> bool {
    match area {
        Outline::Circle { radius, .. } => radius.value() > 0.0,
        Outline::Polygon { outer, holes } => holes.is_empty() && is_simple_ring(outer),
        Outline::Unplaced => false,
    }
}

type Point = [i64; 2];

/// Exact: in whole 1e-7 degrees, longitudes counted on from corner to corner.
fn is_simple_ring(ring: &Ring) -> bool {
    let points = unrolled(&ring.vertices);
    let count = points.len();
    if count < 3 {
        return false;
    }
    let mut edges: Vec<(usize, Point, Point)> = points
        .iter()
        .zip(points.iter().cycle().skip(1))
        .enumerate()
        .map(|(at, (from, to))| (at, *from, *to))
        .collect();
    let west = |[from, to]: [Point; 2]| from[0].min(to[0]);
    edges.sort_by_key(|(_, from, to)| west([*from, *to]));
    for (place, (a, from, to)) in edges.iter().enumerate() {
        let east = from[0].max(to[0]);
        let later = edges.iter().skip(place + 1);
        let near = later.take_while(|(_, u, v)| west([*u, *v]) <= east);
        for (b, u, v) in near {
            let next = (*a + 1) % count == *b || (*b + 1) % count == *a;
            let clash =
                if next { folds([*from, *to], [*u, *v]) } else { meet([*from, *to], [*u, *v]) };
            if clash {
                return false;
            }
        }
    }
    true
}

fn unrolled(vertices: &[Position]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::with_capacity(vertices.len());
    for vertex in vertices {
        let lon = i64::from(vertex.lon_e7());
        let x = points.last().map_or(lon, |[before, _]| {
            before + (lon - before + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000
        });
        points.push([x, i64::from(vertex.lat_e7())]);
    }
    points
}

/// Twice the signed area of a triangle.
fn turn(a: Point, b: Point, c: Point) -> i128 {
    let [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]].map(i128::from);
    ux * vy - uy * vx
}

fn between(a: Point, b: Point, c: Point) -> bool {
    (0..2).all(|axis| match (a.get(axis), b.get(axis), c.get(axis)) {
        (Some(a), Some(b), Some(c)) => a.min(b) <= c && c <= a.max(b),
        _ => true,
    })
}

/// Whether two edges that share no corner share a point.
fn meet([a, b]: [Point; 2], [c, d]: [Point; 2]) -> bool {
    let sides = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)].map(i128::signum);
    let [first, second, third, fourth] = sides;
    (first * second < 0 && third * fourth < 0)
        || (first == 0 && between(a, b, c))
        || (second == 0 && between(a, b, d))
        || (third == 0 && between(c, d, a))
        || (fourth == 0 && between(c, d, b))
}

/// Whether two edges that follow each other lie on each other, or one has no length.
fn folds([a, b]: [Point; 2], [c, d]: [Point; 2]) -> bool {
    if a == b || c == d {
        return true;
    }
    let (shared, one, other) = if b == c { (b, a, d) } else { (a, b, c) };
    let ahead: i128 = (0..2)
        .filter_map(|axis| {
            let (shared, one, other) = (shared.get(axis)?, one.get(axis)?, other.get(axis)?);
            Some(i128::from(one - shared) * i128::from(other - shared))
        })
        .sum();
    turn(shared, one, other) == 0 && ahead > 0
}
