//! Dates and times of day as zone files write them.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use overfly_model::{ClockTime, ClockZone, MonthDay, SunEvent, TimeOfDay, Yearly, ZonedTime};

/// Digits of a fraction of a second that a [`Timestamp`] holds.
const FRACTION_DIGITS: usize = 9;

/// No clock on Earth is further from UTC; jiff itself reads offsets up to 25:59.
const FURTHEST_FROM_UTC_S: i32 = 14 * 3600;

/// An instant: RFC 3339, also without seconds; `None` without an offset from UTC, for then nobody
/// knows which instant it is, and where a zone named behind it has another offset then.
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    let (written, suffix) = split_suffix(text.trim())?;
    instant_of(&held(written), suffix).ok()
}

/// Why a text is no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoInstant {
    /// It says no date and time, or not on whose clocks.
    Unreadable,
    /// The zone behind it is not in the database.
    UnknownZone,
    /// The zone behind it has another offset then.
    OtherOffset,
}

impl NoInstant {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "is no date and time with an offset from UTC",
            Self::UnknownZone => "names no time zone known here",
            Self::OtherOffset => "has an offset that its time zone has not then",
        }
    }
}

/// An instant by its offset, to which a zone behind it must agree: of two statements that differ nobody
/// knows which was meant.
fn instant_of(written: &str, suffix: Option<&str>) -> Result<Timestamp, NoInstant> {
    let at = parsed(written).ok_or(NoInstant::Unreadable)?;
    let Some(name) = suffix else { return Ok(at) };
    let zone = ClockZone::from_name(name).ok_or(NoInstant::UnknownZone)?;
    let there = Pieces::parse(written).ok().and_then(|pieces| pieces.to_numeric_offset());
    if there.is_some_and(|offset| offset.seconds() == zone.offset_s(at)) {
        Ok(at)
    } else {
        Err(NoInstant::OtherOffset)
    }
}

fn parsed(written: &str) -> Option<Timestamp> {
    let offset = Pieces::parse(written).ok()?.to_numeric_offset()?;
    let is_on_earth = offset.seconds().abs() <= FURTHEST_FROM_UTC_S;
    is_on_earth.then(|| written.parse().ok()).flatten()
}

/// The text with its fraction cut to what can be held.
fn held(text: &str) -> Cow<'_, str> {
    shorten_fraction(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The text with a longer fraction cut; `None` where there is none.
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

/// An end of a window: an instant, or a date and time on known clocks: `2026-05-04T18:00[Europe/Amsterdam]`,
/// or `2026-05-04T18:00` where `local` says whose. Of two instants that it may be, the one further out.
pub(super) fn window_end(
    text: &str,
    end: End,
    local: Option<&ClockZone>,
) -> Result<Timestamp, NoInstant> {
    let (written, suffix) = split_suffix(text.trim()).ok_or(NoInstant::Unreadable)?;
    match instant_of(&held(written), suffix) {
        Err(NoInstant::Unreadable) => {}
        result => return result,
    }
    let named = suffix.map(|name| ClockZone::from_name(name).ok_or(NoInstant::UnknownZone));
    let named = named.transpose()?;
    let [earliest, latest] = named
        .as_ref()
        .or(local)
        .and_then(|zone| zone.instants(local_time(written)?))
        .ok_or(NoInstant::Unreadable)?;
    Ok(if end == End::Start { earliest } else { latest })
}

/// A date and time without an offset.
fn local_time(written: &str) -> Option<DateTime> {
    let pieces = Pieces::parse(written).ok()?;
    // Without its time, a date alone would be read as its midnight.
    let is_local = pieces.offset().is_none() && pieces.time().is_some();
    is_local.then(|| written.parse().ok()).flatten()
}

/// A time of day: `16:00:00Z`, `08:00+01:00`, `08:00[Europe/Amsterdam]` (RFC 9557), `08:00` (on the clocks
/// of `local`, or nobody knows whose), or an event of the sun. A fraction of a second counts as gone at the
/// start and as a whole second at the end.
pub(super) fn time_of_day(text: &str, end: End, local: Option<&ClockZone>) -> Option<TimeOfDay> {
    let text = text.trim().trim_start_matches(['T', 't']);
    if let Some(event) = SunEvent::from_code(&text.to_ascii_uppercase()) {
        return Some(TimeOfDay::Sun(event));
    }
    let (time, suffix) = split_suffix(text)?;
    let clock_end = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, offset_text) = time.split_at_checked(clock_end)?;
    let hms = clock_numbers(clock, end)?;
    // Whatever its clocks, it is a time of day.
    ClockTime::from_hms_offset(hms, 0)?;
    match (offset_text, suffix) {
        ("", None) => Some(match local {
            Some(zone) => TimeOfDay::Zoned(ZonedTime::from_hms(hms, zone.clone())?),
            None => TimeOfDay::Local(clock.to_owned()),
        }),
        ("", Some(name)) => Some(match ClockZone::from_name(name) {
            Some(zone) => TimeOfDay::Zoned(ZonedTime::from_hms(hms, zone)?),
            None => TimeOfDay::Local(text.to_owned()),
        }),
        // The offset says one thing in summer and the zone another.
        (_, Some(_)) => offset(offset_text).map(|_| TimeOfDay::Local(text.to_owned())),
        (_, None) => ClockTime::from_hms_offset(hms, offset(offset_text)?).map(TimeOfDay::Clock),
    }
}

