//! `Zone::active` against a judge that decides minute by minute, by definition.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use overfly_model::{
    Applicability, ClockTime, ClockZone, DailyPeriod, DaySet, TimeInterval, TimeOfDay, Weekday,
    Window, Yearly, ZonedTime,
};
use overfly_testkit::zones;
use proptest::prelude::*;

use crate::place::{NETHERLANDS, zone_at};

/// A clock as this judge reads it from what the clock says of itself.
#[derive(Clone)]
struct Dial {
    zone: TimeZone,
    minutes: i64,
}

/// From `HH:MM:SS` and `Z`, `+HH:MM` or `[Area/Place]`.
fn dial(time: &TimeOfDay) -> Dial {
    let (text, zone) = match time {
        TimeOfDay::Clock(clock) => {
            let text = clock.to_string();
            let offset = match &text[8..] {
                "Z" => Offset::UTC,
                offset => {
                    let sign = if offset.starts_with('-') { -1 } else { 1 };
                    let number = |at: core::ops::Range<usize>| offset[at].parse::<i32>().unwrap();
                    Offset::from_seconds(sign * (number(1..3) * 3600 + number(4..6) * 60)).unwrap()
                }
            };
            (text, TimeZone::fixed(offset))
        }
        TimeOfDay::Zoned(clock) => {
            let text = clock.to_string();
            let name = text[9..text.len() - 1].to_owned();
            (text, TimeZone::get(&name).unwrap())
        }
        other => panic!("{other:?} is no clock"),
    };
    let number = |at: core::ops::Range<usize>| text[at].parse::<i64>().unwrap();
    Dial { zone, minutes: number(0..2) * 60 + number(3..5) }
}

/// What the clocks of a zone show at an instant.
fn shown(zone: &TimeZone, at: Timestamp) -> DateTime {
    zone.to_datetime(at)
}

fn allowed(days: DaySet, day: Date) -> bool {
    days == DaySet::NONE
        || days.holds(Weekday::ALL[usize::try_from(day.weekday().to_monday_zero_offset()).unwrap()])
}

/// Whether a period on the clocks of one zone holds the minute that starts at `at`: what the clock shows
/// lies in it, on a day on which it starts.
fn holds(period: &DailyPeriod, at: Timestamp) -> bool {
    let (start, end) = (dial(period.start.as_ref().unwrap()), dial(period.end.as_ref().unwrap()));
    let now = shown(&start.zone, at);
    let minute = i64::from(now.hour()) * 60 + i64::from(now.minute());
    let end_minutes = if end.minutes >= 23 * 60 + 59 { 24 * 60 } else { end.minutes };
    let today = now.date();
    let yesterday = today.yesterday().unwrap();
    if end.minutes > start.minutes {
        return allowed(period.days, today) && (start.minutes..end_minutes).contains(&minute);
    }
    (allowed(period.days, today) && minute >= start.minutes)
        || (allowed(period.days, yesterday) && minute < end_minutes)
}

/// Whether `at` lies on a day of the rule, on its clocks.
fn on_day(yearly: &Yearly, at: Timestamp) -> bool {
    let zone = TimeZone::get(yearly.zone.as_ref().unwrap().name()).unwrap();
    let day = shown(&zone, at).date();
    let [first, last] = [yearly.first, yearly.last].map(|day| (day.month(), day.day()));
    let today = (day.month(), day.day());
    if first <= last { first <= today && today <= last } else { first <= today || today <= last }
}

fn applies(window: &Window, at: Timestamp) -> bool {
    let in_dates = window.dates.from.is_none_or(|from| from <= at)
        && window.dates.until.is_none_or(|until| at < until);
    in_dates
        && window.yearly.as_ref().is_none_or(|yearly| on_day(yearly, at))
        && (window.daily.is_empty() || window.daily.iter().any(|period| holds(period, at)))
}

/// A period on the clocks of one zone, to the minute.
fn period() -> impl Strategy<Value = DailyPeriod> {
    let days = prop::collection::vec(prop::sample::select(Weekday::ALL.to_vec()), 0..5)
        .prop_map(|days| days.into_iter().fold(DaySet::NONE, DaySet::with));
    let time = || (0_u32..24, 0_u32..60);
    let whose = prop_oneof![
        (-12_i32..=14).prop_map(|hours| Ok(hours * 3600)),
        zones::clock_zone().prop_map(Err)
    ];
    (days, time(), time(), whose).prop_map(|(days, start, end, whose)| {
        let time = |(h, m)| {
            Some(match &whose {
                Ok(offset) => {
                    TimeOfDay::Clock(ClockTime::from_hms_offset([h, m, 0], *offset).unwrap())
                }
                Err(zone) => zoned(h, m, zone),
            })
        };
        DailyPeriod { days, start: time(start), end: time(end) }
    })
}

fn zoned(hour: u32, minute: u32, zone: &ClockZone) -> TimeOfDay {
    TimeOfDay::Zoned(ZonedTime::from_hms([hour, minute, 0], zone.clone()).unwrap())
}

