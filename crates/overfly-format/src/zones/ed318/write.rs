//! Zones, out: what is written reads back as the zones that were given.

use overfly_model::{
    Applicability, Authority, AuthorityPurpose, DailyPeriod, DaySet, LocalText, TimeInterval,
    TimeOfDay, Weekday, Window, Zone, ZoneId, ZoneSet, ZoneType,
};
use serde_json::{Value, json};

use super::write_geometry::geometry;
use crate::zones::field::Object;
use crate::zones::text::NO_LANGUAGE;
use crate::zones::{GeoJsonMapping, Source, pretty, read};

/// Zones that a file of ED-318 cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// Something about one zone.
    #[error("zone {zone}: {message}")]
    Zone {
        /// The zone.
        zone: ZoneId,
        /// What cannot be written.
        message: String,
    },
    /// Something about the file as a whole.
    #[error("title, provider or dates would read back otherwise")]
    File,
}

/// Writes zones as ED-318, the same bytes for the same zones. Parts that the reader derives (coordinates
/// exchanged, the short way round) are not written, nor is the native JSON.
///
/// # Errors
/// [`WriteError`] when the text would not read back as the same zones.
pub fn write(zones: &ZoneSet) -> Result<String, WriteError> {
    let features = zones.zones.iter().map(feature).collect::<Result<Vec<Value>, WriteError>>()?;
    let mut root = Object::new();
    root.insert("type".into(), "FeatureCollection".into());
    put(&mut root, "name", zones.title.clone());
    root.insert("metadata".into(), metadata(zones));
    root.insert("features".into(), features.into());
    let text = pretty::pretty(&Value::Object(root));
    verify(zones, &text)?;
    Ok(text)
}

/// Reads back what was written: the one proof that nothing was lost.
fn verify(zones: &ZoneSet, text: &str) -> Result<(), WriteError> {
    let source = Source {
        file_stem: "",
        mapping: &GeoJsonMapping::default(),
        country: None,
        local_times: None,
    };
    let back = read(text.as_bytes(), &source).map_err(|_| WriteError::File)?.items;
    if (&back.title, &back.provider, back.issued, back.valid)
        != (&zones.title, &zones.provider, zones.issued, zones.valid)
        || back.zones.len() != zones.zones.len()
    {
        return Err(WriteError::File);
    }
    let changed = zones
        .zones
        .iter()
        .zip(&back.zones)
        .find_map(|(given, back)| difference(given, back).map(|what| (given, what)));
    match changed {
        Some((zone, what)) => Err(cannot(zone, format!("its {what} would read back otherwise"))),
        None => Ok(()),
    }
}

fn difference(given: &Zone, back: &Zone) -> Option<&'static str> {
    let same_but = |what, same: bool| (!same).then_some(what);
    same_but("country and identifier", given.id == back.id && given.country == back.country)
        .or_else(|| same_but("type", given.kind == back.kind))
        .or_else(|| same_but("outlines and limits", given.parts == back.parts))
        .or_else(|| same_but("times", given.applicability == back.applicability))
        .or_else(|| {
            same_but(
                "texts",
                Zone { native: None, ..given.clone() } == Zone { native: None, ..back.clone() },
            )
        })
}

fn cannot(zone: &Zone, message: String) -> WriteError {
    WriteError::Zone { zone: zone.id.clone(), message }
}

fn put(object: &mut Object, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object.insert(key.to_owned(), value.into());
    }
}

/// A list under `key`, left out when it is empty.
fn put_list(object: &mut Object, key: &str, items: Vec<Value>) {
    put(object, key, (!items.is_empty()).then_some(items));
}

/// Always there, so that the file is known as ED-318 even without a zone in it.
fn metadata(zones: &ZoneSet) -> Value {
    let mut object = Object::new();
    put(&mut object, "validFrom", zones.valid.from.map(|at| at.to_string()));
    put(&mut object, "validTo", zones.valid.until.map(|at| at.to_string()));
    put(&mut object, "issued", zones.issued.map(|at| at.to_string()));
    put_list(&mut object, "provider", texts(&zones.provider));
    Value::Object(object)
}

fn feature(zone: &Zone) -> Result<Value, WriteError> {
    let geometry = geometry(&zone.parts).map_err(|message| cannot(zone, message))?;
    let mut object = Object::new();
    object.insert("type".into(), "Feature".into());
    let named = zone.country.as_deref() == Some(zone.id.scope());
    if !named {
        // The reader takes this key where country or identifier is missing.
        object.insert("id".into(), zone.id.as_str().into());
    }
    object.insert("geometry".into(), geometry);
    object.insert("properties".into(), properties(zone, named));
    Ok(Value::Object(object))
}

