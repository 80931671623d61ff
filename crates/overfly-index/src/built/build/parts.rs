//! Outlines as the builder works on them: rings of whole numbers, in every turn of 360 degrees in which
//! a position from -180 to 180 can meet them.

use overfly_model::{Outline, Ring};

use crate::circle::Disc;
use crate::live::Tag;
use crate::plane::{self, Bounds, Pt, TURN};
use crate::ring::{LITTLE_M, bulge, bulges_more};

/// Where positions are.
const WORLD: Bounds =
    Bounds { low: Pt { x: -TURN / 2, y: -TURN / 4 }, high: Pt { x: TURN / 2, y: TURN / 4 } };

/// What is cut into cells.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// The vertices of all rings, each ring's first once more at its end.
    pub(crate) points: Vec<Pt>,
    pub(crate) rings: Vec<RingOf>,
    pub(crate) all: Vec<Part>,
    pub(crate) discs: Vec<Disc>,
}

/// A ring or circle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RingOf {
    pub(crate) part: u32,
    pub(crate) kind: Kind,
    /// Its edges, by the places of their first vertices.
    pub(crate) first: u32,
    pub(crate) edges: u32,
}

/// What a ring does to its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Outer,
    Hole,
    /// A circle, by its place in [`Parts::discs`].
    Disc(u32),
}

/// An outline in one turn.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) tag: u32,
    pub(crate) bounds: Bounds,
    /// Places of its rings, the outer one first.
    pub(crate) rings: core::ops::Range<u32>,
}

impl Parts {
    /// Adds an outline; false for one that is nowhere.
    pub(crate) fn add(&mut self, Tag(tag): Tag, outline: &Outline) -> bool {
        match outline {
            _ if !plane::is_placed(outline) => false,
            Outline::Polygon { outer, holes } => self.add_polygon(tag, outer, holes),
            Outline::Circle { centre, radius } => {
                self.add_disc(tag, &Disc::of(*centre, *radius));
                true
            }
            Outline::Unplaced => false,
        }
    }

    fn add_polygon(&mut self, tag: u32, outer: &Ring, holes: &[Ring]) -> bool {
        let outer: Vec<Pt> = plane::unwrapped(outer).collect();
        let Some(bounds) = Bounds::of(outer.iter().copied()) else { return false };
        let holes: Vec<Vec<Pt>> =
            holes.iter().map(|hole| plane::unwrapped(hole).collect()).collect();
        for turn in turns(bounds) {
            let first = self.begin();
            self.add_ring(Kind::Outer, &outer, turn);
            for hole in &holes {
                self.add_ring(Kind::Hole, hole, turn);
            }
            self.end(tag, bounds.turned(turn), first);
        }
        true
    }

    fn add_disc(&mut self, tag: u32, disc: &Disc) {
        // What goes all the way round is met in its own turn.
        let round = disc.bounds.high.x - disc.bounds.low.x >= TURN;
        for turn in turns(disc.bounds).filter(|turn| !round || *turn == 0) {
            let first = self.begin();
            let place = Kind::Disc(whole(self.discs.len()));
            self.discs.push(disc.clone());
            self.rings.push(RingOf {
                part: whole(self.all.len()),
                kind: place,
                first: 0,
                edges: 0,
            });
            self.end(tag, disc.bounds.turned(turn), first);
        }
    }

    fn begin(&self) -> u32 {
        whole(self.rings.len())
    }

    fn end(&mut self, tag: u32, bounds: Bounds, first: u32) {
        self.all.push(Part { tag, bounds, rings: first..whole(self.rings.len()) });
    }

    fn add_ring(&mut self, kind: Kind, points: &[Pt], turn: i64) {
        let Some(closing) = points.first() else { return };
        self.rings.push(RingOf {
            part: whole(self.all.len()),
            kind,
            first: whole(self.points.len()),
            edges: whole(points.len()),
        });
        self.points.extend(points.iter().chain([closing]).map(|p| p.turned(turn)));
    }

    /// No edge bulges more, metres; rounded up.
    #[allow(clippy::cast_possible_truncation, reason = "made larger by more than the rounding")]
    pub(crate) fn bulge_m(&self) -> f32 {
        let edges = self.rings.iter().flat_map(|ring| {
            let points = self.points.get(ring.first as usize..).unwrap_or_default();
            points.windows(2).take(ring.edges as usize)
        });
        let greater = |most: f64, edge: &[Pt]| match edge {
            [u, v] if bulges_more(*u, *v, most) => most.max(bulge(*u, *v)),
            _ => most,
        };
        edges.fold(LITTLE_M, greater) as f32 * 1.000_001
    }

    /// What all parts cover of the world; `None` without parts.
    pub(crate) fn bounds(&self) -> Option<Bounds> {
        let all = self.all.iter().map(|part| clipped(part.bounds));
        all.reduce(Bounds::hull)
    }
}

/// The piece of some bounds in which positions are.
pub(crate) fn clipped(bounds: Bounds) -> Bounds {
    let into = |p: Pt| Pt {
        x: p.x.clamp(WORLD.low.x, WORLD.high.x),
        y: p.y.clamp(WORLD.low.y, WORLD.high.y),
    };
    Bounds { low: into(bounds.low), high: into(bounds.high) }
}

/// The turns in which positions can meet `bounds`.
fn turns(bounds: Bounds) -> impl Iterator<Item = i64> {
    (-2..=2).filter(move |turn| bounds.turned(*turn).meets(&WORLD))
}

/// A place in a list, as a word: `build` refuses lists that are longer first.
pub(crate) fn whole(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
