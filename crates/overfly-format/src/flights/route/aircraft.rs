//! What a plan says of the aircraft, and how wide it turns.

use overfly_model::{Home, Metres};

/// How wide a turn may be when no speed is stated: two radii at 15 m/s.
const TURN_NOT_STATED: Metres = Metres::whole(100);

/// What flies, as the plan states it.
#[derive(Clone, Copy)]
pub(in crate::flights) struct Aircraft {
    /// Where it takes off.
    pub home: Option<Home>,
    /// Metres per second.
    pub speed: Option<f64>,
    /// How it turns.
    pub turns: Turns,
}

/// How an aircraft turns from one leg to the next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::flights) enum Turns {
    /// It can stop.
    OnTheSpot,
    /// It flies on, and back to the next leg in a curve.
    Wide,
}

impl Turns {
    /// How far from its legs a turn may lead at `speed`.
    ///
    /// A turn of any angle stays within two radii, and the radius is v^2 / (g tan bank). Autopilots
    /// bank to 45 degrees or more; 25 leaves room for wind. Errs wide.
    pub(super) fn reach(self, speed: Option<f64>) -> Metres {
        const G_TAN_BANK: f64 = 9.81 * 0.4663;
        match (self, speed) {
            (Self::OnTheSpot, _) => Metres::ZERO,
            (Self::Wide, Some(speed)) => Metres::or_greatest(2.0 * speed * speed / G_TAN_BANK),
            (Self::Wide, None) => TURN_NOT_STATED,
        }
    }
}
