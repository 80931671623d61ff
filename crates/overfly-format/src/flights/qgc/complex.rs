//! Complex items: surveys, corridors, structures and landing patterns, as QGroundControl saves them.

use core::ops::RangeInclusive;

use overfly_model::{Altitude, Code, Datum, Finding, HeightInterval, Metres, Position, geodesy};
use serde_json::Value;

use super::{Object, Reader};
use crate::ReadError;
use crate::flights::mavlink::LOITER_OWN_RADIUS;
use crate::flights::position;
use crate::flights::route::plausible;
use crate::flights::route::step::{Action, Lasting, Place, Shape, Stay, Step, Target, Way, middle};

/// Beyond this, the corner of an offset outline is a needle: not what anybody scans.
const SHARPEST_CORNER: f64 = 20.0;

/// How far the middle of the items flown may lie from the middle of a small outline.
const OUTLINE_DOUBT: Metres = Metres::whole(100);

/// Adds the steps of the complex item in `map`.
pub(super) fn add(reader: &mut Reader, map: &Object, field: &str) -> Result<(), ReadError> {
    let mut item = Complex { reader, map, field };
    match map.get("complexItemType").and_then(Value::as_str) {
        Some("survey") => item.check_version(2..=5).transects(),
        Some("CorridorScan") => item.check_version(2..=2).transects(),
        Some("StructureScan") => item.check_version(3..=3).structure(),
        Some("fwLandingPattern") => item.check_version(1..=2).landing(),
        Some("vtolLandingPattern") => item.check_version(1..=1).landing(),
        kind => item.unknown(kind.unwrap_or("of no type")),
    }
}

/// A complex item being read.
struct Complex<'a> {
    reader: &'a mut Reader,
    map: &'a Object,
    field: &'a str,
}

