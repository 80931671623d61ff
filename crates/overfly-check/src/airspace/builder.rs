//! Gathers datasets and overlays, and makes an airspace of them.

use std::collections::{BTreeMap, BTreeSet};

use overfly_exemption::{Authority, SignedFile};
use overfly_index::{BuiltIndex, LiveIndex, Region, Tag, ZoneIndex, is_placed};
use overfly_model::country::Country;
use overfly_model::{Coverage, Finding, Outline, Part, Placement, TimeInterval, VerticalLimits};

use super::image::{self, Misfit, Section};
use super::{Airspace, Answers, Dataset, Domain, PartOf, ZoneAt, ZoneFile, part_in};
use crate::box_of_zones;
use crate::inscribed;
use crate::overlaid::{Overlaid, Overlays, StatedBy};

/// Builds an [`Airspace`].
#[derive(Debug, Default)]
pub struct AirspaceBuilder {
    named: Vec<String>,
    files: Vec<ZoneFile>,
    findings: Vec<(String, Finding)>,
    coverages: Vec<(Coverage, core::ops::Range<usize>)>,
    overlays: Overlays,
    /// Files that are indexed already.
    built: Vec<(core::ops::Range<usize>, BuiltIndex<Section>)>,
}

impl AirspaceBuilder {
    /// The paths by which the caller names the zones, for commands in hints.
    pub fn name_by(&mut self, paths: impl IntoIterator<Item = String>) {
        let quoted = |path: String| {
            let plain = path.chars().all(|c| c.is_alphanumeric() || "/\\.:_-+".contains(c));
            if plain { path } else { format!("\"{path}\"") }
        };
        self.named = paths.into_iter().map(quoted).collect();
    }

    /// Adds the files of one folder, or one file.
    ///
    /// A manifest's coverage holds while every file holds: its validity is cut to theirs. Without
    /// zones nothing answers anywhere.
    pub fn add(&mut self, dataset: Dataset) {
        let start = self.files.len();
        self.files.extend(dataset.files.into_iter().map(with_a_place_for_each));
        let files = start..self.files.len();
        let added = self.files.get(files.clone()).unwrap_or_default();
        self.findings
            .extend(dataset.findings.into_iter().map(|finding| (dataset.source.clone(), finding)));
        match dataset.answers {
            Answers::Nowhere => {}
            Answers::Manifest(mut coverage) => {
                let empty = added.iter().all(|file| file.reading.items.zones.is_empty());
                for file in added {
                    coverage.valid = both(coverage.valid, file.reading.items.valid);
                }
                if !empty {
                    self.coverages.push((coverage, files));
                }
            }
            Answers::BoxOfZones => {
                for (at, file) in files.zip(added) {
                    self.coverages.push((box_of_zones::coverage(file), at..at + 1));
                }
            }
        }
    }

    /// Adds datasets that are indexed already, by [`build_image`](super::build_image) of the same ones.
    ///
    /// # Errors
    /// [`Misfit`] when they are not; nothing is added then.
    pub fn add_built(
        &mut self,
        datasets: Vec<Dataset>,
        index: BuiltIndex<Section>,
    ) -> Result<(), Misfit> {
        let start = self.files.len();
        let datasets: Vec<Dataset> = datasets
            .into_iter()
            .map(|dataset| Dataset {
                files: dataset.files.into_iter().map(with_a_place_for_each).collect(),
                ..dataset
            })
            .collect();
        let files: Vec<&ZoneFile> = datasets.iter().flat_map(|dataset| &dataset.files).collect();
        if !image::fits(&index, &files) {
            return Err(Misfit);
        }
        for dataset in datasets {
            self.add(dataset);
        }
        self.built.push((start..self.files.len(), index));
        Ok(())
    }

    /// Verifies overlays and set-asides and applies them to all zones. One that does not count is found;
    /// it lifts nothing, and a flight that meets what it would add is undecided.
    pub fn overlays(&mut self, authority: &Authority, files: &[SignedFile]) {
        self.overlays = Overlays::verify(authority, files);
    }

