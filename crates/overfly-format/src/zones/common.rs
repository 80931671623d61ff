//! What ED-269 and ED-318 say alike about a zone: who it is, what it asks, why, and who answers.

use overfly_model::{
    Applicability, Authority, AuthorityPurpose, Code, Finding, Outline, Part, Placement,
    VerticalLimits, Zone, ZoneId, ZoneType,
};
use serde_json::Value;

use super::field::{Object, any_of, list, number, present, shown, word};
use super::notes::Notes;
use super::text::{text, texts};
use super::times::yes_no;

/// The longest identifier ED-269 and ED-318 allow.
const LONGEST_IDENTIFIER: usize = 7;

/// A zone of which nothing is known yet: it restricts everywhere, always.
pub(super) fn unknown(id: ZoneId, native: &Value) -> Zone {
    Zone {
        id,
        country: None,
        name: Vec::new(),
        kind: ZoneType::Unknown(String::new()),
        variant: None,
        reasons: Vec::new(),
        other_reason: Vec::new(),
        regulation_exemption: None,
        conditions: None,
        region: None,
        parts: vec![Part {
            outline: Outline::Unplaced,
            limits: VerticalLimits::NOT_STATED,
            placement: Placement::AsRead,
        }],
        applicability: Applicability::Always,
        authorities: Vec::new(),
        message: Vec::new(),
        native: Some(native.to_string()),
    }
}

/// Country and identifier as stated.
pub(super) struct Identity {
    pub(super) country: Option<String>,
    pub(super) identifier: Option<String>,
    /// The identifier is a number, which may have lost its last zeros.
    numeric: bool,
}

impl Identity {
    pub(super) fn read(properties: &Object) -> Self {
        let value = present(properties, "identifier");
        let identifier = value.and_then(|value| match value {
            Value::Number(number) => Some(number.to_string()),
            other => word(other).map(str::to_owned),
        });
        // A slash parts country and identifier in the key, so no country holds one.
        let country =
            present(properties, "country").and_then(word).filter(|country| !country.contains('/'));
        let country = country.map(str::to_owned);
        Self { country, identifier, numeric: value.is_some_and(Value::is_number) }
    }

    /// The key of the zone; `unnamed` where either half is missing.
    pub(super) fn id(&self, unnamed: ZoneId) -> ZoneId {
        match (&self.country, &self.identifier) {
            (Some(country), Some(identifier)) => ZoneId::new(country, identifier),
            _ => unnamed,
        }
    }

    pub(super) fn note(&self, at: &str, notes: &mut Notes) {
        for (key, stated) in [("country", &self.country), ("identifier", &self.identifier)] {
            if stated.is_none() {
                notes.note(
                    Code::IdMissing,
                    &format!("{at}.{key}"),
                    format!("no {key}; the zone is named after its file"),
                );
            }
        }
        let length = self.identifier.as_ref().map_or(0, |identifier| identifier.chars().count());
        let at = format!("{at}.identifier");
        if length > LONGEST_IDENTIFIER {
            let says = format!(
                "{length} characters, {LONGEST_IDENTIFIER} is the most the standard allows"
            );
            notes.note(Code::IdLong, &at, says);
        }
        if self.numeric {
            notes.note(
                Code::FieldUnreadable,
                &at,
                "a number where text should be: 7.10 and 7.1 are one number",
            );
        }
    }
}

/// The zone type a code names, in the spelling of either standard; `None` for others.
pub(super) fn zone_type(code: &str) -> Option<ZoneType> {
    match code.trim().to_ascii_uppercase().as_str() {
        "PROHIBITED" => Some(ZoneType::Prohibited),
        "REQ_AUTHORISATION" | "REQ_AUTHORIZATION" => Some(ZoneType::RequireAuthorization),
        "CONDITIONAL" => Some(ZoneType::Conditional),
        "NO_RESTRICTION" => Some(ZoneType::Unrestricted),
        "USPACE" => Some(ZoneType::USpace),
        _ => None,
    }
}

