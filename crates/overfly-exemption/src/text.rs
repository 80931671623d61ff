//! The texts that people sign: small, plain, and exactly what an officer sees.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

/// The largest document.
const LIMIT_KIB: usize = 256;
/// The largest revocation list.
const LIST_LIMIT_KIB: usize = 4096;

/// Why a document cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Larger than any document.
    #[error("is larger than {limit_kib} KiB, more than any document of its kind")]
    TooLarge {
        /// The limit.
        limit_kib: usize,
    },
    /// A pipe, a device or the like under a document's name.
    #[error("is no ordinary file, and is not opened")]
    NotOrdinary,
    /// Nothing in it.
    #[error("is empty")]
    Empty,
    /// Not UTF-8.
    #[error("is not UTF-8 text (byte {offset})")]
    NotUtf8 {
        /// Where it stops being text.
        offset: usize,
    },
    /// Carriage returns: Windows or mail changed the line ends, which breaks every signature.
    #[error(
        "has changed line ends (line {line}: CR LF in place of LF), which breaks the signature"
    )]
    LineEnds {
        /// From 1.
        line: usize,
    },
    /// A character that an officer would not see, or not where it stands.
    #[error("holds a character that does not show (U+{code:04X}, line {line})")]
    Hidden {
        /// The character.
        code: u32,
        /// From 1.
        line: usize,
    },
    /// Not TOML, a key twice, an unknown key, a value of another kind.
    #[error("{place}{message}")]
    Syntax {
        /// `line 3: `, or empty.
        place: String,
        /// What the parser says.
        message: String,
    },
    /// Another kind of document, or another version.
    #[error("has the format {found:?}, not {wanted:?}")]
    Format {
        /// As written.
        found: String,
        /// As it should be.
        wanted: &'static str,
    },
    /// A value that cannot be meant.
    #[error("{field}: {message}")]
    Field {
        /// The key.
        field: String,
        /// What is wrong with it.
        message: String,
    },
}

impl DocumentError {
    pub(crate) fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Field { field: field.into(), message: message.into() }
    }
}

/// Reads a document of one format.
pub(crate) fn read<T: DeserializeOwned>(
    bytes: &[u8],
    format: &'static str,
) -> Result<T, DocumentError> {
    let text = plain(bytes, LIMIT_KIB)?;
    parse(text, format)
}

/// The same for a revocation list, which may be long.
pub(crate) fn read_list<T: DeserializeOwned>(
    bytes: &[u8],
    format: &'static str,
) -> Result<T, DocumentError> {
    parse(plain(bytes, LIST_LIMIT_KIB)?, format)
}

/// The `format` that a text states: which reader to ask.
pub fn stated_format(bytes: &[u8]) -> Option<String> {
    read_format(bytes).ok()
}

/// The same, or why none can be told.
pub(crate) fn read_format(bytes: &[u8]) -> Result<String, DocumentError> {
    format_of(plain(bytes, LIST_LIMIT_KIB)?)
}

/// The text with its line ends as they were before Windows or mail changed them. No signature holds for what
/// was changed: this serves only to see what a text restricts that does not count.
pub fn with_line_feeds(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let kept = |(at, byte): (usize, &u8)| {
        let ends = *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
        (!ends).then_some(*byte)
    };
    Cow::Owned(bytes.iter().enumerate().filter_map(kept).collect())
}

fn format_of(text: &str) -> Result<String, DocumentError> {
    #[derive(serde::Deserialize)]
    struct Stated {
        format: String,
    }
    let stated: Stated = toml::from_str(text).map_err(|error| syntax(text, &error))?;
    Ok(stated.format)
}

fn parse<T: DeserializeOwned>(text: &str, format: &'static str) -> Result<T, DocumentError> {
    let found = format_of(text)?;
    if found != format {
        return Err(DocumentError::Format { found, wanted: format });
    }
    toml::from_str(text).map_err(|error| syntax(text, &error))
}

/// The text, if an officer sees all of it.
fn plain(bytes: &[u8], limit_kib: usize) -> Result<&str, DocumentError> {
    if bytes.len() > limit_kib << 10 {
        return Err(DocumentError::TooLarge { limit_kib });
    }
    if bytes.trim_ascii().is_empty() {
        return Err(DocumentError::Empty);
    }
    let text = core::str::from_utf8(bytes)
        .map_err(|error| DocumentError::NotUtf8 { offset: error.valid_up_to() })?;
    match text.char_indices().find(|(_, c)| is_hidden(*c)) {
        None => Ok(text),
        Some((at, c)) => {
            let line = line_of(text, at);
            Err(if c == '\r' {
                DocumentError::LineEnds { line }
            } else {
                DocumentError::Hidden { code: u32::from(c), line }
            })
        }
    }
}

/// Control characters, and what Unicode calls format characters and fillers: they reorder, join or hide text,
/// or make one name look like another.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
            | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

fn syntax(text: &str, error: &toml::de::Error) -> DocumentError {
    let place = error.span().map(|span| format!("line {}: ", line_of(text, span.start)));
    DocumentError::Syntax { place: place.unwrap_or_default(), message: error.message().to_owned() }
}
