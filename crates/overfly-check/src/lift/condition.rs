//! Whether the conditions of a waiver or class rule are met.

use jiff::Timestamp;
use overfly_exemption::{Condition, Demand};
use overfly_model::flight::FlightFacts;
use overfly_model::{Altitude, Extent, HeightInterval, Terrain, TimeInterval, ZoneId};

use super::grant::Source;
use crate::airspace::Airspace;
use crate::envelope::Envelope;
use crate::exemptions::{Attestation, Subject, ZoneCondition};

/// The part of a flight for which a condition has to be met.
pub(crate) struct Flown<'a> {
    pub(crate) facts: &'a FlightFacts,
    pub(crate) zone: &'a ZoneId,
    /// What asks for something.
    pub(crate) airspace: &'a Airspace,
    /// Boxes that hold this part, margins included: each is enough.
    pub(crate) places: [Option<Extent>; 2],
    pub(crate) heights: &'a HeightInterval,
    pub(crate) time: &'a TimeInterval,
    pub(crate) now: Timestamp,
    pub(crate) terrain: &'a Terrain,
}

/// Why a limit is not kept; `None` when it is, and for other conditions.
pub(crate) fn exceeds(condition: &Condition, flown: &Flown<'_>) -> Option<String> {
    let Demand::Limit { upper, classes } = &condition.demand else { return None };
    if let Some(upper) = upper
        && !flown.heights.upper.is_some_and(|top| top.must_be_at_or_below(*upper, flown.terrain))
    {
        return Some(format!("asks to stay up to {upper}: {}", condition.text));
    }
    let classes = classes.as_ref()?;
    let class = flown.facts.class.as_deref();
    (!classes.names(class)).then(|| match class {
        Some(class) => format!("is for class {classes}, not {class}: {}", condition.text),
        None => format!("is for class {classes}, and no class is stated (--class)"),
    })
}

/// The attestation that meets a condition; `None` for limits.
pub(crate) fn attested<'a>(
    condition: &Condition,
    source: &Source<'_>,
    attestations: &'a [Attestation],
    flown: &Flown<'_>,
) -> Option<&'a Attestation> {
    let Demand::Attest { needs, valid_for } = &condition.demand else { return None };
    attestations.iter().find(|attestation| {
        names(attestation, condition, source, flown)
            && asks_the_same(attestation, condition)
            && in_time(attestation.at, flown)
            && needs.iter().all(|need| {
                attestation.fields.get(need).is_some_and(|value| !value.trim().is_empty())
            })
            && valid_for
                .is_none_or(|length| lasts(attestation.at.checked_add(length).ok(), flown.time))
            && fits(attestation, flown)
    })
}

/// Whether something was said by now, and before all was over: what a clock ahead of its time dates later
/// would hold too long.
fn in_time(at: Timestamp, flown: &Flown<'_>) -> bool {
    at <= flown.now && flown.time.until.is_none_or(|until| at < until)
}

/// Whether something certainly is over by `end`.
fn lasts(end: Option<Timestamp>, time: &TimeInterval) -> bool {
    end.zip(time.until).is_some_and(|(end, until)| until <= end)
}

/// Whether it was stated for this condition. Of several things that are asked for a zone it has to name one:
/// one call is no answer to all of them.
fn names(
    attestation: &Attestation,
    condition: &Condition,
    source: &Source<'_>,
    flown: &Flown<'_>,
) -> bool {
    match (&attestation.subject, source) {
        (Subject::Condition { waiver, id }, Source::Waiver { id: of, .. }) => {
            *id == condition.id && waiver.as_deref().is_none_or(|waiver| waiver == *of)
        }
        (Subject::Zone(zone), Source::Overlay { id: of, .. }) if zone == flown.zone => {
            match &attestation.condition {
                Some(ZoneCondition { overlay, id }) => overlay == of && *id == condition.id,
                None => flown.airspace.asked_of(zone).len() == 1,
            }
        }
        _ => false,
    }
}

/// Whether the condition asks what it asked when somebody said that it is met.
fn asks_the_same(attestation: &Attestation, condition: &Condition) -> bool {
    match &attestation.asked {
        Some(asked) => *asked == condition.asked(),
        None => attestation.envelope.is_none(),
    }
}

/// Whether it was stated for this very flight, or for an envelope that holds this part of it.
fn fits(attestation: &Attestation, flown: &Flown<'_>) -> bool {
    let Some(envelope) = &attestation.envelope else { return true };
    let Envelope { upper, time, .. } = envelope;
    // What nobody knows fits nothing: an aircraft not stated, a time without an end.
    attestation.aircraft.is_some()
        && attestation.aircraft == flown.facts.aircraft
        && envelope.is_known()
        && flown.places.into_iter().flatten().any(|place| envelope.holds(place))
        && within_height(*upper, flown)
        && time.holds(flown.time)
}

fn within_height(greatest: Option<Altitude>, flown: &Flown<'_>) -> bool {
    match (greatest, flown.heights.upper) {
        (Some(greatest), Some(top)) => top.must_be_at_or_below(greatest, flown.terrain),
        _ => false,
    }
}
