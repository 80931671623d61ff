//! `--terrain`: the elevation of the take-off point, and folders of elevation tiles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use overfly_format::terrain;
use overfly_model::{Extent, Finding, Metres, Relief, TileName};
use overfly_report::{Input, InputKind};

use crate::failure::{Failure, Wanted};
use crate::{files, quantities};

const OPTION: &str = "--terrain";
const RIGHT: &str = "name a folder of .hgt tiles, or the take-off point's elevation, such as 30m-amsl; repeat for both";
/// 64 tiles of 1 arc second take 1.6 GB; a drone flies over four at most.
const MOST_TILES: usize = 64;
/// How far beyond the flight tiles are looked for.
const BEYOND: Metres = Metres::whole(1_000);

/// What the options say, before any file is read.
#[derive(Debug, Default)]
pub struct Stated {
    /// Elevation of the take-off point above mean sea level.
    pub elevation: Option<Metres>,
    folders: Vec<PathBuf>,
}

/// Tiles read.
#[derive(Debug)]
pub struct Loaded {
    /// Them; `None` where no folder was named.
    pub relief: Option<Relief>,
    /// The files, with their hashes.
    pub inputs: Vec<Input>,
    /// What is wrong in them.
    pub findings: Vec<Finding>,
}

impl Stated {
    /// Tells folders from elevations.
    pub fn from_args(texts: &[String]) -> Result<Self, Failure> {
        let mut stated = Self::default();
        for text in texts {
            match quantities::elevation(OPTION, text) {
                Ok(elevation) if stated.elevation.is_none() => stated.elevation = Some(elevation),
                Ok(_) => {
                    return Err(Failure::at(OPTION, "states the take-off elevation twice")
                        .hint("state it once: there is one take-off point"));
                }
                Err(failure) => stated.folders.push(folder(text, failure)?),
            }
        }
        Ok(stated)
    }

    /// Folders only: where nothing takes off.
    pub fn folders(texts: &[String]) -> Result<Self, Failure> {
        let stated = Self::from_args(texts)?;
        if stated.elevation.is_some() {
            return Err(Failure::at(OPTION, "is a take-off elevation, and nothing takes off here")
                .hint("name a folder of .hgt tiles"));
        }
        Ok(stated)
    }

    /// Reads the tiles that a place may need, and no others.
    pub fn load(&self, place: Option<Extent>) -> Result<Loaded, Failure> {
        let place = place.map(|extent| extent.grown(BEYOND));
        let needed: BTreeSet<TileName> = place.iter().flat_map(TileName::under).collect();
        let mut tiles = Tiles::default();
        let mut paths: Vec<(TileName, PathBuf)> = Vec::new();
        for folder in &self.folders {
            paths.extend(tile_files(folder, &needed)?);
        }
        if paths.len() > MOST_TILES {
            let text = format!("the flight lies over {} elevation tiles", paths.len());
            return Err(Failure::at(OPTION, text)
                .hint("look in the plan for a point far away from the others"));
        }
        for (name, path) in paths {
            tiles.add(name, &path)?;
        }
        let relief = (!self.folders.is_empty()).then_some(tiles.relief);
        Ok(Loaded { relief, inputs: tiles.inputs, findings: tiles.findings })
    }
}

/// What is no elevation is a folder, if it is there; else `failure` says what is wrong with it as an
/// elevation, where it looks like one.
fn folder(text: &str, failure: Failure) -> Result<PathBuf, Failure> {
    let path = Path::new(text);
    if path.is_dir() {
        return Ok(path.to_owned());
    }
    if path.exists() {
        return Err(Failure::at(OPTION, format!("{text} is a file, not a folder of tiles"))
            .hint("name the folder it lies in; of the tiles there only those needed are read"));
    }
    let number = text.trim_start().starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    if number && !text.contains(['/', '\\']) {
        return Err(unclear(text, failure));
    }
    Err(Failure::at(OPTION, format!("{text:?} is neither a folder nor a height")).hint(RIGHT))
}

