//! When a zone applies. Whatever cannot be read, or is said twice and differs, widens: an open end,
//! every day, the whole day, always.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use overfly_model::{Applicability, ClockZone, Code, TimeInterval, Window};
use serde_json::Value;

use super::clock::{self, End, NoInstant};
use super::daily::daily;
use super::field::{Object, any_of, list, present, shown, word};
use super::notes::Notes;
use super::yearly::{month_days, note_days_of_nowhere, settle, stated};

/// How entries are to be read.
#[derive(Clone, Copy)]
pub(super) struct Manner<'a> {
    /// What an entry without `permanent` means.
    pub(super) unsaid: Unsaid,
    /// On whose clocks times are that do not say.
    pub(super) local_times: Option<&'a ClockZone>,
}

/// What an entry without `permanent` means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsaid {
    /// ED-269 requires it: without it, only dates limit.
    Permanent,
    /// ED-318 has no such field: an entry is always a limited period.
    Limited,
}

pub(super) const START: [&str; 2] = ["startDateTime", "startDate"];
pub(super) const STOP: [&str; 2] = ["endDateTime", "endDate"];
pub(super) const YEARLY: [&str; 1] = ["yearly"];
const SCHEDULE: [&str; 2] = ["schedule", "dailyPeriod"];
/// No zone of today's rules ended before, or starts after: such a date stands for none.
const YEARS: core::ops::RangeInclusive<i16> = 2000..=2100;

pub(super) const WHOSE_CLOCKS: &str =
    "say it in the folder's manifest: local_times = \"Europe/Amsterdam\"";

/// The union of the entries of `value`; no entry, or any that cannot be read, is always.
pub(super) fn applicability(
    value: Option<&Value>,
    manner: Manner<'_>,
    at: &str,
    notes: &mut Notes,
) -> Applicability {
    let Some(value) = value else { return Applicability::Always };
    let entries = list(value).iter().enumerate();
    let windows: Vec<Option<Window>> =
        entries.map(|(i, entry)| window(entry, manner, &format!("{at}[{i}]"), notes)).collect();
    match windows.into_iter().collect::<Option<Vec<Window>>>() {
        Some(windows) if !windows.is_empty() => noted(Applicability::Windows(windows), at, notes),
        _ => Applicability::Always,
    }
}

fn noted(applicability: Applicability, at: &str, notes: &mut Notes) -> Applicability {
    if applicability.has_unresolved_times() {
        let says =
            "nobody knows whose clock the times are on; they count as the whole window of dates";
        notes.note(Code::ScheduleAssumed, at, says);
        notes.hint(Some(WHOSE_CLOCKS));
    }
    applicability
}

/// One entry; `None` is always.
fn window(entry: &Value, manner: Manner<'_>, at: &str, notes: &mut Notes) -> Option<Window> {
    let Some(entry) = entry.as_object() else {
        notes.note(
            Code::FieldUnreadable,
            at,
            format!("{} is no period; the zone always applies", shown(entry)),
        );
        return None;
    };
    let schedule = any_of(entry, &SCHEDULE).filter(|(_, value)| says_something(value));
    let dates_stand = [&START[..], &STOP, &YEARLY].iter().any(|keys| any_of(entry, keys).is_some());
    match permanence(entry, manner.unsaid, at, notes) {
        Permanence::Yes => {
            note_permanent_beside(dates_stand, schedule.is_some(), at, notes);
            return None;
        }
        Permanence::Unsaid if !dates_stand => {
            notes.note(
                Code::FieldMissing,
                at,
                "neither permanent nor dates; the zone always applies",
            );
            return None;
        }
        Permanence::Unsaid | Permanence::No => {}
    }
    if !dates_stand && schedule.is_none() {
        notes.note(Code::FieldMissing, at, "neither dates nor a schedule; the zone always applies");
        return None;
    }
    let (dates, yearly) = match month_days(entry, manner.local_times) {
        Some(days) => {
            note_days_of_nowhere(&days, at, notes);
            (TimeInterval::ANY, Some(days))
        }
        None => (dates(entry, manner.local_times, at, notes)?, None),
    };
    let yearly = settle(yearly, stated(entry, manner.local_times, at, notes), at, notes);
    let daily = schedule.map_or_else(Vec::new, |(key, value)| {
        daily(value, manner.local_times, &format!("{at}.{key}"), notes)
    });
    // A window open on both sides with no schedule does not limit.
    let limits = dates != TimeInterval::ANY || yearly.is_some() || !daily.is_empty();
    limits.then_some(Window { dates, yearly, daily })
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
fn dates(
    entry: &Object,
    local: Option<&ClockZone>,
    at: &str,
    notes: &mut Notes,
) -> Option<TimeInterval> {
    let mut end = |keys: &[&str], end| {
        let (key, value) = any_of(entry, keys)?;
        let instant = word(value).ok_or(NoInstant::Unreadable);
        let instant = instant.and_then(|text| clock::window_end(text, end, local));
        of_this_age(instant, value, &format!("{at}.{key}"), notes)
    };
    let (from, until) = (end(&START, End::Start), end(&STOP, End::Stop));
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        let says = format!("ends at {until}, not after its start, {from}; the zone always applies");
        notes.note(Code::TimeUnreadable, at, says);
        return None;
    }
    Some(TimeInterval { from, until })
}

fn of_this_age(
    instant: Result<Timestamp, NoInstant>,
    value: &Value,
    at: &str,
    notes: &mut Notes,
) -> Option<Timestamp> {
    let says = match instant {
        Err(fault) => fault.as_str(),
        Ok(at) if !YEARS.contains(&at.to_zoned(TimeZone::UTC).year()) => "is no date of this age",
        Ok(instant) => return Some(instant),
    };
    notes.note(Code::TimeUnreadable, at, format!("{} {says}; this end is open", shown(value)));
    None
}
