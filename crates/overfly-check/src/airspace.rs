//! Zones and where they answer.

use overfly_model::{
    Coverage, HeightInterval, Metres, Position, Reading, Terrain, TimeInterval, Zone, ZoneSet,
};

/// One zone file as read.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneFile {
    /// Path, as the answer shows it.
    pub source: String,
    /// What its reader returned.
    pub reading: Reading<ZoneSet>,
}

/// Zone files that share one coverage: a folder with a manifest, or a single file without.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// The manifest's coverage; `None` = each file answers in the box round its own zones.
    pub coverage: Option<Coverage>,
    /// The files.
    pub files: Vec<ZoneFile>,
}

/// Zones, indexed, and where they answer.
#[derive(Debug)]
pub struct Airspace {}

/// Builds an [`Airspace`].
#[derive(Debug, Default)]
pub struct AirspaceBuilder {}

/// A zone of the airspace, and the file it comes from.
#[derive(Clone, Copy, Debug)]
pub struct ZoneEntry<'a> {
    /// The zone.
    pub zone: &'a Zone,
    /// The file.
    pub source: &'a str,
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
}

/// What holds a point.
#[derive(Clone, Debug)]
pub struct PointAnswer<'a> {
    /// Whether the point lies inside some coverage.
    pub covered: bool,
    /// The zones that hold the point, border included, sorted by id, each id once; with those that
    /// cannot be placed, which may.
    pub zones: Vec<ZoneEntry<'a>>,
}

impl AirspaceBuilder {
    /// Adds the files of one folder, or one file.
    pub fn add(&mut self, _dataset: Dataset) {
        todo!()
    }

    /// Indexes what was added.
    pub fn build(self) -> Airspace {
        todo!()
    }
}

impl Airspace {
    /// A builder with nothing in it. An airspace without zones answers nowhere.
    pub fn builder() -> AirspaceBuilder {
        AirspaceBuilder::default()
    }

    /// Every zone, in the order added.
    pub fn zones(&self) -> impl Iterator<Item = ZoneEntry<'_>> {
        core::iter::empty()
    }

    /// The coverages, in the order added.
    pub fn coverages(&self) -> &[Coverage] {
        todo!()
    }

    /// Ground of all the countries of the airspace; the whole Earth's where one is not known.
    pub fn terrain(&self) -> Terrain {
        todo!()
    }

    /// The zones that may hold a point.
    pub fn at(&self, _query: &PointQuery, _terrain: &Terrain) -> PointAnswer<'_> {
        todo!()
    }

    /// The zone border nearest to a point, whichever side of it the point lies on, with the distance
    /// and how far that may be off. `None` without placed zones.
    pub fn nearest_border(&self, _position: Position) -> Option<(ZoneEntry<'_>, Metres, Metres)> {
        todo!()
    }
}
