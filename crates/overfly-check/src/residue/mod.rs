//! What waivers leave of a zone: plane geometry, which knows no waivers.
//!
//! The zone's outlines and the areas are brought into one [`Frame`] round the flight, in whole units of
//! 1e-7 degree or finer: there straight stays straight, and an area drawn with the zone's own vertices
//! takes it away exactly. What is thinner than half a metre and lies beside an area comes from rounding, or
//! from circles that became polygons, and is dropped: the rest is eroded by [`THIN_M`], and a flight meets it
//! when it comes within its reach and [`THIN_M`] of what the erosion leaves. What lies farther than
//! [`BESIDE_M`] from every area is met as it is, however thin: a spike or a wall of the zone itself.
//!
//! So, up to rounding:
//! * no point of the zone farther than [`BESIDE_M`] from every area is ever dropped;
//! * no point is dropped that a disc of radius [`THIN_M`] in what is left may hold.
//!
//! Errs towards leaving more. What cannot be computed leaves the whole zone.

mod area;
mod bulge;
mod circle;
mod erode;
mod frame;
mod measure;
mod overlay;
mod taken;

use overfly_index::{Along, Region};
use overfly_model::{Extent, Metres, Outline};

use crate::piece::{Geometry, Ready};
use area::Scene;
use bulge::LongEdges;
use erode::Component;
use frame::Frame;
use overlay::Shape;
use taken::Taken;

/// What vanishes when eroded by this, and lies beside an area, is no residue.
const THIN_M: f64 = 0.25;
/// What lies farther from every area is residue, however thin: a strip along an area that erosion takes away
/// is as wide as this at most.
const BESIDE_M: f64 = 2.0 * THIN_M;
/// Positions are rounded to 1e-7 degree, 8 mm at most from where they are, twice: when edges are cut
/// and when the residue becomes positions. The engine moves what it cuts by some units more.
const ROUNDING_M: f64 = 0.03;
/// The flight comes nowhere near the border of what is looked at.
const ROUND_ABOUT: Metres = Metres::whole(200);

/// What the areas leave of the zone.
#[derive(Debug)]
pub(crate) enum Residue {
    /// The zone less the areas, near the flight.
    Rest(Rest),
    /// The whole zone: nothing is lifted, because it could not be computed.
    Whole(Whole),
}

/// Why nothing is lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Uncomputed {
    /// The zone has a part that cannot be placed.
    Unplaced,
    /// Near a pole, or spread over too much of the Earth.
    TooWide,
    /// An area is neither a simple polygon without holes nor a circle.
    NotSimple,
    /// The geometry failed.
    Failed,
}

/// What could not be computed.
pub(crate) enum Unmade {
    /// The zone.
    Whole(Uncomputed),
    /// The area at this place among the areas.
    Area(usize, Uncomputed),
}

impl From<Uncomputed> for Unmade {
    fn from(why: Uncomputed) -> Self {
        Self::Whole(why)
    }
}

/// A residue that was computed. It answers for what lies within `near` only.
#[derive(Debug)]
pub(crate) struct Rest {
    near: Extent,
    frame: Frame,
    components: Vec<Component>,
    /// What is eroded, and what is as it is.
    regions: [Widened; 2],
    whole: Whole,
    /// Why an area takes nothing away, where one does not.
    left_out: Option<Uncomputed>,
}

/// Regions, and what is added to the reach of whoever asks for them.
#[derive(Debug)]
struct Widened {
    regions: Vec<Region>,
    by: Metres,
}

/// The zone as it is.
#[derive(Debug)]
pub(crate) struct Whole {
    why: Uncomputed,
    zone: Vec<Outline>,
    regions: Vec<Region>,
}

/// Where a piece of the flight meets a residue.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Met {
    /// Nowhere.
    Not,
    /// An area meets it.
    Somewhere,
    /// A path meets it on these stretches.
    Along(Vec<Along>),
}

impl Residue {
    /// What `areas` leave of the zone that is the union of `zone`. `near` has to hold the pieces that
    /// will be asked about, with their reach (`Ready::extent`): about others the whole zone answers.
    ///
    /// An area that cannot be computed takes nothing away, and the others count as if it were not there.
    pub(crate) fn of(zone: &[&Outline], areas: &[&Outline], near: Extent) -> Self {
        let (mut areas, mut left_out) = (areas.to_vec(), None);
        loop {
            match Rest::of(zone, &areas, near) {
                Ok(rest) => return Self::Rest(Rest { left_out, ..rest }),
                Err(Unmade::Area(at, why)) if at < areas.len() => {
                    areas.remove(at);
                    left_out = left_out.or(Some(why));
                }
                Err(Unmade::Whole(why) | Unmade::Area(_, why)) => {
                    return Self::Whole(Whole::of(zone, why));
                }
            }
        }
    }

