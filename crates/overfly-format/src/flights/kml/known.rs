//! What may stand in a drawing without bearing on the flight; and drawings that are missions of DJI's.

use overfly_model::{Code, Finding};

use super::{Reader, geometry};
use crate::flights::tree::{Node, unreadable};
use crate::xml::Element;

/// What a document, a folder or a placemark may have that is nothing to the path: names, looks and views.
const OF_FEATURES: [&str; 27] = [
    "AddressDetails",
    "Camera",
    "Carousel",
    "CascadingStyle",
    "ExtendedData",
    "LookAt",
    "Region",
    "Schema",
    "Snippet",
    "Style",
    "StyleMap",
    "TimeSpan",
    "TimeStamp",
    "address",
    "author",
    "balloonVisibility",
    "contributor",
    "description",
    "displayMode",
    "id",
    "link",
    "name",
    "open",
    "phoneNumber",
    "snippet",
    "styleUrl",
    "visibility",
];
/// What a geometry may have that is nothing to the path, or is read.
const OF_GEOMETRIES: [&str; 9] = [
    "altitudeMode",
    "altitudeOffset",
    "angles",
    "coordinates",
    "drawOrder",
    "extrude",
    "innerBoundaryIs",
    "outerBoundaryIs",
    "tessellate",
];
/// The same of tracks.
const OF_TRACKS: [&str; 9] = [
    "ExtendedData",
    "altitudeMode",
    "altitudeOffset",
    "angles",
    "coord",
    "drawOrder",
    "extrude",
    "tessellate",
    "when",
];
/// What may stand in a collection beside its members. Each has heights of its own.
const OF_COLLECTIONS: [&str; 3] = ["drawOrder", "extrude", "interpolate"];

/// What to do about them.
pub(super) const EXPORT: &str = "export the mission as .kmz from DJI Pilot 2 or FlightHub 2";

/// What the missions of DJI Pilot and GS Pro state in `ExtendedData`, among others.
const OF_DJI: [&str; 12] = [
    "actionOnFinish",
    "actions",
    "autoFlightSpeed",
    "cornerRadius",
    "droneHeight",
    "droneInfo",
    "pointType",
    "stationType",
    "turnMode",
    "useAbsolute",
    "useWaylineAltitude",
    "waypointType",
];

impl Reader {
    /// Leaves a finding for what stands in a feature and is not known there. `is_read` = read elsewhere.
    pub(super) fn check_feature(&mut self, node: &Node, is_read: impl Fn(&str) -> bool) {
        self.check(node, |name| OF_FEATURES.contains(&name) || is_read(name));
    }

    /// The same for a geometry.
    pub(super) fn check_geometry(&mut self, node: &Node) {
        match node.name() {
            "Track" => {
                self.check(node, |name| OF_TRACKS.contains(&name));
                self.check_track_data(node);
            }
            "MultiGeometry" | "MultiTrack" => self.check(node, |name| {
                OF_COLLECTIONS.contains(&name) || geometry::KINDS.contains(&name)
            }),
            "Model" => {}
            _ => {
                self.check(node, |name| OF_GEOMETRIES.contains(&name));
                let sides = ["outerBoundaryIs", "innerBoundaryIs"].map(|name| node.all(name));
                for side in sides.iter().flatten() {
                    self.check(side, |name| name == "LinearRing");
                    for ring in side.all("LinearRing") {
                        self.check(&ring, |name| OF_GEOMETRIES.contains(&name));
                    }
                }
            }
        }
    }

    fn check(&mut self, node: &Node, is_known: impl Fn(&str) -> bool) {
        for child in node.children() {
            // What has coordinates has been found.
            if !is_known(child.name()) && !child.element.holds(&["coordinates", "coord"]) {
                unreadable(
                    &child.field,
                    "is not read: it may bear on the flight",
                    &mut self.findings,
                );
            }
        }
    }

    /// A track may list what was measured at each point, but nothing of how it is to be flown.
    fn check_track_data(&mut self, track: &Node) {
        for data in track.all("ExtendedData") {
            let children = data.children();
            let mut inner = children.iter().flat_map(|schema| schema.element.children.iter());
            let measured = |element: &Element| element.name == "SimpleArrayData";
            if children.iter().any(|child| child.name() != "SchemaData") || !inner.all(measured) {
                unreadable(
                    &data.field,
                    "stands in a track, where it is not read",
                    &mut self.findings,
                );
            }
        }
    }

    /// Leaves the finding that a mission of DJI Pilot or GS Pro needs, if `root` is one: it looks like a
    /// drawing, but measures heights from elsewhere, and has curves and actions of its own.
    pub(super) fn doubt_dji(&mut self, root: &Element) {
        self.is_dji = is_dji(root, false);
        if self.is_dji {
            let text = "the file is a mission of DJI Pilot or GS Pro: its heights, curves and actions are not those of a drawing";
            let finding = Finding::undecided(Code::ItemNotCheckable, text).at("ExtendedData");
            self.findings.push(finding.hint(EXPORT));
        }
    }
}

/// Whether `element` or anything in it names DJI's namespace, or has its elements in `ExtendedData`.
fn is_dji(element: &Element, in_data: bool) -> bool {
    let named = |value: &str| value.trim_start_matches("http://").starts_with("www.dji.com");
    let in_data = in_data || element.name == "ExtendedData";
    element.attributes.iter().any(|(_, value)| named(value))
        || in_data && OF_DJI.contains(&element.name.as_str())
        || element.children.iter().any(|child| is_dji(child, in_data))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mission_of_dji_is_known_by_its_namespace_or_its_elements() {
        for (text, wanted) in [
            ("<kml xmlns:mis='www.dji.com'/>", true),
            ("<kml xmlns:w='http://www.dji.com/wpmz/1.0.6'/>", true),
            ("<kml><a><ExtendedData><b><turnMode/></b></ExtendedData></a></kml>", true),
            ("<kml><turnMode/><ExtendedData/></kml>", false),
            ("<kml xmlns='http://www.opengis.net/kml/2.2'/>", false),
        ] {
            let root = crate::xml::parse(text.as_bytes()).unwrap();
            assert_eq!(is_dji(&root, false), wanted, "{text}");
        }
    }
}
