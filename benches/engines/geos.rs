//! GEOS: its STR-tree, and prepared polygons that keep an index over their edges.
//!
//! A prepared polygon borrows its polygon, and without `unsafe` nothing can own both: polygons are
//! leaked. So this engine is built once for each workload, and neither `build` nor `memory` asks it.

use geos::{CoordSeq, GResult, Geometry, PreparedGeometry, STRtree, SpatialIndex};
use overfly_index::Tag;
use overfly_model::{Outline, Position};

use super::rstar_geo::{coord, polygon};
use super::{Contender, Engine, SegmentEngine, tagged};

/// GEOS with prepared polygons.
pub struct GeosPrepared {
    tree: STRtree<u32>,
    polygons: Vec<(Tag, PreparedGeometry<'static>)>,
}

/// What the documentation of GEOS recommends.
const NODE_CAPACITY: usize = 10;

impl GeosPrepared {
    fn try_build(outlines: &[Outline]) -> GResult<Self> {
        let mut tree = STRtree::with_capacity(NODE_CAPACITY)?;
        let mut polygons = Vec::new();
        for (place, (tag, outline)) in (0..).zip(tagged(outlines)) {
            let empty = || Geometry::create_empty_polygon();
            let geometry: &'static Geometry =
                Box::leak(Box::new(polygon(outline).map_or_else(empty, |p| translated(&p))?));
            tree.insert(geometry, place);
            polygons.push((tag, PreparedGeometry::new(geometry)?));
        }
        let built = Self { tree, polygons };
        // The tree is packed by the first question.
        built.meeting(&point(Position::nearest_lat_lon_deg([0.0, 0.0]))?, &mut Vec::new());
        Ok(built)
    }

    /// The polygons that share a point with a geometry, the border included.
    fn meeting(&self, geometry: &Geometry, found: &mut Vec<Tag>) {
        self.tree.query(geometry, |place| {
            let candidate = self.polygons.get(*place as usize);
            let met = candidate.filter(|(_, p)| p.intersects(geometry).unwrap_or(false));
            found.extend(met.map(|(tag, _)| *tag));
        });
    }
}

impl Contender for GeosPrepared {
    const NAME: &str = "geos";

    #[allow(clippy::expect_used, reason = "without an index there is nothing to measure")]
    fn build(outlines: &[Outline]) -> Self {
        Self::try_build(outlines).expect("polygons that GEOS takes")
    }
}

impl Engine for GeosPrepared {
    #[allow(clippy::expect_used, reason = "a question that is not asked would be fast")]
    fn at(&self, position: Position, found: &mut Vec<Tag>) {
        self.meeting(&point(position).expect("a point"), found);
    }
}

impl SegmentEngine for GeosPrepared {
    #[allow(clippy::expect_used, reason = "a question that is not asked would be fast")]
    fn segment(&self, ends: [Position; 2], found: &mut Vec<Tag>) {
        let line = sequence(ends.map(coord)).and_then(Geometry::create_line_string);
        self.meeting(&line.expect("a segment"), found);
    }
}

fn point(position: Position) -> GResult<Geometry> {
    sequence([coord(position)]).and_then(Geometry::create_point)
}

fn translated(polygon: &geo::Polygon) -> GResult<Geometry> {
    let ring = |ring: &geo::LineString| {
        sequence(ring.coords().copied()).and_then(Geometry::create_linear_ring)
    };
    let holes = polygon.interiors().iter().map(ring).collect::<GResult<_>>()?;
    Geometry::create_polygon(ring(polygon.exterior())?, holes)
}

fn sequence(coords: impl IntoIterator<Item = geo::Coord>) -> GResult<CoordSeq> {
    let coords: Vec<[f64; 2]> = coords.into_iter().map(|at| [at.x, at.y]).collect();
    CoordSeq::new_from_vec(&coords)
}
