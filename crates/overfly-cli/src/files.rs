//! Which files a path names. No file is found by luck: what is left out is told.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use overfly_format::container;

use crate::failure::Failure;
use crate::progress;

/// The name by which a zone folder says what it holds.
pub const MANIFEST: &str = "manifest.toml";

/// What the paths of `--zones` name.
#[derive(Debug, Default)]
pub struct Found {
    /// Folders with a manifest, and single files without, in the order in which they are named.
    pub sources: Vec<Source>,
    /// What was left out of folders.
    pub skipped: Vec<Skipped>,
    seen: BTreeSet<PathBuf>,
}

/// A file of a folder that is not read as zones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where.
    pub path: PathBuf,
    /// Whether its name is that of a file that may hold zones: renamed, packed, or of another format.
    pub may_hold_zones: bool,
}

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A manifest.
    Manifest(PathBuf),
    /// A zone file.
    Zones(PathBuf),
}

/// Walks the paths. Within a folder names are taken in order; a folder or file met twice (through a
/// link, or named twice) is read once.
pub fn find(paths: &[PathBuf]) -> Result<Found, Failure> {
    let mut found = Found::default();
    for path in paths {
        let data = fs::metadata(path).map_err(|error| Failure::io(path, "read", &error))?;
        if data.is_dir() {
            let before = (found.sources.len(), found.seen.len());
            found.folder(path)?;
            // A share that is not mounted looks like an empty folder. One seen before adds nothing.
            if found.sources.len() == before.0 && found.seen.len() > before.1 {
                return Err(no_zones(path));
            }
        } else if path.file_name().is_some_and(|name| name == MANIFEST) {
            found.add(Source::Manifest(path.clone()), path);
        } else {
            found.add(Source::Zones(path.clone()), path);
        }
    }
    if found.sources.is_empty() {
        let places: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        return Err(no_zones(Path::new(&places.join(", "))));
    }
    Ok(found)
}

fn no_zones(path: &Path) -> Failure {
    Failure::at(path.display().to_string(), "holds no zone file (*.json, *.geojson, *.ovz)")
        .hint("name a zone file, or a folder with zone files in it")
}

impl Found {
    fn folder(&mut self, folder: &Path) -> Result<(), Failure> {
        if !self.is_new(folder) {
            return Ok(());
        }
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(|error| Failure::io(folder, "read", &error))? {
            paths.push(entry.map_err(|error| Failure::io(folder, "read", &error))?.path());
        }
        paths.sort_unstable();
        // The manifest first: the files it lists belong to it.
        if let Some(at) =
            paths.iter().position(|path| path.file_name().is_some_and(|name| name == MANIFEST))
        {
            let manifest = paths.remove(at);
            self.add(Source::Manifest(manifest.clone()), &manifest);
        }
        paths.into_iter().try_for_each(|path| self.member(&path))
    }

    fn member(&mut self, path: &Path) -> Result<(), Failure> {
        let hidden = name(path).starts_with('.');
        let data = fs::metadata(path);
        if data.as_ref().is_ok_and(fs::Metadata::is_dir) {
            return if hidden { Ok(()) } else { self.folder(path) };
        }
        if hidden || !is_zone_name(path) {
            if !is_document(path) || is_built(path) {
                self.skipped
                    .push(Skipped { path: path.to_owned(), may_hold_zones: may_hold_zones(path) });
            }
            return Ok(());
        }
        if !data.map_err(|error| Failure::io(path, "read", &error))?.is_file() {
            return Err(Failure::at(
                path.display().to_string(),
                "is no ordinary file, and cannot be read as zones",
            ));
        }
        self.add(Source::Zones(path.to_owned()), path);
        Ok(())
    }

    fn add(&mut self, source: Source, path: &Path) {
        if self.is_new(path) {
            self.sources.push(source);
        }
    }

    /// Links are followed, but never in a circle. A pipe has no path of its own, and is always new.
    fn is_new(&mut self, path: &Path) -> bool {
        fs::canonicalize(path).map_or(true, |real| self.seen.insert(real))
    }
}

fn is_zone_name(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ext| ["json", "geojson", "ovz"].iter().any(|it| ext.eq_ignore_ascii_case(it)))
}

/// The lower-case name.
fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// What stands beside zone files and is none: nothing to remark on.
fn is_document(path: &Path) -> bool {
    let name = name(path);
    let begins = ["readme", "license", "licence", "changelog", ".git", ".ds_store"];
    let ends = [".md", ".sig", ".sha256"];
    ![".json", ".ovz"].iter().any(|kind| name.contains(kind))
        && (begins.iter().any(|begin| name.starts_with(begin))
            || ends.iter().any(|end| name.ends_with(end))
            || is_overlay(path))
}

/// A correction of the zones beside it, in their folder `overlays`: signed texts are read by the agency
/// folder that names them, never as zones.
fn is_overlay(path: &Path) -> bool {
    let folder = path.parent().map(name).unwrap_or_default();
    folder == "overlays" && path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("toml"))
}

/// A zone file renamed, packed or hidden, or of a format that is not read here; a built file under any name.
fn may_hold_zones(path: &Path) -> bool {
    const KINDS: [&str; 20] = [
        "json", "zip", "gz", "7z", "tgz", "tar", "xz", "bz2", "zst", "rar", "kml", "kmz", "xml",
        "gml", "gpkg", "shp", "fgb", "csv", "openair", "aixm",
    ];
    let kind = |part: &str| {
        ["json", "ovz"].iter().any(|kind| part.contains(kind)) || KINDS.contains(&part)
    };
    name(path).split('.').skip(1).any(kind) || is_built(path)
}

/// Whether a file begins as a built one does. One that cannot be read may.
fn is_built(path: &Path) -> bool {
    let is_file = fs::metadata(path).is_ok_and(|data| data.is_file());
    let begins = || -> std::io::Result<bool> {
        let mut start = Vec::new();
        fs::File::open(path)?.take(container::MAGIC.len() as u64).read_to_end(&mut start)?;
        Ok(container::is_container(&start))
    };
    is_file && begins().unwrap_or(true)
}

/// All bytes of a file.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let data = fs::metadata(path).map_err(|error| Failure::io(path, "read", &error))?;
    if data.is_dir() {
        return Err(Failure::at(path.display().to_string(), "is a folder, not a file"));
    }
    let bar = progress::loading(&path.display().to_string(), data.len());
    let bytes = fs::read(path).map_err(|error| Failure::io(path, "read", &error));
    bar.finish_and_clear();
    bytes
}

/// All bytes of a plan; `-` is standard input.
pub fn plan_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if path != Path::new("-") {
        if path.is_dir() {
            return Err(Failure::at(path.display().to_string(), "is a folder, not a flight plan")
                .hint("name the plan in it; zone folders stand after --zones"));
        }
        return bytes(path);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::at("standard input", format!("cannot be read: {error}")))?;
    Ok(bytes)
}
