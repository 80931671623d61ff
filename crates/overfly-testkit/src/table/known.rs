//! What else is known: ground, margins, lost link, and where the zone data speaks.

use jiff::Timestamp;
use overfly_model::geodesy::{self, Course};
use overfly_model::{
    Datum, Flight, Footprint, LostLink, Margins, Metres, Outline, Position, Relief, ReturnHeight,
    Ring, TimeInterval,
};

use super::words::{Read, Words, clauses, once};
use super::{outline, tiles, times};

/// What a row states beside zones, flight and departure.
#[derive(Clone, Debug)]
pub struct Known {
    /// Elevation of the take-off point above mean sea level.
    pub take_off: Option<Metres>,
    /// Elevation tiles.
    pub relief: Option<Relief>,
    /// Margins.
    pub margins: Margins,
    /// What happens on a lost link; over what the plan says.
    pub lost_link: Option<LostLink>,
    /// Where the data speaks.
    pub speaks: Speaks,
    /// When it holds.
    pub valid: TimeInterval,
    /// The present, where it is not the departure.
    pub now: Option<Timestamp>,
}

/// Where the zone data's silence means "no zone".
#[derive(Clone, Debug, PartialEq)]
pub enum Speaks {
    /// In these outlines: a manifest says so.
    In(Vec<Outline>),
    /// In the box round its zones: nobody says.
    InBoxOfZones,
    /// Nowhere: something may be missing.
    Nowhere,
}

/// Clauses, or `-`. Unless stated, data speaks for 60 km round the first point of the flight.
pub(super) fn read(cell: &str, flight: &Flight) -> Read<Known> {
    let mut draft = Draft::default();
    if cell != "-" {
        for clause in clauses(cell) {
            let mut words = Words::of(clause);
            draft.clause(&mut words)?;
            words.end()?;
        }
    }
    let around = || first(flight).map_or(Speaks::Nowhere, |at| Speaks::In(vec![surroundings(at)]));
    let margin = |stated: Option<Metres>| stated.unwrap_or(Metres::whole(10));
    Ok(Known {
        take_off: draft.take_off,
        relief: draft.relief,
        margins: Margins { lateral: margin(draft.lateral), vertical: margin(draft.vertical) },
        lost_link: draft.lost_link,
        speaks: draft.speaks.unwrap_or_else(around),
        valid: TimeInterval { from: draft.valid_from, until: draft.valid_until },
        now: draft.now,
    })
}

const CLAUSES: &str = "take-off 10m-amsl, tiles .., margin 10m, margin-sideways 10m, margin-vertical 10m, \
    lost-link .., covers .., valid-from T, valid-until T or now T";

#[derive(Default)]
struct Draft {
    take_off: Option<Metres>,
    relief: Option<Relief>,
    lateral: Option<Metres>,
    vertical: Option<Metres>,
    lost_link: Option<LostLink>,
    speaks: Option<Speaks>,
    valid_from: Option<Timestamp>,
    valid_until: Option<Timestamp>,
    now: Option<Timestamp>,
}

impl Draft {
    fn clause(&mut self, words: &mut Words<'_>) -> Read<()> {
        let name = words.take(CLAUSES)?;
        match name {
            "take-off" => once(&mut self.take_off, elevation(words)?, name),
            "tiles" => once(&mut self.relief, tiles::read(words)?, name),
            "margin" => {
                let margin = words.length()?;
                once(&mut self.lateral, margin, name)?;
                once(&mut self.vertical, margin, name)
            }
            "margin-sideways" => once(&mut self.lateral, words.length()?, name),
            "margin-vertical" => once(&mut self.vertical, words.length()?, name),
            "lost-link" => once(&mut self.lost_link, lost_link(words)?, name),
            "covers" => once(&mut self.speaks, speaks(words)?, name),
            "valid-from" => once(&mut self.valid_from, time(words)?, name),
            "valid-until" => once(&mut self.valid_until, time(words)?, name),
            "now" => once(&mut self.now, time(words)?, name),
            other => Err(format!("{other:?} is not known; expected {CLAUSES}")),
        }
    }
}

fn time(words: &mut Words<'_>) -> Read<Timestamp> {
    times::timestamp(words.take("a time")?)
}

fn elevation(words: &mut Words<'_>) -> Read<Metres> {
    let height = words.height()?;
    if height.datum != Datum::Amsl {
        return Err(format!("the ground lies above mean sea level: {height} is no elevation"));
    }
    Ok(height.height)
}

/// `hover`, `land`, `not-stated`, `return [at H]`, `rally [at H]`.
fn lost_link(words: &mut Words<'_>) -> Read<LostLink> {
    let expected = "hover, land, not-stated, return [at H] or rally [at H]";
    let word = words.take(expected)?;
    let mut height = || {
        if !words.eat("at") {
            return Ok(ReturnHeight::NotStated);
        }
        words.height().map(ReturnHeight::At)
    };
    match word {
        "hover" => Ok(LostLink::Hover),
        "land" => Ok(LostLink::Land),
        "not-stated" => Ok(LostLink::NotStated),
        "return" => height().map(LostLink::Return),
        "rally" => height().map(LostLink::Rally),
        other => Err(format!("{other:?} is no lost-link action; expected {expected}")),
    }
}

/// `nowhere`, `box-of-zones`, or outlines.
fn speaks(words: &mut Words<'_>) -> Read<Speaks> {
    if words.eat("nowhere") {
        return Ok(Speaks::Nowhere);
    }
    if words.eat("box-of-zones") {
        return Ok(Speaks::InBoxOfZones);
    }
    outline::read_all(words).map(Speaks::In)
}

fn first(flight: &Flight) -> Option<Position> {
    flight.pieces.first().and_then(|piece| match &piece.footprint {
        Footprint::Path(points) | Footprint::Polygon(points) => points.first().copied(),
        Footprint::Circle { centre, .. } => Some(*centre),
    })
}

/// A box of 60 km each way; towards a pole no farther than 89.9 degrees.
fn surroundings(at: Position) -> Outline {
    let to = |deg| geodesy::travel(at, Course::from_deg(deg), Metres::whole(60_000));
    let lat = [to(180.0), to(0.0)].map(|p| p.lat_deg().clamp(-89.9, 89.9));
    let lon = [to(270.0), to(90.0)].map(Position::lon_deg);
    let corner = |lat, lon| Position::nearest_lat_lon_deg([lat, lon]);
    let corners =
        [(0, 0), (0, 1), (1, 1), (1, 0)].map(|(y, x): (usize, usize)| corner(lat[y], lon[x]));
    Outline::Polygon { outer: Ring::short_way(corners.to_vec()), holes: Vec::new() }
}
