//! When the flight is where: elapsed times with their uncertainty.

use core::time::Duration;

use jiff::{SignedDuration, Timestamp};
use overfly_index::{Along, Area};
use overfly_model::{Elapsed, Flight, Footprint, Metres, Piece, Position, TimeInterval, geodesy};

/// Nobody takes off to the second.
const AT_LEAST_S: i64 = 120;
/// Wind, climbs and turns: a fifth of the time elapsed.
const SHARE: i64 = 5;
/// How fast an aircraft flies home when its plan does not tell: slower than any that gets anywhere.
const SLOW_M_S: f64 = 3.0;

/// The flight's clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    depart: Option<Timestamp>,
    total: Option<Duration>,
    /// Seconds that the longest way home takes.
    home_s: i64,
    /// How much later than planned the aircraft may be anywhere.
    reserve_s: i64,
}

impl Clock {
    pub(crate) fn of(flight: &Flight, depart: Option<Timestamp>, reserve: Duration) -> Self {
        let known = flight.pieces.iter().map(|piece| piece.elapsed.map(|elapsed| elapsed.until));
        let longest = known.collect::<Option<Vec<_>>>().and_then(|untils| untils.into_iter().max());
        let total = match (flight.duration, longest) {
            (Some(stated), Some(reckoned)) => Some(stated.max(reckoned)),
            (stated, reckoned) => stated.or(reckoned),
        };
        Self {
            depart: depart.or(flight.depart),
            total,
            home_s: way_home_s(flight),
            reserve_s: seconds(reserve),
        }
    }

    /// Departure and end as planned, without uncertainty.
    pub(crate) fn planned(&self) -> TimeInterval {
        let until =
            self.depart.zip(self.total).and_then(|(depart, total)| after(depart, seconds(total)));
        TimeInterval { from: self.depart, until }
    }

    /// Departure, where it is known.
    pub(crate) const fn depart(&self) -> Option<Timestamp> {
        self.depart
    }

    /// When the aircraft may be on a piece: any time without a departure; for a piece whose time is not
    /// known, the whole flight, the longest way home and the reserve.
    pub(crate) fn of_piece(&self, piece: &Piece) -> TimeInterval {
        match piece.elapsed {
            Some(elapsed) => {
                let until = seconds(elapsed.until);
                self.between(whole(elapsed.from), Some((until, self.reserve_s)))
            }
            None => self.between(0, self.end_s()),
        }
    }

    /// When it may be on a piece that begins on another, and then takes nobody knows how long.
    pub(crate) fn after(&self, begins: Elapsed) -> TimeInterval {
        self.between(whole(begins.from), self.end_s())
    }

    /// From `begin` to an end and so much later, with the doubt of both.
    fn between(&self, begin: i64, end: Option<(i64, i64)>) -> TimeInterval {
        let Some(depart) = self.depart else { return TimeInterval::ANY };
        TimeInterval {
            from: after(depart, begin.saturating_sub(doubt(begin))),
            until: end.and_then(|(end, later)| {
                after(depart, end.saturating_add(doubt(end)).saturating_add(later))
            }),
        }
    }

    /// The end of all, home again, with the reserve as much in doubt as the rest.
    fn end_s(&self) -> Option<(i64, i64)> {
        let beyond = self.home_s.saturating_add(self.reserve_s);
        self.total.map(|total| (seconds(total).saturating_add(beyond), 0))
    }
}

/// When the aircraft is where along a piece that it flies once, from end to end, at one speed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    depart: Timestamp,
    from_s: f64,
    until_s: f64,
    length_m: f64,
    stays: Stays,
    reserve_s: f64,
}

/// Whether the aircraft leaves a place of the piece as it comes to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Stays {
    /// It flies on.
    No,
    /// It may stay until then, or until nobody knows when.
    Until(Option<Timestamp>),
}

