//! Which zones does this leg meet, and where? Every pass asks all legs of a workload in turn.
//!
//! `w1-leg-10m` and `w1-leg-0m` ask for stretches of a geodesic, widened by a margin; `w1-segment` only
//! whether the straight segment meets a zone, which is all that `geo` can be asked.
#![allow(missing_docs, reason = "criterion's macros")]

use std::hint::black_box;

use criterion::{
    BenchmarkGroup, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use overfly_benches::engines::{Live, RstarGeo};
use overfly_benches::workloads::{NETHERLANDS, Scale, queries, w1};
use overfly_benches::{CpuTime, Engine, SegmentEngine};
use overfly_model::{Metres, Outline, Position};

fn leg(criterion: &mut Criterion<CpuTime>) {
    let scale = Scale::from_environment();
    let outlines = w1(scale);
    let legs = queries::legs(NETHERLANDS, queries::legs_of(scale));
    segments::<RstarGeo>(criterion, &outlines, &legs);
    segments::<Live>(criterion, &outlines, &legs);
    for (workload, margin) in [("w1-leg-0m", Metres::ZERO), ("w1-leg-10m", Metres::whole(10))] {
        group::<Live>(criterion, &legs).bench_function(workload, |bencher| {
            let engine = Live::build(&outlines);
            bencher.iter(|| {
                for ends in &legs {
                    black_box(engine.leg(*ends, margin));
                }
            });
        });
    }
}

fn segments<E: SegmentEngine>(
    criterion: &mut Criterion<CpuTime>,
    outlines: &[Outline],
    legs: &[[Position; 2]],
) {
    group::<E>(criterion, legs).bench_function("w1-segment", |bencher| {
        let engine = E::build(outlines);
        let mut found = Vec::new();
        bencher.iter(|| {
            for ends in legs {
                found.clear();
                engine.segment(*ends, &mut found);
                black_box(&found);
            }
        });
    });
}

fn group<'a, E: Engine>(
    criterion: &'a mut Criterion<CpuTime>,
    legs: &[[Position; 2]],
) -> BenchmarkGroup<'a, CpuTime> {
    let mut group = criterion.benchmark_group(format!("leg/{}", E::NAME));
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.throughput(Throughput::Elements(legs.len() as u64));
    group
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = leg
}
criterion_main!(benches);
