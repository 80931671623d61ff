//! What a cell holds while it is being divided, and how it is dealt out to smaller cells.

#![allow(
    clippy::indexing_slicing,
    reason = "places come from the same lists, as long as the grid; nothing is read from outside"
)]

use super::parts::{Kind, Parts, whole};
use super::trace::Grid;
use crate::circle::Reach;
use crate::plane::Pt;

/// Edges of a ring that follow each other, by the place of the first one's first vertex.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) first: u32,
    pub(crate) edges: u32,
}

/// A ring whose border may meet a cell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RingIn {
    pub(crate) ring: u32,
    /// Its winding number at the cell's south-west corner, moved a trifle north and less east.
    pub(crate) wind: i32,
    /// How many of the runs are its.
    pub(crate) runs: u32,
}

/// What is in a cell: rings in the order of their parts, their runs, and who holds all of the cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub(crate) rings: Vec<RingIn>,
    pub(crate) runs: Vec<Run>,
    pub(crate) covers: Vec<u32>,
    /// Whether each ring is there as a whole: then its edges alone tell winding numbers.
    pub(crate) whole: bool,
}

impl Content {
    pub(crate) fn clear(&mut self) {
        self.rings.clear();
        self.runs.clear();
        self.covers.clear();
    }

    /// How many edges it holds; a circle counts as some.
    pub(crate) fn edges(&self) -> usize {
        const CIRCLE: usize = 4;
        let circles = self.rings.iter().filter(|ring| ring.runs == 0).count();
        self.runs.iter().map(|run| run.edges as usize).sum::<usize>() + circles * CIRCLE
    }

    /// The rings with their runs.
    pub(crate) fn rings(&self) -> impl Iterator<Item = (&RingIn, &[Run])> {
        let mut runs = &self.runs[..];
        self.rings.iter().map(move |ring| {
            let (own, rest) = runs.split_at(ring.runs as usize);
            runs = rest;
            (ring, own)
        })
    }

    /// Ends a part that brought rings since `mark`: without any it holds the cell, or nothing. Where it
    /// holds nothing and yet has a border, as of a hole beyond its outer ring, the border stays.
    fn settle(&mut self, mark: &Mark, tag: u32) {
        let border = self.rings.iter().skip(mark.rings).any(|ring| ring.runs == 0)
            || self.runs.iter().skip(mark.runs).any(|run| run.edges > 0);
        if !mark.alive && !border {
            self.rings.truncate(mark.rings);
            self.runs.truncate(mark.runs);
        } else if self.rings.len() == mark.rings {
            self.covers.push(tag);
        }
    }
}

/// How a smaller cell stood before a part.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    rings: usize,
    runs: usize,
    /// Whether the part may still hold some of the cell.
    alive: bool,
}

/// Deals the content of cells out to grids of smaller ones.
#[derive(Debug, Default)]
pub(crate) struct Dealer {
    rises: Vec<i32>,
    marks: Vec<Mark>,
    touched: Vec<bool>,
}

impl Dealer {
    /// Fills `cells`, one for each of the grid's, with what `content` has of it.
    pub(crate) fn deal(
        &mut self,
        parts: &Parts,
        content: &Content,
        grid: &Grid,
        cells: &mut [Content],
    ) {
        for cell in cells.iter_mut() {
            cell.clear();
            cell.covers.extend_from_slice(&content.covers);
        }
        self.deal_rings(parts, content, grid, cells);
    }

    /// As [`Self::deal`], on top of what the cells hold already.
    fn deal_rings(&mut self, parts: &Parts, content: &Content, grid: &Grid, cells: &mut [Content]) {
        let part_of = |ring: &RingIn| parts.rings[ring.ring as usize].part;
        let mut rings = content.rings().peekable();
        while let Some((ring, runs)) = rings.next() {
            let part = part_of(ring);
            self.mark(cells);
            self.deal_ring(parts, *ring, runs, grid, cells, content.whole);
            while let Some((ring, runs)) = rings.next_if(|(ring, _)| part_of(ring) == part) {
                self.deal_ring(parts, *ring, runs, grid, cells, content.whole);
            }
            let tag = parts.all[part as usize].tag;
            cells.iter_mut().zip(&self.marks).for_each(|(cell, mark)| cell.settle(mark, tag));
        }
    }

