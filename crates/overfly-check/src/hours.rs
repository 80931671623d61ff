//! When the zones of findings apply, round the flight.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use overfly_model::{Applicability, Code, TimeInterval, ZoneId};

use crate::airspace::{Airspace, ZoneEntry};
use crate::decision::{DecisionFinding, ZoneLabel};

/// How long before and after the flight hours are told.
const AROUND: SignedDuration = SignedDuration::from_hours(24);
/// How far beyond that their ends are looked for.
const BEYOND: SignedDuration = SignedDuration::from_hours(24);
/// Of a flight with a longer time hours are not told.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 3);

/// Tells each finding of a zone with times when the zone applies; where the departure is not known, how to
/// look it up.
pub(crate) fn add(findings: &mut [DecisionFinding], airspace: &Airspace, planned: &TimeInterval) {
    let window = window(planned);
    let mut known: BTreeMap<(ZoneId, Option<String>), Option<Vec<TimeInterval>>> = BTreeMap::new();
    for finding in findings.iter_mut().filter(|f| describes_zone(f.code)) {
        let Some(zone) = &finding.zone else { continue };
        let has_times = known
            .entry((zone.id.clone(), zone.overlay.clone()))
            .or_insert_with(|| times(airspace, zone, window.as_ref()));
        let Some(times) = has_times else { continue };
        if window.is_some() {
            finding.applies = Some(times.clone());
        } else {
            let show = format!("`overfly zones show {}{}`", zone.id, airspace.named_as_options());
            finding.text = format!("{}; {show} lists its times", finding.text);
        }
    }
}

/// Whether findings of this code tell what a zone is.
const fn describes_zone(code: Code) -> bool {
    matches!(
        code,
        Code::ZoneProhibited
            | Code::ZoneAuthorization
            | Code::ZoneConditional
            | Code::ZoneUspace
            | Code::ZoneUnrestricted
            | Code::ZoneTypeUnknown
            | Code::ZoneNotMet
            | Code::ReturnHeightNotStated
    )
}

/// `None` when the departure is not known.
fn window(planned: &TimeInterval) -> Option<TimeInterval> {
    let from = planned.from?;
    let until = planned.until.unwrap_or(from).max(from);
    let short = until.duration_since(from) <= LONGEST;
    let window = TimeInterval {
        from: Some(from.checked_sub(AROUND).ok()?),
        until: Some(until.checked_add(AROUND).ok()?),
    };
    short.then_some(window)
}

/// The times of all zones of this id, as published or as one overlay states them; `None` where they always apply. What goes on beyond the window has no
/// end there.
fn times(
    airspace: &Airspace,
    label: &ZoneLabel,
    window: Option<&TimeInterval>,
) -> Option<Vec<TimeInterval>> {
    let is = |entry: &ZoneEntry<'_>| {
        entry.zone.id == label.id && entry.overlay == label.overlay.as_deref()
    };
    let zones: Vec<_> = airspace.zones().filter(is).collect();
    if zones.iter().all(|entry| entry.zone.applicability == Applicability::Always) {
        return None;
    }
    let Some(window) = window else { return Some(Vec::new()) };
    let wide = TimeInterval {
        from: window.from.and_then(|from| from.checked_sub(BEYOND).ok()),
        until: window.until.and_then(|until| until.checked_add(BEYOND).ok()),
    };
    let active = zones.iter().flat_map(|entry| entry.zone.active(&wide));
    let mut all: Vec<TimeInterval> = active.filter(|time| time.meets(window)).collect();
    all.sort_by_key(|time| (time.from, time.until));
    all.dedup();
    let open = |time: TimeInterval| TimeInterval {
        from: time.from.filter(|from| Some(*from) > wide.from),
        until: time.until.filter(|until| wide.until.is_none_or(|end| *until < end)),
    };
    Some(all.into_iter().map(open).collect())
}
