//! How long does it take from the bytes of an image to the first answer, and to know that all of them
//! are sound?
#![allow(missing_docs, reason = "criterion's macros")]

use std::hint::black_box;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use overfly_benches::CpuTime;
use overfly_benches::engines::BuiltEngine;
use overfly_benches::workloads::{EUROPE, NETHERLANDS, Scale, queries, w1, w2};
use overfly_index::BuiltIndex;

fn open(criterion: &mut Criterion<CpuTime>) {
    let scale = Scale::from_environment();
    for (workload, within, outlines) in [("w1", NETHERLANDS, w1(scale)), ("w2", EUROPE, w2(scale))]
    {
        let image = BuiltEngine::image(&outlines);
        let positions = queries::uniform(within, 64);
        let mut group = criterion.benchmark_group("open/overfly-built");
        group.sampling_mode(SamplingMode::Flat).sample_size(20);
        group.bench_function(format!("{workload}-first-answer"), |bencher| {
            let mut next = positions.iter().cycle();
            bencher.iter(|| {
                let index = BuiltIndex::open(&image[..]).ok();
                let position = next.next().copied();
                black_box(index.zip(position).map(|(index, position)| index.at(position)))
            });
        });
        group.throughput(Throughput::Bytes(image.len() as u64));
        group.bench_function(format!("{workload}-verify"), |bencher| {
            bencher.iter(|| black_box(BuiltIndex::open(&image[..]).map(|index| index.verify())));
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = open
}
criterion_main!(benches);
