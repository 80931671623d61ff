//! A simple item: one MAVLink command with its frame and seven parameters.

use overfly_model::{Altitude, Code, Datum, Finding, HeightInterval, Metres, Rally};
use serde_json::{Map, Value};

use super::Vehicle;
use super::commands::{self, Kind, Stay as LoiterStay};
use super::params::{params, to_whole, whole};
use crate::flights::position;
use crate::flights::route::plausible;
use crate::flights::route::step::{
    Action, Destination, Jump, Lasting, Place, Stay, Step, Target, Way,
};

/// Radius taken for a loiter whose radius is the autopilot's own: PX4 has 80 m, `ArduPlane` 60 m.
pub(super) const LOITER_OWN_RADIUS: Metres = Metres::whole(100);

/// A simple item as the file states it.
pub(super) struct Item<'a> {
    map: &'a Map<String, Value>,
    field: String,
    command: i64,
    params: [Option<f64>; 7],
    vehicle: Vehicle,
}

impl<'a> Item<'a> {
    /// The item in `map`. A parameter of the wrong kind counts as not stated, with a finding.
    pub(super) fn read(
        map: &'a Map<String, Value>,
        field: String,
        vehicle: Vehicle,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let Some(command) = map.get("command").and_then(whole) else {
            let text = format!("{field} has no command number");
            findings.push(
                Finding::undecided(Code::CommandUnknown, text).at(format!("{field}.command")),
            );
            return None;
        };
        let params = params(map, &field, findings);
        Some(Self { map, field, command, params, vehicle })
    }

    /// The step it comes to. Whatever cannot be read leaves a finding and the widest reading.
    pub(super) fn step(self, findings: &mut Vec<Finding>) -> Step {
        let action = match self.action(findings) {
            Action::Go(target) if self.waits() => Action::Go(target.until_told()),
            Action::Nothing | Action::Wait(_) if self.waits() => Action::Wait(None),
            action => action,
        };
        Step { action, jump_id: self.map.get("doJumpId").and_then(whole), field: self.field }
    }

