//! May this flight take place? The whole decision on flights of `fixtures/plans` over `zones/nld`, and
//! what it takes to have those zones ready.
#![allow(missing_docs, reason = "criterion's macros")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use overfly_benches::workloads::Scale;
use overfly_benches::{CpuTime, nld, w1};
use overfly_check::{Airspace, Request, check};
use overfly_model::{Flight, Margins, Reading};

/// One flight of each sort: a few legs in a zone, legs where nothing is, a survey of many legs, an
/// area in stacked zones, and one that leaves the coverage.
const FLIGHTS: [(&str, &str); 5] = [
    ("nld-a4", "a4-schiphol.plan"),
    ("nld-countryside", "open-countryside.plan"),
    ("nld-survey", "survey-dike.plan"),
    ("nld-dam-area", "amsterdam-dam.geojson"),
    ("nld-leaves-coverage", "leaves-coverage.plan"),
];

fn decision(criterion: &mut Criterion<CpuTime>) {
    let scale = Scale::from_environment();
    let mut group = criterion.benchmark_group("check/overfly");
    let folder = nld::folder();
    group.bench_function("load-nld", |bencher| bencher.iter(|| folder.airspace()));
    let airspace = folder.airspace();
    for (workload, plan) in FLIGHTS {
        let flight = nld::flight(plan);
        let request = request(&flight, &airspace);
        group.bench_function(workload, |bencher| bencher.iter(|| check(black_box(&request))));
    }
    let (airspace, flight) = (w1::airspace(scale), w1::survey());
    let request = request(&flight, &airspace);
    group
        .bench_function("w1-1000-waypoints", |bencher| bencher.iter(|| check(black_box(&request))));
    group.finish();
}

fn request<'a>(flight: &'a Reading<Flight>, airspace: &'a Airspace) -> Request<'a> {
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
        now: within_validity(),
    }
}

/// A day on which `zones/nld` holds, so that the data is not stale.
fn within_validity() -> Timestamp {
    let noon = date(2026, 12, 1).at(12, 0, 0, 0).to_zoned(TimeZone::UTC);
    noon.map_or(Timestamp::UNIX_EPOCH, |noon| noon.timestamp())
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = decision
}
criterion_main!(benches);
