//! Cells, and the references that lead from one to what is in it.
//!
//! A reference is a word whose low three bits say what it is and whose rest says where or which:
//!
//! | low bits | meaning | rest |
//! |---|---|---|
//! | 0 | a leaf; nothing at all when the rest is 0 | offset in words |
//! | 1 | one tag holds the whole cell | the tag |
//! | 2 to 7 | a node, its shape by these bits | offset in words of its references |

use crate::plane::Pt;

/// A cell that no outline meets.
pub(crate) const EMPTY: u32 = 0;
pub(crate) const LEAF: u32 = 0;
pub(crate) const SINGLE: u32 = 1;

/// Columns and rows of nodes, as powers of two, by the low bits of their reference. Long parallel edges
/// want slabs: a comb split both ways would copy every tooth into every row.
pub(crate) const SHAPES: [[u32; 2]; 8] =
    [[0, 0], [0, 0], [1, 1], [2, 2], [3, 3], [4, 0], [0, 4], [4, 4]];

/// The most that the rest of a reference holds.
pub(crate) const MOST: u32 = u32::MAX >> 3;

pub(crate) const fn reference(kind: u32, rest: u32) -> u32 {
    rest << 3 | kind
}

/// An axis-parallel cell; its sides are powers of two.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) low: Pt,
    /// Width and height as shifts.
    pub(crate) shift: [u32; 2],
}

impl Cell {
    /// The greatest point of the cell.
    pub(crate) fn high(&self) -> Pt {
        Pt { x: self.low.x + (1 << self.shift[0]) - 1, y: self.low.y + (1 << self.shift[1]) - 1 }
    }

    /// What narrow vertices count from.
    pub(crate) fn middle(&self) -> Pt {
        Pt {
            x: self.low.x + ((1 << self.shift[0]) >> 1),
            y: self.low.y + ((1 << self.shift[1]) >> 1),
        }
    }
}
