//! The borders of what areas take away.

use i_overlay::i_float::int::point::IntPoint;

use super::BESIDE_M;
use super::erode::edges;
use super::frame::Frame;
use super::overlay::Shape;

/// The edges of everything that areas take away.
#[derive(Debug)]
pub(super) struct Taken(Vec<[IntPoint; 2]>);

impl Taken {
    pub(super) fn of(areas: &[Shape]) -> Self {
        Self(areas.iter().flat_map(edges).collect())
    }

    /// The edges that may lie beside a shape: those whose box does.
    pub(super) fn edges_near(&self, shape: &Shape, frame: &Frame) -> Vec<[IntPoint; 2]> {
        let Some(around) = Span::of(shape.iter().flatten()) else { return Vec::new() };
        let around = around.grown(frame.moved(IntPoint::new(0, 0), [BESIDE_M; 2]));
        let near = |edge: &&[IntPoint; 2]| Span::of(*edge).is_some_and(|span| span.meets(&around));
        self.0.iter().filter(near).copied().collect()
    }
}

/// A box in units of the frame.
#[derive(Clone, Copy)]
struct Span {
    west: i64,
    south: i64,
    east: i64,
    north: i64,
}

impl Span {
    fn of<'a>(points: impl IntoIterator<Item = &'a IntPoint>) -> Option<Self> {
        let points = points.into_iter().map(|point| {
            let (x, y) = (i64::from(point.x), i64::from(point.y));
            Self { west: x, south: y, east: x, north: y }
        });
        points.reduce(|a, b| Self {
            west: a.west.min(b.west),
            south: a.south.min(b.south),
            east: a.east.max(b.east),
            north: a.north.max(b.north),
        })
    }

    fn grown(self, by: IntPoint) -> Self {
        let (x, y) = (i64::from(by.x) + 1, i64::from(by.y) + 1);
        Self {
            west: self.west - x,
            south: self.south - y,
            east: self.east + x,
            north: self.north + y,
        }
    }

    const fn meets(&self, other: &Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }
}
