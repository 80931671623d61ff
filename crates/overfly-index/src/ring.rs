//! One ring: winding numbers of points, and what a chord meets of its inside and its border.

use overfly_model::Ring;

use crate::frame::{self, Flat, Scale};
use crate::interval::{self, Span};
use crate::path::Chord;
use crate::plane::{self, Bounds, Pt, cross, within_box};

/// Where a point lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Inside,
    Border,
    Outside,
}

/// How many edges share one box.
const RUN: usize = 16;

/// Runs of vertices; the last vertex of one is the first of the next.
fn runs(points: &[Pt]) -> impl Iterator<Item = &[Pt]> {
    (0..points.len().saturating_sub(1))
        .step_by(RUN)
        .filter_map(|at| points.get(at..points.len().min(at + RUN + 1)))
}

/// A ring of the plane; the last vertex connects to the first.
#[derive(Clone, Debug)]
pub(crate) struct PlaneRing {
    /// The vertices, and the first once more.
    points: Vec<Pt>,
    /// The bounds of each run of [`RUN`] edges: most questions skip most runs.
    runs: Vec<Bounds>,
    pub(crate) bounds: Bounds,
    /// The most that an edge bulges from its geodesic, metres.
    pub(crate) bulge_m: f64,
}

impl PlaneRing {
    /// `None` without vertices.
    pub(crate) fn of(ring: &Ring) -> Option<Self> {
        Self::from_points(plane::unwrapped(ring).collect())
    }

    pub(crate) fn from_points(mut points: Vec<Pt>) -> Option<Self> {
        let bounds = Bounds::of(points.iter().copied())?;
        points.extend(points.first().copied());
        let runs = runs(&points).filter_map(|run| Bounds::of(run.iter().copied())).collect();
        let mut ring = Self { points, runs, bounds, bulge_m: 0.0 };
        ring.bulge_m = ring.edges().map(|(u, v)| bulge(u, v)).fold(0.0, f64::max);
        Some(ring)
    }

    /// The edges, the closing one last; a ring of one vertex has one edge of no length.
    pub(crate) fn edges(&self) -> impl Iterator<Item = (Pt, Pt)> + '_ {
        self.edges_where(|_| true)
    }

    /// The edges of the runs whose bounds `may_matter`.
    fn edges_where<'a>(
        &'a self,
        may_matter: impl Fn(&Bounds) -> bool + 'a,
    ) -> impl Iterator<Item = (Pt, Pt)> + 'a {
        let runs = runs(&self.points).zip(&self.runs).filter(move |(_, bounds)| may_matter(bounds));
        runs.flat_map(|(run, _)| run.iter().copied().zip(run.iter().skip(1).copied()))
    }

    pub(crate) fn first(&self) -> Option<Pt> {
        self.points.first().copied()
    }

    /// Non-zero winding, exact; the border is its own answer.
    pub(crate) fn side(&self, p: Pt) -> Side {
        if !self.bounds.holds(p) {
            return Side::Outside;
        }
        let mut winding = 0_i64;
        // A ray to the east meets no run north, south or west of the point.
        for (u, v) in
            self.edges_where(|run| run.low.y <= p.y && run.high.y >= p.y && run.high.x >= p.x)
        {
            if u.y.min(v.y) > p.y || u.y.max(v.y) < p.y {
                continue;
            }
            let turn = cross(u, v, p);
            if turn == 0 && within_box(p, u, v) {
                return Side::Border;
            }
            if u.y <= p.y && v.y > p.y && turn > 0 {
                winding += 1;
            } else if u.y > p.y && v.y <= p.y && turn < 0 {
                winding -= 1;
            }
        }
        if winding == 0 { Side::Outside } else { Side::Inside }
    }

    /// The stretches of the chord whose winding number is not zero. Straddling edges are found exactly;
    /// crossings are rounded to some ulps and a crossing may be taken for its neighbour's, which joins
    /// stretches and never loses one. Stretches reach on along the chord's line, before 0 and past 1, so
    /// that a hole cut out of them leaves no ends. What only touches the border is left to the caller.
    pub(crate) fn inside_spans(&self, chord: &Chord) -> Vec<Span> {
        let Chord { a, b, .. } = *chord;
        if a == b {
            return if self.side(a) == Side::Inside { vec![[-1.0, 2.0]] } else { Vec::new() };
        }
        let mut crossings: Vec<(f64, i32)> = Vec::new();
        let mut last: Option<(Pt, bool)> = None;
        for &v in &self.points {
            let v_left = cross(a, b, v) >= 0;
            if let Some((u, u_left)) = last
                && u_left != v_left
            {
                crossings.push((plane::crossing(a, b, u, v), if v_left { 1 } else { -1 }));
            }
            last = Some((v, v_left));
        }
        crossings.sort_by(|p, q| p.0.total_cmp(&q.0));
        let mut spans = Vec::new();
        let mut winding = 0;
        for pair in crossings.windows(2) {
            let [(from, sign), (to, _)] = pair else { continue };
            winding += sign;
            if winding != 0 {
                spans.push([*from, *to]);
            }
        }
        interval::merge(spans, 0.0)
    }

    /// The stretches of the chord that share a point with the border: whether they do is exact.
    pub(crate) fn border_spans(&self, chord: &Chord) -> impl Iterator<Item = Span> + '_ {
        let Chord { a, b, .. } = *chord;
        let bounds = Bounds::of([a, b]);
        let near = move |run: &Bounds| bounds.is_some_and(|bounds| bounds.meets(run));
        self.edges_where(near).filter_map(move |(u, v)| plane::shared(a, b, u, v))
    }

    /// The stretches of the chord within `reach_m` of the border, and of the geodesics of its edges.
    pub(crate) fn near_spans(&self, chord: &Chord, reach_m: f64) -> Vec<Span> {
        let Some(near) = Near::of(chord, reach_m, self.bulge_m) else { return Vec::new() };
        if !near.hood.meets(&self.bounds) {
            return Vec::new();
        }
        self.edges_where(|run| near.hood.meets(run)).filter_map(|(u, v)| near.meets(u, v)).collect()
    }
}

