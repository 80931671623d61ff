//! Which files a path names. No file is found by luck: what is left out is told.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::progress;

/// The name by which a zone folder says what it holds.
pub const MANIFEST: &str = "manifest.toml";

/// What the paths of `--zones` name.
#[derive(Debug, Default)]
pub struct Found {
    /// Folders with a manifest, and single files without, in order.
    pub sources: Vec<Source>,
    /// What was left out, and why.
    pub skipped: Vec<String>,
    seen: BTreeSet<PathBuf>,
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
            found.folder(path)?;
        } else if path.file_name().is_some_and(|name| name == MANIFEST) {
            found.add(Source::Manifest(path.clone()), path);
        } else {
            found.add(Source::Zones(path.clone()), path);
        }
    }
    // What a manifest lists is read with it, wherever else it is named.
    found.sources.sort_by_key(|source| matches!(source, Source::Zones(_)));
    if found.sources.is_empty() {
        let places: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        return Err(Failure::at(places.join(", "), "holds no zone file (*.json, *.geojson)")
            .hint("name a zone file, or a folder with zone files in it"));
    }
    Ok(found)
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
        let shown = path.display();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            self.skipped.push(format!("{shown}: left out, its name starts with a dot"));
            return Ok(());
        }
        let data = fs::metadata(path);
        if data.as_ref().is_ok_and(fs::Metadata::is_dir) {
            return self.folder(path);
        }
        if !is_zone_name(path) {
            self.skipped.push(format!(
                "{shown}: left out, its name is not that of a zone file (*.json, *.geojson)"
            ));
            return Ok(());
        }
        if !data.map_err(|error| Failure::io(path, "read", &error))?.is_file() {
            return Err(Failure::at(
                shown.to_string(),
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
        .is_some_and(|ext| ext.eq_ignore_ascii_case("json") || ext.eq_ignore_ascii_case("geojson"))
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
        return bytes(path);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::at("standard input", format!("cannot be read: {error}")))?;
    Ok(bytes)
}
