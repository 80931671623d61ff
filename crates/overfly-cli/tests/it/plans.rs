//! The bundled flights have the verdicts that their table states.

use std::fs;
use std::process::Stdio;

use crate::kit::{command, ended, repository};

/// A row of the table: file, zones touched, verdict.
fn rows() -> Vec<[String; 3]> {
    let table = fs::read_to_string(repository().join("fixtures/plans/README.md")).unwrap();
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let rows = table.lines().filter(|line| line.starts_with("| `")).map(cells);
    rows.map(|row| [row[1].trim_matches('`').to_owned(), row[4].clone(), row[5].clone()]).collect()
}

/// The zone file that a row's place names, or the Dutch zones.
fn zones(file: &str) -> &'static str {
    if file.starts_with("fiji") {
        "fixtures/zones/fiji-antimeridian.json"
    } else if file.starts_with("svalbard") {
        "fixtures/zones/svalbard.json"
    } else {
        "zones/nld"
    }
}

#[test]
fn every_bundled_flight_has_the_verdict_and_zones_that_its_table_states() {
    let rows = rows();
    let entries = fs::read_dir(repository().join("fixtures/plans")).unwrap();
    let on_disk = entries.filter(|entry| entry.as_ref().unwrap().path().is_file()).count();
    assert_eq!(rows.len(), on_disk - 1, "every flight has a row");
    for [file, touched, verdict] in rows {
        let plan = format!("fixtures/plans/{file}");
        let args = [
            "check",
            &plan,
            "--zones",
            zones(&file),
            "--now",
            "2026-11-22T09:00Z",
            "--format",
            "json",
        ];
        let ended = ended(command(&args).current_dir(repository()).stdin(Stdio::null()));
        let json = ended.json();
        let expected = verdict.split([',', ' ']).next().unwrap();
        assert_eq!(json["verdict"], expected, "{file}");
        let code = verdict.split('`').nth(1);
        let findings = json["findings"].as_array().unwrap();
        assert!(
            code.is_none_or(|code| findings.iter().any(|f| f["code"] == code)),
            "{file}: {verdict}"
        );
        let met_on = |zone: &str, derived: bool| {
            findings.iter().any(|f| {
                f["zone"] == zone && f["effect"] == "blocked" && f["piece"]["derived"] == derived
            })
        };
        let home = touched.contains("by the way home");
        let met = |zone: &str| met_on(zone, home) && !(home && met_on(zone, false));
        for zone in
            touched.split(", ").filter(|word| word.contains('/') && !touched.contains("not met"))
        {
            assert!(met(zone), "{file}: {zone}");
        }
        let blocked = findings.iter().filter(|f| f["effect"] == "blocked");
        for finding in blocked {
            let zone = finding["zone"].as_str().unwrap();
            assert!(touched.contains(zone), "{file}: {zone} is not in the table");
        }
    }
}
