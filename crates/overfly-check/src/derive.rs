//! What a plan leaves out and the aircraft flies all the same: climb, transit, the way home from
//! anywhere, landing.

use std::collections::BTreeMap;

use overfly_model::{
    Altitude, Elapsed, Flight, Footprint, HeightInterval, LostLink, Metres, Piece, PieceKind,
    Position, Rally, ReturnHeight, Terrain,
};

use crate::climbs::{between, down_from, flown, return_height};
use crate::decision::{DerivedPiece, PieceRef};
use crate::hull;
use crate::ways::{End, corners, ways};

/// A piece that we added.
#[derive(Clone, Debug)]
pub(crate) struct Derived {
    pub(crate) piece: Piece,
    /// Flown at a height that nobody stated: what it meets is undecided.
    pub(crate) height_unknown: bool,
    /// The reckoning of the piece on which it begins, where it cannot begin before that.
    pub(crate) after: Option<Elapsed>,
}

impl Derived {
    /// As the answer lists it.
    pub(crate) fn summary(&self) -> DerivedPiece {
        let Piece { kind, index, derived, heights, .. } = self.piece;
        DerivedPiece {
            piece: PieceRef { kind, index, derived },
            heights,
            height_stated: !self.height_unknown,
            corners: corners(&self.piece.footprint),
        }
    }
}

/// The pieces a flight has beyond its plan.
pub(crate) fn derive(flight: &Flight, lost_link: LostLink, terrain: &Terrain) -> Vec<Derived> {
    let mut pieces = Pieces { terrain: *terrain, all: Vec::new(), last: BTreeMap::new() };
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

struct Pieces {
    terrain: Terrain,
    all: Vec<Derived>,
    /// The number of the last piece of each kind.
    last: BTreeMap<PieceKind, u32>,
}

impl Pieces {
    fn push(&mut self, draft: Draft, heights: HeightInterval) {
        let last = self.last.entry(draft.kind).or_default();
        *last = last.saturating_add(1);
        self.again(draft, heights, false);
    }

    /// The piece pushed last of its kind once more, at other heights.
    fn again(
        &mut self,
        Draft { kind, footprint, buffer, after }: Draft,
        heights: HeightInterval,
        height_unknown: bool,
    ) {
        let index = *self.last.entry(kind).or_insert(1);
        let piece = Piece { kind, index, derived: true, footprint, buffer, heights, elapsed: None };
        self.all.push(Derived { piece, height_unknown, after });
    }

    /// Up at home, and over to where the plan begins, anywhere from the ground to the first height.
    fn climb_and_transit(&mut self, flight: &Flight, home: Position) {
        let Some(first) = flight.pieces.first() else { return };
        let heights = down_from(first.heights);
        self.push(Draft::at(PieceKind::Climb, home), heights);
        for footprint in ways(first, home, End::First) {
            let way = Draft { footprint, ..Draft::from_piece(PieceKind::Transit, first) };
            self.push(Draft { after: None, ..way }, heights);
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
                        self.returning(draft, piece, back, goal.height);
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
            self.again(Draft::from_piece(PieceKind::Return, piece), HeightInterval::ANY, true);
        }
        let Some(last) = flight.pieces.last() else { return };
        if !matches!(last.kind, PieceKind::Return | PieceKind::Landing) {
            for footprint in ways(last, home, End::Last) {
                self.push(
                    Draft { footprint, ..Draft::from_piece(PieceKind::Transit, last) },
                    last.heights,
                );
            }
        }
    }

    /// One piece of the way home: between the flown height, the return height and the rally point's own;
    /// where the return height is not known, at the flown height, and once more at any.
    fn returning(
        &mut self,
        draft: Draft,
        piece: &Piece,
        back: ReturnHeight,
        rally: Option<Altitude>,
    ) {
        let stated = match back {
            ReturnHeight::At(at) => Some(at),
            ReturnHeight::NotStated => None,
        };
        let mut heights: Vec<HeightInterval> = Vec::new();
        for at in stated.into_iter().chain(rally) {
            heights.extend(between(piece.heights, at, &self.terrain));
        }
        if heights.is_empty() {
            heights.push(piece.heights);
        }
        self.at_each(&draft, heights);
        if stated.is_none() {
            self.again(draft, HeightInterval::ANY, true);
        }
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
                self.again(draft.clone(), interval, false);
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
            if back == Some(ReturnHeight::NotStated) {
                self.again(draft, HeightInterval::ANY, true);
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
            self.again(draft(PieceKind::Return), HeightInterval::ANY, true);
        }
    }
}

/// Where a lost link may lead: home and the rally points, or these alone. Without a rally point there is
/// only home.
fn goals(flight: &Flight, home: Position, lost_link: LostLink) -> Vec<Rally> {
    let home = match lost_link {
        LostLink::Rally(_) if !flight.rally.is_empty() => None,
        _ => Some(Rally::at(home)),
    };
    home.into_iter().chain(flight.rally.iter().copied()).collect()
}

/// How far from home an aircraft may circle before it comes down: one that turns wide, or loiters, by
/// what its plan states and by 100 m at least, above what autopilots are set to.
fn circling(flight: &Flight) -> Metres {
    let widest = flight.pieces.iter().map(|piece| piece.buffer).fold(Metres::ZERO, Metres::max);
    if widest > Metres::ZERO { widest.max(Metres::whole(100)) } else { Metres::ZERO }
}

/// The ways from home to the first point and from the last one home, which the plan does not state and
/// from which a rally point may be flown to. A plan that ends on the ground has no such way home.
fn unstated(flight: &Flight, home: Position) -> Vec<Piece> {
    if flight.rally.is_empty() {
        return Vec::new();
    }
    let last = flight.pieces.last().filter(|piece| piece.kind != PieceKind::Landing);
    let ends = [(flight.pieces.first(), End::First), (last, End::Last)];
    let ways = ends.into_iter().filter_map(|(piece, end)| {
        let piece = piece?;
        let points = corners(&piece.footprint);
        let end = if end == End::First { points.first() } else { points.last() };
        let footprint = Footprint::Path(vec![home, *end?]);
        Some(Piece { footprint, elapsed: None, ..piece.clone() })
    });
    ways.collect()
}
