//! Plain GeoJSON: shapes whose properties mean what the user says they mean.

mod mapping;

use overfly_model::country::Country;
use overfly_model::{
    Applicability, ClockZone, Code, Finding, Limit, TimeInterval, VerticalLimits, Window, Yearly,
    Zone, ZoneId, ZoneSet, ZoneType,
};
use serde_json::Value;

use super::Source;
use super::common;
use super::field::{Object, present, word};
use super::geometry::{self, Given};
use super::home;
use super::limits::{RawLimit, Side, Stated, StatedUnit, settle as settle_limits};
use super::notes::Notes;
use super::outline::Around;
use super::place::settle;
use super::polygon::InnerRings;
use super::reach::Reach;
use super::text::texts;
use super::times::{Manner, Unsaid, applicability};
use super::validity::{Validity, validity};
use super::yearly;

pub use mapping::{GeoJsonMapping, LimitMapping, MappingError};

/// Reads features, or bare geometries, as zones that always apply where the mapping does not say when.
pub(super) fn read(
    root: &Object,
    features: &[(String, &Value)],
    source: &Source<'_>,
    findings: &mut Vec<Finding>,
) -> ZoneSet {
    let Source { file_stem: stem, mapping, country, local_times } = *source;
    let reader = Reader { stem, mapping, country: home::country([None, country]), local_times };
    let Validity { issued, valid, provider } = validity(root, &mut Notes::of_file(findings));
    let zones = features
        .iter()
        .enumerate()
        .map(|(i, (at, feature))| reader.zone(i + 1, feature, at, findings))
        .collect();
    ZoneSet {
        standard: "GeoJSON",
        title: ["name", "title"]
            .iter()
            .find_map(|key| present(root, key).and_then(word))
            .map(str::to_owned),
        provider,
        issued,
        valid,
        zones,
    }
}

struct Reader<'a> {
    stem: &'a str,
    mapping: &'a GeoJsonMapping,
    country: Option<&'a Country>,
    local_times: Option<&'a ClockZone>,
}