/// The type that all of `keys` that are present name; where they do not, or name none, the zone
/// restricts. `type` beside `restriction` may hold the variant of ED-269.
pub(super) fn kind(properties: &Object, keys: &[&str], at: &str, notes: &mut Notes) -> ZoneType {
    let both = keys.contains(&"restriction") && present(properties, "restriction").is_some();
    let stated: Vec<&Value> = keys
        .iter()
        .filter_map(|key| present(properties, key).map(|value| (*key, value)))
        .filter(|(key, value)| !(both && *key == "type" && says_no_type(value)))
        .map(|(_, value)| value)
        .collect();
    let named: Option<Vec<ZoneType>> =
        stated.iter().map(|value| word(value).and_then(zone_type)).collect();
    if let Some([first, others @ ..]) = named.as_deref()
        && others.iter().all(|other| other == first)
    {
        return first.clone();
    }
    let written: Vec<String> =
        stated.iter().map(|v| word(v).map_or_else(|| shown(v), str::to_owned)).collect();
    let at = format!("{at}.{}", keys.first().unwrap_or(&"type"));
    let written = written.join(" and ");
    let says = if written.is_empty() {
        "no zone type".to_owned()
    } else {
        format!("{written:?} is no zone type")
    };
    notes.note(Code::TypeUnknown, &at, format!("{says}; the zone counts as prohibited"));
    ZoneType::Unknown(written)
}

/// A variant of ED-269, or an empty text.
fn says_no_type(value: &Value) -> bool {
    let variants = ["COMMON", "CUSTOMIZED", "CUSTOMISED"];
    value.as_str().is_some_and(|text| text.trim().is_empty())
        || word(value)
            .is_some_and(|word| variants.iter().any(|name| word.eq_ignore_ascii_case(name)))
}

/// Fills in name, reasons, conditions, authorities and message.
pub(super) fn describe(zone: &mut Zone, properties: &Object, at: &str, notes: &mut Notes) {
    zone.name = texts(properties, "name", at, notes);
    zone.reasons = reasons(properties, at, notes);
    zone.other_reason = texts(properties, "otherReasonInfo", at, notes);
    zone.regulation_exemption = exemption(properties, at, notes);
    zone.conditions = conditions(properties, at, notes);
    zone.region = region(properties, at, notes);
    zone.authorities = authorities(properties, at, notes);
    zone.message = texts(properties, "message", at, notes);
    if zone.name.is_empty() {
        notes.note(Code::NameMissing, &format!("{at}.name"), "no name");
    }
    if zone.authorities.is_empty() {
        notes.note(Code::FieldMissing, &format!("{at}.zoneAuthority"), "no authority to turn to");
    }
    if zone.kind == ZoneType::Conditional && zone.conditions.is_none() {
        let at = format!("{at}.restrictionConditions");
        notes.note(Code::ConditionMissing, &at, "a conditional zone that states no condition");
    }
}

fn reasons(properties: &Object, at: &str, notes: &mut Notes) -> Vec<String> {
    let Some(value) = present(properties, "reason") else { return Vec::new() };
    let mut reasons = Vec::new();
    for item in list(value).iter().filter(|item| !item.is_null()) {
        match item.as_str() {
            Some(reason) => reasons.push(reason.to_owned()),
            None => notes.note(
                Code::FieldUnreadable,
                &format!("{at}.reason"),
                format!("{} is no reason", shown(item)),
            ),
        }
    }
    reasons
}

fn exemption(properties: &Object, at: &str, notes: &mut Notes) -> Option<bool> {
    let value = present(properties, "regulationExemption")?;
    let exemption = yes_no(value);
    if exemption.is_none() {
        let at = format!("{at}.regulationExemption");
        notes.note(
            Code::FieldUnreadable,
            &at,
            format!("{} is neither YES nor NO; left out", shown(value)),
        );
    }
    exemption
}

