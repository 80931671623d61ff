//! The words every Overfly crate speaks: positions, heights, UAS geographical zones, times, flights
//! and findings.
//!
//! This crate does no I/O and reads no clock. Coordinates are integers of 1e-7 degree, heights carry
//! their datum, and whatever is unknown widens: a missing limit reaches to the ground or the sky, a
//! missing time is any time.

pub mod altitude;
pub mod country;
pub mod coverage;
pub mod digest;
pub mod extent;
pub mod finding;
pub mod flight;
pub mod geodesy;
pub mod geoid;
pub mod outline;
pub mod position;
pub mod relief;
pub mod simple;
pub mod terrain;
pub mod time;
pub mod units;
pub mod zone;

pub use altitude::{Altitude, Datum, HeightInterval, Limit, VerticalLimits};
pub use coverage::{Coverage, CoverageBasis, Manifest, ManifestFile};
pub use extent::Extent;
pub use finding::{Code, Effect, Finding, Reading};
pub use flight::{
    Elapsed, End, Flight, Footprint, Home, LostLink, Margins, Piece, PieceKind, Rally, ReturnHeight,
};
pub use geoid::Undulation;
pub use outline::{LonReading, Outline, Part, Placement, Ring};
pub use position::{Position, PositionError};
pub use relief::{Ground, Relief, Tile, TileName};
pub use simple::{RingEdge, RingFlaw};
pub use terrain::{AmslInterval, Assumption, Terrain};
pub use time::{
    Applicability, ClockTime, ClockZone, DailyPeriod, DaySet, MonthDay, SunEvent, TimeInterval,
    TimeOfDay, Weekday, Window, Yearly, ZonedTime,
};
pub use units::{Metres, NotFinite};
pub use zone::{Authority, AuthorityPurpose, LocalText, Zone, ZoneId, ZoneSet, ZoneType};
