//! Zones and where they answer.

use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use overfly_exemption::{Authority, Condition, Demand, SignedFile};
use overfly_index::{LiveIndex, Path, Region, Tag};
use overfly_model::country::Country;
use overfly_model::geodesy::Course;
use overfly_model::{
    Coverage, CoverageBasis, Extent, Finding, HeightInterval, Metres, Outline, Part, Placement,
    Position, Reading, Terrain, TimeInterval, VerticalLimits, Zone, ZoneId, ZoneSet,
};

use crate::box_of_zones;
use crate::inscribed;
use crate::overlaid::{Overlaid, Overlays, ZoneEffect};
use crate::wording::outcome;

/// One zone file as read.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneFile {
    /// Path, as the answer shows it.
    pub source: String,
    /// What its reader returned.
    pub reading: Reading<ZoneSet>,
}

/// Zone files that belong together: a folder with a manifest, or a single file without.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// The manifest, the file or the folder, as the answer shows it.
    pub source: String,
    /// Where the absence of a zone means that there is none.
    pub answers: Answers,
    /// The files.
    pub files: Vec<ZoneFile>,
    /// What there is to say of the dataset as a whole.
    pub findings: Vec<Finding>,
}

/// Where a dataset's silence means "no zone".
#[derive(Clone, Debug, PartialEq)]
pub enum Answers {
    /// Where its manifest says.
    Manifest(Coverage),
    /// Nobody says: in the box round each file's zones.
    BoxOfZones,
    /// Nowhere: something may be missing from it.
    Nowhere,
}

/// Zones, indexed, and where they answer.
#[derive(Debug)]
pub struct Airspace {
    /// What the caller names the zones by, ready for a command line.
    named: Vec<String>,
    files: Vec<ZoneFile>,
    /// What was found about datasets as a whole, with their source.
    findings: Vec<(String, Finding)>,
    parts: Vec<PartOf>,
    index: LiveIndex,
    coverages: Vec<Coverage>,
    /// Beside each coverage, its outlines prepared and the files it stands for.
    domains: Vec<Domain>,
    /// The countries of the zones, each once; `None` when one is not known.
    countries: Option<Vec<&'static Country>>,
    /// From this file on they are overlays' corrections, with the overlays' ids.
    overlays: (usize, Vec<String>),
    effects: BTreeMap<ZoneAt, Vec<ZoneEffect>>,
    /// Published zones that share their id with a different one.
    ambiguous: BTreeSet<ZoneAt>,
    /// The published zones by id.
    by_id: BTreeMap<String, Vec<ZoneAt>>,
}

/// Where a part of the index belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PartOf {
    pub(crate) zone: ZoneAt,
    part: usize,
}

/// A zone by the place of its file and its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ZoneAt {
    pub(crate) file: usize,
    pub(crate) zone: usize,
}

/// A coverage prepared for questions.
#[derive(Debug)]
pub(crate) struct Domain {
    pub(crate) regions: Vec<Region>,
    files: core::ops::Range<usize>,
}

/// Builds an [`Airspace`].
#[derive(Debug, Default)]
pub struct AirspaceBuilder {
    named: Vec<String>,
    files: Vec<ZoneFile>,
    findings: Vec<(String, Finding)>,
    coverages: Vec<(Coverage, core::ops::Range<usize>)>,
    overlays: Overlays,
}

/// A zone of the airspace, and the file it comes from.
#[derive(Clone, Copy, Debug)]
pub struct ZoneEntry<'a> {
    /// The zone.
    pub zone: &'a Zone,
    /// The file.
    pub source: &'a str,
    /// The overlay that states it so, where one corrects it.
    pub overlay: Option<&'a str>,
}

/// One point, perhaps with height and time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointQuery {
    /// Where.
    pub position: Position,
    /// How high; [`HeightInterval::ANY`] where it is not known.
    pub heights: HeightInterval,
    /// When; [`TimeInterval::ANY`] where it is not known.
    pub time: TimeInterval,
    /// When the data has to hold: `time` where it is known, else the present.
    pub data_time: TimeInterval,
}

