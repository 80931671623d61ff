//! The zone and the areas in the plane.

use overfly_model::{Outline, Ring};

use super::erode::stadium;
use super::frame::{Frame, Measure, unfolded};
use super::overlay::{self, Contour, Shape};
use super::{Uncomputed, circle};

/// A ring whose area is less than this times its length may have thin places only.
const SLENDER_M: f64 = 0.3;
/// Half a turn, 1e-7 degree.
const HALF_TURN_E7: i64 = 1_800_000_000;

/// The zone in the box of the frame: circles from outside, rings by the non-zero rule, less their
/// simple holes. Points, lines and slivers get some width, so that they do not count as what
/// rounding left.
pub(super) fn of_zone(outlines: &[&Outline], frame: &Frame) -> Result<Vec<Shape>, Uncomputed> {
    let mut zone = Vec::new();
    for outline in outlines {
        match outline {
            Outline::Polygon { outer, holes } => zone.extend(polygon(outer, holes, frame)?),
            Outline::Circle { centre, radius } => {
                let ring = circle::outside(*centre, *radius).ok_or(Uncomputed::TooWide)?;
                zone.extend(polygon(&ring, &[], frame)?);
            }
            Outline::Unplaced => return Err(Uncomputed::Unplaced),
        }
    }
    Ok(zone)
}

/// The areas in the box of the frame, circles from inside.
pub(super) fn of_waivers(areas: &[&Outline], frame: &Frame) -> Result<Vec<Shape>, Uncomputed> {
    let mut lifted = Vec::new();
    for area in areas {
        let ring = match area {
            Outline::Polygon { outer, holes } if holes.is_empty() => outer.clone(),
            Outline::Circle { centre, radius } => match circle::inside(*centre, *radius) {
                Some(ring) => ring,
                None => continue,
            },
            Outline::Polygon { .. } | Outline::Unplaced => return Err(Uncomputed::NotSimple),
        };
        if wider_than_half_a_turn(&ring) {
            return Err(Uncomputed::TooWide);
        }
        for contour in frame.clipped(&ring) {
            lifted.extend(simple(&contour, frame)?.ok_or(Uncomputed::NotSimple)?);
        }
    }
    Ok(lifted)
}

fn polygon(outer: &Ring, holes: &[Ring], frame: &Frame) -> Result<Vec<Shape>, Uncomputed> {
    let mut shapes = Vec::new();
    for contour in frame.clipped(outer) {
        let measure = frame.measured(&contour);
        if measure.area_m2.abs() < SLENDER_M * measure.perimeter_m.max(SLENDER_M) {
            let next = contour.iter().cycle().skip(1);
            let edges = contour.iter().zip(next);
            shapes.extend(edges.map(|(&a, &b)| vec![stadium([a, b], SLENDER_M, frame)]));
        }
        shapes.extend(overlay::wound(&contour).ok_or(Uncomputed::Failed)?);
    }
    let mut less = Vec::new();
    for contour in holes.iter().flat_map(|hole| frame.clipped(hole)) {
        less.extend(simple(&contour, frame)?.unwrap_or_default());
    }
    if less.is_empty() {
        return Ok(shapes);
    }
    overlay::difference(&shapes, &less).ok_or(Uncomputed::Failed)
}

/// What a ring encloses; `None` when it winds round anything twice, or round something this way and
/// round something else the other: then its area with signs is less, or more, than what it winds round.
fn simple(contour: &Contour, frame: &Frame) -> Result<Option<Vec<Shape>>, Uncomputed> {
    let wound = overlay::wound(contour).ok_or(Uncomputed::Failed)?;
    let signed = frame.measured(contour);
    let enclosed = Measure::sum(wound.iter().flatten().map(|ring| frame.measured(ring)));
    let off = (signed.area_m2.abs() - enclosed.area_m2).abs();
    Ok((off <= signed.doubt_m2()).then_some(wound))
}

fn wider_than_half_a_turn(ring: &Ring) -> bool {
    let lons = unfolded(ring).into_iter().map(|[lon, _]| [lon, lon]);
    let span = lons.reduce(|[west, east], [lon, _]| [west.min(lon), east.max(lon)]);
    span.is_some_and(|[west, east]| east - west > HALF_TURN_E7)
}
