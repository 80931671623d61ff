//! What must never be clear.

use crate::kit::{Ended, Folder, circle, dutch, ed269, line, polygon, prohibited};

const BETWEEN: &str = "[5.000, 52.000], [5.010, 52.000]";

fn verdict(ended: &Ended) -> &str {
    ended.stdout.split_whitespace().next().unwrap_or("")
}

fn is_blocked_by(ended: &Ended, zone: &str) {
    assert_eq!((verdict(ended), ended.code), ("BLOCKED", 1), "{ended:?}");
    let line = ended.stdout.lines().find(|line| line.contains("blocked")).unwrap();
    assert!(line.contains(zone), "{line}");
}

fn is_undecided(ended: &Ended) {
    assert_eq!((verdict(ended), ended.code), ("UNDECIDED", 2), "{ended:?}");
}

#[test]
fn a_flight_that_meets_no_zone_within_the_data_is_clear() {
    let ended = Folder::check(&line(BETWEEN), &dutch(&[]));
    assert_eq!((verdict(&ended), ended.code), ("CLEAR", 0), "{ended:?}");
}

#[test]
fn a_flight_through_a_zone_is_blocked() {
    let zones = dutch(&[prohibited("A", &circle("5.005, 52.0", 100))]);
    is_blocked_by(&Folder::check(&line(BETWEEN), &zones), "NLD/A");
}

#[test]
fn an_empty_feature_collection_is_not_clear() {
    for empty in [
        r#"{"type": "FeatureCollection", "features": []}"#,
        r#"{"features": []}"#,
        r#"{"type": "FeatureCollection", "features": [], "metadata": {"provider": [{"text": "x"}]}}"#,
        r#"{"UASZoneList": []}"#,
    ] {
        let ended = Folder::check(&line(BETWEEN), empty);
        assert_ne!(verdict(&ended), "CLEAR", "{empty}");
        assert_eq!(ended.code, 2, "{empty}: {ended:?}");
    }
}

#[test]
fn a_flight_over_belgium_with_only_dutch_zones_is_not_clear() {
    is_undecided(&Folder::check(&line("[4.35, 50.85], [4.36, 50.85]"), &dutch(&[])));
}

#[test]
fn a_nan_among_the_coordinates_of_a_zone_is_not_clear() {
    for not_a_number in ["\"NaN\"", "null", "\"inf\""] {
        let ring = format!("[4.99, 51.99], [{not_a_number}, 51.99], [5.02, 52.01], [4.99, 52.01]");
        let zones = dutch(&[prohibited("N", &polygon(&ring))]);
        let ended = Folder::check(&line(BETWEEN), &zones);
        assert_ne!(verdict(&ended), "CLEAR", "{not_a_number}: {ended:?}");
        assert_ne!(ended.code, 0);
    }
    for broken in ["NaN", "1e999"] {
        let zones = dutch(&[prohibited("N", &circle(&format!("{broken}, 52.0"), 100))]);
        let ended = Folder::check(&line(BETWEEN), &zones);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{broken}: {ended:?}");
        assert!(ended.stderr.starts_with("overfly: zones.json: is not valid JSON"), "{ended:?}");
    }
}

#[test]
fn a_nan_in_the_plan_is_not_clear() {
    for point in ["[\"NaN\", 52.0]", "[null, 52.0]", "[5.01]"] {
        let ended = Folder::check(&line(&format!("[5.000, 52.000], {point}")), &dutch(&[]));
        assert_ne!(verdict(&ended), "CLEAR", "{point}: {ended:?}");
        assert_eq!(ended.code, 2, "{point}: {ended:?}");
    }
}

#[test]
fn a_swapped_file_is_not_clear() {
    let ring = "[51.99, 4.99], [51.99, 5.02], [52.01, 5.02], [52.01, 4.99]";
    let zones = dutch(&[prohibited("S", &polygon(ring))]);
    is_blocked_by(&Folder::check(&line(BETWEEN), &zones), "NLD/S");
    let alone = ed269(&[prohibited("S", &polygon(ring))]);
    let ended = Folder::check(&line(BETWEEN), &alone);
    assert_ne!((verdict(&ended), ended.code), ("CLEAR", 0), "{ended:?}");
}

/// A five-pointed star round 5.005, 52.0 drawn in one stroke: its middle has winding number 2, which
/// the even-odd rule takes for outside.
#[test]
fn a_star_shaped_ring_blocks_its_middle() {
    let star = "[5.005, 52.03], [5.025, 51.98], [4.975, 52.01], [5.035, 52.01], [4.985, 51.98], [5.005, 52.03]";
    let zones = dutch(&[prohibited("STAR", &polygon(star))]);
    is_blocked_by(&Folder::check(&line("[5.004, 52.000], [5.006, 52.000]"), &zones), "NLD/STAR");
}

#[test]
fn a_ring_drawn_twice_blocks_its_inside() {
    let once = "[4.99, 51.99], [5.02, 51.99], [5.02, 52.01], [4.99, 52.01]";
    let zones = dutch(&[prohibited("TWICE", &polygon(&format!("{once}, {once}, [4.99, 51.99]")))]);
    is_blocked_by(&Folder::check(&line(BETWEEN), &zones), "NLD/TWICE");
}

#[test]
fn a_zone_that_cannot_be_placed_keeps_the_flight_undecided() {
    let zones = dutch(&[prohibited("LOST", r#"{"type": "Polygon", "coordinates": "somewhere"}"#)]);
    is_undecided(&Folder::check(&line(BETWEEN), &zones));
}

#[test]
fn a_flight_without_a_height_meets_zones_of_every_height() {
    let zone = prohibited("HIGH", &circle("5.005, 52.0", 100))
        .replace(r#""lowerLimit": 0"#, r#""lowerLimit": 110"#);
    let plan = line(BETWEEN).replace(r#""height": 50, "datum": "agl", "#, "");
    let ended = Folder::check(&plan, &dutch(&[zone]));
    assert_ne!(verdict(&ended), "CLEAR", "{ended:?}");
    assert_ne!(ended.code, 0);
}