impl Complex<'_> {
    fn check_version(&mut self, known: RangeInclusive<i64>) -> &mut Self {
        self.reader.check_version(self.map, &format!("{}.version", self.field), known);
        self
    }

    fn unknown(&mut self, kind: &str) -> Result<(), ReadError> {
        self.undecided(
            "",
            &format!("is a complex item {kind:?}, whose path is not known: it may fly anywhere"),
        );
        let outline = self.outline()?;
        self.cover(outline, Metres::ZERO, HeightInterval::ANY)
    }

    /// A survey or corridor carries the items it flies.
    fn transects(&mut self) -> Result<(), ReadError> {
        let transects = self.map.get("TransectStyleComplexItem");
        let flown = transects
            .and_then(|t| t.get("Items"))
            .and_then(Value::as_array)
            .filter(|list| !list.is_empty());
        let Some(flown) = flown else {
            return self.transects_without_items(transects);
        };
        // The oldest have no version.
        if let Some(Value::Object(map)) = transects.filter(|t| t.get("version").is_some()) {
            let field = format!("{}.TransectStyleComplexItem.version", self.field);
            self.reader.check_version(map, &field, 1..=2);
        }
        let before = self.reader.steps.len();
        for (number, item) in flown.iter().enumerate() {
            self.reader
                .simple(item, format!("{}.TransectStyleComplexItem.Items[{number}]", self.field))?;
        }
        self.check_place(before, transects)
    }

    /// The items flown, from step `before` on, lie about where the outline does. Else one of the two is
    /// stale, and nobody knows which.
    fn check_place(&mut self, before: usize, transects: Option<&Value>) -> Result<(), ReadError> {
        let steps = self.reader.steps.iter().skip(before);
        let flown = steps.filter_map(|step| match &step.action {
            Action::Go(Target { place: Place::At(position), .. }) => Some(*position),
            _ => None,
        });
        let Some(flown) = middle(&flown.collect::<Vec<_>>()) else {
            return self.transects_without_items(transects);
        };
        let outline = self.outline()?;
        let Some(middle) = middle(&outline) else { return Ok(()) };
        let reach = outline.iter().map(|vertex| geodesy::distance(middle, *vertex));
        if geodesy::distance(middle, flown) <= reach.fold(OUTLINE_DOUBT, Metres::max) {
            return Ok(());
        }
        self.undecided(
            "",
            "flies items far from its outline: its outline counts too, at any height",
        );
        self.cover(outline, Metres::ZERO, HeightInterval::ANY)
    }

    fn transects_without_items(&mut self, transects: Option<&Value>) -> Result<(), ReadError> {
        let text = format!(
            "{} is a survey saved without the items it flies: its outline counts at any height",
            self.field
        );
        let finding = Finding::undecided(Code::ItemNotCheckable, text);
        let finding = finding.at(format!("{}.TransectStyleComplexItem.Items", self.field));
        self.reader
            .findings
            .push(finding.hint("open the plan in QGroundControl and save it again"));
        let turn = transects.and_then(|t| t.get("TurnAroundDistance")).and_then(length);
        let width = self.map.get("CorridorWidth").and_then(length);
        let outline = self.outline()?;
        self.cover(
            outline,
            turn.unwrap_or_default() + width.unwrap_or_default(),
            HeightInterval::ANY,
        )
    }

    /// A structure scan flies round the outline at the scan distance, layer by layer, relative to home.
    ///
    /// QGroundControl moves each edge outward and lets neighbours meet in a mitre, so a corner of
    /// interior angle t lies distance / sin(t / 2) from its vertex: that is the buffer. Where it enters
    /// is not saved.
    fn structure(&mut self) -> Result<(), ReadError> {
        let distance = self.camera("DistanceToSurface");
        if distance.is_none() {
            self.undecided(
                ".CameraCalc.DistanceToSurface",
                "scans a structure at a distance that is not stated",
            );
        }
        let outline = self.outline()?;
        let stretch = sharpest_corner(&outline);
        if stretch > SHARPEST_CORNER {
            self.undecided(
                ".polygon",
                "scans a structure with a corner too sharp to say how far out it is flown",
            );
        }
        let buffer = distance.unwrap_or_default() * stretch.min(SHARPEST_CORNER);
        let heights = self.structure_heights();
        self.cover(outline, buffer, heights)
    }

    /// The hull of bottom, top, entrance, and the last layer flown: layers begin half a layer inside
    /// one end and may reach beyond the other.
    fn structure_heights(&mut self) -> HeightInterval {
        self.stated_structure_heights().unwrap_or_else(|| {
            let text = format!(
                "{} scans a structure between heights that are not stated: counts as any height",
                self.field
            );
            self.reader
                .findings
                .push(Finding::undecided(Code::HeightNotStated, text).at(self.field));
            HeightInterval::ANY
        })
    }

    fn stated_structure_heights(&self) -> Option<HeightInterval> {
        let number = |key: &str| self.map.get(key).and_then(Value::as_f64);
        let (bottom, top) = (number("ScanBottomAlt")?, number("StructureHeight")?);
        let deep =
            self.camera("AdjustedFootprintFrontal")?.value() * (number("Layers")? - 0.5).max(0.0);
        let from_top = self.map.get("StartFromTop").and_then(Value::as_bool);
        let lowest = if from_top == Some(false) { bottom } else { top - deep };
        let highest = if from_top == Some(true) { top } else { bottom + deep };
        let at = |height: f64| {
            Some(HeightInterval::at(Altitude::new(Metres::new(height).ok()?, Datum::AboveTakeOff)))
        };
        let ends = [bottom, top, number("EntranceAltitude")?, lowest, highest].map(at);
        ends.into_iter().reduce(|a, b| Some(a?.hull(b?))).flatten()
    }

    /// A landing pattern: circle (or pass) at the approach point, then fly to the ground at the landing
    /// point. The autopilot may begin it from anywhere.
    fn landing(&mut self) -> Result<(), ReadError> {
        self.push(Action::WayBack)?;
        if self.map.get("useDoChangeSpeed").is_some_and(|own| own == true) {
            let field = format!("{}.finalApproachSpeed", self.field);
            let stated = self.map.get("finalApproachSpeed").and_then(Value::as_f64);
            let speed = plausible(stated, &field, &mut self.reader.findings);
            self.push(Action::Speed(speed))?;
        }
        self.approach()?;
        let Some((place, height)) = self.coordinate("landCoordinate") else { return Ok(()) };
        let heights = HeightInterval { lower: None, ..self.over(height) };
        self.push(Action::Go(Target {
            place,
            radius: Metres::ZERO,
            beyond: Metres::ZERO,
            heights,
            way: Way::ToGround,
            stay: Stay::Not,
        }))
    }

    fn approach(&mut self) -> Result<(), ReadError> {
        // Older plans call it the loiter.
        let new = self.map.contains_key("landingApproachCoordinate");
        let key = if new { "landingApproachCoordinate" } else { "loiterCoordinate" };
        let Some((place, height)) = self.coordinate(key) else { return Ok(()) };
        let heights = self.over(height);
        let straight = self.map.get("useLoiterToAlt").is_some_and(|circles| circles == false);
        let (radius, stay) = if straight {
            (Metres::ZERO, Stay::Not)
        } else {
            (self.loiter_radius(), Stay::Circle(Lasting::Seconds(None)))
        };
        let beyond = Metres::ZERO;
        self.push(Action::Go(Target { place, radius, beyond, heights, way: Way::Straight, stay }))
    }

    fn loiter_radius(&mut self) -> Metres {
        let stated = self.map.get("loiterRadius").and_then(length);
        // Autopilots read 0 as their own radius.
        stated.filter(|radius| *radius > Metres::ZERO).unwrap_or_else(|| {
            self.undecided(
                ".loiterRadius",
                "circles before landing at a radius that is not stated",
            );
            LOITER_OWN_RADIUS
        })
    }

    /// The height over the datum the flags say: relative to home, or above sea level. Version 1 has a
    /// flag for each end; where they differ, QGroundControl itself no longer knows.
    fn over(&mut self, height: Option<Metres>) -> HeightInterval {
        let keys = [
            "altitudesAreRelative",
            "loiterAltitudeRelative",
            "landAltitudeRelative",
            "landingAltitudeRelative",
        ];
        let mut flags: Vec<bool> =
            keys.iter().filter_map(|key| self.map.get(*key)?.as_bool()).collect();
        flags.dedup();
        let (Some(height), [relative]) = (height, flags.as_slice()) else {
            let text = format!(
                "{} lands from a height that is not stated, or over no one datum: counts as any height",
                self.field
            );
            self.reader
                .findings
                .push(Finding::undecided(Code::HeightNotStated, text).at(self.field));
            return HeightInterval::ANY;
        };
        let datum = if *relative { Datum::AboveTakeOff } else { Datum::Amsl };
        HeightInterval::at(Altitude::new(height, datum))
    }

    /// Latitude, longitude and height at `key`; `None` with a finding when there is no position.
    fn coordinate(&mut self, key: &str) -> Option<(Place, Option<Metres>)> {
        let number = |at: usize| self.map.get(key)?.get(at)?.as_f64();
        let lat_lon = [0, 1].map(|at| number(at).unwrap_or(f64::NAN));
        let height = number(2).and_then(|m| Metres::new(m).ok());
        let position =
            position(lat_lon, &format!("{}.{key}", self.field), &mut self.reader.findings)?;
        Some((Place::At(position), height))
    }

    /// The vertices of the item's polygon or line.
    fn outline(&mut self) -> Result<Vec<Position>, ReadError> {
        let key = if self.is_closed() { "polygon" } else { "polyline" };
        let list = self.map.get(key).unwrap_or(&Value::Null);
        self.reader.positions(list, &format!("{}.{key}", self.field))
    }

    fn is_closed(&self) -> bool {
        self.map.contains_key("polygon")
    }

    /// Flies anywhere within the outline or along the line, grown by `buffer`.
    fn cover(
        &mut self,
        vertices: Vec<Position>,
        buffer: Metres,
        heights: HeightInterval,
    ) -> Result<(), ReadError> {
        let shape = Shape { vertices, closed: self.is_closed(), buffer };
        if let Some(target) = Target::covering(shape, heights) {
            return self.push(Action::Go(target));
        }
        self.undecided("", "has no outline: it may fly anywhere");
        Ok(())
    }

    fn camera(&self, key: &str) -> Option<Metres> {
        self.map.get("CameraCalc")?.get(key).and_then(length)
    }

    fn push(&mut self, action: Action) -> Result<(), ReadError> {
        self.reader.add(Step { action, jump_id: None, field: self.field.to_owned() })
    }

    fn undecided(&mut self, below: &str, fault: &str) {
        let text = format!("{} {fault}", self.field);
        self.reader.findings.push(
            Finding::undecided(Code::ItemNotCheckable, text).at(format!("{}{below}", self.field)),
        );
    }
}

/// Greatest distance of a mitred corner from its vertex, for an offset of 1.
fn sharpest_corner(ring: &[Position]) -> f64 {
    let around = ring.iter().cycle();
    let corner = |((before, at), after): ((&Position, &Position), &Position)| {
        let (_, a) = geodesy::distance_and_course(*at, *before);
        let (_, b) = geodesy::distance_and_course(*at, *after);
        1.0 / ((a.deg() - b.deg()).to_radians() / 2.0).sin().abs()
    };
    let triples = around.clone().zip(around.clone().skip(1)).zip(around.skip(2)).take(ring.len());
    triples.map(corner).fold(1.0, f64::max)
}

/// A length of zero or more.
fn length(value: &Value) -> Option<Metres> {
    value.as_f64().filter(|m| *m >= 0.0).and_then(|m| Metres::new(m).ok())
}
