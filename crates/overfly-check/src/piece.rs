//! Pieces made ready for questions.

use overfly_index::built::Damaged;
use overfly_index::{Along, Area, Hit, Path, Region, Tag, ZoneIndex};
use overfly_model::{
    Code, Elapsed, Extent, Footprint, HeightInterval, Margins, Metres, Piece, PieceKind, Position,
    TimeInterval,
};

use crate::decision::PieceRef;
use crate::derive::{Derived, HeightDoubt};
use crate::when::{Clock, Pace, Stays};

/// A longer leg is a mistake, or no drone's.
const LONGEST_LEG_M: i32 = 1_000_000;
/// Beyond this latitude nothing is decided: longitudes run together.
const NEAR_POLE_DEG: f64 = 89.0;

/// A part that a piece comes upon, and where along it: areas have no along.
pub(crate) type PartMet = (Tag, Option<Vec<Along>>);

/// A piece of the flight, widened by its margins, with its time.
#[derive(Debug)]
pub(crate) struct Ready<'a> {
    pub(crate) piece: &'a Piece,
    pub(crate) geometry: Geometry,
    /// How wide: margin and the piece's own buffer.
    pub(crate) reach: Metres,
    /// How high, margin included.
    pub(crate) heights: HeightInterval,
    pub(crate) time: TimeInterval,
    pace: Option<Pace>,
    pub(crate) doubt: Option<HeightDoubt>,
}

#[derive(Debug)]
pub(crate) enum Geometry {
    Path(Path),
    Area(Area),
}

/// Why a piece cannot be checked.
pub(crate) type NotCheckable = (Code, String);

impl<'a> Ready<'a> {
    pub(crate) fn of(
        piece: &'a Piece,
        margins: Margins,
        clock: &Clock,
    ) -> Result<Self, NotCheckable> {
        let geometry = geometry(&piece.footprint)?;
        let lat = match &geometry {
            Geometry::Path(path) => path.greatest_lat_deg(),
            Geometry::Area(area) => area.greatest_lat_deg(),
        };
        if lat > NEAR_POLE_DEG {
            return Err((
                Code::NearPole,
                "lies within one degree of a pole, where nothing is decided".into(),
            ));
        }
        let reach = margins.lateral.max(Metres::ZERO) + piece.buffer.max(Metres::ZERO);
        let heights = piece.heights.widened(margins.vertical.max(Metres::ZERO));
        let time = clock.of_piece(piece);
        let ready = Self { piece, geometry, reach, heights, time, pace: None, doubt: None };
        Ok(match piece.elapsed {
            Some(elapsed) => ready.paced(clock, elapsed, Stays::No),
            None => ready,
        })
    }

    /// A piece that we added.
    pub(crate) fn derived(
        derived: &'a Derived,
        margins: Margins,
        clock: &Clock,
    ) -> Result<Self, NotCheckable> {
        let mut ready = Self::of(&derived.piece, margins, clock)?;
        ready.doubt = derived.doubt;
        let Some(begins) = derived.after else { return Ok(ready) };
        ready.time = clock.after(begins);
        // Whoever hovers or lands where the link is lost is where the piece was, and stays.
        if matches!(derived.piece.kind, PieceKind::Hold | PieceKind::Landing) {
            let end = ready.time.until;
            return Ok(ready.paced(clock, begins, Stays::Until(end)));
        }
        Ok(ready)
    }

    fn paced(self, clock: &Clock, elapsed: Elapsed, stays: Stays) -> Self {
        let pace = match &self.geometry {
            Geometry::Path(path) => Pace::of(clock, elapsed, path.length(), stays),
            Geometry::Area(_) => None,
        };
        Self { pace, ..self }
    }

    /// When the aircraft may be on a stretch of the piece.
    pub(crate) fn time_on(&self, stretch: &Along) -> TimeInterval {
        self.pace.map_or(self.time, |pace| pace.time_on(stretch))
    }

    /// What of a stretch it may be on at some time of `during`.
    pub(crate) fn stretch_during(&self, stretch: &Along, during: &TimeInterval) -> Option<Along> {
        let Some(pace) = self.pace else { return Some(*stretch) };
        let reached = pace.stretch_during(during)?;
        let (from, to) = (stretch.from.max(reached.from), stretch.to.min(reached.to));
        (from <= to).then_some(Along { from, to })
    }

