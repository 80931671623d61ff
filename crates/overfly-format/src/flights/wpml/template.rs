//! The template beside the waylines: what the planner shows, against what is flown.
//!
//! An aircraft flies the waylines alone. Where a person was shown another route than that, the flight
//! stays undecided.

use overfly_model::{Code, Datum, Finding, Metres, geodesy};

use super::wayline::{Wayline, point};
use crate::flights::tree::{Node, cut, number};

/// How far apart template and waylines may place a waypoint: both are rounded.
const NEAR: Metres = Metres::whole(1);
/// How much their heights may differ, in metres.
const NEAR_HEIGHT: f64 = 0.5;
/// How much their speeds may differ, in metres per second.
const NEAR_SPEED: f64 = 0.1;
/// What both state of the whole mission.
const SHARED: [&str; 8] = [
    "executeRCLostAction",
    "exitOnRCLost",
    "finishAction",
    "flyToWaylineMode",
    "globalRTHHeight",
    "globalTransitionalSpeed",
    "takeOffRefPoint",
    "takeOffSecurityHeight",
];

/// Leaves a finding for each thing in which the template differs from what is flown.
pub(super) fn compare(
    document: &Node,
    template: &Node,
    waylines: &[Wayline],
    findings: &mut Vec<Finding>,
) {
    compare_missions(document, template, findings);
    for folder in template.all("Folder") {
        compare_folder(&folder, waylines, findings);
        doubt_flights_not_listed(&folder, waylines, findings);
    }
}

fn compare_missions(document: &Node, template: &Node, findings: &mut Vec<Finding>) {
    let flown = document.one("missionConfig", &mut Vec::new());
    let Some((flown, shown)) = flown.zip(template.one("missionConfig", findings)) else { return };
    for name in SHARED {
        // What stands twice among the waylines has been found already.
        let Some(a) = flown.word(name, &mut Vec::new()) else { continue };
        let Some(b) = shown.word(name, findings) else { continue };
        if !is_same(a, b) {
            let text =
                format!("{} says {:?}, and the template {:?}", join(&flown, name), cut(a), cut(b));
            findings.push(differs(text, join(&flown, name)));
        }
    }
}

/// The same text, or the same numbers.
fn is_same(a: &str, b: &str) -> bool {
    let numbers =
        |text: &str| text.split(',').map(|part| number(part.trim())).collect::<Option<Vec<f64>>>();
    match (numbers(a), numbers(b)) {
        (Some(a), Some(b)) => {
            a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| (a - b).abs() < 1e-6)
        }
        _ => a == b,
    }
}

/// Compares the waypoints of a template that lists them; others only outline an area.
fn compare_folder(folder: &Node, waylines: &[Wayline], findings: &mut Vec<Finding>) {
    if folder.word("templateType", findings) != Some("waypoint") {
        return;
    }
    let id = folder.whole("templateId", findings);
    let mut made = waylines.iter().filter(|wayline| wayline.template == id);
    let (Some(wayline), None) = (made.next(), made.next()) else {
        let text = format!("{} is a route of its own, and not one that is flown", folder.field);
        findings.push(differs(text, folder.field.clone()));
        return;
    };
    let height_mode = folder
        .one("waylineCoordinateSysParam", findings)
        .and_then(|system| system.word("heightMode", findings));
    let relative = height_mode == Some("relativeToStartPoint");
    let flown_relative = wayline.datum == Some(Datum::AboveTakeOff);
    if height_mode.is_some() && wayline.datum.is_some() && relative != flown_relative {
        let text = format!("{} measures heights from elsewhere than what is flown", folder.field);
        findings.push(differs(text, folder.field.clone()));
    }
    let placemarks = folder.all("Placemark");
    if placemarks.len() != wayline.waypoints.len() {
        let (shown, flown) = (placemarks.len(), wayline.waypoints.len());
        let text = format!("{} has {shown} waypoints, and {flown} are flown", folder.field);
        findings.push(differs(text, folder.field.clone()));
        return;
    }
    let global = folder.number("globalHeight", findings);
    let global_speed = folder.number("autoFlightSpeed", findings);
    for (placemark, waypoint) in placemarks.iter().zip(&wayline.waypoints) {
        let place = point(placemark, findings);
        if place.is_some_and(|(place, _)| geodesy::distance(place, waypoint.position) > NEAR) {
            let text = format!("{} lies elsewhere than {}", placemark.field, waypoint.field);
            findings.push(differs(text, placemark.field.clone()));
        }
        let height = height(placemark, wayline.datum, global, findings);
        if height.zip(waypoint.height).is_some_and(|(a, b)| (a - b).abs() > NEAR_HEIGHT) {
            let text =
                format!("{} is flown at another height than {}", placemark.field, waypoint.field);
            findings.push(differs(text, placemark.field.clone()));
        }
        let speed = speed(placemark, global_speed, findings);
        if speed.zip(waypoint.speed).is_some_and(|(a, b)| (a - b).abs() > NEAR_SPEED) {
            let text =
                format!("{} is flown at another speed than {}", placemark.field, waypoint.field);
            findings.push(differs(text, placemark.field.clone()));
        }
    }
}

/// The height of a waypoint over the datum that is flown, where the template states it over that.
fn height(
    placemark: &Node,
    datum: Option<Datum>,
    global: Option<f64>,
    findings: &mut Vec<Finding>,
) -> Option<f64> {
    match datum? {
        Datum::Wgs84 => placemark.number("ellipsoidHeight", findings),
        Datum::AboveTakeOff | Datum::Agl
            if placemark.word("useGlobalHeight", findings) == Some("1") =>
        {
            global
        }
        Datum::AboveTakeOff | Datum::Agl => placemark.number("height", findings),
        Datum::Amsl | Datum::Pressure => None,
    }
}

/// The speed from a waypoint on, metres per second.
fn speed(placemark: &Node, global: Option<f64>, findings: &mut Vec<Finding>) -> Option<f64> {
    if placemark.word("useGlobalSpeed", findings) == Some("1") {
        return global;
    }
    placemark.number("waypointSpeed", findings)
}

/// Flights that a template asks for and that the waylines may not list.
fn doubt_flights_not_listed(folder: &Node, waylines: &[Wayline], findings: &mut Vec<Finding>) {
    let placemarks = folder.all("Placemark");
    let is_on = |name: &str| {
        let own = folder.element.all(name);
        let inner = placemarks.iter().flat_map(|placemark| placemark.element.all(name));
        own.chain(inner).any(|element| element.text.trim() == "1" || !element.children.is_empty())
    };
    let id = folder.element.all("templateId").next().and_then(|id| id.text.trim().parse().ok());
    let made = waylines.iter().filter(|wayline| wayline.template == id).count();
    let mut doubt = |what: &str, hint: &str| {
        let text = format!("{} asks for {what}, whose path is not in the file", folder.field);
        let finding = Finding::undecided(Code::ItemNotCheckable, text).at(folder.field.as_str());
        findings.push(finding.hint(hint));
    };
    if is_on("caliFlightEnable") {
        doubt("calibration flights beyond the ends of the route", "turn IMU calibration off");
    }
    // With it the aircraft flies to the middle of the area at the end, on a wayline of its own.
    if is_on("elevationOptimizeEnable") && made < 2 {
        doubt("a flight to the middle of the area", "turn elevation optimisation off");
    }
}

fn join(node: &Node, name: &str) -> String {
    crate::flights::tree::join(&node.field, name)
}

fn differs(text: String, field: String) -> Finding {
    let finding = Finding::undecided(Code::ItemNotCheckable, text).at(field);
    finding.hint("open the mission in the planner, look at the route, and save it again")
}
