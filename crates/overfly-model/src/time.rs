//! When a zone applies, and when a flight takes place. All intervals are half-open.

use core::fmt;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

const DAY_S: i64 = 86_400;
/// 23:59 and later means the end of the day: files write 23:59, 23:59:59 and 23:59:59.99 for it.
const END_OF_DAY_S: u32 = 23 * 3600 + 59 * 60;

/// From `from` up to, not including, `until`; an end that is `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeInterval {
    /// First instant.
    pub from: Option<Timestamp>,
    /// First instant after.
    pub until: Option<Timestamp>,
}

impl TimeInterval {
    /// Any time: what a flight without a departure takes.
    pub const ANY: Self = Self { from: None, until: None };

    /// The interval that holds just `at`.
    pub const fn instant(at: Timestamp) -> Self {
        Self { from: Some(at), until: Some(at) }
    }

    /// Whether it ends at or before its beginning.
    pub fn is_backward(&self) -> bool {
        self.from.zip(self.until).is_some_and(|(from, until)| until <= from)
    }

    /// Whether the two share an instant. An interval of one instant holds that instant.
    pub fn meets(&self, other: &Self) -> bool {
        starts_before_end(self, other) && starts_before_end(other, self)
    }

    /// The shortest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            from: self.from.zip(other.from).map(|(a, b)| a.min(b)),
            until: self.until.zip(other.until).map(|(a, b)| a.max(b)),
        }
    }

    /// Whether `other` lies wholly inside.
    pub fn holds(&self, other: &Self) -> bool {
        let from = match (self.from, other.from) {
            (None, _) => true,
            (Some(a), Some(b)) => a <= b,
            (Some(_), None) => false,
        };
        let until = match (self.until, other.until) {
            (None, _) => true,
            // An instant that equals the excluded end is outside.
            (Some(a), Some(b)) if other.from == other.until => b < a,
            (Some(a), Some(b)) => b <= a,
            (Some(_), None) => false,
        };
        from && until
    }
}

/// Whether `a` starts before `b` ends; an instant at the very end of a longer interval is outside it.
fn starts_before_end(a: &TimeInterval, b: &TimeInterval) -> bool {
    let (Some(start), Some(end)) = (a.from, b.until) else { return true };
    start < end || (start == end && b.from == b.until)
}

/// When a zone applies.
#[derive(Clone, Debug, PartialEq)]
pub enum Applicability {
    /// At all times. Also what an unreadable or contradictory statement counts as.
    Always,
    /// In any of these windows.
    Windows(Vec<Window>),
}

impl Applicability {
    /// Whether the zone may apply at some instant of `during`. Never false when it does apply; times
    /// that cannot be resolved count as always.
    pub fn may_apply(&self, during: &TimeInterval) -> bool {
        match self {
            Self::Always => true,
            // No window at all says nothing, and silence restricts.
            Self::Windows(windows) => {
                windows.is_empty() || windows.iter().any(|window| window.may_apply(during))
            }
        }
    }

    /// Whether some period hangs on the sun or on a local clock, which counts as always.
    pub fn has_unresolved_times(&self) -> bool {
        match self {
            Self::Always => false,
            Self::Windows(windows) => {
                windows.iter().flat_map(|w| &w.daily).any(|period| !period.is_resolved())
            }
        }
    }
}

/// A window of dates, and within it the daily periods; no periods = the whole window.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// From and until when.
    pub dates: TimeInterval,
    /// At which times of which days.
    pub daily: Vec<DailyPeriod>,
}

impl Window {
    fn may_apply(&self, during: &TimeInterval) -> bool {
        // Dates that end before they begin contradict themselves and limit nothing.
        let mut dates = if self.dates.is_backward() { TimeInterval::ANY } else { self.dates };
        dates.until = dates.until.map(end_of_minute_59);
        dates.meets(during)
            && (self.daily.is_empty() || self.daily.iter().any(|p| p.may_apply(during, &dates)))
    }
}

/// An end in the last minute of an hour is the end of that hour: files write 23:59 for midnight, in
/// their own time zone.
fn end_of_minute_59(until: Timestamp) -> Timestamp {
    let rest = until.as_second().rem_euclid(3600);
    let full = until.checked_add(SignedDuration::from_secs(3600 - rest));
    if rest >= 59 * 60 { full.unwrap_or(until) } else { until }
}

/// A period of the day on some days of the week.
///
/// An end at or before the start lies on the next day; start = end is the whole day; a missing start
/// or end is the day's own.
#[derive(Clone, Debug, PartialEq)]
pub struct DailyPeriod {
    /// On which days it starts; none stated counts as any.
    pub days: DaySet,
    /// When it starts.
    pub start: Option<TimeOfDay>,
    /// When it ends.
    pub end: Option<TimeOfDay>,
}

impl DailyPeriod {
    fn is_resolved(&self) -> bool {
        [&self.start, &self.end]
            .into_iter()
            .flatten()
            .all(|time| matches!(time, TimeOfDay::Clock(_)))
    }

    fn may_apply(&self, during: &TimeInterval, dates: &TimeInterval) -> bool {
        if !self.is_resolved() {
            return true;
        }
        let (from, until) = (later(during.from, dates.from), earlier(during.until, dates.until));
        let (Some(from), Some(until)) = (from, until) else { return true };
        // Whoever flies for ten days meets every day of the week.
        if until.duration_since(from) > SignedDuration::from_hours(24 * 10) {
            return true;
        }
        let clipped = TimeInterval { from: Some(from), until: Some(until) };
        let mut day = utc_date(from).saturating_sub(jiff::Span::new().days(2));
        let last = utc_date(until).saturating_add(jiff::Span::new().days(1));
        while day <= last {
            if (self.days == DaySet::NONE || self.days.holds(Weekday::of(day)))
                && self.occurrence(day).is_none_or(|span| span.meets(&clipped))
            {
                return true;
            }
            let Ok(next) = day.tomorrow() else { return true };
            day = next;
        }
        false
    }

