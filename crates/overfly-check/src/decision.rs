//! What is answered. Only this crate makes a [`Decision`].

use jiff::Timestamp;
use overfly_index::Along;
use overfly_model::flight::FlightFacts;
use overfly_model::geodesy::Course;
use overfly_model::{
    Code, CoverageBasis, Effect, Finding, HeightInterval, Margins, Metres, Outline, PieceKind,
    Position, TimeInterval, ZoneId,
};

use crate::envelope::Envelope;
use crate::given::Given;
use crate::meeting::Meeting;
use crate::piece::Ready;

/// The answer, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing is in the way, and the data says so.
    Clear,
    /// What is in the way is lifted.
    Lifted,
    /// A condition has to be attested first.
    Pending,
    /// The data or the plan does not allow an answer.
    Undecided,
    /// Something is in the way.
    Blocked,
}

impl Verdict {
    /// The verdict that a finding of this effect allows at best.
    pub const fn of(effect: Effect) -> Self {
        match effect {
            Effect::Clear | Effect::Note => Self::Clear,
            Effect::Lifted => Self::Lifted,
            Effect::Pending => Self::Pending,
            Effect::Undecided => Self::Undecided,
            Effect::Blocked => Self::Blocked,
        }
    }

    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Lifted => "lifted",
            Self::Pending => "pending",
            Self::Undecided => "undecided",
            Self::Blocked => "blocked",
        }
    }
}

/// A zone as findings name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneLabel {
    /// Key.
    pub id: ZoneId,
    /// Name, on one line; empty when the file has none.
    pub name: String,
    /// The overlay that states the zone so; `None` for one as published.
    pub overlay: Option<String>,
}

/// A piece of the flight as findings name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PieceRef {
    /// Kind.
    pub kind: PieceKind,
    /// Number among its kind, from 1.
    pub index: u32,
    /// Whether we added it.
    pub derived: bool,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionFinding {
    /// Stable code.
    pub code: Code,
    /// What it does to the flight.
    pub effect: Effect,
    /// The zone.
    pub zone: Option<ZoneLabel>,
    /// The waivers that lift it, or that it speaks of.
    pub waivers: Vec<String>,
    /// The overlays that lift it, or that state the zone so.
    pub overlays: Vec<String>,
    /// The piece of the flight.
    pub piece: Option<PieceRef>,
    /// From and to along the piece; `None` for areas.
    pub along: Option<[Metres; 2]>,
    /// How long the piece is; `None` for areas.
    pub length: Option<Metres>,
    /// The points there.
    pub span: Option<[Position; 2]>,
    /// Heights of the flight there.
    pub heights: Option<HeightInterval>,
    /// When the flight is there, with its uncertainty.
    pub time: Option<TimeInterval>,
    /// When the zone applies on the day before, of and after the flight; `None` where that is always, or no
    /// departure is known. What goes on beyond these days has no end.
    pub applies: Option<Vec<TimeInterval>>,
    /// Where in a file, for findings of a reader.
    pub field: Option<String>,
    /// One sentence.
    pub text: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// The nearest zone that the flight does not meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    /// The zone.
    pub zone: ZoneLabel,
    /// The flight's own path to the zone's border.
    pub distance: Metres,
    /// How far the distance may be off.
    pub error: Metres,
    /// The way there.
    pub course: Course,
    /// The piece from which it is measured.
    pub piece: PieceRef,
}

/// A coverage that the decision used.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageUse {
    /// The file that states it, or whose zones it boxes.
    pub source: String,
    /// On what it rests.
    pub basis: CoverageBasis,
    /// When the data holds.
    pub valid: TimeInterval,
    /// When it was issued, where the file says.
    pub issued: Option<Timestamp>,
}

/// The flight as decided on.
#[derive(Clone, Debug, PartialEq)]
pub struct FlightSummary {
    /// Format of the plan.
    pub format: &'static str,
    /// Title.
    pub name: Option<String>,
    /// Departure and latest end, without uncertainty; open where not stated.
    pub time: TimeInterval,
    /// The heights flown, as planned: one hull for all that stand over the same datums.
    pub heights: Vec<HeightInterval>,
    /// How many pieces the plan states.
    pub stated: usize,
    /// The pieces that the plan leaves out and that were checked too.
    pub derived: Vec<DerivedPiece>,
    /// What was given beside zones and plan.
    pub given: Given,
    /// Who flies what.
    pub facts: FlightFacts,
    /// What is attested for this flight holds within this; `None`: for nothing else.
    pub envelope: Option<Envelope>,
}