impl Reader<'_> {
    fn zone(&self, number: usize, feature: &Value, at: &str, findings: &mut Vec<Finding>) -> Zone {
        let unnamed = ZoneId::unnamed(self.stem, number);
        let Some(object) = feature.as_object() else {
            return common::unreadable(unnamed, feature, at, findings);
        };
        let empty = Object::new();
        let properties = present(object, "properties").and_then(Value::as_object).unwrap_or(&empty);
        let id = self.stated_id(properties).map_or(unnamed, |id| ZoneId::new(self.stem, &id));
        let mut zone = common::unknown(id, feature);
        let notes = &mut Notes::of_zone(&zone.id, findings);
        // A bare geometry has no properties to stand in.
        let is_bare = present(object, "properties").or(present(object, "geometry")).is_none()
            && present(object, "type").and_then(word) != Some("Feature");
        self.describe(&mut zone, properties, &format!("{at}.properties"), notes);
        zone.applicability = self.applicability(properties, &format!("{at}.properties"), notes);
        let given = self.given(properties, &format!("{at}.properties"), notes);
        let (in_geometry, parts) = if is_bare {
            (at.to_owned(), geometry::parts(Some(feature), given, at, notes))
        } else {
            let at = format!("{at}.geometry");
            let parts = geometry::of_feature(object, given, &at, notes);
            (at, parts)
        };
        zone.parts = settle(parts, self.country, &in_geometry, notes);
        zone
    }

    fn stated_id(&self, properties: &Object) -> Option<String> {
        let value = present(properties, self.mapping.id.as_deref()?)?;
        word(value).map(str::to_owned).or_else(|| value.is_number().then(|| value.to_string()))
    }

    fn describe(&self, zone: &mut Zone, properties: &Object, at: &str, notes: &mut Notes) {
        if self.mapping.id.is_some() && self.stated_id(properties).is_none() {
            notes.note(Code::IdMissing, at, "no identifier; the zone is named after its file");
        }
        zone.name = texts(properties, self.mapping.name.as_deref().unwrap_or("name"), at, notes);
        if zone.name.is_empty() {
            notes.note(Code::NameMissing, at, "no name");
        }
        zone.kind = self.kind(properties, at, notes);
        if zone.kind == ZoneType::Conditional {
            notes.note(Code::ConditionMissing, at, "a conditional zone that states no condition");
        }
        zone.message = texts(properties, "message", at, notes);
    }

    fn kind(&self, properties: &Object, at: &str, notes: &mut Notes) -> ZoneType {
        match &self.mapping.kind {
            Some(property) => common::kind(properties, &[property.as_str()], at, notes),
            None => common::kind(properties, &["restriction", "type"], at, notes),
        }
    }

    fn applicability(&self, properties: &Object, at: &str, notes: &mut Notes) -> Applicability {
        let mut mapped = |property: Option<&String>| {
            let property = property?;
            let value = present(properties, property);
            if value.is_none() {
                let says = "no such property; the zone applies whatever it would say";
                notes.note(Code::FieldMissing, &format!("{at}.{property}"), says);
            }
            Some((format!("{at}.{property}"), value?))
        };
        let entries = mapped(self.mapping.applicability.as_ref());
        let days = mapped(self.mapping.yearly.as_ref());
        let manner = Manner { unsaid: Unsaid::Limited, local_times: self.local_times };
        let windows = match entries {
            Some((at, value)) => applicability(Some(value), manner, &at, notes),
            None => Applicability::Always,
        };
        let days = days.and_then(|(at, value)| yearly::read(value, self.local_times, &at, notes));
        match days {
            Some(days) => on_days(windows, &days, at, notes),
            None => windows,
        }
    }

    fn given<'v>(&self, properties: &'v Object, at: &str, notes: &mut Notes) -> Given<'v> {
        let mut limit = |side, mapping: &Option<LimitMapping>| {
            let Some(mapping) = mapping else { return Limit::NotStated };
            let raw = RawLimit {
                side,
                value: present(properties, &mapping.property),
                unit: Some(mapping.unit),
                datum: Some(Stated::Known(mapping.datum)),
            };
            raw.read(&format!("{at}.{}", mapping.property), notes)
        };
        let (lower, upper) =
            (limit(Side::Lower, &self.mapping.lower), limit(Side::Upper, &self.mapping.upper));
        let mapped = self.mapping.lower.is_some() || self.mapping.upper.is_some();
        Given {
            limits: (!mapped).then_some(VerticalLimits::NOT_STATED),
            outside: mapped.then(|| settle_limits(lower, upper, at, notes)),
            around: Around {
                extent: Reach::Unsaid,
                // Only the mapping says in which unit a radius is.
                unit: StatedUnit::Unknown,
                radius: self.radius(properties),
                hint: Some("say which property holds the radius in metres: radius=PROP"),
                inner: InnerRings::Holes,
            },
        }
    }

    /// A point whose radius is to stand in a property but does not may reach anywhere.
    fn radius<'v>(&self, properties: &'v Object) -> Reach<'v> {
        let Some(property) = self.mapping.radius.as_deref() else { return Reach::Unsaid };
        present(properties, property)
            .map_or(Reach::Unsaid, |value| Reach::length(value, StatedUnit::Unsaid))
    }
}

/// Windows cut to days of every year; where they state other such days themselves, neither counts.
fn on_days(
    applicability: Applicability,
    days: &Yearly,
    at: &str,
    notes: &mut Notes,
) -> Applicability {
    let windows = match applicability {
        Applicability::Always => vec![Window::of_dates(TimeInterval::ANY)],
        Applicability::Windows(windows) => windows,
    };
    if windows.iter().any(|window| window.yearly.as_ref().is_some_and(|own| own != days)) {
        notes.note(
            Code::TimeUnreadable,
            at,
            "days of the year that differ; the zone always applies",
        );
        return Applicability::Always;
    }
    let cut = |window| Window { yearly: Some(days.clone()), ..window };
    Applicability::Windows(windows.into_iter().map(cut).collect())
}
