//! One MAVLink command with its frame and seven parameters.

use overfly_model::{Code, Datum, Finding, HeightInterval, Metres, Rally};

use super::commands::{self, Kind, Stay as LoiterStay};
use super::{Vehicle, to_whole};
use crate::flights::route::plausible;
use crate::flights::route::step::{
    Action, Destination, Jump, Lasting, Place, Stay, Step, Target, Way,
};

/// Radius taken for a loiter whose radius is the autopilot's own: PX4 has 80 m, `ArduPlane` 60 m.
pub(in crate::flights) const LOITER_OWN_RADIUS: Metres = Metres::whole(100);

/// An item as the file states it.
#[derive(Clone, Debug)]
pub(in crate::flights) struct Item {
    /// Where it stands: `mission.items[3]`, `line 5`.
    pub field: String,
    /// What stands between that and a part of it: `.` or a space.
    pub joint: char,
    /// `MAV_CMD`.
    pub command: i64,
    /// `MAV_FRAME` as the file has it, readable or not.
    pub frame: Option<String>,
    /// What that frame measures heights from; `None` gives no place.
    pub datum: Option<Datum>,
    /// Parameters 1 to 7; `None` is not stated.
    pub params: [Option<f64>; 7],
    /// The datum by the planner's own altitude mode, where it has one.
    pub other_datum: Option<Datum>,
    /// The height by the planner's own field, where it has one.
    pub other_height: Option<Metres>,
    /// Whether the aircraft goes on from here only when told to.
    pub waits: bool,
    /// The number by which jumps name it.
    pub jump_id: Option<i64>,
    /// What flies it.
    pub vehicle: Vehicle,
}

impl Item {
    /// The steps it comes to, in order. Whatever cannot be read leaves a finding and the widest reading.
    pub(in crate::flights) fn steps(&self, findings: &mut Vec<Finding>) -> Vec<Step> {
        let actions = match self.action(findings) {
            action if !self.waits => vec![action],
            Action::Go(target) => vec![Action::Go(target.until_told())],
            Action::Nothing | Action::Wait(_) => vec![Action::Wait(None)],
            // It waits either before or after it jumps: the times are lost both ways.
            jump @ Action::Jump(_) => vec![Action::Wait(None), jump],
            action => vec![action, Action::Wait(None)],
        };
        let step = |(number, action)| {
            let jump_id = self.jump_id.filter(|_| number == 0);
            Step { action, jump_id, field: self.field.clone() }
        };
        actions.into_iter().enumerate().map(step).collect()
    }

    fn action(&self, findings: &mut Vec<Finding>) -> Action {
        match commands::kind(self.command) {
            Kind::Waypoint => self.go(Way::Straight, self.accepted(), self.hold(), findings),
            Kind::Spline => self.go(Way::Curve, Metres::ZERO, self.hold(), findings),
            Kind::TakeOff if self.vehicle == Vehicle::Multirotor => {
                self.go(Way::Up, Metres::ZERO, Stay::Not, findings)
            }
            Kind::TakeOff => self.go(Way::FromGround, Metres::ZERO, Stay::Not, findings),
            Kind::Land => self.go(Way::ToGround, Metres::ZERO, Stay::Not, findings),
            Kind::Deliver => self.deliver(findings),
            Kind::Loiter(stay) => self.loiter(stay, findings),
            Kind::LoiterToAltitude => self.circle(self.param(2), Lasting::Seconds(None), findings),
            Kind::Return => Action::Return,
            Kind::Delay => Action::Wait(self.param(1).filter(|s| *s > 0.0)),
            Kind::Jump => self.jump(Destination::Item, findings),
            Kind::JumpToTag => self.jump(Destination::Tag, findings),
            Kind::Tag => self.param(1).and_then(to_whole).map_or(Action::Nothing, Action::Tag),
            Kind::Speed => self.speed(findings),
            Kind::Transition => Action::MaySpeed(0.0),
            Kind::Engine => self.engine(findings),
            Kind::SetHome => self.set_home(findings),
            Kind::WayBack => Action::WayBack,
            Kind::Rally => self.rally(findings),
            Kind::Condition => Action::Condition,
            Kind::Fence => self.fence(findings),
            Kind::FenceReturn => self.fence_return(findings),
            Kind::Harmless => Action::Nothing,
            Kind::Unknown => self.unknown(findings),
        }
    }

