//! Why bytes could not be read at all.

/// A file that cannot be read at all. The caller names the file; the sentence says what it is and
/// what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No bytes, or only white space.
    #[error("is empty")]
    Empty,
    /// More bytes than any such file has.
    #[error("is larger than {limit_mib} MiB, the most this reader takes")]
    TooLarge {
        /// The limit.
        limit_mib: usize,
    },
    /// Not UTF-8 text.
    #[error("is not UTF-8 text (byte {offset})")]
    NotUtf8 {
        /// Offset of the first bad byte.
        offset: usize,
    },
    /// Something else than what is read here.
    #[error("is {what}, not {wanted}")]
    SomethingElse {
        /// What it looks like: `a ZIP archive`, `an HTML page`.
        what: &'static str,
        /// What was wanted: `JSON`, `a zone file (ED-269, ED-318 or GeoJSON)`.
        wanted: &'static str,
    },
    /// Text that breaks its syntax.
    #[error("is not valid {syntax}: {message}")]
    Syntax {
        /// `JSON` or `TOML`.
        syntax: &'static str,
        /// What and where.
        message: String,
    },
    /// Well-formed, but without what a file of its format must have.
    #[error("{field}: {message}")]
    Unusable {
        /// Where: `mission.items`.
        field: String,
        /// What is wrong and what would be right.
        message: String,
    },
}
