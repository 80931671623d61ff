//! When zones apply during a flight, each zone asked once.

use core::cell::RefCell;
use std::collections::BTreeMap;

use jiff::SignedDuration;
use overfly_model::{TimeInterval, Zone};

use crate::airspace::ZoneAt;
use crate::piece::Ready;

/// Over a longer time zones do not tell their days apart.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 10);

/// The times of zones within a flight's, as far as they are known already.
pub(crate) struct ActiveTimes {
    /// From the first to the last time of the pieces that have both.
    flight: Option<TimeInterval>,
    known: RefCell<BTreeMap<ZoneAt, Vec<TimeInterval>>>,
    /// Whether every zone counts at all times, since nobody knows what time it is.
    always: bool,
}

impl ActiveTimes {
    pub(crate) fn of(pieces: &[Ready<'_>], always: bool) -> Self {
        let closed = pieces.iter().map(|piece| piece.time);
        let flight = closed
            .filter(|time| time.duration().is_some_and(|time| !time.is_negative()))
            .reduce(TimeInterval::hull)
            .filter(|time| time.duration().is_some_and(|time| time <= LONGEST));
        Self { flight, known: RefCell::default(), always }
    }

    /// The times within `during` at which a zone may apply.
    pub(crate) fn within(
        &self,
        at: ZoneAt,
        zone: &Zone,
        during: &TimeInterval,
    ) -> Vec<TimeInterval> {
        if self.always {
            return vec![*during];
        }
        let Some(flight) = self.flight.filter(|flight| flight.holds(during)) else {
            return zone.active(during);
        };
        let mut known = self.known.borrow_mut();
        let active = known.entry(at).or_insert_with(|| zone.active(&flight));
        active.iter().filter_map(|active| active.within(during)).collect()
    }
}
