//! `overfly zones`.

use serde_json::json;

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
