//! Positions on WGS84 as integers of 1e-7 degree.

use core::fmt;

/// Units of 1e-7 degree in one degree.
pub const E7: f64 = 1e7;
/// 90 degrees.
const LAT_MAX_E7: i32 = 900_000_000;
/// 180 degrees.
const LON_MAX_E7: i32 = 1_800_000_000;

/// A point on the WGS84 ellipsoid, in 1e-7 degree (11 mm of latitude): what MAVLink carries.
///
/// Constructors name the order of their two numbers. Longitudes +180 and -180 are one meridian but two
/// values: how a file wrote it matters when it draws a line from there.
///
/// # Example
/// ```
/// use overfly_model::Position;
/// let dam = Position::from_lon_lat_deg([4.8932, 52.3731])?;
/// assert_eq!(dam.to_string(), "52.3731000, 4.8932000");
/// # Ok::<(), overfly_model::PositionError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    lat_e7: i32,
    lon_e7: i32,
}

/// Why two numbers are not a position.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum PositionError {
    /// NaN or infinite: it would compare as outside everything.
    #[error("a coordinate is not a finite number")]
    NotFinite,
    /// Latitude beyond 90 degrees.
    #[error("latitude {0} is outside -90 to 90 degrees")]
    LatitudeRange(f64),
    /// Longitude beyond 180 degrees.
    #[error("longitude {0} is outside -180 to 180 degrees")]
    LongitudeRange(f64),
}

impl Position {
    /// From latitude and longitude in degrees, rounded once to 1e-7 degree.
    ///
    /// # Errors
    /// [`PositionError`] for numbers that are not finite or out of range.
    pub fn from_lat_lon_deg([lat, lon]: [f64; 2]) -> Result<Self, PositionError> {
        if !lat.is_finite() || !lon.is_finite() {
            return Err(PositionError::NotFinite);
        }
        if lat.abs() > 90.0 {
            return Err(PositionError::LatitudeRange(lat));
        }
        if lon.abs() > 180.0 {
            return Err(PositionError::LongitudeRange(lon));
        }
        Ok(Self { lat_e7: round_e7(lat), lon_e7: round_e7(lon) })
    }

    /// From longitude and latitude in degrees: the order of GeoJSON and ED-269.
    ///
    /// # Errors
    /// [`PositionError`] for numbers that are not finite or out of range.
    pub fn from_lon_lat_deg([lon, lat]: [f64; 2]) -> Result<Self, PositionError> {
        Self::from_lat_lon_deg([lat, lon])
    }

    /// From latitude and longitude in 1e-7 degree; `None` out of range.
    pub const fn from_lat_lon_e7([lat_e7, lon_e7]: [i32; 2]) -> Option<Self> {
        if lat_e7 < -LAT_MAX_E7
            || lat_e7 > LAT_MAX_E7
            || lon_e7 < -LON_MAX_E7
            || lon_e7 > LON_MAX_E7
        {
            return None;
        }
        Some(Self { lat_e7, lon_e7 })
    }

    /// From latitude and longitude in degrees of any size: latitude clamped, longitude wrapped into
    /// -180 to 180. For computed points; numbers that are not finite become the pole, where every
    /// flight is undecided.
    pub fn nearest_lat_lon_deg([lat, lon]: [f64; 2]) -> Self {
        if !lat.is_finite() || !lon.is_finite() {
            return Self { lat_e7: LAT_MAX_E7, lon_e7: 0 };
        }
        let lon = if lon.abs() > 180.0 { (lon + 180.0).rem_euclid(360.0) - 180.0 } else { lon };
        Self { lat_e7: round_e7(lat.clamp(-90.0, 90.0)), lon_e7: round_e7(lon) }
    }

    /// Latitude in 1e-7 degree.
    pub const fn lat_e7(self) -> i32 {
        self.lat_e7
    }

    /// Longitude in 1e-7 degree.
    pub const fn lon_e7(self) -> i32 {
        self.lon_e7
    }

    /// Latitude in degrees.
    pub fn lat_deg(self) -> f64 {
        f64::from(self.lat_e7) / E7
    }

    /// Longitude in degrees.
    pub fn lon_deg(self) -> f64 {
        f64::from(self.lon_e7) / E7
    }

    /// The same point read with latitude and longitude exchanged; `None` where that is no position.
    pub const fn swapped(self) -> Option<Self> {
        Self::from_lat_lon_e7([self.lon_e7, self.lat_e7])
    }
}

/// Latitude, then longitude, in degrees with seven decimals.
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.7}, {:.7}", self.lat_deg(), self.lon_deg())
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "callers bound |deg| by 180, so |deg * 1e7| < 2^31"
)]
fn round_e7(deg: f64) -> i32 {
    (deg * E7).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coordinate_that_is_not_finite_is_refused() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Position::from_lat_lon_deg([bad, 4.0]), Err(PositionError::NotFinite));
            assert_eq!(Position::from_lon_lat_deg([bad, 4.0]), Err(PositionError::NotFinite));
        }
    }

    #[test]
    fn a_coordinate_out_of_range_is_refused() {
        assert!(Position::from_lat_lon_deg([90.000_001, 0.0]).is_err());
        assert!(Position::from_lat_lon_deg([0.0, -180.000_001]).is_err());
        assert!(Position::from_lat_lon_deg([-90.0, 180.0]).is_ok());
    }

    #[test]
    fn both_orders_name_the_same_point() {
        let a = Position::from_lat_lon_deg([52.1, 4.9]).unwrap();
        let b = Position::from_lon_lat_deg([4.9, 52.1]).unwrap();
        assert_eq!(a, b);
        assert_eq!((a.lat_e7(), a.lon_e7()), (521_000_000, 49_000_000));
    }

    #[test]
    fn a_computed_longitude_wraps_to_the_same_meridian() {
        let p = Position::nearest_lat_lon_deg([0.0, 181.5]);
        assert_eq!(p.lon_e7(), -1_785_000_000);
        assert_eq!(Position::nearest_lat_lon_deg([f64::NAN, 0.0]).lat_e7(), LAT_MAX_E7);
    }
}
