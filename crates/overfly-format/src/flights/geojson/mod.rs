//! GeoJSON (RFC 7946) as a flight: lines are legs, polygons and circles are areas, points are holds.
//!
//! The properties are described in docs/formats/geojson-flight.md. Longitude stands before latitude.
//! What the file draws is flown in its order, straight from each to the next.

mod geometry;
mod properties;
mod source;

use core::time::Duration;

use overfly_model::{
    Code, Elapsed, Finding, Flight, Footprint, Home, LostLink, Metres, Piece, Position, Reading,
    ReturnHeight, geodesy,
};
use serde_json::{Map, Value};

use self::properties::{Local, NAMES, Whole};
use self::source::Source;
use super::route::step::{Action, Step};
use super::route::{self, Aircraft, Turns, ground};
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

    fn finish(mut self) -> Reading<Flight> {
        let home_elevation = self.whole.home_elevation();
        let mut flight = core::mem::take(&mut self.whole).into_flight();
        ground::doubt_underground(&mut self.steps, home_elevation, &mut self.findings);
        self.doubt_return(&mut flight, home_elevation);
        // Whoever draws a route draws its turns.
        let aircraft = Aircraft { home: flight.home, speed: None, turns: Turns::OnTheSpot };
        let flown = route::fly(&self.steps, aircraft, &mut self.findings);
        flight.pieces = flown.pieces;
        if flight.home.is_none() {
            flight.home = self.assumed_home(home_elevation);
        }
        self.time(&mut flight);
        route::note_times(&flight.pieces, &mut self.findings);
        if flight.pieces.is_empty() {
            let text = "the file has no line, point or area that could be flown";
            self.findings.push(Finding::undecided(Code::FlightEmpty, text));
        }
        Reading { items: flight, findings: self.findings }
    }

    /// A return under the ground is one at a height that is not known.
    fn doubt_return(&mut self, flight: &mut Flight, elevation: Option<Metres>) {
        if let LostLink::Return(ReturnHeight::At(height)) = flight.lost_link
            && ground::is_underground(height, elevation)
        {
            self.findings.push(ground::finding(height, "return_height"));
            flight.lost_link = LostLink::Return(ReturnHeight::NotStated);
        }
    }

    /// What the stated duration says of the pieces. Where no speed gives a time, the whole flight does;
    /// and where it lasts longer than the speeds say, they do not say all.
    fn time(&mut self, flight: &mut Flight) {
        let Some(stated) = flight.duration else { return };
        if length(&flight.pieces) >= Metres::or_greatest(stated.as_secs_f64() * route::FASTEST_M_S)
        {
            flight.duration = None;
            let text = "the duration is too short for the way: it gives no piece a time";
            let finding = Finding::undecided(Code::PlanFieldUnreadable, text).at("duration");
            self.findings
                .push(finding.hint("state it with its unit, as in \"30m\", or take it out"));
            return;
        }
        let untils = flight.pieces.iter().filter_map(|piece| Some(piece.elapsed?.until));
        let reckoned = untils.max().unwrap_or_default();
        let whole = Elapsed { from: Duration::ZERO, until: stated.max(reckoned), steady: false };
        for piece in &mut flight.pieces {
            let own = piece.elapsed.filter(|_| stated <= reckoned);
            piece.elapsed = own.or(Some(whole));
        }
    }

    /// A route drawn by hand starts at its first point. Whoever flies in an area takes off in it.
    fn assumed_home(&mut self, elevation: Option<Metres>) -> Option<Home> {
        let position = self.start?;
        let text = "the flight is taken to start at its first point";
        let finding = Finding::note(Code::TakeOffNotStated, text);
        self.findings.push(finding.hint("give \"home\": [lon, lat] in the properties"));
        Some(Home { position, elevation, assumed: true })
    }
}

/// Length of all that is flown along a path.
fn length(pieces: &[Piece]) -> Metres {
    let paths = pieces.iter().filter_map(|piece| match &piece.footprint {
        Footprint::Path(points) => Some(points),
        Footprint::Polygon(_) | Footprint::Circle { .. } => None,
    });
    let legs = paths.flat_map(|points| points.iter().zip(points.iter().skip(1)));
    legs.fold(Metres::ZERO, |sum, (from, to)| sum + geodesy::distance(*from, *to))
}

fn join(field: &str, key: &str) -> String {
    if field.is_empty() { key.to_owned() } else { format!("{field}.{key}") }
}
