//! Geometries of KML as steps.

use jiff::Timestamp;
use overfly_model::{Code, Datum, Finding, HeightInterval, Metres, Position};

use super::Reader;
use super::heights::{Mode, at, is_on_ground};
use crate::ReadError;
use crate::flights::geojson::geometry::lies_in;
use crate::flights::geojson::properties::{Local, Whole};
use crate::flights::geojson::source::instant;
use crate::flights::route::step::{Action, Lasting, Place, Shape, Stay, Target, Way};
use crate::flights::tree::{Node, cut, number};
use crate::flights::{MOST, position, too_many};

/// The geometries of KML.
pub(super) const KINDS: [&str; 8] = [
    "LineString",
    "LinearRing",
    "Model",
    "MultiGeometry",
    "MultiTrack",
    "Point",
    "Polygon",
    "Track",
];

/// A position and its third number.
type Vertex = (Position, Option<f64>);

/// The times of the tracks.
#[derive(Default)]
pub(super) struct Times {
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    /// Whether something is drawn that has no times.
    untimed: bool,
}

impl Times {
    fn add(&mut self, times: Option<(Timestamp, Timestamp)>) {
        let Some((from, until)) = times else {
            self.untimed = true;
            return;
        };
        self.from = Some(self.from.map_or(from, |known| known.min(from)));
        self.until = Some(self.until.map_or(until, |known| known.max(until)));
    }

    /// `whole` with the departure and duration of the tracks, where they are all there is. Who states where
    /// the flight takes off says that it takes off before the track begins.
    pub(super) fn join(&self, mut whole: Whole, findings: &mut Vec<Finding>) -> Whole {
        if let (Some(from), Some(until), false) = (self.from, self.until, self.untimed)
            && !whole.has_home()
        {
            whole.join(Whole::lasting(from, until), "the track", findings);
        }
        whole
    }
}

impl Reader {
    pub(super) fn geometry(&mut self, node: &Node, properties: &Local) -> Result<(), ReadError> {
        if let Some(speed) = properties.speed {
            self.push(Action::Speed(Some(speed)), &node.field);
        }
        self.check_geometry(node);
        match node.name() {
            "MultiGeometry" | "MultiTrack" => return self.members(node, properties),
            "Track" => return self.track(node, properties),
            "Point" => self.point(node, properties)?,
            "LineString" | "LinearRing" => self.line(node, properties)?,
            "Polygon" => self.polygon(node, properties)?,
            _ => self.not_checkable(node, "is neither line, area nor point"),
        }
        self.times.add(None);
        Ok(())
    }

    fn members(&mut self, node: &Node, properties: &Local) -> Result<(), ReadError> {
        let mut empty = true;
        for child in node.children() {
            if KINDS.contains(&child.name()) {
                empty = false;
                self.geometry(&child, properties)?;
            } else if child.element.holds(&["coordinates", "coord"]) {
                self.not_checkable(&child, "is no geometry of KML, and has coordinates");
            }
        }
        if empty {
            self.not_checkable(node, "has no geometry");
        }
        Ok(())
    }

    fn point(&mut self, node: &Node, properties: &Local) -> Result<(), ReadError> {
        let vertices = self.coordinates(node)?;
        if vertices.len() > 1 {
            self.not_checkable(node, "is a point at several places");
        }
        let thirds = thirds(&vertices);
        let mode = self.mode(node);
        let (radius, stay, heights) = if let Some(radius) = properties.radius {
            let heights = self.area_heights(&thirds, mode, node, properties);
            (radius, Stay::Circle(Lasting::Seconds(None)), heights)
        } else {
            let heights = self.heights(&thirds, mode, node, properties.heights);
            (Metres::ZERO, Stay::Hold(None), heights)
        };
        for (position, _) in vertices {
            if properties.radius.is_none() {
                self.start.get_or_insert(position);
            }
            let target = Target { radius, stay: stay.clone(), ..passing(position, heights) };
            self.push(Action::Go(target), &node.field);
        }
        Ok(())
    }

