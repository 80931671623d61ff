//! Overlays applied to the zones of an airspace: corrected zones beside the published ones, and what lifts
//! the published ones.

use std::collections::BTreeMap;

use overfly_exemption::overlay::{CorrectedPart, Head, SET_ASIDE_FORMAT, YearlyTime};
use overfly_exemption::text::{stated_format, with_line_feeds};
use overfly_exemption::verify::Grant;
use overfly_exemption::{
    Authority, ClassEffect, ClassRule, Condition, CorrectedTimes, Correction, Mode, Overlay,
    OverlayDocument, Refusal, SetAside, SignedFile, verify_overlay, verify_set_aside,
};
use overfly_model::{
    Applicability, ClockTime, ClockZone, Code, DailyPeriod, DaySet, Finding, Limit, Part,
    Placement, Reading, TimeInterval, TimeOfDay, VerticalLimits, Window, Yearly, Zone, ZoneId,
    ZoneSet, ZoneType,
};

use crate::airspace::{ZoneAt, ZoneFile};

/// What an overlay lifts of a published zone.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ZoneEffect {
    /// The overlay's or set-aside's id.
    pub(crate) overlay: String,
    /// Why.
    pub(crate) reason: String,
    /// On what it rests.
    pub(crate) grant: Grant,
    /// What has to be attested or hold first; empty: nothing.
    pub(crate) conditions: Vec<Condition>,
    /// Whether it sets aside a zone that cannot be placed.
    pub(crate) sets_aside: bool,
}

/// Everything overlays do to an airspace.
#[derive(Debug, Default)]
pub(crate) struct Overlaid {
    /// Corrected zones, a file for each overlay.
    pub(crate) files: Vec<(StatedBy, ZoneFile)>,
    pub(crate) effects: BTreeMap<ZoneAt, Vec<ZoneEffect>>,
    pub(crate) findings: Vec<(String, Finding)>,
}

/// The overlay that states zones in its own way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StatedBy {
    /// Its id.
    pub(crate) overlay: String,
    /// Why it does not count; the zones may be as it says all the same.
    pub(crate) doubt: Option<String>,
}

/// Verified overlays and set-asides, and what was found of others.
#[derive(Debug, Default)]
pub(crate) struct Overlays {
    corrections: Vec<Overlay>,
    /// Overlays that do not count, each with the reason. Whoever could take a restriction away by making an
    /// overlay unreadable, or by letting a key run out, would have a way to a wrong "clear".
    doubtful: Vec<(OverlayDocument, Refusal)>,
    set_asides: Vec<SetAside>,
    findings: Vec<(String, Finding)>,
}

impl Overlays {
    /// Verifies them. What does not count weakens nothing, and what it would tighten is in doubt.
    pub(crate) fn verify(authority: &Authority, files: &[SignedFile]) -> Self {
        let mut overlays = Self::default();
        for file in files {
            if stated_format(&with_line_feeds(&file.text)).as_deref() == Some(SET_ASIDE_FORMAT) {
                match verify_set_aside(file, authority) {
                    Ok(aside) => overlays.set_asides.push(aside),
                    Err(refusal) => overlays.note(file, &refusal),
                }
            } else {
                match verify_overlay(file, authority) {
                    Ok(overlay) => overlays.corrections.push(overlay),
                    Err(refusal) => overlays.refused(file, refusal),
                }
            }
        }
        overlays.corrections.sort_by(|a, b| a.document().head.id.cmp(&b.document().head.id));
        overlays.doubtful.sort_by(|(a, _), (b, _)| a.head.id.cmp(&b.head.id));
        overlays
    }

