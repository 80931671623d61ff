//! What a waiver has to cover so that a plan may fly: the blocked part and a little around it.

use core::time::Duration;
use std::path::Path;

use jiff::SignedDuration;
use overfly_check::{Airspace, Decision, DecisionFinding};
use overfly_exemption::{Issuer, ZonePattern};
use overfly_model::{Altitude, Datum, Effect, HeightInterval, Margins, Metres, TimeInterval, Zone};
use overfly_model::{Extent, Flight, Terrain, flight::FlightFacts};
use toml::Value;

use super::form;
use super::outline::{self, Reach};
use super::trial::Trial;
use crate::args::waiver::ProposalArgs;
use crate::failure::Failure;

/// Around what is blocked, sideways.
const BESIDE: Metres = Metres::whole(100);
/// Around it, up and down.
const ABOVE: Metres = Metres::whole(10);
/// Before and after it.
const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// A flight may land this much later, and its waiver has to reach so far.
const RESERVE: SignedDuration = SignedDuration::from_mins(10);

/// What is proposed, as far as the check tells.
pub struct Proposal {
    /// Zones that are in the way, and that the issuer may lift.
    pub zones: Vec<String>,
    /// Where.
    pub area: Value,
    /// From this height.
    pub lower: Option<Value>,
    /// Up to this height.
    pub upper: Option<Value>,
    /// When.
    pub time: TimeInterval,
    /// Who flies what, as the plan states it.
    pub facts: FlightFacts,
    /// What stays in the way, and why.
    pub remarks: Vec<String>,
}

/// In which airspace, for whom, and when.
pub struct Asked<'a> {
    /// The zones.
    pub airspace: &'a Airspace,
    /// Who is to issue the waiver, where that is known.
    pub issuer: Option<&'a Issuer>,
    /// Zones that nothing lifts.
    pub never: &'a [ZonePattern],
    /// The present.
    pub now: jiff::Timestamp,
    /// The zone of times without an offset.
    pub clock: Option<&'a jiff::tz::TimeZone>,
}

/// Checks a plan without waivers, and proposes what would lift all that blocks it.
pub fn propose(plan: &Path, args: &ProposalArgs, asked: &Asked<'_>) -> Result<Proposal, Failure> {
    let place = plan.display().to_string();
    // The reserve is added to the times below.
    let mut trial = Trial::from_args(args, asked.clock)?;
    trial.landing_reserve = Duration::ZERO;
    let (flight, margins) = (trial.flight(plan)?, trial.margins);
    let decision = trial.decide(&flight, asked.airspace, None, asked.now)?;
    let blocked: Vec<&DecisionFinding> = decision
        .findings
        .iter()
        .filter(|f| f.effect == Effect::Blocked && f.zone.is_some())
        .collect();
    if blocked.is_empty() {
        return Err(Failure::at(place, "no zone blocks this flight, so there is nothing to lift")
            .hint(format!(
                "the answer of the check is {}: overfly check tells why",
                decision.verdict.as_str()
            )));
    }
    let mut remarks = undecided(&decision);
    let mut zones: Vec<String> = Vec::new();
    for finding in &blocked {
        let Some(zone) = &finding.zone else { continue };
        let id = zone.id.as_str();
        let known =
            asked.airspace.zones().map(|entry| entry.zone).find(|zone| zone.id.as_str() == id);
        match known.map_or(Ok(()), |zone| liftable(zone, asked)) {
            Ok(()) => zones.push(id.to_owned()),
            Err(why) => remarks.push(format!("{id} {} stays in the way: {why}", zone.name)),
        }
    }
    zones.sort();
    zones.dedup();
    remarks.sort();
    remarks.dedup();
    if zones.is_empty() {
        return Err(
            Failure::at(place, remarks.join("; ")).hint("ask an office that may lift these zones")
        );
    }
    let lifted = |f: &&&DecisionFinding| {
        f.zone.as_ref().is_some_and(|zone| zones.iter().any(|id| id == zone.id.as_str()))
    };
    let lifted: Vec<&DecisionFinding> = blocked.iter().filter(lifted).copied().collect();
    let beside = margins.lateral.max(Metres::ZERO) + BESIDE;
    let reaches: Vec<Reach> = lifted
        .iter()
        .flat_map(|f| outline::reaches(f, &flight.items, &decision.flight.derived))
        .collect();
    let terrain = terrain(&flight.items, &decision, margins, asked);
    let (lower, upper) = heights(&lifted, margins, (asked, &terrain), &mut remarks)?;
    let time = times(&lifted, asked, &mut remarks)?;
    Ok(Proposal {
        area: outline::around(&reaches, beside).ok_or_else(|| {
            Failure::at(place, "the blocked part is not in one place")
                .hint("say where with --around or --polygon")
        })?,
        zones,
        lower,
        upper,
        time,
        facts: decision.flight.facts,
        remarks,
    })
}

/// What keeps the flight from being lifted whatever waiver it has.
fn undecided(decision: &Decision) -> Vec<String> {
    let open = decision.findings.iter().filter(|f| f.effect == Effect::Undecided);
    open.map(|finding| {
        let what = finding.zone.as_ref().map(|zone| format!("{}: ", zone.id)).unwrap_or_default();
        let hint = finding.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("no waiver decides this, and it stays open: {what}{}{hint}", finding.text)
    })
    .collect()
}

