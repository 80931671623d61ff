//! Zones at a point: one answer in words or JSON, or a line of JSON a row of a batch.

use std::io;

use overfly_check::{NearestZone, PointAnswer, PointQuery, ZoneEntry};
use overfly_model::zone::one_line;
use overfly_model::{Effect, Metres, Position, ZoneType};
use serde::Serialize;

use crate::json::{HeightsJson, InputJson, heights, inputs_json, pretty};
use crate::zones::{LimitsJson, limits_json, limits_words};
use crate::{Colour, Inputs, text};

/// What holds a point, and what is near.
#[derive(Clone, Debug)]
pub struct PointReport<'a> {
    /// What was asked.
    pub query: PointQuery,
    /// What holds the point.
    pub answer: &'a PointAnswer<'a>,
    /// The nearest border.
    pub nearest: Option<NearestZone<'a>>,
    /// The files the answer rests on.
    pub inputs: &'a Inputs,
}

/// The zones at a point in words.
pub fn point_text(report: &PointReport<'_>, colour: Colour) -> String {
    let mut out = format!(
        "{}  {}\n",
        colour.bold(&report.query.position.to_string()),
        summary(report, colour)
    );
    let zones = &report.answer.zones;
    let width = |cell: fn(&ZoneEntry<'_>) -> String| {
        zones.iter().map(|e| cell(e).chars().count()).max().unwrap_or(0)
    };
    let (kind_width, zone_width) = (width(kind_words), width(zone_words));
    for entry in zones {
        let kind = colour
            .effect(kind_effect(&entry.zone.kind), &format!("{:<kind_width$}", kind_words(entry)));
        let (zone, limits) = (zone_words(entry), limits_words(entry.zone));
        let line = format!("  {kind}  {zone:<zone_width$}  {limits}\n");
        out.push_str(&line);
    }
    out + &nearest_line(report) + &data_line(report.inputs)
}

fn summary(report: &PointReport<'_>, colour: Colour) -> String {
    let count = match report.answer.zones.len() {
        0 => "no zone".into(),
        1 => "1 zone".into(),
        n => format!("{n} zones"),
    };
    let heights = report.query.heights;
    if report.answer.covered {
        return format!("{count} at {heights}");
    }
    let undecided = colour.effect(Effect::Undecided, "UNDECIDED");
    format!("{undecided}: no zone file answers here ({count} at {heights} in the files given)")
}

fn kind_words(entry: &ZoneEntry<'_>) -> String {
    entry.zone.kind.as_str().to_owned()
}

fn zone_words(entry: &ZoneEntry<'_>) -> String {
    one_line(&format!("{} {}", entry.zone.id, entry.zone.display_name()))
}

const fn kind_effect(kind: &ZoneType) -> Effect {
    match kind {
        ZoneType::Prohibited
        | ZoneType::RequireAuthorization
        | ZoneType::Unknown(_)
        | ZoneType::Conditional => Effect::Blocked,
        ZoneType::USpace => Effect::Pending,
        ZoneType::Unrestricted => Effect::Note,
    }
}

fn nearest_line(report: &PointReport<'_>) -> String {
    let Some(nearest) = &report.nearest else { return String::new() };
    let shortest = (nearest.distance - nearest.error).max(Metres::ZERO);
    let (zone, course) = (zone_words(&nearest.zone), nearest.course.compass());
    format!("  nearest border: {zone}, {} {course}\n", text::distance_words(shortest.value()))
}

fn data_line(inputs: &Inputs) -> String {
    format!(
        "  NOTAM and temporary restrictions are not in these files; inputs {}\n",
        inputs.short()
    )
}

/// The zones at a point as JSON.
pub fn point_json(report: &PointReport<'_>) -> String {
    let position = report.query.position;
    pretty(&PointJson {
        schema: "overfly-at/1",
        lat: position.lat_deg(),
        lon: position.lon_deg(),
        height_m: heights(report.query.heights),
        time: [report.query.time.from, report.query.time.until],
        covered: report.answer.covered,
        zones: report.answer.zones.iter().map(zone_json).collect(),
        nearest: report.nearest.as_ref().map(|nearest| NearestJson {
            zone: nearest.zone.zone.id.as_str(),
            distance_m: nearest.distance.value(),
            error_m: nearest.error.value(),
        }),
        inputs: inputs_json(report.inputs),
    })
}

#[derive(Serialize)]
struct PointJson<'a> {
    schema: &'static str,
    lat: f64,
    lon: f64,
    height_m: HeightsJson,
    time: [Option<jiff::Timestamp>; 2],
    covered: bool,
    zones: Vec<ZoneJson<'a>>,
    nearest: Option<NearestJson<'a>>,
    inputs: Vec<InputJson<'a>>,
}

#[derive(Serialize)]
struct ZoneJson<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    name: String,
    limits: Vec<LimitsJson>,
    source: &'a str,
}

#[derive(Serialize)]
struct NearestJson<'a> {
    zone: &'a str,
    distance_m: f64,
    error_m: f64,
}

fn zone_json<'a>(entry: &ZoneEntry<'a>) -> ZoneJson<'a> {
    ZoneJson {
        id: entry.zone.id.as_str(),
        kind: entry.zone.kind.as_str(),
        name: entry.zone.display_name(),
        limits: limits_json(entry.zone),
        source: entry.source,
    }
}

/// Row `row` (from 1) of a batch, as one line of JSON.
pub fn batch_line(
    out: &mut impl io::Write,
    row: u64,
    position: Position,
    answer: &PointAnswer<'_>,
) -> io::Result<()> {
    let zones = answer
        .zones
        .iter()
        .map(|entry| BatchZone { id: entry.zone.id.as_str(), kind: entry.zone.kind.as_str() });
    write_line(
        out,
        &BatchRow {
            row,
            lat: position.lat_deg(),
            lon: position.lon_deg(),
            covered: answer.covered,
            zones: zones.collect(),
        },
    )
}

/// A row of a batch that cannot be read, as one line of JSON.
pub fn batch_error(out: &mut impl io::Write, row: u64, error: &str) -> io::Result<()> {
    write_line(out, &BatchError { row, error })
}

fn write_line(out: &mut impl io::Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct BatchRow<'a> {
    row: u64,
    lat: f64,
    lon: f64,
    covered: bool,
    zones: Vec<BatchZone<'a>>,
}

#[derive(Serialize)]
struct BatchZone<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
}

#[derive(Serialize)]
struct BatchError<'a> {
    row: u64,
    error: &'a str,
}
