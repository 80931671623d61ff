//! How to cure a way home that is blocked: another return height, hovering, a rally point. Each cure is
//! tried on the whole of what it would add to the flight before it is named.

use std::collections::BTreeSet;

use overfly_model::{
    Altitude, Code, Datum, Effect, Flight, Footprint, LostLink, Metres, PieceKind, Position, Rally,
    ReturnHeight, ZoneId,
};

use crate::decision::DecisionFinding;

/// Return heights tried, metres above take-off: as low as aircraft can be set, as high as they may fly.
const HEIGHTS_M: [i32; 11] = [20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120];
/// Waypoints tried as rally points, at most.
const RALLIES: usize = 12;
/// Pieces looked at for all cures together, about: large plans try fewer.
const BUDGET: usize = 6_000;

/// Another way back.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    pub(crate) lost_link: LostLink,
    /// In place of the plan's.
    pub(crate) rally: Vec<Rally>,
}

/// Names the cures in the hints of zones that only the way home meets. `meets` lists what the pieces
/// added for an alternative would meet, graver than a note; `None` when it cannot tell.
pub(crate) fn add(
    findings: &mut [DecisionFinding],
    flight: &Flight,
    lost_link: LostLink,
    meets: impl Fn(&Alternative) -> Option<Vec<ZoneId>>,
) {
    let met =
        |f: &&DecisionFinding| f.effect > Effect::Lifted && f.zone.is_some() && f.piece.is_some();
    let zone = |f: &DecisionFinding| f.zone.as_ref().map(|zone| zone.id.clone());
    let ids = |home: bool| -> BTreeSet<ZoneId> {
        let here = findings.iter().filter(met).filter(|f| is_way_home(f) == home);
        here.filter_map(zone).collect()
    };
    let elsewhere = ids(false);
    let only_home: BTreeSet<ZoneId> = ids(true).difference(&elsewhere).cloned().collect();
    if only_home.is_empty() {
        return;
    }
    let cured = |alternative: &Alternative| {
        meets(alternative).is_some_and(|met| met.iter().all(|id| elsewhere.contains(id)))
    };
    let hint = words(flight, lost_link, cured);
    let blocked = findings
        .iter_mut()
        .filter(|f| zone(f).is_some_and(|id| only_home.contains(&id)) && f.effect > Effect::Lifted);
    for finding in blocked {
        // To state a return height is a cure itself, and was tried.
        let other = finding.hint.take().filter(|_| finding.code != Code::ReturnHeightNotStated);
        finding.hint = Some(match other {
            Some(other) => format!("{hint}; else {other}"),
            None => hint.clone(),
        });
    }
}

fn is_way_home(finding: &DecisionFinding) -> bool {
    finding.piece.is_some_and(|piece| piece.derived && piece.kind == PieceKind::Return)
}

fn words(flight: &Flight, now: LostLink, cured: impl Fn(&Alternative) -> bool) -> String {
    let pieces = flight.pieces.len().max(1);
    let mut cures: Vec<String> = Vec::new();
    cures.extend(heights(flight, now, pieces, &cured));
    let hover = Alternative { lost_link: LostLink::Hover, rally: flight.rally.clone() };
    if now != LostLink::Hover && cured(&hover) {
        cures.push("hover when the link is lost (--lost-link hover)".to_owned());
    }
    cures.extend(rally(flight, now, pieces, &cured));
    if cures.is_empty() {
        return "only the way home meets it; no return height of 20 to 120 m, no hovering and no rally point on the route that were tried avoid it: move the take-off point".to_owned();
    }
    format!("only the way home meets it; set the aircraft so and state it: {}", cures.join(", or "))
}

