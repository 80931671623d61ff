//! `overfly waiver`: what lifts a zone's restriction, written, signed and verified.

mod chain;
mod explain;
mod form;
mod list;
mod new;
mod outline;
mod proposal;
mod sign;
mod trial;

use overfly_exemption::{SignedFile, WaiverDocument};

use crate::args::waiver::WaiverCommand;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, bundle};

pub use form::{instant as toml_instant, quoted};
pub use new::create;
pub use sign::{agreed, own_key, refuse};

/// Runs a command of the family.
pub fn run(command: WaiverCommand, terminal: &Terminal) -> Result<Outcome, Failure> {
    match command {
        WaiverCommand::New(args) => new::run(&args, terminal),
        WaiverCommand::Sign(args) => sign::run(&args, terminal),
        WaiverCommand::List { home, output } => list::run(&home, &output, terminal),
        WaiverCommand::Show { which, output } => explain::show(&which, &output, terminal),
        WaiverCommand::Verify { which, output } => chain::run(&which, &output, terminal),
        WaiverCommand::Explain(args) => explain::run(&args, terminal),
        WaiverCommand::Bundle(args) => bundle::write(&args, terminal),
    }
}

/// Says when a waiver lies wholly in the past, which is a slip in a date more often than meant.
fn tell_past(document: &WaiverDocument, desk: &Desk, terminal: &Terminal) {
    if let Some(until) = document.scope.time.until.filter(|until| *until <= desk.now) {
        terminal.remark(&format!("{} ended at {until}: it lifts nothing any more", document.id));
    }
}

/// The id that a waiver states, believed or not.
pub fn stated_id(file: &SignedFile) -> Option<String> {
    Some(WaiverDocument::read(&file.text).ok()?.id)
}
