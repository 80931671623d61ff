//! Which zones hold this point? Every pass asks all points of a workload in turn.
#![allow(missing_docs, reason = "criterion's macros")]

use std::hint::black_box;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use overfly_benches::engines::{Live, RstarGeo, RstarIntervalTree};
use overfly_benches::workloads::{Scale, queries, w1};
use overfly_benches::{CpuTime, Engine, nld};
use overfly_model::{Outline, Position};

fn point(criterion: &mut Criterion<CpuTime>) {
    let scale = Scale::from_environment();
    let count = queries::points_of(scale);
    let (w1, nld) = (w1(scale), nld::outlines());
    let workloads: [(&str, &[Outline], Vec<Position>); 4] = [
        ("w1-uniform", &w1, queries::uniform(count)),
        ("w1-near", &w1, queries::near(&w1, count)),
        ("w1-track", &w1, queries::track(count)),
        ("nld-uniform", &nld, queries::uniform(count)),
    ];
    // Rivals follow each other on one workload: what else the machine does then meets them alike.
    for (workload, outlines, positions) in &workloads {
        measure::<RstarGeo>(criterion, workload, outlines, positions);
        measure::<RstarIntervalTree>(criterion, workload, outlines, positions);
        measure::<Live>(criterion, workload, outlines, positions);
    }
}

fn measure<E: Engine>(
    criterion: &mut Criterion<CpuTime>,
    workload: &str,
    outlines: &[Outline],
    positions: &[Position],
) {
    let mut group = criterion.benchmark_group(format!("point/{}", E::NAME));
    group.sampling_mode(SamplingMode::Flat).sample_size(20);
    group.throughput(Throughput::Elements(positions.len() as u64));
    group.bench_function(workload, |bencher| {
        let engine = E::build(outlines);
        let mut found = Vec::new();
        bencher.iter(|| {
            for position in positions {
                found.clear();
                engine.at(*position, &mut found);
                black_box(&found);
            }
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = point
}
criterion_main!(benches);
