//! A meeting cut into cells of height and time, and what becomes of each.

use core::cmp::Reverse;

use jiff::Timestamp;
use overfly_index::Along;
use overfly_model::{Code, Datum, Effect, Extent, Outline, Terrain, TimeInterval};

use super::condition::{self, Flown};
use super::grant::{Candidate, Remark};
use super::heights::{Scale, Span};
use super::left::Left;
use super::merge::merged;
use super::place::{complement, without};
use super::{Conflict, Lift, Open, Outcome, Used, out_of_time, to_attest, unkept, wording};
use crate::meeting::Meeting;

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
        let candidates = grants.iter().map(|(candidate, _)| *candidate);
        Left::of(outlines, candidates, self.conflict.piece)
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
