//! Distances to the nearest border.

use overfly_index::{Path, Tag};
use overfly_model::geodesy::{self, Course};
use overfly_model::{Metres, Outline};
use overfly_testkit::cases::cases;
use overfly_testkit::{oracle, rings};
use proptest::prelude::*;

use crate::shapes::{at, index, polygon, ring};

const FAR: Metres = Metres::whole(2_000_000);

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_nearest_border_is_within_its_error_of_the_sampled_distance(
        one in rings::simple_ring(), other in rings::simple_ring(), course in 0.0..360.0_f64, off in 0..20_000_i32,
    ) {
        prop_assume!(one.vertices.iter().all(|v| v.lat_deg().abs() < 80.0));
        let from = geodesy::travel(one.vertices[0], Course::from_deg(course), Metres::whole(off));
        let index = index(&[polygon(one.clone()), polygon(other.clone())]);
        let found = index.nearest_border(&Path::through(&[from]).unwrap(), FAR, |_| true).unwrap();
        let truth = oracle::distance_to_border_m(&one, from).min(oracle::distance_to_border_m(&other, from));
        prop_assert!(found.distance.value() - found.error.value() <= truth + 0.05, "{found:?} {truth}");
        prop_assert!(truth <= found.distance.value() + 0.05, "{found:?} {truth}");
    }
}

#[test]
fn the_nearest_border_of_a_circle_is_its_rim_from_either_side() {
    let centre = at(52.0, 4.0);
    let index = index(&[Outline::Circle { centre, radius: Metres::whole(1000) }]);
    for (distance, expected) in [(1840, 840), (900, 100), (1, 999)] {
        let from = geodesy::travel(centre, Course::from_deg(45.0), Metres::whole(distance));
        let found = index.nearest_border(&Path::through(&[from]).unwrap(), FAR, |_| true).unwrap();
        assert!((found.distance.value() - f64::from(expected)).abs() < 0.5, "{found:?}");
    }
}

#[test]
fn what_is_not_accepted_or_lies_beyond_the_limit_is_passed_over() {
    let index =
        index(&[polygon(ring("52 4, 52 5, 53 5, 53 4")), polygon(ring("52 6, 52 7, 53 7, 53 6"))]);
    let path = Path::through(&[at(52.5, 5.1)]).unwrap();
    assert_eq!(index.nearest_border(&path, FAR, |_| true).unwrap().tag, Tag(0));
    assert_eq!(index.nearest_border(&path, FAR, |tag| tag != Tag(0)).unwrap().tag, Tag(1));
    assert!(index.nearest_border(&path, Metres::whole(100), |_| true).is_none());
    assert!(index.nearest_border(&path, FAR, |_| false).is_none());
}
