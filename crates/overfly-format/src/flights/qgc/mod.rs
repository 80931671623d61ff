//! QGroundControl `.plan`: a mission, fences and rally points, in JSON; latitude before longitude.
//!
//! The items come to [`Step`]s, and [`route`] flies the steps. Fences are the autopilot's own
//! and not part of the flight. From QGroundControl's developer guide, "Plan File Format".

mod complex;
mod item;
mod params;

use core::ops::RangeInclusive;

use overfly_model::{
    Altitude, Code, Datum, Finding, Flight, Home, Metres, Position, Rally, Reading,
};
use serde_json::{Map, Value};

use self::params::whole;
use super::mavlink::{Vehicle, begin_curve, settle};
use super::names::strays;
use super::route::step::{Action, Step};
use super::route::{self, Aircraft, ground};
use super::{MOST, position, too_many, unusable};
use crate::ReadError;

type Object = Map<String, Value>;

const PLAN: [&str; 6] =
    ["fileType", "version", "groundStation", "mission", "geoFence", "rallyPoints"];
const MISSION: [&str; 6] =
    ["version", "items", "plannedHomePosition", "vehicleType", "cruiseSpeed", "hoverSpeed"];

/// Reads the plan in `root`.
pub(super) fn read(root: &Object) -> Result<Reading<Flight>, ReadError> {
    if let Some(kind) = root.get("fileType").filter(|kind| *kind != "Plan") {
        return Err(unusable("fileType", format!("is {kind}; a flight plan has \"Plan\"")));
    }
    let mut reader = Reader::default();
    reader.check_version(root, "version", 1..=1);
    let mut flight = Flight { level_home: true, ..Flight::empty("QGroundControl plan") };
    reader.check_names(root, "", &PLAN);
    flight.rally = reader.rally(root)?;
    reader.note_fences(root);
    if let Some(mission) = root.get("mission") {
        let Value::Object(mission) = mission else {
            return Err(unusable("mission", "is no JSON object; a mission has \"items\""));
        };
        reader.check_names(mission, "mission.", &MISSION);
        reader.mission(mission, &mut flight)?;
    }
    if flight.pieces.is_empty() {
        let text = "the plan has no mission items that fly anywhere";
        reader.findings.push(Finding::undecided(Code::FlightEmpty, text).at("mission.items"));
    }
    Ok(Reading { items: flight, findings: reader.findings })
}

/// The planned speed `vehicle` flies at.
const fn speed_key(vehicle: Vehicle) -> Option<&'static str> {
    match vehicle {
        Vehicle::FixedWing => Some("cruiseSpeed"),
        Vehicle::Multirotor => Some("hoverSpeed"),
        Vehicle::Other => None,
    }
}

/// A plan being read.
#[derive(Default)]
struct Reader {
    vehicle: Vehicle,
    steps: Vec<Step>,
    findings: Vec<Finding>,
    vertices: usize,
}

impl Reader {
    fn mission(&mut self, mission: &Object, flight: &mut Flight) -> Result<(), ReadError> {
        self.check_version(mission, "mission.version", 2..=2);
        self.vehicle = Vehicle::of_type(mission.get("vehicleType").and_then(whole));
        self.items(mission)?;
        let home = self.home(mission);
        begin_curve(&mut self.steps, home);
        let elevation = home.and_then(|home| home.elevation);
        ground::doubt_underground(&mut self.steps, elevation, &mut self.findings);
        settle(&mut self.steps, &mut self.findings);
        let speed = self.speed(mission);
        let aircraft = Aircraft { home, speed, turns: self.vehicle.turns() };
        let flown = route::fly(&self.steps, aircraft, &mut self.findings);
        flight.home = home.or_else(|| flown.first.map(|first| self.assumed_home(first)));
        // Whoever comes back by a path of the plan still flies home by it.
        let by_path = flown.ways_back.first().and(flight.home).map(|home| home.position);
        flight.rally.extend(flown.ways_back.into_iter().chain(by_path).map(Rally::at));
        flight.rally.extend(self.steps.iter().filter_map(|step| match step.action {
            Action::Rally(rally) => Some(rally),
            _ => None,
        }));
        flight.pieces = flown.pieces;
        flight.ends = flown.ends;
        route::note_times(&flight.pieces, &mut self.findings);
        Ok(())
    }

    /// The rally points; anything else in their place may be any place.
    fn rally(&mut self, root: &Object) -> Result<Vec<Rally>, ReadError> {
        let Some(rally) = root.get("rallyPoints") else { return Ok(Vec::new()) };
        if let Some(points) = rally.get("points").and_then(Value::as_array) {
            return self.rally_points(points);
        }
        let text = "rallyPoints has no list of points: the aircraft may return to any place";
        let finding = Finding::undecided(Code::PlanFieldUnreadable, text);
        self.findings.push(finding.at("rallyPoints.points"));
        Ok(Vec::new())
    }

