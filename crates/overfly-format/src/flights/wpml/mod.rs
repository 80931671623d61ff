//! DJI missions (WPML): the waylines as they are flown, and the template they were made from.
//!
//! From DJI's Cloud API documentation, "DJI WPML". Climb, way to the first waypoint and the end of the
//! mission are stated by `missionConfig`, not listed; they are pieces here.

mod actions;
mod known;
mod mission;
mod template;
mod wayline;

use core::time::Duration;

use overfly_model::{
    Altitude, Code, Datum, Elapsed, Finding, Flight, Footprint, HeightInterval, Home, LostLink,
    Metres, Piece, PieceKind, Position, Reading, geodesy,
};

use self::mission::{Finish, Lost, Mission};
use self::wayline::{Wayline, Waypoint};
use super::pieces::Pieces;
use super::route::step::{Action, Place, Stay, Step, Target, Way};
use super::route::{self, Aircraft, Turns, ground};
use super::tree::{Node, unreadable};
use super::{MOST, too_many, unusable};
use crate::ReadError;
use crate::quantities::seconds;
use crate::xml::Element;

/// Climb in metres a second, as elsewhere where plans state only the speed over ground.
const CLIMB_M_S: f64 = 2.5;

/// The template beside the waylines.
pub(super) enum Template {
    /// There is none.
    Missing,
    /// It cannot be read, for that reason.
    Unreadable(String),
    /// It can.
    Read(Element),
}

/// Whether `root` holds waylines as they are flown.
pub(super) fn is_waylines(root: &Element) -> bool {
    root.holds(&["executeHeight", "executeHeightMode", "waylineId"])
}

/// Whether `root` belongs to a DJI mission, flown or not.
pub(super) fn is_mission(root: &Element) -> bool {
    is_waylines(root) || root.holds(&["missionConfig", "templateType"])
}

/// Reads the mission in `waylines`.
pub(super) fn read(waylines: &Element, template: &Template) -> Result<Reading<Flight>, ReadError> {
    let mut reader = Reader::default();
    let Some(document) = document_in(waylines, "waylines", &mut reader.findings) else {
        return Err(unusable("waylines", "has no Document; a DJI mission has one"));
    };
    let template = match template {
        Template::Read(element) => {
            known::doubt_elsewhere(element, "template", &mut reader.findings);
            document_in(element, "template", &mut reader.findings)
        }
        Template::Missing => {
            let text = "there is no template beside the waylines: what a planner shows was not compared with them";
            reader.findings.push(Finding::note(Code::PlanPartIgnored, text));
            None
        }
        Template::Unreadable(why) => {
            unreadable("template.kml", why, &mut reader.findings);
            None
        }
    };
    let mission = Mission::read(&document, template.as_ref(), &mut reader.findings);
    reader.check_names(&document);
    known::doubt_elsewhere(waylines, "waylines", &mut reader.findings);
    let waylines = reader.waylines(&document)?;
    if let Some(template) = &template {
        template::compare(&document, template, &waylines, &mut reader.findings);
    }
    Ok(reader.fly(&mission, &waylines))
}

/// What a file holds, under the name of the file.
fn document_in<'a>(root: &'a Element, file: &str, findings: &mut Vec<Finding>) -> Option<Node<'a>> {
    let document = Node::root(root, file).one("Document", findings)?;
    Some(Node::root(document.element, file))
}

#[derive(Default)]
struct Reader {
    steps: Vec<Step>,
    findings: Vec<Finding>,
}

impl Reader {
    fn waylines(&mut self, document: &Node) -> Result<Vec<Wayline>, ReadError> {
        for stray in document.all("Placemark") {
            let text =
                format!("{} belongs to no wayline: whether it is flown is not known", stray.field);
            self.findings.push(Finding::undecided(Code::ItemNotCheckable, text).at(stray.field));
        }
        let mut waylines: Vec<Wayline> = Vec::new();
        for folder in document.all("Folder") {
            if folder.element.children.len() > MOST {
                return Err(too_many(&folder.field));
            }
            let wayline = Wayline::read(&folder, &mut self.findings);
            let last = waylines.last().and_then(|wayline| wayline.id);
            if wayline.id.is_none() || last.is_some() && wayline.id <= last {
                let text = format!(
                    "{} is not numbered in order: when it is flown is not known",
                    folder.field
                );
                self.findings.push(
                    Finding::undecided(Code::ItemNotCheckable, text).at(folder.field.as_str()),
                );
            }
            waylines.push(wayline);
        }
        Ok(waylines)
    }

