//! Vertical limits. Whatever is unknown does not limit: no unit or datum is ever guessed.

use overfly_model::{Altitude, Code, Datum, Limit, Metres, VerticalLimits};
use serde_json::Value;

use super::field::{Object, any_of, number, present, shown, word};
use super::notes::Notes;

/// The names under which a standard writes limits, each with the other standard's behind it.
pub(super) struct LimitNames {
    pub(super) lower: [&'static str; 2],
    pub(super) lower_datum: [&'static str; 2],
    pub(super) upper: [&'static str; 2],
    pub(super) upper_datum: [&'static str; 2],
    /// The unit when none is written, where the standard says.
    pub(super) default_unit: Option<Unit>,
}

impl LimitNames {
    /// Whether `object` states limits at all.
    pub(super) fn stand_in(&self, object: &Object) -> bool {
        [self.lower, self.upper].iter().any(|names| any_of(object, names).is_some())
    }

    /// Whether names of the other standard stand in `object`, which may then mean the other's unit.
    fn are_mixed_in(&self, object: &Object) -> bool {
        [self.lower, self.upper].iter().any(|[_, other]| present(object, other).is_some())
    }
}

/// A unit of height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Metres.
    Metres,
    /// International feet.
    Feet,
}

impl Unit {
    /// The unit a word names: `m`, `ft`.
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "m" | "metre" | "metres" | "meter" | "meters" => Some(Self::Metres),
            "ft" | "feet" | "foot" => Some(Self::Feet),
            _ => None,
        }
    }

    fn metres(self, number: f64) -> Option<Metres> {
        match self {
            Self::Metres => Metres::new(number).ok(),
            Self::Feet => Metres::from_feet(number).ok(),
        }
    }
}

/// The unit that an object states for its numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum StatedUnit {
    /// None.
    Unsaid,
    /// This one.
    Known(Unit),
    /// One that is not known here, null, or several that differ.
    Unknown,
}

impl StatedUnit {
    /// Whatever the key for it is called: `uom`, `uomDimensions`, `unit`, in any case.
    pub(super) fn of(object: &Object) -> Self {
        let mut stated = object
            .iter()
            .filter(|(key, _)| names_unit(key))
            .map(|(_, value)| word(value).and_then(Unit::from_word));
        match stated.next() {
            None => Self::Unsaid,
            Some(Some(unit)) if stated.all(|other| other == Some(unit)) => Self::Known(unit),
            Some(_) => Self::Unknown,
        }
    }
}

fn names_unit(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.starts_with("uom") || ["unit", "units"].contains(&key.as_str())
}

/// The datum a word of a zone file names.
pub fn datum_from_word(word: &str) -> Option<Datum> {
    match word.trim().to_ascii_uppercase().as_str() {
        "AGL" | "GND" | "SFC" => Some(Datum::Agl),
        "AMSL" | "MSL" => Some(Datum::Amsl),
        "WGS84" => Some(Datum::Wgs84),
        _ => None,
    }
}

/// The limits that stand in `object`.
pub(super) fn limits(
    object: &Object,
    names: &LimitNames,
    at: &str,
    notes: &mut Notes,
) -> VerticalLimits {
    let unit = match StatedUnit::of(object) {
        StatedUnit::Known(unit) => Some(unit),
        StatedUnit::Unsaid => names.default_unit.filter(|_| !names.are_mixed_in(object)),
        StatedUnit::Unknown => None,
    };
    let mut limit = |side, keys: &[&'static str; 2], datum_keys: &[&'static str]| {
        let datum = any_of(object, datum_keys).map(|(_, datum)| Stated::of(datum));
        let (key, value) = match any_of(object, keys) {
            Some((key, value)) => (key, Some(value)),
            None => (keys[0], None),
        };
        let raw = RawLimit { side, value, unit, datum };
        raw.read(&format!("{at}.{key}"), notes)
    };
    let lower = limit(Side::Lower, &names.lower, &names.lower_datum);
    let upper = limit(Side::Upper, &names.upper, &names.upper_datum);
    settle(lower, upper, at, notes)
}

/// Which limit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Lower,
    Upper,
}

/// A datum as written.
#[derive(Clone, Copy)]
pub(super) enum Stated {
    Known(Datum),
    /// A flight level.
    Level,
    Unknown,
}

impl Stated {
    fn of(value: &Value) -> Self {
        let Some(word) = word(value) else { return Self::Unknown };
        match datum_from_word(word) {
            Some(datum) => Self::Known(datum),
            None if ["FL", "STD"].contains(&word.to_ascii_uppercase().as_str()) => Self::Level,
            None => Self::Unknown,
        }
    }
}

/// One limit as written.
pub(super) struct RawLimit<'v> {
    pub(super) side: Side,
    pub(super) value: Option<&'v Value>,
    pub(super) unit: Option<Unit>,
    pub(super) datum: Option<Stated>,
}

