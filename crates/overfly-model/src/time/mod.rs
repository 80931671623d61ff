//! When a zone applies, and when a flight takes place. All intervals are half-open.
//!
//! Whatever is not known widens: an open end, every day, the whole day, always.

mod clock;
mod daily;
mod interval;
mod place;
mod sun;
mod week;
mod yearly;

use jiff::{SignedDuration, Timestamp};

pub use clock::{ClockTime, ClockZone, TimeOfDay, ZonedTime};
pub use daily::DailyPeriod;
pub use interval::TimeInterval;
pub use sun::SunEvent;
pub use week::{DaySet, Weekday};
pub use yearly::{MonthDay, Yearly};

use crate::Zone;
use interval::union;
use place::Place;

/// Over a longer time than this, the periods of single days are not told apart: the window counts whole.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 10);

/// How long after its start a period may end, hours.
const TAIL_H: i64 = 24 * 5;

/// When a zone applies.
#[derive(Clone, Debug, PartialEq)]
pub enum Applicability {
    /// At all times. Also what an unreadable or contradictory statement counts as.
    Always,
    /// In any of these windows.
    Windows(Vec<Window>),
}

impl Applicability {
    /// Whether some period hangs on a clock whose time zone nobody knows, which counts as always.
    pub fn has_unresolved_times(&self) -> bool {
        match self {
            Self::Always => false,
            Self::Windows(windows) => {
                windows.iter().flat_map(|w| &w.daily).any(|period| !period.is_resolved())
            }
        }
    }
}

impl Zone {
    /// The times within `during` at which the zone may apply: sorted, none meeting or touching the next.
    /// May report a little more than the zone states; never misses an instant at which it applies.
    ///
    /// Over more than ten days, or when an end of `during` is open, a window counts whole, cut by its
    /// dates only. Where the sun decides, periods are a minute longer on either side.
    pub fn active(&self, during: &TimeInterval) -> Vec<TimeInterval> {
        // A flight that ends before it starts may be at any time.
        let is_instant = during.from == during.until;
        let during = if during.is_backward() && !is_instant { &TimeInterval::ANY } else { during };
        match &self.applicability {
            Applicability::Always => vec![*during],
            // No window at all says nothing, and silence restricts.
            Applicability::Windows(windows) if windows.is_empty() => vec![*during],
            Applicability::Windows(windows) => {
                let place = Place::of(&self.parts);
                union(windows.iter().flat_map(|window| window.active(during, &place)).collect())
            }
        }
    }

    /// Whether the zone may apply at some instant of `during`. Never false when it does apply.
    pub fn may_apply(&self, during: &TimeInterval) -> bool {
        match &self.applicability {
            Applicability::Always => true,
            Applicability::Windows(_) => !self.active(during).is_empty(),
        }
    }
}

/// A window of dates, and within it the daily periods; no periods = the whole window.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// From and until when.
    pub dates: TimeInterval,
    /// On which days of the year, if not on all.
    pub yearly: Option<Yearly>,
    /// At which times of which days.
    pub daily: Vec<DailyPeriod>,
}

impl Window {
    /// A window that only its dates limit.
    pub const fn of_dates(dates: TimeInterval) -> Self {
        Self { dates, yearly: None, daily: Vec::new() }
    }

    fn active(&self, during: &TimeInterval, place: &Place<'_>) -> Vec<TimeInterval> {
        // Dates that end before they begin contradict themselves and limit nothing.
        let mut dates = if self.dates.is_backward() { TimeInterval::ANY } else { self.dates };
        dates.until = dates.until.map(end_of_minute_59);
        let Some(during) = during.within(&dates) else { return Vec::new() };
        match &self.yearly {
            None => self.periods(&during, place),
            Some(yearly) => self.yearly_periods(yearly, &during, place),
        }
    }

    /// The daily periods within `during`; all of it where they are not told apart.
    fn periods(&self, during: &TimeInterval, place: &Place<'_>) -> Vec<TimeInterval> {
        let spans = self.daily_spans(during, place).unwrap_or_else(|| vec![*during]);
        spans.iter().filter_map(|span| span.within(during)).collect()
    }

    /// The daily periods that meet `during`, not cut; `None` where they are not told apart.
    fn daily_spans(&self, during: &TimeInterval, place: &Place<'_>) -> Option<Vec<TimeInterval>> {
        if self.daily.is_empty() || during.duration()? > LONGEST {
            return None;
        }
        let each = self.daily.iter().map(|period| period.spans(during, place));
        Some(each.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// The daily periods within `during` on the days that come back. A period that starts on such a day
    /// counts to its end, which may lie after the last of them: the night of 4 May ends on the 5th.
    fn yearly_periods(
        &self,
        yearly: &Yearly,
        during: &TimeInterval,
        place: &Place<'_>,
    ) -> Vec<TimeInterval> {
        let tail = SignedDuration::from_hours(if self.daily.is_empty() { 0 } else { TAIL_H });
        let Some(recurring) = yearly.spans(&during.widened(tail)) else { return vec![*during] };
        if recurring.is_empty() {
            return Vec::new();
        }
        let counted = match self.daily_spans(during, place) {
            Some(spans) => spans.iter().flat_map(|span| on_days(span, &recurring)).collect(),
            None => recurring.iter().map(|days| days.longer(tail)).collect::<Vec<_>>(),
        };
        counted.iter().filter_map(|span| span.within(during)).collect()
    }
}

/// A period as far as it counts on days that come back.
fn on_days(span: &TimeInterval, recurring: &[TimeInterval]) -> Vec<TimeInterval> {
    let starts = span.from.map(TimeInterval::instant);
    if recurring.iter().any(|days| starts.is_none_or(|start| start.meets(days))) {
        return vec![*span];
    }
    recurring.iter().filter_map(|days| span.within(days)).collect()
}

/// An end in the last minute of an hour is the end of that hour: files write 23:59 for midnight, in
/// their own time zone.
fn end_of_minute_59(until: Timestamp) -> Timestamp {
    let rest = until.as_second().rem_euclid(3600);
    let full = until.checked_add(SignedDuration::from_secs(3600 - rest));
    if rest >= 59 * 60 { full.unwrap_or(until) } else { until }
}
