//! Fields as published files write them: numbers as text, nulls, one thing where a list should be, keys
//! in any case.

use std::sync::LazyLock;

use serde_json::{Map, Value};

/// An object of the file.
pub(super) type Object = Map<String, Value>;

/// Stands for a value that is written twice and differs. Nothing reads it, so it limits nothing.
static DIFFERING: LazyLock<Value> =
    LazyLock::new(|| Value::Array(vec!["two spellings of it disagree".into()]));

/// The value of `key`, however that is spelled; null counts as absent. Spellings that disagree give a
/// value that nothing can be read from.
pub(super) fn present<'v>(object: &'v Object, key: &str) -> Option<&'v Value> {
    any_of(object, &[key]).map(|(_, value)| value)
}

/// The first of `keys` that is present, with its name. Others that disagree with it make the value
/// one that nothing can be read from.
pub(super) fn any_of<'v, 'k>(object: &'v Object, keys: &[&'k str]) -> Option<(&'k str, &'v Value)> {
    let mut found =
        keys.iter().flat_map(|key| spelled(object, key).map(move |value| (*key, value)));
    let (key, first) = found.next()?;
    Some((key, if found.all(|(_, other)| other == first) { first } else { &DIFFERING }))
}

/// Every value of `key` that is not null, upper and lower case being one.
pub(super) fn spelled<'v>(object: &'v Object, key: &str) -> impl Iterator<Item = &'v Value> {
    let same = move |(name, _): &(&String, &Value)| name.eq_ignore_ascii_case(key);
    object.iter().filter(same).map(|(_, value)| value).filter(|value| !value.is_null())
}

/// Whether `key` stands there at all, be it with null.
pub(super) fn has_key(object: &Object, key: &str) -> bool {
    object.keys().any(|name| name.eq_ignore_ascii_case(key))
}

/// Whether `value` stands for two that disagree.
pub(super) fn differs(value: &Value) -> bool {
    core::ptr::eq(value, &raw const *DIFFERING)
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
    fn a_key_is_found_in_any_case_and_two_that_disagree_give_nothing_readable() {
        let file = json!({"Upper": 1, "lower": 2, "LOWER": 3, "day": "MON", "DAY": "MON", "days": "TUE", "unit": null});
        let object = file.as_object().unwrap();
        assert_eq!(present(object, "upper"), Some(&json!(1)));
        assert_eq!(present(object, "day"), Some(&json!("MON")));
        assert_eq!(present(object, "unit"), None);
        for value in [present(object, "lower"), any_of(object, &["day", "days"]).map(|(_, v)| v)] {
            let value = value.unwrap();
            assert!(differs(value) && number(value).is_none() && word(value).is_none(), "{value}");
        }
    }

    #[test]
    fn a_long_value_is_shown_short() {
        assert_eq!(shown(&json!([1, 2])), "[1,2]");
        assert_eq!(shown(&json!("é".repeat(90))).chars().count(), 40);
    }
}
