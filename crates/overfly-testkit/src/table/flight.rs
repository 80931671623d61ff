//! Flights in words: `leg 51.99,5.00 -> 52.01,5.00 at 60m-agl in 10min, home 51.98,5.00`.

use core::time::Duration;

use overfly_format::quantities::parse_duration;
use overfly_model::{
    Elapsed, Flight, Footprint, HeightInterval, Home, LostLink, Metres, Outline, Piece, PieceKind,
    Position, Rally, Reading, geodesy,
};

use super::words::{Read, Words, clauses, once};
use super::{outline, plan};

/// A flight; one that states no `home` takes off at its first point, and an area has none. What happens
/// on a lost link stands in another column; until then it hovers.
pub(super) fn read(cell: &str) -> Read<Reading<Flight>> {
    let mut clauses = clauses(cell);
    let mut words = Words::of(clauses.next().unwrap_or_default());
    let mut draft = match words.take(FLIGHTS)? {
        "leg" => Draft { pieces: legs(&mut words)?, ..Draft::default() },
        "hold" => Draft { pieces: vec![hold(&mut words)?], ..Draft::default() },
        "area" => Draft { pieces: vec![area(&mut words)?], ..Draft::default() },
        "plan" => Draft { plan: Some(plan::Plan::route(&mut words)?), ..Draft::default() },
        other => return Err(format!("{other:?} is no flight; expected {FLIGHTS}")),
    };
    words.end()?;
    for clause in clauses {
        let mut words = Words::of(clause);
        draft.clause(&mut words)?;
        words.end()?;
    }
    draft.finish()
}

const FLIGHTS: &str = "leg, hold, area or plan";
const CLAUSES: &str = "home, rally, lands there, or in a plan: command";

#[derive(Default)]
struct Draft {
    pieces: Vec<Piece>,
    plan: Option<plan::Plan>,
    take_off: Option<TakeOff>,
    rally: Vec<Rally>,
    lands: bool,
}

impl Draft {
    fn clause(&mut self, words: &mut Words<'_>) -> Read<()> {
        match (words.take(CLAUSES)?, &mut self.plan) {
            ("home", _) => {
                let take_off = home(words)?;
                once(&mut self.take_off, take_off, "home")?;
            }
            ("rally", None) => {
                let position = words.position()?;
                let height = if words.eat("at") { Some(words.height()?) } else { None };
                self.rally.push(Rally { position, height });
            }
            ("lands", None) => {
                words.expect("there")?;
                self.lands = true;
            }
            ("command", Some(plan)) => plan.command(words)?,
            (other, _) => return Err(format!("{other:?} is not known; expected {CLAUSES}")),
        }
        Ok(())
    }

    fn finish(mut self) -> Read<Reading<Flight>> {
        if let Some(plan) = self.plan {
            return plan.read(self.take_off);
        }
        if self.lands {
            self.pieces.extend(landing(&self.pieces));
        }
        let first = self.pieces.first().and_then(|piece| match &piece.footprint {
            Footprint::Path(points) => points.first().copied(),
            _ => None,
        });
        let mut flight = Flight::empty("check table");
        flight.home = TakeOff::home(self.take_off, first);
        flight.rally = self.rally;
        flight.pieces = self.pieces;
        flight.lost_link = LostLink::Hover;
        Ok(Reading { items: flight, findings: Vec::new() })
    }
}

/// Where a flight takes off.
#[derive(Clone, Copy)]
pub(super) enum TakeOff {
    At(Home),
    NotStated,
}

impl TakeOff {
    /// As stated, else at the first point.
    pub(super) fn home(stated: Option<Self>, first: Option<Position>) -> Option<Home> {
        match stated {
            Some(Self::At(home)) => Some(home),
            Some(Self::NotStated) => None,
            None => first.map(|p| Home { position: p, elevation: None, assumed: false }),
        }
    }
}

/// `home 52.00,5.00 [elevation 10m]`, or `home not-stated`.
fn home(words: &mut Words<'_>) -> Read<TakeOff> {
    if words.eat("not-stated") {
        return Ok(TakeOff::NotStated);
    }
    let position = words.position()?;
    let elevation = if words.eat("elevation") { Some(words.length()?) } else { None };
    Ok(TakeOff::At(Home { position, elevation, assumed: false }))
}

/// Positions between arrows.
pub(super) fn points(words: &mut Words<'_>) -> Read<Vec<Position>> {
    let mut points = vec![words.position()?];
    while words.eat("->") {
        points.push(words.position()?);
    }
    if points.len() < 2 { Err(words.unexpected("-> and the next position")) } else { Ok(points) }
}