    fn mark(&mut self, cells: &[Content]) {
        self.marks.clear();
        self.marks.extend(cells.iter().map(|cell| Mark {
            rings: cell.rings.len(),
            runs: cell.runs.len(),
            alive: true,
        }));
    }

    fn deal_ring(
        &mut self,
        parts: &Parts,
        ring: RingIn,
        runs: &[Run],
        grid: &Grid,
        cells: &mut [Content],
        whole_ring: bool,
    ) {
        let of = parts.rings[ring.ring as usize];
        if let Kind::Disc(disc) = of.kind {
            self.deal_disc(parts, ring, disc, grid, cells);
            return;
        }
        self.trace(parts, runs, grid, cells);
        let base = if whole_ring { 0 } else { ring.wind - self.rises[0] };
        for (at, cell) in cells.iter_mut().enumerate() {
            let wind = base + self.rises[at];
            if self.touched[at] {
                let own = cell.rings.iter().skip(self.marks[at].rings);
                let before =
                    self.marks[at].runs + own.map(|ring| ring.runs as usize).sum::<usize>();
                let runs = whole(cell.runs.len() - before);
                cell.rings.push(RingIn { ring: ring.ring, wind, runs });
            } else if (of.kind == Kind::Outer) == (wind == 0) {
                self.marks[at].alive = false;
                cell.rings.push(RingIn { ring: ring.ring, wind, runs: 1 });
                cell.runs.push(Run { first: of.first, edges: 0 });
            }
        }
    }

    /// Puts the edges of a ring's runs into the cells they touch, and winding numbers into `rises`,
    /// which count from any number.
    fn trace(&mut self, parts: &Parts, runs: &[Run], grid: &Grid, cells: &mut [Content]) {
        self.rises.clear();
        self.rises.resize(grid.len(), 0);
        self.touched.clear();
        self.touched.resize(grid.len(), false);
        for run in runs {
            let points = &parts.points[run.first as usize..=(run.first + run.edges) as usize];
            let mut first = run.first;
            let mut from = grid.well_inside(points[0]);
            for edge in points.windows(2) {
                let (u, v, to) = (edge[0], edge[1], grid.well_inside(edge[1]));
                let mut touch = |at: usize| {
                    let runs = &mut cells[at].runs;
                    match runs.last_mut() {
                        Some(last) if self.touched[at] && last.first + last.edges == first => {
                            last.edges += 1;
                        }
                        _ => runs.push(Run { first, edges: 1 }),
                    }
                    self.touched[at] = true;
                };
                match to {
                    Some(at) if from == to => touch(at),
                    _ => {
                        grid.cells(u, v, touch);
                        grid.rise(u, v, &mut self.rises);
                    }
                }
                (first, from) = (first + 1, to);
            }
            lead_ends(parts, *run, grid, &mut self.rises);
        }
        grid.sum(&mut self.rises);
    }

    fn deal_disc(
        &mut self,
        parts: &Parts,
        ring: RingIn,
        disc: u32,
        grid: &Grid,
        cells: &mut [Content],
    ) {
        let disc = &parts.discs[disc as usize];
        for (at, cell) in cells.iter_mut().enumerate() {
            match disc.reach(&grid.cell_at(at)) {
                Reach::All => {}
                Reach::Some => cell.rings.push(ring),
                Reach::None => self.marks[at].alive = false,
            }
        }
    }
}

/// An edge by the place of its first vertex.
pub(crate) fn edge(parts: &Parts, first: u32) -> [Pt; 2] {
    [parts.points[first as usize], parts.points[first as usize + 1]]
}

/// Where the chain of a run begins or ends below the grid, what comes before or after is elsewhere: it
/// is led away to the west, below all cells.
fn lead_ends(parts: &Parts, run: Run, grid: &Grid, rises: &mut [i32]) {
    let (start, end) =
        (parts.points[run.first as usize], parts.points[(run.first + run.edges) as usize]);
    for (end, sign) in [(start, 1), (end, -1)] {
        if end.y < grid.low.y {
            grid.lead(end.x, sign, rises);
        }
    }
}
