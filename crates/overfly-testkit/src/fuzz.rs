//! What the fuzzers run, and `cargo test` over the fixtures: each body panics when a reader breaks its
//! word.

use overfly_format::zones::{GeoJsonMapping, Source, read, write_ed318};
use overfly_format::{json, manifest, terrain};
use overfly_model::{Datum, Limit, Outline, Relief, ZoneSet};
use serde_json::Value;

use crate::zones::mutated_by;

/// Reads zones: no panic, no feature lost, no zone without a part, no finding on a zone there is not;
/// and whatever can be written reads back the same.
///
/// # Panics
/// When one of these does not hold.
pub fn zones_read(bytes: &[u8]) {
    let source = Source {
        file_stem: "fuzz",
        mapping: &GeoJsonMapping::default(),
        country: None,
        local_times: None,
    };
    let Ok(reading) = read(bytes, &source) else { return };
    let zones = &reading.items.zones;
    if let Some(features) = features(bytes) {
        assert_eq!(zones.len(), features, "a feature was lost");
    }
    assert!(zones.iter().all(|zone| !zone.parts.is_empty()), "a zone has no part");
    for finding in &reading.findings {
        let known = finding.zone.as_ref().is_none_or(|id| zones.iter().any(|zone| zone.id == *id));
        assert!(known, "a finding on a zone there is not: {finding:?}");
    }
    assert_rings_hold(&reading.items);
    zones_write(&reading.items);
}

/// Reads a zone file of valid JSON that `bytes` made something wrong in.
///
/// # Panics
/// As [`zones_read`].
pub fn zones_mutated(bytes: &[u8]) {
    if let Some(file) = mutated_by(bytes) {
        zones_read(file.as_bytes());
    }
}

/// Writes zones: whatever was read can be written, but flight levels, for which ED-318 has no datum;
/// and what was written reads back and is written the same.
///
/// # Panics
/// When it does not.
pub fn zones_write(zones: &ZoneSet) {
    let text = match write_ed318(zones) {
        Ok(text) => text,
        Err(error) => {
            assert!(has_flight_levels(zones), "what was read cannot be written: {error}");
            return;
        }
    };
    let source = Source {
        file_stem: "other",
        mapping: &GeoJsonMapping::default(),
        country: None,
        local_times: None,
    };
    let back = read(text.as_bytes(), &source).map(|reading| reading.items);
    let again = back.as_ref().map(write_ed318);
    assert!(again == Ok(Ok(text)), "written otherwise the second time");
}

/// Reads a manifest: no panic, and coverage that is somewhere.
///
/// # Panics
/// When that does not hold.
pub fn manifest_read(bytes: &[u8]) {
    let Ok(manifest) = manifest::read(bytes) else { return };
    assert!(!manifest.coverage.is_empty() && !manifest.coverage.contains(&Outline::Unplaced));
    let leads_out = |path: &str| path.split('/').any(|step| ["", ".", ".."].contains(&step));
    assert!(
        !manifest.files.iter().any(|file| leads_out(&file.path)),
        "a path leads out of the folder"
    );
}

/// Reads an elevation tile: its name stands before the first zero byte, and what comes after is repeated to the
/// size of a tile. No panic, and the ground over all
/// of it is known when each of its heights is.
///
/// # Panics
/// When that does not hold.
pub fn terrain_read(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (name, rest) = bytes.split_at(end);
    let name = String::from_utf8_lossy(name);
    let _ = terrain::read(&name, rest);
    let size = 1201 * 1201 * 2;
    let whole: Vec<u8> = rest.iter().copied().cycle().take(size).collect();
    let name = terrain::tile_name(&name).map_or_else(|| "S01W001.hgt".to_owned(), |_| name.into());
    let Ok(reading) = terrain::read(&name, &whole) else { return };
    let tile = reading.items;
    assert_eq!(tile.implausible() > 0, !reading.findings.is_empty(), "a fault not told");
    let (voids, all) = (tile.voids() > 0, tile.name().extent());
    let mut relief = Relief::default();
    relief.insert(tile);
    let ground = relief.ground(&all);
    assert!(ground.missing.is_empty(), "a tile that does not lie where it lies");
    assert_eq!((ground.voids, ground.interval.is_none()), (voids, voids), "a void lost, or made");
}

fn has_flight_levels(zones: &ZoneSet) -> bool {
    let parts = zones.zones.iter().flat_map(|zone| &zone.parts);
    let limits = parts.flat_map(|part| [part.limits.lower, part.limits.upper]);
    limits.filter_map(Limit::altitude).any(|altitude| altitude.datum == Datum::Pressure)
}

/// How many features a file holds in a list.
fn features(bytes: &[u8]) -> Option<usize> {
    let root = json::parse(bytes, "zones").ok()?;
    let list = root.get("UASZoneList").or_else(|| root.get("features"))?;
    list.as_array().map(Vec::len)
}

/// Rings are open and their vertices differ from the ones before; holes have an area.
fn assert_rings_hold(zones: &ZoneSet) {
    for part in zones.zones.iter().flat_map(|zone| &zone.parts) {
        let Outline::Polygon { outer, holes } = &part.outline else { continue };
        assert!(!outer.vertices.is_empty(), "a ring without vertices");
        assert!(holes.iter().all(|hole| hole.vertices.len() >= 3), "a hole without area");
        for ring in core::iter::once(outer).chain(holes) {
            let closed = ring.vertices.len() > 1 && ring.vertices.first() == ring.vertices.last();
            assert!(!closed, "a ring that holds its first vertex twice");
        }
    }
}

/// Values a mutation puts in the place of another.
pub(crate) fn oddities() -> Vec<Value> {
    let texts = [
        "",
        " ",
        "NaN",
        "9999",
        "FL999",
        "2026-01-01T00:00Z",
        "24:00Z",
        "MON",
        "YES",
        "\u{202e}",
        "1e400",
    ];
    let numbers = [0.0, -0.0, 180.0, -180.0, 180.000_000_1, 360.0, 1e300, -1e300, 9_999.0, 5e-324];
    let mut values: Vec<Value> =
        texts.into_iter().map(Value::from).chain(numbers.into_iter().map(Value::from)).collect();
    values.extend([
        Value::Null,
        true.into(),
        Value::Array(Vec::new()),
        Value::Object(serde_json::Map::new()),
    ]);
    values.push(serde_json::json!([[], [[]], {"LAT": "1", "LON": 190}, [1, 2]]));
    values.push(
        serde_json::json!({"type": "Point", "coordinates": [179.9, 89.9], "geometries": [null]}),
    );
    values
}
