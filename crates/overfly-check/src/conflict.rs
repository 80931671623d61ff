//! Where the flight meets zones: footprint, height and time together.

use std::collections::BTreeMap;

use overfly_index::built::Damaged;
use overfly_model::zone::one_line;
use overfly_model::{Code, Effect, Finding, Part, Terrain};

use crate::active::ActiveTimes;
use crate::airspace::{Airspace, ZoneAt, ZoneEntry};
use crate::assumed::{self, Compared};
use crate::decision::{BlockedArea, DecisionFinding};
use crate::derive::HeightDoubt;
use crate::ground::Grounds;
use crate::lift::wording::{lifted_words, open_hint};
use crate::lift::{Conflict, Judged, Lift, Outcome, Remark};
use crate::meeting::{Meeting, Place, joined, meetings};
use crate::piece::Ready;
use crate::wording::{describe, label, outcome, remedy_with_waivers};

/// What the pieces meet.
#[derive(Default)]
pub(crate) struct Conflicts {
    pub(crate) findings: Vec<DecisionFinding>,
    /// Every zone whose footprint a piece meets, whatever the height and time.
    pub(crate) under: Vec<ZoneAt>,
    /// The zones in conflict, or noted.
    pub(crate) met: Vec<ZoneAt>,
    /// The gravest effect on those.
    gravest: BTreeMap<ZoneAt, Effect>,
    /// Why something that names a conflicting zone does not lift it, each reason once.
    remarks: BTreeMap<(ZoneAt, String, Code), Remark>,
    /// What stays of zones that are lifted in part.
    pub(crate) blocked: Vec<BlockedArea>,
    /// What the comparison of heights rested on, for zones whose limits lie over another datum.
    pub(crate) compared: BTreeMap<ZoneAt, Compared>,
}

/// Finds every conflict. A zone that is met only on a return whose height nobody stated keeps the flight
/// undecided.
pub(crate) fn conflicts(
    airspace: &Airspace,
    pieces: &[Ready<'_>],
    grounds: &Grounds<'_>,
    lift: &Lift<'_>,
) -> Conflicts {
    let mut found = Conflicts::default();
    let mut maybe: BTreeMap<ZoneAt, DecisionFinding> = BTreeMap::new();
    let times = ActiveTimes::of(pieces, lift.clock_suspect());
    for piece in pieces {
        let Ok(all) = zones_met(airspace, piece, (grounds, &times), &mut found) else {
            found.findings.push(damaged());
            break;
        };
        for met in all {
            let judged = judge(lift, piece, &met);
            let lifted = judged.outcomes.iter().all(|outcome| outcome.effect <= Effect::Lifted);
            if let Some(doubt) = piece.doubt.filter(|_| !lifted || met.note()) {
                maybe.entry(met.at).or_insert_with(|| height_in_doubt(piece, &met.entry, doubt));
            } else {
                found.met.push(met.at);
                found.take(piece, &met, (judged, lift.exemptions.is_some()));
            }
        }
    }
    unplaced(airspace, pieces, (grounds, &times), (lift, &mut found));
    found.met.sort_unstable();
    found.met.dedup();
    found.under.sort_unstable();
    found.under.dedup();
    found.findings.extend(assumed::findings(airspace, &found, grounds.whole()));
    found.findings.extend(limits_unusable(airspace, &found, grounds.whole()));
    // What is met for certain says it all, unless it is lifted there.
    let open = maybe.into_iter().filter(|(at, finding)| {
        finding.effect > Effect::Note
            && found.gravest.get(at).is_none_or(|gravest| *gravest < finding.effect)
    });
    let (ats, findings): (Vec<ZoneAt>, Vec<DecisionFinding>) = open.unzip();
    found.met.extend(ats);
    found.findings.extend(findings);
    found.findings.extend(not_met(airspace, &found, grounds.whole()));
    found.findings.extend(found.remarked(airspace));
    found
}

/// A zone that a piece meets at its height and time. A zone is the union of its parts.
struct Met<'a> {
    at: ZoneAt,
    entry: ZoneEntry<'a>,
    parts: Vec<&'a Part>,
    meetings: Vec<Meeting>,
}

impl Met<'_> {
    /// Whether it restricts nothing.
    fn note(&self) -> bool {
        self.entry.effect() <= Effect::Note
    }
}

