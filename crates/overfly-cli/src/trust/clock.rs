//! `overfly clock confirm`: the only way in which the latest signed time goes down.

use overfly_exemption::{Memory, State};

use super::{agreed, clock_now, station};
use crate::args::trust::ClockCommand;
use crate::failure::Failure;
use crate::{Outcome, output};

/// Shows both times and records the owner's word.
pub fn run(command: &ClockCommand) -> Result<Outcome, Failure> {
    let ClockCommand::Confirm { station: folder, yes } = command;
    let station = station(folder.as_deref())?;
    let Memory::Known(state) = station.memory() else {
        return Err(Failure::new(
            "this station has accepted no trust root yet, so no time is known",
        )
        .hint("compare the root keys with the agency, then: overfly trust status --accept"));
    };
    let now = clock_now();
    output::write(
        &format!("the clock shows        {now}\nlatest signed time     {}\n", state.latest),
        None,
    )?;
    if state.latest <= now {
        output::write("nothing to confirm: no signed time is later than the clock\n", None)?;
        return Ok(Outcome::Done);
    }
    if !agreed("Is the clock right?", "not confirmed", *yes)? {
        output::write("set the clock of this machine\n", None)?;
        return Ok(Outcome::Refused);
    }
    station.change(|stored| State { latest: now, ..stored.unwrap_or(state) })?;
    output::write(&format!("confirmed: this station goes by {now} from now on\n"), None)?;
    Ok(Outcome::Done)
}
