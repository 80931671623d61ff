//! One row of a table.

use csv::StringRecord;
use jiff::Timestamp;
use overfly_model::{Code, Datum, Finding, Home, Metres, Position, Rally};

use super::cells::{degrees, number};
use super::header::Column;
use super::{Reader, shown};
use crate::flights::geojson::instant;
use crate::flights::position;
use crate::flights::route::plausible;
use crate::flights::route::step::{Action, Place, Stay, Target, Way};

/// Litchi's numbers for stay, picture, film, stop, turn and tilt; -1 is none.
const STAY: f64 = 0.0;
const ACTIONS: core::ops::RangeInclusive<f64> = -1.0..=5.0;

/// What a row is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Waypoint,
    Home,
    Rally,
}

impl Reader {
    /// Reads a row; one without anything in it is none.
    pub(super) fn row(&mut self, row: &StringRecord) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let line = row.position().map_or(0, csv::Position::line);
        let field = format!("line {line}");
        if let Some(fault) = self.misshapen(row) {
            self.fault(&field, &format!("{fault}: it may be flown anywhere"));
            return;
        }
        self.check_index(row, &field);
        self.check_unnamed(row);
        let Some(position) = self.position(row, &field) else { return };
        match self.kind(row, &field) {
            Kind::Waypoint => self.waypoint(row, position, &field),
            Kind::Home => self.home_row(row, position, &field),
            Kind::Rally => {
                let height = self.heights(row, &field).upper;
                self.rally.push(Rally { position, height });
            }
        }
    }

    fn waypoint(&mut self, row: &StringRecord, position: Position, field: &str) {
        let heights = self.heights(row, field);
        let speed = self.speed(row, field);
        if let (None, Some(Action::Speed(first))) = (self.start, &speed) {
            self.speed = *first;
        }
        self.start.get_or_insert(position);
        if let Some(arrival) = self.arrival(row, field) {
            self.push(arrival, field);
        }
        let target = Target {
            place: Place::At(position),
            radius: self.curve(row, field),
            beyond: Metres::ZERO,
            heights,
            way: Way::Straight,
            stay: self.stay(row, field),
        };
        self.push(Action::Go(target), field);
        if let Some(speed) = speed {
            self.push(speed, field);
        }
    }

    fn home_row(&mut self, row: &StringRecord, position: Position, field: &str) {
        if self.home.is_some() {
            self.fault(field, "is a second home: where the aircraft returns to is not known");
        }
        let stated = self.cell(row, |c| matches!(c, Column::Height(_))).is_some();
        let height = if stated { self.heights(row, field).upper } else { None };
        let elevation = height.filter(|height| height.datum == Datum::Amsl).map(|h| h.height);
        self.home = Some(Home { position, elevation, assumed: false });
        let Some((_, cell)) = self.cell(row, |c| *c == Column::Time) else { return };
        let before = self.depart.is_none();
        match instant(cell).filter(|_| before) {
            Some(moment) => self.depart = Some(moment),
            None => self.fault(field, "is home with a time that is not the first of the table"),
        }
    }

    /// Why the cells of a row cannot be told apart.
    fn misshapen(&self, row: &StringRecord) -> Option<String> {
        if row.iter().any(|cell| cell.contains(['\n', '\r'])) {
            return Some("has a quoted cell that goes on over several lines".to_owned());
        }
        let columns = self.columns.len();
        let beyond = row.iter().skip(columns).any(|cell| !cell.trim().is_empty());
        (beyond || row.len() < columns)
            .then(|| format!("has {} cells where line 1 names {columns}", row.len()))
    }

    /// Rows are flown in the order of the file; running numbers must not say otherwise.
    fn check_index(&mut self, row: &StringRecord, field: &str) {
        let Some((_, cell)) = self.cell(row, |c| *c == Column::Index) else { return };
        let Some(index) = running_number(cell) else {
            let fault =
                format!("has {} where its number stands: the order is not known", shown(cell));
            self.fault(field, &fault);
            return;
        };
        if self.last_index.is_some_and(|last| last >= index) {
            self.fault(
                field,
                "has a number that is not above the one before: the order is not known",
            );
        }
        self.last_index = Some(index);
    }

    /// A column without a name may hold anything.
    fn check_unnamed(&mut self, row: &StringRecord) {
        let cells = self.columns.iter().zip(row).filter(|(column, _)| **column == Column::Unnamed);
        if cells.into_iter().any(|(_, cell)| !cell.trim().is_empty()) {
            let text = "a column without a name has something in it: what it states is not known";
            let finding = Finding::undecided(Code::PlanFieldUnreadable, text).at("line 1");
            self.findings.push(finding.hint("take the column out, or give it a name"));
        }
    }

    fn position(&mut self, row: &StringRecord, field: &str) -> Option<Position> {
        let at = |wanted: Column| {
            let cell = self.cell(row, |column| *column == wanted);
            cell.and_then(|(_, cell)| degrees(cell)).unwrap_or(f64::NAN)
        };
        let lat_lon = [at(Column::Lat), at(Column::Lon)];
        if lat_lon == [0.0, 0.0] {
            let text = format!("{field} is at 0, 0, which stands for no position");
            self.findings.push(Finding::undecided(Code::PositionUnreadable, text).at(field));
            return None;
        }
        position(lat_lon, field, &mut self.findings)
    }

    fn kind(&mut self, row: &StringRecord, field: &str) -> Kind {
        let Some((_, cell)) = self.cell(row, |c| *c == Column::Kind) else { return Kind::Waypoint };
        match cell.to_ascii_lowercase().as_str() {
            "waypoint" => Kind::Waypoint,
            "home" => Kind::Home,
            "rally" => Kind::Rally,
            _ => {
                let fault = format!("is of the kind {}, not waypoint, home or rally", shown(cell));
                self.fault(field, &fault);
                Kind::Waypoint
            }
        }
    }

    /// The speed from here on, unless it is as before.
    fn speed(&mut self, row: &StringRecord, field: &str) -> Option<Action> {
        let factor = self.columns.iter().find_map(|column| match column {
            Column::Speed(factor) => Some(*factor),
            _ => None,
        })?;
        let (_, cell) = self.cell(row, |c| matches!(c, Column::Speed(_)))?;
        let stated = number(cell);
        if stated.is_none() {
            self.fault(field, &format!("has {} as its speed, no number", shown(cell)));
        }
        let speed = stated.zip(factor).map(|(speed, factor)| speed * factor).filter(|s| *s > 0.0);
        Some(Action::Speed(plausible(speed, field, &mut self.findings)))
    }

    /// When it is at the point: since take-off, or since the first point that has a time.
    fn arrival(&mut self, row: &StringRecord, field: &str) -> Option<Action> {
        let elapsed = if let Some((_, cell)) = self.cell(row, |c| *c == Column::Elapsed) {
            number(cell).filter(|elapsed| Self::is_time(*elapsed))
        } else {
            let (_, cell) = self.cell(row, |c| *c == Column::Time)?;
            let moment = instant(cell);
            moment.map(|moment| self.since_departure(moment))
        };
        let elapsed = elapsed.filter(|elapsed| *elapsed >= self.last_elapsed);
        if elapsed.is_none() {
            let fault = "has a time that cannot be read, has no offset from UTC, or is before the one above";
            self.fault(field, fault);
        }
        self.last_elapsed = elapsed.unwrap_or(self.last_elapsed);
        Some(Action::Arrive(elapsed))
    }

    fn since_departure(&mut self, moment: Timestamp) -> f64 {
        let depart = *self.depart.get_or_insert(moment);
        moment.duration_since(depart).as_secs_f64()
    }

    fn curve(&mut self, row: &StringRecord, field: &str) -> Metres {
        let unit = self.columns.iter().find_map(|column| match column {
            Column::Curve(unit) => Some(*unit),
            _ => None,
        });
        let cell = self.cell(row, |c| matches!(c, Column::Curve(_)));
        let (Some(unit), Some((_, cell))) = (unit, cell) else { return Metres::ZERO };
        let size = number(cell).filter(|size| *size >= 0.0);
        let Some(size) = size else {
            self.fault(field, &format!("has {} as its curve, no length", shown(cell)));
            return Metres::ZERO;
        };
        Metres::or_greatest(size * unit)
    }

    /// How long it stays: the hold, and each stay of Litchi's, in milliseconds.
    fn stay(&mut self, row: &StringRecord, field: &str) -> Stay {
        let hold = self.cell(row, |c| *c == Column::Hold).map(|(_, cell)| number(cell));
        let mut seconds = vec![];
        seconds.extend(hold);
        for number_of in self.action_numbers() {
            let (kind, param) = (Column::ActionType(number_of), Column::ActionParam(number_of));
            let Some((_, cell)) = self.cell(row, |c| *c == kind) else { continue };
            match number(cell) {
                Some(STAY) => {
                    let param = self.cell(row, |c| *c == param);
                    seconds.push(param.and_then(|(_, cell)| number(cell)).map(|ms| ms / 1000.0));
                }
                Some(known) if ACTIONS.contains(&known) => {}
                _ => {
                    let text = format!("{field} has an action {}, not known here", shown(cell));
                    self.findings.push(Finding::undecided(Code::CommandUnknown, text).at(field));
                }
            }
        }
        let total: Option<f64> = seconds.iter().copied().sum();
        match total {
            Some(0.0) => Stay::Not,
            Some(total) if seconds.iter().flatten().all(|s| *s >= 0.0) => Stay::Hold(Some(total)),
            _ => {
                self.fault(field, "stays for a time that cannot be read");
                Stay::Hold(None)
            }
        }
    }

    fn action_numbers(&self) -> Vec<u32> {
        let numbers = self.columns.iter().filter_map(|column| match column {
            Column::ActionType(number) => Some(*number),
            _ => None,
        });
        numbers.collect()
    }

    /// The name and cell of the first column that `is` so, unless it is empty.
    pub(super) fn cell<'a>(
        &'a self,
        row: &'a StringRecord,
        is: impl Fn(&Column) -> bool,
    ) -> Option<(&'a str, &'a str)> {
        let at = self.columns.iter().position(is)?;
        let cell = row.get(at)?.trim();
        (!cell.is_empty()).then_some((self.names.get(at)?.as_str(), cell))
    }

    fn fault(&mut self, field: &str, fault: &str) {
        let text = format!("{field} {fault}");
        let finding = Finding::undecided(Code::PlanFieldUnreadable, text).at(field);
        let correct = "correct the row: docs/formats/csv-flight.md says what it may hold";
        self.findings.push(finding.hint(correct));
    }
}

/// A number, or the one at the end of a name: 3, `WP3`.
fn running_number(cell: &str) -> Option<f64> {
    let name = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    let bare = name.chars().all(|c| c.is_alphabetic() || " -_#".contains(c));
    let at_the_end = cell.get(name.len()..).filter(|_| bare).and_then(number);
    number(cell).or(at_the_end)
}
