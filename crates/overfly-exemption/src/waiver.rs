//! A waiver: one signed grant, for some zones, an area, heights, a time, and some people and aircraft.

use std::collections::BTreeMap;

use jiff::Timestamp;
use overfly_model::{Altitude, AmslInterval, Datum, Outline, Terrain, TimeInterval, ZoneId};
use serde::de::{Deserialize, Deserializer, Error as _};

use crate::condition::{self, Condition};
use crate::text::{self, DocumentError};
use crate::value::{Area, DatumName, Height, Id, Instant, Names, Number, ZonePattern};

/// The format.
pub const FORMAT: &str = "overfly-waiver/1";

/// `W-*.toml`, read but not believed.
#[derive(Clone, Debug, PartialEq)]
pub struct WaiverDocument {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// Who issues it.
    pub issuer: String,
    /// By which delegation, or office.
    pub via: String,
    /// When it was issued.
    pub issued: Timestamp,
    /// The legal act behind it.
    pub instrument: String,
    /// What it covers.
    pub scope: Scope,
    /// What it asks.
    pub conditions: Vec<Condition>,
    /// The zones as the officer saw them: digests by zone id.
    pub pins: BTreeMap<String, Vec<String>>,
}

/// What a waiver covers. An absent list is refused; `"*"` is written where anything is meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// Which zones.
    pub zones: Vec<ZonePattern>,
    /// Where; `None`: all of each zone, which is then pinned.
    pub area: Option<Outline>,
    /// From this height.
    pub lower: Altitude,
    /// Up to this height.
    pub upper: Altitude,
    /// The ground there, as the issuer knows it.
    pub ground: Option<AmslInterval>,
    /// From then, and until but not at.
    pub time: TimeInterval,
    /// For which aircraft.
    pub aircraft: Names,
    /// For which operator.
    pub operator: Names,
    /// For which remote pilots.
    pub pilots: Names,
    /// For which purposes.
    pub purposes: Names,
}

impl Scope {
    /// What the signed ground makes comparable; nothing without it.
    pub fn terrain(&self) -> Terrain {
        self.ground
            .map_or(Terrain::UNKNOWN, |ground| Terrain::between(ground.lowest, ground.highest))
    }

    /// Whether it names a zone.
    pub fn names(&self, zone: &ZoneId) -> bool {
        self.zones.iter().any(|pattern| pattern.names(zone))
    }

    /// Whether it names a zone by its whole id.
    pub fn names_exactly(&self, zone: &ZoneId) -> bool {
        self.zones.iter().any(|pattern| pattern.is_exact() && pattern.names(zone))
    }
}

impl WaiverDocument {
    /// Reads a waiver.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        text::read::<Document>(bytes, FORMAT)?.checked()
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[allow(dead_code, reason = "compared when the text is read")]
    format: String,
    id: Id,
    title: String,
    issuer: Id,
    via: Id,
    issued: Instant,
    instrument: String,
    scope: WrittenScope,
    #[serde(default)]
    condition: Vec<condition::Written>,
    #[serde(default)]
    zone_pins: BTreeMap<String, Pins>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenScope {
    zones: Vec<ZonePattern>,
    area: Option<Area>,
    lower: Height,
    upper: Height,
    ground: Option<Ground>,
    from: Instant,
    until: Instant,
    aircraft: Names,
    operator: Operator,
    pilots: Names,
    purposes: Names,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Ground {
    lowest_m: Number,
    highest_m: Number,
    datum: DatumName,
}

/// One operator number, or `"*"`.
struct Operator(Names);

impl<'de> Deserialize<'de> for Operator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "*" => Ok(Self(Names::Any)),
            name if name.trim().is_empty() || name.contains('*') => {
                Err(D::Error::custom("an operator is a whole number, or \"*\""))
            }
            name => Ok(Self(Names::Listed(vec![name.to_owned()]))),
        }
    }
}

/// One digest, or several: the zone as published, and as overlays correct it.
struct Pins(Vec<String>);

