//! The built engine against the live one and brute force.

use overfly_index::{BuiltIndex, LiveIndex, Tag, built, is_placed};
use overfly_model::{Metres, Outline, Position, Ring};
use overfly_testkit::cases::cases;
use overfly_testkit::{oracle, rings};
use proptest::prelude::*;

use crate::shapes::{at, index, polygon, ring};

pub fn built(outlines: &[Outline]) -> BuiltIndex<Vec<u8>> {
    let built = built::build((0_u32..).map(Tag).zip(outlines)).unwrap();
    assert!(built.nowhere.is_empty());
    let index = BuiltIndex::open(built.image).unwrap();
    assert_eq!(index.verify(), Ok(()));
    index
}

type Probe = (u8, prop::sample::Index, [i32; 2]);

/// Outlines of all kinds, near each other.
pub fn outlines() -> impl Strategy<Value = Vec<Outline>> {
    let outline = prop_oneof![
        4 => rings::any_ring().prop_map(polygon),
        2 => (rings::simple_ring(), 2..6_i64).prop_map(|(outer, shrink)| {
            let holes = vec![towards(&outer, 0, shrink), towards(&outer, 1, shrink + 1)];
            Outline::Polygon { outer, holes }
        }),
        1 => (rings::any_ring(), rings::any_ring())
            .prop_map(|(outer, hole)| Outline::Polygon { outer, holes: vec![hole] }),
        2 => (rings::centre(), 1..60_000_i32).prop_map(|((lat, lon), radius)| Outline::Circle {
            centre: rings::position(lat, lon),
            radius: Metres::whole(radius),
        }),
    ];
    prop::collection::vec(outline, 1..12)
}

/// The ring drawn towards one of its corners.
fn towards(ring: &Ring, corner: usize, shrink: i64) -> Ring {
    let corner = ring.vertices[corner];
    let vertices = ring.vertices.iter().map(|p| {
        let span = i64::from(p.lon_e7()) - i64::from(corner.lon_e7());
        let span = (span + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
        let rise = i64::from(p.lat_e7()) - i64::from(corner.lat_e7());
        rings::position(
            i64::from(corner.lat_e7()) + rise / shrink,
            i64::from(corner.lon_e7()) + span / shrink,
        )
    });
    Ring { vertices: vertices.collect(), reading: ring.reading }
}

pub fn probe(outlines: &[Outline], (kind, which, offsets): Probe) -> Position {
    let offsets = offsets.map(i64::from);
    match &outlines[which.index(outlines.len())] {
        Outline::Polygon { outer, holes } => {
            let all: Vec<&Ring> = [outer].into_iter().chain(holes).collect();
            rings::point_for(all[usize::from(kind) / 4 % all.len()], kind, which, offsets)
        }
        Outline::Circle { centre, radius } => {
            let course = overfly_model::geodesy::Course::from_deg(f64::from(
                i32::try_from(offsets[0] % 360).unwrap(),
            ));
            let off = [0.0, 0.002, -0.002, 20.0][usize::from(kind) % 4];
            let reach = Metres::new((radius.value() + off).max(0.0)).unwrap();
            overfly_model::geodesy::travel(*centre, course, reach)
        }
        Outline::Unplaced => unreachable!(),
    }
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn points_are_answered_as_the_live_engine_answers_them(
        outlines in outlines(), probes in prop::collection::vec(any::<Probe>(), 48),
    ) {
        let (live, built) = (index(&outlines), built(&outlines));
        let positions: Vec<Position> = probes.iter().map(|choice| probe(&outlines, *choice)).collect();
        let mut all = vec![Vec::new(); positions.len()];
        built.visit_all(&positions, |place, tag| all[place].push(tag)).unwrap();
        for (&position, mut together) in positions.iter().zip(all) {
            together.sort_unstable();
            together.dedup();
            prop_assert_eq!(together, live.at(position), "{} in {:?}", position, outlines);
            prop_assert_eq!(built.at(position).unwrap(), live.at(position), "{} in {:?}", position, outlines);
        }
    }

    #[test]
    fn points_are_answered_as_counting_quarter_turns_answers_them(
        ring in rings::any_ring(), probes in prop::collection::vec(any::<Probe>(), 32),
    ) {
        let zone = [polygon(ring.clone())];
        let built = built(&zone);
        for choice in probes {
            let position = probe(&zone, choice);
            let expected = oracle::ring_holds(&ring, position);
            prop_assert_eq!(!built.at(position).unwrap().is_empty(), expected, "{} in {:?}", position, ring);
        }
    }
}

/// Deterministic numbers from 0 up to `below`.
pub fn numbers(mut state: u64) -> impl FnMut(i64) -> i64 {
    move |below| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 33).unwrap() % below
    }
}

