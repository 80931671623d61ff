//! Flies the steps of a plan: follows jumps, reckons time, and collects the pieces.
//!
//! Errs towards more: what a jump skips is counted as flown too, and what is flown twice keeps one
//! piece whose times hold both.

mod aircraft;
pub(super) mod ground;
mod jumps;
mod legs;
mod pace;
pub(super) mod step;
mod timing;

use std::collections::BTreeSet;

use overfly_model::{Code, End, Finding, HeightInterval, Home, Metres, Piece, Position, geodesy};

pub(super) use self::aircraft::{Aircraft, FASTEST_M_S, Turns, plausible};
use self::jumps::{Follow, Jumps};
use self::pace::Pace;
use self::step::{Action, Jump, Place, Stay, Step, Target, Way};
use super::pieces::Clock;

/// Time a return takes to climb to its height, which is not stated: 120 m.
pub(super) const RETURN_CLIMB_S: f64 = 48.0;

/// What a plan comes to.
pub(super) struct Flown {
    /// The pieces, in the order flown.
    pub pieces: Vec<Piece>,
    /// The first point.
    pub first: Option<Position>,
    /// Where landing sequences begin: the autopilot may fly there from anywhere.
    pub ways_back: Vec<Position>,
    /// Where it may end, of a plan that jumps: its pieces stand where they are first flown.
    pub ends: Vec<End>,
}

/// Flies `steps`.
pub(super) fn fly(steps: &[Step], aircraft: Aircraft, findings: &mut Vec<Finding>) -> Flown {
    let mut walk = Walk::new(steps, aircraft);
    walk.fly(findings);
    walk.stay_at_the_end();
    let skipped = walk.skipped(aircraft, findings).map_or_else(Vec::new, |mut resumed| {
        resumed.stay_at_the_end();
        walk.ways_back.extend(resumed.ways_back);
        resumed.visits
    });
    let ends = walk.ends(&skipped);
    let mut said = BTreeSet::new();
    walk.ways_back.retain(|position| said.insert(*position));
    let mut builder = legs::Builder::new(aircraft.home);
    builder.add(&walk.visits, legs::Again::Grows);
    builder.add(&skipped, legs::Again::Stays);
    let first = walk.visits.first().map(|visit| visit.position);
    Flown { pieces: builder.finish(), first, ways_back: walk.ways_back, ends }
}

/// Says so when some piece has no time.
pub(super) fn note_times(pieces: &[Piece], findings: &mut Vec<Finding>) {
    if pieces.iter().any(|piece| piece.elapsed.is_none()) {
        let text = "speeds and stays do not give a time for every piece: those without count at any time of the flight";
        findings.push(Finding::note(Code::SpeedNotStated, text));
    }
}

/// The aircraft at a point of the plan.
#[derive(Clone, Debug)]
struct Visit<'a> {
    /// The step that sent it there.
    step: usize,
    position: Position,
    /// How far from the point it may be when it is there.
    radius: Metres,
    /// How far from it the turn to the next leg may lead.
    turn: Metres,
    heights: HeightInterval,
    way: Way,
    stay: &'a Stay,
    arrive: Clock,
    depart: Clock,
}

impl Visit<'_> {
    fn end(&self) -> End {
        End {
            position: self.position,
            radius: self.radius.max(self.turn),
            heights: self.heights,
            on_ground: matches!(self.way, Way::ToGround | Way::Home),
        }
    }
}

static PASS: Stay = Stay::Not;
static HOLD: Stay = Stay::Hold(None);

struct Walk<'a> {
    steps: &'a [Step],
    home: Option<Home>,
    pace: Pace,
    clock: Clock,
    visits: Vec<Visit<'a>>,
    /// Where a jump that cannot be followed may end the mission.
    stops: Vec<End>,
    ways_back: Vec<Position>,
    way_back_next: bool,
    /// When the next point is reached, where the plan says so.
    arrive_next: Option<Clock>,
}

impl<'a> Walk<'a> {
    fn new(steps: &'a [Step], aircraft: Aircraft) -> Self {
        let Aircraft { home, speed, turns } = aircraft;
        Self {
            steps,
            home,
            pace: Pace::new(speed, turns),
            clock: Clock::START,
            visits: Vec::new(),
            stops: Vec::new(),
            ways_back: Vec::new(),
            way_back_next: false,
            arrive_next: None,
        }
    }

    /// Flies all steps, jumps included.
    fn fly(&mut self, findings: &mut Vec<Finding>) {
        let mut jumps = Jumps::new(self.steps);
        let mut at = 0;
        while let Some(step) = self.steps.get(at) {
            if let Action::Jump(jump) = step.action {
                at = self.jump(at, jump, &mut jumps, findings);
                continue;
            }
            self.perform(at, findings);
            at += 1;
        }
    }