/// What comes near a chord, edge by edge: which frame an edge is seen in hangs on nothing but the chord,
/// the reach and that edge, so every engine sees it alike.
pub(crate) struct Near {
    chord: Chord,
    bounds: Bounds,
    reach_m: f64,
    /// Holds whatever may be met.
    pub(crate) hood: Bounds,
    /// The frame for edges that bulge little.
    usual: Neighbourhood,
}

impl Near {
    /// For edges that bulge by at most `bulge_m`.
    pub(crate) fn of(chord: &Chord, reach_m: f64, bulge_m: f64) -> Option<Self> {
        let bounds = Bounds::of([chord.a, chord.b])?;
        let usual = frame::reach(bounds, reach_m + LITTLE_M);
        let hood = if bulge_m > LITTLE_M { frame::reach(bounds, reach_m + bulge_m) } else { usual };
        Some(Self { chord: *chord, bounds, reach_m, hood, usual: Neighbourhood::of(chord, usual) })
    }

    /// The stretch of the chord within reach of an edge and of its geodesic.
    pub(crate) fn meets(&self, u: Pt, v: Pt) -> Option<Span> {
        if !self.hood.meets(&Bounds::of([u, v])?) {
            return None;
        }
        if is_short(u, v) {
            return self.usual.meets(u, v, self.reach_m);
        }
        let bulge_m = bulge(u, v);
        if bulge_m <= LITTLE_M {
            return self.usual.meets(u, v, self.reach_m);
        }
        let hood = frame::reach(self.bounds, self.reach_m + bulge_m);
        Neighbourhood::of(&self.chord, hood).meets(u, v, self.reach_m)
    }
}

/// A chord in a flat frame, with what surrounds it.
struct Neighbourhood {
    hood: Bounds,
    origin: Pt,
    scale: Scale,
    corners: [Flat; 2],
    start: Flat,
    along: Flat,
}

impl Neighbourhood {
    fn of(chord: &Chord, hood: Bounds) -> Self {
        let (origin, scale) = (chord.a, Scale::least(&hood));
        let flat = |p| Flat::of(p, origin, scale);
        let start = flat(chord.a);
        Self {
            hood,
            origin,
            scale,
            corners: [flat(hood.low), flat(hood.high)],
            start,
            along: flat(chord.b).minus(start),
        }
    }

    fn meets(&self, u: Pt, v: Pt, reach_m: f64) -> Option<Span> {
        if !self.hood.meets(&Bounds::of([u, v])?) {
            return None;
        }
        let edge = [u, v].map(|p| Flat::of(p, self.origin, self.scale));
        let [s, t] = frame::clip_to_box(edge, self.corners)?;
        let [start, end] = edge;
        let whole = end.minus(start);
        let here = [start.plus(whole, s), start.plus(whole, t)];
        // A bulge is nothing at the ends of an edge and greatest in its middle: a parabola.
        let highest =
            if s <= 0.5 && t >= 0.5 { 1.0 } else { (4.0 * s * (1.0 - s)).max(4.0 * t * (1.0 - t)) };
        frame::within_stadium(self.start, self.along, here, reach_m + bulge(u, v) * highest)
    }
}

/// What an edge may bulge before it gets a frame of its own.
pub(crate) const LITTLE_M: f64 = 0.01;

/// Whether an edge certainly bulges by no more than [`LITTLE_M`]: a bulge is at most `840 km * dx *
/// hypot(dx / 2, 2 dy)`, in radians, which is 1.3 mm for the longest edge taken here.
pub(crate) fn is_short(u: Pt, v: Pt) -> bool {
    (u.x - v.x).abs() <= 5_000 && (u.y - v.y).abs() <= 50_000
}

/// An eighth of the radius of the Earth, with 5 % for the ellipsoid.
const BULGE_M: f64 = 6_400_000.0 * 1.05 / 8.0;

/// Whether an edge may bulge more than `most` metres: a quick upper bound of [`bulge`], for which the
/// sine and its product with the cosine are at most 1 and a half.
pub(crate) fn bulges_more(u: Pt, v: Pt, most: f64) -> bool {
    let (dx, dy) = (frame::radians((u.x - v.x).abs()), frame::radians((u.y - v.y).abs()));
    BULGE_M * dx * (dx / 2.0 + 2.0 * dy) > most
}

/// How far, in metres, an edge that is straight in longitude and latitude strays from the geodesic
/// between its ends: at most an eighth of the acceleration it has on the sphere when run through in
/// unit time, with 5 % for the ellipsoid. Edges over 45 degrees of longitude mean what they say
/// (RFC 7946): nobody reads the edge of a world map as a geodesic.
pub(crate) fn bulge(u: Pt, v: Pt) -> f64 {
    const LONGEST: i64 = 450_000_000;
    let dx = (u.x - v.x).abs();
    if dx > LONGEST {
        return 0.0;
    }
    let (Some(bounds), dx, dy) =
        (Bounds::of([u, v]), frame::radians(dx), frame::radians((u.y - v.y).abs()))
    else {
        return 0.0;
    };
    let steepest = frame::radians(bounds.greatest_lat()).sin();
    let widest = frame::radians(bounds.smallest_lat()).cos();
    BULGE_M * (steepest * widest * dx * dx).hypot(2.0 * steepest * dx * dy)
}
