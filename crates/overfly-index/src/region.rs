//! One outline, prepared for questions.

use overfly_model::{Metres, Outline, Position};

use crate::area::Area;
use crate::circle::Disc;
use crate::frame;
use crate::interval::{self, Along, Span};
use crate::path::{Chord, Path};
use crate::plane::{self, Bounds, Pt, TURN};
use crate::ring::{PlaneRing, Side};

/// Chords stray from their geodesics by up to 0.1 m, and positions are rounded to 1e-7 degree.
pub(crate) const RESIDUAL_M: f64 = 0.12;

/// An outline prepared for questions. Errs towards "meets" when asked with a margin.
#[derive(Clone, Debug)]
pub struct Region {
    pub(crate) shape: Shape,
    bounds: Bounds,
}

#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Polygon { outer: PlaneRing, holes: Vec<PlaneRing> },
    Circle(Disc),
}

impl Region {
    /// `None` for an outline that is nowhere: see [`is_placed`](crate::is_placed).
    pub fn of(outline: &Outline) -> Option<Self> {
        let shape = match outline {
            _ if !plane::is_placed(outline) => return None,
            Outline::Polygon { outer, holes } => Shape::Polygon {
                outer: PlaneRing::of(outer)?,
                holes: holes.iter().filter_map(PlaneRing::of).collect(),
            },
            Outline::Circle { centre, radius } => Shape::Circle(Disc::of(*centre, *radius)),
            Outline::Unplaced => return None,
        };
        let bounds = match &shape {
            Shape::Polygon { outer, .. } => frame::reach(outer.bounds, outer.bulge_m),
            Shape::Circle(disc) => disc.bounds,
        };
        Some(Self { shape, bounds })
    }

    /// How far the longest border edges stray from their geodesics, at most: what questions with a margin
    /// are widened by beside it.
    pub fn bulge(&self) -> Metres {
        match &self.shape {
            Shape::Circle(_) => Metres::ZERO,
            Shape::Polygon { outer, holes } => {
                let all = holes.iter().map(|hole| hole.bulge_m).fold(outer.bulge_m, f64::max);
                Metres::or_greatest(all)
            }
        }
    }

    /// Whether the outline holds a position, border included. Exact for polygons; for circles the
    /// geodesic with 1 mm of border.
    pub fn holds(&self, position: Position) -> bool {
        match &self.shape {
            Shape::Circle(disc) => disc.holds(position),
            Shape::Polygon { outer, holes } => {
                turns(Pt::of(position)).any(|p| held(outer, holes, p))
            }
        }
    }

    /// The stretches of a path that come within `margin` of the outline. May report up to about 0.2 m
    /// too much (more where a border edge is long); never too little.
    pub fn along(&self, path: &Path, margin: Metres) -> Vec<Along> {
        let reach_m = margin.value().max(0.0) + RESIDUAL_M;
        path.along(path.chords().iter().flat_map(|chord| {
            self.spans(chord, |turned| self.reached(turned, reach_m), reach_m)
                .into_iter()
                .map(|span| (*chord, span))
        }))
    }

    /// The stretches, as fractions from 0 to 1, of the segment between two positions that meet the
    /// outline: straight in longitude and latitude, literal, no margin. Whether it meets is exact for
    /// polygons, and up to a centimetre too much for circles.
    pub fn segment(&self, [from, to]: [Position; 2]) -> Vec<[f64; 2]> {
        let chord = Chord { a: Pt::of(from), b: Pt::of(to), from_m: 0.0, length_m: 0.0 };
        let spans = self.spans(&chord, |turned| self.touched(turned), 0.0);
        interval::merge(spans, 0.0)
    }

    /// Whether an area comes within `margin` of the outline. Errs towards yes.
    pub fn meets(&self, area: &Area, margin: Metres) -> bool {
        !self.along(area.border(), margin).is_empty()
            || self.anchor().is_some_and(|p| area.holds_point(p))
    }

    /// The stretches of a path that lie inside, farther than `margin` from the border. Errs towards
    /// "not inside".
    pub fn inside_along(&self, path: &Path, margin: Metres) -> Vec<Along> {
        let reach_m = margin.value().max(0.0) + RESIDUAL_M;
        path.along(path.chords().iter().flat_map(|chord| {
            let inside = self.spans(chord, |turned| self.enclosed(turned, reach_m), 0.0);
            inside.into_iter().map(|span| (*chord, span))
        }))
    }

