//! What holds of every flight plan, whatever stands in it.

use overfly_format::flights;
use overfly_model::{Code, Effect, Position};
use overfly_testkit::flights::{Item, flights_read, item, mutated, place, plan, points, waypoint};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn no_waypoint_vanishes(items in prop::collection::vec(waypoint(), 1..12)) {
        let reading = flights::read(plan(&items).as_bytes()).unwrap();
        let drawn: Vec<_> = reading.items.pieces.iter().flat_map(points).collect();
        prop_assert!(items.iter().all(|item| drawn.contains(&item.at)), "{:?}", drawn);
        prop_assert!(items.len() <= drawn.len());
    }

    #[test]
    fn no_waypoint_vanishes_among_jumps_and_unknown_commands(
        items in prop::collection::vec(prop_oneof![2 => waypoint(), 1 => item()], 1..12)
    ) {
        let reading = flights::read(plan(&items).as_bytes()).unwrap();
        let drawn: Vec<_> = reading.items.pieces.iter().flat_map(points).collect();
        let readable = |item: &&Item| item.command == 16 && [0, 3, 5, 6, 10, 11].contains(&item.frame);
        for waypoint in items.iter().filter(readable) {
            prop_assert!(drawn.contains(&waypoint.at), "{:?}", waypoint);
        }
    }

    #[test]
    fn an_unknown_command_leaves_the_flight_undecided(
        before in prop::collection::vec(waypoint(), 0..4),
        after in prop::collection::vec(waypoint(), 0..4),
        command in prop_oneof![Just(25_i64), Just(30), Just(92), Just(180), Just(192), Just(42_702), 50_000..i64::MAX],
        at in place(),
    ) {
        let unknown = Item { command, frame: 3, params: [None; 4], at, height: 50.0 };
        let field = format!("mission.items[{}].command", before.len());
        let items: Vec<Item> = before.into_iter().chain([unknown]).chain(after).collect();
        let reading = flights::read(plan(&items).as_bytes()).unwrap();
        let found = reading.findings.iter().find(|f| f.code == Code::CommandUnknown).unwrap();
        prop_assert_eq!(found.effect, Effect::Undecided);
        prop_assert_eq!(found.field.as_deref(), Some(field.as_str()));
        prop_assert!(found.text.contains(&command.to_string()));
    }

    #[test]
    fn a_damaged_plan_never_panics(
        bytes in prop::collection::vec(item(), 0..8).prop_flat_map(|items| mutated(plan(&items)))
    ) {
        flights_read(&bytes);
    }

    #[test]
    fn a_damaged_geojson_flight_never_panics(bytes in mutated(GEOJSON.to_owned())) {
        flights_read(&bytes);
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        flights_read(&bytes);
    }
}

proptest! {
    #[test]
    fn a_spline_stays_within_the_buffer_of_its_leg(
        metres in prop::array::uniform4((-3000.0..3000.0_f64, -3000.0..3000.0_f64)),
        velocity in 0..6_usize,
    ) {
        let point = |(east, north): (f64, f64)| {
            let lon = 5.0 + east / (111_320.0 * 52.0_f64.to_radians().cos());
            Position::from_lat_lon_deg([52.0 + north / 111_320.0, lon]).unwrap()
        };
        let waypoint = |command: i64, at: Position| Item { command, frame: 3, params: [None; 4], at, height: 40.0 };
        let [before, from, to, after] = metres;
        let items = [(16, before), (16, from), (82, to), (82, after)].map(|(c, m)| waypoint(c, point(m)));
        let reading = flights::read(plan(&items).as_bytes()).unwrap();
        // The local plane and the rounding of positions are good to a hundredth here.
        let buffer = reading.items.pieces[1].buffer.value() * 1.01;

        // The choices of end velocity that ArduPilot has, by what comes before and after.
        let minus = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0, a.1 - b.1);
        let v = [minus(to, from), minus(from, before), minus(to, before)][velocity % 3];
        let w = [minus(after, to), minus(after, from)][velocity / 3];
        for step in 0..=50 {
            let t = f64::from(step) / 50.0;
            let (h01, h10, h11) = (t * t * (3.0 - 2.0 * t), t * (1.0 - t) * (1.0 - t), t * t * (t - 1.0));
            let chord = minus(to, from);
            // The chord's own point is one of the points of the leg, so the distance to the leg is no greater.
            let on_leg = (from.0 + h01 * chord.0, from.1 + h01 * chord.1);
            let on_curve = (on_leg.0 + h10 * v.0 + h11 * w.0, on_leg.1 + h10 * v.1 + h11 * w.1);
            let away = minus(on_curve, on_leg);
            prop_assert!(away.0.hypot(away.1) <= buffer, "{away:?} {buffer}");
        }
    }
}

