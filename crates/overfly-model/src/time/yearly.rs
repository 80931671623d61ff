//! Days that come back every year.

use core::fmt;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::clock::ClockZone;
use super::interval::TimeInterval;

/// A day of the year without a year, 29 February among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    month: i8,
    day: i8,
}

/// A year with a 29 February.
const LEAP_YEAR: i16 = 2000;

impl MonthDay {
    /// Month and day, both from 1; `None` when no year has that day.
    pub fn new(month: i8, day: i8) -> Option<Self> {
        Date::new(LEAP_YEAR, month, day).is_ok().then_some(Self { month, day })
    }

    /// The month, from 1.
    pub const fn month(self) -> i8 {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> i8 {
        self.day
    }

    /// The day in `year`, or else the day beside it: in years without a 29 February, some keep the 28th
    /// and some 1 March.
    fn in_year(self, year: i16, [month, day]: [i8; 2]) -> Option<Date> {
        Date::new(year, self.month, self.day).or_else(|_| Date::new(year, month, day)).ok()
    }
}

/// `--MM-DD`, as XML Schema writes it (`gMonthDay`).
impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--{:02}-{:02}", self.month, self.day)
    }
}

/// The days from one to another, both included, of every year; from a later one to an earlier one it
/// goes across New Year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Yearly {
    /// The first day.
    pub first: MonthDay,
    /// The last day.
    pub last: MonthDay,
    /// On whose clocks the days begin and end; `None` when that is not known: then each begins where it
    /// begins first on Earth and ends where it ends last.
    pub zone: Option<ClockZone>,
}

/// `--MM-DD/--MM-DD[Area/Place]`, the suffix where the time zone is known.
impl fmt::Display for Yearly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.last)?;
        self.zone.as_ref().map_or(Ok(()), |zone| write!(f, "[{}]", zone.name()))
    }
}

/// How far the first clocks on Earth are ahead of UTC, and the last behind it, seconds.
const FIRST_CLOCKS_S: i64 = 14 * 3600;
const LAST_CLOCKS_S: i64 = 12 * 3600;

impl Yearly {
    /// The days of this rule that meet `during`, whole; `None` when they cannot be told apart, for an end
    /// of `during` is open or years away.
    pub(super) fn spans(&self, during: &TimeInterval) -> Option<Vec<TimeInterval>> {
        const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 400);
        let (from, until) = during.from.zip(during.until)?;
        if until.duration_since(from) > LONGEST {
            return None;
        }
        let year = |at: Timestamp| at.to_zoned(TimeZone::UTC).year();
        let mut spans = Vec::new();
        for year in year(from).checked_sub(2)?..=year(until).checked_add(1)? {
            let span = self.of_year(year)?;
            if span.meets(during) {
                spans.push(span);
            }
        }
        Some(spans)
    }

    /// The days that begin in `year`.
    fn of_year(&self, year: i16) -> Option<TimeInterval> {
        let next = if self.last < self.first { year.checked_add(1)? } else { year };
        let first = self.first.in_year(year, [2, 28])?;
        let last = self.last.in_year(next, [3, 1])?;
        let after = last.tomorrow().ok()?;
        Some(TimeInterval { from: Some(self.begin(first)?[0]), until: Some(self.begin(after)?[1]) })
    }

    /// When a day begins: the earliest and the latest reading.
    fn begin(&self, day: Date) -> Option<[Timestamp; 2]> {
        let midnight = day.to_datetime(Time::midnight());
        if let Some(zone) = &self.zone {
            return zone.instants(midnight);
        }
        let utc = TimeZone::UTC.to_timestamp(midnight).ok()?;
        let shifted = |s| utc.checked_add(SignedDuration::from_secs(s)).ok();
        Some([shifted(-FIRST_CLOCKS_S)?, shifted(LAST_CLOCKS_S)?])
    }
}