fn properties(zone: &Zone, named: bool) -> Value {
    let mut object = Object::new();
    put(&mut object, "identifier", named.then(|| zone.id.identifier()));
    put(&mut object, "country", zone.country.clone());
    put_list(&mut object, "name", texts(&zone.name));
    put(&mut object, "type", kind(&zone.kind));
    put(&mut object, "variant", zone.variant.clone());
    put(&mut object, "restrictionConditions", zone.conditions.clone());
    put(&mut object, "region", zone.region);
    put(&mut object, "reason", (!zone.reasons.is_empty()).then(|| zone.reasons.clone()));
    put_list(&mut object, "otherReasonInfo", texts(&zone.other_reason));
    put(
        &mut object,
        "regulationExemption",
        zone.regulation_exemption.map(|yes| if yes { "YES" } else { "NO" }),
    );
    put_list(&mut object, "message", texts(&zone.message));
    put_list(&mut object, "zoneAuthority", zone.authorities.iter().map(authority).collect());
    if let Applicability::Windows(windows) = &zone.applicability {
        object.insert("limitedApplicability".into(), windows.iter().map(window).collect());
    }
    Value::Object(object)
}

fn kind(kind: &ZoneType) -> Option<&str> {
    Some(match kind {
        ZoneType::Prohibited => "PROHIBITED",
        ZoneType::RequireAuthorization => "REQ_AUTHORIZATION",
        ZoneType::Conditional => "CONDITIONAL",
        ZoneType::Unrestricted => "NO_RESTRICTION",
        ZoneType::USpace => "USPACE",
        ZoneType::Unknown(text) if text.is_empty() => return None,
        ZoneType::Unknown(text) => text,
    })
}

fn texts(texts: &[LocalText]) -> Vec<Value> {
    let lang = |text: &LocalText| text.lang.clone().unwrap_or_else(|| NO_LANGUAGE.to_owned());
    texts.iter().map(|text| json!({"text": text.text, "lang": lang(text)})).collect()
}

fn authority(authority: &Authority) -> Value {
    let mut object = Object::new();
    put_list(&mut object, "name", texts(&authority.name));
    put_list(&mut object, "service", texts(&authority.service));
    put_list(&mut object, "contactName", texts(&authority.contact));
    put(&mut object, "siteURL", authority.site_url.clone());
    put(&mut object, "email", authority.email.clone());
    put(&mut object, "phone", authority.phone.clone());
    put(&mut object, "purpose", authority.purpose.as_ref().map(purpose));
    put(&mut object, "intervalBefore", authority.interval_before.clone());
    Value::Object(object)
}

fn purpose(purpose: &AuthorityPurpose) -> &str {
    match purpose {
        AuthorityPurpose::Authorization => "AUTHORIZATION",
        AuthorityPurpose::Notification => "NOTIFICATION",
        AuthorityPurpose::Information => "INFORMATION",
        AuthorityPurpose::Other(text) => text,
    }
}

fn window(window: &Window) -> Value {
    let TimeInterval { from, until } = window.dates;
    let mut object = Object::new();
    put(&mut object, "startDateTime", from.map(|at| at.to_string()));
    put(&mut object, "endDateTime", until.map(|at| at.to_string()));
    put(&mut object, "yearly", window.yearly.as_ref().map(ToString::to_string));
    put_list(&mut object, "schedule", window.daily.iter().map(period).collect());
    Value::Object(object)
}

fn period(period: &DailyPeriod) -> Value {
    let days: Vec<&str> = if period.days == DaySet::ANY {
        vec!["ANY"]
    } else {
        period.days.days().map(Weekday::as_str).collect()
    };
    let mut object = Object::new();
    object.insert("day".into(), days.into());
    put_time(&mut object, ["startTime", "startEvent"], period.start.as_ref());
    put_time(&mut object, ["endTime", "endEvent"], period.end.as_ref());
    Value::Object(object)
}

fn put_time(object: &mut Object, [clock_key, event_key]: [&str; 2], time: Option<&TimeOfDay>) {
    match time {
        Some(TimeOfDay::Clock(clock)) => put(object, clock_key, Some(clock.to_string())),
        Some(TimeOfDay::Zoned(clock)) => put(object, clock_key, Some(clock.to_string())),
        Some(TimeOfDay::Local(text)) => put(object, clock_key, Some(text.clone())),
        Some(TimeOfDay::Sun(event)) => put(object, event_key, Some(event.as_str())),
        None => {}
    }
}
