//! Zone files read, each with its folder's manifest where there is one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use jiff::tz::TimeZone;
use overfly_check::{Airspace, Answers, Dataset, ZoneFile};
use overfly_exemption::{Authority, SignedFile};
use overfly_format::zones::{self, GeoJsonMapping};
use overfly_format::{ReadError, manifest};
use overfly_model::{
    ClockZone, Code, Coverage, CoverageBasis, Finding, Manifest, ManifestFile, Reading, ZoneSet,
};
use overfly_report::{FileFindings, Input, InputKind, ListedZone};

use crate::args::ZoneArgs;
use crate::failure::{Failure, Wanted};
use crate::files::{self, MANIFEST, Skipped, Source};
use crate::output::Terminal;
use crate::time;

/// Everything that `--zones` names.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The files, by coverage.
    pub datasets: Vec<Dataset>,
    /// Every file read, with its hash.
    pub inputs: Vec<Input>,
    /// The manifest that names a time zone for answers, and the name.
    pub time_zone: Option<(String, String)>,
    /// The paths as given.
    named: Vec<String>,
}

/// Reads every zone file that the paths name. A file that cannot be read at all is a failure: it may
/// hold the zone that matters.
pub fn load(args: &ZoneArgs) -> Result<Loaded, Failure> {
    if args.zones.is_empty() {
        return Err(Failure::new("no zones given")
            .hint("add --zones PATH: a zone file (ED-269, ED-318, GeoJSON) or a folder of them"));
    }
    let found = files::find(&args.zones)?;
    let mut loader = Loader {
        mapping: mapping(args.geojson_limits.as_deref())?,
        loaded: Loaded::default(),
        listed: BTreeSet::new(),
        folders: Vec::new(),
    };
    for source in &found.sources {
        match source {
            Source::Manifest(path) => loader.folder(path)?,
            Source::Zones(path) => loader.zone_file(path)?,
        }
    }
    loader.loaded.datasets.extend(skipped(&found.skipped));
    loader.loaded.named = args.zones.iter().map(|path| path.display().to_string()).collect();
    Ok(loader.loaded)
}

impl Loaded {
    /// The zones indexed, as overlays correct them.
    pub fn into_airspace(self, overlays: Option<(&Authority, &[SignedFile])>) -> Airspace {
        let mut builder = Airspace::builder();
        builder.name_by(self.named);
        for dataset in self.datasets {
            builder.add(dataset);
        }
        if let Some((authority, files)) = overlays {
            builder.overlays(authority, files);
        }
        builder.build()
    }

    /// The manifest's time zone; one that is not known here is complained about.
    pub fn time_zone(&self, terminal: &Terminal) -> Option<TimeZone> {
        let (manifest, name) = self.time_zone.as_ref()?;
        time::zone(manifest, name).map_err(|failure| terminal.complain(&failure)).ok()
    }

    /// Every file read.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.inputs.iter().map(|input| Path::new(&input.path))
    }

    /// The files in order.
    pub fn files(&self) -> impl Iterator<Item = &ZoneFile> {
        self.datasets.iter().flat_map(|dataset| &dataset.files)
    }

    /// Every zone with what its reader found about it.
    pub fn listed(&self) -> Vec<ListedZone<'_>> {
        self.files().flat_map(listed).collect()
    }

    /// What was found about each dataset and by the readers, by file.
    pub fn findings(&self) -> Vec<FileFindings<'_>> {
        self.datasets.iter().flat_map(findings).collect()
    }
}

fn findings(dataset: &Dataset) -> impl Iterator<Item = FileFindings<'_>> {
    let whole = FileFindings { source: &dataset.source, zones: 0, findings: &dataset.findings };
    let files = dataset.files.iter().map(|file| FileFindings {
        source: &file.source,
        zones: file.reading.items.zones.len(),
        findings: &file.reading.findings,
    });
    Some(whole).into_iter().filter(|whole| !whole.findings.is_empty()).chain(files)
}