/// Each position, and the units round it.
fn around(p: Position) -> impl Iterator<Item = Position> {
    (-1..=1).flat_map(move |dy| {
        (-1..=1)
            .map(move |dx| rings::position(i64::from(p.lat_e7()) + dy, i64::from(p.lon_e7()) + dx))
    })
}

fn agree(outlines: &[Outline], positions: impl IntoIterator<Item = Position>) -> usize {
    let (live, built) = (index(outlines), built(outlines));
    let mut hits = 0;
    for position in positions {
        let expected = live.at(position);
        assert_eq!(built.at(position).unwrap(), expected, "{position}");
        hits += expected.len();
    }
    hits
}

/// Teeth of a comb, `lean` units aslant.
pub fn comb(teeth: i64, lean: i64) -> Outline {
    let (south, west) = (520_000_000, 40_000_000);
    let mut corners = Vec::new();
    for tooth in 0..teeth {
        let x = west + tooth * 40;
        corners.push(rings::position(south + 2_000_000, x + lean));
        corners.push(rings::position(south + 2_000_000, x + lean + 15));
        corners.push(rings::position(south, x + 20));
        corners.push(rings::position(south, x + 40));
    }
    corners.push(rings::position(south - 1_000, west + teeth * 40));
    corners.push(rings::position(south - 1_000, west));
    polygon(Ring::literal(corners))
}

#[test]
fn a_comb_is_answered_everywhere_and_does_not_eat_memory() {
    for lean in [0, 30_000] {
        let comb = [comb(3_000, lean)];
        let image = built::build([(Tag(0), &comb[0])]).unwrap().image;
        assert!(image.len() < 12_000 * 400, "{} bytes", image.len());
        let mut next = numbers(7);
        let anywhere: Vec<Position> = (0..20_000)
            .map(|_| rings::position(519_990_000 + next(2_020_000), 39_990_000 + next(180_000)))
            .collect();
        let Outline::Polygon { outer, .. } = &comb[0] else { unreachable!() };
        let corners = outer.vertices.iter().step_by(5).flat_map(|corner| around(*corner));
        assert!(agree(&comb, anywhere.into_iter().chain(corners)) > 5_000);
    }
}

#[test]
fn thousands_of_zones_upon_each_other_are_all_found() {
    let mut next = numbers(3);
    let zones: Vec<Outline> = (0..3_000)
        .map(|_| {
            let (lat, lon) = (520_000_000 + next(3_000_000), 40_000_000 + next(3_000_000));
            let corners = 3 + next(9);
            let size = 1_000 + next(1_000) * next(2_000);
            let corner = |i: i64| {
                #[allow(
                    clippy::cast_precision_loss,
                    clippy::cast_possible_truncation,
                    reason = "small"
                )]
                let along = |f: fn(f64) -> f64| {
                    (f(i as f64 * core::f64::consts::TAU / corners as f64) * size as f64) as i64
                };
                rings::position(lat + along(f64::sin), lon + along(f64::cos))
            };
            polygon(Ring::literal((0..corners).map(corner).collect()))
        })
        .collect();
    let anywhere: Vec<Position> = (0..20_000)
        .map(|_| rings::position(519_000_000 + next(5_000_000), 39_000_000 + next(5_000_000)))
        .collect();
    let borders = zones.iter().step_by(10).flat_map(|zone| {
        let Outline::Polygon { outer, .. } = zone else { unreachable!() };
        outer.vertices.iter().flat_map(|corner| around(*corner)).collect::<Vec<_>>()
    });
    assert!(agree(&zones, anywhere.iter().copied().chain(borders)) > 20_000);
}

