//! Segments, legs, areas and nearest borders where the built engine is most easily wrong. A zone missed
//! is the worst answer there is.

use geo::Intersects;
use overfly_index::{Area, BuiltIndex, LiveIndex, NearestBorder, Path, Tag, built};
use overfly_model::geodesy::{self, Course};
use overfly_model::{Metres, Outline, Position, Ring};
use overfly_testkit::rings;

use crate::built::{comb, numbers};
use crate::built_lines::assert_same;
use crate::gallery::{self, cell_corners, engines, lattice_world, near_borders, units};
use crate::hunt_points::{factor, rounds};
use crate::shapes::{at, geo_ring, polygon, ring};

type Next<'a> = &'a mut dyn FnMut(i64) -> i64;

/// Scenes without holes that stick out, whose borders outside the live engine finds by luck only.
fn scenes() -> impl Iterator<Item = gallery::Scene> {
    gallery::scenes().into_iter().filter(|(name, _)| *name != "holes that stick out")
}

/// Worlds without holes, for the same reason.
fn solid_world(seed: u64, zones: usize, side: i64, scale: i64) -> Vec<Outline> {
    let solid = |outline: Outline| match outline {
        Outline::Polygon { outer, .. } => polygon(outer),
        other => other,
    };
    lattice_world(seed, zones, side, scale).into_iter().map(solid).collect()
}

/// Legs of some metres to kilometres from places, towards each other, along meridians and parallels,
/// and of no length.
fn legs(places: &[Position], count: i64, next: Next<'_>) -> Vec<[Position; 2]> {
    let pick = |at: i64| places[usize::try_from(at).unwrap()];
    let many = i64::try_from(places.len()).unwrap();
    (0..count)
        .map(|_| {
            let from = pick(next(many));
            let length = [0, 1, 300, 5_000, 400_000][usize::try_from(next(5)).unwrap()];
            let (lat, lon) = (i64::from(from.lat_e7()), i64::from(from.lon_e7()));
            let to = match next(5) {
                0 => pick(next(many)),
                1 => rings::position(lat + next(2 * length + 1) - length, lon),
                2 => rings::position(lat, lon + next(2 * length + 1) - length),
                _ => rings::position(
                    lat + next(2 * length + 1) - length,
                    lon + next(2 * length + 1) - length,
                ),
            };
            [from, to]
        })
        .collect()
}

fn near(ends: [Position; 2]) -> bool {
    let [a, b] = ends;
    geodesy::distance(a, b) < Metres::whole(60_000)
        && a.lat_deg().abs().max(b.lat_deg().abs()) < 89.0
}

fn places(outlines: &[Outline], built: &BuiltIndex<Vec<u8>>, next: Next<'_>) -> Vec<Position> {
    let mut next = |below| next(below);
    let mut places = near_borders(outlines, 20, &mut next);
    places.extend(cell_corners(built.image(), 20, &mut next));
    places
}

fn same_paths(
    name: &str,
    live: &LiveIndex,
    built: &BuiltIndex<Vec<u8>>,
    legs: &[[Position; 2]],
) -> usize {
    let mut hits = 0;
    for (place, ends) in legs.iter().copied().filter(|ends| near(*ends)).enumerate() {
        let path = Path::through(&ends).unwrap();
        let margin = Metres::whole([0, 10, 300, 5_000][place % 4]);
        let expected = live.along(&path, margin);
        let found = built.along(&path, margin).unwrap();
        assert_same(&format!("{name}: {ends:?} within {margin:?}"), &found, &expected);
        hits += expected.len();
    }
    hits
}

fn same_segments(
    name: &str,
    live: &LiveIndex,
    built: &BuiltIndex<Vec<u8>>,
    legs: &[[Position; 2]],
) -> usize {
    let mut hits = 0;
    for ends in legs.iter().copied() {
        let expected = live.segment(ends);
        assert_eq!(built.segment(ends).unwrap(), expected, "{name}: {ends:?}");
        hits += expected.len();
    }
    hits
}

