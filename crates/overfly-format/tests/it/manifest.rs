//! `manifest.toml`.

use overfly_format::manifest;
use overfly_model::{Outline, Position};

use crate::fixtures::compare;

const GOOD: &str = r#"
format = "overfly-zones/1"
title = "Example zones"

[[coverage]]
outline = [[176, -20], [182, -20], [182, -15], [176, -15]]

[[file]]
path = "zones.json"
zones = 3
"#;

#[test]
fn every_accepted_manifest_reads_as_expected() {
    compare("manifest/accept", |_, bytes| format!("{:#?}\n", manifest::read(bytes).unwrap()));
}

#[test]
fn every_rejected_manifest_says_why() {
    compare("manifest/reject", |_, bytes| format!("{}\n", manifest::read(bytes).unwrap_err()));
}

#[test]
fn coverage_across_the_antimeridian_goes_the_short_way() {
    let manifest = manifest::read(GOOD.as_bytes()).unwrap();
    let [Outline::Polygon { outer, .. }] = manifest.coverage.as_slice() else {
        panic!("one polygon")
    };
    assert_eq!(outer.reading, overfly_model::LonReading::ShortWay);
    assert_eq!(outer.vertices[1], Position::from_lat_lon_deg([-20.0, -178.0]).unwrap());
}

#[test]
fn a_syntax_error_names_its_line() {
    let message = manifest::read(GOOD.replace("zones = 3", "zones = many").as_bytes())
        .unwrap_err()
        .to_string();
    assert!(message.starts_with("is not valid TOML: line 10: "), "{message}");
    let message = manifest::read(GOOD.replace("zones = 3", "zones = '3'").as_bytes())
        .unwrap_err()
        .to_string();
    assert!(message.starts_with("is not valid TOML: line 10: "), "{message}");
}
