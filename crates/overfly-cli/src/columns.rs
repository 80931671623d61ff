//! The columns of a CSV file of points.

use csv::ByteRecord;
use jiff::Timestamp;
use overfly_check::PointQuery;
use overfly_format::quantities::datum;
use overfly_model::{Altitude, HeightInterval, Metres, Position, TimeInterval};

const COLUMNS: &str = "its first line names the columns: lat,lon and perhaps height_m,datum,time";
const PARTED: &str =
    "columns are parted by commas: lat,lon; and numbers have a decimal point: 52.09,5.12";
const SAVE_AS_CSV: &str = "save it as CSV in UTF-8, columns parted by commas: lat,lon";

/// What is wrong with a header, and the remedy.
pub struct Fault {
    /// What is wrong.
    pub sentence: String,
    /// What to do.
    pub hint: &'static str,
}

/// Whether a value holds the end of a line: an open quote swallows the rows after it.
fn runs_over(record: &ByteRecord) -> bool {
    record.iter().any(|cell| cell.contains(&b'\n') || cell.contains(&b'\r'))
}

/// Where the columns stand.
pub struct Columns {
    count: usize,
    lat: usize,
    lon: usize,
    height_m: Option<usize>,
    datum: Option<usize>,
    time: Option<usize>,
}

impl Columns {
    /// From the first line; names in any case.
    pub fn from_header(header: &ByteRecord) -> Result<Self, Fault> {
        if runs_over(header) {
            return Err(Fault {
                sentence: "has a header that runs over the end of its line".into(),
                hint: "close the quote",
            });
        }
        let lat = column(header, &["lat", "latitude"])?.ok_or_else(|| missing(header, "lat"))?;
        let lon = column(header, &["lon", "longitude"])?.ok_or_else(|| missing(header, "lon"))?;
        let optional = |name| column(header, &[name]);
        let [height_m, datum, time] =
            [optional("height_m")?, optional("datum")?, optional("time")?];
        Ok(Self { count: header.len(), lat, lon, height_m, datum, time })
    }

    /// The question of a row, or why it asks none.
    pub fn query(&self, record: &ByteRecord, now: Timestamp) -> Result<PointQuery, String> {
        if runs_over(record) {
            return Err("a value runs over the end of its line: a quote is not closed".into());
        }
        self.refuse_more(record)?;
        let lat = number("lat", field(record, Some(self.lat))?)?;
        let lon = number("lon", field(record, Some(self.lon))?)?;
        let position = Position::from_lat_lon_deg([lat, lon]).map_err(|error| error.to_string())?;
        let (heights, time) = (self.heights(record)?, self.time(record)?);
        let data_time = if time == TimeInterval::ANY { TimeInterval::instant(now) } else { time };
        Ok(PointQuery { position, heights, time, data_time })
    }

    /// `52,08,5,12` under `lat,lon` would be a point 200 km away.
    fn refuse_more(&self, record: &ByteRecord) -> Result<(), String> {
        if record.iter().skip(self.count).all(|cell| cell.trim_ascii().is_empty()) {
            return Ok(());
        }
        let (here, named) = (record.len(), self.count);
        Err(format!(
            "holds {here} values where the header names {named}; numbers have a decimal point, not a comma"
        ))
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
        // What stands in brackets would be left out.
        let plain = !time.contains('[') && crate::time::is_on_earth(time);
        let at: Option<Timestamp> = time.parse().ok().filter(|_| plain);
        let at = at.ok_or(format!("time {time:?} is not written like 2026-11-22T09:30:00Z"))?;
        Ok(TimeInterval::instant(at))
    }
}

/// The column of a quantity by any of its names; one that stands twice could mean either.
fn column(header: &ByteRecord, names: &[&str]) -> Result<Option<usize>, Fault> {
    let is_named = |cell: &[u8]| {
        names.iter().any(|name| cell.trim_ascii().eq_ignore_ascii_case(name.as_bytes()))
    };
    let mut places =
        header.iter().enumerate().filter(|(_, cell)| is_named(cell)).map(|(place, _)| place);
    match (places.next(), places.next()) {
        (first, None) => Ok(first),
        _ => Err(Fault {
            sentence: format!("has the column {} twice", names.join(" or ")),
            hint: COLUMNS,
        }),
    }
}

/// Why no column of this name is there, as far as the first line gives it away.
fn missing(header: &ByteRecord, name: &str) -> Fault {
    let line = header.as_slice();
    let holds = |byte: u8| line.contains(&byte);
    let fault = |sentence: &str, hint| Fault { sentence: sentence.to_owned(), hint };
    if line.starts_with(b"PK\x03\x04") {
        return fault("is a ZIP archive or a spreadsheet, not CSV", SAVE_AS_CSV);
    }
    if line.starts_with(b"\xff\xfe") || line.starts_with(b"\xfe\xff") || holds(0) {
        return fault("is UTF-16 text or binary data, not CSV in UTF-8", SAVE_AS_CSV);
    }
    if holds(b';') {
        return fault("has its columns parted by semicolons", PARTED);
    }
    if holds(b'\t') {
        return fault("has its columns parted by tabs", PARTED);
    }
    let is_number = |cell: &[u8]| {
        core::str::from_utf8(cell.trim_ascii()).is_ok_and(|text| text.parse::<f64>().is_ok())
    };
    if header.iter().filter(|cell| is_number(cell)).count() >= 2 {
        return fault("has no header: its first line holds numbers", COLUMNS);
    }
    Fault { sentence: format!("has no column {name}"), hint: COLUMNS }
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
