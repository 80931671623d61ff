//! ED-269: JSON that looks like GeoJSON and is not. Two dialects: root `features`, and root `UASZoneList`
//! with `dailyPeriod`, points as `{"LAT": .., "LON": ..}` and numbers as text.

use overfly_model::country::Country;
use overfly_model::{Finding, Part, VerticalLimits, Zone, ZoneId, ZoneSet};
use serde_json::Value;

use super::Source;
use super::common::{self, Identity};
use super::field::{Object, any_of, list, present, shown, word};
use super::geometry::beside;
use super::home;
use super::limits::{LimitNames, StatedUnit, limits};
use super::notes::Notes;
use super::outline::{Around, outlines, unplaced};
use super::place::{settle, with_limits};
use super::polygon::{InnerRings, Placed};
use super::reach::Reach;
use super::text::text;
use super::times::{Manner, Unsaid, applicability};
use super::validity::{Validity, validity};

/// Limits stand in the volume, and their unit is required.
pub(super) const LIMITS: LimitNames = LimitNames {
    lower: ["lowerLimit", "lower"],
    lower_datum: ["lowerVerticalReference", "lowerReference"],
    upper: ["upperLimit", "upper"],
    upper_datum: ["upperVerticalReference", "upperReference"],
    default_unit: None,
};
pub(super) const APPLICABILITY: [&str; 3] =
    ["applicability", "applicableTimePeriod", "limitedApplicability"];

/// Reads the features that stand under `key` of the root.
pub(super) fn read(
    root: &Object,
    key: &str,
    features: &[Value],
    source: &Source<'_>,
    findings: &mut Vec<Finding>,
) -> ZoneSet {
    let zones = features
        .iter()
        .enumerate()
        .map(|(i, feature)| zone(feature, i + 1, source, &format!("{key}[{i}]"), findings))
        .collect();
    let Validity { issued, valid, provider } = validity(root, &mut Notes::of_file(findings));
    let title = ["title", "description"].iter().find_map(|key| present(root, key).and_then(word));
    ZoneSet { standard: "ED-269", title: title.map(str::to_owned), provider, issued, valid, zones }
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
    let identity = Identity::read(object);
    let mut zone = common::unknown(identity.id(unnamed), feature);
    let notes = &mut Notes::of_zone(&zone.id, findings);
    identity.note(at, notes);
    zone.country = identity.country;
    // `type` is the variant; should it name a type, it must not contradict.
    let keys: &[&str] = match present(object, "restriction") {
        Some(_) => &["restriction", "type"],
        None => &["restriction"],
    };
    zone.kind = common::kind(object, keys, at, notes);
    zone.variant = text(object, "type", at, notes);
    common::describe(&mut zone, object, at, notes);
    let when = any_of(object, &APPLICABILITY);
    let when_at = format!("{at}.{}", when.map_or("applicability", |(key, _)| key));
    let manner = Manner { unsaid: Unsaid::Permanent, local_times: source.local_times };
    zone.applicability = applicability(when.map(|(_, value)| value), manner, &when_at, notes);
    let country = home::country([zone.country.as_deref(), source.country]);
    zone.parts = parts(object, country, &format!("{at}.geometry"), notes);
    zone
}

/// The union of the volumes of `geometry`.
fn parts(zone: &Object, country: Option<&Country>, at: &str, notes: &mut Notes) -> Vec<Part> {
    let volumes = present(zone, "geometry").map_or(&[][..], list).iter().enumerate();
    let parts =
        volumes.flat_map(|(i, value)| volume(value, &format!("{at}[{i}]"), notes)).collect();
    settle(parts, country, at, notes)
}

fn volume(value: &Value, at: &str, notes: &mut Notes) -> Vec<Part> {
    let Some(volume) = value.as_object() else {
        let placed = unplaced(at, notes, &format!("{} is no volume", shown(value)));
        return with_limits(vec![placed], VerticalLimits::NOT_STATED);
    };
    let limits = limits(volume, &LIMITS, at, notes);
    let at = format!("{at}.horizontalProjection");
    let projections = present(volume, "horizontalProjection").map_or(&[][..], list);
    let mut placed: Vec<_> = projections
        .iter()
        .flat_map(|projection| projected(projection, volume, &at, notes))
        .collect();
    if placed.is_empty() {
        placed.push(unplaced(&at, notes, "no outline"));
    }
    let mut parts = with_limits(placed, limits);
    parts.extend(beside(volume, "the horizontal projection", &at, notes));
    parts
}

fn projected(value: &Value, volume: &Object, at: &str, notes: &mut Notes) -> Vec<Placed> {
    let Some(object) = value.as_object() else {
        return vec![unplaced(at, notes, &format!("{} is no outline", shown(value)))];
    };
    let unit = StatedUnit::of(volume);
    let around = Around {
        extent: Reach::Unsaid,
        unit,
        radius: Reach::radius(volume, unit),
        hint: None,
        inner: InnerRings::Unsaid,
    };
    outlines(object, &around, at, notes)
}
