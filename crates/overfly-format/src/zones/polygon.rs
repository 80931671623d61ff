//! Polygons: an outer ring, and what becomes of the rings after it.

use overfly_model::{Code, Outline, Placement, Ring};
use serde_json::Value;

use super::notes::Notes;
use super::point::TURN;
use super::ring::{self, RingRead, unwrapped};

/// An outline and how it came to be there.
pub(super) type Placed = (Outline, Placement);

/// What the rings after the first are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum InnerRings {
    /// Holes (RFC 7946, 3.1.6).
    Holes,
    /// Not said: ED-269 knows no holes, so they take nothing away.
    Unsaid,
}

/// The outlines of the polygon with these rings. Never none.
pub(super) fn polygon(
    rings: &[Value],
    inner: InnerRings,
    at: &str,
    notes: &mut Notes,
) -> Vec<Placed> {
    let mut read = rings.iter().enumerate().map(|(i, value)| {
        let at = format!("{at}[{i}]");
        let ring = ring::ring(value, &at, notes);
        (at, ring)
    });
    let Some((_, Some(outer))) = read.next() else {
        drop(read);
        notes.note(
            Code::GeometryUnreadable,
            at,
            "no vertex of the outer ring can be read; the zone may be anywhere",
        );
        return vec![(Outline::Unplaced, Placement::AsRead)];
    };
    let rest: Vec<(String, Option<RingRead>)> = read.collect();
    assemble(outer, rest, inner, notes)
}

fn assemble(
    outer: RingRead,
    rest: Vec<(String, Option<RingRead>)>,
    inner: InnerRings,
    notes: &mut Notes,
) -> Vec<Placed> {
    let frame = Box2::round(&outer.ring);
    let (mut holes, mut placed) = (Vec::new(), Vec::new());
    for (at, read) in rest {
        match fate(&outer, &frame, read, inner) {
            Fate::Hole(ring) => holes.push((at, ring)),
            Fate::Ignored(why) => notes.note(Code::HoleIgnored, &at, why),
            Fate::Part(read) => {
                notes.note(
                    Code::HoleIgnored,
                    &at,
                    "not within the first ring, so no hole; counts as part of the zone",
                );
                placed.extend(outlines(*read, Vec::new()));
            }
        }
    }
    let mut all = outlines(outer, without_islands(holes, notes));
    all.append(&mut placed);
    all
}

fn outlines(read: RingRead, holes: Vec<Ring>) -> Vec<Placed> {
    let short_way = read
        .short_way
        .map(|outer| (Outline::Polygon { outer, holes: Vec::new() }, Placement::ShortWay));
    let as_read = (Outline::Polygon { outer: read.ring, holes }, read.placement);
    core::iter::once(as_read).chain(short_way).collect()
}

/// What becomes of a ring after the first.
enum Fate {
    Hole(Ring),
    Ignored(&'static str),
    Part(Box<RingRead>),
}

/// A hole subtracts only when nothing about it or its outer ring is in doubt.
fn fate(outer: &RingRead, frame: &Box2, read: Option<RingRead>, inner: InnerRings) -> Fate {
    let Some(read) = read else {
        return Fate::Ignored("the hole cannot be read; it takes nothing away");
    };
    let bounds = Box2::round(&read.ring);
    if ![0, TURN, -TURN].into_iter().any(|by| bounds.moved(by).lies_in(frame)) {
        return Fate::Part(Box::new(read));
    }
    if inner == InnerRings::Unsaid {
        return Fate::Ignored("ED-269 knows no holes; the ring takes nothing away");
    }
    if outer.short_way.is_some()
        || outer.placement != Placement::AsRead
        || read.ring.reading != outer.ring.reading
    {
        return Fate::Ignored("the outer ring is not certain; the hole takes nothing away");
    }
    if !read.simple || read.short_way.is_some() {
        return Fate::Ignored("the hole is no simple ring; it takes nothing away");
    }
    if bounds == *frame {
        return Fate::Ignored("the hole is as large as the zone; it takes nothing away");
    }
    Fate::Hole(read.ring)
}

/// Holes within which lies another one: that may be an island, which belongs to the zone, so the
/// larger hole takes nothing away.
fn without_islands(holes: Vec<(String, Ring)>, notes: &mut Notes) -> Vec<Ring> {
    let mut bounds: Vec<(usize, Box2)> =
        holes.iter().enumerate().map(|(i, (_, ring))| (i, Box2::round(ring))).collect();
    bounds.sort_by_key(|(_, b)| b.low);
    let mut island = vec![false; holes.len()];
    for (nth, (i, outer)) in bounds.iter().enumerate() {
        let near = bounds.iter().skip(nth + 1).take_while(|(_, b)| b.low[0] <= outer.high[0]);
        if near.map(|(_, b)| b).any(|b| b.lies_in(outer))
            && let Some(flag) = island.get_mut(*i)
        {
            *flag = true;
        }
    }
    let mut kept = Vec::with_capacity(holes.len());
    for ((at, ring), island) in holes.into_iter().zip(island) {
        if island {
            notes.note(
                Code::HoleIgnored,
                &at,
                "another ring lies within the hole; it takes nothing away",
            );
        } else {
            kept.push(ring);
        }
    }
    kept
}

/// The box round a ring, longitudes continuous.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Box2 {
    low: [i64; 2],
    high: [i64; 2],
}

impl Box2 {
    fn round(ring: &Ring) -> Self {
        let start = Self { low: [i64::MAX; 2], high: [i64::MIN; 2] };
        unwrapped(ring).into_iter().fold(start, |b, [lon, lat]| Self {
            low: [b.low[0].min(lon), b.low[1].min(lat)],
            high: [b.high[0].max(lon), b.high[1].max(lat)],
        })
    }

    fn moved(&self, by: i64) -> Self {
        let east = |[lon, lat]: [i64; 2]| [lon + by, lat];
        Self { low: east(self.low), high: east(self.high) }
    }

    fn lies_in(&self, other: &Self) -> bool {
        (0..2).all(|axis| {
            match (
                self.low.get(axis),
                self.high.get(axis),
                other.low.get(axis),
                other.high.get(axis),
            ) {
                (Some(low), Some(high), Some(other_low), Some(other_high)) => {
                    other_low <= low && high <= other_high
                }
                _ => false,
            }
        })
    }
}
