//! Which zones hold each of many points? Every pass asks all points of a workload together.
#![allow(missing_docs, reason = "criterion's macros")]

use std::hint::black_box;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use overfly_benches::engines::BuiltEngine;
use overfly_benches::workloads::{EUROPE, NETHERLANDS, Scale, queries, w1, w2};
use overfly_benches::{CpuTime, Engine};
use overfly_model::Position;

/// More points than one by one are asked: a batch is worth it for many.
const TIMES: usize = 16;

fn batch(criterion: &mut Criterion<CpuTime>) {
    let scale = Scale::from_environment();
    let count = queries::points_of(scale) * TIMES;
    for (workload, within, outlines) in [("w1", NETHERLANDS, w1(scale)), ("w2", EUROPE, w2(scale))]
    {
        let engine = BuiltEngine::build(&outlines);
        let positions = queries::uniform(within, count);
        // South to north in bands, west to east in each: as a table sorted by place comes.
        let mut sorted = positions.clone();
        sorted.sort_by_key(|p| (p.lat_e7() >> 18, p.lon_e7()));
        measure(criterion, &engine, &format!("{workload}-uniform"), &positions);
        measure(criterion, &engine, &format!("{workload}-sorted"), &sorted);
    }
}

fn measure(
    criterion: &mut Criterion<CpuTime>,
    engine: &BuiltEngine,
    workload: &str,
    positions: &[Position],
) {
    let mut group = criterion.benchmark_group("batch/overfly-built");
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.throughput(Throughput::Elements(positions.len() as u64));
    group.bench_function(workload, |bencher| {
        bencher.iter(|| {
            let mut hits = 0_u64;
            let mut places = 0;
            engine.batch(positions, |place, _| {
                hits += 1;
                places ^= place;
            });
            black_box((hits, places))
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = batch
}
criterion_main!(benches);
