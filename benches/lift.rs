//! What do waivers lift of a flight? One waiver that names 500 zones by pin and a route through 40 of them;
//! 100 waivers for areas that abut, in one zone.
#![allow(missing_docs, reason = "criterion's macros")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use overfly_benches::{CpuTime, grants};
use overfly_check::{Airspace, Exemptions, Request, Verdict, check};
use overfly_model::{Flight, Margins, Reading};

fn lift(criterion: &mut Criterion<CpuTime>) {
    let mut group = criterion.benchmark_group("lift/overfly");
    let zones = grants::zones(500);
    let exemptions = grants::exemptions(vec![grants::by_pins(&zones)]);
    let (airspace, flight) = (grants::airspace(zones), grants::through(40));
    let request = request(&flight, &airspace, &exemptions);
    assert_eq!(check(&request).verdict, Verdict::Lifted);
    group.bench_function("500-pins-40-zones", |bencher| {
        bencher.iter(|| check(black_box(&request)));
    });

    let zone = grants::long_zone(100);
    let exemptions = grants::exemptions(grants::by_areas(&zone, 100));
    let (airspace, flight) = (grants::airspace(vec![zone]), grants::through(100));
    let request = self::request(&flight, &airspace, &exemptions);
    assert_eq!(check(&request).verdict, Verdict::Lifted);
    group.bench_function("100-areas", |bencher| bencher.iter(|| check(black_box(&request))));
    group.finish();
}

fn request<'a>(
    flight: &'a Reading<Flight>,
    airspace: &'a Airspace,
    exemptions: &'a Exemptions,
) -> Request<'a> {
    Request {
        flight,
        airspace,
        take_off_elevation: None,
        station_elevation: None,
        relief: None,
        margins: Margins::default(),
        lost_link: None,
        depart: Some(grants::now()),
        landing_reserve: overfly_check::LANDING_RESERVE,
        exemptions: Some(exemptions),
        attestations: &[],
        now: grants::now(),
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = lift
}
criterion_main!(benches);
