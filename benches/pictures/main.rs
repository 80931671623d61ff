//! Draws the pictures of `docs/index.md` from real cells, into `docs/pictures`.
#![allow(clippy::print_stdout, reason = "says what was written")]

mod bars;
mod cells;
mod comb;
mod leaf;
mod leg;
mod scene;
mod svg;

use std::path::PathBuf;
use std::{fs, io};

use scene::Scene;

fn main() -> io::Result<()> {
    for (name, picture) in pictures() {
        fs::write(path(name), &picture)?;
        println!("docs/pictures/{name}: {} bytes", picture.len());
    }
    Ok(())
}

fn pictures() -> Vec<(&'static str, String)> {
    let netherlands = Scene::netherlands();
    vec![
        ("cells.svg", cells::draw(&netherlands)),
        ("leaf.svg", leaf::draw(&netherlands)),
        ("leg.svg", leg::draw(&netherlands)),
        ("comb.svg", comb::draw()),
        ("figures.svg", bars::draw(include_str!("../README.md"))),
    ]
}

fn path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "docs", "pictures", name].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pictures_in_the_repository_are_those_that_the_code_draws() {
        for (name, picture) in pictures() {
            let kept = fs::read_to_string(path(name)).unwrap_or_default();
            assert!(
                kept == picture,
                "docs/pictures/{name} is stale: cargo run -p overfly-benches --bin pictures"
            );
        }
    }

    #[test]
    fn a_picture_is_small_and_needs_nothing_from_elsewhere() {
        for (name, picture) in pictures() {
            assert!(picture.len() < 150_000, "{name}: {} bytes", picture.len());
            assert_eq!(picture.matches("http").count(), 1, "{name}: the namespace alone");
        }
    }
}
