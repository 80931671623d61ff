//! The shapes of zones on the ground.

use crate::{Metres, Position, VerticalLimits};

/// How the longitudes of consecutive vertices connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LonReading {
    /// As the numbers say (RFC 7946): an edge from -180 to 180 goes all the way round.
    Literal,
    /// Every edge goes the short way, across the antimeridian if that is shorter.
    ShortWay,
}

/// A ring of vertices. It closes by itself: readers drop a repeated last vertex.
///
/// One or two distinct vertices are a point or a segment, still a place. A point is in the ring when
/// its winding number is not zero, or it lies on the border.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// The vertices, in the file's order.
    pub vertices: Vec<Position>,
    /// How their longitudes connect.
    pub reading: LonReading,
}

impl Ring {
    /// A ring read literally.
    pub fn literal(vertices: Vec<Position>) -> Self {
        Self { vertices, reading: LonReading::Literal }
    }

    /// A ring whose edges go the short way.
    pub fn short_way(vertices: Vec<Position>) -> Self {
        Self { vertices, reading: LonReading::ShortWay }
    }
}

/// The footprint of one part of a zone.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    /// A ring less the strict interior of its holes. Edges are straight in longitude and latitude.
    Polygon {
        /// The outer ring.
        outer: Ring,
        /// The holes; only simple rings subtract.
        holes: Vec<Ring>,
    },
    /// All points within a geodesic distance of the centre. Never a polygon.
    Circle {
        /// Centre.
        centre: Position,
        /// Radius on the ellipsoid.
        radius: Metres,
    },
    /// The file has a shape here that cannot be placed: it may be anywhere in the file's coverage.
    Unplaced,
}

/// How an outline came to be where it is. Only what stands in the file as read tells what the file
/// covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// As the file says.
    AsRead,
    /// Latitude and longitude exchanged, beside the reading as written.
    Swapped,
    /// The short way round, beside the literal reading.
    ShortWay,
    /// A box round what could be read.
    Hull,
}

/// One part of a zone: an outline and its own vertical limits. A zone is the union of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Where on the ground.
    pub outline: Outline,
    /// Between which heights.
    pub limits: VerticalLimits,
    /// Whether the outline stands as read.
    pub placement: Placement,
}