    /// Whether nothing of the zone is left near the flight.
    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Rest(rest) => rest.components.is_empty(),
            Self::Whole(_) => false,
        }
    }

    /// What is left, as polygons in positions; the zone's own outlines where nothing is lifted.
    pub(crate) fn outlines(&self) -> Vec<Outline> {
        match self {
            Self::Rest(rest) => rest.outlines().unwrap_or_else(|| rest.whole.zone.clone()),
            Self::Whole(whole) => whole.zone.clone(),
        }
    }

    /// Why nothing is lifted, or not what one of the areas would lift.
    pub(crate) fn uncomputed(&self) -> Option<Uncomputed> {
        match self {
            Self::Rest(rest) => rest.left_out,
            Self::Whole(whole) => Some(whole.why),
        }
    }

    /// Where a piece, widened by its reach, meets what is left. Errs towards meeting.
    pub(crate) fn met(&self, piece: &Ready) -> Met {
        match self {
            Self::Whole(whole) => whole.met(piece),
            Self::Rest(rest) if !rest.answers_for(piece) => rest.whole.met(piece),
            Self::Rest(rest) => rest.met(piece),
        }
    }
}

impl Rest {
    fn of(zone: &[&Outline], areas: &[&Outline], near: Extent) -> Result<Self, Unmade> {
        let near_by = near.grown(ROUND_ABOUT);
        let long = LongEdges::of(zone, areas, near_by);
        let extent = near_by.grown(long.most + bulge::of_border(near_by));
        let frame = Frame::round(extent).ok_or(Uncomputed::TooWide)?;
        let scene = Scene { frame: &frame, extent, long: &long };
        let (zone_here, lifted) = (scene.zone(zone)?, scene.areas(areas)?);
        let left = overlay::difference(&zone_here, &lifted).ok_or(Uncomputed::Failed)?;
        let taken = Taken::of(&lifted);
        let components: Vec<Component> =
            left.into_iter().filter_map(|shape| Component::of(shape, &taken, &frame)).collect();
        let little = long.most.min(Metres::or_greatest(bulge::LITTLE_M));
        let widened = |shapes: fn(&Component) -> &[Shape], by: f64| {
            let shapes: Vec<Shape> = components.iter().flat_map(shapes).cloned().collect();
            let outlines = frame.outlines(&shapes).ok_or(Uncomputed::Failed)?;
            let regions = outlines.iter().filter_map(Region::of).collect();
            Ok::<_, Uncomputed>(Widened { regions, by: Metres::or_greatest(by) + little })
        };
        Ok(Self {
            near,
            regions: [
                widened(Component::core, THIN_M + ROUNDING_M)?,
                widened(Component::far, ROUNDING_M)?,
            ],
            whole: Whole::of(zone, Uncomputed::TooWide),
            frame,
            components,
            left_out: None,
        })
    }

    fn outlines(&self) -> Option<Vec<Outline>> {
        let shown: Vec<Shape> =
            self.components.iter().flat_map(|component| component.shown(&self.frame)).collect();
        let mut outlines = self.frame.outlines(&shown)?;
        // What rounds to a point or a line cannot be shown; nothing at all would read as nothing left.
        outlines.retain(|outline| {
            matches!(outline, Outline::Polygon { outer, .. } if outer.vertices.len() >= 3)
        });
        (!outlines.is_empty() || shown.is_empty()).then_some(outlines)
    }

    fn met(&self, piece: &Ready) -> Met {
        let [eroded, as_it_is] =
            self.regions.each_ref().map(|all| met(&all.regions, piece, piece.reach + all.by));
        eroded.or(as_it_is)
    }

    fn answers_for(&self, piece: &Ready) -> bool {
        piece.extent().is_some_and(|extent| self.near.hull(extent) == self.near)
    }
}

impl Whole {
    fn of(zone: &[&Outline], why: Uncomputed) -> Self {
        Self {
            why,
            zone: zone.iter().copied().cloned().collect(),
            regions: zone.iter().filter_map(|outline| Region::of(outline)).collect(),
        }
    }

    fn met(&self, piece: &Ready) -> Met {
        // An outline that is nowhere may be anywhere.
        if self.regions.len() < self.zone.len() {
            return match piece.length() {
                Some(length) => Met::Along(vec![Along { from: Metres::ZERO, to: length }]),
                None => Met::Somewhere,
            };
        }
        met(&self.regions, piece, piece.reach)
    }
}

impl Met {
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Not, met) | (met, Self::Not) => met,
            (Self::Along(one), Self::Along(other)) => Self::Along(joined([one, other].concat())),
            _ => Self::Somewhere,
        }
    }
}

fn met(regions: &[Region], piece: &Ready, reach: Metres) -> Met {
    match &piece.geometry {
        Geometry::Path(path) => {
            let stretches = regions.iter().flat_map(|region| region.along(path, reach));
            let stretches = joined(stretches.collect());
            if stretches.is_empty() { Met::Not } else { Met::Along(stretches) }
        }
        Geometry::Area(area) => {
            let somewhere = regions.iter().any(|region| region.meets(area, reach));
            if somewhere { Met::Somewhere } else { Met::Not }
        }
    }
}

/// Stretches in their order, those that touch as one.
fn joined(mut stretches: Vec<Along>) -> Vec<Along> {
    stretches.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut joined: Vec<Along> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if stretch.from <= last.to => last.to = last.to.max(stretch.to),
            _ => joined.push(stretch),
        }
    }
    joined
}

#[cfg(test)]
#[path = "properties_tests.rs"]
mod properties;
#[cfg(test)]
#[path = "residue_tests.rs"]
mod tests;
