//! What a plan leaves out and the aircraft flies all the same: climb, transit, the way home from
//! anywhere, landing.

use std::collections::BTreeMap;

use overfly_model::{
    Altitude, Assumption, Datum, Elapsed, Extent, Flight, Footprint, HeightInterval, LostLink,
    Metres, Piece, PieceKind, Position, Rally, ReturnHeight,
};

use crate::climbs::{between, down_from, flown, return_height};
use crate::decision::{DerivedPiece, PieceRef};
use crate::goals::{circling, goals, open_ends, unstated};
use crate::ground::Grounds;
use crate::hull;
use crate::ways::{End, corners, ways};

/// A piece that we added.
#[derive(Clone, Debug)]
pub(crate) struct Derived {
    pub(crate) piece: Piece,
    /// Why nobody can be sure of the height: then what it meets is undecided.
    pub(crate) doubt: Option<HeightDoubt>,
    /// The reckoning of the piece on which it begins, where it cannot begin before that.
    pub(crate) after: Option<Elapsed>,
}

/// Why nobody can be sure of a height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeightDoubt {
    /// Nobody stated it.
    NotStated,
    /// The plan sends the aircraft home at its own return height, which nobody stated.
    OwnReturn,
    /// The aircraft flies on at its height above the sea, and the ground where it comes from is not known.
    Ground,
}

impl Derived {
    /// As the answer lists it.
    pub(crate) fn summary(&self) -> DerivedPiece {
        let Piece { kind, index, derived, heights, .. } = self.piece;
        DerivedPiece {
            piece: PieceRef { kind, index, derived },
            heights,
            height_stated: matches!(self.doubt, None | Some(HeightDoubt::Ground)),
            corners: corners(&self.piece.footprint),
        }
    }
}

/// The pieces a flight has beyond its plan.
pub(crate) fn derive(flight: &Flight, lost_link: LostLink, grounds: &Grounds<'_>) -> Vec<Derived> {
    let mut pieces = Pieces { grounds, all: Vec::new(), last: BTreeMap::new() };
    match flight.home.map(|home| home.position) {
        Some(home) => {
            pieces.climb_and_transit(flight, home);
            pieces.way_back(flight, home, lost_link);
            pieces.landing(flight, home, lost_link);
        }
        None => pieces.within_own_area(flight, lost_link),
    }
    match lost_link {
        LostLink::Land => pieces.down_anywhere(flight),
        LostLink::Hover => pieces.hover_anywhere(flight),
        LostLink::Return(_) | LostLink::Rally(_) | LostLink::NotStated => {}
    }
    pieces.all
}

/// A piece to be, without its heights.
#[derive(Clone)]
struct Draft {
    kind: PieceKind,
    footprint: Footprint,
    buffer: Metres,
    after: Option<Elapsed>,
}

impl Draft {
    /// What begins somewhere on a piece.
    fn from_piece(kind: PieceKind, piece: &Piece) -> Self {
        let footprint = piece.footprint.clone();
        Self { kind, footprint, buffer: piece.buffer, after: piece.elapsed }
    }

    fn at(kind: PieceKind, position: Position) -> Self {
        let footprint = Footprint::Path(vec![position]);
        Self { kind, footprint, buffer: Metres::ZERO, after: None }
    }
}

/// How high the way back is.
#[derive(Clone, Copy)]
struct Back {
    height: ReturnHeight,
    /// The rally point's own.
    rally: Option<Altitude>,
}

impl Back {
    const fn stated(self) -> Option<Altitude> {
        match self.height {
            ReturnHeight::At(at) => Some(at),
            ReturnHeight::NotStated => None,
        }
    }
}

struct Pieces<'a> {
    grounds: &'a Grounds<'a>,
    all: Vec<Derived>,
    /// The number of the last piece of each kind.
    last: BTreeMap<PieceKind, u32>,
}

