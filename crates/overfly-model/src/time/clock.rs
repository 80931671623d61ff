//! Times of day: a clock with an offset, a clock of a named zone, the sun, or a clock nobody can place.

use core::fmt;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::SunEvent;

const DAY_S: u32 = 86_400;

/// A time of day as a file states it.
#[derive(Clone, Debug, PartialEq)]
pub enum TimeOfDay {
    /// A clock with a known offset from UTC.
    Clock(ClockTime),
    /// A clock of a named time zone.
    Zoned(ZonedTime),
    /// A clock of which nobody knows the time zone, in the file's words: `08:00`.
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
        let seconds = seconds_of_day(hms)?;
        (offset_s.abs() <= 18 * 3600).then_some(Self { seconds, offset_s })
    }
}

fn seconds_of_day([hour, minute, second]: [u32; 3]) -> Option<u32> {
    let seconds =
        hour.checked_mul(3600)?.checked_add(minute.checked_mul(60)?)?.checked_add(second)?;
    (minute < 60 && second <= 60 && seconds <= DAY_S).then_some(seconds)
}

fn write_hms(seconds: u32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// `HH:MM:SSZ` or `HH:MM:SS+HH:MM`.
impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hms(self.seconds, f)?;
        if self.offset_s == 0 {
            return f.write_str("Z");
        }
        let sign = if self.offset_s < 0 { '-' } else { '+' };
        let o = self.offset_s.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", o / 3600, o / 60 % 60)
    }
}

/// A time zone of the IANA database that comes with the program; never the machine's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockZone(TimeZone);

impl ClockZone {
    /// The zone a name stands for: `Europe/Amsterdam`. `None` when there is none.
    pub fn from_name(name: &str) -> Option<Self> {
        let zone = TimeZone::get(name).ok().filter(|zone| !zone.is_unknown())?;
        zone.iana_name().is_some().then_some(Self(zone))
    }

    /// Its name, as the database spells it.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The earliest and the latest instant that the clocks of the zone may mean by a date and time: two
    /// where they are set back over it, and either side of the leap where they are set forward over it.
    pub fn instants(&self, local: DateTime) -> Option<[Timestamp; 2]> {
        let ambiguous = self.0.to_ambiguous_timestamp(local);
        Some([ambiguous.earlier().ok()?, ambiguous.later().ok()?])
    }

    /// How far its clocks are ahead of UTC at an instant, seconds.
    pub fn offset_s(&self, at: Timestamp) -> i32 {
        self.0.to_offset(at).seconds()
    }
}

/// Seconds after midnight on the clocks of a named time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZonedTime {
    seconds: u32,
    zone: ClockZone,
}

impl ZonedTime {
    /// Hours, minutes and seconds; `None` when that is no time of day.
    pub fn from_hms(hms: [u32; 3], zone: ClockZone) -> Option<Self> {
        Some(Self { seconds: seconds_of_day(hms)?, zone })
    }
}

/// `HH:MM:SS[Area/Place]`, the suffix of RFC 9557.
impl fmt::Display for ZonedTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hms(self.seconds, f)?;
        write!(f, "[{}]", self.zone.name())
    }
}

/// Whose clocks a time of day is read from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Clocks<'a> {
    /// Clocks so many seconds ahead of UTC.
    Offset(i32),
    /// Clocks of a named zone.
    Zone(&'a ClockZone),
}

impl Clocks<'_> {
    /// The earliest and the latest instant that may be `seconds` after the midnight that begins `day`.
    pub(super) fn instants(self, day: Date, seconds: u32) -> Option<[Timestamp; 2]> {
        let local = day.to_datetime(jiff::civil::Time::midnight());
        let local = local.checked_add(SignedDuration::from_secs(i64::from(seconds))).ok()?;
        match self {
            Clocks::Zone(zone) => zone.instants(local),
            Clocks::Offset(offset_s) => {
                let utc = TimeZone::UTC.to_timestamp(local).ok()?;
                let at = utc.checked_sub(SignedDuration::from_secs(i64::from(offset_s))).ok()?;
                Some([at; 2])
            }
        }
    }
}

/// A time on somebody's clocks.
#[derive(Clone, Copy)]
pub(super) struct Dial<'a> {
    pub(super) clocks: Clocks<'a>,
    pub(super) seconds: u32,
}

impl TimeOfDay {
    /// The clock time, if it is one whose clocks are known.
    pub(super) fn dial(&self) -> Option<Dial<'_>> {
        match self {
            Self::Clock(ClockTime { seconds, offset_s }) => {
                Some(Dial { clocks: Clocks::Offset(*offset_s), seconds: *seconds })
            }
            Self::Zoned(ZonedTime { seconds, zone }) => {
                Some(Dial { clocks: Clocks::Zone(zone), seconds: *seconds })
            }
            Self::Local(_) | Self::Sun(_) => None,
        }
    }
}
