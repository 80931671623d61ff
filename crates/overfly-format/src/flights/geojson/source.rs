//! Reading values out of properties: each kind with the message it deserves.

use jiff::Timestamp;
use jiff::fmt::temporal::Pieces;
use overfly_model::{Altitude, Code, Datum, Finding, HeightInterval, Metres, Position};
use serde_json::Value;

use super::{Object, join};
use crate::flights::names::strays;
use crate::flights::position;
use crate::quantities;

/// Kiribati keeps 14 hours.
const FURTHEST_FROM_UTC_S: i32 = 14 * 3600;
const HINT: &str = "take it out, or write it where docs/formats/geojson-flight.md has it";

/// A height that stands in the properties.
#[derive(Clone, Copy)]
pub(super) enum Stated {
    /// Readable.
    At(Altitude),
    /// Not readable: any height.
    Unknown,
}

impl Stated {
    /// The altitude, where it can be read.
    pub(super) const fn known(self) -> Option<Altitude> {
        match self {
            Self::At(altitude) => Some(altitude),
            Self::Unknown => None,
        }
    }

    fn interval(self) -> HeightInterval {
        self.known().map_or(HeightInterval::ANY, HeightInterval::at)
    }
}

/// Properties being read.
pub(super) struct Source<'a> {
    pub map: &'a Object,
    pub field: &'a str,
    pub findings: &'a mut Vec<Finding>,
}

