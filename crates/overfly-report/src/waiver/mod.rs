//! Waivers: in plain words, in a list, and link by link.

mod chain;
mod list;
mod overlay;
mod words;

pub use chain::{Chain, Link, LinkResult, chain_json, chain_text};
pub use list::{WaiverRow, WaiverStanding, waivers_json, waivers_text};
pub use overlay::{overlay_words, set_aside_words};
pub use words::{KnownZones, known_zones, waiver_words};
