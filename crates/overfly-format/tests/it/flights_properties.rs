//! What holds of every flight plan, whatever stands in it.

use overfly_format::flights;
use overfly_model::{Code, Effect, Footprint, Piece, Position};
use overfly_testkit::flights::{
    Item, flights_read, item, mutated, place, plan, points, waypoint, wpl,
};
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
    fn no_row_of_a_mission_vanishes(items in prop::collection::vec(waypoint(), 1..12)) {
        let reading = flights::read(wpl(&items).as_bytes()).unwrap();
        let drawn: Vec<_> = reading.items.pieces.iter().flat_map(points).collect();
        prop_assert!(items.iter().all(|item| drawn.contains(&item.at)), "{:?}", drawn);
    }

    /// A mission does not say what flies it, so it takes at least the room and the height that the same
    /// plan for a multirotor takes.
    #[test]
    fn a_mission_flies_no_narrower_than_the_same_plan(
        items in prop::collection::vec(prop_oneof![4 => waypoint(), 1 => loiter_or_spline()], 1..8)
    ) {
        let plan = flights::read(plan(&items).replace("\"plannedHomePosition\": [52.09, 5.12, 3], ", "").as_bytes());
        let mission = flights::read(wpl(&items).replacen("0\t52.09\t5.12\t3", "0\t0\t0\t0", 1).as_bytes());
        let (plan, mission) = (plan.unwrap().items, mission.unwrap().items);
        prop_assert_eq!(plan.pieces.iter().map(points).collect::<Vec<_>>(),
            mission.pieces.iter().map(points).collect::<Vec<_>>());
        for (narrow, wide) in plan.pieces.iter().zip(&mission.pieces) {
            prop_assert!(room(wide) >= room(narrow), "{narrow:?} {wide:?}");
            prop_assert_eq!(wide.heights, narrow.heights);
            prop_assert!(wide.elapsed.is_none() || wide.elapsed == narrow.elapsed
                || narrow.elapsed.is_some(), "{narrow:?} {wide:?}");
        }
    }

    #[test]
    fn a_damaged_mission_never_panics(
        bytes in prop::collection::vec(item(), 0..8).prop_flat_map(|items| mutated(wpl(&items)))
    ) {
        flights_read(&bytes);
    }

    #[test]
    fn a_damaged_table_never_panics(bytes in prop_oneof![mutated(TABLE.to_owned()), mutated(LITCHI.to_owned())]) {
        flights_read(&bytes);
    }

    /// Whatever parts the columns, and whatever else stands in them.
    #[test]
    fn no_row_of_a_table_vanishes(
        places in prop::collection::vec(place(), 1..12),
        separator in prop_oneof![Just(","), Just(";"), Just("\t")],
        lon_first in any::<bool>(),
    ) {
        let row = |lat: &str, lon: &str| {
            let both = if lon_first { [lon, lat] } else { [lat, lon] };
            [both[0], "\"note\"", both[1], "60"].join(separator)
        };
        let mut text = row("Latitude", "Longitude").replace("60", "height_agl_m") + "\r\n";
        for at in &places {
            text += &(row(&at.lat_deg().to_string(), &at.lon_deg().to_string()) + "\r\n");
        }
        let reading = flights::read(text.as_bytes()).unwrap();
        let drawn: Vec<_> = reading.items.pieces.iter().flat_map(points).collect();
        prop_assert!(places.iter().all(|place| drawn.contains(place)), "{text} {drawn:?}");
        prop_assert!(reading.findings.iter().all(|f| f.effect == Effect::Note), "{:?}", reading.findings);
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
        heights in prop::array::uniform4(0.0..200.0_f64),
        velocity in 0..6_usize,
    ) {
        let point = |(east, north): (f64, f64)| {
            let lon = 5.0 + east / (111_320.0 * 52.0_f64.to_radians().cos());
            Position::from_lat_lon_deg([52.0 + north / 111_320.0, lon]).unwrap()
        };
        let waypoint = |command: i64, at: Position, height: f64| Item { command, frame: 3, params: [None; 4], at, height };
        let [before, from, to, after] = metres;
        let [h_before, h_from, h_to, h_after] = heights;
        let items = [(16, before, h_before), (16, from, h_from), (82, to, h_to), (82, after, h_after)]
            .map(|(c, m, h)| waypoint(c, point(m), h));
        let reading = flights::read(plan(&items).as_bytes()).unwrap();
        // The local plane and the rounding of positions are good to a hundredth here.
        let buffer = reading.items.pieces[1].buffer.value() * 1.01;

        // The choices of end velocity that ArduPilot has, by what comes before and after.
        let minus = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0, a.1 - b.1);
        let v = [minus(to, from), minus(from, before), minus(to, before)][velocity % 3];
        let w = [minus(after, to), minus(after, from)][velocity / 3];
        let flown = reading.items.pieces[1].heights;
        let [lowest, highest] = [flown.lower, flown.upper].map(|end| end.unwrap().height.value());
        let climb = [h_to - h_from, h_from - h_before, h_to - h_before][velocity % 3];
        let climb_on = [h_after - h_to, h_after - h_from][velocity / 3];
        for step in 0..=50 {
            let t = f64::from(step) / 50.0;
            let (h01, h10, h11) = (t * t * (3.0 - 2.0 * t), t * (1.0 - t) * (1.0 - t), t * t * (t - 1.0));
            let chord = minus(to, from);
            // The chord's own point is one of the points of the leg, so the distance to the leg is no greater.
            let on_leg = (from.0 + h01 * chord.0, from.1 + h01 * chord.1);
            let on_curve = (on_leg.0 + h10 * v.0 + h11 * w.0, on_leg.1 + h10 * v.1 + h11 * w.1);
            let away = minus(on_curve, on_leg);
            prop_assert!(away.0.hypot(away.1) <= buffer, "{away:?} {buffer}");
            let height = h_from + h01 * (h_to - h_from) + h10 * climb + h11 * climb_on;
            prop_assert!((lowest - 1e-6..=highest + 1e-6).contains(&height), "{height} {flown}");
        }
    }
}

