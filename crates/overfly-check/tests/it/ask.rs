//! A question written short.

use jiff::Timestamp;
use overfly_check::{Airspace, Answers, Dataset, Decision, Request, ZoneFile, check};
use overfly_model::{
    Coverage, CoverageBasis, Flight, Margins, Outline, Reading, TimeInterval, Zone, ZoneSet,
};
use overfly_testkit::scene::{rectangle, zone_set};

pub const NOW: &str = "2026-11-22T09:00:00Z";

pub fn t(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The land round 52 N 5 E that the tests' coverage holds.
pub fn land() -> Outline {
    rectangle([51.5, 4.0, 52.5, 6.0])
}

pub fn coverage(valid: TimeInterval) -> Coverage {
    Coverage {
        outlines: vec![land()],
        valid,
        issued: None,
        basis: CoverageBasis::Manifest,
        source: "manifest.toml".into(),
    }
}

/// An airspace of zones that covers [`land`].
pub fn airspace(zones: Vec<Zone>) -> Airspace {
    airspace_of(Some(coverage(TimeInterval::ANY)), zone_set(zones))
}

pub fn airspace_of(coverage: Option<Coverage>, reading: Reading<ZoneSet>) -> Airspace {
    let mut builder = Airspace::builder();
    builder.add(dataset(coverage.map_or(Answers::BoxOfZones, Answers::Manifest), reading));
    builder.build()
}

pub fn dataset(answers: Answers, reading: Reading<ZoneSet>) -> Dataset {
    let files = vec![ZoneFile { source: "zones.json".into(), reading }];
    Dataset { source: "zones".into(), answers, files, findings: vec![] }
}

pub fn request<'a>(flight: &'a Reading<Flight>, airspace: &'a Airspace) -> Request<'a> {
    Request {
        flight,
        airspace,
        take_off_elevation: None,
        station_elevation: None,
        relief: None,
        margins: Margins::default(),
        lost_link: None,
        depart: None,
        landing_reserve: overfly_check::LANDING_RESERVE,
        exemptions: None,
        attestations: &[],
        now: t(NOW),
    }
}

pub fn decide(flight: &Reading<Flight>, airspace: &Airspace) -> Decision {
    check(&request(flight, airspace))
}

/// The codes of a decision with this zone, or without one.
pub fn codes(decision: &Decision, zone: Option<&str>) -> Vec<&'static str> {
    let of = |f: &&overfly_check::DecisionFinding| f.zone.as_ref().map(|z| z.id.as_str()) == zone;
    let mut codes: Vec<_> = decision.findings.iter().filter(of).map(|f| f.code.as_str()).collect();
    codes.dedup();
    codes
}
