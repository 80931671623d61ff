//! Zones as generators, and zone files with something wrong in them.

mod file;
mod outline;

use jiff::Timestamp;
use overfly_model::{
    Altitude, Applicability, Authority, AuthorityPurpose, ClockTime, ClockZone, DailyPeriod, Datum,
    DaySet, Limit, LocalText, Metres, MonthDay, Part, SunEvent, TimeInterval, TimeOfDay,
    VerticalLimits, Weekday, Window, Yearly, Zone, ZoneId, ZoneSet, ZoneType, ZonedTime,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

pub use file::{mutated, mutated_by};
pub use outline::placed;

/// Sets of zones that a file of ED-318 can hold.
pub fn zone_sets() -> impl Strategy<Value = ZoneSet> {
    let about = (option::of(text()), texts(), option::of(instant()), dates());
    (about, vec(zone(), 0..6)).prop_map(|((title, provider, issued, valid), mut zones)| {
        for (i, zone) in zones.iter_mut().enumerate() {
            if zone.id.scope() == "unnamed" {
                zone.id = ZoneId::unnamed("unnamed", i + 1);
            }
        }
        ZoneSet { standard: "ED-318", title, provider, issued, valid, zones }
    })
}

/// A zone that a file of ED-318 can hold, in a country whose whereabouts are not known.
pub fn zone() -> impl Strategy<Value = Zone> {
    let who =
        (any::<bool>(), "[A-Z0-9][A-Za-z0-9./]{0,6}", texts(), zone_type(), option::of(text()));
    let why = (
        vec(text(), 0..3),
        texts(),
        option::of(any::<bool>()),
        option::of(text()),
        option::of(0_u32..65_536),
    );
    let rest = (vec(part(), 1..4), applicability(), vec(authority(), 0..3), texts());
    (who, why, rest).prop_map(|(who, why, (mut parts, applicability, authorities, message))| {
        let (named, identifier, name, kind, variant) = who;
        let (reasons, other_reason, regulation_exemption, conditions, region) = why;
        dedup(&mut parts);
        Zone {
            id: if named { ZoneId::new("QQQ", &identifier) } else { ZoneId::unnamed("unnamed", 1) },
            country: named.then(|| "QQQ".into()),
            name,
            kind,
            variant,
            reasons,
            other_reason,
            regulation_exemption,
            conditions,
            region,
            parts,
            applicability,
            authorities,
            message,
            native: None,
        }
    })
}

/// Readers hold each part once.
fn dedup(parts: &mut Vec<Part>) {
    let mut kept: Vec<Part> = Vec::new();
    parts.retain(|part| {
        let new = !kept.contains(part);
        kept.push(part.clone());
        new
    });
}

/// A part with any outline and limits.
pub fn part() -> impl Strategy<Value = Part> {
    (placed(), limits()).prop_map(|((outline, placement), limits)| Part {
        outline,
        limits,
        placement,
    })
}

/// Limits that do not contradict themselves.
pub fn limits() -> impl Strategy<Value = VerticalLimits> {
    let datum = || prop::sample::select(vec![Datum::Agl, Datum::Amsl, Datum::Wgs84]);
    let at = |metres: f64, datum| Limit::At(Altitude::new(Metres::or_greatest(metres), datum));
    let feet = |feet: i32, datum| {
        Limit::At(Altitude::new(Metres::from_feet(f64::from(feet)).unwrap_or(Metres::ZERO), datum))
    };
    let lower = prop_oneof![
        Just(Limit::NotStated),
        (-500.0..1_000.0, datum()).prop_map(move |(m, datum)| at(m, datum)),
        (0..3_000, datum()).prop_map(move |(ft, datum)| feet(ft, datum)),
    ];
    let upper = prop_oneof![
        Just(Limit::NotStated),
        Just(Limit::Unlimited),
        (1_001.0..9_000.0, datum()).prop_map(move |(m, datum)| at(m, datum)),
        (4_000..9_000, datum()).prop_map(move |(ft, datum)| feet(ft, datum)),
    ];
    (lower, upper).prop_map(|(lower, upper)| VerticalLimits { lower, upper })
}

fn zone_type() -> impl Strategy<Value = ZoneType> {
    prop_oneof![
        Just(ZoneType::Prohibited),
        Just(ZoneType::RequireAuthorization),
        Just(ZoneType::Conditional),
        Just(ZoneType::Unrestricted),
        Just(ZoneType::USpace),
        Just(ZoneType::Unknown(String::new())),
        text().prop_map(|text| ZoneType::Unknown(format!("type {text}"))),
    ]
}

/// A text that is not blank and has no blanks at its ends.
fn text() -> impl Strategy<Value = String> {
    "[a-zA-Zé\"\\\\{\u{202e}]([ -~\n]{0,20}[a-z0-9])?"
}

fn texts() -> impl Strategy<Value = Vec<LocalText>> {
    let lang = option::of(prop::sample::select(vec!["nl", "nl-NL", "en-GB"]));
    vec(
        (text(), lang).prop_map(|(text, lang)| LocalText { text, lang: lang.map(str::to_owned) }),
        0..3,
    )
}

fn authority() -> impl Strategy<Value = Authority> {
    let purpose = prop_oneof![
        Just(AuthorityPurpose::Authorization),
        Just(AuthorityPurpose::Notification),
        Just(AuthorityPurpose::Information),
        text().prop_map(|text| AuthorityPurpose::Other(format!("for {text}"))),
    ];
    let plain = || option::of(text());
    (texts(), texts(), texts(), plain(), plain(), plain(), option::of(purpose), plain()).prop_map(
        |(name, service, contact, site_url, email, phone, purpose, interval_before)| Authority {
            name,
            service,
            contact,
            site_url,
            email,
            phone,
            purpose,
            interval_before,
        },
    )
}

fn instant() -> impl Strategy<Value = Timestamp> {
    (1_700_000_000_i64..2_000_000_000, 0_i32..1_000_000_000)
        .prop_filter_map("a time stamp", |(seconds, nanos)| Timestamp::new(seconds, nanos).ok())
}

fn dates() -> impl Strategy<Value = TimeInterval> {
    (option::of(instant()), option::of(instant())).prop_map(|(a, b)| match (a, b) {
        (Some(a), Some(b)) if a > b => TimeInterval { from: Some(b), until: Some(a) },
        (Some(a), Some(b)) if a == b => TimeInterval { from: Some(a), until: None },
        (from, until) => TimeInterval { from, until },
    })
}

/// Always, or windows that limit.
pub fn applicability() -> impl Strategy<Value = Applicability> {
    let window = (dates(), vec(period(), 0..3)).prop_map(|(dates, daily)| Window {
        dates,
        yearly: None,
        daily,
    });
    let limiting = window.prop_filter("limits", |window| {
        window.dates != TimeInterval::ANY || window.yearly.is_some() || !window.daily.is_empty()
    });
    prop_oneof![Just(Applicability::Always), vec(limiting, 1..3).prop_map(Applicability::Windows)]
}

/// Days of every year.
pub fn yearly() -> impl Strategy<Value = Yearly> {
    let day = || {
        (1_i8..=12, 1_i8..=31)
            .prop_filter_map("a day of the year", |(month, day)| MonthDay::new(month, day))
    };
    (day(), day(), option::of(clock_zone())).prop_map(|(first, last, zone)| Yearly {
        first,
        last,
        zone,
    })
}

/// A time zone with daylight saving time, without, with half an hour of it, or with none left.
pub fn clock_zone() -> impl Strategy<Value = ClockZone> {
    let names = vec![
        "Europe/Amsterdam",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Pacific/Kiritimati",
        "UTC",
    ];
    prop::sample::select(names).prop_filter_map("a time zone", ClockZone::from_name)
}

/// A period of the day.
pub fn period() -> impl Strategy<Value = DailyPeriod> {
    let days = vec(prop::sample::select(Weekday::ALL.to_vec()), 1..8)
        .prop_map(|days| days.into_iter().fold(DaySet::NONE, DaySet::with));
    // One time without the other reads as every hour.
    (days, option::of((time_of_day(), time_of_day()))).prop_map(|(days, times)| {
        let (start, end) = times.unzip();
        DailyPeriod { days, start, end }
    })
}

fn time_of_day() -> impl Strategy<Value = TimeOfDay> {
    let events = vec![
        SunEvent::MorningTwilight,
        SunEvent::Sunrise,
        SunEvent::Sunset,
        SunEvent::EveningTwilight,
    ];
    prop_oneof![
        (0_u32..24, 0_u32..60, 0_u32..60, -48_i32..=48).prop_filter_map(
            "a clock",
            |(h, m, s, quarters)| {
                ClockTime::from_hms_offset([h, m, s], quarters * 900).map(TimeOfDay::Clock)
            }
        ),
        (0_u32..24, 0_u32..60, 0_u32..60, clock_zone()).prop_filter_map(
            "a clock of a zone",
            |(h, m, s, zone)| ZonedTime::from_hms([h, m, s], zone).map(TimeOfDay::Zoned)
        ),
        (0_u32..24, 0_u32..60).prop_map(|(h, m)| TimeOfDay::Local(format!("{h:02}:{m:02}"))),
        prop::sample::select(events).prop_map(TimeOfDay::Sun),
    ]
}
