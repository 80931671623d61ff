//! A flat frame in metres round a place.

use overfly_model::{Extent, LonReading, Outline, Position, Ring};

/// Farther towards a pole longitudes run together too fast.
const NEAREST_POLE_DEG: f64 = 85.0;
/// A wider place is no flight's.
const WIDEST_DEG: f64 = 40.0;
/// 360 degrees.
const TURN_E7: i64 = 3_600_000_000;
/// WGS84.
const EQUATOR_M: f64 = 6_378_137.0;
/// The largest radius of curvature of a meridian, at the poles.
const MERIDIAN_M: f64 = 6_399_594.0;

/// Longitude and latitude, each scaled by a constant: straight stays straight. No length in it is shorter
/// than the true one, so that eroding by a length in it erodes too little rather than too much.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    lat_e7: i64,
    lon_e7: i64,
    lat_scale: f64,
    lon_scale: f64,
    /// The place itself: from and to, east and north.
    pub(super) bounds: [[f64; 2]; 2],
}

impl Frame {
    /// `None` for places near a pole, and wider than flights are.
    pub(super) fn round(place: Extent) -> Option<Self> {
        let [south, north] = place.lat_deg();
        let [west, east] = place.lon_deg();
        let width = (east - west).rem_euclid(360.0);
        if south.abs().max(north.abs()) > NEAREST_POLE_DEG
            || width > WIDEST_DEG
            || north - south > WIDEST_DEG
        {
            return None;
        }
        let nearest_equator =
            if south <= 0.0 && north >= 0.0 { 0.0 } else { south.abs().min(north.abs()) };
        let centre = place.centre();
        let radian_e7 = core::f64::consts::PI / 180.0 / 1e7;
        let mut frame = Self {
            lat_e7: i64::from(centre.lat_e7()),
            lon_e7: i64::from(centre.lon_e7()),
            lat_scale: MERIDIAN_M * radian_e7,
            // The radius across a meridian grows by up to 0.34 % towards the poles.
            lon_scale: EQUATOR_M * 1.0034 * radian_e7 * nearest_equator.to_radians().cos(),
            bounds: [[0.0; 2]; 2],
        };
        let corners = place.corners().map(|corner| frame.of(frame.x(corner), corner));
        let [low, high] = [f64::min as fn(f64, f64) -> f64, f64::max];
        let end = |pick: fn(f64, f64) -> f64, axis: usize| {
            corners.iter().filter_map(|corner| corner.get(axis).copied()).reduce(pick)
        };
        frame.bounds = [[end(low, 0)?, end(low, 1)?], [end(high, 0)?, end(high, 1)?]];
        Some(frame)
    }

    /// Longitude from the middle, the short way round, in 1e-7 degree.
    fn x(&self, position: Position) -> i64 {
        short(i64::from(position.lon_e7()) - self.lon_e7)
    }

    #[allow(clippy::cast_precision_loss, reason = "below 2^53")]
    fn of(&self, x: i64, position: Position) -> [f64; 2] {
        let y = i64::from(position.lat_e7()) - self.lat_e7;
        [x as f64 * self.lon_scale, y as f64 * self.lat_scale]
    }

    /// A ring in the frame, once for each turn of 360 degrees in which it may meet the place; `None` for
    /// one round a pole, which has no inside here.
    pub(super) fn ring(&self, ring: &Ring) -> Option<Vec<Vec<[f64; 2]>>> {
        let first = *ring.vertices.first()?;
        let mut xs = Vec::with_capacity(ring.vertices.len());
        let (mut x, mut before) = (self.x(first), first);
        for vertex in &ring.vertices {
            x += step(ring.reading, before, *vertex);
            xs.push(x);
            before = *vertex;
        }
        if x + step(ring.reading, before, first) != self.x(first) {
            return None;
        }
        let turned = [-TURN_E7, 0, TURN_E7].map(|turn| {
            let points = xs.iter().zip(&ring.vertices);
            points.map(|(x, vertex)| self.of(x + turn, *vertex)).collect::<Vec<_>>()
        });
        Some(turned.into_iter().filter(|points| self.may_meet(points)).collect())
    }

    fn may_meet(&self, points: &[[f64; 2]]) -> bool {
        let [from, to] = self.bounds;
        let beside = |axis: usize| {
            let ends = from.get(axis).zip(to.get(axis));
            let values = || points.iter().filter_map(move |point| point.get(axis));
            ends.is_none_or(|(from, to)| {
                values().all(|value| value < from) || values().all(|value| value > to)
            })
        };
        !beside(0) && !beside(1)
    }

    /// A point of the frame as a position.
    #[allow(clippy::cast_possible_truncation, reason = "the frame is 40 degrees wide")]
    pub(super) fn position(&self, [east, north]: [f64; 2]) -> Option<Position> {
        let lat = self.lat_e7 + (north / self.lat_scale).round() as i64;
        let lon = short(self.lon_e7 + (east / self.lon_scale).round() as i64);
        Position::from_lat_lon_e7([i32::try_from(lat).ok()?, i32::try_from(lon).ok()?])
    }

    /// A ring of the frame as one of positions; `None` for one that rounding leaves no inside.
    pub(super) fn outline(&self, outer: &[[f64; 2]], holes: &[Vec<[f64; 2]>]) -> Option<Outline> {
        let ring = |points: &[[f64; 2]]| {
            let positions: Option<Vec<Position>> =
                points.iter().map(|point| self.position(*point)).collect();
            positions.map(Ring::short_way)
        };
        let holes: Option<Vec<Ring>> = holes.iter().map(|hole| ring(hole)).collect();
        Some(Outline::Polygon { outer: ring(outer)?, holes: holes? })
    }
}

/// How far the next vertex lies east of the last, as the ring reads longitudes.
fn step(reading: LonReading, from: Position, to: Position) -> i64 {
    let literal = i64::from(to.lon_e7()) - i64::from(from.lon_e7());
    match reading {
        LonReading::Literal => literal,
        LonReading::ShortWay => short(literal),
    }
}

fn short(lon_e7: i64) -> i64 {
    (lon_e7 + TURN_E7 / 2).rem_euclid(TURN_E7) - TURN_E7 / 2
}
