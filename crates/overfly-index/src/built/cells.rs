//! The cells of an image, for looking at: what pictures and tools draw.

use overfly_model::{Metres, Position};

use super::along::turned;
use super::cell::{self, SINGLE};
use super::leaf::{Entry, Leaf};
use super::view::View;
use super::walk::{Budget, Swath};
use super::{BuiltIndex, Damaged};
use crate::frame;
use crate::live::Tag;
use crate::path::{Chord, Path};
use crate::plane::{Bounds, Pt};
use crate::region::RESIDUAL_M;

/// A cell that something is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The south-west corner, and the north-east corner, which the next cells begin with.
    pub corners: [Position; 2],
    /// The outlines that hold all of it.
    pub covers: Vec<Tag>,
    /// The pieces of borders that cross it.
    pub borders: Vec<Border>,
}

/// A piece of a border in a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Border {
    /// Whose border.
    pub tag: Tag,
    /// What the signed crossings of the ray straight down are added to.
    pub wind: i32,
    /// Its edges, each from one position to the next. A circle has none.
    pub edges: Vec<[Position; 2]>,
    /// Edges that lead away below the cell, and are no border.
    pub led: Vec<[Position; 2]>,
}

impl<B: AsRef<[u8]>> BuiltIndex<B> {
    /// Every cell that meets the box between two positions, less those that nothing is in. For looking
    /// at: no question needs a list of cells.
    pub fn cells(&self, corners: [Position; 2]) -> Result<Vec<Cell>, Damaged> {
        let Some(bounds) = Bounds::of(corners.map(Pt::of)) else { return Ok(Vec::new()) };
        let corner = Chord { a: bounds.low, b: bounds.low, from_m: 0.0, length_m: 0.0 };
        list(&self.view()?, &Swath::of(&corner, bounds))
    }

    /// The cells that [`along`](Self::along) looks at, chord by chord; a cell that several chords come
    /// near comes several times.
    pub fn cells_along(&self, path: &Path, margin: Metres) -> Result<Vec<Cell>, Damaged> {
        let view = self.view()?;
        let reach_m = margin.value().max(0.0) + RESIDUAL_M + view.bulge_m();
        let mut cells = Vec::new();
        for chord in path.chords() {
            let Some(bounds) = Bounds::of([chord.a, chord.b]) else { continue };
            for (chord, hood) in turned(chord, frame::reach(bounds, reach_m)) {
                cells.extend(list(&view, &Swath::of(&chord, hood))?);
            }
        }
        Ok(cells)
    }
}

fn list(view: &View<'_>, swath: &Swath) -> Result<Vec<Cell>, Damaged> {
    let mut cells = Vec::new();
    view.walk(swath, &mut |square: cell::Cell, reference: u32, budget: &mut Budget| {
        let corners = corners_of(square);
        if reference & 7 == SINGLE {
            cells.push(Cell { corners, covers: vec![Tag(reference >> 3)], borders: Vec::new() });
            return Ok(());
        }
        let mut leaf = Leaf::read(view.cells(), (reference >> 3) as usize)?;
        let covers = leaf.covers.iter().map(|tag| Tag(u32::from_le_bytes(*tag))).collect();
        let mut borders = Vec::new();
        while let Some(entry) = budget.next(&mut leaf.entries)? {
            borders.push(border(&entry, square));
        }
        cells.push(Cell { corners, covers, borders });
        Ok(())
    })?;
    Ok(cells)
}

fn border(entry: &Entry<'_>, square: cell::Cell) -> Border {
    let edges_of = |led: bool| {
        let mut edges = Vec::new();
        entry.edges(square, led, |u, v| edges.push([u.position(), v.position()]));
        edges
    };
    let (edges, mut led) = (edges_of(false), edges_of(true));
    led.retain(|edge| !edges.contains(edge));
    Border { tag: Tag(entry.tag), wind: entry.wind, edges, led }
}

fn corners_of(square: cell::Cell) -> [Position; 2] {
    let high = square.high();
    [square.low, Pt { x: high.x + 1, y: high.y + 1 }].map(Pt::position)
}

#[cfg(test)]
mod tests {
    use overfly_model::{Outline, Ring};

    use super::*;

    fn at(lat: i32, lon: i32) -> Position {
        Position::from_lat_lon_e7([lat, lon]).unwrap()
    }

    #[test]
    fn the_cells_of_an_outline_are_those_that_hold_it_or_that_its_border_crosses() {
        let square = [[0, 0], [0, 1 << 20], [1 << 20, 1 << 20], [1 << 20, 0]];
        let outer = Ring::literal(square.map(|[lat, lon]| at(lat, lon)).to_vec());
        let outline = Outline::Polygon { outer, holes: Vec::new() };
        let image = super::super::build([(Tag(7), &outline)]).unwrap().image;
        let index = BuiltIndex::open(image).unwrap();
        let cells = index.cells([at(-5_000_000, -5_000_000), at(5_000_000, 5_000_000)]).unwrap();
        let edges: usize = cells.iter().flat_map(|c| &c.borders).map(|b| b.edges.len()).sum();
        assert!(edges >= 4, "{cells:?}");
        for cell in &cells {
            assert!(cell.covers.iter().all(|tag| *tag == Tag(7)));
            let [low, high] = cell.corners;
            assert!(low.lat_e7() < high.lat_e7() && low.lon_e7() < high.lon_e7(), "{cell:?}");
        }
        assert!(index.cells([at(5_000_000, 5_000_000); 2]).unwrap().is_empty());
        let path = Path::through(&[at(500_000, -100_000), at(500_000, 100_000)]).unwrap();
        let passed = index.cells_along(&path, Metres::ZERO).unwrap();
        assert!(!passed.is_empty() && passed.iter().all(|cell| cells.contains(cell)));
        assert!(passed.len() < cells.len());
    }
}