/// The heights that cure, as ranges.
fn heights(
    flight: &Flight,
    now: LostLink,
    pieces: usize,
    cured: impl Fn(&Alternative) -> bool,
) -> Option<String> {
    let step = (pieces * HEIGHTS_M.len()).div_ceil(BUDGET / 2).max(1);
    let datum = datum(flight, now);
    let rallies = matches!(now, LostLink::Rally(_)) && !flight.rally.is_empty();
    let at = |metres| {
        let at = ReturnHeight::At(Altitude::new(Metres::whole(metres), datum));
        let lost_link = if rallies { LostLink::Rally(at) } else { LostLink::Return(at) };
        Alternative { lost_link, rally: flight.rally.clone() }
    };
    let tried = HEIGHTS_M.into_iter().step_by(step);
    let good: Vec<i32> = tried.filter(|metres| cured(&at(*metres))).collect();
    let highest = Altitude::new(Metres::whole(*good.last()?), datum);
    let option = option(if rallies { "rally" } else { "return" }, ReturnHeight::At(highest));
    let heights: Vec<String> = good.iter().map(ToString::to_string).collect();
    Some(format!("return at {} m {} ({option})", heights.join(", "), datum.as_str()))
}

/// `--lost-link return:60m-agl`
fn option(word: &str, height: ReturnHeight) -> String {
    let ReturnHeight::At(at) = height else { return format!("--lost-link {word}") };
    let datum = match at.datum {
        Datum::AboveTakeOff => "",
        Datum::Agl => "-agl",
        Datum::Amsl => "-amsl",
        Datum::Wgs84 => "-wgs84",
        // Nobody sets a return height as a flight level.
        Datum::Pressure => return format!("--lost-link {word}"),
    };
    format!("--lost-link {word}:{}m{datum}", at.height.value())
}

/// Above what return heights are tried: the ground where the flight speaks of it, else the take-off.
fn datum(flight: &Flight, now: LostLink) -> Datum {
    let stated = match now {
        LostLink::Return(ReturnHeight::At(at)) | LostLink::Rally(ReturnHeight::At(at)) => Some(at),
        _ => flight.pieces.first().and_then(|piece| piece.heights.upper),
    };
    if stated.is_some_and(|at| at.datum == Datum::Agl) { Datum::Agl } else { Datum::AboveTakeOff }
}

/// The plan's own rally points without home, or one at a waypoint.
fn rally(
    flight: &Flight,
    now: LostLink,
    pieces: usize,
    cured: impl Fn(&Alternative) -> bool,
) -> Option<String> {
    let height = match now {
        LostLink::Return(height) | LostLink::Rally(height) => height,
        LostLink::Hover | LostLink::Land | LostLink::NotStated => ReturnHeight::NotStated,
    };
    let lost_link = LostLink::Rally(height);
    if !flight.rally.is_empty() {
        let own = Alternative { lost_link, rally: flight.rally.clone() };
        if !matches!(now, LostLink::Rally(_)) && cured(&own) {
            return Some(format!(
                "fly to the plan's rally points and never home ({})",
                option("rally", height)
            ));
        }
    }
    let tried = (BUDGET / 2 / pieces).min(RALLIES);
    let waypoints = waypoints(flight);
    let step = waypoints.len().div_ceil(tried.max(1)).max(1);
    let candidates = waypoints.iter().step_by(step).take(tried);
    let good = candidates
        .copied()
        .find(|point| cured(&Alternative { lost_link, rally: vec![Rally::at(*point)] }))?;
    let instead = if flight.rally.is_empty() { "" } else { ", in place of the plan's," };
    let option = option("rally", height);
    Some(format!("fly to a rally point at {good}{instead} and never home ({option})"))
}

/// The points of the plan's paths, each once.
fn waypoints(flight: &Flight) -> Vec<Position> {
    let mut said = BTreeSet::new();
    let paths = flight.pieces.iter().filter_map(|piece| match &piece.footprint {
        Footprint::Path(points) => Some(points),
        Footprint::Polygon(_) | Footprint::Circle { .. } => None,
    });
    paths.flatten().copied().filter(|point| said.insert(*point)).collect()
}
