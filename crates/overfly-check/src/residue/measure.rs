//! How large rings are.

use super::frame::Frame;
use super::overlay::{Contour, Shape};

/// How large a ring is, or several.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    /// Positive when it runs to the left.
    pub(super) area_m2: f64,
    pub(super) perimeter_m: f64,
    pub(super) corners: f64,
    unit_m: f64,
}

impl Measure {
    pub(super) fn of_ring(ring: &Contour, frame: &Frame) -> Self {
        let [east, north] = frame.metres;
        let mut measure = Self { unit_m: east.max(north), ..Self::default() };
        let Some(&first) = ring.first() else { return measure };
        for (&a, &b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let [[ax, ay], [bx, by]] = [a, b].map(|point| frame.vector_m(first, point));
            measure.area_m2 += (ax * by - ay * bx) / 2.0;
            measure.perimeter_m += (bx - ax).hypot(by - ay);
            measure.corners += 1.0;
        }
        measure
    }

    /// Of all rings; holes run to the right.
    pub(super) fn of_shapes(shapes: &[Shape], frame: &Frame) -> Self {
        let rings = shapes.iter().flatten().map(|ring| Self::of_ring(ring, frame));
        rings.fold(Self::default(), |a, b| Self {
            area_m2: a.area_m2 + b.area_m2,
            perimeter_m: a.perimeter_m + b.perimeter_m,
            corners: a.corners + b.corners,
            unit_m: a.unit_m.max(b.unit_m),
        })
    }

    /// What rounding may do to the area: every edge moved by two units.
    pub(super) fn doubt_m2(&self) -> f64 {
        2.0 * self.unit_m * (self.perimeter_m + self.corners * self.unit_m)
    }
}
