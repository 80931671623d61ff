//! Zone files: the fixture folders, and every file written back.

use std::path::Path;

use overfly_format::zones::{GeoJsonMapping, Source, read, write_ed318};
use overfly_model::{ClockZone, LocalText, Reading, Zone, ZoneSet};

use crate::fixtures::{compare, inputs};

const FOLDERS: [&str; 3] = ["ed269", "ed318", "geojson-zones"];

/// Reads a fixture, with the mapping, the country and the time zone that stand beside it, if they do.
fn read_fixture(path: &Path, bytes: &[u8]) -> Result<Reading<ZoneSet>, overfly_format::ReadError> {
    let mapping: GeoJsonMapping = std::fs::read_to_string(path.with_extension("mapping.txt"))
        .map_or_else(|_| GeoJsonMapping::default(), |text| text.trim().parse().unwrap());
    let file_stem = path.file_stem().unwrap().to_str().unwrap();
    let country = std::fs::read_to_string(path.with_extension("country.txt")).ok();
    let country = country.as_deref().map(str::trim);
    let local_times = std::fs::read_to_string(path.with_extension("local-times.txt")).ok();
    let local_times = local_times.map(|name| ClockZone::from_name(name.trim()).unwrap());
    read(
        bytes,
        &Source { file_stem, mapping: &mapping, country, local_times: local_times.as_ref() },
    )
}

#[test]
fn every_accepted_file_reads_as_expected() {
    for folder in FOLDERS {
        compare(&format!("{folder}/accept"), |path, bytes| {
            let reading =
                read_fixture(path, bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            describe(&reading)
        });
    }
}

#[test]
fn every_rejected_file_says_what_it_is() {
    for folder in FOLDERS {
        compare(&format!("{folder}/reject"), |path, bytes| {
            let error = read_fixture(path, bytes).expect_err(&path.display().to_string());
            format!("{error}\n")
        });
    }
}

#[test]
fn every_accepted_file_that_is_written_reads_back_the_same() {
    let mut written = 0;
    for path in FOLDERS.into_iter().flat_map(|folder| inputs(&format!("{folder}/accept"))) {
        let zones = read_fixture(&path, &std::fs::read(&path).unwrap()).unwrap().items;
        let Ok(text) = write_ed318(&zones) else {
            // A flight level has no datum in ED-318; and what a country outside the file has placed
            // twice would be placed once.
            let refused = path.ends_with("limits-in-words.json")
                || path.with_extension("country.txt").exists();
            assert!(refused, "{}", path.display());
            continue;
        };
        let source = Source {
            file_stem: "another",
            mapping: &GeoJsonMapping::default(),
            country: None,
            local_times: None,
        };
        let back = read(text.as_bytes(), &source).unwrap().items;
        let bare = |set: ZoneSet| -> Vec<Zone> {
            set.zones.into_iter().map(|zone| Zone { native: None, ..zone }).collect()
        };
        assert_eq!(bare(back), bare(zones), "{}", path.display());
        written += 1;
    }
    assert!(written > 50, "{written} files");
}

/// Everything a reader says, as text: the set, each zone by the text its digest is made of and what
/// does not go into that, and the findings.
fn describe(reading: &Reading<ZoneSet>) -> String {
    let set = &reading.items;
    let mut lines = vec![format!("{} title={:?} issued={:?}", set.standard, set.title, set.issued)];
    lines.push(format!(
        "valid {:?} {:?} provider={}",
        set.valid.from,
        set.valid.until,
        texts(&set.provider)
    ));
    lines.extend(set.zones.iter().flat_map(describe_zone));
    lines.push("findings".into());
    for finding in &reading.findings {
        let zone = finding.zone.as_ref().map_or("-", |zone| zone.as_str());
        let field = finding.field.as_deref().unwrap_or("-");
        lines.push(format!(
            "  {} {} {zone} {field}: {}",
            finding.effect.as_str(),
            finding.code,
            finding.text
        ));
    }
    lines.join("\n") + "\n"
}

fn describe_zone(zone: &Zone) -> Vec<String> {
    let mut lines = vec![String::new()];
    let digest_text = zone.digest_text();
    lines.extend(digest_text.lines().filter(|line| *line != "overfly-zone/1").map(str::to_owned));
    lines.push(format!(
        "  country={:?} name={} variant={:?} reasons={:?}",
        zone.country,
        texts(&zone.name),
        zone.variant,
        zone.reasons
    ));
    lines.push(format!(
        "  other={} exemption={:?} conditions={:?} region={:?}",
        texts(&zone.other_reason),
        zone.regulation_exemption,
        zone.conditions,
        zone.region
    ));
    lines.extend(zone.authorities.iter().map(|authority| {
        format!(
            "  authority name={} service={} contact={} site={:?} email={:?} phone={:?} purpose={:?} before={:?}",
            texts(&authority.name),
            texts(&authority.service),
            texts(&authority.contact),
            authority.site_url,
            authority.email,
            authority.phone,
            authority.purpose,
            authority.interval_before
        )
    }));
    lines
}

fn texts(texts: &[LocalText]) -> String {
    let one = |text: &LocalText| format!("{:?}@{}", text.text, text.lang.as_deref().unwrap_or("-"));
    format!("[{}]", texts.iter().map(one).collect::<Vec<_>>().join(", "))
}
