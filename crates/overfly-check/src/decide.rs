//! One request in, one decision out.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use overfly_index::Path;
use overfly_index::built::Damaged;
use overfly_model::{
    Code, Effect, Finding, Flight, HeightInterval, LostLink, Metres, ReturnHeight, TimeInterval,
    ZoneId, ZoneType,
};

use crate::airspace::{Airspace, ZoneAt};
use crate::conflict::{self, Conflicts};
use crate::covered::{self, Covered};
use crate::cure::{self, Alternative};
use crate::decision::{Decision, DecisionFinding, FlightSummary, Nearest, Verdict};
use crate::derive::{self, Derived};
use crate::envelope::Envelope;
use crate::given::{self, Given};
use crate::ground::Grounds;
use crate::hours;
use crate::lift::Lift;
use crate::piece::Ready;
use crate::request::Request;
use crate::trusted;
use crate::when::Clock;
use crate::wording;

/// For how long data has to hold when nobody says how long the flight takes.
const UNKNOWN_END: SignedDuration = SignedDuration::from_hours(24);
/// Farther zones are of no interest.
const NEAREST_WITHIN: Metres = Metres::whole(50_000);

/// Decides whether a flight may take place. Everything found is listed; the gravest decides.
pub fn check(request: &Request<'_>) -> Decision {
    let flight = &request.flight.items;
    let lost_link = request.lost_link.unwrap_or(flight.lost_link);
    let clock = Clock::of(flight, request.depart, request.landing_reserve);
    let (grounds, heights) = Grounds::of(request);
    let derived = derive::derive(flight, lost_link, &grounds);
    let (pieces, mut findings) = ready(request, &derived, &clock);

    let time = data_time(request, &pieces, &clock);
    let Covered { findings: coverage_findings, used } =
        covered::covered(request.airspace, &pieces, time);
    let lift = Lift {
        airspace: request.airspace,
        exemptions: request.exemptions,
        attestations: request.attestations,
        now: request.now,
        facts: &flight.facts,
        grounds: &grounds,
    };
    let mut conflicts = conflict::conflicts(request.airspace, &pieces, &grounds, &lift);
    cure::add(&mut conflicts.findings, flight, lost_link, |alternative| {
        met_instead(request, &clock, &lift, alternative)
    });

    findings.extend(flight_findings(request, &clock, lost_link));
    findings.extend(heights);
    findings.extend(trusted::findings(request, &conflicts.findings, time));
    findings.extend(grounds.findings());
    findings.extend(coverage_findings);
    findings.extend(reader_findings(request.airspace, &conflicts));
    let nearest = nearest(request.airspace, &pieces, &conflicts).unwrap_or_else(|Damaged| {
        let told = |finding: &DecisionFinding| finding.code == Code::IndexDamaged;
        if !conflicts.findings.iter().any(told) {
            findings.push(conflict::damaged());
        }
        None
    });
    findings.extend(conflicts.findings);
    hours::add(&mut findings, request.airspace, &clock.planned());
    sort(&mut findings);

    Decision {
        verdict: findings.iter().map(|f| Verdict::of(f.effect)).max().unwrap_or(Verdict::Clear),
        now: request.now,
        margins: request.margins,
        flight: FlightSummary {
            envelope: Envelope::of(&pieces, grounds.take_off().map(|_| grounds.whole())),
            ..summary(flight, &clock, &derived, Given::of(request, grounds.take_off()))
        },
        findings,
        nearest,
        coverage: used,
        blocked: conflicts.blocked,
    }
}

/// The zones that the way back would meet if the aircraft flew it another way; `None` when that cannot
/// be checked.
fn met_instead(
    request: &Request<'_>,
    clock: &Clock,
    lift: &Lift<'_>,
    Alternative { lost_link, rally }: &Alternative,
) -> Option<Vec<ZoneId>> {
    let flight = Flight { rally: rally.clone(), ..request.flight.items.clone() };
    let derived = derive::derive(&flight, *lost_link, lift.grounds);
    let ready = derived.iter().map(|added| Ready::derived(added, request.margins, clock).ok());
    let pieces: Vec<Ready<'_>> = ready.collect::<Option<_>>()?;
    let Conflicts { findings, .. } =
        conflict::conflicts(request.airspace, &pieces, lift.grounds, lift);
    if findings.iter().any(|finding| finding.code == Code::IndexDamaged) {
        return None;
    }
    let met = findings.into_iter().filter(|f| f.effect > Effect::Lifted);
    Some(met.filter_map(|f| f.zone).map(|zone| zone.id).collect())
}