    /// Leaves a finding for each name that is not known where it stands.
    fn check_names(&mut self, document: &Node) {
        known::check(document, &known::DOCUMENT, &mut self.findings);
        for config in document.all("missionConfig") {
            known::check(&config, &known::MISSION, &mut self.findings);
            for reroute in config.all("autoRerouteInfo") {
                known::check(&reroute, &known::REROUTE, &mut self.findings);
            }
        }
        for folder in document.all("Folder") {
            known::check(&folder, &known::FOLDER, &mut self.findings);
            self.check_groups(&folder, "startActionGroup");
            for placemark in folder.all("Placemark") {
                known::check(&placemark, &known::PLACEMARK, &mut self.findings);
                self.check_groups(&placemark, "actionGroup");
                for param in placemark.all("waypointTurnParam") {
                    known::check(&param, &known::TURN, &mut self.findings);
                }
            }
        }
    }

    fn check_groups(&mut self, node: &Node, name: &str) {
        for group in node.all(name) {
            known::check(&group, &known::GROUP, &mut self.findings);
        }
    }

    fn fly(mut self, mission: &Mission, waylines: &[Wayline]) -> Reading<Flight> {
        let all: Vec<&Waypoint> = waylines.iter().flat_map(|wayline| &wayline.waypoints).collect();
        self.push_waypoints(mission, waylines);
        self.push_finish(mission, waylines);
        ground::doubt_underground(&mut self.steps, None, &mut self.findings);
        let home = mission.home();
        let aircraft = Aircraft { home, speed: mission.speed, turns: Turns::OnTheSpot };
        let flown = route::fly(&self.steps, aircraft, &mut self.findings);
        let home = home.or_else(|| Some(self.assumed_home(flown.first?)));
        let mut pieces = Pieces::default();
        if let Some((home, first)) = home.zip(first_target(&self.steps)) {
            begin(&mut pieces, mission, home.position, first, flown.pieces.first());
        }
        let mut pieces = Pieces::of([pieces.into_vec(), flown.pieces].concat());
        if let Some((home, last)) = home.zip(all.last()) {
            self.fly_home(&mut pieces, mission, home.position, last);
        }
        let pieces = pieces.into_vec();
        route::note_times(&pieces, &mut self.findings);
        if all.is_empty() {
            let text = "the mission has no waypoints";
            self.findings.push(Finding::undecided(Code::FlightEmpty, text));
        }
        self.note_going_on(mission);
        let lost_link = mission.lost_link();
        let flight =
            Flight { home, pieces, lost_link, level_home: true, ..Flight::empty("DJI mission") };
        Reading { items: flight, findings: self.findings }
    }

    fn push_waypoints(&mut self, mission: &Mission, waylines: &[Wayline]) {
        for wayline in waylines {
            // To the first waypoint of each wayline it flies at a speed of its own.
            let field = wayline.waypoints.first().map_or("", |first| first.field.as_str());
            self.push(Action::Speed(mission.speed), field);
            if self.steps.len() == 1
                && let Some(first) = wayline.waypoints.first()
            {
                self.push(Action::Wait(climb_beyond(mission, first)), field);
            }
            for waypoint in &wayline.waypoints {
                self.push(Action::Go(waypoint.target.clone()), &waypoint.field);
                self.push(Action::Speed(waypoint.speed), &waypoint.field);
            }
        }
    }

    /// What follows the last waypoint; the way home at a stated height comes later.
    fn push_finish(&mut self, mission: &Mission, waylines: &[Wayline]) {
        let at = "waylines.missionConfig.finishAction";
        match mission.finish {
            Some(Finish::GoHome) if mission.return_height.is_none() => {
                self.push(Action::Return, at);
            }
            Some(Finish::GoHome) => {}
            Some(Finish::Land) => self.push(Action::Go(down_here()), at),
            Some(Finish::Stay) | None => self.push(Action::Wait(None), at),
            Some(Finish::GoToFirst) => {
                let mut firsts = waylines.iter().filter_map(|wayline| wayline.waypoints.first());
                if let (Some(first), other) = (firsts.next(), firsts.next()) {
                    self.push(Action::Speed(mission.speed), at);
                    self.push(Action::Go(first.target.clone().until_told()), at);
                    if other.is_some() {
                        let text = format!(
                            "{at} leads to the first waypoint, and there are several waylines with one"
                        );
                        self.findings.push(Finding::undecided(Code::ItemNotCheckable, text).at(at));
                    }
                }
            }
        }
        // Whoever flies on without a link still does as it is told once the mission is over.
        let is_left_alone = matches!(mission.finish, Some(Finish::Stay | Finish::GoToFirst) | None);
        if mission.goes_on && is_left_alone && mission.return_height.is_none() {
            match mission.lost {
                Some(Lost::GoBack) | None => self.push(Action::Return, at),
                Some(Lost::Land | Lost::Hover) => {}
            }
        }
    }