#[test]
fn a_border_between_two_columns_of_units_is_met_by_what_crosses_it() {
    // A border runs from the last unit of a column of cells to the first of the next, over many rows:
    // between them it passes no whole unit of either.
    let (lat, lon) = (520_000_000, 40_000_000);
    for (side, tall) in [(1 << 12, 1 << 20), (1 << 16, 1 << 20), (1 << 18, 1 << 22)] {
        for lean in [-1, 1] {
            // Far zones whose corner begins the grid, and enough of them to make it fine.
            let mut zones: Vec<Outline> = (0..400)
                .map(|i| polygon(units(lat - 100 + i, lon, &[(0, 0), (0, 9), (9, 0)])))
                .collect();
            let [foot, head] = if lean < 0 { [0, -1] } else { [-1, 0] };
            zones.push(polygon(units(
                lat,
                lon + 4 * side,
                &[(0, foot), (tall, head), (tall, side), (0, side)],
            )));
            let (live, built) = engines(&zones);
            for row in 1..64 {
                let at = |x: i64| rings::position(lat + row * tall / 64, lon + 4 * side + x);
                for ends in [[at(-30), at(1)], [at(-2), at(0)], [at(1), at(-30)], [at(-1), at(30)]]
                {
                    assert_eq!(
                        built.segment(ends).unwrap(),
                        live.segment(ends),
                        "{side} {lean} {ends:?}"
                    );
                }
                // Eight metres beside it, with ten of margin; and the nearest border.
                let beside = geodesy::travel(at(-1), Course::from_deg(270.0), Metres::whole(8));
                for path in [Path::through(&[beside]), Path::through(&[beside, at(-700)])] {
                    let path = path.unwrap();
                    assert_same(
                        "beside",
                        &built.along(&path, Metres::whole(10)).unwrap(),
                        &live.along(&path, Metres::whole(10)),
                    );
                    let limit = Metres::whole(100);
                    let tag = |found: Option<NearestBorder>| found.map(|found| found.tag);
                    assert_eq!(
                        tag(built.nearest_border(&path, limit, |_| true).unwrap()),
                        tag(live.nearest_border(&path, limit, |_| true)),
                    );
                }
            }
        }
    }
}

#[test]
fn every_odd_scene_is_crossed_by_segments_as_in_the_live_engine() {
    for (name, outlines) in scenes() {
        let (live, built) = engines(&outlines);
        let mut next = numbers(21);
        let places = places(&outlines, &built, &mut next);
        let legs = legs(&places, 400 * factor(), &mut next);
        assert!(same_segments(name, &live, &built, &legs) > 0, "{name}");
    }
}

#[test]
fn every_odd_scene_is_met_by_legs_as_in_the_live_engine() {
    for (name, outlines) in scenes() {
        let (live, built) = engines(&outlines);
        let mut next = numbers(22);
        let places = places(&outlines, &built, &mut next);
        let legs = legs(&places, 60 * factor(), &mut next);
        same_paths(name, &live, &built, &legs);
    }
}

#[test]
fn small_worlds_are_crossed_and_met_as_in_the_live_engine() {
    let (mut crossed, mut met) = (0, 0);
    for seed in 0..u64::try_from(24 * rounds()).unwrap() {
        let scale = [1, 3, 256, 1_000, 65_536, 300_000][usize::try_from(seed % 6).unwrap()];
        let world =
            solid_world(seed, [4, 40, 200][usize::try_from(seed / 2 % 3).unwrap()], 24, scale);
        let (live, built) = engines(&world);
        let mut next = numbers(seed + 50);
        let places = places(&world, &built, &mut next);
        let legs = legs(&places, 120, &mut next);
        let name = format!("world {seed}");
        crossed += same_segments(&name, &live, &built, &legs);
        met += same_paths(&name, &live, &built, &legs);
    }
    assert!(crossed > 10_000 && met > 10_000, "{crossed} {met}");
}

