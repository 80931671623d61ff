//! What a plan leaves out and the aircraft flies all the same: climb, transit, the way home from
//! anywhere, landing.

use std::collections::BTreeMap;

use overfly_index::Area;
use overfly_model::geodesy;
use overfly_model::{
    Altitude, Flight, Footprint, HeightInterval, LostLink, Metres, Piece, PieceKind, Position,
    ReturnHeight,
};

/// A piece that we added.
#[derive(Clone, Debug)]
pub(crate) struct Derived {
    pub(crate) piece: Piece,
    /// Flown at a height that nobody stated: what it meets is undecided.
    pub(crate) height_unknown: bool,
}

/// The pieces a flight has beyond its plan.
pub(crate) fn derive(flight: &Flight, lost_link: LostLink) -> Vec<Derived> {
    let mut pieces = Pieces::default();
    match flight.home.map(|home| home.position) {
        Some(home) => {
            pieces.climb_and_transit(flight, home);
            pieces.way_back(flight, home, lost_link);
        }
        None => pieces.within_own_area(flight, lost_link),
    }
    if matches!(lost_link, LostLink::Hover | LostLink::Land) {
        pieces.planned_return(flight);
    }
    if lost_link == LostLink::Land {
        for piece in &flight.pieces {
            pieces.push(
                PieceKind::Landing,
                piece.footprint.clone(),
                piece.buffer,
                down_from(piece.heights),
            );
        }
    }
    pieces.all
}

#[derive(Default)]
struct Pieces {
    all: Vec<Derived>,
    /// The number of the last piece of each kind.
    last: BTreeMap<PieceKind, u32>,
}

impl Pieces {
    fn push(
        &mut self,
        kind: PieceKind,
        footprint: Footprint,
        buffer: Metres,
        heights: HeightInterval,
    ) {
        self.push_flagged(kind, footprint, buffer, heights, false);
    }

    fn push_flagged(
        &mut self,
        kind: PieceKind,
        footprint: Footprint,
        buffer: Metres,
        heights: HeightInterval,
        height_unknown: bool,
    ) {
        let last = self.last.entry(kind).or_default();
        // At an unknown height it is the same piece once more.
        if !height_unknown || *last == 0 {
            *last = last.saturating_add(1);
        }
        let index = *last;
        let piece = Piece { kind, index, derived: true, footprint, buffer, heights, elapsed: None };
        self.all.push(Derived { piece, height_unknown });
    }

    /// Up at home, and over to where the plan begins, anywhere from the ground to the first height.
    fn climb_and_transit(&mut self, flight: &Flight, home: Position) {
        let Some(first) = flight.pieces.first() else { return };
        let heights = down_from(first.heights);
        self.push(PieceKind::Climb, Footprint::Path(vec![home]), Metres::ZERO, heights);
        if let Some(start) = points(&first.footprint).first().copied()
            && start != home
        {
            self.push(
                PieceKind::Transit,
                Footprint::Path(vec![home, start]),
                first.buffer,
                heights,
            );
        }
    }

    /// The return fan to home and to each rally point, and the way down there.
    fn way_back(&mut self, flight: &Flight, home: Position, lost_link: LostLink) {
        let back = return_heights(lost_link);
        let goals = || core::iter::once(home).chain(flight.rally.iter().copied());
        if let Some(back) = back {
            goals().for_each(|goal| self.fan(flight, goal, back));
        }
        let whole = flight.pieces.iter().map(|piece| piece.heights).reduce(HeightInterval::hull);
        let highest = match back {
            Some(ReturnHeight::At(at)) => whole.map(|flown| flown.hull(HeightInterval::at(at))),
            _ => whole,
        };
        for goal in goals() {
            let Some(highest) = highest else { return };
            let below = Footprint::Path(vec![goal]);
            self.push(PieceKind::Landing, below.clone(), Metres::ZERO, down_from(highest));
            if back == Some(ReturnHeight::NotStated) {
                self.push_flagged(
                    PieceKind::Landing,
                    below,
                    Metres::ZERO,
                    HeightInterval::ANY,
                    true,
                );
            }
        }
    }

    /// From anywhere on the plan straight to `goal`: triangles of the goal and the two ends of each leg.
    fn fan(&mut self, flight: &Flight, goal: Position, back: ReturnHeight) {
        for piece in &flight.pieces {
            let corners = points(&piece.footprint);
            let closing = matches!(piece.footprint, Footprint::Path(_))
                .then_some(None)
                .unwrap_or(corners.first());
            let ends: Vec<Position> = corners.iter().chain(closing).copied().collect();
            if let [only] = ends.as_slice() {
                self.returning(Footprint::Path(vec![*only, goal]), piece, back);
            }
            for leg in ends.windows(2) {
                if let &[from, to] = leg {
                    self.returning(triangle(from, to, goal), piece, back);
                }
            }
        }
    }

    /// One piece of the fan: between the flown height and the return height; where that is not known, at
    /// the flown height, and once more at any.
    fn returning(&mut self, footprint: Footprint, piece: &Piece, back: ReturnHeight) {
        match back {
            ReturnHeight::At(at) => {
                let heights = piece.heights.hull(HeightInterval::at(at));
                self.push(PieceKind::Return, footprint, piece.buffer, heights);
            }
            ReturnHeight::NotStated => {
                self.push(PieceKind::Return, footprint.clone(), piece.buffer, piece.heights);
                self.push_flagged(
                    PieceKind::Return,
                    footprint,
                    piece.buffer,
                    HeightInterval::ANY,
                    true,
                );
            }
        }
    }

