//! How long legs, climbs and stays take.

use overfly_model::{Altitude, Datum, HeightInterval, Metres, Position, geodesy};

use super::Walk;
use super::step::{Lasting, Stay, Target};

/// Climb and descent in metres a second, where plans state only the speed over ground: what both
/// autopilots climb at unless told otherwise, about.
const CLIMB_M_S: f64 = 2.5;
/// Seconds by which leaving out the point of a take-off may put off what is reckoned: half of what the
/// decision allows for nobody taking off to the second.
const PUT_OFF_S: f64 = 60.0;

impl Walk<'_> {
    /// Seconds to `position`: the longer of the way and the climb.
    pub(super) fn leg_s(&self, position: Position, heights: HeightInterval) -> Option<f64> {
        let (from, climb_s) = match self.visits.last() {
            Some(last) => (Some(last.position), self.climb_s(last.heights.upper?, heights.upper?)),
            // The first leg comes after the climb.
            None => (self.home.map(|home| home.position), self.climb_from_ground_s(heights.upper?)),
        };
        let distance = from.map_or(Metres::ZERO, |from| geodesy::distance(from, position));
        if distance == Metres::ZERO {
            return climb_s;
        }
        let way_s = self.way_s(distance)?;
        Some(if self.visits.is_empty() { way_s + climb_s? } else { way_s.max(climb_s?) })
    }

    pub(super) fn way_s(&self, distance: Metres) -> Option<f64> {
        self.speed.map(|speed| distance.value() / speed)
    }

    pub(super) fn elevation(&self) -> Option<Metres> {
        self.home.and_then(|home| home.elevation)
    }

    fn climb_s(&self, from: Altitude, to: Altitude) -> Option<f64> {
        let difference = if from.datum == to.datum {
            to.height.value() - from.height.value()
        } else {
            self.amsl(to)? - self.amsl(from)?
        };
        Some(difference.abs() / CLIMB_M_S)
    }

    fn climb_from_ground_s(&self, to: Altitude) -> Option<f64> {
        let height = match to.datum {
            Datum::Agl | Datum::AboveTakeOff => to.height.value(),
            _ => self.amsl(to)? - self.home?.elevation?.value(),
        };
        Some(height.abs() / CLIMB_M_S)
    }

    fn amsl(&self, altitude: Altitude) -> Option<f64> {
        match altitude.datum {
            Datum::Amsl => Some(altitude.height.value()),
            Datum::AboveTakeOff => Some(altitude.height.value() + self.home?.elevation?.value()),
            _ => None,
        }
    }

    pub(super) fn stay_s(&self, target: &Target) -> Option<f64> {
        match target.stay {
            Stay::Not => Some(0.0),
            Stay::Hold(seconds) | Stay::Circle(Lasting::Seconds(seconds)) => seconds,
            // A multirotor circles at a rate of its own, and wings not tighter than they can.
            Stay::Circle(Lasting::Turns(turns)) => self
                .way_s(target.radius * core::f64::consts::TAU)
                .filter(|_| self.turns.can_circle(target.radius, self.speed))
                .map(|round_s| turns * round_s),
            Stay::Cover(_) => None,
        }
    }

    /// Whether flying from `origin` to a take-off point and back takes no time to speak of.
    pub(super) fn is_about(&self, origin: Option<Position>, point: Position) -> bool {
        let Some(origin) = origin else { return true };
        let distance = geodesy::distance(origin, point) * 2.0;
        distance == Metres::ZERO || self.way_s(distance).is_some_and(|s| s <= PUT_OFF_S)
    }
}
