//! Divides cells until each holds few edges, and writes what they hold.

use core::hash::{BuildHasherDefault, Hasher};
use std::collections::HashMap;

use super::BuildError;
use super::chains::Chains;
use super::content::{Content, Dealer};
use super::encode;
use super::parts::Parts;
use super::trace::Grid;
use crate::built::cell::{Cell, EMPTY, LEAF, MOST, SHAPES, SINGLE, reference};

/// A cell with no more edges is not divided.
const FEW: usize = 16;
/// How often an edge may be copied, on average, from a top cell down to its leaves.
const COPIES: f64 = 10.0;

/// So many covers stand in a leaf with borders itself; more are looked up elsewhere, which is a wait for
/// memory more and words fewer.
const INLINE: usize = 2;

/// About how many words a vertex comes to: room to write into.
const WORDS: usize = 5;

/// Writes cells.
#[derive(Debug)]
pub(crate) struct Divider<'a> {
    pub(crate) parts: &'a Parts,
    pub(crate) words: Vec<u32>,
    dealer: Dealer,
    /// Where covers stand that have been written.
    covers: HashMap<Box<[u32]>, u32, BuildHasherDefault<Folded>>,
    /// Room for the leaf that is being written.
    chains: Chains,
    /// Contents to use again.
    pool: Vec<Vec<Content>>,
}

/// A quick hash of tags. Whoever chooses tags so that they collide makes building slow, nothing else.
#[derive(Debug, Default)]
struct Folded(u64);

impl Hasher for Folded {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let word = chunk.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
            self.write_u64(word);
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

impl<'a> Divider<'a> {
    pub(crate) fn new(parts: &'a Parts) -> Self {
        // No reference leads to the first word: a leaf at 0 is no leaf.
        let mut words = Vec::with_capacity(parts.points.len() * WORDS + 1);
        words.push(u32::MAX);
        Self {
            parts,
            words,
            dealer: Dealer::default(),
            covers: HashMap::default(),
            chains: Chains::new(),
            pool: Vec::new(),
        }
    }

    /// Writes a cell and what is below it; gives the reference to it. `copies` is how often its edges
    /// have been copied so far.
    pub(crate) fn write(
        &mut self,
        content: &mut Content,
        cell: Cell,
        copies: f64,
    ) -> Result<u32, BuildError> {
        let edges = content.edges();
        if edges > FEW
            && let Some(kind) = shape(self.parts, content, cell, edges)
            && let Some(reference) = self.divide(content, cell, kind, copies)?
        {
            return Ok(reference);
        }
        self.leaf(content, cell)
    }

    /// `None` when dividing would copy too much.
    fn divide(
        &mut self,
        content: &Content,
        cell: Cell,
        kind: u32,
        copies: f64,
    ) -> Result<Option<u32>, BuildError> {
        let grid = grid(cell, kind);
        let mut cells = self.pool.pop().unwrap_or_default();
        cells.resize_with(grid.len().max(cells.len()), Content::default);
        let used = cells.get_mut(..grid.len()).unwrap_or_default();
        self.dealer.deal(self.parts, content, &grid, used);
        let copies = copies * ratio(content, used);
        let written =
            if copies > COPIES { Ok(None) } else { self.node(used, &grid, kind, copies).map(Some) };
        self.pool.push(cells);
        written
    }

    fn node(
        &mut self,
        cells: &mut [Content],
        grid: &Grid,
        kind: u32,
        copies: f64,
    ) -> Result<u32, BuildError> {
        let at = self.words.len();
        self.words.resize(at + cells.len(), EMPTY);
        for (place, content) in cells.iter_mut().enumerate() {
            let low = grid.cell_at(place).low;
            let below = self.write(content, Cell { low, shift: grid.shift }, copies)?;
            if let Some(slot) = self.words.get_mut(at + place) {
                *slot = below;
            }
        }
        point_to(kind, at)
    }

