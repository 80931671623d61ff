//! A small agency with software keys, for waivers written short.

use overfly_check::Exemptions;
use overfly_exemption::{Authority, Memory, SignedFile, TrustFiles};
use overfly_model::{Position, Zone};
use overfly_testkit::signer::Signer;

use crate::ask::{NOW, t};

const ROOT: u8 = 1;
const OFFICE: u8 = 2;
const OFFICER: u8 = 3;

pub fn signed(name: &str, namespace: &str, text: &str, signer: &Signer) -> SignedFile {
    let signatures = vec![signer.sign(namespace, text.as_bytes()).into_bytes()];
    SignedFile { name: name.into(), text: text.as_bytes().to_vec(), signatures }
}

/// What is special about the agency.
#[derive(Clone, Debug)]
pub struct Agency {
    /// More in the policy.
    pub policy: &'static str,
    /// More in the revocation list.
    pub revoked: String,
    /// The officer's ceiling.
    pub restrictions: &'static str,
    pub zones: &'static str,
    pub self_issue: bool,
    pub may_overlay: bool,
    /// The end of the officer's delegation.
    pub until: &'static str,
}

impl Agency {
    pub fn new() -> Self {
        Self {
            policy: "",
            revoked: String::new(),
            restrictions: "[\"Prohibited\", \"RequireAuthorization\", \"Conditional\", \"USpace\"]",
            zones: "[\"*\"]",
            self_issue: false,
            may_overlay: true,
            until: "2027-12-01T00:00:00Z",
        }
    }

    fn ceiling(&self, section: &str) -> String {
        format!(
            "[{section}]\nrestrictions = {}\nzones = {}\npurposes = [\"*\"]\nmax_upper = {{ m = 20000, datum = \"AGL\" }}\nmax_duration = \"400d\"\nmay_overlay = {}\nself_issue = {}\n",
            self.restrictions, self.zones, self.may_overlay, self.self_issue
        )
    }

    /// Root, office and officer, whose documents hold for a year round now.
    pub fn trust(&self) -> TrustFiles {
        let [root, office, officer] = [ROOT, OFFICE, OFFICER].map(Signer::ed25519);
        let all = Self { self_issue: true, ..Self::new() };
        let text = format!(
            "format = \"overfly-trust/1\"\nagency = \"Test\"\nversion = 1\nissued = 2026-01-01T00:00:00Z\nexpires = 2028-01-01T00:00:00Z\nthreshold = 1\n[[root]]\nname = \"a\"\nkey = \"{}\"\n[policy]\n{}\n[[office]]\nid = \"noord\"\nname = \"Noord\"\nkey = \"{}\"\nvalid_from = 2026-01-01T00:00:00Z\nvalid_until = 2028-01-01T00:00:00Z\nmay_delegate = true\n{}",
            root.public(),
            self.policy,
            office.public(),
            all.ceiling("office.ceiling")
        );
        let delegation = format!(
            "format = \"overfly-delegation/1\"\nid = \"D-1\"\noffice = \"noord\"\nofficer = \"officer\"\nkey = \"{}\"\npilot_ids = [\"badge:1\"]\nissued = 2026-01-02T00:00:00Z\nvalid_from = 2026-01-02T00:00:00Z\nvalid_until = {}\n{}",
            officer.public(),
            self.until,
            self.ceiling("ceiling")
        );
        let list = format!(
            "format = \"overfly-revocations/1\"\noffice = \"noord\"\nversion = 1\ntrust_version = 1\nissued = 2026-11-21T00:00:00Z\nnext_update = 2026-11-24T00:00:00Z\nvalid_until = 2026-11-28T00:00:00Z\n{}",
            self.revoked
        );
        TrustFiles {
            root: Some(signed("trust.toml", "overfly-trust", &text, &root)),
            others: vec![
                signed("D-1.toml", "overfly-delegation", &delegation, &office),
                signed("revocations.toml", "overfly-revocations", &list, &office),
            ],
            ..TrustFiles::default()
        }
    }

    pub fn authority(&self) -> Authority {
        Authority::assemble(&self.trust(), Memory::Rehearsal, t(NOW))
    }

    pub fn exemptions(&self, grants: &[Grant]) -> Exemptions {
        Exemptions::verify(self.authority(), grants.iter().map(Grant::signed).collect())
    }
}

