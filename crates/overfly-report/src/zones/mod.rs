//! Zones as lists and in words.

mod list;
mod show;
mod words;

use overfly_model::{Finding, Limit, VerticalLimits, Zone};
use serde::Serialize;

pub use list::{list_json, list_text};
pub use show::{show_json, show_text};
pub(crate) use words::limits_words;

/// A zone, its file, and what the reader found about it.
#[derive(Clone, Debug)]
pub struct ListedZone<'a> {
    /// The zone.
    pub zone: &'a Zone,
    /// The file.
    pub source: &'a str,
    /// What the reader found about it.
    pub findings: Vec<&'a Finding>,
}

/// A finding of a reader, in JSON.
#[derive(Serialize)]
pub(crate) struct ReaderFindingJson<'a> {
    code: &'static str,
    effect: &'static str,
    field: Option<&'a str>,
    text: &'a str,
    hint: Option<&'a str>,
}

pub(crate) fn reader_finding(finding: &Finding) -> ReaderFindingJson<'_> {
    ReaderFindingJson {
        code: finding.code.as_str(),
        effect: finding.effect.as_str(),
        field: finding.field.as_deref(),
        text: &finding.text,
        hint: finding.hint.as_deref(),
    }
}

/// The limits of a part: numbers where they are known, and words.
#[derive(Serialize)]
pub(crate) struct LimitsJson {
    lower: LimitJson,
    upper: LimitJson,
}

#[derive(Serialize)]
struct LimitJson {
    height_m: Option<f64>,
    datum: Option<&'static str>,
    text: String,
}

/// The limits of all parts, each pair once.
pub(crate) fn limits_json(zone: &Zone) -> Vec<LimitsJson> {
    let json = |limits: VerticalLimits| LimitsJson {
        lower: limit_json(limits.lower),
        upper: limit_json(limits.upper),
    };
    words::distinct_limits(zone).into_iter().map(json).collect()
}

fn limit_json(limit: Limit) -> LimitJson {
    let altitude = limit.altitude();
    LimitJson {
        height_m: altitude.map(|altitude| altitude.height.value()),
        datum: altitude.map(|altitude| altitude.datum.as_str()),
        text: limit.to_string(),
    }
}
