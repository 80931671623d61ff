//! Why a signed document does not count.

use jiff::Timestamp;
use overfly_model::Code;

use crate::signature::SignatureError;
use crate::text::DocumentError;

/// Why a document does not count: each way to fail has its code and its sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(#[from] DocumentError),
    /// No signature stands beside it.
    #[error("is not signed: no .sig file stands beside it")]
    Unsigned,
    /// No signature of the key that has to sign.
    #[error("is not signed by {wanted}, which has to sign it")]
    OtherKey {
        /// Whose signature is missing.
        wanted: String,
    },
    /// A signature that does not hold.
    #[error("{0}")]
    Signature(#[from] SignatureError),
    /// Fewer root keys than the threshold.
    #[error("the trust root is signed by {found} of the {threshold} root keys it needs{why}")]
    Threshold {
        /// How many signatures hold.
        found: usize,
        /// How many are needed.
        threshold: usize,
        /// Why others do not count, or whose they are.
        why: String,
    },
    /// No trust root, so nobody's signature counts.
    #[error("no trust root is to be relied on, so no signature counts")]
    NoTrust,
    /// The trust root has ended.
    #[error("the trust root expired at {at}")]
    TrustExpired {
        /// When.
        at: Timestamp,
    },
    /// An older trust root than the one seen, or another of its version.
    #[error("the trust root is version {found}{}", than_seen(*found, *seen))]
    TrustReplaced {
        /// Its version.
        found: u64,
        /// The version seen. The same one was seen with another text.
        seen: u64,
    },
    /// The station has not accepted a trust root yet.
    #[error("this station has accepted no trust root yet")]
    NotAccepted,
    /// The clock stands before times that were signed.
    #[error("the clock shows {now}, before {latest}, which is the time of a signed document")]
    ClockSuspect {
        /// What the clock shows.
        now: Timestamp,
        /// The latest signed time seen.
        latest: Timestamp,
    },
    /// Issued later than now.
    #[error("was issued at {issued}, which is still to come")]
    Ahead {
        /// When.
        issued: Timestamp,
    },
    /// Nobody is known by the name it goes by.
    #[error("goes by {via:?}, and there is no such delegation or office that counts{why}")]
    NoAuthority {
        /// The delegation or office.
        via: String,
        /// Why a delegation of that name does not count.
        why: String,
    },
    /// A key outside its time.
    #[error("the key of {whose} holds {when}, not at {at}")]
    KeyNotValid {
        /// Whose key.
        whose: String,
        /// From when until when.
        when: String,
        /// The time that counts.
        at: Timestamp,
    },
    /// A revoked key.
    #[error("the key {key} is revoked from {from} on: {reason}")]
    KeyRevoked {
        /// Its fingerprint.
        key: String,
        /// From when.
        from: Timestamp,
        /// Why.
        reason: String,
    },
    /// Revoked itself.
    #[error("is revoked from {from} on: {reason}")]
    Revoked {
        /// From when.
        from: Timestamp,
        /// Why.
        reason: String,
    },
    /// Beyond what the issuer may do.
    #[error("goes beyond what {whose} may lift: {what}")]
    OutsideCeiling {
        /// Whose ceiling.
        whose: String,
        /// In which point.
        what: String,
    },
    /// The name in the text is not the signer's.
    #[error("names {stated} as its issuer, and {signer} signed it")]
    OtherIssuer {
        /// In the text.
        stated: String,
        /// Who signed.
        signer: String,
    },
    /// For the issuer himself.
    #[error("is for {pilot}, who issued it, and may not issue waivers for himself")]
    SelfIssued {
        /// The pilot.
        pilot: String,
    },
    /// No list of the office.
    #[error("there is no revocation list of {office} that counts{why}")]
    NoList {
        /// The office.
        office: String,
        /// Why one that is there does not count.
        why: String,
    },
    /// A list that is too old.
    #[error("the revocation list of {office} is stale since {since}")]
    ListStale {
        /// The office.
        office: String,
        /// Since when.
        since: Timestamp,
    },
    /// A list or single revocation that nobody can read, and that may be the latest.
    #[error("{file} may revoke it, and does not count: {why}")]
    RevocationInDoubt {
        /// The document.
        file: String,
        /// Why it does not count.
        why: String,
    },
    /// A list by a key that its office has no more.
    #[error(
        "is signed with {key}, which was {office}'s under an earlier trust root: what it revokes stays revoked, and it serves no more"
    )]
    FormerKey {
        /// The key's fingerprint.
        key: String,
        /// The office.
        office: String,
    },
    /// Another text than the one seen under the same version.
    #[error(
        "is version {version} with another text than the one seen before: what it revokes counts, and it serves no more"
    )]
    ListOther {
        /// Its version.
        version: u64,
    },
    /// Another document has its id.
    #[error("has the id {id}, and so has another one that differs: nobody can tell which is meant")]
    IdTwice {
        /// The id.
        id: String,
    },
    /// An older list than the one seen.
    #[error("is version {found}, and version {seen} has been seen already")]
    ListReplaced {
        /// Its version.
        found: u64,
        /// The lowest that counts.
        seen: u64,
    },
}

