//! Figures as Markdown.

use crate::figures::{BASELINE, Figures};

/// A question's table: what its figures are called, and how many nanoseconds are one of them.
struct Grid {
    question: &'static str,
    title: &'static str,
    unit_ns: f64,
}

const GRIDS: [Grid; 5] = [
    Grid { question: "point", title: "point: ns a point", unit_ns: 1.0 },
    Grid { question: "leg", title: "leg: ns a leg", unit_ns: 1.0 },
    Grid {
        question: "batch",
        title: "batch: ns a point (rivals: a plain loop over the points)",
        unit_ns: 1.0,
    },
    Grid { question: "nearest", title: "nearest: us a point", unit_ns: 1e3 },
    Grid { question: "build", title: "build: ms in all", unit_ns: 1e6 },
];

/// Questions that are not the index's: decisions, and the waivers they rest on.
const WHOLE: [&str; 3] = ["check", "lift", "verify"];

/// All tables; what was not measured is left out.
pub fn tables(figures: &Figures) -> String {
    let mut text = String::new();
    if !figures.is_full_scale() {
        text += "**Of a smaller or larger scale than the workloads have: not comparable.**\n\n";
    }
    text += &format!(
        "In brackets: how many times as fast as `{BASELINE}`. `-`: not asked, or cannot be.\n\n"
    );
    let grids = GRIDS.iter().map(|shape| grid(figures, shape));
    let rest = [memory(figures), open(figures), whole(figures)];
    for table in grids.chain(rest).flatten() {
        text += &table;
        text.push('\n');
    }
    text
}

/// A row a workload, a column an engine.
fn grid(figures: &Figures, shape: &Grid) -> Option<String> {
    let Grid { question, title, unit_ns } = *shape;
    let engines = figures.engines(question);
    let rows = figures.workloads(question).into_iter().map(|workload| {
        let cells = engines.iter().map(|engine| {
            let id = [question, engine, workload];
            let Some(ns) = figures.ns(id) else { return "-".to_owned() };
            let ratio = figures.times_as_fast(id, BASELINE).filter(|_| *engine != BASELINE);
            let ratio = ratio.map_or_else(String::new, |times| format!(" ({}x)", short(times)));
            format!("{}{ratio}", short(ns / unit_ns))
        });
        row(workload, cells)
    });
    table(title, &engines, rows)
}

/// Bytes a vertex.
fn memory(figures: &Figures) -> Option<String> {
    let engines = figures.kept_engines();
    let rows = figures.kept_workloads().into_iter().map(|workload| {
        let cells = engines.iter().map(|engine| {
            figures.kept(engine, workload).map_or_else(
                || "-".to_owned(),
                |kept| {
                    let [kept, peak] = [kept.bytes, kept.peak].map(|b| share(b, kept.vertices));
                    format!("{} ({})", short(kept), short(peak))
                },
            )
        });
        row(workload, cells)
    });
    table("memory: bytes a vertex (in brackets: at most while building)", &engines, rows)
}

/// How fast a file can be used, and checked.
fn open(figures: &Figures) -> Option<String> {
    let rows = ["w1", "w2"].into_iter().filter_map(|workload| {
        let ns = |what: &str| figures.ns(["open", "overfly-built", &format!("{workload}-{what}")]);
        // Nanoseconds a byte.
        let gib_a_second = 1e9 / ns("verify")? / f64::from(1 << 30);
        Some(row(workload, [short(ns("first-answer")?), short(gib_a_second)].into_iter()))
    });
    table("open: overfly-built", &["open and first answer, ns", "verify, GiB a second"], rows)
}

/// Decisions.
fn whole(figures: &Figures) -> Option<String> {
    let of = |question: &'static str| {
        figures.workloads(question).into_iter().filter_map(move |workload| {
            let ns = figures.ns([question, "overfly", workload])?;
            Some(row(&format!("{question} {workload}"), [short(ns / 1e3)].into_iter()))
        })
    };
    table("decisions and waivers: us", &["overfly"], WHOLE.into_iter().flat_map(of))
}

/// A table with its title; `None` without rows.
pub fn table(title: &str, columns: &[&str], rows: impl Iterator<Item = String>) -> Option<String> {
    let rows: String = rows.collect();
    let head = columns.join(" | ");
    let line = "---:|".repeat(columns.len());
    (!rows.is_empty()).then(|| format!("**{title}**\n\n| | {head} |\n|---|{line}\n{rows}"))
}

/// A row with its name.
pub fn row(name: &str, cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<_> = cells.collect();
    format!("| {name} | {} |\n", cells.join(" | "))
}

#[allow(clippy::cast_precision_loss, reason = "bytes of a memory")]
fn share(bytes: u64, of: u64) -> f64 {
    bytes as f64 / of.max(1) as f64
}

/// Two digits that count or more, with commas between thousands.
pub fn short(number: f64) -> String {
    if number < 0.095 {
        return format!("{number:.2}");
    }
    if number < 9.95 {
        return format!("{number:.1}");
    }
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
    use crate::figures::tests::invented;

    #[test]
    fn thousands_are_set_apart_and_small_numbers_have_a_decimal() {
        let numbers = [0.027, 7.44, 9.96, 999.6, 12_193.0, 1e6].map(short);
        assert_eq!(numbers, ["0.03", "7.4", "10", "1,000", "12,193", "1,000,000"]);
    }

    #[test]
    fn a_question_is_a_table_with_a_row_a_workload_and_a_column_an_engine() {
        let text = tables(&invented());
        assert!(text.contains("| | overfly-built | overfly-live | rstar-geo | geos |"), "{text}");
        assert!(text.contains("| w1-uniform | 50 (120x) | - | 6,000 | 550 (11x) |"), "{text}");
        assert!(text.contains("| comb-near | - | 1,234,560 | - | - |"), "{text}");
        assert!(text.contains("| w1 | 21 (90) |"), "{text}");
        assert!(text.contains("| w2 | 51 | 2.0 |"), "{text}");
        assert!(text.contains("| check nld-a4 | 178 |"), "{text}");
    }
}
