//! Where the ways that a plan leaves out begin and end.

use overfly_model::{
    End as PlanEnd, Flight, Footprint, LostLink, Metres, Piece, PieceKind, Position, Rally,
};

use crate::ways::{End, corners};

/// Where a lost link may lead: home and the rally points, or these alone. Without a rally point there is
/// only home.
pub(crate) fn goals(flight: &Flight, home: Position, lost_link: LostLink) -> Vec<Rally> {
    let home = match lost_link {
        LostLink::Rally(_) if !flight.rally.is_empty() => None,
        _ => Some(Rally::at(home)),
    };
    home.into_iter().chain(flight.rally.iter().copied()).collect()
}

/// How far from home an aircraft may circle before it comes down: one that turns wide, or loiters, by
/// what its plan states and by 100 m at least, above what autopilots are set to.
pub(crate) fn circling(flight: &Flight) -> Metres {
    let widest = flight.pieces.iter().map(|piece| piece.buffer).fold(Metres::ZERO, Metres::max);
    if widest > Metres::ZERO { widest.max(Metres::whole(100)) } else { Metres::ZERO }
}

/// The ways from home to the first point and from the last one home, which the plan does not state and
/// from which a rally point may be flown to. A plan that ends on the ground has no such way home.
pub(crate) fn unstated(flight: &Flight, home: Position) -> Vec<Piece> {
    if flight.rally.is_empty() {
        return Vec::new();
    }
    let first = flight.pieces.first().cloned();
    let ends = open_ends(flight).into_iter().map(|piece| (piece, End::Last));
    let ways = first.map(|piece| (piece, End::First)).into_iter().chain(ends);
    let between = ways.filter_map(|(piece, end)| {
        let points = corners(&piece.footprint);
        let end = if end == End::First { points.first() } else { points.last() };
        let footprint = Footprint::Path(vec![home, *end?]);
        Some(Piece { footprint, elapsed: None, ..piece })
    });
    between.collect()
}

/// The pieces after which the plan leaves the aircraft in the air: the last one, or the points at which a
/// plan may end that does not go through its pieces in their order.
pub(crate) fn open_ends(flight: &Flight) -> Vec<Piece> {
    let last = flight.pieces.last();
    if flight.ends.is_empty() {
        let grounded =
            |piece: &&Piece| matches!(piece.kind, PieceKind::Return | PieceKind::Landing);
        return last.filter(|piece| !grounded(piece)).cloned().into_iter().collect();
    }
    let open = flight.ends.iter().filter(|end| !end.on_ground);
    let at_last = |end: &PlanEnd| {
        last.filter(|last| corners(&last.footprint).last() == Some(&end.position)).cloned()
    };
    let piece = |end: &PlanEnd| Piece {
        kind: PieceKind::Hold,
        index: 1,
        derived: true,
        footprint: Footprint::Path(vec![end.position]),
        buffer: end.radius,
        heights: end.heights,
        elapsed: None,
    };
    open.map(|end| at_last(end).unwrap_or_else(|| piece(end))).collect()
}