    /// The way home from the end at the stated height, where the mission leads home of itself.
    fn fly_home(&self, pieces: &mut Pieces, mission: &Mission, home: Position, last: &Waypoint) {
        let Some(back) = mission.return_height else { return };
        let after_the_end = mission.goes_on && matches!(mission.lost, Some(Lost::GoBack) | None);
        let leads_home = match mission.finish {
            Some(Finish::GoHome) => true,
            Some(Finish::Land) => false,
            Some(Finish::Stay | Finish::GoToFirst) | None => after_the_end,
        };
        let from = if mission.finish == Some(Finish::GoToFirst) {
            first_target(&self.steps).and_then(|(first, _)| first).unwrap_or(last.position)
        } else {
            last.position
        };
        if leads_home && from != home {
            let begin = pieces.last().and_then(|piece| piece.elapsed).map(|elapsed| elapsed.until);
            let way_s = last.speed.map(|speed| geodesy::distance(from, home).value() / speed);
            let takes = way_s.and_then(|way_s| seconds(way_s + route::RETURN_CLIMB_S));
            let elapsed = begin.zip(takes).map(|(from, takes)| Elapsed {
                from,
                until: from + takes,
                steady: false,
            });
            for heights in below_either(last.target.heights, Some(back)) {
                let path = Footprint::Path(vec![from, home]);
                let at = pieces.add(PieceKind::Leg, path, heights, elapsed);
                if let Some(piece) = pieces.piece_mut(at) {
                    piece.buffer = last.target.radius;
                }
            }
        }
    }

    fn note_going_on(&mut self, mission: &Mission) {
        if mission.goes_on && mission.lost_link() == LostLink::Hover {
            let text = "when the link is lost the aircraft flies the mission to its end: it counts as anywhere on the route at any time";
            let field = "waylines.missionConfig.exitOnRCLost";
            self.findings.push(Finding::note(Code::LostLinkGoesOn, text).at(field));
        }
    }

    fn push(&mut self, action: Action, field: &str) {
        self.steps.push(Step { action, jump_id: None, field: field.to_owned() });
    }

    fn assumed_home(&mut self, position: Position) -> Home {
        let text = "the mission states no take-off point: climb and return are placed at its first waypoint";
        let field = "template.missionConfig.takeOffRefPoint";
        let finding = Finding::undecided(Code::TakeOffNotStated, text).at(field);
        self.findings
            .push(finding.hint(
                "set the reference take-off point in the planner and save the mission again",
            ));
        Home { position, elevation: None, assumed: true }
    }
}

/// Where the first waypoint is, and what goes for it.
fn first_target(steps: &[Step]) -> Option<(Option<Position>, &Target)> {
    steps.iter().find_map(|step| match &step.action {
        Action::Go(target) => match target.place {
            Place::At(position) => Some((Some(position), target)),
            Place::Here => Some((None, target)),
        },
        _ => None,
    })
}

/// The climb at home and the way to the first waypoint: anywhere below the higher of the height of the
/// climb and that of the waypoint, whichever way the mission begins.
fn begin(
    pieces: &mut Pieces,
    mission: &Mission,
    home: Position,
    (position, first): (Option<Position>, &Target),
    then: Option<&Piece>,
) {
    let until = then.and_then(|piece| piece.elapsed).map(|elapsed| elapsed.from);
    let elapsed = until.map(|until| Elapsed { from: Duration::ZERO, until, steady: false });
    let heights = below_either(first.heights, mission.climb);
    for heights in &heights {
        pieces.add(PieceKind::Climb, Footprint::Path(vec![home]), *heights, elapsed);
    }
    let Some(position) = position.filter(|position| *position != home) else { return };
    for heights in heights {
        let path = Footprint::Path(vec![home, position]);
        let at = pieces.add(PieceKind::Transit, path, heights, elapsed);
        if let Some(piece) = pieces.piece_mut(at) {
            piece.buffer = first.radius;
        }
    }
}

/// Everything from the ground up to the top of `flown` or to `other`, whichever is higher. Over two
/// datums that is not known, so it takes two intervals.
fn below_either(flown: HeightInterval, other: Option<Altitude>) -> Vec<HeightInterval> {
    let (Some(flown), Some(other)) = (flown.upper, other) else { return vec![HeightInterval::ANY] };
    if flown.datum != other.datum {
        return vec![HeightInterval::up_to(flown), HeightInterval::up_to(other)];
    }
    let higher = if flown.height > other.height { flown } else { other };
    vec![HeightInterval::up_to(higher)]
}

/// Seconds for climbing above the first waypoint and down to it again; `None` when that is not known.
fn climb_beyond(mission: &Mission, first: &Waypoint) -> Option<f64> {
    let (climb, first) = (mission.climb?, first.target.heights.upper?);
    let known = [Datum::AboveTakeOff, Datum::Agl].contains(&first.datum);
    let beyond = (climb.height - first.height).max(Metres::ZERO).value();
    known.then_some(2.0 * beyond / CLIMB_M_S)
}

fn down_here() -> Target {
    Target {
        place: Place::Here,
        radius: Metres::ZERO,
        beyond: Metres::ZERO,
        heights: HeightInterval::ANY,
        way: Way::ToGround,
        stay: Stay::Not,
    }
}