fn loiter_or_spline() -> impl Strategy<Value = Item> {
    let radius = prop_oneof![Just(30.0), Just(-150.0)];
    (prop_oneof![Just(18_i64), Just(19), Just(82)], radius, waypoint()).prop_map(
        |(command, radius, item)| Item {
            command,
            params: [Some(2.0), None, if command == 82 { None } else { Some(radius) }, None],
            ..item
        },
    )
}

/// How far from its footprint a piece may lead.
fn room(piece: &Piece) -> f64 {
    let radius = match piece.footprint {
        Footprint::Circle { radius, .. } => radius.value(),
        _ => 0.0,
    };
    radius + piece.buffer.value()
}

const TABLE: &str = "kind;lat;lon;height_agl_m;speed_km_h;hold_s;time;index\n\
    home;52,3;4,7;;;;;\nwaypoint;52,301;4,71;60,5;30;10;2026-11-22T10:30:00+01:00;1\n\
    ;52,31;4,71;\"60\";;;2026-11-22T10:32:00+01:00;2\nrally;52,305;4,7;40;;;;3\n";

const LITCHI: &str = "latitude,longitude,altitude(ft),heading(deg),curvesize(ft),rotationdir,gimbalmode,\
    actiontype1,actionparam1,altitudemode,speed(m/s),poi_altitude(ft)\n\
    52.3,4.7,100,90,0,0,2,0,5000,0,8,0\n52.3,4.702,200,90,30,0,2,5,-90,1,0,0\n";

#[test]
fn the_undamaged_tables_are_read() {
    for table in [TABLE, LITCHI] {
        let reading = flights::read(table.as_bytes()).unwrap();
        assert!(!reading.items.pieces.is_empty(), "{table}");
        let undecided = reading.findings.iter().find(|f| f.effect == Effect::Undecided);
        assert_eq!(undecided, None, "{table}");
    }
}

#[test]
fn more_rows_than_the_limit_are_refused() {
    let mission = format!("QGC WPL 110\n{}", "0 0 3 2000 0 0 0 0 0 0 0 1\n".repeat(100_001));
    let table = format!("lat,lon,height_agl_m\n{}", "52.3,4.7,60\n".repeat(100_001));
    for text in [mission, table] {
        let error = flights::read(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("more than 100000"), "{error}");
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
