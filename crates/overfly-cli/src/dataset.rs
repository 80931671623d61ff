//! Zone files read, each with its folder's manifest where there is one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use overfly_check::{Airspace, Dataset, ZoneFile};
use overfly_format::zones::{self, GeoJsonMapping};
use overfly_format::{ReadError, manifest};
use overfly_model::{
    Code, Coverage, CoverageBasis, Finding, Manifest, ManifestFile, Reading, TimeInterval, ZoneSet,
};
use overfly_report::{FileFindings, Input, InputKind, ListedZone};

use crate::args::ZoneArgs;
use crate::failure::Failure;
use crate::files::{self, MANIFEST, Source};
use crate::output::Terminal;

/// Everything that `--zones` names.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The files, by coverage.
    pub datasets: Vec<Dataset>,
    /// Every file read, with its hash.
    pub inputs: Vec<Input>,
    /// The manifest that names a time zone for answers, and the name.
    pub time_zone: Option<(String, String)>,
}

/// Reads every zone file that the paths name. A file that cannot be read at all is a failure: it may
/// hold the zone that matters.
pub fn load(args: &ZoneArgs, terminal: &Terminal) -> Result<Loaded, Failure> {
    if args.zones.is_empty() {
        return Err(Failure::new("no zones given")
            .hint("add --zones PATH: a zone file (ED-269, ED-318, GeoJSON) or a folder of them"));
    }
    let found = files::find(&args.zones)?;
    found.skipped.iter().for_each(|remark| terminal.remark(remark));
    let mut loader = Loader {
        mapping: mapping(args.geojson_limits.as_deref())?,
        loaded: Loaded::default(),
        listed: BTreeSet::new(),
    };
    for source in &found.sources {
        match source {
            Source::Manifest(path) => loader.folder(path)?,
            Source::Zones(path) => loader.single(path)?,
        }
    }
    Ok(loader.loaded)
}

impl Loaded {
    /// The zones indexed.
    pub fn into_airspace(self) -> Airspace {
        let mut builder = Airspace::builder();
        for dataset in self.datasets {
            builder.add(dataset);
        }
        builder.build()
    }

    /// The files in order.
    pub fn files(&self) -> impl Iterator<Item = &ZoneFile> {
        self.datasets.iter().flat_map(|dataset| &dataset.files)
    }

    /// Every zone with what its reader found about it.
    pub fn listed(&self) -> Vec<ListedZone<'_>> {
        self.files().flat_map(listed).collect()
    }

    /// What the readers found, by file.
    pub fn findings(&self) -> Vec<FileFindings<'_>> {
        self.files()
            .map(|file| FileFindings {
                source: &file.source,
                zones: file.reading.items.zones.len(),
                findings: &file.reading.findings,
            })
            .collect()
    }
}

fn listed(file: &ZoneFile) -> impl Iterator<Item = ListedZone<'_>> {
    let mut by_zone = std::collections::BTreeMap::new();
    for finding in &file.reading.findings {
        if let Some(id) = &finding.zone {
            by_zone.entry(id).or_insert_with(Vec::new).push(finding);
        }
    }
    file.reading.items.zones.iter().map(move |zone| ListedZone {
        zone,
        source: &file.source,
        findings: by_zone.get(&zone.id).cloned().unwrap_or_default(),
    })
}

/// Reads zones as those of the file `path`, whose name goes to zones that do not name themselves.
pub fn read(
    path: &Path,
    bytes: &[u8],
    mapping: &GeoJsonMapping,
) -> Result<Reading<ZoneSet>, ReadError> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    zones::read(bytes, &zones::Source { file_stem: &stem, mapping })
}

fn mapping(text: Option<&str>) -> Result<GeoJsonMapping, Failure> {
    text.unwrap_or_default().parse().map_err(|error: zones::MappingError| {
        Failure::at("--geojson-limits", error.to_string())
            .hint("write it like lower=FLOOR:m:amsl,upper=CEILING:ft:agl,id=ICAO,name=title,type=kind,radius=r")
    })
}

struct Loader {
    mapping: GeoJsonMapping,
    loaded: Loaded,
    /// Files that a manifest has listed, so that they are not read again on their own.
    listed: BTreeSet<PathBuf>,
}

