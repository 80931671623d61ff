//! The cells of an image, for looking at: what pictures and tools draw.

use overfly_model::Position;

use super::cell::{Cell as Square, SINGLE};
use super::leaf::Leaf;
use super::walk::Swath;
use super::{BuiltIndex, Damaged};
use crate::live::Tag;
use crate::path::Chord;
use crate::plane::{Bounds, Pt};

/// A cell that something is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its south-west and north-east corners; the latter, one unit farther, begin the next cells.
    pub corners: [Position; 2],
    /// The outlines that hold all of it.
    pub covers: Vec<Tag>,
    /// The pieces of borders that cross it: whose, and with how many vertices. A circle has none.
    pub borders: Vec<Border>,
}

/// A piece of a border in a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Border {
    /// Whose border.
    pub tag: Tag,
    /// What is added to the signed crossings of the ray straight down.
    pub wind: i32,
    /// Its edges, each from one position to the next.
    pub edges: Vec<[Position; 2]>,
    /// Edges that lead away below the cell, and are no border.
    pub led: Vec<[Position; 2]>,
}

impl<B: AsRef<[u8]>> BuiltIndex<B> {
    /// Every cell that meets a box, from its south-west to its north-east corner, less those that nothing
    /// is in. For looking at: a question needs no list of cells.
    pub fn cells(&self, [low, high]: [Position; 2]) -> Result<Vec<Cell>, Damaged> {
        let view = self.view()?;
        let low = Pt::of(low);
        let chord = Chord { a: low, b: low, from_m: 0.0, length_m: 0.0 };
        let Some(bounds) = Bounds::of([low, Pt::of(high)]) else { return Ok(Vec::new()) };
        let mut cells = Vec::new();
        view.walk(&Swath::over(&chord, bounds), &mut |square, reference| {
            cells.push(if reference & 7 == SINGLE {
                cell(square, vec![Tag(reference >> 3)], Vec::new())
            } else {
                let leaf = Leaf::read(view.cells(), (reference >> 3) as usize)?;
                let covers = leaf.covers.iter().map(|tag| Tag(u32::from_le_bytes(*tag)));
                cell(square, covers.collect(), borders(leaf, square)?)
            });
            Ok(())
        })?;
        Ok(cells)
    }
}
