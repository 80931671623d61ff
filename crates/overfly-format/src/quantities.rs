//! Lengths, heights and durations as people write them: `150m`, `200ft-amsl`, `1h30m`.
//!
//! The command line and the GeoJSON reader share these forms. A number without a unit is refused, and
//! so is a height without a datum: the unit and the datum are what goes wrong.

use core::time::Duration;

use overfly_model::{Altitude, Datum, Metres};

/// A text that is no quantity. Says what would be one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no {quantity}: write it like {example}")]
pub struct QuantityError {
    /// What stood there.
    pub text: String,
    /// What was wanted.
    pub quantity: &'static str,
    /// What would be right.
    pub example: &'static str,
}

/// Longest duration taken: a year. Longer is a slip of the pen.
const LONGEST_S: f64 = 366.0 * 86_400.0;
/// The international nautical mile (ICAO Annex 5).
const METRES_PER_NM: f64 = 1852.0;

/// A length with its unit: `150m`, `1.2km`, `500ft`, `0.5NM`. Negative lengths are refused.
///
/// # Errors
/// [`QuantityError`] that says what was wanted.
///
/// # Example
/// ```
/// use overfly_format::quantities::parse_length;
/// assert_eq!(parse_length("0.5NM")?.value(), 926.0);
/// assert!(parse_length("150").is_err(), "metres or feet?");
/// # Ok::<(), overfly_format::quantities::QuantityError>(())
/// ```
pub fn parse_length(text: &str) -> Result<Metres, QuantityError> {
    metres(text).filter(|length| *length >= Metres::ZERO).ok_or_else(|| QuantityError {
        text: text.to_owned(),
        quantity: "length",
        example: "150m, 1.2km, 500ft or 0.5NM",
    })
}

/// A height with its unit and datum: `60m-agl`, `200ft-amsl`, `45m-wgs84`, `60m-takeoff`.
///
/// # Errors
/// [`QuantityError`] that says what was wanted.
///
/// # Example
/// ```
/// use overfly_format::quantities::parse_height;
/// assert_eq!(parse_height("60m-agl")?.to_string(), "60 m AGL");
/// assert!(parse_height("60m").is_err(), "above what?");
/// # Ok::<(), overfly_format::quantities::QuantityError>(())
/// ```
pub fn parse_height(text: &str) -> Result<Altitude, QuantityError> {
    height(text).ok_or_else(|| QuantityError {
        text: text.to_owned(),
        quantity: "height",
        example: "60m-agl, 200ft-amsl, 45m-wgs84 or 60m-takeoff",
    })
}

/// A duration: `30m`, `1h30m`, `90s`. Here `m` is minutes.
///
/// # Errors
/// [`QuantityError`] that says what was wanted.
pub fn parse_duration(text: &str) -> Result<Duration, QuantityError> {
    duration(text).ok_or_else(|| QuantityError {
        text: text.to_owned(),
        quantity: "duration",
        example: "30m, 1h30m or 90s",
    })
}

/// The datum a word names.
pub fn datum(word: &str) -> Option<Datum> {
    match word.trim().to_ascii_lowercase().as_str() {
        "agl" => Some(Datum::Agl),
        "amsl" | "msl" => Some(Datum::Amsl),
        "wgs84" => Some(Datum::Wgs84),
        "take-off" | "takeoff" => Some(Datum::AboveTakeOff),
        _ => None,
    }
}

/// Seconds as a duration; `None` for what is negative, not finite, or longer than a year.
pub(crate) fn seconds(s: f64) -> Option<Duration> {
    (0.0..=LONGEST_S).contains(&s).then(|| Duration::from_secs_f64(s))
}

fn height(text: &str) -> Option<Altitude> {
    // The last hyphen that leaves a datum behind it: `-5m-take-off` has three.
    text.char_indices().filter(|(_, c)| *c == '-').find_map(|(at, _)| {
        let (length, word) = (text.get(..at)?, text.get(at + 1..)?);
        Some(Altitude::new(metres(length)?, datum(word)?))
    })
}

fn metres(text: &str) -> Option<Metres> {
    let text = text.trim();
    let unit_at = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at_checked(unit_at)?;
    let number = plain_number(number.trim_end())?;
    match unit.to_ascii_lowercase().as_str() {
        "m" => Metres::new(number),
        "km" => Metres::new(number * 1000.0),
        "ft" => Metres::from_feet(number),
        "nm" => Metres::new(number * METRES_PER_NM),
        _ => return None,
    }
    .ok()
}

fn duration(text: &str) -> Option<Duration> {
    let mut rest = text.trim();
    let (mut total, mut largest) = (0.0, f64::INFINITY);
    while !rest.is_empty() {
        let unit_at = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let (number, after) = rest.split_at_checked(unit_at)?;
        let word_end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, next) = after.split_at_checked(word_end)?;
        let unit_s = match unit.to_ascii_lowercase().as_str() {
            "h" => 3600.0,
            "m" | "min" => 60.0,
            "s" => 1.0,
            _ => return None,
        };
        // Each unit once, from large to small: `5m1h` is more likely a slip than meant.
        if unit_s >= largest {
            return None;
        }
        largest = unit_s;
        total += plain_number(number.trim()).filter(|n| *n >= 0.0)? * unit_s;
        rest = next.trim_start();
    }
    if largest.is_infinite() { None } else { seconds(total) }
}

/// Digits, sign and point only: no `inf`, `nan` or exponent.
fn plain_number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b"+-.".contains(&b));
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_has_a_unit() {
        for (text, m) in
            [("150m", 150.0), ("1.2km", 1200.0), ("500ft", 152.4), ("0.5NM", 926.0), ("10 m", 10.0)]
        {
            assert!((parse_length(text).unwrap().value() - m).abs() < 1e-9, "{text}");
        }
        for text in [
            "",
            "150",
            "m",
            "-5m",
            "1e3m",
            "infm",
            "nanm",
            "5miles",
            "1m2",
            "99999999999999999km",
            "é5m",
        ] {
            assert!(parse_length(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_height_has_a_unit_and_a_datum() {
        for (text, says) in [
            ("60m-agl", "60 m AGL"),
            ("200ft-AMSL", "61 m AMSL"),
            ("-3m-amsl", "-3 m AMSL"),
            ("60m-takeoff", "60 m above take-off"),
            ("-5m-take-off", "-5 m above take-off"),
            ("45m-wgs84", "45 m WGS84"),
        ] {
            assert_eq!(parse_height(text).unwrap().to_string(), says, "{text}");
        }
        for text in ["", "60", "60m", "60-agl", "60m-", "60m-fl", "m-agl", "FL65"] {
            assert!(parse_height(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_duration_counts_down_through_its_units() {
        for (text, s) in [
            ("30m", 1800),
            ("1h30m", 5400),
            ("90s", 90),
            ("1h", 3600),
            ("1h 5min 3s", 3903),
            ("0s", 0),
        ] {
            assert_eq!(parse_duration(text).unwrap().as_secs(), s, "{text}");
        }
        for text in ["", "30", "-5m", "5m1h", "30m30m", "1d", "h", "99999999h", "1e9s"] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_message_says_what_would_be_right() {
        let says = parse_height("60m").unwrap_err().to_string();
        assert_eq!(
            says,
            "\"60m\" is no height: write it like 60m-agl, 200ft-amsl, 45m-wgs84 or 60m-takeoff"
        );
    }
}
