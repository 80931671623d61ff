//! How far is the nearest border from this point? Every pass asks some points of a workload in turn.
#![allow(missing_docs, reason = "criterion's macros")]

use std::hint::black_box;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use overfly_benches::engines::{BuiltEngine, Live, NearestEngine, RstarGeoNearest};
use overfly_benches::workloads::{NETHERLANDS, Scale, queries, w1};
use overfly_benches::{CpuTime, nld};
use overfly_model::{Outline, Position};

/// One in so many points: a search is a thousand times a lookup.
const SHARE: usize = 64;

fn nearest(criterion: &mut Criterion<CpuTime>) {
    let scale = Scale::from_environment();
    let positions = queries::uniform(NETHERLANDS, (queries::points_of(scale) / SHARE).max(4));
    for (workload, outlines) in [("nld-uniform", nld::outlines()), ("w1-uniform", w1(scale))] {
        measure::<RstarGeoNearest>(criterion, workload, &outlines, &positions);
        measure::<Live>(criterion, workload, &outlines, &positions);
        measure::<BuiltEngine>(criterion, workload, &outlines, &positions);
    }
}

fn measure<E: NearestEngine>(
    criterion: &mut Criterion<CpuTime>,
    workload: &str,
    outlines: &[Outline],
    positions: &[Position],
) {
    let mut group = criterion.benchmark_group(format!("nearest/{}", E::NAME));
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.throughput(Throughput::Elements(positions.len() as u64));
    group.bench_function(workload, |bencher| {
        let engine = E::build(outlines);
        bencher.iter(|| {
            for position in positions {
                black_box(engine.nearest(*position));
            }
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = nearest
}
criterion_main!(benches);