    fn jump(
        &mut self,
        at: usize,
        jump: Jump,
        jumps: &mut Jumps,
        findings: &mut Vec<Finding>,
    ) -> usize {
        let field = self.steps.get(at).map_or("", |step| step.field.as_str());
        match jumps.follow(at, jump) {
            Follow::To(target) => target,
            Follow::Endless(target) => {
                let text =
                    format!("{field} repeats without end: from there on no piece has a known time");
                findings.push(Finding::note(Code::JumpNotFollowed, text).at(field));
                self.clock = Clock::UNKNOWN;
                target
            }
            Follow::Past => at + 1,
            Follow::PastAgain => {
                // Autopilots differ in whether a jump within a jump counts afresh.
                self.clock = Clock::UNKNOWN;
                at + 1
            }
            Follow::Not(why) => {
                let text = format!("{field} is a jump {why}");
                findings.push(Finding::undecided(Code::JumpNotFollowed, text).at(field));
                self.clock = Clock::UNKNOWN;
                self.stops.extend(self.visits.last().map(Visit::end));
                at + 1
            }
        }
    }

    fn perform(&mut self, at: usize, findings: &mut Vec<Finding>) {
        let Some(step) = self.steps.get(at) else { return };
        match &step.action {
            Action::Go(target) => self.go(at, target, findings),
            Action::Return => self.return_home(at, findings),
            Action::Wait(seconds) => self.wait(at, *seconds),
            Action::Speed(speed) => self.pace.change(*speed),
            Action::MaySpeed(speed) => self.pace.doubt(*speed),
            Action::ClimbSpeed => self.pace.change_climb(),
            Action::Throttle(speed) => {
                self.pace.doubt(*speed);
                self.pace.change_climb();
            }
            Action::WayBack => self.way_back_next = true,
            Action::Arrive(seconds) => self.arrive_next = Some(Clock::at(*seconds)),
            Action::Jump(_)
            | Action::Tag(_)
            | Action::Rally(_)
            | Action::Condition
            | Action::Nothing => {}
        }
    }

    fn go(&mut self, at: usize, target: &'a Target, findings: &mut Vec<Finding>) {
        let Some((position, within)) = self.place(target.place) else {
            let field = self.steps.get(at).map_or("", |step| step.field.as_str());
            let text =
                format!("{field} stands for where the aircraft is, which is not known there");
            findings.push(Finding::undecided(Code::PositionUnreadable, text).at(field));
            return;
        };
        if self.visits.is_empty() && target.way == Way::FromGround {
            self.start_at_home(at, target.heights);
        }
        let heights = if target.way == Way::ToGround {
            self.down_from_here(target.heights)
        } else {
            target.heights
        };
        let tightest = match target.stay {
            Stay::Circle(_) => self.pace.tightest(),
            _ => Metres::ZERO,
        };
        let radius = target.radius.max(within).max(tightest);
        let origin = self.here();
        self.arrive(at, position, heights, target.way);
        let Some(visit) = self.visits.last_mut() else { return };
        (visit.radius, visit.way, visit.stay) = (radius, target.way, &target.stay);
        visit.turn = visit.turn + target.beyond;
        if matches!(target.stay, Stay::Hold(_)) {
            visit.turn = visit.turn.max(self.pace.turns().staying());
        }
        self.clock = self.clock.after(self.stay_s(target));
        if matches!(target.way, Way::Up | Way::FromGround) && !self.is_about(origin, position) {
            self.clock = Clock::UNKNOWN;
        }
        if let Some(visit) = self.visits.last_mut() {
            visit.depart = self.clock;
        }
    }

    /// A take-off run starts on the ground at home.
    fn start_at_home(&mut self, at: usize, heights: HeightInterval) {
        if let Some(home) = self.home {
            let visit = self.visit(at, home.position, HeightInterval { lower: None, ..heights });
            self.visits.push(visit);
        }
    }

    fn arrive(&mut self, at: usize, position: Position, heights: HeightInterval, way: Way) {
        let reckoned = self.clock.after(self.leg_s(position, heights, way));
        self.clock = self.arrive_next.take().unwrap_or(reckoned);
        if core::mem::take(&mut self.way_back_next) {
            self.ways_back.push(position);
        }
        let visit = self.visit(at, position, heights);
        self.visits.push(visit);
    }