    /// Indexes what was added.
    pub fn build(mut self) -> Airspace {
        let by_id = by_id(&self.files);
        let ambiguous = ambiguous(&self.files, &by_id);
        let Overlaid { files: corrections, effects, findings } =
            core::mem::take(&mut self.overlays).apply(&self.files);
        let (published, countries) = (self.files.len(), countries(&self.files));
        let (overlays, corrected): (Vec<StatedBy>, Vec<ZoneFile>) = corrections.into_iter().unzip();
        self.files.extend(corrected.into_iter().map(with_a_place_for_each));
        self.findings.extend(findings);
        let mut parts = Vec::new();
        for (file, zones) in self.files.iter().enumerate() {
            for (zone, of) in zones.reading.items.zones.iter().enumerate() {
                parts.extend(
                    (0..of.parts.len()).map(|part| PartOf { zone: ZoneAt { file, zone }, part }),
                );
            }
        }
        let is_unplaced =
            |of: &&PartOf| part_in(&self.files, **of).is_some_and(|part| !is_placed(&part.outline));
        let unplaced = parts.iter().filter(is_unplaced).copied().collect();
        let index = indexed(self.built, &parts, &self.files);
        let (coverages, domains) = self
            .coverages
            .into_iter()
            .map(|(coverage, files)| {
                let regions = regions(&coverage);
                (coverage, Domain { regions, files })
            })
            .unzip();
        Airspace {
            named: self.named,
            files: self.files,
            findings: self.findings,
            parts,
            unplaced,
            index,
            coverages,
            domains,
            countries,
            overlays: (published, overlays),
            effects,
            ambiguous,
            by_id,
        }
    }
}

/// What is built already, and the rest live: tags are the places of parts.
fn indexed(
    built: Vec<(core::ops::Range<usize>, BuiltIndex<Section>)>,
    parts: &[PartOf],
    files: &[ZoneFile],
) -> ZoneIndex<Section> {
    let live = parts
        .iter()
        .zip((0_u32..).map(Tag))
        .filter(|(of, _)| !built.iter().any(|(files, _)| files.contains(&of.zone.file)))
        .filter_map(|(of, tag)| Some((tag, &part_in(files, *of)?.outline)));
    let (live, _) = LiveIndex::bulk(live);
    let offset = |files: &core::ops::Range<usize>| {
        u32::try_from(parts.partition_point(|part| part.zone.file < files.start)).ok()
    };
    let built = built.into_iter().filter_map(|(files, index)| Some((offset(&files)?, index)));
    ZoneIndex::of(built.collect(), live)
}

fn by_id(files: &[ZoneFile]) -> BTreeMap<String, Vec<ZoneAt>> {
    let mut by_id: BTreeMap<String, Vec<ZoneAt>> = BTreeMap::new();
    for (file, of) in files.iter().enumerate() {
        for (zone, of) in of.reading.items.zones.iter().enumerate() {
            by_id.entry(of.id.to_string()).or_default().push(ZoneAt { file, zone });
        }
    }
    by_id
}

/// The zones whose id another zone has too, and which differ: nobody knows which one is meant by it.
fn ambiguous(files: &[ZoneFile], by_id: &BTreeMap<String, Vec<ZoneAt>>) -> BTreeSet<ZoneAt> {
    let digest = |at: &ZoneAt| {
        let zone = files.get(at.file)?.reading.items.zones.get(at.zone)?;
        Some(zone.digest().to_string())
    };
    let differ = |zones: &&Vec<ZoneAt>| {
        zones.len() > 1 && zones.iter().map(digest).collect::<BTreeSet<_>>().len() > 1
    };
    by_id.values().filter(differ).flatten().copied().collect()
}

/// The countries of all zones; `None` when one is not in the table.
fn countries(files: &[ZoneFile]) -> Option<Vec<&'static Country>> {
    let zones = files.iter().flat_map(|file| &file.reading.items.zones);
    let codes: BTreeSet<Option<&str>> = zones.map(|zone| zone.country.as_deref()).collect();
    codes.into_iter().map(|code| Country::from_code(code?)).collect()
}

/// Where a coverage speaks. A circle as it is, and the polygon inside it, which can hold paths.
fn regions(coverage: &Coverage) -> Vec<Region> {
    let inside = coverage.outlines.iter().filter_map(inscribed::polygon).collect::<Vec<_>>();
    coverage.outlines.iter().chain(&inside).filter_map(Region::of).collect()
}

/// A zone without parts would never be met: it counts as one that cannot be placed.
pub(super) fn with_a_place_for_each(mut file: ZoneFile) -> ZoneFile {
    for zone in file.reading.items.zones.iter_mut().filter(|zone| zone.parts.is_empty()) {
        zone.parts.push(Part {
            outline: Outline::Unplaced,
            limits: VerticalLimits::NOT_STATED,
            placement: Placement::AsRead,
        });
    }
    file
}

/// The time both hold.
fn both(a: TimeInterval, b: TimeInterval) -> TimeInterval {
    let until = match (a.until, b.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    TimeInterval { from: a.from.max(b.from), until }
}
