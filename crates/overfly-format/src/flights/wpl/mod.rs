//! QGC WPL (`.waypoints`, `.txt`): a MAVLink mission, a row an item; latitude before longitude.
//!
//! From the MAVLink guide, "File Formats", and from what `ArduPilot`'s ground stations write: in version
//! 110 row 0 is home, in version 120 it is the first item. The file does not say what kind of aircraft
//! flies it: whatever either kind may do counts.

mod row;

use overfly_model::{Code, Finding, Flight, Home, Metres, Rally, Reading};

use self::row::Row;
use super::mavlink::{Kind, Vehicle, begin_curve, kind, settle};
use super::route::step::{Action, Step};
use super::route::{self, Aircraft, ground};
use super::text::{decode, shown};
use super::{MOST, WANTED, position, too_many, unusable};
use crate::ReadError;

/// How the file begins.
pub(super) const SIGN: &str = "QGC WPL";
const NO_HOME_HINT: &str =
    "set the home position in the planner and save again: it is the first row of version 110";

/// Reads a mission.
pub(super) fn read(bytes: &[u8]) -> Result<Reading<Flight>, ReadError> {
    let text = decode(bytes)?;
    let mut lines = text.lines().zip(1..).skip_while(|(line, _)| line.trim().is_empty());
    let header = lines.next().map_or("", |(line, _)| line);
    let home_first = check_version(header)?;
    let mut reader = Reader::default();
    for (line, number) in lines {
        let line = line.trim();
        // Planners and people write comments, whole lines of them.
        if !line.is_empty() && !line.starts_with('#') {
            reader.rows.extend(row::read(line, number, &mut reader.findings));
        }
        if reader.rows.len() > MOST {
            return Err(too_many(&format!("line {number}")));
        }
    }
    reader.check_order();
    if home_first {
        reader.take_home();
    }
    if let Some(what) = reader.no_mission() {
        return Err(ReadError::SomethingElse { what, wanted: WANTED });
    }
    Ok(reader.finish())
}

/// Whether row 0 is home, by the version.
fn check_version(header: &str) -> Result<bool, ReadError> {
    let mut words = header.split_whitespace().skip(2);
    match (words.next(), words.next()) {
        (Some("110"), None) => Ok(true),
        (Some("120"), None) => Ok(false),
        _ => {
            let message = format!(
                "is {}; missions of version 110 and 120 are read here: save it again from a newer planner",
                shown(header)
            );
            Err(unusable("line 1", message))
        }
    }
}

#[derive(Default)]
struct Reader {
    rows: Vec<Row>,
    home: Option<Home>,
    findings: Vec<Finding>,
}

impl Reader {
    /// Rows are flown in the order of the file, and jumps name their numbers: both must agree.
    fn check_order(&mut self) {
        let first = self.rows.first().and_then(|row| row.index).unwrap_or(0);
        // Without a home, planners begin at 0 or 1.
        let start = i64::from(first == 1);
        let astray = self.rows.iter().zip(start..).find(|(row, wanted)| row.index != Some(*wanted));
        if let Some((row, wanted)) = astray {
            let index = row.index.map_or_else(|| "no number".to_owned(), |index| index.to_string());
            let text = format!(
                "{} has {index} as its number where {wanted} comes next: in which order the rows are flown is not known",
                row.field
            );
            let finding = Finding::undecided(Code::PlanFieldUnreadable, text).at(&row.field);
            self.findings.push(finding.hint("number the rows from 0 on, in the order flown"));
        }
    }

    /// Takes home from row 0: a waypoint above sea level without parameters. Another one is flown.
    fn take_home(&mut self) {
        let is_home = |row: &Row| {
            let plain = row.params.iter().take(4).all(|param| param.is_none_or(|p| p == 0.0));
            row.index == Some(0) && row.command == 16 && row.frame == Some(0) && plain
        };
        if !self.rows.first().is_some_and(is_home) {
            return;
        }
        let row = self.rows.remove(0);
        let [.., lat, lon, height] = row.params.map(|param| param.unwrap_or(f64::NAN));
        // Planners write zeros for a home nobody has set.
        if lat == 0.0 && lon == 0.0 {
            return;
        }
        let Some(position) = position([lat, lon], &row.field, &mut self.findings) else { return };
        let elevation = Some(height).filter(|m| *m != 0.0).and_then(|m| Metres::new(m).ok());
        self.home = Some(Home { position, elevation, assumed: false });
    }

    /// What the file holds, when that is no mission at all.
    fn no_mission(&self) -> Option<&'static str> {
        let of = |wanted: Kind| self.rows.iter().filter(|row| kind(row.command) == wanted).count();
        let (fences, rally) = (of(Kind::Fence), of(Kind::Rally));
        let nothing_else = fences + rally == self.rows.len() && self.is_whole();
        match (fences, rally) {
            _ if !nothing_else => None,
            (0, 0) => None,
            (_, 0) => Some("an autopilot's fence (QGC WPL)"),
            (0, _) => Some("a list of rally points (QGC WPL)"),
            _ => Some("a fence and rally points (QGC WPL)"),
        }
    }

    /// Whether every row could be read.
    fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }

    fn finish(mut self) -> Reading<Flight> {
        let mut steps: Vec<Step> = Vec::new();
        for row in core::mem::take(&mut self.rows) {
            steps.extend(row.into_item().steps(&mut self.findings));
        }
        begin_curve(&mut steps, self.home);
        let elevation = self.home.and_then(|home| home.elevation);
        ground::doubt_underground(&mut steps, elevation, &mut self.findings);
        settle(&mut steps, &mut self.findings);
        let aircraft = Aircraft { home: self.home, speed: None, turns: Vehicle::default().turns() };
        let flown = route::fly(&steps, aircraft, &mut self.findings);
        let mut flight = Flight { level_home: true, ..Flight::empty("QGC WPL mission") };
        flight.home = self.home.or_else(|| flown.first.map(|first| self.assumed_home(first)));
        // Whoever comes back by a path of the plan still flies home by it.
        let by_path = flown.ways_back.first().and(self.home).map(|home| home.position);
        flight.rally = flown.ways_back.into_iter().chain(by_path).map(Rally::at).collect();
        flight.rally.extend(steps.iter().filter_map(|step| match step.action {
            Action::Rally(rally) => Some(rally),
            _ => None,
        }));
        flight.pieces = flown.pieces;
        flight.ends = flown.ends;
        route::note_times(&flight.pieces, &mut self.findings);
        if flight.pieces.is_empty() {
            let text = "the file has no mission items that fly anywhere";
            self.findings.push(Finding::undecided(Code::FlightEmpty, text));
        }
        Reading { items: flight, findings: self.findings }
    }

    fn assumed_home(&mut self, position: overfly_model::Position) -> Home {
        let text = "the file states no home: climb and return are placed at its first point";
        let finding = Finding::undecided(Code::TakeOffNotStated, text);
        self.findings.push(finding.hint(NO_HOME_HINT));
        Home { position, elevation: None, assumed: true }
    }
}