/// The pieces, stated and derived, ready for questions; those that cannot be are findings.
fn ready<'a>(
    request: &Request<'a>,
    derived: &'a [Derived],
    clock: &Clock,
) -> (Vec<Ready<'a>>, Vec<DecisionFinding>) {
    let (margins, mut pieces, mut findings) = (request.margins, Vec::new(), Vec::new());
    let stated = request.flight.items.pieces.iter();
    let stated = stated.map(|piece| (piece, Ready::of(piece, margins, clock)));
    let added = derived.iter().map(|added| (&added.piece, Ready::derived(added, margins, clock)));
    for (piece, ready) in stated.chain(added) {
        match ready {
            Ok(ready) => pieces.push(ready),
            Err((code, text)) => {
                let text = format!("{} {} {text}", piece.kind.as_str(), piece.index);
                findings.push(DecisionFinding::of_reader(&Finding::undecided(code, text)));
            }
        }
    }
    (pieces, findings)
}

/// The time for which data has to hold: the flight's; a day where its end is not known. Without a
/// departure, as if the aircraft left now: knowing less must not need less data.
fn data_time(request: &Request<'_>, pieces: &[Ready<'_>], clock: &Clock) -> TimeInterval {
    let stated = clock.depart();
    let depart = stated.unwrap_or(request.now);
    let leaving_now = Clock::of(&request.flight.items, Some(request.now), request.landing_reserve);
    let time_of = |piece: &Ready<'_>| match stated {
        Some(_) => piece.time,
        None => leaving_now.of_piece(piece.piece),
    };
    let times: Vec<TimeInterval> = pieces.iter().map(time_of).collect();
    let from = times.iter().filter_map(|time| time.from).min().unwrap_or(depart);
    let untils: Option<Vec<_>> = times.iter().map(|time| time.until).collect();
    let until = untils.and_then(|untils| untils.into_iter().max());
    TimeInterval { from: Some(from), until: until.or_else(|| depart.checked_add(UNKNOWN_END).ok()) }
}

/// What the plan's reader found, and what the flight as a whole lacks.
fn flight_findings(
    request: &Request<'_>,
    clock: &Clock,
    lost_link: LostLink,
) -> Vec<DecisionFinding> {
    let flight = &request.flight.items;
    let mut findings = request.flight.findings.clone();
    if matches!(
        lost_link,
        LostLink::Return(ReturnHeight::At(_)) | LostLink::Rally(ReturnHeight::At(_))
    ) {
        findings.retain(|f| f.code != Code::ReturnHeightNotStated || f.effect > Effect::Note);
    }
    if flight.pieces.is_empty() && findings.iter().all(|f| f.code != Code::FlightEmpty) {
        findings.push(Finding::undecided(
            Code::FlightEmpty,
            "the plan states no flight: there is nothing to check",
        ));
    }
    if clock.planned().from.is_none() {
        let text = "no departure is stated: every zone counts at all times, and the data as of now";
        findings.push(
            Finding::note(Code::DepartureNotStated, text)
                .hint("state it: --depart 2026-11-22T10:30+01:00"),
        );
    }
    if clock.planned().from.is_some_and(|depart| depart < request.now) {
        let text = "the departure lies in the past: this is an answer for then";
        findings.push(Finding::note(Code::DeparturePast, text));
    }
    findings.extend(given::contradiction(flight, request.lost_link));
    if matches!(lost_link, LostLink::Rally(_)) && flight.rally.is_empty() {
        let text =
            "the plan has no rally point to fly to when the link is lost: home counts instead";
        findings.push(
            Finding::undecided(Code::RallyPointMissing, text)
                .hint("add a rally point to the plan, or state what the aircraft does instead"),
        );
    }
    if lost_link == LostLink::Land && flight.pieces.is_empty() {
        findings.push(Finding::undecided(Code::FlightEmpty, "there is no place to land"));
    }
    findings.iter().map(DecisionFinding::of_reader).collect()
}