    fn line(&mut self, node: &Node, properties: &Local) -> Result<(), ReadError> {
        let mut vertices = self.coordinates(node)?;
        if node.name() == "LinearRing" && vertices.first() != vertices.last() {
            vertices.extend(vertices.first().copied());
        }
        let mode = self.mode(node);
        self.path(node, &vertices, mode, properties);
        Ok(())
    }

    /// Legs from vertex to vertex.
    fn path(&mut self, node: &Node, vertices: &[Vertex], mode: Mode, properties: &Local) {
        let thirds = thirds(vertices);
        let datum = if let Mode::Above(datum) = mode { Some(datum) } else { None };
        let own = datum.filter(|_| !thirds.contains(&None) && !is_on_ground(&thirds));
        // One finding for a line without any height, not one for each vertex.
        let common = match own {
            Some(_) => None,
            None => Some(self.heights(&thirds, mode, node, properties.heights)),
        };
        if own == Some(Datum::Agl) && vertices.len() > 1 {
            self.note_held_all_along(node);
        }
        for (position, third) in vertices {
            self.start.get_or_insert(*position);
            let stated = own.zip(*third).and_then(|(datum, third)| at(third, datum));
            let stated = stated.into_iter().chain(properties.heights).reduce(HeightInterval::hull);
            let heights = common.or(stated).unwrap_or(HeightInterval::ANY);
            let radius = properties.radius.unwrap_or_default();
            let target = Target { radius, ..passing(*position, heights) };
            self.push(Action::Go(target), &node.field);
        }
    }

    /// The area within the outer boundary. The aircraft may fly in the holes, too.
    fn polygon(&mut self, node: &Node, properties: &Local) -> Result<(), ReadError> {
        let mode = self.mode(node);
        let outer = node.one("outerBoundaryIs", &mut self.findings);
        let Some(outer) = outer.and_then(|outer| outer.one("LinearRing", &mut self.findings))
        else {
            self.not_checkable(node, "is an area without an outer boundary");
            return Ok(());
        };
        let Some(area) = self.area(&outer, node, mode, properties)? else { return Ok(()) };
        self.push(Action::Go(area.clone()), &outer.field);
        for inner in node.all("innerBoundaryIs").iter().flat_map(|inner| inner.all("LinearRing")) {
            let text = format!("{} is a hole: the flight counts as going into it", inner.field);
            let finding = Finding::note(Code::HoleIgnored, text);
            self.findings.push(finding.at(inner.field.as_str()));
            let Some(hole) = self.area(&inner, node, mode, properties)? else { continue };
            if !hole.ring().iter().all(|vertex| lies_in(*vertex, area.ring())) {
                self.push(Action::Go(hole), &inner.field);
            }
        }
        Ok(())
    }

    /// From the ground up to the highest vertex of a ring: an area is drawn at its top.
    fn area(
        &mut self,
        ring: &Node,
        polygon: &Node,
        mode: Mode,
        properties: &Local,
    ) -> Result<Option<Target>, ReadError> {
        let vertices = self.coordinates(ring)?;
        let thirds = thirds(&vertices);
        // What a ring says of its own counts for rings that stand alone.
        let own = ring.element.holds(&["altitudeMode", "altitudeOffset"]);
        let own = if own { self.mode(ring) } else { mode };
        let mode = if own == mode { mode } else { Mode::Unknown("has a ring with other heights") };
        let heights = self.area_heights(&thirds, mode, polygon, properties);
        let mut vertices: Vec<Position> =
            vertices.into_iter().map(|(position, _)| position).collect();
        if vertices.len() > 1 && vertices.first() == vertices.last() {
            vertices.pop();
        }
        let shape = Shape { vertices, closed: true, buffer: properties.radius.unwrap_or_default() };
        Ok(Target::covering(shape, heights))
    }

