//! The height in a row: its number, unit and datum, each in the name, the cell or a column of its own.

use std::collections::BTreeSet;

use csv::StringRecord;
use overfly_model::{Altitude, Code, Datum, Finding, HeightInterval, Metres, Position, geodesy};

use super::cells::number;
use super::header::{self, Column, Measure};
use super::{Reader, shown};
use crate::flights::route::step::{Action, Place};
use crate::quantities;

/// The longest leg whose ends tell enough of the ground between them, where that is all there is.
const LONGEST: Metres = Metres::whole(200);

impl Reader {
    /// The heights at the point: any, where unit or datum are not known.
    pub(super) fn heights(&mut self, row: &StringRecord, field: &str) -> HeightInterval {
        let columns = self.columns.iter().filter_map(|column| match column {
            Column::Height(measure) => Some(*measure),
            _ => None,
        });
        let all: Vec<Measure> = columns.collect();
        // None, or two: that has been said of line 1.
        let [measure] = all.as_slice() else { return HeightInterval::ANY };
        let Some((name, cell)) = self.cell(row, |c| matches!(c, Column::Height(_))) else {
            self.no_height(field, &format!("{field} states no height"));
            return HeightInterval::ANY;
        };
        match self.altitude(row, *measure, cell) {
            Ok(altitude) => {
                self.note_ground(altitude);
                HeightInterval::at(altitude)
            }
            Err(fault) => {
                // What the name lacks, every row lacks: one finding says it.
                let of_name = matches!(fault, Fault::Datum | Fault::Unit);
                let field = if of_name { "line 1" } else { field };
                let text = fault.text(field, name, cell);
                self.no_height(field, &text);
                HeightInterval::ANY
            }
        }
    }

    /// Litchi reckons heights above ground at its points, once, and flies straight between them.
    fn note_ground(&mut self, altitude: Altitude) {
        if self.is_litchi && altitude.datum == Datum::Agl {
            let text = "Litchi holds heights above ground at the points only: between them the ground may be nearer or further";
            let finding = Finding::note(Code::HeightNotStated, text).at("line 1");
            self.findings.push(finding);
        }
    }

    /// Between two points that are far apart the ground may lie anywhere, and so may a straight leg above
    /// it: both its ends count as any height.
    pub(super) fn doubt_long_legs(&mut self) {
        if !self.is_litchi {
            return;
        }
        let mut long = BTreeSet::new();
        let mut before: Option<(usize, Position, bool)> = None;
        for (at, step) in self.steps.iter().enumerate() {
            let Action::Go(target) = &step.action else { continue };
            let Place::At(position) = target.place else { continue };
            let over_ground = target.heights.upper.is_some_and(|upper| upper.datum == Datum::Agl);
            let from = before.replace((at, position, over_ground));
            let Some((from, origin, _)) = from.filter(|(_, _, also)| *also || over_ground) else {
                continue;
            };
            if geodesy::distance(origin, position) > LONGEST {
                long.extend([from, at]);
                self.findings.push(long_leg(&step.field));
            }
        }
        for (_, step) in self.steps.iter_mut().enumerate().filter(|(at, _)| long.contains(at)) {
            if let Action::Go(target) = &mut step.action {
                target.heights = HeightInterval::ANY;
            }
        }
    }

    fn altitude(
        &self,
        row: &StringRecord,
        measure: Measure,
        cell: &str,
    ) -> Result<Altitude, Fault> {
        let has = |wanted: Column| self.columns.contains(&wanted);
        if measure == Measure::default() && !has(Column::Datum) && !has(Column::Unit) {
            // Without a unit in the name, the cell may have one.
            if let Ok(altitude) = quantities::parse_height(cell) {
                return Ok(altitude);
            }
        }
        let datum = self.datum(row, measure)?;
        let unit = match self.cell(row, |c| *c == Column::Unit) {
            Some((_, word)) => header::unit(&word.to_ascii_lowercase()).ok_or(Fault::Cell)?,
            None => measure.unit.ok_or(Fault::Unit)?,
        };
        if measure.unit.is_some_and(|named| named.total_cmp(&unit).is_ne()) {
            return Err(Fault::Twice);
        }
        let height = number(cell).and_then(|height| Metres::new(height * unit).ok());
        Ok(Altitude::new(height.ok_or(Fault::Cell)?, datum))
    }

    fn datum(&self, row: &StringRecord, measure: Measure) -> Result<Datum, Fault> {
        let stated = match self.cell(row, |c| *c == Column::Datum) {
            Some((_, word)) => Some(quantities::datum(word).ok_or(Fault::Cell)?),
            None => self.litchi_datum(row)?,
        };
        match (measure.datum, stated) {
            (Some(named), Some(stated)) if named != stated => Err(Fault::Twice),
            (named, stated) => named.or(stated).ok_or(Fault::Datum),
        }
    }

    /// Litchi's heights are above take-off, or above the ground under the first point.
    fn litchi_datum(&self, row: &StringRecord) -> Result<Option<Datum>, Fault> {
        if !self.is_litchi {
            return Ok(None);
        }
        match self.cell(row, |c| *c == Column::AltitudeMode).map(|(_, cell)| cell) {
            None | Some("0") => Ok(Some(Datum::AboveTakeOff)),
            Some("1") => Ok(Some(Datum::Agl)),
            Some(_) => Err(Fault::Cell),
        }
    }
}

fn long_leg(field: &str) -> Finding {
    let text = format!(
        "{field} ends a leg of more than {} m, which Litchi flies straight between heights above ground: counts as any height",
        LONGEST.value()
    );
    Finding::undecided(Code::HeightNotStated, text).at(field).hint(
        "set the altitude mode to above take-off, or add points until no leg is longer than that",
    )
}

/// Why a height is not known.
enum Fault {
    Unit,
    Datum,
    Cell,
    Twice,
}

impl Fault {
    fn text(&self, field: &str, name: &str, cell: &str) -> String {
        match self {
            Self::Unit => format!("the column {} names no unit", shown(name)),
            Self::Datum => {
                format!("the column {} does not say what its heights are above", shown(name))
            }
            Self::Cell => format!("{field} has the height {}, which cannot be read", shown(cell)),
            Self::Twice => format!("{field} states its unit or datum twice, and differently"),
        }
    }
}
