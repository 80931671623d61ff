//! Clocks of named zones on the days they change, and days that come back every year.

use jiff::Timestamp;
use overfly_model::{
    Applicability, ClockZone, DailyPeriod, DaySet, MonthDay, TimeInterval, TimeOfDay, Weekday,
    Window, Yearly, Zone, ZonedTime,
};

use crate::place::{NETHERLANDS, zone_at};

fn t(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn span(from: &str, until: &str) -> TimeInterval {
    TimeInterval { from: Some(t(from)), until: Some(t(until)) }
}

fn period(zone: &str, days: DaySet, [start, end]: [[u32; 2]; 2]) -> DailyPeriod {
    let time = |[hour, minute]: [u32; 2]| {
        let zone = ClockZone::from_name(zone).unwrap();
        Some(TimeOfDay::Zoned(ZonedTime::from_hms([hour, minute, 0], zone).unwrap()))
    };
    DailyPeriod { days, start: time(start), end: time(end) }
}

fn zone_with(yearly: Option<Yearly>, daily: Vec<DailyPeriod>) -> Zone {
    let window = Window { yearly, daily, ..Window::of_dates(TimeInterval::ANY) };
    zone_at(NETHERLANDS, Applicability::Windows(vec![window]))
}

/// The first period of a schedule that starts in the days after `from`.
fn first(zone: &Zone, from: &str) -> TimeInterval {
    let from = t(from);
    let during =
        TimeInterval { from: Some(from), until: Some(from + jiff::SignedDuration::from_hours(60)) };
    zone.active(&during).into_iter().find(|span| span.from != Some(from)).unwrap()
}

#[test]
fn a_night_over_a_change_of_clocks_starts_and_ends_by_the_clock() {
    let night = [[22, 0], [6, 0]];
    // Transitions of the IANA database, local noon before the night; the night in UTC.
    for (zone, noon, from, until) in [
        (
            "Europe/Amsterdam",
            "2026-03-28T11:00:00Z",
            "2026-03-28T21:00:00Z",
            "2026-03-29T04:00:00Z",
        ),
        (
            "Europe/Amsterdam",
            "2026-10-24T10:00:00Z",
            "2026-10-24T20:00:00Z",
            "2026-10-25T05:00:00Z",
        ),
        (
            "Europe/Amsterdam",
            "2026-07-01T10:00:00Z",
            "2026-07-01T20:00:00Z",
            "2026-07-02T04:00:00Z",
        ),
        (
            "America/Santiago",
            "2026-04-04T15:00:00Z",
            "2026-04-05T01:00:00Z",
            "2026-04-05T10:00:00Z",
        ),
        (
            "America/Santiago",
            "2026-09-05T16:00:00Z",
            "2026-09-06T02:00:00Z",
            "2026-09-06T09:00:00Z",
        ),
        (
            "Australia/Lord_Howe",
            "2026-04-04T01:00:00Z",
            "2026-04-04T11:00:00Z",
            "2026-04-04T19:30:00Z",
        ),
        (
            "Australia/Lord_Howe",
            "2026-10-03T01:30:00Z",
            "2026-10-03T11:30:00Z",
            "2026-10-03T19:00:00Z",
        ),
    ] {
        let zone_at_night = zone_with(None, vec![period(zone, DaySet::ANY, night)]);
        assert_eq!(first(&zone_at_night, noon), span(from, until), "{zone} {noon}");
    }
}

#[test]
fn a_time_that_does_not_come_or_comes_twice_is_read_at_its_widest() {
    for (zone, noon, times, from, until) in [
        // 02:00 to 03:00 leaps on 29 March: before the leap, or after.
        (
            "Europe/Amsterdam",
            "2026-03-28T11:00:00Z",
            [[2, 30], [2, 45]],
            "2026-03-29T00:30:00Z",
            "2026-03-29T01:45:00Z",
        ),
        // 02:00 to 03:00 comes twice on 25 October.
        (
            "Europe/Amsterdam",
            "2026-10-24T10:00:00Z",
            [[2, 30], [2, 45]],
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:45:00Z",
        ),
        (
            "Europe/Amsterdam",
            "2026-03-28T11:00:00Z",
            [[2, 30], [2, 30]],
            "2026-03-29T00:30:00Z",
            "2026-03-30T00:30:00Z",
        ),
        // Half an hour, 01:30 to 02:00 twice and 02:00 to 02:30 not at all.
        (
            "Australia/Lord_Howe",
            "2026-04-04T01:00:00Z",
            [[1, 45], [1, 50]],
            "2026-04-04T14:45:00Z",
            "2026-04-04T15:20:00Z",
        ),
        (
            "Australia/Lord_Howe",
            "2026-10-03T01:30:00Z",
            [[2, 10], [2, 20]],
            "2026-10-03T15:10:00Z",
            "2026-10-03T15:50:00Z",
        ),
    ] {
        // Clocks change on Sundays.
        let sunday = DaySet::NONE.with(Weekday::Sunday);
        let zone_then = zone_with(None, vec![period(zone, sunday, times)]);
        assert_eq!(first(&zone_then, noon), span(from, until), "{zone} {noon}");
    }
}

#[test]
fn a_weekday_is_that_of_the_clock_on_which_the_period_starts() {
    let sunday = DaySet::NONE.with(Weekday::Sunday);
    let zone = zone_with(None, vec![period("Europe/Amsterdam", sunday, [[0, 30], [1, 0]])]);
    let applies = |at| zone.may_apply(&TimeInterval::instant(t(at)));
    // Sunday 5 July 2026, 00:45 in Amsterdam, is Saturday evening in UTC.
    assert!(applies("2026-07-04T22:45:00Z"));
    assert!(!applies("2026-07-05T22:45:00Z") && !applies("2026-07-05T00:45:00Z"));
}

#[test]
fn the_whole_day_is_that_of_the_clock_even_when_it_has_25_hours() {
    for times in [[[0, 0], [0, 0]], [[0, 0], [23, 59]], [[0, 0], [24, 0]]] {
        let sunday = DaySet::NONE.with(Weekday::Sunday);
        let zone = zone_with(None, vec![period("Europe/Amsterdam", sunday, times)]);
        let day = first(&zone, "2026-10-24T10:00:00Z");
        assert_eq!(day, span("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"), "{times:?}");
    }
}

fn days(first: [i8; 2], last: [i8; 2], zone: Option<&str>) -> Yearly {
    let day = |[month, day]: [i8; 2]| MonthDay::new(month, day).unwrap();
    let zone = zone.map(|name| ClockZone::from_name(name).unwrap());
    Yearly { first: day(first), last: day(last), zone }
}

#[test]
fn days_that_come_back_hold_every_year_and_only_then() {
    let ams = Some("Europe/Amsterdam");
    let may = days([5, 4], [5, 4], ams);
    let winter = days([11, 1], [2, 29], ams);
    let leap = days([2, 29], [2, 29], Some("UTC"));
    for (yearly, at, holds) in [
        (&may, "2026-05-03T22:00:00Z", true),
        (&may, "2031-05-04T21:59:59Z", true),
        (&may, "2026-05-03T21:59:59Z", false),
        (&may, "2026-05-04T22:00:00Z", false),
        (&winter, "2026-12-31T23:30:00Z", true),
        (&winter, "2026-01-05T12:00:00Z", true),
        (&winter, "2026-10-31T22:59:00Z", false),
        // 29 February: 28 February and 1 March may stand for it in other years.
        (&winter, "2027-03-01T22:59:00Z", true),
        (&winter, "2027-03-01T23:00:00Z", false),
        (&winter, "2028-03-01T00:00:00Z", false),
        (&leap, "2028-02-29T12:00:00Z", true),
        (&leap, "2028-02-28T12:00:00Z", false),
        (&leap, "2027-02-28T00:00:00Z", true),
        (&leap, "2027-03-01T23:59:00Z", true),
        (&leap, "2027-02-27T23:59:00Z", false),
    ] {
        let zone = zone_with(Some(yearly.clone()), vec![]);
        assert_eq!(zone.may_apply(&TimeInterval::instant(t(at))), holds, "{at}");
    }
}

#[test]
fn days_of_no_known_zone_last_from_the_first_clock_to_the_last() {
    let zone = zone_with(Some(days([5, 4], [5, 4], None)), vec![]);
    let week = span("2026-05-01T00:00:00Z", "2026-05-08T00:00:00Z");
    // 4 May begins at 00:00 in Kiritimati (UTC+14) and ends at 24:00 on Baker Island (UTC-12).
    assert_eq!(zone.active(&week), [span("2026-05-03T10:00:00Z", "2026-05-05T12:00:00Z")]);
}

#[test]
fn a_night_that_starts_on_a_day_that_comes_back_counts_to_its_end() {
    let ams = "Europe/Amsterdam";
    let night = period(ams, DaySet::ANY, [[22, 0], [6, 0]]);
    let zone = zone_with(Some(days([5, 4], [5, 4], Some(ams))), vec![night]);
    let week = span("2026-05-01T00:00:00Z", "2026-05-08T00:00:00Z");
    // Of the night before, what lies on the day itself.
    let expected = [
        span("2026-05-03T22:00:00Z", "2026-05-04T04:00:00Z"),
        span("2026-05-04T20:00:00Z", "2026-05-05T04:00:00Z"),
    ];
    assert_eq!(zone.active(&week), expected);
    assert!(zone.may_apply(&TimeInterval::instant(t("2026-05-05T03:59:00Z"))));
}

#[test]
fn over_a_long_or_open_time_days_that_come_back_may_always_come() {
    let zone = zone_with(Some(days([5, 4], [5, 4], Some("UTC"))), vec![]);
    assert_eq!(zone.active(&TimeInterval::ANY), [TimeInterval::ANY]);
    let year = span("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
    assert_eq!(zone.active(&year), [span("2026-05-04T00:00:00Z", "2026-05-05T00:00:00Z")]);
    let no_may = span("2026-05-05T00:00:00Z", "2027-01-01T00:00:00Z");
    assert_eq!(zone.active(&no_may), []);
}

#[test]
fn a_zone_is_named_as_the_database_spells_it_and_never_unknown() {
    assert_eq!(ClockZone::from_name("europe/amsterdam").unwrap().name(), "Europe/Amsterdam");
    for name in ["", "Etc/Unknown", "Mars/Base", "CET-1CEST", "+01:00"] {
        assert!(ClockZone::from_name(name).is_none(), "{name}");
    }
}

#[test]
fn a_flight_that_ends_before_it_starts_may_be_at_any_time() {
    let zone = zone_with(None, vec![period("UTC", DaySet::ANY, [[8, 0], [9, 0]])]);
    let backward = span("2026-05-05T12:00:00Z", "2026-05-05T11:00:00Z");
    assert_eq!(zone.active(&backward), [TimeInterval::ANY]);
}