/// What the zone readers found: in full on the zones met and on whole files, a count for the rest. What
/// keeps a flight from being decided is never only counted.
fn reader_findings(airspace: &Airspace, conflicts: &Conflicts) -> Vec<DecisionFinding> {
    let met: BTreeSet<&ZoneId> = conflicts
        .met
        .iter()
        .filter_map(|at| airspace.entry(*at))
        .map(|entry| &entry.zone.id)
        .collect();
    let mut findings = Vec::new();
    let mut others = 0_usize;
    let mut zones: BTreeSet<&ZoneId> = BTreeSet::new();
    for (source, finding) in airspace.findings() {
        let here = finding.zone.as_ref().is_none_or(|zone| met.contains(zone));
        if here || finding.effect > Effect::Note {
            let mut found = DecisionFinding::of_reader(finding);
            found.field = Some(
                finding
                    .field
                    .as_ref()
                    .map_or_else(|| source.to_owned(), |field| format!("{source}: {field}")),
            );
            found.zone = finding.zone.as_ref().and_then(|id| {
                airspace
                    .zones()
                    .find(|entry| entry.zone.id == *id)
                    .map(|entry| wording::label(&entry))
            });
            findings.push(found);
        } else {
            others += 1;
            zones.extend(&finding.zone);
        }
    }
    if others > 0 {
        let text =
            format!("{} on {} elsewhere", count(others, "finding"), count(zones.len(), "zone"));
        let lint = format!("overfly zones lint{} lists them", airspace.named());
        let note = Finding::note(Code::OtherZoneFindings, text).hint(lint);
        findings.push(DecisionFinding::of_reader(&note));
    }
    findings
}

/// The nearest zone beside the flight that restricts. Zones over or under it are not beside it.
fn nearest(
    airspace: &Airspace,
    pieces: &[Ready<'_>],
    conflicts: &Conflicts,
) -> Result<Option<Nearest>, Damaged> {
    let known: BTreeSet<ZoneAt> = conflicts.met.iter().chain(&conflicts.under).copied().collect();
    let mut best: Option<Nearest> = None;
    for piece in pieces.iter().filter(|piece| !piece.piece.derived) {
        let limit = best.as_ref().map_or(NEAREST_WITHIN, |best| best.distance);
        let path: &Path = piece.path();
        let found = airspace.index().nearest_border(path, limit, |tag| {
            airspace.part(tag).is_some_and(|(at, entry, _)| {
                !known.contains(&at) && entry.zone.kind != ZoneType::Unrestricted
            })
        })?;
        let Some(found) =
            found.filter(|found| best.as_ref().is_none_or(|best| found.distance < best.distance))
        else {
            continue;
        };
        let Some((_, entry, _)) = airspace.part(found.tag) else { continue };
        best = Some(Nearest {
            zone: wording::label(&entry),
            distance: found.distance,
            error: found.error,
            course: found.course,
            piece: piece.name(),
        });
    }
    Ok(best)
}

/// Gravest first, then as flown; the same on every platform.
fn sort(findings: &mut [DecisionFinding]) {
    findings.sort_by(|a, b| {
        let place = |f: &DecisionFinding| {
            (f.piece.is_none(), f.piece.map(|p| (p.derived, p.kind, p.index)))
        };
        b.effect
            .cmp(&a.effect)
            .then_with(|| a.zone.is_none().cmp(&b.zone.is_none()))
            .then_with(|| a.code.as_str().cmp(b.code.as_str()))
            .then_with(|| a.zone.as_ref().map(|z| &z.id).cmp(&b.zone.as_ref().map(|z| &z.id)))
            .then_with(|| (&a.waivers, &a.overlays).cmp(&(&b.waivers, &b.overlays)))
            .then_with(|| place(a).cmp(&place(b)))
            .then_with(|| match (&a.along, &b.along) {
                (Some(a), Some(b)) => a[0].total_cmp(&b[0]),
                (a, b) => a.is_some().cmp(&b.is_some()),
            })
    });
}

fn summary(flight: &Flight, clock: &Clock, derived: &[Derived], given: Given) -> FlightSummary {
    FlightSummary {
        format: flight.format,
        name: flight.name.clone(),
        time: clock.planned(),
        heights: HeightInterval::hulls(flight.pieces.iter().map(|piece| piece.heights)),
        stated: flight.pieces.len(),
        derived: derived.iter().map(Derived::summary).collect(),
        given,
        facts: flight.facts.clone(),
        envelope: None,
    }
}

/// `1 zone`, `2 zones`.
pub(crate) fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