impl<'de> Deserialize<'de> for Pins {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pins = match toml::Value::deserialize(deserializer)? {
            toml::Value::String(pin) => vec![pin],
            value => Vec::<String>::deserialize(value).map_err(D::Error::custom)?,
        };
        match pins.iter().find(|pin| !is_digest(pin)) {
            Some(pin) => {
                Err(D::Error::custom(format!("{pin:?} is no digest, sha256: and 64 digits")))
            }
            None if pins.is_empty() => Err(D::Error::custom("an empty list pins nothing")),
            None => Ok(Self(pins)),
        }
    }
}

pub(crate) fn is_digest(text: &str) -> bool {
    text.strip_prefix("sha256:").is_some_and(|hex| {
        hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

impl Document {
    fn checked(self) -> Result<WaiverDocument, DocumentError> {
        let scope = self.scope.checked()?;
        let pins: BTreeMap<String, Vec<String>> =
            self.zone_pins.into_iter().map(|(zone, pins)| (zone, pins.0)).collect();
        pinned(&scope, &pins)?;
        Ok(WaiverDocument {
            id: self.id.0,
            title: self.title,
            issuer: self.issuer.0,
            via: self.via.0,
            issued: self.issued.0,
            instrument: self.instrument,
            scope,
            conditions: condition::all(self.condition, "condition")?,
            pins,
        })
    }
}

/// Without an area a waiver lifts whole zones: only those its issuer looked at, one by one.
fn pinned(scope: &Scope, pins: &BTreeMap<String, Vec<String>>) -> Result<(), DocumentError> {
    if let Some(pin) = pins.keys().find(|pin| !scope.zones.iter().any(|z| z.as_str() == **pin)) {
        return Err(DocumentError::field("zone_pins", format!("{pin:?} is not in scope.zones")));
    }
    if scope.area.is_some() {
        return Ok(());
    }
    let loose = scope.zones.iter().find(|zone| !zone.is_exact());
    if let Some(zone) = loose {
        let message =
            format!("{:?} needs an area: without one, zones are named one by one", zone.as_str());
        return Err(DocumentError::field("scope.zones", message));
    }
    let unpinned = scope.zones.iter().find(|zone| !pins.contains_key(zone.as_str()));
    match unpinned {
        Some(zone) => {
            let message = format!("{:?} has no pin, and the waiver has no area", zone.as_str());
            Err(DocumentError::field("zone_pins", message))
        }
        None => Ok(()),
    }
}

impl WrittenScope {
    fn checked(self) -> Result<Scope, DocumentError> {
        if self.zones.is_empty() {
            return Err(DocumentError::field("scope.zones", "names no zone"));
        }
        if self.until <= self.from {
            return Err(DocumentError::field("scope.until", "is not after scope.from"));
        }
        let (lower, upper) = (self.lower.0, self.upper.0);
        if lower.datum == upper.datum && upper.height <= lower.height {
            return Err(DocumentError::field("scope.upper", "is not above scope.lower"));
        }
        Ok(Scope {
            zones: self.zones,
            area: self.area.map(|area| area.0),
            lower,
            upper,
            ground: self.ground.map(Ground::checked).transpose()?,
            time: TimeInterval { from: Some(self.from.0), until: Some(self.until.0) },
            aircraft: self.aircraft,
            operator: self.operator.0,
            pilots: self.pilots,
            purposes: self.purposes,
        })
    }
}

impl Ground {
    fn checked(self) -> Result<AmslInterval, DocumentError> {
        let fault = |message| Err(DocumentError::field("scope.ground", message));
        if self.datum.0 != Datum::Amsl {
            return fault("the ground is told in metres AMSL");
        }
        if self.lowest_m.0 > self.highest_m.0 {
            return fault("the lowest lies above the highest");
        }
        let [lowest, highest] =
            [self.lowest_m, self.highest_m].map(|n| overfly_model::Metres::or_greatest(n.0));
        Ok(AmslInterval { lowest, highest })
    }
}
