//! Zone files, in and out. ED-269 in both dialects, ED-318 and plain GeoJSON; content decides which.
//!
//! No zone and no part of a zone is ever dropped: what cannot be placed may be anywhere, what cannot be
//! limited has no limit, and each such reading is a finding that names the zone and the field.

mod clock;
mod common;
mod contradiction;
mod crs;
mod daily;
mod ed269;
mod ed318;
mod field;
mod file;
mod geojson;
mod geometry;
mod home;
mod limits;
mod notes;
mod outline;
mod place;
mod point;
mod polygon;
mod pretty;
mod reach;
mod ring;
mod simple;
mod text;
mod times;
mod validity;
mod within;
mod yearly;

use overfly_model::{ClockZone, Reading, ZoneSet};
use serde_json::Value;

use crate::{ReadError, json};
use field::{Object, differs, has_key, present, shown, word};

pub(crate) use clock::instant;
pub(crate) use ring::certain as certain_ring;

pub use ed318::{WriteError, write as write_ed318};
pub use geojson::{GeoJsonMapping, LimitMapping, MappingError};
pub use limits::Unit;

/// What is known of a file beside its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file's name without folder and extension: names zones that do not name themselves.
    pub file_stem: &'a str,
    /// What the properties of plain GeoJSON mean.
    pub mapping: &'a GeoJsonMapping,
    /// The country the file speaks for, as an ISO 3166-1 code, where zones do not name theirs.
    pub country: Option<&'a str>,
    /// On whose clocks times of day are that state no offset and no time zone, where somebody says so.
    pub local_times: Option<&'a ClockZone>,
}

const WANTED: &str = "a zone file (ED-269, ED-318 or GeoJSON)";

/// Reads the zones of a file. Every feature becomes a zone.
///
/// # Errors
/// [`ReadError`] when the bytes are no zone file at all.
pub fn read(bytes: &[u8], source: &Source<'_>) -> Result<Reading<ZoneSet>, ReadError> {
    let root =
        json::parse(bytes, WANTED).map_err(|error| other_format(bytes, &error).unwrap_or(error))?;
    let Some(object) = root.as_object() else {
        return Err(unusable("root", format!("{} is not {WANTED}", shown(&root))));
    };
    let mut findings = Vec::new();
    let format = recognise(&root, object)?;
    crs::note(object, format.features(), &mut findings);
    let items = match format {
        Format::Ed269 { key, features } => {
            ed269::read(object, key, features, source, &mut findings)
        }
        Format::Ed318(features) => ed318::read(object, &features, source, &mut findings),
        Format::GeoJson(features) => geojson::read(object, &features, source, &mut findings),
    };
    file::note(&items, &mut findings);
    Ok(Reading { items, findings })
}

/// What it is, where it is a drawing or a table.
fn other_format(bytes: &[u8], error: &ReadError) -> Option<ReadError> {
    const HEAD: usize = 1000;
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let head = String::from_utf8_lossy(start.get(..HEAD).unwrap_or(start));
    let line = head.lines().next().unwrap_or_default();
    let names = line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '"');
    let what = if head.starts_with('<') && head.contains("<kml") {
        "a KML drawing"
    } else if names && matches!(error, ReadError::Syntax { .. }) && line.contains([',', ';', '\t'])
    {
        "a table (CSV)"
    } else {
        return None;
    };
    Some(ReadError::SomethingElse { what, wanted: WANTED })
}

/// The format of a file, with its features and, in GeoJSON, where each stands.
enum Format<'v> {
    Ed269 { key: &'static str, features: &'v [Value] },
    Ed318(Vec<(String, &'v Value)>),
    GeoJson(Vec<(String, &'v Value)>),
}

impl<'v> Format<'v> {
    fn features(&self) -> Box<dyn Iterator<Item = &'v Value> + '_> {
        match self {
            Self::Ed269 { features, .. } => Box::new(features.iter()),
            Self::Ed318(features) | Self::GeoJson(features) => {
                Box::new(features.iter().map(|(_, feature)| *feature))
            }
        }
    }
}

fn recognise<'v>(root: &'v Value, object: &'v Object) -> Result<Format<'v>, ReadError> {
    if present(object, "fileType").and_then(word) == Some("Plan") {
        return Err(ReadError::SomethingElse { what: "a QGroundControl plan", wanted: WANTED });
    }
    if let Some(beside) = two_carriers(object) {
        return Err(unusable(beside, "stands beside another list of zones".to_owned()));
    }
    if has_key(object, "UASZoneList") && present(object, "features").is_none() {
        return Ok(Format::Ed269 {
            key: "UASZoneList",
            features: features(object, "UASZoneList")?,
        });
    }
    let kind = present(object, "type").and_then(word).unwrap_or("");
    if has_key(object, "features") {
        let features = features(object, "features")?;
        if features.iter().any(is_ed269) || (kind.is_empty() && !features.iter().any(is_feature)) {
            return Ok(Format::Ed269 { key: "features", features });
        }
        let named = features
            .iter()
            .enumerate()
            .map(|(i, feature)| (format!("features[{i}]"), feature))
            .collect();
        return Ok(geojson_format(object, named));
    }
    match kind {
        "Feature" | "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon"
        | "MultiPolygon" | "GeometryCollection" => {
            Ok(geojson_format(object, vec![("root".to_owned(), root)]))
        }
        "FeatureCollection" => Err(unusable("features", "missing".to_owned())),
        _ => Err(unusable(
            "root",
            format!("neither features, UASZoneList nor a GeoJSON type: not {WANTED}"),
        )),
    }
}

/// What holds zones beside `features`, where RFC 7946 (7.1) allows nothing: to read either loses the
/// other's.
fn two_carriers(root: &Object) -> Option<&'static str> {
    present(root, "features")?;
    ["UASZoneList", "geometry", "geometries", "coordinates"]
        .into_iter()
        .find(|key| present(root, key).is_some())
}

fn geojson_format<'v>(root: &Object, features: Vec<(String, &'v Value)>) -> Format<'v> {
    let ed318 =
        validity::has_metadata(root) || features.iter().any(|(_, feature)| ed318::is_zone(feature));
    if ed318 { Format::Ed318(features) } else { Format::GeoJson(features) }
}

/// Whether a feature has the shape of ED-269: its fields at the top, volumes in `geometry`.
fn is_ed269(feature: &Value) -> bool {
    let Some(object) = feature.as_object() else { return false };
    present(object, "geometry").is_some_and(Value::is_array) || has_key(object, "restriction")
}

fn is_feature(feature: &Value) -> bool {
    feature
        .as_object()
        .is_some_and(|object| has_key(object, "properties") || has_key(object, "geometry"))
}

fn features<'v>(object: &'v Object, key: &str) -> Result<&'v [Value], ReadError> {
    match present(object, key) {
        Some(value) if differs(value) => {
            Err(unusable(key, "two lists of zones that differ".to_owned()))
        }
        Some(Value::Array(features)) => Ok(features),
        other => Err(unusable(
            key,
            format!("{} is no list of zones", shown(other.unwrap_or(&Value::Null))),
        )),
    }
}

fn unusable(field: &str, message: String) -> ReadError {
    ReadError::Unusable { field: field.to_owned(), message }
}