    /// An overlay that was taken back is gone; one that fails in another way may still be right.
    fn refused(&mut self, file: &SignedFile, refusal: Refusal) {
        match OverlayDocument::read(&with_line_feeds(&file.text)) {
            _ if matches!(refusal, Refusal::Revoked { .. }) => self.note(file, &refusal),
            Ok(document) if !refusal.is_of_a_changed_text() => {
                self.note(file, &refusal);
                self.doubtful.push((document, refusal));
            }
            Ok(_) | Err(_) => {
                let text = format!(
                    "nobody can tell which zones this overlay tightens: it does not count, since it {refusal}"
                );
                let hint = format!("{}, or move it out of the folder", refusal.remedy());
                let finding = Finding::undecided(refusal.code(), text).hint(hint);
                self.findings.push((file.name.clone(), finding));
            }
        }
    }

    fn note(&mut self, file: &SignedFile, refusal: &Refusal) {
        let note = Finding::note(refusal.code(), format!("does not count: {refusal}"));
        self.findings.push((file.name.clone(), note.hint(refusal.remedy())));
    }

    /// Applies them to the zones of all files.
    pub(crate) fn apply(self, files: &[ZoneFile]) -> Overlaid {
        let mut overlaid = Overlaid { findings: self.findings, ..Overlaid::default() };
        for overlay in &self.corrections {
            overlaid.overlay(overlay, files);
        }
        for (document, refusal) in &self.doubtful {
            overlaid.tighten(document, files, Some(refusal));
        }
        // Rules are for zones as published and as corrected: what a correction restates still asks.
        let corrected: Vec<ZoneFile> =
            overlaid.files.iter().map(|(_, corrected)| corrected.clone()).collect();
        for overlay in &self.corrections {
            overlaid.rules(overlay, &[files, &corrected]);
        }
        for aside in &self.set_asides {
            overlaid.set_aside(aside, files);
        }
        overlaid
    }
}

impl Overlaid {
    fn overlay(&mut self, overlay: &Overlay, files: &[ZoneFile]) {
        let (document, head) = (overlay.document(), &overlay.document().head);
        if let (true, Err(refusal)) = (document.weakens(), overlay.may_weaken()) {
            let text =
                format!("overlay {}: what it weakens stays as published: {refusal}", head.id);
            let note = Finding::note(Code::OverlayNotWeakening, text).hint(refusal.remedy());
            self.findings.push((head.id.clone(), note));
        }
        let replaced = document.corrections.iter().filter(|one| one.mode == Mode::Replace);
        for correction in replaced.filter(|_| overlay.may_weaken().is_ok()) {
            for (at, zone) in named(files, |zone| zone.id == correction.zone) {
                if zone.digest().to_string() == correction.digest {
                    let effect = effect(overlay, &correction.reason, Vec::new());
                    self.effects.entry(at).or_default().push(effect);
                }
            }
        }
        self.tighten(document, files, None);
    }

    /// Adds the zones as an overlay states them.
    fn tighten(&mut self, document: &OverlayDocument, files: &[ZoneFile], doubt: Option<&Refusal>) {
        let head = &document.head;
        let (mut zones, mut alone) = (Vec::new(), Vec::new());
        for correction in &document.corrections {
            let mut known = named(files, |zone| zone.id == correction.zone).peekable();
            if known.peek().is_none() {
                alone.extend(self.without_zone(head, correction));
            }
            for (_, zone) in known {
                if zone.digest().to_string() != correction.digest {
                    self.changed(head, zone);
                }
                zones.push(corrected(zone, correction));
            }
        }
        for rule in &document.rules {
            if let ClassEffect::As(kind) = &rule.effect {
                let of_class = named(files, |zone| applies(rule, zone));
                zones.extend(of_class.map(|(_, zone)| Zone { kind: kind.clone(), ..zone.clone() }));
            }
        }
        self.add(head, zones, doubt.map(ToString::to_string));
        self.add(head, alone, Some("no zone file has the zone that it corrects".to_owned()));
    }

