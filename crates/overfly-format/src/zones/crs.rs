//! The coordinate reference system that a file names. Positions are read as WGS84, longitude first; of
//! any other system nobody knows here where its positions lie.

use overfly_model::{Code, Finding};
use serde_json::Value;

use super::field::{Object, present, shown, word};

/// WGS84 with longitude first, as published files spell it. `urn:ogc:def:crs:EPSG::4326` is not among
/// them: to the letter its latitude comes first.
const KNOWN: [&str; 7] = [
    "CRS84",
    "OGC:CRS84",
    "EPSG:4326",
    "urn:ogc:def:crs:OGC::CRS84",
    "urn:ogc:def:crs:OGC:1.3:CRS84",
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
    "https://www.opengis.net/def/crs/OGC/1.3/CRS84",
];

/// Notes each system named by the file, by one of its features or by their geometries, that is not
/// known: no flight is decided on such positions.
pub(super) fn note<'v>(
    root: &Object,
    features: impl Iterator<Item = &'v Value>,
    findings: &mut Vec<Finding>,
) {
    note_at(root, "crs", findings);
    for (i, feature) in features.enumerate().filter_map(|(i, f)| Some((i, f.as_object()?))) {
        // A file may be one feature.
        if !core::ptr::eq(feature, root) {
            note_at(feature, &format!("features[{i}].crs"), findings);
        }
        if let Some(geometry) = present(feature, "geometry").and_then(Value::as_object) {
            note_at(geometry, &format!("features[{i}].geometry.crs"), findings);
        }
    }
}

fn note_at(object: &Object, at: &str, findings: &mut Vec<Finding>) {
    let Some(crs) = present(object, "crs") else { return };
    let name = name(crs);
    if name.is_some_and(|name| KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name))) {
        return;
    }
    let name = name.map_or_else(|| shown(crs), |name| shown(&name.into()));
    let says = format!("{name} is not known to be WGS84, longitude first");
    let hint = "convert the file to WGS84, longitude first, and leave crs out";
    findings.push(Finding::undecided(Code::CrsUnknown, says).at(at).hint(hint));
}

/// The name of a system, on its own or as GeoJSON of 2008 wrote it.
fn name(crs: &Value) -> Option<&str> {
    let Some(object) = crs.as_object() else { return word(crs) };
    present(object, "properties")?.as_object().and_then(|p| present(p, "name")).and_then(word)
}
