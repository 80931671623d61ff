//! Zones at a place.

use overfly_model::{Applicability, Metres, Outline, Position, VerticalLimits, Zone, ZoneType};
use overfly_testkit::scene;

/// Utrecht, latitude and longitude.
pub const NETHERLANDS: [f64; 2] = [52.09, 5.12];

/// A zone of 100 m round a place.
pub fn zone_at(lat_lon: [f64; 2], applicability: Applicability) -> Zone {
    let centre = Position::from_lat_lon_deg(lat_lon).unwrap();
    let outline = Outline::Circle { centre, radius: Metres::whole(100) };
    let zone = scene::zone("T", ZoneType::Prohibited, outline, VerticalLimits::NOT_STATED);
    Zone { applicability, ..zone }
}
