//! Coordinates as files write them.

use overfly_model::Position;
use serde_json::Value;

use super::field::{any_of, number};

/// 180 degrees in 1e-7 degree.
pub(super) const HALF_TURN: i64 = 1_800_000_000;
/// 360 degrees in 1e-7 degree.
pub(super) const TURN: i64 = 3_600_000_000;

/// A vertex before its longitude is brought within 180 degrees: files that cross the antimeridian
/// write longitudes up to 360.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Vertex {
    pub(super) lon_e7: i64,
    pub(super) lat_e7: i32,
}

impl Vertex {
    /// `[lon, lat]`, further numbers not read, or `{"LAT": .., "LON": ..}`; numbers may be text.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let (lon, lat) = match value {
            Value::Array(items) => (items.first()?, items.get(1)?),
            Value::Object(object) => (
                any_of(object, &["LON", "lon", "lng", "longitude"])?.1,
                any_of(object, &["LAT", "lat", "latitude"])?.1,
            ),
            _ => return None,
        };
        Self::from_lon_lat_deg([number(lon)?, number(lat)?])
    }

    pub(super) fn from_lon_lat_deg([lon, lat]: [f64; 2]) -> Option<Self> {
        // Halved, every longitude read here is one that a position takes.
        let whole = Position::from_lon_lat_deg([lon / 2.0, lat]).ok()?;
        let beyond = if lon > 180.0 {
            1
        } else if lon < -180.0 {
            -1
        } else {
            0
        };
        let within = Position::from_lon_lat_deg([lon - 360.0 * f64::from(beyond), lat]).ok()?;
        let lon_e7 = i64::from(within.lon_e7()) + TURN * i64::from(beyond);
        Some(Self { lon_e7, lat_e7: whole.lat_e7() })
    }

    pub(super) const fn of(position: Position) -> Self {
        Self { lon_e7: position.lon_e7() as i64, lat_e7: position.lat_e7() }
    }

    pub(super) const fn is_beyond(self) -> bool {
        self.lon_e7.abs() > HALF_TURN
    }

    pub(super) const fn moved(self, by_e7: i64) -> Self {
        Self { lon_e7: self.lon_e7 + by_e7, ..self }
    }

    /// The position, its longitude brought within 180 degrees; -180 beyond that range becomes 180.
    pub(super) fn wrapped(self) -> Option<Position> {
        let lon_e7 = if self.is_beyond() {
            HALF_TURN - (HALF_TURN - self.lon_e7).rem_euclid(TURN)
        } else {
            self.lon_e7
        };
        Position::from_lat_lon_e7([self.lat_e7, i32::try_from(lon_e7).ok()?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_point_is_read_in_every_form_seen() {
        let point = Some(Vertex { lon_e7: 43_200_000, lat_e7: 508_600_000 });
        for value in [
            json!([4.32, 50.86]),
            json!([4.32, 50.86, 120.0]),
            json!(["4.32", "50.86"]),
            json!({"LAT": "50.86", "LON": "4.32"}),
            json!({"lat": 50.86, "lng": 4.32}),
        ] {
            assert_eq!(Vertex::read(&value), point, "{value}");
        }
        for value in [
            json!([4.32]),
            json!([]),
            json!(null),
            json!([4.3, 90.1]),
            json!([360.1, 0]),
            json!(["a", 1]),
        ] {
            assert_eq!(Vertex::read(&value), None, "{value}");
        }
    }

    #[test]
    fn a_longitude_beyond_180_wraps_to_the_same_meridian() {
        for (lon, wrapped) in
            [(181.5, -1_785_000_000), (-181.5, 1_785_000_000), (360.0, 0), (180.0, 1_800_000_000)]
        {
            let vertex = Vertex::read(&json!([lon, 1])).unwrap();
            assert_eq!(vertex.wrapped().unwrap().lon_e7(), wrapped, "{lon}");
        }
    }
}
