//! Overlays: the agency's signed corrections of published zones; and set-asides of zones that cannot be
//! placed.

use jiff::Timestamp;
use overfly_model::{Limit, MonthDay, Outline, TimeInterval, ZoneId, ZoneType};

use self::written::{Document, WrittenSetAside, digest, zone_id};
use crate::condition::Condition;
use crate::text::{self, DocumentError};
use crate::value::ZonePattern;

mod written;

/// The format of an overlay.
pub const FORMAT: &str = "overfly-overlay/1";
/// The format of a set-aside.
pub const SET_ASIDE_FORMAT: &str = "overfly-set-aside/1";

/// `O-*.toml`, read but not believed.
#[derive(Clone, Debug, PartialEq)]
pub struct OverlayDocument {
    /// What every overlay and set-aside states.
    pub head: Head,
    /// Corrections of single zones.
    pub corrections: Vec<Correction>,
    /// Rules for zones of one class.
    pub rules: Vec<ClassRule>,
}

/// `S-*.toml`, read but not believed.
#[derive(Clone, Debug, PartialEq)]
pub struct SetAsideDocument {
    /// What every overlay and set-aside states.
    pub head: Head,
    /// The zone that cannot be placed.
    pub zone: ZoneId,
    /// As it was when it was looked at.
    pub digest: String,
}

/// What every overlay and set-aside states.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// Who issues it.
    pub issuer: String,
    /// By which delegation, or office.
    pub via: String,
    /// When it was issued.
    pub issued: Timestamp,
    /// When what it weakens ends.
    pub until: Option<Timestamp>,
    /// Why.
    pub reason: String,
    /// Where it is written.
    pub source: String,
}

/// A correction of one zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The zone.
    pub zone: ZoneId,
    /// As it was when it was looked at.
    pub digest: String,
    /// Whether the published zone stays beside the corrected one.
    pub mode: Mode,
    /// Another type.
    pub kind: Option<ZoneType>,
    /// Another lower limit, for all parts that state none of their own.
    pub lower: Option<Limit>,
    /// Another upper limit.
    pub upper: Option<Limit>,
    /// Another outline.
    pub parts: Option<Vec<CorrectedPart>>,
    /// Other times.
    pub times: Option<CorrectedTimes>,
    /// Why.
    pub reason: String,
    /// Where it is written.
    pub source: String,
}

/// What becomes of the zone as published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It stays, beside the corrected one.
    Add,
    /// It is lifted, and the corrected one counts.
    Replace,
}

/// A part of a corrected outline.
#[derive(Clone, Debug, PartialEq)]
pub struct CorrectedPart {
    /// Where, holes included.
    pub outline: Outline,
    /// Its own lower limit.
    pub lower: Option<Limit>,
    /// Its own upper limit.
    pub upper: Option<Limit>,
}

/// When a corrected zone applies.
#[derive(Clone, Debug, PartialEq)]
pub enum CorrectedTimes {
    /// At these times, half-open.
    Windows(Vec<TimeInterval>),
    /// On these days of every year.
    Yearly(Vec<YearlyTime>),
}

/// Days of every year, and hours of them in UTC.
#[derive(Clone, Debug, PartialEq)]
pub struct YearlyTime {
    /// First day.
    pub from: MonthDay,
    /// Last day.
    pub until: MonthDay,
    /// Hours, `None` for whole days: seconds after midnight UTC.
    pub hours: Option<[u32; 2]>,
}

/// A rule for all zones of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassRule {
    /// Their ids.
    pub zones: Vec<ZonePattern>,
    /// Their type.
    pub kind: ZoneType,
    /// What their message or conditions say; `*` stands for any run of characters.
    pub message: Option<String>,
    /// What the rule does.
    pub effect: ClassEffect,
    /// Why.
    pub reason: String,
    /// Where it is written.
    pub source: String,
}

/// What a class rule does.
#[derive(Clone, Debug, PartialEq)]
pub enum ClassEffect {
    /// The zones are lifted once these conditions are met.
    Conditions(Vec<Condition>),
    /// The zones count as being of another type as well.
    As(ZoneType),
}

impl OverlayDocument {
    /// Reads an overlay.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let document: Document = text::read(bytes, FORMAT)?;
        if document.zone.is_empty() && document.class.is_empty() {
            return Err(DocumentError::field(
                "zone",
                "an overlay without zone and class does nothing",
            ));
        }
        let numbered = document.zone.into_iter().enumerate();
        let corrections: Vec<Correction> =
            numbered.map(|(at, zone)| zone.checked(at)).collect::<Result<_, _>>()?;
        let numbered = document.class.into_iter().enumerate();
        let rules: Vec<ClassRule> =
            numbered.map(|(at, class)| class.checked(at)).collect::<Result<_, _>>()?;
        let head = Head {
            id: document.id.0,
            title: document.title,
            issuer: document.issuer.0,
            via: document.via.0,
            issued: document.issued.0,
            until: document.until.map(|until| until.0),
            reason: document.reason,
            source: document.source,
        };
        let overlay = Self { head, corrections, rules };
        if overlay.weakens() && overlay.head.until.is_none() {
            return Err(DocumentError::field("until", "what weakens a zone has an end"));
        }
        Ok(overlay)
    }

    /// Whether any of it takes something away.
    pub fn weakens(&self) -> bool {
        self.corrections.iter().any(|zone| zone.mode == Mode::Replace)
            || self.rules.iter().any(|rule| matches!(rule.effect, ClassEffect::Conditions(_)))
    }
}

impl SetAsideDocument {
    /// Reads a set-aside.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let document: WrittenSetAside = text::read(bytes, SET_ASIDE_FORMAT)?;
        Ok(Self {
            head: Head {
                id: document.id.0,
                title: document.title.unwrap_or_default(),
                issuer: document.issuer.0,
                via: document.via.0,
                issued: document.issued.0,
                until: Some(document.until.0),
                reason: document.reason,
                source: document.source,
            },
            zone: zone_id(&document.zone, "zone")?,
            digest: digest(document.digest, "digest")?,
        })
    }
}