impl Source<'_> {
    /// The value at `key` as `read` takes it; a finding when it takes it not.
    pub(super) fn with<T>(
        &mut self,
        key: &str,
        wanted: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.map.get(key).filter(|value| !value.is_null())?;
        let read = read(value);
        if read.is_none() {
            let field = format!("{}.{key}", self.field);
            let text = format!("{field} is {}, not {wanted}", shown(value));
            self.findings.push(Finding::undecided(Code::PlanFieldUnreadable, text).at(field));
        }
        read
    }

    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        self.with(key, "a text", |value| value.as_str().map(str::to_owned))
    }

    pub(super) fn word<T>(
        &mut self,
        key: &str,
        wanted: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        self.with(key, wanted, |value| read(value.as_str()?))
    }

    /// When the flight starts: `depart`, or `time`.
    pub(super) fn depart(&mut self) -> Option<Timestamp> {
        let mut time = |key| self.word(key, "a time like 2026-11-22T10:30:00+01:00", instant);
        let (depart, time) = (time("depart"), time("time"));
        if depart.zip(time).is_some_and(|(depart, time)| depart != time) {
            let text = format!("{} has a depart and another time", self.field);
            self.findings.push(Finding::undecided(Code::PlanFieldUnreadable, text).at(self.field));
        }
        depart.or(time)
    }

    pub(super) fn home(&mut self) -> Option<Position> {
        let numbers = |value: &Value| {
            let list = value.as_array().filter(|list| list.len() >= 2)?;
            Some([list.first()?.as_f64()?, list.get(1)?.as_f64()?])
        };
        let [lon, lat] = self.with("home", "[longitude, latitude]", numbers)?;
        position([lat, lon], &format!("{}.home", self.field), self.findings)
    }

    /// The greatest radius stated.
    pub(super) fn radius(&mut self) -> Option<Metres> {
        let mut stated = |key| {
            self.with(key, "a number of metres, zero or more", |value| {
                metres(value).filter(|m| *m >= Metres::ZERO)
            })
        };
        [stated("radius"), stated("radius_m")].into_iter().flatten().reduce(Metres::max)
    }

    /// Leaves a finding for coordinates over anything but WGS84, as GeoJSON of 2008 could have them.
    pub(super) fn check_crs(&mut self) {
        let Some(crs) = self.map.get("crs") else { return };
        let name = crs.get("properties").and_then(|of| of.get("name")).and_then(Value::as_str);
        let known = ["CRS84", "EPSG:4326", "EPSG::4326"];
        if name.is_some_and(|name| known.iter().any(|known| name.ends_with(known))) {
            return;
        }
        let field = join(self.field, "crs");
        let text = format!("{field} is not WGS84: where its coordinates lie is not known");
        let finding = Finding::undecided(Code::PlanFieldUnreadable, text).at(field);
        self.findings.push(finding.hint("save the file with WGS84 coordinates (EPSG:4326)"));
    }

    /// Leaves a finding for each key that is none of `read` and like one that means something to a flight.
    pub(super) fn check_names(&mut self, read: &[&'static str], known: &[&'static str]) {
        for (key, like) in strays(self.map, read, known) {
            let field = join(self.field, key);
            let text = if key == like {
                format!("{field} is not read where it stands")
            } else {
                format!("{field} is not read; it may stand for {like:?}")
            };
            let finding = Finding::undecided(Code::PlanFieldUnreadable, text).at(field);
            self.findings.push(finding.hint(HINT));
        }
    }

    /// The heights stated, and whether by `height` alone. What is stated and cannot be read is any height.
    pub(super) fn heights(&mut self, datum: Option<Datum>) -> (Option<HeightInterval>, bool) {
        // All that stand count, not the first.
        let mut hull = |keys: [&str; 2]| {
            let stated = keys.iter().filter_map(|key| self.altitude(key, datum));
            stated.map(Stated::interval).reduce(HeightInterval::hull)
        };
        let one = hull(["height", "height_m"]);
        let (lower, upper) = (hull(["lower", "lower_m"]), hull(["upper", "upper_m"]));
        if lower.is_none() && upper.is_none() {
            return (one, one.is_some());
        }
        let band = HeightInterval {
            lower: lower.and_then(|heights| heights.lower),
            upper: upper.and_then(|heights| heights.upper),
        };
        (Some(self.checked(band, upper.is_some()).hull(one.unwrap_or(band))), false)
    }

    fn checked(&mut self, band: HeightInterval, has_upper: bool) -> HeightInterval {
        if !has_upper {
            let text = format!(
                "{} states a lower height and no upper: counts as any height above",
                self.field
            );
            self.findings.push(Finding::undecided(Code::HeightNotStated, text).at(self.field));
        }
        match (band.lower, band.upper) {
            (Some(lower), Some(upper))
                if lower.datum == upper.datum && lower.height > upper.height =>
            {
                let text =
                    format!("{} has its lower height above its upper: both count", self.field);
                self.findings
                    .push(Finding::undecided(Code::PlanFieldUnreadable, text).at(self.field));
                HeightInterval { lower: band.upper, upper: band.lower }
            }
            _ => band,
        }
    }

    /// What stands at `key`, if anything.
    pub(super) fn altitude(&mut self, key: &str, datum: Option<Datum>) -> Option<Stated> {
        let value = self.map.get(key).filter(|value| !value.is_null())?;
        if value.is_number() && datum.is_none() {
            let field = format!("{}.{key}", self.field);
            let text = format!("{field} is a height without a datum: counts as any height");
            let finding = Finding::undecided(Code::HeightNotStated, text).at(field);
            self.findings
                .push(finding.hint("give \"datum\": \"agl\", \"amsl\", \"wgs84\" or \"take-off\""));
            return Some(Stated::Unknown);
        }
        let read = |value: &Value| match value {
            Value::String(text) => quantities::parse_height(text).ok(),
            value => Some(Altitude::new(metres(value)?, datum?)),
        };
        let altitude = self.with(key, "a number of metres or a text like 60m-agl", read);
        Some(altitude.map_or(Stated::Unknown, Stated::At))
    }
}

/// A value as a message shows it: long ones by their kind.
fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::String(text) if text.chars().count() > 40 => "a long text".to_owned(),
        value => value.to_string(),
    }
}

/// A time of day on a clock on Earth. Jiff itself takes a date alone, and offsets up to 25:59.
pub(in crate::flights) fn instant(text: &str) -> Option<Timestamp> {
    let pieces = Pieces::parse(text).ok()?;
    pieces.time()?;
    let offset = pieces.to_numeric_offset()?;
    if offset.seconds().abs() > FURTHEST_FROM_UTC_S || pieces.time_zone_annotation().is_some() {
        return None;
    }
    text.parse().ok()
}

/// A number of metres.
pub(super) fn metres(value: &Value) -> Option<Metres> {
    Metres::new(value.as_f64()?).ok()
}
