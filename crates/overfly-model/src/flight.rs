//! Flights as planned: pieces with a footprint, heights and elapsed times.

use core::time::Duration;

use jiff::Timestamp;

use crate::{Altitude, HeightInterval, Metres, Position};

/// What kind of piece of a flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PieceKind {
    /// From one point to the next.
    Leg,
    /// At one point.
    Hold,
    /// Anywhere in an area.
    Area,
    /// Up from the take-off point.
    Climb,
    /// From above the take-off point to the first point.
    Transit,
    /// Home (or to a rally point) from anywhere, after the link is lost.
    Return,
    /// Down to the ground.
    Landing,
}

impl PieceKind {
    /// The word in text and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leg => "leg",
            Self::Hold => "hold",
            Self::Area => "area",
            Self::Climb => "climb",
            Self::Transit => "transit",
            Self::Return => "return",
            Self::Landing => "landing",
        }
    }
}

/// The footprint of a piece, without margins.
#[derive(Clone, Debug, PartialEq)]
pub enum Footprint {
    /// Geodesics from point to point, the short way round; one point is a hold.
    Path(Vec<Position>),
    /// Everything inside a ring (non-zero winding), edges the short way round.
    Polygon(Vec<Position>),
    /// All points within a geodesic distance of the centre.
    Circle {
        /// Centre.
        centre: Position,
        /// Radius.
        radius: Metres,
    },
}

/// Time since take-off, without uncertainty: a plan's own reckoning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elapsed {
    /// When the piece begins.
    pub from: Duration,
    /// When it ends.
    pub until: Duration,
    /// Whether the piece is flown once, from its first point to its last, at one speed: then its place
    /// tells the time in between. False whenever in doubt.
    pub steady: bool,
}

/// One piece of a flight.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// What kind.
    pub kind: PieceKind,
    /// Number among the pieces of its kind, from 1, as the answer names it.
    pub index: u32,
    /// Whether the plan states it (false) or we added it (true).
    pub derived: bool,
    /// Where.
    pub footprint: Footprint,
    /// How much wider than the margin the aircraft may stray here: loiters, curves.
    pub buffer: Metres,
    /// How high.
    pub heights: HeightInterval,
    /// When after take-off; `None` = any time of the flight.
    pub elapsed: Option<Elapsed>,
}

/// Where the flight starts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Home {
    /// The take-off point.
    pub position: Position,
    /// Its elevation above mean sea level, where the plan states it.
    pub elevation: Option<Metres>,
    /// Whether the plan states the point (false) or it is taken to be the first point (true).
    pub assumed: bool,
}

/// Where the aircraft may fly instead of home.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rally {
    /// The point.
    pub position: Position,
    /// How high it is flown to, where the plan states that beside the return height.
    pub height: Option<Altitude>,
}

impl Rally {
    /// A point without a height of its own.
    pub const fn at(position: Position) -> Self {
        Self { position, height: None }
    }
}

/// Where a plan may end, which the order of its pieces does not tell when it jumps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// The point.
    pub position: Position,
    /// How far from it the aircraft may be then.
    pub radius: Metres,
    /// How high.
    pub heights: HeightInterval,
    /// Whether the plan itself takes it down there, or home: then no way home begins there.
    pub on_ground: bool,
}

/// What the aircraft does when the link is lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LostLink {
    /// Flies home in a straight line, or to any of the plan's rally points.
    Return(ReturnHeight),
    /// Flies to any of the plan's rally points in a straight line, never home.
    Rally(ReturnHeight),
    /// Stays where it is.
    Hover,
    /// Lands where it is.
    Land,
    /// The plan does not say: counts as a return at a height that is not known.
    NotStated,
}

/// How high the aircraft flies home.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ReturnHeight {
    /// Stated.
    At(Altitude),
    /// Not stated: any height.
    NotStated,
}

/// How far the aircraft may be from where the plan says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// Sideways.
    pub lateral: Metres,
    /// Up and down.
    pub vertical: Metres,
}

impl Default for Margins {
    /// 10 m each way.
    fn default() -> Self {
        Self { lateral: Metres::whole(10), vertical: Metres::whole(10) }
    }
}

/// A flight as a plan states it. What plans leave out (climb, transit, return, landing) is added by
/// the decision, not here.
#[derive(Clone, Debug, PartialEq)]
pub struct Flight {
    /// Name of the format: `QGroundControl plan`, `GeoJSON`, `--around`.
    pub format: &'static str,
    /// Title, where the plan has one.
    pub name: Option<String>,
    /// Take-off point.
    pub home: Option<Home>,
    /// Rally points: where the aircraft may fly instead of home.
    pub rally: Vec<Rally>,
    /// The pieces, in the order flown.
    pub pieces: Vec<Piece>,
    /// Where it may end; none = where its last piece ends.
    pub ends: Vec<End>,
    /// Departure, where the plan states it.
    pub depart: Option<Timestamp>,
    /// End of the flight, where the plan or the caller states it rather than speeds.
    pub duration: Option<Duration>,
    /// What happens when the link is lost.
    pub lost_link: LostLink,
    /// Whether an autopilot flies what the plan leaves out: then it keeps its height above the sea on the
    /// way home, also where the plan follows the ground.
    pub level_home: bool,
    /// Aircraft, operator, pilot, purpose and operation class, as stated.
    pub facts: FlightFacts,
}

/// Who flies what, and why: as stated by the caller or the plan.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FlightFacts {
    /// Aircraft, such as `sn:1581F4BND2230001`.
    pub aircraft: Option<String>,
    /// Operator number.
    pub operator: Option<String>,
    /// Remote pilot.
    pub pilot: Option<String>,
    /// Purpose.
    pub purpose: Option<String>,
    /// Class of operation.
    pub class: Option<String>,
}

impl Flight {
    /// A flight with nothing in it yet.
    pub fn empty(format: &'static str) -> Self {
        Self {
            format,
            name: None,
            home: None,
            rally: Vec::new(),
            pieces: Vec::new(),
            ends: Vec::new(),
            depart: None,
            duration: None,
            lost_link: LostLink::NotStated,
            level_home: false,
            facts: FlightFacts::default(),
        }
    }
}