/// Whether the issuer may lift a zone; else why not.
fn liftable(zone: &Zone, asked: &Asked<'_>) -> Result<(), String> {
    if asked.never.iter().any(|pattern| pattern.names(&zone.id)) {
        return Err("the trust root lets nobody lift it".to_owned());
    }
    let Some(issuer) = asked.issuer else { return Ok(()) };
    let ceiling = &issuer.ceiling;
    if !ceiling.restrictions.contains(&zone.kind) {
        return Err(format!("{} may not lift {} zones", issuer.name, zone.kind.as_str()));
    }
    if !ceiling.zones.iter().any(|pattern| pattern.names(&zone.id)) {
        return Err(format!("{} may not lift this zone", issuer.name));
    }
    Ok(())
}

/// The heights blocked, with margins and a little more, never past the ceiling. What cannot be told over
/// one datum is left to the officer.
fn heights(
    blocked: &[&DecisionFinding],
    margins: Margins,
    (asked, terrain): (&Asked<'_>, &Terrain),
    remarks: &mut Vec<String>,
) -> Result<(Option<Value>, Option<Value>), Failure> {
    let all = blocked.iter().map(|finding| finding.heights.unwrap_or(HeightInterval::ANY));
    let ground = Altitude::new(Metres::ZERO, Datum::Agl);
    let hull = all.reduce(HeightInterval::hull).unwrap_or(HeightInterval::ANY);
    let vertical = margins.vertical.max(Metres::ZERO);
    let Some(flown) = hull.upper.map(|upper| upper.raised(vertical)) else {
        remarks.push(
            "the blocked heights are not known over one datum: say them with --lower and --upper"
                .to_owned(),
        );
        return Ok((None, None));
    };
    let lower = hull.lower.map(|lower| lower.raised(-(vertical + ABOVE)));
    let lower = lower.filter(|lower| lower.datum != Datum::Agl || lower.height > Metres::ZERO);
    let mut upper = flown.raised(ABOVE);
    let mut flown = flown;
    if let Some(issuer) = asked.issuer {
        let most = issuer.ceiling.max_upper;
        flown = over(flown, most.datum, terrain);
        upper = over(upper, most.datum, terrain);
        if most.datum == upper.datum && most.height < upper.height {
            if most.height < flown.height {
                return Err(Failure::new(format!(
                    "the flight reaches {flown} with its margin, and {} may lift up to {most}",
                    issuer.name
                ))
                .hint("fly lower, or ask an office that may lift this"));
            }
            upper = most;
        }
    }
    Ok((Some(form::height(lower.unwrap_or(ground))), Some(form::height(upper))))
}

/// What is known of the ground at the flight, as a check without tiles knows it.
fn terrain(flight: &Flight, decision: &Decision, margins: Margins, asked: &Asked<'_>) -> Terrain {
    /// How well a plan knows its take-off elevation.
    const READ_OFF_A_MAP: Metres = Metres::whole(10);
    let place = Extent::of_flight(flight, margins.lateral);
    let ground = place.map_or(Terrain::UNKNOWN, |place| asked.airspace.terrain(&place));
    match decision.flight.given.take_off {
        Some(take_off) => ground.with_take_off(take_off.elevation.highest, READ_OFF_A_MAP),
        None => ground,
    }
}

/// A height over the datum that a ceiling is told in, in whole metres: the highest that it may be there.
fn over(altitude: Altitude, datum: Datum, terrain: &Terrain) -> Altitude {
    if altitude.datum == datum || datum == Datum::Pressure {
        return altitude;
    }
    let zero = terrain.amsl(Altitude::new(Metres::ZERO, datum));
    let highest = terrain.amsl(altitude).highest + -zero.lowest;
    Altitude::new(Metres::or_greatest(highest.value().ceil()), datum)
}

/// The time blocked and an hour on either side, in whole minutes, never longer than the ceiling.
fn times(
    blocked: &[&DecisionFinding],
    asked: &Asked<'_>,
    remarks: &mut Vec<String>,
) -> Result<TimeInterval, Failure> {
    let times = || blocked.iter().map(|finding| finding.time.unwrap_or(TimeInterval::ANY));
    let from: Option<Vec<_>> = times().map(|time| time.from).collect();
    let until: Option<Vec<_>> = times().map(|time| time.until).collect();
    let ends = from
        .and_then(|from| from.into_iter().min())
        .zip(until.and_then(|all| all.into_iter().max()));
    let Some((from, until)) = ends else {
        remarks.push(
            "the plan does not tell when: say it with --depart, or with --from and --until"
                .to_owned(),
        );
        return Ok(TimeInterval::ANY);
    };
    let minute = |at: jiff::Timestamp, up: i64| {
        jiff::Timestamp::from_second((at.as_second() + up).div_euclid(60) * 60).unwrap_or(at)
    };
    let (from, until) = (minute(from, 0), minute(until, 60));
    let landed = until.checked_add(RESERVE).unwrap_or(until);
    let needed = landed.duration_since(from);
    let mut slack = HOUR;
    if let Some(issuer) = asked.issuer {
        let most = issuer.ceiling.max_duration;
        if needed > most {
            return Err(Failure::new(format!(
                "the flight takes {needed:#} with its landing reserve, and {} may lift {most:#}",
                issuer.name
            ))
            .hint("plan a shorter flight, or ask an office that may lift this"));
        }
        let room = SignedDuration::from_mins((most - needed).as_mins() / 2);
        slack = slack.min(room);
    }
    let begin = from.checked_sub(slack).unwrap_or(from);
    let end = until.checked_add(slack).unwrap_or(until).max(landed);
    Ok(TimeInterval { from: Some(begin), until: Some(end) })
}
