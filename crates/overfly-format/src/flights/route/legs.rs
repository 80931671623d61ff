//! Pieces out of the points visited.

use std::collections::{BTreeMap, BTreeSet};

use overfly_model::{
    Elapsed, Footprint, HeightInterval, Metres, Piece, PieceKind, Position, geodesy,
};

use super::Visit;
use super::step::{Shape, Stay, Way};
use crate::flights::pieces::{Pieces, hull};

/// What makes two passes the same piece: the steps and the points.
type Key = (usize, Position, usize, Position);

/// Collects pieces; one that is flown again keeps its place and grows.
#[derive(Default)]
pub(super) struct Builder {
    pieces: Pieces,
    seen: BTreeMap<Key, usize>,
    drawn: BTreeSet<Position>,
}

/// Whether flying a piece again changes when it is flown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// It does: its times hold both.
    Grows,
    /// It does not: only what is new counts.
    Stays,
}

impl Builder {
    /// Adds all legs and stays of `visits`.
    pub(super) fn add(&mut self, visits: &[Visit], again: Again) {
        for (at, visit) in visits.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| visits.get(at));
            if let Some(from) = before {
                let neighbours =
                    [at.checked_sub(2).and_then(|at| visits.get(at)), visits.get(at + 1)];
                self.add_leg(from, visit, neighbours, again);
            }
            self.add_stay(visit, before, again);
        }
        for visit in visits {
            self.add_if_not_drawn(visit);
        }
    }

    /// All pieces.
    pub(super) fn finish(self) -> Vec<Piece> {
        self.pieces.into_vec()
    }

    fn add_leg(&mut self, from: &Visit, to: &Visit, neighbours: [Option<&Visit>; 2], again: Again) {
        let same = from.position == to.position;
        if same && (from.heights == to.heights || to.way == Way::FromGround) {
            return;
        }
        let kind = if same { PieceKind::Hold } else { PieceKind::Leg };
        let points = if same { vec![to.position] } else { vec![from.position, to.position] };
        let mut draft = Draft {
            kind,
            footprint: Footprint::Path(points),
            heights: from.heights.hull(to.heights),
            buffer: from.radius.max(to.radius),
            elapsed: from.depart.until(to.arrive),
        };
        if to.way == Way::Curve {
            draft.widen_for_curve([neighbours[0], Some(from), Some(to), neighbours[1]]);
        }
        self.drawn.extend([from.position, to.position]);
        self.put((from.step, from.position, to.step, to.position), draft, again);
    }

    fn add_stay(&mut self, visit: &Visit, before: Option<&Visit>, again: Again) {
        let (kind, footprint, buffer) = match &visit.stay {
            Stay::Not => return,
            Stay::Hold(_) => (PieceKind::Hold, Footprint::Path(vec![visit.position]), visit.radius),
            Stay::Circle(_) => {
                let circle = Footprint::Circle { centre: visit.position, radius: visit.radius };
                (PieceKind::Area, circle, Metres::ZERO)
            }
            Stay::Cover(shape) => (PieceKind::Area, footprint(shape), shape.buffer),
        };
        // An aircraft that circles may still be on its way up or down.
        let climbs = matches!(visit.stay, Stay::Circle(_));
        let heights = before
            .filter(|_| climbs)
            .map_or(visit.heights, |from| from.heights.hull(visit.heights));
        let elapsed = visit.arrive.until(visit.depart);
        self.drawn.insert(visit.position);
        let key = (visit.step, visit.position, visit.step, visit.position);
        self.put(key, Draft { kind, footprint, heights, buffer, elapsed }, again);
    }

    /// A point that no leg and no stay has drawn is still a point of the flight.
    fn add_if_not_drawn(&mut self, visit: &Visit) {
        if self.drawn.insert(visit.position) {
            let elapsed = visit.arrive.until(visit.depart);
            let point = Footprint::Path(vec![visit.position]);
            let at = self.pieces.add(PieceKind::Hold, point, visit.heights, elapsed);
            self.grow(at, |piece| piece.buffer = visit.radius);
        }
    }

    fn put(&mut self, key: Key, draft: Draft, again: Again) {
        if let Some(known) = self.seen.get(&key).copied() {
            if again == Again::Grows {
                self.grow(known, |piece| draft.grow(piece));
            }
            return;
        }
        let at = self.pieces.add(draft.kind, draft.footprint, draft.heights, draft.elapsed);
        self.grow(at, |piece| piece.buffer = draft.buffer);
        self.seen.insert(key, at);
    }

    fn grow(&mut self, at: usize, change: impl FnOnce(&mut Piece)) {
        if let Some(piece) = self.pieces.piece_mut(at) {
            change(piece);
        }
    }
}

/// A piece to be.
struct Draft {
    kind: PieceKind,
    footprint: Footprint,
    heights: HeightInterval,
    buffer: Metres,
    elapsed: Option<Elapsed>,
}

impl Draft {
    fn grow(&self, piece: &mut Piece) {
        piece.elapsed = hull(piece.elapsed, self.elapsed);
        piece.heights = piece.heights.hull(self.heights);
        piece.buffer = piece.buffer.max(self.buffer);
    }

    /// Widens a chord until it holds the spline.
    ///
    /// A cubic Hermite curve from `from` to `to` with end velocities v and w is the chord plus
    /// h10(t) v + h11(t) w, and both |h10| and |h11| stay below 4/27 (at t = 1/3 and 2/3). ArduPilot
    /// takes v = to - before and w = after - from, or shorter. So the curve leaves the chord by no
    /// more than 4/27 of the sum of those two lengths, and in height likewise by 8/27 of the range of
    /// the four heights; both are doubled, for other choices of velocity.
    fn widen_for_curve(&mut self, around: [Option<&Visit>; 4]) {
        let [before, from, to, after] = around;
        let span = |a: Option<&Visit>, b: Option<&Visit>| match (a, b) {
            (Some(a), Some(b)) => geodesy::distance(a.position, b.position),
            _ => Metres::ZERO,
        };
        let straight = span(from, to);
        let velocities =
            span(before.or(from), to).max(straight) + span(from, after.or(to)).max(straight);
        self.buffer = self.buffer + velocities * (8.0 / 27.0);
        let heights = around.into_iter().flatten().map(|visit| visit.heights);
        let heights = heights.fold(self.heights, HeightInterval::hull);
        self.heights = match (heights.lower, heights.upper) {
            (Some(low), Some(high)) if low.datum == high.datum => {
                heights.widened((high.height - low.height) * (16.0 / 27.0))
            }
            _ => HeightInterval::ANY,
        };
    }
}

fn footprint(shape: &Shape) -> Footprint {
    if shape.closed && shape.vertices.len() > 2 {
        return Footprint::Polygon(shape.vertices.clone());
    }
    Footprint::Path(shape.vertices.clone())
}
