//! Findings: what a reader or a decision has to say, each with a stable code.

use core::fmt;

use crate::ZoneId;

/// What a finding does to a flight, from harmless to gravest. The gravest decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Nothing in the way.
    Clear,
    /// Worth knowing; changes nothing.
    Note,
    /// In the way, but lifted.
    Lifted,
    /// In the way until a condition is attested.
    Pending,
    /// Could not be decided.
    Undecided,
    /// In the way.
    Blocked,
}

impl Effect {
    /// The word in JSON and text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Note => "note",
            Self::Lifted => "lifted",
            Self::Pending => "pending",
            Self::Undecided => "undecided",
            Self::Blocked => "blocked",
        }
    }
}

/// What a reader found. Never a reason to drop anything: a finding says what was kept, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Stable code, with a heading in docs/reasons.md.
    pub code: Code,
    /// What it does to a flight.
    pub effect: Effect,
    /// The zone it speaks of.
    pub zone: Option<ZoneId>,
    /// Where in the file: `features[3].geometry`, `mission.items[7].frame`.
    pub field: Option<String>,
    /// One sentence for a pilot at night, lower-case, place before fault.
    pub text: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Finding {
    /// A finding that changes nothing about a flight.
    pub fn note(code: Code, text: impl Into<String>) -> Self {
        Self { code, effect: Effect::Note, zone: None, field: None, text: text.into(), hint: None }
    }

    /// A finding that keeps the flight from being decided.
    pub fn undecided(code: Code, text: impl Into<String>) -> Self {
        Self { effect: Effect::Undecided, ..Self::note(code, text) }
    }

    /// The same, about `zone`.
    #[must_use]
    pub fn of_zone(self, zone: &ZoneId) -> Self {
        Self { zone: Some(zone.clone()), ..self }
    }

    /// The same, at `field`.
    #[must_use]
    pub fn at(self, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..self }
    }

    /// The same, with a remedy.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// What a reader returns: everything it could place, and everything it found.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<T> {
    /// What was read.
    pub items: T,
    /// What there is to say about it.
    pub findings: Vec<Finding>,
}

/// Defines [`Code`] with its text in one place, so that none can lack one.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// The stable code of a finding. docs/reasons.md has a heading for each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The kebab-case text.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

