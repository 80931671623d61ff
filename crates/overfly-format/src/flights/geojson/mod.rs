//! GeoJSON (RFC 7946) as a flight: lines are legs, polygons and circles are areas, points are holds.
//!
//! The properties are described in docs/formats/geojson-flight.md. Longitude stands before latitude.
//! What the file draws is flown in its order, straight from each to the next.

pub(super) mod geometry;
pub(super) mod properties;
pub(super) mod source;

use overfly_model::{Code, Finding, Flight, Position, Reading};
use serde_json::{Map, Value};

use self::properties::{Local, NAMES, Whole};
use self::source::Source;
pub(super) use self::source::instant;
use super::drawn::Drawn;
use super::route::step::{Action, Step};
use super::unusable;
use crate::ReadError;

type Object = Map<String, Value>;

/// What GeoJSON's own objects have.
const MEMBERS: [&str; 7] =
    ["type", "crs", "features", "geometry", "geometries", "coordinates", "properties"];

/// Reads the flight in `root`.
pub(super) fn read(root: &Object) -> Result<Reading<Flight>, ReadError> {
    let mut reader = Reader::default();
    match kind(root) {
        "FeatureCollection" => reader.collection(root)?,
        "Feature" => reader.feature(root, "")?,
        "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon"
        | "GeometryCollection" => reader.geometry(root, "geometry", &Local::default())?,
        other => {
            let message =
                format!("is {other:?}; a flight is a Feature, a FeatureCollection or a geometry");
            return Err(unusable("type", message));
        }
    }
    Ok(reader.finish())
}

fn kind(object: &Object) -> &str {
    object.get("type").and_then(Value::as_str).unwrap_or_default()
}

#[derive(Default)]
struct Reader {
    whole: Whole,
    /// What the collection's own properties say of each feature.
    common: Local,
    steps: Vec<Step>,
    findings: Vec<Finding>,
    vertices: usize,
    /// The first point of a line or hold: where the flight starts when no home is stated.
    start: Option<Position>,
}

impl Reader {
    fn collection(&mut self, root: &Object) -> Result<(), ReadError> {
        let Some(Value::Array(features)) = root.get("features") else {
            return Err(unusable(
                "features",
                "is missing or no list; a FeatureCollection has a list of features",
            ));
        };
        self.object(root, "", &["type", "crs", "features", "properties"]);
        // A property of the collection holds for all its features.
        self.common = self.properties(root, "");
        for (number, feature) in features.iter().enumerate() {
            let field = format!("features[{number}]");
            match feature {
                Value::Object(feature) => self.feature(feature, &field)?,
                _ => self.unreadable(&field, "is no feature"),
            }
        }
        Ok(())
    }

    fn feature(&mut self, feature: &Object, field: &str) -> Result<(), ReadError> {
        self.object(feature, field, &["type", "crs", "geometry", "properties"]);
        let properties = self.properties(feature, field);
        let field = join(field, "geometry");
        if let Some(Value::Object(geometry)) = feature.get("geometry") {
            return self.geometry(geometry, &field, &properties);
        }
        self.unreadable(&field, "is missing: the feature may be flown anywhere");
        Ok(())
    }

    /// The properties of a feature; what they say of the whole flight joins what is known.
    fn properties(&mut self, of: &Object, field: &str) -> Local {
        let map = match of.get("properties") {
            Some(Value::Object(map)) => map,
            None | Some(Value::Null) => return self.common,
            Some(_) => {
                self.unreadable(&join(field, "properties"), "is no object of properties");
                return self.common;
            }
        };
        let (local, whole) = properties::read(map, &join(field, "properties"), &mut self.findings);
        self.whole.join(whole, field, &mut self.findings);
        local.or(self.common)
    }

    /// The members of a GeoJSON object, of which `read` are read: others that bear on a flight are found.
    fn object<'a>(
        &'a mut self,
        map: &'a Object,
        field: &'a str,
        read: &[&'static str],
    ) -> Source<'a> {
        let mut source = Source { map, field, findings: &mut self.findings };
        source.check_names(read, &MEMBERS);
        source.check_names(read, &NAMES);
        source.check_crs();
        source
    }

    fn unreadable(&mut self, field: &str, fault: &str) {
        let text = format!("{field} {fault}");
        self.findings.push(Finding::undecided(Code::PlanFieldUnreadable, text).at(field));
    }

    fn push(&mut self, action: Action, field: &str) {
        self.steps.push(Step { action, jump_id: None, field: field.to_owned() });
    }

    fn finish(self) -> Reading<Flight> {
        let Self { whole, steps, findings, start, .. } = self;
        let home_hint = "give \"home\": [lon, lat] in the properties";
        Drawn { format: "GeoJSON", whole, steps, findings, start, home_hint }.into_reading()
    }
}

fn join(field: &str, key: &str) -> String {
    if field.is_empty() { key.to_owned() } else { format!("{field}.{key}") }
}
