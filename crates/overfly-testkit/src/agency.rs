//! A small agency on paper: every kind of signed document as a text, to be changed before it is signed.
//!
//! Three root keys of which two sign, the office "noord", its officer "p.jansen" by the delegation D-1, a
//! revocation list, and a waiver. All of it holds at [`NOW`]. The keys are [`Signer`]s of one byte each.

use crate::signer::Signer;

/// The moment at which all of it holds.
pub const NOW: &str = "2026-11-22T08:00:00Z";
/// The seeds of the root keys.
pub const ROOTS: [u8; 3] = [1, 2, 3];
/// The seed of the office's key.
pub const OFFICE: u8 = 10;
/// The seed of the officer's key.
pub const OFFICER: u8 = 20;
/// The seed of another officer's key, whom [`delegation_of`] can name.
pub const OTHER_OFFICER: u8 = 21;
/// The digest that [`waiver_of_a_zone`] pins: any will do.
pub const DIGEST: &str = "sha256:9f2b00000000000000000000000000000000000000000000000000000000cafe";

const CEILING: &str = r#"restrictions = ["Prohibited", "RequireAuthorization", "Conditional"]
zones = ["NLD/*"]
purposes = ["accident-recording", "search-and-rescue"]
max_upper = { m = 120, datum = "AGL" }
max_duration = "24h"
may_overlay = true
self_issue = false
"#;

/// A document, and who is to sign it as what.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The name of its file.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What its signatures are made for.
    pub namespace: String,
    /// Who signs it.
    pub signers: Vec<Signer>,
}

impl Paper {
    fn new(name: &str, namespace: &str, signers: &[u8], text: String) -> Self {
        let signers = signers.iter().map(|seed| Signer::ed25519(*seed)).collect();
        Self { name: name.into(), text, namespace: namespace.into(), signers }
    }

    /// With another text in one place.
    ///
    /// # Panics
    /// When `right` does not stand in it: a test that changes nothing shows nothing.
    #[must_use]
    pub fn with(mut self, right: &str, wrong: &str) -> Self {
        assert!(self.text.contains(right), "{right:?} is not in {}", self.text);
        self.text = self.text.replacen(right, wrong, 1);
        self
    }

    /// In a file of another name.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.name = name.into();
        self
    }

    /// Signed by the Ed25519 keys of these seeds.
    #[must_use]
    pub fn by(self, seeds: &[u8]) -> Self {
        let signers = seeds.iter().map(|seed| Signer::ed25519(*seed)).collect();
        Self { signers, ..self }
    }

    /// Signed by these.
    #[must_use]
    pub fn by_signers(self, signers: &[Signer]) -> Self {
        Self { signers: signers.to_vec(), ..self }
    }

    /// Signed for another purpose.
    #[must_use]
    pub fn signed_as(self, namespace: &str) -> Self {
        Self { namespace: namespace.into(), ..self }
    }

    /// Name, text and signatures: what lies in a folder.
    pub fn signed(&self) -> (String, Vec<u8>, Vec<Vec<u8>>) {
        let text = self.text.as_bytes();
        let sign = |signer: &Signer| signer.sign(&self.namespace, text).into_bytes();
        (self.name.clone(), text.to_vec(), self.signers.iter().map(sign).collect())
    }
}

/// The public key of a seed, as documents write it.
pub fn key(seed: u8) -> String {
    Signer::ed25519(seed).public()
}

/// `trust.toml`, version 1, signed by the first two roots.
pub fn trust() -> Paper {
    let [a, b, c] =
        ROOTS.map(|seed| format!("[[root]]\nname = \"root-{seed}\"\nkey = \"{}\"\n\n", key(seed)));
    let text = format!(
        r#"format = "overfly-trust/1"
agency = "Demonstration agency"
version = 1
issued = 2026-01-01T00:00:00Z
expires = 2027-12-01T00:00:00Z
threshold = 2

{a}{b}{c}[policy]
never_waivable = ["NLD/never*"]
revocations_max_age = "7d"
grace = {{ extends = "48h", purposes = ["search-and-rescue"] }}

{}"#,
        office("noord", OFFICE)
    );
    Paper::new("trust.toml", "overfly-trust", &[ROOTS[0], ROOTS[1]], text)
}

/// An office's section of `trust.toml`, to be appended for a second office.
pub fn office(id: &str, seed: u8) -> String {
    format!(
        r#"[[office]]
id = "{id}"
name = "Office {id}"
key = "{}"
valid_from = 2026-01-01T00:00:00Z
valid_until = 2027-11-01T00:00:00Z
may_delegate = true
contact = "tel 112"
[office.ceiling]
{CEILING}"#,
        key(seed)
    )
}

/// `D-1.toml`: the officer "p.jansen", who flies as "badge:4711".
pub fn delegation() -> Paper {
    delegation_of("D-1", "p.jansen", OFFICER)
}

