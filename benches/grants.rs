//! Zones in a row, and waivers for them by an agency with software keys.
#![allow(clippy::expect_used, clippy::missing_panics_doc, reason = "made up here: it cannot fail")]

use jiff::Timestamp;
use overfly_check::{Airspace, Answers, Dataset, Exemptions, ZoneFile};
use overfly_exemption::{Authority, Memory, SignedFile, TrustFiles};
use overfly_model::{
    Coverage, CoverageBasis, Datum, Flight, Reading, TimeInterval, Zone, ZoneType,
};
use overfly_testkit::scene::{agl, at, height, rectangle, route, zone, zone_set};
use overfly_testkit::signer::Signer;

const CEILING: &str = "restrictions = [\"Prohibited\"]\nzones = [\"*\"]\npurposes = [\"*\"]\nmax_upper = { m = 500, datum = \"AGL\" }\nmax_duration = \"400d\"\n";
/// Width of a zone or area, degrees: some 200 m.
const STEP: f64 = 0.003;
const WEST: f64 = 4.5;

/// The moment of the questions.
pub fn now() -> Timestamp {
    "2026-11-22T09:00:00Z".parse().expect("a time")
}

fn west_of(at: u32) -> f64 {
    WEST + f64::from(at) * STEP
}

/// So many prohibited zones in a row from west to east, each beside the next.
pub fn zones(count: u32) -> Vec<Zone> {
    let one = |i: u32| {
        let outline = rectangle([51.99, west_of(i), 52.01, west_of(i + 1)]);
        zone(&format!("{i}"), ZoneType::Prohibited, outline, agl(0, 120))
    };
    (0..count).map(one).collect()
}

/// A zone that is as long as so many.
pub fn long_zone(count: u32) -> Zone {
    let outline = rectangle([51.99, WEST, 52.01, west_of(count)]);
    zone("long", ZoneType::Prohibited, outline, agl(0, 120))
}

/// An airspace of zones, whose silence counts all round them.
pub fn airspace(zones: Vec<Zone>) -> Airspace {
    let coverage = Coverage {
        outlines: vec![rectangle([51.5, 4.0, 52.5, 6.5])],
        valid: TimeInterval::ANY,
        issued: None,
        basis: CoverageBasis::Manifest,
        source: "manifest.toml".to_owned(),
    };
    let mut builder = Airspace::builder();
    builder.add(Dataset {
        source: "zones".to_owned(),
        answers: Answers::Manifest(coverage),
        files: vec![ZoneFile { source: "zones.json".to_owned(), reading: zone_set(zones) }],
        findings: Vec::new(),
    });
    builder.build()
}

/// A route through the first so many.
pub fn through(count: u32) -> Reading<Flight> {
    let mid = STEP / 2.0;
    let ends = [at(52.0, WEST + mid), at(52.001, west_of(count) - mid)];
    let mut plan = route(&ends, height(60, Datum::Agl));
    plan.items.duration = Some(core::time::Duration::from_secs(1800));
    plan.items.facts.pilot = Some("badge:7".to_owned());
    plan
}

/// One waiver for all of them, by pins.
pub fn by_pins(zones: &[Zone]) -> SignedFile {
    let names: Vec<String> = zones.iter().map(|zone| format!("{:?}", zone.id.as_str())).collect();
    let pins = zones.iter().map(|zone| format!("{:?} = \"{}\"\n", zone.id.as_str(), zone.digest()));
    waiver("W-0", &names.join(", "), "", &format!("[zone_pins]\n{}", pins.collect::<String>()))
}

/// A waiver for one zone in each of so many areas in a row, all beside each other.
pub fn by_areas(zone: &Zone, count: u32) -> Vec<SignedFile> {
    let one = |i: u32| {
        let [west, east] = [west_of(i), west_of(i + 1)];
        let corners = [[51.98, west], [51.98, east], [52.02, east], [52.02, west]];
        let points = corners.map(|[lat, lon]| format!("{{ lat = {lat:.7}, lon = {lon:.7} }}"));
        let area = format!("area = {{ polygon = [{}] }}\n", points.join(", "));
        waiver(&format!("W-{i}"), &format!("{:?}", zone.id.as_str()), &area, "")
    };
    (0..count).map(one).collect()
}

fn waiver(id: &str, zones: &str, area: &str, pins: &str) -> SignedFile {
    let text = format!(
        "format = \"overfly-waiver/1\"\nid = {id:?}\ntitle = \"Test\"\nissuer = \"noord\"\nvia = \"noord\"\nissued = 2026-11-01T00:00:00Z\ninstrument = \"Test\"\n[scope]\nzones = [{zones}]\n{area}lower = {{ m = 0, datum = \"AGL\" }}\nupper = {{ m = 120, datum = \"AGL\" }}\nfrom = 2026-11-01T00:00:00Z\nuntil = 2026-12-01T00:00:00Z\naircraft = [\"*\"]\noperator = \"*\"\npilots = [\"*\"]\npurposes = [\"*\"]\n{pins}"
    );
    signed("overfly-waiver", &text, &Signer::ed25519(2))
}

fn signed(namespace: &str, text: &str, signer: &Signer) -> SignedFile {
    let signatures = vec![signer.sign(namespace, text.as_bytes()).into_bytes()];
    SignedFile { name: "test.toml".to_owned(), text: text.as_bytes().to_vec(), signatures }
}

/// The waivers, verified by an agency of one root and one office.
pub fn exemptions(waivers: Vec<SignedFile>) -> Exemptions {
    let (root, office) = (Signer::ed25519(1), Signer::ed25519(2));
    let trust = format!(
        "format = \"overfly-trust/1\"\nagency = \"Test\"\nversion = 1\nissued = 2026-01-01T00:00:00Z\nexpires = 2028-01-01T00:00:00Z\nthreshold = 1\n[[root]]\nname = \"a\"\nkey = \"{}\"\n[[office]]\nid = \"noord\"\nname = \"Noord\"\nkey = \"{}\"\nvalid_from = 2026-01-01T00:00:00Z\nvalid_until = 2028-01-01T00:00:00Z\nmay_delegate = true\n[office.ceiling]\n{CEILING}",
        root.public(),
        office.public()
    );
    let list = "format = \"overfly-revocations/1\"\noffice = \"noord\"\nversion = 1\ntrust_version = 1\nissued = 2026-11-21T00:00:00Z\nnext_update = 2026-11-24T00:00:00Z\nvalid_until = 2026-11-28T00:00:00Z\n";
    let files = TrustFiles {
        root: Some(signed("overfly-trust", &trust, &root)),
        others: vec![signed("overfly-revocations", list, &office)],
        ..TrustFiles::default()
    };
    Exemptions::verify(Authority::assemble(&files, Memory::Rehearsal, now()), waivers)
}
