//! A flight somebody drew: steps in the order of the file, and what its properties say of the whole.

use core::time::Duration;

use overfly_model::{
    Code, Elapsed, Finding, Flight, Footprint, Home, LostLink, Metres, Piece, Position, Reading,
    ReturnHeight, geodesy,
};

use super::geojson::properties::Whole;
use super::route::step::Step;
use super::route::{self, Aircraft, Turns, ground};

/// A drawing that has been read.
pub(super) struct Drawn {
    /// The format, as the answer names it.
    pub format: &'static str,
    /// What its properties say of the whole flight.
    pub whole: Whole,
    /// What is flown.
    pub steps: Vec<Step>,
    /// What was found so far.
    pub findings: Vec<Finding>,
    /// The first point of a line or hold: where the flight starts when no home is stated.
    pub start: Option<Position>,
    /// How to state home in this format.
    pub home_hint: &'static str,
}

impl Drawn {
    /// The flight it comes to.
    pub(super) fn into_reading(mut self) -> Reading<Flight> {
        let home_elevation = self.whole.home_elevation();
        let mut flight = core::mem::take(&mut self.whole).into_flight(self.format);
        ground::doubt_underground(&mut self.steps, home_elevation, &mut self.findings);
        self.doubt_return(&mut flight, home_elevation);
        // Whoever draws a route draws its turns.
        let aircraft = Aircraft { home: flight.home, speed: None, turns: Turns::OnTheSpot };
        let flown = route::fly(&self.steps, aircraft, &mut self.findings);
        flight.pieces = flown.pieces;
        if flight.home.is_none() {
            flight.home = self.assumed_home(home_elevation);
        }
        self.time(&mut flight);
        route::note_times(&flight.pieces, &mut self.findings);
        if flight.pieces.is_empty() {
            let text = "the file has no line, point or area that could be flown";
            self.findings.push(Finding::undecided(Code::FlightEmpty, text));
        }
        Reading { items: flight, findings: self.findings }
    }

    /// A return under the ground is one at a height that is not known.
    fn doubt_return(&mut self, flight: &mut Flight, elevation: Option<Metres>) {
        if let LostLink::Return(ReturnHeight::At(height)) = flight.lost_link
            && ground::is_underground(height, elevation)
        {
            self.findings.push(ground::finding(height, "return_height"));
            flight.lost_link = LostLink::Return(ReturnHeight::NotStated);
        }
    }

    /// What the stated duration says of the pieces. Where no speed gives a time, the whole flight does;
    /// and where it lasts longer than the speeds say, they do not say all.
    fn time(&mut self, flight: &mut Flight) {
        let Some(stated) = flight.duration else { return };
        if length(&flight.pieces) >= Metres::or_greatest(stated.as_secs_f64() * route::FASTEST_M_S)
        {
            flight.duration = None;
            let text = "the duration is too short for the way: it gives no piece a time";
            let finding = Finding::undecided(Code::PlanFieldUnreadable, text).at("duration");
            self.findings
                .push(finding.hint("state it with its unit, as in \"30m\", or take it out"));
            return;
        }
        let untils = flight.pieces.iter().filter_map(|piece| Some(piece.elapsed?.until));
        let reckoned = untils.max().unwrap_or_default();
        let whole = Elapsed { from: Duration::ZERO, until: stated.max(reckoned), steady: false };
        for piece in &mut flight.pieces {
            let own = piece.elapsed.filter(|_| stated <= reckoned);
            piece.elapsed = own.or(Some(whole));
        }
    }

    /// A route drawn by hand starts at its first point. Whoever flies in an area takes off in it.
    fn assumed_home(&mut self, elevation: Option<Metres>) -> Option<Home> {
        let position = self.start?;
        let text = "the flight is taken to start at its first point";
        let finding = Finding::note(Code::TakeOffNotStated, text);
        self.findings.push(finding.hint(self.home_hint));
        Some(Home { position, elevation, assumed: true })
    }
}

/// Length of all that is flown along a path.
fn length(pieces: &[Piece]) -> Metres {
    let paths = pieces.iter().filter_map(|piece| match &piece.footprint {
        Footprint::Path(points) => Some(points),
        Footprint::Polygon(_) | Footprint::Circle { .. } => None,
    });
    let legs = paths.flat_map(|points| points.iter().zip(points.iter().skip(1)));
    legs.fold(Metres::ZERO, |sum, (from, to)| sum + geodesy::distance(*from, *to))
}