/// One text; several conditions are joined.
fn conditions(properties: &Object, at: &str, notes: &mut Notes) -> Option<String> {
    const KEY: &str = "restrictionConditions";
    let value = present(properties, KEY)?;
    let stated: Vec<&str> = list(value)
        .iter()
        .filter_map(|item| item.as_str())
        .filter(|s| !s.trim().is_empty())
        .collect();
    if list(value).iter().any(|item| !item.is_string() && !item.is_null()) {
        notes.note(
            Code::FieldUnreadable,
            &format!("{at}.{KEY}"),
            format!("{} is no text", shown(value)),
        );
    }
    (!stated.is_empty()).then(|| stated.join("; "))
}

fn region(properties: &Object, at: &str, notes: &mut Notes) -> Option<u32> {
    let value = present(properties, "region")?;
    let whole =
        number(value).filter(|n| n.fract().abs() < f64::EPSILON && (0.0..=65_535.0).contains(n));
    if whole.is_none() {
        let says = format!("{} is no region from 0 to 65535; left out", shown(value));
        notes.note(Code::FieldUnreadable, &format!("{at}.region"), says);
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and within 0..=65535"
    )]
    whole.map(|n| n as u32)
}

fn authorities(properties: &Object, at: &str, notes: &mut Notes) -> Vec<Authority> {
    let Some(value) = present(properties, "zoneAuthority") else { return Vec::new() };
    let items = list(value).iter().enumerate().filter(|(_, item)| !item.is_null());
    items
        .filter_map(|(i, item)| authority(item, &format!("{at}.zoneAuthority[{i}]"), notes))
        .collect()
}

fn authority(value: &Value, at: &str, notes: &mut Notes) -> Option<Authority> {
    let Some(object) = value.as_object() else {
        notes.note(
            Code::FieldUnreadable,
            at,
            format!("{} is no authority; left out", shown(value)),
        );
        return None;
    };
    // Some files write siteUrl.
    let site = any_of(object, &["siteURL", "siteUrl"]).map_or("siteURL", |(key, _)| key);
    Some(Authority {
        name: texts(object, "name", at, notes),
        service: texts(object, "service", at, notes),
        contact: texts(object, "contactName", at, notes),
        site_url: text(object, site, at, notes),
        email: text(object, "email", at, notes),
        phone: text(object, "phone", at, notes),
        purpose: purpose(object, at, notes),
        interval_before: interval(object, at, notes),
    })
}

fn purpose(object: &Object, at: &str, notes: &mut Notes) -> Option<AuthorityPurpose> {
    let Some(code) = text(object, "purpose", at, notes) else {
        notes.note(
            Code::FieldMissing,
            &format!("{at}.purpose"),
            "not said what to turn to this authority for",
        );
        return None;
    };
    Some(match code.trim() {
        "AUTHORIZATION" | "AUTHORISATION" => AuthorityPurpose::Authorization,
        "NOTIFICATION" => AuthorityPurpose::Notification,
        "INFORMATION" => AuthorityPurpose::Information,
        _ => AuthorityPurpose::Other(code),
    })
}

/// Kept as written, also when it is no duration.
fn interval(object: &Object, at: &str, notes: &mut Notes) -> Option<String> {
    let value = present(object, "intervalBefore")?;
    let text = value.as_str().unwrap_or_default();
    if !is_duration(text) {
        let says = format!("{} is no ISO 8601 duration", shown(value));
        notes.note(Code::DurationUnreadable, &format!("{at}.intervalBefore"), says);
    }
    (!text.trim().is_empty()).then(|| text.to_owned())
}

fn is_duration(text: &str) -> bool {
    text.starts_with(['P', 'p']) && text.parse::<jiff::Span>().is_ok()
}

/// The zone a feature that is no object stands for.
pub(super) fn unreadable(id: ZoneId, value: &Value, at: &str, findings: &mut Vec<Finding>) -> Zone {
    let says = format!("{} is no zone; kept as one that may be anywhere", shown(value));
    Notes::of_zone(&id, findings).note(Code::FeatureUnreadable, at, says);
    unknown(id, value)
}
