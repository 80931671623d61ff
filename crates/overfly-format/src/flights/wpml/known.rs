//! What DJI missions have where: what is read, and what is nothing to the path. Anything else may be how
//! it is flown.
//!
//! From DJI's Cloud API documentation, "DJI WPML".

use overfly_model::{Code, Finding};

use crate::flights::names;
use crate::flights::tree::{Node, join, unreadable};
use crate::xml::Element;

/// What may stand at one place.
pub(super) struct Known {
    /// What is read, or said of it elsewhere.
    read: &'static [&'static str],
    /// What points the camera, sums up what is stated elsewhere, or is for the looks.
    harmless: &'static [&'static str],
}

/// In `Document`.
pub(super) const DOCUMENT: Known = Known {
    read: &["Folder", "Placemark", "missionConfig"],
    harmless: &[
        "Style",
        "StyleMap",
        "author",
        "createTime",
        "description",
        "name",
        "open",
        "updateTime",
        "visibility",
    ],
};
/// In `missionConfig`.
pub(super) const MISSION: Known = Known {
    read: &[
        "autoRerouteInfo",
        "executeRCLostAction",
        "exitOnRCLost",
        "finishAction",
        "flyToWaylineMode",
        "globalRTHHeight",
        "globalTransitionalSpeed",
        "takeOffRefPoint",
        "takeOffRefPointAGLHeight",
        "takeOffSecurityHeight",
    ],
    harmless: &["droneInfo", "payloadInfo", "waylineAvoidLimitAreaMode"],
};
/// In a `Folder`, which is a wayline.
pub(super) const FOLDER: Known = Known {
    read: &[
        "Placemark",
        "autoFlightSpeed",
        "executeHeightMode",
        "realTimeFollowSurfaceByFov",
        "startActionGroup",
        "templateId",
        "waylineId",
    ],
    harmless: &[
        "description",
        "distance",
        "duration",
        "name",
        "open",
        "payloadParam",
        "visibility",
    ],
};
/// In a `Placemark`, which is a waypoint.
pub(super) const PLACEMARK: Known = Known {
    read: &[
        "Point",
        "actionGroup",
        "executeHeight",
        "index",
        "useStraightLine",
        "waypointSpeed",
        "waypointTurnParam",
    ],
    harmless: &[
        "description",
        "gimbalPitchAngle",
        "isRisky",
        "name",
        "quickOrthoMappingPitch",
        "quickOrthoMappingYaw",
        "styleUrl",
        "visibility",
        "waypointGimbalHeadingParam",
        "waypointHeadingParam",
        "waypointWorkType",
    ],
};
/// In `waypointTurnParam`.
pub(super) const TURN: Known =
    Known { read: &["waypointTurnDampingDist", "waypointTurnMode"], harmless: &[] };
/// In an action group. What its actions do is read of each.
pub(super) const GROUP: Known = Known {
    read: &["action", "actionGroupEndIndex", "actionGroupStartIndex", "actionTrigger"],
    harmless: &["actionGroupId", "actionGroupMode"],
};
/// In `autoRerouteInfo`.
pub(super) const REROUTE: Known =
    Known { read: &["missionAutoRerouteMode", "transitionalAutoRerouteMode"], harmless: &[] };

/// Leaves a finding for what stands in `node` and is not known there.
pub(super) fn check(node: &Node, known: &Known, findings: &mut Vec<Finding>) {
    let is_known = |name: &str| known.read.contains(&name) || known.harmless.contains(&name);
    for child in node.element.children.iter().filter(|child| !is_known(&child.name)) {
        let all =
            [DOCUMENT, MISSION, FOLDER, PLACEMARK, TURN, GROUP].map(|known| known.read).concat();
        let fault = match names::like(&child.name, &all) {
            Some(like) if like == child.name => "is not read where it stands".to_owned(),
            Some(like) => format!("is not read; it may stand for {like:?}"),
            None => "is not read: it may bear on the flight".to_owned(),
        };
        unreadable(&join(&node.field, &child.name), &fault, findings);
    }
}

/// Leaves a finding where `root` has waypoints elsewhere than in its waylines.
pub(super) fn doubt_elsewhere(root: &Element, file: &str, findings: &mut Vec<Finding>) {
    let folders = root.all("Document").take(1).flat_map(|document| document.all("Folder"));
    let placemarks: Vec<&Element> = folders.flat_map(|folder| folder.all("Placemark")).collect();
    for name in ["Placemark", "Point", "coordinates", "executeHeight"] {
        let inside: usize = placemarks.iter().map(|placemark| count(placemark, name)).sum();
        let nested = if name == "Placemark" { inside - placemarks.len() } else { 0 };
        if count(root, name) == inside && nested == 0 {
            continue;
        }
        let text = format!(
            "{file} has a {name} elsewhere than in Document, Folder, Placemark: whether it is flown is not known"
        );
        let finding = Finding::undecided(Code::ItemNotCheckable, text).at(file);
        findings.push(finding.hint("save the mission again from its planner"));
        return;
    }
}

/// How many elements of that name there are, `element` among them.
fn count(element: &Element, name: &str) -> usize {
    let inner: usize = element.children.iter().map(|child| count(child, name)).sum();
    inner + usize::from(element.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waypoints_elsewhere_than_in_the_waylines_are_found() {
        let within = "<kml><Document><Folder><Placemark><Point><coordinates/></Point></Placemark>";
        for (text, wanted) in [
            (format!("{within}</Folder></Document></kml>"), 0),
            (format!("{within}<Folder><Placemark/></Folder></Folder></Document></kml>"), 1),
            (format!("{within}</Folder><Document><executeHeight/></Document></Document></kml>"), 1),
            (format!("{within}</Folder></Document><Folder><Point/></Folder></kml>"), 1),
            (format!("{within}</Folder></Document><Document><Placemark/></Document></kml>"), 1),
            ("<kml><Document><Folder><Placemark><a><Placemark/></a></Placemark></Folder></Document></kml>".to_owned(), 1),
        ] {
            let mut findings = Vec::new();
            let root = crate::xml::parse(text.as_bytes()).unwrap();
            doubt_elsewhere(&root, "waylines", &mut findings);
            assert_eq!(findings.len(), wanted, "{text}");
        }
    }
}
