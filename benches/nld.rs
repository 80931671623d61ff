//! The zones of `zones/nld` and the flights of `fixtures/plans`, from the repository's own files.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "the repository's own files: without them there is nothing to measure"
)]

use std::fs;
use std::path::PathBuf;

use overfly_check::{Airspace, Answers, Dataset, ZoneFile};
use overfly_format::zones::GeoJsonMapping;
use overfly_format::{flights, manifest, zones};
use overfly_model::{Coverage, CoverageBasis, Flight, Outline, Reading};

use crate::workloads::Scale;

/// A zone folder's files in memory: the manifest and what it lists.
#[derive(Clone, Debug)]
pub struct ZoneFolder {
    manifest: Vec<u8>,
    files: Vec<(String, Vec<u8>)>,
}

fn path(relative: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", relative].iter().collect()
}

fn bytes(relative: &str) -> Vec<u8> {
    fs::read(path(relative)).expect("a file of the repository")
}

/// The files of `zones/nld`.
pub fn folder() -> ZoneFolder {
    let manifest = bytes("zones/nld/manifest.toml");
    let listed = manifest::read(&manifest).expect("a manifest").files;
    let files = listed.into_iter().map(|file| {
        let content = bytes(&format!("zones/nld/{}", file.path));
        (file.path, content)
    });
    ZoneFolder { files: files.collect(), manifest }
}

impl ZoneFolder {
    /// Size of all files.
    pub fn len_bytes(&self) -> usize {
        self.manifest.len() + self.files.iter().map(|(_, content)| content.len()).sum::<usize>()
    }

    /// Reads the files and indexes their zones.
    pub fn airspace(&self) -> Airspace {
        let mut builder = Airspace::builder();
        builder.add(self.dataset());
        builder.build()
    }

    fn dataset(&self) -> Dataset {
        let manifest = manifest::read(&self.manifest).expect("a manifest");
        let coverage = Coverage {
            outlines: manifest.coverage,
            valid: manifest.valid,
            issued: manifest.issued,
            basis: CoverageBasis::Manifest,
            source: "zones/nld/manifest.toml".to_owned(),
        };
        let mapping = GeoJsonMapping::default();
        let read = |(name, content): &(String, Vec<u8>)| {
            let source = zones::Source {
                file_stem: name.trim_end_matches(".json"),
                mapping: &mapping,
                country: manifest.country.as_deref(),
                local_times: manifest.local_times.as_ref(),
            };
            ZoneFile {
                source: name.clone(),
                reading: zones::read(content, &source).expect("zones"),
            }
        };
        Dataset {
            source: coverage.source.clone(),
            answers: Answers::Manifest(coverage),
            files: self.files.iter().map(read).collect(),
            findings: Vec::new(),
        }
    }
}

/// The outlines of all parts of all zones.
pub fn outlines() -> Vec<Outline> {
    let airspace = folder().airspace();
    airspace.zones().flat_map(|entry| &entry.zone.parts).map(|part| part.outline.clone()).collect()
}

/// As [`outlines`]: real zones are asked whole at any scale.
pub fn whole(_: Scale) -> Vec<Outline> {
    outlines()
}

/// A flight of `fixtures/plans`.
pub fn flight(name: &str) -> Reading<Flight> {
    flights::read(&bytes(&format!("fixtures/plans/{name}"))).expect("a flight plan")
}
