//! A table as a flight: a row a point, columns by their names, as docs/formats/csv-flight.md has them.
//!
//! Litchi's missions are such tables; from its users' "Litchi CSV Format Description": heights above
//! take-off unless `altitudemode` is 1, and curves that begin within `curvesize` of a point.

mod cells;
mod header;
mod height;
mod row;

use csv::{ReaderBuilder, StringRecord};
use jiff::Timestamp;
use overfly_model::{Code, Finding, Flight, Home, Position, Rally, Reading, geodesy};

use self::header::Column;
use super::route::step::{Action, Step};
use super::route::{self, Aircraft, Turns, ground};
use super::text::{decode, shown};
use super::{MOST, too_many, unusable};
use crate::ReadError;
use crate::quantities::seconds;

/// Whether `start` begins like a table of a flight.
pub(super) fn is_table(start: &[u8]) -> bool {
    let line = start.split(|b| *b == b'\n' || *b == b'\r').next().unwrap_or_default();
    let opens = start.first().is_some_and(|b| b"{[<".contains(b));
    !opens && core::str::from_utf8(line).is_ok_and(|line| header::separator(line).is_some())
}

/// Whether `start` begins with names between separators, though none that bears on a flight.
pub(super) fn is_other_table(start: &[u8]) -> bool {
    let names = start.first().is_some_and(|b| b.is_ascii_alphabetic() || *b == b'"');
    let mut line = start.iter().take_while(|b| **b != b'\n');
    names && line.any(|b| b",;\t".contains(b))
}

/// What to say of such a table.
pub(super) fn no_flight() -> ReadError {
    unusable("line 1", "names no column latitude, as a flight in a table has; and it is no JSON")
}

/// Reads a table.
pub(super) fn read(bytes: &[u8]) -> Result<Reading<Flight>, ReadError> {
    let text = decode(bytes)?.trim_start();
    let line = text.lines().next().unwrap_or_default();
    let separator = header::separator(line).unwrap_or(b',');
    let mut rows = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
        .into_records();
    let Some(Ok(names)) = rows.next() else {
        return Err(unusable("line 1", "names no columns"));
    };
    let mut reader = Reader::new(&names)?;
    for (count, row) in rows.enumerate() {
        if count >= MOST {
            return Err(too_many("rows"));
        }
        match row {
            Ok(row) => reader.row(&row),
            Err(error) => return Err(unusable("rows", error.to_string())),
        }
    }
    Ok(reader.finish())
}

struct Reader {
    names: Vec<String>,
    columns: Vec<Column>,
    is_litchi: bool,
    steps: Vec<Step>,
    findings: Vec<Finding>,
    home: Option<Home>,
    rally: Vec<Rally>,
    /// The first point: where the flight starts when no home is stated.
    start: Option<Position>,
    /// The speed at the first point: that of the way there, too.
    speed: Option<f64>,
    depart: Option<Timestamp>,
    /// The elapsed time and the number of the row before.
    last_elapsed: f64,
    last_index: Option<f64>,
}

impl Reader {
    fn new(names: &StringRecord) -> Result<Self, ReadError> {
        let names: Vec<String> = names.iter().map(str::to_owned).collect();
        let is_litchi = header::is_litchi(&names);
        let mut columns: Vec<Column> = names.iter().map(|name| header::column(name)).collect();
        if !is_litchi {
            let modes = columns.iter_mut().filter(|column| **column == Column::AltitudeMode);
            modes.for_each(|column| *column = Column::Stray);
        }
        for (wanted, what) in [(Column::Lat, "latitude"), (Column::Lon, "longitude")] {
            if !columns.contains(&wanted) {
                let message = format!(
                    "names no column {what}; a flight has latitude, longitude and a height such as height_agl_m"
                );
                return Err(unusable("line 1", message));
            }
        }
        let mut reader = Self {
            names,
            columns,
            is_litchi,
            steps: Vec::new(),
            findings: Vec::new(),
            home: None,
            rally: Vec::new(),
            start: None,
            speed: None,
            depart: None,
            last_elapsed: 0.0,
            last_index: None,
        };
        reader.check_names();
        Ok(reader)
    }

