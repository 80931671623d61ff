//! The plane in which zones and areas are cut.

use i_overlay::i_float::int::point::IntPoint;
use overfly_model::geodesy::{ECCENTRICITY_2, SEMI_MAJOR_M};
use overfly_model::{Extent, Outline, Position, Ring, outline::LonReading};

use super::overlay::{self, Contour, Shape};

/// A turn round the Earth, 1e-7 degree.
const TURN_E7: i64 = 3_600_000_000;
/// Beyond this latitude longitudes run together too fast for constant scales.
const NEAR_POLE_E7: i64 = 850_000_000;
/// The engine multiplies two differences of coordinates in 64 bits.
const LARGEST: i64 = 1 << 29;
/// No finer: 0.2 mm.
const FINEST: i64 = 64;

/// A box of the plane of longitude and latitude, with a grid of whole units from its middle.
///
/// Straight in longitude and latitude stays straight. The scales are constants, the greatest in the
/// box: lengths err towards longer, so that less of a residue counts as thin.
#[derive(Debug)]
pub(super) struct Frame {
    /// Longitude and latitude of the middle, 1e-7 degree.
    middle: [i64; 2],
    /// Half of the box's width and height, units.
    half: [i64; 2],
    /// Units of one 1e-7 degree.
    per_e7: i64,
    /// Metres of one unit to the east and to the north.
    pub(super) metres: [f64; 2],
}

/// A point of the plane, in units of a frame, wherever it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Far {
    pub(super) x: i64,
    pub(super) y: i64,
}

impl Frame {
    /// `None` near the poles, and for a box too wide for the grid.
    pub(super) fn round(extent: Extent) -> Option<Self> {
        let [[south, north], [west, east]] =
            [extent.lat_deg(), extent.lon_deg()].map(|span| span.map(e7));
        let middle = [(west + east).div_euclid(2), (south + north).div_euclid(2)];
        let [mid_x, mid_y] = middle;
        let half_e7 = [east - mid_x, north - mid_y].map(|half| half + 1);
        let [wide, high] = half_e7;
        let steepest = (mid_y - high).abs().max((mid_y + high).abs());
        if steepest > NEAR_POLE_E7 || wide.max(high) > LARGEST {
            return None;
        }
        let mut per_e7 = FINEST;
        while wide.max(high) * per_e7 > LARGEST {
            per_e7 /= 2;
        }
        let flattest = if mid_y.abs() <= high { 0 } else { mid_y.abs() - high };
        let unit = degrees(1).to_radians() / narrow(per_e7);
        let metres = [parallel_m(flattest) * unit, meridian_m(steepest) * unit];
        Some(Self { middle, half: half_e7.map(|half| half * per_e7), per_e7, metres })
    }

    /// A ring inside the box, once for each turn in which it lies there: its winding numbers are kept,
    /// and where it leaves the box it follows the border. Cuts are rounded to a unit.
    pub(super) fn clipped(&self, ring: &Ring) -> Vec<Contour> {
        let points = self.unfolded(ring);
        (-2..=2).filter_map(|turn| self.clipped_turn(&points, turn)).collect()
    }

    fn clipped_turn(&self, points: &[Far], turn: i64) -> Option<Contour> {
        let [wide, high] = self.half;
        let east = turn * TURN_E7 * self.per_e7;
        let mut points: Vec<Far> = points.iter().map(|p| Far { x: p.x + east, y: p.y }).collect();
        for limit in [wide, high, wide, high] {
            points = cut(&points, limit).into_iter().map(Far::turned_left).collect();
        }
        let contour: Contour = points.into_iter().filter_map(Far::near).collect();
        (!contour.is_empty()).then_some(contour)
    }

    /// The vertices, longitudes counted on past 180 degrees where an edge goes the short way across.
    fn unfolded(&self, ring: &Ring) -> Vec<Far> {
        unfolded(ring)
            .into_iter()
            .map(|[lon, lat]| {
                let [x, y] = self.middle;
                Far { x: (lon - x) * self.per_e7, y: (lat - y) * self.per_e7 }
            })
            .collect()
    }

    /// Shapes of the plane as outlines, positions rounded to 1e-7 degree. What lies across the
    /// antimeridian is cut there: a hole on the one side would not be found in a ring that begins on the
    /// other. `None` when the engine failed.
    pub(super) fn outlines(&self, shapes: &[Shape]) -> Option<Vec<Outline>> {
        let sides = self.sides();
        if let [(turn, _)] = sides.as_slice() {
            return Some(shapes.iter().filter_map(|shape| self.outline(shape, *turn)).collect());
        }
        let mut outlines = Vec::new();
        for (turn, side) in sides {
            let here = overlay::common(shapes, &[vec![side]])?;
            outlines.extend(here.iter().filter_map(|shape| self.outline(shape, turn)));
        }
        Some(outlines)
    }

    /// The parts of the box on either side of the antimeridian, with the turn that each lies in.
    fn sides(&self) -> Vec<(i64, Contour)> {
        let ([middle, _], [wide, high]) = (self.middle, self.half);
        let side = |turn: i64| {
            let seam = |turn: i64| (turn * TURN_E7 - TURN_E7 / 2 - middle) * self.per_e7;
            let (west, east) = (seam(turn).max(-wide), seam(turn + 1).min(wide));
            let corners = [[west, -high], [east, -high], [east, high], [west, high]];
            let contour = corners.into_iter().filter_map(|[x, y]| Far { x, y }.near());
            (west < east).then(|| (turn, contour.collect()))
        };
        (-2..=2).filter_map(side).collect()
    }

