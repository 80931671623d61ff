//! Times in words: departures, dates and daily periods.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use overfly_model::{
    Applicability, ClockTime, ClockZone, DailyPeriod, DaySet, MonthDay, SunEvent, TimeInterval,
    TimeOfDay, Weekday, Window, Yearly, ZonedTime,
};

use super::words::{Read, Words};

/// `Mon 2026-11-23T10:00+01:00`, or `not stated`.
pub(super) fn departure(cell: &str) -> Read<Option<Timestamp>> {
    if cell == "not stated" {
        return Ok(None);
    }
    let mut words = Words::of(cell);
    let expected = "a departure such as Mon 2026-11-23T10:00+01:00, or `not stated`";
    let day = words.take(expected)?;
    let text = words.take(expected)?;
    words.end()?;
    let at = timestamp(text)?;
    let date: Date = text.get(..10).unwrap_or_default().parse().map_err(|_| wrong_time(text))?;
    let real = Weekday::ALL[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())];
    if !real.as_str().eq_ignore_ascii_case(day) {
        return Err(format!("{text} is a {}, not a {day}", real.as_str()));
    }
    Ok(Some(at))
}

/// An instant with its offset, or a date, which is its midnight in UTC.
pub(super) fn timestamp(text: &str) -> Read<Timestamp> {
    if let (10, Ok(date)) = (text.len(), text.parse::<Date>()) {
        return date
            .to_zoned(TimeZone::UTC)
            .map(|at: Zoned| at.timestamp())
            .map_err(|e| e.to_string());
    }
    text.parse().map_err(|_| wrong_time(text))
}

fn wrong_time(text: &str) -> String {
    format!("{text:?} is no time: write it like 2026-11-23T10:00+01:00 or 2026-11-23")
}

/// `[from D] [until D] [every-year 4-MAY [to 5-MAY] [by Europe/Amsterdam]] [periods joined by and]`.
pub(super) fn applicability(clause: &str) -> Read<Applicability> {
    let mut words = Words::of(clause);
    let mut dates = TimeInterval::ANY;
    if words.eat("from") {
        dates.from = Some(timestamp(words.take("a date")?)?);
    }
    if words.eat("until") {
        dates.until = Some(timestamp(words.take("a date")?)?);
    }
    let yearly = if words.eat("every-year") { Some(yearly(&mut words)?) } else { None };
    let mut daily = Vec::new();
    if words.peek().is_some() {
        daily.push(period(&mut words)?);
        while words.eat("and") {
            daily.push(period(&mut words)?);
        }
    }
    words.end()?;
    if dates == TimeInterval::ANY && yearly.is_none() && daily.is_empty() {
        return Err("the times are empty".into());
    }
    Ok(Applicability::Windows(vec![Window { dates, yearly, daily }]))
}

fn yearly(words: &mut Words<'_>) -> Read<Yearly> {
    let first = month_day(words)?;
    let last = if words.eat("to") { month_day(words)? } else { first };
    let zone = if words.eat("by") {
        let name = words.take("the name of a time zone")?;
        Some(ClockZone::from_name(name).ok_or_else(|| format!("{name:?} is no time zone"))?)
    } else {
        None
    };
    Ok(Yearly { first, last, zone })
}

/// `4-MAY`.
fn month_day(words: &mut Words<'_>) -> Read<MonthDay> {
    const MONTHS: [&str; 12] =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let word = words.take("a day of the year such as 4-MAY")?;
    let read = || {
        let (day, month) = word.split_once('-')?;
        let month = (1..).zip(MONTHS).find(|(_, name)| *name == month)?.0;
        MonthDay::new(month, day.parse().ok()?)
    };
    read().ok_or_else(|| format!("{word:?} is no day of the year: write it like 4-MAY"))
}

/// `[MON-FRI] 08:00-17:00Z`; `SR-SS`, `BMCT-EECT`; `08:00-17:00+01:00`; `08:00-17:00 Europe/Amsterdam`.
fn period(words: &mut Words<'_>) -> Read<DailyPeriod> {
    let expected = "a period such as MON-FRI 08:00-17:00Z or SR-SS";
    let mut word = words.take(expected)?;
    let mut set = DaySet::ANY;
    if let Some(stated) = days(word)? {
        set = stated;
        word = words.take(expected)?;
    }
    let (start, rest) = word.split_once('-').ok_or_else(|| no_period(word))?;
    // A clock before an event of the sun carries its own Z: `14:00Z-SS`.
    let (start, utc) = start.strip_suffix('Z').map_or((start, false), |start| (start, true));
    let (end, offset) = offset_of(rest);
    let place = match offset {
        Some(offset) => Place::Offset(offset?),
        None if is_sun(end) && (utc || is_sun(start)) => Place::Offset(0),
        None => Place::Named(words.take("Z, an offset or the name of a time zone after a period")?),
    };
    let time = |text: &str| time_of_day(text, &place).ok_or_else(|| no_period(word));
    Ok(DailyPeriod { days: set, start: Some(time(start)?), end: Some(time(end)?) })
}

fn no_period(word: &str) -> String {
    format!(
        "{word:?} is no period: write it like 08:00-17:00Z, SR-SS or 08:00-17:00 Europe/Amsterdam"
    )
}

