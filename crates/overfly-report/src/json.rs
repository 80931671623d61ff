//! The answer for programs: schema `overfly-decision/1`.
//!
//! Intervals along a piece are rounded outward to the centimetre, so that what is reported blocked
//! never shrinks by rounding. An open end of a time or height is `null`.

use jiff::Timestamp;
use overfly_check::{
    CoverageUse, Decision, DecisionFinding, DerivedPiece, FlightSummary, Nearest, PieceRef,
};
use overfly_model::{CoverageBasis, HeightInterval, Metres, Position, TimeInterval};
use serde::Serialize;

use crate::given::{self, LostLinkJson, TakeOffJson};
use crate::{Input, Inputs, Present};

/// The decision as JSON, with a line feed at its end.
pub fn json(decision: &Decision, inputs: &Inputs, present: Present) -> String {
    pretty(&DecisionJson {
        schema: "overfly-decision/1",
        verdict: decision.verdict.as_str(),
        now: decision.now,
        rehearsal: present == Present::Rehearsal,
        margin_m: decision.margins.lateral.value(),
        vertical_margin_m: decision.margins.vertical.value(),
        flight: flight(&decision.flight),
        findings: decision.findings.iter().map(finding).collect(),
        nearest: decision.nearest.as_ref().map(nearest),
        coverage: decision.coverage.iter().map(coverage).collect(),
        inputs: inputs_json(inputs),
    })
}

#[derive(Serialize)]
struct DecisionJson<'a> {
    schema: &'static str,
    verdict: &'static str,
    now: Timestamp,
    rehearsal: bool,
    margin_m: f64,
    vertical_margin_m: f64,
    flight: FlightJson<'a>,
    findings: Vec<FindingJson<'a>>,
    nearest: Option<NearestJson<'a>>,
    coverage: Vec<CoverageJson<'a>>,
    inputs: Vec<InputJson<'a>>,
}

#[derive(Serialize)]
struct FlightJson<'a> {
    depart: Option<Timestamp>,
    until: Option<Timestamp>,
    aircraft: Option<&'a str>,
    operator: Option<&'a str>,
    pilot: Option<&'a str>,
    purpose: Option<&'a str>,
    class: Option<&'a str>,
    format: &'static str,
    name: Option<&'a str>,
    height_m: Option<HeightsJson>,
    lost_link: LostLinkJson,
    take_off: Option<TakeOffJson>,
    tiles: Vec<String>,
    pieces: PiecesJson,
}

#[derive(Serialize)]
struct PiecesJson {
    stated: usize,
    derived: Vec<DerivedJson>,
}

/// A piece that the plan leaves out; one flown at several heights stands there for each.
#[derive(Serialize)]
struct DerivedJson {
    kind: &'static str,
    index: u32,
    height_m: Option<HeightsJson>,
    height_stated: bool,
    corners: Vec<PointJson>,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    code: &'static str,
    effect: &'static str,
    zone: Option<&'a str>,
    waiver: Option<String>,
    overlay: Option<String>,
    piece: Option<PieceJson>,
    along_m: Option<[f64; 2]>,
    from: Option<PointJson>,
    to: Option<PointJson>,
    height_m: Option<HeightsJson>,
    time: Option<[Option<Timestamp>; 2]>,
    applies: Option<Vec<[Option<Timestamp>; 2]>>,
    text: String,
    hint: Option<&'a str>,
}

#[derive(Serialize)]
struct PieceJson {
    kind: &'static str,
    index: u32,
    derived: bool,
}

#[derive(Serialize)]
struct NearestJson<'a> {
    zone: &'a str,
    distance_m: f64,
    piece: PieceJson,
}

#[derive(Serialize)]
struct CoverageJson<'a> {
    source: &'a str,
    basis: &'static str,
    valid: [Option<Timestamp>; 2],
    issued: Option<Timestamp>,
}

#[derive(Serialize)]
pub(crate) struct InputJson<'a> {
    path: &'a str,
    sha256: String,
    kind: &'static str,
}

#[derive(Serialize)]
pub(crate) struct PointJson {
    lat: f64,
    lon: f64,
}

/// `lower` and `upper` over one `datum`; `null` where an end is not known.
#[derive(Serialize)]
pub(crate) struct HeightsJson {
    lower: Option<f64>,
    upper: Option<f64>,
    datum: Option<&'static str>,
}

pub(crate) fn pretty(value: &impl Serialize) -> String {
    // Text keys and finite numbers: writing cannot fail.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

pub(crate) fn inputs_json(inputs: &Inputs) -> Vec<InputJson<'_>> {
    inputs.0.iter().map(input_json).collect()
}

fn input_json(input: &Input) -> InputJson<'_> {
    InputJson { path: &input.path, sha256: input.sha256_hex(), kind: input.kind.as_str() }
}

