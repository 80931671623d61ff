//! Findings that say the same of one zone, as one line.

use jiff::civil::Date;
use overfly_check::{Decision, DecisionFinding, ZoneLabel};
use overfly_model::zone::one_line;
use overfly_model::{Code, Effect, HeightInterval, TimeInterval};

use super::layout::Line;
use super::{View, places};
use crate::{json, local_time};

/// Sentences shown below a line; the rest are counted.
const SENTENCES_MAX: usize = 6;

/// Times of a zone that are told, before, at and after the flight.
const HOURS_MAX: usize = 4;

/// One zone (or none) and one code.
pub(super) struct Group<'a> {
    effect: Effect,
    code: Code,
    zone: Option<&'a ZoneLabel>,
    findings: Vec<&'a DecisionFinding>,
    /// Why waivers and overlays that name the zone do not help.
    remarks: Vec<&'a DecisionFinding>,
}

/// The groups, gravest first, otherwise in the order of the decision.
pub(super) fn groups(decision: &Decision) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let (remarks, findings): (Vec<_>, Vec<_>) =
        decision.findings.iter().partition(|f| is_remark(f));
    for finding in findings {
        let zone = finding.zone.as_ref();
        match groups.iter_mut().find(|group| group.is((finding.effect, finding.code, zone))) {
            Some(group) => group.findings.push(finding),
            None => groups.push(Group {
                effect: finding.effect,
                code: finding.code,
                zone,
                findings: vec![finding],
                remarks: Vec::new(),
            }),
        }
    }
    // What readers found elsewhere says something of the data only beside what they found here.
    let here = |group: &Group<'_>| {
        group.zone.is_some() && group.findings.iter().any(|f| f.field.is_some())
    };
    if !groups.iter().any(here) {
        groups.retain(|group| group.code != Code::OtherZoneFindings);
    }
    groups.sort_by_key(|group| core::cmp::Reverse(group.effect));
    for remark in remarks {
        let restricts = |group: &&mut Group<'_>| {
            group.effect > Effect::Lifted && group.zone == remark.zone.as_ref()
        };
        if let Some(group) = groups.iter_mut().find(restricts) {
            group.remarks.push(remark);
        }
    }
    groups
}

/// Why something that names a zone does not lift it: told below the zone.
fn is_remark(finding: &DecisionFinding) -> bool {
    let named = !finding.waivers.is_empty() || !finding.overlays.is_empty();
    finding.effect == Effect::Note && named && finding.zone.is_some() && finding.piece.is_none()
}

/// `NLD/EHP26 Den Haag`; `NLD/7.82 (as O-nld-4-may says) Dam` of one that an overlay states.
pub(super) fn zone_words(zone: &ZoneLabel) -> String {
    let stated = zone.overlay.as_ref().map(|overlay| format!(" (as {overlay} says)"));
    one_line(&format!("{}{} {}", zone.id, stated.unwrap_or_default(), zone.name))
}

impl Group<'_> {
    fn is(&self, (effect, code, zone): (Effect, Code, Option<&ZoneLabel>)) -> bool {
        self.effect == effect && self.code == code && self.zone == zone
    }

    /// The group as one line of the answer.
    pub(super) fn line(&self, decision: &Decision, view: &View<'_>, day: Option<Date>) -> Line {
        let place =
            [places::place_words(&self.findings), self.heights(), self.times(decision, view, day)];
        Line {
            effect: self.effect,
            code: self.code.as_str(),
            zone: self.zone.map(zone_words).unwrap_or_default(),
            place: place
                .into_iter()
                .filter(|words| !words.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            below: self
                .sentences()
                .into_iter()
                .chain(self.applies(decision, view))
                .chain(self.remarks.iter().map(|remark| one_line(&with_hint(remark))))
                .collect(),
        }
    }

    fn heights(&self) -> String {
        let hulls =
            HeightInterval::hulls(self.findings.iter().filter_map(|finding| finding.heights));
        places::height_words(&hulls).join(" or ")
    }

    /// From the first to the last moment; an open end stays open.
    fn times(&self, decision: &Decision, view: &View<'_>, day: Option<Date>) -> String {
        let hull =
            self.findings.iter().filter_map(|finding| finding.time).reduce(|a, b| TimeInterval {
                from: a.from.zip(b.from).map(|(a, b)| a.min(b)),
                until: a.until.zip(b.until).map(|(a, b)| a.max(b)),
            });
        hull.and_then(|time| local_time::span_on(&time, &view.zone, Some(decision.now), day))
            .unwrap_or_default()
    }

    /// `applies Mon 23 Nov 08:00-17:00 CET`: the hours of the zone round the flight, where it has any.
    fn applies(&self, decision: &Decision, view: &View<'_>) -> Option<String> {
        let applies = self.findings.iter().find_map(|finding| finding.applies.as_ref())?;
        let span =
            |time: &TimeInterval| local_time::span_on(time, &view.zone, Some(decision.now), None);
        if applies.is_empty() {
            return Some("does not apply from the day before to the day after".to_owned());
        }
        let Some(told) = applies.iter().take(HOURS_MAX).map(span).collect::<Option<Vec<_>>>()
        else {
            return Some("applies throughout, from the day before to the day after".to_owned());
        };
        let zone = decision.flight.time.from.map(|at| local_time::abbreviation(at, &view.zone));
        let more = if applies.len() > HOURS_MAX { " and more" } else { "" };
        Some(format!("applies {} {}{more}", told.join(", "), zone.unwrap_or_default()))
    }

    fn sentences(&self) -> Vec<String> {
        let mut sentences: Vec<String> = Vec::new();
        for finding in &self.findings {
            let sentence = one_line(&with_hint(finding));
            if !sentence.is_empty() && !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
        if sentences.len() > SENTENCES_MAX {
            let more = sentences.len() - SENTENCES_MAX;
            sentences.truncate(SENTENCES_MAX);
            sentences.push(format!("and {more} more: --format json lists them all"));
        }
        sentences
    }
}

/// A note says its remedy itself; what keeps a flight down says it below, as a thing to do.
fn with_hint(finding: &DecisionFinding) -> String {
    let text = json::placed_text(finding);
    match &finding.hint {
        Some(hint) if finding.effect <= Effect::Note => format!("{text} ({hint})"),
        _ => text,
    }
}
