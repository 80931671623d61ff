//! What is known of the ground, to make heights comparable.

use crate::{Altitude, Datum, Metres, Undulation};

/// An interval of heights above mean sea level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AmslInterval {
    /// Lowest.
    pub lowest: Metres,
    /// Highest.
    pub highest: Metres,
}

impl AmslInterval {
    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { lowest: self.lowest.min(other.lowest), highest: self.highest.max(other.highest) }
    }

    /// Wider by `by` at both ends.
    #[must_use]
    pub fn widened(self, by: Metres) -> Self {
        Self { lowest: self.lowest - by, highest: self.highest + by }
    }
}

/// What a conversion between datums rests on. Of two about one thing the greater knows less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assumption {
    /// The ground as elevation tiles have it.
    GroundFromTiles,
    /// The ground between the lowest and highest of the countries.
    GroundOfCountry,
    /// The ground between the lowest and highest on Earth.
    GroundAnywhere,
    /// The take-off elevation that was stated.
    TakeOffStated,
    /// The take-off elevation as elevation tiles have it.
    TakeOffFromTiles,
    /// Take-off anywhere on the ground.
    TakeOffAnywhere,
    /// The EGM96 geoid over the place.
    GeoidModel,
    /// The geoid between its lowest and highest on Earth.
    GeoidWorldwide,
    /// Air pressure at sea level, and temperature, between what they have ever been.
    StandardPressure,
}

impl Assumption {
    /// In words, to follow "this rests on".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GroundFromTiles => "the ground as the elevation tiles have it",
            Self::GroundOfCountry => "the lowest and highest ground of the zones' countries",
            Self::GroundAnywhere => "the lowest and highest ground on Earth",
            Self::TakeOffStated => "the stated elevation of the take-off point",
            Self::TakeOffFromTiles => "the take-off point's elevation in the elevation tiles",
            Self::TakeOffAnywhere => "take-off anywhere on the ground",
            Self::GeoidModel => "the EGM96 geoid at the place",
            Self::GeoidWorldwide => "the geoid anywhere on Earth",
            Self::StandardPressure => "air pressure at sea level between 940 and 1050 hPa",
        }
    }
}

/// What is known of the ground where the flight takes place. Every conversion is an interval that
/// holds the true height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terrain {
    ground: AmslInterval,
    ground_basis: Assumption,
    /// `None`: anywhere on the ground.
    take_off: Option<AmslInterval>,
    take_off_basis: Assumption,
    geoid: Undulation,
    geoid_basis: Assumption,
}

/// Lowest and highest land on Earth with room to spare: the shore of the Dead Sea and Everest.
const EARTH: AmslInterval =
    AmslInterval { lowest: Metres::whole(-450), highest: Metres::whole(8_860) };
/// A standard-pressure height read at 940 hPa lies this far below, at 1050 hPa this far above
/// (ICAO standard atmosphere, lowest layer), and cold or warm air adds up to a fifth of it.
const PRESSURE: AmslInterval =
    AmslInterval { lowest: Metres::whole(-640), highest: Metres::whole(310) };
const PRESSURE_TEMPERATURE: f64 = 0.2;

impl Terrain {
    /// Nothing known: the ground is anywhere between the lowest and highest land on Earth.
    pub const UNKNOWN: Self = Self {
        ground: EARTH,
        ground_basis: Assumption::GroundAnywhere,
        take_off: None,
        take_off_basis: Assumption::TakeOffAnywhere,
        geoid: Undulation::WORLDWIDE,
        geoid_basis: Assumption::GeoidWorldwide,
    };

    /// Ground known to lie between two heights above mean sea level, as that of a country.
    #[must_use]
    pub fn between(a: Metres, b: Metres) -> Self {
        Self {
            ground: AmslInterval { lowest: a.min(b), highest: a.max(b) },
            ground_basis: Assumption::GroundOfCountry,
            ..Self::UNKNOWN
        }
    }

    /// The same, with the ground of one place as elevation tiles have it. A take-off point that may lie
    /// anywhere still may.
    #[must_use]
    pub fn with_ground_from_tiles(self, ground: AmslInterval) -> Self {
        let take_off = Some(self.take_off.unwrap_or(self.ground));
        Self { ground, ground_basis: Assumption::GroundFromTiles, take_off, ..self }
    }

    /// The same ground, with the take-off point known to lie at `elevation` above mean sea level, give
    /// or take `tolerance`.
    #[must_use]
    pub fn with_take_off(self, elevation: Metres, tolerance: Metres) -> Self {
        let stated = AmslInterval { lowest: elevation, highest: elevation };
        Self {
            take_off: Some(stated.widened(tolerance)),
            take_off_basis: Assumption::TakeOffStated,
            ..self
        }
    }

    /// The same ground, with the take-off point where elevation tiles have it.
    #[must_use]
    pub const fn with_take_off_from_tiles(self, elevation: AmslInterval) -> Self {
        Self { take_off: Some(elevation), take_off_basis: Assumption::TakeOffFromTiles, ..self }
    }

    /// The same ground, with the geoid as the model has it at the place: [`crate::geoid::over`].
    #[must_use]
    pub const fn with_geoid(self, geoid: Undulation) -> Self {
        Self { geoid, geoid_basis: Assumption::GeoidModel, ..self }
    }

    /// The ground's range.
    pub const fn ground(&self) -> AmslInterval {
        self.ground
    }

    /// The take-off point's range, where it is known.
    pub fn take_off(&self) -> Option<AmslInterval> {
        self.take_off.filter(|_| self.take_off_basis != Assumption::TakeOffAnywhere)
    }

