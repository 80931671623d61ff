//! Points and predicates of the longitude-latitude plane, in whole units of 1e-7 degree. Exact.

#![allow(clippy::many_single_char_names, reason = "points of a kernel: a b and u v are segments")]

use core::cmp::Ordering;

use overfly_model::{LonReading, Outline, Position, Ring};

/// 360 degrees.
pub(crate) const TURN: i64 = 3_600_000_000;

/// A point of the plane: `x` is longitude, counted on past 180 degrees where a line crosses the
/// antimeridian; `y` is latitude.
/// Whether an outline is somewhere: placed, with vertices, and wound round the Earth at most twice from
/// where it begins. No index takes another one: it may be anywhere, and the caller has to answer for it.
pub fn is_placed(outline: &Outline) -> bool {
    let within = |ring: &Ring| unwrapped(ring).all(|p| p.x.abs() <= 2 * TURN);
    match outline {
        Outline::Polygon { outer, holes } => {
            !outer.vertices.is_empty() && within(outer) && holes.iter().all(within)
        }
        Outline::Circle { .. } => true,
        Outline::Unplaced => false,
    }
}

/// The vertices of a ring, each on the side of the one before that its reading says.
pub(crate) fn unwrapped(ring: &Ring) -> impl Iterator<Item = Pt> + '_ {
    ring.vertices.iter().scan(None, |last, vertex| {
        let point = match (ring.reading, *last) {
            (LonReading::ShortWay, Some(last)) => Pt::of_near(*vertex, last),
            _ => Pt::of(*vertex),
        };
        last.replace(point);
        Some(point)
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pt {
    pub(crate) x: i64,
    pub(crate) y: i64,
}

impl Pt {
    pub(crate) fn of(position: Position) -> Self {
        Self { x: position.lon_e7().into(), y: position.lat_e7().into() }
    }

    /// The same meridian as `position`, within half a turn of `near`.
    pub(crate) fn of_near(position: Position, near: Self) -> Self {
        let mut pt = Self::of(position);
        while pt.x - near.x > TURN / 2 {
            pt.x -= TURN;
        }
        while near.x - pt.x > TURN / 2 {
            pt.x += TURN;
        }
        pt
    }

    pub(crate) fn turned(self, turns: i64) -> Self {
        Self { x: self.x + turns * TURN, ..self }
    }

    pub(crate) fn position(self) -> Position {
        let lon = (self.x + TURN / 2).rem_euclid(TURN) - TURN / 2;
        let lon = if lon == -TURN / 2 && self.x > 0 { TURN / 2 } else { lon };
        #[allow(
            clippy::cast_possible_truncation,
            reason = "|lon| <= 1.8e9 and |y| <= 9e8 by construction"
        )]
        Position::from_lat_lon_e7([self.y as i32, lon as i32])
            .unwrap_or_else(|| Position::nearest_lat_lon_deg([f64::NAN, 0.0]))
    }
}

/// Twice the signed area of the triangle `o a b`: positive when `b` lies left of the line from `o` to
/// `a`. Differences need 34 bits, products 67: exact in i128.
pub(crate) fn cross(o: Pt, a: Pt, b: Pt) -> i128 {
    let (ax, ay) = (i128::from(a.x - o.x), i128::from(a.y - o.y));
    let (bx, by) = (i128::from(b.x - o.x), i128::from(b.y - o.y));
    ax * by - ay * bx
}

/// Whether `p`, known to be on the line through `u` and `v`, lies on the closed segment.
pub(crate) fn within_box(p: Pt, u: Pt, v: Pt) -> bool {
    p.x >= u.x.min(v.x) && p.x <= u.x.max(v.x) && p.y >= u.y.min(v.y) && p.y <= u.y.max(v.y)
}

/// Where the closed segments `a b` and `u v` share points, as a stretch of `a b` from 0 to 1.
/// Whether they share any is exact; where is rounded.
pub(crate) fn shared(a: Pt, b: Pt, u: Pt, v: Pt) -> Option<[f64; 2]> {
    if a == b {
        return (cross(u, v, a) == 0 && within_box(a, u, v)).then_some([0.0, 0.0]);
    }
    let (side_u, side_v) = (cross(a, b, u), cross(a, b, v));
    if side_u == 0 && side_v == 0 {
        return overlap(a, b, u, v);
    }
    if side_u.signum() * side_v.signum() > 0
        || cross(u, v, a).signum() * cross(u, v, b).signum() > 0
    {
        return None;
    }
    let t = crossing(a, b, u, v);
    Some([t, t])
}

/// The overlap of two segments of one line.
fn overlap(a: Pt, b: Pt, u: Pt, v: Pt) -> Option<[f64; 2]> {
    let along = |p: Pt| {
        let (dx, dy) = (i128::from(b.x - a.x), i128::from(b.y - a.y));
        i128::from(p.x - a.x) * dx + i128::from(p.y - a.y) * dy
    };
    let (end, s, t) = (along(b), along(u), along(v));
    let (from, to) = (s.min(t).max(0), s.max(t).min(end));
    (from <= to).then(|| [fraction(from, end), fraction(to, end)])
}

/// Where on the line `a b`, in units of `b - a`, the foot of a point is; 0 when there is no line.
pub(crate) fn along(a: Pt, b: Pt, p: Pt) -> f64 {
    let (dx, dy) = (i128::from(b.x - a.x), i128::from(b.y - a.y));
    fraction(i128::from(p.x - a.x) * dx + i128::from(p.y - a.y) * dy, dx * dx + dy * dy)
}