/// What was left out of folders, for the answer: a zone may be in it.
fn skipped(files: &[Skipped]) -> Option<Dataset> {
    let findings: Vec<Finding> = files.iter().map(|file| {
        let text = format!("{}: is not read, its name is not that of a zone file (*.json, *.geojson)", file.path.display());
        if file.may_hold_zones {
            Finding::undecided(Code::FileSkipped, text)
                .hint("unpack, rename or convert it if it holds zones; else move it out of the folder")
        } else {
            Finding::note(Code::FileSkipped, text)
        }
    }).collect();
    let source = "--zones".to_owned();
    (!findings.is_empty()).then(|| Dataset {
        source,
        answers: Answers::Nowhere,
        files: Vec::new(),
        findings,
    })
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

/// What a manifest says of zones that do not say it themselves.
#[derive(Clone, Default)]
pub struct Given {
    country: Option<String>,
    local_times: Option<ClockZone>,
}

impl Given {
    fn by(manifest: &Manifest) -> Self {
        Self { country: manifest.country.clone(), local_times: manifest.local_times.clone() }
    }
}

/// Reads zones as those of the file `path`, whose name goes to zones that do not name themselves.
pub fn read(
    path: &Path,
    bytes: &[u8],
    mapping: &GeoJsonMapping,
    given: &Given,
) -> Result<Reading<ZoneSet>, ReadError> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let (country, local_times) = (given.country.as_deref(), given.local_times.as_ref());
    zones::read(bytes, &zones::Source { file_stem: &stem, mapping, country, local_times })
}

fn mapping(text: Option<&str>) -> Result<GeoJsonMapping, Failure> {
    text.unwrap_or_default().parse().map_err(|error: zones::MappingError| {
        Failure::at("--geojson-limits", error.to_string())
            .hint("write it like lower=FLOOR:m:amsl,upper=CEILING:ft:agl,id=ICAO,name=title,type=kind,radius=r,applicability=when,yearly=days")
    })
}

struct Loader {
    mapping: GeoJsonMapping,
    loaded: Loaded,
    /// Files that a manifest has listed, so that they are not read again on their own.
    listed: BTreeSet<PathBuf>,
    /// Folders with a manifest.
    folders: Vec<Folder>,
}

/// A folder with a manifest.
struct Folder {
    path: PathBuf,
    /// Where its dataset stands.
    at: usize,
    given: Given,
}

impl Loader {
    /// A zone file by its own name: of a folder already read, of a folder whose other files were not
    /// named, or on its own.
    fn zone_file(&mut self, path: &Path) -> Result<(), Failure> {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if self.listed.contains(&real) {
            return Ok(());
        }
        let above = self.folders.iter().filter(|folder| real.starts_with(&folder.path));
        let above = above.max_by_key(|folder| folder.at);
        let at = above.map(|folder| folder.at);
        let given = above.map_or_else(Given::default, |folder| folder.given.clone());
        let file = self.zones(path, &files::bytes(path)?, &given)?;
        if let Some(dataset) = at.and_then(|at| self.loaded.datasets.get_mut(at)) {
            let text = format!(
                "{} does not list {}: its zones count, the outline stays",
                dataset.source, file.source
            );
            dataset.findings.push(
                Finding::note(Code::ManifestMismatch, text)
                    .hint("list it in the manifest, or move it out of the folder"),
            );
            dataset.files.push(file);
            return Ok(());
        }
        let (answers, findings) = match lister(path) {
            Some(manifest) => (Answers::Nowhere, vec![part_of(&file.source, &manifest)]),
            None => (Answers::BoxOfZones, Vec::new()),
        };
        let source = file.source.clone();
        self.loaded.datasets.push(Dataset { source, answers, files: vec![file], findings });
        Ok(())
    }

