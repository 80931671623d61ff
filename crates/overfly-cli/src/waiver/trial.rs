//! A plan checked for what waivers do to it, apart from `overfly check`: nothing is remembered.

use core::time::Duration;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use overfly_check::{Airspace, Decision, Exemptions, Request, check};
use overfly_format::flights;
use overfly_model::{Extent, Flight, LostLink, Margins, Reading};

use crate::args::waiver::ProposalArgs;
use crate::failure::{Failure, Wanted};
use crate::terrain::Stated;
use crate::{files, quantities, time};

/// How a plan is checked.
pub struct Trial {
    /// How far the aircraft may stray.
    pub margins: Margins,
    /// How much later it may land.
    pub landing_reserve: Duration,
    depart: Option<Timestamp>,
    lost_link: Option<LostLink>,
    terrain: Stated,
}

impl Trial {
    /// From what was typed; the rest is as `overfly check` has it by itself.
    pub fn from_args(args: &ProposalArgs, clock: Option<&TimeZone>) -> Result<Self, Failure> {
        let mut margins = Margins::default();
        if let Some(text) = &args.margin {
            margins.lateral = quantities::length("--margin", text)?;
        }
        let depart = args.depart.as_deref();
        let lost_link = args.lost_link.as_deref();
        Ok(Self {
            margins,
            landing_reserve: overfly_check::LANDING_RESERVE,
            depart: depart.map(|text| time::instant("--depart", text, clock)).transpose()?,
            lost_link: lost_link
                .map(|text| quantities::lost_link("--lost-link", text))
                .transpose()?,
            terrain: Stated::from_args(&args.terrain)?,
        })
    }

    /// Reads a plan.
    #[allow(clippy::unused_self, reason = "the plan is the trial's")]
    pub fn flight(&self, plan: &Path) -> Result<Reading<Flight>, Failure> {
        let bytes = files::plan_bytes(plan)?;
        let place = plan.display().to_string();
        flights::read(&bytes).map_err(|error| Failure::read(place, Wanted::Plan, &error))
    }

    /// The answer, with these waivers or none.
    pub fn decide(
        &self,
        flight: &Reading<Flight>,
        airspace: &Airspace,
        exemptions: Option<&Exemptions>,
        now: Timestamp,
    ) -> Result<Decision, Failure> {
        let terrain = self.terrain.load(Extent::of_flight(&flight.items, self.margins.lateral))?;
        Ok(check(&Request {
            flight,
            airspace,
            take_off_elevation: self.terrain.elevation,
            station_elevation: None,
            relief: terrain.relief.as_ref(),
            margins: self.margins,
            lost_link: self.lost_link,
            depart: self.depart,
            landing_reserve: self.landing_reserve,
            exemptions,
            attestations: &[],
            now,
        }))
    }
}
