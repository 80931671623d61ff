//! What one would write first: `rstar` over bounding boxes, then `geo` on each candidate. The
//! baseline of all ratios.
//!
//! Coordinates are 1e-7 degrees in `f64`, exact, so that answers can be compared with ours one by one.
//! `geo` has no circles: they become 128-gons on a flat Earth, as one would write.

use core::f64::consts::TAU;

use geo::indexed::IntervalTreeMultiPolygon;
use geo::{BoundingRect, Contains, Coord, Intersects, Line, LineString, MultiPolygon, Polygon};
use overfly_index::Tag;
use overfly_model::{Metres, Outline, Position, Ring};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::{Contender, Engine, SegmentEngine, tagged};

pub(super) type Boxed<T> = GeomWithData<Rectangle<[f64; 2]>, (Tag, T)>;

/// `rstar` with `geo`'s polygons.
#[derive(Debug)]
pub struct RstarGeo(RTree<Boxed<Polygon>>);

/// `rstar` with `geo`'s interval tree over the edges of each polygon.
pub struct RstarIntervalTree(RTree<Boxed<IntervalTreeMultiPolygon<f64>>>);

impl RstarGeo {
    /// As [`Engine::at`], the border counted as inside, as ours does: for comparing answers.
    pub fn touching(&self, position: Position, found: &mut Vec<Tag>) {
        at(&self.0, position, found, Intersects::intersects);
    }
}

impl Contender for RstarGeo {
    const NAME: &str = "rstar-geo";

    fn build(outlines: &[Outline]) -> Self {
        Self(tree(outlines, |polygon| polygon))
    }
}

impl Engine for RstarGeo {
    fn at(&self, position: Position, found: &mut Vec<Tag>) {
        at(&self.0, position, found, Contains::contains);
    }
}

impl SegmentEngine for RstarGeo {
    fn segment(&self, ends: [Position; 2], found: &mut Vec<Tag>) {
        let [from, to] = ends.map(coord);
        let line = Line::new(from, to);
        found.extend(
            self.0
                .locate_in_envelope_intersecting(AABB::from_corners([from.x, from.y], [to.x, to.y]))
                .filter(|candidate| candidate.data.1.intersects(&line))
                .map(|candidate| candidate.data.0),
        );
    }
}

impl Contender for RstarIntervalTree {
    const NAME: &str = "rstar-intervaltree";

    fn build(outlines: &[Outline]) -> Self {
        Self(tree(outlines, |polygon| IntervalTreeMultiPolygon::new(&MultiPolygon::from(polygon))))
    }
}

impl Engine for RstarIntervalTree {
    fn at(&self, position: Position, found: &mut Vec<Tag>) {
        at(&self.0, position, found, Contains::contains);
    }
}

/// The candidates whose box holds a position and that `holds` takes.
fn at<T>(
    tree: &RTree<Boxed<T>>,
    position: Position,
    found: &mut Vec<Tag>,
    holds: impl Fn(&T, &Coord) -> bool,
) {
    let at = coord(position);
    let candidates = tree.locate_all_at_point([at.x, at.y]);
    found.extend(candidates.filter(|c| holds(&c.data.1, &at)).map(|c| c.data.0));
}

fn tree<T>(outlines: &[Outline], prepare: impl Fn(Polygon) -> T) -> RTree<Boxed<T>> {
    let entry = |(tag, outline)| {
        let polygon = polygon(outline)?;
        let bounds = polygon.bounding_rect()?;
        let corner = |at: Coord| [at.x, at.y];
        let rectangle = Rectangle::from_corners(corner(bounds.min()), corner(bounds.max()));
        Some(GeomWithData::new(rectangle, (tag, prepare(polygon))))
    };
    RTree::bulk_load(tagged(outlines).filter_map(entry).collect())
}

pub(super) fn polygon(outline: &Outline) -> Option<Polygon> {
    match outline {
        Outline::Polygon { outer, holes } => {
            Some(Polygon::new(line(outer), holes.iter().map(line).collect()))
        }
        Outline::Circle { centre, radius } => Some(circle(*centre, *radius)),
        Outline::Unplaced => None,
    }
}

fn line(ring: &Ring) -> LineString {
    ring.vertices.iter().map(|vertex| coord(*vertex)).collect()
}

fn circle(centre: Position, radius: Metres) -> Polygon {
    const METRES_PER_UNIT: f64 = 0.011_126_6;
    let (middle, high) = (coord(centre), radius.value() / METRES_PER_UNIT);
    let wide = high / centre.lat_deg().to_radians().cos();
    let corners = (0..128).map(|i| {
        let (sin, cos) = (TAU * f64::from(i) / 128.0).sin_cos();
        Coord { x: middle.x + wide * cos, y: middle.y + high * sin }
    });
    Polygon::new(corners.collect(), Vec::new())
}

pub(super) fn coord(position: Position) -> Coord {
    Coord { x: f64::from(position.lon_e7()), y: f64::from(position.lat_e7()) }
}
