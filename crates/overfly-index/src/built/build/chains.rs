//! The edges of a ring in a leaf, as they are written.

#![allow(
    clippy::indexing_slicing,
    reason = "places come from the lists of the same builder; nothing is read from outside"
)]

use super::content::Run;
use super::parts::{Parts, whole};
use crate::built::cell::Cell;
use crate::built::leaf::{
    LED_IN, LED_OUT, MEDIUM, MEDIUM_PAIRS, MORE, NARROW, SHORT, SHORT_PAIRS, WIDE, to_five,
};
use crate::plane::{Pt, cross};

/// Chains with no more edges are written edge by edge where a ring has several of them.
const SINGLE_EDGES: usize = 2;

/// The runs of a ring, with the ends led away where that is needed.
#[derive(Debug)]
pub(crate) struct Chains {
    cell: Cell,
    points: Vec<Pt>,
    all: Vec<Chain>,
    /// Edges that are written one by one, and such that lead away.
    edges: [Vec<Pt>; 2],
}

/// One of them.
#[derive(Clone, Copy, Debug)]
struct Chain {
    /// The places of its vertices.
    from: usize,
    to: usize,
    /// Which of its ends are led away.
    led: u8,
}

impl Chain {
    fn edges(self) -> usize {
        (self.to - self.from).saturating_sub(1)
    }
}

impl Chains {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self {
            cell: Cell { low: Pt { x: 0, y: 0 }, shift: [0, 0] },
            points: Vec::new(),
            all: Vec::new(),
            edges: [Vec::new(), Vec::new()],
        }
    }

    /// Takes the runs of a ring in a cell.
    pub(crate) fn take(&mut self, parts: &Parts, runs: &[Run], cell: Cell) {
        self.cell = cell;
        self.points.clear();
        self.all.clear();
        for run in runs {
            let from = self.points.len();
            let led = if run.edges == 0 { 0 } else { self.push(parts, *run) };
            self.all.push(Chain { from, to: self.points.len(), led });
        }
    }

    fn push(&mut self, parts: &Parts, run: Run) -> u8 {
        let ring = &parts.points[run.first as usize..=(run.first + run.edges) as usize];
        let (low, high) = (self.cell.low, self.cell.high());
        let away = Pt { x: low.x - 1, y: low.y - 1 };
        // Elsewhere the end makes no difference between the points of the cell.
        let needed = |p: Pt| p.y < low.y && p.x > low.x && p.x <= high.x;
        let mut led = 0;
        if needed(ring[0]) {
            self.points.push(away);
            led |= LED_IN;
        }
        self.points.extend_from_slice(ring);
        if needed(ring[ring.len() - 1]) {
            self.points.push(away);
            led |= LED_OUT;
        }
        led
    }

    /// Writes the entries of the ring, whose winding number at the cell's corner is `wind`, and counts
    /// them.
    pub(crate) fn write(&mut self, tag: u32, flags: u8, wind: i32, words: &mut Vec<u32>) -> u32 {
        let crossed: i32 =
            self.all.iter().map(|chain| self.crossings(&self.points[chain.from..chain.to])).sum();
        let mut writer = Writer { tag, flags, wind: wind - crossed, last: None, count: 0, words };
        let is_few = |chain: &&Chain| (1..=SINGLE_EDGES).contains(&chain.edges());
        let apart = self.all.iter().filter(is_few).count() > 1;
        self.edges.iter_mut().for_each(Vec::clear);
        for chain in &self.all {
            if apart && is_few(&chain) {
                take_apart(*chain, &self.points, &mut self.edges);
            } else {
                writer.write(chain.led, &self.points[chain.from..chain.to], self.cell, false);
            }
        }
        let [own, led] = &self.edges;
        for (flags, edges) in [(0, own), (LED_OUT, led)] {
            if !edges.is_empty() {
                writer.write(flags, edges, self.cell, true);
            }
        }
        writer.count
    }

    /// The signed crossings of the ray straight down from the cell's corner, moved a trifle north.
    fn crossings(&self, points: &[Pt]) -> i32 {
        let corner = self.cell.low;
        let crossing = |edge: &[Pt]| {
            let (u, v) = (edge[0], edge[1]);
            if (u.x <= corner.x) == (v.x <= corner.x) {
                return 0;
            }
            let (west, east, sign) = if u.x < v.x { (u, v, 1) } else { (v, u, -1) };
            if cross(west, east, corner) >= 0 { sign } else { 0 }
        };
        points.windows(2).map(crossing).sum()
    }
}

