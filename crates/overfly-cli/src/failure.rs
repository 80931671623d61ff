//! Why a command could not do its work: a place, a sentence, and what to do.

use std::path::Path;

use overfly_model::zone::one_line;

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
    pub fn io(path: &Path, doing: &str, error: &std::io::Error) -> Self {
        Self::at(path.display().to_string(), format!("cannot be {doing}: {error}"))
    }

    /// The same, with a remedy.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
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
