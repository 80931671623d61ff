//! Reads what `--zones` names: folders, files, and containers that hold either.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use overfly_check::{Answers, Dataset, Section, ZoneFile};
use overfly_format::container::{self, Container, Packed};
use overfly_format::manifest;
use overfly_format::zones::GeoJsonMapping;
use overfly_index::BuiltIndex;
use overfly_model::{Code, Coverage, CoverageBasis, Finding, Manifest, ManifestFile};
use overfly_report::{Input, InputKind};

use super::{Given, Loaded, mapping, read};
use crate::failure::{Failure, Wanted};
use crate::files::{self, MANIFEST, Source};

pub(super) struct Loader {
    mapping: GeoJsonMapping,
    /// Whether the mapping was stated.
    stated: bool,
    loaded: Loaded,
    /// Files that a manifest has listed, so that they are not read again on their own.
    listed: BTreeSet<PathBuf>,
    /// Folders with a manifest.
    folders: Vec<Folder>,
    /// Names of datasets that are taken.
    names: BTreeSet<String>,
    /// Which source is being read, as they are named.
    at: usize,
    /// The first source named whose manifest names a time zone, that manifest, and the zone.
    time_zone: Option<(usize, String, String)>,
}

/// A folder with a manifest.
struct Folder {
    path: PathBuf,
    /// Where its dataset stands.
    at: usize,
    given: Given,
}

