//! What is asked.

use jiff::Timestamp;
use overfly_model::{Flight, LostLink, Margins, Reading, Terrain};

use crate::Airspace;

/// One question: may this flight take place in this airspace?
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The flight, with what its reader found: an unknown command keeps the flight undecided.
    pub flight: &'a Reading<Flight>,
    /// Zones and where they answer.
    pub airspace: &'a Airspace,
    /// What is known of the ground beside the airspace's own countries: a take-off elevation.
    /// `None` = the plan's take-off elevation and the countries' lowest and highest ground.
    pub terrain: Option<Terrain>,
    /// How far the aircraft may stray.
    pub margins: Margins,
    /// What the aircraft does on a lost link, over what the plan says.
    pub lost_link: Option<LostLink>,
    /// Departure, over what the plan says.
    pub depart: Option<Timestamp>,
    /// The present: whether the data still holds, when no departure is stated.
    pub now: Timestamp,
}