    /// A correction of a zone that no file has: it may go by another id now. What the correction states of
    /// its own is left, where that says where it is.
    fn without_zone(&mut self, head: &Head, correction: &Correction) -> Option<Zone> {
        let text = format!(
            "overlay {} corrects {}, which no zone file has: where the zone goes by another id now, it counts as published",
            head.id, correction.zone
        );
        let note = Finding::note(Code::OverlayZoneMissing, text)
            .hint("look which id the zone has now, and issue the overlay anew");
        self.findings.push((head.id.clone(), note));
        correction.parts.as_ref()?;
        Some(corrected(&nothing_known(&correction.zone), correction))
    }

    /// What the rules of an overlay ask of zones.
    fn rules(&mut self, overlay: &Overlay, all: &[&[ZoneFile]; 2]) {
        if overlay.may_weaken().is_err() {
            return;
        }
        let [published, _] = all;
        for rule in &overlay.document().rules {
            let ClassEffect::Conditions(conditions) = &rule.effect else { continue };
            for (files, first) in all.iter().zip([0, published.len()]) {
                for (at, _) in named(files, |zone| applies(rule, zone)) {
                    let at = ZoneAt { file: first + at.file, ..at };
                    let effect = effect(overlay, &rule.reason, conditions.clone());
                    self.effects.entry(at).or_default().push(effect);
                }
            }
        }
    }

    fn set_aside(&mut self, aside: &SetAside, files: &[ZoneFile]) {
        let (document, head) = (aside.document(), &aside.document().head);
        for (at, zone) in named(files, |zone| zone.id == document.zone) {
            if zone.digest().to_string() != document.digest {
                self.changed(head, zone);
                continue;
            }
            self.effects.entry(at).or_default().push(ZoneEffect {
                overlay: head.id.clone(),
                reason: head.reason.clone(),
                grant: aside.grant().clone(),
                conditions: Vec::new(),
                sets_aside: true,
            });
        }
    }

    fn changed(&mut self, head: &Head, zone: &Zone) {
        let text = format!(
            "overlay {} was issued for this zone as it was before: the zone counts as published now, and what the overlay adds counts too",
            head.id
        );
        let note = Finding::note(Code::OverlayZoneChanged, text)
            .of_zone(&zone.id)
            .hint("look at the zone again, and issue the overlay anew");
        self.findings.push((head.id.clone(), note));
    }

    fn add(&mut self, head: &Head, zones: Vec<Zone>, doubt: Option<String>) {
        if zones.is_empty() {
            return;
        }
        let items = ZoneSet {
            standard: "overlay",
            title: Some(head.title.clone()),
            provider: Vec::new(),
            issued: Some(head.issued),
            valid: TimeInterval::ANY,
            zones,
        };
        let reading = Reading { items, findings: Vec::new() };
        let stated = StatedBy { overlay: head.id.clone(), doubt };
        self.files.push((stated, ZoneFile { source: head.id.clone(), reading }));
    }
}

fn effect(overlay: &Overlay, reason: &str, conditions: Vec<Condition>) -> ZoneEffect {
    ZoneEffect {
        overlay: overlay.document().head.id.clone(),
        reason: reason.to_owned(),
        grant: overlay.grant().clone(),
        conditions,
        sets_aside: false,
    }
}

fn named<'a>(
    files: &'a [ZoneFile],
    takes: impl Fn(&Zone) -> bool + 'a,
) -> impl Iterator<Item = (ZoneAt, &'a Zone)> {
    files
        .iter()
        .enumerate()
        .flat_map(move |(file, of)| {
            let zones = of.reading.items.zones.iter().enumerate();
            zones.map(move |(zone, of)| (ZoneAt { file, zone }, of))
        })
        .filter(move |(_, zone)| takes(zone))
}

/// Whether a rule is for a zone: by id, by type, and by one of the texts it says.
fn applies(rule: &ClassRule, zone: &Zone) -> bool {
    let texts = zone.message.iter().map(|text| text.text.as_str());
    let mut texts = texts.chain(zone.conditions.as_deref());
    rule.zones.iter().any(|pattern| pattern.names(&zone.id))
        && rule.kind == zone.kind
        && rule.message.as_ref().is_none_or(|pattern| texts.any(|text| matches(pattern, text)))
}

