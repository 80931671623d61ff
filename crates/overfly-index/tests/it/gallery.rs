//! Outlines and positions made to lie where an index is most easily wrong.

use overfly_index::{BuiltIndex, LiveIndex, Tag, built};
use overfly_model::geodesy;
use overfly_model::{Metres, Outline, Position, Ring};
use overfly_testkit::{oracle, rings};

use crate::built::numbers;
use crate::shapes::{at, polygon, ring};

/// A few outlines with what is odd about them.
pub type Scene = (&'static str, Vec<Outline>);

fn circle(lat: f64, lon: f64, radius_m: f64) -> Outline {
    Outline::Circle { centre: at(lat, lon), radius: Metres::new(radius_m).unwrap() }
}

fn with_holes(outer: &str, holes: &[&str]) -> Outline {
    Outline::Polygon { outer: ring(outer), holes: holes.iter().map(|text| ring(text)).collect() }
}

fn short_way(text: &str) -> Outline {
    polygon(Ring::short_way(ring(text).vertices))
}

/// A ring of units from a corner.
pub fn units(lat: i64, lon: i64, corners: &[(i64, i64)]) -> Ring {
    Ring::literal(corners.iter().map(|(y, x)| rings::position(lat + y, lon + x)).collect())
}

/// What files hold at worst.
pub fn scenes() -> Vec<Scene> {
    [rings_of_all_kinds(), holes(), ends_of_the_world(), circles()].concat()
}

fn rings_of_all_kinds() -> Vec<Scene> {
    let (lat, lon) = (520_000_000, 40_000_000);
    let unit = |corners: &[(i64, i64)]| polygon(units(lat, lon, corners));
    vec![
        ("one square", vec![polygon(ring("52 4, 52 5, 53 5, 53 4"))]),
        ("drawn twice", vec![polygon(ring("52 4, 52 5, 53 5, 53 4, 52 4, 52 5, 53 5, 53 4"))]),
        (
            "a star",
            vec![polygon(ring("52.10 4.00, 51.90 4.06, 52.03 3.90, 52.03 4.10, 51.90 3.94"))],
        ),
        ("a point", vec![polygon(ring("52 4"))]),
        (
            "a segment",
            vec![polygon(ring("52 4, 52.1 4.3")), polygon(ring("52 4, 52 4, 52.1 4.3, 52 4"))],
        ),
        ("a spike", vec![polygon(ring("52 4, 52 5, 53 5, 53 4.5, 60 4.5, 53 4.5, 53 4"))]),
        (
            "one unit",
            vec![unit(&[(0, 0), (0, 1), (1, 1), (1, 0)]), unit(&[(0, 1), (1, 1), (1, 2)])],
        ),
        (
            "slivers",
            vec![
                unit(&[(0, 0), (1_000_000, 1), (1_000_000, 2), (0, 1)]),
                unit(&[(0, 0), (1, 1_000_000), (2, 1_000_000), (1, 0)]),
                unit(&[(0, 5), (1_000_000, 777_777), (1_000_000, 777_778)]),
            ],
        ),
    ]
}

fn holes() -> Vec<Scene> {
    vec![
        (
            "holes that touch",
            vec![
                with_holes(
                    "52 4, 52 5, 53 5, 53 4",
                    &[
                        "52 4, 52 4.5, 52.5 4.5, 52.5 4",
                        "52.5 4.5, 52.5 5, 53 5, 53 4.5",
                        "52 4.5, 52.1 4.6, 52 4.7",
                    ],
                ),
                with_holes("52 4, 52 5, 53 5, 53 4", &["52 4, 52 5, 53 5, 53 4"]),
            ],
        ),
        (
            "holes that stick out",
            vec![
                with_holes("52 4, 52 5, 53 5, 53 4", &["52.5 4.5, 52.5 6, 54 6, 54 4.5"]),
                with_holes("52 4, 52 5, 53 5, 53 4", &["51 3, 51 6, 54 6, 54 3"]),
                with_holes("52 4, 52 5, 53 5, 53 4", &["62 4, 62 5, 63 5, 63 4"]),
            ],
        ),
    ]
}

fn ends_of_the_world() -> Vec<Scene> {
    vec![
        ("the whole world", vec![polygon(ring("-90 -180, -90 180, 90 180, 90 -180"))]),
        ("half the world", vec![polygon(ring("-90 35, -90 180, 90 180, 90 35"))]),
        ("a slanting half", vec![polygon(ring("-90 35, -80 180, 90 170, 60 30"))]),
        ("a tall triangle", vec![polygon(ring("-90 40, 20 180, 90 60"))]),
        (
            "east and west",
            vec![
                polygon(ring("-60 60, -50 180, 70 170, 60 30")),
                polygon(ring("10 -180, 11 -180, 11 -179")),
            ],
        ),
        (
            "the antimeridian",
            vec![
                short_way("-17 179, -17 -179, -16 -179, -16 179"),
                polygon(ring("-17 179, -17 -179, -16 -179, -16 179")),
                polygon(ring("-17 179, -17 180, -16 180, -16 179")),
                polygon(ring("-17 -180, -17 -179, -16 -179, -16 -180")),
            ],
        ),
        (
            "round a pole",
            vec![
                short_way("60 0, 61 120, 60 -120"),
                short_way("-89 0, -89 90, -89 180, -89 -90"),
                short_way("70 0, 71 120, 70 -120, 70 0, 71 120, 70 -120"),
            ],
        ),
        (
            "the corners of the world",
            vec![
                polygon(ring("90 180, 89 180, 89 179, 90 179")),
                polygon(ring("-90 -180, -89 -180, -89 -179, -90 -179")),
                polygon(ring("90 -180")),
            ],
        ),
    ]
}

fn circles() -> Vec<Scene> {
    vec![
        (
            "tiny circles",
            vec![
                circle(52.0, 4.0, 0.0),
                circle(52.0, 4.0, 0.001),
                circle(52.0, 4.1, 0.02),
                circle(0.0, 180.0, 1.0),
            ],
        ),
        ("a huge circle", vec![circle(52.0, 4.0, 1_000_000.0)]),
        ("a circle round the north pole", vec![circle(89.9, 0.0, 40_000.0)]),
        ("a circle on the north pole", vec![circle(90.0, 0.0, 100_000.0)]),
        ("a circle near the north pole", vec![circle(88.0, 77.0, 150_000.0)]),
        ("a circle round the south pole", vec![circle(-89.5, 100.0, 900_000.0)]),
        (
            "a circle over the antimeridian",
            vec![circle(-16.5, 179.99, 40_000.0), circle(70.0, -179.0, 800_000.0)],
        ),
        ("half the globe round", vec![circle(10.0, 100.0, 12_000_000.0)]),
        (
            "circles beside a polygon",
            vec![
                circle(52.0, 4.0, 5_000.0),
                polygon(ring("52 4, 52 4.05, 52.05 4.05")),
                circle(52.03, 4.03, 700.0),
            ],
        ),
    ]
}

/// Random outlines with corners on a small lattice, so that everything touches everything and cells are
/// divided down to units; `scale` stretches it.
pub fn lattice_world(seed: u64, zones: usize, side: i64, scale: i64) -> Vec<Outline> {
    let mut next = numbers(seed);
    let (lat, lon) =
        [(520_000_000, 40_000_000), (-3, -5), (-168_000_000, 1_800_000_000 - side * scale)]
            [usize::try_from(next(3)).unwrap()];
    let mut corners = |count: i64| -> Vec<(i64, i64)> {
        (0..count)
            .map(|_| (next(side) * scale + next(3) / 2, next(side) * scale + next(3) / 2))
            .collect()
    };
    (0..zones)
        .map(|place| {
            let count = 1 + i64::try_from(place % 9).unwrap();
            let outer = units(lat, lon, &corners(count));
            let holes = (0..(place % 4) / 2).map(|_| units(lat, lon, &corners(4)));
            Outline::Polygon { outer, holes: holes.collect() }
        })
        .collect()
}

/// South-west corner, size of cells, columns and rows of the top grid, as the header of an image tells.
pub fn top_grid(image: &[u8]) -> ([i64; 2], i64, [i64; 2]) {
    let word = |at: usize| u32::from_le_bytes(image[at..at + 4].try_into().unwrap());
    let low = [word(24), word(28)].map(|word| i64::from(word.cast_signed()));
    (low, 1 << word(12), [word(16), word(20)].map(i64::from))
}

/// Corners of cells of all sizes, and units round them.
pub fn cell_corners(
    image: &[u8],
    count: usize,
    next: &mut impl FnMut(i64) -> i64,
) -> Vec<Position> {
    let ([x, y], side, [columns, rows]) = top_grid(image);
    let mut found = Vec::new();
    for column in [0, columns - 1, columns] {
        for row in [0, rows - 1, rows] {
            found.extend(inside_world(y + row * side, x + column * side));
        }
    }
    for _ in 0..count {
        let small = (side >> next(32)).max(1);
        let place = |from: i64, cells: i64, at: i64| from + at % (cells * side / small + 1) * small;
        let (at_x, at_y) = (next(1 << 31), next(1 << 31));
        found.extend(inside_world(place(y, rows, at_y), place(x, columns, at_x)));
    }
    found.iter().flat_map(|p| around(*p)).collect()
}

fn inside_world(lat: i64, lon: i64) -> Option<Position> {
    (lat.abs() <= 900_000_000 && lon.abs() <= 1_800_000_000).then(|| rings::position(lat, lon))
}

/// A position, and the units round it.
pub fn around(p: Position) -> impl Iterator<Item = Position> {
    let of = move |dy, dx| rings::position(i64::from(p.lat_e7()) + dy, i64::from(p.lon_e7()) + dx);
    (-1..=1).flat_map(move |dy| (-1..=1).map(move |dx| of(dy, dx)))
}

/// Positions on the borders of outlines and beside them: corners, lattice points of edges, rims.
pub fn near_borders(
    outlines: &[Outline],
    each: i64,
    next: &mut impl FnMut(i64) -> i64,
) -> Vec<Position> {
    let mut found = Vec::new();
    for outline in outlines {
        match outline {
            Outline::Polygon { outer, holes } => {
                for ring in [outer].into_iter().chain(holes) {
                    for _ in 0..each {
                        found.push(on_border(ring, next));
                    }
                }
            }
            Outline::Circle { centre, radius } => {
                for _ in 0..each {
                    let course =
                        geodesy::Course::from_deg(f64::from(u16::try_from(next(360)).unwrap()));
                    let off = [0.0, 0.02, -0.02][usize::try_from(next(3)).unwrap()];
                    let reach = Metres::new((radius.value() + off).max(0.0)).unwrap();
                    found.push(geodesy::travel(*centre, course, reach));
                }
                found.push(*centre);
            }
            Outline::Unplaced => {}
        }
    }
    found
}

/// A corner or a lattice point of an edge, or a unit beside it. Edges go as they are written, or the short way.
fn on_border(ring: &Ring, next: &mut impl FnMut(i64) -> i64) -> Position {
    let points = oracle::unwrapped(ring);
    let which = usize::try_from(next(i64::try_from(points.len()).unwrap())).unwrap();
    let [(ax, ay), (bx, by)] = [points[which], points[(which + 1) % points.len()]]
        .map(|(x, y)| (i64::try_from(x).unwrap(), i64::try_from(y).unwrap()));
    let steps = gcd((bx - ax).abs(), (by - ay).abs()).max(1);
    let at = if next(3) == 0 { 0 } else { next(steps + 1) };
    let beside =
        [(0, 0), (0, 0), (0, 1), (1, 0), (0, -1), (-1, 0)][usize::try_from(next(6)).unwrap()];
    rings::position(ay + (by - ay) / steps * at + beside.0, ax + (bx - ax) / steps * at + beside.1)
}

pub fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Whether an outline holds a position, the slow way.
pub fn brute_holds(outline: &Outline, position: Position) -> bool {
    match outline {
        Outline::Polygon { outer, holes } => oracle::outline_holds(outer, holes, position),
        Outline::Circle { centre, radius } => {
            geodesy::distance(*centre, position).value() <= radius.value() + 1e-3
        }
        Outline::Unplaced => false,
    }
}

/// Both engines over the same outlines, each its own tag.
pub fn engines(outlines: &[Outline]) -> (LiveIndex, BuiltIndex<Vec<u8>>) {
    let image = built::build((0_u32..).map(Tag).zip(outlines)).unwrap().image;
    (crate::shapes::index(outlines), BuiltIndex::open(image).unwrap())
}

/// Many small zones over a country of five degrees, with some large ones, circles and borders that
/// neighbours share.
pub fn country(count: usize, seed: u64) -> Vec<Outline> {
    let mut next = numbers(seed);
    (0..count)
        .map(|place| {
            let (lat, lon) = (500_000_000 + next(50_000_000), 30_000_000 + next(50_000_000));
            let size = if place % 50 == 0 { 3_000_000 } else { 500 + next(30_000) };
            match place % 10 {
                0 => {
                    let centre = rings::position(lat, lon);
                    Outline::Circle {
                        centre,
                        radius: Metres::whole(i32::try_from(size / 100).unwrap()),
                    }
                }
                // Squares of a lattice: each shares its sides with its neighbours.
                1..=3 => {
                    let (lat, lon) = (lat / 65_536 * 65_536, lon / 65_536 * 65_536);
                    polygon(units(lat, lon, &[(0, 0), (0, 65_536), (65_536, 65_536), (65_536, 0)]))
                }
                _ => {
                    let corners = 3 + next(20);
                    polygon(round_ring((lat, lon), corners, size, &mut next))
                }
            }
        })
        .collect()
}

/// A position in or about that country.
pub fn in_country(count: i64, next: &mut impl FnMut(i64) -> i64) -> Vec<Position> {
    (0..count)
        .map(|_| rings::position(499_000_000 + next(52_000_000), 29_000_000 + next(52_000_000)))
        .collect()
}

/// A simple ring: corners at rising angles round its middle.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "small")]
fn round_ring(
    (lat, lon): (i64, i64),
    corners: i64,
    size: i64,
    next: &mut impl FnMut(i64) -> i64,
) -> Ring {
    let corner = |i: i64| {
        let angle = i as f64 * core::f64::consts::TAU / corners as f64;
        let reach = (size / 2 + next(size / 2 + 1)) as f64;
        rings::position(lat + (angle.sin() * reach) as i64, lon + (angle.cos() * reach) as i64)
    };
    Ring::literal((0..corners).map(corner).collect())
}
