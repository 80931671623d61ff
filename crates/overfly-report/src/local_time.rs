//! Times for people: local first, UTC beside it, minutes rounded outward.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use overfly_model::TimeInterval;

const MINUTE_S: i64 = 60;

/// `Sun 22 Nov 10:30-11:00 CET (09:30-10:00 UTC)`. The year stands where it is not that of `now`.
pub(crate) fn span_with_utc(
    interval: &TimeInterval,
    zone: &TimeZone,
    now: Option<Timestamp>,
) -> String {
    let Some(local) = span_on(interval, zone, now, None) else { return "any time".into() };
    if *zone == TimeZone::UTC {
        return format!("{local} UTC");
    }
    let start = interval.from.or(interval.until).map(outward_from);
    let day = start.map(|at| at.to_zoned(zone.clone()).date());
    let utc = span_on(interval, &TimeZone::UTC, now, day).unwrap_or_default();
    let abbreviation = start.map(|at| at.to_zoned(zone.clone()).strftime("%Z").to_string());
    format!("{local} {} ({utc} UTC)", abbreviation.unwrap_or_default())
}

/// `Sun 22 Nov 2026 10:30 CET (09:30 UTC)`.
pub(crate) fn instant_with_year(at: Timestamp, zone: &TimeZone) -> String {
    span_with_utc(&TimeInterval::instant(at), zone, None)
}

/// `2026-11-22`, the local day.
pub(crate) fn date(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned(zone.clone()).date()
}

/// The local day on which an interval starts.
pub(crate) fn first_day(interval: &TimeInterval, zone: &TimeZone) -> Option<Date> {
    interval.from.map(|at| outward_from(at).to_zoned(zone.clone()).date())
}

/// `2026-11-01 (21 days old)`: the age of data.
pub(crate) fn date_and_age(issued: Timestamp, zone: &TimeZone, now: Timestamp) -> String {
    let [then, today] = [issued, now].map(|at| at.to_zoned(zone.clone()).date());
    let days = now.duration_since(issued).as_secs().div_euclid(86_400);
    let age = match days {
        ..0 => "in the future".into(),
        0 if then == today => "today".into(),
        1 => "1 day old".into(),
        731.. => format!("over {} years old", days * 100 / 36_525),
        days => format!("{days} days old"),
    };
    format!("{then} ({age})")
}

/// `CET`
pub(crate) fn abbreviation(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Z").to_string()
}

/// `10:41-10:42`, with the day where it is not `day`; `None` for any time.
pub(crate) fn span_on(
    interval: &TimeInterval,
    zone: &TimeZone,
    now: Option<Timestamp>,
    day: Option<Date>,
) -> Option<String> {
    let local = |at: Timestamp| at.to_zoned(zone.clone());
    let this_year = now.map(|now| local(now).year());
    let from = interval.from.map(outward_from).map(local);
    let until = interval.until.map(outward_until).map(local);
    match (from, until) {
        (None, None) => None,
        (Some(from), None) => Some(format!("from {}", clock(&from, day, this_year))),
        (None, Some(until)) => Some(format!("until {}", clock(&until, day, this_year))),
        (Some(from), Some(until)) if from == until => Some(clock(&from, day, this_year)),
        (Some(from), Some(until)) if from.date() == until.date() => {
            Some(format!("{}-{}", clock(&from, day, this_year), until.strftime("%H:%M")))
        }
        (Some(from), Some(until)) => {
            Some(format!("{} to {}", clock(&from, day, this_year), clock(&until, day, this_year)))
        }
    }
}

fn clock(at: &Zoned, day: Option<Date>, this_year: Option<i16>) -> String {
    if day == Some(at.date()) {
        return at.strftime("%H:%M").to_string();
    }
    let form = if Some(at.year()) == this_year { "%a %-d %b %H:%M" } else { "%a %-d %b %Y %H:%M" };
    at.strftime(form).to_string()
}

/// The minute that has begun.
fn outward_from(at: Timestamp) -> Timestamp {
    let past = SignedDuration::from_secs(at.as_second().rem_euclid(MINUTE_S));
    Timestamp::from_second(at.as_second()).and_then(|whole| whole.checked_sub(past)).unwrap_or(at)
}

/// The minute that ends.
fn outward_until(at: Timestamp) -> Timestamp {
    let start = outward_from(at);
    if start == at {
        return at;
    }
    start.checked_add(SignedDuration::from_secs(MINUTE_S)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn span(from: &str, until: &str) -> TimeInterval {
        TimeInterval { from: Some(at(from)), until: Some(at(until)) }
    }

    #[test]
    fn local_time_comes_first_and_minutes_round_outward() {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        let now = at("2026-11-22T08:00:00Z");
        for (interval, says) in [
            (
                span("2026-11-22T09:30:00Z", "2026-11-22T10:00:00Z"),
                "Sun 22 Nov 10:30-11:00 CET (09:30-10:00 UTC)",
            ),
            (
                span("2026-11-22T09:30:59Z", "2026-11-22T10:00:01Z"),
                "Sun 22 Nov 10:30-11:01 CET (09:30-10:01 UTC)",
            ),
            (
                span("2026-07-21T22:30:00Z", "2026-07-21T23:00:00Z"),
                "Wed 22 Jul 00:30-01:00 CEST (Tue 21 Jul 22:30-23:00 UTC)",
            ),
            (
                span("2027-01-01T09:30:00Z", "2027-01-01T09:30:00Z"),
                "Fri 1 Jan 2027 10:30 CET (09:30 UTC)",
            ),
        ] {
            assert_eq!(span_with_utc(&interval, &zone, Some(now)), says);
        }
    }

    #[test]
    fn a_moment_that_stands_for_now_has_its_year() {
        assert_eq!(
            instant_with_year(at("2020-02-03T09:30:00Z"), &TimeZone::UTC),
            "Mon 3 Feb 2020 09:30 UTC"
        );
    }

    #[test]
    fn a_flight_without_departure_is_at_any_time() {
        assert_eq!(
            span_with_utc(&TimeInterval::ANY, &TimeZone::UTC, Some(at("2026-11-22T08:00:00Z"))),
            "any time"
        );
    }

    #[test]
    fn data_says_its_age_in_days() {
        let now = at("2026-11-22T08:00:00Z");
        for (issued, says) in [
            ("2026-11-01T00:00:00Z", "2026-11-01 (21 days old)"),
            ("2026-11-22T00:00:00Z", "2026-11-22 (today)"),
            ("2026-11-23T09:00:00Z", "2026-11-23 (in the future)"),
            ("2024-11-23T00:00:00Z", "2024-11-23 (729 days old)"),
            ("2024-11-20T00:00:00Z", "2024-11-20 (over 2 years old)"),
            ("2016-11-23T00:00:00Z", "2016-11-23 (over 9 years old)"),
        ] {
            assert_eq!(date_and_age(at(issued), &TimeZone::UTC, now), says);
        }
    }
}
