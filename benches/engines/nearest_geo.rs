//! The nearest border as one would ask `rstar` and `geo` for it: in metres on a flat map, as a
//! national grid is one. An easier question than ours, which is geodesic: what it finds is off by up
//! to two parts in a hundred across the Netherlands.

use geo::{BoundingRect, Distance, Euclidean, LineString, MapCoords, Point, Polygon};
use overfly_model::{Metres, Outline, Position};
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use super::rstar_geo::{Boxed, coord, polygon};
use super::{Contender, Nearest, NearestEngine, tagged};

/// `rstar`'s candidates, nearest box first, with `geo`'s distance to each border.
#[derive(Debug)]
pub struct RstarGeoNearest(RTree<Boxed<Polygon>>);

/// Metres in 1e-7 degree of latitude.
const METRES_PER_UNIT: f64 = 0.011_126_6;
/// The cosine of 52.2 degrees, by which degrees of longitude are shorter.
const NARROWER: f64 = 0.612_9;

impl Contender for RstarGeoNearest {
    const NAME: &str = "rstar-geo";

    fn build(outlines: &[Outline]) -> Self {
        let entry = |(tag, outline)| {
            let polygon = polygon(outline)?.map_coords(flat);
            let bounds = polygon.bounding_rect()?;
            let corner = |at: geo::Coord| [at.x, at.y];
            let rectangle = Rectangle::from_corners(corner(bounds.min()), corner(bounds.max()));
            Some(GeomWithData::new(rectangle, (tag, polygon)))
        };
        Self(RTree::bulk_load(tagged(outlines).filter_map(entry).collect()))
    }
}

impl NearestEngine for RstarGeoNearest {
    fn nearest(&self, position: Position) -> Option<Nearest> {
        let at = flat(coord(position));
        let mut best: Option<Nearest> = None;
        for (candidate, square) in self.0.nearest_neighbor_iter_with_distance_2([at.x, at.y]) {
            if best.is_some_and(|best| square.sqrt() > best.distance.value()) {
                break;
            }
            let (tag, polygon) = &candidate.data;
            let distance = Metres::or_greatest(border_distance(polygon, at.into()));
            if best.is_none_or(|best| distance < best.distance) {
                best = Some(Nearest { tag: *tag, distance });
            }
        }
        best
    }
}

/// Inside a polygon its border is as near as outside.
fn border_distance(polygon: &Polygon, at: Point) -> f64 {
    let to = |ring: &LineString| Euclidean.distance(ring, &at);
    polygon.interiors().iter().map(to).fold(to(polygon.exterior()), f64::min)
}

fn flat(at: geo::Coord) -> geo::Coord {
    geo::Coord { x: at.x * METRES_PER_UNIT * NARROWER, y: at.y * METRES_PER_UNIT }
}