/// A time of three days, often over a change of clocks or of the year.
fn during() -> impl Strategy<Value = TimeInterval> {
    let near = prop::sample::select(vec![
        "2026-03-28T00:00:00Z",
        "2026-10-24T00:00:00Z",
        "2026-04-03T00:00:00Z",
        "2026-10-02T00:00:00Z",
        "2026-09-05T00:00:00Z",
        "2026-12-30T00:00:00Z",
        "2028-02-28T00:00:00Z",
        "2026-07-01T00:00:00Z",
    ]);
    (near, 0_i64..3_000, 0_i64..4_000).prop_map(|(near, after, long)| {
        let from: Timestamp = near.parse().unwrap();
        let from = from + SignedDuration::from_mins(after);
        TimeInterval { from: Some(from), until: Some(from + SignedDuration::from_mins(long)) }
    })
}

fn window() -> impl Strategy<Value = Window> {
    let date = prop::option::weighted(0.3, 0_i64..400);
    let dates = (date.clone(), date).prop_map(|(from, long)| {
        let start: Timestamp = "2026-03-29T00:00:00Z".parse().unwrap();
        let from = from.map(|hours| start + SignedDuration::from_hours(hours));
        let until = long.map(|hours| from.unwrap_or(start) + SignedDuration::from_hours(hours + 1));
        TimeInterval { from, until }
    });
    let yearly = prop::option::weighted(0.3, zones::yearly());
    let known = yearly.prop_filter("days of a known zone", |yearly| {
        yearly.as_ref().is_none_or(|yearly| yearly.zone.is_some())
    });
    (dates, known, prop::collection::vec(period(), 0..3))
        .prop_map(|(dates, yearly, daily)| Window { dates, yearly, daily })
}

/// By how much an answer may be wider than the definition: where clocks change, both readings count; a
/// period that starts on a day that comes back counts to its end; 29 February has days beside it.
fn slack(windows: &[Window], at: Timestamp) -> bool {
    let hour = SignedDuration::from_hours(1);
    let near_change = |zone: &TimeZone| {
        // A night reads its start on one side of the change and its end on the other.
        let day = hour * 25;
        zone.to_offset(at - day) != zone.to_offset(at + day)
    };
    windows.iter().any(|window| {
        let clocks = window.daily.iter().filter_map(|period| match &period.start {
            Some(TimeOfDay::Zoned(_)) => Some(dial(period.start.as_ref().unwrap()).zone),
            _ => None,
        });
        let days = window.yearly.iter().filter_map(|yearly| yearly.zone.as_ref());
        let days = days.map(|zone| TimeZone::get(zone.name()).unwrap());
        let leap = |yearly: &Yearly| {
            [yearly.first, yearly.last].iter().any(|day| (day.month(), day.day()) == (2, 29))
        };
        clocks.chain(days).any(|zone| near_change(&zone))
            || window.yearly.as_ref().is_some_and(leap)
            || (window.yearly.is_some() && !window.daily.is_empty())
    })
}

fn is_reported(active: &[TimeInterval], at: Timestamp) -> bool {
    active.iter().any(|span| span.meets(&TimeInterval::instant(at)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn active_misses_no_minute_and_adds_none_but_where_readings_differ(
        windows in prop::collection::vec(window(), 1..3), during in during()
    ) {
        let zone = zone_at(NETHERLANDS, Applicability::Windows(windows.clone()));
        let active = zone.active(&during);
        let (from, until) = (during.from.unwrap(), during.until.unwrap());
        let mut at = from;
        while at < until || at == from {
            let expected = windows.iter().any(|window| applies(window, at));
            let found = is_reported(&active, at);
            prop_assert!(found || !expected, "missed {at} of {active:?}");
            prop_assert!(!found || expected || slack(&windows, at), "added {at} to {active:?}");
            at += SignedDuration::from_mins(1);
        }
    }

    #[test]
    fn active_is_sorted_apart_and_within_what_was_asked(
        applicability in zones::applicability(), during in during()
    ) {
        let zone = zone_at(NETHERLANDS, applicability);
        let active = zone.active(&during);
        prop_assert!(active.iter().all(|span| during.holds(span) || *span == during));
        prop_assert!(active.windows(2).all(|pair| pair[0].until < pair[1].from));
        prop_assert_eq!(zone.may_apply(&during), !active.is_empty());
        // Each instant on its own gives the same answer.
        let (from, until) = (during.from.unwrap(), during.until.unwrap());
        for eighth in 0..8_i32 {
            let at = from + until.duration_since(from) / 8 * eighth;
            if at < until || at == from {
                let alone = zone.may_apply(&TimeInterval::instant(at));
                prop_assert_eq!(alone, is_reported(&active, at), "{}", at);
            }
        }
    }

    #[test]
    fn a_longer_time_or_an_open_end_never_makes_a_zone_inactive(
        applicability in zones::applicability(), during in during(), days in 0_i64..400
    ) {
        let zone = zone_at(NETHERLANDS, applicability);
        let longer = TimeInterval {
            from: during.from,
            until: during.until.map(|until| until + SignedDuration::from_hours(24 * days)),
        };
        let open = TimeInterval { from: during.from, until: None };
        for span in zone.active(&during) {
            for wider in [&longer, &open, &TimeInterval::ANY] {
                prop_assert!(zone.active(wider).iter().any(|active| active.holds(&span)), "{span:?}");
            }
        }
    }
}
