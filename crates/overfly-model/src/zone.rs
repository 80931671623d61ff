//! UAS geographical zones (Implementing Regulation (EU) 2019/947, article 15).

use core::fmt;

use jiff::Timestamp;

use crate::{Applicability, Part, TimeInterval};

/// The key of a zone: `COUNTRY/identifier`, or `file-stem/n` for a zone without a country or
/// identifier. Text, never a number: `7.1` and `7.10` are two zones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZoneId(String);

impl ZoneId {
    /// From a country code and an identifier.
    pub fn new(country: &str, identifier: &str) -> Self {
        Self(format!("{country}/{identifier}"))
    }

    /// For the `number`th feature (from 1) of the file called `file_stem`, when it does not name itself.
    pub fn unnamed(file_stem: &str, number: usize) -> Self {
        Self(format!("{file_stem}/{number}"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the first slash: country code or file stem.
    pub fn scope(&self) -> &str {
        self.0.split_once('/').map_or("", |(scope, _)| scope)
    }

    /// The part after the first slash.
    pub fn identifier(&self) -> &str {
        self.0.split_once('/').map_or(self.as_str(), |(_, identifier)| identifier)
    }
}

impl fmt::Display for ZoneId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a zone asks of a flight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneType {
    /// No flight.
    Prohibited,
    /// No flight without authorisation.
    RequireAuthorization,
    /// Flight under conditions.
    Conditional,
    /// No restriction; a notice.
    Unrestricted,
    /// U-space airspace: flight under a U-space authorisation.
    USpace,
    /// A type we do not know, in the file's words; restricts like a prohibition.
    Unknown(String),
}

impl ZoneType {
    /// The name of the type, as shown and as in JSON.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Prohibited => "Prohibited",
            Self::RequireAuthorization => "RequireAuthorization",
            Self::Conditional => "Conditional",
            Self::Unrestricted => "Unrestricted",
            Self::USpace => "USpace",
            Self::Unknown(_) => "Unknown",
        }
    }
}

/// A text in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalText {
    /// The text.
    pub text: String,
    /// BCP 47 language tag, where the file states one.
    pub lang: Option<String>,
}

/// What one turns to an authority for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorityPurpose {
    /// It grants.
    Authorization,
    /// It wants to know.
    Notification,
    /// It can tell.
    Information,
    /// In the file's words.
    Other(String),
}

/// Who answers for a zone.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Authority {
    /// Name.
    pub name: Vec<LocalText>,
    /// Service.
    pub service: Vec<LocalText>,
    /// Person or desk.
    pub contact: Vec<LocalText>,
    /// Web address.
    pub site_url: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// What for.
    pub purpose: Option<AuthorityPurpose>,
    /// How long before the flight, as the file writes it (ISO 8601 duration).
    pub interval_before: Option<String>,
}

/// One UAS geographical zone: the union of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// Key.
    pub id: ZoneId,
    /// Country code as stated, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Names.
    pub name: Vec<LocalText>,
    /// What it asks.
    pub kind: ZoneType,
    /// `COMMON` or `CUSTOMIZED`, as the file says.
    pub variant: Option<String>,
    /// Why it exists, in the codes of the standard.
    pub reasons: Vec<String>,
    /// Why, in words.
    pub other_reason: Vec<LocalText>,
    /// The zone's own statement on exemption from the regulation (article 15(2)); never a waiver.
    pub regulation_exemption: Option<bool>,
    /// Conditions in the file's words.
    pub conditions: Option<String>,
    /// Region number.
    pub region: Option<u32>,
    /// Where: never empty; a zone that cannot be placed has one part `Outline::Unplaced`.
    pub parts: Vec<Part>,
    /// When.
    pub applicability: Applicability,
    /// Who.
    pub authorities: Vec<Authority>,
    /// Message to pilots.
    pub message: Vec<LocalText>,
    /// The feature as the file holds it, JSON.
    pub native: Option<String>,
}

impl Zone {
    /// The name to show: the first, on one line; empty when the file has none.
    pub fn display_name(&self) -> String {
        self.name.first().map(|name| one_line(&name.text)).unwrap_or_default()
    }
}

/// White space folded, control and bidirectional characters gone: text from a file that is safe to print.
pub fn one_line(text: &str) -> String {
    let safe: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_bidirectional(*c))
        .collect();
    safe.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Unicode's bidirectional controls, which can make a text read other than it is.
fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The zones of one file and what it says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneSet {
    /// Name of the standard: `ED-269`, `ED-318`, `GeoJSON`.
    pub standard: &'static str,
    /// Title.
    pub title: Option<String>,
    /// Who issued it.
    pub provider: Vec<LocalText>,
    /// When it was issued.
    pub issued: Option<Timestamp>,
    /// When it holds, as far as it says.
    pub valid: TimeInterval,
    /// The zones, in the file's order.
    pub zones: Vec<Zone>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_stays_text() {
        assert_ne!(ZoneId::new("NLD", "7.1"), ZoneId::new("NLD", "7.10"));
        let id = ZoneId::new("NLD", "6.7/213");
        assert_eq!((id.scope(), id.identifier()), ("NLD", "6.7/213"));
    }

    #[test]
    fn a_name_is_printed_on_one_line_without_control_characters() {
        assert_eq!(one_line("CTR\n Schiphol\u{1b}[31m\u{202e} x\t"), "CTR Schiphol[31m x");
    }
}
