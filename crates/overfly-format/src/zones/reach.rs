//! How far a shape reaches beyond its coordinates: the radius of a point, the width of a line.

use overfly_model::Metres;
use serde_json::Value;

use super::field::{Object, number, present, word};
use super::limits::StatedUnit;

/// What makes a line or a polygon larger than its coordinates.
const WIDENING: [&str; 4] = ["radius", "width", "buffer", "extent"];

/// A radius as stated in one place.
#[derive(Clone, Copy)]
pub(super) enum Reach<'v> {
    /// Not there.
    Unsaid,
    /// A length above 0.
    Metres(Metres),
    /// No length that can be relied on.
    Unreadable(&'v Value),
}

impl<'v> Reach<'v> {
    /// The `extent` of ED-318, and a `radius` beside it, whose unit is unknown where `around` is: the
    /// larger, and both must be readable.
    pub(super) fn of(object: &'v Object, around: StatedUnit) -> Self {
        let extent = present(object, "extent").map_or(Self::Unsaid, Self::extent);
        let unit = match around {
            StatedUnit::Unknown => around,
            _ => StatedUnit::of(object),
        };
        extent.and(Self::radius(object, unit))
    }

    /// The `radius` of an object whose unit is `unit`.
    pub(super) fn radius(object: &'v Object, unit: StatedUnit) -> Self {
        present(object, "radius").map_or(Self::Unsaid, |value| Self::length(value, unit))
    }

    /// A length. No standard says that the unit of heights holds for it too: metres, the larger reading,
    /// are taken beside feet; beside an unknown unit nobody knows.
    pub(super) fn length(value: &'v Value, unit: StatedUnit) -> Self {
        let length = number(value).and_then(|length| Metres::new(length).ok());
        match length.filter(|length| *length > Metres::ZERO) {
            Some(length) if unit != StatedUnit::Unknown => Self::Metres(length),
            _ => Self::Unreadable(value),
        }
    }

    fn extent(value: &'v Value) -> Self {
        let Some(extent) = value.as_object() else { return Self::Unreadable(value) };
        let circle = present(extent, "subType")
            .is_none_or(|kind| word(kind).is_some_and(|kind| kind.eq_ignore_ascii_case("circle")));
        match Self::radius(extent, StatedUnit::of(extent)) {
            reach @ Self::Metres(_) if circle => reach,
            reach @ Self::Unreadable(_) => reach,
            _ => Self::Unreadable(value),
        }
    }

    /// Both hold: the larger, and neither where one cannot be read.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Metres(a), Self::Metres(b)) => Self::Metres(if a < b { b } else { a }),
            (Self::Unreadable(value), _) | (_, Self::Unreadable(value)) => Self::Unreadable(value),
            (Self::Unsaid, reach) | (reach, Self::Unsaid) => reach,
        }
    }

    /// `other` where nothing is said here.
    pub(super) const fn or(self, other: Self) -> Self {
        match self {
            Self::Unsaid => other,
            said => said,
        }
    }

    /// Whether a line or polygon for which this is stated may be larger than its coordinates.
    pub(super) fn widens(self) -> bool {
        match self {
            Self::Unsaid => false,
            Self::Metres(_) => true,
            Self::Unreadable(value) => !is_nothing(value),
        }
    }
}

/// Whether an object with the coordinates of a line or a polygon states that it is larger.
pub(super) fn is_widened(object: &Object) -> bool {
    WIDENING.iter().filter_map(|key| present(object, key)).any(|value| !is_nothing(value))
}

/// 0, or an empty text, list or object.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::String(text) if text.trim().is_empty() => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        value => number(value) == Some(0.0),
    }
}
