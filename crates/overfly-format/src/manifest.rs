//! `manifest.toml`: what a zone folder holds and where it answers.
//!
//! ```toml
//! format = "overfly-zones/1"
//! title = "Zones of the Netherlands, for demonstration"
//! country = "NLD"
//! issued = 2026-11-01T00:00:00Z
//! valid_from = 2026-11-01T00:00:00Z
//! valid_until = 2026-12-31T23:00:00Z
//! time_zone = "Europe/Amsterdam"
//! local_times = "Europe/Amsterdam"
//!
//! [[coverage]]
//! outline = [[3.4, 51.4], [7.0, 51.4], [7.0, 53.4], [3.4, 53.4]]
//!
//! [[coverage]]
//! circle = { centre = [5.7, 50.9], radius_m = 10000 }
//!
//! [[file]]
//! path = "control-zones.json"
//! zones = 24
//! sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
//! ```
//!
//! A manifest is written by hand and decides where silence means "no zone". So nothing in it is
//! guessed: an unknown key, an unreadable date or an outline in doubt is an error.

use jiff::Timestamp;
use overfly_model::{ClockZone, Manifest, ManifestFile, Metres, Outline, Position, TimeInterval};
use serde::de::{Deserialize, Deserializer, Error as _};

use crate::ReadError;
use crate::zones;

/// The first line of every manifest.
const FORMAT: &str = "overfly-zones/1";
/// The largest manifest read.
const LIMIT_MIB: usize = 16;

/// Reads a manifest.
///
/// # Errors
/// [`ReadError`] that names the line or the key.
pub fn read(bytes: &[u8]) -> Result<Manifest, ReadError> {
    if bytes.len() > LIMIT_MIB << 20 {
        return Err(ReadError::TooLarge { limit_mib: LIMIT_MIB });
    }
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    let text =
        core::str::from_utf8(bytes).map_err(|e| ReadError::NotUtf8 { offset: e.valid_up_to() })?;
    let document: Document = toml::from_str(text).map_err(|e| syntax(text, &e))?;
    document.checked()
}

/// The message with its line; the parser's own picture of the text is left out.
fn syntax(text: &str, error: &toml::de::Error) -> ReadError {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before
        .map_or_else(String::new, |before| format!("line {}: ", before.matches('\n').count() + 1));
    ReadError::Syntax { syntax: "TOML", message: format!("{line}{}", error.message()) }
}

fn unusable(field: impl Into<String>, message: impl Into<String>) -> ReadError {
    ReadError::Unusable { field: field.into(), message: message.into() }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: String,
    title: String,
    country: Option<String>,
    issued: Option<Instant>,
    valid_from: Option<Instant>,
    valid_until: Option<Instant>,
    time_zone: Option<String>,
    local_times: Option<String>,
    coverage: Vec<Area>,
    file: Vec<File>,
}

impl Document {
    fn checked(self) -> Result<Manifest, ReadError> {
        if self.format != FORMAT {
            return Err(unusable("format", format!("{:?} is not {FORMAT:?}", self.format)));
        }
        check_country(self.country.as_deref())?;
        time_zone("time_zone", self.time_zone.as_deref())?;
        if self.coverage.is_empty() {
            return Err(unusable("coverage", "no area: the folder would answer nowhere"));
        }
        Ok(Manifest {
            valid: valid(self.valid_from, self.valid_until)?,
            coverage: numbered(self.coverage, Area::outline)?,
            files: files(self.file)?,
            title: self.title,
            country: self.country,
            issued: self.issued.map(|issued| issued.0),
            local_times: time_zone("local_times", self.local_times.as_deref())?,
            time_zone: self.time_zone,
        })
    }
}

fn check_country(country: Option<&str>) -> Result<(), ReadError> {
    match country {
        Some(code) if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) => {
            Err(unusable(
                "country",
                format!("{code:?} is not three capitals (ISO 3166-1 alpha-3), such as \"NLD\""),
            ))
        }
        _ => Ok(()),
    }
}

fn time_zone(field: &str, name: Option<&str>) -> Result<Option<ClockZone>, ReadError> {
    let Some(name) = name else { return Ok(None) };
    let zone = ClockZone::from_name(name).ok_or_else(|| {
        unusable(field, format!("{name:?} is no time zone, such as \"Europe/Amsterdam\""))
    })?;
    Ok(Some(zone))
}