    fn visit(&self, step: usize, position: Position, heights: HeightInterval) -> Visit<'a> {
        Visit {
            step,
            position,
            radius: Metres::ZERO,
            turn: self.pace.reach(),
            heights,
            way: Way::Straight,
            stay: &PASS,
            arrive: self.clock,
            depart: self.clock,
        }
    }

    fn return_home(&mut self, at: usize, findings: &mut Vec<Finding>) {
        let Some(last) = self.visits.last() else { return };
        let heights = last.heights;
        let first = self.visits.first().map(|visit| visit.position);
        let Some(position) = self.home.map(|home| home.position).or(first) else { return };
        let field = self.steps.get(at).map_or("", |step| step.field.as_str());
        let text = format!("{field} returns home at a height the plan does not state");
        let hint = "state it: --lost-link return:60m";
        findings.push(Finding::note(Code::ReturnHeightNotStated, text).at(field).hint(hint));
        let way_s = self
            .way_s(geodesy::distance(last.position, position))
            .filter(|_| self.pace.climbs_as_usual())
            .map(|s| s + RETURN_CLIMB_S);
        self.clock = self.clock.after(way_s);
        // The heights flown; at which others it may return is the decision's to add.
        let visit = Visit { way: Way::Home, ..self.visit(at, position, heights) };
        self.visits.push(visit);
    }

    /// Waits where it is; before the first point that is on the ground.
    fn wait(&mut self, at: usize, seconds: Option<f64>) {
        let begin = self.clock;
        self.clock = self.clock.after(self.hold_s(seconds));
        let Some(last) = self.visits.last() else { return };
        let visit = Visit {
            step: at,
            way: Way::Straight,
            stay: &HOLD,
            arrive: begin,
            depart: self.clock,
            turn: last.turn.max(self.pace.turns().staying()),
            ..last.clone()
        };
        self.visits.push(visit);
    }

    /// Without more to do, many autopilots stay where the mission ends.
    fn stay_at_the_end(&mut self) {
        let staying = self.pace.turns().staying();
        let last = self.visits.last_mut().filter(|last| last.way != Way::ToGround);
        if let Some(last) = last {
            last.turn = last.turn.max(staying);
        }
    }

    /// Where it is; before the first point, at home.
    fn here(&self) -> Option<Position> {
        let last = self.visits.last().map(|visit| visit.position);
        last.or_else(|| Some(self.home?.position))
    }

    /// The point, and how far from it the aircraft may be.
    fn place(&self, place: Place) -> Option<(Position, Metres)> {
        match place {
            Place::At(position) => Some((position, Metres::ZERO)),
            Place::Here => {
                let last = self.visits.last().map(|visit| (visit.position, visit.radius));
                last.or_else(|| Some((self.home?.position, Metres::ZERO)))
            }
        }
    }

    /// A landing begins at the height flown before.
    fn down_from_here(&self, landing: HeightInterval) -> HeightInterval {
        let Some(last) = self.visits.last() else { return landing };
        let from = last.heights;
        let upper = if landing.upper.is_some() {
            legs::hull_over(from, landing, self.elevation()).upper
        } else {
            from.upper
        };
        HeightInterval { lower: None, upper }
    }

    /// Where the flight ends, and where it does when it is resumed at what a jump passes over; none
    /// without jumps.
    fn ends(&self, resumed: &[Visit]) -> Vec<End> {
        if !self.jumps() {
            return Vec::new();
        }
        let lasts = [self.visits.last(), resumed.last()].into_iter().flatten().map(Visit::end);
        let mut ends: Vec<End> = Vec::new();
        for end in lasts.chain(self.stops.iter().copied()) {
            if !ends.contains(&end) {
                ends.push(end);
            }
        }
        ends
    }

    fn jumps(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.action, Action::Jump(_)))
    }

    /// The steps in the order of the file, if a jump kept some from being flown: a pilot may resume a
    /// mission at any item.
    fn skipped(&self, aircraft: Aircraft, findings: &mut Vec<Finding>) -> Option<Self> {
        if !self.jumps() {
            return None;
        }
        let flown: BTreeSet<usize> = self.visits.iter().map(|visit| visit.step).collect();
        let goes =
            self.steps.iter().enumerate().filter(|(_, step)| matches!(step.action, Action::Go(_)));
        let missed: Vec<&str> = goes
            .filter(|(at, _)| !flown.contains(at))
            .map(|(_, step)| step.field.as_str())
            .collect();
        let first = missed.first()?;
        let text = format!(
            "a jump passes over {first}{}: what it passes over counts as flown too",
            if missed.len() > 1 { " and more" } else { "" }
        );
        findings.push(Finding::note(Code::JumpNotFollowed, text).at(*first));
        // Its turns are as wide as at the planned speed, or at one that nobody states.
        let at_any_speed = Aircraft { speed: None, ..aircraft };
        let mut walk = Walk { clock: Clock::UNKNOWN, ..Walk::new(self.steps, at_any_speed) };
        walk.pace.change(aircraft.speed);
        walk.pace.doubt(0.0);
        // What these steps lack has been found already.
        (0..self.steps.len()).for_each(|at| walk.perform(at, &mut Vec::new()));
        Some(walk)
    }
}
