//! Which zones hold this point? Every pass asks all points of a workload in turn.
#![allow(missing_docs, reason = "criterion's macros")]

use std::cell::LazyCell;
use std::hint::black_box;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use overfly_benches::engines::{
    AabbGeometry, BuiltEngine, GeoIndexGeo, Live, RstarGeo, RstarIntervalTree,
};
use overfly_benches::workloads::{EUROPE, MIDDLE, NETHERLANDS, Scale, comb, queries, w1, w2, w3};
use overfly_benches::{CpuTime, Engine, nld};
use overfly_model::{Outline, Position};

fn point(criterion: &mut Criterion<CpuTime>) {
    let scale = Scale::from_environment();
    let count = queries::points_of(scale);
    for (workload, within, outlines, all) in [
        ("nld", NETHERLANDS, nld::whole as fn(Scale) -> Vec<Outline>, true),
        ("w1", NETHERLANDS, w1, true),
        ("w3", MIDDLE, w3, false),
        ("comb", MIDDLE, comb, false),
        ("w2", EUROPE, w2, true),
    ] {
        let outlines = outlines(scale);
        let mut questions = questions(workload, within, &outlines, count);
        if !all {
            for (_, points) in &mut questions {
                *points = queries::quarter(points);
            }
        }
        everyone(criterion, &outlines, &questions);
    }
}

/// The questions of a workload by their names.
fn questions(
    workload: &str,
    within: queries::Box,
    outlines: &[Outline],
    count: usize,
) -> Vec<(String, Vec<Position>)> {
    vec![
        (format!("{workload}-uniform"), queries::uniform(within, count)),
        (format!("{workload}-near"), queries::near(outlines, count)),
        (format!("{workload}-track"), queries::track(within, count)),
    ]
}

fn everyone(
    criterion: &mut Criterion<CpuTime>,
    outlines: &[Outline],
    questions: &[(String, Vec<Position>)],
) {
    measure::<RstarGeo>(criterion, questions, outlines);
    measure::<RstarIntervalTree>(criterion, questions, outlines);
    measure::<GeoIndexGeo>(criterion, questions, outlines);
    measure::<AabbGeometry>(criterion, questions, outlines);
    #[cfg(feature = "geos")]
    measure::<overfly_benches::engines::GeosPrepared>(criterion, questions, outlines);
    measure::<Live>(criterion, questions, outlines);
    measure::<BuiltEngine>(criterion, questions, outlines);
}

fn measure<E: Engine>(
    criterion: &mut Criterion<CpuTime>,
    questions: &[(String, Vec<Position>)],
    outlines: &[Outline],
) {
    // Built for the first question that is not filtered away.
    let engine = LazyCell::new(|| E::build(outlines));
    for (workload, positions) in questions {
        let mut group = criterion.benchmark_group(format!("point/{}", E::NAME));
        group.sampling_mode(SamplingMode::Flat).sample_size(20);
        group.throughput(Throughput::Elements(positions.len() as u64));
        group.bench_function(workload, |bencher| {
            let mut found = Vec::new();
            let engine = &*engine;
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
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = point
}
criterion_main!(benches);
