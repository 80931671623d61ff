//! One point.

use overfly_check::PointQuery;
use overfly_model::{Datum, Extent, HeightInterval, Metres, Outline, TimeInterval, ZoneType};
use overfly_testkit::scene::{agl, at, height, rectangle, zone};

use crate::ask::airspace;

#[test]
fn a_point_lies_in_the_zones_that_hold_it_sorted_and_once() {
    let here = rectangle([51.99, 5.0, 52.01, 5.02]);
    let zones = vec![
        zone("b", ZoneType::Conditional, here.clone(), agl(0, 120)),
        zone("a", ZoneType::Prohibited, here.clone(), agl(300, 400)),
        zone("b", ZoneType::Conditional, here, agl(0, 120)),
        zone("far", ZoneType::Prohibited, rectangle([51.6, 4.1, 51.61, 4.11]), agl(0, 120)),
        zone("x", ZoneType::Prohibited, Outline::Unplaced, agl(0, 120)),
    ];
    let airspace = airspace(zones);
    let terrain = airspace.terrain(&Extent::at(at(52.0, 5.0)));
    let ids = |position, heights| {
        let query =
            PointQuery { position, heights, time: TimeInterval::ANY, data_time: TimeInterval::ANY };
        let answer = airspace.at(&query, &terrain).unwrap();
        let ids: Vec<String> = answer.zones.iter().map(|z| z.zone.id.to_string()).collect();
        (answer.covered, ids.join(" "))
    };
    let any = HeightInterval::ANY;
    assert_eq!(ids(at(52.0, 5.0), any), (true, "NLD/a NLD/b NLD/x".into()), "border included");
    assert_eq!(
        ids(at(52.0, 5.01), HeightInterval::at(height(60, Datum::Agl))),
        (true, "NLD/b NLD/x".into())
    );
    assert_eq!(ids(at(52.0, 4.99), any), (true, "NLD/x".into()));
    assert_eq!(ids(at(10.0, 10.0), any), (false, String::new()));
}

#[test]
fn the_nearest_border_counts_from_inside_too() {
    let airspace = airspace(vec![zone(
        "a",
        ZoneType::Prohibited,
        Outline::Circle { centre: at(52.0, 5.0), radius: Metres::whole(1000) },
        agl(0, 120),
    )]);
    let nearest = airspace.nearest_border(at(52.0, 5.0)).unwrap().unwrap();
    assert!((nearest.distance.value() - 1000.0).abs() < 0.5 && nearest.error.value() < 1.0);
}
