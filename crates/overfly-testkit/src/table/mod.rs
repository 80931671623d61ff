//! The check table: rows of `fixtures/check-table/*.txt`, which state what a check has to answer.
//!
//! A row is a line of six columns between `|`: zones, flight, departure, what else is known, the verdict,
//! and why it must be so. `fixtures/check-table/README.md` describes the words. Reading is strict: a word
//! that is not known, is not used, or contradicts another is an error that names file, line and column.

mod expect;
mod flight;
mod known;
mod outline;
mod plan;
mod tiles;
mod times;
mod words;
mod zones;

use core::fmt;

use jiff::Timestamp;
use overfly_model::{Flight, Reading, Zone};

pub use expect::Expect;
pub use known::{Known, Speaks};

/// The columns, as errors and pages name them.
pub const COLUMNS: [&str; 6] = ["zones", "flight", "departure", "known", "verdict", "why"];

/// One row: a question and its answer.
#[derive(Clone, Debug)]
pub struct Row {
    /// Name of the file.
    pub file: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// The columns as written.
    pub cells: [String; 6],
    /// The zones.
    pub zones: Vec<Zone>,
    /// The flight, with what its reader found.
    pub flight: Reading<Flight>,
    /// When it starts, where that is stated.
    pub depart: Option<Timestamp>,
    /// What else is known.
    pub known: Known,
    /// What must be answered.
    pub expect: Expect,
}

/// `limits.txt:12`
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// Name of the file.
    pub file: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// The column, or `row`.
    pub column: &'static str,
    /// What is wrong and what was expected.
    pub text: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.column, self.text)
    }
}

/// Reads all rows of a file; every error, not just the first.
pub fn read(file: &str, text: &str) -> Result<Vec<Row>, Vec<RowError>> {
    let mut rows = Vec::new();
    let mut errors = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line_text = line.trim();
        if line_text.is_empty() || line_text.starts_with('#') {
            continue;
        }
        match row(file, at + 1, line_text) {
            Ok(row) => rows.push(row),
            Err((column, text)) => {
                errors.push(RowError { file: file.to_owned(), line: at + 1, column, text });
            }
        }
    }
    if rows.is_empty() && errors.is_empty() {
        let text = "the file has no rows".to_owned();
        errors.push(RowError { file: file.to_owned(), line: 0, column: "row", text });
    }
    if errors.is_empty() { Ok(rows) } else { Err(errors) }
}

fn row(file: &str, line: usize, text: &str) -> Result<Row, (&'static str, String)> {
    let cells: Vec<String> = text.split('|').map(|cell| cell.trim().to_owned()).collect();
    let count = cells.len();
    let cells = <[String; 6]>::try_from(cells).map_err(|_| {
        ("row", format!("has {count} columns; expected 6: {}", COLUMNS.join(" | ")))
    })?;
    if let Some(empty) = cells.iter().position(String::is_empty) {
        return Err((COLUMNS[empty], "is empty; expected words, or `-` for nothing".into()));
    }
    let column = |at: usize| move |text: String| (COLUMNS[at], text);
    let flight = flight::read(&cells[1]).map_err(column(1))?;
    Ok(Row {
        file: file.to_owned(),
        line,
        zones: zones::read(&cells[0]).map_err(column(0))?,
        depart: times::departure(&cells[2]).map_err(column(2))?,
        known: known::read(&cells[3], &flight.items).map_err(column(3))?,
        expect: expect::read(&cells[4]).map_err(column(4))?,
        flight,
        cells,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "prohibited 0-120m-agl, square 1km at 52.00,5.00 | leg 51.99,5.00 -> 52.01,5.00 at 60m-agl | Mon 2026-11-23T10:00+01:00 | take-off 10m-amsl | blocked zone-prohibited on leg | it is there";

    fn with(column: usize, cell: &str) -> Result<Vec<Row>, Vec<RowError>> {
        let mut cells: Vec<&str> = ROW.split('|').collect();
        cells[column] = cell;
        read("t.txt", &format!("# a comment\n\n{}\n", cells.join("|")))
    }

    #[test]
    fn a_row_is_six_columns() {
        let rows = with(5, "because").unwrap();
        assert_eq!((rows.len(), rows[0].line, rows[0].zones.len()), (1, 3, 1));
        assert_eq!(rows[0].to_string(), "t.txt:3");
        assert_eq!(read("t.txt", "a | b").unwrap_err()[0].column, "row");
        assert!(read("t.txt", "# nothing\n").is_err(), "a table without rows proves nothing");
    }

    #[test]
    fn an_unknown_word_is_an_error_with_file_line_column_and_what_was_expected() {
        let error = with(0, "forbidden 0-120m-agl, circle 1km at 52,5").unwrap_err().remove(0);
        assert_eq!((error.line, error.column), (3, "zones"));
        assert!(error.to_string().starts_with("t.txt:3: zones: \"forbidden\""), "{error}");
        for (column, cell) in [
            (0, "prohibited 0-120m-agl, circle 1km at 52,5 round"),
            (0, "prohibited 0-120, circle 1km at 52,5"),
            (0, "prohibited 0-120m-agl"),
            (0, "prohibited 0-120m-agl, box 52,5 to 51,4"),
            (0, "prohibited 0-120m-agl, circle 1km at 52,5, MON-FOO 08:00-17:00Z"),
            (0, "prohibited 0-120m-agl, circle 1km at 52,5, 08:00-17:00"),
            (1, "leg 52,5 at 60m-agl"),
            (1, "leg 52,5 -> 52.1,5 at 60m"),
            (1, "leg 52,5 -> 52.1,5 at 60m-agl, wings"),
            (1, "leg 52,5 -> 52.1,5 at 60m-agl, command 201"),
            (2, "Sun 2026-11-23T10:00+01:00"),
            (2, "tomorrow"),
            (3, "take-off 10m-agl"),
            (3, "margin 10"),
            (3, "margin 10m, margin 20m"),
            (4, "blocked"),
            (4, "blocked zone-forbidden"),
            (4, "clear zone-not-met on leg"),
            (4, "blocked zone-prohibited on wings"),
            (5, ""),
        ] {
            let errors = with(column, cell).unwrap_err();
            assert_eq!(errors[0].column, COLUMNS[column], "{cell}");
        }
    }

    #[test]
    fn every_error_of_a_file_is_named() {
        assert_eq!(read("t.txt", "a | b\nc | d\n").unwrap_err().len(), 2);
    }
}
