//! Complex items: surveys, corridors, structures and landing patterns, as QGroundControl saves them.

use overfly_model::{Altitude, Code, Datum, Finding, HeightInterval, Metres, Position, geodesy};
use serde_json::Value;

use super::{Object, add_item};
use crate::ReadError;
use crate::flights::route::step::{Action, Lasting, Place, Shape, Stay, Step, Target, Way};
use crate::flights::{MOST, position, too_many};

/// Beyond this, the corner of an offset outline is a needle: not what anybody scans.
const SHARPEST_CORNER: f64 = 20.0;

/// Adds the steps of the complex item in `map`.
pub(super) fn add(
    map: &Object,
    field: &str,
    multirotor: bool,
    steps: &mut Vec<Step>,
    findings: &mut Vec<Finding>,
) -> Result<(), ReadError> {
    let kind = map.get("complexItemType").and_then(Value::as_str).unwrap_or_default();
    match kind {
        "survey" | "CorridorScan" => return add_transects(map, field, multirotor, steps, findings),
        "StructureScan" => steps.extend(structure(map, field, findings)),
        "fwLandingPattern" | "vtolLandingPattern" => steps.extend(landing(map, field, findings)),
        _ => {
            let text = format!(
                "{field} is a complex item {kind:?}, whose path is not known: it may fly anywhere"
            );
            findings.push(Finding::undecided(Code::ItemNotCheckable, text).at(field));
            steps.extend(covered(map, field, Metres::ZERO, HeightInterval::ANY, findings));
        }
    }
    Ok(())
}

/// A survey or corridor carries the items it flies.
fn add_transects(
    map: &Object,
    field: &str,
    multirotor: bool,
    steps: &mut Vec<Step>,
    findings: &mut Vec<Finding>,
) -> Result<(), ReadError> {
    let transects = map.get("TransectStyleComplexItem");
    let flown = transects
        .and_then(|t| t.get("Items"))
        .and_then(Value::as_array)
        .filter(|list| !list.is_empty());
    let Some(flown) = flown else {
        let text = format!(
            "{field} is a survey saved without the items it flies: its outline counts at any height"
        );
        let finding = Finding::undecided(Code::ItemNotCheckable, text)
            .at(format!("{field}.TransectStyleComplexItem.Items"));
        findings.push(finding.hint("open the plan in QGroundControl and save it again"));
        let turn = transects.and_then(|t| t.get("TurnAroundDistance")).and_then(length);
        let width = map.get("CorridorWidth").and_then(length);
        let buffer = turn.unwrap_or_default() + width.unwrap_or_default();
        steps.extend(covered(map, field, buffer, HeightInterval::ANY, findings));
        return Ok(());
    };
    for (number, item) in flown.iter().enumerate() {
        let field = format!("{field}.TransectStyleComplexItem.Items[{number}]");
        // A complex item never stands in another; one that does is not followed.
        if item.get("complexItemType").is_some() {
            let text = format!("{field} is a complex item within another: it may fly anywhere");
            findings.push(Finding::undecided(Code::ItemNotCheckable, text).at(field));
            continue;
        }
        add_item(item, field, multirotor, steps, findings)?;
        if steps.len() > MOST {
            return Err(too_many("mission.items"));
        }
    }
    Ok(())
}

/// A structure scan flies round the outline at the scan distance, layer by layer, relative to home.
///
/// QGroundControl moves each edge outward and lets neighbours meet in a mitre, so a corner of
/// interior angle t lies distance / sin(t / 2) from its vertex: that is the buffer. Where it enters is
/// not saved.
fn structure(map: &Object, field: &str, findings: &mut Vec<Finding>) -> Option<Step> {
    let camera = map.get("CameraCalc");
    let distance = camera.and_then(|c| c.get("DistanceToSurface")).and_then(length);
    if distance.is_none() {
        let text = format!("{field} scans a structure at a distance that is not stated");
        findings.push(
            Finding::undecided(Code::ItemNotCheckable, text)
                .at(format!("{field}.CameraCalc.DistanceToSurface")),
        );
    }
    let stretch =
        outline(map, field, "polygon", findings).map_or(1.0, |ring| sharpest_corner(&ring));
    if stretch > SHARPEST_CORNER {
        let text = format!(
            "{field} scans a structure with a corner too sharp to say how far out the flight turns"
        );
        findings
            .push(Finding::undecided(Code::ItemNotCheckable, text).at(format!("{field}.polygon")));
    }
    let buffer = distance.unwrap_or_default() * stretch.min(SHARPEST_CORNER);
    let heights = structure_heights(map, field, camera, findings);
    covered(map, field, buffer, heights, findings)
}

/// From the lowest to the highest of bottom, top and entrance. Layers of the height of a picture start
/// half a layer inside one end and are rounded up, so they reach less than a layer beyond the other.
fn structure_heights(
    map: &Object,
    field: &str,
    camera: Option<&Value>,
    findings: &mut Vec<Finding>,
) -> HeightInterval {
    let layer = camera.and_then(|c| c.get("AdjustedFootprintFrontal")).and_then(length);
    let stated = ["ScanBottomAlt", "StructureHeight", "EntranceAltitude"].map(|key| {
        let height = map.get(key).and_then(Value::as_f64).and_then(|m| Metres::new(m).ok())?;
        Some(HeightInterval::at(Altitude::new(height, Datum::AboveTakeOff)))
    });
    let (Some(layer), [Some(bottom), Some(top), Some(entrance)]) = (layer, stated) else {
        let text = format!(
            "{field} scans a structure between heights that are not stated: counts as any height"
        );
        findings.push(Finding::undecided(Code::HeightNotStated, text).at(field));
        return HeightInterval::ANY;
    };
    bottom.hull(top).widened(layer).hull(entrance)
}

