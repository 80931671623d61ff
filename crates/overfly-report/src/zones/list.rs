//! All zones, one a line.

use std::collections::BTreeMap;

use overfly_model::zone::one_line;
use serde::Serialize;

use super::{LimitsJson, ListedZone, ReaderFindingJson, limits_json, limits_words, reader_finding};
use crate::bounds::{bbox, stated_parts, vertices};
use crate::wrap::wrapped;
use crate::{FileFindings, counted, json};

/// Every zone as JSON, in the order read, and totals.
pub fn list_json(zones: &[ListedZone<'_>], files: &[FileFindings<'_>]) -> String {
    json::pretty(&ListJson {
        zones: zones.iter().map(zone_json).collect(),
        totals: totals(zones, files),
    })
}

/// Every zone as text, in the order read, and a line of totals; lines are broken where a width is given.
pub fn list_text(
    zones: &[ListedZone<'_>],
    files: &[FileFindings<'_>],
    width: Option<usize>,
) -> String {
    let width_max = width.unwrap_or(usize::MAX);
    let rows: Vec<[String; 4]> = zones.iter().map(row).collect();
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let [id_width, kind_width, shape_width] = [width(0), width(1), width(2)];
    let mut out = String::new();
    for [id, kind, shape, rest] in &rows {
        let line = format!("{id:<id_width$}  {kind:<kind_width$}  {shape:<shape_width$}  {rest}");
        out.push_str(wrapped("", 4, &line, width_max).trim_end());
        out.push('\n');
    }
    out.push_str(&wrapped("", 4, &totals_line(&totals(zones, files)), width_max));
    out
}

fn row(listed: &ListedZone<'_>) -> [String; 4] {
    let zone = listed.zone;
    let parts = counted(stated_parts(zone).count(), "part");
    let shape = match vertices(zone) {
        0 => parts,
        n => format!("{parts}, {n} vertices"),
    };
    let findings = match listed.findings.len() {
        0 => String::new(),
        n => format!("  ({})", counted(n, "finding")),
    };
    let rest = format!("{}  {}{findings}", limits_words(zone), zone.display_name());
    [one_line(zone.id.as_str()), zone.kind.as_str().to_owned(), shape, rest]
}

fn totals_line(totals: &TotalsJson) -> String {
    let kinds: Vec<String> =
        totals.types.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    let [zones, files] = [counted(totals.zones, "zone"), counted(totals.files, "file")];
    let [parts, findings] = [counted(totals.parts, "part"), counted(totals.findings, "finding")];
    format!("{zones}{kinds} in {files}; {parts}, {} vertices, {findings}\n", totals.vertices)
}

#[derive(Serialize)]
struct ListJson<'a> {
    zones: Vec<ZoneJson<'a>>,
    totals: TotalsJson,
}

#[derive(Serialize)]
struct ZoneJson<'a> {
    id: &'a str,
    name: String,
    #[serde(rename = "type")]
    kind: &'a str,
    bbox: Option<[f64; 4]>,
    parts: usize,
    vertices: usize,
    limits: Vec<LimitsJson>,
    findings: Vec<ReaderFindingJson<'a>>,
}

#[derive(Serialize)]
struct TotalsJson {
    files: usize,
    zones: usize,
    types: BTreeMap<String, usize>,
    parts: usize,
    vertices: usize,
    findings: usize,
}

fn zone_json<'a>(listed: &ListedZone<'a>) -> ZoneJson<'a> {
    let zone = listed.zone;
    ZoneJson {
        id: zone.id.as_str(),
        name: zone.display_name(),
        kind: zone.kind.as_str(),
        bbox: bbox(zone),
        parts: stated_parts(zone).count(),
        vertices: vertices(zone),
        limits: limits_json(zone),
        findings: listed.findings.iter().map(|finding| reader_finding(finding)).collect(),
    }
}

fn totals(zones: &[ListedZone<'_>], files: &[FileFindings<'_>]) -> TotalsJson {
    let mut types = BTreeMap::new();
    for listed in zones {
        *types.entry(listed.zone.kind.as_str().to_owned()).or_insert(0) += 1;
    }
    TotalsJson {
        files: files.len(),
        zones: zones.len(),
        types,
        parts: zones.iter().map(|listed| stated_parts(listed.zone).count()).sum(),
        vertices: zones.iter().map(|listed| vertices(listed.zone)).sum(),
        findings: files.iter().map(|file| file.findings.len()).sum(),
    }
}