/// Sorts the edges of a chain into those of the ring and those that lead away.
fn take_apart(chain: Chain, points: &[Pt], edges: &mut [Vec<Pt>; 2]) {
    let last = chain.edges() - 1;
    for (at, edge) in points[chain.from..chain.to].windows(2).enumerate() {
        let led = (at == 0 && chain.led & LED_IN != 0) || (at == last && chain.led & LED_OUT != 0);
        edges[usize::from(led)].extend_from_slice(edge);
    }
}

/// Writes the entries of one ring.
struct Writer<'a> {
    tag: u32,
    flags: u8,
    /// For the first entry.
    wind: i32,
    /// Where the word with the flags of the last entry stands.
    last: Option<usize>,
    count: u32,
    words: &'a mut Vec<u32>,
}

impl Writer<'_> {
    fn write(&mut self, flags: u8, points: &[Pt], cell: Cell, pairs: bool) {
        let count = if pairs { points.len() / 2 } else { points.len() };
        let wind = core::mem::take(&mut self.wind);
        let form = form(points, cell);
        let form =
            if i8::try_from(wind).is_ok() && u16::try_from(count).is_ok() { form } else { WIDE };
        if form == WIDE && pairs {
            self.wind = wind;
            points.chunks_exact(2).for_each(|edge| self.write(flags, edge, cell, false));
            return;
        }
        self.go_on();
        let encoding = match form {
            NARROW | SHORT if pairs => SHORT_PAIRS,
            MEDIUM if pairs => MEDIUM_PAIRS,
            form => form,
        };
        let [low, high] = u16::try_from(count).unwrap_or(0).to_le_bytes();
        let short_wind = i8::try_from(wind).unwrap_or(0).cast_unsigned();
        self.last = Some(self.words.len() + 1);
        let head = u32::from_le_bytes([low, high, short_wind, self.flags | flags | encoding]);
        self.words.extend([self.tag, head]);
        self.count += 1;
        match encoding {
            NARROW => self.narrow(points, cell),
            SHORT | SHORT_PAIRS => self.short(points, cell),
            MEDIUM | MEDIUM_PAIRS => {
                self.words.extend(points.iter().flat_map(|p| [low_word(p.x), low_word(p.y)]));
            }
            _ => {
                self.words[self.last.unwrap_or(0)] &= !0x00ff_ffff;
                self.words.extend([whole(count), wind.cast_unsigned()]);
                let halves = |c: i64| [low_word(c), low_word(c >> 32)];
                self.words.extend(points.iter().flat_map(|p| [p.x, p.y]).flat_map(halves));
            }
        }
    }

    /// The entry before is not the ring's last.
    fn go_on(&mut self) {
        if let Some(last) = self.last {
            self.words[last] |= u32::from(MORE) << 24;
        }
    }

    fn narrow(&mut self, points: &[Pt], cell: Cell) {
        let middle = cell.middle();
        let word = |p: &Pt| low_word(p.y - middle.y) << 16 | low_word(p.x - middle.x) & 0xffff;
        self.words.extend(points.iter().map(word));
    }

    /// The last word is filled up with zeros.
    fn short(&mut self, points: &[Pt], cell: Cell) {
        let middle = cell.middle();
        let (mut held, mut bits) = (0_u64, 0_u32);
        for point in points {
            let five = to_five([point.x - middle.x, point.y - middle.y]);
            // At most 24 bits are left over from the words before.
            held |= five << bits;
            bits += 40;
            while bits >= 32 {
                self.words.push(low_word(held.cast_signed()));
                held >>= 32;
                bits -= 32;
            }
        }
        if bits > 0 {
            self.words.push(low_word(held.cast_signed()));
        }
    }
}

/// In which of the forms for chains the vertices can be written.
fn form(points: &[Pt], cell: Cell) -> u8 {
    let middle = cell.middle();
    // The bits in which a number differs from its sign.
    let size = |c: i64| c ^ c >> 63;
    let sizes =
        points.iter().fold(0, |sizes, p| sizes | size(p.x - middle.x) | size(p.y - middle.y));
    match sizes {
        0..0x8000 => NARROW,
        0x8000..0x8_0000 => SHORT,
        _ if points.iter().all(|p| is_medium(*p, cell)) => MEDIUM,
        _ => WIDE,
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
