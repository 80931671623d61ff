//! Packed trees over bounding boxes, which are built once: `geo-index` with `geo`'s polygons, and
//! `static_aabb2d_index` with `geometry-rs`, which keeps an index over each polygon's edges too.

use geo::{BoundingRect, Contains, Coord, Polygon};
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{RTree, RTreeBuilder, RTreeIndex};
use overfly_index::Tag;
use overfly_model::{Outline, Position};
use static_aabb2d_index::{StaticAABB2DIndex, StaticAABB2DIndexBuilder};

use super::rstar_geo::{coord, polygon};
use super::{Contender, Engine, tagged};

/// `geo-index` with `geo::Contains` on each candidate.
#[derive(Debug)]
pub struct GeoIndexGeo {
    tree: RTree<f64>,
    polygons: Vec<(Tag, Polygon)>,
}

/// `static_aabb2d_index` with `geometry-rs` on each candidate.
pub struct AabbGeometry {
    tree: StaticAABB2DIndex<f64>,
    polygons: Vec<(Tag, geometry_rs::Polygon)>,
}

/// The index that its documentation calls the fastest, built for polygons of any size.
const STRIPES: geometry_rs::PolygonBuildOptions = geometry_rs::PolygonBuildOptions {
    enable_rtree: false,
    enable_compressed_quad: false,
    enable_y_stripes: true,
    rtree_min_segments: 0,
};

fn polygons(outlines: &[Outline]) -> Vec<(Tag, Polygon)> {
    tagged(outlines).filter_map(|(tag, outline)| Some((tag, polygon(outline)?))).collect()
}

/// The corners of a polygon's box.
fn corners(polygon: &Polygon) -> [Coord; 2] {
    polygon.bounding_rect().map_or([Coord::zero(); 2], |bounds| [bounds.min(), bounds.max()])
}

impl Contender for GeoIndexGeo {
    const NAME: &str = "geo-index-geo";

    fn build(outlines: &[Outline]) -> Self {
        let polygons = polygons(outlines);
        let count = u32::try_from(polygons.len()).unwrap_or(u32::MAX);
        let mut tree = RTreeBuilder::<f64>::new(count);
        for (_, polygon) in &polygons {
            let [low, high] = corners(polygon);
            tree.add(low.x, low.y, high.x, high.y);
        }
        Self { tree: tree.finish::<HilbertSort>(), polygons }
    }
}

impl Engine for GeoIndexGeo {
    fn at(&self, position: Position, found: &mut Vec<Tag>) {
        let at = coord(position);
        for place in self.tree.search(at.x, at.y, at.x, at.y) {
            let candidate = self.polygons.get(place as usize);
            found.extend(candidate.filter(|(_, polygon)| polygon.contains(&at)).map(|c| c.0));
        }
    }
}

impl Contender for AabbGeometry {
    const NAME: &str = "aabb2d-geometry-rs";

    #[allow(clippy::expect_used, reason = "without an index there is nothing to measure")]
    fn build(outlines: &[Outline]) -> Self {
        let polygons = polygons(outlines);
        let mut tree = StaticAABB2DIndexBuilder::new(polygons.len());
        for (_, polygon) in &polygons {
            let [low, high] = corners(polygon);
            tree.add(low.x, low.y, high.x, high.y);
        }
        let ring = |ring: &geo::LineString| {
            ring.coords().map(|at| geometry_rs::Point { x: at.x, y: at.y }).collect::<Vec<_>>()
        };
        let prepared = polygons.iter().map(|(tag, polygon)| {
            let holes = polygon.interiors().iter().map(ring).collect();
            (*tag, geometry_rs::Polygon::new(ring(polygon.exterior()), holes, Some(STRIPES)))
        });
        Self {
            tree: tree.build().expect("as many boxes as announced"),
            polygons: prepared.collect(),
        }
    }
}

impl Engine for AabbGeometry {
    fn at(&self, position: Position, found: &mut Vec<Tag>) {
        let at = coord(position);
        let point = geometry_rs::Point { x: at.x, y: at.y };
        for place in self.tree.query(at.x, at.y, at.x, at.y) {
            let candidate = self.polygons.get(place);
            found.extend(
                candidate.filter(|(_, polygon)| polygon.contains_point(point)).map(|c| c.0),
            );
        }
    }
}
