//! A meeting cut into cells of height and time, and what becomes of each.

use core::cmp::Reverse;

use jiff::Timestamp;
use overfly_index::{Along, Region};
use overfly_model::{Code, Datum, Effect, Extent, HeightInterval, Outline, Terrain, TimeInterval};

use super::condition::{self, Flown};
use super::grant::{Candidate, Remark};
use super::heights::{Scale, Span};
use super::{Conflict, Lift, Open, Outcome, Used, out_of_time, to_attest, unkept, wording};
use crate::meeting::Meeting;
use crate::piece::Ready;
use crate::residue::{Met, Residue, Uncomputed};

/// One meeting of a piece with a zone, to be cut over one datum.
pub(super) struct Cells<'a> {
    pub(super) lift: &'a Lift<'a>,
    pub(super) conflict: &'a Conflict<'a>,
    pub(super) candidates: &'a [Candidate<'a>],
    pub(super) meeting: &'a Meeting,
    pub(super) datum: Datum,
}

/// One cell.
struct Cell<'a> {
    stretch: Option<Along>,
    time: TimeInterval,
    span: Span,
    /// The candidates active in it, best first, with what is open of each.
    active: Vec<(&'a Candidate<'a>, Used)>,
    /// Why others are not.
    remarks: Vec<Remark>,
}

