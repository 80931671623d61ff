//! What stands in a leaf.
//!
//! A head word: how many entries in its low half, how many covers in its high half. Either may be 0xffff:
//! then the count follows in a word of its own, covers' first. Covers 0xfffe: a word follows with the
//! offset of a leaf whose covers are this one's too, as neighbours' often are. Then the covers: the tags
//! of the outlines that hold the whole cell. Then the entries: a piece of a border each.
//!
//! An entry is its tag, then a word of its count of vertices or pairs (16 bits), a winding number (8 bits,
//! signed) and flags (8 bits), then its vertices. A point's winding number round a ring is the entry's,
//! plus the signed crossings of the ray from the point straight down with the edges of the entry: ends
//! that would spoil this are led away below the cell by an edge that is not the ring's, which a flag
//! tells.

use super::Damaged;
use super::words::Words;

/// A count that stands in a word of its own.
pub(crate) const MANY: u32 = 0xffff;
/// The covers are another leaf's.
pub(crate) const SHARED: u32 = 0xfffe;

/// Three low bits of the flags: how vertices are written.
pub(crate) const ENCODING: u8 = 0b111;
/// Two 16-bit numbers a vertex, from the cell's middle.
pub(crate) const NARROW: u8 = 0;
/// Two 20-bit numbers a vertex, from the cell's middle, in five bytes; up to three more to the next word.
pub(crate) const SHORT: u8 = 1;
/// Two 32-bit numbers a vertex; they and the cell's points are less than 2^31 apart.
pub(crate) const MEDIUM: u8 = 2;
/// Its own count and winding number in two words first, then two 64-bit numbers a vertex.
pub(crate) const WIDE: u8 = 3;
/// No vertices but a circle: latitude and longitude of the centre, then the radius as a 64-bit float.
pub(crate) const DISC: u8 = 4;
/// Edges that do not follow each other: two vertices each, as in [`SHORT`].
pub(crate) const SHORT_PAIRS: u8 = 5;
/// As [`SHORT_PAIRS`], as in [`MEDIUM`].
pub(crate) const MEDIUM_PAIRS: u8 = 6;

/// A ring whose inside is cut out.
pub(crate) const HOLE: u8 = 1 << 3;
/// The next entry goes on with the same ring; the winding number of later entries is 0.
pub(crate) const MORE: u8 = 1 << 4;
/// The next ring belongs to the same outline.
pub(crate) const JOINED: u8 = 1 << 5;
/// The first edge is not the ring's.
pub(crate) const LED_IN: u8 = 1 << 6;
/// The last edge is not the ring's; of pairs, none is.
pub(crate) const LED_OUT: u8 = 1 << 7;

/// A vertex in 20-bit numbers.
pub(crate) type Five = [u8; 5];

/// Its first number.
#[inline]
pub(crate) fn five_x([a, b, c, _, _]: Five) -> i32 {
    u32::from_le_bytes([0, a, b, c]).wrapping_shl(4).cast_signed() >> 12
}

/// A vertex of two 32-bit numbers.
pub(crate) type Eight = [u8; 8];

/// Its first number.
#[inline]
pub(crate) fn eight_x([a, b, c, d, ..]: Eight) -> i32 {
    i32::from_le_bytes([a, b, c, d])
}

/// Its second number.
#[inline]
pub(crate) fn eight_y([.., a, b, c, d]: Eight) -> i32 {
    i32::from_le_bytes([a, b, c, d])
}

/// The vertices of a pair.
#[inline]
pub(crate) fn fives(pair: [u8; 10]) -> [Five; 2] {
    let ([u, v], _) = pair.as_chunks() else { return [[0; 5]; 2] };
    [*u, *v]
}

/// The vertices of a pair.
#[inline]
pub(crate) fn eights(pair: [u8; 16]) -> [Eight; 2] {
    let ([u, v], _) = pair.as_chunks() else { return [[0; 8]; 2] };
    [*u, *v]
}

/// Its second number.
#[inline]
pub(crate) fn five_y([_, _, c, d, e]: Five) -> i32 {
    u32::from_le_bytes([0, c, d, e]).cast_signed() >> 12
}

/// The 40 bits of a vertex whose numbers fit 20 bits.
pub(crate) const fn to_five([x, y]: [i64; 2]) -> u64 {
    (y.cast_unsigned() & 0xf_ffff) << 20 | x.cast_unsigned() & 0xf_ffff
}

