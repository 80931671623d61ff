//! The check table: every row of `fixtures/check-table` is asked and answers as it says.

mod page;
mod subjects;
mod unknowns;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use overfly_check::{Airspace, Answers, Decision, Request, Verdict, check};
use overfly_model::{Coverage, CoverageBasis, Effect, PieceKind};
use overfly_testkit::scene::zone_set;
use overfly_testkit::table::{self, Known, Row, Speaks};

use crate::ask::{NOW, dataset, t};

/// The files of the table, in the order of the argument.
pub const FILES: [&str; 10] = [
    "types",
    "heights",
    "limits",
    "schedules",
    "sun",
    "places",
    "margins",
    "whole-flight",
    "commands",
    "coverage",
];

pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn text_of(file: &str) -> String {
    let path = repository().join(format!("fixtures/check-table/{file}.txt"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rows of one file.
pub fn rows_of(file: &str) -> Vec<Row> {
    table::read(&format!("{file}.txt"), &text_of(file)).unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

/// The rows of all files.
pub fn rows() -> Vec<Row> {
    FILES.iter().flat_map(|file| rows_of(file)).collect()
}

/// What is answered to a row.
pub fn answer(row: &Row) -> Decision {
    let Known { take_off, relief, margins, lost_link, speaks, valid, now } = &row.known;
    let answers = match speaks {
        Speaks::Nowhere => Answers::Nowhere,
        Speaks::InBoxOfZones => Answers::BoxOfZones,
        Speaks::In(outlines) => Answers::Manifest(Coverage {
            outlines: outlines.clone(),
            valid: *valid,
            issued: None,
            basis: CoverageBasis::Manifest,
            source: "manifest.toml".into(),
        }),
    };
    let mut builder = Airspace::builder();
    builder.add(dataset(answers, zone_set(row.zones.clone())));
    let airspace = builder.build();
    check(&Request {
        flight: &row.flight,
        airspace: &airspace,
        take_off_elevation: *take_off,
        station_elevation: None,
        relief: relief.as_ref(),
        margins: *margins,
        lost_link: *lost_link,
        depart: row.depart,
        landing_reserve: overfly_check::LANDING_RESERVE,
        exemptions: None,
        attestations: &[],
        now: now.or(row.depart).unwrap_or_else(|| t(NOW)),
    })
}

/// What a decision has against a row; empty when it is as the row says.
fn differences(row: &Row, decision: &Decision) -> Vec<String> {
    let expect = &row.expect;
    let mut against = Vec::new();
    let as_expected = Verdict::of(expect.verdict) == decision.verdict;
    let decided = if as_expected { expect.verdict } else { Effect::Clear };
    if !as_expected {
        against.push(format!("the verdict is {}", decision.verdict.as_str()));
    }
    let all = decision.findings.iter();
    if decided > Effect::Clear {
        let deciding: Vec<_> = all.clone().filter(|f| f.effect == decided).collect();
        let codes: BTreeSet<_> = deciding.iter().map(|f| f.code).collect();
        if codes != expect.codes.iter().copied().collect() {
            against.push(format!("decided by {codes:?}"));
        }
        let pieces: BTreeSet<PieceKind> =
            deciding.iter().filter_map(|f| f.piece).map(|piece| piece.kind).collect();
        if !expect.pieces.is_empty() && pieces != expect.pieces.iter().copied().collect() {
            against.push(format!("on {pieces:?}"));
        }
    }
    let notes = if expect.verdict == Effect::Clear { expect.codes.as_slice() } else { &[] };
    for code in notes.iter().chain(&expect.noting) {
        if all.clone().all(|f| f.code != *code) {
            against.push(format!("{code} is not among the findings"));
        }
    }
    against
}

#[test]
fn check_table_every_row_is_answered_as_it_says() {
    let mut wrong = Vec::new();
    for row in rows() {
        let decision = answer(&row);
        let against = differences(&row, &decision);
        if !against.is_empty() {
            let found: Vec<String> = decision
                .findings
                .iter()
                .map(|f| {
                    let piece = f.piece.map_or("-", |piece| piece.kind.as_str());
                    format!("    {} {} on {piece}: {}", f.effect.as_str(), f.code, f.text)
                })
                .collect();
            wrong.push(format!(
                "{row}: {}\n  {}\n{}",
                against.join("; "),
                row.cells.join(" | "),
                found.join("\n")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} rows differ\n{}", wrong.len(), wrong.join("\n"));
}
