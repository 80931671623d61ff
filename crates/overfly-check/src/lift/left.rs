//! What waivers and overlays leave of a zone, for one piece of a flight.

use overfly_index::{Along, Region};
use overfly_model::Outline;

use super::grant::Candidate;
use super::place::{Where, shared};
use crate::piece::Ready;
use crate::residue::{Met, Residue, Uncomputed};

/// What something leaves of a zone.
pub(super) enum Left {
    /// It lifts all of it.
    Nothing,
    /// It lifts nothing.
    All,
    Some(Box<Residue>),
}

impl Left {
    /// What grants leave of outlines where the piece is.
    pub(super) fn of<'a>(
        outlines: &[&Outline],
        grants: impl Iterator<Item = &'a Candidate<'a>>,
        piece: &Ready<'_>,
    ) -> Self {
        let areas: Option<Vec<&Outline>> = grants.map(|grant| grant.area).collect();
        let Some(mut areas) = areas else { return Self::Nothing };
        // An area that the piece does not come near lifts nothing here, not even what is thin.
        areas.retain(|area| Region::of(area).is_none_or(|region| piece.meets(&region)));
        match piece.extent() {
            Some(near) if !areas.is_empty() => {
                Self::Some(Box::new(Residue::of(outlines, &areas, near)))
            }
            _ => Self::All,
        }
    }

    /// Where a piece meets it.
    pub(super) fn stretches(&self, piece: &Ready<'_>, cell: Option<Along>) -> Where {
        let residue = match self {
            Self::Nothing => return Where::Nowhere,
            Self::All => return Where::Everywhere,
            Self::Some(residue) => residue,
        };
        match (residue.met(piece), cell) {
            (Met::Not, _) => Where::Nowhere,
            (Met::Along(met), Some(cell)) => {
                Where::on(met.into_iter().filter_map(|stretch| shared(stretch, cell)).collect())
            }
            (Met::Somewhere | Met::Along(_), _) => Where::Everywhere,
        }
    }

    /// Why waivers with an area leave some of the zone.
    pub(super) fn why(&self) -> &'static str {
        let uncomputed = match self {
            Self::Nothing | Self::All => None,
            Self::Some(residue) => residue.uncomputed(),
        };
        match uncomputed {
            None => "does not reach all of the place, by its area",
            Some(Uncomputed::NotSimple) => {
                "has an area that crosses itself, or does not reach all of the place without another's that does: nobody can tell what such an area holds"
            }
            Some(Uncomputed::Unplaced | Uncomputed::TooWide | Uncomputed::Failed) => {
                "cannot be compared with the zone at this place"
            }
        }
    }

    pub(super) fn outlines(&self) -> Vec<Outline> {
        match self {
            Self::Nothing | Self::All => Vec::new(),
            Self::Some(residue) => residue.outlines(),
        }
    }
}
