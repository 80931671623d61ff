//! Geometries as steps: lines, areas, circles and holds.

use overfly_model::{Altitude, Code, Finding, HeightInterval, Metres, Position};
use serde_json::Value;

use super::properties::Local;
use super::{Object, Reader, kind};
use crate::ReadError;
use crate::flights::route::step::{Action, Lasting, Place, Shape, Stay, Target, Way};
use crate::flights::{MOST, position, too_many};

impl Reader {
    pub(super) fn geometry(
        &mut self,
        geometry: &Object,
        field: &str,
        properties: &Local,
    ) -> Result<(), ReadError> {
        let properties = &self.with_radius(geometry, field, properties);
        let coordinates = geometry.get("coordinates").unwrap_or(&Value::Null);
        if let Some(speed) = properties.speed {
            self.push(Action::Speed(Some(speed)), field);
        }
        match kind(geometry) {
            "Point" => self.point(coordinates, field, properties)?,
            "MultiPoint" => self.each(coordinates, field, properties, Self::point)?,
            "LineString" => self.line(coordinates, field, properties)?,
            "MultiLineString" => self.each(coordinates, field, properties, Self::line)?,
            "Polygon" => self.polygon(coordinates, field, properties)?,
            "MultiPolygon" => self.each(coordinates, field, properties, Self::polygon)?,
            "GeometryCollection" => self.members(geometry, field, properties)?,
            _ => self.unreadable(field, "is of no type that GeoJSON has: it may be flown anywhere"),
        }
        Ok(())
    }

    /// `properties` with the radius that some tools write into the geometry.
    fn with_radius(&mut self, geometry: &Object, field: &str, properties: &Local) -> Local {
        let read: &[&str] = match kind(geometry) {
            "GeometryCollection" => &["type", "crs", "geometries", "radius", "radius_m"],
            _ => &["type", "crs", "coordinates", "radius", "radius_m"],
        };
        let radius = self.object(geometry, field, read).radius();
        properties.within(radius)
    }

    fn members(
        &mut self,
        collection: &Object,
        field: &str,
        properties: &Local,
    ) -> Result<(), ReadError> {
        let field = format!("{field}.geometries");
        for (number, member) in self.parts(collection.get("geometries"), &field).iter().enumerate()
        {
            let field = format!("{field}[{number}]");
            match member {
                Value::Object(member) => self.geometry(member, &field, properties)?,
                _ => self.unreadable(&field, "is no geometry: it may be flown anywhere"),
            }
        }
        Ok(())
    }

    fn each(
        &mut self,
        coordinates: &Value,
        field: &str,
        properties: &Local,
        part: fn(&mut Self, &Value, &str, &Local) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let field = format!("{field}.coordinates");
        let parts = self.parts(Some(coordinates), &field).iter().enumerate();
        for (number, value) in parts {
            part(self, value, &format!("{field}[{number}]"), properties)?;
        }
        Ok(())
    }