impl Pace {
    /// `None` for a piece without a pace of its own: it may be flown anyhow within its time.
    pub(crate) fn of(
        clock: &Clock,
        elapsed: Elapsed,
        length: Metres,
        stays: Stays,
    ) -> Option<Self> {
        let depart = clock.depart?;
        if !elapsed.steady {
            return None;
        }
        let (from_s, until_s) = (elapsed.from.as_secs_f64(), elapsed.until.as_secs_f64());
        let length_m = length.value();
        (until_s > from_s && length_m > 0.0 && until_s < 1e9).then_some(Self {
            depart,
            from_s,
            until_s,
            length_m,
            stays,
            reserve_s: reserve_s(clock),
        })
    }

    /// When the aircraft may be on a stretch.
    pub(crate) fn time_on(&self, stretch: &Along) -> TimeInterval {
        let (from, until) = (self.planned_s(stretch.from), self.planned_s(stretch.to));
        let gone =
            after(self.depart, floor(until + doubt_s(until) + self.reserve_s).saturating_add(1));
        TimeInterval {
            from: after(self.depart, floor(from - doubt_s(from))),
            until: match self.stays {
                Stays::No => gone,
                Stays::Until(end) => gone.zip(end).map(|(gone, end)| gone.max(end)),
            },
        }
    }

    /// Where it may be at some time of `during`; rounded outward. `None` when nowhere on the piece.
    pub(crate) fn stretch_during(&self, during: &TimeInterval) -> Option<Along> {
        // The latest time at which a place planned for t is passed is max(t + 120, 1.2 t), the earliest
        // min(t - 120, 0.8 t): solved for t, with a second for the rounding of the times.
        let seconds = |at: Timestamp| at.duration_since(self.depart).as_secs_f64();
        let (least, share) = (least_doubt_s(), share_of_doubt());
        let from = match self.stays {
            Stays::No => {
                during.from.map(seconds).map_or(f64::NEG_INFINITY, |x| x - 1.0 - self.reserve_s)
            }
            Stays::Until(_) => f64::NEG_INFINITY,
        };
        let until = during.until.map(seconds).map_or(f64::INFINITY, |x| x + 1.0);
        let first = (from - least).min(from / (1.0 + share));
        let last = (until + least).max(until / (1.0 - share));
        let [from, to] = [self.place(first) - 0.01, self.place(last) + 0.01];
        (from <= self.length_m && to >= 0.0).then(|| Along {
            from: Metres::or_greatest(from.max(0.0)),
            to: Metres::or_greatest(to.min(self.length_m)),
        })
    }

    fn planned_s(&self, place: Metres) -> f64 {
        self.from_s + (self.until_s - self.from_s) * (place.value() / self.length_m)
    }

    fn place(&self, planned_s: f64) -> f64 {
        (planned_s - self.from_s) / (self.until_s - self.from_s) * self.length_m
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

#[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
fn reserve_s(clock: &Clock) -> f64 {
    clock.reserve_s as f64
}

fn doubt(elapsed_s: i64) -> i64 {
    AT_LEAST_S.max(elapsed_s / SHARE)
}

/// The same for a place on the way.
fn doubt_s(planned_s: f64) -> f64 {
    least_doubt_s().max(planned_s * share_of_doubt())
}

#[allow(clippy::cast_precision_loss, reason = "two minutes")]
const fn least_doubt_s() -> f64 {
    AT_LEAST_S as f64
}

#[allow(clippy::cast_precision_loss, reason = "a fifth")]
const fn share_of_doubt() -> f64 {
    1.0 / SHARE as f64
}

#[allow(clippy::cast_possible_truncation, reason = "within 1e9")]
fn floor(seconds: f64) -> i64 {
    seconds.floor() as i64
}

/// Whole seconds, rounded up where there is a rest; longer than the calendar is longer than any flight.
fn seconds(duration: Duration) -> i64 {
    let rest = i64::from(duration.subsec_nanos() > 0);
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX / 4).saturating_add(rest).min(i64::MAX / 4)
}

/// Whole seconds, rounded down.
fn whole(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX / 4).min(i64::MAX / 4)
}

/// `None` (no limit) beyond the calendar.
fn after(at: Timestamp, seconds: i64) -> Option<Timestamp> {
    at.checked_add(SignedDuration::from_secs(seconds)).ok()
}
