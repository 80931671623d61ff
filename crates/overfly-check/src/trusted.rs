//! What the state of trust says of a flight: grounded aircraft, clocks, lists that lapse.

use overfly_exemption::{Authority, GroundingDoubt};
use overfly_model::{Code, Effect, Finding, TimeInterval};

use crate::decision::DecisionFinding;
use crate::exemptions::{Exemptions, Subject};
use crate::request::Request;

/// What there is to say of trust. Nothing here betters a verdict.
pub(crate) fn findings(
    request: &Request<'_>,
    conflicts: &[DecisionFinding],
    time: TimeInterval,
) -> Vec<DecisionFinding> {
    let Some(exemptions) = request.exemptions else { return Vec::new() };
    let authority = exemptions.authority();
    let mut findings = Vec::new();
    findings.extend(grounded(request, authority, &time));
    if let Err(refusal) = authority.may_lift() {
        let schedules = if authority.clock_suspect() { "; zones count at all times" } else { "" };
        let text = format!("waivers lift nothing: {refusal}{schedules}");
        findings.push(Finding::note(refusal.code(), text).hint(refusal.remedy()));
    }
    findings.extend(problems(authority));
    findings.extend(unreadable(exemptions));
    findings.extend(unused(request));
    if conflicts.iter().any(|f| f.effect == Effect::Lifted && !f.waivers.is_empty()) {
        findings.extend(lapses(authority, &time));
    }
    findings.iter().map(DecisionFinding::of_reader).collect()
}

/// An aircraft that an office keeps on the ground does not fly, whatever the zones say.
fn grounded(request: &Request<'_>, authority: &Authority, time: &TimeInterval) -> Option<Finding> {
    let aircraft = request.flight.items.facts.aircraft.as_deref();
    let grounding = aircraft.and_then(|aircraft| authority.lists().grounded(aircraft, time));
    if let (Some(aircraft), Some(grounding)) = (aircraft, grounding) {
        let text = format!("{aircraft} stays on the ground: {}", grounding.reason);
        let finding = Finding::undecided(Code::AircraftGrounded, text);
        return Some(Finding { effect: Effect::Blocked, ..finding.hint("fly another aircraft") });
    }
    if let Some(doubt) = authority.grounding_doubts().grounded(aircraft, time) {
        return Some(perhaps_grounded(aircraft, &doubt));
    }
    if aircraft.is_none() && authority.lists().all().any(|list| !list.grounded.is_empty()) {
        let text = "some aircraft of the agency stay on the ground, and no aircraft is stated";
        let finding = Finding::undecided(Code::AircraftGrounded, text);
        return Some(finding.hint("state it: --aircraft sn:.."));
    }
    None
}

/// A list that does not count, or is gone, may keep the aircraft on the ground.
fn perhaps_grounded(aircraft: Option<&str>, doubt: &GroundingDoubt) -> Finding {
    let aircraft = aircraft.unwrap_or("the aircraft, which is not stated,");
    let (text, remedy) = match doubt {
        GroundingDoubt::Grounded { file, why, reason } => (
            format!(
                "{aircraft} may have to stay on the ground ({reason}): {file} says so, and does not count: {why}"
            ),
            why.remedy(),
        ),
        GroundingDoubt::Unreadable { file, why } => (
            format!("nobody can tell whether {aircraft} has to stay on the ground: {file} {why}"),
            why.remedy(),
        ),
        GroundingDoubt::Withheld { version } => (
            format!(
                "nobody can tell whether {aircraft} has to stay on the ground: this station has seen version {version} of a revocation list that is not in the folder any more"
            ),
            "get the office's latest revocation list".to_owned(),
        ),
    };
    Finding::undecided(Code::AircraftGrounded, text).hint(remedy)
}

/// What in the trust folder does not count.
fn problems(authority: &Authority) -> Vec<Finding> {
    let note = |problem: &overfly_exemption::Problem| {
        let text = format!("does not count: {}", problem.refusal);
        Finding::note(problem.refusal.code(), text)
            .at(problem.file.clone())
            .hint(problem.refusal.remedy())
    };
    authority.problems().iter().map(note).collect()
}

/// Waivers of which nobody can tell what they are for.
fn unreadable(exemptions: &Exemptions) -> Vec<Finding> {
    let unread = exemptions.refused().iter().filter(|refused| refused.document.is_none());
    unread
        .map(|refused| {
            let text = format!("is a waiver that does not count: {}", refused.refusal);
            Finding::note(refused.refusal.code(), text)
                .at(refused.file.clone())
                .hint(refused.refusal.remedy())
        })
        .collect()
}

/// What was attested just now and nothing asks for: a slip of the pen must not pass for a call to the tower.
fn unused(request: &Request<'_>) -> Vec<Finding> {
    let waivers = request.exemptions.into_iter().flat_map(Exemptions::waivers);
    let conditions: Vec<(&str, &str)> = waivers
        .flat_map(|waiver| {
            let document = waiver.document();
            document.conditions.iter().map(|c| (document.id.as_str(), c.id.as_str()))
        })
        .collect();
    let asked = |subject: &Subject| match subject {
        Subject::Zone(zone) => request.airspace.asks(zone.as_str()),
        Subject::Condition { waiver, id } => conditions.iter().any(|(of, condition)| {
            condition == id && waiver.as_deref().is_none_or(|waiver| waiver == *of)
        }),
    };
    let now = request.attestations.iter().filter(|one| one.envelope.is_none());
    now.filter(|one| !asked(&one.subject))
        .map(|one| {
            let what = match &one.subject {
                Subject::Zone(zone) => format!("zone:{zone}"),
                Subject::Condition { waiver: Some(waiver), id } => format!("{waiver}/{id}"),
                Subject::Condition { waiver: None, id } => id.clone(),
            };
            Finding::note(
                Code::AttestationUnused,
                format!("{what} is attested, and no waiver or overlay that counts asks for it"),
            )
            .hint("look at the id of the condition, as the answer names it")
        })
        .collect()
}

/// Lists that serve now and will not any more when the flight ends.
fn lapses(authority: &Authority, time: &TimeInterval) -> Vec<Finding> {
    let Some(root) = authority.root() else { return Vec::new() };
    let policy = &root.document().policy;
    let mut findings = Vec::new();
    for list in authority.lists().all() {
        let Some(latest) = authority.lists().latest(&list.office).filter(|latest| *latest == list)
        else {
            continue;
        };
        let end = overfly_exemption::lists::ends(latest, policy);
        if end <= authority.now() {
            let text = format!(
                "the revocation list of {} is stale since {end}; what rests on it is in its grace",
                list.office
            );
            findings.push(Finding::note(Code::RevocationsGrace, text));
        } else if time.until.is_none_or(|until| end < until) {
            let text = format!(
                "the revocation list of {} serves until {end}: after that, waivers lift nothing",
                list.office
            );
            let hint = "get the next list and check again before take-off";
            findings.push(Finding::note(Code::LapsesBefore, text).hint(hint));
        }
    }
    findings
}