    fn outline(&self, shape: &Shape, turn: i64) -> Option<Outline> {
        let (outer, holes) = shape.split_first()?;
        let holes = holes.iter().map(|hole| self.ring(hole, turn));
        Some(Outline::Polygon {
            outer: self.ring(outer, turn),
            // A hole that rounding closes is none.
            holes: holes.filter(|hole| hole.vertices.len() >= 3).collect(),
        })
    }

    fn ring(&self, contour: &Contour, turn: i64) -> Ring {
        let mut vertices: Vec<Position> =
            contour.iter().filter_map(|point| self.position(*point, turn)).collect();
        vertices.dedup();
        while vertices.len() > 1 && vertices.first() == vertices.last() {
            vertices.pop();
        }
        Ring::short_way(vertices)
    }

    fn position(&self, point: IntPoint, turn: i64) -> Option<Position> {
        let rounded = |units: i32| (i64::from(units) + self.per_e7 / 2).div_euclid(self.per_e7);
        let [x, y] = self.middle;
        let lon = x + rounded(point.x) - turn * TURN_E7;
        let lat = y + rounded(point.y);
        Position::from_lat_lon_e7([i32::try_from(lat).ok()?, i32::try_from(lon).ok()?])
    }

    /// From one point to another, metres to the east and to the north.
    pub(super) fn vector_m(&self, from: IntPoint, to: IntPoint) -> [f64; 2] {
        let [east, north] = self.metres;
        [
            (f64::from(to.x) - f64::from(from.x)) * east,
            (f64::from(to.y) - f64::from(from.y)) * north,
        ]
    }

    /// The point that lies a vector in metres from another.
    pub(super) fn moved(&self, from: IntPoint, [east_m, north_m]: [f64; 2]) -> IntPoint {
        let [east, north] = self.metres;
        let coordinate = |from: i32, units: f64| whole(f64::from(from) + units);
        IntPoint::new(coordinate(from.x, east_m / east), coordinate(from.y, north_m / north))
    }
}

impl Far {
    fn turned_left(self) -> Self {
        Self { x: -self.y, y: self.x }
    }

    fn near(self) -> Option<IntPoint> {
        Some(IntPoint::new(i32::try_from(self.x).ok()?, i32::try_from(self.y).ok()?))
    }
}

/// What of a ring lies at most `limit` to the east (Sutherland and Hodgman).
fn cut(points: &[Far], limit: i64) -> Vec<Far> {
    let mut kept = Vec::with_capacity(points.len() + 4);
    let Some(mut before) = points.last().copied() else { return kept };
    for &here in points {
        if (before.x <= limit) != (here.x <= limit) {
            kept.push(crossing(before, here, limit));
        }
        if here.x <= limit {
            kept.push(here);
        }
        before = here;
    }
    kept
}

/// Where an edge crosses a meridian, the same point whichever way it runs.
fn crossing(a: Far, b: Far, x: i64) -> Far {
    let (a, b) = (a.min(b), a.max(b));
    let [rise, run, way] = [b.y - a.y, b.x - a.x, x - a.x].map(i128::from);
    if run == 0 {
        return Far { x, y: a.y };
    }
    let up = (rise * way + run / 2).div_euclid(run);
    Far { x, y: a.y + i64::try_from(up).unwrap_or(0) }
}

/// The vertices, longitude and latitude in 1e-7 degree.
pub(super) fn unfolded(ring: &Ring) -> Vec<[i64; 2]> {
    let mut before: Option<i64> = None;
    let place = |vertex: &Position| {
        let mut lon = i64::from(vertex.lon_e7());
        if let (LonReading::ShortWay, Some(before)) = (ring.reading, before) {
            while lon - before > TURN_E7 / 2 {
                lon -= TURN_E7;
            }
            while before - lon > TURN_E7 / 2 {
                lon += TURN_E7;
            }
        }
        before = Some(lon);
        [lon, i64::from(vertex.lat_e7())]
    };
    ring.vertices.iter().map(place).collect()
}

/// Metres of a radian along the parallel at a latitude.
pub(super) fn parallel_m(lat_e7: i64) -> f64 {
    let (sin, cos) = degrees(lat_e7).to_radians().sin_cos();
    SEMI_MAJOR_M * cos.max(0.0) / (1.0 - ECCENTRICITY_2 * sin * sin).sqrt()
}

/// Metres of a radian along the meridian at a latitude.
pub(super) fn meridian_m(lat_e7: i64) -> f64 {
    let sin = degrees(lat_e7).to_radians().sin();
    SEMI_MAJOR_M * (1.0 - ECCENTRICITY_2) / (1.0 - ECCENTRICITY_2 * sin * sin).powf(1.5)
}

#[allow(clippy::cast_precision_loss, reason = "coordinates have 34 bits")]
pub(super) fn degrees(e7: i64) -> f64 {
    e7 as f64 / 1e7
}

#[allow(clippy::cast_precision_loss, reason = "at most 64")]
fn narrow(small: i64) -> f64 {
    small as f64
}

#[allow(clippy::cast_possible_truncation, reason = "a turn and a half at most")]
pub(super) fn e7(degrees: f64) -> i64 {
    (degrees * 1e7).round().clamp(-5.4e9, 5.4e9) as i64
}

#[allow(clippy::cast_possible_truncation, reason = "clamped to twice the box")]
fn whole(units: f64) -> i32 {
    const MOST: f64 = (1_u32 << 30) as f64;
    units.round().clamp(-MOST, MOST) as i32
}
