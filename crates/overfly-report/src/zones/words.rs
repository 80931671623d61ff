//! Limits, times, shapes and authorities in words.

use overfly_model::zone::one_line;
use overfly_model::{
    Applicability, Authority, AuthorityPurpose, ClockZone, DailyPeriod, DaySet, LocalText,
    MonthDay, Outline, Part, TimeInterval, TimeOfDay, VerticalLimits, Weekday, Window, Yearly,
    Zone,
};

use crate::bounds::stated_parts;

/// The limits of all parts in words, each pair once.
pub(crate) fn limits_words(zone: &Zone) -> String {
    distinct_limits(zone).iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

pub(super) fn distinct_limits(zone: &Zone) -> Vec<VerticalLimits> {
    let mut distinct: Vec<VerticalLimits> = Vec::new();
    for part in stated_parts(zone) {
        if !distinct.contains(&part.limits) {
            distinct.push(part.limits);
        }
    }
    distinct
}

/// `circle of 1200 m round 52.0, 4.0; 0 m AGL to 120 m AGL`.
pub(super) fn part_words(part: &Part) -> String {
    let outline = match &part.outline {
        Outline::Circle { centre, radius } => {
            format!("circle of {:.0} m round {centre}", radius.value())
        }
        Outline::Polygon { outer, holes } => {
            let holes = match holes.len() {
                0 => String::new(),
                1 => ", 1 hole".into(),
                n => format!(", {n} holes"),
            };
            format!("polygon of {} vertices{holes}", outer.vertices.len())
        }
        Outline::Unplaced => "shape that cannot be placed".into(),
    };
    format!("{outline}; {}", part.limits)
}

/// When a zone applies, one line a window and period.
pub(super) fn applicability_lines(applicability: &Applicability) -> Vec<String> {
    match applicability {
        Applicability::Always => vec!["always".into()],
        Applicability::Windows(windows) if windows.is_empty() => {
            vec!["always (no window is stated)".into()]
        }
        Applicability::Windows(windows) => windows.iter().flat_map(window_lines).collect(),
    }
}

fn window_lines(window: &Window) -> Vec<String> {
    let dates = match (&window.yearly, window.dates) {
        (None, dates) => dates_words(&dates),
        (Some(days), TimeInterval::ANY) => yearly_words(days),
        (Some(days), dates) => format!("{}, {}", dates_words(&dates), yearly_words(days)),
    };
    if window.daily.is_empty() {
        return vec![dates];
    }
    window.daily.iter().map(|period| format!("{dates}, {}", period_words(period))).collect()
}

/// `every year from 1 March to 15 July, days of Europe/Amsterdam`.
fn yearly_words(days: &Yearly) -> String {
    let zone = days.zone.as_ref().map_or("any time zone", ClockZone::name);
    if days.first == days.last {
        return format!("every year on {}, day of {zone}", day_words(days.first));
    }
    let [first, last] = [days.first, days.last].map(day_words);
    format!("every year from {first} to {last}, days of {zone}")
}

fn day_words(day: MonthDay) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month =
        usize::try_from(day.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    format!("{} {}", day.day(), month.copied().unwrap_or_default())
}

fn dates_words(dates: &TimeInterval) -> String {
    match (dates.from, dates.until) {
        (None, None) => "all dates".into(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (Some(from), Some(until)) => format!("{from} to {until}"),
    }
}

fn period_words(period: &DailyPeriod) -> String {
    let days: Vec<&str> = period.days.days().map(Weekday::as_str).collect();
    let days = if period.days == DaySet::ANY { "every day".into() } else { days.join(" ") };
    match (&period.start, &period.end) {
        (None, None) => days,
        (start, end) => {
            format!("{days} {} to {}", time_words(start.as_ref()), time_words(end.as_ref()))
        }
    }
}

fn time_words(time: Option<&TimeOfDay>) -> String {
    match time {
        None => "the day's end".into(),
        Some(TimeOfDay::Clock(clock)) => clock.to_string(),
        Some(TimeOfDay::Zoned(clock)) => clock.to_string(),
        Some(TimeOfDay::Sun(event)) => event.as_str().into(),
        Some(TimeOfDay::Local(text)) => format!("{} local", one_line(text)),
    }
}

/// Name, service, contact, telephone, e-mail, address, purpose and notice, as far as stated.
pub(super) fn authority_words(authority: &Authority) -> String {
    let purpose = authority.purpose.as_ref().map(|purpose| match purpose {
        AuthorityPurpose::Authorization => "for authorisation".to_owned(),
        AuthorityPurpose::Notification => "for notification".to_owned(),
        AuthorityPurpose::Information => "for information".to_owned(),
        AuthorityPurpose::Other(text) => format!("for {text}"),
    });
    let before = authority.interval_before.as_ref().map(|interval| format!("{interval} before"));
    let texts =
        [&authority.name, &authority.service, &authority.contact].map(|texts| first_text(texts));
    let contact = [
        authority.phone.clone(),
        authority.email.clone(),
        authority.site_url.clone(),
        purpose,
        before,
    ];
    let words: Vec<String> = texts
        .into_iter()
        .chain(contact)
        .flatten()
        .map(|text| one_line(&text))
        .filter(|text| !text.is_empty())
        .collect();
    words.join(", ")
}

fn first_text(texts: &[LocalText]) -> Option<String> {
    texts.first().map(|text| text.text.clone())
}

/// Every language on its own line, its tag before it.
pub(super) fn local_lines(texts: &[LocalText]) -> Vec<String> {
    let line = |text: &LocalText| match &text.lang {
        Some(lang) => format!("({}) {}", one_line(lang), one_line(&text.text)),
        None => one_line(&text.text),
    };
    texts.iter().map(line).filter(|line| !line.is_empty()).collect()
}