/// The zones that a piece meets at its height and time, parts joined.
fn zones_met<'a>(
    airspace: &'a Airspace,
    piece: &Ready<'_>,
    (grounds, times): (&Grounds<'_>, &ActiveTimes),
    found: &mut Conflicts,
) -> Result<Vec<Met<'a>>, Damaged> {
    let mut met: BTreeMap<ZoneAt, Met<'a>> = BTreeMap::new();
    for (tag, along) in piece.met(airspace.index())? {
        let Some((at, entry, part)) = airspace.part(tag) else { continue };
        found.under.push(at);
        let place = Place { piece, at, zone: entry.zone, part, grounds, times };
        let meetings = meetings(&place, along.as_deref());
        if let Some(compared) = place.compared(along.as_deref(), !meetings.is_empty()) {
            found.compared.entry(at).or_default().extend(compared);
        }
        if !meetings.is_empty() {
            let empty = || Met { at, entry, parts: Vec::new(), meetings: Vec::new() };
            let zone = met.entry(at).or_insert_with(empty);
            zone.parts.push(part);
            zone.meetings.extend(meetings);
        }
    }
    Ok(met.into_values().map(|met| Met { meetings: joined(met.meetings), ..met }).collect())
}

/// Nobody knows which zones are there.
pub(crate) fn damaged() -> DecisionFinding {
    let text = "the index of the zones is damaged: which zones are here cannot be told";
    let hint = "build the file again (overfly zones build), or name the sources it was built from";
    DecisionFinding::of_reader(&Finding::undecided(Code::IndexDamaged, text).hint(hint))
}

/// What becomes of what a piece meets of a zone.
fn judge(lift: &Lift<'_>, piece: &Ready<'_>, met: &Met<'_>) -> Judged {
    let (zone, effect) = (met.entry.zone, met.entry.effect());
    let conflict = Conflict { piece, at: met.at, zone, parts: met.parts.clone(), effect };
    lift.judge(&conflict, &met.meetings)
}

impl Conflicts {
    fn take(&mut self, piece: &Ready<'_>, met: &Met<'_>, (judged, agency): (Judged, bool)) {
        for remark in judged.remarks {
            let key = (met.at, remark.source.clone(), remark.code);
            self.remarks.entry(key).or_insert(remark);
        }
        for outcome in judged.outcomes {
            let gravest = self.gravest.entry(met.at).or_insert(outcome.effect);
            *gravest = outcome.effect.max(*gravest);
            self.findings.push(zone_finding_of(piece, &met.entry, (&outcome, agency)));
            if !outcome.left.is_empty() {
                self.blocked.push(BlockedArea {
                    zone: label(&met.entry),
                    heights: outcome.heights,
                    time: outcome.meeting.time,
                    outlines: outcome.left,
                });
            }
        }
    }

    /// Why waivers and overlays did not help, as notes beside the zones that stay in the way.
    fn remarked(&self, airspace: &Airspace) -> Vec<DecisionFinding> {
        let note = |((at, ..), remark): (&(ZoneAt, String, Code), &Remark)| {
            let zone = label(&airspace.entry(*at)?);
            let note = DecisionFinding::of_reader(&Finding::note(remark.code, &*remark.text));
            let named = vec![remark.source.clone()];
            let (overlays, waivers) =
                if remark.overlay { (named, Vec::new()) } else { (Vec::new(), named) };
            Some(DecisionFinding { zone: Some(zone), waivers, overlays, ..note })
        };
        self.remarks.iter().filter_map(note).collect()
    }
}

/// Restricting zones over, under or around the flight that it does not meet: good to know when a plan
/// changes.
fn not_met(airspace: &Airspace, found: &Conflicts, terrain: &Terrain) -> Vec<DecisionFinding> {
    let beside = found.under.iter().filter(|at| !found.met.contains(at));
    let note = |at: &ZoneAt| {
        let entry = airspace.entry(*at).filter(|entry| entry.effect() > Effect::Note)?;
        let basis = found.compared.get(at).map(|compared| compared.words(terrain));
        let basis = basis.map(|words| format!(" (heights compared by way of {words})"));
        let text = format!(
            "over, under or around the flight, but not at its heights and times{}: {}",
            basis.unwrap_or_default(),
            describe(entry.zone)
        );
        let note = DecisionFinding::of_reader(&Finding::note(Code::ZoneNotMet, text));
        Some(DecisionFinding { zone: Some(label(&entry)), ..note })
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
        finding.zone = Some(label(&entry));
        Some(finding)
    };
    found.met.iter().filter(empty).filter_map(note).collect()
}

