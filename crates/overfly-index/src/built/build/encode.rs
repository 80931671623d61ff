//! Writes leaves: see [`crate::built::leaf`] for what stands in one.

#![allow(
    clippy::indexing_slicing,
    reason = "places come from the lists of the same builder; nothing is read from outside"
)]

use super::content::{Content, RingIn, Run};
use super::parts::{Kind, Parts, whole};
use crate::built::cell::Cell;
use crate::built::leaf::{
    DISC, HOLE, JOINED, LED_IN, LED_OUT, MANY, MEDIUM, MORE, NARROW, SHARED, WIDE,
};
use crate::plane::{Pt, cross};

/// Writes the leaf of covers alone.
pub(crate) fn covers(covers: &[u32], words: &mut Vec<u32>) {
    let count = whole(covers.len());
    if count < SHARED {
        words.push(count << 16);
    } else {
        words.extend([MANY << 16, count]);
    }
    words.extend(covers);
}

/// Writes the leaf of a cell that borders cross. Its covers are sorted, and stand in the leaf at
/// `shared` if there is one.
pub(crate) fn leaf(
    parts: &Parts,
    content: &Content,
    cell: Cell,
    shared: Option<u32>,
    chains: &mut Chains,
    words: &mut Vec<u32>,
) {
    let head = words.len();
    let count = if let Some(at) = shared {
        words.extend([0, at]);
        SHARED
    } else {
        covers(&content.covers, words);
        words[head] >> 16
    };
    let entries_at = if count < SHARED { head + 1 } else { head + 2 };
    let entries = entries(parts, content, cell, chains, words);
    if entries >= MANY {
        words.insert(entries_at, entries);
    }
    words[head] = count << 16 | entries.min(MANY);
}

/// Writes the entries and counts them. What belongs to a tag that holds the cell anyway is left out.
fn entries(
    parts: &Parts,
    content: &Content,
    cell: Cell,
    chains: &mut Chains,
    words: &mut Vec<u32>,
) -> u32 {
    let part_of = |ring: &RingIn| parts.rings[ring.ring as usize].part;
    let tag_of = |ring: &RingIn| parts.all[part_of(ring) as usize].tag;
    let mut count = 0;
    let mut rings = content.rings().peekable();
    while let Some((ring, runs)) = rings.next() {
        let tag = tag_of(ring);
        if content.covers.binary_search(&tag).is_ok() {
            continue;
        }
        let joined = rings.peek().is_some_and(|(next, _)| part_of(next) == part_of(ring));
        let mut flags = if joined { JOINED } else { 0 };
        match parts.rings[ring.ring as usize].kind {
            Kind::Disc(disc) => {
                words.extend([tag, u32::from(flags | DISC) << 24]);
                disc_words(parts, disc, words);
                count += 1;
                continue;
            }
            Kind::Hole => flags |= HOLE,
            Kind::Outer => {}
        }
        chains.clear();
        for run in runs {
            chains.push(parts, *run, cell);
        }
        let crossed: i32 = chains.iter().map(|chain| chain.crossings(cell.low)).sum();
        for (at, chain) in chains.iter().enumerate() {
            let more = if at + 1 < runs.len() { MORE } else { 0 };
            let wind = if at == 0 { ring.wind - crossed } else { 0 };
            chain.write(tag, flags | more, wind, cell, words);
            count += 1;
        }
    }
    count
}

fn disc_words(parts: &Parts, disc: u32, words: &mut Vec<u32>) {
    let disc = &parts.discs[disc as usize];
    let bits = disc.radius_m.to_bits();
    let [lat, lon] = [disc.centre.lat_e7(), disc.centre.lon_e7()].map(i32::cast_unsigned);
    #[allow(clippy::cast_possible_truncation, reason = "the low and the high half")]
    words.extend([lat, lon, bits as u32, (bits >> 32) as u32]);
}

/// The runs of a ring as they are written, with the ends led away where that is needed.
#[derive(Debug, Default)]
pub(crate) struct Chains {
    points: Vec<Pt>,
    /// Where each ends, and which of its ends are led away.
    ends: Vec<(usize, u8)>,
}

