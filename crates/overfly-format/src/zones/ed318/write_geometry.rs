//! Outlines and limits, out.

use overfly_model::position::E7;
use overfly_model::{
    Altitude, Datum, Limit, Metres, Outline, Part, Placement, Position, Ring, VerticalLimits,
};
use serde_json::{Value, json};

use crate::zones::field::Object;
use crate::zones::geometry::{HULL, PLACEMENT};
use crate::zones::point::TURN;
use crate::zones::ring::unwrapped;

/// The number published files write for "no upper limit".
const NO_LIMIT: i32 = 99_999;

/// The geometry of a zone: one, or a collection with a layer on each.
pub(super) fn geometry(parts: &[Part]) -> Result<Value, String> {
    let as_read =
        parts.iter().filter(|part| matches!(part.placement, Placement::AsRead | Placement::Hull));
    let mut geometries = as_read.map(part).collect::<Result<Vec<Value>, String>>()?;
    match geometries.len() {
        1 => Ok(geometries.remove(0)),
        _ => Ok(json!({"type": "GeometryCollection", "geometries": geometries})),
    }
}

fn part(part: &Part) -> Result<Value, String> {
    let Some(mut object) = outline(&part.outline) else { return unplaced(part.limits) };
    if part.placement == Placement::Hull {
        object.insert(PLACEMENT.to_owned(), HULL.into());
    }
    if let Some(layer) = layer(part.limits)? {
        object.insert("layer".into(), layer);
    }
    Ok(Value::Object(object))
}

/// Null; with limits, a collection of null that carries them.
fn unplaced(limits: VerticalLimits) -> Result<Value, String> {
    Ok(match layer(limits)? {
        None => Value::Null,
        Some(layer) => json!({"type": "GeometryCollection", "geometries": [null], "layer": layer}),
    })
}

fn outline(outline: &Outline) -> Option<Object> {
    let (kind, coordinates) = match outline {
        Outline::Unplaced => return None,
        Outline::Circle { centre, .. } => ("Point", lon_lat(*centre)),
        Outline::Polygon { outer, holes } => polygon(outer, holes),
    };
    let mut object = Object::new();
    object.insert("type".into(), kind.into());
    object.insert("coordinates".into(), coordinates);
    if let Outline::Circle { radius, .. } = outline {
        object.insert(
            "extent".into(),
            json!({"subType": "Circle", "radius": number(radius.value())}),
        );
    }
    Some(object)
}

/// A polygon, also round a mere point, or what is left of one that has two vertices.
fn polygon(outer: &Ring, holes: &[Ring]) -> (&'static str, Value) {
    let vertices = continuous(outer);
    match vertices.as_slice() {
        [_, _] => ("LineString", vertices.into()),
        _ => ("Polygon", core::iter::once(outer).chain(holes).map(closed).collect()),
    }
}

fn closed(ring: &Ring) -> Value {
    let mut vertices = continuous(ring);
    vertices.extend(vertices.first().cloned());
    vertices.into()
}

/// The vertices of a ring; one that crosses the antimeridian goes on beyond 180 degrees.
fn continuous(ring: &Ring) -> Vec<Value> {
    let points = unwrapped(ring);
    let beyond = |by: i64| points.iter().any(|[lon, _]| (lon + by).abs() > TURN);
    let by = [0, TURN, -TURN].into_iter().find(|by| !beyond(*by)).unwrap_or(0);
    points.iter().map(|[lon, lat]| json!([degrees(lon + by), degrees(*lat)])).collect()
}

fn lon_lat(position: Position) -> Value {
    json!([degrees(position.lon_e7().into()), degrees(position.lat_e7().into())])
}

#[allow(clippy::cast_precision_loss, reason = "within 2^33, exact")]
fn degrees(e7: i64) -> Value {
    number(e7 as f64 / E7)
}

/// Whole numbers without a decimal point.
fn number(value: f64) -> Value {
    #[allow(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
    if value.fract() == 0.0 && value.abs() < 1e15 { (value as i64).into() } else { value.into() }
}

fn layer(limits: VerticalLimits) -> Result<Option<Value>, String> {
    if limits == VerticalLimits::NOT_STATED {
        return Ok(None);
    }
    let heights =
        || [limits.lower, limits.upper].into_iter().filter_map(Limit::altitude).map(|a| a.height);
    let feet = !heights().all(is_whole_metres) && heights().all(is_whole_feet);
    let unit = |height: Metres| number(if feet { height.feet().round() } else { height.value() });
    let mut object = Object::new();
    for (key, limit) in [("upper", limits.upper), ("lower", limits.lower)] {
        let Some((value, datum)) = written(limit, key, unit)? else { continue };
        object.insert(key.into(), value);
        object.insert(format!("{key}Reference"), datum.into());
    }
    object.insert("uom".into(), if feet { "ft" } else { "m" }.into());
    Ok(Some(Value::Object(object)))
}

fn written(
    limit: Limit,
    key: &str,
    unit: impl Fn(Metres) -> Value,
) -> Result<Option<(Value, &'static str)>, String> {
    match limit {
        Limit::NotStated => Ok(None),
        Limit::Unlimited if key == "upper" => Ok(Some((NO_LIMIT.into(), Datum::Amsl.as_str()))),
        Limit::Unlimited => Err("a lower limit cannot be unlimited".into()),
        Limit::At(Altitude {
            height,
            datum: datum @ (Datum::Agl | Datum::Amsl | Datum::Wgs84),
        }) => Ok(Some((unit(height), datum.as_str()))),
        Limit::At(altitude) => Err(format!("ED-318 has no datum for a limit of {altitude}")),
    }
}

fn is_whole_metres(height: Metres) -> bool {
    height.value().fract() == 0.0
}

/// Whether the height is exactly what so many whole feet read as.
fn is_whole_feet(height: Metres) -> bool {
    Metres::from_feet(height.feet().round()) == Ok(height)
}
