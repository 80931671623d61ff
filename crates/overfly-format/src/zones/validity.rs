//! How long a file holds, and when it was made. Of several statements the narrowest counts, and data
//! whose time of validity cannot be read is never clear.

use jiff::Timestamp;
use overfly_model::{Code, LocalText, TimeInterval};
use serde_json::Value;

use super::clock;
use super::field::{Object, any_of, shown, spelled, word};
use super::notes::Notes;
use super::text::texts;

/// Ireland writes the second.
const METADATA: [&str; 2] = ["metadata", "datasetMetadata"];
const ISSUED: [&str; 2] = ["issued", "createdAt"];
const FROM: [&str; 1] = ["validFrom"];
const UNTIL: [&str; 2] = ["validTo", "validUntil"];

/// What a file says of itself.
pub(super) struct Validity {
    /// The earliest date of issue.
    pub(super) issued: Option<Timestamp>,
    /// From the latest start to the earliest end.
    pub(super) valid: TimeInterval,
    /// Who provides it.
    pub(super) provider: Vec<LocalText>,
}

/// Whether a root speaks for itself as ED-318 does.
pub(super) fn has_metadata(root: &Object) -> bool {
    any_of(root, &METADATA).is_some()
}

/// Reads what stands at the root and in every object of metadata.
pub(super) fn validity(root: &Object, notes: &mut Notes) -> Validity {
    let mut carriers = vec![(String::new(), root)];
    let mut provider = Vec::new();
    for (key, value) in METADATA.iter().flat_map(|key| spelled(root, key).map(move |v| (key, v))) {
        let Some(object) = value.as_object() else {
            let says = format!("{} says nothing of how long the zones hold", shown(value));
            notes.undecided(Code::FieldUnreadable, key, says);
            continue;
        };
        provider.extend(texts(object, "provider", key, notes));
        carriers.push((format!("{key}."), object));
    }
    let mut stated = |keys: &[&str], gravity| instants(&carriers, keys, gravity, notes);
    Validity {
        issued: stated(&ISSUED, Gravity::Harmless).into_iter().min(),
        valid: TimeInterval {
            from: stated(&FROM, Gravity::Decisive).into_iter().max(),
            until: stated(&UNTIL, Gravity::Decisive).into_iter().min(),
        },
        provider,
    }
}

/// What a date that cannot be read means for a flight.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gravity {
    Harmless,
    Decisive,
}

fn instants(
    carriers: &[(String, &Object)],
    keys: &[&str],
    gravity: Gravity,
    notes: &mut Notes,
) -> Vec<Timestamp> {
    let mut instants = Vec::new();
    for (at, object) in carriers {
        for (key, value) in keys.iter().flat_map(|key| spelled(object, key).map(move |v| (key, v)))
        {
            match word(value).and_then(clock::instant) {
                Some(instant) => instants.push(instant),
                None => note_unreadable(value, &format!("{at}{key}"), gravity, notes),
            }
        }
    }
    instants
}

fn note_unreadable(value: &Value, at: &str, gravity: Gravity, notes: &mut Notes) {
    let says = format!("{} is no date and time with an offset from UTC", shown(value));
    if gravity == Gravity::Harmless {
        return notes.note(Code::TimeUnreadable, at, says);
    }
    let says = format!("{says}; nobody knows when these zones hold");
    notes.undecided(Code::TimeUnreadable, at, says);
}
