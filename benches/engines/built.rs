//! `overfly-built`: the built engine of `overfly-index`.

use overfly_index::{BuiltIndex, Hit, Path, Tag, built};
use overfly_model::{Metres, Outline, Position};

use super::{Contender, Engine, LegEngine, Nearest, NearestEngine, SegmentEngine, tagged};

/// The built engine.
#[derive(Debug)]
pub struct BuiltEngine(BuiltIndex<Vec<u8>>);

impl BuiltEngine {
    /// Gives `found` the place of each position and what holds it.
    pub fn batch(&self, positions: &[Position], found: impl FnMut(usize, Tag)) {
        let answered = self.0.visit_all(positions, found);
        debug_assert!(answered.is_ok());
    }

    /// How large the image is.
    pub fn bytes(&self) -> usize {
        self.0.image().len()
    }

    /// The image's bytes.
    pub fn image(outlines: &[Outline]) -> Vec<u8> {
        built::build(tagged(outlines)).map(|built| built.image).unwrap_or_default()
    }
}

impl LegEngine for BuiltEngine {
    fn leg(&self, ends: [Position; 2], margin: Metres) -> Vec<Hit> {
        let along = |path: Path| self.0.along(&path, margin).unwrap_or_default();
        Path::through(&ends).map_or_else(Vec::new, along)
    }
}

impl NearestEngine for BuiltEngine {
    fn nearest(&self, position: Position) -> Option<Nearest> {
        const FAR: Metres = Metres::whole(2_000_000);
        let path = Path::through(&[position])?;
        self.0.nearest_border(&path, FAR, |_| true).ok()?.map(Nearest::from)
    }
}

impl SegmentEngine for BuiltEngine {
    fn segment(&self, ends: [Position; 2], found: &mut Vec<Tag>) {
        let answered = self.0.visit_segment(ends, found);
        debug_assert!(answered.is_ok());
    }
}

impl Contender for BuiltEngine {
    const NAME: &str = "overfly-built";

    #[allow(clippy::expect_used, reason = "without an index there is nothing to measure")]
    fn build(outlines: &[Outline]) -> Self {
        Self(BuiltIndex::open(Self::image(outlines)).expect("an image just built"))
    }
}

impl Engine for BuiltEngine {
    #[inline]
    fn at(&self, position: Position, found: &mut Vec<Tag>) {
        let answered = self.0.visit_at(position, |tag| found.push(tag));
        debug_assert!(answered.is_ok());
    }
}
