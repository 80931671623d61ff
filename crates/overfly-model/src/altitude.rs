//! Heights with their datum, and the vertical limits of zones.
//!
//! Heights over different datums become comparable only through a [`Terrain`], and then only as
//! intervals: whatever may overlap, counts.

use core::fmt;

use crate::{Metres, Terrain};

/// What a height is measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Datum {
    /// The ground (or water) below.
    Agl,
    /// Mean sea level.
    Amsl,
    /// The WGS84 ellipsoid.
    Wgs84,
    /// The take-off point.
    AboveTakeOff,
    /// Standard pressure, 1013.25 hPa: a flight level in metres.
    Pressure,
}

impl Datum {
    /// The word people and files use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agl => "AGL",
            Self::Amsl => "AMSL",
            Self::Wgs84 => "WGS84",
            Self::AboveTakeOff => "above take-off",
            Self::Pressure => "FL",
        }
    }
}

/// A height over a datum. Not ordered: two altitudes compare only through a [`Terrain`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Altitude {
    /// Height above the datum.
    pub height: Metres,
    /// The datum.
    pub datum: Datum,
}

impl Altitude {
    /// A height over a datum.
    pub const fn new(height: Metres, datum: Datum) -> Self {
        Self { height, datum }
    }

    /// The height in metres, with a decimal where it has one.
    fn number(self) -> String {
        let metres = self.height.value();
        if (metres - metres.round()).abs() < 0.05 {
            format!("{metres:.0}")
        } else {
            format!("{metres:.1}")
        }
    }

    /// The same datum, `by` higher.
    #[must_use]
    pub fn raised(self, by: Metres) -> Self {
        Self { height: self.height + by, ..self }
    }

    /// Whether this altitude may be at or below `other`: exact over one datum, else the widest reading.
    pub fn may_be_at_or_below(self, other: Self, terrain: &Terrain) -> bool {
        if self.datum == other.datum {
            return self.height <= other.height;
        }
        terrain.amsl(self).lowest <= terrain.amsl(other).highest
    }

    /// Whether this altitude is at or below `other` however their datums lie.
    pub fn must_be_at_or_below(self, other: Self, terrain: &Terrain) -> bool {
        if self.datum == other.datum {
            return self.height <= other.height;
        }
        terrain.amsl(self).highest <= terrain.amsl(other).lowest
    }
}

impl fmt::Display for Altitude {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} m {}", self.number(), self.datum.as_str())
    }
}

/// One limit of a zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// Stated.
    At(Altitude),
    /// Stated to have none.
    Unlimited,
    /// The file is silent, or what it says cannot hold: counts as unlimited.
    NotStated,
}

impl Limit {
    /// The altitude, where one is known.
    pub const fn altitude(self) -> Option<Altitude> {
        match self {
            Self::At(altitude) => Some(altitude),
            Self::Unlimited | Self::NotStated => None,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(altitude) => altitude.fmt(f),
            Self::Unlimited => f.write_str("unlimited"),
            Self::NotStated => f.write_str("not stated"),
        }
    }
}

/// The lower and upper limit of a part of a zone. A limit that is not known does not limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VerticalLimits {
    /// Lower limit.
    pub lower: Limit,
    /// Upper limit.
    pub upper: Limit,
}

impl VerticalLimits {
    /// From the centre of the Earth to the stars.
    pub const NOT_STATED: Self = Self { lower: Limit::NotStated, upper: Limit::NotStated };

    /// Whether the band is empty or inverted, or may be once both limits are over one datum; or lies
    /// wholly in the ground, which nobody means.
    pub fn may_be_empty(&self, terrain: &Terrain) -> bool {
        let Limit::At(upper) = self.upper else { return false };
        match self.lower {
            Limit::At(lower) if !reaches_below_ground(lower) => {
                upper.may_be_at_or_below(lower, terrain)
            }
            _ => ends_in_the_ground(upper, terrain),
        }
    }

    /// Whether a flight within `heights` may meet this band. Never false for a flight that is in it.
    pub fn may_meet(&self, heights: &HeightInterval, terrain: &Terrain) -> bool {
        if self.may_be_empty(terrain) || heights.contradicts_itself(terrain) {
            return true;
        }
        let below = match (heights.lower, self.upper) {
            (Some(flown), Limit::At(upper)) => flown.may_be_at_or_below(upper, terrain),
            _ => true,
        };
        let above = match (self.lower, heights.upper) {
            (Limit::At(lower), Some(flown)) => {
                reaches_below_ground(lower) || lower.may_be_at_or_below(flown, terrain)
            }
            _ => true,
        };
        below && above
    }

    /// Whether a flight within `heights` meets this band however their datums lie: then no conversion
    /// between datums decides it.
    pub fn must_meet(&self, heights: &HeightInterval, terrain: &Terrain) -> bool {
        let at_or_below = |a: Option<Altitude>, b: Option<Altitude>| {
            a.zip(b).is_none_or(|(a, b)| a.must_be_at_or_below(b, terrain))
        };
        let (lower, upper) = (self.lower.altitude(), self.upper.altitude());
        !self.may_be_empty(terrain)
            && at_or_below(heights.lower, upper)
            && at_or_below(lower.filter(|lower| !reaches_below_ground(*lower)), heights.upper)
    }