fn than_seen(found: u64, seen: u64) -> String {
    if found == seen {
        " with another text than the one that this station has seen".to_owned()
    } else {
        format!(", and this station has seen version {seen}")
    }
}

impl Refusal {
    /// Whether the text is another one than somebody signed, so that nobody can tell what it said. One without
    /// any signature is a draft, and says what it says.
    pub const fn is_of_a_changed_text(&self) -> bool {
        matches!(self, Self::Signature(_) | Self::OtherKey { .. })
    }

    /// Its code, with a heading in docs/reasons.md.
    pub const fn code(&self) -> Code {
        match self {
            Self::Unreadable(DocumentError::LineEnds { .. })
            | Self::Signature(SignatureError::LineEndsChanged) => Code::LineEndsChanged,
            Self::Unreadable(_) => Code::DocumentUnreadable,
            Self::Unsigned | Self::OtherKey { .. } => Code::SignatureMissing,
            Self::Signature(SignatureError::NotTouched | SignatureError::NotVerified) => {
                Code::TouchMissing
            }
            Self::Signature(_) => Code::SignatureInvalid,
            Self::Threshold { .. } | Self::NoTrust => Code::TrustUnverified,
            Self::TrustExpired { .. } => Code::TrustExpired,
            Self::TrustReplaced { .. } => Code::TrustReplaced,
            Self::NotAccepted => Code::TrustNotAccepted,
            Self::ClockSuspect { .. } => Code::ClockSuspect,
            Self::Ahead { .. } => Code::IssuedAhead,
            Self::NoAuthority { .. } => Code::IssuerUnknown,
            Self::KeyNotValid { .. } => Code::KeyNotValid,
            Self::KeyRevoked { .. } => Code::KeyRevoked,
            Self::Revoked { .. } => Code::Revoked,
            Self::OutsideCeiling { .. } => Code::OutsideCeiling,
            Self::OtherIssuer { .. } => Code::IssuerOther,
            Self::SelfIssued { .. } => Code::SelfIssued,
            Self::IdTwice { .. } => Code::IdTwice,
            Self::NoList { .. } | Self::RevocationInDoubt { .. } => Code::RevocationsMissing,
            Self::ListStale { .. } => Code::RevocationsStale,
            Self::ListReplaced { .. } | Self::FormerKey { .. } | Self::ListOther { .. } => {
                Code::RevocationsReplaced
            }
        }
    }

    /// Whether it says of a list that a later one took its place. Any other one may be the latest itself.
    pub const fn is_of_the_past(&self) -> bool {
        matches!(self, Self::ListReplaced { .. } | Self::FormerKey { .. } | Self::ListOther { .. })
    }

    /// What to do about it.
    pub fn remedy(&self) -> String {
        if let Some(words) = self.own_remedy() {
            return words.to_owned();
        }
        let words = match self.code() {
            Code::LineEndsChanged => "get the file anew: as a bundle, or with the line ends it had",
            Code::DocumentUnreadable => "correct the file and have it signed again",
            Code::SignatureMissing => "have it signed: overfly waiver sign, or ssh-keygen -Y sign",
            Code::SignatureInvalid => "get file and signature anew from the issuer",
            Code::TouchMissing => "sign again and touch the token",
            Code::TrustUnverified => "get trust/trust.toml and its signatures anew from the agency",
            Code::TrustExpired => "get the new trust root from the agency",
            Code::TrustReplaced => "get the latest trust root; never go back to an older one",
            Code::TrustNotAccepted => {
                "compare the root keys with the agency, then: overfly trust status --accept"
            }
            Code::ClockSuspect => "set the clock, or confirm it: overfly clock confirm",
            Code::IssuedAhead => "look at the clock of this machine, and of the issuer's",
            Code::IssuerUnknown => "get the delegation, or ask the office to delegate",
            Code::KeyNotValid => "ask the office for a new delegation",
            Code::KeyRevoked | Code::Revoked => "ask the office for another one",
            Code::OutsideCeiling => "ask an office that may lift this, or narrow the waiver",
            Code::IssuerOther => "the issuer signs his own documents",
            Code::SelfIssued => "ask another officer",
            Code::IdTwice => {
                "take one of the two out of the folder, and have it issued under another id"
            }
            _ => "get the office's latest revocation list",
        };
        words.to_owned()
    }

    /// What to do where others of its code ask for something else.
    const fn own_remedy(&self) -> Option<&'static str> {
        match self {
            Self::TrustReplaced { found, seen } if *found == *seen => Some(
                "get the text that this station has seen; root holders: a changed one needs a higher version, signed anew",
            ),
            Self::NoList { why, .. } if why.is_empty() => {
                Some("the office issues it: overfly trust refresh")
            }
            Self::RevocationInDoubt { .. } => Some(
                "get this file anew from the office; take it away only when the office says so",
            ),
            Self::FormerKey { .. } | Self::ListOther { .. } => Some(
                "have the office sign its next list, which keeps all entries: overfly trust refresh",
            ),
            _ => None,
        }
    }
}
