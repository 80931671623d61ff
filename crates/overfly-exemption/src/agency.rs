//! `overfly.toml`: where in an agency's folder its documents stand. It is not signed and proves nothing: what
//! it names has to verify by itself.

use crate::text::{self, DocumentError};

/// The format.
pub const FORMAT: &str = "overfly-agency/1";

/// Where an agency's documents stand, as paths relative to the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyDocument {
    /// The agency's name.
    pub title: String,
    /// Zone files and folders.
    pub zones: Vec<String>,
    /// The folder of the trust root, delegations and revocations.
    pub trust: String,
    /// Waivers, and folders of them.
    pub waivers: Vec<String>,
    /// Overlays and set-asides, and folders of them.
    pub overlays: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[allow(dead_code, reason = "compared when the text is read")]
    format: String,
    title: String,
    #[serde(default)]
    zones: Vec<String>,
    #[serde(default = "trust")]
    trust: String,
    #[serde(default)]
    waivers: Vec<String>,
    #[serde(default)]
    overlays: Vec<String>,
}

fn trust() -> String {
    "trust".to_owned()
}

impl AgencyDocument {
    /// Reads `overfly.toml`.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let document: Document = text::read(bytes, FORMAT)?;
        let named = [&document.zones, &document.waivers, &document.overlays];
        let paths = named.into_iter().flatten().chain([&document.trust]);
        for path in paths {
            if path.trim().is_empty() || path.starts_with('/') || path.contains([':', '\\']) {
                let message = format!("{path:?} is no path relative to this file, with slashes");
                return Err(DocumentError::field("overfly.toml", message));
            }
        }
        Ok(Self {
            title: document.title,
            zones: document.zones,
            trust: document.trust,
            waivers: document.waivers,
            overlays: document.overlays,
        })
    }
}
