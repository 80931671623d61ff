//! Zone files with something wrong in them.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use crate::fuzz::oddities;

/// What is done to one value of a file.
#[derive(Clone, Debug)]
enum Change {
    Replace(usize),
    Remove,
    Repeat,
}

/// The JSON of `file` with up to five of its values replaced by odd ones, removed or repeated.
pub fn mutated(file: Value) -> impl Strategy<Value = String> {
    let change = prop_oneof![
        4 => (0..oddities().len()).prop_map(Change::Replace),
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
    match (change, items.get(i).cloned()) {
        (Change::Replace(n), _) => {
            if let (Some(item), Some(odd)) = (items.get_mut(i), oddities().get(*n)) {
                item.clone_from(odd);
            }
        }
        (Change::Repeat, Some(item)) => items.insert(i, item),
        _ => drop(items.remove(i)),
    }
}

fn change_field(fields: &mut serde_json::Map<String, Value>, key: &str, change: &Change) {
    match change {
        Change::Replace(n) => {
            if let Some(odd) = oddities().get(*n) {
                fields.insert(key.to_owned(), odd.clone());
            }
        }
        Change::Remove | Change::Repeat => drop(fields.shift_remove(key)),
    }
}
