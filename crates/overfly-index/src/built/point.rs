//! Points in the entries of a leaf: winding numbers by the edges of one cell.

#![allow(clippy::many_single_char_names, reason = "vertices of a kernel: u, v, x, y")]

use overfly_model::{Metres, Position};

use super::Damaged;
use super::leaf::{
    Entries, Entry, HOLE, JOINED, MORE, Shape, eight_x, eight_y, eights, five_x, five_y, fives,
};
use crate::circle::Disc;
use crate::ring::Side;

/// A point in a leaf's cell, in the coordinates of each encoding.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Probe {
    pub(crate) position: Position,
    /// Longitude in the turn that is asked: +180 and -180 are one meridian.
    pub(crate) at: [i32; 2],
    /// From the cell's middle.
    pub(crate) near: [i32; 2],
}

/// Gives `found` the tag of every entry's outline that holds the point.
#[inline]
pub(crate) fn holding(
    mut entries: Entries<'_>,
    probe: &Probe,
    mut found: impl FnMut(u32),
) -> Result<(), Damaged> {
    let (mut held, mut side) = (true, Turns::NONE);
    while let Some(entry) = entries.next()? {
        side = side.plus(turns(&entry, probe));
        if entry.flags & MORE != 0 {
            continue;
        }
        held &= if entry.flags & HOLE == 0 {
            side.side() != Side::Outside
        } else {
            side.side() != Side::Inside
        };
        side = Turns::NONE;
        if entry.flags & JOINED == 0 {
            if held {
                found(entry.tag);
            }
            held = true;
        }
    }
    Ok(())
}

/// A winding number, or the border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Turns {
    border: bool,
    wind: i32,
}

impl Turns {
    const NONE: Self = Self { border: false, wind: 0 };
    const BORDER: Self = Self { border: true, wind: 0 };

    const fn inside(wind: i32) -> Self {
        Self { border: false, wind }
    }

    #[inline]
    fn plus(self, other: Self) -> Self {
        Self { border: self.border | other.border, wind: self.wind.wrapping_add(other.wind) }
    }

    #[inline]
    fn side(self) -> Side {
        match self {
            Self { border: true, .. } => Side::Border,
            Self { wind: 0, .. } => Side::Outside,
            Self { .. } => Side::Inside,
        }
    }
}

#[inline]
fn turns(entry: &Entry<'_>, probe: &Probe) -> Turns {
    let ([x, y], [lon, lat]) = (probe.near, probe.at);
    let crossings = match entry.shape {
        Shape::Narrow(all) => crossings(
            all,
            |[a, b, _, _]| i32::from(i16::from_le_bytes([a, b])) - x,
            |[_, _, a, b]| i32::from(i16::from_le_bytes([a, b])) - y,
        ),
        Shape::Short(all) => crossings(all, |five| five_x(five) - x, |five| five_y(five) - y),
        Shape::ShortPairs(all) => pairs(
            all.iter()
                .map(|pair| fives(*pair).map(|vertex| [five_x(vertex) - x, five_y(vertex) - y])),
        ),
        Shape::Medium(all) => crossings(
            all,
            |vertex| eight_x(vertex).wrapping_sub(lon),
            |vertex| eight_y(vertex).wrapping_sub(lat),
        ),
        Shape::MediumPairs(all) => pairs(all.iter().map(|pair| {
            eights(*pair).map(|vertex| {
                [eight_x(vertex).wrapping_sub(lon), eight_y(vertex).wrapping_sub(lat)]
            })
        })),
        Shape::Wide(all) => wide_crossings(all, probe.at),
        Shape::Disc(disc) => return disc_turns(disc, probe.position),
    };
    crossings.plus(Turns::inside(entry.wind))
}

