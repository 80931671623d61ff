//! When the flight is where: elapsed times with their uncertainty.

use core::time::Duration;

use jiff::{SignedDuration, Timestamp};
use overfly_index::Area;
use overfly_model::{Flight, Footprint, Metres, Piece, Position, TimeInterval, geodesy};

/// Nobody takes off to the second.
const AT_LEAST_S: i64 = 120;
/// Wind, climbs and turns: a fifth of the time elapsed.
const SHARE: i64 = 5;
/// Time to come down that every flight has beyond its plan.
const RESERVE_S: i64 = 600;
/// How fast an aircraft flies home when its plan does not tell: slower than any that gets anywhere.
const SLOW_M_S: f64 = 3.0;

/// The flight's clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    depart: Option<Timestamp>,
    total: Option<Duration>,
    /// Seconds that the longest way home takes.
    home_s: i64,
}

impl Clock {
    pub(crate) fn of(flight: &Flight, depart: Option<Timestamp>) -> Self {
        let known = flight.pieces.iter().map(|piece| piece.elapsed.map(|elapsed| elapsed.until));
        let longest = known.collect::<Option<Vec<_>>>().and_then(|untils| untils.into_iter().max());
        let total = match (flight.duration, longest) {
            (Some(stated), Some(reckoned)) => Some(stated.max(reckoned)),
            (stated, reckoned) => stated.or(reckoned),
        };
        Self { depart: depart.or(flight.depart), total, home_s: way_home_s(flight) }
    }

    /// Departure and end as planned, without uncertainty.
    pub(crate) fn planned(&self) -> TimeInterval {
        let until =
            self.depart.zip(self.total).and_then(|(depart, total)| after(depart, seconds(total)));
        TimeInterval { from: self.depart, until }
    }

    /// When the aircraft may be on a piece: any time without a departure; for a piece whose time is not
    /// known, the whole flight, the longest way home and the reserve.
    pub(crate) fn of_piece(&self, piece: &Piece) -> TimeInterval {
        let Some(depart) = self.depart else { return TimeInterval::ANY };
        let begin = piece.elapsed.map_or(0, |elapsed| seconds(elapsed.from));
        let beyond = self.home_s.saturating_add(RESERVE_S);
        let end = match piece.elapsed {
            Some(elapsed) => Some(seconds(elapsed.until)),
            None => self.total.map(|total| seconds(total).saturating_add(beyond)),
        };
        TimeInterval {
            from: after(depart, begin.saturating_sub(doubt(begin))),
            until: end.and_then(|end| after(depart, end.saturating_add(doubt(end)))),
        }
    }
}

/// Seconds from the farthest point of the plan home or to a rally point, or from end to end of the plan
/// where home is not known, at the slowest speed of its legs.
#[allow(clippy::cast_possible_truncation, reason = "clamped to some years")]
fn way_home_s(flight: &Flight) -> i64 {
    let points: Vec<Position> =
        flight.pieces.iter().flat_map(|piece| reach(&piece.footprint)).collect();
    let home = flight.home.map(|home| home.position).or(points.first().copied());
    let goals = home.into_iter().chain(flight.rally.iter().map(|rally| rally.position));
    let farthest = goals
        .flat_map(|goal| points.iter().map(move |point| geodesy::distance(goal, *point)))
        .fold(Metres::ZERO, Metres::max);
    let slowest = flight.pieces.iter().filter_map(speed_m_s).fold(f64::INFINITY, f64::min);
    let slowest = if slowest.is_finite() { slowest.clamp(0.5, SLOW_M_S * 10.0) } else { SLOW_M_S };
    (farthest.value() / slowest).ceil().clamp(0.0, 1e8) as i64
}

/// The speed of a leg with a time; very short legs tell nothing.
fn speed_m_s(piece: &Piece) -> Option<f64> {
    let Footprint::Path(points) = &piece.footprint else { return None };
    let [from, to] = points.as_slice() else { return None };
    let length = geodesy::distance(*from, *to).value();
    let elapsed = piece.elapsed?;
    let seconds = elapsed.until.saturating_sub(elapsed.from).as_secs_f64();
    (length > 50.0 && seconds > 0.0).then(|| length / seconds)
}

fn reach(footprint: &Footprint) -> Vec<Position> {
    match footprint {
        Footprint::Path(points) | Footprint::Polygon(points) => points.clone(),
        Footprint::Circle { centre, radius } => Area::corners_round(*centre, *radius, 8),
    }
}

fn doubt(elapsed_s: i64) -> i64 {
    AT_LEAST_S.max(elapsed_s / SHARE)
}

/// Whole seconds, rounded up where there is a rest; longer than the calendar is longer than any flight.
fn seconds(duration: Duration) -> i64 {
    let rest = i64::from(duration.subsec_nanos() > 0);
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX / 4).saturating_add(rest).min(i64::MAX / 4)
}

/// `None` (no limit) beyond the calendar.
fn after(at: Timestamp, seconds: i64) -> Option<Timestamp> {
    at.checked_add(SignedDuration::from_secs(seconds)).ok()
}