#[test]
fn segments_meet_simple_rings_as_geo_says() {
    let mut next = numbers(31);
    for round in 0..30 * rounds() {
        let side = [1 << 4, 1 << 10, 1 << 20][usize::try_from(round % 3).unwrap()];
        // Triangles are simple; flat ones too, as a line is.
        let corner = |next: Next<'_>| (next(12) * side + next(3), next(12) * side + next(3));
        let zones: Vec<Outline> = (0..60)
            .map(|_| {
                polygon(units(-40, -60, &[corner(&mut next), corner(&mut next), corner(&mut next)]))
            })
            .collect();
        let shapes: Vec<geo::Polygon<f64>> = zones
            .iter()
            .map(|zone| {
                let Outline::Polygon { outer, .. } = zone else { unreachable!() };
                geo::Polygon::new(geo_ring(outer), vec![])
            })
            .collect();
        let (_, built) = engines(&zones);
        for _ in 0..60 {
            let [a, b] = [0, 1].map(|_| {
                let (y, x) = corner(&mut next);
                rings::position(y - 40, x - 60)
            });
            let coord =
                |p: Position| geo::Coord { x: f64::from(p.lon_e7()), y: f64::from(p.lat_e7()) };
            let line = geo::Line::new(coord(a), coord(b));
            let met = (0_u32..).zip(&shapes).filter(|(_, shape)| shape.intersects(&line));
            let expected: Vec<Tag> = met.map(|(tag, _)| Tag(tag)).collect();
            assert_eq!(built.segment([a, b]).unwrap(), expected, "{a} {b}");
        }
    }
}

#[test]
fn combs_are_crossed_and_met_tooth_by_tooth() {
    for (teeth, lean) in [(400, 0), (400, 30_000), (400, 900_000), (60, -3_000_000)] {
        let zones = [comb(teeth, lean)];
        let (live, built) = engines(&zones);
        let mut next = numbers(41);
        let places = places(&zones, &built, &mut next);
        let legs = legs(&places, 60 * rounds(), &mut next);
        assert!(same_segments("comb", &live, &built, &legs) > 0);
        assert!(same_paths("comb", &live, &built, &legs) > 0);
    }
}

#[test]
fn areas_and_nearest_borders_of_odd_scenes_are_those_of_the_live_engine() {
    for (name, outlines) in scenes() {
        let (live, built) = engines(&outlines);
        let mut next = numbers(51);
        let places = places(&outlines, &built, &mut next);
        for _ in 0..12 * factor() {
            let place =
                places[usize::try_from(next(i64::try_from(places.len()).unwrap())).unwrap()];
            if place.lat_deg().abs() > 85.0 {
                continue;
            }
            let off = Metres::whole([0, 3, 700, 90_000][usize::try_from(next(4)).unwrap()]);
            let place = geodesy::travel(
                place,
                Course::from_deg(f64::from(u16::try_from(next(360)).unwrap())),
                off,
            );
            let radius = Metres::whole([1, 150, 4_000][usize::try_from(next(3)).unwrap()]);
            let area = Area::round(place, radius).unwrap();
            for margin in [Metres::ZERO, Metres::whole(10)] {
                assert_eq!(
                    built.over(&area, margin).unwrap(),
                    live.over(&area, margin),
                    "{name}: {place} {radius:?}"
                );
            }
            let path = Path::through(&[place]).unwrap();
            let limit = Metres::whole(150_000);
            let (found, expected) = (
                built.nearest_border(&path, limit, |_| true).unwrap(),
                live.nearest_border(&path, limit, |_| true),
            );
            let apart = found.map_or(-1.0, |found| found.distance.value())
                - expected.map_or(-1.0, |expected| expected.distance.value());
            assert!(apart.abs() < 1e-3, "{name}: {place} {found:?} {expected:?}");
        }
    }
}

