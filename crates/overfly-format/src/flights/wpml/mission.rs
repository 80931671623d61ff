//! The part of a DJI mission that holds for all of it: how it begins, how it ends, and what happens
//! when the link is lost.

use overfly_model::{
    Altitude, Code, Datum, Finding, Home, LostLink, Metres, Position, ReturnHeight,
};

use crate::flights::position;
use crate::flights::route::plausible;
use crate::flights::tree::{Node, cut, number, unreadable};

/// What the aircraft does after the last waypoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finish {
    /// Flies home.
    GoHome,
    /// Stays there.
    Stay,
    /// Lands there.
    Land,
    /// Flies to the first waypoint, and stays there.
    GoToFirst,
}

/// What it does on its own account when the link is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    GoBack,
    Land,
    Hover,
}

/// `missionConfig` as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mission {
    /// What it does at the end.
    pub finish: Option<Finish>,
    /// Whether it flies on when the link is lost.
    pub goes_on: bool,
    /// What it does instead, or after the end.
    pub lost: Option<Lost>,
    /// How high it climbs before it goes anywhere, above take-off.
    pub climb: Option<Altitude>,
    /// Metres per second to the first waypoint.
    pub speed: Option<f64>,
    /// How high it flies home, above take-off.
    pub return_height: Option<Altitude>,
    /// Where it takes off.
    pub take_off: Option<Position>,
}

impl Mission {
    /// Reads the mission of `document`. `template` may know the take-off point.
    pub(super) fn read(
        document: &Node,
        template: Option<&Node>,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let Some(config) = document.one("missionConfig", findings) else {
            let fault = "has no missionConfig: how the flight begins and ends is not known";
            unreadable(&document.field, fault, findings);
            return Self {
                finish: None,
                goes_on: false,
                lost: None,
                climb: None,
                speed: None,
                return_height: None,
                take_off: None,
            };
        };
        check_begin(&config, findings);
        let goes_on = goes_on(&config, findings);
        let speed = config.number("globalTransitionalSpeed", findings);
        let speed_at = format!("{}.globalTransitionalSpeed", config.field);
        // The template repeats what it shares with the waylines; the comparison says where it differs.
        let planned = template.and_then(|template| template.one("missionConfig", &mut Vec::new()));
        let planned = planned.and_then(|config| take_off(&config, findings));
        Self {
            finish: finish(&config, findings),
            goes_on,
            lost: lost(&config, goes_on, findings),
            climb: climb(&config, findings),
            speed: plausible(speed, &speed_at, findings),
            return_height: above_take_off(&config, "globalRTHHeight", findings),
            take_off: take_off(&config, findings).or(planned),
        }
    }

    /// Home, where the mission has one. The height of the point is above the ellipsoid, so its
    /// elevation is not known.
    pub(super) fn home(&self) -> Option<Home> {
        let position = self.take_off?;
        Some(Home { position, elevation: None, assumed: false })
    }

    /// How high it flies home.
    pub(super) fn return_at(&self) -> ReturnHeight {
        self.return_height.map_or(ReturnHeight::NotStated, ReturnHeight::At)
    }

    /// What a lost link leads to.
    ///
    /// Going on is staying on the route, at any time; only landing is likelier anywhere, because the
    /// aircraft does it on its own way home, too.
    pub(super) fn lost_link(&self) -> LostLink {
        match (self.goes_on, self.lost) {
            (_, Some(Lost::Land)) => LostLink::Land,
            (true, _) | (false, Some(Lost::Hover)) => LostLink::Hover,
            (false, Some(Lost::GoBack)) => LostLink::Return(self.return_at()),
            (false, None) => LostLink::NotStated,
        }
    }
}

