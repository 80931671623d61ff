//! What an attestation holds for.

use overfly_model::{Altitude, Extent, HeightInterval, TimeInterval};

use crate::piece::Ready;

/// Where, how high and when a flight is that something was attested for: all of it, margins included, and
/// nothing more. A flight within it needs no new call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Envelope {
    /// Where: a box, which is what was told.
    pub area: Extent,
    /// Its greatest height, where that is known. Nothing is attested where it is not.
    pub upper: Option<Altitude>,
    /// When. Nothing is attested for a time without an end.
    pub time: TimeInterval,
}

impl Envelope {
    /// Of all pieces of a flight, stated and derived; `None` for a flight that is nowhere.
    pub(crate) fn of(pieces: &[Ready<'_>]) -> Option<Self> {
        let areas: Option<Vec<Extent>> = pieces.iter().map(Ready::extent).collect();
        let uppers = HeightInterval::hulls(pieces.iter().map(|piece| piece.heights));
        Some(Self {
            area: areas?.into_iter().reduce(Extent::hull)?,
            upper: match uppers.as_slice() {
                [one] => one.upper,
                _ => None,
            },
            time: pieces.iter().map(|piece| piece.time).reduce(TimeInterval::hull)?,
        })
    }

    /// Whether it can hold for another flight: its height is known, and its time from beginning to end.
    pub const fn is_known(&self) -> bool {
        self.upper.is_some() && self.time.from.is_some() && self.time.until.is_some()
    }

    /// Whether a box lies in its area.
    pub(crate) fn holds(&self, place: Extent) -> bool {
        self.area.within(place) == Some(place)
    }
}
