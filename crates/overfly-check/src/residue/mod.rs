//! What waiver areas leave of a zone, round one piece of a flight (design 3.4).
//!
//! Residue = zone minus the union of the waiver areas, without what vanishes when eroded by 0.25 m: that
//! much is rounding, while a true gap of 1 m stays. Computed in a metre frame round the piece; whatever
//! cannot be computed leaves all of the zone.

mod frame;
mod shapes;
mod simple;

use overfly_index::{Along, Region};
use overfly_model::{Extent, Metres, Outline};

use crate::piece::{Geometry, Ready};
use frame::Frame;
use shapes::Shapes;
pub use simple::is_simple;

/// Parts of the residue narrower than twice this are rounding.
const ERODED_M: f64 = 0.25;
/// The eroded residue is met in place of the residue, so the flight reaches as much farther, and the
/// rounding of corners to 1e-7 degree on top.
const REACH_M: f64 = ERODED_M + 0.02;
/// Clipping cuts edges that are none; they stay this far from all that the piece reaches.
const AROUND: Metres = Metres::whole(200);

/// What is left of a zone round a piece.
#[derive(Clone, Debug)]
pub(crate) enum Residue {
    /// Nobody can tell: all of the zone.
    Whole,
    /// These shapes, and how far beyond them the flight has to be looked for: the bulge of long edges,
    /// which are shorter here than in the zone.
    Left { outlines: Vec<Outline>, beyond: Metres },
}

/// Where a piece meets a residue.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Met {
    Nowhere,
    /// On these stretches of a path.
    Along(Vec<Along>),
    /// All of it, or a stretch that nobody can tell.
    Everywhere,
}

impl Residue {
    /// What `areas` leave of the union of `outlines` within `place`.
    pub(crate) fn of(outlines: &[&Outline], areas: &[&Outline], place: Option<Extent>) -> Self {
        if areas.is_empty() || !areas.iter().all(|area| is_simple(area)) {
            return Self::Whole;
        }
        Self::computed(outlines, areas, place).unwrap_or(Self::Whole)
    }

    fn computed(outlines: &[&Outline], areas: &[&Outline], place: Option<Extent>) -> Option<Self> {
        let frame = Frame::round(place?.grown(AROUND))?;
        let mut zone = Shapes::default();
        for outline in outlines {
            zone.add_zone(&frame, outline)?;
        }
        let mut lifted = Shapes::default();
        for area in areas {
            lifted.add_area(&frame, area)?;
        }
        let left = zone.clipped(&frame).without(&lifted).eroded(ERODED_M);
        let bulge = |outlines: &[&Outline]| {
            let regions = outlines.iter().filter_map(|outline| Region::of(outline));
            regions.map(|region| region.bulge()).fold(Metres::ZERO, Metres::max)
        };
        Some(Self::Left {
            outlines: left.outlines(&frame)?,
            beyond: bulge(outlines) + bulge(areas),
        })
    }

    /// Its outlines; none where nobody can tell.
    pub(crate) fn outlines(&self) -> Vec<Outline> {
        match self {
            Self::Whole => Vec::new(),
            Self::Left { outlines, .. } => outlines.clone(),
        }
    }

    /// Where a piece, widened by its reach, meets it. Errs towards meeting.
    pub(crate) fn met_by(&self, piece: &Ready<'_>) -> Met {
        let Self::Left { outlines, beyond } = self else { return Met::Everywhere };
        let reach = piece.reach + *beyond + Metres::or_greatest(REACH_M);
        let regions: Option<Vec<Region>> = outlines.iter().map(Region::of).collect();
        // A shape without a place is a fault of this computation.
        let Some(regions) = regions else { return Met::Everywhere };
        match &piece.geometry {
            Geometry::Path(path) => {
                let mut met: Vec<Along> =
                    regions.iter().flat_map(|region| region.along(path, reach)).collect();
                met.sort_by(|a, b| a.from.total_cmp(&b.from));
                if met.is_empty() { Met::Nowhere } else { Met::Along(joined(met)) }
            }
            Geometry::Area(area) if regions.iter().any(|region| region.meets(area, reach)) => {
                Met::Everywhere
            }
            Geometry::Area(_) => Met::Nowhere,
        }
    }
}

/// Sorted stretches, those that touch as one.
fn joined(met: Vec<Along>) -> Vec<Along> {
    let mut joined: Vec<Along> = Vec::new();
    for one in met {
        match joined.last_mut() {
            Some(last) if one.from <= last.to => last.to = last.to.max(one.to),
            _ => joined.push(one),
        }
    }
    joined
}
