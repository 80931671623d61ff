//! `overfly at --batch`: a line of JSON for each row of a CSV file, in constant memory.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use csv::ByteRecord;
use jiff::Timestamp;
use overfly_check::{Airspace, PointQuery};
use overfly_format::quantities::datum;
use overfly_model::{Altitude, HeightInterval, Metres, Position, TimeInterval};
use overfly_report::{batch_error, batch_line};

use crate::failure::Failure;
use crate::output::{named, quiet_when_gone};
use crate::{Outcome, progress};

/// Streams the rows of `file` (`-` = standard input). A row that cannot be read is answered with its
/// error, and the end is then "undecided".
pub fn run(
    file: &Path,
    airspace: &Airspace,
    now: Timestamp,
    output: Option<&Path>,
) -> Result<Outcome, Failure> {
    let (input, size, name) = open(file)?;
    let bar = progress::batch(size);
    let rows = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(bar.wrap_read(input));
    let batch = Batch { rows, name, now };
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
}

impl<R: Read> Batch<R> {
    fn answer(mut self, airspace: &Airspace, mut out: impl Write) -> Result<Outcome, Failure> {
        let mut record = ByteRecord::new();
        if !self.rows.read_byte_record(&mut record).map_err(|error| self.unreadable(&error))? {
            return Err(Failure::at(self.name, "is empty")
                .hint("its first line names the columns: lat,lon"));
        }
        let columns = Columns::from_header(&record).map_err(|fault| {
            Failure::at(self.name.clone(), fault)
                .hint("its first line names the columns: lat,lon and perhaps height_m,datum,time")
        })?;
        let terrain = airspace.terrain();
        let mut outcome = Outcome::Done;
        let mut row = 0;
        while self.rows.read_byte_record(&mut record).map_err(|error| self.unreadable(&error))? {
            row += 1;
            let written = match columns.query(&record, self.now) {
                Ok(query) => {
                    batch_line(&mut out, row, query.position, &airspace.at(&query, &terrain))
                }
                Err(fault) => {
                    outcome = Outcome::Undecided;
                    batch_error(&mut out, row, &fault)
                }
            };
            if written.is_err() {
                return quiet_when_gone(written).map(|()| outcome);
            }
        }
        quiet_when_gone(out.flush())?;
        Ok(outcome)
    }

    fn unreadable(&self, error: &csv::Error) -> Failure {
        Failure::at(self.name.clone(), format!("cannot be read: {error}"))
    }
}

/// Where the columns stand.
struct Columns {
    lat: usize,
    lon: usize,
    height_m: Option<usize>,
    datum: Option<usize>,
    time: Option<usize>,
}

impl Columns {
    fn from_header(header: &ByteRecord) -> Result<Self, String> {
        let lat = column(header, "lat")?.ok_or("has no column lat")?;
        let lon = column(header, "lon")?.ok_or("has no column lon")?;
        let [height_m, datum, time] =
            [column(header, "height_m")?, column(header, "datum")?, column(header, "time")?];
        Ok(Self { lat, lon, height_m, datum, time })
    }

    fn query(&self, record: &ByteRecord, now: Timestamp) -> Result<PointQuery, String> {
        let lat = number("lat", field(record, Some(self.lat))?)?;
        let lon = number("lon", field(record, Some(self.lon))?)?;
        let position = Position::from_lat_lon_deg([lat, lon]).map_err(|error| error.to_string())?;
        let (heights, time) = (self.heights(record)?, self.time(record)?);
        let data_time = if time == TimeInterval::ANY { TimeInterval::instant(now) } else { time };
        Ok(PointQuery { position, heights, time, data_time })
    }

    fn heights(&self, record: &ByteRecord) -> Result<HeightInterval, String> {
        let height = field(record, self.height_m)?;
        if height.is_empty() {
            return Ok(HeightInterval::ANY);
        }
        let height = Metres::new(number("height_m", height)?)
            .map_err(|error| format!("height_m is {error}"))?;
        let word = field(record, self.datum)?;
        let datum = datum(word)
            .ok_or_else(|| format!("height_m needs a datum (AGL, AMSL or WGS84), not {word:?}"))?;
        Ok(HeightInterval::at(Altitude::new(height, datum)))
    }

    fn time(&self, record: &ByteRecord) -> Result<TimeInterval, String> {
        let time = field(record, self.time)?;
        if time.is_empty() {
            return Ok(TimeInterval::ANY);
        }
        let at: Timestamp = time
            .parse()
            .map_err(|_| format!("time {time:?} is not written like 2026-11-22T09:30:00Z"))?;
        Ok(TimeInterval::instant(at))
    }
}

/// The column of a name; a name that stands twice could mean either.
fn column(header: &ByteRecord, name: &str) -> Result<Option<usize>, String> {
    let is_named = |cell: &[u8]| cell.trim_ascii().eq_ignore_ascii_case(name.as_bytes());
    let mut places =
        header.iter().enumerate().filter(|(_, cell)| is_named(cell)).map(|(place, _)| place);
    match (places.next(), places.next()) {
        (first, None) => Ok(first),
        _ => Err(format!("has the column {name} twice")),
    }
}

/// The text of a field; empty where the row or the header has none.
fn field(record: &ByteRecord, place: Option<usize>) -> Result<&str, String> {
    let bytes = place.and_then(|place| record.get(place)).unwrap_or_default();
    core::str::from_utf8(bytes.trim_ascii()).map_err(|_| "is not UTF-8 text".to_owned())
}

fn number(name: &str, text: &str) -> Result<f64, String> {
    text.parse().map_err(|_| match text {
        "" => format!("{name} is missing"),
        _ => format!("{name} {text:?} is no number"),
    })
}
