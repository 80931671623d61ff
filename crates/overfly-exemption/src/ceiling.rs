//! How far somebody may go: each level of trust lies inside the one above it.

use jiff::SignedDuration;
use overfly_model::{Altitude, Terrain, ZoneType};

use crate::value::{Height, Length, Names, Restriction, ZonePattern};

/// What an office or officer may lift.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is its own permission, by its name in the file"
)]
pub struct Ceiling {
    /// Restrictions, by zone type.
    pub restrictions: Vec<ZoneType>,
    /// Zones.
    pub zones: Vec<ZonePattern>,
    /// Purposes of flights.
    pub purposes: Names,
    /// The greatest upper limit of a waiver.
    pub max_upper: Altitude,
    /// The longest a waiver may hold.
    pub max_duration: SignedDuration,
    /// Whether overlays of theirs may weaken, and set aside what cannot be placed.
    pub may_overlay: bool,
    /// Whether an officer may fly on his own waiver.
    pub self_issue: bool,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    restrictions: Vec<Restriction>,
    zones: Vec<ZonePattern>,
    purposes: Names,
    max_upper: Height,
    max_duration: Length,
    #[serde(default)]
    may_overlay: bool,
    #[serde(default)]
    self_issue: bool,
}

impl From<Written> for Ceiling {
    fn from(written: Written) -> Self {
        Self {
            restrictions: written.restrictions.into_iter().map(|kind| kind.0).collect(),
            zones: written.zones,
            purposes: written.purposes,
            max_upper: written.max_upper.0,
            max_duration: written.max_duration.0,
            may_overlay: written.may_overlay,
            self_issue: written.self_issue,
        }
    }
}

impl Ceiling {
    /// Which of its points goes beyond `above`; `None` when all of it certainly lies inside.
    pub fn beyond(&self, above: &Self) -> Option<String> {
        let kind = self.restrictions.iter().find(|kind| !above.restrictions.contains(kind));
        if let Some(kind) = kind {
            return Some(format!("{} zones", kind.as_str()));
        }
        if let Some(zone) = zone_beyond(&self.zones, above) {
            return Some(zone);
        }
        if !above.purposes.holds(&self.purposes) {
            return Some(format!("purposes {}, where it is {}", self.purposes, above.purposes));
        }
        if let Some(height) = height_beyond(self.max_upper, above, &Terrain::UNKNOWN) {
            return Some(height);
        }
        if self.max_duration > above.max_duration {
            return Some(format!("{:#}, where it is {:#}", self.max_duration, above.max_duration));
        }
        if self.may_overlay && !above.may_overlay {
            return Some("weakening overlays".to_owned());
        }
        (self.self_issue && !above.self_issue).then(|| "waivers for the issuer himself".to_owned())
    }
}

pub(crate) fn zone_beyond(zones: &[ZonePattern], above: &Ceiling) -> Option<String> {
    let zone = zones.iter().find(|zone| !above.zones.iter().any(|may| may.holds(zone)))?;
    Some(format!("zone {}", zone.as_str()))
}

/// A height is inside only where it certainly is: over another datum by way of the terrain.
pub(crate) fn height_beyond(upper: Altitude, above: &Ceiling, terrain: &Terrain) -> Option<String> {
    let inside = upper.must_be_at_or_below(above.max_upper, terrain);
    (!inside).then(|| format!("up to {upper}, where it is {}", above.max_upper))
}
