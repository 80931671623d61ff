//! What a plan says of the aircraft, and how wide it turns.

use overfly_model::{Code, Finding, Home, Metres};

/// Slowest speed that gives a time.
const SLOWEST_M_S: f64 = 0.1;
/// Fastest speed that gives a time: faster is a slip, or another unit.
pub(in crate::flights) const FASTEST_M_S: f64 = 100.0;

/// How wide a turn may be when no speed is stated: two radii at 15 m/s.
const TURN_NOT_STATED: Metres = Metres::whole(100);
/// How far from where it is told to stay an aircraft circles that cannot stop: PX4 has 80 m, `ArduPlane`
/// 60 m, unless set otherwise.
const CIRCLING: Metres = Metres::whole(100);
/// What wings fly at least, whatever the plan says, in metres a second.
pub(super) const STALL_M_S: f64 = 12.0;

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

/// A speed that gives a time.
pub(super) fn usable(speed: Option<f64>) -> Option<f64> {
    speed.filter(|speed| (SLOWEST_M_S..=FASTEST_M_S).contains(speed))
}

/// `speed`, which stands at `field`; `None` with a finding when no such aircraft flies so fast.
pub(in crate::flights) fn plausible(
    speed: Option<f64>,
    field: &str,
    findings: &mut Vec<Finding>,
) -> Option<f64> {
    let fast = speed.filter(|speed| *speed > FASTEST_M_S);
    if let Some(fast) = fast {
        let text = format!("{field} has a speed of {fast} m/s: it gives no piece a time");
        let finding = Finding::undecided(Code::PlanFieldUnreadable, text).at(field);
        findings.push(finding.hint("state the speed in metres per second"));
        return None;
    }
    speed
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
            (Self::Wide, Some(speed)) => {
                let speed = speed.max(STALL_M_S);
                Metres::or_greatest(2.0 * speed * speed / G_TAN_BANK)
            }
            (Self::Wide, None) => TURN_NOT_STATED,
        }
    }

    /// The same for the fastest speed it may fly; none for 0.
    pub(super) fn reach_at_most(self, fastest: f64) -> Metres {
        if fastest > 0.0 { self.reach(Some(fastest)) } else { Metres::ZERO }
    }

    /// How far from a point it may be when it is to stay there.
    pub(super) const fn staying(self) -> Metres {
        match self {
            Self::OnTheSpot => Metres::ZERO,
            Self::Wide => CIRCLING,
        }
    }
}
