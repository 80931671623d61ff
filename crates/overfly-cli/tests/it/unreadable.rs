//! Garbage in: a sentence that names the file, and exit code 2.

use crate::kit::{Ended, Folder, NOW, dutch, line};

const GARBAGE: [(&[u8], &str); 9] = [
    (b"", "is empty"),
    (b" \n", "is empty"),
    (b"\x00\x01\x02", "is binary data"),
    (b"PK\x03\x04....", "ZIP"),
    (b"<!DOCTYPE html><html></html>", "is an HTML page or XML"),
    (b"data = {\"features\": []}", "is JavaScript"),
    (b"\xff\xfe{\x00}\x00", "is UTF-16 text"),
    (b"{\"features\": [", "is not valid JSON"),
    (b"[1, 2, 3]", "root:"),
];

/// A fence for the autopilot, as its ground station saves it.
const FENCE: &[u8] = b"QGC WPL 110\n0 0 0 5004 150 0 0 0 52.1 4.3 0 1\n";

fn refuses(ended: &Ended, start: &str, says: &str) {
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{ended:?}");
    assert!(ended.stderr.starts_with(start), "{start}: {ended:?}");
    assert!(ended.stderr.contains(says), "{says}: {ended:?}");
}

#[test]
fn garbage_for_zones_is_named_and_ends_undecided() {
    for (bytes, says) in GARBAGE {
        let folder = Folder::new()
            .with("plan.json", line("[5.0, 52.0], [5.01, 52.0]"))
            .with("z.json", bytes);
        refuses(
            &folder.run(&["check", "plan.json", "--zones", "z.json"]),
            "overfly: z.json: ",
            says,
        );
        refuses(&folder.run(&["at", "52,5", "--zones", "z.json"]), "overfly: z.json: ", says);
        refuses(&folder.run(&["zones", "list", "--zones", "z.json"]), "overfly: z.json: ", says);
        refuses(&folder.run(&["zones", "lint", "z.json"]), "overfly: z.json: ", says);
    }
}

#[test]
fn what_is_no_file_of_the_kind_says_what_to_do() {
    let folder = Folder::new().with("zones.json", dutch(&[]));
    let plan = r#"{"fileType": "Plan", "version": 1, "mission": {"items": []}}"#;
    for (bytes, plans, zones) in [
        (&b""[..], "save the plan again", "download it again"),
        (b"{", "save the plan again", "download it again"),
        (b"PK\x03\x04....", "save the plan again", "unpack it"),
        (
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
            "export the plan as .plan",
            "download it again",
        ),
        (b"<kml><missionConfig/></kml>", "export the mission", "KML is not read as zones"),
        (b"lat,lon\n52,5\n", "", "CSV is not read as zones"),
        (b"%PDF-1.7", "name a flight plan", "download it again"),
        (b"\x1f\x8b\x08\0", "unpack it", "unpack it"),
        (b"<html></html>", "export the plan as .plan", "download it again"),
        (FENCE, "name the file of the mission", "name the plan first"),
        (b"\xff\xfe{\x00}\x00", "as UTF-8 text", "as UTF-8 text"),
        (plan.as_bytes(), "", "name the plan first"),
    ] {
        let folder = Folder::new().with("x", bytes).with("zones.json", dutch(&[]));
        let check = folder.run(&["check", "x", "--zones", "zones.json", "--now", NOW]);
        assert!(plans.is_empty() || hint(&check).contains(plans), "{check:?}");
        let at = folder.run(&["at", "52,5", "--zones", "x"]);
        assert!(hint(&at).contains(zones), "{at:?}");
    }
    let swapped = folder.run(&["check", "zones.json", "--zones", "zones.json"]);
    assert!(hint(&swapped).contains("name the plan first"), "{swapped:?}");
    let missing = folder.run(&["check", "none.plan", "--zones", "zones.json"]);
    assert!(hint(&missing).contains("typed right"), "{missing:?}");
}

fn hint(ended: &Ended) -> &str {
    let last = ended.stderr.lines().last().unwrap_or_default();
    last.strip_prefix("hint: ").unwrap_or_else(|| panic!("no hint: {ended:?}"))
}

#[test]
fn garbage_for_a_plan_is_named_and_ends_undecided() {
    for (bytes, says) in GARBAGE {
        // A plan may be in an archive, zones may not.
        let says = if says == "is a ZIP archive" { "is not valid ZIP" } else { says };
        let folder = Folder::new().with("my.plan", bytes).with("zones.json", dutch(&[]));
        refuses(
            &folder.run(&["check", "my.plan", "--zones", "zones.json"]),
            "overfly: my.plan: ",
            says,
        );
        let ended = folder.run_with_input(&["check", "-", "--zones", "zones.json"], bytes);
        refuses(&ended, "overfly: standard input: ", says);
    }
}

#[test]
fn a_zone_file_for_a_plan_and_a_plan_for_zones_are_called_by_their_names() {
    let plan = r#"{"fileType": "Plan", "version": 1, "mission": {"items": []}}"#;
    let folder = Folder::new().with("a.plan", plan).with("zones.json", dutch(&[]));
    let ended = folder.run(&["check", "zones.json", "--zones", "zones.json"]);
    refuses(&ended, "overfly: zones.json: is a zone file", "not a flight plan");
    let ended = folder.run(&["check", "a.plan", "--zones", "a.plan"]);
    refuses(&ended, "overfly: a.plan: is a QGroundControl plan", "not a zone file");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let folder = Folder::new().with("zones.json", dutch(&[]));
    refuses(
        &folder.run(&["check", "none.plan", "--zones", "zones.json"]),
        "overfly: none.plan: cannot be read",
        "",
    );
    refuses(&folder.run(&["check", "zones.json", "--zones", "none"]), "overfly: ", "");
    refuses(&folder.run(&["at", "52,5", "--zones", "none"]), "overfly: none: cannot be read", "");
    refuses(&folder.run(&["check", ".", "--zones", "zones.json"]), "overfly: .: is a folder", "");
}

#[test]
fn a_plan_without_a_flight_is_undecided() {
    for empty in [
        r#"{"type": "FeatureCollection", "features": []}"#,
        r#"{"fileType": "Plan", "version": 1, "mission": {"version": 2, "items": [], "plannedHomePosition": [52, 5, 0]}}"#,
    ] {
        let folder = Folder::new().with("my.plan", empty).with("zones.json", dutch(&[]));
        let ended = folder.run(&["check", "my.plan", "--zones", "zones.json", "--now", NOW]);
        assert_eq!(ended.code, 2, "{ended:?}");
        assert!(!ended.stdout.starts_with("CLEAR"), "{ended:?}");
    }
}
