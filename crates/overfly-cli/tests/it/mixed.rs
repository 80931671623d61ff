//! Built files beside folders, in them and under other names: whatever stands where, no zone is lost and
//! no place is answered for that was not.

use std::fs;

use serde_json::Value;

use crate::folders::{listing, manifest};
use crate::kit::{Ended, Folder, circle, ed269, line, prohibited};

const NOW: &str = "2026-11-20T09:00:00Z";
const THROUGH: &str = "[5.00, 52.0], [5.02, 52.0]";

fn zone(id: &str, place: &str) -> String {
    ed269(&[prohibited(id, &circle(place, 300))])
}

fn with_zones() -> Folder {
    Folder::new()
        .with("zones/manifest.toml", manifest(&listing("zones.json", 1)))
        .with("zones/zones.json", zone("B", "5.01, 52.0"))
        .with("plan.json", line(THROUGH))
}

/// What `zones build` makes of a zone that the plan meets.
fn blocking() -> Vec<u8> {
    let folder = with_zones();
    build(&folder, "zones", "built.ovz");
    fs::read(folder.path().join("built.ovz")).unwrap()
}

fn build(folder: &Folder, source: &str, target: &str) {
    let ended = folder.run(&["zones", "build", source, "-o", target]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
}

fn check(folder: &Folder, zones: &[&str], more: &[&str]) -> Ended {
    let named = zones.iter().flat_map(|path| ["--zones", path]);
    let args = ["check", "--now", NOW, "--format", "json"];
    folder.run(&args.into_iter().chain(named).chain(more.iter().copied()).collect::<Vec<_>>())
}

/// A prohibited zone from 10 to 12 by a clock that the manifest above names.
fn at_ten(place: &str) -> String {
    let schedule = r#"[{"permanent": "NO", "schedule": [{"day": ["ANY"], "startTime": "10:00", "endTime": "12:00"}]}]"#;
    let mut zones: Value = serde_json::from_str(&zone("TEN", place)).unwrap();
    zones["features"][0]["applicability"] = serde_json::from_str(schedule).unwrap();
    zones.to_string()
}

fn local(clock: &str, listed: &str) -> String {
    manifest(listed).replacen("title", &format!("local_times = \"{clock}\"\ntitle"), 1)
}

#[test]
fn a_file_belongs_to_the_nearest_folder_whichever_is_named_first() {
    let folder = Folder::new()
        .with("p/manifest.toml", local("America/New_York", &listing("p.json", 1)))
        .with("p/p.json", zone("P", "4.6, 52.4"))
        .with("p/c/manifest.toml", local("Europe/Amsterdam", &listing("c.json", 1)))
        .with("p/c/c.json", zone("C", "4.6, 52.3"))
        .with("p/c/extra.json", at_ten("5.01, 52.0"))
        .with("plan.json", line(THROUGH));
    for zones in [&["p"][..], &["p", "p/c"], &["p/c", "p"], &["p/c"], &["p/c/extra.json", "p"]] {
        let when = ["plan.json", "--depart", "2026-11-24T11:00:00+01:00"];
        let answer = check(&folder, zones, &when);
        assert_eq!(answer.code, 1, "{zones:?}: {}{}", answer.stdout, answer.stderr);
        assert!(answer.stdout.contains("NLD/TEN"), "{zones:?}: {}", answer.stdout);
    }
}

#[test]
fn the_clock_is_that_of_the_first_source_named_built_or_not() {
    let elsewhere = manifest(&listing("b.json", 1)).replace("Europe/Amsterdam", "America/New_York");
    let folder = Folder::new()
        .with("a/manifest.toml", manifest(&listing("a.json", 1)))
        .with("a/a.json", zone("A", "5.01, 52.0"))
        .with("b/manifest.toml", elsewhere)
        .with("b/b.json", zone("B", "4.6, 52.3"))
        .with("plan.json", line(THROUGH));
    build(&folder, "a", "a.ovz");
    build(&folder, "b", "b.ovz");
    let zone_of = |zones: &[&str]| {
        let more = ["plan.json", "--depart", "2026-11-24T11:00", "--format", "text"];
        let named = zones.iter().flat_map(|path| ["--zones", path]);
        let args: Vec<&str> =
            ["check", "--now", NOW].into_iter().chain(named).chain(more).collect();
        let answer = folder.run(&args).stdout;
        // 11:00 there is 10:00 or 16:00 UTC.
        let (amsterdam, york) = (answer.contains("(10:00-"), answer.contains("(16:00-"));
        assert!(amsterdam != york, "{answer}");
        amsterdam
    };
    for (first, second) in [("a", "b"), ("a.ovz", "b"), ("a", "b.ovz"), ("a.ovz", "b.ovz")] {
        assert!(zone_of(&[first, second]), "{first} {second}");
        assert!(!zone_of(&[second, first]), "{second} {first}");
    }
}

#[test]
fn a_built_file_under_another_name_is_passed_over_only_aloud() {
    let bytes = blocking();
    for name in
        [".hid.ovz", "hid.ovz.bak", "hid.ovz~", "license.ovz.bak", "noname", "readme", "x.toml"]
    {
        let folder = Folder::new()
            .with("zones/far.json", zone("FAR", "5.5, 52.2"))
            .with("zones/near.json", zone("NEAR", "4.9, 51.9"))
            .with(&format!("zones/{name}"), &bytes)
            .with("plan.json", line(THROUGH));
        let answer = check(&folder, &["zones"], &["plan.json"]);
        assert_eq!(answer.json()["verdict"], "undecided", "{name}: {}", answer.stdout);
        assert!(answer.stdout.contains("file-skipped"), "{name}: {}", answer.stdout);
    }
}

#[test]
fn a_mapping_that_would_read_a_built_file_otherwise_is_refused() {
    let ring = "[[5.0, 51.99], [5.02, 51.99], [5.02, 52.01], [5.0, 52.01], [5.0, 51.99]]";
    let plain = format!(
        r#"{{"type": "FeatureCollection", "features": [{{"type": "Feature", "properties": {{"id": "G", "TOP": 100}},
            "geometry": {{"type": "Polygon", "coordinates": [{ring}]}}}}]}}"#
    );
    let folder = with_zones().with("plain.geojson", plain);
    build(&folder, "zones", "zones.ovz");
    build(&folder, "plain.geojson", "plain.ovz");
    let stated = ["plan.json", "--geojson-limits", "upper=TOP:m:agl,id=id"];
    for zones in [&["plain.ovz"][..], &["zones.ovz", "plain.ovz"], &["zones", "plain.ovz"]] {
        let answer = check(&folder, zones, &stated);
        assert_eq!(answer.code, 2, "{zones:?}: {}", answer.stdout);
        assert!(answer.stderr.contains("would read plain/plain.geojson"), "{}", answer.stderr);
    }
    // Of zones that say all themselves it says nothing, nor does the one it was built with.
    for zones in [&["zones.ovz"][..], &["zones.ovz", "plain.geojson"]] {
        assert_eq!(check(&folder, zones, &stated).code, 1, "{zones:?}");
    }
    let again = ["zones", "build", "plain.geojson", "-o", "plain.ovz", stated[1], stated[2]];
    assert_eq!(folder.run(&again).code, 0);
    assert_ne!(check(&folder, &["plain.ovz"], &stated).code, 2);
}

