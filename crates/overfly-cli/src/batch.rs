//! `overfly at --batch`: a line of JSON for each row of a CSV file, in constant memory.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use csv::ByteRecord;
use jiff::Timestamp;
use overfly_check::Airspace;
use overfly_model::Extent;
use overfly_report::{batch_error, batch_line};

use crate::at::damage;
use crate::columns::Columns;
use crate::failure::Failure;
use crate::output::{Terminal, named, quiet_when_gone};
use crate::{Outcome, progress};

/// Streams the rows of `file` (`-` = standard input). A row that cannot be read is answered with its
/// error, and the end is then "undecided".
pub fn run(
    file: &Path,
    airspace: &Airspace,
    now: Timestamp,
    output: Option<&Path>,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let (input, size, name) = open(file)?;
    let bar = progress::batch(size);
    let rows = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(bar.wrap_read(input));
    let batch = Batch { rows, name, now, terminal: *terminal };
    let outcome = match named(output) {
        None => batch.answer(airspace, BufWriter::with_capacity(1 << 16, io::stdout().lock())),
        Some(path) => {
            let created =
                File::create(path).map_err(|error| Failure::io(path, "written", &error))?;
            batch.answer(airspace, BufWriter::with_capacity(1 << 16, created))
        }
    };
    bar.finish_and_clear();
    outcome
}

type Opened = (Box<dyn Read>, Option<u64>, String);

fn open(file: &Path) -> Result<Opened, Failure> {
    if file == Path::new("-") {
        return Ok((Box::new(io::stdin().lock()), None, "standard input".into()));
    }
    let opened = File::open(file).map_err(|error| Failure::io(file, "read", &error))?;
    let data = opened.metadata().map_err(|error| Failure::io(file, "read", &error))?;
    let size = data.is_file().then_some(data.len());
    Ok((Box::new(opened), size, file.display().to_string()))
}

struct Batch<R> {
    rows: csv::Reader<R>,
    name: String,
    now: Timestamp,
    terminal: Terminal,
}

impl<R: Read> Batch<R> {
    fn answer(mut self, airspace: &Airspace, mut out: impl Write) -> Result<Outcome, Failure> {
        let mut record = ByteRecord::new();
        if !self.rows.read_byte_record(&mut record).map_err(|error| self.unreadable(&error))? {
            return Err(Failure::at(self.name, "is empty")
                .hint("its first line names the columns: lat,lon"));
        }
        let columns = Columns::from_header(&record)
            .map_err(|fault| Failure::at(self.name.clone(), fault.sentence).hint(fault.hint))?;
        let lines = Lines::after_header(&record, self.rows.position().line());
        let (mut faulty, mut first) = (0_u64, 0);
        let mut row = 0;
        while self.rows.read_byte_record(&mut record).map_err(|error| self.unreadable(&error))? {
            row += 1;
            let written = match columns.query(&record, self.now) {
                Ok(query) => {
                    let terrain = airspace.terrain(&Extent::at(query.position));
                    let answer = airspace.at(&query, &terrain).map_err(damage)?;
                    batch_line(&mut out, row, query.position, &answer)
                }
                Err(fault) => {
                    let line = lines.of(&record, self.rows.position().line());
                    first = if faulty == 0 { line } else { first };
                    faulty += 1;
                    batch_error(&mut out, row, &format!("line {line}: {fault}"))
                }
            };
            if written.is_err() {
                return quiet_when_gone(written).map(|()| outcome(faulty));
            }
        }
        quiet_when_gone(out.flush())?;
        if faulty > 0 {
            let name = &self.name;
            self.terminal.remark(&format!(
                "{name}: {faulty} of {row} rows could not be read, the first on line {first}"
            ));
        }
        if row == 0 {
            self.terminal.remark(&format!("{}: has a header and no rows", self.name));
        }
        Ok(outcome(faulty))
    }

    fn unreadable(&self, error: &csv::Error) -> Failure {
        Failure::at(self.name.clone(), format!("cannot be read: {error}"))
    }
}

/// A row that could not be read is not answered.
fn outcome(faulty: u64) -> Outcome {
    if faulty == 0 { Outcome::Done } else { Outcome::Undecided }
}

/// Where a record stands in the file, as an editor counts: rows are numbered without header and blank lines.
#[derive(Clone, Copy)]
struct Lines {
    /// Whether a record's end counts as a line read: CSV's reader stops before the LF of CR LF.
    end_is_read: bool,
}

impl Lines {
    /// Learns from the header how the lines of this file end.
    fn after_header(header: &ByteRecord, line: u64) -> Self {
        Self { end_is_read: line > 1 + inner_lines(header) }
    }

    /// The line on which a record starts, from the line on which its reading ended.
    fn of(self, record: &ByteRecord, line: u64) -> u64 {
        let read = inner_lines(record) + u64::from(self.end_is_read);
        // The last record may have no end.
        let least = record.position().map_or(1, csv::Position::line);
        line.saturating_sub(read).max(least)
    }
}

/// Line feeds within quotes.
fn inner_lines(record: &ByteRecord) -> u64 {
    record.as_slice().iter().map(|byte| u64::from(*byte == b'\n')).sum()
}
