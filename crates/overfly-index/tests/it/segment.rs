//! Straight segments against outlines, without margin.

use geo::Intersects;
use overfly_index::Region;
use overfly_model::geodesy::{self, Course};
use overfly_model::{Metres, Outline, Position, Ring};
use overfly_testkit::cases::cases;
use overfly_testkit::{oracle, rings};
use proptest::prelude::*;

use crate::shapes::{at, geo_coord, geo_ring, index, polygon, ring};

type Ends = ([u8; 2], [prop::sample::Index; 2], [[i32; 2]; 2]);

fn ends(ring: &Ring, (kinds, which, offsets): &Ends) -> [Position; 2] {
    [0, 1].map(|i| rings::point_for(ring, kinds[i], which[i], offsets[i].map(i64::from)))
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn the_index_agrees_with_geo_on_simple_rings(ring in rings::simple_ring(), choice in any::<Ends>()) {
        let [a, b] = ends(&ring, &choice);
        let [from, to] = [a, b].map(|p| geo_coord(&ring, p));
        // A segment is literal: both ends on the side of the antimeridian that the ring starts on.
        prop_assume!(from.x.abs() <= 1.8e9 && to.x.abs() <= 1.8e9);
        let expected = geo::Polygon::new(geo_ring(&ring), vec![]).intersects(&geo::Line::new(from, to));
        let index = index(&[polygon(ring.clone())]);
        prop_assert_eq!(!index.segment([a, b]).is_empty(), expected, "{} - {} in {:?}", a, b, ring);
        prop_assert_eq!(!index.segment([b, a]).is_empty(), expected, "{} - {} in {:?}", b, a, ring);
    }

    #[test]
    fn every_point_of_a_stretch_is_inside_and_every_other_is_not(ring in rings::any_ring(), choice in any::<Ends>()) {
        let [a, b] = ends(&ring, &choice);
        prop_assume!((i64::from(a.lon_e7()) - i64::from(b.lon_e7())).abs() < 1_800_000_000);
        let region = Region::of(&polygon(ring.clone())).unwrap();
        let stretches = region.segment([a, b]);
        let [dx, dy] = [i64::from(b.lon_e7()) - i64::from(a.lon_e7()), i64::from(b.lat_e7()) - i64::from(a.lat_e7())];
        let steps = gcd(dx.abs(), dy.abs());
        // Lattice points of the segment are exactly on it.
        for i in (0..=steps).step_by(usize::try_from(steps / 50 + 1).unwrap()) {
            let (num, den) = if steps == 0 { (0, 1) } else { (i, steps) };
            let p = rings::position(i64::from(a.lat_e7()) + dy / den.max(1) * num, i64::from(a.lon_e7()) + dx / den.max(1) * num);
            #[allow(clippy::cast_precision_loss, reason = "small")]
            let t = num as f64 / den as f64;
            let inside = oracle::ring_holds(&ring, p);
            if inside {
                prop_assert!(stretches.iter().any(|s| s[0] <= t + 1e-9 && t <= s[1] + 1e-9), "{} lost at {} of {:?}", p, t, stretches);
            } else {
                prop_assert!(!stretches.iter().any(|s| s[0] + 1e-9 < t && t < s[1] - 1e-9), "{} added at {} of {:?}", p, t, stretches);
            }
        }
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[test]
fn a_segment_through_a_hole_is_two_stretches() {
    let zone = Outline::Polygon {
        outer: ring("52 4, 52 5, 53 5, 53 4"),
        holes: vec![ring("52.2 4.2, 52.2 4.8, 52.8 4.8, 52.8 4.2")],
    };
    let region = Region::of(&zone).unwrap();
    let stretches = region.segment([at(52.5, 4.0), at(52.5, 5.0)]);
    assert_eq!(stretches.len(), 2);
    assert!((stretches[0][1] - 0.2).abs() < 1e-9 && (stretches[1][0] - 0.8).abs() < 1e-9);
    assert!(region.segment([at(52.4, 4.4), at(52.6, 4.6)]).is_empty(), "strictly inside the hole");
    assert!(
        !region.segment([at(52.4, 4.4), at(52.8, 4.6)]).is_empty(),
        "touches the border of the hole"
    );
}

#[test]
fn a_segment_along_a_shared_border_meets_both_zones() {
    let index =
        index(&[polygon(ring("52 4, 52 5, 53 5, 53 4")), polygon(ring("52 5, 52 6, 53 6, 53 5"))]);
    assert_eq!(index.segment([at(52.2, 5.0), at(52.8, 5.0)]).len(), 2);
    assert_eq!(index.segment([at(53.0, 4.5), at(54.0, 4.5)]).len(), 1);
}

#[test]
fn a_segment_through_a_circle_that_begins_and_ends_outside_meets_it() {
    let centre = at(52.0, 4.0);
    for radius in [30, 3_000, 300_000] {
        let zones = [Outline::Circle { centre, radius: Metres::whole(radius) }];
        let (live, built) = (index(&zones), crate::built::built(&zones));
        let away = |course: f64, by: f64| {
            geodesy::travel(
                centre,
                Course::from_deg(course),
                Metres::new(f64::from(radius) * by).unwrap(),
            )
        };
        for (ends, expected) in [
            ([away(90.0, 1.2), away(270.0, 1.2)], 1),
            ([away(10.0, 2.0), away(195.0, 5.0)], 1),
            ([away(0.0, 0.5), away(90.0, 0.5)], 1),
            ([away(0.0, 2.0), away(90.0, 2.0)], 0),
            ([away(0.0, 1.2), away(0.0, 5.0)], 0),
        ] {
            assert_eq!(live.segment(ends).len(), expected, "{radius} {ends:?}");
            assert_eq!(built.segment(ends).unwrap().len(), expected, "{radius} {ends:?}");
        }
    }
}

#[test]
fn a_segment_meets_a_circle_where_its_points_do() {
    let mut next = crate::built::numbers(8);
    for _ in 0..300 {
        let (lat, lon) = (next(1_700_000_001) - 850_000_000, next(3_400_000_001) - 1_700_000_000);
        let radius = Metres::whole(i32::try_from(1 + next(2_000)).unwrap());
        let centre = rings::position(lat, lon);
        let mut end =
            || rings::position(lat + next(800_001) - 400_000, lon + next(800_001) - 400_000);
        let [a, b] = [end(), end()];
        let between = |t: i64, from: i32, to: i32| {
            i64::from(from) + (i64::from(to) - i64::from(from)) * t / 5_000
        };
        let nearest = (0..=5_000)
            .map(|t| {
                rings::position(
                    between(t, a.lat_e7(), b.lat_e7()),
                    between(t, a.lon_e7(), b.lon_e7()),
                )
            })
            .map(|p| geodesy::distance(centre, p).value())
            .fold(f64::INFINITY, f64::min);
        let zones = [Outline::Circle { centre, radius }];
        let met = !index(&zones).segment([a, b]).is_empty();
        assert_eq!(!crate::built::built(&zones).segment([a, b]).unwrap().is_empty(), met);
        // Samples are some metres apart: the nearest point may be a little nearer than the nearest of them.
        if nearest <= radius.value() {
            assert!(met, "{a} {b} misses {centre} {radius:?} by {nearest}");
        } else if nearest > radius.value() + 20.0 {
            assert!(!met, "{a} {b} meets {centre} {radius:?} at {nearest}");
        }
    }
}
