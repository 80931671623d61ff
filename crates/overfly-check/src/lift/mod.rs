//! What waivers and overlays lift of a conflict: per cell of height and time the rest is plane geometry
//! (design 3.4).
//!
//! Per cell the outcome is the better of what the zone does without a waiver and what the waivers allow, so
//! a waiver never worsens anything. Whatever cannot be shown to be lifted is not.

mod cell;
mod condition;
mod grant;
mod gravity;
mod heights;
mod left;
mod merge;
mod place;
pub(crate) mod wording;

use overfly_exemption::{Demand, Waiver};
use overfly_index::Along;
use overfly_model::flight::FlightFacts;
use overfly_model::{
    Code, Datum, Effect, Extent, HeightInterval, Outline, Part, TimeInterval, Zone, ZoneType,
};

use crate::airspace::{Airspace, ZoneAt};
use crate::exemptions::{Attestation, Exemptions};
use crate::ground::Grounds;
use crate::meeting::Meeting;
use crate::overlaid::ZoneEffect;
use crate::piece::Ready;

use cell::Cells;
pub(crate) use grant::Remark;
use grant::{Candidate, Source};
use gravity::{amount, gravest};

/// Everything that may lift, for one flight.
pub(crate) struct Lift<'a> {
    pub(crate) airspace: &'a Airspace,
    pub(crate) exemptions: Option<&'a Exemptions>,
    pub(crate) attestations: &'a [Attestation],
    /// The present: nothing is attested later.
    pub(crate) now: jiff::Timestamp,
    pub(crate) facts: &'a FlightFacts,
    pub(crate) grounds: &'a Grounds<'a>,
}

/// A zone that a piece meets, with the parts it meets.
pub(crate) struct Conflict<'a> {
    pub(crate) piece: &'a Ready<'a>,
    pub(crate) at: ZoneAt,
    pub(crate) zone: &'a Zone,
    pub(crate) parts: Vec<&'a Part>,
    /// What the zone does without a waiver.
    pub(crate) effect: Effect,
}

/// What becomes of some of a meeting.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) effect: Effect,
    pub(crate) meeting: Meeting,
    /// The heights of it; `None` where they were not cut.
    pub(crate) heights: Option<HeightInterval>,
    /// What lifts it, or will once what is open is attested.
    pub(crate) by: Vec<Used>,
    /// What is left of the zone there, where waivers left something.
    pub(crate) left: Vec<Outline>,
}

/// A waiver or overlay that lifts, and in what words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Used {
    pub(crate) id: String,
    pub(crate) overlay: bool,
    /// `waiver W-1 (Accident on the A4)`.
    pub(crate) words: String,
    /// Conditions met, in words.
    pub(crate) met: Vec<String>,
    /// Conditions still to be attested, in words, and how.
    pub(crate) open: Vec<Open>,
}

/// A condition that nobody has attested.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Open {
    pub(crate) words: String,
    pub(crate) option: String,
}

/// What becomes of the meetings of one piece with one zone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Judged {
    pub(crate) outcomes: Vec<Outcome>,
    /// Why something that names the zone did not help.
    pub(crate) remarks: Vec<Remark>,
}

