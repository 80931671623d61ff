//! Outlines: one geometry object of a file, by its `type`. A shape that cannot be read is unplaced, never
//! missing.

use overfly_model::{Code, Outline, Placement, Position};
use serde_json::Value;

use super::field::{Object, any_of, list, present, shown, word};
use super::limits::StatedUnit;
use super::notes::Notes;
use super::point::Vertex;
use super::polygon::{InnerRings, Placed, polygon};
use super::reach::{Reach, is_widened};
use super::ring;

/// Where a shape has its coordinates.
pub(super) const COORDINATES: [&str; 3] = ["coordinates", "center", "centre"];

/// What holds for a shape beside what it says itself.
#[derive(Clone, Copy)]
pub(super) struct Around<'v> {
    /// The reach of everything in the geometry that this one is part of.
    pub(super) extent: Reach<'v>,
    /// The unit that holds for a radius in the geometry.
    pub(super) unit: StatedUnit,
    /// The reach stated outside the geometry.
    pub(super) radius: Reach<'v>,
    /// How a point gets a radius, where the reader can be told.
    pub(super) hint: Option<&'static str>,
    /// What the rings after the first are.
    pub(super) inner: InnerRings,
}

/// The outlines of `object`, which is not a collection. Never none.
pub(super) fn outlines(
    object: &Object,
    around: &Around,
    at: &str,
    notes: &mut Notes,
) -> Vec<Placed> {
    let kind = present(object, "type").and_then(word).unwrap_or("").to_ascii_lowercase();
    let Some((key, coordinates)) = any_of(object, &COORDINATES) else {
        return vec![unplaced(at, notes, "no coordinates")];
    };
    let at = format!("{at}.{key}");
    let kind = match (kind.as_str(), key) {
        ("", "coordinates") => "polygon",
        ("", _) => "circle",
        (kind, _) => kind,
    };
    let stated = Reach::of(object, around.unit).or(around.extent);
    let point = Point { reach: stated.or(around.radius), hint: around.hint };
    let mut placed: Vec<Placed> = match kind {
        "point" | "circle" => vec![point.place(coordinates, &at, notes)],
        "multipoint" => each(coordinates, &at, |value, at| vec![point.place(value, at, notes)]),
        "linestring" => line(coordinates, &at, notes),
        "multilinestring" => each(coordinates, &at, |value, at| line(value, at, notes)),
        "polygon" => polygon(rings(coordinates), around.inner, &at, notes),
        "multipolygon" => {
            each(coordinates, &at, |value, at| polygon(rings(value), around.inner, at, notes))
        }
        _ => Vec::new(),
    };
    if placed.is_empty() {
        return vec![unplaced(&at, notes, "no shape known here")];
    }
    let widened = match kind {
        "point" | "circle" | "multipoint" => false,
        "linestring" | "multilinestring" => stated.or(around.radius).widens() || is_widened(object),
        _ => stated.widens() || is_widened(object),
    };
    if widened {
        notes.note(
            Code::RadiusUnreadable,
            &at,
            "a radius or width beside what is no point; the zone may also be anywhere",
        );
        placed.push((Outline::Unplaced, Placement::AsRead));
    }
    placed
}

/// A part that may be anywhere.
pub(super) fn unplaced(at: &str, notes: &mut Notes, why: &str) -> Placed {
    notes.note(Code::GeometryUnreadable, at, format!("{why}; the zone may be anywhere"));
    (Outline::Unplaced, Placement::AsRead)
}

fn each(value: &Value, at: &str, mut read: impl FnMut(&Value, &str) -> Vec<Placed>) -> Vec<Placed> {
    let items = value.as_array().map_or(&[][..], Vec::as_slice).iter().enumerate();
    items.flat_map(|(i, item)| read(item, &format!("{at}[{i}]"))).collect()
}

/// The rings of a polygon; a list of positions where the list of rings should be is the one ring.
fn rings(value: &Value) -> &[Value] {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    match items.first() {
        Some(first) if Vertex::read(first).is_some() => core::slice::from_ref(value),
        _ => items,
    }
}

/// What stands round each point of a shape.
struct Point<'v> {
    reach: Reach<'v>,
    hint: Option<&'static str>,
}

impl Point<'_> {
    fn place(&self, value: &Value, at: &str, notes: &mut Notes) -> Placed {
        let Some(centre) = position(value, at, notes) else {
            let says = format!("{} is no position; the zone may be anywhere", shown(value));
            notes.note(Code::CoordinateUnreadable, at, says);
            return (Outline::Unplaced, Placement::AsRead);
        };
        (self.round(centre, at, notes), Placement::AsRead)
    }

    /// No zone is a mere point: without a radius it may reach anywhere.
    fn round(&self, centre: Position, at: &str, notes: &mut Notes) -> Outline {
        let what = match self.reach {
            Reach::Metres(radius) => return Outline::Circle { centre, radius },
            Reach::Unreadable(Value::Null) | Reach::Unsaid => "no radius".to_owned(),
            Reach::Unreadable(value) => format!("{} is no radius in metres", shown(value)),
        };
        notes.note(Code::RadiusUnreadable, at, format!("{what}; the zone may be anywhere"));
        notes.hint(self.hint);
        Outline::Unplaced
    }
}

fn position(value: &Value, at: &str, notes: &mut Notes) -> Option<Position> {
    let vertex = Vertex::read(value)?;
    if vertex.is_beyond() {
        notes.note(
            Code::LonWrapped,
            at,
            "a longitude beyond 180 degrees is read as across the antimeridian",
        );
    }
    vertex.wrapped()
}

/// A line is a ring that goes there and back: it covers itself and nothing else. One that ends where
/// it starts goes round an area.
fn line(value: &Value, at: &str, notes: &mut Notes) -> Vec<Placed> {
    let there = list(value);
    let end = |item: Option<&Value>| item.and_then(Vertex::read);
    let closed = there.len() > 3 && end(there.first()) == end(there.last());
    let back = there.iter().rev().skip(1).filter(|_| !closed);
    let round: Vec<Value> = there.iter().chain(back).cloned().collect();
    match ring::ring(&Value::Array(round), at, notes) {
        None => vec![unplaced(at, notes, "no vertex can be read")],
        Some(read) => read.outlines(Vec::new()),
    }
}
