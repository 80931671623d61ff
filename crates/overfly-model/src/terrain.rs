//! What is known of the ground, to make heights comparable.

use crate::{Altitude, Datum, Metres};

/// An interval of heights above mean sea level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AmslInterval {
    /// Lowest.
    pub lowest: Metres,
    /// Highest.
    pub highest: Metres,
}

/// What is known of the ground where the flight takes place. Every conversion is an interval that
/// holds the true height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terrain {
    ground: AmslInterval,
    take_off: Option<AmslInterval>,
}

/// Lowest and highest land on Earth with room to spare: the shore of the Dead Sea and Everest.
const EARTH: AmslInterval =
    AmslInterval { lowest: Metres::whole(-450), highest: Metres::whole(8_860) };
/// The geoid lies between 107 m below and 86 m above the ellipsoid (EGM96), rounded outward.
const GEOID: AmslInterval =
    AmslInterval { lowest: Metres::whole(-108), highest: Metres::whole(87) };
/// A standard-pressure height read at 940 hPa lies this far below, at 1050 hPa this far above
/// (ICAO standard atmosphere, lowest layer), and cold or warm air adds up to a fifth of it.
const PRESSURE: AmslInterval =
    AmslInterval { lowest: Metres::whole(-640), highest: Metres::whole(310) };
const PRESSURE_TEMPERATURE: f64 = 0.2;

impl Terrain {
    /// Nothing known: the ground is anywhere between the lowest and highest land on Earth.
    pub const UNKNOWN: Self = Self { ground: EARTH, take_off: None };

    /// Ground known to lie between two heights above mean sea level.
    #[must_use]
    pub fn between(a: Metres, b: Metres) -> Self {
        Self { ground: AmslInterval { lowest: a.min(b), highest: a.max(b) }, take_off: None }
    }

    /// The same ground, with the take-off point known to lie at `elevation` above mean sea level, give
    /// or take `tolerance`.
    #[must_use]
    pub fn with_take_off(self, elevation: Metres, tolerance: Metres) -> Self {
        Self {
            take_off: Some(AmslInterval {
                lowest: elevation - tolerance,
                highest: elevation + tolerance,
            }),
            ..self
        }
    }

    /// The ground's range.
    pub const fn ground(&self) -> AmslInterval {
        self.ground
    }

    /// The take-off point's range, where it is known.
    pub const fn take_off(&self) -> Option<AmslInterval> {
        self.take_off
    }

    /// Ground that holds both ranges; a take-off elevation stays only when both agree on it.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            ground: AmslInterval {
                lowest: self.ground.lowest.min(other.ground.lowest),
                highest: self.ground.highest.max(other.ground.highest),
            },
            take_off: if self.take_off == other.take_off { self.take_off } else { None },
        }
    }

    /// The heights above mean sea level at which `altitude` may lie.
    pub fn amsl(&self, altitude: Altitude) -> AmslInterval {
        let height = altitude.height;
        let offset = match altitude.datum {
            Datum::Amsl => AmslInterval { lowest: Metres::ZERO, highest: Metres::ZERO },
            Datum::Agl => self.ground,
            Datum::AboveTakeOff => self.take_off.unwrap_or(self.ground),
            // Height above the geoid = height above the ellipsoid less the geoid's own height.
            Datum::Wgs84 => AmslInterval { lowest: -GEOID.highest, highest: -GEOID.lowest },
            Datum::Pressure => {
                let temperature = Metres::or_greatest(height.value().abs() * PRESSURE_TEMPERATURE);
                AmslInterval {
                    lowest: PRESSURE.lowest - temperature,
                    highest: PRESSURE.highest + temperature,
                }
            }
        };
        AmslInterval { lowest: height + offset.lowest, highest: height + offset.highest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_take_off_lies_anywhere_on_the_ground() {
        let terrain = Terrain::between(Metres::whole(-7), Metres::whole(323));
        let over = terrain.amsl(Altitude::new(Metres::whole(60), Datum::AboveTakeOff));
        assert_eq!((over.lowest, over.highest), (Metres::whole(53), Metres::whole(383)));
        let known = terrain.with_take_off(Metres::whole(30), Metres::whole(1));
        let over = known.amsl(Altitude::new(Metres::whole(60), Datum::AboveTakeOff));
        assert_eq!((over.lowest, over.highest), (Metres::whole(89), Metres::whole(91)));
    }

    #[test]
    fn the_ellipsoid_lies_at_most_108_metres_from_the_sea() {
        let over = Terrain::UNKNOWN.amsl(Altitude::new(Metres::ZERO, Datum::Wgs84));
        // Geoid heights: 43 m over the Netherlands, -105 m south of India.
        for geoid in [43.0, -105.0, 85.0] {
            assert!(over.lowest.value() <= -geoid && -geoid <= over.highest.value());
        }
    }
}