    /// The parts of a geometry that has several. None at all leave a finding.
    fn parts<'a>(&mut self, value: Option<&'a Value>, field: &str) -> &'a [Value] {
        let parts = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        if parts.is_empty() {
            self.unreadable(field, "is no list with anything in it: it may be flown anywhere");
        }
        parts
    }

    fn point(&mut self, value: &Value, field: &str, properties: &Local) -> Result<(), ReadError> {
        let Some((position, third)) = self.vertex(value, field)? else { return Ok(()) };
        let (radius, stay, property) = if let Some(radius) = properties.radius {
            (radius, Stay::Circle(Lasting::Seconds(None)), properties.area_heights())
        } else {
            self.start.get_or_insert(position);
            (Metres::ZERO, Stay::Hold(None), properties.heights)
        };
        let heights = self.heights(&[third], field, properties, property);
        self.push(
            Action::Go(Target {
                place: Place::At(position),
                radius,
                beyond: Metres::ZERO,
                heights,
                way: Way::Straight,
                stay,
            }),
            field,
        );
        Ok(())
    }

    fn line(&mut self, value: &Value, field: &str, properties: &Local) -> Result<(), ReadError> {
        let vertices = self.vertices(value, field)?;
        let stated = vertices.iter().any(|(_, third)| third.is_some());
        // One finding for a line without any height, not one for each vertex.
        let common = if stated {
            None
        } else {
            Some(self.heights(&[None], field, properties, properties.heights))
        };
        for (number, (position, third)) in vertices.into_iter().enumerate() {
            self.start.get_or_insert(position);
            let field = format!("{field}[{number}]");
            let heights = common
                .unwrap_or_else(|| self.heights(&[third], &field, properties, properties.heights));
            let target = Target {
                place: Place::At(position),
                radius: properties.radius.unwrap_or_default(),
                beyond: Metres::ZERO,
                heights,
                way: Way::Straight,
                stay: Stay::Not,
            };
            self.push(Action::Go(target), &field);
        }
        Ok(())
    }

    fn polygon(&mut self, value: &Value, field: &str, properties: &Local) -> Result<(), ReadError> {
        let rings = value.as_array().map_or(&[][..], Vec::as_slice);
        if rings.is_empty() {
            self.unreadable(field, "is a polygon without a ring: it may be flown anywhere");
        }
        if rings.len() > 1 {
            let text = format!("{field} has several rings: the flight counts as going into each");
            self.findings.push(Finding::note(Code::HoleIgnored, text).at(field));
        }
        let mut first: Option<Target> = None;
        for (number, ring) in rings.iter().enumerate() {
            let at = format!("{field}[{number}]");
            let Some(mut target) = self.ring(ring, &at, properties)? else { continue };
            match &first {
                None => first = Some(target.clone()),
                // Within the first ring the aircraft is there already, and needs no leg.
                Some(first) if target.ring().iter().all(|v| lies_in(*v, first.ring())) => {
                    (target.place, target.radius) = (first.place, first.radius);
                }
                Some(_) => {}
            }
            self.push(Action::Go(target), &at);
        }
        Ok(())
    }

    fn ring(
        &mut self,
        value: &Value,
        field: &str,
        properties: &Local,
    ) -> Result<Option<Target>, ReadError> {
        let (mut vertices, thirds): (Vec<_>, Vec<_>) =
            self.vertices(value, field)?.into_iter().unzip();
        if vertices.len() > 1 && vertices.first() == vertices.last() {
            vertices.pop();
        }
        let heights = self.heights(&thirds, field, properties, properties.area_heights());
        let shape = Shape { vertices, closed: true, buffer: properties.radius.unwrap_or_default() };
        Ok(Target::covering(shape, heights))
    }

    /// The vertices of a list. One that cannot be read leaves a finding, and the line goes on past it.
    fn vertices(
        &mut self,
        value: &Value,
        field: &str,
    ) -> Result<Vec<(Position, Option<f64>)>, ReadError> {
        let list = value.as_array().map_or(&[][..], Vec::as_slice);
        if list.is_empty() {
            self.unreadable(field, "has no points: it may be flown anywhere");
        }
        let mut vertices = Vec::new();
        for (number, vertex) in list.iter().enumerate() {
            vertices.extend(self.vertex(vertex, &format!("{field}[{number}]"))?);
        }
        Ok(vertices)
    }

    /// A position and its third number.
    fn vertex(
        &mut self,
        value: &Value,
        field: &str,
    ) -> Result<Option<(Position, Option<f64>)>, ReadError> {
        self.vertices += 1;
        if self.vertices > MOST {
            return Err(too_many(field));
        }
        let number = |at: usize| value.get(at).and_then(Value::as_f64);
        let [lon, lat] = [0, 1].map(|at| number(at).unwrap_or(f64::NAN));
        if value.get(2).is_some_and(|third| !third.is_number() && !third.is_null()) {
            self.unreadable(&format!("{field}[2]"), "is no height");
        }
        Ok(position([lat, lon], field, &mut self.findings).map(|position| (position, number(2))))
    }

    /// The heights at points with these third numbers, in a feature that states `property`.
    ///
    /// Both count where both stand. A third number of 0 beside a stated height is what drawing tools
    /// write; any other without a datum is not known.
    fn heights(
        &mut self,
        thirds: &[Option<f64>],
        field: &str,
        properties: &Local,
        property: Option<HeightInterval>,
    ) -> HeightInterval {
        let mut heights = property;
        for third in thirds.iter().flatten() {
            let altitude = properties.datum.zip(Metres::new(*third).ok());
            let own = match altitude {
                Some((datum, height)) => HeightInterval::at(Altitude::new(height, datum)),
                None if property.is_some() && *third == 0.0 => continue,
                None => {
                    return self.no_height(
                        field,
                        "has a third coordinate, but no datum says what it is above",
                    );
                }
            };
            heights = Some(heights.map_or(own, |sofar| sofar.hull(own)));
        }
        heights.unwrap_or_else(|| self.no_height(field, "states no height"))
    }

    fn no_height(&mut self, field: &str, fault: &str) -> HeightInterval {
        let text = format!("{field} {fault}: counts as any height");
        let finding = Finding::undecided(Code::HeightNotStated, text).at(field);
        self.findings.push(finding.hint("give \"height\" and \"datum\" in its properties"));
        HeightInterval::ANY
    }
}

/// Whether `point` lies in `ring`. Either way near its border: only whether a leg leads there hangs on it.
pub(in crate::flights) fn lies_in(point: Position, ring: &[Position]) -> bool {
    let north = |p: &Position| p.lat_deg() - point.lat_deg();
    let east = |p: &Position| (p.lon_deg() - point.lon_deg() + 540.0).rem_euclid(360.0) - 180.0;
    let crosses_east = |(a, b): &(&Position, &Position)| {
        (north(a) > 0.0) != (north(b) > 0.0) && {
            let share = north(a) / (north(a) - north(b));
            east(a) + share * (east(b) - east(a)) > 0.0
        }
    };
    ring.iter().zip(ring.iter().cycle().skip(1)).filter(crosses_east).count() % 2 == 1
}
