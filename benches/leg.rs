//! Which zones does this leg meet, and where? Every pass asks all legs of a workload in turn.
//!
//! `leg-10m` and `leg-0m` ask for stretches of a geodesic, widened by a margin; `segment` only
//! whether the straight segment meets a zone, which is all that `geo` can be asked.
#![allow(missing_docs, reason = "criterion's macros")]

use std::cell::LazyCell;
use std::hint::black_box;

use criterion::{
    BenchmarkGroup, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use overfly_benches::engines::{BuiltEngine, Live, RstarGeo};
use overfly_benches::workloads::{EUROPE, MIDDLE, NETHERLANDS, Scale, comb, queries, w1, w2, w3};
use overfly_benches::{CpuTime, Engine, LegEngine, SegmentEngine, nld};
use overfly_model::{Metres, Outline, Position};

fn leg(criterion: &mut Criterion<CpuTime>) {
    let scale = Scale::from_environment();
    for (workload, within, outlines, share) in [
        ("nld", NETHERLANDS, nld::whole as fn(Scale) -> Vec<Outline>, 1),
        ("w1", NETHERLANDS, w1, 1),
        ("w3", MIDDLE, w3, FEWER),
        ("comb", MIDDLE, comb, FEWER),
        ("w2", EUROPE, w2, 1),
    ] {
        let outlines = outlines(scale);
        let legs = queries::legs(within, (queries::legs_of(scale) / share).max(1));
        segments::<RstarGeo>(criterion, workload, &outlines, &legs);
        #[cfg(feature = "geos")]
        segments::<overfly_benches::engines::GeosPrepared>(criterion, workload, &outlines, &legs);
        segments::<Live>(criterion, workload, &outlines, &legs);
        segments::<BuiltEngine>(criterion, workload, &outlines, &legs);
        stretches::<Live>(criterion, workload, &outlines, &legs);
        stretches::<BuiltEngine>(criterion, workload, &outlines, &legs);
    }
}

/// One in so many legs where one outline has all the edges: a plain look at them takes long.
const FEWER: usize = 8;

fn stretches<E: LegEngine>(
    criterion: &mut Criterion<CpuTime>,
    workload: &str,
    outlines: &[Outline],
    legs: &[[Position; 2]],
) {
    let engine = LazyCell::new(|| E::build(outlines));
    for (margin_m, margin) in [(0, Metres::ZERO), (10, Metres::whole(10))] {
        let name = format!("{workload}-leg-{margin_m}m");
        group::<E>(criterion, legs).bench_function(name, |bencher| {
            let engine = &*engine;
            bencher.iter(|| {
                for ends in legs {
                    black_box(engine.leg(*ends, margin));
                }
            });
        });
    }
}

fn segments<E: SegmentEngine>(
    criterion: &mut Criterion<CpuTime>,
    workload: &str,
    outlines: &[Outline],
    legs: &[[Position; 2]],
) {
    group::<E>(criterion, legs).bench_function(format!("{workload}-segment"), |bencher| {
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
