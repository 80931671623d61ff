//! Days that come back every year. No standard writes them: ED-269 and ED-318 know dates with a year only.
//! Read are `--MM-DD` of XML Schema for both dates of an entry, and a member `yearly` beside them.

use overfly_model::{ClockZone, Code, Yearly};
use serde_json::Value;

use super::clock;
use super::field::{Object, any_of, shown, word};
use super::notes::Notes;
use super::times::{START, STOP, WHOSE_CLOCKS, YEARLY};

/// Both dates as days without a year: `--05-04`.
pub(super) fn month_days(entry: &Object, local: Option<&ClockZone>) -> Option<Yearly> {
    let [first, last] = [&START, &STOP].map(|keys| any_of(entry, keys).and_then(|(_, v)| word(v)));
    let [first, last] = [clock::yearly(first?, local)?, clock::yearly(last?, local)?];
    let single = |days: &Yearly| days.first == days.last;
    let zone = if first.zone == last.zone { first.zone.clone() } else { None };
    (single(&first) && single(&last)).then_some(Yearly {
        first: first.first,
        last: last.last,
        zone,
    })
}

/// What a member of its own says of the days of every year: one that cannot be read limits nothing.
pub(super) fn stated(
    entry: &Object,
    local: Option<&ClockZone>,
    at: &str,
    notes: &mut Notes,
) -> Option<Yearly> {
    let (key, value) = any_of(entry, &YEARLY)?;
    read(value, local, &format!("{at}.{key}"), notes)
}

/// Days of every year.
pub(super) fn read(
    value: &Value,
    local: Option<&ClockZone>,
    at: &str,
    notes: &mut Notes,
) -> Option<Yearly> {
    let days = word(value).and_then(|text| clock::yearly(text, local));
    match &days {
        None => {
            let says = format!("{} names no days of the year; every day counts", shown(value));
            notes.note(Code::TimeUnreadable, at, says);
        }
        Some(days) => note_days_of_nowhere(days, at, notes),
    }
    days
}

/// Notes that nobody knows where on Earth the days are.
pub(super) fn note_days_of_nowhere(days: &Yearly, at: &str, notes: &mut Notes) {
    if days.zone.is_none() {
        let says = "days of no known time zone; each counts from where it begins first on Earth to where it ends last";
        notes.note(Code::ScheduleAssumed, at, says);
        notes.hint(Some(WHOSE_CLOCKS));
    }
}

/// Of two statements that differ, none counts.
pub(super) fn settle(
    a: Option<Yearly>,
    b: Option<Yearly>,
    at: &str,
    notes: &mut Notes,
) -> Option<Yearly> {
    if a.is_some() && b.is_some() && a != b {
        notes.note(Code::TimeUnreadable, at, "days of the year that differ; every day counts");
        return None;
    }
    a.or(b)
}
