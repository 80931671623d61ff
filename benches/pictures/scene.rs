//! What pictures show: the zones of `zones/nld` in a built index, and the colours of its cells.

use std::collections::BTreeSet;

use overfly_benches::nld;
use overfly_index::built::{self, Cell};
use overfly_index::{BuiltIndex, Tag};
use overfly_model::{Outline, Position};

use crate::svg::{Map, Svg};

/// Zones and their index.
#[derive(Debug)]
pub struct Scene {
    /// The parts of zones; tags are their places.
    pub outlines: Vec<Outline>,
    /// Built from them.
    pub index: BuiltIndex<Vec<u8>>,
}

/// One outline holds all of a cell; several do; borders cross it, few edges to many.
pub const HELD: [&str; 2] = ["#cfe3f1", "#a3c8e2"];
/// Cells that borders cross, by how many edges: up to 1, 4, 8, 16.
pub const CROSSED: [&str; 4] = ["#fde7b8", "#f9c97c", "#ee9f4d", "#cf6a2b"];
const EDGES: [usize; 3] = [1, 4, 8];

impl Scene {
    /// The Dutch zones.
    pub fn netherlands() -> Self {
        Self::of(nld::outlines())
    }

    #[allow(clippy::expect_used, reason = "outlines that are known to be good")]
    pub fn of(outlines: Vec<Outline>) -> Self {
        let tagged = (0..).map(Tag).zip(&outlines);
        let image = built::build(tagged).expect("an index").image;
        let index = BuiltIndex::open(image).expect("an image just built");
        Self { outlines, index }
    }

    /// The cells in a box.
    #[allow(clippy::expect_used, reason = "an image just built")]
    pub fn cells(&self, corners: [Position; 2]) -> Vec<Cell> {
        self.index.cells(corners).expect("an image just built")
    }
}

/// How many edges cross a cell; a circle's border counts as one.
pub fn edges(cell: &Cell) -> usize {
    cell.borders.iter().map(|border| border.edges.len().max(1)).sum()
}

/// The colour of a cell.
#[allow(clippy::indexing_slicing, reason = "one colour more than there are limits")]
pub fn colour(cell: &Cell) -> &'static str {
    match (edges(cell), cell.covers.len()) {
        (0, covers) => HELD[usize::from(covers > 1)],
        (edges, _) => CROSSED[EDGES.iter().filter(|most| edges > **most).count()],
    }
}

/// Draws cells, those of a colour as one path.
pub fn draw_cells(svg: &mut Svg, map: &Map, cells: &[Cell], style: &str) {
    for fill in HELD.iter().chain(&CROSSED) {
        let same = cells.iter().filter(|cell| colour(cell) == *fill);
        let data: String = same.map(|cell| map.square(cell.corners)).collect();
        svg.path(&format!(r#"fill="{fill}" {style}"#), &data);
    }
}

/// Draws the outlines whose borders are in cells.
pub fn draw_outlines(svg: &mut Svg, map: &Map, scene: &Scene, cells: &[Cell], style: &str) {
    let tags: BTreeSet<Tag> =
        cells.iter().flat_map(|cell| &cell.borders).map(|border| border.tag).collect();
    for tag in tags {
        let outline = scene.outlines.get(tag.0 as usize);
        svg.path(style, &outline.map(|outline| map.outline(outline)).unwrap_or_default());
    }
}

/// A position of degrees, latitude first.
pub fn at(lat: f64, lon: f64) -> Position {
    Position::nearest_lat_lon_deg([lat, lon])
}
