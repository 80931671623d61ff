//! Zone files with something wrong in them.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use crate::fuzz::oddities;

/// What is done to one value of a file.
#[derive(Clone, Debug)]
enum Change {
    Odd(usize),
    Number(f64),
    Remove,
    Repeat,
}

impl Change {
    /// Every byte and number is some change; numbers reach beyond every coordinate.
    fn from_byte(byte: u8, number: u16) -> Self {
        match byte % 8 {
            0 => Self::Remove,
            1 => Self::Repeat,
            2..5 => Self::Number((f64::from(number) - 32_768.0) / 80.0),
            _ => Self::Odd(usize::from(number) % oddities().len()),
        }
    }

    /// What stands in the place of the value, if anything does.
    fn value(&self) -> Option<Value> {
        match self {
            Self::Odd(n) => oddities().get(*n).cloned(),
            Self::Number(number) => Some(Value::from(*number)),
            Self::Remove | Self::Repeat => None,
        }
    }
}

/// Files to start from: every form of geometry, times and limits.
const SEEDS: [&str; 8] = [
    include_str!("../../../../fixtures/ed269/accept/second-dialect.json"),
    include_str!("../../../../fixtures/ed269/accept/windows-and-schedules.json"),
    include_str!("../../../../fixtures/ed269/accept/several-rings.json"),
    include_str!("../../../../fixtures/ed318/accept/layers.json"),
    include_str!("../../../../fixtures/ed318/accept/multipolygon.json"),
    include_str!("../../../../fixtures/ed318/accept/antimeridian-beyond-180.json"),
    include_str!("../../../../fixtures/ed318/accept/daylight-events.json"),
    include_str!("../../../../fixtures/geojson-zones/accept/limits-by-mapping.json"),
];

/// A file with changes as `bytes` say: which file, then five bytes a change.
pub fn mutated_by(bytes: &[u8]) -> Option<String> {
    let (first, rest) = bytes.split_first()?;
    let mut file: Value =
        serde_json::from_str(SEEDS.get(usize::from(*first) % SEEDS.len())?).ok()?;
    for chunk in rest.chunks_exact(5).take(24) {
        let &[high, low, change, number_high, number_low] = chunk else { break };
        let mut left = usize::from(u16::from_be_bytes([high, low])) % count(&file).max(1);
        apply(
            &mut file,
            &mut left,
            &Change::from_byte(change, u16::from_be_bytes([number_high, number_low])),
        );
    }
    Some(file.to_string())
}

/// The JSON of `file` with up to five of its values replaced by odd ones, removed or repeated.
pub fn mutated(file: Value) -> impl Strategy<Value = String> {
    let change = prop_oneof![
        2 => (-400.0..400.0).prop_map(Change::Number),
        4 => (0..oddities().len()).prop_map(Change::Odd),
        1 => Just(Change::Remove),
        1 => Just(Change::Repeat),
    ];
    vec((any::<prop::sample::Index>(), change), 1..6).prop_map(move |changes| {
        let mut file = file.clone();
        for (place, change) in changes {
            let mut left = place.index(count(&file).max(1));
            apply(&mut file, &mut left, &change);
        }
        file.to_string()
    })
}

/// How many values stand within a value.
fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(|item| 1 + count(item)).sum(),
        Value::Object(fields) => fields.values().map(|item| 1 + count(item)).sum(),
        _ => 0,
    }
}

/// Changes the value that stands `left` values further on.
fn apply(value: &mut Value, left: &mut usize, change: &Change) -> bool {
    match value {
        Value::Array(items) => {
            for i in 0..items.len() {
                if *left == 0 {
                    change_item(items, i, change);
                    return true;
                }
                *left -= 1;
                if items.get_mut(i).is_some_and(|item| apply(item, left, change)) {
                    return true;
                }
            }
        }
        Value::Object(fields) => {
            let keys: Vec<String> = fields.keys().cloned().collect();
            for key in keys {
                if *left == 0 {
                    change_field(fields, &key, change);
                    return true;
                }
                *left -= 1;
                if fields.get_mut(&key).is_some_and(|item| apply(item, left, change)) {
                    return true;
                }
            }
        }
        _ => {}
    }
    false
}

fn change_item(items: &mut Vec<Value>, i: usize, change: &Change) {
    match (change.value(), change, items.get(i).cloned()) {
        (Some(value), ..) => items.get_mut(i).into_iter().for_each(|item| item.clone_from(&value)),
        (None, Change::Repeat, Some(item)) => items.insert(i, item),
        _ => drop(items.remove(i)),
    }
}

fn change_field(fields: &mut serde_json::Map<String, Value>, key: &str, change: &Change) {
    match change.value() {
        Some(value) => drop(fields.insert(key.to_owned(), value)),
        None => drop(fields.shift_remove(key)),
    }
}