    /// Whether an area lies inside, farther than `margin` from the border. Errs towards no.
    pub fn encloses(&self, area: &Area, margin: Metres) -> bool {
        let reach_m = margin.value().max(0.0) + RESIDUAL_M;
        let enclosed = |chord: &Chord| {
            let spans = interval::merge(
                self.spans(chord, |turned| self.enclosed(turned, reach_m), 0.0),
                0.0,
            );
            matches!(spans.as_slice(), [[from, to]] if *from <= 0.0 && *to >= 1.0)
        };
        let Shape::Polygon { outer, holes } = &self.shape else { return false };
        area.border().chords().iter().all(enclosed)
            && [outer]
                .into_iter()
                .chain(holes)
                .filter_map(PlaneRing::first)
                .all(|p| !area.holds_point(p))
    }

    pub(crate) fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Applies `spans` to the chord in each of the turns in which it can meet the outline.
    fn spans(&self, chord: &Chord, spans: impl Fn(&Chord) -> Vec<Span>, reach_m: f64) -> Vec<Span> {
        let Some(bounds) = Bounds::of([chord.a, chord.b]) else { return Vec::new() };
        let hood = frame::reach(bounds, reach_m);
        let base = home_turn(chord.a);
        (-2..=2)
            .map(|turn| base + turn)
            .filter(|turn| hood.turned(*turn).meets(&self.bounds))
            .flat_map(|turn| spans(&chord.turned(turn)))
            .collect()
    }

    fn reached(&self, chord: &Chord, reach_m: f64) -> Vec<Span> {
        match &self.shape {
            Shape::Circle(disc) => disc.spans(chord, reach_m).into_iter().collect(),
            Shape::Polygon { outer, holes } => {
                let mut spans = nominal(chord, outer, holes);
                spans.extend(
                    [outer]
                        .into_iter()
                        .chain(holes)
                        .flat_map(|ring| ring.near_spans(chord, reach_m)),
                );
                spans
            }
        }
    }

    fn touched(&self, chord: &Chord) -> Vec<Span> {
        match &self.shape {
            Shape::Circle(disc) => disc.crossed(chord),
            Shape::Polygon { outer, holes } => {
                let rings = || [outer].into_iter().chain(holes);
                let mut spans: Vec<Span> =
                    rings().flat_map(|ring| ring.border_spans(chord)).collect();
                // What meets no border lies inside all along or nowhere: that is exact.
                if !spans.is_empty() || held(outer, holes, chord.a) {
                    spans.extend(nominal(chord, outer, holes));
                }
                spans
            }
        }
    }

    fn enclosed(&self, chord: &Chord, reach_m: f64) -> Vec<Span> {
        // Coverage is drawn as polygons; a circle encloses nothing we would have to rely on.
        let Shape::Polygon { outer, holes } = &self.shape else { return Vec::new() };
        let rings = || [outer].into_iter().chain(holes);
        let near = rings().flat_map(|ring| ring.near_spans(chord, reach_m)).collect();
        interval::subtract(&nominal(chord, outer, holes), &interval::merge(near, 0.0), false)
    }

    /// A point of the outline, for asking whether an area swallows it whole.
    fn anchor(&self) -> Option<Pt> {
        match &self.shape {
            Shape::Circle(disc) => Some(Pt::of(disc.centre)),
            Shape::Polygon { outer, .. } => outer.first(),
        }
    }
}

/// Whether a point is in or on the outer ring, and strictly inside no hole.
fn held(outer: &PlaneRing, holes: &[PlaneRing], p: Pt) -> bool {
    outer.side(p) != Side::Outside && holes.iter().all(|hole| hole.side(p) != Side::Inside)
}

/// Inside the outer ring, less the strict interior of the holes.
fn nominal(chord: &Chord, outer: &PlaneRing, holes: &[PlaneRing]) -> Vec<Span> {
    let left = holes.iter().fold(outer.inside_spans(chord), |left, hole| {
        interval::subtract(&left, &hole.inside_spans(chord), true)
    });
    left.into_iter().filter_map(interval::clip).collect()
}

/// How many turns bring a point into -180 to 180 degrees.
fn home_turn(p: Pt) -> i64 {
    -(p.x + TURN / 2).div_euclid(TURN)
}

/// A position in every turn in which an outline may hold it: +180 and -180 are one meridian, and a
/// ring that crosses the antimeridian counts on past it.
fn turns(p: Pt) -> impl Iterator<Item = Pt> {
    (-2..=2).map(move |turn| p.turned(turn))
}
