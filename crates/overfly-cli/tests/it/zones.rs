//! `overfly zones`.

use serde_json::json;

use crate::folders::{listing, manifest};
use crate::kit::{Folder, circle, dutch, ed269, polygon, prohibited, zone};

const SQUARE: &str = "[4.99, 51.99], [5.02, 51.99], [5.02, 52.01], [4.99, 52.01], [4.99, 51.99]";

fn folder() -> Folder {
    let zones =
        [zone("A", "CONDITIONAL", &polygon(SQUARE)), prohibited("B", &circle("5.005, 52.0", 100))];
    Folder::new().with("zones.json", ed269(&zones))
}

#[test]
fn a_list_has_the_keys_others_rely_on() {
    let ended = folder().run(&["zones", "list", "--zones", "zones.json", "--format", "json"]);
    let list = ended.json();
    let keys: Vec<&String> = list["zones"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "name", "type", "bbox", "parts", "vertices", "limits", "findings"]);
    assert_eq!(list["zones"][0]["bbox"], json!([4.99, 51.99, 5.02, 52.01]));
    assert_eq!(list["zones"][0]["vertices"], 4);
    assert_eq!(list["totals"]["zones"], 2);
    ended.matches("zones-list-json");
    folder().run(&["zones", "list", "--zones", "zones.json"]).matches("zones-list");
}

#[test]
fn a_zone_is_shown_in_words() {
    folder().run(&["zones", "show", "NLD/A", "--zones", "zones.json"]).matches("zones-show");
    let ended =
        folder().run(&["zones", "show", "NLD/A", "--zones", "zones.json", "--format", "json"]);
    assert_eq!(ended.json()["zones"][0]["id"], "NLD/A");
}

#[test]
fn what_is_not_stated_reads_as_words() {
    let bare = r#"{"type": "Feature", "properties": {"identifier": "U", "country": "NLD", "variant": "COMMON", "zoneAuthority": [], "reason": []},
        "geometry": {"type": "Polygon", "coordinates": [[RING]]}}"#
        .replace("RING", SQUARE);
    let file =
        format!(r#"{{"type": "FeatureCollection", "metadata": {{}}, "features": [{bare}]}}"#);
    let ended = Folder::new().with("z.json", file).run(&["zones", "show", "NLD/U", "z.json"]);
    let lines: Vec<&str> = ended.stdout.lines().collect();
    assert!(lines.contains(&"  limits      not stated"), "{ended:?}");
    assert!(
        lines.contains(&"  type        Unknown: none stated (restricts like a prohibition)"),
        "{ended:?}"
    );
}

#[test]
fn an_id_on_two_zones_shows_both() {
    let folder = Folder::new()
        .with("a.json", ed269(&[prohibited("A", &circle("5.0, 52.0", 100))]))
        .with("b.json", ed269(&[prohibited("A", &circle("5.1, 52.0", 200))]));
    let ended = folder.run(&[
        "zones", "show", "NLD/A", "--zones", "a.json", "--zones", "b.json", "--format", "json",
    ]);
    assert_eq!(ended.json()["zones"].as_array().unwrap().len(), 2);
}