fn valid(from: Option<Instant>, until: Option<Instant>) -> Result<TimeInterval, ReadError> {
    let valid = TimeInterval { from: from.map(|at| at.0), until: until.map(|at| at.0) };
    match (valid.from, valid.until) {
        (Some(from), Some(until)) if until <= from => {
            Err(unusable("valid_until", format!("{until} is not after valid_from, {from}")))
        }
        _ => Ok(valid),
    }
}

fn numbered<T, U>(
    items: Vec<T>,
    read: fn(T, usize) -> Result<U, ReadError>,
) -> Result<Vec<U>, ReadError> {
    items.into_iter().enumerate().map(|(i, item)| read(item, i)).collect()
}

/// An instant, as a TOML date-time or as text.
struct Instant(Timestamp);

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => text,
            toml::Value::Datetime(datetime) => datetime.to_string(),
            other => other.to_string(),
        };
        let read = zones::instant(&text).map(Self);
        read.ok_or_else(|| {
            D::Error::custom(format!(
                "{text} is no date and time with an offset, such as 2026-11-01T00:00:00Z"
            ))
        })
    }
}

/// One area of coverage: an outline of `[lon, lat]` or a circle.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Area {
    outline: Option<Vec<[f64; 2]>>,
    circle: Option<Circle>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Circle {
    centre: [f64; 2],
    radius_m: f64,
}

impl Area {
    fn outline(self, i: usize) -> Result<Outline, ReadError> {
        match (self.outline, self.circle) {
            (Some(vertices), None) => {
                let ring = zones::certain_ring(&vertices)
                    .map_err(|why| unusable(format!("coverage[{i}].outline"), why))?;
                Ok(Outline::Polygon { outer: ring, holes: Vec::new() })
            }
            (None, Some(circle)) => circle.outline(i),
            _ => Err(unusable(
                format!("coverage[{i}]"),
                "needs either outline = [[lon, lat], ..] or circle",
            )),
        }
    }
}

impl Circle {
    fn outline(&self, i: usize) -> Result<Outline, ReadError> {
        let centre = Position::from_lon_lat_deg(self.centre)
            .map_err(|e| unusable(format!("coverage[{i}].circle.centre"), e.to_string()))?;
        let radius = Metres::new(self.radius_m).ok().filter(|radius| *radius > Metres::ZERO);
        let radius = radius.ok_or_else(|| {
            unusable(format!("coverage[{i}].circle.radius_m"), "not a number of metres above 0")
        })?;
        Ok(Outline::Circle { centre, radius })
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    path: String,
    zones: usize,
    sha256: Option<String>,
}

fn files(files: Vec<File>) -> Result<Vec<ManifestFile>, ReadError> {
    if files.is_empty() {
        return Err(unusable("file", "no file: the folder would hold no zones"));
    }
    let files = numbered(files, File::checked)?;
    for (i, file) in files.iter().enumerate() {
        if files.iter().take(i).any(|other| other.path == file.path) {
            return Err(unusable(
                format!("file[{i}].path"),
                format!("{:?} stands twice", file.path),
            ));
        }
    }
    Ok(files)
}

impl File {
    fn checked(self, i: usize) -> Result<ManifestFile, ReadError> {
        if let Some(why) = outside(&self.path) {
            return Err(unusable(format!("file[{i}].path"), format!("{:?} {why}", self.path)));
        }
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if let Some(sum) = &self.sha256
            && !(sum.len() == 64 && sum.bytes().all(hex))
        {
            return Err(unusable(
                format!("file[{i}].sha256"),
                "not 64 hexadecimal digits in lower case",
            ));
        }
        Ok(ManifestFile { path: self.path, zones: self.zones, sha256: self.sha256 })
    }
}

/// Why a path may lead out of the folder, on any platform.
fn outside(path: &str) -> Option<&'static str> {
    if path.starts_with('/') || path.contains(['\\', ':']) {
        return Some("is not a path relative to the manifest, parted by /");
    }
    if path.contains(char::is_control) {
        return Some("holds a control character");
    }
    path.split('/')
        .any(|step| ["", ".", ".."].contains(&step))
        .then_some("has an empty step, . or .. in it")
}
