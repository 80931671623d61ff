//! The zone and the areas in the plane.

use overfly_model::{Extent, Outline, Ring};

use super::bulge::LongEdges;
use super::erode::stadium;
use super::frame::{Frame, unfolded};
use super::measure::Measure;
use super::overlay::{self, Contour, Shape};
use super::{Uncomputed, Unmade, circle};

/// A ring whose area is less than this times its length may have thin places only.
const SLENDER_M: f64 = 0.3;
/// Half the width of a border that has nothing beside it: more than rounding moves it.
const WALL_M: f64 = 0.1;
/// Half a turn, 1e-7 degree.
const HALF_TURN_E7: i64 = 1_800_000_000;

/// Where zone and areas are put together.
pub(super) struct Scene<'a> {
    pub(super) frame: &'a Frame,
    /// The box of the frame.
    pub(super) extent: Extent,
    pub(super) long: &'a LongEdges,
}

impl Scene<'_> {
    /// The zone in the box: circles from outside, rings by the non-zero rule, less their simple holes.
    /// Points, lines and slivers get some width, so that they do not count as what rounding left.
    pub(super) fn zone(&self, outlines: &[&Outline]) -> Result<Vec<Shape>, Uncomputed> {
        let mut zone = Vec::new();
        for outline in outlines {
            match outline {
                Outline::Unplaced => return Err(Uncomputed::Unplaced),
                _ if self.lies_apart(outline) => {}
                Outline::Polygon { outer, holes } => zone.extend(self.polygon(outer, holes)?),
                Outline::Circle { centre, radius } => {
                    let ring = circle::outside(*centre, *radius).ok_or(Uncomputed::TooWide)?;
                    zone.extend(self.polygon(&ring, &[])?);
                }
            }
        }
        Ok(zone)
    }

    /// The areas in the box, circles from inside; or the first that cannot be computed.
    pub(super) fn areas(&self, areas: &[&Outline]) -> Result<Vec<Shape>, Unmade> {
        let mut lifted = Vec::new();
        for (at, outline) in areas.iter().enumerate() {
            lifted.extend(self.area(outline).map_err(|why| Unmade::Area(at, why))?);
        }
        Ok(lifted)
    }

    fn area(&self, area: &Outline) -> Result<Vec<Shape>, Uncomputed> {
        if self.lies_apart(area) {
            return Ok(Vec::new());
        }
        match area {
            Outline::Polygon { outer, holes } if holes.is_empty() => self.ring(outer),
            // One that holds no polygon lifts nothing.
            Outline::Circle { centre, radius } => {
                circle::inside(*centre, *radius).map_or(Ok(Vec::new()), |ring| self.ring(&ring))
            }
            Outline::Polygon { .. } | Outline::Unplaced => Err(Uncomputed::NotSimple),
        }
    }

    /// A long edge may bulge out of its outline's box; the frame's box is grown for it.
    fn lies_apart(&self, outline: &Outline) -> bool {
        Extent::of_outline(outline)
            .is_some_and(|outline| self.extent.within(outline.grown(self.long.most)).is_none())
    }

    fn polygon(&self, outer: &Ring, holes: &[Ring]) -> Result<Vec<Shape>, Uncomputed> {
        let mut shapes = self.wound(&self.long.of_zone(outer))?;
        for contour in self.frame.clipped(outer) {
            shapes.extend(self.widened_if_slender(&contour));
            shapes.extend(overlay::wound(&contour).ok_or(Uncomputed::Failed)?);
        }
        for hole in holes {
            let mut open = Vec::new();
            for contour in self.frame.clipped(hole) {
                open.extend(self.simple(&contour)?.unwrap_or_default());
            }
            let open = less(open, &self.wound(&self.long.of_hole(hole))?)?;
            shapes = less(shapes, &open)?;
        }
        if !holes.is_empty() || outer.flaw().is_some() {
            shapes.extend(self.border(core::iter::once(outer).chain(holes)));
        }
        Ok(shapes)
    }

    /// The border with some width: it belongs to the zone, also where nothing lies on either side of it, as
    /// along a spike that runs back on itself or between two holes.
    fn border<'r>(&self, rings: impl Iterator<Item = &'r Ring>) -> Vec<Shape> {
        let contours = rings.flat_map(|ring| self.frame.clipped(ring));
        let walls = contours.flat_map(|contour| {
            let next = contour.iter().cycle().skip(1);
            let wall = |(&a, &b)| vec![stadium([a, b], WALL_M, self.frame)];
            contour.iter().zip(next).map(wall).collect::<Vec<Shape>>()
        });
        walls.collect()
    }

    fn ring(&self, ring: &Ring) -> Result<Vec<Shape>, Uncomputed> {
        if wider_than_half_a_turn(ring) {
            return Err(Uncomputed::TooWide);
        }
        let mut shapes = Vec::new();
        for contour in self.frame.clipped(ring) {
            shapes.extend(self.simple(&contour)?.ok_or(Uncomputed::NotSimple)?);
        }
        less(shapes, &self.wound(&self.long.of_area(ring))?)
    }

    fn wound(&self, rings: &[Ring]) -> Result<Vec<Shape>, Uncomputed> {
        let mut shapes = Vec::new();
        for contour in rings.iter().flat_map(|ring| self.frame.clipped(ring)) {
            shapes.extend(overlay::wound(&contour).ok_or(Uncomputed::Failed)?);
        }
        Ok(shapes)
    }

    fn widened_if_slender(&self, contour: &Contour) -> Vec<Shape> {
        let measure = Measure::of_ring(contour, self.frame);
        if measure.area_m2.abs() >= SLENDER_M * measure.perimeter_m.max(SLENDER_M) {
            return Vec::new();
        }
        let edges = contour.iter().zip(contour.iter().cycle().skip(1));
        edges.map(|(&a, &b)| vec![stadium([a, b], SLENDER_M, self.frame)]).collect()
    }

    /// What a ring encloses; `None` when it winds round anything twice, or round something this way and
    /// round something else the other: then its area with signs is not what it winds round.
    fn simple(&self, contour: &Contour) -> Result<Option<Vec<Shape>>, Uncomputed> {
        let wound = overlay::wound(contour).ok_or(Uncomputed::Failed)?;
        let signed = Measure::of_ring(contour, self.frame);
        let enclosed = Measure::of_shapes(&wound, self.frame);
        let off = (signed.area_m2.abs() - enclosed.area_m2).abs();
        Ok((off <= signed.doubt_m2()).then_some(wound))
    }
}

fn less(from: Vec<Shape>, less: &[Shape]) -> Result<Vec<Shape>, Uncomputed> {
    if less.is_empty() {
        return Ok(from);
    }
    overlay::difference(&from, less).ok_or(Uncomputed::Failed)
}

fn wider_than_half_a_turn(ring: &Ring) -> bool {
    let lons = unfolded(ring).into_iter().map(|[lon, _]| [lon, lon]);
    let span = lons.reduce(|[west, east], [lon, _]| [west.min(lon), east.max(lon)]);
    span.is_some_and(|[west, east]| east - west > HALF_TURN_E7)
}