    fn check_names(&mut self) {
        let mut faults = Vec::new();
        for (at, (column, name)) in self.columns.iter().zip(&self.names).enumerate() {
            if *column == Column::Stray {
                let fault =
                    format!("the column {} is not read, and may bear on the path", shown(name));
                faults.push((
                    fault,
                    "take the column out, name it as docs/formats/csv-flight.md does, or \"note\" if it is nothing to the path",
                ));
            }
            let before = self.columns.iter().take(at).any(|other| same(other, column));
            if before {
                let fault = format!("the column {} states again what another states", shown(name));
                faults.push((fault, "keep one of the columns"));
            }
        }
        for (fault, hint) in faults {
            let finding = Finding::undecided(Code::PlanFieldUnreadable, fault).at("line 1");
            self.findings.push(finding.hint(hint));
        }
        if !self.columns.iter().any(|column| matches!(column, Column::Height(_))) {
            self.no_height("line 1", "the table has no column with a height");
        }
        if self.columns.contains(&Column::Speed(None)) {
            let text = "the column of the speed names no unit: it gives no times";
            let finding = Finding::note(Code::SpeedNotStated, text).at("line 1");
            self.findings.push(finding.hint("name it speed_m_s"));
        }
    }

    fn no_height(&mut self, field: &str, fault: &str) {
        let text = format!("{fault}: counts as any height");
        let finding = Finding::undecided(Code::HeightNotStated, text).at(field);
        let name = "name the column for its unit and datum: height_agl_m, altitude_amsl_m or height_takeoff_m";
        let comma = |three: &[u8]| matches!(three, [a, b',', b] if a.is_ascii_digit() && b.is_ascii_digit());
        let unclear = fault.as_bytes().windows(3).any(comma);
        let point = "a comma may part thousands or decimals: write 1234 or 1.234";
        self.findings.push(finding.hint(if unclear { point } else { name }));
    }

    fn push(&mut self, action: Action, field: &str) {
        self.steps.push(Step { action, jump_id: None, field: field.to_owned() });
    }

    fn finish(mut self) -> Reading<Flight> {
        let elevation = self.home.and_then(|home| home.elevation);
        self.doubt_long_legs();
        ground::doubt_underground(&mut self.steps, elevation, &mut self.findings);
        // Whoever lists points lists its turns.
        let aircraft = Aircraft { home: self.home, speed: self.speed, turns: Turns::OnTheSpot };
        let flown = route::fly(&self.steps, aircraft, &mut self.findings);
        let name = if self.is_litchi { "Litchi CSV" } else { "CSV" };
        let mut flight = Flight::empty(name);
        flight.home = self.home.or_else(|| self.assumed_home());
        flight.rally = core::mem::take(&mut self.rally);
        // A planner for drones flies home as drones do.
        flight.level_home = self.is_litchi;
        flight.depart = self.depart;
        flight.pieces = flown.pieces;
        self.doubt_clock(&mut flight);
        route::note_times(&flight.pieces, &mut self.findings);
        if flight.pieces.is_empty() {
            let text = "the table has no row that could be flown";
            self.findings.push(Finding::undecided(Code::FlightEmpty, text));
        }
        Reading { items: flight, findings: self.findings }
    }

    /// A clock that leaves no time to get from home to the first point starts there, not at take-off: then
    /// nobody knows the departure, nor when after it anything is flown.
    fn doubt_clock(&mut self, flight: &mut Flight) {
        let (Some(home), Some(start)) = (self.home, self.start) else { return };
        let begins = flight.pieces.first().and_then(|piece| piece.elapsed);
        let distance = geodesy::distance(home.position, start).value();
        let reach = begins.map(|begins| begins.from.as_secs_f64() * route::FASTEST_M_S);
        if distance < 50.0 || reach.is_none_or(|reach| reach >= distance) {
            return;
        }
        flight.depart = None;
        for piece in &mut flight.pieces {
            piece.elapsed = None;
        }
        let text = "the times begin at the first point and not at home: the departure is not known";
        let note = Finding::note(Code::DepartureNotStated, text);
        self.findings.push(note.hint("give the row of home its time, or state --depart"));
    }

    /// A route listed by hand starts at its first point.
    fn assumed_home(&mut self) -> Option<Home> {
        let position = self.start?;
        let text = "the flight is taken to start at its first point";
        let finding = Finding::note(Code::TakeOffNotStated, text);
        self.findings.push(finding.hint("add a column kind, and a row with home in it"));
        Some(Home { position, elevation: None, assumed: true })
    }

    /// Whether anything flies for that many seconds.
    fn is_time(elapsed: f64) -> bool {
        seconds(elapsed).is_some()
    }
}

/// Whether two columns state the same thing.
fn same(a: &Column, b: &Column) -> bool {
    let kinds = |c: &Column| {
        // Two clocks are one thing, whatever they are called.
        let c = if *c == Column::Time { Column::Elapsed } else { *c };
        (core::mem::discriminant(&c), c)
    };
    let ((kind_a, a), (kind_b, b)) = (kinds(a), kinds(b));
    match a {
        Column::Harmless | Column::Unnamed | Column::Stray => false,
        Column::ActionType(_) | Column::ActionParam(_) => a == b,
        _ => kind_a == kind_b,
    }
}
