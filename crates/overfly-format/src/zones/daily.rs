//! Periods of the day. Whatever cannot be read, or is said twice and differs, widens.

use overfly_model::{ClockZone, Code, DailyPeriod, DaySet, SunEvent, TimeOfDay, Weekday};
use serde_json::Value;

use super::clock::{self, End};
use super::field::{Object, any_of, list, shown, word};
use super::notes::Notes;

const DAYS: [&str; 2] = ["day", "days"];
const PERIOD_START: [&str; 2] = ["startEvent", "startTime"];
const PERIOD_END: [&str; 2] = ["endEvent", "endTime"];

/// The periods of a schedule.
pub(super) fn daily(
    value: &Value,
    local: Option<&ClockZone>,
    at: &str,
    notes: &mut Notes,
) -> Vec<DailyPeriod> {
    let items = list(value).iter().enumerate();
    items.map(|(i, item)| period(item, local, &format!("{at}[{i}]"), notes)).collect()
}

/// A period with a time that cannot be read may end on the next day, or start at any hour: it counts
/// as every hour of every day. So does one that states one of its times, or what is not known here.
fn period(value: &Value, local: Option<&ClockZone>, at: &str, notes: &mut Notes) -> DailyPeriod {
    const EVER: DailyPeriod = DailyPeriod { days: DaySet::ANY, start: None, end: None };
    let mut ever = |what: &str| {
        let says = format!("{what}; every hour of every day counts");
        notes.note(Code::TimeUnreadable, at, says);
        EVER
    };
    let Some(object) = value.as_object() else {
        return ever(&format!("{} is no daily period", shown(value)));
    };
    if let Some(key) = unknown_member(object) {
        return ever(&format!("{key:?} is nothing known of a daily period"));
    }
    if any_of(object, &PERIOD_START).is_some() != any_of(object, &PERIOD_END).is_some() {
        return ever("a start without an end, or an end without a start");
    }
    let days = days(object, at, notes);
    let start = time(object, PERIOD_START, End::Start, local, at, notes);
    let end = time(object, PERIOD_END, End::Stop, local, at, notes);
    match (start, end) {
        (Ok(start), Ok(end)) => DailyPeriod { days, start, end },
        _ => EVER,
    }
}

/// A member with a value that may be a day or a time, misspelt.
fn unknown_member(period: &Object) -> Option<&str> {
    let known = [DAYS, PERIOD_START, PERIOD_END];
    let is_known =
        |key: &str| known.as_flattened().iter().any(|name| name.eq_ignore_ascii_case(key));
    let unknown = period.iter().find(|(key, value)| !value.is_null() && !is_known(key));
    unknown.map(|(key, _)| key.as_str())
}

/// A time that cannot be read.
struct Unreadable;

fn days(object: &Object, at: &str, notes: &mut Notes) -> DaySet {
    let at = format!("{at}.day");
    let items = any_of(object, &DAYS).map_or(&[][..], |(_, value)| list(value));
    if items.is_empty() {
        notes.note(Code::TimeUnreadable, &at, "names no day; every day counts");
        return DaySet::ANY;
    }
    items.iter().fold(DaySet::NONE, |days, item| union(days, named_day(item, &at, notes)))
}

/// Any day, where what is written is none.
fn named_day(item: &Value, at: &str, notes: &mut Notes) -> DaySet {
    item.as_str().and_then(day).unwrap_or_else(|| {
        notes.note(
            Code::TimeUnreadable,
            at,
            format!("{} is no day; every day counts", shown(item)),
        );
        DaySet::ANY
    })
}

/// `MON`, `Monday`, `ANY`.
fn day(text: &str) -> Option<DaySet> {
    const NAMES: [&str; 7] =
        ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
    let text = text.trim().to_ascii_uppercase();
    if text == "ANY" {
        return Some(DaySet::ANY);
    }
    let named =
        NAMES.iter().position(|name| *name == text).and_then(|i| Weekday::ALL.get(i).copied());
    named.or_else(|| Weekday::from_code(&text)).map(|day| DaySet::NONE.with(day))
}

fn union(a: DaySet, b: DaySet) -> DaySet {
    b.days().fold(a, DaySet::with)
}

/// The time under the first key that is present; beside an event, a clock time is not read.
fn time(
    object: &Object,
    keys: [&str; 2],
    end: End,
    local: Option<&ClockZone>,
    at: &str,
    notes: &mut Notes,
) -> Result<Option<TimeOfDay>, Unreadable> {
    let stated = |key| any_of(object, &[key]);
    let [event, clock] = keys;
    let Some((key, value)) = stated(event).or_else(|| stated(clock)) else { return Ok(None) };
    let text = word(value);
    let time = if key.ends_with("Event") {
        text.and_then(|code| SunEvent::from_code(&code.to_ascii_uppercase())).map(TimeOfDay::Sun)
    } else {
        text.and_then(|text| clock::time_of_day(text, end, local))
    };
    if time.is_none() {
        let says = format!("{} is no time of day; every hour of every day counts", shown(value));
        notes.note(Code::TimeUnreadable, &format!("{at}.{key}"), says);
    }
    time.map(Some).ok_or(Unreadable)
}
