//! The figures of `benches/README.md` as bars. Nothing is drawn before there are any.

use crate::svg::{GREY, INK, RED, Svg, px};

/// The rows that are drawn.
const ROWS: [(&str, &str); 6] = [
    ("w1-uniform", "2,500 zones, anywhere"),
    ("w1-near", "2,500 zones, near borders"),
    ("w1-track", "2,500 zones, along flights"),
    ("w2-uniform", "200,000 zones, anywhere"),
    ("w2-near", "200,000 zones, near borders"),
    ("w2-track", "200,000 zones, along flights"),
];

/// A row's figures: engine and nanoseconds.
type Bars = Vec<(String, f64)>;

pub fn draw(readme: &str) -> String {
    let rows: Vec<(&str, Bars)> = ROWS
        .iter()
        .filter_map(|(workload, name)| Some((*name, points(readme, workload)?)))
        .collect();
    let bars: usize = rows.iter().map(|(_, bars)| bars.len()).sum();
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(0));
    let high = 100.0 + count(rows.len()) * 34.0 + count(bars) * 19.0;
    let mut svg =
        Svg::new([960.0, high], "Which zones hold a point? Nanoseconds, on a logarithmic scale");
    let mut top = 66.0;
    for (name, bars) in rows {
        svg.text(
            [24.0, top + 10.0],
            &format!(r#"font-size="14.5" font-weight="600" fill="{INK}""#),
            name,
        );
        top += 20.0;
        for (engine, ns) in bars {
            bar(&mut svg, top, &engine, ns);
            top += 19.0;
        }
        top += 14.0;
    }
    let note = "From benches/README.md: one run, all engines the same zones and points. Shorter is faster.";
    svg.text([24.0, high - 16.0], &format!(r#"font-size="12" fill="{GREY}""#), note);
    svg.finish()
}

fn bar(svg: &mut Svg, top: f64, engine: &str, ns: f64) {
    const LEFT: f64 = 200.0;
    // Ten times as long is 150 pixels more; a nanosecond is a stub.
    let width = (ns.log10().max(0.0) + 0.1) * 150.0;
    let ours = engine == "overfly-built";
    let fill = if ours { RED } else { "#9db4c6" };
    let weight = if ours { "700" } else { "400" };
    svg.raw(&format!(
        r#"<rect x="{LEFT}" y="{}" width="{}" height="14" fill="{fill}"/>"#,
        px(top),
        px(width)
    ));
    let style = format!(r#"font-size="13" font-weight="{weight}" fill="{INK}""#);
    svg.text([190.0, top + 11.5], &format!(r#"{style} text-anchor="end""#), engine);
    svg.text([LEFT + width + 8.0, top + 11.5], &style, &format!("{ns} ns"));
}

/// The figures of a row of the table of points.
fn points(readme: &str, workload: &str) -> Option<Bars> {
    let (_, table) = readme.split_once("**point: ns a point**\n\n")?;
    let mut lines = table.lines();
    let engines = cells(lines.next()?);
    let figures = lines.map(cells).find(|row| row.first().is_some_and(|name| *name == workload))?;
    let bars = engines.iter().zip(figures).skip(1).filter_map(|(engine, figure)| {
        let number = figure.split(' ').next()?.replace(',', "");
        Some(((*engine).to_owned(), number.parse().ok()?))
    });
    Some(bars.collect())
}

fn cells(row: &str) -> Vec<&str> {
    row.trim_matches('|').split('|').map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_read_from_the_table_that_the_table_command_writes() {
        let readme = "text\n**point: ns a point**\n\n| | overfly-built | rstar-geo | geos |\n\
            |---|---:|---:|---:|\n| w1-near | 50 (120x) | 6,000 | - |\n";
        let bars = points(readme, "w1-near").unwrap();
        let expected = [("overfly-built".to_owned(), 50.0), ("rstar-geo".to_owned(), 6_000.0)];
        assert_eq!(bars, expected);
        assert!(points(readme, "w2-near").is_none());
        assert!(draw(readme).contains("6000 ns"));
    }
}
