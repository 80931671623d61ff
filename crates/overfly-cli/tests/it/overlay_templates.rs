//! The overlay templates beside the Dutch zones: they name the zones they say, as those stand today.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use overfly_format::zones::{self, GeoJsonMapping};
use overfly_model::{Limit, Zone, ZoneType};
use toml::{Table, Value};

use crate::kit::{command, ended, repository};

const NLD: [&str; 4] = ["2-low-flying", "3-aerodromes", "7-airspace", "8-wadden-sea"];

const TEMPLATES: [&str; 5] = [
    "O-nld-4-may",
    "O-nld-amsl-limits",
    "O-nld-conditional",
    "O-nld-de-peel",
    "O-nld-low-flying-coordinated",
];

fn folder() -> PathBuf {
    repository().join("zones/nld")
}

fn template(name: &str) -> Table {
    fs::read_to_string(folder().join(format!("overlays/{name}.toml"))).unwrap().parse().unwrap()
}

fn tables(table: &Table, key: &str) -> Vec<Table> {
    let list = table.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    list.iter().map(|value| value.as_table().unwrap().clone()).collect()
}

fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("{key} in {table:?}"))
}

/// The zones of the folder, by id.
fn published() -> BTreeMap<String, Zone> {
    let mapping = GeoJsonMapping::default();
    let read = |name: &&str| {
        let bytes = fs::read(folder().join(format!("{name}.json"))).unwrap();
        let source = zones::Source {
            file_stem: name,
            mapping: &mapping,
            country: Some("NLD"),
            local_times: None,
        };
        zones::read(&bytes, &source).unwrap().items.zones
    };
    NLD.iter().flat_map(read).map(|zone| (zone.id.as_str().to_owned(), zone)).collect()
}

/// Whether a text is of the pattern, in which `*` is any run.
fn is_like(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(text) = text.strip_prefix(head) else { return false };
    text.char_indices().map(|(at, _)| at).chain([text.len()]).any(|at| is_like(rest, &text[at..]))
}

fn is_of_class(class: &Table, zone: &Zone) -> bool {
    let named = class["zones"].as_array().unwrap().iter().filter_map(Value::as_str);
    text(class, "type") == zone.kind.as_str()
        && named.into_iter().any(|pattern| is_like(pattern, zone.id.as_str()))
        && zone.message.iter().any(|message| is_like(text(class, "message"), &message.text))
}

