//! The properties of a GeoJSON flight, as docs/formats/geojson-flight.md lists them.

use core::time::Duration;

use jiff::Timestamp;
use overfly_model::flight::FlightFacts;
use overfly_model::{
    Altitude, Code, Datum, Finding, Flight, HeightInterval, Home, LostLink, Metres, Position,
    ReturnHeight,
};
use serde_json::Value;

use super::Object;
use super::source::{Source, Stated, metres};
use crate::flights::route::FASTEST_M_S;
use crate::quantities;

/// What bears on where, how high and when. Texts are left alone, however they are spelt.
pub(super) const NAMES: [&str; 17] = [
    "datum",
    "depart",
    "duration",
    "height",
    "height_m",
    "home",
    "home_elevation_m",
    "lost_link",
    "lower",
    "lower_m",
    "radius",
    "radius_m",
    "return_height",
    "speed",
    "time",
    "upper",
    "upper_m",
];

/// What properties say of one feature.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::flights) struct Local {
    /// The datum of bare numbers, third coordinates among them.
    pub datum: Option<Datum>,
    /// The heights flown.
    pub heights: Option<HeightInterval>,
    /// Whether `heights` is one height, from `height`.
    one_height: bool,
    /// Radius around a point, and to each side of a line or area.
    pub radius: Option<Metres>,
    /// Metres per second.
    pub speed: Option<f64>,
}

impl Local {
    /// Heights in an area: one height is the highest, and the ground the lowest.
    pub(in crate::flights) fn area_heights(&self) -> Option<HeightInterval> {
        let heights = self.heights?;
        Some(if self.one_height { HeightInterval { lower: None, ..heights } } else { heights })
    }

    /// The same, with `radius` where that is greater.
    pub(in crate::flights) fn within(self, radius: Option<Metres>) -> Self {
        Self { radius: self.radius.into_iter().chain(radius).reduce(Metres::max), ..self }
    }

    /// These, and where they are silent, `other`'s.
    pub(in crate::flights) fn or(self, other: Self) -> Self {
        let heights = if self.heights.is_some() { self } else { other };
        Self {
            datum: self.datum.or(other.datum),
            heights: heights.heights,
            one_height: heights.one_height,
            radius: self.radius.or(other.radius),
            speed: self.speed.or(other.speed),
        }
    }
}

/// What properties say of the whole flight, on whichever feature they stand.
#[derive(Clone, Debug, Default)]
pub(in crate::flights) struct Whole {
    depart: Option<Timestamp>,
    duration: Option<Duration>,
    home: Option<Position>,
    home_elevation: Option<Metres>,
    return_height: Option<Altitude>,
    lost_link: Option<Word>,
    name: Option<String>,
    facts: FlightFacts,
}

/// What `lost_link` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Return,
    Hover,
    Land,
}

impl Whole {
    /// Takes what `other` says where this is silent. Two features that differ leave a finding.
    pub(in crate::flights) fn join(
        &mut self,
        other: Self,
        field: &str,
        findings: &mut Vec<Finding>,
    ) {
        let mut settle = Settle { field, findings };
        settle.slot("depart", &mut self.depart, other.depart);
        settle.slot("duration", &mut self.duration, other.duration);
        settle.slot("home", &mut self.home, other.home);
        settle.slot("home_elevation_m", &mut self.home_elevation, other.home_elevation);
        settle.slot("return_height", &mut self.return_height, other.return_height);
        settle.slot("lost_link", &mut self.lost_link, other.lost_link);
        settle.slot("aircraft", &mut self.facts.aircraft, other.facts.aircraft);
        settle.slot("operator", &mut self.facts.operator, other.facts.operator);
        settle.slot("pilot", &mut self.facts.pilot, other.facts.pilot);
        settle.slot("purpose", &mut self.facts.purpose, other.facts.purpose);
        settle.slot("class", &mut self.facts.class, other.facts.class);
        // Features may well have names of their own: the first names the flight.
        self.name = self.name.take().or(other.name);
    }

