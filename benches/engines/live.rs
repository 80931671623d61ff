//! `overfly-live`: the live engine of `overfly-index`.

use overfly_index::{Hit, LiveIndex, Path, Tag};
use overfly_model::{Metres, Outline, Position};

use super::{Contender, Engine, LegEngine, Nearest, NearestEngine, SegmentEngine, tagged};

/// The live engine.
#[derive(Debug)]
pub struct Live(LiveIndex);

impl LegEngine for Live {
    fn leg(&self, ends: [Position; 2], margin: Metres) -> Vec<Hit> {
        Path::through(&ends).map_or_else(Vec::new, |path| self.0.along(&path, margin))
    }
}

impl Contender for Live {
    const NAME: &str = "overfly-live";

    fn build(outlines: &[Outline]) -> Self {
        Self(LiveIndex::bulk(tagged(outlines)).0)
    }
}

impl Engine for Live {
    fn at(&self, position: Position, found: &mut Vec<Tag>) {
        found.extend(self.0.at(position));
    }
}

impl NearestEngine for Live {
    fn nearest(&self, position: Position) -> Option<Nearest> {
        const FAR: Metres = Metres::whole(2_000_000);
        let path = Path::through(&[position])?;
        self.0.nearest_border(&path, FAR, |_| true).map(Nearest::from)
    }
}

impl SegmentEngine for Live {
    fn segment(&self, ends: [Position; 2], found: &mut Vec<Tag>) {
        found.extend(self.0.segment(ends));
    }
}
