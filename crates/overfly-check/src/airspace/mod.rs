//! Zones and where they answer.

use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use overfly_exemption::{Condition, Demand};
use overfly_index::built::Damaged;
use overfly_index::{Path, Region, Tag, ZoneIndex};
use overfly_model::country::Country;
use overfly_model::geodesy::Course;
use overfly_model::{
    Coverage, CoverageBasis, Effect, Extent, Finding, HeightInterval, Metres, Part, Position,
    Reading, Terrain, TimeInterval, Zone, ZoneId, ZoneSet,
};

pub use self::builder::AirspaceBuilder;
pub use self::image::{Misfit, Section, build_image};
use crate::overlaid::{StatedBy, ZoneEffect};
use crate::wording::outcome;

mod builder;
mod image;

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
    /// Those of them that cannot be placed.
    unplaced: Vec<PartOf>,
    index: ZoneIndex<Section>,
    coverages: Vec<Coverage>,
    /// Beside each coverage, its outlines prepared and the files it stands for.
    domains: Vec<Domain>,
    /// The countries of the zones, each once; `None` when one is not known.
    countries: Option<Vec<&'static Country>>,
    /// From this file on they are overlays' corrections, and whose.
    overlays: (usize, Vec<StatedBy>),
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

/// A zone of the airspace, and the file it comes from.
#[derive(Clone, Copy, Debug)]
pub struct ZoneEntry<'a> {
    /// The zone.
    pub zone: &'a Zone,
    /// The file.
    pub source: &'a str,
    /// The overlay that states it so, where one corrects it.
    pub overlay: Option<&'a str>,
    /// Why that overlay does not count. The zone may be as it says all the same.
    pub doubt: Option<&'a str>,
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
        self.files.iter().enumerate().flat_map(move |(at, file)| {
            let zones = 0..file.reading.items.zones.len();
            zones.filter_map(move |zone| self.entry(ZoneAt { file: at, zone }))
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
    ///
    /// # Errors
    /// [`Damaged`] when an index that was built before turns out to be: no zone is not what that means.
    pub fn at(&self, query: &PointQuery, terrain: &Terrain) -> Result<PointAnswer<'_>, Damaged> {
        Ok(self.answer(query, terrain, self.index.at(query.position)?))
    }

    fn answer(&self, query: &PointQuery, terrain: &Terrain, tags: Vec<Tag>) -> PointAnswer<'_> {
        let holding = tags.into_iter().filter_map(|tag| self.part(tag));
        let unplaced = self.unplaced(|domain| domain.holds(query.position));
        let mut zones: Vec<ZoneEntry<'_>> = holding
            .chain(unplaced)
            .filter(|(_, zone, part)| {
                part.limits.may_meet(&query.heights, terrain) && zone.zone.may_apply(&query.time)
            })
            .map(|(_, zone, _)| zone)
            .collect();
        // Of two zones with one id the graver speaks for both.
        let gravity = |entry: &ZoneEntry<'_>| Reverse(entry.effect());
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
    ///
    /// # Errors
    /// [`Damaged`] as for [`at`](Self::at).
    pub fn nearest_border(&self, position: Position) -> Result<Option<NearestZone<'_>>, Damaged> {
        const FAR: Metres = Metres::whole(2_000_000);
        let Some(path) = Path::through(&[position]) else { return Ok(None) };
        let found = self.index.nearest_border(&path, FAR, |_| true)?;
        Ok(found.and_then(|found| {
            let (_, zone, _) = self.part(found.tag)?;
            Some(NearestZone {
                zone,
                distance: found.distance,
                error: found.error,
                course: found.course,
            })
        }))
    }

    pub(crate) fn index(&self) -> &ZoneIndex<Section> {
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
        let (published, overlays) = &self.overlays;
        let stated = at.file.checked_sub(*published).and_then(|of| overlays.get(of));
        Some(ZoneEntry {
            zone: file.reading.items.zones.get(at.zone)?,
            source: &file.source,
            overlay: stated.map(|stated| stated.overlay.as_str()),
            doubt: stated.and_then(|stated| stated.doubt.as_deref()),
        })
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
        self.unplaced.iter().filter_map(move |of| {
            let part = part_in(&self.files, *of)?;
            let mut stated = self.domains().filter(|(coverage, domain)| {
                coverage.basis == CoverageBasis::Manifest && domain.files.contains(&of.zone.file)
            });
            let here = stated.next().is_none_or(|(_, domain)| may_hold(domain));
            here.then_some((of.zone, self.entry(of.zone)?, part))
        })
    }
}

impl ZoneEntry<'_> {
    /// What the zone does to a flight without a waiver. What may not be there blocks nothing, and leaves
    /// the flight undecided.
    pub(crate) fn effect(&self) -> Effect {
        let (_, effect) = outcome(&self.zone.kind);
        if self.doubt.is_some() { effect.min(Effect::Undecided) } else { effect }
    }
}

impl Domain {
    pub(crate) fn holds(&self, position: Position) -> bool {
        self.regions.iter().any(|region| region.holds(position))
    }
}

fn part_in(files: &[ZoneFile], of: PartOf) -> Option<&Part> {
    files.get(of.zone.file)?.reading.items.zones.get(of.zone.zone)?.parts.get(of.part)
}
