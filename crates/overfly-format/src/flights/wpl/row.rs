//! One row: twelve columns between tabs or spaces.

use overfly_model::{Code, Finding};

use crate::flights::mavlink::{Item, Vehicle, datum, to_whole};
use crate::flights::text::shown;

/// Index, current, frame, command, seven parameters, autocontinue.
const COLUMNS: usize = 12;
const PARAMS: [&str; 7] =
    ["param 1", "param 2", "param 3", "param 4", "latitude", "longitude", "height"];

/// A row as it stands in the file.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// `line 4`.
    pub field: String,
    /// Its number; `None` when that is none.
    pub index: Option<i64>,
    /// `MAV_CMD`.
    pub command: i64,
    /// `MAV_FRAME`; `None` when that is no number.
    pub frame: Option<i64>,
    /// Seven parameters. The first four may be not stated; a place that is no number stays one that
    /// cannot be read.
    pub params: [Option<f64>; 7],
    frame_said: String,
    goes_on: bool,
}

/// The row in `line`; `None` with a finding when what it does cannot be read.
pub(super) fn read(line: &str, number: usize, findings: &mut Vec<Finding>) -> Option<Row> {
    let cells: Vec<&str> = line.split_whitespace().collect();
    let mut cursor = Cells { field: format!("line {number}"), findings };
    if cells.len() != COLUMNS {
        cursor.fault(&format!(
            "has {} columns, not {COLUMNS}: what it does is not known",
            cells.len()
        ));
    }
    // A row with too many is read as far as it goes.
    let cells: &[&str; COLUMNS] = cells.first_chunk()?;
    let [index, _current, frame, command, params @ .., auto] = cells;
    let index = cursor.whole(index, "number");
    let Some(command) = to_whole(command.parse().unwrap_or(f64::NAN)) else {
        let text = format!("{} has the command {}, no number", cursor.field, shown(command));
        cursor.findings.push(Finding::undecided(Code::CommandUnknown, text).at(cursor.field));
        return None;
    };
    Some(Row {
        index,
        command,
        frame: frame.parse().ok().and_then(to_whole),
        params: cursor.params(params),
        frame_said: (*frame).to_owned(),
        goes_on: cursor.goes_on(auto),
        field: cursor.field,
    })
}

impl Row {
    /// The item, in the terms of every MAVLink mission.
    pub(super) fn into_item(self) -> Item {
        Item {
            field: self.field,
            joint: ' ',
            command: self.command,
            datum: self.frame.and_then(datum),
            frame: Some(self.frame_said),
            params: self.params,
            other_datum: None,
            other_height: None,
            waits: !self.goes_on,
            jump_id: self.index,
            vehicle: Vehicle::default(),
        }
    }
}

/// The cells of a row being read.
struct Cells<'a> {
    field: String,
    findings: &'a mut Vec<Finding>,
}

impl Cells<'_> {
    fn params(&mut self, cells: &[&str]) -> [Option<f64>; 7] {
        let mut params = [None; 7];
        for ((slot, cell), name) in params.iter_mut().zip(cells).zip(PARAMS) {
            *slot = self.number(cell, name);
        }
        params
    }

    /// The number in `cell`. NaN is how MAVLink leaves a parameter out; a place or height left out so
    /// is one that cannot be read.
    fn number(&mut self, cell: &str, name: &str) -> Option<f64> {
        let is_place = PARAMS.iter().skip(4).any(|place| *place == name);
        let unread = is_place.then_some(f64::NAN);
        match cell.parse::<f64>() {
            Ok(number) if number.is_finite() => Some(number),
            Ok(number) if number.is_nan() => unread,
            _ => {
                self.fault(&format!("has {} as its {name}, no number", shown(cell)));
                unread
            }
        }
    }

    fn whole(&mut self, cell: &str, name: &str) -> Option<i64> {
        let number = cell.parse().ok().and_then(to_whole);
        if number.is_none() {
            self.fault(&format!("has {} as its {name}, no whole number", shown(cell)));
        }
        number
    }

    fn goes_on(&mut self, cell: &str) -> bool {
        let number = self.whole(cell, "autocontinue");
        number.is_some_and(|number| number != 0)
    }

    fn fault(&mut self, fault: &str) {
        let text = format!("{} {fault}", self.field);
        let finding = Finding::undecided(Code::PlanFieldUnreadable, text).at(&self.field);
        self.findings.push(finding.hint("correct the row, or save the mission again"));
    }
}
