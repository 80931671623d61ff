//! Which zones hold each of many points? Every pass asks all points of a workload together, or, of an
//! engine that has no such question, one after the other in a plain loop.
#![allow(missing_docs, reason = "criterion's macros")]

use std::cell::LazyCell;
use std::hint::black_box;

use criterion::{
    BenchmarkGroup, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use overfly_benches::engines::{AabbGeometry, BuiltEngine, RstarGeo, RstarIntervalTree};
use overfly_benches::workloads::{EUROPE, NETHERLANDS, Scale, queries, w1, w2};
use overfly_benches::{Contender, CpuTime, Engine};
use overfly_model::{Outline, Position};

/// More points than one by one are asked: a batch is worth it for many.
const TIMES: usize = 16;

fn batch(criterion: &mut Criterion<CpuTime>) {
    let scale = Scale::from_environment();
    let count = queries::points_of(scale) * TIMES;
    for (workload, within, outlines) in [("w1", NETHERLANDS, w1(scale)), ("w2", EUROPE, w2(scale))]
    {
        let positions = queries::uniform(within, count);
        // South to north in bands, west to east in each: as a table sorted by place comes.
        let mut sorted = positions.clone();
        sorted.sort_by_key(|p| (p.lat_e7() >> 18, p.lon_e7()));
        let questions =
            [(format!("{workload}-uniform"), positions), (format!("{workload}-sorted"), sorted)];
        looped::<RstarGeo>(criterion, &outlines, &questions);
        looped::<RstarIntervalTree>(criterion, &outlines, &questions);
        looped::<AabbGeometry>(criterion, &outlines, &questions);
        together(criterion, &outlines, &questions);
    }
}

fn together(
    criterion: &mut Criterion<CpuTime>,
    outlines: &[Outline],
    questions: &[(String, Vec<Position>)],
) {
    let engine = LazyCell::new(|| BuiltEngine::build(outlines));
    for (workload, positions) in questions {
        group::<BuiltEngine>(criterion, positions).bench_function(workload, |bencher| {
            let engine = &*engine;
            bencher.iter(|| {
                let (mut hits, mut places) = (0_u64, 0);
                engine.batch(positions, |place, _| {
                    hits += 1;
                    places ^= place;
                });
                black_box((hits, places))
            });
        });
    }
}

fn looped<E: Engine>(
    criterion: &mut Criterion<CpuTime>,
    outlines: &[Outline],
    questions: &[(String, Vec<Position>)],
) {
    let engine = LazyCell::new(|| E::build(outlines));
    for (workload, positions) in questions {
        group::<E>(criterion, positions).bench_function(workload, |bencher| {
            let engine = &*engine;
            let mut found = Vec::new();
            bencher.iter(|| {
                let (mut hits, mut places) = (0, 0);
                for (place, position) in positions.iter().enumerate() {
                    found.clear();
                    engine.at(*position, &mut found);
                    hits += found.len();
                    places ^= if found.is_empty() { 0 } else { place };
                }
                black_box((hits, places))
            });
        });
    }
}

fn group<'a, E: Engine>(
    criterion: &'a mut Criterion<CpuTime>,
    positions: &[Position],
) -> BenchmarkGroup<'a, CpuTime> {
    let mut group = criterion.benchmark_group(format!("batch/{}", E::NAME));
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.throughput(Throughput::Elements(positions.len() as u64));
    group
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = batch
}
criterion_main!(benches);