/// A number that is no elevation: without a unit, without its datum, or written with spaces.
fn unclear(text: &str, failure: Failure) -> Failure {
    let hint = "the take-off point's elevation is above mean sea level: 30m-amsl";
    let dense: String = text.to_lowercase().split_whitespace().collect();
    let dashed = dense.replace("amsl", "-amsl").replace("--", "-");
    let bare = dense.strip_prefix(['-', '+']).unwrap_or(&dense);
    if bare.parse::<f64>().is_ok_and(f64::is_finite) {
        Failure::at(OPTION, format!("{text:?} says neither its unit nor above what")).hint(hint)
    } else if quantities::length(OPTION, bare).is_ok() {
        Failure::at(OPTION, format!("{text:?} does not say above what")).hint(hint)
    } else if dashed != text && quantities::elevation(OPTION, &dashed).is_ok() {
        Failure::at(OPTION, format!("{text:?} is no elevation")).hint(format!("write it {dashed}"))
    } else {
        failure
    }
}

/// The files of a folder that are needed, in order of their names.
fn tile_files(
    folder: &Path,
    needed: &BTreeSet<TileName>,
) -> Result<Vec<(TileName, PathBuf)>, Failure> {
    let unreadable = |error| Failure::io(folder, "read", &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort_unstable();
    let named = |path: &PathBuf, of: fn(&str) -> Option<TileName>| {
        Some((of(&path.file_name()?.to_string_lossy())?, path.clone()))
    };
    let tiles: BTreeMap<PathBuf, TileName> = paths
        .iter()
        .filter_map(|path| named(path, terrain::tile_name))
        .map(|(name, path)| (path, name))
        .collect();
    let have = |name: TileName| tiles.values().any(|other| *other == name);
    let packed: Vec<_> = paths.iter().filter_map(|path| named(path, packed_name)).collect();
    let packed =
        packed.iter().find(|(name, _)| (needed.contains(name) || tiles.is_empty()) && !have(*name));
    if let Some((name, path)) = packed {
        let text = format!("is packed: elevation tile {name} cannot be read from it");
        return Err(Failure::at(path.display().to_string(), text)
            .hint("unpack it in its folder, so that the .hgt file lies there"));
    }
    if tiles.is_empty() {
        let text = "holds no elevation tile (a file named like N52E004.hgt)";
        return Err(Failure::at(folder.display().to_string(), text)
            .hint("name the folder in which the .hgt files lie; folders in it are not searched"));
    }
    Ok(tiles
        .into_iter()
        .filter(|(_, name)| needed.contains(name))
        .map(|(path, name)| (name, path))
        .collect())
}

/// The tile that a file holds packed: `N52E004.hgt.zip`, `N52E004.SRTMGL1.hgt.zip`, `N52E004.zip`.
fn packed_name(file_name: &str) -> Option<TileName> {
    let (stem, extension) = file_name.rsplit_once('.')?;
    let packed = ["zip", "gz", "7z", "bz2", "xz", "zst"];
    let packed = packed.iter().any(|kind| extension.eq_ignore_ascii_case(kind));
    packed.then(|| TileName::from_text(stem.split('.').next()?)).flatten()
}

#[derive(Default)]
struct Tiles {
    relief: Relief,
    inputs: Vec<Input>,
    findings: Vec<Finding>,
    read: BTreeMap<TileName, PathBuf>,
}

impl Tiles {
    /// A file that cannot be read is a failure, and so are two that disagree.
    fn add(&mut self, name: TileName, path: &Path) -> Result<(), Failure> {
        let shown = path.display().to_string();
        let file_name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = files::bytes(path)?;
        let reading = terrain::read(&file_name, &bytes)
            .map_err(|error| Failure::read(&*shown, Wanted::Terrain, &error))?;
        if let Some(before) = self.read.insert(name, path.to_owned())
            && self.relief.tiles().all(|tile| *tile != reading.items)
        {
            let text = format!("is not the same as {}", before.display());
            return Err(Failure::at(shown, text)
                .hint(format!("keep one of the two: both say what elevation tile {name} is")));
        }
        self.relief.insert(reading.items);
        self.inputs.push(Input::new(shown, &bytes, InputKind::Terrain));
        self.findings.extend(reading.findings);
        Ok(())
    }
}
