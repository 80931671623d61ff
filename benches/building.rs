//! How long does it take until an engine can answer? One iteration builds all of a workload.
#![allow(missing_docs, reason = "criterion's macros")]

use std::hint::black_box;

use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use overfly_benches::engines::{
    AabbGeometry, BuiltEngine, GeoIndexGeo, Live, RstarGeo, RstarIntervalTree,
};
use overfly_benches::workloads::{Scale, comb, w1, w2, w3};
use overfly_benches::{Contender, CpuTime, nld};
use overfly_model::Outline;

fn build(criterion: &mut Criterion<CpuTime>) {
    let scale = Scale::from_environment();
    for (workload, outlines) in [
        ("nld", nld::outlines()),
        ("w1", w1(scale)),
        ("w3", w3(scale)),
        ("comb", comb(scale)),
        ("w2", w2(scale)),
    ] {
        measure::<RstarGeo>(criterion, workload, &outlines);
        measure::<RstarIntervalTree>(criterion, workload, &outlines);
        measure::<GeoIndexGeo>(criterion, workload, &outlines);
        measure::<AabbGeometry>(criterion, workload, &outlines);
        measure::<Live>(criterion, workload, &outlines);
        measure::<BuiltEngine>(criterion, workload, &outlines);
    }
}

fn measure<E: Contender>(criterion: &mut Criterion<CpuTime>, workload: &str, outlines: &[Outline]) {
    let mut group = criterion.benchmark_group(format!("build/{}", E::NAME));
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.bench_function(workload, |bencher| bencher.iter(|| black_box(E::build(outlines))));
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = build
}
criterion_main!(benches);
