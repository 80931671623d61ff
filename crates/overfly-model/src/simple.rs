//! Whether a ring is simple: it meets itself nowhere, so that nobody can doubt what it holds.
//!
//! Exact: corners are whole units of 1e-7 degree, and the side of a line on which a corner lies is an integer.
//! A sweep from west to east (Shamos and Hoey) looks at neighbours only: 10,000 corners take some milliseconds,
//! however they lie.

use core::cmp::Ordering;
use core::fmt;

use crate::{LonReading, Position, Ring};

/// A turn round the Earth, 1e-7 degree.
const TURN_E7: i64 = 3_600_000_000;

/// Why a ring is no simple polygon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RingFlaw {
    /// Fewer than three corners.
    TooFew,
    /// Half a turn round the Earth wide, or more: nobody can tell which side is meant.
    TooWide,
    /// Two edges touch, cross or run along each other, other than end to end.
    Meet([RingEdge; 2]),
}

/// An edge of a ring: from one corner to the next, the last connects to the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RingEdge {
    /// The number of the corner it leaves, from 1. The corner that it reaches is the next.
    pub number: usize,
    /// Its ends.
    pub ends: [Position; 2],
}

impl fmt::Display for RingFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew => f.write_str("has fewer than three corners"),
            Self::TooWide => f.write_str(
                "is half a turn round the Earth wide: nobody can tell which side of it is meant",
            ),
            Self::Meet([first, second]) => write!(f, "meets itself: {first} meets {second}"),
        }
    }
}

impl fmt::Display for RingEdge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [from, to] = self.ends;
        write!(f, "edge {} (from {from} to {to})", self.number)
    }
}

impl Ring {
    /// Why the ring is not simple; `None` for one that is. A corner that stands twice, an edge that runs back
    /// on another, an edge through a corner and a ring without an inside are not.
    pub fn flaw(&self) -> Option<RingFlaw> {
        if self.vertices.len() < 3 {
            return Some(RingFlaw::TooFew);
        }
        let corners = unfolded(self);
        let lons = || corners.iter().map(|corner| corner.lon);
        if lons().max()? - lons().min()? >= TURN_E7 / 2 {
            return Some(RingFlaw::TooWide);
        }
        let met = Sweep { corners: &corners, active: Vec::new() }.run()?;
        Some(RingFlaw::Meet(met.map(|number| self.edge(number))))
    }

    fn edge(&self, number: usize) -> RingEdge {
        let corner = |at: usize| self.vertices.get(at % self.vertices.len().max(1)).copied();
        let pole = Position::nearest_lat_lon_deg([90.0, 0.0]);
        let ends = [corner(number), corner(number + 1)].map(|corner| corner.unwrap_or(pole));
        RingEdge { number: number + 1, ends }
    }
}

/// A corner; the order is that in which the sweep comes upon them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Corner {
    lon: i64,
    lat: i64,
}

/// An edge from the end that the sweep comes upon first.
#[derive(Clone, Copy, Debug)]
struct Edge {
    number: usize,
    first: Corner,
    last: Corner,
}

/// The corners, longitudes counted on past 180 degrees where an edge goes the short way across.
fn unfolded(ring: &Ring) -> Vec<Corner> {
    let mut before: Option<i64> = None;
    let place = |vertex: &Position| {
        let mut lon = i64::from(vertex.lon_e7());
        if let (LonReading::ShortWay, Some(before)) = (ring.reading, before) {
            lon += (before - lon + TURN_E7 / 2).div_euclid(TURN_E7) * TURN_E7;
        }
        before = Some(lon);
        Corner { lon, lat: i64::from(vertex.lat_e7()) }
    };
    ring.vertices.iter().map(place).collect()
}

/// Twice the area of a triangle: positive when `c` lies left of the line from `a` to `b`.
fn turn(a: Corner, b: Corner, c: Corner) -> i128 {
    let [bx, by] = [b.lon - a.lon, b.lat - a.lat].map(i128::from);
    let [cx, cy] = [c.lon - a.lon, c.lat - a.lat].map(i128::from);
    bx * cy - by * cx
}

impl Edge {
    /// Where a corner lies that the sweep comes upon while the edge is active.
    fn side(&self, corner: Corner) -> Ordering {
        turn(self.first, self.last, corner).cmp(&0)
    }

