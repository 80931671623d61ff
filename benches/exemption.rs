//! How long do a hundred waivers take to be verified, signatures and all?
#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "criterion's macros; a chain that is not sound is no workload"
)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use overfly_benches::CpuTime;
use overfly_exemption::{Authority, Memory, SignedFile, TrustFiles, UnverifiedWaiver};
use overfly_testkit::agency::{self, Paper};

const WAIVERS: usize = 100;

fn file(paper: &Paper) -> SignedFile {
    let (name, text, signatures) = paper.signed();
    SignedFile { name, text, signatures }
}

/// An authority of the small agency, and waivers that it verifies.
fn workload() -> (Authority, Vec<SignedFile>) {
    let files = TrustFiles {
        root: Some(file(&agency::trust())),
        others: vec![file(&agency::delegation()), file(&agency::list(1, ""))],
        ..TrustFiles::default()
    };
    let now = agency::NOW.parse().expect("a time");
    let authority = Authority::assemble(&files, Memory::Rehearsal, now);
    let waiver = |at| file(&agency::waiver().with("\"W-1\"", &format!("\"W-{at}\"")));
    (authority, (0..WAIVERS).map(waiver).collect())
}

fn verify(criterion: &mut Criterion<CpuTime>) {
    let (authority, files) = workload();
    let mut group = criterion.benchmark_group("verify/overfly");
    group.sample_size(20).throughput(Throughput::Elements(files.len() as u64));
    group.bench_function("100-waivers", |bencher| {
        bencher.iter(|| {
            for file in &files {
                let waiver = UnverifiedWaiver::read(file.clone()).expect("a waiver");
                black_box(waiver.verify(&authority).expect("a waiver that counts"));
            }
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = verify
}
criterion_main!(benches);
