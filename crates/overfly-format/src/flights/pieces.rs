//! Pieces as they are collected: numbered per kind, in the order flown.

use core::time::Duration;

use overfly_model::{Elapsed, Footprint, HeightInterval, Metres, Piece, PieceKind};

use crate::quantities::seconds;

/// The pieces of a flight so far.
#[derive(Default)]
pub(super) struct Pieces {
    list: Vec<Piece>,
}

impl Pieces {
    /// These, to add more to.
    pub(super) const fn of(list: Vec<Piece>) -> Self {
        Self { list }
    }

    /// Adds a piece the plan states, and returns where it stands.
    pub(super) fn add(
        &mut self,
        kind: PieceKind,
        footprint: Footprint,
        heights: HeightInterval,
        elapsed: Option<Elapsed>,
    ) -> usize {
        let before = self.list.iter().rev().find(|piece| piece.kind == kind);
        let index = before.map_or(1, |piece| piece.index.saturating_add(1));
        self.list.push(Piece {
            kind,
            index,
            derived: false,
            footprint,
            buffer: Metres::ZERO,
            heights,
            elapsed,
        });
        self.list.len() - 1
    }

    /// The piece at `at`, to widen it.
    pub(super) fn piece_mut(&mut self, at: usize) -> Option<&mut Piece> {
        self.list.get_mut(at)
    }

    /// All of them.
    pub(super) fn into_vec(self) -> Vec<Piece> {
        self.list
    }
}

/// A reckoning of seconds since take-off; `None` once anything on the way has no known duration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Clock(Option<f64>);

impl Clock {
    /// Take-off.
    pub(super) const START: Self = Self(Some(0.0));
    /// Not known any more.
    pub(super) const UNKNOWN: Self = Self(None);

    /// Later by `seconds`; unknown when that is not known.
    pub(super) fn after(self, seconds: Option<f64>) -> Self {
        Self(self.0.zip(seconds).map(|(a, b)| a + b).filter(|sum| sum.is_finite()))
    }

    /// That many seconds after take-off; `None` = unknown.
    pub(super) const fn at(seconds: Option<f64>) -> Self {
        Self(seconds)
    }

    /// From here until `end`, nobody knows how; `None` unless both are known, and in that order.
    pub(super) fn until(self, end: Self) -> Option<Elapsed> {
        let (from, until) = (self.duration()?, end.duration()?);
        (from <= until).then_some(Elapsed { from, until, steady: false })
    }

    fn duration(self) -> Option<Duration> {
        self.0.and_then(seconds)
    }
}

/// The reckoning that holds both; unknown if either is.
pub(super) fn hull(a: Option<Elapsed>, b: Option<Elapsed>) -> Option<Elapsed> {
    let (a, b) = (a?, b?);
    Some(Elapsed { from: a.from.min(b.from), until: a.until.max(b.until), steady: false })
}
