//! What may lift a conflict with one zone, and why something that names the zone does not.

use overfly_exemption::verify::{Grant, is_own};
use overfly_exemption::{Condition, Names, Waiver};
use overfly_model::flight::FlightFacts;
use overfly_model::{Altitude, AmslInterval, Code, Outline, TimeInterval, Zone, ZoneType};

use crate::overlaid::ZoneEffect;

/// Something that lifts a zone, at some heights and times, and perhaps in an area only.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) source: Source<'a>,
    /// `None`: all of the zone.
    pub(crate) area: Option<&'a Outline>,
    /// `None`: at any height.
    pub(crate) heights: Option<[Altitude; 2]>,
    /// The ground as the issuer signed it.
    pub(crate) ground: Option<AmslInterval>,
    pub(crate) time: TimeInterval,
    pub(crate) conditions: &'a [Condition],
}

/// Who lifts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Source<'a> {
    Waiver { id: &'a str, title: &'a str, issuer: &'a str },
    Overlay { id: &'a str, reason: &'a str },
}

/// Why something that names a zone does not lift it here.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Remark {
    pub(crate) code: Code,
    pub(crate) source: String,
    pub(crate) overlay: bool,
    pub(crate) text: String,
}

impl Source<'_> {
    pub(crate) const fn id(&self) -> &str {
        match self {
            Self::Waiver { id, .. } | Self::Overlay { id, .. } => id,
        }
    }

    pub(crate) const fn is_overlay(&self) -> bool {
        matches!(self, Self::Overlay { .. })
    }

    pub(crate) const fn word(&self) -> &'static str {
        if self.is_overlay() { "overlay" } else { "waiver" }
    }

    pub(crate) fn remark(&self, code: Code, text: impl Into<String>) -> Remark {
        Remark {
            code,
            source: self.id().to_owned(),
            overlay: self.is_overlay(),
            text: format!("{} {} {}", self.word(), self.id(), text.into()),
        }
    }
}

/// A verified waiver for a zone that it names: a candidate, or the reason why not.
pub(crate) fn of_waiver<'a>(
    waiver: &'a Waiver,
    zone: &Zone,
    facts: &FlightFacts,
    ambiguous: bool,
) -> Result<Candidate<'a>, Remark> {
    let (document, grant) = (waiver.document(), waiver.grant());
    let scope = &document.scope;
    let source =
        Source::Waiver { id: &document.id, title: &document.title, issuer: &document.issuer };
    let not = |code: Code, text: String| Err(source.remark(code, text));
    if ambiguous {
        let text = "names a zone of which the data has two different ones".to_owned();
        return not(Code::ZoneAmbiguous, text);
    }
    if grant.never.iter().any(|pattern| pattern.names(&zone.id)) {
        return not(Code::WaiverNever, "names a zone that the agency never waives".to_owned());
    }
    if !grant.issuer.ceiling.restrictions.contains(&zone.kind) {
        let text = format!("is of an issuer who may not lift {} zones", zone.kind.as_str());
        return not(Code::WaiverZoneType, text);
    }
    if zone.kind == ZoneType::Prohibited && !scope.names_exactly(&zone.id) {
        let text = "names this prohibited zone by a pattern only".to_owned();
        return not(Code::WaiverZoneType, text);
    }
    let pins = document.pins.get(zone.id.as_str());
    let digest = zone.digest().to_string();
    if pins.is_some_and(|pins| !pins.contains(&digest)) || (pins.is_none() && scope.area.is_none())
    {
        let text = "was issued for this zone as it was before: the zone changed since".to_owned();
        return not(Code::WaiverZoneChanged, text);
    }
    if let Some((code, text)) = other_flight(waiver, facts) {
        return not(code, text);
    }
    Ok(Candidate {
        source,
        area: scope.area.as_ref(),
        heights: Some([scope.lower, scope.upper]),
        ground: scope.ground,
        time: grant.time,
        conditions: &document.conditions,
    })
}

/// In which point a waiver is for another flight.
fn other_flight(waiver: &Waiver, facts: &FlightFacts) -> Option<(Code, String)> {
    let (scope, grant) = (&waiver.document().scope, waiver.grant());
    let points = [
        (Code::WaiverAircraft, "aircraft", &scope.aircraft, &facts.aircraft),
        (Code::WaiverOperator, "operator", &scope.operator, &facts.operator),
        (Code::WaiverPilot, "pilot", &scope.pilots, &facts.pilot),
        (Code::WaiverPurpose, "purpose", &scope.purposes, &facts.purpose),
    ];
    for (code, what, names, stated) in points {
        if !names.names(stated.as_deref()) {
            return Some((code, for_others(what, names, stated.as_deref())));
        }
    }
    own_flight(grant, facts).or_else(|| out_of_grace(grant, facts))
}

fn for_others(what: &str, names: &Names, stated: Option<&str>) -> String {
    match stated {
        Some(stated) => format!("is for {what} {names}, not {stated}"),
        None => format!("is for {what} {names}, and no {what} is stated (--{what})"),
    }
}

/// Nobody flies on a waiver of his own, unless his ceiling says so; who flies has to be known for that.
fn own_flight(grant: &Grant, facts: &FlightFacts) -> Option<(Code, String)> {
    if grant.issuer.ceiling.self_issue {
        return None;
    }
    match &facts.pilot {
        None => {
            let text = "may not be flown by its issuer, and no pilot is stated (--pilot)";
            Some((Code::WaiverPilot, text.to_owned()))
        }
        Some(pilot) if is_own(&grant.issuer, pilot) => {
            Some((Code::SelfIssued, format!("was issued by {pilot} himself")))
        }
        Some(_) => None,
    }
}

fn out_of_grace(grant: &Grant, facts: &FlightFacts) -> Option<(Code, String)> {
    let purposes = grant.grace.as_ref()?;
    if purposes.names(facts.purpose.as_deref()) {
        return None;
    }
    let text = format!(
        "rests on a stale revocation list, which serves no flight but for {purposes} any more"
    );
    Some((Code::RevocationsStale, text))
}

/// What an overlay does to a zone, as far as it lifts it.
pub(crate) fn of_overlay<'a>(
    effect: &'a ZoneEffect,
    zone: &Zone,
    facts: &FlightFacts,
    ambiguous: bool,
) -> Result<Candidate<'a>, Remark> {
    let source = Source::Overlay { id: &effect.overlay, reason: &effect.reason };
    let not = |code: Code, text: String| Err(source.remark(code, text));
    if ambiguous {
        let text = "corrects a zone of which the data has two different ones".to_owned();
        return not(Code::ZoneAmbiguous, text);
    }
    if effect.grant.never.iter().any(|pattern| pattern.names(&zone.id)) {
        return not(Code::WaiverNever, "weakens a zone that the agency never waives".to_owned());
    }
    // Weakening is a waiver in disguise, and lies inside the same ceiling.
    let ceiling = &effect.grant.issuer.ceiling;
    if !ceiling.restrictions.contains(&zone.kind)
        || !ceiling.zones.iter().any(|pattern| pattern.names(&zone.id))
    {
        let text = format!(
            "is of {}, who may not lift this {} zone",
            effect.grant.issuer.name,
            zone.kind.as_str()
        );
        return not(Code::OutsideCeiling, text);
    }
    if let Some((code, text)) = out_of_grace(&effect.grant, facts) {
        return not(code, text);
    }
    Ok(Candidate {
        source,
        area: None,
        heights: None,
        ground: None,
        time: effect.grant.time,
        conditions: &effect.conditions,
    })
}
