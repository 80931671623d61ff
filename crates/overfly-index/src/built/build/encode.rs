//! Writes leaves: see [`crate::built::leaf`] for what stands in one.

#![allow(
    clippy::indexing_slicing,
    reason = "places come from the lists of the same builder; nothing is read from outside"
)]

use super::chains::Chains;
use super::content::{Content, RingIn};
use super::parts::{Kind, Parts, whole};
use crate::built::cell::Cell;
use crate::built::leaf::{DISC, HOLE, JOINED, MANY, SHARED};

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
        chains.take(parts, runs, cell);
        count += chains.write(tag, flags, ring.wind, words);
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
