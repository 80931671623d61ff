//! Paths with a margin, against sampled geodesic distances.

use overfly_index::{Along, Path, Region};
use overfly_model::geodesy::{self, Course};
use overfly_model::{Metres, Outline, Position};
use overfly_testkit::cases::cases;
use overfly_testkit::{oracle, rings};
use proptest::prelude::*;

use crate::shapes::{at, polygon, ring};

fn holds(along: &[Along], at: f64, slack: f64) -> bool {
    along.iter().any(|s| s.from.value() <= at + slack && at - slack <= s.to.value())
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_path_within_the_margin_of_a_ring_is_never_missed(
        ring in rings::simple_ring(), which in any::<prop::sample::Index>(),
        off in 0.0..40.0_f64, course in 0.0..360.0_f64, heading in 0.0..360.0_f64, length in 1..3_000_i32, margin in 0..30_i32,
    ) {
        // Near the poles the answer is Undecided before the index is asked.
        prop_assume!(ring.vertices.iter().all(|v| v.lat_deg().abs() < 89.0));
        let corner = ring.vertices[which.index(ring.vertices.len())];
        let from = geodesy::travel(corner, Course::from_deg(course), Metres::new(off).unwrap());
        let to = geodesy::travel(from, Course::from_deg(heading), Metres::whole(length));
        let margin = Metres::whole(margin);
        let path = Path::through(&[from, to]).unwrap();
        let region = Region::of(&polygon(ring.clone())).unwrap();
        let along = region.along(&path, margin);
        for i in 0..=12 {
            let t = path.length().value() * f64::from(i) / 12.0;
            let p = path.position_at(Metres::new(t).unwrap()).unwrap();
            let near = oracle::ring_holds(&ring, p) || oracle::distance_to_border_m(&ring, p) <= margin.value();
            if near {
                prop_assert!(holds(&along, t, 0.02), "{p} at {t} m is within {margin:?}, found {along:?}");
            }
        }
    }

    #[test]
    fn a_path_well_beyond_the_margin_of_a_small_ring_is_left_alone(
        (lat, lon) in rings::centre(), course in 0.0..360.0_f64, gap in 1.0..50.0_f64, margin in 0..30_i32,
    ) {
        let centre = rings::position(lat, lon);
        prop_assume!(centre.lat_deg().abs() < 87.5);
        let corners: Vec<Position> = (0..8).map(|i| geodesy::travel(centre, Course::from_deg(45.0 * f64::from(i)), Metres::whole(200))).collect();
        let ring = overfly_model::Ring::short_way(corners);
        let from = geodesy::travel(centre, Course::from_deg(course), Metres::new(200.0 + f64::from(margin) + gap).unwrap());
        let to = geodesy::travel(from, Course::from_deg(course), Metres::whole(500));
        let region = Region::of(&polygon(ring)).unwrap();
        let path = Path::through(&[from, to]).unwrap();
        prop_assert!(region.along(&path, Metres::whole(margin)).is_empty());
    }

    #[test]
    fn a_path_beside_a_circle_meets_it_exactly_within_the_margin(
        (lat, lon) in rings::centre(), radius in 10..20_000_i32, course in 0.0..360.0_f64, off in -30.0..30.0_f64, margin in 0..30_i32,
    ) {
        let centre = rings::position(lat, lon);
        prop_assume!(centre.lat_deg().abs() < 87.5);
        let region = Region::of(&Outline::Circle { centre, radius: Metres::whole(radius) }).unwrap();
        let reach = f64::from(radius) + f64::from(margin) + off;
        prop_assume!(reach > 1.0);
        // A tangent: the nearest point is its middle.
        let middle = geodesy::travel(centre, Course::from_deg(course), Metres::new(reach).unwrap());
        let (_, back) = geodesy::distance_and_course(middle, centre);
        let [from, to] = [90.0, -90.0].map(|turn| geodesy::travel(middle, Course::from_deg(back.deg() + turn), Metres::whole(400)));
        let path = Path::through(&[from, middle, to]).unwrap();
        let met = !region.along(&path, Metres::whole(margin)).is_empty();
        if off < 0.0 {
            prop_assert!(met, "missed by {off}");
        } else if off > 0.3 {
            prop_assert!(!met, "met at {off}");
        }
    }
}

#[test]
fn a_margin_reaches_across_the_antimeridian() {
    let region =
        Region::of(&polygon(ring("-17 -179.9999, -17 -179, -16 -179, -16 -179.9999"))).unwrap();
    // 0.0001 degree of longitude is 10.7 m here.
    let path = Path::through(&[at(-16.5, 179.999), at(-16.5, 179.999_999)]).unwrap();
    assert!(!region.along(&path, Metres::whole(11)).is_empty());
    assert!(region.along(&path, Metres::whole(10)).is_empty());
}

#[test]
fn a_leg_across_the_antimeridian_goes_the_short_way() {
    let path = Path::through(&[at(-16.5, 179.9), at(-16.5, -179.9)]).unwrap();
    assert!(path.length() < Metres::whole(22_000));
    let fiji =
        Region::of(&polygon(ring("-17 -179.95, -17 -179.94, -16 -179.94, -16 -179.95"))).unwrap();
    let greenwich = Region::of(&polygon(ring("-17 -1, -17 1, -16 1, -16 -1"))).unwrap();
    assert_eq!(fiji.along(&path, Metres::ZERO).len(), 1);
    assert!(greenwich.along(&path, Metres::ZERO).is_empty());
}

#[test]
fn a_long_border_edge_is_met_as_a_geodesic_too() {
    // Between these corners the geodesic runs some 2.4 km north of the parallel at its middle.
    let region = Region::of(&polygon(ring("60 20, 60 24, 59 24, 59 20"))).unwrap();
    let between = Path::through(&[at(60.01, 21.99), at(60.01, 22.01)]).unwrap();
    assert!(!region.along(&between, Metres::ZERO).is_empty());
    let beyond = Path::through(&[at(60.05, 21.99), at(60.05, 22.01)]).unwrap();
    assert!(region.along(&beyond, Metres::ZERO).is_empty());
    // At its ends an edge does not bulge.
    let corner = Path::through(&[at(60.01, 20.001), at(60.01, 20.002)]).unwrap();
    assert!(region.along(&corner, Metres::ZERO).is_empty());
    assert!(!region.holds(at(60.01, 22.0)), "the zone itself stays as published");
}

#[test]
fn what_lies_inside_keeps_the_margin_from_the_border() {
    let region = Region::of(&polygon(ring("52 4, 52 4.1, 52.1 4.1, 52.1 4"))).unwrap();
    let path = Path::through(&[at(52.05, 4.05), at(52.05, 4.15)]).unwrap();
    let inside = region.inside_along(&path, Metres::whole(10));
    let met = region.along(&path, Metres::whole(10));
    assert_eq!((inside.len(), met.len()), (1, 1));
    let (inside, met) = (inside[0].to.value(), met[0].to.value());
    assert!(met - inside > 20.0 && met - inside < 21.0, "{inside} {met}");
    assert!(
        region.inside_along(&Path::through(&[at(52.2, 4.05)]).unwrap(), Metres::ZERO).is_empty()
    );
}
