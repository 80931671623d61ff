//! `overfly zones build`: zone files and an index of them in one file, proved by reading it back.

use std::fs;
use std::path::{Path, PathBuf};

use overfly_check::{Answers, Dataset, ZoneFile, build_image};
use overfly_format::container::{self, Packed};
use overfly_model::{Code, Effect, Finding};

use crate::args::ZoneArgs;
use crate::dataset::{self, Loaded};
use crate::failure::Failure;
use crate::output::{Terminal, named, refuse_to_overwrite};
use crate::{Outcome, output, sign};

/// Writes what the paths name to `target`. A folder that is not what its manifest lists is not written: its
/// doubts belong to the folder, and would be gone.
pub fn run(args: &ZoneArgs, target: &Path, terminal: &Terminal) -> Result<Outcome, Failure> {
    if named(Some(target)).is_none() {
        return Err(Failure::at("-", "a built file is not written to standard output")
            .hint("name the file: -o zones.ovz"));
    }
    let target = &may_be_written(target, args)?;
    let loaded = dataset::load(args)?;
    refuse_to_overwrite(Some(target), loaded.paths())?;
    let datasets = whole(&loaded, terminal)?;
    let place = target.display().to_string();
    let refusal = |fault: String| Failure::at(place.clone(), format!("is not written: {fault}"));
    let built = build_image(&datasets).map_err(|error| refusal(error.to_string()))?;
    let files: Vec<Packed<'_>> =
        loaded.kept.iter().map(|(name, bytes)| Packed { name: name.clone(), bytes }).collect();
    let limits = args.geojson_limits.as_deref().unwrap_or_default();
    let bytes = container::write(limits, &files, &built.image)
        .map_err(|error| refusal(error.to_string()))?;
    let again = dataset::held(&place, bytes.clone())?;
    if !is_same(&datasets, &again.datasets) {
        return Err(refusal("what was packed is read differently from its sources".to_owned()));
    }
    again.into_airspace(None)?;
    sign::replace(target, &bytes)?;
    let zones: usize = datasets.iter().flat_map(|of| &of.files).map(zones).sum();
    let files: usize = datasets.iter().map(|of| of.files.len()).sum();
    let words = format!(
        "{place}: {} of {}, {} bytes, {} of them index\n",
        counted(zones, "zone", "zones"),
        counted(files, "file", "files"),
        bytes.len(),
        built.image.len()
    );
    output::write(&words, None)?;
    Ok(Outcome::Done)
}

/// Where the file goes: what a link leads to. What stands there already has to be a built file, and a
/// folder of sources is no place for it: it would be read with them the next time.
fn may_be_written(target: &Path, args: &ZoneArgs) -> Result<PathBuf, Failure> {
    let refusal =
        |fault: &str, hint: &str| Err(Failure::at(target.display().to_string(), fault).hint(hint));
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let Ok(real) = fs::canonicalize(folder) else {
        return refuse_folder(folder);
    };
    let holds = |source: &PathBuf| {
        source.is_dir() && fs::canonicalize(source).is_ok_and(|source| real.starts_with(source))
    };
    if args.zones.iter().any(holds) {
        return refusal(
            "would stand among its own sources",
            "name a file outside their folder after -o",
        );
    }
    let Ok(there) = fs::symlink_metadata(target) else { return Ok(target.to_owned()) };
    let real = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    let data = fs::metadata(&real).unwrap_or(there);
    let built = data.is_file()
        && fs::read(&real).is_ok_and(|bytes| container::is_container(&bytes) || bytes.is_empty());
    if built {
        Ok(real)
    } else {
        refusal(
            "is there and is no built file: it is not overwritten",
            "name another file after -o",
        )
    }
}

fn refuse_folder(folder: &Path) -> Result<PathBuf, Failure> {
    Err(Failure::at(folder.display().to_string(), "is no folder to write in")
        .hint("make the folder first, or name another after -o"))
}

/// The datasets, if each is what its manifest says. What was passed over in folders is told.
fn whole(loaded: &Loaded, terminal: &Terminal) -> Result<Vec<Dataset>, Failure> {
    if let Some((range, _)) = loaded.built.first() {
        let source = loaded.datasets.get(range.start).map_or("", |of| of.source.as_str());
        return Err(Failure::at(source, "stands in a file that is built already")
            .hint("name the sources without that file"));
    }
    let doubt = |finding: &&Finding| {
        finding.effect > Effect::Note || finding.code == Code::ManifestMismatch
    };
    for dataset in &loaded.datasets {
        if let Some(doubt) = dataset.findings.iter().find(doubt) {
            let fault = format!("is not built, a doubt would be lost: {}", doubt.text);
            let hint = doubt.hint.as_deref().unwrap_or("mend it first");
            return Err(Failure::at(dataset.source.clone(), fault).hint(hint));
        }
        for note in &dataset.findings {
            terminal.remark(&note.text);
        }
    }
    let with_files = loaded.datasets.iter().filter(|dataset| !dataset.files.is_empty());
    Ok(with_files.cloned().collect())
}

fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn zones(file: &ZoneFile) -> usize {
    file.reading.items.zones.len()
}

/// Whether two readings say the same, but for where the files are.
fn is_same(sources: &[Dataset], packed: &[Dataset]) -> bool {
    let coverage = |answers: &Answers| match answers {
        Answers::Manifest(coverage) => {
            let mut coverage = coverage.clone();
            coverage.source.clear();
            Answers::Manifest(coverage)
        }
        other => other.clone(),
    };
    let files = |dataset: &Dataset| {
        dataset.files.iter().map(|file| file.reading.clone()).collect::<Vec<_>>()
    };
    sources.len() == packed.len()
        && sources
            .iter()
            .zip(packed)
            .all(|(a, b)| coverage(&a.answers) == coverage(&b.answers) && files(a) == files(b))
}
