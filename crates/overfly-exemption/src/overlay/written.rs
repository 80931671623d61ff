//! Overlays as they are written, and the way to what they mean.

use overfly_model::{Limit, MonthDay, Outline, TimeInterval, ZoneId, ZoneType};

use super::{ClassEffect, ClassRule, CorrectedPart, CorrectedTimes, Correction, Mode, YearlyTime};
use crate::condition;
use crate::text::DocumentError;
use crate::value::{self, Area, Height, Id, Instant, Point, Restriction, ZonePattern};
use crate::waiver::is_digest;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    #[allow(dead_code, reason = "compared when the text is read")]
    pub(super) format: String,
    pub(super) id: Id,
    pub(super) title: String,
    pub(super) issuer: Id,
    pub(super) via: Id,
    pub(super) issued: Instant,
    pub(super) until: Option<Instant>,
    pub(super) reason: String,
    pub(super) source: String,
    #[serde(default)]
    pub(super) zone: Vec<WrittenZone>,
    #[serde(default)]
    pub(super) class: Vec<WrittenClass>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenSetAside {
    #[allow(dead_code, reason = "compared when the text is read")]
    pub(super) format: String,
    pub(super) id: Id,
    pub(super) title: Option<String>,
    pub(super) issuer: Id,
    pub(super) via: Id,
    pub(super) issued: Instant,
    pub(super) until: Instant,
    pub(super) zone: String,
    pub(super) digest: String,
    pub(super) reason: String,
    pub(super) source: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenZone {
    id: String,
    digest: String,
    mode: String,
    #[serde(rename = "type")]
    kind: Option<Restriction>,
    lower: Option<WrittenLimit>,
    upper: Option<WrittenLimit>,
    parts: Option<Vec<WrittenPart>>,
    windows: Option<Vec<WrittenWindow>>,
    yearly: Option<Vec<WrittenYearly>>,
    reason: String,
    source: String,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum WrittenLimit {
    At(Height),
    Word(String),
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPart {
    area: Area,
    #[serde(default)]
    holes: Vec<Vec<Point>>,
    lower: Option<WrittenLimit>,
    upper: Option<WrittenLimit>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenWindow {
    from: Instant,
    until: Instant,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenYearly {
    from: String,
    until: String,
    start: Option<String>,
    end: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenClass {
    zones: Vec<ZonePattern>,
    #[serde(rename = "type")]
    kind: Restriction,
    message: Option<String>,
    #[serde(default)]
    condition: Vec<condition::Written>,
    #[serde(rename = "as")]
    becomes: Option<Restriction>,
    reason: String,
    source: String,
}

pub(super) fn zone_id(text: &str, field: &str) -> Result<ZoneId, DocumentError> {
    let pattern = ZonePattern::read(text).filter(ZonePattern::is_exact);
    let parts = pattern.as_ref().and_then(|pattern| pattern.as_str().split_once('/'));
    let (scope, identifier) = parts.ok_or_else(|| {
        DocumentError::field(field, format!("{text:?} is no zone id such as NLD/7.1"))
    })?;
    Ok(ZoneId::new(scope, identifier))
}

pub(super) fn digest(text: String, field: &str) -> Result<String, DocumentError> {
    if is_digest(&text) {
        return Ok(text);
    }
    Err(DocumentError::field(field, format!("{text:?} is no digest, sha256: and 64 digits")))
}

impl WrittenZone {
    pub(super) fn checked(self, at: usize) -> Result<Correction, DocumentError> {
        let place = |key: &str| format!("zone[{at}].{key}");
        let mode = match self.mode.as_str() {
            "add" => Mode::Add,
            "replace" => Mode::Replace,
            other => {
                let message = format!("{other:?} is neither \"add\" nor \"replace\"");
                return Err(DocumentError::field(place("mode"), message));
            }
        };
        let limit = |written: Option<WrittenLimit>, key: &str| {
            written.map(|limit| limit.checked(&place(key))).transpose()
        };
        let correction = Correction {
            zone: zone_id(&self.id, &place("id"))?,
            digest: digest(self.digest, &place("digest"))?,
            mode,
            kind: self.kind.map(|kind| kind.0),
            lower: limit(self.lower, "lower")?,
            upper: limit(self.upper, "upper")?,
            parts: self.parts.map(|parts| corrected(parts, &place("parts"))).transpose()?,
            times: times(self.windows, self.yearly, &place("windows"))?,
            reason: self.reason,
            source: self.source,
        };
        if correction.changes() {
            return Ok(correction);
        }
        Err(DocumentError::field(place("mode"), "nothing is said to be different"))
    }
}

impl Correction {
    fn changes(&self) -> bool {
        self.kind.is_some()
            || self.lower.is_some()
            || self.upper.is_some()
            || self.parts.is_some()
            || self.times.is_some()
    }
}

impl WrittenLimit {
    fn checked(self, field: &str) -> Result<Limit, DocumentError> {
        match self {
            Self::At(height) => Ok(Limit::At(height.0)),
            Self::Word(word) if word == "unlimited" => Ok(Limit::Unlimited),
            Self::Word(word) => Err(DocumentError::field(
                field,
                format!("{word:?} is neither a height nor \"unlimited\""),
            )),
        }
    }
}

fn corrected(parts: Vec<WrittenPart>, place: &str) -> Result<Vec<CorrectedPart>, DocumentError> {
    if parts.is_empty() {
        return Err(DocumentError::field(place, "a zone without parts is nowhere"));
    }
    let fault = |error: toml::de::Error| DocumentError::field(place, error.message());
    parts
        .into_iter()
        .map(|part| {
            let cut: Vec<_> = part
                .holes
                .iter()
                .map(|hole| value::ring(hole))
                .collect::<Result<_, _>>()
                .map_err(fault)?;
            let outline = match part.area.0 {
                Outline::Polygon { outer, .. } => Outline::Polygon { outer, holes: cut },
                circle if cut.is_empty() => circle,
                _ => return Err(DocumentError::field(place, "a circle has no holes")),
            };
            let limit = |written: Option<WrittenLimit>| {
                written.map(|limit| limit.checked(place)).transpose()
            };
            Ok(CorrectedPart { outline, lower: limit(part.lower)?, upper: limit(part.upper)? })
        })
        .collect()
}

fn times(
    windows: Option<Vec<WrittenWindow>>,
    yearly: Option<Vec<WrittenYearly>>,
    place: &str,
) -> Result<Option<CorrectedTimes>, DocumentError> {
    let fault = |message: &str| DocumentError::field(place, message);
    match (windows, yearly) {
        (None, None) => Ok(None),
        (Some(windows), None) if !windows.is_empty() => {
            if windows.iter().any(|window| window.until <= window.from) {
                return Err(fault("until is not after from"));
            }
            let window = |window: WrittenWindow| TimeInterval {
                from: Some(window.from.0),
                until: Some(window.until.0),
            };
            Ok(Some(CorrectedTimes::Windows(windows.into_iter().map(window).collect())))
        }
        (None, Some(yearly)) if !yearly.is_empty() => {
            let days: Option<Vec<YearlyTime>> = yearly.iter().map(WrittenYearly::read).collect();
            let days = days.ok_or_else(|| {
                fault("days are \"05-04\", hours both or none and \"16:55Z\", within one day")
            })?;
            Ok(Some(CorrectedTimes::Yearly(days)))
        }
        _ => Err(fault("times are windows, or yearly, and at least one")),
    }
}

impl WrittenYearly {
    fn read(&self) -> Option<YearlyTime> {
        let hours = match (&self.start, &self.end) {
            (None, None) => None,
            (Some(start), Some(end)) => Some([clock(start)?, clock(end)?]),
            _ => return None,
        };
        let hours_in_order = hours.is_none_or(|[start, end]| start < end);
        hours_in_order.then_some(YearlyTime {
            from: month_day(&self.from)?,
            until: month_day(&self.until)?,
            hours,
        })
    }
}

fn month_day(text: &str) -> Option<MonthDay> {
    let (month, day) = text.split_once('-')?;
    is_digits(month, 2).then_some(())?;
    is_digits(day, 2).then_some(())?;
    MonthDay::new(month.parse().ok()?, day.parse().ok()?)
}

/// So many digits; a number's reader would take a sign as well.
fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Seconds after midnight UTC of `16:55Z`.
fn clock(text: &str) -> Option<u32> {
    let (hour, minute) = text.strip_suffix('Z')?.split_once(':')?;
    (is_digits(hour, 2) && is_digits(minute, 2)).then_some(())?;
    let [hour, minute]: [u32; 2] = [hour.parse().ok()?, minute.parse().ok()?];
    (hour <= 24 && minute < 60 && hour * 60 + minute <= 24 * 60)
        .then_some((hour * 60 + minute) * 60)
}

impl WrittenClass {
    pub(super) fn checked(self, at: usize) -> Result<ClassRule, DocumentError> {
        let place = format!("class[{at}]");
        let conditions = condition::all(self.condition, &format!("{place}.condition"))?;
        let effect = match (conditions.is_empty(), self.becomes) {
            (false, None) => ClassEffect::Conditions(conditions),
            (true, Some(kind)) => ClassEffect::As(kind.0),
            _ => {
                return Err(DocumentError::field(
                    place,
                    "a class has conditions, or as, and not both",
                ));
            }
        };
        if matches!(effect, ClassEffect::Conditions(_)) && self.kind.0 != ZoneType::Conditional {
            let message = "conditions lift Conditional zones only; others need a waiver";
            return Err(DocumentError::field(place, message));
        }
        if self.zones.is_empty() {
            return Err(DocumentError::field(place, "names no zone"));
        }
        Ok(ClassRule {
            zones: self.zones,
            kind: self.kind.0,
            message: self.message,
            effect,
            reason: self.reason,
            source: self.source,
        })
    }
}
