//! The decision: may this flight take place here, and why.
//!
//! [`check`] takes one [`Request`] and gives one [`Decision`]. It is pure: no files, no clock, no
//! network. Whatever is unknown restricts: no data, an unknown height, an unknown command or a stale
//! file never end in [`Verdict::Clear`].

mod airspace;
mod decision;
mod request;

pub use airspace::{Airspace, AirspaceBuilder, Dataset, PointAnswer, PointQuery, ZoneEntry, ZoneFile};
pub use decision::{CoverageUse, Decision, DecisionFinding, FlightSummary, Nearest, PieceRef, Verdict, ZoneLabel};
pub use request::Request;

/// Decides whether a flight may take place.
pub fn check(_request: &Request<'_>) -> Decision {
    todo!()
}
