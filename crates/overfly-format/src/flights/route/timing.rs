//! How long legs, climbs and stays take.

use overfly_model::{Altitude, Datum, HeightInterval, Metres, Position, geodesy};

use super::step::{Lasting, Stay, Target, Way};
use super::{Turns, Walk};

/// Climb and descent in metres a second, where plans state only the speed over ground: what both
/// autopilots climb at unless told otherwise, about.
const CLIMB_M_S: f64 = 2.5;
/// Seconds by which what autopilots do differently (leave out the point of a take-off, fly on round a
/// circle until they head for the next point) may put off what is reckoned: half of what the decision
/// allows for nobody taking off to the second.
const PUT_OFF_S: f64 = 60.0;

impl Walk<'_> {
    /// Seconds to `position`: the longer of the way and the climb. A curve is longer than its chord,
    /// nobody knows by how much, and a landing takes as long as the descent.
    pub(super) fn leg_s(
        &self,
        position: Position,
        heights: HeightInterval,
        way: Way,
    ) -> Option<f64> {
        if way == Way::Curve || way == Way::ToGround && !self.pace.climbs_as_usual() {
            return None;
        }
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
        self.pace.known().map(|speed| distance.value() / speed)
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
        self.rise_s(difference)
    }

    fn climb_from_ground_s(&self, to: Altitude) -> Option<f64> {
        let height = match to.datum {
            Datum::Agl | Datum::AboveTakeOff => to.height.value(),
            _ => self.amsl(to)? - self.home?.elevation?.value(),
        };
        self.rise_s(height)
    }

    /// Seconds up or down by that many metres.
    fn rise_s(&self, metres: f64) -> Option<f64> {
        let known = self.pace.climbs_as_usual() || metres == 0.0;
        known.then(|| metres.abs() / CLIMB_M_S)
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
            Stay::Hold(seconds) => self.hold_s(seconds),
            Stay::Circle(Lasting::Seconds(seconds)) => {
                seconds.filter(|_| self.stops() || self.round_s(target.radius).is_some())
            }
            Stay::Circle(Lasting::Turns(turns)) => {
                self.round_s(target.radius).map(|round_s| turns * round_s)
            }
            Stay::Cover(_) => None,
        }
    }

    /// Seconds of a hold. Some autopilots let wings pass where they are told to hold (`ArduPlane`).
    pub(super) fn hold_s(&self, seconds: Option<f64>) -> Option<f64> {
        seconds.filter(|_| self.stops())
    }

    fn stops(&self) -> bool {
        self.pace.turns() == Turns::OnTheSpot
    }

    /// Seconds that wings take for a round which they can fly, if one more makes no difference to speak
    /// of. A multirotor circles at a rate of its own.
    fn round_s(&self, radius: Metres) -> Option<f64> {
        if self.stops() || radius < self.pace.tightest() {
            return None;
        }
        self.way_s(radius * core::f64::consts::TAU).filter(|round_s| *round_s <= PUT_OFF_S)
    }

    /// Whether flying from `origin` to a take-off point and back takes no time to speak of.
    pub(super) fn is_about(&self, origin: Option<Position>, point: Position) -> bool {
        let Some(origin) = origin else { return true };
        let distance = geodesy::distance(origin, point) * 2.0;
        distance == Metres::ZERO || self.way_s(distance).is_some_and(|s| s <= PUT_OFF_S)
    }
}