    /// A flight of that format without pieces yet.
    pub(in crate::flights) fn into_flight(self, format: &'static str) -> Flight {
        let home_elevation = self.home_elevation;
        Flight {
            home: self.home.map(|position| Home {
                position,
                elevation: home_elevation,
                assumed: false,
            }),
            lost_link: self.lost_link(),
            name: self.name,
            depart: self.depart,
            duration: self.duration,
            facts: self.facts,
            ..Flight::empty(format)
        }
    }

    /// What times from first to last say.
    pub(in crate::flights) fn lasting(from: Timestamp, until: Timestamp) -> Self {
        let duration = until.duration_since(from).unsigned_abs();
        Self { depart: Some(from), duration: Some(duration), ..Self::default() }
    }

    /// Whether the take-off point is stated.
    pub(in crate::flights) const fn has_home(&self) -> bool {
        self.home.is_some()
    }

    /// The elevation of home, also where home itself is not stated.
    pub(in crate::flights) const fn home_elevation(&self) -> Option<Metres> {
        self.home_elevation
    }

    fn lost_link(&self) -> LostLink {
        let height = self.return_height.map_or(ReturnHeight::NotStated, ReturnHeight::At);
        match (self.lost_link, self.return_height) {
            (Some(Word::Hover), _) => LostLink::Hover,
            (Some(Word::Land), _) => LostLink::Land,
            (Some(Word::Return), _) | (None, Some(_)) => LostLink::Return(height),
            (None, None) => LostLink::NotStated,
        }
    }
}

struct Settle<'a> {
    field: &'a str,
    findings: &'a mut Vec<Finding>,
}

impl Settle<'_> {
    fn slot<T: PartialEq>(&mut self, key: &str, slot: &mut Option<T>, other: Option<T>) {
        let Some(other) = other else { return };
        match slot {
            Some(known) if *known != other => {
                let text =
                    format!("{} states another {key} than what stands before it", self.field);
                let finding = Finding::undecided(Code::PlanFieldUnreadable, text);
                self.findings.push(finding.at(super::join(self.field, "properties")));
            }
            Some(_) => {}
            None => *slot = Some(other),
        }
    }
}

/// Reads the properties in `map`, which stands at `field`.
pub(in crate::flights) fn read(
    map: &Object,
    field: &str,
    findings: &mut Vec<Finding>,
) -> (Local, Whole) {
    let mut source = Source { map, field, findings };
    source.check_names(&NAMES, &NAMES);
    let datum = source.word("datum", "agl, amsl, wgs84 or take-off", quantities::datum);
    let (heights, one_height) = source.heights(datum);
    let radius = source.radius();
    let speed =
        source.with("speed", "a number of metres per second, above zero and up to 100", speed);
    let local = Local { datum, heights, one_height, radius, speed };
    let whole = Whole {
        depart: source.depart(),
        duration: source.with(
            "duration",
            "a number of seconds or a text like 30m or 1h30m",
            duration,
        ),
        home: source.home(),
        home_elevation: source.with("home_elevation_m", "a number of metres", metres),
        return_height: source.altitude("return_height", datum).and_then(Stated::known),
        lost_link: source.word("lost_link", "return, hover or land", lost_link),
        name: source.text("name"),
        facts: FlightFacts {
            aircraft: source.text("aircraft"),
            operator: source.text("operator"),
            pilot: source.text("pilot"),
            purpose: source.text("purpose"),
            class: source.text("class"),
        },
    };
    (local, whole)
}

fn lost_link(word: &str) -> Option<Word> {
    match word {
        "return" => Some(Word::Return),
        "hover" => Some(Word::Hover),
        "land" => Some(Word::Land),
        _ => None,
    }
}

fn speed(value: &Value) -> Option<f64> {
    value.as_f64().filter(|speed| *speed > 0.0 && *speed <= FASTEST_M_S)
}

fn duration(value: &Value) -> Option<Duration> {
    match value {
        Value::String(text) => quantities::parse_duration(text).ok(),
        value => quantities::seconds(value.as_f64()?),
    }
}
