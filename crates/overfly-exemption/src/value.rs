//! Values as documents write them.

use jiff::{SignedDuration, Timestamp};
use overfly_model::{Altitude, Datum, Metres, Outline, Position, Ring, ZoneId, ZoneType};
use serde::de::{Deserialize, Deserializer, Error as _};

/// The most corners of an area.
const MOST_CORNERS: usize = 10_000;

/// An instant: a TOML date-time with an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant(pub(crate) Timestamp);

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = toml::value::Datetime::deserialize(deserializer)?.to_string();
        let example = "is no time such as 2026-11-22T05:40:00Z";
        let at = text.parse().map_err(|_| D::Error::custom(format!("{text:?} {example}")))?;
        Ok(Self(at))
    }
}

/// A length of time: one whole number and one unit, `7d`, `12h`, `30m` or `90s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Length(pub(crate) SignedDuration);

impl Length {
    fn read(text: &str) -> Option<Self> {
        let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let seconds = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            _ => return None,
        };
        let number: u32 = number.parse().ok().filter(|_| !number.starts_with('+'))?;
        Some(Self(SignedDuration::from_secs(i64::from(number) * seconds)))
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| {
            D::Error::custom(format!("{text:?} is no length of time such as 7d, 12h, 30m or 90s"))
        })
    }
}

/// `{ m = 60, datum = "AGL" }`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Height(pub(crate) Altitude);

impl<'de> Deserialize<'de> for Height {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            m: Number,
            datum: DatumName,
        }
        let Written { m, datum } = Written::deserialize(deserializer)?;
        Ok(Self(Altitude::new(metres(m.0)?, datum.0)))
    }
}

/// A datum by its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DatumName(pub(crate) Datum);

impl<'de> Deserialize<'de> for DatumName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const ALL: [Datum; 5] =
            [Datum::Agl, Datum::Amsl, Datum::Wgs84, Datum::AboveTakeOff, Datum::Pressure];
        let name = String::deserialize(deserializer)?;
        let datum = ALL.into_iter().find(|datum| datum.as_str() == name);
        datum.map(Self).ok_or_else(|| {
            D::Error::custom(format!(
                "{name:?} is no datum: AGL, AMSL, WGS84, above take-off or FL"
            ))
        })
    }
}

/// A number, whole or not; TOML knows infinity and NaN, which no document may hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number(pub(crate) f64);

impl<'de> Deserialize<'de> for Number {
    #[allow(clippy::cast_precision_loss, reason = "whole numbers of documents are far below 2^53")]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = match toml::Value::deserialize(deserializer)? {
            toml::Value::Integer(whole) => whole as f64,
            toml::Value::Float(number) => number,
            other => return Err(D::Error::custom(format!("{other} is not a number"))),
        };
        if number.is_finite() && number.abs() <= 1e9 {
            return Ok(Self(number));
        }
        Err(D::Error::custom(format!("{number} is not a usable number")))
    }
}

fn metres<E: serde::de::Error>(number: f64) -> Result<Metres, E> {
    Metres::new(number).map_err(|_| E::custom(format!("{number} m is not a usable length")))
}

/// `{ lat = 52.3081, lon = 4.7642 }`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point(pub(crate) Position);

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            lat: Number,
            lon: Number,
        }
        let Written { lat, lon } = Written::deserialize(deserializer)?;
        Position::from_lat_lon_deg([lat.0, lon.0]).map(Self).map_err(D::Error::custom)
    }
}

/// `{ circle = .. }` or `{ polygon = [ .. ] }`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Area(pub(crate) Outline);

impl<'de> Deserialize<'de> for Area {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Circle {
            centre: Point,
            radius_m: Number,
        }
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            circle: Option<Circle>,
            polygon: Option<Vec<Point>>,
        }
        let outline = match Written::deserialize(deserializer)? {
            Written { circle: Some(Circle { centre, radius_m }), polygon: None } => {
                if radius_m.0 <= 0.0 || radius_m.0 > 1e6 {
                    return Err(D::Error::custom("radius_m is not above 0 and up to 1,000 km"));
                }
                Outline::Circle { centre: centre.0, radius: metres(radius_m.0)? }
            }
            Written { circle: None, polygon: Some(corners) } => {
                Outline::Polygon { outer: ring(&corners)?, holes: Vec::new() }
            }
            _ => return Err(D::Error::custom("an area is either a circle or a polygon")),
        };
        Ok(Self(outline))
    }
}

