//! Why a command could not do its work: a place, a sentence, and what to do.

use std::io::{self, ErrorKind};
use std::path::Path;

use overfly_format::ReadError;
use overfly_model::zone::one_line;
use overfly_model::{Code, Finding};

/// Always exit code 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    place: Option<String>,
    sentence: String,
    hint: Option<String>,
}

impl Failure {
    /// A failure that no file is to blame for.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { place: None, sentence: sentence.into(), hint: None }
    }

    /// A failure of a file, option or argument.
    pub fn at(place: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { place: Some(place.into()), ..Self::new(sentence) }
    }

    /// A file that the system would not read or write.
    pub fn io(path: &Path, doing: &str, error: &io::Error) -> Self {
        let why = match error.kind() {
            ErrorKind::NotFound => "it is not there".to_owned(),
            ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => without_number(error),
        };
        let failure = Self::at(path.display().to_string(), format!("cannot be {doing}: {why}"));
        match error.kind() {
            ErrorKind::NotFound => {
                failure.hint("look whether the path is typed right, from the folder you are in")
            }
            ErrorKind::PermissionDenied => {
                failure.hint("ask for the right to that file, or copy it elsewhere")
            }
            _ => failure,
        }
    }

    /// A file that is not what was wanted.
    pub fn read(place: impl Into<String>, wanted: Wanted, error: &ReadError) -> Self {
        let failure = Self::at(place, error.to_string());
        match remedy(wanted, error) {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }

    /// The same beside an answer that comes all the same, its remedy apart.
    pub fn into_note(self, code: Code) -> Finding {
        let note = match &self.place {
            Some(place) => Finding::note(code, format!("{place}: {}", self.sentence)),
            None => Finding::note(code, self.sentence.clone()),
        };
        match self.hint {
            Some(hint) => note.hint(hint),
            None => note,
        }
    }

    /// The same, with a remedy.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// The system's words without `(os error 2)`.
fn without_number(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or_default();
    words.trim_end_matches('.').to_lowercase()
}

/// `overfly: place: sentence`, the hint on a line of its own.
impl core::fmt::Display for Failure {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match &self.place {
            Some(place) => write!(f, "overfly: {}: {}", one_line(place), one_line(&self.sentence))?,
            None => write!(f, "overfly: {}", one_line(&self.sentence))?,
        }
        match &self.hint {
            Some(hint) => write!(f, "\nhint: {}", one_line(hint)),
            None => Ok(()),
        }
    }
}

/// What a file was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A flight plan.
    Plan,
    /// Zones.
    Zones,
    /// An elevation tile.
    Terrain,
}

/// What to do about a file that cannot be read at all.
fn remedy(wanted: Wanted, error: &ReadError) -> Option<&'static str> {
    let again = match wanted {
        Wanted::Plan => {
            "save the plan again in its planner, as .plan, .waypoints, .kmz, KML, CSV or GeoJSON"
        }
        Wanted::Zones => "download it again from its publisher",
        Wanted::Terrain => {
            "download the tile again and unpack it, or take it out of the folder: its ground is then not known"
        }
    };
    let text = match error {
        ReadError::Empty | ReadError::Syntax { .. } => again,
        ReadError::TooLarge { .. } | ReadError::Unusable { .. } if wanted == Wanted::Terrain => {
            again
        }
        ReadError::NotUtf8 { .. } => "save it again as UTF-8 text",
        ReadError::SomethingElse { what, .. } => something_else(wanted, what, again),
        _ => return None,
    };
    Some(text)
}

fn something_else(wanted: Wanted, what: &str, again: &'static str) -> &'static str {
    let is = |words: &[&str]| words.iter().any(|word| what.contains(word));
    match wanted {
        Wanted::Terrain => again,
        _ if is(&["UTF-16"]) => "save it again as UTF-8 text",
        Wanted::Plan if is(&["zone file"]) => "name the plan first, and the zones after --zones",
        Wanted::Zones if is(&["plan", "mission"]) => {
            "name the plan first, and zone files after --zones"
        }
        Wanted::Plan if is(&["template of a DJI mission"]) => {
            "export the mission from the planner as .kmz: it holds the waylines, too"
        }
        Wanted::Plan if is(&["fence", "rally"]) => "name the file of the mission itself",
        Wanted::Plan if is(&["gzip"]) => "unpack it, and name the plan inside",
        Wanted::Plan if is(&["picture", "PDF", "database", "binary"]) => {
            "name a flight plan: .plan, .waypoints, .kmz, KML, CSV or GeoJSON"
        }
        Wanted::Zones if is(&["KML"]) => "KML is not read as zones: get ED-269, ED-318 or GeoJSON",
        Wanted::Zones if is(&["table"]) => {
            "CSV is not read as zones: get ED-269, ED-318 or GeoJSON"
        }
        Wanted::Plan if is(&["ZIP", "XML", "HTML", "GPX"]) => {
            "export the plan as .plan, .waypoints, .kmz, KML, CSV or GeoJSON"
        }
        Wanted::Zones if is(&["ZIP", "gzip"]) => {
            "unpack it and name the zone file inside (KMZ is not read: get ED-269, ED-318 or GeoJSON)"
        }
        Wanted::Zones if is(&["XML", "HTML"]) => {
            "download it again: this may be a page about the file (KML, AIXM and GML are not read)"
        }
        Wanted::Zones if is(&["JavaScript"]) => "download the data itself, as JSON",
        _ => again,
    }
}
