//! Zones at a point: one answer in words or JSON, or a line of JSON a row of a batch.

use std::io;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use overfly_check::{NearestZone, PointAnswer, PointQuery, Standing, ZoneEntry};
use overfly_model::zone::one_line;
use overfly_model::{Effect, Finding, Metres, Position, TimeInterval, ZoneType};
use serde::Serialize;

use crate::json::{HeightsJson, InputJson, heights, inputs_json, pretty};
use crate::wrap::{wrapped, wrapped_at};
use crate::zones::{LimitsJson, limits_json, limits_words};
use crate::{Colour, Inputs, local_time, text};

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
    /// The present.
    pub now: Timestamp,
    /// The zone of local times.
    pub zone: TimeZone,
    /// Whether data answers where latitude and longitude are exchanged.
    pub answers_exchanged: bool,
    /// What keeps the data as a whole in doubt.
    pub doubts: Vec<&'a Finding>,
}

/// The zones at a point in words.
pub fn point_text(report: &PointReport<'_>, colour: Colour, width: usize) -> String {
    let position = report.query.position.to_string();
    let head = colour.bold(&position) + "  ";
    let columns = position.chars().count() + 2;
    let mut lines = vec![wrapped_at((&head, columns), 2, &summary(report, colour), width)];
    if !report.answer.covered && report.answers_exchanged {
        let hint = "with latitude and longitude exchanged it would be inside";
        lines.push(wrapped("  hint: ", 4, hint, width));
    }
    if report.answer.standing == Standing::Assumed {
        let says = "no manifest says what these files cover: taken to be the box round their zones";
        lines.push(wrapped("  ", 4, says, width));
    }
    for doubt in &report.doubts {
        lines.push(wrapped("  ", 4, &one_line(&format!("{}: {}", doubt.code, doubt.text)), width));
    }
    let zones = &report.answer.zones;
    let cells = |cell: fn(&ZoneEntry<'_>) -> String| {
        zones.iter().map(|e| cell(e).chars().count()).max().unwrap_or(0)
    };
    let (kind_width, zone_width) = (cells(kind_words), cells(zone_words));
    for entry in zones {
        let kind = colour
            .effect(kind_effect(&entry.zone.kind), &format!("{:<kind_width$}", kind_words(entry)));
        let words = format!("{:<zone_width$}  {}", zone_words(entry), limits_words(entry.zone));
        lines.push(wrapped_at((&format!("  {kind}  "), kind_width + 4), 4, &words, width));
    }
    lines.extend(nearest_line(report).map(|line| wrapped("  ", 4, &line, width)));
    lines.push(wrapped("  ", 4, &data_line(report.inputs), width));
    lines.join("\n") + "\n"
}

fn summary(report: &PointReport<'_>, colour: Colour) -> String {
    let count = match report.answer.zones.len() {
        0 => "no zone".into(),
        1 => "1 zone".into(),
        n => format!("{n} zones"),
    };
    let asked = format!("{}, {}", report.query.heights, time_words(report));
    if report.answer.covered {
        return format!("{count} at {asked}");
    }
    let undecided = colour.effect(Effect::Undecided, "UNDECIDED");
    let why = match report.answer.standing {
        Standing::Lapsed => "the zone data here does not hold at that time",
        _ => "no zone file answers here",
    };
    format!("{undecided}: {why} (in the files given: {count} at {asked})")
}

/// The time asked for; where none is, every zone counts, and the data as of now.
fn time_words(report: &PointReport<'_>) -> String {
    if report.query.time == TimeInterval::ANY {
        return "at any time".to_owned();
    }
    format!("at {}", local_time::span_with_utc(&report.query.time, &report.zone, Some(report.now)))
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

fn nearest_line(report: &PointReport<'_>) -> Option<String> {
    let nearest = report.nearest.as_ref()?;
    let shortest = (nearest.distance - nearest.error).max(Metres::ZERO);
    let (zone, course) = (zone_words(&nearest.zone), nearest.course.compass());
    Some(format!("nearest border: {zone}, {} {course}", text::distance_words(shortest.value())))
}

fn data_line(inputs: &Inputs) -> String {
    let inputs = inputs.short();
    format!("NOTAM and temporary restrictions are not in these files; inputs {inputs}")
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
        coverage: match report.answer.standing {
            Standing::Stated => "manifest",
            Standing::Assumed => "box-of-zones",
            Standing::Lapsed => "lapsed",
            Standing::Nowhere => "none",
        },
        doubts: report
            .doubts
            .iter()
            .map(|doubt| format!("{}: {}", doubt.code, doubt.text))
            .collect(),
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
    time: [Option<Timestamp>; 2],
    covered: bool,
    coverage: &'static str,
    doubts: Vec<String>,
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