impl Lift<'_> {
    /// Judges the meetings of a piece with a zone that restricts.
    pub(crate) fn judge(&self, conflict: &Conflict<'_>, meetings: &[Meeting]) -> Judged {
        let (candidates, mut remarks) = self.candidates(conflict);
        let mut outcomes = Vec::new();
        for meeting in meetings {
            let (found, why) = self.judge_meeting(conflict, &candidates, meeting);
            outcomes.extend(found);
            remarks.extend(why);
        }
        if outcomes.iter().all(|outcome| outcome.effect <= Effect::Lifted) {
            remarks.clear();
        }
        Judged { outcomes, remarks }
    }

    /// Whether the station's clock stands before a signed time: then no schedule can be relied on.
    pub(crate) fn clock_suspect(&self) -> bool {
        self.exemptions.is_some_and(|exemptions| exemptions.authority().clock_suspect())
    }

    /// The set-aside of a zone that cannot be placed, or the overlay that states it anew, if it counts for all
    /// of the piece's time.
    pub(crate) fn set_aside(
        &self,
        at: ZoneAt,
        zone: &Zone,
        piece: &Ready<'_>,
    ) -> Option<&ZoneEffect> {
        let ambiguous = self.airspace.is_ambiguous(at);
        // What lifts under conditions waits for them, and a zone that is nowhere has no place to tell them for.
        let asides = self.effects(at).iter().filter(|effect| effect.conditions.is_empty());
        let mut counts = asides.filter(|effect| {
            let candidate = grant::of_overlay(effect, zone, self.facts, ambiguous);
            candidate.is_ok_and(|candidate| candidate.time.holds(&piece.time))
        });
        counts.next()
    }

    /// What overlays lift of a zone, where anything counts as granted.
    fn effects(&self, at: ZoneAt) -> &[ZoneEffect] {
        match self.exemptions {
            Some(exemptions) if exemptions.grant_nothing() => &[],
            _ => self.airspace.effects(at),
        }
    }

    /// Everything that names the zone: what may lift it, and why the rest may not.
    fn candidates<'b>(&'b self, conflict: &Conflict<'_>) -> (Vec<Candidate<'b>>, Vec<Remark>) {
        let zone = conflict.zone;
        let ambiguous = self.airspace.is_ambiguous(conflict.at);
        let waivers = self.exemptions.into_iter().flat_map(Exemptions::waivers);
        let named = waivers.filter(|waiver| waiver.document().scope.names(&zone.id));
        let of_waivers = named.map(|waiver| match self.beyond(waiver) {
            Some(remark) => Err(remark),
            None => grant::of_waiver(waiver, zone, self.facts, ambiguous),
        });
        let effects = self.effects(conflict.at).iter().filter(|effect| !effect.sets_aside);
        let of_overlays =
            effects.map(|effect| grant::of_overlay(effect, zone, self.facts, ambiguous));
        let (mut candidates, mut remarks) = (Vec::new(), self.refused(conflict.zone));
        for found in of_waivers.chain(of_overlays) {
            match found {
                Ok(candidate) => candidates.push(candidate),
                Err(remark) => remarks.push(remark),
            }
        }
        (candidates, remarks)
    }

    /// A waiver that names one zone of a type its issuer may not lift is refused whole, like any other that
    /// goes beyond its ceiling: what type a zone has is known here first.
    fn beyond(&self, waiver: &Waiver) -> Option<Remark> {
        let document = waiver.document();
        let exact = document.scope.zones.iter().filter(|zone| zone.is_exact());
        let lifts = &waiver.grant().issuer.ceiling.restrictions;
        let mut beyond = exact
            .flat_map(|zone| self.airspace.published(zone.as_str()))
            .filter(|zone| zone.kind != ZoneType::Unrestricted && !lifts.contains(&zone.kind));
        let zone = beyond.next()?;
        let source =
            Source::Waiver { id: &document.id, title: &document.title, issuer: &document.issuer };
        let text = format!(
            "is refused whole: {} may not lift {} zones such as {}",
            document.issuer,
            zone.kind.as_str(),
            zone.id
        );
        Some(source.remark(Code::OutsideCeiling, text))
    }

    /// The waivers that name the zone and do not count.
    fn refused(&self, zone: &Zone) -> Vec<Remark> {
        let refused = self.exemptions.into_iter().flat_map(Exemptions::refused);
        let remark = |refused: &crate::exemptions::RefusedWaiver| {
            let document = refused.document.as_ref()?;
            document.scope.names(&zone.id).then(|| {
                let source = Source::Waiver {
                    id: &document.id,
                    title: &document.title,
                    issuer: &document.issuer,
                };
                source
                    .remark(refused.refusal.code(), format!("does not count: {}", refused.refusal))
            })
        };
        refused.filter_map(remark).collect()
    }

    fn judge_meeting(
        &self,
        conflict: &Conflict<'_>,
        candidates: &[Candidate<'_>],
        meeting: &Meeting,
    ) -> (Vec<Outcome>, Vec<Remark>) {
        let whole = Outcome {
            effect: conflict.effect,
            meeting: *meeting,
            heights: None,
            by: Vec::new(),
            left: Vec::new(),
        };
        if candidates.is_empty() {
            return (vec![whole], Vec::new());
        }
        // Cut over each datum in turn: what is shown to be lifted over one of them is lifted.
        let judged = datums(conflict, candidates)
            .into_iter()
            .map(|datum| Cells { lift: self, conflict, candidates, meeting, datum }.judge());
        // No outcome at all would read as nothing in the way.
        let judged = judged.filter(|(outcomes, _)| !outcomes.is_empty());
        judged
            .min_by(|(a, _), (b, _)| {
                gravest(a).cmp(&gravest(b)).then(amount(a).total_cmp(&amount(b)))
            })
            .unwrap_or_else(|| (vec![whole], Vec::new()))
    }

    /// The ground where a piece meets something.
    fn place(conflict: &Conflict<'_>, stretch: Option<&Along>) -> Option<Extent> {
        let place = conflict.piece.extent_of(stretch)?;
        Some(place.grown(overfly_model::Metres::whole(100)))
    }
}

/// The datums over which heights are stated, the flight's first: between answers that are alike, the one in
/// the pilot's own heights is told.
fn datums(conflict: &Conflict<'_>, candidates: &[Candidate<'_>]) -> Vec<Datum> {
    let of_zone = conflict.parts.iter().flat_map(|part| part.limits.datums());
    let of_candidates = candidates
        .iter()
        .flat_map(|candidate| candidate.heights.into_iter().flatten())
        .map(|altitude| altitude.datum);
    let mut datums: Vec<Datum> = Vec::new();
    for datum in conflict.piece.heights.datums().chain(of_zone).chain(of_candidates) {
        if !datums.contains(&datum) {
            datums.push(datum);
        }
    }
    // Nothing states a height: one datum is as good as another.
    if datums.is_empty() { vec![Datum::Agl] } else { datums }
}

/// A limit that a candidate states and the flight does not keep leaves it out.
fn unkept(candidate: &Candidate<'_>, flown: &condition::Flown<'_>) -> Option<Remark> {
    let mut exceeded = candidate.conditions.iter().filter_map(|c| condition::exceeds(c, flown));
    let text = exceeded.next()?;
    Some(candidate.source.remark(Code::ConditionLimit, text))
}

/// The conditions of a candidate that somebody has to attest.
fn to_attest<'a>(
    candidate: &Candidate<'a>,
) -> impl Iterator<Item = &'a overfly_exemption::Condition> {
    let attests = |c: &&overfly_exemption::Condition| matches!(c.demand, Demand::Attest { .. });
    candidate.conditions.iter().filter(attests)
}

/// When something holds, over against when it is needed.
fn out_of_time(candidate: &Candidate<'_>, time: &TimeInterval) -> Option<Remark> {
    if candidate.time.holds(time) {
        return None;
    }
    Some(candidate.source.remark(Code::WaiverTime, wording::out_of_time(candidate, time)))
}
