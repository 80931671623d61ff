//! Outlines: one geometry object of a file, by its `type`. A shape that cannot be read is unplaced, never
//! missing.

use overfly_model::{Code, Metres, Outline, Placement, Position, Ring};
use serde_json::Value;

use super::field::{Object, any_of, list, number, present, shown, word};
use super::notes::Notes;
use super::point::Vertex;
use super::polygon::{InnerRings, Placed, point, polygon};
use super::ring;

/// What a point stands for.
#[derive(Clone, Copy)]
pub(super) enum Radius<'v> {
    /// Itself.
    None,
    /// A circle with this radius in metres, if it can be read.
    Metres(Option<&'v Value>),
}

/// The outlines of `object`, which is not a collection. Never none.
pub(super) fn outlines(
    object: &Object,
    radius: Radius,
    inner: InnerRings,
    at: &str,
    notes: &mut Notes,
) -> Vec<Placed> {
    let kind = present(object, "type").and_then(word).unwrap_or("").to_ascii_lowercase();
    let Some((key, coordinates)) = any_of(object, &["coordinates", "center", "centre"]) else {
        return vec![unplaced(at, notes, "no coordinates")];
    };
    let at = format!("{at}.{key}");
    let kind = match (kind.as_str(), key) {
        ("", "coordinates") => "polygon",
        ("", _) => "circle",
        (kind, _) => kind,
    };
    let placed: Vec<Placed> = match kind {
        "point" | "circle" => vec![place_point(coordinates, radius, &at, notes)],
        "multipoint" => {
            each(coordinates, &at, |value, at| vec![place_point(value, radius, at, notes)])
        }
        "linestring" => line(coordinates, &at, notes),
        "multilinestring" => each(coordinates, &at, |value, at| line(value, at, notes)),
        "polygon" => polygon(rings(coordinates), inner, &at, notes),
        "multipolygon" => {
            each(coordinates, &at, |value, at| polygon(rings(value), inner, at, notes))
        }
        _ => Vec::new(),
    };
    if placed.is_empty() {
        return vec![unplaced(&at, notes, "no shape known here")];
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

fn place_point(value: &Value, radius: Radius, at: &str, notes: &mut Notes) -> Placed {
    let Some(position) = position(value, at, notes) else {
        let says = format!("{} is no position; the zone may be anywhere", shown(value));
        notes.note(Code::CoordinateUnreadable, at, says);
        return (Outline::Unplaced, Placement::AsRead);
    };
    match radius {
        Radius::None => {
            notes.note(Code::RingDegenerate, at, "a point without a radius: only the point itself");
            (point(position), Placement::AsRead)
        }
        Radius::Metres(radius) => (circle(position, radius, at, notes), Placement::AsRead),
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

/// A circle. ED-269 does not say whether its unit of heights holds for the radius too: metres, the
/// larger reading, are taken.
fn circle(centre: Position, radius: Option<&Value>, at: &str, notes: &mut Notes) -> Outline {
    let length = radius.and_then(number).and_then(|radius| Metres::new(radius).ok());
    match length.filter(|length| *length >= Metres::ZERO) {
        Some(radius) if radius > Metres::ZERO => Outline::Circle { centre, radius },
        Some(_) => {
            notes.note(Code::RadiusUnreadable, at, "a radius of 0: only the point itself");
            point(centre)
        }
        None => {
            let what = radius.map_or_else(
                || "no radius".to_owned(),
                |radius| format!("{} is no radius", shown(radius)),
            );
            notes.note(Code::RadiusUnreadable, at, format!("{what}; the zone may be anywhere"));
            Outline::Unplaced
        }
    }
}

/// A line is a ring that goes there and back: it covers itself and nothing else. One that ends where
/// it starts goes round an area.
fn line(value: &Value, at: &str, notes: &mut Notes) -> Vec<Placed> {
    let there = list(value);
    let closed = there.len() > 3 && there.first() == there.last();
    let back = there.iter().rev().skip(1).filter(|_| !closed);
    let round: Vec<Value> = there.iter().chain(back).cloned().collect();
    match ring::ring(&Value::Array(round), at, notes) {
        None => vec![unplaced(at, notes, "no vertex can be read")],
        Some(read) => {
            let ring = |outer: Ring| Outline::Polygon { outer, holes: Vec::new() };
            let short_way = read.short_way.map(|outer| (ring(outer), Placement::ShortWay));
            core::iter::once((ring(read.ring), read.placement)).chain(short_way).collect()
        }
    }
}
