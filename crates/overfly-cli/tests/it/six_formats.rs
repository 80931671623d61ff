//! One route in six formats has six equal answers.
//!
//! The route goes round three sides of a field: east, north, west; the fourth side is the way home. All
//! at 60 m above ground.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use crate::kit::{Folder, circle, command, ed269, ended, polygon, repository, zone};

/// On the second side.
const ON_A_LEG: &str = "6.4005, 51.9757";
/// Within the field, where no side goes: only the flight home from the far corner meets it.
const ON_THE_WAY_HOME: &str = "6.3940, 51.9757";
/// Round the third side, and nothing near home.
const OVER_THE_FAR_SIDE: &str =
    "[6.385, 51.978], [6.405, 51.978], [6.405, 51.983], [6.385, 51.983], [6.385, 51.978]";

/// Zones, options beside the plan, and the verdict.
struct Case {
    name: &'static str,
    zones: Vec<String>,
    lost_link: &'static str,
    verdict: &'static str,
    code: &'static str,
}

fn cases() -> Vec<Case> {
    let band = |lower: u32, upper: u32| {
        let zone = zone("OVER", "PROHIBITED", &polygon(OVER_THE_FAR_SIDE));
        let zone = zone.replace("\"lowerLimit\": 0", &format!("\"lowerLimit\": {lower}"));
        zone.replace("\"upperLimit\": 120", &format!("\"upperLimit\": {upper}"))
    };
    let case =
        |name, zones, lost_link, verdict, code| Case { name, zones, lost_link, verdict, code };
    let home = "return:60m-agl";
    let on_a_leg = |kind| vec![zone("LEG", kind, &circle(ON_A_LEG, 50))];
    let on_the_way_home = || vec![zone("HOME", "PROHIBITED", &circle(ON_THE_WAY_HOME, 40))];
    vec![
        case("nothing near", vec![], home, "clear", "coverage-assumed"),
        case("on a leg", on_a_leg("PROHIBITED"), home, "blocked", "zone-prohibited"),
        case(
            "on a leg, by leave",
            on_a_leg("REQ_AUTHORISATION"),
            home,
            "blocked",
            "zone-authorization",
        ),
        case("on a leg, conditional", on_a_leg("CONDITIONAL"), home, "blocked", "zone-conditional"),
        case("at the height flown", vec![band(50, 120)], home, "blocked", "zone-prohibited"),
        case("above the height flown", vec![band(150, 300)], home, "clear", "zone-not-met"),
        case("on the way home alone", on_the_way_home(), home, "blocked", "zone-prohibited"),
        case("on no way home taken", on_the_way_home(), "hover", "clear", "coverage-assumed"),
    ]
}

/// What an answer comes to: verdict, exit code, and what bears on the verdict.
type Answer = (String, i32, BTreeSet<String>, BTreeSet<String>);

fn answer(plan: &PathBuf, folder: &Folder, case: &Case) -> Answer {
    let zones = folder.path().join("zones.json");
    let args = [
        "check",
        plan.to_str().unwrap(),
        "--zones",
        zones.to_str().unwrap(),
        "--now",
        "2026-11-22T09:00Z",
        "--lost-link",
        case.lost_link,
        "--format",
        "json",
    ];
    let ended = ended(command(&args).stdin(Stdio::null()));
    let json = ended.json();
    let findings = json["findings"].as_array().unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let grave = findings
        .iter()
        .filter(|f| f["effect"] != "note")
        .map(|f| format!("{} {} {}", text(&f["effect"]), text(&f["code"]), text(&f["zone"])));
    let codes = findings.iter().map(|f| text(&f["code"]));
    (text(&json["verdict"]), ended.code, grave.collect(), codes.collect())
}

/// The files of the set: whatever stands in the folder, but the sources of the archive.
fn plans() -> Vec<PathBuf> {
    let entries = fs::read_dir(repository().join("fixtures/plans/six-formats")).unwrap();
    let mut plans: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    plans.sort();
    assert_eq!(plans.len(), 6, "{plans:?}");
    plans
}

#[test]
fn one_route_in_six_formats_has_six_equal_answers() {
    for case in cases() {
        // What a route meets must not hang on where the zones end: these two lie far off.
        let corner = |name, at| zone(name, "PROHIBITED", &circle(at, 100));
        let mut zones = vec![corner("SW", "6.0, 51.5"), corner("NE", "7.0, 52.5")];
        zones.extend(case.zones.iter().cloned());
        let folder = Folder::new().with("zones.json", ed269(&zones));
        for plan in plans() {
            let what = format!("{}, {}", case.name, plan.display());
            let (verdict, code, grave, codes) = answer(&plan, &folder, &case);
            assert_eq!(verdict, case.verdict, "{what}: {codes:?}");
            assert_eq!(code, i32::from(verdict != "clear"), "{what}");
            assert!(codes.contains(case.code), "{what}: {codes:?}");
            let wanted = (verdict == "blocked")
                .then(|| format!("blocked {} NLD/{}", case.code, zone_of(&case)));
            assert_eq!(grave, wanted.into_iter().collect(), "{what}");
        }
    }
}

#[test]
fn one_route_in_six_formats_leaves_the_coverage_six_times() {
    let corner = |name, at| zone(name, "PROHIBITED", &circle(at, 10));
    let zones = [corner("SW", "6.38, 51.96"), corner("NE", "6.41, 51.975")];
    let folder = Folder::new().with("zones.json", ed269(&zones));
    for plan in plans() {
        let case = Case {
            name: "coverage",
            zones: vec![],
            lost_link: "hover",
            verdict: "undecided",
            code: "no-zone-data",
        };
        let (verdict, code, grave, _) = answer(&plan, &folder, &case);
        assert_eq!((verdict.as_str(), code), (case.verdict, 2), "{}", plan.display());
        assert_eq!(
            grave,
            BTreeSet::from([format!("undecided {} ", case.code)]),
            "{}",
            plan.display()
        );
    }
}

#[test]
fn the_archive_holds_the_sources_beside_it() {
    let set = repository().join("fixtures/plans/six-formats");
    let archive = overfly_format::flights::read(&fs::read(set.join("route.kmz")).unwrap()).unwrap();
    let alone = fs::read(set.join("wpmz/waylines.wpml")).unwrap();
    let alone = overfly_format::flights::read(&alone).unwrap();
    assert_eq!(archive.items, alone.items);
}

fn zone_of(case: &Case) -> String {
    let zone: serde_json::Value = serde_json::from_str(&case.zones[0]).unwrap();
    zone["identifier"].as_str().unwrap().to_owned()
}
