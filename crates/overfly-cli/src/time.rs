//! The clock, and times as typed.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;
use overfly_report::Present;

use crate::failure::Failure;

/// The present: as asked, or the only look at the clock there is.
pub fn present(
    asked: Option<&str>,
    zone: Option<&TimeZone>,
) -> Result<(Timestamp, Present), Failure> {
    match asked {
        Some(text) => Ok((instant("--now", text, zone)?, Present::Rehearsal)),
        None => Ok((Timestamp::now(), Present::Clock)),
    }
}

/// `2026-11-22T10:30+01:00`; without an offset only where a time zone is known, and only when that
/// clock shows it once.
pub fn instant(option: &str, text: &str, zone: Option<&TimeZone>) -> Result<Timestamp, Failure> {
    let hint = "write it like 2026-11-22T10:30+01:00 or 2026-11-22T09:30Z";
    if let Ok(at) = text.parse::<Timestamp>() {
        // jiff reads offsets up to 25:59; no clock on Earth is more than 14 hours from UTC.
        let pieces = Pieces::parse(text).ok().and_then(|pieces| pieces.to_numeric_offset());
        if pieces.is_some_and(|offset| offset.seconds().abs() > 14 * 3600) {
            return Err(
                Failure::at(option, format!("{text:?} is more than 14 hours from UTC")).hint(hint)
            );
        }
        return Ok(at);
    }
    // A date alone would be midnight, which nobody means.
    let has_clock = text.contains(['T', 't', ' ']);
    let Some(civil) = text.parse::<DateTime>().ok().filter(|_| has_clock) else {
        return Err(Failure::at(option, format!("{text:?} is no time")).hint(hint));
    };
    let Some(zone) = zone else {
        return Err(
            Failure::at(option, format!("{text:?} does not say in which time zone")).hint(hint)
        );
    };
    zone.to_ambiguous_zoned(civil).unambiguous().map(|zoned| zoned.timestamp()).map_err(|_| {
        Failure::at(option, format!("{text:?} comes twice or never on that night's clock"))
            .hint(hint)
    })
}

/// A time zone by its IANA name.
pub fn zone(option: &str, name: &str) -> Result<TimeZone, Failure> {
    TimeZone::get(name).map_err(|_| {
        Failure::at(option, format!("{name:?} is no time zone known here"))
            .hint("write its IANA name, such as Europe/Amsterdam")
    })
}