/// The agency without anything special, put together once.
pub fn authority() -> Authority {
    static AUTHORITY: std::sync::OnceLock<Authority> = std::sync::OnceLock::new();
    AUTHORITY.get_or_init(|| Agency::new().authority()).clone()
}

/// A waiver of the officer, to be changed before it is signed.
#[derive(Clone, Debug)]
pub struct Grant {
    pub id: String,
    pub zones: Vec<String>,
    pub area: Option<String>,
    pub heights: [i32; 2],
    pub datum: &'static str,
    pub ground: Option<[i32; 2]>,
    pub time: [String; 2],
    pub who: String,
    pub conditions: String,
    pub pins: Vec<(String, String)>,
}

impl Grant {
    /// For zones as they are, all of each, from 0 to 500 m AGL, in all of 2026 and 2027's first days.
    pub fn whole(id: &str, zones: &[&Zone]) -> Self {
        Self {
            id: id.into(),
            zones: zones.iter().map(|zone| zone.id.to_string()).collect(),
            area: None,
            heights: [0, 500],
            datum: "AGL",
            ground: None,
            time: ["2026-03-01T00:00:00Z".into(), "2027-02-01T00:00:00Z".into()],
            who: "aircraft = [\"*\"]\noperator = \"*\"\npilots = [\"*\"]\npurposes = [\"*\"]\n"
                .into(),
            conditions: String::new(),
            pins: zones
                .iter()
                .map(|zone| (zone.id.to_string(), zone.digest().to_string()))
                .collect(),
        }
    }

    /// For a zone within an area only.
    pub fn within(id: &str, zone: &Zone, area: String) -> Self {
        Self { area: Some(area), ..Self::whole(id, &[zone]) }
    }

    pub fn text(&self) -> String {
        let list = |items: &[String]| {
            let quoted: Vec<String> = items.iter().map(|item| format!("{item:?}")).collect();
            quoted.join(", ")
        };
        let area = self.area.as_ref().map(|area| format!("area = {area}\n")).unwrap_or_default();
        let ground = self.ground.map(|[lowest, highest]| {
            format!("ground = {{ lowest_m = {lowest}, highest_m = {highest}, datum = \"AMSL\" }}\n")
        });
        let pins: Vec<String> =
            self.pins.iter().map(|(id, pin)| format!("{id:?} = {pin:?}\n")).collect();
        format!(
            "format = \"overfly-waiver/1\"\nid = {:?}\ntitle = \"Test\"\nissuer = \"officer\"\nvia = \"D-1\"\nissued = 2026-02-01T00:00:00Z\ninstrument = \"Test\"\n[scope]\nzones = [{}]\n{area}lower = {{ m = {}, datum = {:?} }}\nupper = {{ m = {}, datum = {:?} }}\n{}from = {}\nuntil = {}\n{}{}\n[zone_pins]\n{}",
            self.id,
            list(&self.zones),
            self.heights[0],
            self.datum,
            self.heights[1],
            self.datum,
            ground.unwrap_or_default(),
            self.time[0],
            self.time[1],
            self.who,
            self.conditions,
            pins.concat()
        )
    }

    pub fn signed(&self) -> SignedFile {
        let officer = Signer::ed25519(OFFICER);
        signed(&format!("{}.toml", self.id), "overfly-waiver", &self.text(), &officer)
    }
}

pub fn exemptions(grants: &[Grant]) -> Exemptions {
    Exemptions::verify(authority(), grants.iter().map(Grant::signed).collect())
}

pub fn officer_signs(name: &str, namespace: &str, text: &str) -> SignedFile {
    signed(name, namespace, text, &Signer::ed25519(OFFICER))
}

/// A polygon as documents write it.
pub fn polygon(corners: &[Position]) -> String {
    let points: Vec<String> = corners
        .iter()
        .map(|p| format!("{{ lat = {:.7}, lon = {:.7} }}", p.lat_deg(), p.lon_deg()))
        .collect();
    format!("{{ polygon = [ {} ] }}", points.join(", "))
}

/// A box as documents write it.
pub fn rectangle([south, west, north, east]: [f64; 4]) -> String {
    let at = overfly_testkit::scene::at;
    polygon(&[at(south, west), at(south, east), at(north, east), at(north, west)])
}

pub fn circle(centre: Position, radius_m: f64) -> String {
    format!(
        "{{ circle = {{ centre = {{ lat = {:.7}, lon = {:.7} }}, radius_m = {radius_m:.1} }} }}",
        centre.lat_deg(),
        centre.lon_deg()
    )
}