    /// Leaves a finding for each key that is like one of `known` and is not read.
    fn check_names(&mut self, map: &Object, prefix: &str, known: &'static [&'static str]) {
        for (key, like) in strays(map, known, known) {
            let text = format!("{prefix}{key} is not read; it may stand for {like:?}");
            let finding = Finding::undecided(Code::PlanFieldUnreadable, text);
            self.findings.push(finding.at(format!("{prefix}{key}")));
        }
    }

    fn items(&mut self, mission: &Object) -> Result<(), ReadError> {
        let items = match mission.get("items") {
            Some(Value::Array(items)) => items,
            None => return Ok(()),
            Some(_) => return Err(unusable("mission.items", "is no list of mission items")),
        };
        for (number, item) in items.iter().enumerate() {
            let field = format!("mission.items[{number}]");
            match (item, item.get("type").and_then(Value::as_str)) {
                (Value::Object(map), Some("ComplexItem")) => complex::add(self, map, &field)?,
                _ => self.simple(item, field)?,
            }
        }
        Ok(())
    }

    fn simple(&mut self, item: &Value, field: String) -> Result<(), ReadError> {
        let kind = item.get("type").and_then(Value::as_str);
        let (Value::Object(map), Some("SimpleItem" | "missionItem")) = (item, kind) else {
            let text =
                format!("{field} is neither a SimpleItem nor a ComplexItem: it may fly anywhere");
            self.findings.push(Finding::undecided(Code::ItemNotCheckable, text).at(field));
            return Ok(());
        };
        let item = item::read(map, field, self.vehicle, &mut self.findings);
        let steps = item.map_or_else(Vec::new, |item| item.steps(&mut self.findings));
        steps.into_iter().try_for_each(|step| self.add(step))
    }

    fn add(&mut self, step: Step) -> Result<(), ReadError> {
        self.steps.push(step);
        if self.steps.len() > MOST { Err(too_many("mission.items")) } else { Ok(()) }
    }

    /// The positions of a list of [latitude, longitude, ..]; those that cannot be read leave a finding.
    fn rally_points(&mut self, points: &[Value]) -> Result<Vec<Rally>, ReadError> {
        if points.len() > MOST {
            return Err(too_many("rallyPoints.points"));
        }
        let mut rally = Vec::new();
        for (number, point) in points.iter().enumerate() {
            let number_at = |at: usize| point.get(at).and_then(Value::as_f64);
            let degrees = [0, 1].map(|at| number_at(at).unwrap_or(f64::NAN));
            let field = format!("rallyPoints.points[{number}]");
            let Some(position) = position(degrees, &field, &mut self.findings) else { continue };
            let height = number_at(2).and_then(|height| Metres::new(height).ok());
            let height = height.map(|height| Altitude::new(height, Datum::AboveTakeOff));
            rally.push(Rally { position, height });
        }
        Ok(rally)
    }

    fn positions(&mut self, list: &Value, field: &str) -> Result<Vec<Position>, ReadError> {
        let list = list.as_array().map_or(&[][..], Vec::as_slice);
        self.vertices += list.len();
        if self.vertices > MOST {
            return Err(too_many(field));
        }
        let read = |(number, point): (usize, &Value)| {
            let degrees =
                [0, 1].map(|at| point.get(at).and_then(Value::as_f64).unwrap_or(f64::NAN));
            position(degrees, &format!("{field}[{number}]"), &mut self.findings)
        };
        Ok(list.iter().enumerate().filter_map(read).collect())
    }

    /// Metres per second.
    fn speed(&mut self, mission: &Object) -> Option<f64> {
        let key = speed_key(self.vehicle)?;
        let stated = mission.get(key).and_then(Value::as_f64);
        route::plausible(stated, &format!("mission.{key}"), &mut self.findings)
    }

    /// The planned home position; `None` when it is not stated. QGroundControl writes 0, 0, 0 for a home
    /// nobody has set and elevation 0 where it has no terrain data.
    fn home(&mut self, mission: &Object) -> Option<Home> {
        let numbers = mission.get("plannedHomePosition")?.as_array()?;
        let number = |at: usize| numbers.get(at).and_then(Value::as_f64);
        let (lat, lon) = (number(0)?, number(1)?);
        if lat == 0.0 && lon == 0.0 {
            return None;
        }
        let position = position([lat, lon], "mission.plannedHomePosition", &mut self.findings)?;
        let elevation = number(2).filter(|m| *m != 0.0).and_then(|m| Metres::new(m).ok());
        Some(Home { position, elevation, assumed: false })
    }

    fn assumed_home(&mut self, position: Position) -> Home {
        let text =
            "the plan states no take-off point: climb and return are placed at its first point";
        let finding =
            Finding::undecided(Code::TakeOffNotStated, text).at("mission.plannedHomePosition");
        self.findings
            .push(finding.hint("set the launch position in QGroundControl and save again"));
        Home { position, elevation: None, assumed: true }
    }

    fn note_fences(&mut self, root: &Object) {
        let Some(Value::Object(fence)) = root.get("geoFence") else { return };
        if fence.get("breachReturn").is_some_and(|point| !point.is_null()) {
            let text = "the autopilot flies to breachReturn when it breaks its fence: the way there is not checked";
            self.findings
                .push(Finding::undecided(Code::ItemNotCheckable, text).at("geoFence.breachReturn"));
        }
        // Version 1 has one `polygon`, version 2 `polygons` and `circles`.
        let mut shapes =
            ["polygon", "polygons", "circles"].iter().filter_map(|key| fence.get(*key)?.as_array());
        if shapes.any(|list| !list.is_empty()) {
            let text = "the plan's own fence is for the autopilot: it is neither flight nor zone";
            self.findings.push(Finding::note(Code::PlanPartIgnored, text).at("geoFence"));
        }
    }

    fn check_version(&mut self, map: &Object, field: &str, known: RangeInclusive<i64>) {
        let stated = map.get("version");
        if stated.and_then(whole).is_some_and(|version| known.contains(&version)) {
            return;
        }
        let stated = stated.map_or_else(|| "not stated".to_owned(), Value::to_string);
        let newest = known.end();
        let text = format!(
            "{field} is {stated}: this reader knows version {newest} and reads what it can"
        );
        self.findings.push(Finding::undecided(Code::PlanVersion, text).at(field));
    }
}
