//! A wayline: waypoints with their heights, speeds, turns and stays.

use overfly_model::{Altitude, Code, Datum, Finding, HeightInterval, Metres, Position};

use super::actions::Stays;
use crate::flights::position;
use crate::flights::route::plausible;
use crate::flights::route::step::{Place, Target, Way};
use crate::flights::tree::{Node, cut, number, unreadable};

/// A wayline as read.
pub(super) struct Wayline {
    /// The template it was made from.
    pub template: Option<u32>,
    /// Its number.
    pub id: Option<u32>,
    /// What its heights are above.
    pub datum: Option<Datum>,
    /// Its waypoints.
    pub waypoints: Vec<Waypoint>,
}

/// A waypoint as read.
pub(super) struct Waypoint {
    /// Where it stands.
    pub field: String,
    /// Where to go.
    pub target: Target,
    /// The place, for the comparison with the template.
    pub position: Position,
    /// The height, as its number stands in the file.
    pub height: Option<f64>,
    /// Metres per second from here on.
    pub speed: Option<f64>,
}

/// How the aircraft flies past a waypoint.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Turn {
    /// Straight to it, and stops.
    Stop,
    /// Cuts the corner, from that far before it.
    Cut(Metres),
    /// The legs to and from it are curves.
    Curve,
}

impl Wayline {
    /// Reads the wayline in `folder`.
    pub(super) fn read(folder: &Node, findings: &mut Vec<Finding>) -> Self {
        let datum = datum(folder, findings);
        let speed = speed(folder, "autoFlightSpeed", findings);
        let placemarks = folder.all("Placemark");
        let mut stays = Stays::default();
        for group in folder.all("startActionGroup") {
            stays.add(&group, 0, findings);
        }
        for (number, placemark) in placemarks.iter().enumerate() {
            let own = u32::try_from(number).unwrap_or(u32::MAX);
            for group in placemark.all("actionGroup") {
                stays.add(&group, own, findings);
            }
        }
        let mut curved = false;
        let mut waypoints = Vec::new();
        for (number, placemark) in placemarks.iter().enumerate() {
            let own = u32::try_from(number).unwrap_or(u32::MAX);
            check_index(placemark, own, findings);
            let turn = turn(placemark, findings);
            let way = if curved || turn == Turn::Curve { Way::Curve } else { Way::Straight };
            curved = turn == Turn::Curve;
            let Some((position, third)) = point(placemark, findings) else { continue };
            let height = placemark.number("executeHeight", findings);
            doubt_third(placemark, third, height, findings);
            let target = Target {
                place: Place::At(position),
                radius: if let Turn::Cut(distance) = turn { distance } else { Metres::ZERO },
                beyond: Metres::ZERO,
                heights: heights(height, datum, placemark, findings),
                way,
                stay: stays.at(own),
            };
            waypoints.push(Waypoint {
                field: placemark.field.clone(),
                target,
                position,
                height,
                speed: self::speed(placemark, "waypointSpeed", findings).or(speed),
            });
        }
        Self {
            template: folder.whole("templateId", findings),
            id: folder.whole("waylineId", findings),
            datum,
            waypoints,
        }
    }
}

fn datum(folder: &Node, findings: &mut Vec<Finding>) -> Option<Datum> {
    let by_view = folder.word("realTimeFollowSurfaceByFov", findings);
    let mode = folder.word("executeHeightMode", findings);
    if !matches!(by_view, None | Some("0")) && mode != Some("realTimeFollowSurface") {
        let field = format!("{}.realTimeFollowSurfaceByFov", folder.field);
        unreadable(&field, "is on, and the heights are above something else", findings);
    }
    match mode {
        Some("WGS84") => Some(Datum::Wgs84),
        Some("relativeToStartPoint") => Some(Datum::AboveTakeOff),
        Some("realTimeFollowSurface") => {
            note_surface(folder, findings);
            Some(Datum::Agl)
        }
        other => {
            let stated = other.map_or("not stated".to_owned(), |mode| format!("{:?}", cut(mode)));
            let field = format!("{}.executeHeightMode", folder.field);
            let text = format!("{field} is {stated}: what the heights are above is not known");
            let finding = Finding::undecided(Code::HeightNotStated, text).at(field);
            findings.push(finding.hint("set the height mode in the planner and save again"));
            None
        }
    }
}

/// What the aircraft measures from is what it sees below.
fn note_surface(folder: &Node, findings: &mut Vec<Finding>) {
    let field = format!("{}.executeHeightMode", folder.field);
    let text = "the aircraft follows the surface it sees, roofs and trees too: over those it flies higher above the ground";
    findings.push(Finding::note(Code::HeightNotStated, text).at(field));
}