/// A piece that the plan leaves out, at one of its heights.
#[derive(Clone, Debug, PartialEq)]
pub struct DerivedPiece {
    /// Which. One piece may stand here several times, at several heights.
    pub piece: PieceRef,
    /// How high, without margin.
    pub heights: HeightInterval,
    /// Whether somebody stated the height; what an unstated one meets is undecided.
    pub height_stated: bool,
    /// The points between which it is flown: one or two of a path, or the corners of an area.
    pub corners: Vec<Position>,
}

/// The answer to one request.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Decision {
    /// The gravest of the findings.
    pub verdict: Verdict,
    /// The present, as asked.
    pub now: Timestamp,
    /// The margins used.
    pub margins: Margins,
    /// The flight.
    pub flight: FlightSummary,
    /// Everything found, gravest first, whatever the verdict.
    pub findings: Vec<DecisionFinding>,
    /// The nearest zone not met.
    pub nearest: Option<Nearest>,
    /// The coverages that hold some of the flight.
    pub coverage: Vec<CoverageUse>,
    /// What stays blocked of zones that waivers lift in part.
    pub blocked: Vec<BlockedArea>,
}

/// What stays blocked of a zone that waivers lift in part: round the flight, at some heights and times.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockedArea {
    /// The zone.
    pub zone: ZoneLabel,
    /// At which heights, of those the flight takes.
    pub heights: Option<HeightInterval>,
    /// When, of the time the flight takes.
    pub time: TimeInterval,
    /// Where: parts narrower than half a metre beside a waiver's area left out.
    pub outlines: Vec<Outline>,
}

impl DecisionFinding {
    /// About a piece as a whole.
    pub(crate) fn about_piece(code: Code, effect: Effect, piece: &Ready<'_>, text: &str) -> Self {
        Self {
            code,
            effect,
            zone: None,
            waivers: Vec::new(),
            overlays: Vec::new(),
            piece: Some(piece.name()),
            along: None,
            length: piece.length(),
            span: None,
            heights: Some(piece.piece.heights),
            time: (piece.time != TimeInterval::ANY).then_some(piece.time),
            applies: None,
            field: None,
            text: text.to_owned(),
            hint: None,
        }
    }

    /// What a reader found.
    pub(crate) fn of_reader(finding: &Finding) -> Self {
        Self {
            code: finding.code,
            effect: finding.effect,
            zone: None,
            waivers: Vec::new(),
            overlays: Vec::new(),
            piece: None,
            along: None,
            length: None,
            span: None,
            heights: None,
            time: None,
            applies: None,
            field: finding.field.clone(),
            text: finding.text.clone(),
            hint: finding.hint.clone(),
        }
    }

    /// The same, where and when the piece meets a zone.
    pub(crate) fn at_meeting(self, piece: &Ready<'_>, meeting: &Meeting) -> Self {
        let time = (meeting.time != TimeInterval::ANY).then_some(meeting.time);
        let here = match meeting.stretch {
            Some(stretch) => self.along(piece, &stretch),
            None => self,
        };
        Self { time, ..here }
    }

    /// The same, on a stretch of the piece.
    pub(crate) fn along(self, piece: &Ready<'_>, stretch: &Along) -> Self {
        Self { along: Some([stretch.from, stretch.to]), span: piece.span(stretch), ..self }
    }

    /// The same, at the heights of a cell.
    pub(crate) fn at_heights(self, heights: Option<HeightInterval>) -> Self {
        Self { heights: heights.or(self.heights), ..self }
    }

    pub(crate) fn with_hint(self, hint: &str) -> Self {
        self.hinted(Some(hint.to_owned()))
    }

    pub(crate) fn hinted(self, hint: Option<String>) -> Self {
        Self { hint, ..self }
    }
}
