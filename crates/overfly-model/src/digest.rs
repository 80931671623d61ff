//! `Zone::digest`: what waivers and overlays pin.
//!
//! SHA-256 over a text, `overfly-zone/1`, of what a zone does: id, type, parts, limits, applicability
//! and message. A changed telephone number changes nothing; a changed vertex, limit or time does. Every
//! text of the file goes in with its length before it, so no two zones share a text. The form is
//! described in docs/formats/zone-digest.md.

use core::fmt::{self, Write as _};

use sha2::{Digest as _, Sha256};

use crate::{
    Applicability, DailyPeriod, Limit, LonReading, Outline, Part, Ring, TimeInterval, TimeOfDay,
    Zone, ZoneType,
};

/// The SHA-256 of a zone's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ZoneDigest([u8; 32]);

/// `sha256:` and 64 lower-case hexadecimal digits.
impl fmt::Display for ZoneDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sha256:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Zone {
    /// The digest of what this zone does.
    pub fn digest(&self) -> ZoneDigest {
        ZoneDigest(Sha256::digest(self.digest_text()).into())
    }

    /// The text that [`Zone::digest`] hashes.
    pub fn digest_text(&self) -> String {
        let mut text = String::from("overfly-zone/1\n");
        field(&mut text, "id", self.id.as_str());
        match &self.kind {
            ZoneType::Unknown(native) => field(&mut text, "type Unknown", native),
            known => field(&mut text, "type", known.as_str()),
        }
        for part in &self.parts {
            push_part(&mut text, part);
        }
        // Of what has no place nobody can tell whether it is the same but by all that the file says of it.
        let unplaced = self.parts.iter().any(|part| matches!(part.outline, Outline::Unplaced));
        if let Some(native) = self.native.as_ref().filter(|_| unplaced) {
            field(&mut text, "native", native);
        }
        push_applicability(&mut text, &self.applicability);
        for message in &self.message {
            field(&mut text, "message lang", message.lang.as_deref().unwrap_or(""));
            field(&mut text, "message", &message.text);
        }
        text
    }
}

fn field(text: &mut String, name: &str, value: &str) {
    line(text, format_args!("{name} {}:{value}", value.len()));
}

fn line(text: &mut String, args: fmt::Arguments<'_>) {
    // Writing to a String does not fail.
    let _ = text.write_fmt(args);
    text.push('\n');
}

fn push_part(text: &mut String, part: &Part) {
    line(
        text,
        format_args!(
            "part {:?} {} {}",
            part.placement,
            limit(part.limits.lower),
            limit(part.limits.upper)
        ),
    );
    match &part.outline {
        Outline::Polygon { outer, holes } => {
            push_ring(text, "outer", outer);
            for hole in holes {
                push_ring(text, "hole", hole);
            }
        }
        Outline::Circle { centre, radius } => {
            line(
                text,
                format_args!("circle {} {} {}", centre.lat_e7(), centre.lon_e7(), radius.value()),
            );
        }
        Outline::Unplaced => line(text, format_args!("unplaced")),
    }
}

fn push_ring(text: &mut String, name: &str, ring: &Ring) {
    let reading = match ring.reading {
        LonReading::Literal => "literal",
        LonReading::ShortWay => "short",
    };
    let _ = write!(text, "{name} {reading}");
    for vertex in &ring.vertices {
        let _ = write!(text, " {},{}", vertex.lat_e7(), vertex.lon_e7());
    }
    text.push('\n');
}

fn limit(limit: Limit) -> String {
    match limit {
        Limit::At(altitude) => format!("{}@{}", altitude.height.value(), altitude.datum.as_str()),
        Limit::Unlimited => "unlimited".into(),
        Limit::NotStated => "not-stated".into(),
    }
}

fn push_applicability(text: &mut String, applicability: &Applicability) {
    let Applicability::Windows(windows) = applicability else {
        line(text, format_args!("always"));
        return;
    };
    for window in windows {
        line(text, format_args!("window {}", dates(&window.dates)));
        if let Some(yearly) = &window.yearly {
            line(text, format_args!("yearly {yearly}"));
        }
        for period in &window.daily {
            push_period(text, period);
        }
    }
}

fn dates(dates: &TimeInterval) -> String {
    let end = |at: Option<jiff::Timestamp>| at.map_or_else(|| "open".into(), |at| at.to_string());
    format!("{} {}", end(dates.from), end(dates.until))
}

fn push_period(text: &mut String, period: &DailyPeriod) {
    let days: Vec<&str> = period.days.days().map(crate::Weekday::as_str).collect();
    line(
        text,
        format_args!(
            "daily {} {} {}",
            days.join(","),
            time(period.start.as_ref()),
            time(period.end.as_ref())
        ),
    );
}

fn time(time: Option<&TimeOfDay>) -> String {
    match time {
        None => "none".into(),
        Some(TimeOfDay::Clock(clock)) => clock.to_string(),
        Some(TimeOfDay::Zoned(clock)) => clock.to_string(),
        Some(TimeOfDay::Sun(event)) => event.as_str().into(),
        Some(TimeOfDay::Local(text)) => format!("local {}:{text}", text.len()),
    }
}