#[test]
fn every_template_waits_for_its_signer_and_says_why_and_after_what() {
    let listed: BTreeSet<_> = fs::read_dir(folder().join("overlays"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "toml"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(listed, TEMPLATES.map(String::from).into());
    for name in TEMPLATES {
        let overlay = template(name);
        assert_eq!(text(&overlay, "format"), "overfly-overlay/1");
        assert_eq!(text(&overlay, "id"), name);
        let written = fs::read_to_string(folder().join(format!("overlays/{name}.toml"))).unwrap();
        for key in ["issuer", "via", "issued", "until"] {
            assert!(!overlay.contains_key(key), "{name} fills in {key}");
            assert!(written.contains(&format!("\n# {key} = ")), "{name} does not ask for {key}");
        }
        for part in [vec![overlay.clone()], tables(&overlay, "zone"), tables(&overlay, "class")] {
            for table in part {
                assert!(!text(&table, "reason").is_empty() && !text(&table, "source").is_empty());
            }
        }
    }
}

#[test]
fn no_template_holds_a_field_that_the_format_does_not_know() {
    let allowed = |table: &Table, keys: &str| {
        let unknown: Vec<_> =
            table.keys().filter(|key| !keys.split(' ').any(|known| known == *key)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    };
    for name in TEMPLATES {
        let overlay = template(name);
        allowed(&overlay, "format id title reason source zone class");
        for zone in tables(&overlay, "zone") {
            allowed(&zone, "id digest mode lower upper parts yearly reason source");
            for part in tables(&zone, "parts") {
                allowed(&part, "area lower upper");
            }
            for days in tables(&zone, "yearly") {
                allowed(&days, "from until start end");
            }
        }
        for class in tables(&overlay, "class") {
            allowed(&class, "zones type message reason source condition");
            for condition in tables(&class, "condition") {
                match text(&condition, "kind") {
                    "attest" => allowed(&condition, "id kind text needs valid_for"),
                    "limit" => allowed(&condition, "id kind text upper classes"),
                    kind => panic!("{kind}"),
                }
            }
        }
    }
}

#[test]
fn every_correction_pins_its_zone_as_it_stands() {
    let published = published();
    let mut corrected = BTreeSet::new();
    for name in TEMPLATES {
        for zone in tables(&template(name), "zone") {
            let id = text(&zone, "id");
            assert_eq!(text(&zone, "digest"), published[id].digest().to_string(), "{name} {id}");
            assert!(corrected.insert(id.to_owned()), "{id} is corrected twice");
        }
    }
    let of_7 = |numbers: &mut dyn Iterator<Item = u32>| {
        numbers.map(|number| format!("NLD/7.{number}")).collect::<Vec<_>>()
    };
    let wanted = of_7(&mut (1..=33).chain(82..=87));
    assert_eq!(corrected, wanted.into_iter().collect());
}

#[test]
fn every_conditional_zone_is_of_exactly_one_class() {
    let classes = tables(&template("O-nld-conditional"), "class");
    let mut counts = vec![0; classes.len()];
    for zone in published().values() {
        let of: Vec<_> = (0..classes.len()).filter(|at| is_of_class(&classes[*at], zone)).collect();
        let wanted = usize::from(zone.kind == ZoneType::Conditional);
        assert_eq!(of.len(), wanted, "{} is of the classes {of:?}", zone.id.as_str());
        for at in of {
            counts[at] += 1;
        }
    }
    assert_eq!(counts, [23, 55, 27]);
}

#[test]
fn the_other_rule_for_low_flying_areas_names_the_same_zones() {
    let of = |name: &str| {
        let class = tables(&template(name), "class").remove(0);
        let zones = published();
        let ids = zones.values().filter(|zone| is_of_class(&class, zone));
        ids.map(|zone| zone.id.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of("O-nld-low-flying-coordinated"), of("O-nld-conditional"));
}

fn height<'a>(zone: &'a Table, key: &str) -> (f64, &'a str) {
    let height = zone[key].as_table().unwrap();
    (f64::from(i32::try_from(height["m"].as_integer().unwrap()).unwrap()), text(height, "datum"))
}

/// The last height that a reason names in feet or as a flight level, metres.
fn stated_m(reason: &str) -> f64 {
    let words: Vec<_> = reason.split([' ', '.']).collect();
    let mut stated = words.windows(2).filter_map(|pair| match pair {
        [feet, "ft"] => feet.parse::<f64>().ok(),
        ["FL", level] => level.parse::<f64>().ok().map(|level| level * 100.0),
        _ => None,
    });
    stated.next_back().unwrap() * 0.3048
}

#[test]
fn an_added_slice_reaches_the_stated_limit_and_leaves_no_gap_below_it() {
    let published = published();
    for zone in tables(&template("O-nld-amsl-limits"), "zone") {
        let id = text(&zone, "id");
        assert_eq!(text(&zone, "mode"), "add", "{id}");
        let (upper, datum) = height(&zone, "upper");
        let above = upper - stated_m(text(&zone, "reason"));
        assert!((0.0..1.0).contains(&above), "{id} ends {above} m above what is stated");
        assert_eq!(datum == "FL", text(&zone, "reason").contains("FL"), "{id}");
        let (lower, "AMSL") = height(&zone, "lower") else { panic!("{id}") };
        let limits = &published[id].parts[0].limits;
        let Limit::At(published) = limits.upper else { panic!("{id}") };
        // The lowest ground of the Netherlands lies 7 m below the sea.
        assert!(lower < published.height.value() - 7.0, "{id} leaves a gap");
    }
}

/// Metres east and north of a place, good to some metres within 20 km of it.
fn metres([lat, lon]: [f64; 2], from: [f64; 2]) -> [f64; 2] {
    const AXIS_M: f64 = 6_378_137.0;
    const SQUARED_ECCENTRICITY: f64 = 0.006_694_38;
    let middle = (lat.midpoint(from[0])).to_radians();
    let bent = 1.0 - SQUARED_ECCENTRICITY * middle.sin().powi(2);
    let meridian = AXIS_M * (1.0 - SQUARED_ECCENTRICITY) / bent.powf(1.5);
    let parallel = AXIS_M / bent.sqrt() * middle.cos();
    [(lon - from[1]).to_radians() * parallel, (lat - from[0]).to_radians() * meridian]
}

fn is_within(ring: &[[f64; 2]], [lat, lon]: [f64; 2]) -> bool {
    let crosses = |at: usize| {
        let ([a_lat, a_lon], [b_lat, b_lon]) = (ring[at], ring[(at + 1) % ring.len()]);
        (a_lat > lat) != (b_lat > lat)
            && lon < a_lon + (lat - a_lat) / (b_lat - a_lat) * (b_lon - a_lon)
    };
    (0..ring.len()).filter(|at| crosses(*at)).count() % 2 == 1
}

fn outline(part: &Table) -> Vec<[f64; 2]> {
    let ring = part["area"]["polygon"].as_array().unwrap();
    ring.iter().map(|at| ["lat", "lon"].map(|key| at[key].as_float().unwrap())).collect()
}

#[test]
fn de_peel_loses_the_two_circles_and_nothing_else() {
    const PEEL: ([f64; 2], f64) = ([51.517_222_2, 5.855_555_6], 12_038.0);
    const TAKEN: [([f64; 2], f64); 2] =
        [([51.45, 5.374_444_4], 14_816.0), ([51.657_222_2, 5.707_777_8], 14_816.0)];
    const POLYGON: [[f64; 2]; 5] = [
        [51.619_444_4, 5.913_055_6],
        [51.413_888_9, 5.906_388_9],
        [51.323_055_6, 5.438_333_3],
        [51.355_833_3, 5.525],
        [51.562_5, 5.858_333_3],
    ];
    let zones = tables(&template("O-nld-de-peel"), "zone");
    let outlines: Vec<_> =
        zones.iter().flat_map(|zone| tables(zone, "parts")).map(|part| outline(&part)).collect();
    assert_eq!(outlines.len(), 8);
    assert!(outlines.iter().all(|one| *one == outlines[0]));
    let to = |(centre, radius): ([f64; 2], f64), at| {
        let [east, north] = metres(at, centre);
        east.hypot(north) - radius
    };
    let (mut kept, mut gone) = (0, 0);
    for (row, column) in (0..200).flat_map(|row| (0..200).map(move |column| (row, column))) {
        let at = [51.30 + f64::from(row) * 0.002, 5.15 + f64::from(column) * 0.0047];
        let is_taken = TAKEN.iter().any(|circle| to(*circle, at) < 0.0);
        let is_published = to(PEEL, at) <= 0.0 || is_within(&POLYGON, at);
        let is_kept = is_within(&outlines[0], at);
        if is_published && !is_taken {
            assert!(is_kept, "{at:?} is lost");
            kept += 1;
        }
        // Within 30 m of a border a point may be on either side.
        let is_deep = TAKEN.iter().any(|circle| to(*circle, at) < -30.0);
        if is_deep {
            assert!(!is_kept, "{at:?} is still De Peel");
            gone += 1;
        }
    }
    assert!(kept > 5_000 && gone > 10_000, "{kept} {gone}");
}

const DEMO: &str = "fixtures/agency/with-overlays";

#[test]
fn the_demonstration_agency_signed_each_template_as_it_stands() {
    const FILLED_IN: [&str; 4] = ["issuer", "via", "issued", "until"];
    for name in TEMPLATES {
        let path = repository().join(format!("fixtures/agency/overlays/{name}.toml"));
        let mut signed: Table = fs::read_to_string(path).unwrap().parse().unwrap();
        for key in FILLED_IN {
            assert!(signed.remove(key).is_some(), "{name}: {key}");
        }
        assert_eq!(signed, template(name), "sign the template anew");
    }
    let list = ["overlay", "list", "--home", DEMO, "--now", "2026-11-22T09:00Z"];
    let listed = ended(command(&list).current_dir(repository()));
    let valid = listed.stdout.lines().filter(|line| line.starts_with("valid    O-nld-")).count();
    assert_eq!((listed.code, valid), (0, TEMPLATES.len()), "{listed:?}");
}

#[test]
fn over_amsterdam_overlays_lift_what_is_of_4_may_and_ask_for_the_tower() {
    let fly = |home: &str, attested: &[&str]| {
        let flight = [
            "check --around 52.3731,4.8926,50m --height 40m-agl --for 20m --aircraft sn:DEMO-0001",
            "--operator NLDexample12345 --pilot badge:4711 --purpose public-order --lost-link hover",
            "--depart 2026-11-22T09:30:00Z --now 2026-11-22T09:28:00Z --format json --home",
        ];
        let flight = flight.iter().flat_map(|line| line.split(' '));
        let args: Vec<&str> = flight.chain([home]).chain(attested.iter().copied()).collect();
        let ended = ended(command(&args).current_dir(repository()));
        let told = ended.json()["findings"].as_array().unwrap().clone();
        let of = |id: &str| {
            let effects = told.iter().filter(|f| f["zone"] == id && f["effect"] != "note");
            effects.map(|f| f["effect"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
        };
        (ended.code, ["NLD/7.2", "NLD/7.82"].map(of))
    };
    let only = |effect: &str| BTreeSet::from([effect.to_owned()]);
    let tower = [
        "--attest",
        "zone:NLD/7.2#O-nld-conditional/ctr-authorisation",
        "--field",
        "authorisation=ILT 7",
        "--attest",
        "zone:NLD/7.2#O-nld-conditional/ctr-tower",
        "--field",
        "clearance=TWR 9",
    ];
    assert_eq!(fly("fixtures/agency", &[]), (1, [only("blocked"), only("blocked")]));
    assert_eq!(fly(DEMO, &[]), (1, [only("pending"), only("lifted")]));
    assert_eq!(fly(DEMO, &tower), (0, [only("lifted"), only("lifted")]));
}
