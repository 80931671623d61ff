//! What the benchmarks of the last run measured.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use overfly_benches::home::Kept;
use serde_json::Value;

/// What ratios compare with.
pub const BASELINE: &str = "rstar-geo";

/// Ours first, then the baseline, then the other rivals: the order of columns.
const ENGINES: [&str; 8] = [
    "overfly-built",
    "overfly-live",
    BASELINE,
    "rstar-intervaltree",
    "geo-index-geo",
    "aabb2d-geometry-rs",
    "geos",
    "overfly",
];

/// The order of rows.
const WORKLOADS: [&str; 5] = ["w1", "w2", "w3", "comb", "nld"];
const QUERIES: [&str; 7] = ["uniform", "near", "track", "sorted", "segment", "leg-0m", "leg-10m"];

/// Everything that was measured.
#[derive(Debug, Default)]
pub struct Figures {
    /// By question, engine and workload.
    times: BTreeMap<[String; 3], Time>,
    /// By engine and workload.
    kept: BTreeMap<[String; 2], Kept>,
}

/// The median of one pass.
#[derive(Clone, Copy, Debug)]
struct Time {
    ns: f64,
    /// How many questions a pass asks, or how many bytes it reads.
    amount: f64,
}

impl Figures {
    /// From criterion's folder.
    pub fn read(home: &Path) -> io::Result<Self> {
        let mut figures = Self::default();
        for group in folders(home)? {
            for benchmark in folders(&group)? {
                figures.times.extend(time(&benchmark.join("new")));
            }
        }
        for engine in folders(&home.join("memory")).unwrap_or_default() {
            for workload in folders(&engine)? {
                let kept = Kept::read(&workload);
                let id = [name(&engine), name(&workload)];
                figures.kept.extend(kept.map(|kept| (id, kept)));
            }
        }
        Ok(figures)
    }

    /// Nanoseconds of one question.
    pub fn ns(&self, [question, engine, workload]: [&str; 3]) -> Option<f64> {
        let id = [question, engine, workload].map(str::to_owned);
        self.times.get(&id).map(|time| time.ns / time.amount)
    }

    /// How many times as fast as another an engine is.
    pub fn times_as_fast(
        &self,
        [question, engine, workload]: [&str; 3],
        other: &str,
    ) -> Option<f64> {
        let ns = self.ns([question, engine, workload])?;
        self.ns([question, other, workload]).map(|others| others / ns)
    }

    /// The fastest engine that is not ours.
    pub fn best_rival(&self, question: &str, workload: &str) -> Option<&str> {
        let ns = |engine: &str| self.ns([question, engine, workload]).unwrap_or(f64::INFINITY);
        let rivals = self
            .engines(question)
            .into_iter()
            .filter(|engine| !engine.starts_with("overfly") && ns(engine).is_finite());
        rivals.min_by(|a, b| ns(a).total_cmp(&ns(b)))
    }

    /// What an engine keeps in memory.
    pub fn kept(&self, engine: &str, workload: &str) -> Option<Kept> {
        self.kept.get(&[engine, workload].map(str::to_owned)).copied()
    }

    /// Whether parts of the figures are of another scale than the one they are meant for.
    pub fn is_full_scale(&self) -> bool {
        let full = overfly_benches::Scale::FULL;
        self.kept.values().all(|kept| kept.scale == full)
    }

    /// The engines that were asked a question, in the order of columns.
    pub fn engines(&self, question: &str) -> Vec<&str> {
        let asked = self.times.keys().filter(|id| id[0] == question).map(|id| id[1].as_str());
        ordered(asked.collect(), place)
    }

    /// The engines whose memory was counted, in the order of columns.
    pub fn kept_engines(&self) -> Vec<&str> {
        ordered(self.kept.keys().map(|id| id[0].as_str()).collect(), place)
    }

    /// The workloads of a question, in the order of rows.
    pub fn workloads(&self, question: &str) -> Vec<&str> {
        let asked = self.times.keys().filter(|id| id[0] == question).map(|id| id[2].as_str());
        ordered(asked.collect(), rank)
    }

