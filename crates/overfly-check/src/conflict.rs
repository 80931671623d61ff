//! Where the flight meets zones: footprint, height and time together.

use std::collections::BTreeMap;

use overfly_index::Along;
use overfly_model::{Code, Effect, Finding, Part, Terrain, Zone};

use crate::airspace::{Airspace, ZoneAt, ZoneEntry};
use crate::decide::count;
use crate::decision::DecisionFinding;
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
    /// Zones under or over the flight whose limits lie over another datum than the heights flown.
    pub(crate) converted: Vec<ZoneAt>,
}

/// Finds every conflict. A zone that is met only on a return whose height nobody stated keeps the flight
/// undecided.
pub(crate) fn conflicts(airspace: &Airspace, pieces: &[Ready<'_>], terrain: &Terrain) -> Conflicts {
    let mut found = Conflicts::default();
    let mut maybe: BTreeMap<ZoneAt, DecisionFinding> = BTreeMap::new();
    for piece in pieces {
        for (at, entry, stretches) in zones_met(airspace, piece, terrain, &mut found) {
            if piece.height_unknown {
                maybe.entry(at).or_insert_with(|| return_height(piece, entry.zone));
            } else {
                found.met.push(at);
                found.findings.extend(zone_findings(piece, entry.zone, stretches.as_deref()));
            }
        }
    }
    unplaced(airspace, pieces, terrain, &mut found);
    found.met.sort_unstable();
    found.met.dedup();
    found.under.sort_unstable();
    found.under.dedup();
    found.converted.sort_unstable();
    found.converted.dedup();
    found.findings.extend(heights_assumed(&found, terrain));
    found.findings.extend(limits_unusable(airspace, &found, terrain));
    let open = maybe
        .into_iter()
        .filter(|(at, finding)| !found.met.contains(at) && finding.effect > Effect::Note);
    let (ats, findings): (Vec<ZoneAt>, Vec<DecisionFinding>) = open.unzip();
    found.met.extend(ats);
    found.findings.extend(findings);
    found.findings.extend(not_met(airspace, &found));
    found
}

type Met<'a> = (ZoneAt, ZoneEntry<'a>, Option<Vec<Along>>);

/// The zones that a piece meets at its height and time, parts joined. A zone is the union of its parts.
fn zones_met<'a>(
    airspace: &'a Airspace,
    piece: &Ready<'_>,
    terrain: &Terrain,
    found: &mut Conflicts,
) -> Vec<Met<'a>> {
    let mut met: BTreeMap<ZoneAt, (ZoneEntry<'a>, Option<Vec<Along>>)> = BTreeMap::new();
    for (tag, along) in piece.met(airspace.index()) {
        let Some((at, entry, part)) = airspace.part(tag) else { continue };
        found.under.push(at);
        if converts(piece, part) {
            found.converted.push(at);
        }
        if !simultaneous(piece, entry.zone, part, terrain) {
            continue;
        }
        let known = met.entry(at).or_insert_with(|| (entry, along.is_some().then(Vec::new)));
        if let (Some(stretches), Some(along)) = (&mut known.1, along) {
            stretches.extend(along);
        }
    }
    met.into_iter().map(|(at, (entry, along))| (at, entry, along.map(joined))).collect()
}

fn simultaneous(piece: &Ready<'_>, zone: &Zone, part: &Part, terrain: &Terrain) -> bool {
    part.limits.may_meet(&piece.heights, terrain) && zone.may_apply(&piece.time)
}

/// Whether comparing the piece with the part's limits takes a conversion between datums.
fn converts(piece: &Ready<'_>, part: &Part) -> bool {
    let pairs =
        [(piece.heights.lower, part.limits.upper), (piece.heights.upper, part.limits.lower)];
    pairs.iter().any(|(flown, limit)| {
        flown.zip(limit.altitude()).is_some_and(|(flown, limit)| flown.datum != limit.datum)
    })
}

fn heights_assumed(found: &Conflicts, terrain: &Terrain) -> Option<DecisionFinding> {
    if found.converted.is_empty() {
        return None;
    }
    let ground = terrain.ground();
    let take_off = match terrain.take_off() {
        Some(at) => format!(
            "take-off between {:.0} and {:.0} m AMSL",
            at.lowest.value(),
            at.highest.value()
        ),
        None => "take-off anywhere on it".to_owned(),
    };
    let text = format!(
        "the limits of {} lie over another datum than the heights flown: compared with the ground between {:.0} and {:.0} m AMSL, {take_off}",
        count(found.converted.len(), "zone"),
        ground.lowest.value(),
        ground.highest.value(),
    );
    let note = Finding::note(Code::HeightAssumed, text);
    let finding = DecisionFinding::of_reader(&note);
    Some(if terrain.take_off().is_none() {
        finding.with_hint("state the take-off elevation: --terrain 30m-amsl")
    } else {
        finding
    })
}

/// Restricting zones over, under or around the flight that it does not meet: good to know when a plan
/// changes.
fn not_met(airspace: &Airspace, found: &Conflicts) -> Vec<DecisionFinding> {
    let beside = found.under.iter().filter(|at| !found.met.contains(at));
    let note = |at: &ZoneAt| {
        let zone =
            airspace.entry(*at).filter(|entry| outcome(&entry.zone.kind).1 > Effect::Note)?.zone;
        let text = format!(
            "over, under or around the flight, but not at its heights and times: {}",
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

fn joined(mut stretches: Vec<Along>) -> Vec<Along> {
    stretches.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut joined: Vec<Along> = Vec::new();
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if stretch.from <= last.to => last.to = last.to.max(stretch.to),
            _ => joined.push(stretch),
        }
    }
    joined
}

/// One finding a stretch; one for an area.
fn zone_findings(
    piece: &Ready<'_>,
    zone: &Zone,
    stretches: Option<&[Along]>,
) -> Vec<DecisionFinding> {
    let (code, effect) = outcome(&zone.kind);
    let base =
        zone_finding(piece, zone, code, effect, &describe(zone)).hinted(remedy(zone, effect));
    match stretches {
        None => vec![base],
        Some(stretches) => {
            stretches.iter().map(|stretch| base.clone().along(piece, stretch)).collect()
        }
    }
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

fn return_height(piece: &Ready<'_>, zone: &Zone) -> DecisionFinding {
    let (_, effect) = outcome(&zone.kind);
    let text = format!(
        "on a lost link the aircraft may fly home through this zone, at a height nobody stated: {}",
        describe(zone)
    );
    zone_finding(piece, zone, Code::ReturnHeightNotStated, effect.min(Effect::Undecided), &text)
        .with_hint("state the return height: --lost-link return:60m")
}

/// Zones that are nowhere may be anywhere in their file's coverage.
fn unplaced(airspace: &Airspace, pieces: &[Ready<'_>], terrain: &Terrain, found: &mut Conflicts) {
    let mut seen: Vec<ZoneAt> = Vec::new();
    let here = airspace.unplaced(|domain| {
        domain.regions.iter().any(|region| pieces.iter().any(|piece| piece.meets(region)))
    });
    for (at, entry, part) in here {
        let piece = pieces.iter().find(|piece| simultaneous(piece, entry.zone, part, terrain));
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
