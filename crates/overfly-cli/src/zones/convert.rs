//! `overfly zones convert`: several zone files into one, proved by reading it back.

use std::path::Path;

use overfly_format::zones::{GeoJsonMapping, write_ed318};
use overfly_model::{TimeInterval, Zone, ZoneSet};

use crate::args::ZoneArgs;
use crate::failure::Failure;
use crate::output::{Terminal, refuse_to_overwrite};
use crate::{Outcome, dataset};

/// Writes the zones of all files to `output`. What the standard cannot hold is not written at all: a
/// converted file that has lost a zone or a limit looks like permission.
pub fn run(args: &ZoneArgs, output: &Path, terminal: &Terminal) -> Result<Outcome, Failure> {
    let loaded = dataset::load(args)?;
    refuse_to_overwrite(Some(output), loaded.paths())?;
    let sets: Vec<&ZoneSet> = loaded.files().map(|file| &file.reading.items).collect();
    let whole = joined(&sets);
    let place = output.display().to_string();
    let text = write_ed318(&whole).map_err(|error| refusal(&place, &error.to_string()))?;
    let again = dataset::read(output, text.as_bytes(), &GeoJsonMapping::default(), None)
        .map_err(|error| Failure::at(place.clone(), format!("what was to be written {error}")))?;
    if let Some(loss) = loss(&whole, &again.items) {
        return Err(refusal(&place, &loss));
    }
    std::fs::write(output, text).map_err(|error| Failure::io(output, "written", &error))?;
    terminal
        .remark(&format!("{place}: written and read back the same, zones: {}", whole.zones.len()));
    Ok(Outcome::Done)
}

fn refusal(place: &str, loss: &str) -> Failure {
    Failure::at(place, format!("is not written: ED-318 would lose {loss}"))
        .hint("keep the original file; overfly reads it as it is")
}

/// All zones in order. What the files say of themselves stays where they agree; the time for which the
/// whole holds is the time for which every file does.
fn joined(sets: &[&ZoneSet]) -> ZoneSet {
    let first = sets.first();
    let same = |agree: fn(&ZoneSet, &ZoneSet) -> bool| {
        sets.iter().all(|set| first.is_some_and(|first| agree(first, set)))
    };
    let zones = sets.iter().flat_map(|set| &set.zones).cloned().collect();
    ZoneSet {
        standard: "ED-318",
        title: first.filter(|_| same(|a, b| a.title == b.title)).and_then(|set| set.title.clone()),
        provider: first
            .filter(|_| same(|a, b| a.provider == b.provider))
            .map(|set| set.provider.clone())
            .unwrap_or_default(),
        issued: sets.iter().map(|set| set.issued).min().flatten(),
        valid: TimeInterval {
            from: sets.iter().filter_map(|set| set.valid.from).max(),
            until: sets.iter().filter_map(|set| set.valid.until).min(),
        },
        zones,
    }
}

/// What the second set lacks or tells otherwise, in words.
fn loss(written: &ZoneSet, again: &ZoneSet) -> Option<String> {
    if written.zones.len() != again.zones.len() {
        return Some(format!(
            "{} of {} zones",
            written.zones.len().abs_diff(again.zones.len()),
            written.zones.len()
        ));
    }
    let changed = written
        .zones
        .iter()
        .zip(&again.zones)
        .find_map(|(a, b)| difference(a, b).map(|field| format!("the {field} of {}", a.id)));
    changed.or_else(|| {
        let same = written.valid == again.valid && written.issued == again.issued;
        (!same).then(|| "the dates of the file".to_owned())
    })
}

/// The first field in which two zones differ; how the files wrote them does not matter.
fn difference(a: &Zone, b: &Zone) -> Option<&'static str> {
    let fields = [
        ("identifier", a.id == b.id && a.country == b.country),
        ("name", a.name == b.name),
        ("type", a.kind == b.kind && a.variant == b.variant),
        ("outline or limits", a.parts == b.parts),
        ("times", a.applicability == b.applicability),
        ("message", a.message == b.message),
        ("conditions", a.conditions == b.conditions),
        ("authorities", a.authorities == b.authorities),
        ("reasons", a.reasons == b.reasons && a.other_reason == b.other_reason),
        ("region", a.region == b.region && a.regulation_exemption == b.regulation_exemption),
    ];
    fields.into_iter().find(|(_, same)| !same).map(|(field, _)| field)
}