    fn zones(&mut self, path: &Path, bytes: &[u8], given: &Given) -> Result<ZoneFile, Failure> {
        let source = path.display().to_string();
        self.loaded.inputs.push(Input::new(source.clone(), bytes, InputKind::Zones));
        let reading = read(path, bytes, &self.mapping, given)
            .map_err(|error| Failure::read(&*source, Wanted::Zones, &error))?;
        Ok(ZoneFile { source, reading })
    }

    fn folder(&mut self, path: &Path) -> Result<(), Failure> {
        let source = path.display().to_string();
        let bytes = files::bytes(path)?;
        self.loaded.inputs.push(Input::new(source.clone(), &bytes, InputKind::Manifest));
        let manifest = manifest::read(&bytes).map_err(|error| {
            Failure::at(source.clone(), error.to_string())
                .hint("docs/formats/manifest.md says how it is written")
        })?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let answers = Answers::Manifest(coverage(&manifest, &source));
        let mut dataset =
            Dataset { source: source.clone(), answers, files: Vec::new(), findings: Vec::new() };
        let given = Given::by(&manifest);
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
                Some(path) => {
                    dataset.files.push(self.member(&path, listed, &given, &mut faults)?);
                }
            }
        }
        if !faults.is_empty() {
            void(&mut dataset, &faults);
        }
        if let (Some(name), None) = (manifest.time_zone, &self.loaded.time_zone) {
            self.loaded.time_zone = Some((source, name));
        }
        let at = self.loaded.datasets.len();
        self.folders.extend(fs::canonicalize(folder).map(|path| Folder { path, at, given }));
        self.loaded.datasets.push(dataset);
        Ok(())
    }

    /// A listed file; what differs from the list goes to `faults`.
    fn member(
        &mut self,
        path: &Path,
        listed: &ManifestFile,
        given: &Given,
        faults: &mut Vec<String>,
    ) -> Result<ZoneFile, Failure> {
        let bytes = files::bytes(path)?;
        let file = self.zones(path, &bytes, given)?;
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
fn void(dataset: &mut Dataset, faults: &[String]) {
    dataset.answers = Answers::Nowhere;
    dataset.findings.extend(faults.iter().map(|fault| {
        Finding::undecided(Code::ManifestMismatch, format!("{}: {fault}", dataset.source))
            .hint("fetch the zone folder again, or write its manifest anew")
    }));
}

/// The manifest of a folder round a file, if it lists that file, or may: one that cannot be read, but
/// calls itself one of ours. Links are followed to where the file really is.
fn lister(path: &Path) -> Option<PathBuf> {
    let real = fs::canonicalize(path).ok()?;
    let found = real.ancestors().skip(1).map(|folder| folder.join(MANIFEST)).find(|manifest| {
        let (Some(folder), Ok(bytes)) = (manifest.parent(), fs::read(manifest)) else {
            return false;
        };
        let Ok(read) = manifest::read(&bytes) else {
            return String::from_utf8_lossy(&bytes).contains("overfly-zones");
        };
        let lists = |listed: &ManifestFile| {
            inside(folder, &listed.path)
                .and_then(|path| fs::canonicalize(path).ok())
                .is_some_and(|it| it == real)
        };
        read.files.iter().any(lists)
    })?;
    // As the caller wrote it, where that leads there.
    let as_written = path.ancestors().skip(1).map(|folder| folder.join(MANIFEST));
    as_written
        .into_iter()
        .find(|it| fs::canonicalize(it).is_ok_and(|it| it == found))
        .or(Some(found))
}

/// A file named without the folder it belongs to answers for nothing: the zones beside it are missing.
fn part_of(source: &str, manifest: &Path) -> Finding {
    let text = format!(
        "{source} is part of the folder that {} lists, and cannot answer alone",
        manifest.display()
    );
    let folder = manifest.parent().unwrap_or(Path::new(".")).display().to_string();
    Finding::undecided(Code::ManifestMismatch, text)
        .hint(format!("name the whole folder: --zones {folder}"))
}