impl Loader {
    fn single(&mut self, path: &Path) -> Result<(), Failure> {
        if fs::canonicalize(path).is_ok_and(|real| self.listed.contains(&real)) {
            return Ok(());
        }
        let file = self.zones(path, &files::bytes(path)?)?;
        self.loaded.datasets.push(Dataset { coverage: None, files: vec![file] });
        Ok(())
    }

    fn zones(&mut self, path: &Path, bytes: &[u8]) -> Result<ZoneFile, Failure> {
        let source = path.display().to_string();
        self.loaded.inputs.push(Input::new(source.clone(), bytes, InputKind::Zones));
        let reading = read(path, bytes, &self.mapping)
            .map_err(|error| Failure::at(source.clone(), error.to_string()))?;
        Ok(ZoneFile { source, reading })
    }

    fn folder(&mut self, path: &Path) -> Result<(), Failure> {
        let source = path.display().to_string();
        let bytes = files::bytes(path)?;
        self.loaded.inputs.push(Input::new(source.clone(), &bytes, InputKind::Manifest));
        let manifest = manifest::read(&bytes)
            .map_err(|error| Failure::at(source.clone(), error.to_string()))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut dataset =
            Dataset { coverage: Some(coverage(&manifest, &source)), files: Vec::new() };
        let mut faults = Vec::new();
        if manifest.files.is_empty() {
            faults.push("it lists no zone file".to_owned());
        }
        for listed in &manifest.files {
            match inside(folder, &listed.path) {
                None => faults.push(format!("{:?} is not a path within its folder", listed.path)),
                Some(path) if !path.is_file() => {
                    faults.push(format!("{} is not there", listed.path));
                }
                Some(path) => dataset.files.push(self.member(&path, listed, &mut faults)?),
            }
        }
        if !faults.is_empty() {
            void(&mut dataset, &faults, &source);
        }
        if let (Some(name), None) = (manifest.time_zone, &self.loaded.time_zone) {
            self.loaded.time_zone = Some((source, name));
        }
        self.loaded.datasets.push(dataset);
        Ok(())
    }

    /// A listed file; what differs from the list goes to `faults`.
    fn member(
        &mut self,
        path: &Path,
        listed: &ManifestFile,
        faults: &mut Vec<String>,
    ) -> Result<ZoneFile, Failure> {
        let bytes = files::bytes(path)?;
        let file = self.zones(path, &bytes)?;
        let hash = self.loaded.inputs.last().map(Input::sha256_hex);
        if listed.sha256.is_some() && listed.sha256 != hash {
            faults.push(format!("{} is not the file it lists (its SHA-256 differs)", listed.path));
        }
        let zones = file.reading.items.zones.len();
        if zones != listed.zones {
            faults.push(format!(
                "{} holds {zones} zones where it lists {}",
                listed.path, listed.zones
            ));
        }
        self.listed.extend(fs::canonicalize(path));
        Ok(file)
    }
}

fn coverage(manifest: &Manifest, source: &str) -> Coverage {
    Coverage {
        outlines: manifest.coverage.clone(),
        valid: manifest.valid,
        issued: manifest.issued,
        basis: CoverageBasis::Manifest,
        source: source.to_owned(),
    }
}

/// `path` within `folder`; `None` for one that would lead out of it.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path);
    let plain =
        relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    (plain && !path.is_empty()).then(|| folder.join(relative))
}

/// A folder that is not what its manifest lists answers for nothing: a zone may be missing from it.
fn void(dataset: &mut Dataset, faults: &[String], source: &str) {
    dataset.coverage = None;
    let findings = faults.iter().map(|fault| {
        Finding::undecided(Code::ManifestMismatch, format!("{source}: {fault}"))
            .hint("fetch the zone folder again, or write its manifest anew")
    });
    match dataset.files.first_mut() {
        Some(file) => file.reading.findings.extend(findings),
        None => dataset.files.push(ZoneFile {
            source: source.to_owned(),
            reading: Reading { items: nothing(), findings: findings.collect() },
        }),
    }
}

/// What a folder holds whose listed files are all missing.
const fn nothing() -> ZoneSet {
    ZoneSet {
        standard: MANIFEST,
        title: None,
        provider: Vec::new(),
        issued: None,
        valid: TimeInterval::ANY,
        zones: Vec::new(),
    }
}