/// Two zones that a flight between them keeps clear of.
fn round_the_flight() -> String {
    ed269(&[
        prohibited("SW", &circle("6.9, 52.9", 100)),
        prohibited("NE", &circle("7.1, 53.1", 100)),
    ])
}

fn above_the_land_between() -> [&'static str; 7] {
    ["--around", "53.0,7.0,50m", "--height", "50m-agl", "--for", "10m", "--lost-link=land"]
}

#[test]
fn what_a_manifest_does_not_list_counts_and_leaves_the_outline_as_it_is() {
    let more = Folder::new().with("more.json", round_the_flight());
    build(&more, "more.json", "more.ovz");
    let built = fs::read(more.path().join("more.ovz")).unwrap();
    assert_ne!(check(&more, &["more.ovz"], &above_the_land_between()).json()["verdict"], "blocked");
    let found = |folder: &Folder, name: &str| {
        let answer = check(folder, &["zones"], &above_the_land_between());
        assert_eq!(answer.json()["verdict"], "undecided", "{name}: {}", answer.stdout);
        assert!(answer.stdout.contains("no-zone-data"), "{name}: {}", answer.stdout);
        assert!(!answer.stdout.contains("coverage-assumed"), "{name}: {}", answer.stdout);
        assert!(answer.stdout.contains("does not list"), "{name}: {}", answer.stdout);
    };
    let folder = with_zones().with("zones/more.json", round_the_flight());
    found(&folder, "a zone file");
    let folder = with_zones().with("zones/more.ovz", built);
    found(&folder, "a built file");
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_belongs_to_the_folder_with_the_link() {
    use std::os::unix::fs::symlink;
    let more = Folder::new().with("sub/more.json", round_the_flight());
    build(&more, "sub/more.json", "more.ovz");
    for (target, name) in
        [("sub/more.json", "linked.json"), ("sub", "sub"), ("more.ovz", "linked.ovz")]
    {
        let folder = with_zones();
        let link = folder.path().join("zones").join(name);
        symlink(more.path().join(target), link).unwrap();
        let answer = check(&folder, &["zones"], &above_the_land_between());
        assert_eq!(answer.json()["verdict"], "undecided", "{name}: {}", answer.stdout);
        assert!(answer.stdout.contains("does not list"), "{name}: {}", answer.stdout);
        assert!(!answer.stdout.contains("coverage-assumed"), "{name}: {}", answer.stdout);
    }
}
