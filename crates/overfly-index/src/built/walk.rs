//! The cells that a straight line passes, or passes near.

use super::Damaged;
use super::cell::{Cell, EMPTY, SHAPES, SINGLE};
use super::leaf::{Entries, Entry};
use super::view::View;
use crate::path::Chord;
use crate::plane::{Bounds, Pt};

/// A line with room around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Swath {
    start: [f64; 2],
    along: [f64; 2],
    /// How far it reaches to the sides, by longitude and latitude.
    room: [f64; 2],
    pub(crate) bounds: Bounds,
}

impl Swath {
    /// The points as near to a chord as a box `hood` round its box says. Takes in more than that, never
    /// less.
    #[allow(clippy::cast_precision_loss, reason = "coordinates have 35 bits: exact in f64")]
    pub(crate) fn of(chord: &Chord, hood: Bounds) -> Self {
        let low = [chord.a.x.min(chord.b.x), chord.a.y.min(chord.b.y)];
        Self {
            start: [chord.a.x as f64, chord.a.y as f64],
            along: [(chord.b.x - chord.a.x) as f64, (chord.b.y - chord.a.y) as f64],
            // A unit for rounding.
            room: [(low[0] - hood.low.x + 1) as f64, (low[1] - hood.low.y + 1) as f64],
            bounds: hood,
        }
    }

    /// Whether it may meet a cell whose box its own box meets.
    #[inline]
    #[allow(clippy::cast_precision_loss, reason = "coordinates have 35 bits: exact in f64")]
    fn meets(&self, cell: Cell) -> bool {
        let half = [0, 1].map(|axis| {
            let shift = if axis == 0 { cell.shift[0] } else { cell.shift[1] };
            (1_u64 << shift) as f64 / 2.0
        });
        let off = [
            cell.low.x as f64 + half[0] - self.start[0],
            cell.low.y as f64 + half[1] - self.start[1],
        ];
        let [dx, dy] = self.along;
        (dx * off[1] - dy * off[0]).abs()
            <= dx.abs() * (half[1] + self.room[1]) + dy.abs() * (half[0] + self.room[0])
    }

    /// From which to which of `count` cells of a side of `1 << shift`, the first at `low`, it can reach.
    fn range(low: i64, [from, to]: [i64; 2], shift: u32, count: u32) -> core::ops::Range<u32> {
        let place = |at: i64| (at - low) >> shift;
        let first = u32::try_from(place(from).max(0)).unwrap_or(u32::MAX);
        let end = u32::try_from((place(to) + 1).max(0)).unwrap_or(u32::MAX);
        first..end.min(count)
    }
}

/// What a walk may still read. A node and an entry belong to one cell, so no walk through a whole image
/// reads a word twice; bytes that lead to the same places again and again are not followed for ever.
#[derive(Debug)]
pub(crate) struct Budget {
    words: usize,
}

impl Budget {
    pub(crate) const fn of(words: usize) -> Self {
        Self { words }
    }

    pub(crate) fn spend(&mut self, words: usize) -> Result<(), Damaged> {
        self.words = self.words.checked_sub(words).ok_or(Damaged)?;
        Ok(())
    }

    /// The next entry of a leaf, at its price.
    #[inline]
    pub(crate) fn next<'a>(
        &mut self,
        entries: &mut Entries<'a>,
    ) -> Result<Option<Entry<'a>>, Damaged> {
        let before = entries.words_left();
        let entry = entries.next()?;
        self.spend(before.saturating_sub(entries.words_left()))?;
        Ok(entry)
    }
}

/// Takes a cell and the leaf or single tag it leads to.
pub(crate) trait Visit: FnMut(Cell, u32, &mut Budget) -> Result<(), Damaged> {}

impl<F: FnMut(Cell, u32, &mut Budget) -> Result<(), Damaged>> Visit for F {}

impl View<'_> {
    /// Gives `visit` every leaf and single tag, with its cell, that the swath may meet.
    pub(crate) fn walk(&self, swath: &Swath, visit: &mut impl Visit) -> Result<(), Damaged> {
        let header = self.header();
        let low = Pt { x: header.low[0].into(), y: header.low[1].into() };
        let grid = Node { low, shift: [header.shift; 2], count: [header.columns, header.rows] };
        let top = |place: u64| {
            usize::try_from(place).map_err(|_| Damaged).and_then(|at| self.top().at(at))
        };
        self.walk_node(swath, grid, &top, &mut Budget::of(self.cells().len()), visit)
    }

    fn walk_node(
        &self,
        swath: &Swath,
        node: Node,
        reference: &dyn Fn(u64) -> Result<u32, Damaged>,
        budget: &mut Budget,
        visit: &mut impl Visit,
    ) -> Result<(), Damaged> {
        let Bounds { low, high } = swath.bounds;
        for row in Swath::range(node.low.y, [low.y, high.y], node.shift[1], node.count[1]) {
            for column in Swath::range(node.low.x, [low.x, high.x], node.shift[0], node.count[0]) {
                let cell = node.cell(column, row);
                if swath.meets(cell) {
                    let place = u64::from(row) * u64::from(node.count[0]) + u64::from(column);
                    self.walk_cell(swath, cell, reference(place)?, budget, visit)?;
                }
            }
        }
        Ok(())
    }

    #[allow(clippy::indexing_slicing, reason = "three bits into a table of eight")]
    fn walk_cell(
        &self,
        swath: &Swath,
        cell: Cell,
        reference: u32,
        budget: &mut Budget,
        visit: &mut impl Visit,
    ) -> Result<(), Damaged> {
        if reference == EMPTY {
            return Ok(());
        }
        if reference & 7 <= SINGLE {
            return visit(cell, reference, budget);
        }
        let [wide, high] = SHAPES[(reference & 7) as usize];
        budget.spend(1 << (wide + high))?;
        let smaller = |shift: u32, by: u32| shift.checked_sub(by).ok_or(Damaged);
        let shift = [smaller(cell.shift[0], wide)?, smaller(cell.shift[1], high)?];
        let node = Node { low: cell.low, shift, count: [1 << wide, 1 << high] };
        let cells = self.cells().from((reference >> 3) as usize)?;
        let below =
            |place: u64| usize::try_from(place).map_err(|_| Damaged).and_then(|at| cells.at(at));
        self.walk_node(swath, node, &below, budget, visit)
    }
}

/// A grid of cells.
#[derive(Clone, Copy, Debug)]
struct Node {
    low: Pt,
    shift: [u32; 2],
    count: [u32; 2],
}

impl Node {
    fn cell(&self, column: u32, row: u32) -> Cell {
        let low = Pt {
            x: self.low.x + (i64::from(column) << self.shift[0]),
            y: self.low.y + (i64::from(row) << self.shift[1]),
        };
        Cell { low, shift: self.shift }
    }
}