/// Days of every year: `--05-04`, `--03-01/--07-15`, with the suffix of RFC 9557 for whose days they are.
pub(super) fn yearly(text: &str, local: Option<&ClockZone>) -> Option<Yearly> {
    let (days, suffix) = split_suffix(text.trim())?;
    let (first, last) = days.split_once('/').unwrap_or((days, days));
    // Days of a zone that is not known begin and end as far out as days do.
    let zone = match suffix {
        Some(name) => ClockZone::from_name(name),
        None => local.cloned(),
    };
    Some(Yearly { first: month_day(first)?, last: month_day(last)?, zone })
}

/// `--MM-DD`, as XML Schema writes a day of the year.
fn month_day(text: &str) -> Option<MonthDay> {
    let (month, day) = text.strip_prefix("--")?.split_once('-')?;
    let number = |text| two_digits(text).and_then(|number| i8::try_from(number).ok());
    MonthDay::new(number(month)?, number(day)?)
}

/// A text and what stands in brackets after it; `None` when the brackets do not match.
fn split_suffix(text: &str) -> Option<(&str, Option<&str>)> {
    let Some((text, suffix)) = text.split_once('[') else { return Some((text, None)) };
    let name = suffix.strip_suffix(']')?;
    Some((text, Some(name.strip_prefix('!').unwrap_or(name))))
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
    let offset_s = sign * i32::try_from(hours * 3600 + minutes * 60).ok()?;
    (offset_s.abs() <= FURTHEST_FROM_UTC_S).then_some(offset_s)
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
            "2026-01-01T00:00+15:00",
            "2026-01-01T00:00-14:01",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_of_day_is_a_clock_a_local_clock_or_the_sun() {
        let clock =
            |hms, offset| Some(TimeOfDay::Clock(ClockTime::from_hms_offset(hms, offset).unwrap()));
        let zoned = |name| {
            let zone = ClockZone::from_name(name).unwrap();
            Some(TimeOfDay::Zoned(ZonedTime::from_hms([8, 0, 0], zone).unwrap()))
        };
        for (text, time) in [
            ("16:00:00Z", clock([16, 0, 0], 0)),
            ("16:00Z", clock([16, 0, 0], 0)),
            ("16:00:00.00Z", clock([16, 0, 0], 0)),
            ("24:00Z", clock([24, 0, 0], 0)),
            ("16:00-02:30", clock([16, 0, 0], -9_000)),
            ("16:00+01", clock([16, 0, 0], 3_600)),
            ("08:00", Some(TimeOfDay::Local("08:00".into()))),
            ("08:00[Mars/Base]", Some(TimeOfDay::Local("08:00[Mars/Base]".into()))),
            ("08:00[Etc/Unknown]", Some(TimeOfDay::Local("08:00[Etc/Unknown]".into()))),
            ("08:00Z[Europe/Paris]", Some(TimeOfDay::Local("08:00Z[Europe/Paris]".into()))),
            ("08:00[europe/paris]", zoned("Europe/Paris")),
            ("T08:00:00[!Europe/Paris]", zoned("Europe/Paris")),
            ("08:00[Europe/Paris", None),
            ("25:00[Europe/Paris]", None),
            ("08:00+1[Europe/Paris]", None),
            ("08:00+14:00", clock([8, 0, 0], 50_400)),
            ("08:00+14:30", None),
            ("SS", Some(TimeOfDay::Sun(SunEvent::Sunset))),
            ("25:00Z", None),
            ("08:60", None),
            ("8 uur", None),
            ("16:00:00+", None),
            ("16:00:00:00Z", None),
            ("-12:00", None),
            ("", None),
        ] {
            assert_eq!(time_of_day(text, End::Start, None), time, "{text}");
        }
    }

    #[test]
    fn a_fraction_of_a_second_widens_the_period() {
        let second = |end| time_of_day("10:00:00.5Z", end, None);
        let at = |s| Some(TimeOfDay::Clock(ClockTime::from_hms_offset([10, 0, s], 0).unwrap()));
        assert_eq!((second(End::Start), second(End::Stop)), (at(0), at(1)));
    }

    #[test]
    fn a_local_time_is_on_the_clocks_that_somebody_names() {
        let paris = ClockZone::from_name("Europe/Paris").unwrap();
        let time = time_of_day("08:00", End::Start, Some(&paris));
        assert_eq!(time.map(|time| matches!(time, TimeOfDay::Zoned(_))), Some(true));
        let fixed = time_of_day("08:00Z", End::Start, Some(&paris));
        assert_eq!(fixed.map(|time| matches!(time, TimeOfDay::Clock(_))), Some(true));
    }

    #[test]
    fn an_end_on_known_clocks_is_the_instant_further_out() {
        let paris = ClockZone::from_name("Europe/Paris").unwrap();
        for (text, local, start, stop) in [
            (
                "2026-05-04T18:00[Europe/Paris]",
                None,
                "2026-05-04T16:00:00Z",
                "2026-05-04T16:00:00Z",
            ),
            ("2026-12-04T18:00", Some(&paris), "2026-12-04T17:00:00Z", "2026-12-04T17:00:00Z"),
            // Twice, and not at all.
            ("2026-10-25T02:30", Some(&paris), "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
            ("2026-03-29T02:30", Some(&paris), "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"),
        ] {
            let read = |end| window_end(text, end, local).map(|at| at.to_string());
            assert_eq!(read(End::Start).as_deref(), Ok(start), "{text}");
            assert_eq!(read(End::Stop).as_deref(), Ok(stop), "{text}");
        }
        for (text, fault) in [
            ("2026-05-04", NoInstant::Unreadable),
            ("2026-05-04T18:00[Mars/Base]", NoInstant::UnknownZone),
            ("2026-05-04T18:00[", NoInstant::Unreadable),
            ("18:00", NoInstant::Unreadable),
        ] {
            assert_eq!(window_end(text, End::Start, Some(&paris)), Err(fault), "{text}");
        }
        let nowhere = window_end("2026-05-04T18:00", End::Start, None);
        assert_eq!(nowhere, Err(NoInstant::Unreadable));
    }

    #[test]
    fn an_offset_and_a_named_zone_must_agree_at_that_instant() {
        for text in [
            "2026-07-01T08:00+02:00[Europe/Amsterdam]",
            "2026-07-01T08:00:00.000000000000+02:00[Europe/Amsterdam]",
            "2026-12-01T08:00+0100[!Europe/Amsterdam]",
            "2026-07-01T08:00Z[UTC]",
        ] {
            assert!(window_end(text, End::Start, None).is_ok(), "{text}");
            assert!(instant(text).is_some(), "{text}");
        }
        for (text, fault) in [
            ("2026-07-01T08:00+01:00[Europe/Amsterdam]", NoInstant::OtherOffset),
            ("2026-12-01T08:00+02:00[Europe/Amsterdam]", NoInstant::OtherOffset),
            ("2026-07-01T08:00Z[Europe/Amsterdam]", NoInstant::OtherOffset),
            // An hour that the clocks there leave out.
            ("2026-03-29T02:30+01:00[Europe/Amsterdam]", NoInstant::OtherOffset),
            ("2026-07-01T08:00+02:00[Europe/Amsterdm]", NoInstant::UnknownZone),
            ("2026-07-01T08:00+15:00[Europe/Amsterdam]", NoInstant::Unreadable),
            ("2026-07-01T08:00+15:00", NoInstant::Unreadable),
            ("2026-07-01T08:00+02:00[Europe/Amsterdam", NoInstant::Unreadable),
        ] {
            for local in [None, ClockZone::from_name("Europe/Amsterdam")] {
                let read = window_end(text, End::Stop, local.as_ref());
                assert_eq!(read, Err(fault), "{text}");
            }
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn days_of_every_year_are_month_and_day() {
        let paris = ClockZone::from_name("Europe/Paris");
        for (text, days) in [
            ("--05-04", Some("--05-04/--05-04")),
            (" --03-01/--07-15 ", Some("--03-01/--07-15")),
            ("--12-01/--02-29[Europe/Paris]", Some("--12-01/--02-29[Europe/Paris]")),
            ("--05-04[Mars/Base]", Some("--05-04/--05-04")),
            ("05-04", None),
            ("--5-4", None),
            ("--02-30", None),
            ("--05-04/", None),
            ("2026-05-04", None),
            ("4 May", None),
        ] {
            assert_eq!(yearly(text, None).map(|days| days.to_string()).as_deref(), days, "{text}");
        }
        let local = yearly("--05-04", paris.as_ref()).map(|days| days.to_string());
        assert_eq!(local.as_deref(), Some("--05-04/--05-04[Europe/Paris]"));
    }
}