    /// The range in which the take-off point lies, known or not.
    pub fn take_off_range(&self) -> AmslInterval {
        self.take_off.unwrap_or(self.ground)
    }

    /// The range of mean sea level over the ellipsoid.
    pub const fn geoid(&self) -> Undulation {
        self.geoid
    }

    /// What turning a height over `datum` into one above mean sea level rests on.
    pub fn assumptions(&self, datum: Datum) -> Vec<Assumption> {
        match datum {
            Datum::Amsl => Vec::new(),
            Datum::Agl => vec![self.ground_basis],
            Datum::AboveTakeOff => vec![self.take_off_basis],
            Datum::Wgs84 => vec![self.geoid_basis],
            Datum::Pressure => vec![Assumption::StandardPressure],
        }
    }

    /// Ground that holds both ranges; a take-off elevation stays only when both agree on it.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let take_off = self.take_off.filter(|at| other.take_off == Some(*at));
        Self {
            ground: self.ground.hull(other.ground),
            ground_basis: self.ground_basis.max(other.ground_basis),
            take_off,
            take_off_basis: match take_off {
                Some(_) => self.take_off_basis.max(other.take_off_basis),
                None => Assumption::TakeOffAnywhere,
            },
            geoid: self.geoid.hull(other.geoid),
            geoid_basis: self.geoid_basis.max(other.geoid_basis),
        }
    }

    /// The heights above mean sea level at which `altitude` may lie.
    pub fn amsl(&self, altitude: Altitude) -> AmslInterval {
        let height = altitude.height;
        let offset = match altitude.datum {
            Datum::Amsl => AmslInterval { lowest: Metres::ZERO, highest: Metres::ZERO },
            Datum::Agl => self.ground,
            Datum::AboveTakeOff => self.take_off_range(),
            // Height above the geoid = height above the ellipsoid less the geoid's own height.
            Datum::Wgs84 => {
                AmslInterval { lowest: -self.geoid.highest, highest: -self.geoid.lowest }
            }
            Datum::Pressure => {
                let temperature = Metres::or_greatest(height.value().abs() * PRESSURE_TEMPERATURE);
                PRESSURE.widened(temperature)
            }
        };
        AmslInterval { lowest: height + offset.lowest, highest: height + offset.highest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Extent, Position, geoid};

    #[test]
    fn an_unknown_take_off_lies_anywhere_on_the_ground() {
        let terrain = Terrain::between(Metres::whole(-7), Metres::whole(323));
        let above = Altitude::new(Metres::whole(60), Datum::AboveTakeOff);
        let over = terrain.amsl(above);
        assert_eq!((over.lowest, over.highest), (Metres::whole(53), Metres::whole(383)));
        assert_eq!(terrain.assumptions(above.datum), [Assumption::TakeOffAnywhere]);
        let known = terrain.with_take_off(Metres::whole(30), Metres::whole(1));
        let over = known.amsl(above);
        assert_eq!((over.lowest, over.highest), (Metres::whole(89), Metres::whole(91)));
        assert_eq!(known.assumptions(above.datum), [Assumption::TakeOffStated]);
    }

    #[test]
    fn a_take_off_that_may_be_anywhere_is_not_tied_to_the_ground_of_one_place() {
        let country = Terrain::between(Metres::whole(-7), Metres::whole(323));
        let tiles = AmslInterval { lowest: Metres::whole(10), highest: Metres::whole(60) };
        let here = country.with_ground_from_tiles(tiles);
        assert_eq!(here.take_off(), None);
        assert_eq!(here.take_off_range(), country.ground());
        let above = Altitude::new(Metres::whole(60), Datum::AboveTakeOff);
        assert_eq!(here.amsl(above), country.amsl(above));
    }

    #[test]
    fn the_ellipsoid_lies_at_most_110_metres_from_the_sea() {
        let over = Terrain::UNKNOWN.amsl(Altitude::new(Metres::ZERO, Datum::Wgs84));
        // Geoid heights: 43 m over the Netherlands, -105 m south of India.
        for geoid in [43.0, -105.0, 85.0] {
            assert!(over.lowest.value() <= -geoid && -geoid <= over.highest.value());
        }
    }

    #[test]
    fn a_gps_height_at_a_known_place_is_a_narrow_interval() {
        let dam = Position::from_lat_lon_deg([52.373, 4.893]).unwrap();
        let terrain = Terrain::UNKNOWN.with_geoid(geoid::over(&Extent::at(dam)));
        let gps = Altitude::new(Metres::whole(100), Datum::Wgs84);
        let over = terrain.amsl(gps);
        // The geoid lies 42.9 m over the ellipsoid there.
        assert!(over.lowest.value() > 53.0 && over.highest.value() < 61.0, "{over:?}");
        assert_eq!(terrain.assumptions(Datum::Wgs84), [Assumption::GeoidModel]);
        assert_eq!(Terrain::UNKNOWN.assumptions(Datum::Wgs84), [Assumption::GeoidWorldwide]);
    }

    #[test]
    fn a_hull_rests_on_the_less_known_of_two() {
        let tiles = AmslInterval { lowest: Metres::whole(10), highest: Metres::whole(60) };
        let known = Terrain::UNKNOWN
            .with_ground_from_tiles(tiles)
            .with_take_off_from_tiles(tiles)
            .with_geoid(geoid::over(&Extent::at(Position::nearest_lat_lon_deg([52.0, 5.0]))));
        assert_eq!(known.hull(known), known);
        assert_eq!(known.hull(Terrain::UNKNOWN), Terrain::UNKNOWN);
    }
}
