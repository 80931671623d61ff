//! Fields as published files write them: numbers as text, nulls, one thing where a list should be.

use serde_json::{Map, Value};

/// An object of the file.
pub(super) type Object = Map<String, Value>;

/// The value of `key`; null counts as absent.
pub(super) fn present<'v>(object: &'v Object, key: &str) -> Option<&'v Value> {
    object.get(key).filter(|value| !value.is_null())
}

/// The first of `keys` that is present, with its name.
pub(super) fn any_of<'v, 'k>(object: &'v Object, keys: &[&'k str]) -> Option<(&'k str, &'v Value)> {
    keys.iter().find_map(|key| present(object, key).map(|value| (*key, value)))
}

/// A finite number, also one written as text.
pub(super) fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// A list; one value that is no list stands for a list of itself.
pub(super) fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        other => core::slice::from_ref(other),
    }
}

/// A text that is not blank, trimmed.
pub(super) fn word(value: &Value) -> Option<&str> {
    value.as_str().map(str::trim).filter(|word| !word.is_empty())
}

/// A value as short text for a finding.
pub(super) fn shown(value: &Value) -> String {
    let text: String = value.to_string().chars().take(41).collect();
    if text.chars().count() > 40 {
        text.chars().take(37).chain("...".chars()).collect()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_number_may_be_text_but_is_always_finite() {
        assert_eq!(number(&json!(" 50.86 ")), Some(50.86));
        for bad in [json!("NaN"), json!("inf"), json!("4,3"), json!(""), json!(null), json!([1])] {
            assert_eq!(number(&bad), None, "{bad}");
        }
    }

    #[test]
    fn a_long_value_is_shown_short() {
        assert_eq!(shown(&json!([1, 2])), "[1,2]");
        assert_eq!(shown(&json!("é".repeat(90))).chars().count(), 40);
    }
}