impl Chains {
    fn clear(&mut self) {
        self.points.clear();
        self.ends.clear();
    }

    fn push(&mut self, parts: &Parts, run: Run, cell: Cell) {
        let ring = &parts.points[run.first as usize..=(run.first + run.edges) as usize];
        let (low, high) = (cell.low, cell.high());
        let away = Pt { x: low.x - 1, y: low.y - 1 };
        // Elsewhere the end makes no difference between the points of the cell.
        let needed =
            |end: Option<&Pt>| end.is_some_and(|p| p.y < low.y && p.x > low.x && p.x <= high.x);
        let mut led = 0;
        if needed(ring.first()) {
            self.points.push(away);
            led |= LED_IN;
        }
        self.points.extend_from_slice(ring);
        if needed(ring.last()) {
            self.points.push(away);
            led |= LED_OUT;
        }
        self.ends.push((self.points.len(), led));
    }

    fn iter(&self) -> impl Iterator<Item = Chain<'_>> {
        let mut from = 0;
        self.ends.iter().map(move |(end, led)| {
            let points = &self.points[from..*end];
            from = *end;
            Chain { points, led: *led }
        })
    }
}

/// One of them.
struct Chain<'a> {
    points: &'a [Pt],
    led: u8,
}

impl Chain<'_> {
    /// The signed crossings of the ray straight down from a corner, moved a trifle north.
    fn crossings(&self, corner: Pt) -> i32 {
        let crossing = |edge: &[Pt]| {
            let (u, v) = (edge[0], edge[1]);
            if (u.x <= corner.x) == (v.x <= corner.x) {
                return 0;
            }
            let (west, east, sign) = if u.x < v.x { (u, v, 1) } else { (v, u, -1) };
            if cross(west, east, corner) >= 0 { sign } else { 0 }
        };
        self.points.windows(2).map(crossing).sum()
    }

    fn write(&self, tag: u32, flags: u8, wind: i32, cell: Cell, words: &mut Vec<u32>) {
        let flags = flags | self.led;
        let head = |encoding: u8, wind: i8| {
            let [low, high] = u16::try_from(self.points.len()).unwrap_or(0).to_le_bytes();
            u32::from_le_bytes([low, high, wind.cast_unsigned(), flags | encoding])
        };
        words.push(tag);
        let fits = i8::try_from(wind).ok().filter(|_| u16::try_from(self.points.len()).is_ok());
        let middle = cell.middle();
        let narrow = |p: &Pt| {
            Some([i16::try_from(p.x - middle.x).ok()?, i16::try_from(p.y - middle.y).ok()?])
        };
        if let (Some(wind), true) = (fits, self.points.iter().all(|p| narrow(p).is_some())) {
            words.push(head(NARROW, wind));
            words.extend(
                self.points.iter().filter_map(narrow).map(|[x, y]| {
                    u32::from(y.cast_unsigned()) << 16 | u32::from(x.cast_unsigned())
                }),
            );
        } else if let (Some(wind), true) = (fits, self.points.iter().all(|p| is_medium(*p, cell))) {
            words.push(head(MEDIUM, wind));
            words.extend(self.points.iter().flat_map(|p| [p.x, p.y]).map(low_word));
        } else {
            words.extend([head(WIDE, 0) & !0xffff, whole(self.points.len()), wind.cast_unsigned()]);
            let halves = |c: i64| [low_word(c), low_word(c >> 32)];
            words.extend(self.points.iter().flat_map(|p| [p.x, p.y]).flat_map(halves));
        }
    }
}

/// Whether a vertex fits 32 bits, and lies less than 2^31 from every point of the cell.
fn is_medium(p: Pt, cell: Cell) -> bool {
    let (low, high) = (cell.low, cell.high());
    let near = |c: i64, low: i64, high: i64| {
        i32::try_from(c).is_ok() && (c - low).abs().max((c - high).abs()) < 1 << 31
    };
    near(p.x, low.x, high.x) && near(p.y, low.y, high.y)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the low 32 bits")]
fn low_word(c: i64) -> u32 {
    c as u32
}