#[test]
fn lint_ends_with_one_where_there_are_findings() {
    let odd = zone("ODD", "CONDITIONAL", &polygon(SQUARE))
        .replace(r#""upperLimit": 120"#, r#""upperLimit": -5"#);
    let folder = Folder::new()
        .with("odd.json", ed269(&[odd]))
        .with("good.json", ed269(&[prohibited("G", &circle("5.0, 52.0", 100))]));
    let ended = folder.run(&["zones", "lint", "odd.json"]);
    assert_eq!(ended.code, 1, "{ended:?}");
    ended.matches("zones-lint");
    let json = folder.run(&["zones", "lint", "odd.json", "--format", "json"]).json();
    assert_eq!(json["findings"][0]["path"], "odd.json");
    let good = folder.run(&["zones", "lint", "good.json"]);
    assert_eq!(
        (good.code, good.stdout.as_str()),
        (0, "0 findings on 1 zone in 1 file\n"),
        "{good:?}"
    );
}

#[test]
fn a_converted_file_answers_as_its_sources_do() {
    let folder = Folder::new()
        .with("a.json", dutch(&[zone("A", "CONDITIONAL", &polygon(SQUARE))]))
        .with("b.json", ed269(&[prohibited("B", &circle("5.005, 52.0", 100))]))
        .with(
            "points.csv",
            "lat,lon,height_m,datum\n52.0,5.005,50,AGL\n52.0,5.019,50,AGL\n52.0,5.005,130,AGL\n",
        );
    let ended = folder.run(&["zones", "convert", "a.json", "b.json", "-o", "all.json"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (0, ""), "{ended:?}");
    let at =
        |zones: &[&str]| folder.run(&[&["at", "--batch", "points.csv"], zones].concat()).stdout;
    assert_eq!(at(&["--zones", "all.json"]), at(&["--zones", "a.json", "--zones", "b.json"]));
    let text = std::fs::read_to_string(folder.path().join("all.json")).unwrap();
    assert!(text.contains("REQ_AUTHORIZATION") || text.contains("PROHIBITED"), "{text}");
}

#[test]
fn convert_does_not_write_over_its_source() {
    let ended = folder().run(&["zones", "convert", "zones.json", "-o", "zones.json"]);
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stderr.contains("is one of the inputs"), "{ended:?}");
}

/// A doubt that keeps flights undecided stands in no field of ED-318: converted, it would be permission.
#[test]
fn convert_refuses_files_in_doubt() {
    let far = || ed269(&[prohibited("FAR", &circle("5.5, 52.2", 100))]);
    let odd_dates =
        r#"{"type": "FeatureCollection", "metadata": {"validTo": "x"}, "features": []}"#;
    let folders = [
        Folder::new().with("zones/manifest.toml", manifest(&listing("a.json", 2))),
        Folder::new().with("zones/hidden.json.gz", "x"),
        Folder::new().with("zones/b.json", odd_dates),
    ];
    for (folder, code) in
        folders.into_iter().zip(["manifest-mismatch", "file-skipped", "time-unreadable"])
    {
        let folder = folder.with("zones/a.json", far());
        let ended = folder.run(&["zones", "convert", "zones", "-o", "out.json"]);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{code}: {ended:?}");
        assert!(ended.stderr.contains("is not converted"), "{ended:?}");
        assert!(ended.stderr.contains(code) && ended.stderr.contains("\nhint: "), "{ended:?}");
        assert!(!folder.path().join("out.json").exists(), "{code}");
    }
    let part = Folder::new()
        .with("zones/manifest.toml", manifest(&listing("a.json", 1)))
        .with("zones/a.json", far())
        .run(&["zones", "convert", "zones/a.json", "-o", "out.json"]);
    assert_eq!(part.code, 2, "{part:?}");
}

#[test]
fn what_is_converted_holds_no_longer_than_its_manifest() {
    let folder = Folder::new()
        .with("zones/manifest.toml", manifest(&listing("a.json", 1)))
        .with("zones/a.json", ed269(&[prohibited("FAR", &circle("5.5, 52.2", 100))]));
    let ended = folder.run(&["zones", "convert", "zones", "-o", "out.json"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    let text = std::fs::read_to_string(folder.path().join("out.json")).unwrap();
    let metadata = &serde_json::from_str::<serde_json::Value>(&text).unwrap()["metadata"];
    assert_eq!(metadata["validFrom"], "2026-11-01T00:00:00Z");
    assert_eq!(metadata["validTo"], "2027-11-01T00:00:00Z");
    assert_eq!(metadata["issued"], "2026-11-01T00:00:00Z");
    assert!(ended.stderr.contains("its outline is not in it"), "{ended:?}");
}

#[test]
fn files_that_never_hold_together_are_not_converted_into_one() {
    let dated = |from: &str, until: &str| {
        format!(
            r#"{{"type": "FeatureCollection", "metadata": {{"validFrom": "{from}", "validTo": "{until}"}}, "features": []}}"#
        )
    };
    let folder = Folder::new()
        .with("a.json", dated("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"))
        .with("b.json", dated("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"));
    let ended = folder.run(&["zones", "convert", "a.json", "b.json", "-o", "out.json"]);
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stderr.contains("no common time"), "{ended:?}");
}

#[test]
fn convert_counts_what_the_readers_found() {
    let folder = Folder::new().with("a.json", ed269(&[zone("A", "CONDITIONAL", &polygon(SQUARE))]));
    let ended = folder.run(&["zones", "convert", "a.json", "-o", "-"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_eq!(ended.json()["type"], "FeatureCollection", "- is standard output");
    assert!(ended.stderr.contains("1 finding of the readers"), "{ended:?}");
    assert!(ended.stderr.contains("overfly zones lint lists them"), "{ended:?}");
}

/// A zone that ED-318 cannot hold as it is: its outline is nowhere.
#[test]
fn convert_refuses_what_would_be_lost() {
    let lost = prohibited("LOST", r#"{"type": "Polygon", "coordinates": "somewhere"}"#);
    let folder = Folder::new().with("zones.json", dutch(&[lost]));
    let ended = folder.run(&["zones", "convert", "zones.json", "-o", "out.json"]);
    assert!(ended.code == 2 || read_back_is_unplaced(&folder), "{ended:?}");
}

fn read_back_is_unplaced(folder: &Folder) -> bool {
    let list = folder.run(&["zones", "list", "--zones", "out.json", "--format", "json"]).json();
    list["zones"]
        .as_array()
        .unwrap()
        .iter()
        .any(|zone| zone["id"] == "NLD/LOST" && zone["bbox"].is_null())
}