#[test]
fn legs_meet_outlines_of_one_tag_as_their_union() {
    for seed in 0..u64::try_from(12 * rounds()).unwrap() {
        let world =
            solid_world(seed, 60, 24, [1, 1_000, 65_536][usize::try_from(seed % 3).unwrap()]);
        let tagged = || {
            world
                .iter()
                .enumerate()
                .map(|(place, outline)| (Tag(u32::try_from(place % 5).unwrap()), outline))
        };
        let live = LiveIndex::bulk(tagged()).0;
        let built = BuiltIndex::open(built::build(tagged()).unwrap().image).unwrap();
        let mut next = numbers(seed + 70);
        let places = places(&world, &built, &mut next);
        let legs = legs(&places, 100, &mut next);
        assert!(same_paths(&format!("union {seed}"), &live, &built, &legs) > 0);
        same_segments(&format!("union {seed}"), &live, &built, &legs);
    }
}

#[test]
fn a_leg_that_begins_where_a_cell_ends_does_not_meet_that_cells_zones_metres_away() {
    // Inside the cell to the west of the leg's first point the winding numbers are right, on its far side
    // they are not: there is the neighbour's.
    let world = solid_world(2, 40, 24, 256);
    let (live, built) = engines(&world);
    let ends = [rings::position(4_349, 2_811), rings::position(8_908, 5_175)];
    assert_eq!(same_paths("world", &live, &built, &[ends]), 15);
}

#[test]
fn a_leg_along_a_border_is_met_where_it_goes_on_inside_and_not_where_it_goes_on_outside() {
    let (lat, lon) = (520_000_000, 40_000_000);
    let at = |y: i64, x: i64| rings::position(lat + y, lon + x);
    let step = polygon(units(
        lat,
        lon,
        &[(0, 0), (0, 90_000), (50_000, 90_000), (50_000, 20_000), (20_000, 20_000), (20_000, 0)],
    ));
    let notch = polygon(units(
        lat,
        lon,
        &[(-90, 0), (0, 0), (0, 30_000), (-90, 70_000), (90_000, 70_000), (90_000, 0)],
    ));
    let squares: Vec<Outline> = (0..40)
        .map(|i| {
            polygon(units(
                lat,
                lon + i * 65_536,
                &[(0, 0), (0, 65_536), (65_536, 65_536), (65_536, 0)],
            ))
        })
        .collect();
    for zones in [vec![step.clone()], vec![notch.clone()], vec![step, notch], squares] {
        let (live, built) = engines(&zones);
        let mut legs = Vec::new();
        for y in [0, 20_000, 50_000, 65_536] {
            let xs = [-80_000, -1_000, 0, 10_000, 20_000, 30_000, 60_000, 65_536, 90_000, 130_000];
            for from in xs {
                legs.extend(xs.map(|to| [at(y, from), at(y, to)]));
                legs.extend(xs.map(|to| [at(from, y), at(to, y)]));
            }
        }
        // The leg is straight in longitude and latitude only over some metres; so are these.
        assert!(same_paths("border", &live, &built, &legs) > 200);
    }
    let corners = [
        (20_997, 17_995),
        (15_998, 2_995),
        (15_997, 3_995),
        (4_997, 19_995),
        (5_997, 12_995),
        (4_997, -5),
        (4_997, 4_996),
        (1_998, 13_995),
        (16_997, 1_995),
    ];
    let (live, built) = engines(&[polygon(units(0, 0, &corners))]);
    let ends = [rings::position(4_997, 8_996), rings::position(4_997, -341_621)];
    assert_eq!(same_paths("along a border near the equator", &live, &built, &[ends]), 1);
}