#[test]
fn the_whole_world_and_what_crosses_the_antimeridian_are_answered() {
    let zones = [
        polygon(ring("-90 -180, -90 180, 90 180, 90 -180")),
        polygon(ring("-17 -179, -17 179, -16 179, -16 -179")),
        polygon(Ring::short_way(ring("-17 -179, -17 179, -16 179, -16 -179").vertices)),
        polygon(Ring::short_way(ring("0 130, 50 150, 60 -150, 40 -125, 5 -127, -5 180").vertices)),
        Outline::Circle { centre: at(-16.5, 180.0), radius: Metres::whole(40_000) },
        Outline::Circle { centre: at(89.9, 0.0), radius: Metres::whole(40_000) },
        polygon(ring("52 4")),
    ];
    let mut next = numbers(11);
    let anywhere: Vec<Position> = (0..20_000)
        .map(|_| {
            rings::position(next(1_800_000_001) - 900_000_000, next(3_600_000_001) - 1_800_000_000)
        })
        .collect();
    let edge = (0..2_000).flat_map(|i| {
        let lat = -180_000_000 + i * 10_000;
        [1_800_000_000, -1_800_000_000, 1_799_999_999]
            .map(|lon: i32| Position::from_lat_lon_e7([lat, lon]).unwrap())
    });
    let corners = [at(52.0, 4.0), at(90.0, 0.0), at(-90.0, 180.0), at(89.9, 100.0)];
    agree(&zones, anywhere.into_iter().chain(edge).chain(corners.into_iter().flat_map(around)));
}

#[test]
fn no_outlines_hold_nothing() {
    let empty = built(&[]);
    assert!(empty.is_empty());
    assert_eq!(empty.at(at(52.0, 4.0)), Ok(vec![]));
    let nowhere = built::build([(Tag(3), &Outline::Unplaced)]).unwrap().nowhere;
    assert_eq!(nowhere, [Tag(3)]);
}

/// A spiral that winds round the Earth so many times, to the north as it goes.
fn spiral(rounds: i32) -> Ring {
    let steps = rounds * 4;
    let there = (0..=steps).map(|step| (50.0 + f64::from(step) * 0.1, step));
    let back = (0..=steps).rev().map(|step| (50.5 + f64::from(step) * 0.1, step));
    let at = |(lat, step): (f64, i32)| at(lat, f64::from((step * 90 + 180).rem_euclid(360) - 180));
    Ring::short_way(there.chain(back).map(at).collect())
}

#[test]
fn a_ring_wound_round_the_earth_too_often_is_nowhere_and_not_half_lost() {
    for (rounds, placed) in [(1, true), (2, true), (3, false), (9, false)] {
        let outer = polygon(spiral(rounds));
        let outlines = [
            outer,
            Outline::Polygon { outer: ring("10 10, 10 20, 20 20"), holes: vec![spiral(rounds)] },
        ];
        for outline in outlines {
            let image = built::build([(Tag(3), &outline)]).unwrap();
            assert_eq!(image.nowhere.is_empty(), placed, "{rounds}");
            let (live, nowhere) = LiveIndex::bulk([(Tag(3), &outline)]);
            assert_eq!((nowhere.is_empty(), live.is_empty()), (placed, !placed), "{rounds}");
            assert_eq!(is_placed(&outline), placed, "{rounds}");
        }
    }
    // All of the spiral is found, whichever turn a vertex is in.
    let zones = [polygon(spiral(2))];
    agree(&zones, spiral(2).vertices.into_iter().flat_map(around));
    let (live, built) = (index(&zones), built(&zones));
    for vertex in spiral(2).vertices {
        assert_eq!(live.at(vertex), [Tag(0)]);
        assert_eq!(built.at(vertex), Ok(vec![Tag(0)]));
    }
}

#[test]
fn damaged_bytes_are_refused_or_found_by_verify() {
    let zones =
        [comb(40, 300), Outline::Circle { centre: at(52.1, 4.0), radius: Metres::whole(900) }];
    let image = built::build((0_u32..).map(Tag).zip(&zones)).unwrap().image;
    for length in 0..image.len() {
        assert!(BuiltIndex::open(&image[..length]).is_err(), "{length}");
    }
    let mut next = numbers(5);
    for at_byte in (0..image.len()).chain(0..image.len()) {
        let mut hostile = image.clone();
        hostile[at_byte] ^= u8::try_from(1 + next(255)).unwrap();
        let Ok(index) = BuiltIndex::open(&hostile) else { continue };
        assert!(index.verify().is_err(), "{at_byte}");
        for _ in 0..20 {
            let position =
                rings::position(519_990_000 + next(2_020_000), 39_990_000 + next(30_000));
            // Whatever it answers, it answers.
            let _ = index.at(position);
        }
    }
}

#[test]
fn the_same_outlines_give_the_same_bytes() {
    let zones = [comb(40, 300), polygon(ring("52 4, 52 5, 53 5, 53 4"))];
    let image = || built::build((0_u32..).map(Tag).zip(&zones)).unwrap().image;
    assert_eq!(image(), image());
}