/// Greatest distance of a mitred corner from its vertex, for an offset of 1.
fn sharpest_corner(ring: &[Position]) -> f64 {
    let corners = ring.len();
    let around = ring.iter().cycle();
    let corner = |((before, at), after): ((&Position, &Position), &Position)| {
        let (_, a) = geodesy::distance_and_course(*at, *before);
        let (_, b) = geodesy::distance_and_course(*at, *after);
        let half = ((a.deg() - b.deg()).to_radians() / 2.0).sin().abs();
        1.0 / half
    };
    let triples = around.clone().zip(around.clone().skip(1)).zip(around.skip(2)).take(corners);
    triples.map(corner).fold(1.0, f64::max)
}

/// A landing pattern: circle (or pass) at the approach point, then fly to the ground at the landing point.
fn landing(map: &Object, field: &str, findings: &mut Vec<Finding>) -> Vec<Step> {
    let step = |action| Step { action, jump_id: None, field: field.to_owned() };
    let approach_key = if map.contains_key("landingApproachCoordinate") {
        "landingApproachCoordinate"
    } else {
        "loiterCoordinate"
    };
    let approach = coordinate(map, field, approach_key, findings);
    let land = coordinate(map, field, "landCoordinate", findings);
    let mut steps = vec![step(Action::WayBack)];
    // The approach may have a speed of its own.
    if map.get("useDoChangeSpeed").is_some_and(|v| v == true) {
        steps.push(step(Action::Speed(map.get("finalApproachSpeed").and_then(Value::as_f64))));
    }
    steps.extend(approach.map(|(place, height)| {
        let (radius, stay) = approach_circle(map, field, findings);
        let heights =
            over(map, height, &["altitudesAreRelative", "loiterAltitudeRelative"], field, findings);
        step(Action::Go(Target { place, radius, heights, way: Way::Straight, stay }))
    }));
    steps.extend(land.map(|(place, height)| {
        let keys = ["altitudesAreRelative", "landAltitudeRelative", "landingAltitudeRelative"];
        let upper = over(map, height, &keys, field, findings).upper;
        let heights = HeightInterval { lower: None, upper };
        step(Action::Go(Target {
            place,
            radius: Metres::ZERO,
            heights,
            way: Way::ToGround,
            stay: Stay::Not,
        }))
    }));
    steps
}

fn approach_circle(map: &Object, field: &str, findings: &mut Vec<Finding>) -> (Metres, Stay) {
    if map.get("useLoiterToAlt").is_some_and(|v| v == false) {
        return (Metres::ZERO, Stay::Not);
    }
    let radius = map.get("loiterRadius").and_then(length).unwrap_or_else(|| {
        let text = format!("{field} circles before landing at a radius that is not stated");
        findings.push(
            Finding::undecided(Code::ItemNotCheckable, text).at(format!("{field}.loiterRadius")),
        );
        Metres::ZERO
    });
    (radius, Stay::Circle(Lasting::Seconds(None)))
}

/// The height over the datum that the first key present says: relative to home, or above sea level.
fn over(
    map: &Object,
    height: Option<Metres>,
    keys: &[&str],
    field: &str,
    findings: &mut Vec<Finding>,
) -> HeightInterval {
    let relative = keys.iter().find_map(|key| map.get(*key)?.as_bool());
    let Some((height, relative)) = height.zip(relative) else {
        let text = format!(
            "{field} lands from a height that is not stated, or over no datum: counts as any height"
        );
        findings.push(Finding::undecided(Code::HeightNotStated, text).at(field));
        return HeightInterval::ANY;
    };
    let datum = if relative { Datum::AboveTakeOff } else { Datum::Amsl };
    HeightInterval::at(Altitude::new(height, datum))
}

/// Latitude, longitude and height at `key`; `None` with a finding when there is no position.
fn coordinate(
    map: &Object,
    field: &str,
    key: &str,
    findings: &mut Vec<Finding>,
) -> Option<(Place, Option<Metres>)> {
    let number = |at: usize| map.get(key)?.get(at)?.as_f64();
    let lat_lon = [number(0).unwrap_or(f64::NAN), number(1).unwrap_or(f64::NAN)];
    let position = position(lat_lon, &format!("{field}.{key}"), findings)?;
    Some((Place::At(position), number(2).and_then(|m| Metres::new(m).ok())))
}

/// A step that flies anywhere within the item's outline or along its line, grown by `buffer`.
fn covered(
    map: &Object,
    field: &str,
    buffer: Metres,
    heights: HeightInterval,
    findings: &mut Vec<Finding>,
) -> Option<Step> {
    let closed = map.contains_key("polygon");
    let vertices = outline(map, field, if closed { "polygon" } else { "polyline" }, findings)?;
    let target = Target::covering(Shape { vertices, closed, buffer }, heights)?;
    Some(Step { action: Action::Go(target), jump_id: None, field: field.to_owned() })
}

/// The vertices at `key`; those that cannot be read leave a finding. `None` when there are none.
fn outline(
    map: &Object,
    field: &str,
    key: &str,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Position>> {
    let points = map.get(key)?.as_array()?;
    let vertex = |(number, point): (usize, &Value)| {
        let coordinate = |at: usize| point.get(at).and_then(Value::as_f64).unwrap_or(f64::NAN);
        position([coordinate(0), coordinate(1)], &format!("{field}.{key}[{number}]"), findings)
    };
    let vertices: Vec<Position> = points.iter().take(MOST).enumerate().filter_map(vertex).collect();
    (!vertices.is_empty()).then_some(vertices)
}

/// A length of zero or more.
fn length(value: &Value) -> Option<Metres> {
    value.as_f64().filter(|m| *m >= 0.0).and_then(|m| Metres::new(m).ok())
}
