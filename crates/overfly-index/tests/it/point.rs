//! Points in outlines.

use geo::Intersects;
use overfly_index::{LiveIndex, Region, Tag};
use overfly_model::{Metres, Outline, Ring};
use overfly_testkit::cases::cases;
use overfly_testkit::{oracle, rings};
use proptest::prelude::*;

use crate::shapes::{at, geo_coord, geo_ring, index, polygon, ring};

type Probe = (u8, prop::sample::Index, [i64; 2]);

fn probes() -> impl Strategy<Value = Vec<Probe>> {
    prop::collection::vec(
        (
            any::<u8>(),
            any::<prop::sample::Index>(),
            any::<[i32; 2]>().prop_map(|p| p.map(i64::from)),
        ),
        16,
    )
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn the_index_agrees_with_counting_quarter_turns(ring in rings::any_ring(), probes in probes()) {
        let index = index(&[polygon(ring.clone())]);
        let reversed = Ring { vertices: ring.vertices.iter().rev().copied().collect(), reading: ring.reading };
        let reversed = Region::of(&polygon(reversed)).unwrap();
        for (kind, which, offsets) in probes {
            let position = rings::point_for(&ring, kind, which, offsets);
            let expected = oracle::ring_holds(&ring, position);
            prop_assert_eq!(!index.at(position).is_empty(), expected, "{} in {:?}", position, ring);
            prop_assert_eq!(reversed.holds(position), expected, "reversed: {} in {:?}", position, ring);
        }
    }

    #[test]
    fn the_index_agrees_with_geo_on_simple_rings_with_a_hole(
        outer in rings::simple_ring(), shrink in 2..9_i64, probes in probes(),
    ) {
        // A hole that shares one corner with its ring, and lies within the triangle of its neighbours
        // or beyond: `geo` is asked the same question either way.
        let hole = smaller(&outer, shrink);
        let zone = Outline::Polygon { outer: outer.clone(), holes: vec![hole.clone()] };
        let region = Region::of(&zone).unwrap();
        for (kind, which, offsets) in probes {
            let from = if kind % 2 == 0 { &outer } else { &hole };
            let position = rings::point_for(from, kind / 2, which, offsets);
            let solid = geo::Polygon::new(geo_ring(&outer), vec![]);
            let void = geo::Polygon::new(geo_ring(&hole), vec![]);
            let coord = geo_coord(&outer, position);
            let strictly = geo::Contains::contains(&void, &coord);
            let expected = solid.intersects(&coord) && !strictly;
            prop_assert_eq!(region.holds(position), expected, "{} in {:?}", position, zone);
        }
    }

    #[test]
    fn the_index_agrees_with_the_geodesic_on_circles(
        (lat, lon) in rings::centre(), radius in 1..60_000_i32, course in 0.0..360.0_f64, off in -2.0..2.0_f64,
    ) {
        let centre = rings::position(lat, lon);
        let radius = Metres::whole(radius);
        let index = index(&[Outline::Circle { centre, radius }]);
        let reach = Metres::new(radius.value() + off).unwrap();
        let position = overfly_model::geodesy::travel(centre, overfly_model::geodesy::Course::from_deg(course), reach);
        let distance = overfly_model::geodesy::distance(centre, position);
        // The border has a millimetre.
        prop_assume!((distance.value() - radius.value()).abs() > 0.001);
        prop_assert_eq!(!index.at(position).is_empty(), distance <= radius);
    }
}

/// The ring drawn towards its first corner.
fn smaller(ring: &Ring, shrink: i64) -> Ring {
    let first = ring.vertices[0];
    let towards = |p: &overfly_model::Position| {
        let span = i64::from(p.lon_e7()) - i64::from(first.lon_e7());
        let span = (span + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
        let rise = i64::from(p.lat_e7()) - i64::from(first.lat_e7());
        rings::position(
            i64::from(first.lat_e7()) + rise / shrink,
            i64::from(first.lon_e7()) + span / shrink,
        )
    };
    Ring { vertices: ring.vertices.iter().map(towards).collect(), reading: ring.reading }
}

#[test]
fn a_star_shaped_ring_keeps_its_middle() {
    let star = ring("52.10 4.00, 51.90 4.06, 52.03 3.90, 52.03 4.10, 51.90 3.94");
    assert!(Region::of(&polygon(star)).unwrap().holds(at(52.0, 4.0)));
}

#[test]
fn a_ring_drawn_twice_keeps_its_area() {
    let twice = ring("52 4, 52 5, 53 5, 53 4, 52 4, 52 5, 53 5, 53 4");
    assert!(Region::of(&polygon(twice)).unwrap().holds(at(52.5, 4.5)));
}

#[test]
fn plus_and_minus_180_are_one_meridian() {
    for outer in
        [ring("-17 179, -17 180, -16 180, -16 179"), ring("-17 -180, -17 -179, -16 -179, -16 -180")]
    {
        let region = Region::of(&polygon(outer)).unwrap();
        for lon in [180.0, -180.0] {
            assert!(region.holds(at(-16.5, lon)), "{lon}");
        }
    }
}

#[test]
fn a_literal_ring_from_minus_180_to_180_is_a_belt_and_the_short_way_is_not() {
    let vertices = ring("-17 -179, -17 179, -16 179, -16 -179").vertices;
    let belt = Region::of(&polygon(Ring::literal(vertices.clone()))).unwrap();
    let narrow = Region::of(&polygon(Ring::short_way(vertices))).unwrap();
    for (lon, in_belt, in_narrow) in
        [(0.0, true, false), (179.5, false, true), (180.0, false, true), (-179.5, false, true)]
    {
        assert_eq!(belt.holds(at(-16.5, lon)), in_belt, "{lon}");
        assert_eq!(narrow.holds(at(-16.5, lon)), in_narrow, "{lon}");
    }
}

#[test]
fn a_point_and_a_segment_are_still_places() {
    let index = index(&[polygon(ring("52 4")), polygon(ring("52 5, 53 5"))]);
    assert_eq!(index.at(at(52.0, 4.0)), [Tag(0)]);
    assert_eq!(index.at(at(52.5, 5.0)), [Tag(1)]);
    assert!(index.at(at(52.5, 5.000_000_1)).is_empty());
}

#[test]
fn an_unplaced_outline_is_handed_back() {
    let (index, nowhere) =
        LiveIndex::bulk([(Tag(3), &Outline::Unplaced), (Tag(4), &polygon(Ring::literal(vec![])))]);
    assert!(index.is_empty());
    assert_eq!(nowhere, [Tag(3), Tag(4)]);
    assert!(!LiveIndex::new().insert(Tag(1), &Outline::Unplaced));
}