/// Another delegation of the office "noord".
pub fn delegation_of(id: &str, officer: &str, seed: u8) -> Paper {
    let text = format!(
        r#"format = "overfly-delegation/1"
id = "{id}"
office = "noord"
officer = "{officer}"
key = "{}"
pilot_ids = ["badge:4711"]
issued = 2026-06-01T00:00:00Z
valid_from = 2026-06-01T00:00:00Z
valid_until = 2027-06-01T00:00:00Z
[ceiling]
{CEILING}"#,
        key(seed)
    );
    Paper::new(&format!("{id}.toml"), "overfly-delegation", &[OFFICE], text)
}

/// `revocations.toml` of "noord", issued the day before [`NOW`], with entries as TOML.
pub fn list(version: u64, entries: &str) -> Paper {
    let text = format!(
        r#"format = "overfly-revocations/1"
office = "noord"
version = {version}
trust_version = 1
issued = 2026-11-21T08:00:00Z
next_update = 2026-11-23T08:00:00Z
valid_until = 2026-11-26T08:00:00Z
{entries}"#
    );
    Paper::new("revocations.toml", "overfly-revocations", &[OFFICE], text)
}

/// `R-1.toml`: the officer takes back his waiver W-1.
pub fn revocation() -> Paper {
    let text = r#"format = "overfly-revocation/1"
id = "R-1"
waiver = "W-1"
at = 2026-11-22T07:00:00Z
reason = "called off"
"#;
    Paper::new("R-1.toml", "overfly-revocation", &[OFFICER], text.into())
}

/// `W-1.toml`: an area of 400 m in NLD/7.1, up to 60 m, for the day of [`NOW`].
pub fn waiver() -> Paper {
    let text = r#"format = "overfly-waiver/1"
id = "W-1"
title = "Road accident, recording the place"
issuer = "p.jansen"
via = "D-1"
issued = 2026-11-22T05:40:00Z
instrument = "exemption 2026-0815"
[scope]
zones = ["NLD/7.1"]
area = { circle = { centre = { lat = 52.3081, lon = 4.7642 }, radius_m = 400 } }
lower = { m = 0, datum = "AGL" }
upper = { m = 60, datum = "AGL" }
ground = { lowest_m = -5, highest_m = 3, datum = "AMSL" }
from = 2026-11-22T06:00:00Z
until = 2026-11-22T14:00:00Z
aircraft = ["sn:1581F4BND2230001"]
operator = "NLDexample12345"
pilots = ["badge:1234"]
purposes = ["accident-recording"]
[[condition]]
id = "atc-call"
kind = "attest"
text = "tower called, permission given"
needs = ["reference"]
valid_for = "30m"
"#;
    Paper::new("W-1.toml", "overfly-waiver", &[OFFICER], text.into())
}

/// W-1 without an area: for all of NLD/7.1, which is pinned.
pub fn waiver_of_a_zone() -> Paper {
    let area = "area = { circle = { centre = { lat = 52.3081, lon = 4.7642 }, radius_m = 400 } }\n";
    let mut paper = waiver().with(area, "");
    paper.text = format!("{}[zone_pins]\n\"NLD/7.1\" = \"{DIGEST}\"\n", paper.text);
    paper
}

/// `O-1.toml`: a correction that replaces a zone, and a class rule that lifts.
pub fn overlay() -> Paper {
    let text = format!(
        r#"format = "overfly-overlay/1"
id = "O-1"
title = "Corrections"
issuer = "p.jansen"
via = "D-1"
issued = 2026-11-20T00:00:00Z
until = 2027-01-01T00:00:00Z
reason = "published with the wrong height"
source = "AIP ENR 5.1"
[[zone]]
id = "NLD/7.1"
digest = "{DIGEST}"
mode = "replace"
upper = {{ m = 90, datum = "AGL" }}
reason = "too low"
source = "AIP ENR 5.1"
[[class]]
zones = ["NLD/8.*"]
type = "Conditional"
message = "*tower*"
reason = "the condition is to call"
source = "the message"
[[class.condition]]
id = "call"
kind = "attest"
text = "called"
"#
    );
    Paper::new("O-1.toml", "overfly-overlay", &[OFFICER], text)
}

/// `S-1.toml`: a zone that cannot be placed.
pub fn set_aside() -> Paper {
    let text = format!(
        r#"format = "overfly-set-aside/1"
id = "S-1"
title = "Drawn nowhere"
issuer = "p.jansen"
via = "D-1"
issued = 2026-11-20T00:00:00Z
until = 2027-01-01T00:00:00Z
zone = "NLD/9.9"
digest = "{DIGEST}"
reason = "has no outline"
source = "the file"
"#
    );
    Paper::new("S-1.toml", "overfly-set-aside", &[OFFICER], text)
}
