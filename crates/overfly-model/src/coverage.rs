//! Where a file's silence means "no zone".

use jiff::Timestamp;

use crate::{ClockZone, Outline, TimeInterval};

/// On what a coverage rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverageBasis {
    /// A manifest states an outline.
    Manifest,
    /// No manifest: the box round the file's zones, which the answer says.
    BoxOfZones,
}

/// Where, and for how long, a set of zones answers for the absence of zones.
///
/// A flight outside all coverage is undecided: "clear" without data is the worst answer there is.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The areas; drawn inward where in doubt.
    pub outlines: Vec<Outline>,
    /// When the data holds.
    pub valid: TimeInterval,
    /// When it was issued, where the file says.
    pub issued: Option<Timestamp>,
    /// On what this rests.
    pub basis: CoverageBasis,
    /// The file that says so, for the answer.
    pub source: String,
}

/// A zone folder's manifest: what the folder holds, where it answers, and until when.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// For people.
    pub title: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// When the data was issued.
    pub issued: Option<Timestamp>,
    /// When the data holds.
    pub valid: TimeInterval,
    /// IANA name of the zone in which answers show local time.
    pub time_zone: Option<String>,
    /// On whose clocks the times of the zones are that name no offset and no time zone.
    pub local_times: Option<ClockZone>,
    /// Where the folder's silence means "no zone".
    pub coverage: Vec<Outline>,
    /// The zone files; all must be there for the coverage to hold.
    pub files: Vec<ManifestFile>,
}

/// One zone file of a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestFile {
    /// Path relative to the manifest, with `/`.
    pub path: String,
    /// How many zones it holds.
    pub zones: usize,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: Option<String>,
}
