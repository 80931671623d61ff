//! Flight plans, in: QGroundControl `.plan` files, QGC WPL, DJI missions (`.kmz`), KML and KMZ, CSV,
//! GeoJSON, and a circle around a point.
//!
//! A reader states only what the plan says: legs, holds and areas. Climb, transit, return and landing
//! that a plan leaves out are added by the decision. Whatever cannot be read leaves a finding that keeps
//! the flight undecided, and never takes a piece away.

mod archive;
mod around;
mod csv;
mod drawn;
mod geojson;
mod hints;
mod kml;
mod mavlink;
mod names;
mod pieces;
mod qgc;
mod route;
mod text;
mod tree;
mod wpl;
mod wpml;

use std::collections::BTreeSet;

use overfly_model::{Code, Finding, Flight, Position, PositionError, Reading};
use serde_json::{Map, Value};

pub use around::around;

use crate::xml::{self, Element};
use crate::{ReadError, json};

const WANTED: &str = "a flight plan (QGroundControl .plan, QGC WPL, DJI .kmz, KML, CSV or GeoJSON)";
/// Most items or vertices of one plan.
const MOST: usize = 100_000;

/// Reads a flight plan. The content decides the format.
///
/// # Errors
/// [`ReadError`] for bytes that are no flight plan: it says what they are.
///
/// # Example
/// ```
/// let plan = br#"{"type": "Feature", "properties": {"height": "60m-agl"},
///     "geometry": {"type": "LineString", "coordinates": [[4.70, 52.30], [4.71, 52.30]]}}"#;
/// let flight = overfly_format::flights::read(plan)?.items;
/// assert_eq!(flight.pieces[0].heights.to_string(), "60 m AGL");
/// # Ok::<(), overfly_format::ReadError>(())
/// ```
pub fn read(bytes: &[u8]) -> Result<Reading<Flight>, ReadError> {
    let mut reading = read_any(bytes)?;
    // A jump may pass one fault many times.
    let mut said = BTreeSet::new();
    reading.findings.retain(|f| said.insert((f.code, f.field.clone(), f.text.clone())));
    hints::add(&mut reading.findings);
    Ok(reading)
}

/// Reads `bytes` as what they begin like.
fn read_any(bytes: &[u8]) -> Result<Reading<Flight>, ReadError> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    // An archive without files starts with its end.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive::read(bytes);
    }
    if start.starts_with(b"<") && !is_html(start) {
        return drawing(&xml::parse(bytes)?);
    }
    if start.starts_with(wpl::SIGN.as_bytes()) {
        return wpl::read(bytes);
    }
    if csv::is_table(start) {
        return csv::read(bytes);
    }
    let value = match json::parse(bytes, WANTED) {
        Err(ReadError::Syntax { .. }) if csv::is_other_table(start) => return Err(csv::no_flight()),
        parsed => parsed?,
    };
    let Value::Object(root) = &value else {
        return Err(unusable("root", "is no JSON object; a flight plan starts with {"));
    };
    read_root(root)
}

fn is_html(start: &[u8]) -> bool {
    let begins =
        |word: &[u8]| start.get(..word.len()).is_some_and(|s| s.eq_ignore_ascii_case(word));
    begins(b"<!doctype html") || begins(b"<html")
}

/// Reads XML that stands alone: a KML drawing, or the waylines of a DJI mission.
fn drawing(root: &Element) -> Result<Reading<Flight>, ReadError> {
    if wpml::is_waylines(root) {
        return wpml::read(root, &wpml::Template::Missing);
    }
    if wpml::is_mission(root) {
        let what = "the template of a DJI mission, without the waylines that are flown";
        return Err(ReadError::SomethingElse { what, wanted: WANTED });
    }
    kml::read(root)
}

fn read_root(root: &Map<String, Value>) -> Result<Reading<Flight>, ReadError> {
    if let Some(what) = zone_file(root) {
        return Err(ReadError::SomethingElse { what, wanted: WANTED });
    }
    if root.contains_key("fileType") || root.contains_key("mission") {
        return qgc::read(root);
    }
    if root.contains_key("type") {
        return geojson::read(root);
    }
    Err(unusable(
        "root",
        "has neither \"fileType\": \"Plan\", as a QGroundControl plan has, nor a GeoJSON \"type\"",
    ))
}

/// The zone format `root` has, if it is a zone file.
fn zone_file(root: &Map<String, Value>) -> Option<&'static str> {
    if root.contains_key("UASZoneList") {
        return Some("a zone file (ED-269)");
    }
    let features = root.get("features")?.as_array()?;
    features.iter().take(100).find_map(|feature| {
        let has = |value: Option<&Value>, keys: [&str; 2]| {
            keys.iter().all(|k| value.is_some_and(|v| v.get(k).is_some()))
        };
        if has(Some(feature), ["identifier", "restriction"]) {
            return Some("a zone file (ED-269)");
        }
        has(feature.get("properties"), ["identifier", "type"]).then_some("a zone file (ED-318)")
    })
}

fn unusable(field: impl Into<String>, message: impl Into<String>) -> ReadError {
    ReadError::Unusable { field: field.into(), message: message.into() }
}

fn too_many(field: &str) -> ReadError {
    unusable(field, format!("more than {MOST} items or vertices, the most this reader takes"))
}

/// The position at a latitude and longitude; `None` with a finding when there is none. A longitude
/// beyond 180 degrees goes on across the antimeridian.
fn position([lat, lon]: [f64; 2], field: &str, findings: &mut Vec<Finding>) -> Option<Position> {
    if (180.0..=360.0).contains(&lon.abs()) && lat.abs() <= 90.0 {
        return Some(Position::nearest_lat_lon_deg([lat, lon]));
    }
    let fault = match Position::from_lat_lon_deg([lat, lon]) {
        Ok(position) => return Some(position),
        Err(PositionError::NotFinite) => {
            "has not two numbers for latitude and longitude".to_owned()
        }
        Err(error) => format!("is no position: {error}"),
    };
    findings
        .push(Finding::undecided(Code::PositionUnreadable, format!("{field} {fault}")).at(field));
    None
}