    /// A track: positions, each with a time.
    fn track(&mut self, node: &Node, properties: &Local) -> Result<(), ReadError> {
        let mut vertices = Vec::new();
        for coord in node.all("coord") {
            let parts: Vec<&str> = coord.text(&mut self.findings).split_whitespace().collect();
            vertices.extend(self.vertex(&parts, &coord.field)?);
        }
        if vertices.is_empty() {
            self.not_checkable(node, "is a track without positions");
        }
        let mode = self.mode(node);
        self.path(node, &vertices, mode, properties);
        let times = self.track_times(node);
        self.times.add(times);
        Ok(())
    }

    fn track_times(&mut self, node: &Node) -> Option<(Timestamp, Timestamp)> {
        let whens = node.all("when");
        let times: Option<Vec<Timestamp>> =
            whens.iter().map(|when| instant(when.text(&mut self.findings))).collect();
        let times = times
            .filter(|times| times.len() == node.element.all("coord").count() && times.is_sorted());
        if times.is_none() {
            let text = format!("{} has no readable time for each position, in order", node.field);
            let finding = Finding::note(Code::PlanFieldUnreadable, text);
            self.findings.push(finding.at(node.field.as_str()));
        }
        let times = times?;
        times.first().copied().zip(times.last().copied())
    }

    /// The vertices of a geometry. One that cannot be read leaves a finding, and the line goes on past it.
    fn coordinates(&mut self, node: &Node) -> Result<Vec<Vertex>, ReadError> {
        let text = node.word("coordinates", &mut self.findings).unwrap_or_default();
        let field = format!("{}.coordinates", node.field);
        let mut vertices = Vec::new();
        if has_spaces(text) {
            let text = format!("{field} has spaces next to its commas: where it lies is not known");
            let finding = Finding::undecided(Code::PositionUnreadable, text).at(field);
            self.findings.push(finding.hint("write longitude,latitude,height without spaces"));
            return Ok(vertices);
        }
        for (number, tuple) in text.split_whitespace().enumerate() {
            let parts: Vec<&str> = tuple.split(',').collect();
            vertices.extend(self.vertex(&parts, &format!("{field}[{number}]"))?);
        }
        if text.is_empty() {
            self.not_checkable(node, "has no coordinates");
        }
        Ok(vertices)
    }

    fn vertex(&mut self, parts: &[&str], field: &str) -> Result<Option<Vertex>, ReadError> {
        self.vertices += 1;
        if self.vertices > MOST {
            return Err(too_many(field));
        }
        let numbers: Vec<Option<f64>> = parts.iter().map(|part| number(part)).collect();
        let (lon, lat, third) = match numbers.as_slice() {
            [Some(lon), Some(lat)] => (*lon, *lat, None),
            [Some(lon), Some(lat), Some(third)] => (*lon, *lat, Some(*third)),
            _ => {
                let shown = cut(&parts.join(","));
                let text =
                    format!("{field} is {shown:?}, not longitude,latitude,height without spaces");
                self.findings.push(Finding::undecided(Code::PositionUnreadable, text).at(field));
                return Ok(None);
            }
        };
        Ok(position([lat, lon], field, &mut self.findings).map(|position| (position, third)))
    }
}

/// Whether a comma has white space next to it: then where one position ends is anybody's guess.
fn has_spaces(coordinates: &str) -> bool {
    let is_space = |byte: u8| byte.is_ascii_whitespace();
    let pairs = coordinates.as_bytes().windows(2);
    pairs.into_iter().any(|pair| match pair {
        [b',', after] => is_space(*after),
        [before, b','] => is_space(*before),
        _ => false,
    })
}

fn thirds(vertices: &[Vertex]) -> Vec<Option<f64>> {
    vertices.iter().map(|(_, third)| *third).collect()
}

fn passing(position: Position, heights: HeightInterval) -> Target {
    Target {
        place: Place::At(position),
        radius: Metres::ZERO,
        beyond: Metres::ZERO,
        heights,
        way: Way::Straight,
        stay: Stay::Not,
    }
}
