//! The decision: may this flight take place here, and why.
//!
//! [`check`] takes one [`Request`] and gives one [`Decision`]. It is pure: no files, no clock, no
//! network. Whatever is unknown restricts: no data, an unknown height, an unknown command or a stale
//! file never end in [`Verdict::Clear`].

mod active;
mod airspace;
mod assumed;
mod box_of_zones;
mod climbs;
mod conflict;
mod covered;
mod cure;
mod decide;
mod decision;
mod derive;
mod envelope;
mod exemptions;
mod given;
mod goals;
mod ground;
mod hours;
mod hull;
mod inscribed;
mod lift;
mod meeting;
mod overlaid;
mod piece;
mod request;
mod residue;
mod trusted;
mod ways;
mod when;
mod wording;

pub use airspace::{
    Airspace, AirspaceBuilder, Answers, Dataset, Misfit, NearestZone, PointAnswer, PointQuery,
    Section, Standing, ZoneEntry, ZoneFile, build_image,
};
pub use decide::check;
pub use decision::{
    BlockedArea, CoverageUse, Decision, DecisionFinding, DerivedPiece, FlightSummary, Nearest,
    PieceRef, Verdict, ZoneLabel,
};
pub use envelope::Envelope;
pub use exemptions::{Attestation, Exemptions, RefusedWaiver, Subject, ZoneCondition};
pub use given::{Given, LostLinkSource, TakeOff, TakeOffSource};
pub use request::{LANDING_RESERVE, Request};