    /// Whether the aircraft goes on from here only when told to.
    fn waits(&self) -> bool {
        self.map.get("autoContinue").is_some_and(|value| value.as_bool() != Some(true))
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
            Kind::SetHome => self.set_home(findings),
            Kind::WayBack => Action::WayBack,
            Kind::Rally => self.rally(findings),
            Kind::Fence => self.fence(findings),
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

    /// Kinds 0 and 1 are air and ground speed; 2 and 3 the climb and descent. -1 changes nothing.
    fn speed(&self, findings: &mut Vec<Finding>) -> Action {
        match (self.param(1).and_then(to_whole), self.param(2)) {
            (Some(2 | 3), _) => Action::Nothing,
            (_, Some(s)) if s.total_cmp(&-1.0).is_eq() => Action::Nothing,
            (_, s) => Action::Speed(plausible(s.filter(|s| *s > 0.0), &self.field, findings)),
        }
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
                findings.push(finding.at(format!("{}.params", self.field)));
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

    fn unknown(&self, findings: &mut Vec<Finding>) -> Action {
        let text =
            format!("{} is not one whose path is known here: it may fly anywhere", self.name());
        findings.push(
            Finding::undecided(Code::CommandUnknown, text).at(format!("{}.command", self.field)),
        );
        Action::Nothing
    }

    /// The place, `None` with a finding when it cannot be read: then the flight is joined across it.
    fn place(&self, findings: &mut Vec<Finding>) -> Option<Place> {
        if self.datum().is_none() {
            let frame = self
                .map
                .get("frame")
                .map_or_else(|| "no frame".to_owned(), |f| format!("frame {f}"));
            let text = format!("{} is in {frame}, which gives no place on Earth", self.name());
            let finding =
                Finding::undecided(Code::FrameUnknown, text).at(format!("{}.frame", self.field));
            findings.push(finding.hint("frames 0, 3 and 10 (and 5, 6, 11) can be checked"));
            return None;
        }
        let lat_lon = match (self.param(5), self.param(6)) {
            (None, None) => return Some(self.here(findings)),
            (Some(lat), Some(lon)) if lat == 0.0 && lon == 0.0 => return Some(self.here(findings)),
            (lat, lon) => [lat, lon].map(|deg| deg.unwrap_or(f64::NAN)),
        };
        position(lat_lon, &format!("{}.params", self.field), findings).map(Place::At)
    }

    /// Take-off and landing are often left without a place; elsewhere that is worth a word.
    fn here(&self, findings: &mut Vec<Finding>) -> Place {
        if !matches!(commands::kind(self.command), Kind::TakeOff | Kind::Land | Kind::Rally) {
            let text = format!("{} has no place: it is where the aircraft is then", self.name());
            findings.push(
                Finding::note(Code::PositionUnreadable, text).at(format!("{}.params", self.field)),
            );
        }
        Place::Here
    }

    /// The heights at the point. Not stated, or stated twice and differently, is any height.
    fn heights(&self, findings: &mut Vec<Finding>) -> HeightInterval {
        let stated = self
            .datum()
            .zip(self.param(7))
            .and_then(|(datum, height)| Some(Altitude::new(Metres::new(height).ok()?, datum)));
        let Some(altitude) = stated else {
            self.height_finding("states no height: counts as any height", findings);
            return HeightInterval::ANY;
        };
        match self.mode() {
            Some(mode) if mode_datum(mode).is_some_and(|datum| datum != altitude.datum) => {
                self.height_finding(
                    "states its height over two datums, by frame and by AltitudeMode: counts as any height",
                    findings,
                );
                HeightInterval::ANY
            }
            // QGroundControl has computed param 7 from its terrain data; `Altitude` is above terrain.
            Some(3) => HeightInterval::at(altitude),
            _ => self.with_second_height(altitude),
        }
    }

    /// `Altitude` repeats param 7; where they differ, both count.
    fn with_second_height(&self, altitude: Altitude) -> HeightInterval {
        let second =
            self.map.get("Altitude").and_then(Value::as_f64).and_then(|m| Metres::new(m).ok());
        let height = second.unwrap_or(altitude.height);
        HeightInterval::at(altitude).hull(HeightInterval::at(Altitude { height, ..altitude }))
    }

    /// Down to the ground; up to the height stated, if any is stated above the ground. Param 3 of a
    /// VTOL landing is the height of its approach.
    fn landing_heights(&self, findings: &mut Vec<Finding>) -> HeightInterval {
        let approach = if self.command == 85 { self.param(3) } else { None };
        let highest = [self.param(7), approach].into_iter().flatten().fold(0.0, f64::max);
        let upper = self
            .datum()
            .zip(Metres::new(highest).ok())
            .filter(|(_, height)| *height > Metres::ZERO)
            .map(|(datum, height)| Altitude::new(height, datum));
        let other = self.mode().and_then(mode_datum);
        if upper.is_some_and(|upper| other.is_some_and(|datum| datum != upper.datum)) {
            let fault = "lands from a height over two datums, by frame and by AltitudeMode";
            self.height_finding(fault, findings);
            return HeightInterval::ANY;
        }
        HeightInterval { lower: None, upper }
    }

    fn height_finding(&self, fault: &str, findings: &mut Vec<Finding>) {
        let text = format!("{} {fault}", self.name());
        findings.push(
            Finding::undecided(Code::HeightNotStated, text).at(format!("{}.params", self.field)),
        );
    }

    fn datum(&self) -> Option<Datum> {
        match self.map.get("frame").and_then(whole)? {
            0 | 5 => Some(Datum::Amsl),
            3 | 6 => Some(Datum::AboveTakeOff),
            10 | 11 => Some(Datum::Agl),
            _ => None,
        }
    }

    fn mode(&self) -> Option<i64> {
        self.map.get("AltitudeMode").and_then(whole)
    }

    /// Parameter 1 to 7.
    fn param(&self, number: usize) -> Option<f64> {
        self.params.get(number.checked_sub(1)?).copied().flatten()
    }

    fn name(&self) -> String {
        format!("{} (command {})", self.field, self.command)
    }
}

/// The datum of QGroundControl's own altitude modes: relative, absolute, absolute as computed from
/// its terrain data, terrain frame.
fn mode_datum(mode: i64) -> Option<Datum> {
    match mode {
        1 => Some(Datum::AboveTakeOff),
        2 | 3 => Some(Datum::Amsl),
        4 => Some(Datum::Agl),
        _ => None,
    }
}