/// Where on the line `a b`, in units of `b - a`, the line of the edge `u v` meets it: with `d = b - a`
/// and `e = v - u`, that is `(u - a) x e / d x e`.
pub(crate) fn crossing(a: Pt, b: Pt, u: Pt, v: Pt) -> f64 {
    fraction(cross(a, u, v), cross(a, b, v) - cross(a, b, u))
}

/// A quotient, rounded to the nearest few ulps.
#[allow(
    clippy::cast_precision_loss,
    reason = "a fraction of a chord below 3 km: 1e-15 of it is nothing"
)]
fn fraction(numerator: i128, denominator: i128) -> f64 {
    if denominator == 0 { 0.0 } else { numerator as f64 / denominator as f64 }
}

/// An axis-parallel box of the plane, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) low: Pt,
    pub(crate) high: Pt,
}

impl Bounds {
    pub(crate) fn of(points: impl IntoIterator<Item = Pt>) -> Option<Self> {
        points.into_iter().map(|p| Self { low: p, high: p }).reduce(Self::hull)
    }

    pub(crate) fn hull(self, other: Self) -> Self {
        Self {
            low: Pt { x: self.low.x.min(other.low.x), y: self.low.y.min(other.low.y) },
            high: Pt { x: self.high.x.max(other.high.x), y: self.high.y.max(other.high.y) },
        }
    }

    pub(crate) fn holds(&self, p: Pt) -> bool {
        within_box(p, self.low, self.high)
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.low.x <= other.high.x
            && other.low.x <= self.high.x
            && self.low.y <= other.high.y
            && other.low.y <= self.high.y
    }

    /// A point of the plane in the middle, within half a unit.
    pub(crate) fn middle(&self) -> Pt {
        Pt {
            x: self.low.x + (self.high.x - self.low.x) / 2,
            y: self.low.y + (self.high.y - self.low.y) / 2,
        }
    }

    pub(crate) fn turned(self, turns: i64) -> Self {
        Self { low: self.low.turned(turns), high: self.high.turned(turns) }
    }

    pub(crate) fn widened(self, by: Pt) -> Self {
        Self {
            low: Pt { x: self.low.x - by.x, y: self.low.y - by.y },
            high: Pt { x: self.high.x + by.x, y: self.high.y + by.y },
        }
    }

    /// The greatest distance from the equator inside, 1e-7 degree.
    pub(crate) fn greatest_lat(&self) -> i64 {
        self.low.y.abs().max(self.high.y.abs())
    }

    /// The smallest distance from the equator inside, 1e-7 degree.
    pub(crate) fn smallest_lat(&self) -> i64 {
        match (self.low.y.cmp(&0), self.high.y.cmp(&0)) {
            (Ordering::Less | Ordering::Equal, Ordering::Greater | Ordering::Equal) => 0,
            _ => self.low.y.abs().min(self.high.y.abs()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(x: i64, y: i64) -> Pt {
        Pt { x, y }
    }

    #[test]
    fn segments_that_touch_in_one_point_share_it() {
        let table = [
            // crossing, endpoint on segment, shared endpoint, parallel, collinear apart, collinear overlap
            ([p(0, 0), p(10, 0), p(5, -5), p(5, 5)], Some([0.5, 0.5])),
            ([p(0, 0), p(10, 0), p(2, 0), p(2, 9)], Some([0.2, 0.2])),
            ([p(0, 0), p(10, 0), p(10, 0), p(20, 9)], Some([1.0, 1.0])),
            ([p(0, 0), p(10, 0), p(0, 1), p(10, 1)], None),
            ([p(0, 0), p(10, 0), p(11, 0), p(20, 0)], None),
            ([p(0, 0), p(10, 0), p(5, 0), p(20, 0)], Some([0.5, 1.0])),
            ([p(0, 0), p(10, 0), p(-5, 0), p(20, 0)], Some([0.0, 1.0])),
            ([p(0, 0), p(10, 0), p(5, 1), p(5, 9)], None),
            ([p(5, 0), p(5, 0), p(0, 0), p(9, 0)], Some([0.0, 0.0])),
            ([p(5, 1), p(5, 1), p(0, 0), p(9, 0)], None),
        ];
        for ([a, b, u, v], expected) in table {
            assert_eq!(shared(a, b, u, v), expected, "{a:?} {b:?} {u:?} {v:?}");
            assert_eq!(shared(a, b, v, u), expected, "turned {a:?} {b:?} {u:?} {v:?}");
            assert_eq!(shared(b, a, u, v).is_some(), expected.is_some());
            assert_eq!(shared(u, v, a, b).is_some(), expected.is_some());
        }
    }

    #[test]
    fn cross_is_exact_over_the_whole_world() {
        let (a, b) = (p(-2 * TURN, -900_000_000), p(2 * TURN, 900_000_000));
        assert_eq!(cross(a, b, p(0, 0)), 0);
        assert_eq!(cross(a, b, p(0, 1)).signum(), 1);
        assert_eq!(cross(a, b, p(1, 0)).signum(), -1);
    }

    #[test]
    fn a_point_past_the_antimeridian_is_the_position_on_the_other_side() {
        let west = Position::from_lat_lon_deg([-17.0, -179.5]).unwrap();
        let east = Position::from_lat_lon_deg([-17.0, 179.5]).unwrap();
        let pt = Pt::of_near(west, Pt::of(east));
        assert_eq!(pt.x, 1_805_000_000);
        assert_eq!(pt.position(), west);
        let line = Position::from_lat_lon_deg([0.0, 180.0]).unwrap();
        assert_eq!(Pt::of(line).position(), line);
    }
}