/// What holds a point.
#[derive(Clone, Debug)]
pub struct PointAnswer<'a> {
    /// Whether the point lies inside some coverage that holds at the time.
    pub covered: bool,
    /// On what that rests, or why it fails.
    pub standing: Standing,
    /// The zones that hold the point, border included, sorted by id, each id once; with those that
    /// cannot be placed, which may.
    pub zones: Vec<ZoneEntry<'a>>,
}

/// What the data says of a place, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A manifest's outline holds it.
    Stated,
    /// Only the box round some file's zones holds it.
    Assumed,
    /// What holds it does not hold at the time.
    Lapsed,
    /// Nothing holds it.
    Nowhere,
}

/// The border nearest to a point.
#[derive(Clone, Copy, Debug)]
pub struct NearestZone<'a> {
    /// Whose border.
    pub zone: ZoneEntry<'a>,
    /// Geodesic distance; the border is no farther.
    pub distance: Metres,
    /// The border is nearer by at most this.
    pub error: Metres,
    /// The way there.
    pub course: Course,
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

    /// Verifies overlays and set-asides and applies them to all zones. One that does not count changes
    /// nothing, and is found.
    pub fn overlays(&mut self, authority: &Authority, files: &[SignedFile]) {
        self.overlays = Overlays::verify(authority, files);
    }

    /// Indexes what was added.
    pub fn build(mut self) -> Airspace {
        let by_id = by_id(&self.files);
        let ambiguous = ambiguous(&self.files, &by_id);
        let Overlaid { files: corrections, effects, findings } =
            core::mem::take(&mut self.overlays).apply(&self.files);
        let published = self.files.len();
        let (overlays, corrected): (Vec<String>, Vec<ZoneFile>) = corrections.into_iter().unzip();
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
        let tags = (0_u32..).map(Tag);
        let outlines = parts
            .iter()
            .zip(tags)
            .filter_map(|(of, tag)| Some((tag, &part_in(&self.files, *of)?.outline)));
        let (index, _) = LiveIndex::bulk(outlines);
        let (coverages, domains) = self
            .coverages
            .into_iter()
            .map(|(coverage, files)| {
                let regions = regions(&coverage);
                (coverage, Domain { regions, files })
            })
            .unzip();
        let countries = countries(&self.files);
        Airspace {
            named: self.named,
            files: self.files,
            findings: self.findings,
            parts,
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

impl Airspace {
    /// A builder with nothing in it. An airspace without zones answers nowhere.
    pub fn builder() -> AirspaceBuilder {
        AirspaceBuilder::default()
    }

    /// ` zones/nld`: the paths for a command that takes them as arguments.
    pub(crate) fn named(&self) -> String {
        let paths = self.named.iter().map(|path| format!(" {path}"));
        if self.named.is_empty() { " PATH".to_owned() } else { paths.collect() }
    }

    /// ` --zones zones/nld`: the paths for a command that takes them as options.
    pub(crate) fn named_as_options(&self) -> String {
        let paths = self.named.iter().map(|path| format!(" --zones {path}"));
        if self.named.is_empty() { " --zones PATH".to_owned() } else { paths.collect() }
    }

    /// Every zone, in the order added.
    pub fn zones(&self) -> impl Iterator<Item = ZoneEntry<'_>> {
        self.files.iter().enumerate().flat_map(|(at, file)| {
            let (source, overlay) = (file.source.as_str(), self.overlay_of(at));
            file.reading.items.zones.iter().map(move |zone| ZoneEntry { zone, source, overlay })
        })
    }

    /// What was found about the datasets and by the readers of their files, with where it was found.
    pub fn findings(&self) -> impl Iterator<Item = (&str, &Finding)> {
        let of_readers = self
            .files
            .iter()
            .flat_map(|file| file.reading.findings.iter().map(|f| (file.source.as_str(), f)));
        self.findings.iter().map(|(source, f)| (source.as_str(), f)).chain(of_readers)
    }

    /// The coverages, in the order added.
    pub fn coverages(&self) -> &[Coverage] {
        &self.coverages
    }

    /// Ground of all the countries of the airspace, for a place in one of them; the whole Earth's where a
    /// country is not known, or the place lies outside all of them: the Dutch ground is not Saba's.
    pub fn terrain(&self, place: &Extent) -> Terrain {
        let countries = self.countries.iter().flatten();
        if !countries.clone().any(|country| country.box_encloses(place)) {
            return Terrain::UNKNOWN;
        }
        countries.map(|country| country.terrain()).reduce(Terrain::hull).unwrap_or(Terrain::UNKNOWN)
    }

    /// The zones that may hold a point.
    pub fn at(&self, query: &PointQuery, terrain: &Terrain) -> PointAnswer<'_> {
        let holding = self.index.at(query.position).into_iter().filter_map(|tag| self.part(tag));
        let unplaced = self.unplaced(|domain| domain.holds(query.position));
        let mut zones: Vec<ZoneEntry<'_>> = holding
            .chain(unplaced)
            .filter(|(_, zone, part)| {
                part.limits.may_meet(&query.heights, terrain) && zone.zone.may_apply(&query.time)
            })
            .map(|(_, zone, _)| zone)
            .collect();
        // Of two zones with one id the graver speaks for both.
        let gravity = |entry: &ZoneEntry<'_>| Reverse(outcome(&entry.zone.kind).1);
        zones.sort_by(|a, b| a.zone.id.cmp(&b.zone.id).then_with(|| gravity(a).cmp(&gravity(b))));
        zones.dedup_by(|a, b| a.zone.id == b.zone.id);
        let standing = self.standing(query.position, &query.data_time);
        PointAnswer { covered: standing <= Standing::Assumed, standing, zones }
    }

    /// Whether some coverage that holds at `time` holds a position.
    pub fn covers(&self, position: Position, time: &TimeInterval) -> bool {
        self.standing(position, time) <= Standing::Assumed
    }

    /// On what the data's answer for a position rests.
    fn standing(&self, position: Position, time: &TimeInterval) -> Standing {
        let here = self.domains().filter(|(_, domain)| domain.holds(position));
        let standings = here.map(|(coverage, _)| match coverage.basis {
            _ if !coverage.valid.holds(time) => Standing::Lapsed,
            CoverageBasis::Manifest => Standing::Stated,
            CoverageBasis::BoxOfZones => Standing::Assumed,
        });
        standings.min().unwrap_or(Standing::Nowhere)
    }

    /// The zone border nearest to a point, whichever side of it the point lies on. `None` when no zone
    /// is placed within 2,000 km.
    pub fn nearest_border(&self, position: Position) -> Option<NearestZone<'_>> {
        let path = Path::through(&[position])?;
        let found = self.index.nearest_border(&path, Metres::whole(2_000_000), |_| true)?;
        let (_, zone, _) = self.part(found.tag)?;
        Some(NearestZone {
            zone,
            distance: found.distance,
            error: found.error,
            course: found.course,
        })
    }

    pub(crate) fn index(&self) -> &LiveIndex {
        &self.index
    }

    pub(crate) fn domains(&self) -> impl Iterator<Item = (&Coverage, &Domain)> {
        self.coverages.iter().zip(&self.domains)
    }

    /// The zone and part behind a tag of the index.
    pub(crate) fn part(&self, tag: Tag) -> Option<(ZoneAt, ZoneEntry<'_>, &Part)> {
        let of = *self.parts.get(tag.0 as usize)?;
        Some((of.zone, self.entry(of.zone)?, part_in(&self.files, of)?))
    }

    pub(crate) fn entry(&self, at: ZoneAt) -> Option<ZoneEntry<'_>> {
        let file = self.files.get(at.file)?;
        Some(ZoneEntry {
            zone: file.reading.items.zones.get(at.zone)?,
            source: &file.source,
            overlay: self.overlay_of(at.file),
        })
    }

    fn overlay_of(&self, file: usize) -> Option<&str> {
        let (published, overlays) = &self.overlays;
        overlays.get(file.checked_sub(*published)?).map(String::as_str)
    }

    /// The zones of an id, as published.
    pub(crate) fn published(&self, id: &str) -> impl Iterator<Item = &Zone> {
        let all = self.by_id.get(id).into_iter().flatten();
        all.filter_map(|at| self.entry(*at)).map(|entry| entry.zone)
    }

    /// Whether an overlay asks for something to be attested for a zone of this id.
    pub(crate) fn asks(&self, id: &str) -> bool {
        let mut asking = self
            .effects
            .iter()
            .filter(|(_, effects)| effects.iter().any(|effect| !effect.conditions.is_empty()))
            .filter_map(|(at, _)| self.entry(*at));
        asking.any(|entry| entry.zone.id.as_str() == id)
    }

    /// What overlays ask to be attested for a zone of this id: each once, by the overlay's id.
    pub fn asked_of(&self, zone: &ZoneId) -> Vec<(&str, &Condition)> {
        let here = |at: &ZoneAt| self.entry(*at).is_some_and(|entry| entry.zone.id == *zone);
        let effects = self.effects.iter().filter(|(at, _)| here(at)).flat_map(|(_, all)| all);
        let mut asked: Vec<(&str, &Condition)> = Vec::new();
        for effect in effects {
            for condition in &effect.conditions {
                let known = |(overlay, other): &(&str, &Condition)| {
                    *overlay == effect.overlay && other.id == condition.id
                };
                if matches!(condition.demand, Demand::Attest { .. }) && !asked.iter().any(known) {
                    asked.push((&effect.overlay, condition));
                }
            }
        }
        asked
    }

    /// What overlays lift of a zone.
    pub(crate) fn effects(&self, at: ZoneAt) -> &[ZoneEffect] {
        self.effects.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Whether the data has another zone, a different one, under the same id.
    pub(crate) fn is_ambiguous(&self, at: ZoneAt) -> bool {
        self.ambiguous.contains(&at)
    }

    /// The parts that cannot be placed, of files whose manifest's domain `may_hold` takes. Without a
    /// manifest they may be anywhere: the box of a file is drawn round the zones that could be placed.
    pub(crate) fn unplaced(
        &self,
        may_hold: impl Fn(&Domain) -> bool,
    ) -> impl Iterator<Item = (ZoneAt, ZoneEntry<'_>, &Part)> {
        self.parts.iter().filter_map(move |of| {
            let part = part_in(&self.files, *of)?;
            let mut stated = self.domains().filter(|(coverage, domain)| {
                coverage.basis == CoverageBasis::Manifest && domain.files.contains(&of.zone.file)
            });
            let here = matches!(part.outline, Outline::Unplaced)
                && stated.next().is_none_or(|(_, domain)| may_hold(domain));
            here.then_some((of.zone, self.entry(of.zone)?, part))
        })
    }
}

