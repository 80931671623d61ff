//! Properties: nothing lost, nothing changed by writing, no panic on files with something wrong in them.

use overfly_format::zones::{GeoJsonMapping, Source, read, write_ed318};
use overfly_model::{Applicability, Limit, Zone};
use overfly_testkit::{fuzz, zones};
use proptest::prelude::*;

use crate::fixtures::inputs;

const SOURCE: Source<'_> = Source {
    file_stem: "file",
    mapping: &GeoJsonMapping {
        lower: None,
        upper: None,
        id: None,
        name: None,
        kind: None,
        radius: None,
        applicability: None,
        yearly: None,
    },
    country: None,
    local_times: None,
};

fn fixtures() -> Vec<serde_json::Value> {
    let folders = ["ed269/accept", "ed318/accept", "geojson-zones/accept"];
    let paths = folders.into_iter().flat_map(inputs);
    paths.filter_map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).ok()).collect()
}

#[test]
fn the_fuzz_bodies_hold_over_every_fixture() {
    for folder in ["ed269", "ed318", "geojson-zones", "manifest"] {
        for path in
            ["accept", "reject"].into_iter().flat_map(|kind| inputs(&format!("{folder}/{kind}")))
        {
            let bytes = std::fs::read(path).unwrap();
            fuzz::zones_read(&bytes);
            fuzz::manifest_read(&bytes);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_the_same(set in zones::zone_sets()) {
        let text = write_ed318(&set).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let mut back = read(text.as_bytes(), &SOURCE).unwrap().items;
        back.zones.iter_mut().for_each(|zone| zone.native = None);
        prop_assert_eq!(back, set);
    }

    #[test]
    fn a_file_with_something_wrong_in_it_loses_no_zone_and_breaks_no_word(
        text in prop::sample::select(fixtures()).prop_flat_map(zones::mutated)
    ) {
        fuzz::zones_read(text.as_bytes());
    }

    #[test]
    fn the_mutating_fuzz_body_holds(bytes in prop::collection::vec(any::<u8>(), 1..60)) {
        fuzz::zones_mutated(&bytes);
    }

    #[test]
    fn a_zone_whose_times_break_applies_at_least_as_often(zone in zones::zone(), key in 0..5_usize) {
        let set = overfly_model::ZoneSet {
            standard: "ED-318", title: None, provider: vec![], issued: None,
            valid: overfly_model::TimeInterval::ANY, zones: vec![zone],
        };
        let text = write_ed318(&set).unwrap();
        let broken = ["startDateTime", "endDateTime", "startTime", "endTime", "day"][key];
        let text = break_key(&text, broken);
        let back = read(text.as_bytes(), &SOURCE).unwrap().items;
        prop_assert!(applies_at_least_as_often(&set.zones[0], &back.zones[0]));
        prop_assert_eq!(&set.zones[0].parts, &back.zones[0].parts);
    }
}

/// The text with the first value of `key` made unreadable.
fn break_key(text: &str, key: &str) -> String {
    text.replacen(&format!("\"{key}\": [\""), &format!("\"{key}\": [\"?"), 1).replacen(
        &format!("\"{key}\": \""),
        &format!("\"{key}\": \"?"),
        1,
    )
}

fn applies_at_least_as_often(zone: &Zone, broken: &Zone) -> bool {
    let probes = (0..100).map(|i| {
        let at = jiff::Timestamp::from_second(1_690_000_000 + i * 4_938_269).unwrap();
        overfly_model::TimeInterval::instant(at)
    });
    matches!(broken.applicability, Applicability::Always)
        || probes.into_iter().all(|at| !zone.may_apply(&at) || broken.may_apply(&at))
}

#[test]
fn an_unlimited_zone_stays_unlimited_when_written() {
    let text = r#"{"features": [{"identifier": "A", "country": "NLD", "restriction": "PROHIBITED", "geometry": [
        {"uomDimensions": "M", "upperLimit": 9999, "upperVerticalReference": "AGL",
         "horizontalProjection": {"type": "Circle", "center": [5, 52], "radius": 100}}]}]}"#;
    let set = read(text.as_bytes(), &SOURCE).unwrap().items;
    let written = write_ed318(&set).unwrap();
    let back = read(written.as_bytes(), &SOURCE).unwrap().items;
    assert_eq!(back.zones[0].parts[0].limits.upper, Limit::Unlimited);
}
