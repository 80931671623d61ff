//! Answers as text and JSON.
//!
//! Nothing here decides: a verdict goes out as it came in. Text is for a pilot at night, local time
//! first, a word beside every colour; JSON is for programs, the same bytes for the same answer. Whatever
//! comes from a file is stripped of control characters before it is printed.

mod bounds;
mod geojson;
mod given;
mod inputs;
mod json;
mod lint;
mod local_time;
mod paint;
mod point;
mod text;
mod waiver;
mod wrap;
mod zones;

pub use geojson::geojson;
pub use inputs::{Input, InputKind, Inputs};
pub use json::json;
pub use lint::{FileFindings, lint_json, lint_text};
pub use paint::Colour;
pub use point::{PointReport, batch_error, batch_line, point_json, point_text};
pub use text::{View, text};
pub use waiver::{
    Chain, KnownZones, Link, LinkResult, WaiverRow, WaiverStanding, chain_json, chain_text,
    known_zones, overlay_words, set_aside_words, waiver_words, waivers_json, waivers_text,
};
pub use zones::{ListedZone, list_json, list_text, show_json, show_text};

/// Where "now" comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Present {
    /// The clock of this computer.
    Clock,
    /// Stated by the caller: the answer is labelled a rehearsal.
    Rehearsal,
}

/// `1 zone`, `2 zones`; for words whose plural takes an s.
fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