/// Where the files that a manifest lists are.
enum Place<'a> {
    /// In a folder.
    Folder(&'a Path),
    /// In a container, under a name.
    Container { name: &'a str, files: &'a [Packed<'a>] },
}

/// What stands where a manifest says.
enum Got<'a> {
    Outside,
    Missing,
    File(PathBuf, Cow<'a, [u8]>),
}

impl<'a> Place<'a> {
    fn get(&self, path: &str) -> Result<Got<'a>, Failure> {
        match *self {
            Self::Folder(folder) => match inside(folder, path) {
                None => Ok(Got::Outside),
                Some(path) if !path.is_file() => Ok(Got::Missing),
                Some(path) => files::bytes(&path).map(|bytes| Got::File(path, bytes.into())),
            },
            Self::Container { name, files } => {
                let packed = files.iter().find(|file| within(&file.name) == path);
                Ok(packed.map_or(Got::Missing, |packed| {
                    Got::File(Path::new(name).join(&packed.name), packed.bytes.into())
                }))
            }
        }
    }
}

/// The dataset of a file in a container.
fn dataset_of(name: &str) -> &str {
    name.split_once('/').map_or(name, |(dataset, _)| dataset)
}

/// The path of a file within its dataset.
fn within(name: &str) -> &str {
    name.split_once('/').map_or("", |(_, path)| path)
}

impl Loader {
    pub(super) fn new(geojson_limits: Option<&str>) -> Result<Self, Failure> {
        Ok(Self {
            mapping: mapping(geojson_limits)?,
            stated: geojson_limits.is_some(),
            loaded: Loaded::default(),
            listed: BTreeSet::new(),
            folders: Vec::new(),
            names: BTreeSet::new(),
            at: 0,
            time_zone: None,
        })
    }

    pub(super) fn load(mut self, sources: &[Source]) -> Result<Loaded, Failure> {
        // What a manifest lists is read with it, wherever else it is named.
        for (at, source) in sources.iter().enumerate() {
            if let Source::Manifest(path) = source {
                self.at = at;
                self.folder(path)?;
            }
        }
        for (at, source) in sources.iter().enumerate() {
            if let Source::Zones(path) = source {
                self.at = at;
                self.zone_file(path)?;
            }
        }
        self.loaded.time_zone = self.time_zone.map(|(_, source, name)| (source, name));
        Ok(self.loaded)
    }

    /// A zone file by its own name: of a folder already read, of a folder whose other files were not
    /// named, or on its own.
    fn zone_file(&mut self, path: &Path) -> Result<(), Failure> {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if self.listed.contains(&real) {
            return Ok(());
        }
        let bytes = files::bytes(path)?;
        let above = self.above(path, &real);
        let at = above.map(|folder| folder.at);
        if container::is_container(&bytes) || path.extension().is_some_and(|ext| ext == "ovz") {
            let source = path.display().to_string();
            if let Some(dataset) = at.and_then(|at| self.loaded.datasets.get_mut(at)) {
                let text = unlisted(&dataset.source, &source);
                dataset.findings.push(text);
            }
            let start = self.loaded.datasets.len();
            self.container(&source, &bytes.into())?;
            if at.is_some() {
                let held = self.loaded.datasets.iter_mut().skip(start);
                held.for_each(|dataset| dataset.answers = Answers::Nowhere);
            }
            return Ok(());
        }
        let given = above.map_or_else(Given::default, |folder| folder.given.clone());
        let file = self.zones(path, &bytes, &given)?;
        if let Some(dataset) = at.and_then(|at| self.loaded.datasets.get_mut(at)) {
            dataset.findings.push(unlisted(&dataset.source, &file.source));
            dataset.files.push(file);
            return Ok(());
        }
        let (answers, findings) = match lister(path) {
            Some(manifest) => (Answers::Nowhere, vec![part_of(&file.source, &manifest)]),
            None => (Answers::BoxOfZones, Vec::new()),
        };
        let name = self.name(&path.file_stem().unwrap_or_default().to_string_lossy());
        let own = path.file_name().map_or("zones.json".into(), |name| name.to_string_lossy());
        self.loaded.kept.push((format!("{name}/{own}"), bytes));
        self.push_file(file, answers, findings);
        Ok(())
    }

    /// The folder with a manifest that a file stands in: the nearest on the way to it as it is written,
    /// for the way may lead through links; else the nearest one round where it really is.
    fn above(&self, path: &Path, real: &Path) -> Option<&Folder> {
        let folder = |real: &Path| self.folders.iter().find(|folder| folder.path == real);
        let written = path.ancestors().skip(1).map(|path| {
            if path == Path::new("") { fs::canonicalize(".") } else { fs::canonicalize(path) }
        });
        let mut written = written.filter_map(Result::ok);
        written.find_map(|real| folder(&real)).or_else(|| real.ancestors().skip(1).find_map(folder))
    }

    fn push_file(&mut self, file: ZoneFile, answers: Answers, findings: Vec<Finding>) {
        let source = file.source.clone();
        self.loaded.datasets.push(Dataset { source, answers, files: vec![file], findings });
    }

    /// A name for a dataset that no other has.
    fn name(&mut self, wanted: &str) -> String {
        let wanted: String =
            wanted.chars().filter(|c| !c.is_control() && !"/\\".contains(*c)).collect();
        let base = if wanted.is_empty() { "zones".to_owned() } else { wanted };
        let others = (2..).map(|n| format!("{base}-{n}"));
        let free = core::iter::once(base.clone()).chain(others);
        let name = free.into_iter().find(|name| !self.names.contains(name)).unwrap_or(base);
        self.names.insert(name.clone());
        name
    }

    fn zones(&mut self, path: &Path, bytes: &[u8], given: &Given) -> Result<ZoneFile, Failure> {
        let source = path.display().to_string();
        self.loaded.inputs.push(Input::new(source.clone(), bytes, InputKind::Zones));
        let reading = read(path, bytes, &self.mapping, given)
            .map_err(|error| Failure::read(&*source, Wanted::Zones, &error))?;
        Ok(ZoneFile { source, reading })
    }

    fn folder(&mut self, path: &Path) -> Result<(), Failure> {
        let bytes = files::bytes(path)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let real = fs::canonicalize(folder);
        let last = real.as_deref().unwrap_or(folder).file_name();
        let name = self.name(&last.unwrap_or_default().to_string_lossy());
        let at = self.loaded.datasets.len();
        let first = self.loaded.kept.len();
        self.loaded.kept.push((MANIFEST.to_owned(), bytes.clone()));
        let given = self.manifest(path, &bytes, &Place::Folder(folder))?;
        for (own, _) in self.loaded.kept.iter_mut().skip(first) {
            *own = format!("{name}/{own}");
        }
        self.folders.extend(real.map(|path| Folder { path, at, given }));
        Ok(())
    }

    /// A dataset with a manifest.
    fn manifest(&mut self, path: &Path, bytes: &[u8], place: &Place<'_>) -> Result<Given, Failure> {
        let source = path.display().to_string();
        self.loaded.inputs.push(Input::new(source.clone(), bytes, InputKind::Manifest));
        let manifest = manifest::read(bytes).map_err(|error| {
            Failure::at(source.clone(), error.to_string())
                .hint("docs/formats/manifest.md says how it is written")
        })?;
        let answers = Answers::Manifest(coverage(&manifest, &source));
        let mut dataset =
            Dataset { source: source.clone(), answers, files: Vec::new(), findings: Vec::new() };
        let given = Given::by(&manifest);
        let mut faults = Vec::new();
        if manifest.files.is_empty() {
            faults.push("it lists no zone file".to_owned());
        }
        for listed in &manifest.files {
            match place.get(&listed.path)? {
                Got::Outside => {
                    faults.push(format!("{:?} is not a path within its folder", listed.path));
                }
                Got::Missing => faults.push(format!("{} is not there", listed.path)),
                Got::File(path, bytes) => {
                    dataset.files.push(self.member(&path, &bytes, listed, &given, &mut faults)?);
                    // A path in a container is none of this machine.
                    if let Place::Folder(_) = place {
                        self.listed.extend(fs::canonicalize(&path));
                    }
                    self.loaded.kept.push((listed.path.clone(), bytes.into_owned()));
                }
            }
        }
        if !faults.is_empty() {
            void(&mut dataset, &faults);
        }
        if let Some(name) = manifest.time_zone
            && self.time_zone.as_ref().is_none_or(|(at, ..)| self.at < *at)
        {
            self.time_zone = Some((self.at, source, name));
        }
        self.loaded.datasets.push(dataset);
        Ok(given)
    }

    /// A listed file; what differs from the list goes to `faults`.
    fn member(
        &mut self,
        path: &Path,
        bytes: &[u8],
        listed: &ManifestFile,
        given: &Given,
        faults: &mut Vec<String>,
    ) -> Result<ZoneFile, Failure> {
        let file = self.zones(path, bytes, given)?;
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
        Ok(file)
    }

    /// What `overfly zones build` wrote.
    pub(super) fn container(&mut self, source: &str, bytes: &Arc<[u8]>) -> Result<(), Failure> {
        self.loaded.inputs.push(Input::new(source, bytes, InputKind::Zones));
        let held = container::read(bytes).map_err(|error| unusable(source, &error.to_string()))?;
        let index = Section::of(Arc::clone(bytes), held.index.clone());
        let index = index.ok_or_else(|| unusable(source, "holds no index"))?;
        let index =
            BuiltIndex::open(index).map_err(|error| unusable(source, &format!("holds {error}")))?;
        index.verify().map_err(|damaged| unusable(source, &damaged.to_string()))?;
        let kept = core::mem::take(&mut self.loaded.kept);
        let own = mapping(Some(&held.geojson_limits))?;
        if self.stated {
            self.read_alike(source, &held, &own)?;
        }
        let limits = core::mem::replace(&mut self.mapping, own);
        let start = self.loaded.datasets.len();
        for files in held.files.chunk_by(|a, b| dataset_of(&a.name) == dataset_of(&b.name)) {
            self.held(source, files)?;
        }
        self.mapping = limits;
        self.loaded.kept = kept;
        self.loaded.built.push((start..self.loaded.datasets.len(), index));
        Ok(())
    }

    /// Refuses a container whose files would be read otherwise by the mapping that was stated.
    fn read_alike(
        &self,
        source: &str,
        held: &Container<'_>,
        own: &GeoJsonMapping,
    ) -> Result<(), Failure> {
        let zones = |file: &&Packed<'_>| within(&file.name) != MANIFEST;
        for file in held.files.iter().filter(zones) {
            let by =
                |mapping| read(Path::new(&file.name), file.bytes, mapping, &Given::default()).ok();
            if by(own) != by(&self.mapping) {
                return Err(Failure::at(
                    "--geojson-limits",
                    format!("would read {} otherwise than {source} was built with it", file.name),
                )
                .hint("leave it out, build the file again with it, or name its sources instead"));
            }
        }
        Ok(())
    }

    /// A dataset of a container.
    fn held(&mut self, source: &str, files: &[Packed<'_>]) -> Result<(), Failure> {
        let path = |file: &Packed<'_>| Path::new(source).join(&file.name);
        match files {
            [manifest, rest @ ..] if within(&manifest.name) == MANIFEST => {
                let place = Place::Container { name: source, files: rest };
                self.manifest(&path(manifest), manifest.bytes, &place).map(drop)
            }
            [file] => {
                let file = self.zones(&path(file), file.bytes, &Given::default())?;
                self.push_file(file, Answers::BoxOfZones, Vec::new());
                Ok(())
            }
            _ => Err(unusable(source, "holds files that no manifest lists")),
        }
    }
}

fn unusable(source: &str, fault: &str) -> Failure {
    Failure::at(source, fault.to_owned())
        .hint("build it again (overfly zones build PATH -o FILE.ovz), or name its sources instead")
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

/// A file in the folder of a manifest that does not list it.
fn unlisted(manifest: &str, file: &str) -> Finding {
    let text = format!("{manifest} does not list {file}: its zones count, the outline stays");
    Finding::note(Code::ManifestMismatch, text)
        .hint("list it in the manifest, or move it out of the folder")
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
