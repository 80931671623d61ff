//! The stretches of a chord inside a part, from what a cell has of its borders.

use super::cell::Cell;
use super::leaf::{Entry, HOLE, MORE};
use crate::frame::{self, Flat};
use crate::interval::Span;
use crate::path::Chord;
use crate::plane::{self, Pt};

/// Where counting winding numbers in one cell would take more edges, all of it counts as inside. No cell of
/// a map comes near this; bytes that are out to waste time do.
const MOST_TURNS: usize = 1 << 22;
/// The stretch of a chord in a cell.
#[allow(clippy::cast_precision_loss, reason = "coordinates have 35 bits: exact in f64")]
pub(crate) fn clip(chord: &Chord, cell: Cell) -> Option<Span> {
    let flat = |p: Pt| Flat { x: p.x as f64, y: p.y as f64 };
    frame::clip_to_box([flat(chord.a), flat(chord.b)], [flat(cell.low), beyond(cell)])
}

/// Where a cell's north-eastern neighbour begins.
#[allow(clippy::cast_precision_loss, reason = "coordinates have 35 bits: exact in f64")]
fn beyond(cell: Cell) -> Flat {
    let high = cell.high();
    Flat { x: (high.x + 1) as f64, y: (high.y + 1) as f64 }
}

/// The stretches of a chord inside a part whose entries in a cell are given, within the stretch that is
/// in the cell. Between two crossings the winding numbers are those of the middle. Rounding moves ends by
/// far less than what lies near a border is met by anyway.
#[allow(clippy::cast_precision_loss, reason = "coordinates have 35 bits: exact in f64")]
pub(crate) fn inside(
    part: &[Entry<'_>],
    cell: Cell,
    chord: &Chord,
    [from, to]: Span,
    mut push: impl FnMut(Span),
) {
    let Chord { a, b, .. } = *chord;
    let beyond = beyond(cell);
    let (mut cuts, edges) = cuts(part, cell, chord, [from, to]);
    if cuts.len().saturating_mul(edges) > MOST_TURNS {
        push([from, to]);
        return;
    }
    cuts.sort_unstable_by(f64::total_cmp);
    for pair in cuts.windows(2) {
        let [s, t] = pair else { continue };
        let middle = f64::midpoint(*s, *t);
        let [x, y] = [b.x - a.x, b.y - a.y].map(|long| long as f64 * middle);
        // The winding numbers are those of the cell; what begins at its far sides is its neighbours'.
        let is_here = x < beyond.x - a.x as f64 && y < beyond.y - a.y as f64;
        if is_here && holds(part, cell, a, [x, y]) {
            push([*s, *t]);
        }
    }
}

/// Where a chord crosses the edges of a part, or comes to one of its vertices, and the ends of its stretch;
/// and how many edges there are. So no stretch between touches a border, or is on one at one place and off
/// it at another: its middle would speak for the wrong one.
fn cuts(part: &[Entry<'_>], cell: Cell, chord: &Chord, [from, to]: Span) -> (Vec<f64>, usize) {
    let Chord { a, b, .. } = *chord;
    let (mut cuts, mut edges) = (vec![from, to], 0_usize);
    let mut cut = |t: f64| cuts.extend((t > from && t < to).then_some(t));
    for entry in part {
        entry.edges(cell, false, |u, v| {
            edges += 1;
            let [side_u, side_v] = [u, v].map(|p| plane::cross(a, b, p));
            if (side_u >= 0) != (side_v >= 0) {
                cut(plane::crossing(a, b, u, v));
            }
            for (p, side) in [(u, side_u), (v, side_v)] {
                if side == 0 {
                    cut(plane::along(a, b, p));
                }
            }
        });
    }
    (cuts, edges)
}

/// Whether a part holds a point, so far from `origin`, that is not on its border.
fn holds(part: &[Entry<'_>], cell: Cell, origin: Pt, at: [f64; 2]) -> bool {
    let (mut held, mut wind) = (true, 0_i32);
    for entry in part {
        wind = wind.wrapping_add(entry.wind);
        entry.edges(cell, true, |u, v| wind = wind.wrapping_add(below([u, v], origin, at)));
        if entry.flags & MORE == 0 {
            held &= (wind == 0) == (entry.flags & HOLE != 0);
            wind = 0;
        }
    }
    held
}

/// The sign by which the ray straight down from a point, so far from `origin`, crosses an edge, or 0.
#[allow(clippy::cast_precision_loss, reason = "coordinates have 35 bits: exact in f64")]
fn below(edge: [Pt; 2], origin: Pt, [x, y]: [f64; 2]) -> i32 {
    let [u, v] = edge.map(|p| [(p.x - origin.x) as f64 - x, (p.y - origin.y) as f64 - y]);
    if (u[0] <= 0.0) == (v[0] <= 0.0) {
        return 0;
    }
    let turn = u[0] * v[1] - u[1] * v[0];
    i32::from(u[0] <= 0.0 && turn > 0.0) - i32::from(u[0] > 0.0 && turn < 0.0)
}
