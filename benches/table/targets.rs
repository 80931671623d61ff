//! What the built engine is meant to reach, and what it did reach.

use crate::figures::{BASELINE, Figures};
use crate::markdown::{row, short, table};

const BUILT: &str = "overfly-built";

/// How many times as fast it is meant to be: as the baseline, and as the best rival.
struct Race {
    question: &'static str,
    workload: &'static str,
    baseline: f64,
    best: Option<f64>,
}

const fn race(id: [&'static str; 2], baseline: f64, best: f64) -> Race {
    Race { question: id[0], workload: id[1], baseline, best: Some(best) }
}

const RACES: [Race; 12] = [
    race(["point", "w1-uniform"], 130.0, 10.0),
    race(["point", "w1-near"], 70.0, 5.0),
    race(["point", "w1-track"], 700.0, 12.0),
    race(["leg", "w1-segment"], 200.0, 4.0),
    race(["point", "w2-uniform"], 25.0, 10.0),
    race(["point", "w2-near"], 18.0, 4.0),
    race(["point", "w2-track"], 200.0, 10.0),
    race(["leg", "w2-segment"], 30.0, 4.0),
    race(["point", "w3-uniform"], 3_000.0, 7.0),
    Race { question: "point", workload: "comb-uniform", baseline: 80.0, best: None },
    Race { question: "point", workload: "comb-near", baseline: 80.0, best: None },
    Race { question: "point", workload: "comb-track", baseline: 80.0, best: None },
];

/// Something that is meant to be no more than so much.
struct Limit {
    what: &'static str,
    most: f64,
    reached: fn(&Figures) -> Option<f64>,
}

const LIMITS: [Limit; 6] = [
    Limit {
        what: "memory on W1, bytes a vertex",
        most: 20.0,
        reached: |figures| bytes_a_vertex(figures, "w1"),
    },
    Limit {
        what: "memory on W2, bytes a vertex",
        most: 20.0,
        reached: |figures| bytes_a_vertex(figures, "w2"),
    },
    Limit {
        what: "build of W2, s",
        most: 3.0,
        reached: |figures| figures.ns(["build", BUILT, "w2"]).map(|ns| ns / 1e9),
    },
    Limit {
        what: "open and first answer on W2, us",
        most: 200.0,
        reached: |figures| figures.ns(["open", BUILT, "w2-first-answer"]).map(|ns| ns / 1e3),
    },
    // A twenty-fifth of what sedonadb took, which no run here can ask.
    Limit {
        what: "batch on W1, ns a point (sedonadb took 1,852 elsewhere)",
        most: 1_852.0 / 25.0,
        reached: |figures| figures.ns(["batch", BUILT, "w1-uniform"]),
    },
    Limit {
        what: "batch on W2, ns a point (sedonadb took 3,760 elsewhere)",
        most: 3_760.0 / 25.0,
        reached: |figures| figures.ns(["batch", BUILT, "w2-uniform"]),
    },
];

#[allow(clippy::cast_precision_loss, reason = "bytes of a memory")]
fn bytes_a_vertex(figures: &Figures, workload: &str) -> Option<f64> {
    figures.kept(BUILT, workload).map(|kept| kept.bytes as f64 / kept.vertices.max(1) as f64)
}

/// Both tables; what was not measured is left out.
pub fn targets(figures: &Figures) -> String {
    let columns =
        [&*format!("times {BASELINE}"), "meant", "times the best rival", "meant", "that rival"];
    let races = table(
        "targets: times as fast",
        &columns,
        RACES.iter().filter_map(|race| race_row(figures, race)),
    );
    let limits = table(
        "targets: at most",
        &["reached", "meant"],
        LIMITS.iter().filter_map(|limit| limit_row(figures, limit)),
    );
    [races, limits].into_iter().flatten().map(|table| table + "\n").collect()
}

fn race_row(figures: &Figures, race: &Race) -> Option<String> {
    let Race { question, workload, .. } = *race;
    let id = [question, BUILT, workload];
    let baseline = figures.times_as_fast(id, BASELINE)?;
    let rival = figures.best_rival(question, workload)?;
    let best = figures.times_as_fast(id, rival)?;
    let none = || "-".to_owned();
    let cells = [
        judged(baseline, baseline >= race.baseline),
        short(race.baseline),
        race.best.map_or_else(none, |meant| judged(best, best >= meant)),
        race.best.map_or_else(none, short),
        rival.to_owned(),
    ];
    Some(row(&format!("{question} {workload}"), cells.into_iter()))
}

fn limit_row(figures: &Figures, limit: &Limit) -> Option<String> {
    let reached = (limit.reached)(figures)?;
    let cells = [judged(reached, reached <= limit.most), short(limit.most)];
    Some(row(limit.what, cells.into_iter()))
}

/// A word beside the number.
fn judged(number: f64, met: bool) -> String {
    format!("{}{}", short(number), if met { "" } else { " **missed**" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::invented;

    #[test]
    fn a_target_that_is_missed_says_so() {
        let text = targets(&invented());
        let races = "| point w1-uniform | 120 **missed** | 130 | 11 | 10 | geos |";
        assert!(text.contains(races), "{text}");
        assert!(text.contains("| memory on W1, bytes a vertex | 21 **missed** | 20 |"), "{text}");
        assert!(text.contains("| build of W2, s | 2.5 | 3.0 |"), "{text}");
        assert!(!text.contains("w3-uniform"), "{text}");
    }
}
