//! ED-318: GeoJSON whose geometries carry layers and whose features carry the properties of a zone.

mod write;
mod write_geometry;

use overfly_model::{Code, Finding, VerticalLimits, Zone, ZoneId, ZoneSet};
use serde_json::Value;

use super::Source;
use super::common::{self, Identity};
use super::ed269;
use super::field::{Object, any_of, present, word};
use super::geometry::{self, Given};
use super::home;
use super::limits::{StatedUnit, limits};
use super::notes::Notes;
use super::outline::Around;
use super::place::settle;
use super::polygon::InnerRings;
use super::reach::Reach;
use super::text::text;
use super::times::{Manner, Unsaid, applicability};
use super::validity::{Validity, validity};

pub use write::{WriteError, write};

/// Whether a feature is a zone of ED-318 rather than plain GeoJSON.
pub(super) fn is_zone(feature: &Value) -> bool {
    let Some(feature) = feature.as_object() else { return false };
    let has = |key: &str, members: &[&str]| {
        present(feature, key)
            .and_then(Value::as_object)
            .is_some_and(|object| any_of(object, members).is_some())
    };
    has("geometry", &["layer"])
        || (has("properties", &["identifier"])
            && has("properties", &["type", "variant", "restriction"]))
}

/// Reads a collection of zones.
pub(super) fn read(
    root: &Object,
    features: &[(String, &Value)],
    source: &Source<'_>,
    findings: &mut Vec<Finding>,
) -> ZoneSet {
    let Validity { issued, valid, provider } = validity(root, &mut Notes::of_file(findings));
    let title = ["name", "title"].iter().find_map(|key| present(root, key).and_then(word));
    let zones = features
        .iter()
        .enumerate()
        .map(|(i, (at, feature))| zone(feature, i + 1, source, at, findings))
        .collect();
    ZoneSet { standard: "ED-318", title: title.map(str::to_owned), provider, issued, valid, zones }
}

fn zone(
    feature: &Value,
    number: usize,
    source: &Source<'_>,
    at: &str,
    findings: &mut Vec<Finding>,
) -> Zone {
    let unnamed = ZoneId::unnamed(source.file_stem, number);
    let Some(object) = feature.as_object() else {
        return common::unreadable(unnamed, feature, at, findings);
    };
    let empty = Object::new();
    let properties = present(object, "properties").and_then(Value::as_object).unwrap_or(&empty);
    let identity = Identity::read(properties);
    let mut zone = common::unknown(identity.id(own_id(object).unwrap_or(unnamed)), feature);
    let notes = &mut Notes::of_zone(&zone.id, findings);
    let in_properties = format!("{at}.properties");
    identity.note(&in_properties, notes);
    zone.country = identity.country;
    read_type(&mut zone, properties, &in_properties, notes);
    common::describe(&mut zone, properties, &in_properties, notes);
    if let Some((key, value)) = any_of(properties, &ed269::APPLICABILITY) {
        let limited = key == "limitedApplicability";
        let unsaid = if limited { Unsaid::Limited } else { Unsaid::Permanent };
        let manner = Manner { unsaid, local_times: source.local_times };
        zone.applicability =
            applicability(Some(value), manner, &format!("{in_properties}.{key}"), notes);
    }
    let given = Given {
        limits: None,
        outside: stated_outside(properties, &in_properties, notes),
        around: Around {
            extent: Reach::Unsaid,
            unit: StatedUnit::Unsaid,
            radius: Reach::of(properties, StatedUnit::Unsaid),
            hint: None,
            inner: InnerRings::Holes,
        },
    };
    let at = format!("{at}.geometry");
    let parts = geometry::of_feature(object, given, &at, notes);
    let country = home::country([zone.country.as_deref(), source.country]);
    zone.parts = settle(parts, country, &at, notes);
    zone
}

/// `type`; a file that puts the fields of ED-269 here has it in `restriction`, and COMMON in `type`.
fn read_type(zone: &mut Zone, properties: &Object, at: &str, notes: &mut Notes) {
    zone.kind = common::kind(properties, &["type", "restriction"], at, notes);
    zone.variant = text(properties, "variant", at, notes);
    if zone.variant.is_none() && present(properties, "restriction").is_some() {
        zone.variant = text(properties, "type", at, notes);
    }
    if zone.variant.is_none() {
        notes.note(
            Code::FieldMissing,
            &format!("{at}.variant"),
            "not said whether COMMON or CUSTOMIZED",
        );
    }
}

/// The key that this product's writer gives a feature whose zone has no country or identifier.
fn own_id(feature: &Object) -> Option<ZoneId> {
    let (scope, rest) = present(feature, "id").and_then(word)?.split_once('/')?;
    (!scope.is_empty() && !rest.is_empty()).then(|| ZoneId::new(scope, rest))
}

/// Limits among the properties, as ED-269 writes them: in a volume, or on their own.
fn stated_outside(properties: &Object, at: &str, notes: &mut Notes) -> Option<VerticalLimits> {
    if let Some(volume) = present(properties, "geometry").and_then(Value::as_object) {
        return Some(limits(volume, &ed269::LIMITS, &format!("{at}.geometry"), notes));
    }
    let stated = ed269::LIMITS.stand_in(properties);
    stated.then(|| limits(properties, &ed269::LIMITS, at, notes))
}
