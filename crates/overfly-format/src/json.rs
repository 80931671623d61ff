//! JSON as every reader here takes it: sized, nested and named within limits.
//!
//! A key that stands twice in one object is refused: two parsers would see two different zones.

use core::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::ReadError;

/// The largest file read, in MiB; the largest national file seen has 20.
pub const LIMIT_MIB: usize = 256;

/// Parses JSON. A byte order mark is dropped; nesting beyond 128 levels, duplicate keys, numbers that
/// are not finite and anything after the value are errors.
///
/// # Errors
/// [`ReadError`] that says what the bytes look like when they are no JSON.
pub fn parse(bytes: &[u8], wanted: &'static str) -> Result<Value, ReadError> {
    if bytes.len() > LIMIT_MIB << 20 {
        return Err(ReadError::TooLarge { limit_mib: LIMIT_MIB });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    if start.is_empty() {
        return Err(ReadError::Empty);
    }
    if let Some(what) = something_else(start) {
        return Err(ReadError::SomethingElse { what, wanted });
    }
    let text =
        core::str::from_utf8(bytes).map_err(|e| ReadError::NotUtf8 { offset: e.valid_up_to() })?;
    serde_json::from_str::<Unique>(text)
        .map(|unique| unique.0)
        .map_err(|e| ReadError::Syntax { syntax: "JSON", message: e.to_string() })
}

/// What the first bytes give away, when they cannot start a JSON document.
fn something_else(start: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 12] = [
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"SQLite format 3", "a database"),
        (b"\xff\xfe", "UTF-16 text"),
        (b"\xfe\xff", "UTF-16 text"),
        (b"QGC WPL", "a QGC WPL mission"),
        (b"<?xml", "XML"),
        (b"<", "an HTML page or XML"),
        (b"\x00", "binary data"),
    ];
    if let Some((_, what)) = SIGNS.iter().find(|(sign, _)| start.starts_with(sign)) {
        return Some(what);
    }
    let head = start.get(..256).unwrap_or(start);
    // The cut may run through a character.
    let is_text = core::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true);
    let is_control = |b: &u8| b.is_ascii_control() && !b"\t\r\n\x0c".contains(b);
    if !start.starts_with(b"{") && !start.starts_with(b"[") && head.iter().any(is_control) {
        return Some("binary data");
    }
    let word: Vec<u8> = start
        .iter()
        .copied()
        .take_while(|b| b.is_ascii_alphanumeric() || b"_.$".contains(b))
        .collect();
    let literal = [b"true".as_slice(), b"false", b"null"].contains(&word.as_slice());
    let names = word.first().is_some_and(|b| b.is_ascii_alphabetic() || b"_$".contains(b));
    (names && !literal && is_text && head.iter().any(|b| *b == b'=' || *b == b'('))
        .then_some("JavaScript")
}

/// A JSON value in which no object names a key twice.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        UniqueSeed.deserialize(deserializer).map(Self)
    }
}

struct UniqueSeed;

impl<'de> DeserializeSeed<'de> for UniqueSeed {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for UniqueSeed {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("a number that is not finite"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Self)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            let value = access.next_value_seed(Self)?;
            if map.contains_key(&key) {
                return Err(de::Error::custom(format_args!(
                    "the key {key:?} stands twice in one object"
                )));
            }
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_is_called_by_its_name() {
        for (bytes, says) in [
            (b"".as_slice(), "is empty"),
            (b"\xef\xbb\xbf  \n", "is empty"),
            (b"PK\x03\x04rest", "is a ZIP archive, not a zone file"),
            (b"<!DOCTYPE html><html>", "is an HTML page or XML, not a zone file"),
            (b"data = {\"features\": []}", "is JavaScript, not a zone file"),
            // Random bytes may begin with a letter, and hold a bracket.
            (b"q\x9c(\x07\xe1=", "is binary data, not a zone file"),
            (b"\x07(", "is binary data, not a zone file"),
            (b"q\x9c(\xe1=", "is not UTF-8 text (byte 1)"),
            (b"\xff\xfe{\x00", "is UTF-16 text, not a zone file"),
            (b"{\"a\": \"\xff\"}", "is not UTF-8 text (byte 7)"),
        ] {
            assert_eq!(parse(bytes, "a zone file").unwrap_err().to_string(), says);
        }
    }

    #[test]
    fn a_key_that_stands_twice_is_refused() {
        let message = parse(b"{\"a\": {\"b\": 1, \"b\": 2}}", "JSON").unwrap_err().to_string();
        assert!(message.contains("\"b\" stands twice"), "{message}");
    }

    #[test]
    fn deep_nesting_and_numbers_that_are_not_finite_are_errors() {
        let deep = "[".repeat(100_000);
        for text in [deep.as_str(), "[1e999]", "[NaN]", "[1] x"] {
            assert!(
                matches!(parse(text.as_bytes(), "JSON"), Err(ReadError::Syntax { .. })),
                "{}",
                &text[..3]
            );
        }
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(parse(b"\xef\xbb\xbf[1]", "JSON").unwrap(), serde_json::json!([1]));
    }
}
