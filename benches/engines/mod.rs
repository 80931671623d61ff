//! Engines that answer the same questions, each built from the same outlines.

mod built;
#[cfg(feature = "geos")]
mod geos;
mod live;
mod nearest_geo;
mod packed;
mod rstar_geo;

use overfly_index::{Hit, NearestBorder, Tag};
use overfly_model::{Metres, Outline, Position};

pub use built::BuiltEngine;
#[cfg(feature = "geos")]
pub use geos::GeosPrepared;
pub use live::Live;
pub use nearest_geo::RstarGeoNearest;
pub use packed::{AabbGeometry, GeoIndexGeo};
pub use rstar_geo::{RstarGeo, RstarIntervalTree};

/// What benchmarks compare.
pub trait Contender {
    /// The name in benchmark ids.
    const NAME: &str;

    /// From outlines; tags are their places in the list.
    fn build(outlines: &[Outline]) -> Self;
}

/// What says which outlines hold a point.
pub trait Engine: Contender {
    /// Puts the outlines that hold a position into `found`, in any order.
    fn at(&self, position: Position, found: &mut Vec<Tag>);
}

/// An engine that also says where a leg meets outlines.
pub trait LegEngine: Engine {
    /// The stretches of a leg that come within `margin` of an outline: the whole question, the cutting
    /// of the geodesic into chords with it.
    fn leg(&self, ends: [Position; 2], margin: Metres) -> Vec<Hit>;
}

/// An engine that knows the nearest border.
pub trait NearestEngine: Contender {
    /// The border nearest to a position, on whichever side of it.
    fn nearest(&self, position: Position) -> Option<Nearest>;
}

/// A border, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// Whose border.
    pub tag: Tag,
    /// How far, as the engine measures.
    pub distance: Metres,
}

impl From<NearestBorder> for Nearest {
    fn from(NearestBorder { tag, distance, .. }: NearestBorder) -> Self {
        Self { tag, distance }
    }
}

/// An engine that also says which outlines the straight segment between two positions meets.
pub trait SegmentEngine: Engine {
    /// Puts the outlines that share a point with the segment into `found`, in any order.
    fn segment(&self, ends: [Position; 2], found: &mut Vec<Tag>);
}

/// Outlines with the tags that engines answer by.
fn tagged(outlines: &[Outline]) -> impl Iterator<Item = (Tag, &Outline)> {
    (0_u32..).map(Tag).zip(outlines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nld;
    use crate::workloads::{NETHERLANDS, Scale, queries, w1};

    fn sorted(fill: impl FnOnce(&mut Vec<Tag>)) -> Vec<Tag> {
        let mut found = Vec::new();
        fill(&mut found);
        found.sort_unstable();
        found
    }

    /// How many hits there were, all engines agreeing on each.
    fn agree(outlines: &[Outline], positions: &[Position]) -> usize {
        let (live, geo) = (Live::build(outlines), RstarGeo::build(outlines));
        let (tree, built) = (RstarIntervalTree::build(outlines), BuiltEngine::build(outlines));
        let (packed, stripes) = (GeoIndexGeo::build(outlines), AabbGeometry::build(outlines));
        #[cfg(feature = "geos")]
        let prepared = GeosPrepared::build(outlines);
        let (mut hits, mut strange) = (0, [0, 0]);
        for &position in positions {
            let expected = sorted(|found| geo.touching(position, found));
            assert_eq!(sorted(|found| live.at(position, found)), expected, "live at {position}");
            assert_eq!(
                sorted(|found| packed.at(position, found)),
                expected,
                "geo-index at {position}"
            );
            strange[0] += usize::from(sorted(|found| stripes.at(position, found)) != expected);
            assert_eq!(sorted(|found| built.at(position, found)), expected, "built at {position}");
            assert_eq!(
                sorted(|found| geo.at(position, found)),
                expected,
                "rstar-geo at {position}"
            );
            assert_eq!(
                sorted(|found| tree.at(position, found)),
                expected,
                "rstar-intervaltree at {position}"
            );
            #[cfg(feature = "geos")]
            {
                let found = sorted(|found| prepared.at(position, found));
                strange[1] += usize::from(found != expected);
            }
            hits += expected.len();
        }
        // They go by parity, and some Dutch rings cross themselves: what is wound round twice is lost.
        let [stripes, geos] = strange;
        assert!(stripes * 100 < positions.len(), "aabb2d-geometry-rs differs {stripes} times");
        assert!(geos * 100 < positions.len(), "geos differs {geos} times");
        hits
    }

    #[test]
    fn every_engine_gives_the_same_answers_on_w1() {
        let outlines = w1(Scale::new(0.2).unwrap());
        assert!(agree(&outlines, &queries::uniform(NETHERLANDS, 4_000)) > 1_000);
        assert!(agree(&outlines, &queries::near(&outlines, 4_000)) > 1_000);
        assert!(agree(&outlines, &queries::track(NETHERLANDS, 4_000)) > 1_000);
    }

    #[test]
    fn every_engine_gives_the_same_answers_on_the_polygons_of_the_netherlands() {
        let mut outlines = nld::outlines();
        outlines.retain(|outline| matches!(outline, Outline::Polygon { .. }));
        assert!(outlines.len() > 50);
        assert!(agree(&outlines, &queries::uniform(NETHERLANDS, 4_000)) > 1_000);
        assert!(agree(&outlines, &queries::near(&outlines, 4_000)) > 1_000);
    }

    #[test]
    fn all_segment_engines_give_the_same_answers_on_w1() {
        let outlines = w1(Scale::new(0.2).unwrap());
        let (live, geo) = (Live::build(&outlines), RstarGeo::build(&outlines));
        let built = BuiltEngine::build(&outlines);
        #[cfg(feature = "geos")]
        let prepared = GeosPrepared::build(&outlines);
        let mut hits = 0;
        for ends in queries::legs(NETHERLANDS, 1_000) {
            let expected = sorted(|found| geo.segment(ends, found));
            assert_eq!(sorted(|found| live.segment(ends, found)), expected, "{ends:?}");
            #[cfg(feature = "geos")]
            assert_eq!(sorted(|found| prepared.segment(ends, found)), expected, "geos: {ends:?}");
            let mut found = sorted(|found| built.segment(ends, found));
            found.dedup();
            assert_eq!(found, expected, "built: {ends:?}");
            for margin in [Metres::ZERO, Metres::whole(10)] {
                let tags = |hits: Vec<Hit>| hits.iter().map(|hit| hit.tag).collect::<Vec<_>>();
                let (built, live) = (built.leg(ends, margin), live.leg(ends, margin));
                assert_eq!(tags(built), tags(live), "{ends:?} {margin:?}");
            }
            hits += expected.len();
        }
        assert!(hits > 300, "{hits}");
    }

    #[test]
    fn all_engines_find_borders_as_far_as_a_flat_map_tells() {
        let outlines = w1(Scale::new(0.1).unwrap());
        let live = Live::build(&outlines);
        let (built, geo) = (BuiltEngine::build(&outlines), RstarGeoNearest::build(&outlines));
        for position in queries::uniform(NETHERLANDS, 200) {
            let expected = live.nearest(position).unwrap();
            assert_eq!(built.nearest(position).unwrap().distance, expected.distance, "{position}");
            let (flat, truth) = (geo.nearest(position).unwrap().distance, expected.distance);
            let off = (flat.value() - truth.value()).abs();
            assert!(off < 1.0 + 0.04 * truth.value(), "{position}: {flat:?}, not {truth:?}");
        }
    }
}
