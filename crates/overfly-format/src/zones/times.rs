//! When a zone applies. Whatever cannot be read, or is said twice and differs, widens: an open end,
//! every day, the whole day, always.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use overfly_model::{
    Applicability, Code, DailyPeriod, DaySet, SunEvent, TimeInterval, TimeOfDay, Weekday, Window,
};
use serde_json::Value;

use super::clock::{self, End};
use super::field::{Object, any_of, list, present, shown, word};
use super::notes::Notes;

/// What an entry without `permanent` means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsaid {
    /// ED-269 requires it: without it, only dates limit.
    Permanent,
    /// ED-318 has no such field: an entry is always a limited period.
    Limited,
}

const START: [&str; 2] = ["startDateTime", "startDate"];
const STOP: [&str; 2] = ["endDateTime", "endDate"];
const SCHEDULE: [&str; 2] = ["schedule", "dailyPeriod"];
const DAYS: [&str; 2] = ["day", "days"];
const PERIOD_START: [&str; 2] = ["startEvent", "startTime"];
const PERIOD_END: [&str; 2] = ["endEvent", "endTime"];
/// No zone of today's rules ended before, or starts after: such a date stands for none.
const YEARS: core::ops::RangeInclusive<i16> = 2000..=2100;

/// The union of the entries of `value`; no entry, or any that cannot be read, is always.
pub(super) fn applicability(
    value: Option<&Value>,
    unsaid: Unsaid,
    at: &str,
    notes: &mut Notes,
) -> Applicability {
    let Some(value) = value else { return Applicability::Always };
    let entries = list(value).iter().enumerate();
    let windows: Vec<Option<Window>> =
        entries.map(|(i, entry)| window(entry, unsaid, &format!("{at}[{i}]"), notes)).collect();
    match windows.into_iter().collect::<Option<Vec<Window>>>() {
        Some(windows) if !windows.is_empty() => noted(Applicability::Windows(windows), at, notes),
        _ => Applicability::Always,
    }
}

fn noted(applicability: Applicability, at: &str, notes: &mut Notes) -> Applicability {
    if applicability.has_unresolved_times() {
        let says =
            "times hang on the sun or a local clock; they count as the whole window of dates";
        notes.note(Code::ScheduleAssumed, at, says);
    }
    applicability
}

/// One entry; `None` is always.
fn window(entry: &Value, unsaid: Unsaid, at: &str, notes: &mut Notes) -> Option<Window> {
    let Some(entry) = entry.as_object() else {
        notes.note(
            Code::FieldUnreadable,
            at,
            format!("{} is no period; the zone always applies", shown(entry)),
        );
        return None;
    };
    let schedule = any_of(entry, &SCHEDULE).filter(|(_, value)| says_something(value));
    let dated = [START, STOP].iter().any(|keys| any_of(entry, keys).is_some());
    match permanence(entry, unsaid, at, notes) {
        Permanence::Yes => {
            note_permanent_beside(dated, schedule.is_some(), at, notes);
            return None;
        }
        Permanence::Unsaid if !dated => {
            notes.note(
                Code::FieldMissing,
                at,
                "neither permanent nor dates; the zone always applies",
            );
            return None;
        }
        Permanence::Unsaid | Permanence::No => {}
    }
    if !dated && schedule.is_none() {
        notes.note(Code::FieldMissing, at, "neither dates nor a schedule; the zone always applies");
        return None;
    }
    let dates = dates(entry, at, notes)?;
    let daily =
        schedule.map_or_else(Vec::new, |(key, value)| daily(value, &format!("{at}.{key}"), notes));
    // A window open on both sides with no schedule does not limit.
    (dates != TimeInterval::ANY || !daily.is_empty()).then_some(Window {
        dates,
        yearly: None,
        daily,
    })
}

enum Permanence {
    Yes,
    No,
    Unsaid,
}

fn permanence(entry: &Object, unsaid: Unsaid, at: &str, notes: &mut Notes) -> Permanence {
    let Some(value) = present(entry, "permanent") else {
        return if unsaid == Unsaid::Limited { Permanence::No } else { Permanence::Unsaid };
    };
    match yes_no(value) {
        Some(true) => Permanence::Yes,
        Some(false) => Permanence::No,
        None => {
            let says = format!("{} is neither YES nor NO; the zone always applies", shown(value));
            notes.note(Code::FieldUnreadable, &format!("{at}.permanent"), says);
            Permanence::Yes
        }
    }
}

/// YES, No, true.
pub(super) fn yes_no(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(yes) => Some(*yes),
        Value::String(text) if text.trim().eq_ignore_ascii_case("yes") => Some(true),
        Value::String(text) if text.trim().eq_ignore_ascii_case("no") => Some(false),
        _ => None,
    }
}

fn note_permanent_beside(dated: bool, scheduled: bool, at: &str, notes: &mut Notes) {
    let beside = match (dated, scheduled) {
        (true, true) => "dates and a schedule",
        (true, false) => "dates",
        (false, true) => "a schedule",
        (false, false) => return,
    };
    notes.note(
        Code::PermanentWithSchedule,
        at,
        format!("permanent, beside {beside}; the zone always applies"),
    );
}

/// Whether a schedule holds anything but nulls and empty lists.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => items.iter().any(says_something),
        Value::Object(fields) => fields.values().any(says_something),
        Value::String(text) => !text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// The dates of an entry; `None` when they are inverted.
fn dates(entry: &Object, at: &str, notes: &mut Notes) -> Option<TimeInterval> {
    let mut end = |keys: &[&str]| {
        let (key, value) = any_of(entry, keys)?;
        instant(value, &format!("{at}.{key}"), notes)
    };
    let (from, until) = (end(&START), end(&STOP));
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        let says = format!("ends at {until}, not after its start, {from}; the zone always applies");
        notes.note(Code::TimeUnreadable, at, says);
        return None;
    }
    Some(TimeInterval { from, until })
}

fn instant(value: &Value, at: &str, notes: &mut Notes) -> Option<Timestamp> {
    let instant = word(value).and_then(clock::instant);
    let says = match instant {
        None => "no date and time with an offset from UTC",
        Some(at) if !YEARS.contains(&at.to_zoned(TimeZone::UTC).year()) => "no date of this age",
        Some(_) => return instant,
    };
    notes.note(Code::TimeUnreadable, at, format!("{} is {says}; this end is open", shown(value)));
    None
}

fn daily(value: &Value, at: &str, notes: &mut Notes) -> Vec<DailyPeriod> {
    let items = list(value).iter().enumerate();
    items.map(|(i, item)| period(item, &format!("{at}[{i}]"), notes)).collect()
}

/// A period with a time that cannot be read may end on the next day, or start at any hour: it counts
/// as every hour of every day. So does one that states one of its times, or what is not known here.
fn period(value: &Value, at: &str, notes: &mut Notes) -> DailyPeriod {
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
    let start = time(object, PERIOD_START, End::Start, at, notes);
    let end = time(object, PERIOD_END, End::Stop, at, notes);
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
        text.and_then(|text| clock::time_of_day(text, end))
    };
    if time.is_none() {
        let says = format!("{} is no time of day; every hour of every day counts", shown(value));
        notes.note(Code::TimeUnreadable, &format!("{at}.{key}"), says);
    }
    time.map(Some).ok_or(Unreadable)
}