    fn leaf(&mut self, content: &mut Content, cell: Cell) -> Result<u32, BuildError> {
        content.covers.sort_unstable();
        content.covers.dedup();
        if content.rings.is_empty() {
            match content.covers.as_slice() {
                [] => return Ok(EMPTY),
                [tag] => return Ok(reference(SINGLE, *tag)),
                _ => {}
            }
        }
        let shared = match content.covers.len() {
            0 | 1 => None,
            2..=INLINE if !content.rings.is_empty() => None,
            _ => Some(self.covers(&content.covers)?),
        };
        if let (true, Some(at)) = (content.rings.is_empty(), shared) {
            return Ok(reference(LEAF, at));
        }
        let at = self.words.len();
        encode::leaf(self.parts, content, cell, shared, &mut self.chains, &mut self.words);
        point_to(LEAF, at)
    }

    /// The place of the leaf of some covers alone: one for all cells that have the same.
    fn covers(&mut self, covers: &[u32]) -> Result<u32, BuildError> {
        if let Some(at) = self.covers.get(covers) {
            return Ok(*at);
        }
        let at = u32::try_from(self.words.len()).map_err(|_| BuildError::TooLarge)?;
        encode::covers(covers, &mut self.words);
        self.covers.insert(covers.into(), at);
        Ok(at)
    }
}

fn point_to(kind: u32, at: usize) -> Result<u32, BuildError> {
    let at = u32::try_from(at).ok().filter(|at| *at <= MOST).ok_or(BuildError::TooLarge)?;
    Ok(reference(kind, at))
}

/// The grid of a node's cells.
fn grid(cell: Cell, kind: u32) -> Grid {
    let [wide, high] = SHAPES.get(kind as usize).copied().unwrap_or_default();
    Grid {
        low: cell.low,
        shift: [cell.shift[0] - wide, cell.shift[1] - high],
        columns: 1 << wide,
        rows: 1 << high,
    }
}

/// By how much dealing out has multiplied the edges; covers count a little, so that zones upon zones do
/// not fill the image with copies of their tags.
#[allow(clippy::cast_precision_loss, reason = "counts of edges")]
fn ratio(content: &Content, cells: &[Content]) -> f64 {
    let weight = |content: &Content| content.edges() as f64 + content.covers.len() as f64 / 64.0;
    cells.iter().map(weight).sum::<f64>() / weight(content)
}

/// The shape of the node that divides a cell, if it is wide and high enough for any. Slabs are for edges
/// that would be copied into many cells of a square grid and into few slabs.
fn shape(parts: &Parts, content: &Content, cell: Cell, edges: usize) -> Option<u32> {
    let wanted = match edges / FEW {
        0..=2 => 2,
        3..=6 => 3,
        _ => 4,
    };
    let fits = |kind: u32| {
        let [wide, high] = SHAPES.get(kind as usize).copied().unwrap_or_default();
        wide <= cell.shift[0] && high <= cell.shift[1]
    };
    let copies = |kind: u32| copies(parts, content, &grid(cell, kind));
    let slabs = [5, 6].into_iter().filter(|kind| fits(*kind));
    let Some(square) = (2..=wanted).rev().find(|kind| fits(*kind)) else {
        return slabs.min_by_key(|kind| copies(*kind));
    };
    if edges < 8 * FEW {
        return Some(square);
    }
    let in_square = copies(square);
    if in_square <= 2 * edges {
        return Some(square);
    }
    let gain = |kind: u32, copies: usize| gain(edges, copies, grid(cell, kind).len());
    let best =
        slabs.map(|kind| (gain(kind, copies(kind)), kind)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(slabs, _)| *slabs > gain(square, in_square))
        .map(|(_, kind)| kind)
        .or(Some(square))
}

/// How much dividing helps for what it copies: powers by which the edges of a cell grow fewer for each
/// by which there are more in all.
#[allow(clippy::cast_precision_loss, reason = "counts of edges")]
fn gain(edges: usize, copies: usize, cells: usize) -> f64 {
    let growth = copies as f64 / edges as f64;
    (cells as f64 / growth).ln() / growth.max(1.1).ln()
}

/// About how many copies of edges a grid would hold.
fn copies(parts: &Parts, content: &Content, grid: &Grid) -> usize {
    let edges = content.runs.iter().flat_map(|run| run.first..run.first + run.edges);
    edges
        .map(|first| {
            let [u, v] = super::content::edge(parts, first);
            grid.crossings(u, v)
        })
        .sum()
}
