//! Where the flight meets zones: footprint, height and time together.

use std::collections::BTreeMap;

use overfly_model::{Code, Effect, Finding, Terrain, Zone};

use crate::active::ActiveTimes;
use crate::airspace::{Airspace, ZoneAt, ZoneEntry};
use crate::assumed::{self, Compared};
use crate::decision::DecisionFinding;
use crate::derive::HeightDoubt;
use crate::ground::Grounds;
use crate::meeting::{Meeting, Place, joined, meetings};
use crate::piece::Ready;
use crate::wording::{describe, label, outcome, remedy};

/// What the pieces meet.
#[derive(Default)]
pub(crate) struct Conflicts {
    pub(crate) findings: Vec<DecisionFinding>,
    /// Every zone whose footprint a piece meets, whatever the height and time.
    pub(crate) under: Vec<ZoneAt>,
    /// The zones in conflict, or noted.
    pub(crate) met: Vec<ZoneAt>,
    /// What the comparison of heights rested on, for zones whose limits lie over another datum.
    pub(crate) compared: BTreeMap<ZoneAt, Compared>,
}

/// Finds every conflict. A zone that is met only on a return whose height nobody stated keeps the flight
/// undecided.
pub(crate) fn conflicts(
    airspace: &Airspace,
    pieces: &[Ready<'_>],
    grounds: &Grounds<'_>,
) -> Conflicts {
    let mut found = Conflicts::default();
    let mut maybe: BTreeMap<ZoneAt, DecisionFinding> = BTreeMap::new();
    let times = ActiveTimes::of(pieces);
    for piece in pieces {
        for (at, entry, meetings) in zones_met(airspace, piece, (grounds, &times), &mut found) {
            if let Some(doubt) = piece.doubt {
                maybe.entry(at).or_insert_with(|| height_in_doubt(piece, entry.zone, doubt));
            } else {
                found.met.push(at);
                found.findings.extend(zone_findings(piece, entry.zone, &meetings));
            }
        }
    }
    unplaced(airspace, pieces, (grounds, &times), &mut found);
    found.met.sort_unstable();
    found.met.dedup();
    found.under.sort_unstable();
    found.under.dedup();
    found.findings.extend(assumed::findings(airspace, &found, grounds.whole()));
    found.findings.extend(limits_unusable(airspace, &found, grounds.whole()));
    let open = maybe
        .into_iter()
        .filter(|(at, finding)| !found.met.contains(at) && finding.effect > Effect::Note);
    let (ats, findings): (Vec<ZoneAt>, Vec<DecisionFinding>) = open.unzip();
    found.met.extend(ats);
    found.findings.extend(findings);
    found.findings.extend(not_met(airspace, &found, grounds.whole()));
    found
}

type Met<'a> = (ZoneAt, ZoneEntry<'a>, Vec<Meeting>);

/// The zones that a piece meets at its height and time, parts joined. A zone is the union of its parts.
fn zones_met<'a>(
    airspace: &'a Airspace,
    piece: &Ready<'_>,
    (grounds, times): (&Grounds<'_>, &ActiveTimes),
    found: &mut Conflicts,
) -> Vec<Met<'a>> {
    let mut met: BTreeMap<ZoneAt, (ZoneEntry<'a>, Vec<Meeting>)> = BTreeMap::new();
    for (tag, along) in piece.met(airspace.index()) {
        let Some((at, entry, part)) = airspace.part(tag) else { continue };
        found.under.push(at);
        let place = Place { piece, at, zone: entry.zone, part, grounds, times };
        let meetings = meetings(&place, along.as_deref());
        if let Some(compared) = place.compared(along.as_deref(), !meetings.is_empty()) {
            found.compared.entry(at).or_default().extend(compared);
        }
        if !meetings.is_empty() {
            met.entry(at).or_insert_with(|| (entry, Vec::new())).1.extend(meetings);
        }
    }
    met.into_iter().map(|(at, (entry, meetings))| (at, entry, joined(meetings))).collect()
}

/// Restricting zones over, under or around the flight that it does not meet: good to know when a plan
/// changes.
fn not_met(airspace: &Airspace, found: &Conflicts, terrain: &Terrain) -> Vec<DecisionFinding> {
    let beside = found.under.iter().filter(|at| !found.met.contains(at));
    let note = |at: &ZoneAt| {
        let zone =
            airspace.entry(*at).filter(|entry| outcome(&entry.zone.kind).1 > Effect::Note)?.zone;
        let basis = found.compared.get(at).map(|compared| compared.words(terrain));
        let basis = basis.map(|words| format!(" (heights compared by way of {words})"));
        let text = format!(
            "over, under or around the flight, but not at its heights and times{}: {}",
            basis.unwrap_or_default(),
            describe(zone)
        );
        let note = DecisionFinding::of_reader(&Finding::note(Code::ZoneNotMet, text));
        Some(DecisionFinding { zone: Some(label(zone)), ..note })
    };
    beside.filter_map(note).collect()
}

