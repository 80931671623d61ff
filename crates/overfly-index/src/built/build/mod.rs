//! From outlines to an image.

mod chains;
mod content;
mod divide;
mod encode;
mod parts;
mod top;
mod trace;

use overfly_model::Outline;

use super::cell::{Cell, MOST};
use super::fingerprint::Fingerprint;
use super::header::{self, Header};
use crate::live::Tag;
use content::Content;
use divide::Divider;
use parts::Parts;
use top::Top;

/// A finished image.
#[derive(Clone, Debug)]
pub struct Built {
    /// Its bytes: what [`BuiltIndex::open`](super::BuiltIndex::open) takes.
    pub image: Vec<u8>,
    /// The outlines that are nowhere, in ascending order: they are the caller's to answer for.
    pub nowhere: Vec<Tag>,
}

/// Why there is no image: what has to be answered otherwise then, as by the live engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// A tag of 2^29 or more.
    Tag(Tag),
    /// More vertices or cells than references reach.
    TooLarge,
}

impl core::fmt::Display for BuildError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Tag(Tag(tag)) => write!(f, "the tag {tag} is too large for an index"),
            Self::TooLarge => f.write_str("too many vertices for one index"),
        }
    }
}

impl core::error::Error for BuildError {}

/// Builds an image of outlines. The same outlines in the same order give the same bytes everywhere,
/// but for circles, whose borders may lie a cell wider where a platform's sine differs.
pub fn build<'a>(
    outlines: impl IntoIterator<Item = (Tag, &'a Outline)>,
) -> Result<Built, BuildError> {
    let (mut parts, mut nowhere, mut count) = (Parts::default(), Vec::new(), 0_u32);
    let mut outlines: Vec<_> = outlines.into_iter().collect();
    let fingerprint = Fingerprint::of(outlines.iter().copied());
    // Cells are written row by row: what a row needs is near in memory then.
    outlines.sort_by_cached_key(|(_, outline)| south(outline));
    for (tag, outline) in outlines {
        if tag.0 > MOST {
            return Err(BuildError::Tag(tag));
        }
        if parts.add(tag, outline) {
            count += 1;
        } else {
            nowhere.push(tag);
        }
    }
    if parts.points.len() > MOST as usize || parts.rings.len() > MOST as usize {
        return Err(BuildError::TooLarge);
    }
    nowhere.sort_unstable();
    Ok(Built { image: image(&parts, count, fingerprint)?, nowhere })
}

/// About where an outline begins.
fn south(outline: &Outline) -> i32 {
    match outline {
        Outline::Polygon { outer, .. } => {
            outer.vertices.iter().map(|vertex| vertex.lat_e7()).min().unwrap_or(0)
        }
        Outline::Circle { centre, .. } => centre.lat_e7(),
        Outline::Unplaced => 0,
    }
}

fn image(parts: &Parts, outlines: u32, fingerprint: u64) -> Result<Vec<u8>, BuildError> {
    let top = Top::of(parts);
    let grid = top.grid;
    let (mut divider, mut content) = (Divider::new(parts), Content::default());
    let mut references = vec![0_u32; grid.len()];
    for (place, reference) in references.iter_mut().enumerate() {
        top.content(place, &mut content);
        let cell = Cell { low: grid.cell_at(place).low, shift: grid.shift };
        *reference = divider.write(&mut content, cell, 1.0)?;
    }
    drop(top);
    let low = [grid.low.x, grid.low.y].map(|c| i32::try_from(c).map_err(|_| BuildError::TooLarge));
    let side = |cells: usize| u32::try_from(cells).map_err(|_| BuildError::TooLarge);
    let header = Header {
        shift: grid.shift[0],
        columns: side(grid.columns)?,
        rows: side(grid.rows)?,
        low: [low[0]?, low[1]?],
        top_bytes: 4 * references.len() as u64,
        cell_bytes: 4 * divider.words.len() as u64,
        outlines,
        bulge_m: parts.bulge_m(),
        fingerprint,
    };
    let mut image =
        Vec::with_capacity(header::LENGTH + 4 * (references.len() + divider.words.len()));
    header.write(&mut image);
    for words in [&references, &divider.words] {
        let from = image.len();
        image.resize(from + 4 * words.len(), 0);
        let room = image.get_mut(from..).unwrap_or_default().as_chunks_mut::<4>().0;
        room.iter_mut().zip(words).for_each(|(four, word)| *four = word.to_le_bytes());
    }
    header::seal(&mut image);
    Ok(image)
}