    pub(crate) fn name(&self) -> PieceRef {
        PieceRef { kind: self.piece.kind, index: self.piece.index, derived: self.piece.derived }
    }

    /// The parts of the index that the piece comes upon, and where along it.
    pub(crate) fn met<B: AsRef<[u8]>>(
        &self,
        index: &ZoneIndex<B>,
    ) -> Result<Vec<PartMet>, Damaged> {
        Ok(match &self.geometry {
            Geometry::Path(path) => index
                .along(path, self.reach)?
                .into_iter()
                .map(|Hit { tag, along }| (tag, Some(along)))
                .collect(),
            Geometry::Area(area) => {
                index.over(area, self.reach)?.into_iter().map(|tag| (tag, None)).collect()
            }
        })
    }

    /// Whether the piece comes upon a region.
    pub(crate) fn meets(&self, region: &Region) -> bool {
        match &self.geometry {
            Geometry::Path(path) => !region.along(path, self.reach).is_empty(),
            Geometry::Area(area) => region.meets(area, self.reach),
        }
    }

    /// The box of what the piece may come upon, its reach included.
    pub(crate) fn extent(&self) -> Option<Extent> {
        Extent::of_footprint(&self.piece.footprint).map(|extent| extent.grown(self.reach))
    }

    /// The same of a stretch of it.
    pub(crate) fn extent_of(&self, stretch: Option<&Along>) -> Option<Extent> {
        let footprint = &self.piece.footprint;
        let bends = matches!(footprint, Footprint::Path(path) if path.len() > 2);
        match stretch.filter(|_| !bends).and_then(|stretch| self.span(stretch)) {
            Some(ends) => {
                let path = Footprint::Path(ends.to_vec());
                Extent::of_footprint(&path).map(|extent| extent.grown(self.reach))
            }
            None => self.extent(),
        }
    }

    /// The path itself, or the border of the area.
    pub(crate) fn path(&self) -> &Path {
        match &self.geometry {
            Geometry::Path(path) => path,
            Geometry::Area(area) => area.border(),
        }
    }

    /// How long the path is; `None` for areas.
    pub(crate) fn length(&self) -> Option<Metres> {
        match &self.geometry {
            Geometry::Path(path) => Some(path.length()),
            Geometry::Area(_) => None,
        }
    }

    /// The points at the ends of a stretch.
    pub(crate) fn span(&self, stretch: &Along) -> Option<[Position; 2]> {
        Some([self.path().position_at(stretch.from)?, self.path().position_at(stretch.to)?])
    }
}

fn geometry(footprint: &Footprint) -> Result<Geometry, NotCheckable> {
    let nowhere = || (Code::ItemNotCheckable, "has no place".to_owned());
    match footprint {
        Footprint::Path(points) => {
            legs_within_reach(points)?;
            Path::through(points).map(Geometry::Path).ok_or_else(nowhere)
        }
        Footprint::Polygon(ring) => {
            legs_within_reach(ring)?;
            Area::inside(ring).map(Geometry::Area).ok_or_else(|| {
                (Code::NearPole, "is an area round a pole, where nothing is decided".into())
            })
        }
        Footprint::Circle { centre, radius } => {
            if radius.value() > f64::from(LONGEST_LEG_M) {
                return Err(too_long());
            }
            Area::round(*centre, *radius).map(Geometry::Area).ok_or_else(|| {
                (Code::NearPole, "is an area round a pole, where nothing is decided".into())
            })
        }
    }
}

fn legs_within_reach(points: &[Position]) -> Result<(), NotCheckable> {
    let mut total = Metres::ZERO;
    for pair in points.windows(2) {
        if let [from, to] = pair {
            total = total + overfly_model::geodesy::distance(*from, *to);
        }
    }
    if total > Metres::whole(LONGEST_LEG_M) { Err(too_long()) } else { Ok(()) }
}

fn too_long() -> NotCheckable {
    (
        Code::ItemNotCheckable,
        "is longer than 1,000 km: look for exchanged or mistyped coordinates".into(),
    )
}