    fn go(&self, way: Way, radius: Metres, stay: Stay, findings: &mut Vec<Finding>) -> Action {
        let Some(place) = self.place(findings) else { return Action::Nothing };
        let heights = if way == Way::ToGround {
            self.landing_heights(findings)
        } else {
            self.heights(findings)
        };
        Action::Go(Target { place, radius, beyond: self.beyond(), heights, way, stay })
    }

    /// Down to the ground at a point, to set something down, and up again.
    fn deliver(&self, findings: &mut Vec<Finding>) -> Action {
        let Some(place) = self.place(findings) else { return Action::Nothing };
        let heights = HeightInterval { lower: None, ..self.heights(findings) };
        Action::Go(Target {
            place,
            radius: Metres::ZERO,
            beyond: Metres::ZERO,
            heights,
            way: Way::Straight,
            stay: Stay::Hold(None),
        })
    }

    fn loiter(&self, stay: LoiterStay, findings: &mut Vec<Finding>) -> Action {
        let lasting = match stay {
            LoiterStay::Unlimited => Lasting::Seconds(None),
            LoiterStay::Seconds => Lasting::Seconds(self.param(1).filter(|s| *s >= 0.0)),
            LoiterStay::Turns => Lasting::Turns(self.param(1).unwrap_or(f64::NAN).abs()),
        };
        // A multirotor told to loiter without turns hovers.
        let radius = self.param(3).filter(|r| *r != 0.0);
        if let (true, Lasting::Seconds(s), None) =
            (self.vehicle == Vehicle::Multirotor, lasting, radius)
        {
            return self.go(Way::Straight, Metres::ZERO, Stay::Hold(s), findings);
        }
        // What turns may be a multirotor, which does so at a rate of its own.
        let lasting = match lasting {
            Lasting::Turns(_) if self.vehicle != Vehicle::FixedWing => Lasting::Seconds(None),
            lasting => lasting,
        };
        self.circle(radius, lasting, findings)
    }

    fn circle(&self, radius: Option<f64>, lasting: Lasting, findings: &mut Vec<Finding>) -> Action {
        let stated = radius.filter(|r| *r != 0.0).and_then(|r| Metres::new(r.abs()).ok());
        let radius = stated.unwrap_or_else(|| {
            let text = format!(
                "{} circles at the autopilot's own radius, which the plan does not state: taken as {} m",
                self.name(),
                LOITER_OWN_RADIUS.value()
            );
            let finding = Finding::undecided(Code::ItemNotCheckable, text).at(self.field.as_str());
            findings.push(finding.hint("state the radius in the item"));
            LOITER_OWN_RADIUS
        });
        self.go(Way::Straight, radius, Stay::Circle(lasting), findings)
    }

    fn hold(&self) -> Stay {
        match self.param(1) {
            Some(s) if s > 0.0 => Stay::Hold(Some(s)),
            Some(s) if s < 0.0 => Stay::Hold(None),
            _ => Stay::Not,
        }
    }

    /// The acceptance radius: within it the aircraft turns to the next point.
    fn accepted(&self) -> Metres {
        self.param(2).map_or(Metres::ZERO, |radius| Metres::or_greatest(radius.abs()))
    }

    /// How far `ArduPlane` flies beyond a waypoint, by param 3; it turns about where it ends.
    fn beyond(&self) -> Metres {
        let is_waypoint = commands::kind(self.command) == Kind::Waypoint;
        let beyond = self.param(3).filter(|_| is_waypoint && self.vehicle != Vehicle::Multirotor);
        beyond.map_or(Metres::ZERO, |m| Metres::or_greatest(m.abs()))
    }

