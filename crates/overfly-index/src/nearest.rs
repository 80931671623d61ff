//! How far the nearest border is.

use overfly_model::geodesy::{self, Course};
use overfly_model::{Metres, Position};

use crate::circle::Disc;
use crate::frame::{self, Flat, Scale};
use crate::live::Tag;
use crate::path::{Chord, Path};
use crate::plane::{Bounds, Pt};
use crate::region::{Region, Shape};
use crate::ring::PlaneRing;

/// How far the search widens, metres.
const RADII_M: [f64; 5] = [500.0, 4_000.0, 32_000.0, 256_000.0, 2_000_000.0];

/// The nearest border.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearestBorder {
    /// Whose border.
    pub tag: Tag,
    /// Geodesic distance from `from` to `to`: the border is no farther.
    pub distance: Metres,
    /// The border is nearer by at most this.
    pub error: Metres,
    /// The point of the path.
    pub from: Position,
    /// The point of the border.
    pub to: Position,
    /// Metres along the path where `from` lies.
    pub along: Metres,
    /// The way from `from` to `to`.
    pub course: Course,
}

/// The nearest border of the regions that `candidates` has in a box.
pub(crate) fn search<'a, I>(
    path: &Path,
    limit: Metres,
    candidates: impl Fn(Bounds) -> I,
) -> Option<NearestBorder>
where
    I: Iterator<Item = (Tag, &'a Region)>,
{
    let found: Result<_, core::convert::Infallible> = widen(limit, |radius_m| {
        let mut search = Search::within(radius_m);
        for (tag, region) in candidates(frame::reach(path.bounds(), radius_m)) {
            for chord in path.chords() {
                search.look(tag, region, chord);
            }
        }
        Ok(search.found())
    });
    found.unwrap_or_else(|never| match never {})
}

/// Widens the search until what it found is certainly the nearest, or the limit is passed.
pub(crate) fn widen<E>(
    limit: Metres,
    mut within: impl FnMut(f64) -> Result<Option<NearestBorder>, E>,
) -> Result<Option<NearestBorder>, E> {
    let mut best: Option<NearestBorder> = None;
    for radius_m in RADII_M {
        let radius_m = radius_m.min(limit.value());
        best = within(radius_m)?;
        if best.is_some_and(|found| found.distance.value() <= radius_m) || radius_m >= limit.value()
        {
            break;
        }
    }
    let Some(found) = best.filter(|found| found.distance <= limit) else { return Ok(None) };
    // Once more in just the neighbourhood that matters: there the frame is tightest.
    let tight = found.distance.value() * 1.01 + 1.0;
    Ok(within(tight)?.filter(|again| again.distance <= found.distance).or(Some(found)))
}

pub(crate) struct Search {
    pub(crate) radius_m: f64,
    /// No border is nearer than this.
    lowest_m: f64,
    best: Option<NearestBorder>,
}

/// A chord's neighbourhood in a flat frame.
pub(crate) struct Look {
    scale: Scale,
    corners: [Flat; 2],
    leg: [Flat; 2],
}

impl Search {
    pub(crate) fn within(radius_m: f64) -> Self {
        Self { radius_m, lowest_m: f64::INFINITY, best: None }
    }

    pub(crate) fn found(self) -> Option<NearestBorder> {
        let lowest_m = self.lowest_m;
        self.best.map(|best| NearestBorder {
            error: Metres::or_greatest((best.distance.value() - lowest_m).max(0.0)),
            ..best
        })
    }

    fn look(&mut self, tag: Tag, region: &Region, chord: &Chord) {
        let base = -(chord.a.x + crate::plane::TURN / 2).div_euclid(crate::plane::TURN);
        for turn in -2..=2 {
            let chord = chord.turned(base + turn);
            let Some(bounds) = Bounds::of([chord.a, chord.b]) else { return };
            let hood = frame::reach(bounds, self.radius_m);
            if !hood.meets(&region.bounds()) {
                continue;
            }
            match &region.shape {
                Shape::Polygon { outer, holes } => {
                    [outer]
                        .into_iter()
                        .chain(holes)
                        .for_each(|ring| self.look_at_ring(tag, ring, &chord, hood));
                }
                Shape::Circle(disc) => self.look_at_disc(tag, disc, &chord),
            }
        }
    }

    fn look_at_ring(&mut self, tag: Tag, ring: &PlaneRing, chord: &Chord, hood: Bounds) {
        let look = Self::edges(chord, hood);
        for (u, v) in ring.edges() {
            self.look_at_edge(tag, [u, v], chord, &look);
        }
    }

    /// For looking at the edges in the neighbourhood of a chord.
    pub(crate) fn edges(chord: &Chord, hood: Bounds) -> Look {
        let scale = Scale::least(&hood);
        let flat = |p: Pt| Flat::of(p, chord.a, scale);
        Look {
            scale,
            corners: [flat(hood.low), flat(hood.high)],
            leg: [flat(chord.a), flat(chord.b)],
        }
    }

    pub(crate) fn look_at_edge(&mut self, tag: Tag, [u, v]: [Pt; 2], chord: &Chord, look: &Look) {
        let edge = [u, v].map(|p| Flat::of(p, chord.a, look.scale));
        if frame::clip_to_box(edge, look.corners).is_none() {
            return;
        }
        let leg = look.leg;
        let [s, t] = frame::closest(leg, edge);
        let gap = leg[0]
            .plus(leg[1].minus(leg[0]), s)
            .minus(edge[0].plus(edge[1].minus(edge[0]), t))
            .length();
        let foot = Chord { a: u, b: v, from_m: 0.0, length_m: 0.0 }.at(t);
        self.offer(tag, gap, chord, s, foot.position());
    }

    pub(crate) fn look_at_disc(&mut self, tag: Tag, disc: &Disc, chord: &Chord) {
        let (t, near, far) = disc.nearest_on(chord);
        let (t, gap) = if near >= disc.radius_m {
            (t, near - disc.radius_m)
        } else if far >= disc.radius_m {
            (t, 0.0)
        } else {
            // Inside all along: the border is nearest to the end that lies farthest out.
            let out = |p: Pt| geodesy::distance(disc.centre, p.position());
            (if out(chord.b) > out(chord.a) { 1.0 } else { 0.0 }, disc.radius_m - far)
        };
        let (_, course) = geodesy::distance_and_course(disc.centre, chord.at(t).position());
        let foot = geodesy::travel(disc.centre, course, Metres::or_greatest(disc.radius_m));
        self.offer(tag, (gap - 0.1).max(0.0), chord, t, foot);
    }

    /// Takes a candidate whose true distance is at least `gap_m`.
    fn offer(&mut self, tag: Tag, gap_m: f64, chord: &Chord, t: f64, to: Position) {
        self.lowest_m = self.lowest_m.min(gap_m);
        if self.best.is_some_and(|best| best.distance.value() < gap_m) {
            return;
        }
        let from = chord.at(t).position();
        let (distance, course) = geodesy::distance_and_course(from, to);
        if self.best.is_none_or(|best| {
            distance < best.distance || (distance <= best.distance && tag < best.tag)
        }) {
            let along = Metres::or_greatest(chord.from_m + t * chord.length_m);
            self.best =
                Some(NearestBorder { tag, distance, error: Metres::ZERO, from, to, along, course });
        }
    }
}