    /// The period that starts on `day`; `None` when it cannot be placed on the time line.
    fn occurrence(&self, day: Date) -> Option<TimeInterval> {
        let midnight = day.to_zoned(TimeZone::UTC).ok()?.timestamp();
        let clock = |time: &Option<TimeOfDay>, missing: ClockTime| match time {
            Some(TimeOfDay::Clock(clock)) => Some(*clock),
            None => Some(missing),
            Some(_) => None,
        };
        let start = clock(&self.start, ClockTime::MIDNIGHT)?;
        let mut end = clock(&self.end, ClockTime { seconds: 86_400, offset_s: start.offset_s })?;
        if end.seconds >= END_OF_DAY_S {
            end.seconds = 86_400;
        }
        let (from_s, mut until_s) = (start.utc_seconds(), end.utc_seconds());
        if until_s <= from_s {
            until_s += DAY_S;
        }
        let at = |s: i64| midnight.checked_add(SignedDuration::from_secs(s)).ok();
        Some(TimeInterval { from: Some(at(from_s)?), until: Some(at(until_s)?) })
    }
}

fn utc_date(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

fn later(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    a.max(b)
}

fn earlier(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// A time of day as a file states it.
#[derive(Clone, Debug, PartialEq)]
pub enum TimeOfDay {
    /// A clock with a known offset from UTC.
    Clock(ClockTime),
    /// A clock whose offset is not known, or depends on the date: `08:00`, or a named zone.
    Local(String),
    /// An event of the sun at the zone.
    Sun(SunEvent),
}

/// Seconds after midnight at a fixed offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockTime {
    seconds: u32,
    offset_s: i32,
}

impl ClockTime {
    /// 00:00 UTC.
    pub const MIDNIGHT: Self = Self { seconds: 0, offset_s: 0 };

    /// Hours, minutes, seconds and the offset east of UTC in seconds; 24:00:00 is the end of the day.
    /// `None` when that is no time of day.
    pub fn from_hms_offset(hms: [u32; 3], offset_s: i32) -> Option<Self> {
        let [hour, minute, second] = hms;
        let seconds =
            hour.checked_mul(3600)?.checked_add(minute.checked_mul(60)?)?.checked_add(second)?;
        let valid = minute < 60 && second <= 60 && seconds <= 86_400 && offset_s.abs() <= 18 * 3600;
        valid.then_some(Self { seconds, offset_s })
    }

    fn utc_seconds(self) -> i64 {
        i64::from(self.seconds) - i64::from(self.offset_s)
    }
}

/// `HH:MM:SSZ` or `HH:MM:SS+HH:MM`.
impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = self.seconds;
        write!(f, "{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)?;
        if self.offset_s == 0 {
            return f.write_str("Z");
        }
        let sign = if self.offset_s < 0 { '-' } else { '+' };
        let o = self.offset_s.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", o / 3600, o / 60 % 60)
    }
}

/// Events of the sun that ED-318 names (`daylightEventType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SunEvent {
    /// Beginning of morning civil twilight, BMCT.
    MorningTwilight,
    /// Sunrise, SR.
    Sunrise,
    /// Sunset, SS.
    Sunset,
    /// End of evening civil twilight, EECT.
    EveningTwilight,
}

impl SunEvent {
    /// The code of ED-318.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MorningTwilight => "BMCT",
            Self::Sunrise => "SR",
            Self::Sunset => "SS",
            Self::EveningTwilight => "EECT",
        }
    }

    /// The event a code names.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::MorningTwilight, Self::Sunrise, Self::Sunset, Self::EveningTwilight]
            .into_iter()
            .find(|event| event.as_str() == code)
    }
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the days need no explanation")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The code of ED-269 and ED-318.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Monday => "MON",
            Self::Tuesday => "TUE",
            Self::Wednesday => "WED",
            Self::Thursday => "THU",
            Self::Friday => "FRI",
            Self::Saturday => "SAT",
            Self::Sunday => "SUN",
        }
    }

    /// The day a code names.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.as_str() == code)
    }

    fn of(date: Date) -> Self {
        match date.weekday() {
            jiff::civil::Weekday::Monday => Self::Monday,
            jiff::civil::Weekday::Tuesday => Self::Tuesday,
            jiff::civil::Weekday::Wednesday => Self::Wednesday,
            jiff::civil::Weekday::Thursday => Self::Thursday,
            jiff::civil::Weekday::Friday => Self::Friday,
            jiff::civil::Weekday::Saturday => Self::Saturday,
            jiff::civil::Weekday::Sunday => Self::Sunday,
        }
    }
}

/// Some days of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySet(u8);

impl DaySet {
    /// All seven: ANY.
    pub const ANY: Self = Self(0x7f);
    /// None, to build from.
    pub const NONE: Self = Self(0);

    /// With `day` added.
    #[must_use]
    pub const fn with(self, day: Weekday) -> Self {
        Self(self.0 | 1 << day as u8)
    }

    /// Whether `day` is in it.
    pub const fn holds(self, day: Weekday) -> bool {
        self.0 & (1 << day as u8) != 0
    }

    /// The days in it, Monday first.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.into_iter().filter(move |day| self.holds(*day))
    }
}

#[cfg(test)]
#[path = "time_tests.rs"]
mod tests;
