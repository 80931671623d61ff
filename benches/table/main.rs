//! Prints the figures of the last run as Markdown; with `--write`, puts them into README.md, so that
//! nobody types a figure.
#![allow(clippy::print_stdout, reason = "the tables are the answer")]

mod figures;
mod markdown;
mod targets;

use std::path::PathBuf;
use std::{env, fs, io, thread};

use figures::Figures;
use overfly_benches::home::criterion_home;

/// What stands between these lines of README.md is written here.
const BEGIN: &str = "<!-- figures: written by the table command -->\n";
const END: &str = "<!-- end of figures -->\n";

fn main() -> io::Result<()> {
    let text = text(&Figures::read(&criterion_home())?);
    match env::args().nth(1).as_deref() {
        None => print!("{text}"),
        Some("--write") => write(&text)?,
        Some(other) => {
            return Err(io::Error::other(format!("unknown argument {other:?}: try --write")));
        }
    }
    Ok(())
}

fn text(figures: &Figures) -> String {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    let machine = processor().map_or_else(String::new, |name| format!(" ({name})"));
    let [tables, targets] = [markdown::tables(figures), targets::targets(figures)];
    format!("Measured on {cores} cores{machine}.\n\n{targets}{tables}")
}

/// What Linux calls the processor.
fn processor() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    line.split_once(':').map(|(_, name)| name.trim().to_owned())
}

fn write(figures: &str) -> io::Result<()> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "README.md"].iter().collect();
    let readme = fs::read_to_string(&path)?;
    let spliced = splice(&readme, figures);
    fs::write(path, spliced.ok_or_else(|| io::Error::other("README.md has no place for figures"))?)
}

/// A text with new figures between its two markers; `None` when they are not there.
fn splice(text: &str, figures: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{figures}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_figures_replace_the_old_ones_and_nothing_else() {
        let text = format!("before\n{BEGIN}old\n{END}after\n");
        let new = splice(&text, "new\n").unwrap();
        assert_eq!(new, format!("before\n{BEGIN}\nnew\n{END}after\n"));
        assert_eq!(splice(&new, "new\n").unwrap(), new);
        assert_eq!(splice("no markers", "new\n"), None);
    }

    #[test]
    fn the_readme_has_a_place_for_figures() {
        assert!(splice(include_str!("../README.md"), "new\n").is_some());
    }
}
