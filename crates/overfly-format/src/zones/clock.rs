//! Dates and times of day as zone files write them.

use jiff::Timestamp;
use overfly_model::{ClockTime, SunEvent, TimeOfDay};

/// Digits of a fraction of a second that a [`Timestamp`] holds.
const FRACTION_DIGITS: usize = 9;

/// An instant: RFC 3339, also without seconds; `None` without an offset from UTC, for then nobody
/// knows which instant it is.
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse().ok().or_else(|| shorten_fraction(text)?.parse().ok())
}

/// The text with its fraction cut to what can be held.
fn shorten_fraction(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once(['.', ','])?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (fraction, zone) = rest.split_at_checked(digits)?;
    Some(format!("{whole}.{}{zone}", fraction.get(..FRACTION_DIGITS)?))
}

/// Which end of a period a time of day is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Start,
    Stop,
}

/// A time of day: `16:00:00Z`, `08:00+01:00`, `08:00` (a local clock), or an event of the sun.
/// A fraction of a second counts as gone at the start and as a whole second at the end.
pub(super) fn time_of_day(text: &str, end: End) -> Option<TimeOfDay> {
    let text = text.trim().trim_start_matches(['T', 't']);
    if let Some(event) = SunEvent::from_code(&text.to_ascii_uppercase()) {
        return Some(TimeOfDay::Sun(event));
    }
    let clock_end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at_checked(clock_end)?;
    let hms = clock_numbers(clock, end)?;
    if zone.is_empty() {
        let is_time = ClockTime::from_hms_offset(hms, 0).is_some();
        return is_time.then(|| TimeOfDay::Local(clock.to_owned()));
    }
    ClockTime::from_hms_offset(hms, offset(zone)?).map(TimeOfDay::Clock)
}

fn clock_numbers(clock: &str, end: End) -> Option<[u32; 3]> {
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut fields = whole.split(':');
    let [hour, minute] = [two_digits(fields.next()?)?, two_digits(fields.next()?)?];
    let second = fields.next().map_or(Some(0), two_digits)?;
    let started = end == End::Stop && fraction.bytes().any(|b| b != b'0');
    fields.next().is_none().then_some([hour, minute, second + u32::from(started)])
}

/// Seconds east of UTC.
fn offset(zone: &str) -> Option<i32> {
    if zone.eq_ignore_ascii_case("Z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone.get(1..)?.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) =
        (two_digits(digits.get(..2)?)?, digits.get(2..).filter(|m| !m.is_empty()));
    let minutes = minutes.map_or(Some(0), two_digits).filter(|m| *m < 60)?;
    Some(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?)
}

fn two_digits(text: &str) -> Option<u32> {
    let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_has_an_offset_and_any_fraction() {
        for text in [
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00Z",
            "2026-01-01T00:00:00.00Z",
            "2026-01-01T01:00:00+01:00",
            "2026-01-01T01:00:00+0100",
            "2026-01-01t00:00:00z",
            "2026-01-01T00:00:00.000000000000Z",
        ] {
            assert_eq!(
                instant(text).map(|at| at.to_string()).as_deref(),
                Some("2026-01-01T00:00:00Z"),
                "{text}"
            );
        }
        for text in [
            "2026-01-01T00:00:00",
            "2026-01-01",
            "01-01-2026 00:00Z",
            "2026-13-01T00:00Z",
            "",
            "UFN",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_of_day_is_a_clock_a_local_clock_or_the_sun() {
        let clock =
            |hms, offset| Some(TimeOfDay::Clock(ClockTime::from_hms_offset(hms, offset).unwrap()));
        for (text, time) in [
            ("16:00:00Z", clock([16, 0, 0], 0)),
            ("16:00Z", clock([16, 0, 0], 0)),
            ("16:00:00.00Z", clock([16, 0, 0], 0)),
            ("24:00Z", clock([24, 0, 0], 0)),
            ("16:00-02:30", clock([16, 0, 0], -9_000)),
            ("16:00+01", clock([16, 0, 0], 3_600)),
            ("08:00", Some(TimeOfDay::Local("08:00".into()))),
            ("SS", Some(TimeOfDay::Sun(SunEvent::Sunset))),
            ("25:00Z", None),
            ("08:60", None),
            ("8 uur", None),
            ("16:00:00+", None),
            ("16:00:00:00Z", None),
            ("-12:00", None),
            ("", None),
        ] {
            assert_eq!(time_of_day(text, End::Start), time, "{text}");
        }
    }

    #[test]
    fn a_fraction_of_a_second_widens_the_period() {
        let second = |end| time_of_day("10:00:00.5Z", end);
        let at = |s| Some(TimeOfDay::Clock(ClockTime::from_hms_offset([10, 0, s], 0).unwrap()));
        assert_eq!((second(End::Start), second(End::Stop)), (at(0), at(1)));
    }
}
