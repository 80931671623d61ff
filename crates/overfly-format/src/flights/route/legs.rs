//! Pieces out of the points visited.

use std::collections::{BTreeMap, BTreeSet};

use overfly_model::{
    Altitude, Datum, Elapsed, Footprint, HeightInterval, Home, Metres, Piece, PieceKind, Position,
    geodesy,
};

use super::Visit;
use super::step::{Shape, Stay, Way};
use crate::flights::pieces::{Clock, Pieces, hull};

/// What makes two passes the same piece: the steps and the points.
type Key = (usize, Position, usize, Position);

/// Collects pieces; one that is flown again keeps its place and grows.
pub(super) struct Builder {
    home: Option<Home>,
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
    pub(super) fn new(home: Option<Home>) -> Self {
        Self { home, pieces: Pieces::default(), seen: BTreeMap::new(), drawn: BTreeSet::new() }
    }

    /// Adds all legs and stays of `visits`.
    pub(super) fn add(&mut self, visits: &[Visit], again: Again) {
        for (at, visit) in visits.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| visits.get(at));
            if let Some(from) = before {
                let neighbours =
                    [at.checked_sub(2).and_then(|at| visits.get(at)), visits.get(at + 1)];
                self.add_leg(from, visit, neighbours, again);
                self.add_leg_past_take_off(neighbours[0], from, visit, again);
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
        let kind = match to.way {
            Way::ToGround => PieceKind::Landing,
            _ if same => PieceKind::Hold,
            Way::Home => PieceKind::Return,
            _ => PieceKind::Leg,
        };
        let points = if same { vec![to.position] } else { vec![from.position, to.position] };
        let mut draft = Draft {
            kind,
            footprint: Footprint::Path(points),
            heights: hull_over(from.heights, to.heights, self.elevation()),
            buffer: from.radius.max(to.radius).max(from.turn).max(to.turn),
            elapsed: from.depart.until(to.arrive).map(|elapsed| Elapsed {
                steady: is_steady(from, to) && again == Again::Grows && !same,
                ..elapsed
            }),
        };
        if to.way == Way::Curve {
            let [before, after] = neighbours;
            draft.widen_for_curve([before, Some(from), Some(to), after]);
        }
        self.drawn.extend([from.position, to.position]);
        self.put((from.step, from.position, to.step, to.position), draft, again);
    }

    /// Many autopilots climb where they stand and fly on at once, whatever point the take-off has.
    fn add_leg_past_take_off(
        &mut self,
        before: Option<&Visit>,
        take_off: &Visit,
        to: &Visit,
        again: Again,
    ) {
        let home = self.home.map(|home| home.position);
        let Some(origin) = before.map(|visit| visit.position).or(home) else { return };
        let heights = match take_off.way {
            Way::Up => take_off.heights,
            Way::FromGround => HeightInterval { lower: None, ..take_off.heights },
            _ => return,
        };
        if origin != take_off.position {
            let depart = before.map_or(Clock::START, |visit| visit.depart);
            let at_once = Visit { position: origin, heights, depart, ..take_off.clone() };
            self.add_leg(&at_once, to, [None, None], again);
        }
    }

    fn add_stay(&mut self, visit: &Visit, before: Option<&Visit>, again: Again) {
        let (kind, footprint, buffer) = match visit.stay {
            Stay::Not => return,
            Stay::Hold(_) => {
                let point = Footprint::Path(vec![visit.position]);
                (PieceKind::Hold, point, visit.radius.max(visit.turn))
            }
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
            .map_or(visit.heights, |from| hull_over(from.heights, visit.heights, self.elevation()));
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
            self.grow(at, |piece| piece.buffer = visit.radius.max(visit.turn));
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

    /// Of the take-off point, above mean sea level.
    fn elevation(&self) -> Option<Metres> {
        self.home.and_then(|home| home.elevation)
    }

    fn grow(&mut self, at: usize, change: impl FnOnce(&mut Piece)) {
        if let Some(piece) = self.pieces.piece_mut(at) {
            change(piece);
        }
    }
}

/// Whether a leg is flown at one speed from end to end: level, straight, without a turn or a circle, and
/// not straight from the ground.
fn is_steady(from: &Visit, to: &Visit) -> bool {
    let cruises = |way| matches!(way, Way::Straight | Way::Home);
    cruises(from.way) && cruises(to.way) && from.heights == to.heights
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
    /// A cubic Hermite curve from one point to the next with end velocities v and w is the chord plus
    /// h10(t) v + h11(t) w, and |h10| and |h11| stay within 4/27 (at t = 1/3 and 2/3). `ArduPilot`
    /// (`AC_WPNav::set_spline_destination`; PX4 flies no splines) takes v and w from neighbouring points,
    /// or shorter: |v| is at most the lengths of this leg and the one before together, |w| of this and
    /// the next. So the curve leaves the chord by no more than 4/27 of those four lengths, and in height
    /// by 8/27 of the range of the four heights. Half as much again is added for other choices of
    /// velocity.
    fn widen_for_curve(&mut self, around: [Option<&Visit>; 4]) {
        let [before, from, to, after] = around;
        let span = |a: Option<&Visit>, b: Option<&Visit>| match (a, b) {
            (Some(a), Some(b)) => geodesy::distance(a.position, b.position),
            _ => Metres::ZERO,
        };
        let lengths = span(before, from) + span(from, to) * 2.0 + span(to, after);
        self.buffer = self.buffer + lengths * (6.0 / 27.0);
        let heights =
            around.into_iter().flatten().fold(self.heights, |h, visit| h.hull(visit.heights));
        self.heights = match (heights.lower, heights.upper) {
            (Some(low), Some(high)) if low.datum == high.datum => {
                heights.widened((high.height - low.height) * (12.0 / 27.0))
            }
            _ => HeightInterval::ANY,
        };
    }
}

/// How far the stated elevation of the take-off point may be from the truth: it comes from a coarse
/// terrain model.
const ELEVATION_DOUBT: Metres = Metres::whole(20);

/// The smallest interval that holds both. Heights above take-off become heights above sea level where
/// the other is one and the take-off point's elevation is stated; else two datums make an unknown end.
pub(super) fn hull_over(
    a: HeightInterval,
    b: HeightInterval,
    elevation: Option<Metres>,
) -> HeightInterval {
    let pair = |a: Option<Altitude>, b: Option<Altitude>, doubt: Metres| match (a, b, elevation) {
        (Some(a), Some(b), Some(elevation)) => {
            let amsl = |altitude: Altitude, other: Altitude| match (altitude.datum, other.datum) {
                (Datum::AboveTakeOff, Datum::Amsl) => {
                    Altitude::new(altitude.height + elevation + doubt, Datum::Amsl)
                }
                _ => altitude,
            };
            (Some(amsl(a, b)), Some(amsl(b, a)))
        }
        _ => (a, b),
    };
    let (lower_a, lower_b) = pair(a.lower, b.lower, -ELEVATION_DOUBT);
    let (upper_a, upper_b) = pair(a.upper, b.upper, ELEVATION_DOUBT);
    let first = HeightInterval { lower: lower_a, upper: upper_a };
    first.hull(HeightInterval { lower: lower_b, upper: upper_b })
}

fn footprint(shape: &Shape) -> Footprint {
    if shape.closed && shape.vertices.len() > 2 {
        return Footprint::Polygon(shape.vertices.clone());
    }
    Footprint::Path(shape.vertices.clone())
}