    /// Whether a corner lies on the edge, ends included.
    fn holds(&self, corner: Corner) -> bool {
        self.side(corner).is_eq() && self.first <= corner && corner <= self.last
    }

    /// Whether two edges share a point; neighbours in the ring, another one than the corner between them.
    fn meets(&self, other: &Self) -> bool {
        let ends = [self.first, self.last];
        if let Some(joint) = [other.first, other.last].into_iter().find(|end| ends.contains(end)) {
            let away = |edge: &Self| if edge.first == joint { edge.last } else { edge.first };
            let (one, two) = (away(self), away(other));
            return turn(joint, one, two) == 0 && (one > joint) == (two > joint);
        }
        let apart = |edge: &Self, other: &Self| {
            let (first, last) = (edge.side(other.first), edge.side(other.last));
            first == last && first.is_ne()
        };
        if apart(self, other) || apart(other, self) {
            return false;
        }
        // On one line they may lie one behind the other.
        let collinear = self.side(other.first).is_eq() && self.side(other.last).is_eq();
        !collinear || self.holds(other.first) || other.holds(self.first)
    }
}

/// The edges over the line of the sweep, from south to north. Until two of them meet their order holds.
struct Sweep<'a> {
    corners: &'a [Corner],
    active: Vec<Edge>,
}

impl Sweep<'_> {
    /// The first two edges found that meet, by number.
    fn run(mut self) -> Option<[usize; 2]> {
        let mut order: Vec<usize> = (0..self.corners.len()).collect();
        order.sort_unstable_by_key(|at| self.corners.get(*at));
        let twice = order.windows(2).find_map(|pair| match pair {
            [a, b] if self.corners.get(*a) == self.corners.get(*b) => Some([*a, *b]),
            _ => None,
        });
        if let Some(edges) = twice {
            return Some(sorted(edges));
        }
        order.into_iter().find_map(|at| self.come_upon(at)).map(sorted)
    }

    /// Lets go of the edges that end at a corner, and takes in those that begin there.
    fn come_upon(&mut self, at: usize) -> Option<[usize; 2]> {
        let corner = *self.corners.get(at)?;
        let edges = [(at + self.corners.len() - 1) % self.corners.len(), at];
        let edges = edges.into_iter().filter_map(|number| self.edge(number));
        let (ending, mut beginning): (Vec<Edge>, Vec<Edge>) =
            edges.partition(|edge| edge.last == corner);
        // How many edges lie south of the corner; those that end there come next, and nothing between them.
        let south = self.active.partition_point(|edge| edge.side(corner).is_gt());
        let on = self.active.iter().skip(south).take_while(|edge| edge.side(corner).is_eq());
        let through = on.clone().find(|edge| ending.iter().all(|end| end.number != edge.number));
        let own = ending.iter().chain(&beginning).next()?.number;
        if let Some(through) = through {
            return Some([through.number, own]);
        }
        if on.count() != ending.len() {
            return Some([own, at]);
        }
        if let [one, two] = beginning.as_mut_slice() {
            match turn(corner, one.last, two.last).cmp(&0) {
                Ordering::Equal => return Some([one.number, two.number]),
                Ordering::Greater => {}
                Ordering::Less => core::mem::swap(one, two),
            }
        }
        let north = south + beginning.len();
        self.active.splice(south..south + ending.len(), beginning);
        self.met_below(south).or_else(|| self.met_below(north))
    }

    /// Whether an active edge and the one south of it meet.
    fn met_below(&self, at: usize) -> Option<[usize; 2]> {
        let (north, south) = (self.active.get(at)?, self.active.get(at.checked_sub(1)?)?);
        north.meets(south).then_some([south.number, north.number])
    }

    fn edge(&self, number: usize) -> Option<Edge> {
        let corner = |at: usize| self.corners.get(at % self.corners.len()).copied();
        let (from, to) = (corner(number)?, corner(number + 1)?);
        Some(Edge { number, first: from.min(to), last: from.max(to) })
    }
}

fn sorted([a, b]: [usize; 2]) -> [usize; 2] {
    [a.min(b), a.max(b)]
}

#[cfg(test)]
#[path = "simple_tests.rs"]
mod tests;
