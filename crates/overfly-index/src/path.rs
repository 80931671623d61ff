//! Paths of a flight: geodesics, cut into chords that are straight in longitude and latitude.

use overfly_model::geodesy::{self, SEMI_MAJOR_M};
use overfly_model::{Metres, Position};

use crate::interval::{Along, Span};
use crate::plane::{Bounds, Pt};

/// No chord is longer: frames and the plane of a circle stay flat to a millimetre over it.
const LONGEST_M: f64 = 2_000.0;
/// What a chord may stray from its geodesic. Half of what the reach allows for.
const DEVIATION_M: f64 = 0.05;
/// Stretches this close are one.
pub(crate) const JOIN_M: f64 = 0.05;

/// A chord: straight in longitude and latitude, within 0.1 m of its geodesic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Chord {
    pub(crate) a: Pt,
    pub(crate) b: Pt,
    /// Metres from the start of the path.
    pub(crate) from_m: f64,
    pub(crate) length_m: f64,
}

impl Chord {
    pub(crate) fn turned(&self, turns: i64) -> Self {
        Self { a: self.a.turned(turns), b: self.b.turned(turns), ..*self }
    }

    /// The point at a fraction of the chord.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "chords span some km"
    )]
    pub(crate) fn at(&self, t: f64) -> Pt {
        let between = |from: i64, to: i64| from + ((to - from) as f64 * t).round() as i64;
        Pt { x: between(self.a.x, self.b.x), y: between(self.a.y, self.b.y) }
    }
}

/// A path through positions along geodesics, the short way round; one position is a hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    chords: Vec<Chord>,
    bounds: Bounds,
    length_m: f64,
}

impl Path {
    /// `None` without positions.
    pub fn through(positions: &[Position]) -> Option<Self> {
        let (first, rest) = positions.split_first()?;
        let mut path = Self {
            chords: Vec::new(),
            bounds: Bounds { low: Pt::of(*first), high: Pt::of(*first) },
            length_m: 0.0,
        };
        let mut from = (*first, Pt::of(*first));
        for &to in rest {
            from = path.push_geodesic(from, to);
        }
        if path.chords.is_empty() {
            path.chords.push(Chord { a: from.1, b: from.1, from_m: 0.0, length_m: 0.0 });
        }
        path.bounds = Bounds::of(path.chords.iter().flat_map(|c| [c.a, c.b]))?;
        Some(path)
    }

    /// A path through positions and back to the first.
    pub fn round(positions: &[Position]) -> Option<Self> {
        let closed: Vec<Position> = positions.iter().chain(positions.first()).copied().collect();
        Self::through(&closed)
    }

    fn push_geodesic(&mut self, (from, start): (Position, Pt), to: Position) -> (Position, Pt) {
        let (length, course) = geodesy::distance_and_course(from, to);
        let end = Pt::of_near(to, start);
        if from == to || start == end {
            return (to, end);
        }
        let pieces = pieces(length.value(), start, end);
        let mut a = start;
        for piece in 1..=pieces {
            let share = f64::from(piece) / f64::from(pieces);
            let b = if piece == pieces {
                end
            } else {
                Pt::of_near(geodesy::travel(from, course, length * share), a)
            };
            let length_m = length.value() / f64::from(pieces);
            self.chords.push(Chord { a, b, from_m: self.length_m, length_m });
            self.length_m += length_m;
            a = b;
        }
        (to, end)
    }

    /// Length on the ellipsoid.
    pub fn length(&self) -> Metres {
        Metres::or_greatest(self.length_m)
    }

    /// The position at a distance from the start, within the chords' 0.1 m; the ends beyond them.
    pub fn position_at(&self, distance: Metres) -> Option<Position> {
        let at = distance.value().clamp(0.0, self.length_m);
        let chord = self.chords.iter().rfind(|c| c.from_m <= at)?;
        let t = if chord.length_m > 0.0 {
            ((at - chord.from_m) / chord.length_m).min(1.0)
        } else {
            0.0
        };
        Some(chord.at(t).position())
    }

    /// The greatest distance from the equator, degrees.
    pub fn greatest_lat_deg(&self) -> f64 {
        frame_degrees(self.bounds.greatest_lat())
    }

    pub(crate) fn chords(&self) -> &[Chord] {
        &self.chords
    }

    pub(crate) fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Stretches of chords as stretches of the path, ends rounded outward by a centimetre, joined where
    /// they touch.
    pub(crate) fn along(&self, spans: impl IntoIterator<Item = (Chord, Span)>) -> Vec<Along> {
        const OUTWARD_M: f64 = 0.01;
        let metres = spans.into_iter().map(|(chord, [s, t])| {
            let from = chord.from_m + s * chord.length_m - OUTWARD_M;
            let to = chord.from_m + t * chord.length_m + OUTWARD_M;
            [from.max(0.0), to.min(self.length_m)]
        });
        crate::interval::merge(metres.collect(), JOIN_M)
            .into_iter()
            .map(|[from, to]| Along {
                from: Metres::or_greatest(from),
                to: Metres::or_greatest(to),
            })
            .collect()
    }
}

#[allow(clippy::cast_precision_loss, reason = "a latitude in 1e-7 degree has 30 bits")]
fn frame_degrees(e7: i64) -> f64 {
    e7 as f64 / 1e7
}

/// Into how many chords a geodesic is cut. A chord of length `l` strays from its geodesic by about
/// `l^2 tan(lat) / 8R`; near the poles, where that has no bound, the flight is undecided anyway.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 1..1e6")]
fn pieces(length_m: f64, start: Pt, end: Pt) -> u32 {
    // A geodesic can rise above both its ends, by at most its length.
    let rise = (length_m / 110_574.0 * 1e7).min(9e8) as i64;
    let lat = frame_degrees((start.y.abs().max(end.y.abs()) + rise).min(899_000_000)).to_radians();
    let longest = (8.0 * SEMI_MAJOR_M * DEVIATION_M / (lat.tan() + 0.1)).sqrt().min(LONGEST_M);
    (length_m / longest).ceil().clamp(1.0, 1e6) as u32
}