    fn jump(&self, destination: fn(i64) -> Destination, findings: &mut Vec<Finding>) -> Action {
        let to = self.param(1).and_then(to_whole);
        let count = self.param(2).and_then(to_whole);
        let (Some(to), Some(count)) = (to, count) else {
            let text =
                format!("{} jumps, but not to a whole number a whole number of times", self.name());
            findings.push(Finding::undecided(Code::JumpNotFollowed, text).at(self.field.as_str()));
            return Action::Nothing;
        };
        // Negative: without end.
        Action::Jump(Jump { to: destination(to), times: u64::try_from(count).ok() })
    }

    /// Kinds 0 and 1 are air and ground speed; 2 and 3 the climb and descent. -1 changes nothing. For wings
    /// a ground speed is only the least they keep (`ArduPlane`). Param 3 is the throttle, where above 0.
    fn speed(&self, findings: &mut Vec<Finding>) -> Action {
        let wings = self.vehicle != Vehicle::Multirotor;
        let kind = self.param(1).and_then(to_whole);
        let changed = self.param(2).filter(|s| s.total_cmp(&-1.0).is_ne());
        let climbs = matches!(kind, Some(2 | 3));
        let speed = changed.filter(|s| !climbs && *s > 0.0);
        let speed = plausible(speed, &self.field, findings);
        match (speed, self.param(3)) {
            (_, Some(throttle)) if throttle > 0.0 => Action::Throttle(speed.unwrap_or(0.0)),
            _ if self.param(2).is_some() && changed.is_none() => Action::Nothing,
            _ if climbs => Action::ClimbSpeed,
            (Some(speed), _) if wings && kind != Some(0) => Action::MaySpeed(speed),
            _ => Action::Speed(speed),
        }
    }

    fn engine(&self, findings: &mut Vec<Finding>) -> Action {
        if self.param(1).and_then(to_whole) != Some(1) {
            let text =
                format!("{} may stop the engine: where it comes down is not known", self.name());
            findings.push(Finding::undecided(Code::CommandUnknown, text).at(self.field.as_str()));
        }
        Action::Nothing
    }

    fn set_home(&self, findings: &mut Vec<Finding>) -> Action {
        let text =
            format!("{} moves home during the flight: the return cannot be placed", self.name());
        findings.push(Finding::undecided(Code::CommandUnknown, text).at(self.field.as_str()));
        Action::Nothing
    }

    fn rally(&self, findings: &mut Vec<Finding>) -> Action {
        match self.place(findings) {
            Some(Place::At(position)) => {
                Action::Rally(Rally { position, height: self.heights(findings).upper })
            }
            Some(Place::Here) => {
                let text = format!("{} is a rally point without a place", self.name());
                let finding = Finding::undecided(Code::PositionUnreadable, text);
                findings.push(finding.at(self.part("params")));
                Action::Nothing
            }
            None => Action::Nothing,
        }
    }

    fn fence(&self, findings: &mut Vec<Finding>) -> Action {
        let text = format!("{} belongs to a fence: it is not flown", self.name());
        findings.push(Finding::note(Code::PlanPartIgnored, text).at(self.field.as_str()));
        Action::Nothing
    }

    fn fence_return(&self, findings: &mut Vec<Finding>) -> Action {
        let text = format!(
            "{} is where the autopilot flies when it breaks its fence: the way there is not checked",
            self.name()
        );
        findings.push(Finding::undecided(Code::ItemNotCheckable, text).at(self.field.as_str()));
        Action::Nothing
    }

    fn unknown(&self, findings: &mut Vec<Finding>) -> Action {
        let text =
            format!("{} is not one whose path is known here: it may fly anywhere", self.name());
        findings.push(Finding::undecided(Code::CommandUnknown, text).at(self.part("command")));
        Action::Nothing
    }

    /// A part of the item: `mission.items[3].frame`.
    pub(super) fn part(&self, name: &str) -> String {
        format!("{}{}{name}", self.field, self.joint)
    }

    /// Parameter 1 to 7.
    pub(super) fn param(&self, number: usize) -> Option<f64> {
        self.params.get(number.checked_sub(1)?).copied().flatten()
    }

    /// As messages call it.
    pub(super) fn name(&self) -> String {
        format!("{} (command {})", self.field, self.command)
    }
}
