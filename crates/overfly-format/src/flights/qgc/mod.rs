//! QGroundControl `.plan`: a mission, fences and rally points, in JSON; latitude before longitude.
//!
//! The items come to [`Step`]s, and [`route`] flies the steps. Fences are the autopilot's own
//! and not part of the flight. From QGroundControl's developer guide, "Plan File Format".

mod commands;
mod complex;
mod item;

use overfly_model::{Code, Finding, Flight, Home, Metres, Reading};
use serde_json::{Map, Value};

use self::item::{Item, whole};
use super::route::{self, step::Step};
use super::{MOST, position, too_many, unusable};
use crate::ReadError;

type Object = Map<String, Value>;

/// Reads the plan in `root`.
pub(super) fn read(root: &Object) -> Result<Reading<Flight>, ReadError> {
    if let Some(kind) = root.get("fileType").filter(|kind| *kind != "Plan") {
        return Err(unusable("fileType", format!("is {kind}; a flight plan has \"Plan\"")));
    }
    let mut findings = Vec::new();
    check_version(root, "version", 1, &mut findings);
    let mut flight = Flight::empty("QGroundControl plan");
    flight.rally = rally(root, &mut findings);
    note_fences(root, &mut findings);
    if let Some(mission) = root.get("mission") {
        let Value::Object(mission) = mission else {
            return Err(unusable("mission", "is no JSON object; a mission has \"items\""));
        };
        read_mission(mission, &mut flight, &mut findings)?;
    }
    if flight.pieces.is_empty() {
        let text = "the plan has no mission items that fly anywhere";
        findings.push(Finding::undecided(Code::FlightEmpty, text).at("mission.items"));
    }
    Ok(Reading { items: flight, findings })
}

fn read_mission(
    mission: &Object,
    flight: &mut Flight,
    findings: &mut Vec<Finding>,
) -> Result<(), ReadError> {
    check_version(mission, "mission.version", 2, findings);
    let steps = steps(mission, findings)?;
    let home = home(mission, findings);
    let flown = route::fly(&steps, home, vehicle(mission).speed(mission), findings);
    flight.home = home.or_else(|| assumed_home(&flown, findings));
    flight.rally.extend(flown.ways_back);
    flight.pieces = flown.pieces;
    Ok(())
}

/// What kind of aircraft the plan is for: `vehicleType` is a `MAV_TYPE`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Vehicle {
    FixedWing,
    Multirotor,
    /// A VTOL, which flies at both speeds, or not stated.
    Other,
}

impl Vehicle {
    /// Metres per second.
    fn speed(self, mission: &Object) -> Option<f64> {
        let key = match self {
            Self::FixedWing => "cruiseSpeed",
            Self::Multirotor => "hoverSpeed",
            Self::Other => return None,
        };
        mission.get(key)?.as_f64()
    }
}

fn vehicle(mission: &Object) -> Vehicle {
    match mission.get("vehicleType").and_then(whole) {
        Some(1) => Vehicle::FixedWing,
        // Quadrotor, coaxial, helicopter, hexa-, octo-, tri-, dodeca- and decarotor.
        Some(2..=4 | 13..=15 | 29 | 35) => Vehicle::Multirotor,
        _ => Vehicle::Other,
    }
}

fn steps(mission: &Object, findings: &mut Vec<Finding>) -> Result<Vec<Step>, ReadError> {
    let items = match mission.get("items") {
        Some(Value::Array(items)) => items,
        None => return Ok(Vec::new()),
        Some(_) => return Err(unusable("mission.items", "is no list of mission items")),
    };
    let multirotor = vehicle(mission) == Vehicle::Multirotor;
    let mut steps = Vec::new();
    for (number, item) in items.iter().enumerate() {
        add_item(item, format!("mission.items[{number}]"), multirotor, &mut steps, findings)?;
        if steps.len() > MOST {
            return Err(too_many("mission.items"));
        }
    }
    Ok(steps)
}

fn add_item(
    item: &Value,
    field: String,
    multirotor: bool,
    steps: &mut Vec<Step>,
    findings: &mut Vec<Finding>,
) -> Result<(), ReadError> {
    let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
    match (item, kind) {
        (Value::Object(map), "SimpleItem" | "missionItem") => {
            steps.extend(
                Item::read(map, field, multirotor, findings).map(|item| item.step(findings)),
            );
        }
        (Value::Object(map), "ComplexItem") => {
            complex::add(map, &field, multirotor, steps, findings)?
        }
        _ => {
            let text =
                format!("{field} is neither a SimpleItem nor a ComplexItem: it may fly anywhere");
            findings.push(Finding::undecided(Code::ItemNotCheckable, text).at(field));
        }
    }
    Ok(())
}

/// The planned home position; `None` when it is not stated. QGroundControl writes 0, 0, 0 for a home
/// nobody has set and elevation 0 where it has no terrain data.
fn home(mission: &Object, findings: &mut Vec<Finding>) -> Option<Home> {
    const FIELD: &str = "mission.plannedHomePosition";
    let numbers = mission.get("plannedHomePosition")?.as_array()?;
    let number = |at: usize| numbers.get(at).and_then(Value::as_f64);
    let (lat, lon) = (number(0)?, number(1)?);
    if lat == 0.0 && lon == 0.0 {
        return None;
    }
    let position = position([lat, lon], FIELD, findings)?;
    let elevation = number(2).filter(|m| *m != 0.0).and_then(|m| Metres::new(m).ok());
    Some(Home { position, elevation, assumed: false })
}

fn assumed_home(flown: &route::Flown, findings: &mut Vec<Finding>) -> Option<Home> {
    let position = flown.first?;
    let text = "the plan states no take-off point: climb and return are placed at its first point";
    let finding =
        Finding::undecided(Code::TakeOffNotStated, text).at("mission.plannedHomePosition");
    findings.push(finding.hint("set the launch position in QGroundControl and save again"));
    Some(Home { position, elevation: None, assumed: true })
}

fn rally(root: &Object, findings: &mut Vec<Finding>) -> Vec<overfly_model::Position> {
    let points = root.get("rallyPoints").and_then(|r| r.get("points"));
    let Some(Value::Array(points)) = points else { return Vec::new() };
    let point = |(number, point): (usize, &Value)| {
        let coordinate = |at: usize| point.get(at).and_then(Value::as_f64).unwrap_or(f64::NAN);
        position([coordinate(0), coordinate(1)], &format!("rallyPoints.points[{number}]"), findings)
    };
    points.iter().take(MOST).enumerate().filter_map(point).collect()
}

fn note_fences(root: &Object, findings: &mut Vec<Finding>) {
    let Some(Value::Object(fence)) = root.get("geoFence") else { return };
    // Version 1 has one `polygon`, version 2 `polygons` and `circles`.
    let shapes = ["polygon", "polygons", "circles"].iter();
    if shapes.filter_map(|key| fence.get(*key)?.as_array()).any(|list| !list.is_empty()) {
        let text = "the plan's own fence is for the autopilot: it is neither flight nor zone";
        findings.push(Finding::note(Code::PlanPartIgnored, text).at("geoFence"));
    }
}

fn check_version(map: &Object, field: &str, known: i64, findings: &mut Vec<Finding>) {
    let stated = map.get("version");
    if stated.and_then(whole) == Some(known) {
        return;
    }
    let stated = stated.map_or_else(|| "not stated".to_owned(), Value::to_string);
    let text =
        format!("{field} is {stated}: this reader knows version {known} and reads what it can");
    findings.push(Finding::undecided(Code::PlanVersion, text).at(field));
}