impl Pieces<'_> {
    fn push(&mut self, draft: Draft, heights: HeightInterval) {
        let last = self.last.entry(draft.kind).or_default();
        *last = last.saturating_add(1);
        self.again(draft, heights, None);
    }

    /// The piece pushed last of its kind once more, at other heights.
    fn again(
        &mut self,
        Draft { kind, footprint, buffer, after }: Draft,
        heights: HeightInterval,
        doubt: Option<HeightDoubt>,
    ) {
        let index = *self.last.entry(kind).or_insert(1);
        let piece = Piece { kind, index, derived: true, footprint, buffer, heights, elapsed: None };
        self.all.push(Derived { piece, doubt, after });
    }

    /// Up at home, and over to where the plan begins, anywhere from the ground to the first height.
    fn climb_and_transit(&mut self, flight: &Flight, home: Position) {
        let Some(first) = flight.pieces.first() else { return };
        let heights = down_from(first.heights);
        self.push(Draft::at(PieceKind::Climb, home), heights);
        for footprint in ways(first, home, End::First) {
            let way = Draft { footprint, ..Draft::from_piece(PieceKind::Transit, first) };
            let way = Draft { after: None, ..way };
            self.push(way.clone(), heights);
            if flight.level_home {
                self.level(&way, heights, Extent::of_footprint(&first.footprint));
            }
        }
    }

    /// The way home from anywhere, and from anywhere to each rally point; from where the plan ends when
    /// a lost link does not lead home.
    fn way_back(&mut self, flight: &Flight, home: Position, lost_link: LostLink) {
        if let Some(back) = return_height(lost_link) {
            let beside = unstated(flight, home);
            for goal in goals(flight, home, lost_link) {
                for piece in flight.pieces.iter().chain(&beside) {
                    for footprint in ways(piece, goal.position, End::Any) {
                        let draft =
                            Draft { footprint, ..Draft::from_piece(PieceKind::Return, piece) };
                        let back = Back { height: back, rally: goal.height };
                        self.returning(draft, piece, back);
                    }
                }
            }
        }
        if !matches!(lost_link, LostLink::Return(_) | LostLink::NotStated) {
            self.way_back_at_the_end(flight, home);
        }
    }

    /// Home from the last piece, unless that is a landing. A return that the plan orders is
    /// flown at the aircraft's own return height, which nobody states here.
    fn way_back_at_the_end(&mut self, flight: &Flight, home: Position) {
        for piece in flight.pieces.iter().filter(|piece| piece.kind == PieceKind::Return) {
            self.again(
                Draft::from_piece(PieceKind::Return, piece),
                HeightInterval::ANY,
                Some(HeightDoubt::OwnReturn),
            );
        }
        for last in open_ends(flight) {
            for footprint in ways(&last, home, End::Last) {
                let way = Draft { footprint, ..Draft::from_piece(PieceKind::Transit, &last) };
                self.push(way.clone(), last.heights);
                if flight.level_home {
                    self.level(&way, last.heights, Extent::of_footprint(&last.footprint));
                    // An autopilot at the end of its mission may go home at a height of its own.
                    self.again(way, HeightInterval::ANY, Some(HeightDoubt::OwnReturn));
                }
            }
        }
    }

    /// One piece of the way home: between the flown height, the return height and the rally point's own;
    /// where the return height is not known, at the flown height, and once more at any.
    fn returning(&mut self, draft: Draft, piece: &Piece, back: Back) {
        let heights = self.on_the_way(piece.heights, back);
        self.at_each(&draft, heights);
        let Some(stated) = back.stated() else {
            self.again(draft, HeightInterval::ANY, Some(HeightDoubt::NotStated));
            return;
        };
        // Whoever states a return above the ground flies it so.
        if stated.datum != Datum::Agl
            && let Some((level, doubt)) =
                self.above_the_sea(piece.heights, Extent::of_footprint(&piece.footprint))
        {
            for heights in self.on_the_way(level, back) {
                self.again(draft.clone(), heights, doubt);
            }
        }
    }

    /// The heights between those flown and those of the way back.
    fn on_the_way(&self, flown: HeightInterval, back: Back) -> Vec<HeightInterval> {
        let ends = back.stated().into_iter().chain(back.rally);
        let heights: Vec<HeightInterval> =
            ends.flat_map(|at| between(flown, at, self.grounds.whole())).collect();
        if heights.is_empty() { vec![flown] } else { heights }
    }

    /// A piece once more, at the height above the sea that it has where it begins, if that was a height
    /// above the ground there.
    fn level(&mut self, draft: &Draft, heights: HeightInterval, begins: Option<Extent>) {
        if let Some((level, doubt)) = self.above_the_sea(heights, begins) {
            self.again(draft.clone(), level, doubt);
        }
    }

    /// Heights above the ground of a place as heights above the sea; in doubt unless tiles tell the ground.
    fn above_the_sea(
        &self,
        heights: HeightInterval,
        place: Option<Extent>,
    ) -> Option<(HeightInterval, Option<HeightDoubt>)> {
        if heights.datums().all(|datum| datum != Datum::Agl) {
            return None;
        }
        let terrain = self.grounds.over(|| place, &[Datum::Agl, Datum::Amsl]);
        let amsl = |end: Altitude, upper: bool| {
            let range = terrain.amsl(end);
            Altitude::new(if upper { range.highest } else { range.lowest }, Datum::Amsl)
        };
        let level = |end: Option<Altitude>, upper: bool| {
            end.map(|end| if end.datum == Datum::Agl { amsl(end, upper) } else { end })
        };
        let known = terrain.assumptions(Datum::Agl) == [Assumption::GroundFromTiles];
        let heights = HeightInterval {
            lower: level(heights.lower, false),
            upper: level(heights.upper, true),
        };
        Some((heights, (!known).then_some(HeightDoubt::Ground)))
    }

    /// The same piece at each of the heights.
    fn at_each(&mut self, draft: &Draft, heights: Vec<HeightInterval>) {
        let mut said: Vec<HeightInterval> = Vec::new();
        for interval in heights {
            if said.contains(&interval) {
                continue;
            }
            if said.is_empty() {
                self.push(draft.clone(), interval);
            } else {
                self.again(draft.clone(), interval, None);
            }
            said.push(interval);
        }
    }

    /// Down at home and at each rally point, from the greatest height flown, from the return height and
    /// from the rally point's own.
    fn landing(&mut self, flight: &Flight, home: Position, lost_link: LostLink) {
        let circling = circling(flight);
        let flown = flown(flight);
        if flown.is_empty() {
            return;
        }
        let mut goals = goals(flight, home, lost_link);
        if goals.iter().all(|goal| goal.position != home) {
            goals.push(Rally::at(home));
        }
        for goal in goals {
            let draft = Draft { buffer: circling, ..Draft::at(PieceKind::Landing, goal.position) };
            let back = return_height(lost_link);
            let stated = match back {
                Some(ReturnHeight::At(at)) => Some(at),
                Some(ReturnHeight::NotStated) | None => None,
            };
            let tops = stated.into_iter().chain(goal.height).map(HeightInterval::up_to);
            self.at_each(&draft, flown.iter().copied().map(down_from).chain(tops).collect());
            if stated.map_or(flight.level_home, |at| at.datum != Datum::Agl) {
                for heights in flown.iter().copied().map(down_from) {
                    self.level(&draft, heights, self.grounds.flight());
                }
            }
            if back == Some(ReturnHeight::NotStated) {
                self.again(draft, HeightInterval::ANY, Some(HeightDoubt::NotStated));
            }
        }
    }

    /// Down to the ground anywhere on the plan, and on the ways between it and home.
    fn down_anywhere(&mut self, flight: &Flight) {
        let ways = self.all.iter().map(|derived| &derived.piece);
        let ways = ways.filter(|piece| piece.kind == PieceKind::Transit).cloned();
        for piece in flight.pieces.iter().cloned().chain(ways.collect::<Vec<_>>()) {
            self.push(Draft::from_piece(PieceKind::Landing, &piece), down_from(piece.heights));
        }
    }

    /// Hovering where the link was lost, for nobody knows how long.
    fn hover_anywhere(&mut self, flight: &Flight) {
        let circling = circling(flight);
        for piece in &flight.pieces {
            let draft = Draft::from_piece(PieceKind::Hold, piece);
            self.push(Draft { buffer: draft.buffer.max(circling), ..draft }, piece.heights);
        }
    }

    /// Without a take-off point the aircraft takes off, returns and lands somewhere inside what the plan
    /// covers: everything between any two of its points.
    fn within_own_area(&mut self, flight: &Flight, lost_link: LostLink) {
        let all: Vec<Position> =
            flight.pieces.iter().flat_map(|piece| corners(&piece.footprint)).collect();
        let flown = flown(flight);
        if flown.is_empty() {
            return;
        }
        let widest = flight.pieces.iter().map(|piece| piece.buffer).fold(Metres::ZERO, Metres::max);
        let hull = hull::convex_hull(&all);
        // Paths between points of the hull are geodesics, which bulge beyond its straight sides.
        let buffer = widest + hull::bulge(&hull);
        let footprint =
            if hull.len() > 2 { Footprint::Polygon(hull) } else { Footprint::Path(hull) };
        let draft = |kind| Draft { kind, footprint: footprint.clone(), buffer, after: None };
        let climbs = flown.iter().copied().map(down_from).collect();
        self.at_each(&draft(PieceKind::Climb), climbs);
        let Some(back) = return_height(lost_link) else {
            self.at_each(&draft(PieceKind::Transit), flown);
            return;
        };
        let stated = match back {
            ReturnHeight::At(at) => Some(HeightInterval::up_to(at)),
            ReturnHeight::NotStated => None,
        };
        self.at_each(&draft(PieceKind::Return), flown.into_iter().chain(stated).collect());
        if stated.is_none() {
            self.again(draft(PieceKind::Return), HeightInterval::ANY, Some(HeightDoubt::NotStated));
        }
    }
}
