//! When the flight is where: elapsed times with their uncertainty.

use core::time::Duration;

use jiff::{SignedDuration, Timestamp};
use overfly_model::{Flight, Piece, TimeInterval};

/// Nobody takes off to the second.
const AT_LEAST_S: i64 = 120;
/// Wind, climbs and turns: a fifth of the time elapsed.
const SHARE: i64 = 5;
/// Time to come down that every flight has beyond its plan.
const RESERVE_S: i64 = 600;

/// The flight's clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    depart: Option<Timestamp>,
    total: Option<Duration>,
}

impl Clock {
    pub(crate) fn of(flight: &Flight, depart: Option<Timestamp>) -> Self {
        let known = flight.pieces.iter().map(|piece| piece.elapsed.map(|elapsed| elapsed.until));
        let longest = known.collect::<Option<Vec<_>>>().and_then(|untils| untils.into_iter().max());
        let total = match (flight.duration, longest) {
            (Some(stated), Some(reckoned)) => Some(stated.max(reckoned)),
            (stated, reckoned) => stated.or(reckoned),
        };
        Self { depart: depart.or(flight.depart), total }
    }

    /// Departure and end as planned, without uncertainty.
    pub(crate) fn planned(&self) -> TimeInterval {
        let until =
            self.depart.zip(self.total).and_then(|(depart, total)| after(depart, seconds(total)));
        TimeInterval { from: self.depart, until }
    }

    /// When the aircraft may be on a piece: any time without a departure; the whole flight and the
    /// reserve for a piece whose time is not known.
    pub(crate) fn of_piece(&self, piece: &Piece) -> TimeInterval {
        let Some(depart) = self.depart else { return TimeInterval::ANY };
        let begin = piece.elapsed.map_or(0, |elapsed| seconds(elapsed.from));
        let end = match piece.elapsed {
            Some(elapsed) => Some(seconds(elapsed.until)),
            None => self.total.map(|total| seconds(total).saturating_add(RESERVE_S)),
        };
        TimeInterval {
            from: after(depart, begin.saturating_sub(doubt(begin))),
            until: end.and_then(|end| after(depart, end.saturating_add(doubt(end)))),
        }
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
