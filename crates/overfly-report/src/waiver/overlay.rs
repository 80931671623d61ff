//! An overlay in plain words: per zone, what it tightens and what it weakens.

use jiff::tz::TimeZone;
use overfly_exemption::overlay::{CorrectedPart, Head};
use overfly_exemption::{
    ClassEffect, ClassRule, CorrectedTimes, Correction, Mode, OverlayDocument, SetAsideDocument,
    ZonePattern,
};
use overfly_model::zone::one_line;
use overfly_model::{Limit, Zone, ZoneId};

use super::KnownZones;
use crate::local_time::{instant_with_year, span_with_utc};

/// What an overlay does, zone by zone; `zones` tells names and whether they are as they were.
pub fn overlay_words(
    overlay: &OverlayDocument,
    zones: &KnownZones<'_>,
    clock: &TimeZone,
) -> String {
    let mut out = head(&overlay.head, clock);
    for correction in &overlay.corrections {
        out += &line(corrected(correction, zones, clock));
    }
    for rule in &overlay.rules {
        out += &line(class(rule, zones));
    }
    out
}

/// What a set-aside does.
pub fn set_aside_words(
    document: &SetAsideDocument,
    zones: &KnownZones<'_>,
    clock: &TimeZone,
) -> String {
    let state = pinned(&document.zone, &document.digest, zones);
    let named = named(&document.zone, zones);
    let text = format!(
        "{named}: a zone that cannot be placed no longer keeps flights undecided ({state})"
    );
    head(&document.head, clock) + &line((WEAKENS, text))
}

fn head(head: &Head, clock: &TimeZone) -> String {
    let until = match head.until {
        Some(until) => format!("until {}", instant_with_year(until, clock)),
        None => "without end".to_owned(),
    };
    let issued = instant_with_year(head.issued, clock);
    let lines = [
        format!("{}  {}", head.id, head.title),
        format!("  issued by {}, via {}, {issued}, {until}", head.issuer, head.via),
        format!("  reason: {}", head.reason),
        format!("  source: {}", head.source),
    ];
    let indented = |line: &String| {
        let spaces = line.len() - line.trim_start().len();
        format!("{}{}\n", " ".repeat(spaces), one_line(line))
    };
    lines.iter().map(indented).collect()
}

/// What is done, and to what.
type Told = (&'static str, String);
const TIGHTENS: &str = "tightens";
const WEAKENS: &str = "WEAKENS";

fn line((word, text): Told) -> String {
    format!("  {word:<9} {}\n", one_line(&text))
}

fn corrected(correction: &Correction, zones: &KnownZones<'_>, clock: &TimeZone) -> Told {
    let zone = named(&correction.zone, zones);
    let state = pinned(&correction.zone, &correction.digest, zones);
    let change = changes(correction, clock).join("; ");
    match correction.mode {
        Mode::Add => {
            (TIGHTENS, format!("{zone}: beside the published zone it counts as {change} ({state})"))
        }
        Mode::Replace => (
            WEAKENS,
            format!(
                "{zone}: the published zone is lifted, and in its place counts {change} ({state})"
            ),
        ),
    }
}

fn named(id: &ZoneId, zones: &KnownZones<'_>) -> String {
    match zones.get(id.as_str()).map(Vec::as_slice) {
        Some([zone]) => format!("{id} {} ({})", zone.display_name(), zone.kind.as_str()),
        Some(several) => format!("{id} ({} zones have this id)", several.len()),
        None => format!("{id} (not among the zones here)"),
    }
}

fn pinned(id: &ZoneId, digest: &str, zones: &KnownZones<'_>) -> &'static str {
    let is = |zone: &&Zone| zone.digest().to_string() == digest;
    match zones.get(id.as_str()) {
        Some(all) if all.iter().all(is) => "the zone is as it was when looked at",
        Some(_) => "the zone CHANGED since: what weakens here has no effect",
        None => "the zone is not known here",
    }
}

fn changes(correction: &Correction, clock: &TimeZone) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(kind) = &correction.kind {
        all.push(format!("type {}", kind.as_str()));
    }
    let mut limit = |name: &str, limit: Option<Limit>| {
        if let Some(limit) = limit {
            all.push(format!("{name} limit {limit}"));
        }
    };
    limit("lower", correction.lower);
    limit("upper", correction.upper);
    if let Some(parts) = &correction.parts {
        let own = |part: &&CorrectedPart| part.lower.is_some() || part.upper.is_some();
        let limited = parts.iter().filter(own).count();
        all.push(format!(
            "another outline of {} parts, {limited} with limits of their own",
            parts.len()
        ));
    }
    match &correction.times {
        Some(CorrectedTimes::Windows(windows)) => {
            let told: Vec<String> =
                windows.iter().map(|window| span_with_utc(window, clock, None)).collect();
            all.push(format!("at {}", told.join(", ")));
        }
        Some(CorrectedTimes::Yearly(days)) => {
            let told: Vec<String> = days.iter().map(yearly).collect();
            all.push(format!("every year {}", told.join(", ")));
        }
        None => {}
    }
    all
}

fn yearly(days: &overfly_exemption::overlay::YearlyTime) -> String {
    let clock = |seconds: u32| format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    let hours = days.hours.map_or_else(
        || "all day".to_owned(),
        |[start, end]| format!("{}-{} UTC", clock(start), clock(end)),
    );
    let [from, until] =
        [days.from, days.until].map(|day| format!("{:02}-{:02}", day.month(), day.day()));
    if days.from == days.until {
        format!("{from} {hours}")
    } else {
        format!("{from} to {until} {hours}")
    }
}

fn class(rule: &ClassRule, zones: &KnownZones<'_>) -> Told {
    let patterns: Vec<&str> = rule.zones.iter().map(ZonePattern::as_str).collect();
    let says = rule.message.as_ref().map_or_else(String::new, |text| format!(" that say {text:?}"));
    let of_type = |zone: &&&Zone| {
        zone.kind == rule.kind && rule.zones.iter().any(|pattern| pattern.names(&zone.id))
    };
    let known = zones.values().flatten().filter(of_type).count();
    let which = format!(
        "{} zones {}{says} (of that name and type, {known} known here)",
        rule.kind.as_str(),
        patterns.join(" ")
    );
    match &rule.effect {
        ClassEffect::As(kind) => (TIGHTENS, format!("{which}: count as {} as well", kind.as_str())),
        ClassEffect::Conditions(conditions) => {
            let told: Vec<String> = conditions
                .iter()
                .map(|condition| format!("{}: {}", condition.id, condition.text))
                .collect();
            (WEAKENS, format!("{which}: lifted once attested: {}", told.join("; ")))
        }
    }
}
