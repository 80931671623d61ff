//! The agency folder, read.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use overfly_exemption::{Authority, Memory, SignedFile, State, TrustFiles};
use overfly_report::Present;
use serde::Deserialize;

use crate::failure::Failure;

/// Documents of an agency folder.
pub struct Agency {
    /// Zone files and folders.
    pub zones: Vec<PathBuf>,
    /// Trust.
    pub trust: TrustFiles,
    /// Waivers.
    pub waivers: Vec<SignedFile>,
    /// Overlays and set-asides.
    pub overlays: Vec<SignedFile>,
}

#[derive(Deserialize)]
struct Config {
    #[serde(default)]
    zones: Vec<String>,
}

impl Agency {
    pub fn open(home: &Path) -> Result<Self, Failure> {
        let path = home.join("overfly.toml");
        let text = fs::read_to_string(&path).map_err(|e| Failure::io(&path, "read", &e))?;
        let config: Config = toml::from_str(&text)
            .map_err(|e| Failure::at(path.display().to_string(), e.message().to_owned()))?;
        let trust = folder(&home.join("trust"))?;
        Ok(Self {
            zones: config.zones.iter().map(|zone| home.join(zone)).collect(),
            trust: TrustFiles {
                root: trust.iter().find(|f| f.name.ends_with("/trust.toml")).cloned(),
                history: folder(&home.join("trust/history"))?,
                others: trust
                    .iter()
                    .filter(|f| !f.name.ends_with("/trust.toml"))
                    .cloned()
                    .collect(),
            },
            waivers: folder(&home.join("waivers"))?,
            overlays: folder(&home.join("overlays"))?,
        })
    }

    pub fn authority(&self, memory: Memory, now: Timestamp) -> Authority {
        Authority::assemble(&self.trust, memory, now)
    }
}

fn folder(path: &Path) -> Result<Vec<SignedFile>, Failure> {
    let Ok(entries) = fs::read_dir(path) else { return Ok(Vec::new()) };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .map(|p| signed_file(p))
        .collect()
}

pub fn signed_file(path: &Path) -> Result<SignedFile, Failure> {
    let text = fs::read(path).map_err(|e| Failure::io(path, "read", &e))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut signatures = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| Failure::io(folder, "read", &e))?.flatten() {
        let other = entry.file_name().to_string_lossy().into_owned();
        if other.starts_with(&format!("{name}.")) && other.ends_with(".sig") {
            signatures
                .push(fs::read(entry.path()).map_err(|e| Failure::io(&entry.path(), "read", &e))?);
        }
    }
    Ok(SignedFile { name: path.display().to_string(), text, signatures })
}