/// A ring by its corners; edges go the short way round.
pub(crate) fn ring<E: serde::de::Error>(corners: &[Point]) -> Result<Ring, E> {
    if corners.len() < 3 || corners.len() > MOST_CORNERS {
        return Err(E::custom(format!("a polygon has 3 to {MOST_CORNERS} corners")));
    }
    let vertices: Vec<Position> = corners.iter().map(|corner| corner.0).collect();
    if vertices.first() == vertices.last() {
        return Err(E::custom("the first corner of a polygon is not repeated at its end"));
    }
    let ring = Ring::short_way(vertices);
    // Nobody can tell what a ring holds that meets itself, wherever on it the flight is.
    match ring.flaw() {
        Some(flaw) => Err(E::custom(format!("a polygon is simple, and this one {flaw}"))),
        None => Ok(ring),
    }
}

/// The kind of zone whose restriction may be lifted, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Restriction(pub(crate) ZoneType);

impl<'de> Deserialize<'de> for Restriction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        restriction(&name).map(Self).ok_or_else(|| {
            D::Error::custom(format!(
                "{name:?} is no restriction: Prohibited, RequireAuthorization, Conditional or USpace"
            ))
        })
    }
}

fn restriction(name: &str) -> Option<ZoneType> {
    const ALL: [ZoneType; 4] = [
        ZoneType::Prohibited,
        ZoneType::RequireAuthorization,
        ZoneType::Conditional,
        ZoneType::USpace,
    ];
    ALL.into_iter().find(|kind| kind.as_str() == name)
}

/// Zones by their ids: one, or all that begin alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ZonePattern(String);

impl ZonePattern {
    /// From `NLD/7.1`, `NLD/7.*` or `*`. A star stands at the end only, and once.
    pub fn read(text: &str) -> Option<Self> {
        let stars = text.matches('*').count();
        let usable = !text.is_empty() && (stars == 0 || (stars == 1 && text.ends_with('*')));
        usable.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it names one zone.
    pub fn is_exact(&self) -> bool {
        !self.0.ends_with('*')
    }

    /// Whether it names this zone.
    pub fn names(&self, zone: &ZoneId) -> bool {
        match self.0.strip_suffix('*') {
            Some(start) => zone.as_str().starts_with(start),
            None => zone.as_str() == self.0,
        }
    }

    /// Whether every zone that `other` may name is named by this one too.
    pub fn holds(&self, other: &Self) -> bool {
        match self.0.strip_suffix('*') {
            Some(start) => other.0.trim_end_matches('*').starts_with(start),
            None => self == other,
        }
    }
}

impl<'de> Deserialize<'de> for ZonePattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| {
            D::Error::custom(format!("{text:?} is no zone id such as NLD/7.1, NLD/7.* or *"))
        })
    }
}

/// Names of one kind: some, or any. Nothing is named by silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names {
    /// `"*"`: whoever or whatever it is, known or not.
    Any,
    /// One of these.
    Listed(Vec<String>),
}

impl Names {
    /// Whether a name that is known, or not, is one of them.
    pub fn names(&self, name: Option<&str>) -> bool {
        match self {
            Self::Any => true,
            Self::Listed(all) => name.is_some_and(|name| all.iter().any(|one| one == name)),
        }
    }

    /// Whether every name of `other` is one of these.
    pub fn holds(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, _) => true,
            (Self::Listed(_), Self::Any) => false,
            (Self::Listed(all), Self::Listed(some)) => some.iter().all(|name| all.contains(name)),
        }
    }
}

impl core::fmt::Display for Names {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Listed(names) if names.is_empty() => f.write_str("none"),
            Self::Listed(names) => f.write_str(&names.join(", ")),
        }
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = Vec::<String>::deserialize(deserializer)?;
        match names.as_slice() {
            [any] if any == "*" => Ok(Self::Any),
            names if names.iter().any(|name| name.trim().is_empty() || name.contains('*')) => {
                Err(D::Error::custom("a list holds whole names, or \"*\" alone"))
            }
            _ => Ok(Self::Listed(names)),
        }
    }
}

/// An id as documents carry it: printable, and fit for a file name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Id(pub(crate) String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let usable = !text.is_empty()
            && text.len() <= 64
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.@+".contains(c))
            && text.starts_with(|c: char| c.is_ascii_alphanumeric());
        if usable {
            return Ok(Self(text));
        }
        Err(D::Error::custom(format!(
            "{text:?} is no id: up to 64 letters, digits and - _ . @ +, beginning with a letter or digit"
        )))
    }
}
