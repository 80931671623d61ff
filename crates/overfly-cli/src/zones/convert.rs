//! `overfly zones convert`: several zone files into one, proved by reading it back.

use std::path::Path;

use jiff::Timestamp;
use overfly_check::{Answers, Dataset};
use overfly_format::zones::{GeoJsonMapping, write_ed318};
use overfly_model::{Coverage, Effect, TimeInterval, Zone, ZoneSet};

use crate::args::ZoneArgs;
use crate::dataset::{Given, Loaded};
use crate::failure::Failure;
use crate::output::{Terminal, named, refuse_to_overwrite};
use crate::{Outcome, dataset, output};

/// Writes the zones of all files to `output`. What the standard cannot hold is not written at all: a
/// converted file that has lost a zone, a limit or a doubt looks like permission.
pub fn run(args: &ZoneArgs, output: &Path, terminal: &Terminal) -> Result<Outcome, Failure> {
    let loaded = dataset::load(args)?;
    refuse_to_overwrite(Some(output), loaded.paths())?;
    refuse_doubts(&loaded)?;
    let members: Vec<Member<'_>> = loaded.datasets.iter().flat_map(members).collect();
    let whole = joined(&members);
    let place = match named(Some(output)) {
        Some(path) => path.display().to_string(),
        None => "standard output".to_owned(),
    };
    if let (Some(from), Some(until)) = (whole.valid.from, whole.valid.until)
        && from >= until
    {
        return Err(Failure::at(place, "is not written: the files hold at no common time")
            .hint("convert the files that are current, each on its own"));
    }
    let text = write_ed318(&whole).map_err(|error| refusal(&place, &error.to_string()))?;
    let again =
        dataset::read(output, text.as_bytes(), &GeoJsonMapping::default(), &Given::default())
            .map_err(|error| {
                Failure::at(place.clone(), format!("what was to be written {error}"))
            })?;
    if let Some(loss) = loss(&whole, &again.items) {
        return Err(refusal(&place, &loss));
    }
    output::write(&text, Some(output))?;
    let zones = whole.zones.len();
    terminal.remark(&format!("{place}: written and read back the same, zones: {zones}"));
    tell_what_stays_behind(&loaded, terminal);
    Ok(Outcome::Done)
}

/// A doubt that keeps flights undecided has no place in ED-318, and would be gone after converting.
fn refuse_doubts(loaded: &Loaded) -> Result<(), Failure> {
    let files = loaded.findings();
    let mut doubts = files.iter().flat_map(|file| {
        let grave = file.findings.iter().filter(|finding| finding.effect > Effect::Note);
        grave.map(|finding| (file.source, finding))
    });
    let Some((source, first)) = doubts.next() else { return Ok(()) };
    let (code, text) = (first.code, &first.text);
    let more = match doubts.count() {
        0 => String::new(),
        n => format!(" (and {n} more: overfly zones lint lists them)"),
    };
    Err(Failure::at(
        source,
        format!("is not converted, a doubt about it would be lost: {code}: {text}{more}"),
    )
    .hint(first.hint.as_deref().unwrap_or("mend the file, or keep using the original")))
}

/// What the readers widened or set right, and where a manifest lets its folder speak: neither stands in
/// the file that was written.
fn tell_what_stays_behind(loaded: &Loaded, terminal: &Terminal) {
    let notes: usize = loaded.files().map(|file| file.reading.findings.len()).sum();
    if notes > 0 {
        let findings = if notes == 1 { "finding" } else { "findings" };
        terminal.remark(&format!(
            "{notes} {findings} of the readers not in it: overfly zones lint lists them"
        ));
    }
    for dataset in &loaded.datasets {
        if matches!(dataset.answers, Answers::Manifest(_)) {
            terminal.remark(&format!(
                "{}: its outline is not in it; without a manifest of its own the file answers inside the box round its zones",
                dataset.source
            ));
        }
    }
    if loaded.files().count() > 1 {
        terminal.remark(
            "the box round the zones of several files is wider than theirs: write a manifest.toml beside it",
        );
    }
}

fn refusal(place: &str, loss: &str) -> Failure {
    Failure::at(place, format!("is not written: ED-318 would lose {loss}"))
        .hint("keep the original file; overfly reads it as it is")
}

/// The zones of a file, and what its folder's manifest says of the file's dates.
struct Member<'a> {
    set: &'a ZoneSet,
    manifest: Option<&'a Coverage>,
}

impl Member<'_> {
    /// Where the manifest and the file name different dates of issue, the older counts.
    fn issued(&self) -> Option<Timestamp> {
        let stated = self.manifest.and_then(|manifest| manifest.issued);
        stated.into_iter().chain(self.set.issued).min()
    }

    fn valid(&self) -> impl Iterator<Item = TimeInterval> {
        self.manifest.map(|manifest| manifest.valid).into_iter().chain([self.set.valid])
    }
}

fn members(dataset: &Dataset) -> impl Iterator<Item = Member<'_>> {
    let manifest = match &dataset.answers {
        Answers::Manifest(coverage) => Some(coverage),
        Answers::BoxOfZones | Answers::Nowhere => None,
    };
    dataset.files.iter().map(move |file| Member { set: &file.reading.items, manifest })
}

/// All zones in order. What the files say of themselves stays where they agree; the time for which the
/// whole holds is the time for which every file does, and every manifest.
fn joined(members: &[Member<'_>]) -> ZoneSet {
    let sets: Vec<&ZoneSet> = members.iter().map(|member| member.set).collect();
    let first = sets.first();
    let same = |agree: fn(&ZoneSet, &ZoneSet) -> bool| {
        sets.iter().all(|set| first.is_some_and(|first| agree(first, set)))
    };
    let zones = sets.iter().flat_map(|set| &set.zones).cloned().collect();
    let valid = || members.iter().flat_map(Member::valid);
    ZoneSet {
        standard: "ED-318",
        title: first.filter(|_| same(|a, b| a.title == b.title)).and_then(|set| set.title.clone()),
        provider: first
            .filter(|_| same(|a, b| a.provider == b.provider))
            .map(|set| set.provider.clone())
            .unwrap_or_default(),
        issued: members.iter().map(Member::issued).min().flatten(),
        valid: TimeInterval {
            from: valid().filter_map(|valid| valid.from).max(),
            until: valid().filter_map(|valid| valid.until).min(),
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