codes! {
    // Decisions.
    /// The flight meets a prohibited zone.
    ZoneProhibited = "zone-prohibited",
    /// The flight meets a zone that needs authorisation.
    ZoneAuthorization = "zone-authorization",
    /// The flight meets a conditional zone whose condition no machine can state.
    ZoneConditional = "zone-conditional",
    /// The flight meets U-space airspace.
    ZoneUspace = "zone-uspace",
    /// The flight meets a zone without restriction.
    ZoneUnrestricted = "zone-unrestricted",
    /// The flight meets a zone of a type this version does not know.
    ZoneTypeUnknown = "zone-type-unknown",
    /// A restricting zone over, under or around the flight that it does not meet.
    ZoneNotMet = "zone-not-met",
    /// A zone of the data cannot be placed, so it may be where the flight is.
    ZoneUnplaced = "zone-unplaced",
    /// Part of the flight lies where no zone data speaks.
    NoZoneData = "no-zone-data",
    /// The zone data no longer holds, or does not yet.
    ZonesStale = "zones-stale",
    /// No manifest: coverage is taken from the box round the zones.
    CoverageAssumed = "coverage-assumed",
    /// The folder does not hold what its manifest lists.
    ManifestMismatch = "manifest-mismatch",
    /// A limit compared over two datums, through an interval of ground.
    HeightAssumed = "height-assumed",
    /// Elevation tiles do not tell the ground under all of the flight.
    TerrainMissing = "terrain-missing",
    /// A zone's times hang on the sun or a local clock and count as always.
    ScheduleAssumed = "schedule-assumed",
    /// No departure: every zone counts at all times.
    DepartureNotStated = "departure-not-stated",
    /// The departure is before the present.
    DeparturePast = "departure-past",
    /// Within one degree of a pole, where this product does not decide.
    NearPole = "near-pole",
    /// The flight has no pieces.
    FlightEmpty = "flight-empty",
    /// The height of the return flight is not stated.
    ReturnHeightNotStated = "return-height-not-stated",
    /// On a lost link the aircraft is to fly to a rally point, and the plan has none.
    RallyPointMissing = "rally-point-missing",
    /// The take-off point is not stated.
    TakeOffNotStated = "take-off-not-stated",
    /// Findings of the zone reader on zones the flight does not touch.
    OtherZoneFindings = "other-zone-findings",

    // Exemptions.
    /// A waiver that names a conflicting zone has no time left there, or not yet.
    WaiverTime = "waiver-time",
    /// It does not reach the heights flown.
    WaiverHeight = "waiver-height",
    /// It does not reach the place.
    WaiverArea = "waiver-area",
    /// It is for another aircraft.
    WaiverAircraft = "waiver-aircraft",
    /// It is for another operator.
    WaiverOperator = "waiver-operator",
    /// It is for other remote pilots.
    WaiverPilot = "waiver-pilot",
    /// It is for other purposes.
    WaiverPurpose = "waiver-purpose",
    /// The zone is not the one its issuer saw.
    WaiverZoneChanged = "waiver-zone-changed",
    /// Its issuer may not lift zones of this type.
    WaiverZoneType = "waiver-zone-type",
    /// The zone is one that nothing lifts.
    WaiverNever = "waiver-never",
    /// Two different zones have one id, so nobody knows which is meant.
    ZoneAmbiguous = "zone-ambiguous",
    /// The flight is not as a condition demands.
    ConditionLimit = "condition-limit",
    /// An attestation that fits nothing, or lacks what is needed.
    AttestationUnused = "attestation-unused",
    /// An overlay corrects a zone that has changed since.
    OverlayZoneChanged = "overlay-zone-changed",
    /// An overlay corrects a zone that no file has.
    OverlayZoneMissing = "overlay-zone-missing",
    /// The zone as an overlay states it that does not count.
    OverlayInDoubt = "overlay-in-doubt",
    /// An index built beforehand does not make sense.
    IndexDamaged = "index-damaged",
    /// Two signed documents that differ have one id.
    IdTwice = "id-twice",
    /// What weakens in an overlay does not count.
    OverlayNotWeakening = "overlay-not-weakening",
    /// The aircraft has to stay on the ground.
    AircraftGrounded = "aircraft-grounded",
    /// What lifts rests on a stale revocation list, in its grace.
    RevocationsGrace = "revocations-grace",
    /// What lifts rests on something that may lapse before the flight is over.
    LapsesBefore = "lapses-before",

    // Trust.
    /// A signed document that cannot be read.
    DocumentUnreadable = "document-unreadable",
    /// Line ends of a signed document were changed.
    LineEndsChanged = "line-ends-changed",
    /// No signature of whoever has to sign.
    SignatureMissing = "signature-missing",
    /// A signature that does not hold.
    SignatureInvalid = "signature-invalid",
    /// A token signed without being touched, or without its owner's PIN.
    TouchMissing = "touch-missing",
    /// No trust root that enough root keys signed.
    TrustUnverified = "trust-unverified",
    /// The trust root has expired.
    TrustExpired = "trust-expired",
    /// An older trust root than the one seen, or another of its version.
    TrustReplaced = "trust-replaced",
    /// The station has accepted no trust root yet.
    TrustNotAccepted = "trust-not-accepted",
    /// The clock stands before a time that was signed.
    ClockSuspect = "clock-suspect",
    /// Issued later than now.
    IssuedAhead = "issued-ahead",
    /// No such delegation or office that counts.
    IssuerUnknown = "issuer-unknown",
    /// Another issuer than the signer.
    IssuerOther = "issuer-other",
    /// A key outside its time.
    KeyNotValid = "key-not-valid",
    /// A revoked key.
    KeyRevoked = "key-revoked",
    /// Revoked itself.
    Revoked = "document-revoked",
    /// Beyond what its issuer may lift.
    OutsideCeiling = "outside-ceiling",
    /// Issued by the pilot himself.
    SelfIssued = "self-issued",
    /// No revocation list of the office that counts.
    RevocationsMissing = "revocations-missing",
    /// A revocation list that is too old.
    RevocationsStale = "revocations-stale",
    /// An older revocation list than the one seen.
    RevocationsReplaced = "revocations-replaced",

    // Plans.
    /// A command of the plan that is not known.
    CommandUnknown = "command-unknown",
    /// A frame of the plan that is not known, or is local.
    FrameUnknown = "frame-unknown",
    /// An item of the plan whose flown path is not in the file.
    ItemNotCheckable = "item-not-checkable",
    /// A jump in the plan that cannot be followed.
    JumpNotFollowed = "jump-not-followed",
    /// A height of the plan that is not known.
    HeightNotStated = "height-not-stated",
    /// A position of the plan that cannot be read.
    PositionUnreadable = "position-unreadable",
    /// A part of the plan is of a version this reader does not know.
    PlanVersion = "plan-version",
    /// Speeds of the plan do not give times.
    SpeedNotStated = "speed-not-stated",
    /// A part of the plan is not part of the flight: fences.
    PlanPartIgnored = "plan-part-ignored",
    /// Without a link the aircraft goes on with its mission.
    LostLinkGoesOn = "lost-link-goes-on",
    /// The caller says another thing of a lost link than the plan.
    LostLinkOverridesPlan = "lost-link-overrides-plan",
    /// The station's take-off elevation was not used.
    StationNotUsed = "station-not-used",
    /// A property of the plan that cannot be read.
    PlanFieldUnreadable = "plan-field-unreadable",

    // Zone files.
    /// No country or identifier.
    IdMissing = "id-missing",
    /// One identifier on several zones.
    IdDuplicate = "id-duplicate",
    /// An identifier longer than the standard allows.
    IdLong = "id-long",
    /// A zone without a name.
    NameMissing = "name-missing",
    /// A zone type the standard does not have.
    TypeUnknown = "type-unknown",
    /// A limit that cannot be read or has no known datum or unit.
    LimitUnreadable = "limit-unreadable",
    /// A limit that is not stated.
    LimitMissing = "limit-missing",
    /// Lower limit at or above the upper.
    LimitsInverted = "limits-inverted",
    /// A number that means "no limit".
    LimitUnlimited = "limit-unlimited",
    /// Permanent beside dates or a schedule.
    PermanentWithSchedule = "permanent-with-schedule",
    /// A time, date or day that cannot be read.
    TimeUnreadable = "time-unreadable",
    /// A ring whose last vertex is not its first.
    RingUnclosed = "ring-unclosed",
    /// A ring that crosses itself.
    RingSelfCrossing = "ring-self-crossing",
    /// A ring of fewer than three distinct vertices.
    RingDegenerate = "ring-degenerate",
    /// A vertex repeated one after the other.
    RingRepeatedVertex = "ring-repeated-vertex",
    /// A hole that does not subtract.
    HoleIgnored = "hole-ignored",
    /// A ring that jumps over 180 degrees of longitude.
    RingJump = "ring-jump",
    /// A longitude beyond 180 degrees, read as across the antimeridian.
    LonWrapped = "lon-wrapped",
    /// A coordinate that cannot be read.
    CoordinateUnreadable = "coordinate-unreadable",
    /// A file names a coordinate reference system that is not known here.
    CrsUnknown = "crs-unknown",
    /// A geometry that cannot be read at all.
    GeometryUnreadable = "geometry-unreadable",
    /// A circle without a usable radius.
    RadiusUnreadable = "radius-unreadable",
    /// A zone wholly outside its country.
    OutsideCountry = "outside-country",
    /// Two zones of one geometry.
    GeometryDuplicate = "geometry-duplicate",
    /// A field of the wrong kind.
    FieldUnreadable = "field-unreadable",
    /// A field the standard requires.
    FieldMissing = "field-missing",
    /// A duration that is not ISO 8601.
    DurationUnreadable = "duration-unreadable",
    /// A text longer than the standard allows.
    TextLong = "text-long",
    /// A feature that is no zone.
    FeatureUnreadable = "feature-unreadable",
    /// The file has no zones.
    FileEmpty = "file-empty",
    /// A conditional zone without a condition.
    ConditionMissing = "condition-missing",
    /// A message limits a zone that the data calls permanent.
    MessageContradicts = "message-contradicts",
    /// A file of a folder that is no zone file.
    FileSkipped = "file-skipped",

    // Elevation tiles.
    /// A tile has heights that no land has.
    ElevationImplausible = "elevation-implausible",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_kebab_case_and_stands_once() {
        let mut texts: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(
            texts.iter().all(|t| t
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'))
        );
        texts.sort_unstable();
        let count = texts.len();
        texts.dedup();
        assert_eq!(texts.len(), count);
    }

    #[test]
    fn the_gravest_effect_is_the_greatest() {
        use Effect::{Blocked, Clear, Lifted, Note, Pending, Undecided};
        assert_eq!(
            [Clear, Blocked, Note, Undecided, Pending, Lifted].into_iter().max(),
            Some(Blocked)
        );
    }
}