pub(crate) fn point(position: Position) -> PointJson {
    PointJson { lat: position.lat_deg(), lon: position.lon_deg() }
}

/// Where the two ends stand over different datums only the upper one is told: an unknown lower end
/// reaches down, which restricts more.
pub(crate) fn heights(heights: HeightInterval) -> HeightsJson {
    let (lower, upper) = match (heights.lower, heights.upper) {
        (Some(lower), Some(upper)) if lower.datum != upper.datum => (None, Some(upper)),
        ends => ends,
    };
    HeightsJson {
        lower: lower.map(|altitude| altitude.height.value()),
        upper: upper.map(|altitude| altitude.height.value()),
        datum: upper.or(lower).map(|altitude| altitude.datum.as_str()),
    }
}

fn flight(flight: &FlightSummary) -> FlightJson<'_> {
    let facts = &flight.facts;
    FlightJson {
        depart: flight.time.from,
        until: flight.time.until,
        aircraft: facts.aircraft.as_deref(),
        operator: facts.operator.as_deref(),
        pilot: facts.pilot.as_deref(),
        purpose: facts.purpose.as_deref(),
        class: facts.class.as_deref(),
        format: flight.format,
        name: flight.name.as_deref(),
        height_m: flight
            .heights
            .iter()
            .copied()
            .reduce(HeightInterval::hull)
            .and_then(known)
            .map(heights),
        lost_link: given::lost_link_json(&flight.given),
        take_off: given::take_off_json(&flight.given),
        tiles: given::tiles_json(&flight.given),
        pieces: PiecesJson {
            stated: flight.stated,
            derived: flight.derived.iter().map(derived).collect(),
        },
    }
}

fn derived(derived: &DerivedPiece) -> DerivedJson {
    DerivedJson {
        kind: derived.piece.kind.as_str(),
        index: derived.piece.index,
        height_m: known(derived.heights).map(heights),
        height_stated: derived.height_stated,
        corners: derived.corners.iter().copied().map(point).collect(),
    }
}

fn known(heights: HeightInterval) -> Option<HeightInterval> {
    (heights != HeightInterval::ANY).then_some(heights)
}

fn finding(finding: &DecisionFinding) -> FindingJson<'_> {
    let [from, to] = match finding.span {
        Some([from, to]) => [Some(point(from)), Some(point(to))],
        None => [None, None],
    };
    FindingJson {
        code: finding.code.as_str(),
        effect: finding.effect.as_str(),
        zone: finding.zone.as_ref().map(|zone| zone.id.as_str()),
        waiver: named(&finding.waivers),
        overlay: named(&finding.overlays),
        piece: finding.piece.map(piece),
        along_m: finding.along.map(outward),
        from,
        to,
        height_m: finding.heights.map(heights),
        time: finding.time.map(times),
        applies: finding
            .applies
            .as_ref()
            .map(|applies| applies.iter().copied().map(times).collect()),
        text: placed_text(finding),
        hint: finding.hint.as_deref(),
    }
}

/// Several that lift together stand in one text, with a comma and a space between: ids hold neither.
fn named(ids: &[String]) -> Option<String> {
    (!ids.is_empty()).then(|| ids.join(", "))
}

/// The sentence, with the place in the file before it.
pub(crate) fn placed_text(finding: &DecisionFinding) -> String {
    match &finding.field {
        Some(field) if !finding.text.contains(field) => format!("{field}: {}", finding.text),
        _ => finding.text.clone(),
    }
}

fn piece(piece: PieceRef) -> PieceJson {
    PieceJson { kind: piece.kind.as_str(), index: piece.index, derived: piece.derived }
}

fn times(time: TimeInterval) -> [Option<Timestamp>; 2] {
    [time.from, time.until]
}

fn outward([from, to]: [Metres; 2]) -> [f64; 2] {
    [(from.value() * 100.0).floor() / 100.0, (to.value() * 100.0).ceil() / 100.0]
}

/// The distance at its shortest, in decimetres: what a pilot may count on.
fn nearest(nearest: &Nearest) -> NearestJson<'_> {
    let shortest = (nearest.distance - nearest.error).max(Metres::ZERO);
    NearestJson {
        zone: nearest.zone.id.as_str(),
        distance_m: (shortest.value() * 10.0).floor() / 10.0,
        piece: piece(nearest.piece),
    }
}

fn coverage(coverage: &CoverageUse) -> CoverageJson<'_> {
    let basis = match coverage.basis {
        CoverageBasis::Manifest => "manifest",
        CoverageBasis::BoxOfZones => "box-of-zones",
    };
    CoverageJson {
        source: &coverage.source,
        basis,
        valid: times(coverage.valid),
        issued: coverage.issued,
    }
}
