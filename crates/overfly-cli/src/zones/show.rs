//! `overfly zones show`: one zone in words.

use std::path::Path;

use overfly_report::{ListedZone, show_json, show_text};

use super::near;
use crate::args::{Format, OutputArgs, ZoneArgs};
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, dataset, output};

/// Shows every zone of this id; one that is not there is answered with ids like it.
pub fn run(
    id: &str,
    zones: &ZoneArgs,
    output: &OutputArgs,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    if let Some(failure) = exchanged(id, zones) {
        return Err(failure);
    }
    let loaded = dataset::load(zones)?;
    output::refuse_to_overwrite(output.output.as_deref(), loaded.paths())?;
    let all = loaded.listed();
    let asked: Vec<ListedZone<'_>> =
        all.iter().filter(|listed| listed.zone.id.as_str() == id).cloned().collect();
    if asked.is_empty() {
        return Err(unknown(id, &all));
    }
    let text = match output.format {
        Format::Json => show_json(&asked),
        Format::Text => {
            show_text(&asked, terminal.colour_for(output.output.as_deref()), terminal.width)
        }
    };
    output::write(&text, output.output.as_deref())?;
    Ok(Outcome::Done)
}

/// A path where the zone should stand, and a zone where a path should.
fn exchanged(id: &str, zones: &ZoneArgs) -> Option<Failure> {
    let zone = zones.zones.iter().find(|path| !path.exists())?;
    Path::new(id).exists().then(|| {
        Failure::at(id, "is a file or folder, not a zone")
            .hint(format!("the zone comes first: overfly zones show {} {id}", zone.display()))
    })
}

fn unknown(id: &str, all: &[ListedZone<'_>]) -> Failure {
    let near = near::nearest(id, all.iter().map(|listed| listed.zone.id.as_str()));
    let failure = Failure::at(id, "is no zone of these files");
    match near.as_slice() {
        [] => failure.hint("overfly zones list --zones PATH lists them"),
        near => failure.hint(format!("there is {}", near.join(", "))),
    }
}
