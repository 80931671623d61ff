//! Texts: one string, a string per language, or whatever a file has in their place.

use overfly_model::{Code, LocalText};
use serde_json::Value;

use super::field::{Object, list, present, shown};
use super::notes::Notes;

/// The longest text of ED-269 and ED-318 (`textShortType`), in characters.
const LONGEST: usize = 200;
/// BCP 47 for "not determined": how the writer says that no language is stated.
pub(super) const NO_LANGUAGE: &str = "und";

/// The texts of `key`, in the file's order; blank ones are left out.
pub(super) fn texts(object: &Object, key: &str, at: &str, notes: &mut Notes) -> Vec<LocalText> {
    let Some(value) = present(object, key) else { return Vec::new() };
    let at = format!("{at}.{key}");
    let texts: Vec<LocalText> =
        list(value).iter().filter_map(|item| local_text(item, &at, notes)).collect();
    note_length(texts.iter().map(|local| local.text.as_str()), &at, notes);
    texts
}

/// The one text of `key`, in no language.
pub(super) fn text(object: &Object, key: &str, at: &str, notes: &mut Notes) -> Option<String> {
    let value = present(object, key)?;
    match value {
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => {
            note_length([text.as_str()], &format!("{at}.{key}"), notes);
            Some(text.clone())
        }
        Value::Number(number) => Some(number.to_string()),
        other => {
            unreadable(other, &format!("{at}.{key}"), notes);
            None
        }
    }
}

fn local_text(value: &Value, at: &str, notes: &mut Notes) -> Option<LocalText> {
    let (text, lang) = match value {
        Value::Null => return None,
        Value::String(text) => (text.clone(), None),
        Value::Number(number) => (number.to_string(), None),
        Value::Object(object) => match present(object, "text") {
            Some(Value::String(text)) => (text.clone(), language(object)),
            None => return None,
            Some(other) => {
                unreadable(other, at, notes);
                return None;
            }
        },
        other => {
            unreadable(other, at, notes);
            return None;
        }
    };
    (!text.trim().is_empty()).then_some(LocalText { text, lang })
}

fn language(object: &Object) -> Option<String> {
    let lang = present(object, "lang")?.as_str()?;
    (!lang.is_empty() && lang != NO_LANGUAGE).then(|| lang.to_owned())
}

fn note_length<'t>(texts: impl IntoIterator<Item = &'t str>, at: &str, notes: &mut Notes) {
    let longest = texts.into_iter().map(|text| text.chars().count()).max().unwrap_or(0);
    if longest > LONGEST {
        let says =
            format!("a text of {longest} characters, {LONGEST} is the most the standard allows");
        notes.note(Code::TextLong, at, says);
    }
}

fn unreadable(value: &Value, at: &str, notes: &mut Notes) {
    notes.note(Code::FieldUnreadable, at, format!("{} is no text; left out", shown(value)));
}
