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
    // jiff would leave out what stands in brackets, and so read another zone's clock.
    if text.contains('[') {
        let sentence = format!("{text:?} has brackets, which are not read here");
        return Err(Failure::at(option, sentence).hint(hint));
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        if !is_on_earth(text) {
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

/// Whether a time that can be read is on clocks that somebody has: jiff reads offsets up to 25:59, and no
/// clock on Earth is more than 14 hours from UTC.
pub fn is_on_earth(text: &str) -> bool {
    let offset = Pieces::parse(text).ok().and_then(|pieces| pieces.to_numeric_offset());
    offset.is_none_or(|offset| offset.seconds().abs() <= 14 * 3600)
}

/// A time zone by its IANA name.
pub fn zone(option: &str, name: &str) -> Result<TimeZone, Failure> {
    TimeZone::get(name).map_err(|_| {
        Failure::at(option, format!("{name:?} is no time zone known here"))
            .hint("write its IANA name, such as Europe/Amsterdam")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_whose_zone_stands_in_brackets_is_not_read_on_another_clock() {
        let amsterdam = TimeZone::get("Europe/Amsterdam").unwrap();
        let read = |text| instant("--depart", text, Some(&amsterdam)).ok();
        assert_eq!(read("2026-07-01T04:10[America/New_York]"), None);
        assert_eq!(read("2026-07-01T10:10+01:00[Europe/Amsterdam]"), None);
        assert_eq!(read("2026-07-01T10:10+20:00"), None);
        assert_eq!(read("2026-07-01T10:10"), "2026-07-01T08:10:00Z".parse().ok());
        assert_eq!(read("2026-10-25T02:30"), None, "comes twice");
    }
}
