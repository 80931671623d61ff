//! What is asked.

use core::time::Duration;

use jiff::Timestamp;
use overfly_model::{Flight, LostLink, Margins, Metres, Reading, Relief};

use crate::Airspace;
use crate::exemptions::{Attestation, Exemptions};

/// How long an aircraft keeps to land, where nobody says: ten minutes.
pub const LANDING_RESERVE: Duration = Duration::from_secs(600);

/// One question: may this flight take place in this airspace?
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The flight, with what its reader found: an unknown command keeps the flight undecided.
    pub flight: &'a Reading<Flight>,
    /// Zones and where they answer.
    pub airspace: &'a Airspace,
    /// Elevation of the take-off point above mean sea level, over what the plan says. One outside the
    /// ground of the airspace's countries is not believed, and leaves the flight undecided.
    pub take_off_elevation: Option<Metres>,
    /// The same from the station that the flight takes off from, where the plan is silent.
    pub station_elevation: Option<Metres>,
    /// Elevation tiles, where there are any.
    pub relief: Option<&'a Relief>,
    /// How far the aircraft may stray.
    pub margins: Margins,
    /// What the aircraft does on a lost link, over what the plan says.
    pub lost_link: Option<LostLink>,
    /// Departure, over what the plan says.
    pub depart: Option<Timestamp>,
    /// How much later the aircraft may be anywhere than planned: time it keeps to land. Widens the flight's
    /// own times, so that neither a zone nor the end of a waiver catches it.
    pub landing_reserve: Duration,
    /// The agency's waivers, and who may issue what; without them nothing is lifted.
    pub exemptions: Option<&'a Exemptions>,
    /// Conditions that somebody stated to be met.
    pub attestations: &'a [Attestation],
    /// The present: whether the data still holds, when no departure is stated.
    pub now: Timestamp,
}
