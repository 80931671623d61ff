//! Areas of a flight against outlines.

use geo::{Densify, Geodesic, Intersects, MapCoords};
use overfly_index::{Area, Region};
use overfly_model::{Metres, Outline, Ring};
use overfly_testkit::cases::cases;
use overfly_testkit::rings;
use proptest::prelude::*;

use crate::shapes::{at, geo_ring, index, polygon, ring};

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn an_area_that_intersects_a_simple_ring_is_never_missed(zone in rings::simple_ring(), area in rings::simple_ring()) {
        prop_assume!(zone.vertices.iter().chain(&area.vertices).all(|v| v.lat_deg().abs() < 89.0));
        let near = |v: f64| v.abs() < 170.0;
        prop_assume!(zone.vertices.iter().chain(&area.vertices).all(|v| near(v.lon_deg())));
        let meets = |area: geo::LineString<f64>| {
            geo::Polygon::new(geo_ring(&zone), vec![]).intersects(&geo::Polygon::new(area, vec![]))
        };
        let index = index(&[polygon(zone.clone())]);
        let flown = Area::inside(&area.vertices).unwrap();
        if index.over(&flown, Metres::ZERO).is_empty() {
            // Straight edges are cheap to try; where they meet the zone, geodesics may still pass it.
            let met = meets(geo_ring(&area)) && meets(along_geodesics(&area));
            prop_assert!(!met, "{:?} {:?}", zone, area);
        }
        let region = Region::of(&polygon(zone.clone())).unwrap();
        if region.encloses(&flown, Metres::ZERO) {
            prop_assert!(area.vertices.iter().all(|v| region.holds(*v)), "{:?} {:?}", zone, area);
        }
    }
}

/// The ring with its edges along geodesics, a vertex every 50 m: within 1 cm of them up to 86 degrees
/// of latitude.
fn along_geodesics(ring: &Ring) -> geo::LineString<f64> {
    let mut degrees = geo_ring(ring).map_coords(|c| geo::Coord { x: c.x * 1e-7, y: c.y * 1e-7 });
    degrees.close();
    let dense: geo::LineString<f64> = Geodesic.densify(&degrees, 50.0);
    dense.map_coords(|c| geo::Coord { x: c.x * 1e7, y: c.y * 1e7 })
}

#[test]
fn a_geodesic_near_a_pole_passes_what_the_straight_edge_would_touch() {
    let zone = ring(
        "-85.9886333 150.0005237, -85.9937003 149.9905243, -85.9968845 149.9890561, -86.009107 149.9931782, \
         -86.024257 150.0206233, -86 150.0113787",
    );
    let area = ring("-86.0693369 149.8884441, -86.0587059 150.0043056, -86 150.0907112");
    let straight = geo::Polygon::new(geo_ring(&area), vec![]);
    let geodesic = geo::Polygon::new(along_geodesics(&area), vec![]);
    let zone_in_plane = geo::Polygon::new(geo_ring(&zone), vec![]);
    assert!(zone_in_plane.intersects(&straight) && !zone_in_plane.intersects(&geodesic));
    let flown = Area::inside(&area.vertices).unwrap();
    assert!(index(&[polygon(zone.clone())]).over(&flown, Metres::ZERO).is_empty());
    assert!(!index(&[polygon(zone)]).over(&flown, Metres::whole(2)).is_empty());
}

#[test]
fn an_area_meets_what_it_swallows_and_what_swallows_it() {
    let zone = ring("52.4 4.4, 52.4 4.6, 52.6 4.6, 52.6 4.4");
    let table = [
        ("swallows", "52 4, 52 5, 53 5, 53 4", true),
        ("is swallowed", "52.45 4.45, 52.45 4.55, 52.55 4.55, 52.55 4.45", true),
        ("crosses", "52.5 4.5, 52.5 5, 53 5, 53 4.5", true),
        ("touches a corner", "52.6 4.6, 52.6 5, 53 5, 53 4.6", true),
        ("lies apart", "52.61 4.61, 52.61 5, 53 5, 53 4.61", false),
    ];
    for (how, text, meets) in table {
        let area = Area::inside(&ring(text).vertices).unwrap();
        assert_eq!(
            !index(&[polygon(zone.clone())]).over(&area, Metres::whole(10)).is_empty(),
            meets,
            "{how}"
        );
    }
}

#[test]
fn an_area_inside_a_hole_is_free_until_its_margin_reaches_the_border() {
    let zone = Outline::Polygon {
        outer: ring("52 4, 52 5, 53 5, 53 4"),
        holes: vec![ring("52.4 4.4, 52.4 4.6, 52.6 4.6, 52.6 4.4")],
    };
    let index = index(&[zone]);
    // 0.001 degree of latitude is 111 m.
    let area =
        Area::inside(&ring("52.401 4.42, 52.401 4.58, 52.58 4.58, 52.58 4.42").vertices).unwrap();
    assert!(index.over(&area, Metres::whole(100)).is_empty());
    assert!(!index.over(&area, Metres::whole(112)).is_empty());
}

#[test]
fn an_area_meets_a_circle_by_its_distance() {
    let zone = Outline::Circle { centre: at(52.0, 4.0), radius: Metres::whole(1000) };
    let index = index(&[zone]);
    for (gap, meets) in [(-5, true), (9, true), (11, false)] {
        let centre = overfly_model::geodesy::travel(
            at(52.0, 4.0),
            overfly_model::geodesy::Course::from_deg(77.0),
            Metres::whole(1150 + gap),
        );
        let area = Area::round(centre, Metres::whole(150)).unwrap();
        assert_eq!(!index.over(&area, Metres::whole(10)).is_empty(), meets, "{gap}");
    }
    let whole = Area::round(at(52.0, 4.0), Metres::whole(5000)).unwrap();
    assert!(!index.over(&whole, Metres::ZERO).is_empty(), "swallows the circle");
}

#[test]
fn coverage_encloses_only_what_keeps_the_margin() {
    let coverage = Region::of(&polygon(ring("52 4, 52 5, 53 5, 53 4"))).unwrap();
    let area = |text| Area::inside(&ring(text).vertices).unwrap();
    assert!(coverage.encloses(&area("52.4 4.4, 52.4 4.6, 52.6 4.6, 52.6 4.4"), Metres::whole(10)));
    assert!(
        !coverage.encloses(&area("52.00001 4.4, 52.4 4.6, 52.6 4.6, 52.6 4.4"), Metres::whole(10))
    );
    assert!(
        !coverage.encloses(&area("51 3, 51 6, 54 6, 54 3"), Metres::whole(10)),
        "the other way round"
    );
}