/// One finding an outcome.
fn zone_finding_of(
    piece: &Ready<'_>,
    entry: &ZoneEntry<'_>,
    (judged, agency): (&Outcome, bool),
) -> DecisionFinding {
    let zone = entry.zone;
    let (code, words) = match (entry.doubt, entry.overlay) {
        (Some(doubt), Some(overlay)) => (
            Code::OverlayInDoubt,
            format!(
                "as overlay {overlay} says, which does not count ({doubt}): {}",
                describe(zone)
            ),
        ),
        _ => (outcome(&zone.kind).0, describe(zone)),
    };
    let (text, hint) = match judged.by.as_slice() {
        [] if entry.doubt.is_some() => {
            let hint = "have the overlay signed anew, or take it out of the folder if it is wrong";
            (words, Some(hint.to_owned()))
        }
        [] => (words, remedy_with_waivers(zone, judged.effect, agency)),
        by => (format!("{words}; {}", lifted_words(by)), open_hint(by)),
    };
    let by = |overlay: bool| {
        let used = judged.by.iter().filter(move |used| used.overlay == overlay);
        used.map(|used| used.id.clone())
    };
    DecisionFinding {
        waivers: by(false).collect(),
        overlays: by(true).chain(entry.overlay.map(str::to_owned)).collect(),
        ..zone_finding(piece, entry, code, judged.effect, &text)
    }
    .hinted(hint)
    .at_meeting(piece, &judged.meeting)
    .at_heights(judged.heights)
}

fn zone_finding(
    piece: &Ready<'_>,
    entry: &ZoneEntry<'_>,
    code: Code,
    effect: Effect,
    text: &str,
) -> DecisionFinding {
    DecisionFinding {
        zone: Some(label(entry)),
        ..DecisionFinding::about_piece(code, effect, piece, text)
    }
}

/// A zone that is met only at a height of which nobody can be sure.
fn height_in_doubt(
    piece: &Ready<'_>,
    entry: &ZoneEntry<'_>,
    doubt: HeightDoubt,
) -> DecisionFinding {
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
    let text = format!("{why}: {}", describe(entry.zone));
    zone_finding(piece, entry, code, entry.effect().min(Effect::Undecided), &text).with_hint(hint)
}

/// Zones that are nowhere may be anywhere in their file's coverage.
fn unplaced(
    airspace: &Airspace,
    pieces: &[Ready<'_>],
    (grounds, times): (&Grounds<'_>, &ActiveTimes),
    (lift, found): (&Lift<'_>, &mut Conflicts),
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
        if seen.contains(&at) {
            continue;
        }
        let here: Vec<&Ready<'_>> = pieces.iter().filter(meets).collect();
        // A set-aside may end on the way: it has to count for every piece.
        let open = here.iter().find(|piece| lift.set_aside(at, entry.zone, piece).is_none());
        let Some(piece) = open.or(here.first()).copied() else { continue };
        seen.push(at);
        let effect = entry.effect();
        let effect = if effect == Effect::Note { effect } else { Effect::Undecided };
        if let Some(aside) = lift.set_aside(at, entry.zone, piece) {
            found.met.push(at);
            found.findings.push(DecisionFinding {
                overlays: vec![aside.overlay.clone()],
                ..zone_finding(
                    piece,
                    &entry,
                    Code::ZoneUnplaced,
                    effect.min(Effect::Lifted),
                    &format!(
                        "the outline of this zone in {} cannot be read; set aside by {}: {}",
                        entry.source,
                        aside.overlay,
                        one_line(&aside.reason)
                    ),
                )
            });
            continue;
        }
        let text = format!(
            "the outline of this zone in {} cannot be read, so it may be here",
            entry.source
        );
        found.met.push(at);
        found.findings.push(
            zone_finding(piece, &entry, Code::ZoneUnplaced, effect, &text)
                .with_hint("get a corrected zone file; `overfly zones lint` names the fault"),
        );
    }
}
