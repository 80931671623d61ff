//! Segments and paths through the cells they pass.

use overfly_model::{Metres, Position};
use std::collections::BTreeSet;

use super::Damaged;
use super::cell::{Cell, SINGLE};
use super::inside::{clip, inside};
use super::leaf::{Entry, JOINED, Leaf, MORE, Shape};
use super::point::disc_of;
use super::view::View;
use super::walk::{Budget, Swath};
use crate::area::Area;
use crate::frame;
use crate::interval::{self, Span};
use crate::live::{Hit, Tag};
use crate::path::{Chord, Path};
use crate::plane::{self, Bounds, Pt, TURN};
use crate::region::RESIDUAL_M;
use crate::ring::Near;

/// Where whole cells hold a chord on more stretches, they are one from the first to the last. No cells
/// of a map come near this; bytes that are out to waste time do.
const MOST_STRETCHES: usize = 1 << 22;

/// Stretches of chords that outlines meet: tag, place of the chord, stretch.
pub(crate) type Found = Vec<(u32, u32, Span)>;

impl View<'_> {
    /// The tags of the outlines that share a point with a straight segment, some perhaps several times.
    pub(crate) fn segment(&self, ends: [Position; 2], found: &mut Vec<Tag>) -> Result<(), Damaged> {
        self.visit_at(ends[0], |tag| found.push(tag))?;
        let chord = Chord { a: Pt::of(ends[0]), b: Pt::of(ends[1]), from_m: 0.0, length_m: 0.0 };
        let Some(bounds) = Bounds::of([chord.a, chord.b]) else { return Ok(()) };
        for (chord, bounds) in turned(&chord, bounds) {
            let (swath, mut discs) = (Swath::of(&chord, bounds), BTreeSet::new());
            self.walk(&swath, &mut |cell: Cell, reference: u32, budget: &mut Budget| {
                // What holds the whole cell holds the start, or its border has been met before.
                if reference & 7 == SINGLE {
                    return Ok(());
                }
                let mut entries = Leaf::entries(self.cells(), (reference >> 3) as usize)?;
                while let Some(entry) = budget.next(&mut entries)? {
                    let is_new = match entry.shape {
                        Shape::Disc(disc) => discs.insert((entry.tag, disc)),
                        _ => true,
                    };
                    if is_new && touches(&entry, cell, &chord, &bounds) {
                        found.push(Tag(entry.tag));
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// The outlines that a path meets within `margin`, in ascending order, and where.
    pub(crate) fn along(&self, path: &Path, margin: Metres) -> Result<Vec<Hit>, Damaged> {
        let reach_m = margin.value().max(0.0) + RESIDUAL_M;
        let mut found = Found::new();
        for (place, chord) in (0_u32..).zip(path.chords()) {
            self.chord(chord, place, reach_m, &mut found)?;
        }
        found.sort_unstable_by_key(|(tag, place, _)| (*tag, *place));
        let by_tag = found.chunk_by(|a, b| a.0 == b.0);
        let hit = |same: &[(u32, u32, Span)]| {
            let spans = same
                .iter()
                .filter_map(|(_, place, span)| Some((*path.chords().get(*place as usize)?, *span)));
            Some(Hit { tag: Tag(same.first()?.0), along: path.along(spans) })
        };
        Ok(by_tag.filter_map(hit).collect())
    }

    /// The outlines that an area meets within `margin`, in ascending order: those that its border meets,
    /// and those that have a corner in it.
    pub(crate) fn over(&self, area: &Area, margin: Metres) -> Result<Vec<Tag>, Damaged> {
        let mut found: Vec<Tag> =
            self.along(area.border(), margin)?.iter().map(|hit| hit.tag).collect();
        let bounds = area.bounds();
        let corner = Chord { a: bounds.low, b: bounds.low, from_m: 0.0, length_m: 0.0 };
        for (_, bounds) in turned(&corner, bounds) {
            let low = Chord { a: bounds.low, b: bounds.low, ..corner };
            self.walk(
                &Swath::of(&low, bounds),
                &mut |cell: Cell, reference: u32, budget: &mut Budget| {
                    if reference & 7 == SINGLE {
                        return Ok(());
                    }
                    let mut entries = Leaf::entries(self.cells(), (reference >> 3) as usize)?;
                    while let Some(entry) = budget.next(&mut entries)? {
                        if begins_in(&entry, cell, area) {
                            found.push(Tag(entry.tag));
                        }
                    }
                    Ok(())
                },
            )?;
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    fn chord(
        &self,
        chord: &Chord,
        place: u32,
        reach_m: f64,
        found: &mut Found,
    ) -> Result<(), Damaged> {
        let Some(bounds) = Bounds::of([chord.a, chord.b]) else { return Ok(()) };
        // Edges are met as far as they bulge, which no edge does more than the header says.
        let hood = frame::reach(bounds, reach_m + self.bulge_m());
        for (chord, hood) in turned(chord, hood) {
            let Some(near) = Near::of(&chord, reach_m, self.bulge_m()) else { continue };
            let mut search = Stretches {
                chord,
                near,
                reach_m,
                place,
                discs: BTreeSet::new(),
                part: Vec::new(),
                covered: Vec::new(),
                found,
            };
            self.walk(
                &Swath::of(&chord, hood),
                &mut |cell: Cell, reference: u32, budget: &mut Budget| {
                    let passed = clip(&chord, cell);
                    if reference & 7 == SINGLE {
                        search.found.extend(passed.map(|span| (reference >> 3, place, span)));
                        return Ok(());
                    }
                    let leaf = Leaf::read(self.cells(), (reference >> 3) as usize)?;
                    search.hold_all(leaf.covers, passed);
                    search.part.clear();
                    let mut entries = leaf.entries;
                    while let Some(entry) = budget.next(&mut entries)? {
                        search.look_at(entry, cell, passed);
                    }
                    Ok(())
                },
            )?;
            search.settle(Budget::of(self.cells().len()))?;
        }
        Ok(())
    }
}

/// Collects the stretches of a chord, cell by cell.
struct Stretches<'a, 'f> {
    chord: Chord,
    near: Near,
    reach_m: f64,
    place: u32,
    /// Circles that have been asked: one is in every cell that its border crosses.
    discs: BTreeSet<(u32, [u32; 4])>,
    /// The entries of a part so far.
    part: Vec<Entry<'a>>,
    /// Where the chord passes cells that the same tags hold, as neighbours' often are.
    covered: Vec<(&'a [[u8; 4]], Span)>,
    found: &'f mut Found,
}

impl<'a> Stretches<'a, '_> {
    fn hold_all(&mut self, covers: &'a [[u8; 4]], passed: Option<Span>) {
        if !covers.is_empty() {
            self.covered.extend(passed.map(|span| (covers, span)));
        }
    }

    /// Adds what whole cells hold: the tags of each list once, however many cells share it.
    fn settle(mut self, mut budget: Budget) -> Result<(), Damaged> {
        let which = |covers: &[[u8; 4]]| (covers.as_ptr() as usize, covers.len());
        let mut stretches = 0_usize;
        self.covered.sort_unstable_by_key(|(covers, _)| which(covers));
        for same in self.covered.chunk_by(|a, b| which(a.0) == which(b.0)) {
            let Some((covers, _)) = same.first() else { continue };
            budget.spend(covers.len())?;
            let mut spans = interval::merge(same.iter().map(|(_, span)| *span).collect(), 0.0);
            stretches = stretches.saturating_add(spans.len().saturating_mul(covers.len()));
            if stretches > MOST_STRETCHES
                && let (Some([from, _]), Some([_, to])) = (spans.first(), spans.last())
            {
                spans = vec![[*from, *to]];
            }
            for cover in *covers {
                let tag = u32::from_le_bytes(*cover);
                self.found.extend(spans.iter().map(|span| (tag, self.place, *span)));
            }
        }
        Ok(())
    }

    /// What comes near the entry's border; with the last entry of a part, what lies inside as well.
    fn look_at(&mut self, entry: Entry<'a>, cell: Cell, passed: Option<Span>) {
        if let Shape::Disc(disc) = entry.shape {
            self.look_at_disc(entry.tag, disc);
            return;
        }
        entry.edges(cell, false, |u, v| {
            let span = self.near.meets(u, v);
            self.found.extend(span.map(|span| (entry.tag, self.place, span)));
        });
        self.part.push(entry);
        if entry.flags & (MORE | JOINED) == 0 {
            if let Some(span) = passed {
                inside(&self.part, cell, &self.chord, span, |span| {
                    self.found.push((entry.tag, self.place, span));
                });
            }
            self.part.clear();
        }
    }

    fn look_at_disc(&mut self, tag: u32, disc: [u32; 4]) {
        if !self.discs.insert((tag, disc)) {
            return;
        }
        let span = disc_of(disc).and_then(|disc| disc.spans(&self.chord, self.reach_m));
        self.found.extend(span.map(|span| (tag, self.place, span)));
    }
}

/// A chord in each of the turns in which its neighbourhood meets the world.
pub(crate) fn turned(chord: &Chord, hood: Bounds) -> impl Iterator<Item = (Chord, Bounds)> {
    let base = -(chord.a.x + TURN / 2).div_euclid(TURN);
    let world = |bounds: &Bounds| bounds.low.x <= TURN / 2 && bounds.high.x >= -TURN / 2;
    (base - 1..=base + 1)
        .map(move |turn| (chord.turned(turn), hood.turned(turn)))
        .filter(move |(_, hood)| world(hood))
}

/// Whether an area holds a vertex of an entry, or the centre of its circle.
fn begins_in(entry: &Entry<'_>, cell: Cell, area: &Area) -> bool {
    if let Shape::Disc(disc) = entry.shape {
        return disc_of(disc).is_some_and(|disc| area.holds(disc.centre));
    }
    let mut held = false;
    entry.edges(cell, false, |u, _| held = held || area.holds_point(u));
    held
}

/// Whether the border of an entry shares a point with a segment. Exact.
fn touches(entry: &Entry<'_>, cell: Cell, chord: &Chord, bounds: &Bounds) -> bool {
    if let Shape::Disc(disc) = entry.shape {
        return disc_of(disc).is_some_and(|disc| !disc.crossed(chord).is_empty());
    }
    let Chord { a, b, .. } = *chord;
    let mut touched = false;
    entry.edges(cell, false, |u, v| {
        let apart = u.x.max(v.x) < bounds.low.x
            || u.x.min(v.x) > bounds.high.x
            || u.y.max(v.y) < bounds.low.y
            || u.y.min(v.y) > bounds.high.y;
        touched = touched || (!apart && plane::shared(a, b, u, v).is_some());
    });
    touched
}
