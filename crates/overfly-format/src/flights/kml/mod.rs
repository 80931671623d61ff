//! KML (OGC 07-147r2 and Google's `gx` extension) as a flight: lines are legs, polygons are areas,
//! points are holds.
//!
//! Longitude stands before latitude. What the file draws is flown in its order, straight from each to
//! the next. Nothing it links to is fetched. docs/formats/kml-flight.md has the rest.

mod geometry;
mod heights;
mod known;
mod properties;

use overfly_model::{Code, Finding, Flight, Position, Reading};

use self::geometry::Times;
use super::WANTED;
use super::drawn::Drawn;
use super::geojson::properties::{Local, Whole};
use super::route::step::{Action, Step};
use super::tree::Node;
use crate::ReadError;
use crate::xml::Element;

/// What KML calls a feature.
const FEATURES: [&str; 8] = [
    "Document",
    "Folder",
    "GroundOverlay",
    "NetworkLink",
    "PhotoOverlay",
    "Placemark",
    "ScreenOverlay",
    "Tour",
];

/// Reads the flight drawn in `root`.
pub(super) fn read(root: &Element) -> Result<Reading<Flight>, ReadError> {
    let mut reader = Reader::default();
    reader.doubt_dji(root);
    if root.name == "kml" {
        reader.container(&Node::root(root, ""), &Local::default())?;
    } else if FEATURES.contains(&root.name.as_str()) {
        reader.feature(&Node::root(root, &root.name), &Local::default())?;
    } else {
        let what = match root.name.as_str() {
            "gpx" => "a GPX file",
            "html" => "an HTML page",
            _ => "XML, but not KML",
        };
        return Err(ReadError::SomethingElse { what, wanted: WANTED });
    }
    Ok(reader.finish())
}

#[derive(Default)]
struct Reader {
    whole: Whole,
    steps: Vec<Step>,
    findings: Vec<Finding>,
    vertices: usize,
    start: Option<Position>,
    times: Times,
    /// Whether it is a mission of DJI's, and no drawing.
    is_dji: bool,
    /// Whether the note on lines above the ground has been left.
    is_said_of_lines: bool,
}

impl Reader {
    /// What stands in the root, a document or a folder, in order.
    fn container(&mut self, node: &Node, common: &Local) -> Result<(), ReadError> {
        let properties = self.properties(node, common);
        self.note_time(node);
        self.check_feature(node, |name| FEATURES.contains(&name) || name == "NetworkLinkControl");
        for child in node.children() {
            if FEATURES.contains(&child.name()) {
                self.feature(&child, &properties)?;
            } else if child.name() == "NetworkLinkControl" {
                self.not_checkable(&child, "changes another file");
            } else if child.element.holds(&["coordinates", "coord"]) {
                self.not_checkable(&child, "is no part of KML, and has coordinates");
            }
        }
        Ok(())
    }

    fn feature(&mut self, node: &Node, common: &Local) -> Result<(), ReadError> {
        match node.name() {
            "Document" | "Folder" => self.container(node, common)?,
            "Placemark" => self.placemark(node, common)?,
            "NetworkLink" => {
                self.not_checkable(node, "links to another file, which is never fetched");
            }
            "GroundOverlay" | "ScreenOverlay" => {
                let text = format!("{} is a picture: it is not flown", node.field);
                let finding = Finding::note(Code::PlanPartIgnored, text);
                self.findings.push(finding.at(node.field.as_str()));
            }
            _ => self.not_checkable(node, "is neither line, area nor point"),
        }
        Ok(())
    }

    fn placemark(&mut self, node: &Node, common: &Local) -> Result<(), ReadError> {
        let properties = self.properties(node, common);
        self.note_time(node);
        self.check_feature(node, |name| geometry::KINDS.contains(&name));
        let mut drawn = false;
        for child in node.children() {
            if geometry::KINDS.contains(&child.name()) {
                drawn = true;
                self.geometry(&child, &properties)?;
            } else if child.element.holds(&["coordinates", "coord"]) {
                drawn = true;
                self.not_checkable(&child, "is no geometry of KML, and has coordinates");
            }
        }
        if !drawn {
            self.not_checkable(node, "has no geometry");
        }
        Ok(())
    }

    /// A time on a feature may be when it was drawn, or shown: it is not read as a departure.
    fn note_time(&mut self, node: &Node) {
        let times = ["TimeStamp", "TimeSpan"];
        if let Some(time) = node.children().iter().find(|child| times.contains(&child.name())) {
            let text = format!("{} says when something is shown, not when it is flown", time.field);
            let finding = Finding::note(Code::PlanPartIgnored, text).at(time.field.as_str());
            self.findings.push(
                finding.hint(
                    "state the departure with --depart, or give \"depart\" in the ExtendedData",
                ),
            );
        }
    }

    fn not_checkable(&mut self, node: &Node, fault: &str) {
        let text = format!("{} {fault}: it may be flown anywhere", node.field);
        let finding = Finding::undecided(Code::ItemNotCheckable, text).at(node.field.as_str());
        self.findings.push(
            finding.hint("draw the route with lines, areas and points, and leave the rest out"),
        );
    }

    fn push(&mut self, action: Action, field: &str) {
        self.steps.push(Step { action, jump_id: None, field: field.to_owned() });
    }

    fn finish(self) -> Reading<Flight> {
        let Self { whole, steps, mut findings, start, times, .. } = self;
        let whole = times.join(whole, &mut findings);
        let home_hint = "give \"home\" as [lon, lat] in the ExtendedData";
        Drawn { format: "KML", whole, steps, findings, start, home_hint }.into_reading()
    }
}
