//! What stays blocked, as a map: GeoJSON (RFC 7946).

use overfly_check::{BlockedArea, Decision};
use overfly_model::{Outline, Position, Ring};
use serde_json::{Value, json};

use crate::json::heights;

/// What waivers leave of the zones that they lift in part, a feature each. Round the flight only: the zones
/// go on beyond.
pub fn geojson(decision: &Decision) -> String {
    let features: Vec<Value> = decision.blocked.iter().map(feature).collect();
    let collection = json!({
        "type": "FeatureCollection",
        "verdict": decision.verdict.as_str(),
        "features": features,
    });
    crate::json::pretty(&collection)
}

fn feature(area: &BlockedArea) -> Value {
    let polygons: Vec<Value> = area.outlines.iter().filter_map(polygon).collect();
    json!({
        "type": "Feature",
        "properties": {
            "zone": area.zone.id.as_str(),
            "name": area.zone.name,
            "height_m": area.heights.map(heights),
            "from": area.time.from,
            "until": area.time.until,
        },
        "geometry": { "type": "MultiPolygon", "coordinates": polygons },
    })
}

fn polygon(outline: &Outline) -> Option<Value> {
    let Outline::Polygon { outer, holes } = outline else { return None };
    let rings: Vec<Value> = core::iter::once(outer).chain(holes).map(ring).collect();
    Some(json!(rings))
}

/// Closed, and counted on across the antimeridian, so that a map draws it in one piece.
fn ring(ring: &Ring) -> Value {
    let mut east = None;
    let mut points: Vec<[f64; 2]> = Vec::new();
    for vertex in &ring.vertices {
        let lon = counted_on(east, *vertex);
        east = Some(lon);
        points.push([lon, vertex.lat_deg()]);
    }
    points.extend(points.first().copied());
    json!(points)
}

fn counted_on(before: Option<f64>, vertex: Position) -> f64 {
    let lon = vertex.lon_deg();
    match before {
        Some(before) if lon - before > 180.0 => lon - 360.0,
        Some(before) if before - lon > 180.0 => lon + 360.0,
        _ => lon,
    }
}
