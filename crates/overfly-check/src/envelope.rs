//! What an attestation holds for.

use overfly_model::{Altitude, Datum, Extent, HeightInterval, Terrain, TimeInterval};

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
    /// A height above take-off is told above the sea where it is known how high the take-off lies; another
    /// flight may take off higher up.
    pub(crate) fn of(pieces: &[Ready<'_>], take_off: Option<&Terrain>) -> Option<Self> {
        let areas: Option<Vec<Extent>> = pieces.iter().map(Ready::extent).collect();
        let uppers = HeightInterval::hulls(pieces.iter().map(|piece| piece.heights));
        Some(Self {
            area: areas?.into_iter().reduce(Extent::hull)?,
            upper: match uppers.as_slice() {
                [one] => one.upper.map(|upper| match take_off {
                    Some(terrain) if upper.datum == Datum::AboveTakeOff => {
                        Altitude::new(terrain.amsl(upper).highest, Datum::Amsl)
                    }
                    _ => upper,
                }),
                _ => None,
            },
            time: pieces.iter().map(|piece| piece.time).reduce(TimeInterval::hull)?,
        })
    }

    /// Whether it can hold for another flight: its height is known, and its time from beginning to end.
    pub fn is_known(&self) -> bool {
        self.upper.is_some_and(|upper| upper.datum != Datum::AboveTakeOff)
            && self.time.from.is_some()
            && self.time.until.is_some()
    }

    /// Whether a box lies in its area.
    pub(crate) fn holds(&self, place: Extent) -> bool {
        self.area.within(place) == Some(place)
    }
}
