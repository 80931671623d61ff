//! The numbers of a simple item.

use overfly_model::{Code, Finding};
use serde_json::{Map, Value};

use crate::flights::mavlink::to_whole;

/// Seven parameters; null is not stated. The first version of the format has `param1` to `param4` and
/// a `coordinate`.
pub(super) fn params(
    map: &Map<String, Value>,
    field: &str,
    findings: &mut Vec<Finding>,
) -> [Option<f64>; 7] {
    let mut values: Vec<&Value> = match map.get("params") {
        Some(Value::Array(list)) => list.iter().collect(),
        _ => ["param1", "param2", "param3", "param4"]
            .iter()
            .map(|k| map.get(*k).unwrap_or(&Value::Null))
            .collect(),
    };
    if let (true, Some(Value::Array(point))) = (values.len() == 4, map.get("coordinate")) {
        values.extend(point);
    }
    if map.get("coordinate").is_some_and(|point| contradicts(point, &values)) {
        let text =
            format!("{field} has params and another coordinate: where it flies is not known");
        findings.push(
            Finding::undecided(Code::PlanFieldUnreadable, text).at(format!("{field}.coordinate")),
        );
    }
    if values.len() != 7 {
        let text = format!("{field} has {} parameters, not 7", values.len());
        findings.push(
            Finding::undecided(Code::PlanFieldUnreadable, text).at(format!("{field}.params")),
        );
    }
    let mut params = [None; 7];
    for (number, (slot, value)) in params.iter_mut().zip(values).enumerate() {
        *slot = value.as_f64();
        if !value.is_number() && !value.is_null() {
            let text = format!("{field} has a parameter {} that is no number", number + 1);
            findings.push(
                Finding::undecided(Code::PlanFieldUnreadable, text)
                    .at(format!("{field}.params[{number}]")),
            );
        }
    }
    params
}

/// Whether `coordinate` is another place or height than parameters 5 to 7.
fn contradicts(coordinate: &Value, params: &[&Value]) -> bool {
    let Some(point) = coordinate.as_array() else { return !coordinate.is_null() };
    let own = params.iter().skip(4);
    point.len() > 3 || point.iter().zip(own).any(|(a, b)| a.as_f64() != b.as_f64())
}

/// A whole number, also where it is written `16.0`.
pub(super) fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| to_whole(value.as_f64()?))
}