/// Whether a text is as a pattern says, in which `*` stands for any run of characters.
fn matches(pattern: &str, text: &str) -> bool {
    let mut runs = pattern.split('*');
    let Some(mut rest) = runs.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let runs: Vec<&str> = runs.collect();
    let Some((last, between)) = runs.split_last() else { return rest.is_empty() };
    for run in between {
        match rest.split_once(run) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The zone as an overlay corrects it.
fn corrected(zone: &Zone, correction: &Correction) -> Zone {
    let parts = match &correction.parts {
        None => zone.parts.iter().map(|part| limited(part.clone(), correction)).collect(),
        Some(parts) => {
            let limits = limits_of_all(&zone.parts);
            parts.iter().map(|part| new_part(part, limits, correction)).collect()
        }
    };
    Zone {
        kind: correction.kind.clone().unwrap_or_else(|| zone.kind.clone()),
        parts,
        applicability: match &correction.times {
            None => zone.applicability.clone(),
            Some(times) => applicability(times),
        },
        native: None,
        ..zone.clone()
    }
}

/// A zone of which no file says anything.
fn nothing_known(id: &ZoneId) -> Zone {
    Zone {
        id: id.clone(),
        country: None,
        name: Vec::new(),
        kind: ZoneType::Unknown(String::new()),
        variant: None,
        reasons: Vec::new(),
        other_reason: Vec::new(),
        regulation_exemption: None,
        conditions: None,
        region: None,
        parts: Vec::new(),
        applicability: Applicability::Always,
        authorities: Vec::new(),
        message: Vec::new(),
        native: None,
    }
}

fn limited(mut part: Part, correction: &Correction) -> Part {
    part.limits.lower = correction.lower.unwrap_or(part.limits.lower);
    part.limits.upper = correction.upper.unwrap_or(part.limits.upper);
    part
}

fn new_part(part: &CorrectedPart, limits: VerticalLimits, correction: &Correction) -> Part {
    let limit =
        |own: Option<Limit>, all: Option<Limit>, published: Limit| own.or(all).unwrap_or(published);
    Part {
        outline: part.outline.clone(),
        limits: VerticalLimits {
            lower: limit(part.lower, correction.lower, limits.lower),
            upper: limit(part.upper, correction.upper, limits.upper),
        },
        placement: Placement::AsRead,
    }
}

/// The limits that all parts have; where they differ, none.
fn limits_of_all(parts: &[Part]) -> VerticalLimits {
    let mut limits = parts.iter().map(|part| part.limits);
    let Some(first) = limits.next() else { return VerticalLimits::NOT_STATED };
    if limits.all(|limit| limit == first) { first } else { VerticalLimits::NOT_STATED }
}

fn applicability(times: &CorrectedTimes) -> Applicability {
    Applicability::Windows(match times {
        CorrectedTimes::Windows(windows) => windows.iter().copied().map(Window::of_dates).collect(),
        CorrectedTimes::Yearly(days) => days.iter().map(yearly).collect(),
    })
}

fn yearly(days: &YearlyTime) -> Window {
    let at = |seconds: u32| {
        let hms = [seconds / 3600, seconds / 60 % 60, seconds % 60];
        ClockTime::from_hms_offset(hms, 0).map(TimeOfDay::Clock)
    };
    // Hours that cannot be placed leave whole days.
    let hours = days.hours.and_then(|[start, end]| Some((at(start)?, at(end)?)));
    let daily = hours.map(|(start, end)| DailyPeriod {
        days: DaySet::ANY,
        start: Some(start),
        end: Some(end),
    });
    Window {
        dates: TimeInterval::ANY,
        yearly: Some(Yearly {
            first: days.from,
            last: days.until,
            zone: ClockZone::from_name("UTC"),
        }),
        daily: daily.into_iter().collect(),
    }
}