/// Legs at one height; `in 10min` gives each its share by length.
fn legs(words: &mut Words<'_>) -> Read<Vec<Piece>> {
    let points = points(words)?;
    words.expect("at")?;
    let heights = words.heights()?;
    let total = if words.eat("in") { Some(duration(words)?) } else { None };
    let lengths: Vec<f64> =
        points.windows(2).map(|leg| geodesy::distance(leg[0], leg[1]).value()).collect();
    let whole: f64 = lengths.iter().sum();
    let mut flown = 0.0;
    let mut pieces = Vec::new();
    for (at, (leg, length)) in points.windows(2).zip(lengths).enumerate() {
        let share = |metres: f64| total.map(|total| total.mul_f64((metres / whole).min(1.0)));
        let mut leg = piece(PieceKind::Leg, at, Footprint::Path(leg.to_vec()), heights);
        leg.elapsed = share(flown).zip(share(flown + length)).map(elapsed).map(steady);
        flown += length;
        pieces.push(leg);
    }
    Ok(pieces)
}

fn hold(words: &mut Words<'_>) -> Read<Piece> {
    let footprint = Footprint::Path(vec![words.position()?]);
    staying(words, PieceKind::Hold, footprint)
}

fn area(words: &mut Words<'_>) -> Read<Piece> {
    let footprint = match outline::read(words)? {
        Outline::Polygon { outer, holes } if holes.is_empty() => Footprint::Polygon(outer.vertices),
        Outline::Circle { centre, radius } => Footprint::Circle { centre, radius },
        _ => {
            return Err("an area of a flight is a box, square, circle or ring without holes".into());
        }
    };
    staying(words, PieceKind::Area, footprint)
}

fn staying(words: &mut Words<'_>, kind: PieceKind, footprint: Footprint) -> Read<Piece> {
    words.expect("at")?;
    let mut piece = piece(kind, 0, footprint, words.heights()?);
    if words.eat("for") {
        piece.elapsed = Some(elapsed((Duration::ZERO, duration(words)?)));
    }
    Ok(piece)
}

/// Down to the ground at the end of the last piece, in no time.
fn landing(pieces: &[Piece]) -> Option<Piece> {
    let last = pieces.last()?;
    let Footprint::Path(points) = &last.footprint else { return None };
    let heights = HeightInterval { lower: None, ..last.heights };
    let mut landing = piece(
        PieceKind::Landing,
        0,
        Footprint::Path(points.last().copied().into_iter().collect()),
        heights,
    );
    landing.elapsed =
        last.elapsed.map(|time| Elapsed { from: time.until, until: time.until, steady: false });
    Some(landing)
}

fn duration(words: &mut Words<'_>) -> Read<Duration> {
    parse_duration(words.take("a duration such as 10min")?).map_err(|error| error.to_string())
}

fn elapsed((from, until): (Duration, Duration)) -> Elapsed {
    Elapsed { from, until, steady: false }
}

/// From end to end at one speed.
fn steady(elapsed: Elapsed) -> Elapsed {
    Elapsed { steady: true, ..elapsed }
}

fn piece(kind: PieceKind, at: usize, footprint: Footprint, heights: HeightInterval) -> Piece {
    let index = u32::try_from(at + 1).unwrap_or(u32::MAX);
    Piece { kind, index, derived: false, footprint, buffer: Metres::ZERO, heights, elapsed: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legs_share_the_time_by_length() {
        let flight =
            read("leg 52,5 -> 52.01,5 -> 52.04,5 at 60m-agl in 8min, lands there").unwrap();
        let until = |at: usize| flight.items.pieces[at].elapsed.unwrap().until.as_secs_f64();
        assert!((until(0) - 120.0).abs() < 0.1, "{}", until(0));
        assert!((until(1) - 480.0).abs() < 1e-6 && (until(2) - 480.0).abs() < 1e-6);
        assert_eq!(flight.items.pieces[2].kind, PieceKind::Landing);
        assert!(flight.items.home.is_some());
    }

    #[test]
    fn a_flight_takes_off_where_it_says() {
        let home = |text: &str| read(text).unwrap().items.home.map(|home| home.position.lat_deg());
        assert_eq!(home("hold 52,5 at 60m-agl, home 53,5").map(f64::round), Some(53.0));
        assert_eq!(home("hold 52,5 at 60m-agl, home not-stated"), None);
        assert_eq!(home("area circle 100m at 52,5 at 0-60m-agl for 10min"), None);
        assert!(read("hold 52,5 at 60m-agl, home 53,5, home 52,5").is_err());
    }
}