    /// The workloads in which memory was counted, in the order of rows.
    pub fn kept_workloads(&self) -> Vec<&str> {
        ordered(self.kept.keys().map(|id| id[1].as_str()).collect(), rank)
    }
}

/// Each once, by its place; those without one by name at the end.
fn ordered(mut names: Vec<&str>, place: impl Fn(&str) -> usize) -> Vec<&str> {
    names.sort_by_key(|name| (place(name), *name));
    names.dedup();
    names
}

fn place(engine: &str) -> usize {
    ENGINES.iter().position(|known| *known == engine).unwrap_or(ENGINES.len())
}

/// By the zones first, then by the queries.
fn rank(workload: &str) -> usize {
    let (zones, queries) = workload.split_once('-').unwrap_or((workload, ""));
    let place = |list: &[&str], name: &str| {
        list.iter().position(|known| *known == name).unwrap_or(list.len())
    };
    place(&WORKLOADS, zones) * 100 + place(&QUERIES, queries)
}

fn folders(path: &Path) -> io::Result<Vec<PathBuf>> {
    let entries: Vec<_> = fs::read_dir(path)?.collect::<io::Result<_>>()?;
    Ok(entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Question, engine and workload of a result, and the median of a pass.
fn time(result: &Path) -> Option<([String; 3], Time)> {
    let benchmark = json(&result.join("benchmark.json"))?;
    let mut words = benchmark.pointer("/full_id")?.as_str()?.split('/').map(str::to_owned);
    let id = [words.next()?, words.next()?, words.next()?];
    let amount = ["/throughput/Elements", "/throughput/Bytes"]
        .iter()
        .find_map(|path| benchmark.pointer(path).and_then(Value::as_f64));
    let median =
        json(&result.join("estimates.json"))?.pointer("/median/point_estimate")?.as_f64()?;
    Some((id, Time { ns: median, amount: amount.unwrap_or(1.0) }))
}

fn json(path: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use overfly_benches::Scale;

    /// Figures of a question as they might be.
    pub fn invented() -> Figures {
        let mut figures = Figures::default();
        let mut add = |id: [&str; 3], ns: f64, amount: f64| {
            figures.times.insert(id.map(str::to_owned), Time { ns, amount });
        };
        add(["point", "overfly-built", "w1-uniform"], 500.0, 10.0);
        add(["point", "rstar-geo", "w1-uniform"], 60_000.0, 10.0);
        add(["point", "geos", "w1-uniform"], 5_500.0, 10.0);
        add(["point", "overfly-live", "comb-near"], 12_345_600.0, 10.0);
        add(["build", "overfly-built", "w2"], 2.5e9, 1.0);
        add(["open", "overfly-built", "w2-first-answer"], 51.4, 1.0);
        add(["open", "overfly-built", "w2-verify"], 1e9, 2.0 * f64::from(1 << 30));
        add(["check", "overfly", "nld-a4"], 177_590.0, 1.0);
        let kept = Kept { bytes: 2_100, peak: 9_000, vertices: 100, scale: Scale::FULL };
        figures.kept.insert(["overfly-built", "w1"].map(str::to_owned), kept);
        figures
    }

    #[test]
    fn figures_are_for_one_question_and_rivals_are_not_ours() {
        let figures = invented();
        assert_eq!(figures.ns(["point", "overfly-built", "w1-uniform"]), Some(50.0));
        assert_eq!(figures.best_rival("point", "w1-uniform"), Some("geos"));
        assert_eq!(figures.best_rival("point", "comb-near"), None);
        let built = ["point", "overfly-built", "w1-uniform"];
        assert_eq!(figures.times_as_fast(built, BASELINE), Some(120.0));
    }

    #[test]
    fn engines_and_workloads_have_their_places() {
        let figures = invented();
        let engines = ["overfly-built", "overfly-live", "rstar-geo", "geos"];
        assert_eq!(figures.engines("point"), engines);
        assert_eq!(figures.workloads("point"), ["w1-uniform", "comb-near"]);
    }
}