/// The signed crossings of the ray from the origin straight down with a chain of vertices, or its
/// border. An edge is crossed from the left when it begins on or left of the ray and ends right of it.
/// Most edges lie to one side of the ray: what is above and below is not looked at then.
#[inline]
fn crossings<const N: usize>(
    all: &[[u8; N]],
    x: impl Fn([u8; N]) -> i32,
    y: impl Fn([u8; N]) -> i32,
) -> Turns {
    let Some((first, rest)) = all.split_first() else { return Turns::NONE };
    let (mut from, mut left) = (*first, x(*first));
    if left == 0 && y(from) == 0 {
        return Turns::BORDER;
    }
    let mut wind = 0;
    for to in rest {
        let right = x(*to);
        if (left <= 0) != (right <= 0) {
            // Coordinates are below 2^31 in size: products below 2^62.
            let turn = i64::from(left) * i64::from(y(*to)) - i64::from(y(from)) * i64::from(right);
            if turn == 0 {
                return Turns::BORDER;
            }
            wind += i32::from(left <= 0 && turn > 0) - i32::from(left > 0 && turn < 0);
        } else if right == 0 {
            let (above, below) = (y(*to), y(from));
            if above == 0 || (left == 0 && (below < 0) != (above < 0)) {
                return Turns::BORDER;
            }
        }
        (from, left) = (*to, right);
    }
    Turns::inside(wind)
}

/// As [`crossings`], for edges that do not follow each other.
#[inline]
fn pairs(all: impl Iterator<Item = [[i32; 2]; 2]>) -> Turns {
    let mut wind = 0;
    for [u, v] in all {
        if (u[0] <= 0) != (v[0] <= 0) {
            let turn = i64::from(u[0]) * i64::from(v[1]) - i64::from(u[1]) * i64::from(v[0]);
            if turn == 0 {
                return Turns::BORDER;
            }
            wind += i32::from(u[0] <= 0 && turn > 0) - i32::from(u[0] > 0 && turn < 0);
        } else if u[0] == 0 || v[0] == 0 {
            let upright = u[0] == 0 && v[0] == 0 && (u[1] < 0) != (v[1] < 0);
            if upright || u == [0, 0] || v == [0, 0] {
                return Turns::BORDER;
            }
        }
    }
    Turns::inside(wind)
}

/// As [`crossings`], for vertices any distance away.
#[cold]
fn wide_crossings(all: &[[u8; 16]], [x, y]: [i32; 2]) -> Turns {
    let mut vertices = all.iter().map(|sixteen| {
        let (parts, _) = sixteen.as_chunks::<8>();
        let part = |at: usize, from: i32| {
            parts
                .get(at)
                .map_or(0, |eight| i128::from(i64::from_le_bytes(*eight)) - i128::from(from))
        };
        [part(0, x), part(1, y)]
    });
    let Some(mut u) = vertices.next() else { return Turns::NONE };
    if u == [0, 0] {
        return Turns::BORDER;
    }
    let mut wind = 0;
    for v in vertices {
        if (u[0] <= 0) != (v[0] <= 0) {
            let turn = u[0].wrapping_mul(v[1]).wrapping_sub(u[1].wrapping_mul(v[0]));
            if turn == 0 {
                return Turns::BORDER;
            }
            wind += i32::from(u[0] <= 0 && turn > 0) - i32::from(u[0] > 0 && turn < 0);
        } else if v[0] == 0 && (v[1] == 0 || (u[0] == 0 && (u[1] < 0) != (v[1] < 0))) {
            return Turns::BORDER;
        }
        u = v;
    }
    Turns::inside(wind)
}

#[cold]
fn disc_turns(disc: [u32; 4], position: Position) -> Turns {
    disc_of(disc).map_or(Turns::NONE, |disc| Turns::inside(disc.holds(position).into()))
}

/// The circle of an entry; `None` when its numbers are no circle.
pub(crate) fn disc_of([lat, lon, low, high]: [u32; 4]) -> Option<Disc> {
    let centre = Position::from_lat_lon_e7([lat.cast_signed(), lon.cast_signed()])?;
    let radius = f64::from_bits(u64::from(high) << 32 | u64::from(low));
    Some(Disc::of(centre, Metres::new(radius).ok()?))
}