    /// A return that the plan itself orders is flown at the aircraft's own return height. With a fan that
    /// is said already; without, nobody states it.
    fn planned_return(&mut self, flight: &Flight) {
        for piece in flight.pieces.iter().filter(|piece| piece.kind == PieceKind::Return) {
            let footprint = piece.footprint.clone();
            self.push_flagged(
                PieceKind::Return,
                footprint,
                piece.buffer,
                HeightInterval::ANY,
                true,
            );
        }
    }

    /// Without a take-off point the aircraft takes off, returns and lands somewhere inside what the plan
    /// covers: everything between any two of its points.
    fn within_own_area(&mut self, flight: &Flight, lost_link: LostLink) {
        let all: Vec<Position> =
            flight.pieces.iter().flat_map(|piece| points(&piece.footprint)).collect();
        let Some(whole) =
            flight.pieces.iter().map(|piece| piece.heights).reduce(HeightInterval::hull)
        else {
            return;
        };
        let widest = flight.pieces.iter().map(|piece| piece.buffer).fold(Metres::ZERO, Metres::max);
        let hull = convex_hull(&all);
        // Paths between points of the hull are geodesics, which bulge beyond its straight sides.
        let buffer = widest + bulge(&hull);
        let footprint =
            if hull.len() > 2 { Footprint::Polygon(hull) } else { Footprint::Path(hull) };
        self.push(PieceKind::Climb, footprint.clone(), buffer, down_from(whole));
        match return_heights(lost_link) {
            Some(ReturnHeight::At(at)) => {
                self.push(PieceKind::Return, footprint, buffer, whole.hull(HeightInterval::at(at)));
            }
            Some(ReturnHeight::NotStated) => {
                self.push_flagged(PieceKind::Return, footprint, buffer, HeightInterval::ANY, true);
            }
            None => {}
        }
    }
}

/// How high the aircraft flies home; `None` when it does not fly home.
fn return_heights(lost_link: LostLink) -> Option<ReturnHeight> {
    match lost_link {
        LostLink::Return(height) => Some(height),
        LostLink::NotStated => Some(ReturnHeight::NotStated),
        LostLink::Hover | LostLink::Land => None,
    }
}

/// Everything from the ground up to the top of `heights`.
fn down_from(heights: HeightInterval) -> HeightInterval {
    heights.upper.map_or(HeightInterval::ANY, |top: Altitude| HeightInterval::up_to(top))
}

fn triangle(from: Position, to: Position, goal: Position) -> Footprint {
    if from == to {
        return Footprint::Path(vec![from, goal]);
    }
    Footprint::Polygon(vec![goal, from, to])
}

/// The corners of a footprint; of a circle, those of a polygon that holds it.
fn points(footprint: &Footprint) -> Vec<Position> {
    match footprint {
        Footprint::Path(points) | Footprint::Polygon(points) => points.clone(),
        Footprint::Circle { centre, radius } => Area::corners_round(*centre, *radius, 16),
    }
}

/// Twice what a geodesic between two points of the hull can stray from the straight line.
fn bulge(hull: &[Position]) -> Metres {
    let Some(&first) = hull.first() else { return Metres::ZERO };
    let radius =
        hull.iter().map(|p| geodesy::distance(first, *p)).fold(Metres::ZERO, Metres::max).value();
    let lat = hull.iter().map(|p| p.lat_deg().abs()).fold(0.0, f64::max).min(89.0).to_radians();
    let widest = 2.0 * radius;
    Metres::or_greatest(2.0 * widest * widest * (lat.tan() + 0.1) / (8.0 * geodesy::SEMI_MAJOR_M))
}

/// The convex hull in longitude and latitude, counter-clockwise (Andrew's monotone chain), exact.
fn convex_hull(points: &[Position]) -> Vec<Position> {
    const TURN: i64 = 3_600_000_000;
    let Some(first) = points.first().map(|p| i64::from(p.lon_e7())) else { return Vec::new() };
    let unwrapped = |p: &Position| {
        let lon = i64::from(p.lon_e7());
        (lon + ((first - lon) + TURN / 2).div_euclid(TURN) * TURN, i64::from(p.lat_e7()), *p)
    };
    let mut sorted: Vec<(i64, i64, Position)> = points.iter().map(unwrapped).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut lower = chain(sorted.iter().copied());
    let upper = chain(sorted.iter().rev().copied());
    lower.pop();
    lower.extend(upper.into_iter().take(sorted.len().max(1)));
    if lower.len() > 1 {
        lower.pop();
    }
    lower.into_iter().map(|(_, _, p)| p).collect()
}

fn chain(points: impl Iterator<Item = (i64, i64, Position)>) -> Vec<(i64, i64, Position)> {
    let mut chain: Vec<(i64, i64, Position)> = Vec::new();
    for p in points {
        while let [.., a, b] = chain.as_slice() {
            let turn = i128::from(b.0 - a.0) * i128::from(p.1 - a.1)
                - i128::from(b.1 - a.1) * i128::from(p.0 - a.0);
            if turn > 0 {
                break;
            }
            chain.pop();
        }
        chain.push(p);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::from_lat_lon_deg([lat, lon]).unwrap()
    }

    #[test]
    fn a_convex_hull_drops_what_lies_inside() {
        let hull =
            convex_hull(&[at(0.0, 0.0), at(1.0, 1.0), at(0.0, 2.0), at(0.2, 1.0), at(2.0, 1.0)]);
        assert_eq!(hull, [at(0.0, 0.0), at(0.0, 2.0), at(2.0, 1.0)]);
        assert_eq!(convex_hull(&[at(5.0, 5.0)]), [at(5.0, 5.0)]);
        assert_eq!(convex_hull(&[at(5.0, 5.0), at(6.0, 6.0)]).len(), 2);
        assert_eq!(convex_hull(&[at(-17.0, 179.0), at(-16.0, -179.0), at(-18.0, -179.0)]).len(), 3);
    }
}