    /// The datums of its limits, where they are stated.
    pub fn datums(&self) -> impl Iterator<Item = Datum> {
        [self.lower, self.upper].into_iter().filter_map(|limit| Some(limit.altitude()?.datum))
    }
}

impl fmt::Display for VerticalLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.lower, self.upper) {
            (Limit::At(lower), Limit::At(upper)) if lower.datum == upper.datum => {
                write!(f, "{}-{upper}", lower.number())
            }
            (Limit::NotStated, Limit::NotStated) => f.write_str("limits not stated"),
            (Limit::NotStated, Limit::At(upper)) => write!(f, "up to {upper}"),
            (Limit::At(lower), Limit::Unlimited) => write!(f, "from {lower} up"),
            (lower, upper) => write!(f, "{lower} to {upper}"),
        }
    }
}

/// A lower limit of 0 AGL or less stands for the ground and everything under it: an aircraft in a
/// pit or below a bridge is not out of the zone.
fn reaches_below_ground(lower: Altitude) -> bool {
    lower.datum == Datum::Agl && lower.height <= Metres::ZERO
}

/// Whether an upper limit lies at or below the ground: certainly for heights above ground; for others,
/// below the lowest ground there is.
fn ends_in_the_ground(upper: Altitude, terrain: &Terrain) -> bool {
    match upper.datum {
        Datum::Agl => upper.height <= Metres::ZERO,
        _ => terrain.amsl(upper).highest <= terrain.ground().lowest,
    }
}

/// The heights a piece of a flight may be at; an end that is `None` is not known and reaches on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeightInterval {
    /// Lowest height flown.
    pub lower: Option<Altitude>,
    /// Highest height flown.
    pub upper: Option<Altitude>,
}

impl HeightInterval {
    /// Not known: meets every band.
    pub const ANY: Self = Self { lower: None, upper: None };

    /// One height.
    pub const fn at(altitude: Altitude) -> Self {
        Self { lower: Some(altitude), upper: Some(altitude) }
    }

    /// From the ground (or below it) up to `upper`.
    pub const fn up_to(upper: Altitude) -> Self {
        Self { lower: None, upper: Some(upper) }
    }

    /// Whether the upper end certainly lies below the lower: then neither is to be believed.
    pub fn contradicts_itself(&self, terrain: &Terrain) -> bool {
        self.lower
            .zip(self.upper)
            .is_some_and(|(lower, upper)| !lower.may_be_at_or_below(upper, terrain))
    }

    /// Widened by `margin` at both ends.
    #[must_use]
    pub fn widened(self, margin: Metres) -> Self {
        Self {
            lower: self.lower.map(|a| a.raised(-margin)),
            upper: self.upper.map(|a| a.raised(margin)),
        }
    }

    /// One hull for all intervals whose upper ends stand over the same datum, in the order they come.
    pub fn hulls(intervals: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let datum = |interval: &Self| interval.upper.map(|upper| upper.datum);
        let mut hulls: Vec<Self> = Vec::new();
        for interval in intervals {
            match hulls.iter_mut().find(|hull| datum(hull) == datum(&interval)) {
                Some(hull) => *hull = hull.hull(interval),
                None => hulls.push(interval),
            }
        }
        hulls
    }

    /// Whether the other stands between the same two ends, told the other way round.
    pub fn is_other_way_round(&self, other: &Self) -> bool {
        self.lower.is_some()
            && self.upper.is_some()
            && self.lower == other.upper
            && self.upper == other.lower
    }

    /// The datums of its ends, where they are known.
    pub fn datums(&self) -> impl Iterator<Item = Datum> {
        [self.lower, self.upper].into_iter().filter_map(|end| Some(end?.datum))
    }

    /// The smallest interval that holds both. Ends over different datums cannot be compared: such an
    /// end becomes unknown, which restricts more.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            lower: end(self.lower, other.lower, |a, b| if b.height < a.height { b } else { a }),
            upper: end(self.upper, other.upper, |a, b| if b.height > a.height { b } else { a }),
        }
    }
}

impl fmt::Display for HeightInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.lower, self.upper) {
            (None, None) => f.write_str("any height"),
            (None, Some(upper)) => write!(f, "up to {upper}"),
            (Some(lower), None) => write!(f, "from {lower} up"),
            (Some(lower), Some(upper)) if lower == upper => upper.fmt(f),
            (Some(lower), Some(upper)) if lower.datum == upper.datum => {
                write!(f, "{}-{upper}", lower.number())
            }
            (Some(lower), Some(upper)) => write!(f, "{lower} to {upper}"),
        }
    }
}

fn end(
    a: Option<Altitude>,
    b: Option<Altitude>,
    pick: fn(Altitude, Altitude) -> Altitude,
) -> Option<Altitude> {
    let (a, b) = (a?, b?);
    (a.datum == b.datum).then(|| pick(a, b))
}

#[cfg(test)]
#[path = "altitude_tests.rs"]
mod tests;