const GEOJSON: &str = r#"{"type": "FeatureCollection", "properties": {"height": 60, "datum": "agl"}, "features": [
    {"type": "Feature", "properties": {"lower": 20, "upper": "90m-amsl", "speed": 8, "duration": "1h30m"},
     "geometry": {"type": "LineString", "coordinates": [[4.7, 52.3, 30], [4.71, 52.3, 1e3], [180.5, -17]]}},
    {"type": "Feature", "properties": {"radius": 150, "home": [4.7, 52.3], "lost_link": "return"},
     "geometry": {"type": "Point", "coordinates": [4.72, 52.31]}},
    {"type": "Feature", "properties": null, "geometry": {"type": "GeometryCollection", "geometries": [
        {"type": "MultiPolygon", "coordinates": [[[[4.8, 52.3], [4.82, 52.3], [4.82, 52.31], [4.8, 52.3]]]]}]}}]}"#;

#[test]
fn the_undamaged_geojson_flight_is_read() {
    let reading = flights::read(GEOJSON.as_bytes()).unwrap();
    assert_eq!(reading.items.pieces.len(), 6, "{:?}", reading.items.pieces);
}

#[test]
fn more_items_than_the_limit_are_refused() {
    let item = r#"{"type":"SimpleItem","command":2000,"frame":2,"params":[0,0,0,0,0,0,0]},"#;
    let items = item.repeat(100_001);
    let text = format!(
        r#"{{"fileType":"Plan","version":1,"mission":{{"version":2,"items":[{}]}}}}"#,
        items.trim_end_matches(',')
    );
    let error = flights::read(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(
        error,
        "mission.items: more than 100000 items or vertices, the most this reader takes"
    );
}

#[test]
fn more_vertices_than_the_limit_are_refused() {
    let line = "[4.7,52.3],".repeat(100_001);
    let text = format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, line.trim_end_matches(','));
    let error = flights::read(text.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("more than 100000"), "{error}");
}

#[test]
fn jumps_within_jumps_end() {
    // Each of these jumps back to the start a thousand times.
    let jump = |number: usize| Item {
        command: 177,
        frame: 2,
        params: [Some(1.0), Some(1000.0), None, None],
        at: Position::from_lat_lon_deg([52.0, 5.0 + f64::from(u8::try_from(number).unwrap())])
            .unwrap(),
        height: 0.0,
    };
    let waypoint = |lat: f64| Item {
        command: 16,
        frame: 3,
        params: [None; 4],
        at: Position::from_lat_lon_deg([lat, 5.0]).unwrap(),
        height: 40.0,
    };
    let items: Vec<Item> = [waypoint(52.0), waypoint(52.1)]
        .into_iter()
        .chain((0..50).map(jump))
        .chain([waypoint(52.2)])
        .collect();
    let reading = flights::read(plan(&items).as_bytes()).unwrap();
    let found = reading.findings.iter().find(|f| f.effect == Effect::Undecided).unwrap();
    assert_eq!(found.code, Code::JumpNotFollowed);
    assert_eq!(reading.items.pieces.len(), 3, "out, back, and on");
}