#[test]
fn a_leg_that_touches_a_corner_in_the_middle_of_a_cell_is_inside_or_outside_as_before() {
    let (lat, lon) = (0, 0);
    // Tops at every place a middle of a cell may be, and as many notches that come down to the leg.
    for cell in [64, 512, 4_096] {
        let count = 24;
        let tops = (0..count).flat_map(|i| [(-9 * cell, i * cell), (0, i * cell + cell / 2)]);
        let hill: Vec<(i64, i64)> =
            tops.chain([(-9 * cell, count * cell), (-10 * cell, 0)]).collect();
        let notches = (0..count).flat_map(|i| [(9 * cell, i * cell), (0, i * cell + cell / 2)]);
        let comb: Vec<(i64, i64)> = notches
            .chain([(9 * cell, count * cell), (-9 * cell, count * cell), (-9 * cell, 0)])
            .collect();
        for corners in [hill, comb] {
            let (live, built) = engines(&[polygon(units(lat, lon, &corners))]);
            let mut legs = Vec::new();
            for step in 0..2 * count {
                let at = |x: i64| rings::position(lat, lon + x);
                legs.push([at(step * cell / 2 + 1), at(step * cell + 1)]);
                legs.push([at(step * cell + 1), at(step * cell / 2 + 1)]);
            }
            assert!(same_paths("corners", &live, &built, &legs) > 50);
        }
    }
    let world = solid_world(614, 40, 24, 256);
    let (live, built) = engines(&world);
    let ends = [rings::position(5_885, 4_603), rings::position(5_885, -75)];
    assert!(same_paths("world", &live, &built, &[ends]) > 0);
}

#[test]
fn a_segment_that_ends_less_than_a_rounding_short_of_a_border_does_not_meet_it() {
    let belt = polygon(Ring::literal(
        [
            [-167_999_994, 1_799_999_995],
            [-167_999_977, 1_799_999_992],
            [-167_999_983, -1_800_000_000],
            [-167_999_999, 1_799_999_991],
        ]
        .map(|p| Position::from_lat_lon_e7(p).unwrap())
        .to_vec(),
    ));
    let (live, built) = engines(&[belt]);
    let ends =
        [rings::position(-31_287_983, -337_920_449), rings::position(-167_999_977, 1_799_999_991)];
    assert_eq!(built.segment(ends).unwrap(), []);
    assert_eq!(live.segment(ends), []);
}

#[test]
fn a_path_that_meets_two_outlines_of_one_tag_keeps_the_stretches_of_both() {
    let [west, east] =
        ["52 4, 52 4.01, 52.1 4.01, 52.1 4", "52 4.02, 52 4.03, 52.1 4.03, 52.1 4.02"]
            .map(|text| polygon(ring(text)));
    let tagged = [(Tag(7), &west), (Tag(7), &east)];
    let live = LiveIndex::bulk(tagged).0;
    let built = BuiltIndex::open(built::build(tagged).unwrap().image).unwrap();
    let path = Path::through(&[at(52.05, 3.995), at(52.05, 4.035)]).unwrap();
    let found = built.along(&path, Metres::ZERO).unwrap();
    assert_eq!(found[0].along.len(), 2);
    assert_same("one tag", &live.along(&path, Metres::ZERO), &found);
}

#[test]
fn millions_of_legs_over_a_country_are_answered_alike() {
    let count = if factor() > 1 { 200_000 } else { 4_000 };
    let zones = gallery::country(count, 12);
    let (live, built) = engines(&zones);
    let mut next = numbers(61);
    let mut places = near_borders(&zones, 1, &mut next);
    places.extend(gallery::in_country(i64::try_from(places.len()).unwrap(), &mut next));
    places.extend(cell_corners(built.image(), 300, &mut next));
    let far: Vec<_> =
        legs(&places, 2_000 * factor(), &mut next).into_iter().filter(|ends| near(*ends)).collect();
    assert!(same_paths("country", &live, &built, &far) > 2_000);
    let crossed = same_segments("country", &live, &built, &far);
    assert!(crossed > 200, "{crossed}");
}