/// The parts of a leaf.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaf<'a> {
    pub(crate) covers: &'a [[u8; 4]],
    pub(crate) entries: Entries<'a>,
}

/// The entries of a leaf, one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entries<'a> {
    left: u32,
    words: Words<'a>,
}

/// A piece of a border.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) tag: u32,
    pub(crate) flags: u8,
    pub(crate) wind: i32,
    pub(crate) shape: Shape<'a>,
}

/// Vertices as they are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape<'a> {
    Narrow(&'a [[u8; 4]]),
    Short(&'a [Five]),
    ShortPairs(&'a [[u8; 10]]),
    Medium(&'a [[u8; 8]]),
    MediumPairs(&'a [[u8; 16]]),
    Wide(&'a [[u8; 16]]),
    /// Latitude, longitude, radius.
    Disc([u32; 4]),
}

type Own<'a> = (Option<u32>, &'a [[u8; 4]], Entries<'a>);

impl<'a> Leaf<'a> {
    /// The entries alone.
    #[inline]
    pub(crate) fn entries(cells: Words<'a>, at: usize) -> Result<Entries<'a>, Damaged> {
        Self::own(cells, at).map(|(_, _, entries)| entries)
    }

    /// The leaf at an offset of the cell section.
    #[inline]
    pub(crate) fn read(cells: Words<'a>, at: usize) -> Result<Self, Damaged> {
        let (shared, own, entries) = Self::own(cells, at)?;
        let covers = match shared {
            Some(at) => covers_at(cells.from(at as usize)?)?,
            None => own,
        };
        Ok(Self { covers, entries })
    }

    /// Where the covers are when they are another's, its own, and the entries.
    #[inline]
    fn own(cells: Words<'a>, at: usize) -> Result<Own<'a>, Damaged> {
        let (head, mut words) = cells.from(at)?.next()?;
        let (mut count, mut left) = (head >> 16, head & MANY);
        let mut shared = None;
        if count >= SHARED {
            let word;
            (word, words) = words.next()?;
            (count, shared) = if count == SHARED { (0, Some(word)) } else { (word, None) };
        }
        if left == MANY {
            (left, words) = words.next()?;
        }
        let (own, words) = words.pieces::<4>(count as usize)?;
        Ok((shared, own, Entries { left, words }))
    }
}

/// The covers of a leaf that has its own.
#[inline]
fn covers_at(words: Words<'_>) -> Result<&[[u8; 4]], Damaged> {
    let (head, mut words) = words.next()?;
    let mut count = head >> 16;
    if count == MANY {
        (count, words) = words.next()?;
    } else if count == SHARED {
        return Err(Damaged);
    }
    words.pieces::<4>(count as usize).map(|(covers, _)| covers)
}

impl<'a> Entries<'a> {
    /// How many words of the section there are from here on.
    pub(crate) fn words_left(&self) -> usize {
        self.words.len()
    }

    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<Entry<'a>>, Damaged> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let ([tag, word], words) = self.words.take::<2>()?;
        let [low, high, wind, flags] = word.to_le_bytes();
        let count = usize::from(u16::from_le_bytes([low, high]));
        let mut wind = i32::from(wind.cast_signed());
        let shape;
        (shape, self.words) = match flags & ENCODING {
            NARROW => words.pieces(count).map(|(all, rest)| (Shape::Narrow(all), rest))?,
            SHORT => words.pieces(count).map(|(all, rest)| (Shape::Short(all), rest.aligned()))?,
            MEDIUM => words.pieces(count).map(|(all, rest)| (Shape::Medium(all), rest))?,
            SHORT_PAIRS => {
                words.pieces(count).map(|(all, rest)| (Shape::ShortPairs(all), rest.aligned()))?
            }
            MEDIUM_PAIRS => {
                words.pieces(count).map(|(all, rest)| (Shape::MediumPairs(all), rest))?
            }
            WIDE => {
                let ([count, own], words) = words.take::<2>()?;
                wind = own.cast_signed();
                words.pieces(count as usize).map(|(all, rest)| (Shape::Wide(all), rest))?
            }
            DISC => words.take().map(|(disc, rest)| (Shape::Disc(disc), rest))?,
            _ => return Err(Damaged),
        };
        Ok(Some(Entry { tag, flags, wind, shape }))
    }
}
