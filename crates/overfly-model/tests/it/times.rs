//! When zones apply: windows, weeks, clocks.

use jiff::{SignedDuration, Timestamp};
use overfly_model::{
    Applicability, ClockTime, DailyPeriod, DaySet, SunEvent, TimeInterval, TimeOfDay, Weekday,
    Window, Zone,
};

use crate::place::{NETHERLANDS, zone_at};

fn t(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn span(from: &str, until: &str) -> TimeInterval {
    TimeInterval { from: Some(t(from)), until: Some(t(until)) }
}

#[allow(clippy::unnecessary_wraps, reason = "periods take optional times")]
fn clock(h: u32, m: u32, s: u32) -> Option<TimeOfDay> {
    Some(TimeOfDay::Clock(ClockTime::from_hms_offset([h, m, s], 0).unwrap()))
}

fn windows(windows: Vec<Window>) -> Zone {
    zone_at(NETHERLANDS, Applicability::Windows(windows))
}

fn weekly(days: DaySet, start: Option<TimeOfDay>, end: Option<TimeOfDay>) -> Zone {
    let daily = vec![DailyPeriod { days, start, end }];
    windows(vec![Window { daily, ..Window::of_dates(TimeInterval::ANY) }])
}

#[test]
fn intervals_are_half_open() {
    let window = span("2026-11-22T06:00:00Z", "2026-11-22T14:00:00Z");
    assert!(!window.meets(&span("2026-11-22T14:00:00Z", "2026-11-22T15:00:00Z")));
    assert!(window.meets(&span("2026-11-22T13:59:59Z", "2026-11-22T15:00:00Z")));
    assert!(window.meets(&TimeInterval::instant(t("2026-11-22T06:00:00Z"))));
    assert!(!window.meets(&TimeInterval::instant(t("2026-11-22T14:00:00Z"))));
    assert!(window.meets(&TimeInterval::ANY));
    assert!(!window.holds(&TimeInterval::ANY));
}

#[test]
fn a_weekday_schedule_holds_only_then() {
    // 2026-11-22 is a Sunday.
    let zone = weekly(DaySet::NONE.with(Weekday::Sunday), clock(10, 0, 0), clock(12, 0, 0));
    for (from, until, applies) in [
        ("2026-11-22T10:30:00Z", "2026-11-22T10:40:00Z", true),
        ("2026-11-22T09:30:00Z", "2026-11-22T10:00:00Z", false),
        ("2026-11-22T12:00:00Z", "2026-11-22T12:30:00Z", false),
        ("2026-11-23T10:30:00Z", "2026-11-23T10:40:00Z", false),
        ("2026-11-21T10:30:00Z", "2026-11-23T10:40:00Z", true),
    ] {
        assert_eq!(zone.may_apply(&span(from, until)), applies, "{from}");
    }
    assert!(zone.may_apply(&TimeInterval::ANY), "any time meets every schedule");
}

#[test]
fn a_period_across_midnight_belongs_to_the_day_it_starts() {
    let zone = weekly(DaySet::NONE.with(Weekday::Saturday), clock(22, 0, 0), clock(4, 0, 0));
    assert!(zone.may_apply(&span("2026-11-22T03:00:00Z", "2026-11-22T03:10:00Z")));
    assert!(!zone.may_apply(&span("2026-11-22T22:30:00Z", "2026-11-22T23:10:00Z")));
}

#[test]
fn start_equal_to_end_is_the_whole_day_and_2359_its_end() {
    for (start, end) in [
        (clock(0, 0, 0), clock(0, 0, 0)),
        (clock(0, 0, 0), clock(23, 59, 0)),
        (clock(0, 0, 0), clock(23, 59, 59)),
        (clock(0, 0, 0), None),
        (None, clock(0, 0, 0)),
    ] {
        let zone = weekly(DaySet::NONE.with(Weekday::Sunday), start, end);
        assert!(zone.may_apply(&span("2026-11-22T23:59:59.5Z", "2026-11-22T23:59:59.9Z")));
        assert!(!zone.may_apply(&span("2026-11-23T00:00:00Z", "2026-11-23T01:00:00Z")));
    }
}

#[test]
fn a_clock_ahead_of_utc_may_start_on_the_day_before() {
    let time =
        |h| Some(TimeOfDay::Clock(ClockTime::from_hms_offset([h, 0, 0], 12 * 3600).unwrap()));
    let zone = weekly(DaySet::NONE.with(Weekday::Monday), time(1), time(2));
    assert!(zone.may_apply(&span("2026-11-22T13:10:00Z", "2026-11-22T13:20:00Z")));
    assert!(!zone.may_apply(&span("2026-11-23T13:10:00Z", "2026-11-23T13:20:00Z")));
}

#[test]
fn a_clock_of_no_known_zone_counts_as_always() {
    let local = Some(TimeOfDay::Local("08:00".into()));
    let lone_sun = Some(TimeOfDay::Sun(SunEvent::Sunrise));
    for (start, end) in [(local, clock(9, 0, 0)), (lone_sun, None)] {
        let zone = weekly(DaySet::NONE.with(Weekday::Monday), start, end);
        assert!(zone.applicability.has_unresolved_times());
        assert!(zone.may_apply(&span("2026-11-22T20:00:00Z", "2026-11-22T20:10:00Z")));
    }
    let sun = |event| Some(TimeOfDay::Sun(event));
    let day = weekly(DaySet::ANY, sun(SunEvent::Sunrise), sun(SunEvent::Sunset));
    assert!(!day.applicability.has_unresolved_times());
}

#[test]
fn a_day_without_a_clock_is_that_of_utc_and_of_the_place() {
    let zone = weekly(DaySet::NONE.with(Weekday::Sunday), None, None);
    for (at, applies) in [
        ("2026-11-21T23:00:00Z", true), // Sunday in Amsterdam
        ("2026-11-22T23:30:00Z", true), // still Sunday in UTC
        ("2026-11-21T19:00:00Z", false),
        ("2026-11-23T03:00:00Z", false),
    ] {
        assert_eq!(zone.may_apply(&TimeInterval::instant(t(at))), applies, "{at}");
    }
}

#[test]
fn what_contradicts_itself_or_says_nothing_counts_as_always() {
    let during = span("2026-11-22T03:00:00Z", "2026-11-22T03:10:00Z");
    let window = |dates, daily| windows(vec![Window { daily, ..Window::of_dates(dates) }]);
    let backward = span("2026-08-02T00:00:00Z", "2026-08-01T00:00:00Z");
    let dayless = DailyPeriod { days: DaySet::NONE, start: None, end: None };
    for zone in [
        windows(vec![]),
        window(backward, vec![]),
        window(backward, vec![dayless.clone()]),
        window(TimeInterval::ANY, vec![dayless]),
    ] {
        assert!(zone.may_apply(&during), "{zone:?}");
    }
}

#[test]
fn an_end_at_2359_is_midnight() {
    for end in ["2026-08-01T23:59:00Z", "2026-08-01T23:59:59Z", "2026-08-01T23:59:00+02:00"] {
        let dates = span("2026-08-01T06:00:00Z", end);
        let zone = windows(vec![Window::of_dates(dates)]);
        let last = t(end).checked_add(SignedDuration::from_millis(500)).unwrap();
        assert!(zone.may_apply(&TimeInterval::instant(last)), "{end}");
        let next = t(end).checked_add(SignedDuration::from_secs(60)).unwrap();
        assert!(!zone.may_apply(&TimeInterval::instant(next)), "{end}");
    }
}

#[test]
fn a_window_of_dates_limits_its_periods() {
    let dates = span("2026-08-01T06:00:00Z", "2026-08-01T18:00:00Z");
    let zone = windows(vec![Window::of_dates(dates)]);
    assert!(!zone.may_apply(&span("2026-11-22T03:00:00Z", "2026-11-22T03:10:00Z")));
    assert!(zone.may_apply(&span("2026-08-01T17:59:00Z", "2026-08-01T19:00:00Z")));
}