/// `safely` and `pointToPoint` both lie between the ground, the height of the climb and the first
/// waypoint; anything else may be any way.
fn check_begin(config: &Node, findings: &mut Vec<Finding>) {
    match config.word("flyToWaylineMode", findings) {
        Some("safely" | "pointToPoint") => {}
        other => unknown(config, "flyToWaylineMode", other, "safely or pointToPoint", findings),
    }
    let Some(reroute) = config.one("autoRerouteInfo", findings) else { return };
    for mode in reroute.children() {
        if mode.name().ends_with("Mode") && mode.text(findings) != "0" {
            let text = format!(
                "{} is on: to get past an obstacle the aircraft leaves the planned path",
                mode.field
            );
            let finding = Finding::undecided(Code::ItemNotCheckable, text).at(mode.field.as_str());
            findings.push(finding.hint("turn rerouting off in the planner"));
        }
    }
}

fn finish(config: &Node, findings: &mut Vec<Finding>) -> Option<Finish> {
    match config.word("finishAction", findings) {
        Some("goHome") => Some(Finish::GoHome),
        Some("noAction") => Some(Finish::Stay),
        Some("autoLand") => Some(Finish::Land),
        Some("gotoFirstWaypoint") => Some(Finish::GoToFirst),
        other => {
            let wanted = "goHome, noAction, autoLand or gotoFirstWaypoint";
            unknown(config, "finishAction", other, wanted, findings);
            None
        }
    }
}

fn goes_on(config: &Node, findings: &mut Vec<Finding>) -> bool {
    match config.word("exitOnRCLost", findings) {
        Some("goContinue") => true,
        Some("executeLostAction") => false,
        other => {
            unknown(config, "exitOnRCLost", other, "goContinue or executeLostAction", findings);
            false
        }
    }
}

/// Required only where the flight does not go on.
fn lost(config: &Node, goes_on: bool, findings: &mut Vec<Finding>) -> Option<Lost> {
    match config.word("executeRCLostAction", findings) {
        Some("goBack") => Some(Lost::GoBack),
        Some("landing") => Some(Lost::Land),
        Some("hover") => Some(Lost::Hover),
        None if goes_on => None,
        other => {
            unknown(config, "executeRCLostAction", other, "goBack, landing or hover", findings);
            None
        }
    }
}

fn unknown(
    config: &Node,
    name: &str,
    value: Option<&str>,
    wanted: &str,
    findings: &mut Vec<Finding>,
) {
    let value = value.map_or_else(|| "not stated".to_owned(), |value| format!("{:?}", cut(value)));
    unreadable(&format!("{}.{name}", config.field), &format!("is {value}, not {wanted}"), findings);
}

fn climb(config: &Node, findings: &mut Vec<Finding>) -> Option<Altitude> {
    let climb = above_take_off(config, "takeOffSecurityHeight", findings);
    if climb.is_none() {
        let field = format!("{}.takeOffSecurityHeight", config.field);
        let text = format!("{field} states no height: the climb counts as any height");
        let finding = Finding::undecided(Code::HeightNotStated, text).at(field);
        findings.push(finding.hint("set the safe take-off height in the planner"));
    }
    climb
}

fn above_take_off(config: &Node, name: &str, findings: &mut Vec<Finding>) -> Option<Altitude> {
    let height = Metres::new(config.number(name, findings)?).ok()?;
    Some(Altitude::new(height, Datum::AboveTakeOff))
}

/// The reference take-off point: latitude before longitude, unlike all other coordinates here.
fn take_off(config: &Node, findings: &mut Vec<Finding>) -> Option<Position> {
    let word = config.word("takeOffRefPoint", findings)?;
    let field = format!("{}.takeOffRefPoint", config.field);
    let numbers: Vec<Option<f64>> = word.split(',').map(|part| number(part.trim())).collect();
    let [Some(lat), Some(lon), ..] = numbers.as_slice() else {
        unreadable(
            &field,
            &format!("is {:?}, not latitude, longitude, height", cut(word)),
            findings,
        );
        return None;
    };
    // What planners write when nobody has set the point.
    if *lat == 0.0 && *lon == 0.0 {
        return None;
    }
    position([*lat, *lon], &field, findings)
}
