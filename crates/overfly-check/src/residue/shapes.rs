//! Shapes in the frame, and what boolean operations make of them.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::single::SingleFloatOverlay;
use overfly_model::geodesy::{self, Course};
use overfly_model::{Metres, Outline, Position, Ring};

use super::frame::Frame;

/// How far polygons in place of circles stray from them, metres; outside for zones, inside for waivers.
const CIRCLE_M: f64 = 0.04;
/// The rounding of corners.
const ROUNDING_M: f64 = 0.01;

type Contour = Vec<[f64; 2]>;
type Shape = Vec<Contour>;

/// A union of shapes, each an outer contour and holes.
#[derive(Clone, Debug, Default)]
pub(super) struct Shapes(Vec<Shape>);

impl Shapes {
    /// A part of a zone; `None` when it has no place in a frame.
    pub(super) fn add_zone(&mut self, frame: &Frame, outline: &Outline) -> Option<()> {
        match outline {
            Outline::Unplaced => None,
            Outline::Circle { centre, radius } => {
                let corners = corners(*radius);
                // The corners stand so far out that the sides hold the circle.
                let wider = radius.value() / (core::f64::consts::PI / f64::from(corners)).cos();
                let ring = round(*centre, wider + ROUNDING_M, corners);
                self.union(frame.ring(&ring)?);
                Some(())
            }
            Outline::Polygon { outer, holes } => {
                let outer = Self::of(frame.ring(outer)?);
                let mut cut = Self::default();
                for hole in holes {
                    cut.union(frame.ring(hole)?);
                }
                self.0.extend(outer.without(&cut).0);
                self.0 = self.combined(&Self::default(), OverlayRule::Union).0;
                Some(())
            }
        }
    }

    /// A waiver's area; `None` when it has no place in a frame.
    pub(super) fn add_area(&mut self, frame: &Frame, area: &Outline) -> Option<()> {
        let ring = match area {
            Outline::Polygon { outer, .. } => outer.clone(),
            Outline::Circle { centre, radius } => {
                round(*centre, radius.value() - ROUNDING_M, corners(*radius))
            }
            Outline::Unplaced => return None,
        };
        self.union(frame.ring(&ring)?);
        Some(())
    }

    fn of(contours: Vec<Contour>) -> Self {
        let mut shapes = Self::default();
        shapes.union(contours);
        shapes
    }

    /// Adds contours, each with all that it winds round.
    fn union(&mut self, contours: Vec<Contour>) {
        self.0.extend(contours.into_iter().map(|contour| vec![contour]));
        self.0 = self.combined(&Self::default(), OverlayRule::Union).0;
    }

    /// What lies in the frame's place.
    pub(super) fn clipped(&self, frame: &Frame) -> Self {
        let [[west, south], [east, north]] = frame.bounds;
        let place = vec![[west, south], [east, south], [east, north], [west, north]];
        self.combined(&Self(vec![vec![place]]), OverlayRule::Intersect)
    }

    pub(super) fn without(&self, other: &Self) -> Self {
        self.combined(other, OverlayRule::Difference)
    }

    fn combined(&self, other: &Self, rule: OverlayRule) -> Self {
        Self(self.0.overlay(&other.0, rule, FillRule::NonZero))
    }

    /// Without what lies within `by` of its border. Takes the border away edge by edge, as boxes with
    /// eight corners round their ends, all inside the true strip: what should stay never goes.
    pub(super) fn eroded(&self, by: f64) -> Self {
        let edges = self
            .0
            .iter()
            .flatten()
            .flat_map(|contour| contour.iter().zip(contour.iter().cycle().skip(1)));
        let strips: Vec<Shape> = edges.flat_map(|(a, b)| strip(*a, *b, by)).collect();
        self.without(&Self(strips))
    }

    pub(super) fn outlines(&self, frame: &Frame) -> Option<Vec<Outline>> {
        let outline = |shape: &Shape| {
            let (outer, holes) = shape.split_first()?;
            frame.outline(outer, holes)
        };
        self.0.iter().map(outline).collect()
    }
}

/// The points within `by` of an edge, as two shapes inside the true one.
fn strip(a: [f64; 2], b: [f64; 2], by: f64) -> Vec<Shape> {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = dx.hypot(dy);
    let round = (0..8).map(|corner| {
        let angle = core::f64::consts::FRAC_PI_4 * (f64::from(corner) + 0.5);
        [a[0] + by * angle.cos(), a[1] + by * angle.sin()]
    });
    let round = vec![round.collect()];
    if length <= f64::EPSILON {
        return vec![round];
    }
    let (nx, ny) = (-dy / length * by, dx / length * by);
    let sides = vec![
        [a[0] - nx, a[1] - ny],
        [b[0] - nx, b[1] - ny],
        [b[0] + nx, b[1] + ny],
        [a[0] + nx, a[1] + ny],
    ];
    vec![round, vec![sides]]
}

/// How many corners keep a polygon within [`CIRCLE_M`] of its circle.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 16 and 20,000")]
fn corners(radius: Metres) -> u32 {
    let share = (CIRCLE_M / radius.value().max(1.0)).min(0.5);
    let half_angle = (1.0 - share).acos();
    (core::f64::consts::PI / half_angle).ceil().clamp(16.0, 20_000.0) as u32
}

fn round(centre: Position, radius_m: f64, corners: u32) -> Ring {
    let corner = |i: u32| {
        let course = Course::from_deg(360.0 * f64::from(i) / f64::from(corners));
        geodesy::travel(centre, course, Metres::or_greatest(radius_m.max(0.0)))
    };
    Ring::short_way((0..corners).map(corner).collect())
}
