//! Many points at once.
//!
//! A question on a large image waits for memory three or four times, each time for an address that the
//! time before brought. Questions do not wait for each other: so a flock of them takes each step
//! together, and the waits overlap.

use overfly_model::Position;

use super::Damaged;
use super::cell::SINGLE;
use super::view::{Spot, View};
use crate::live::Tag;

/// How many questions go together: enough to keep the memory busy, few enough to stay in registers and
/// the nearest cache.
const FLOCK: usize = 32;

impl View<'_> {
    /// Gives `found` the place of a position in the list and each outline that holds it, in no order.
    pub(crate) fn visit_all(
        &self,
        positions: &[Position],
        mut found: impl FnMut(usize, Tag),
    ) -> Result<(), Damaged> {
        let mut spots = [Spot::NOWHERE; FLOCK];
        for (flock, positions) in positions.chunks(FLOCK).enumerate() {
            for (spot, position) in spots.iter_mut().zip(positions) {
                *spot = self.enter([position.lon_e7(), position.lat_e7()])?;
            }
            self.descend(spots.get_mut(..positions.len()).unwrap_or_default())?;
            for (place, (spot, position)) in spots.iter().zip(positions).enumerate() {
                let place = flock * FLOCK + place;
                let at = [position.lon_e7(), position.lat_e7()];
                self.visit_spot(*spot, *position, at, &mut |tag| found(place, tag))?;
                self.visit_meridian(*position, &mut |tag| found(place, tag))?;
            }
        }
        Ok(())
    }

    /// Takes all spots down to their leaves, a step of each in turn, then looks at what the leaves
    /// begin with, so that it is near when they are read.
    fn descend(&self, spots: &mut [Spot]) -> Result<(), Damaged> {
        let mut deeper = true;
        while deeper {
            deeper = false;
            for spot in spots.iter_mut() {
                if spot.reference & 7 > SINGLE {
                    self.step(spot)?;
                    deeper |= spot.reference & 7 > SINGLE;
                }
            }
        }
        let mut seen = 0;
        for spot in spots.iter().filter(|spot| spot.reference & 7 != SINGLE) {
            seen ^= self.cells().at((spot.reference >> 3) as usize)?;
        }
        core::hint::black_box(seen);
        Ok(())
    }
}
