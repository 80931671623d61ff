//! Exact zone lookup: which outlines hold a point, which stretches of a path meet them, what an area
//! touches, and how far the nearest border is.
//!
//! Outlines come in with an opaque [`Tag`]; this crate knows no zones, heights, times or waivers.
//!
//! Two engines answer: [`LiveIndex`] for zones that come and go, [`BuiltIndex`] from a flat image for those
//! that stay; [`ZoneIndex`] asks both.
//!
//! * Points against polygons are exact integer arithmetic: no epsilon, the border is inside.
//! * Circles stay circles: geodesic distance on WGS84, with 1 mm of border counted inside.
//! * Paths and areas of a flight are widened by their margin, by 0.12 m for the chords that stand for
//!   geodesics and for rounding, and by what a long border edge bulges from its geodesic. An answer may
//!   report a zone that the flight just misses; it never misses one that the flight meets.

mod area;
pub mod built;
mod circle;
mod frame;
mod interval;
mod live;
mod nearest;
mod path;
mod plane;
mod region;
mod ring;
mod zone_index;

pub use area::Area;
pub use built::BuiltIndex;
pub use interval::Along;
pub use live::{Hit, LiveIndex, Tag};
pub use nearest::NearestBorder;
pub use path::Path;
pub use plane::is_placed;
pub use region::Region;
pub use zone_index::ZoneIndex;