impl Cells<'_> {
    pub(super) fn judge(&self) -> (Vec<Outcome>, Vec<Remark>) {
        let (mut outcomes, mut remarks) = (Vec::new(), Vec::new());
        for time in self.times() {
            let stretch = match self.meeting.stretch {
                None => None,
                Some(stretch) => match self.conflict.piece.stretch_during(&stretch, &time) {
                    Some(stretch) => Some(stretch),
                    None => continue,
                },
            };
            let place = Lift::place(self.conflict, stretch.as_ref());
            let terrain = self.terrain(place);
            for span in self.spans(&terrain) {
                let cell = self.cell((stretch, time, span), &terrain);
                let (found, why) = self.outcomes(cell, &terrain);
                outcomes.extend(found);
                remarks.extend(why);
            }
        }
        (merged(outcomes), remarks)
    }

    fn terrain(&self, place: Option<Extent>) -> Terrain {
        let candidates = self.candidates.iter().flat_map(|c| c.heights.into_iter().flatten());
        let parts = self.conflict.parts.iter().flat_map(|part| part.limits.datums());
        let datums: Vec<Datum> = self
            .conflict
            .piece
            .heights
            .datums()
            .chain(parts)
            .chain(candidates.map(|altitude| altitude.datum))
            .collect();
        self.lift.grounds.over(|| place, &datums)
    }

    /// The time of the meeting, cut where something begins or ends to lift.
    fn times(&self) -> Vec<TimeInterval> {
        let ends = self.candidates.iter().flat_map(|c| [c.time.from, c.time.until]).flatten();
        let inside = |at: &Timestamp| {
            self.meeting.time.from.is_none_or(|from| from < *at)
                && self.meeting.time.until.is_none_or(|until| *at < until)
        };
        let mut cuts: Vec<Timestamp> = ends.filter(inside).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let froms = core::iter::once(self.meeting.time.from).chain(cuts.iter().copied().map(Some));
        let untils = cuts.iter().copied().map(Some).chain([self.meeting.time.until]);
        froms.zip(untils).map(|(from, until)| TimeInterval { from, until }).collect()
    }

    /// The heights of the meeting, cut where something begins or ends to lift.
    fn spans(&self, terrain: &Terrain) -> Vec<Span> {
        let scale = Scale { datum: self.datum, terrain };
        let heights = &self.conflict.piece.heights;
        let all = self.conflict.parts.iter().filter_map(|part| scale.conflict(heights, part));
        // They meet, so a datum over which they do not is none to judge by.
        let Some(all) = all.reduce(Span::hull) else {
            return vec![Span { from: f64::NEG_INFINITY, to: f64::INFINITY }];
        };
        let ends = self.candidates.iter().filter_map(|c| scale.lifted(c));
        let inside = |end: &f64| all.from < *end && *end < all.to;
        let mut cuts: Vec<f64> =
            ends.flat_map(|span| [span.from, span.to]).filter(inside).collect();
        cuts.sort_by(f64::total_cmp);
        cuts.dedup_by(|a, b| a.total_cmp(b).is_eq());
        let froms = core::iter::once(all.from).chain(cuts.iter().copied());
        let tos = cuts.iter().copied().chain([all.to]);
        froms.zip(tos).map(|(from, to)| Span { from, to }).collect()
    }

    fn cell(
        &self,
        (stretch, time, span): (Option<Along>, TimeInterval, Span),
        terrain: &Terrain,
    ) -> Cell<'_> {
        let scale = Scale { datum: self.datum, terrain };
        let flown = Flown {
            facts: self.lift.facts,
            zone: &self.conflict.zone.id,
            airspace: self.lift.airspace,
            places: [self.conflict.piece.extent(), self.conflict.piece.extent_of(stretch.as_ref())],
            heights: &self.conflict.piece.heights,
            time: &time,
            now: self.lift.now,
            terrain,
        };
        let (mut active, mut remarks) = (Vec::new(), Vec::new());
        for candidate in self.candidates {
            let lifted = scale.lifted(candidate);
            if let Some(remark) = out_of_time(candidate, &time) {
                remarks.push(remark);
            } else if !lifted.is_some_and(|lifted| lifted.holds(&span)) {
                let text = wording::out_of_height(candidate);
                remarks.push(candidate.source.remark(Code::WaiverHeight, text));
            } else if let Some(remark) = unkept(candidate, &flown) {
                remarks.push(remark);
            } else {
                active.push((candidate, self.used(candidate, &flown)));
            }
        }
        active.sort_by_key(|(candidate, used)| {
            let until = candidate.time.until.map_or(i64::MAX, Timestamp::as_second);
            (used.open.len(), Reverse(until), candidate.source.id())
        });
        Cell { stretch, time, span, active, remarks }
    }

    fn used(&self, candidate: &Candidate<'_>, flown: &Flown<'_>) -> Used {
        let (mut met, mut open) = (Vec::new(), Vec::new());
        for condition in to_attest(candidate) {
            let attested =
                condition::attested(condition, &candidate.source, self.lift.attestations, flown);
            match attested {
                Some(attestation) => met.push(wording::attested(condition, attestation)),
                None => open.push(Open {
                    words: wording::open(condition),
                    option: wording::option(condition, &candidate.source, flown),
                }),
            }
        }
        Used {
            id: candidate.source.id().to_owned(),
            overlay: candidate.source.is_overlay(),
            words: wording::source(&candidate.source),
            met,
            open,
        }
    }

    /// What becomes of a cell: what stays, what waits for an attestation, what is lifted.
    fn outcomes(&self, cell: Cell<'_>, terrain: &Terrain) -> (Vec<Outcome>, Vec<Remark>) {
        let scale = Scale { datum: self.datum, terrain };
        let heights = &self.conflict.piece.heights;
        let here =
            self.conflict.parts.iter().filter(|part| {
                scale.conflict(heights, part).is_none_or(|span| span.meets(&cell.span))
            });
        let outlines: Vec<&Outline> = here.map(|part| &part.outline).collect();
        let ready: Vec<&(&Candidate<'_>, Used)> =
            cell.active.iter().filter(|(_, used)| used.open.is_empty()).collect();
        let all: Vec<&(&Candidate<'_>, Used)> = cell.active.iter().collect();
        let left = self.left(&outlines, &all);
        let blocked = left.stretches(self.conflict.piece, cell.stretch);
        let waits = self.left(&outlines, &ready);
        let waits = waits.stretches(self.conflict.piece, cell.stretch);
        let pending = without(waits, &blocked, cell.stretch);
        let lifted = complement(cell.stretch, &[blocked.clone(), pending.clone()]);
        let outcome = |effect: Effect, stretch: Option<Along>, by: Vec<Used>| Outcome {
            effect: effect.min(self.conflict.effect),
            meeting: Meeting { stretch, time: cell.time },
            heights: Some(cell.span.heights(self.datum)),
            by,
            left: Vec::new(),
        };
        let mut outcomes = Vec::new();
        let mut remarks = Vec::new();
        if let Some(pieces) = blocked.pieces(cell.stretch) {
            let rest = left.outlines();
            for stretch in pieces {
                let outcome = outcome(self.conflict.effect, stretch, Vec::new());
                outcomes.push(Outcome { left: rest.clone(), ..outcome });
            }
            remarks.extend(cell.remarks);
            let text = left.why();
            remarks.extend(all.iter().map(|(one, _)| one.source.remark(Code::WaiverArea, text)));
        }
        if let Some(pieces) = pending.pieces(cell.stretch) {
            let by = self.needed(&outlines, &all);
            outcomes.extend(pieces.into_iter().map(|s| outcome(Effect::Pending, s, by.clone())));
        }
        if let Some(pieces) = lifted.pieces(cell.stretch) {
            let by = self.needed(&outlines, &ready);
            outcomes.extend(pieces.into_iter().map(|s| outcome(Effect::Lifted, s, by.clone())));
        }
        (outcomes, remarks)
    }

    /// What the grants leave of the outlines.
    fn left(&self, outlines: &[&Outline], grants: &[&(&Candidate<'_>, Used)]) -> Left {
        if grants.iter().any(|(candidate, _)| candidate.area.is_none()) {
            return Left::Nothing;
        }
        // An area that the piece does not come near lifts nothing here, not even what is thin.
        let near = |area: &&Outline| {
            Region::of(area).is_none_or(|region| self.conflict.piece.meets(&region))
        };
        let areas: Vec<&Outline> = grants.iter().filter_map(|(c, _)| c.area).filter(near).collect();
        match self.conflict.piece.extent() {
            Some(near) if !areas.is_empty() => {
                Left::Some(Box::new(Residue::of(outlines, &areas, near)))
            }
            _ => Left::All,
        }
    }

    /// The fewest of the grants, best first, that lift as much as all of them.
    fn needed(&self, outlines: &[&Outline], grants: &[&(&Candidate<'_>, Used)]) -> Vec<Used> {
        let met = |grants: &[&(&Candidate<'_>, Used)]| {
            self.left(outlines, grants).stretches(self.conflict.piece, self.meeting.stretch)
        };
        let target = met(grants);
        let mut kept: Vec<&(&Candidate<'_>, Used)> = grants.to_vec();
        for worst in grants.iter().rev() {
            if kept.len() > 1 {
                let fewer: Vec<_> =
                    kept.iter().copied().filter(|one| !core::ptr::eq(*one, *worst)).collect();
                if met(&fewer) == target {
                    kept = fewer;
                }
            }
        }
        kept.into_iter().map(|(_, used)| used.clone()).collect()
    }
}

/// Where along a piece something is.
#[derive(Clone, Debug, PartialEq)]
enum Where {
    Nowhere,
    Everywhere,
    /// On these stretches; never empty.
    On(Vec<Along>),
}

impl Where {
    fn on(stretches: Vec<Along>) -> Self {
        if stretches.is_empty() { Self::Nowhere } else { Self::On(stretches) }
    }

    /// As stretches of the cell, `None` when there is nothing of it.
    fn pieces(&self, cell: Option<Along>) -> Option<Vec<Option<Along>>> {
        match self {
            Self::Nowhere => None,
            Self::Everywhere => Some(vec![cell]),
            Self::On(stretches) => Some(stretches.iter().copied().map(Some).collect()),
        }
    }
}

/// What something leaves of a zone.
enum Left {
    /// It lifts all of it.
    Nothing,
    /// It lifts nothing.
    All,
    Some(Box<Residue>),
}

impl Left {
    /// Where a piece meets it.
    fn stretches(&self, piece: &Ready<'_>, cell: Option<Along>) -> Where {
        let residue = match self {
            Self::Nothing => return Where::Nowhere,
            Self::All => return Where::Everywhere,
            Self::Some(residue) => residue,
        };
        match (residue.met(piece), cell) {
            (Met::Not, _) => Where::Nowhere,
            (Met::Along(met), Some(cell)) => {
                Where::on(met.into_iter().filter_map(|stretch| shared(stretch, cell)).collect())
            }
            (Met::Somewhere | Met::Along(_), _) => Where::Everywhere,
        }
    }

    /// Why waivers with an area leave some of the zone.
    fn why(&self) -> &'static str {
        let uncomputed = match self {
            Self::Nothing | Self::All => None,
            Self::Some(residue) => residue.uncomputed(),
        };
        match uncomputed {
            None => "does not reach all of the place, by its area",
            Some(Uncomputed::NotSimple) => {
                "has an area that crosses itself, or does not reach all of the place without another's that does: nobody can tell what such an area holds"
            }
            Some(Uncomputed::Unplaced | Uncomputed::TooWide | Uncomputed::Failed) => {
                "cannot be compared with the zone at this place"
            }
        }
    }

    fn outlines(&self) -> Vec<Outline> {
        match self {
            Self::Nothing | Self::All => Vec::new(),
            Self::Some(residue) => residue.outlines(),
        }
    }
}

fn shared(a: Along, b: Along) -> Option<Along> {
    let (from, to) = (a.from.max(b.from), a.to.min(b.to));
    (from <= to).then_some(Along { from, to })
}

/// The first without the second, ends included in neither.
fn without(first: Where, second: &Where, cell: Option<Along>) -> Where {
    let taken = match second {
        Where::Nowhere => return first,
        Where::Everywhere => return Where::Nowhere,
        Where::On(taken) => taken,
    };
    let whole = match (first, cell) {
        (Where::Nowhere, _) | (Where::Everywhere, None) => return Where::Nowhere,
        (Where::Everywhere, Some(cell)) => vec![cell],
        (Where::On(first), _) => first,
    };
    Where::on(whole.into_iter().flat_map(|stretch| outside(stretch, taken)).collect())
}

/// What of the cell is in neither.
fn complement(cell: Option<Along>, taken: &[Where; 2]) -> Where {
    if taken.contains(&Where::Everywhere) {
        return Where::Nowhere;
    }
    let mut all: Vec<Along> = Vec::new();
    for one in taken {
        if let Where::On(stretches) = one {
            all.extend(stretches);
        }
    }
    match cell {
        _ if all.is_empty() => Where::Everywhere,
        None => Where::Nowhere,
        Some(cell) => Where::on(outside(cell, &all)),
    }
}

fn outside(stretch: Along, taken: &[Along]) -> Vec<Along> {
    let mut taken: Vec<Along> = taken.to_vec();
    taken.sort_by(|a, b| a.from.total_cmp(&b.from));
    let (mut rest, mut at) = (Vec::new(), stretch.from);
    for one in taken {
        if one.from > at {
            rest.push(Along { from: at, to: one.from.min(stretch.to) });
        }
        at = at.max(one.to);
    }
    if at < stretch.to {
        rest.push(Along { from: at, to: stretch.to });
    }
    rest.retain(|one| one.from < one.to);
    rest
}

/// Outcomes that differ in one of place, height and time only, and touch in it, are one.
fn merged(mut outcomes: Vec<Outcome>) -> Vec<Outcome> {
    let mut at = 0;
    while at < outcomes.len() {
        let joined = (at + 1..outcomes.len()).find_map(|other| {
            let (a, b) = (outcomes.get(at)?, outcomes.get(other)?);
            Some((other, join(a, b)?))
        });
        match joined {
            Some((other, joined)) => {
                outcomes.swap_remove(other);
                if let Some(one) = outcomes.get_mut(at) {
                    *one = joined;
                }
                at = 0;
            }
            None => at += 1,
        }
    }
    outcomes
}

fn join(a: &Outcome, b: &Outcome) -> Option<Outcome> {
    if a.effect != b.effect || a.by != b.by || a.left != b.left {
        return None;
    }
    let one_height = a.heights == b.heights;
    let one_time = a.meeting.time == b.meeting.time;
    let (first, second) = (&a.meeting, &b.meeting);
    let heights = touching(a.heights, b.heights);
    let joins = match (one_height, one_time) {
        (true, true) => touch(first.stretch, second.stretch),
        (true, false) => {
            first.time.until == second.time.from && touch(first.stretch, second.stretch)
        }
        (false, true) => first.stretch == second.stretch && heights.is_some(),
        (false, false) => false,
    };
    joins.then(|| Outcome {
        effect: a.effect,
        meeting: first.hull(second),
        heights: if one_height { a.heights } else { heights },
        by: a.by.clone(),
        left: a.left.clone(),
    })
}

fn touch(a: Option<Along>, b: Option<Along>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.from <= b.to && b.from <= a.to,
        _ => true,
    }
}

/// Two height intervals that share an end, as one.
fn touching(a: Option<HeightInterval>, b: Option<HeightInterval>) -> Option<HeightInterval> {
    let (a, b) = (a?, b?);
    if a.upper.is_some() && a.upper == b.lower {
        return Some(HeightInterval { lower: a.lower, upper: b.upper });
    }
    (b.upper.is_some() && b.upper == a.lower)
        .then_some(HeightInterval { lower: b.lower, upper: a.upper })
}
