//! Prints the figures of the last run as Markdown: nanoseconds a question, and how many times faster
//! than `rstar-geo` on the same workload.
//!
//! Reads what criterion left in its folder: `CRITERION_HOME`, else `criterion` in the target folder.
#![allow(clippy::print_stdout, reason = "the table is the answer")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde_json::Value;

/// What ratios compare with.
const BASELINE: &str = "rstar-geo";

/// Nanoseconds of each engine, by question and workload.
type Figures = BTreeMap<[String; 2], BTreeMap<String, f64>>;

fn main() -> io::Result<()> {
    let mut figures = Figures::new();
    for group in folders(&criterion_home())? {
        for benchmark in folders(&group)? {
            if let Some(([question, engine, workload], ns)) = figure(&benchmark.join("new")) {
                figures.entry([question, workload]).or_default().insert(engine, ns);
            }
        }
    }
    println!("| question | workload | engine | ns | times as fast as {BASELINE} |");
    println!("|---|---|---|---:|---:|");
    for ([question, workload], engines) in &figures {
        for (engine, ns) in engines {
            let times =
                engines.get(BASELINE).map_or("-".into(), |base| format!("{:.2}", base / ns));
            println!("| {question} | {workload} | {engine} | {} | {times} |", grouped(*ns));
        }
    }
    Ok(())
}

fn criterion_home() -> PathBuf {
    let target = || {
        let default = || [env!("CARGO_MANIFEST_DIR"), "..", "target"].iter().collect();
        env::var_os("CARGO_TARGET_DIR").map_or_else(default, PathBuf::from)
    };
    env::var_os("CRITERION_HOME").map_or_else(|| target().join("criterion"), PathBuf::from)
}

fn folders(path: &Path) -> io::Result<Vec<PathBuf>> {
    let entries: Vec<_> = fs::read_dir(path)?.collect::<io::Result<_>>()?;
    Ok(entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
}

/// Question, engine and workload of a result, and the median of one question; a pass asks many.
fn figure(result: &Path) -> Option<([String; 3], f64)> {
    let benchmark = json(&result.join("benchmark.json"))?;
    let mut words = benchmark.pointer("/full_id")?.as_str()?.split('/').map(str::to_owned);
    let id = [words.next()?, words.next()?, words.next()?];
    let asked = benchmark.pointer("/throughput/Elements").and_then(Value::as_f64).unwrap_or(1.0);
    let median =
        json(&result.join("estimates.json"))?.pointer("/median/point_estimate")?.as_f64()?;
    Some((id, median / asked))
}

fn json(path: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// A whole number with commas between its thousands.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([7.4, 999.6, 12_193.0, 1e6].map(grouped), ["7", "1,000", "12,193", "1,000,000"]);
    }
}