impl RawLimit<'_> {
    pub(super) fn read(&self, at: &str, notes: &mut Notes) -> Limit {
        let Some(value) = self.value else {
            notes.note(Code::LimitMissing, at, "not stated; the zone counts as without this limit");
            return Limit::NotStated;
        };
        if may_be_thousands(value) {
            let says = format!(
                "{} may be a whole number with a separator of thousands; the zone counts as without this limit",
                shown(value)
            );
            notes.note(Code::LimitUnreadable, at, says);
            return Limit::NotStated;
        }
        let limit =
            number(value).map_or_else(|| self.of_words(value), |number| self.of_number(number));
        match limit {
            Some(Limit::Unlimited) => {
                notes.note(
                    Code::LimitUnlimited,
                    at,
                    format!("{} stands for no limit", shown(value)),
                );
            }
            Some(_) => {}
            None => notes.note(Code::LimitUnreadable, at, self.complaint(value)),
        }
        limit.unwrap_or(Limit::NotStated)
    }

    /// Numbers of nines, and any above 99 000, stand for "no limit"; to read a true height of 9999 ft
    /// so only lets the zone grow.
    fn of_number(&self, number: f64) -> Option<Limit> {
        if stands_for_none(number) {
            return None;
        }
        if is_sentinel(number) {
            return (self.side == Side::Upper).then_some(Limit::Unlimited);
        }
        let Some(Stated::Known(datum)) = self.datum else { return None };
        self.unit?.metres(number).map(|height| Limit::At(Altitude::new(height, datum)))
    }

    /// `GND`, `UNL`, `FL65`.
    fn of_words(&self, value: &Value) -> Option<Limit> {
        let word = word(value)?.to_ascii_uppercase();
        match (word.as_str(), self.side) {
            ("GND" | "SFC", _) => Some(Limit::At(Altitude::new(Metres::ZERO, Datum::Agl))),
            ("UNL" | "UNLIMITED" | "UNLTD", Side::Upper) => Some(Limit::Unlimited),
            _ => self.of_flight_level(word.strip_prefix("FL")?.trim()),
        }
    }

    fn of_flight_level(&self, digits: &str) -> Option<Limit> {
        let level: u16 = digits.parse().ok()?;
        if level >= 999 {
            return (self.side == Side::Upper).then_some(Limit::Unlimited);
        }
        if !matches!(self.datum, None | Some(Stated::Level)) {
            return None;
        }
        let height = Metres::from_feet(f64::from(level) * 100.0).ok()?;
        Some(Limit::At(Altitude::new(height, Datum::Pressure)))
    }

    fn complaint(&self, value: &Value) -> String {
        let fault = match (number(value), self.datum, self.unit) {
            (None, ..) => "is no height",
            (Some(number), ..) if stands_for_none(number) => "stands for no value",
            (Some(number), ..) if is_sentinel(number) => "is no lower limit",
            (_, None | Some(Stated::Unknown | Stated::Level), _) => "has no datum known here",
            (_, _, None) => "has no unit known here",
            _ => "is out of range",
        };
        format!("{} {fault}; the zone counts as without this limit", shown(value))
    }
}

/// A text like `1.500`, which is 1500 in much of Europe. Whoever means 1.5 writes no zeros behind it.
fn may_be_thousands(value: &Value) -> bool {
    let Some((whole, thousand)) = word(value).and_then(|text| text.split_once('.')) else {
        return false;
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&whole.len())
        && digits(whole)
        && !whole.starts_with('0')
        && thousand.len() == 3
        && digits(thousand)
}

fn is_sentinel(number: f64) -> bool {
    let nines = [9_999.0, 99_999.0].iter().any(|nines| (number - nines).abs() < 1.0);
    nines || number >= 99_000.0
}

/// -999, -9999, -32768 and the like stand for "not known"; no ground is so low.
fn stands_for_none(number: f64) -> bool {
    number <= -999.0
}

/// The two limits together: a band that is empty in itself states nothing.
pub(super) fn settle(lower: Limit, upper: Limit, at: &str, notes: &mut Notes) -> VerticalLimits {
    // Not below the sea: a band from -50 to -10 m on one datum may be a quarry.
    let from_ground = lower.altitude().is_none_or(|a| {
        a.height.value().abs() < 1e-9 || (a.datum == Datum::Agl && a.height <= Metres::ZERO)
    });
    if let Limit::At(top) = upper
        && top.height <= Metres::ZERO
    {
        // Zero and -1 above the sea stand for "not known".
        if top.datum == Datum::Agl || from_ground {
            let says = format!(
                "an upper limit of {top} over a lower one of {lower} states no band; counts as not stated"
            );
            notes.note(Code::LimitMissing, at, says);
            return VerticalLimits::NOT_STATED;
        }
    }
    if let (Limit::At(low), Limit::At(high)) = (lower, upper)
        && low.datum == high.datum
        && low.height >= high.height
    {
        let says = format!(
            "the lower limit, {low}, is not below the upper, {high}; both count as not stated"
        );
        notes.note(Code::LimitsInverted, at, says);
        return VerticalLimits::NOT_STATED;
    }
    VerticalLimits { lower, upper }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_thousands_is_no_small_height() {
        for (text, doubtful) in
            [("1.500", true), ("12.000", true), ("1.5", false), ("0.500", false), ("1500", false)]
        {
            assert_eq!(may_be_thousands(&Value::from(text)), doubtful, "{text}");
        }
        assert!(!may_be_thousands(&serde_json::json!(1.5)));
    }

    #[test]
    fn an_upper_limit_at_or_below_the_sea_over_the_ground_is_not_stated() {
        let at = |m, datum| Limit::At(Altitude::new(Metres::new(m).unwrap(), datum));
        let settled = |lower, upper| settle(lower, upper, "", &mut Notes::of_file(&mut Vec::new()));
        for datum in [Datum::Amsl, Datum::Wgs84, Datum::Pressure] {
            for lower in [Limit::NotStated, at(0.0, Datum::Agl), at(0.0, datum)] {
                for upper in [0.0, -1.0] {
                    assert_eq!(settled(lower, at(upper, datum)), VerticalLimits::NOT_STATED);
                }
            }
        }
        let quarry = settled(at(-50.0, Datum::Amsl), at(-10.0, Datum::Amsl));
        assert_eq!(quarry.upper, at(-10.0, Datum::Amsl));
    }
}
