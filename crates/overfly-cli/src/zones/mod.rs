//! `overfly zones`.

mod build;
mod convert;
mod manifest;
mod near;
mod show;

pub use near::nearest;

use overfly_report::{lint_json, lint_text, list_json, list_text};

use crate::args::{Format, OutputArgs, Standard, ZoneArgs, ZonesCommand};
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, dataset, output};

/// Runs one of the commands on zone files.
pub fn run(command: ZonesCommand, terminal: &Terminal) -> Result<Outcome, Failure> {
    match command {
        ZonesCommand::List { zones, output } => list(&zones.whole(), &output, terminal),
        ZonesCommand::Show { id, zones, output } => {
            show::run(&id, &zones.whole(), &output, terminal)
        }
        ZonesCommand::Lint { zones, output } => lint(&zones.whole(), &output, terminal),
        ZonesCommand::Convert { zones, output, to: Standard::Ed318 } => {
            convert::run(&zones.whole(), &output, terminal)
        }
        ZonesCommand::Build(args) => build::run(&args.zones.whole(), &args.output, terminal),
        ZonesCommand::Manifest(args) => manifest::run(&args, terminal),
    }
}

fn list(zones: &ZoneArgs, output: &OutputArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let loaded = dataset::load(zones)?;
    output::refuse_to_overwrite(output.output.as_deref(), loaded.paths())?;
    let text = match output.format {
        Format::Json => list_json(&loaded.listed(), &loaded.findings()),
        Format::Text => {
            let width = terminal.columns_for(output.output.as_deref());
            list_text(&loaded.listed(), &loaded.findings(), width)
        }
    };
    output::write(&text, output.output.as_deref())?;
    Ok(Outcome::Done)
}

fn lint(zones: &ZoneArgs, output: &OutputArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let loaded = dataset::load(zones)?;
    output::refuse_to_overwrite(output.output.as_deref(), loaded.paths())?;
    let findings = loaded.findings();
    let text = match output.format {
        Format::Json => lint_json(&findings),
        Format::Text => {
            let file = output.output.as_deref();
            lint_text(&findings, terminal.colour_for(file), terminal.columns_for(file))
        }
    };
    output::write(&text, output.output.as_deref())?;
    let clean = findings.iter().all(|file| file.findings.is_empty());
    Ok(if clean { Outcome::Done } else { Outcome::Refused })
}
