//! All waivers of an agency, one line each.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use overfly_exemption::Refusal;
use overfly_model::TimeInterval;
use overfly_model::zone::one_line;
use serde_json::{Value, json};

use crate::local_time::span_with_utc;

/// How a document stands at one moment.
#[derive(Clone, Debug, PartialEq)]
pub enum WaiverStanding {
    /// It counts, at this time.
    Valid,
    /// It counts, from a later time on.
    NotYet,
    /// Its time is over.
    Ended,
    /// It does not count.
    Refused(Refusal),
}

impl WaiverStanding {
    /// Of what verified, whose time is this.
    pub fn at(time: &TimeInterval, now: Timestamp) -> Self {
        if time.until.is_some_and(|until| until <= now) {
            return Self::Ended;
        }
        if time.from.is_some_and(|from| now < from) { Self::NotYet } else { Self::Valid }
    }

    /// The word.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::NotYet => "not yet",
            Self::Ended => "ended",
            Self::Refused(_) => "refused",
        }
    }

    /// Why it does not count.
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Valid | Self::NotYet | Self::Ended => None,
        }
    }
}

/// One waiver or overlay of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct WaiverRow {
    /// Its file.
    pub file: String,
    /// Its id, where it can be read.
    pub id: Option<String>,
    /// What it is for.
    pub title: String,
    /// The zones it names.
    pub zones: Vec<String>,
    /// When.
    pub time: TimeInterval,
    /// Whether it counts.
    pub standing: WaiverStanding,
}

impl WaiverRow {
    /// One that cannot be read.
    pub fn unreadable(file: &str, refusal: Refusal) -> Self {
        Self {
            file: file.to_owned(),
            id: None,
            title: String::new(),
            zones: Vec::new(),
            time: TimeInterval::ANY,
            standing: WaiverStanding::Refused(refusal),
        }
    }
}

/// One line each, and one more where one is refused.
pub fn waivers_text(rows: &[WaiverRow], clock: &TimeZone) -> String {
    let width = rows.iter().map(|row| name(row).chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for row in rows {
        let name = name(row);
        let time = span_with_utc(&row.time, clock, None);
        let about = [row.zones.join(" "), row.title.clone()].map(|text| one_line(&text)).join("  ");
        out += format!("{:<8} {name:<width$}  {time}  {about}\n", row.standing.as_str()).as_str();
        if let Some(refusal) = row.standing.refusal() {
            out += format!(
                "         {}: {}\n",
                refusal.code().as_str(),
                one_line(&refusal.to_string())
            )
            .as_str();
        }
    }
    out
}

fn name(row: &WaiverRow) -> String {
    one_line(row.id.as_deref().unwrap_or(&row.file))
}

/// An array of objects, in the order of the rows.
pub fn waivers_json(rows: &[WaiverRow]) -> String {
    let rows: Vec<Value> = rows.iter().map(object).collect();
    format!("{:#}\n", Value::Array(rows))
}

fn object(row: &WaiverRow) -> Value {
    let refusal = row.standing.refusal();
    json!({
        "id": row.id,
        "file": row.file,
        "title": row.title,
        "zones": row.zones,
        "from": row.time.from.map(|at| at.to_string()),
        "until": row.time.until.map(|at| at.to_string()),
        "state": row.standing.as_str(),
        "code": refusal.map(|refusal| refusal.code().as_str()),
        "why": refusal.map(|refusal| one_line(&refusal.to_string())),
    })
}