/// Zones whose limits may contradict each other once they are over one datum: they count as not stated.
fn limits_unusable(
    airspace: &Airspace,
    found: &Conflicts,
    terrain: &Terrain,
) -> Vec<DecisionFinding> {
    let empty = |at: &&ZoneAt| {
        airspace.entry(**at).is_some_and(|entry| {
            entry.zone.parts.iter().any(|part| part.limits.may_be_empty(terrain))
        })
    };
    let note = |at: &ZoneAt| {
        let entry = airspace.entry(*at)?;
        let text = "the lower limit may lie above the upper one here, so neither counts";
        let mut finding = DecisionFinding::of_reader(&Finding::note(Code::LimitsInverted, text));
        finding.zone = Some(label(entry.zone));
        Some(finding)
    };
    found.met.iter().filter(empty).filter_map(note).collect()
}

/// One finding a meeting.
fn zone_findings(piece: &Ready<'_>, zone: &Zone, meetings: &[Meeting]) -> Vec<DecisionFinding> {
    let (code, effect) = outcome(&zone.kind);
    let base =
        zone_finding(piece, zone, code, effect, &describe(zone)).hinted(remedy(zone, effect));
    meetings.iter().map(|meeting| base.clone().at_meeting(piece, meeting)).collect()
}

fn zone_finding(
    piece: &Ready<'_>,
    zone: &Zone,
    code: Code,
    effect: Effect,
    text: &str,
) -> DecisionFinding {
    DecisionFinding {
        zone: Some(label(zone)),
        ..DecisionFinding::about_piece(code, effect, piece, text)
    }
}

/// A zone that is met only at a height of which nobody can be sure.
fn height_in_doubt(piece: &Ready<'_>, zone: &Zone, doubt: HeightDoubt) -> DecisionFinding {
    let (_, effect) = outcome(&zone.kind);
    let (code, why, hint) = match doubt {
        HeightDoubt::NotStated => (
            Code::ReturnHeightNotStated,
            "on the way home the aircraft may fly through this zone, at a height nobody stated",
            "state the return height: --lost-link return:60m (rally:60m where it flies to rally points)",
        ),
        HeightDoubt::OwnReturn => (
            Code::ReturnHeightNotStated,
            "the plan itself sends the aircraft home, through this zone perhaps, at a height it does not state",
            "state the aircraft's return height: --lost-link return:60m, or land in the plan",
        ),
        HeightDoubt::Ground => (
            Code::HeightAssumed,
            "off the route the aircraft keeps its height above the sea, and nobody knows the ground there: it may meet this zone",
            "give elevation tiles: --terrain DIR",
        ),
    };
    let text = format!("{why}: {}", describe(zone));
    zone_finding(piece, zone, code, effect.min(Effect::Undecided), &text).with_hint(hint)
}

/// Zones that are nowhere may be anywhere in their file's coverage.
fn unplaced(
    airspace: &Airspace,
    pieces: &[Ready<'_>],
    (grounds, times): (&Grounds<'_>, &ActiveTimes),
    found: &mut Conflicts,
) {
    let mut seen: Vec<ZoneAt> = Vec::new();
    let here = airspace.unplaced(|domain| {
        domain.regions.iter().any(|region| pieces.iter().any(|piece| piece.meets(region)))
    });
    for (at, entry, part) in here {
        let meets = |piece: &&Ready<'_>| {
            let place = Place { piece, at, zone: entry.zone, part, grounds, times };
            !meetings(&place, None).is_empty()
        };
        let piece = pieces.iter().find(meets);
        let Some(piece) = piece.filter(|_| !seen.contains(&at)) else { continue };
        seen.push(at);
        let (_, effect) = outcome(&entry.zone.kind);
        let effect = if effect == Effect::Note { effect } else { Effect::Undecided };
        let text = format!(
            "the outline of this zone in {} cannot be read, so it may be here",
            entry.source
        );
        found.met.push(at);
        found.findings.push(
            zone_finding(piece, entry.zone, Code::ZoneUnplaced, effect, &text)
                .with_hint("get a corrected zone file; `overfly zones lint` names the fault"),
        );
    }
}
