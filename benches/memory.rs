//! How much memory does an engine keep? Counted, not timed: every engine is built once for each
//! workload, while an allocator that counts stands in for the platform's.
#![allow(missing_docs, reason = "a program of its own")]
#![allow(clippy::print_stdout, reason = "as criterion's benchmarks do")]

use std::hint::black_box;
use std::{env, io};

use overfly_benches::Contender;
use overfly_benches::engines::{
    AabbGeometry, BuiltEngine, GeoIndexGeo, Live, RstarGeo, RstarIntervalTree,
};
use overfly_benches::home::{Kept, criterion_home};
use overfly_benches::workloads::{Scale, comb, vertices, w1, w2, w3};
use overfly_model::Outline;
use peak_alloc::PeakAlloc;

#[global_allocator]
static COUNTED: PeakAlloc = PeakAlloc;

fn main() -> io::Result<()> {
    let wanted = Wanted::from_arguments();
    let scale = Scale::from_environment();
    let workloads: [(&str, &dyn Fn() -> Vec<Outline>); 4] = [
        ("w1", &|| w1(scale)),
        ("w3", &|| w3(scale)),
        ("comb", &|| comb(scale)),
        ("w2", &|| w2(scale)),
    ];
    for (workload, outlines) in workloads {
        let outlines = outlines();
        measure::<RstarGeo>(&wanted, workload, &outlines, scale)?;
        measure::<RstarIntervalTree>(&wanted, workload, &outlines, scale)?;
        measure::<GeoIndexGeo>(&wanted, workload, &outlines, scale)?;
        measure::<AabbGeometry>(&wanted, workload, &outlines, scale)?;
        measure::<Live>(&wanted, workload, &outlines, scale)?;
        measure::<BuiltEngine>(&wanted, workload, &outlines, scale)?;
    }
    Ok(())
}

/// What the command line asks for, as criterion understands it: a part of an id, and `--test` to
/// write nothing. Other options are criterion's.
struct Wanted {
    filter: Option<String>,
    only_test: bool,
}

impl Wanted {
    fn from_arguments() -> Self {
        let given: Vec<String> = env::args().skip(1).collect();
        Self {
            only_test: given.iter().any(|argument| argument == "--test"),
            filter: given.into_iter().find(|argument| !argument.starts_with('-')),
        }
    }

    fn takes(&self, id: &str) -> bool {
        self.filter.as_ref().is_none_or(|part| id.contains(part.trim_start_matches('^')))
    }
}

fn measure<E: Contender>(
    wanted: &Wanted,
    workload: &str,
    outlines: &[Outline],
    scale: Scale,
) -> io::Result<()> {
    let id = format!("memory/{}/{workload}", E::NAME);
    if !wanted.takes(&id) {
        return Ok(());
    }
    let before = COUNTED.current_usage();
    COUNTED.reset_peak_usage();
    let engine = black_box(E::build(outlines));
    let more = |now: usize| now.saturating_sub(before) as u64;
    let (bytes, peak) = (more(COUNTED.current_usage()), more(COUNTED.peak_usage()));
    drop(engine);
    println!("{id}: {bytes} bytes, {peak} while it was built");
    if wanted.only_test {
        return Ok(());
    }
    let vertices = vertices(outlines) as u64;
    Kept { bytes, peak, vertices, scale }.write(&criterion_home(), E::NAME, workload)
}
