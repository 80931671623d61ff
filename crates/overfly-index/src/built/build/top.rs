//! The top grid: equal cells over everything, each with what it holds.

#![allow(
    clippy::indexing_slicing,
    reason = "places come from the lists of the same builder; nothing is read from outside"
)]

use super::content::{Content, Dealer, RingIn, Run};
use super::parts::{Kind, Part, Parts, RingOf, clipped, whole};
use super::trace::Grid;
use crate::plane::{Bounds, Pt};

/// About how many vertices share a top cell.
const VERTICES: u64 = 1;
/// There are never fewer top cells wanted than this.
const LEAST: u64 = 256;

/// The content of every top cell, in the order of the cells.
#[derive(Debug)]
pub(crate) struct Top {
    pub(crate) grid: Grid,
    rings: Grouped<RingAt>,
    covers: Grouped<u32>,
    runs: Vec<Run>,
}

/// A ring in a cell, and where its runs begin.
#[derive(Clone, Copy, Debug, Default)]
struct RingAt {
    ring: u32,
    wind: i32,
    first: u32,
    runs: u32,
}

/// Things by the cell they are in.
#[derive(Debug)]
struct Grouped<T> {
    /// Where each cell's things begin; one more for the end.
    starts: Vec<u32>,
    things: Vec<T>,
}

impl<T: Copy + Default> Grouped<T> {
    /// Keeps the order of things in a cell.
    fn by_cell(cells: usize, staged: &[(u32, T)]) -> Self {
        let mut starts = vec![0_u32; cells + 1];
        for (cell, _) in staged {
            starts[*cell as usize + 1] += 1;
        }
        for cell in 0..cells {
            starts[cell + 1] += starts[cell];
        }
        let (mut next, mut things) = (starts.clone(), vec![T::default(); staged.len()]);
        for (cell, thing) in staged {
            let at = &mut next[*cell as usize];
            things[*at as usize] = *thing;
            *at += 1;
        }
        Self { starts, things }
    }

    fn of(&self, cell: usize) -> &[T] {
        &self.things[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }
}

/// What has been dealt out, in the order of parts.
#[derive(Debug, Default)]
struct Staged {
    rings: Vec<(u32, RingAt)>,
    covers: Vec<(u32, u32)>,
    runs: Vec<Run>,
}

impl Top {
    /// Deals all parts out to the grid that suits them.
    pub(crate) fn of(parts: &Parts) -> Self {
        let grid = grid(parts);
        let (mut dealer, mut staged) = (Dealer::default(), Staged::default());
        let (mut content, mut cells) = (Content { whole: true, ..Content::default() }, Vec::new());
        for part in &parts.all {
            let (piece, from) = piece(&grid, part);
            content.clear();
            for ring in part.rings.clone() {
                let of = parts.rings[ring as usize];
                let runs = u32::from(!matches!(of.kind, Kind::Disc(_)));
                content.rings.push(RingIn { ring, wind: 0, runs });
                content
                    .runs
                    .extend((runs == 1).then_some(Run { first: of.first, edges: of.edges }));
            }
            cells.resize_with(piece.len().max(cells.len()), Content::default);
            let cells = &mut cells[..piece.len()];
            dealer.deal(parts, &content, &piece, cells);
            for (at, cell) in cells.iter().enumerate() {
                let place = from + at / piece.columns * grid.columns + at % piece.columns;
                staged.take(whole(place), cell);
            }
        }
        let Staged { rings, covers, runs } = staged;
        Self {
            rings: Grouped::by_cell(grid.len(), &rings),
            covers: Grouped::by_cell(grid.len(), &covers),
            runs,
            grid,
        }
    }

    /// Puts what a cell holds into `content`.
    pub(crate) fn content(&self, cell: usize, content: &mut Content) {
        content.clear();
        content.covers.extend_from_slice(self.covers.of(cell));
        for at in self.rings.of(cell) {
            content.rings.push(RingIn { ring: at.ring, wind: at.wind, runs: at.runs });
            content.runs.extend_from_slice(&self.runs[at.first as usize..][..at.runs as usize]);
        }
    }
}

impl Staged {
    fn take(&mut self, place: u32, cell: &Content) {
        let mut first = whole(self.runs.len());
        for ring in &cell.rings {
            let at = RingAt { ring: ring.ring, wind: ring.wind, first, runs: ring.runs };
            self.rings.push((place, at));
            first += ring.runs;
        }
        self.runs.extend_from_slice(&cell.runs);
        self.covers.extend(cell.covers.iter().map(|tag| (place, *tag)));
    }
}

/// The cells of the grid over a part, and the place of the first of them.
fn piece(grid: &Grid, part: &Part) -> (Grid, usize) {
    let bounds = clipped(part.bounds);
    let [[west, south], [east, north]] = [bounds.low, bounds.high].map(|p| grid.at(p));
    let piece = Grid {
        low: grid.corner_at(south * grid.columns + west),
        columns: east - west + 1,
        rows: north - south + 1,
        ..*grid
    };
    (piece, south * grid.columns + west)
}

/// As fine a grid as the vertices pay for, and no finer than large parts can be dealt out to.
fn grid(parts: &Parts) -> Grid {
    let Some(bounds) = parts.bounds() else {
        return Grid { low: Pt { x: 0, y: 0 }, shift: [0, 0], columns: 0, rows: 0 };
    };
    let wanted = (parts.points.len() as u64 / VERTICES).max(LEAST);
    let cells = |bounds: Bounds, shift: u32| {
        let side = |low: i64, high: i64| ((high - low) >> shift).unsigned_abs() + 1;
        side(bounds.low.x, bounds.high.x) * side(bounds.low.y, bounds.high.y)
    };
    let dealt =
        |shift: u32| parts.all.iter().map(|part| cells(clipped(part.bounds), shift)).sum::<u64>();
    // Long edges are copied into every cell they cross.
    let length: u64 = parts.rings.iter().map(|ring| length(parts, ring)).sum();
    let fits = |shift: &u32| {
        cells(bounds, *shift) <= wanted
            && dealt(*shift) <= 32 * wanted
            && length >> shift <= 2 * parts.points.len() as u64
    };
    let shift = (0..31).find(fits).unwrap_or(31);
    let side = |low: i64, high: i64| usize::try_from((high - low) >> shift).unwrap_or(0) + 1;
    Grid {
        low: bounds.low,
        shift: [shift, shift],
        columns: side(bounds.low.x, bounds.high.x),
        rows: side(bounds.low.y, bounds.high.y),
    }
}

/// How long the edges of a ring are in all, longitude and latitude added up.
fn length(parts: &Parts, ring: &RingOf) -> u64 {
    let edges = &parts.points[ring.first as usize..];
    let long = |edge: &[Pt]| {
        (edge[0].x - edge[1].x).unsigned_abs() + (edge[0].y - edge[1].y).unsigned_abs()
    };
    edges.windows(2).take(ring.edges as usize).map(long).sum()
}
