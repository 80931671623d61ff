//! `overfly.toml`: which documents an agency goes by, and where they lie.

use crate::authority;
use crate::overlay::{FORMAT as OVERLAY, SET_ASIDE_FORMAT};
use crate::text::{self, DocumentError};
use crate::waiver;

/// The format of `overfly.toml`.
pub const FORMAT: &str = "overfly-agency/1";

/// `overfly.toml`. Nobody signs it: what it leads to is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyDocument {
    /// The agency, for people.
    pub title: String,
    /// Zone files, and folders of them.
    pub zones: Vec<String>,
    /// The folder with the trust root, delegations and revocations.
    pub trust: String,
    /// Files and folders with waivers.
    pub waivers: Vec<String>,
    /// Files and folders with overlays and set-asides.
    pub overlays: Vec<String>,
}

/// What a document in an agency's folders is, by the format it states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// A trust root.
    TrustRoot,
    /// A delegation, a revocation list or a single revocation.
    Trust,
    /// A waiver.
    Waiver,
    /// An overlay or a set-aside.
    Overlay,
}

impl AgencyDocument {
    /// Reads `overfly.toml`. An editor's mark at its start and its line ends do no harm, as nobody signs it.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let returns = bytes.windows(2).any(|pair| pair == b"\r\n");
        let document: Document = if returns {
            let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
            text::read(text.as_bytes(), FORMAT)?
        } else {
            text::read(bytes, FORMAT)?
        };
        let Document { title, zones, trust, waivers, overlays, .. } = document;
        let paths = [&zones, &waivers, &overlays].into_iter().flatten().chain([&trust]);
        if paths.into_iter().any(|path| path.trim().is_empty()) {
            return Err(DocumentError::field("paths", "an empty path names nothing"));
        }
        Ok(Self { title, zones, trust, waivers, overlays })
    }
}

impl DocumentKind {
    /// What a text is, by its `format`; else why nobody can tell.
    pub fn of(bytes: &[u8]) -> Result<Self, DocumentError> {
        let found = text::read_format(bytes)?;
        match found.as_str() {
            crate::trust::FORMAT => Ok(Self::TrustRoot),
            waiver::FORMAT => Ok(Self::Waiver),
            OVERLAY | SET_ASIDE_FORMAT => Ok(Self::Overlay),
            format if authority::is_trust_format(format) => Ok(Self::Trust),
            _ => {
                Err(DocumentError::Format { found, wanted: "overfly-waiver/1, or another of ours" })
            }
        }
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[allow(dead_code, reason = "compared when the text is read")]
    format: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    zones: Vec<String>,
    trust: String,
    #[serde(default)]
    waivers: Vec<String>,
    #[serde(default)]
    overlays: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "format = \"overfly-agency/1\"\ntitle = \"North\"\nzones = [\"../zones\"]\n\
        trust = \"trust\"\nwaivers = [\"waivers\"]\n";

    #[test]
    fn only_the_trust_folder_must_be_named() {
        let read = AgencyDocument::read(TEXT.as_bytes()).unwrap();
        assert_eq!((read.trust.as_str(), read.overlays.len()), ("trust", 0));
        let windows = format!("\u{feff}{}", TEXT.replace('\n', "\r\n"));
        assert_eq!(AgencyDocument::read(windows.as_bytes()), Ok(read));
        for (right, wrong) in [
            ("trust = \"trust\"\n", ""),
            ("\"trust\"", "\" \""),
            ("\"waivers\"", "\"\""),
            ("agency/1", "agency/2"),
            ("title", "name"),
        ] {
            assert!(
                AgencyDocument::read(TEXT.replace(right, wrong).as_bytes()).is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_document_is_what_its_format_says() {
        for (text, kind) in [
            ("format = \"overfly-trust/1\"", Some(DocumentKind::TrustRoot)),
            ("format = \"overfly-delegation/1\"", Some(DocumentKind::Trust)),
            ("format = \"overfly-revocations/1\"", Some(DocumentKind::Trust)),
            ("format = \"overfly-revocation/1\"", Some(DocumentKind::Trust)),
            ("format = \"overfly-waiver/1\"", Some(DocumentKind::Waiver)),
            ("format = \"overfly-overlay/1\"", Some(DocumentKind::Overlay)),
            ("format = \"overfly-set-aside/1\"", Some(DocumentKind::Overlay)),
            ("format = \"overfly-waiver/2\"", None),
            ("format = 1", None),
            ("id = \"W-1\"", None),
            ("format = \"overfly-waiver/1\"\r\n", None),
        ] {
            assert_eq!(DocumentKind::of(text.as_bytes()).ok(), kind, "{text}");
        }
    }
}
