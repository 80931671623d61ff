//! JSON for people and for `diff`: what fits on a line stands on one, a vertex a line.

use core::fmt::Write as _;

use serde_json::Value;

/// The longest list or object that stands on one line, in bytes.
const LINE: usize = 100;

/// The text of a value, with a line feed at its end.
pub(super) fn pretty(value: &Value) -> String {
    let mut text = String::new();
    push(&mut text, value, 0);
    text.push('\n');
    text
}

fn push(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Array(items) if room(value, LINE).is_none() => {
            let items = items.iter().map(|item| (None, item));
            push_lines(text, ['[', ']'], items, depth);
        }
        Value::Object(fields) if room(value, LINE).is_none() => {
            let fields = fields.iter().map(|(key, value)| (Some(key.as_str()), value));
            push_lines(text, ['{', '}'], fields, depth);
        }
        _ => push_inline(text, value),
    }
}

fn push_lines<'v>(
    text: &mut String,
    [open, close]: [char; 2],
    items: impl Iterator<Item = (Option<&'v str>, &'v Value)>,
    depth: usize,
) {
    text.push(open);
    for (i, (key, value)) in items.enumerate() {
        text.push_str(if i == 0 { "\n" } else { ",\n" });
        indent(text, depth + 1);
        push_key(text, key);
        push(text, value, depth + 1);
    }
    text.push('\n');
    indent(text, depth);
    text.push(close);
}

fn indent(text: &mut String, depth: usize) {
    text.extend(core::iter::repeat_n("  ", depth));
}

fn push_key(text: &mut String, key: Option<&str>) {
    if let Some(key) = key {
        // Writing to a String does not fail.
        let _ = write!(text, "{}: ", Value::from(key));
    }
}

fn push_inline(text: &mut String, value: &Value) {
    match value {
        Value::Array(items) => push_row(text, ['[', ']'], items.iter().map(|item| (None, item))),
        Value::Object(fields) => {
            push_row(
                text,
                ['{', '}'],
                fields.iter().map(|(key, value)| (Some(key.as_str()), value)),
            );
        }
        scalar => {
            let _ = write!(text, "{scalar}");
        }
    }
}

fn push_row<'v>(
    text: &mut String,
    [open, close]: [char; 2],
    items: impl Iterator<Item = (Option<&'v str>, &'v Value)>,
) {
    text.push(open);
    for (i, (key, value)) in items.enumerate() {
        text.push_str(if i == 0 { "" } else { ", " });
        push_key(text, key);
        push_inline(text, value);
    }
    text.push(close);
}

/// What is left of `room` bytes after the value stands in it; looks no further than that.
fn room(value: &Value, room: usize) -> Option<usize> {
    let part =
        |left: Option<usize>, key: usize, value: &Value| self::room(value, left?.checked_sub(key)?);
    match value {
        Value::Array(items) => {
            items.iter().try_fold(room.checked_sub(2)?, |left, item| part(Some(left), 2, item))
        }
        Value::Object(fields) => {
            fields.iter().try_fold(room.checked_sub(2)?, |left, (key, value)| {
                part(Some(left), key.len() + 6, value)
            })
        }
        Value::String(text) => room.checked_sub(text.len() + 2),
        Value::Number(number) => room.checked_sub(number.to_string().len()),
        Value::Null | Value::Bool(_) => room.checked_sub(5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn short_values_stand_on_one_line_and_long_ones_do_not() {
        let value = json!({"a": [1, 2.5], "b": {"c": null}, "d": ["x".repeat(60), "y".repeat(60)], "e": "q\"\n"});
        let text = pretty(&value);
        assert!(text.contains("\n  \"a\": [1, 2.5],\n"), "{text}");
        assert!(text.contains("\n  \"d\": [\n    \"xxx"), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }

    #[test]
    fn a_deep_value_is_written_in_time() {
        let mut value = json!("x".repeat(200));
        for _ in 0..100 {
            value = json!([value, [1, 2]]);
        }
        assert_eq!(serde_json::from_str::<Value>(&pretty(&value)).unwrap(), value);
    }
}
