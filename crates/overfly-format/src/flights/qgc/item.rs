//! A simple item: what the file says of one MAVLink command.

use overfly_model::{Code, Datum, Finding, Metres};
use serde_json::{Map, Value};

use super::params::{params, whole};
use crate::flights::mavlink::{Item, Vehicle, datum};

/// The item in `map`. A parameter of the wrong kind counts as not stated, with a finding.
pub(super) fn read(
    map: &Map<String, Value>,
    field: String,
    vehicle: Vehicle,
    findings: &mut Vec<Finding>,
) -> Option<Item> {
    let Some(command) = map.get("command").and_then(whole) else {
        let text = format!("{field} has no command number");
        let finding = Finding::undecided(Code::CommandUnknown, text);
        findings.push(finding.at(format!("{field}.command")));
        return None;
    };
    let params = params(map, &field, findings);
    let mode = map.get("AltitudeMode").and_then(whole);
    let height = map.get("Altitude").and_then(Value::as_f64);
    // In mode 3 QGroundControl has computed param 7 from its terrain data; `Altitude` is above terrain.
    let height = height.filter(|_| mode != Some(3));
    Some(Item {
        field,
        joint: '.',
        command,
        frame: map.get("frame").map(Value::to_string),
        datum: map.get("frame").and_then(whole).and_then(datum),
        params,
        other_datum: mode.and_then(mode_datum),
        other_height: height.and_then(|m| Metres::new(m).ok()),
        waits: map.get("autoContinue").is_some_and(|value| value.as_bool() != Some(true)),
        jump_id: map.get("doJumpId").and_then(whole),
        vehicle,
    })
}

/// The datum of QGroundControl's own altitude modes: relative, absolute, absolute as computed from
/// its terrain data, terrain frame.
fn mode_datum(mode: i64) -> Option<Datum> {
    match mode {
        1 => Some(Datum::AboveTakeOff),
        2 | 3 => Some(Datum::Amsl),
        4 => Some(Datum::Agl),
        _ => None,
    }
}
