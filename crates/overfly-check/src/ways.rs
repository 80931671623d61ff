//! The ground that ways between a piece and a point take.

use overfly_index::Area;
use overfly_model::{Footprint, Piece, Position};

/// Which points of a piece the way to or from it may use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    First,
    Last,
    Any,
}

/// The ground that all straight ways between a piece and `goal` take: for a path from one of its ends or
/// from anywhere along it, for an area always from anywhere.
pub(crate) fn ways(piece: &Piece, goal: Position, end: End) -> Vec<Footprint> {
    let mut corners = corners(&piece.footprint);
    let is_path = matches!(piece.footprint, Footprint::Path(_));
    let only = match end {
        End::First => corners.first().copied(),
        End::Last => corners.last().copied(),
        End::Any => None,
    };
    if let Some(only) = only.filter(|_| is_path) {
        return if only == goal { Vec::new() } else { vec![Footprint::Path(vec![only, goal])] };
    }
    if let [only] = corners.as_slice() {
        return vec![Footprint::Path(vec![*only, goal])];
    }
    if !is_path {
        corners.extend(corners.first().copied());
    }
    let sides = corners.windows(2).filter_map(|side| <[Position; 2]>::try_from(side).ok());
    sides.map(|[from, to]| triangle(from, to, goal)).collect()
}

fn triangle(from: Position, to: Position, goal: Position) -> Footprint {
    if from == to {
        Footprint::Path(vec![from, goal])
    } else {
        Footprint::Polygon(vec![goal, from, to])
    }
}

/// The corners of a footprint; of a circle, those of a polygon that holds it.
pub(crate) fn corners(footprint: &Footprint) -> Vec<Position> {
    match footprint {
        Footprint::Path(points) | Footprint::Polygon(points) => points.clone(),
        Footprint::Circle { centre, radius } => Area::corners_round(*centre, *radius, 16),
    }
}