/// Where a clock stands.
enum Place<'a> {
    Offset(i32),
    Named(&'a str),
}

/// The end of a period, and its offset in seconds, where one follows it.
fn offset_of(rest: &str) -> (&str, Option<Read<i32>>) {
    if let Some(end) = rest.strip_suffix('Z') {
        return (end, Some(Ok(0)));
    }
    let Some(at) = rest.find(['+', '-']) else { return (rest, None) };
    let (end, offset) = rest.split_at(at);
    let (sign, clock) = offset.split_at(1);
    let seconds = hms(clock).map(|[h, m, _]| i64::from(h) * 3600 + i64::from(m) * 60);
    let seconds = seconds.and_then(|s| i32::try_from(s).ok());
    let sign = if sign == "-" { -1 } else { 1 };
    (end, Some(seconds.map(|s| s * sign).ok_or_else(|| no_period(rest))))
}

fn is_sun(text: &str) -> bool {
    SunEvent::from_code(text).is_some()
}

fn time_of_day(text: &str, place: &Place<'_>) -> Option<TimeOfDay> {
    if let Some(event) = SunEvent::from_code(text) {
        return Some(TimeOfDay::Sun(event));
    }
    let clock = hms(text)?;
    match place {
        Place::Offset(offset) => ClockTime::from_hms_offset(clock, *offset).map(TimeOfDay::Clock),
        Place::Named(name) => match ClockZone::from_name(name) {
            Some(zone) => ZonedTime::from_hms(clock, zone).map(TimeOfDay::Zoned),
            None => Some(TimeOfDay::Local(format!("{text} {name}"))),
        },
    }
}

fn hms(text: &str) -> Option<[u32; 3]> {
    let mut numbers = text.split(':').map(|part| (part.len() == 2).then(|| part.parse().ok())?);
    let (hour, minute) = (numbers.next()??, numbers.next()??);
    let second = numbers.next().unwrap_or(Some(0))?;
    numbers.next().is_none().then_some([hour, minute, second])
}

/// `MON`, `MON-FRI`, `SAT/SUN` or `ANY`; `None` when it names no day.
fn days(word: &str) -> Read<Option<DaySet>> {
    if word == "ANY" {
        return Ok(Some(DaySet::ANY));
    }
    if !word.bytes().take(3).all(|b| b.is_ascii_uppercase()) || word.bytes().take(3).count() < 3 {
        return Ok(None);
    }
    if is_sun(word.split('-').next().unwrap_or_default()) {
        return Ok(None);
    }
    let day = |code: &str| {
        Weekday::from_code(code).ok_or_else(|| format!("{code:?} is no day such as MON"))
    };
    if let Some((first, last)) = word.split_once('-') {
        let (first, last) = (day(first)? as usize, day(last)? as usize);
        let mut set = DaySet::NONE;
        for at in 0..7 {
            let here = (first + at) % 7;
            set = set.with(Weekday::ALL[here]);
            if here == last {
                break;
            }
        }
        return Ok(Some(set));
    }
    let mut set = DaySet::NONE;
    for code in word.split('/') {
        set = set.with(day(code)?);
    }
    Ok(Some(set))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(clause: &str) -> Window {
        match applicability(clause).unwrap() {
            Applicability::Windows(mut windows) => windows.remove(0),
            Applicability::Always => panic!("always"),
        }
    }

    #[test]
    fn a_departure_names_its_day() {
        assert!(departure("Mon 2026-11-23T10:00+01:00").unwrap().is_some());
        assert_eq!(departure("not stated"), Ok(None));
        assert!(departure("Tue 2026-11-23T10:00+01:00").unwrap_err().contains("MON"));
    }

    #[test]
    fn periods_read_as_written() {
        let window = one(
            "from 2026-11-01 until 2026-12-01 MON-FRI 08:00-17:00Z and SAT/SUN 22:00-06:00+01:00",
        );
        assert!(window.dates.from.is_some() && window.dates.until.is_some());
        assert_eq!(window.daily[0].days.days().count(), 5);
        assert_eq!(window.daily[1].days.days().count(), 2);
        assert_eq!(one("SR-SS").daily[0].start, Some(TimeOfDay::Sun(SunEvent::Sunrise)));
        assert!(matches!(one("14:00Z-SS").daily[0].start, Some(TimeOfDay::Clock(_))));
        let may = one("every-year 4-MAY by Europe/Amsterdam 18:00-22:00 Europe/Amsterdam");
        assert_eq!(may.yearly.unwrap().first, MonthDay::new(5, 4).unwrap());
        assert!(matches!(may.daily[0].start, Some(TimeOfDay::Zoned(_))));
        assert!(matches!(one("08:00-09:00 Mars/Olympus").daily[0].end, Some(TimeOfDay::Local(_))));
        assert_eq!(one("FRI-MON 08:00-09:00Z").daily[0].days.days().count(), 4);
        for wrong in [
            "8-9Z",
            "08:00-17:00",
            "MON",
            "from 2026",
            "SR-17:00",
            "every-year 31-FEB",
            "08:00-17:00Z and",
        ] {
            assert!(applicability(wrong).is_err(), "{wrong}");
        }
    }
}
