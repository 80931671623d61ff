//! Plans packed in a ZIP archive: a DJI mission, or KML with its pictures (`.kmz`).

use overfly_model::{Code, Finding, Flight, Reading};

use super::wpml::Template;
use super::{WANTED, drawing, unusable, wpml};
use crate::ReadError;
use crate::xml::{self, Element};
use crate::zip::{Archive, Entry};

const WAYLINES: &str = "wpmz/waylines.wpml";
const TEMPLATE: &str = "wpmz/template.kml";

/// Reads the plan in an archive.
pub(super) fn read(bytes: &[u8]) -> Result<Reading<Flight>, ReadError> {
    let archive = Archive::read(bytes)?;
    let files: Vec<&Entry> = archive.files().filter(|file| !is_clutter(&file.name)).collect();
    let find = |name: &str| files.iter().find(|file| file.name == name);
    if let Some(waylines) = find(WAYLINES) {
        let template = match find(TEMPLATE).map(|entry| element(&archive, entry)) {
            None => Template::Missing,
            Some(Ok(element)) => Template::Read(element),
            Some(Err(error)) => Template::Unreadable(error.to_string()),
        };
        let mut reading = wpml::read(&element(&archive, waylines)?, &template)?;
        let others =
            files.iter().filter(|file| ![WAYLINES, TEMPLATE].contains(&file.name.as_str()));
        for other in others.filter(|file| is_plan(&file.name)) {
            let name = short(&other.name);
            let text = format!("{name} lies beside the waylines: whether it is flown is not known");
            let finding = Finding::undecided(Code::ItemNotCheckable, text).at(name);
            reading.findings.push(finding.hint("export the mission alone"));
        }
        return Ok(reading);
    }
    let has_ending = |ending: &str| {
        let has = |file: &&&Entry| file.name.to_lowercase().ends_with(ending);
        files.iter().filter(has).copied().collect::<Vec<&Entry>>()
    };
    let missions = has_ending(".wpml");
    if let Some(other) = missions.first() {
        let message = format!("holds {:?}; a DJI mission has {WAYLINES}", short(&other.name));
        return Err(unusable("the archive", message));
    }
    match has_ending(".kml").as_slice() {
        [only] => drawing(&element(&archive, only)?),
        [] => Err(ReadError::SomethingElse {
            what: "a ZIP archive without a flight plan",
            wanted: WANTED,
        }),
        [first, second, ..] => {
            let (first, second) = (short(&first.name), short(&second.name));
            let message = format!("holds {first:?} and {second:?}: which is flown is not known");
            Err(unusable("the archive", message))
        }
    }
}

fn is_plan(name: &str) -> bool {
    let name = name.to_lowercase();
    [".wpml", ".kml", ".kmz"].iter().any(|ending| name.ends_with(ending))
}

/// What operating systems add of their own.
fn is_clutter(name: &str) -> bool {
    name.starts_with("__MACOSX/")
}

fn element(archive: &Archive, entry: &Entry) -> Result<Element, ReadError> {
    let name = short(&entry.name);
    let read = archive.unpack(entry).and_then(|bytes| xml::parse(&bytes));
    read.map_err(|error| match error {
        ReadError::Syntax { syntax: "XML", message } => {
            ReadError::Syntax { syntax: "XML", message: format!("{name}, {message}") }
        }
        error @ ReadError::Syntax { .. } => error,
        error => unusable(name, error.to_string()),
    })
}

fn short(name: &str) -> String {
    name.chars().take(80).collect()
}