impl Domain {
    pub(crate) fn holds(&self, position: Position) -> bool {
        self.regions.iter().any(|region| region.holds(position))
    }
}

/// Where a coverage speaks. A circle as it is, and the polygon inside it, which can hold paths.
fn regions(coverage: &Coverage) -> Vec<Region> {
    let inside = coverage.outlines.iter().filter_map(inscribed::polygon).collect::<Vec<_>>();
    coverage.outlines.iter().chain(&inside).filter_map(Region::of).collect()
}

/// A zone without parts would never be met: it counts as one that cannot be placed.
fn with_a_place_for_each(mut file: ZoneFile) -> ZoneFile {
    for zone in file.reading.items.zones.iter_mut().filter(|zone| zone.parts.is_empty()) {
        zone.parts.push(Part {
            outline: Outline::Unplaced,
            limits: VerticalLimits::NOT_STATED,
            placement: Placement::AsRead,
        });
    }
    file
}

fn part_in(files: &[ZoneFile], of: PartOf) -> Option<&Part> {
    files.get(of.zone.file)?.reading.items.zones.get(of.zone.zone)?.parts.get(of.part)
}

/// The time both hold.
fn both(a: TimeInterval, b: TimeInterval) -> TimeInterval {
    let until = match (a.until, b.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    TimeInterval { from: a.from.max(b.from), until }
}