fn heights(
    height: Option<f64>,
    datum: Option<Datum>,
    placemark: &Node,
    findings: &mut Vec<Finding>,
) -> HeightInterval {
    // A datum that is not known has been found for the whole wayline.
    let Some(datum) = datum else { return HeightInterval::ANY };
    if let Some(height) = height.and_then(|height| Metres::new(height).ok()) {
        return HeightInterval::at(Altitude::new(height, datum));
    }
    let field = &placemark.field;
    let text = format!("{field} states no executeHeight: counts as any height");
    findings.push(Finding::undecided(Code::HeightNotStated, text).at(field.as_str()));
    HeightInterval::ANY
}

fn speed(node: &Node, name: &str, findings: &mut Vec<Finding>) -> Option<f64> {
    let speed = node.number(name, findings);
    plausible(speed, &format!("{}.{name}", node.field), findings)
}

/// Waypoints are flown in the order of their index, which is that of the file.
fn check_index(placemark: &Node, own: u32, findings: &mut Vec<Finding>) {
    if placemark.whole("index", findings) == Some(own) {
        return;
    }
    let text = format!(
        "{} is not numbered {own}: in which order it is flown is not known",
        placemark.field
    );
    findings.push(Finding::undecided(Code::ItemNotCheckable, text).at(placemark.field.as_str()));
}

/// Longitude before latitude, and a third number that should not be there.
pub(super) fn point(
    placemark: &Node,
    findings: &mut Vec<Finding>,
) -> Option<(Position, Option<f64>)> {
    let point = placemark.one("Point", findings);
    let word = point.and_then(|point| point.word("coordinates", findings));
    let Some(word) = word else {
        let text =
            format!("{} has no Point with coordinates: it may fly anywhere", placemark.field);
        let finding = Finding::undecided(Code::ItemNotCheckable, text);
        findings.push(finding.at(placemark.field.as_str()));
        return None;
    };
    let numbers: Vec<f64> =
        word.split(',').map(|part| number(part.trim()).unwrap_or(f64::NAN)).collect();
    let (degrees, third) = match numbers.as_slice() {
        [lon, lat] => ([*lat, *lon], None),
        [lon, lat, third] => ([*lat, *lon], Some(*third)),
        _ => ([f64::NAN; 2], None),
    };
    let field = format!("{}.Point.coordinates", placemark.field);
    position(degrees, &field, findings).map(|position| (position, third))
}

/// The height is stated elsewhere: another one here is a decimal comma, or another planner's idea.
fn doubt_third(
    placemark: &Node,
    third: Option<f64>,
    height: Option<f64>,
    findings: &mut Vec<Finding>,
) {
    if third.is_some_and(|third| third != 0.0 && height.is_none_or(|h| (h - third).abs() > 0.5)) {
        let field = format!("{}.Point.coordinates", placemark.field);
        unreadable(&field, "has a third number that is not the executeHeight", findings);
    }
}

fn turn(placemark: &Node, findings: &mut Vec<Finding>) -> Turn {
    let straight = placemark.word("useStraightLine", findings);
    if !matches!(straight, None | Some("0" | "1")) {
        unreadable(&format!("{}.useStraightLine", placemark.field), "is neither 0 nor 1", findings);
    }
    let straight = straight == Some("1");
    let Some(param) = placemark.one("waypointTurnParam", findings) else {
        unreadable(
            &placemark.field,
            "does not say how it is turned at: counts as a curve",
            findings,
        );
        return Turn::Curve;
    };
    match param.word("waypointTurnMode", findings) {
        Some("toPointAndStopWithDiscontinuityCurvature") => Turn::Stop,
        Some("toPointAndStopWithContinuityCurvature") if straight => Turn::Stop,
        Some("coordinateTurn") => cut_corner(&param, findings),
        Some("toPointAndPassWithContinuityCurvature") if straight => cut_corner(&param, findings),
        Some("toPointAndStopWithContinuityCurvature" | "toPointAndPassWithContinuityCurvature") => {
            Turn::Curve
        }
        other => {
            let mode = cut(other.unwrap_or_default());
            let text = format!(
                "{} has a turn mode that is not known: {mode:?}; counts as a curve",
                param.field
            );
            findings.push(Finding::undecided(Code::CommandUnknown, text).at(param.field));
            Turn::Curve
        }
    }
}

/// The turn lies within the triangle of the waypoint and the points that far before and after it, so no
/// further from the legs than that.
fn cut_corner(param: &Node, findings: &mut Vec<Finding>) -> Turn {
    let distance = param.number("waypointTurnDampingDist", findings).filter(|m| *m >= 0.0);
    if let Some(distance) = distance.and_then(|m| Metres::new(m).ok()) {
        return Turn::Cut(distance);
    }
    let fault = "states no waypointTurnDampingDist: counts as a curve";
    unreadable(&param.field, fault, findings);
    Turn::Curve
}
