//! How fast the aircraft flies, as far as that can be believed, and how wide it turns then.

use overfly_model::Metres;

use super::aircraft::{STALL_M_S, Turns, usable};

/// The speed in force.
pub(super) struct Pace {
    turns: Turns,
    /// Metres a second; `None` = not known.
    speed: Option<f64>,
    /// The fastest of the speeds that it may fly without its being known; 0 = none.
    fastest: f64,
    /// Whether it climbs and descends as autopilots do unless told otherwise.
    climbs_as_usual: bool,
}

impl Pace {
    pub(super) fn new(speed: Option<f64>, turns: Turns) -> Self {
        let mut pace = Self { turns, speed: None, fastest: 0.0, climbs_as_usual: true };
        pace.change(speed);
        pace
    }

    /// Metres a second; `None` = not known.
    pub(super) const fn known(&self) -> Option<f64> {
        self.speed
    }

    pub(super) const fn turns(&self) -> Turns {
        self.turns
    }

    pub(super) const fn climbs_as_usual(&self) -> bool {
        self.climbs_as_usual
    }

    /// How far from its legs a turn may lead.
    pub(super) fn reach(&self) -> Metres {
        self.turns.reach(self.speed).max(self.turns.reach_at_most(self.fastest))
    }

    /// The tightest circle that it surely flies: a turn reaches two radii.
    pub(super) fn tightest(&self) -> Metres {
        self.reach() * 0.5
    }

    /// Another speed from here on; `None` = not known. Wings do not fly slower than they stall, nor
    /// slower than a speed that may still bind them: a ground speed is the least they keep.
    pub(super) fn change(&mut self, stated: Option<f64>) {
        let stated = usable(stated);
        let least = match self.turns {
            Turns::OnTheSpot => 0.0,
            Turns::Wide => self.fastest.max(STALL_M_S),
        };
        match stated {
            Some(speed) if speed >= least => self.speed = stated,
            _ => self.doubt(stated.unwrap_or(0.0)),
        }
    }

    /// A speed it may fly from here on, or keep the one it had.
    pub(super) fn doubt(&mut self, speed: f64) {
        let known = self.speed.take().unwrap_or(0.0);
        self.fastest = self.fastest.max(known).max(speed);
    }

    /// Another speed of climb or descent from here on.
    pub(super) const fn change_climb(&mut self) {
        self.climbs_as_usual = false;
    }
}
