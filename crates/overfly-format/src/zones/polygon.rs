//! Polygons: an outer ring, and what becomes of the rings after it.

use overfly_model::{Code, Outline, Placement, Ring};
use serde_json::Value;

use super::notes::Notes;
use super::point::TURN;
use super::ring::{self, RingRead, unwrapped};
use super::simple::Point;
use super::within::Within;

/// An outline and how it came to be there.
pub(super) type Placed = (Outline, Placement);

/// What the rings after the first are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum InnerRings {
    /// Holes (RFC 7946, 3.1.6).
    Holes,
    /// Not said: ED-269 knows no holes, so each is an area of its own.
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
    let points = unwrapped(&outer.ring);
    let mut frame = Frame { round: Box2::round(&outer.ring), within: Within::of(&points) };
    let nested = nested(&rest);
    let (mut holes, mut placed) = (Vec::new(), Vec::new());
    for ((at, read), nested) in rest.into_iter().zip(nested) {
        match fate(&outer, &mut frame, read, inner) {
            Fate::Hole(_) if nested => {
                let says = "another ring lies within or round the hole; it takes nothing away";
                notes.note(Code::HoleIgnored, &at, says);
            }
            Fate::Hole(ring) => holes.push(ring),
            Fate::Ignored(why) => notes.note(Code::HoleIgnored, &at, why),
            Fate::Part(why, read) => {
                notes.note(Code::HoleIgnored, &at, format!("{why}; counts as part of the zone"));
                placed.extend(read.outlines(Vec::new()));
            }
            Fate::Lost => {
                placed.push((Outline::Unplaced, Placement::AsRead));
                let says = "no vertex of a further ring can be read; the zone may also be anywhere";
                notes.note(Code::GeometryUnreadable, &at, says);
            }
        }
    }
    let mut all = outer.outlines(holes);
    all.append(&mut placed);
    all
}

/// The outer ring, to ask what lies in it.
struct Frame<'p> {
    round: Box2,
    within: Within<'p>,
}

impl Frame<'_> {
    /// Whether a ring certainly lies inside, wherever its longitudes are counted from.
    fn holds(&mut self, ring: &Ring) -> bool {
        let bounds = Box2::round(ring);
        let turn = [0, TURN, -TURN].into_iter().find(|by| bounds.moved(*by).lies_in(&self.round));
        turn.is_some_and(|by| {
            let moved: Vec<Point> =
                unwrapped(ring).into_iter().map(|[lon, lat]| [lon + by, lat]).collect();
            self.within.holds(&moved)
        })
    }
}

/// What becomes of a ring after the first.
enum Fate {
    Hole(Ring),
    Ignored(&'static str),
    Part(&'static str, Box<RingRead>),
    Lost,
}

/// A hole subtracts only when nothing about it or its outer ring is in doubt.
fn fate(outer: &RingRead, frame: &mut Frame, read: Option<RingRead>, inner: InnerRings) -> Fate {
    match (read, inner) {
        (None, _) => Fate::Lost,
        (Some(read), InnerRings::Unsaid) => Fate::Part("ED-269 knows no holes", Box::new(read)),
        (Some(read), InnerRings::Holes) if !frame.holds(&read.ring) => {
            Fate::Part("not within the first ring, so no hole", Box::new(read))
        }
        (Some(read), InnerRings::Holes) => match doubt(outer, &read) {
            Some(why) => Fate::Ignored(why),
            None => Fate::Hole(read.ring),
        },
    }
}

/// Why a ring within the outer one takes nothing away.
fn doubt(outer: &RingRead, hole: &RingRead) -> Option<&'static str> {
    if outer.short_way.is_some()
        || outer.placement != Placement::AsRead
        || hole.ring.reading != outer.ring.reading
    {
        return Some("the outer ring is not certain; the hole takes nothing away");
    }
    (!hole.simple || hole.short_way.is_some())
        .then_some("the hole is no simple ring; it takes nothing away")
}

/// Which rings after the first have another one within or round them, by their boxes. The inner one may
/// be an island, which belongs to the zone, so neither takes anything away.
fn nested(rest: &[(String, Option<RingRead>)]) -> Vec<bool> {
    let boxes = rest.iter().enumerate();
    let boxes = boxes.filter_map(|(i, (_, read))| Some((i, Box2::round(&read.as_ref()?.ring))));
    // Across the antimeridian two rings may count their longitudes from different turns.
    let mut boxes: Vec<(usize, Box2)> =
        boxes.flat_map(|(i, b)| [0, TURN, -TURN].map(|by| (i, b.moved(by)))).collect();
    boxes.sort_by_key(|(_, b)| b.low);
    let mut nested = vec![false; rest.len()];
    let mut flag = |i: usize| {
        if let Some(flag) = nested.get_mut(i) {
            *flag = true;
        }
    };
    for (nth, (i, one)) in boxes.iter().enumerate() {
        let near = boxes.iter().skip(nth + 1).take_while(|(_, b)| b.low[0] <= one.high[0]);
        let nested = near.filter(|(j, other)| j != i && (other.lies_in(one) || one.lies_in(other)));
        for (j, _) in nested {
            flag(*i);
            flag(*j);
        }
    }
    nested
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
