//! Which crate may use which: arrows go right only.

use std::fs;

use crate::kit::repository;

/// Crate, and those of ours it may use beside dev-dependencies.
const MAY_USE: [(&str, &[&str]); 7] = [
    ("overfly-model", &[]),
    ("overfly-format", &["overfly-model"]),
    ("overfly-index", &["overfly-model"]),
    ("overfly-exemption", &["overfly-model"]),
    ("overfly-check", &["overfly-model", "overfly-index", "overfly-exemption"]),
    ("overfly-report", &["overfly-model", "overfly-exemption", "overfly-check"]),
    ("overfly-testkit", &["overfly-model", "overfly-format"]),
];
/// May use all others but the testkit.
const TOP: &str = "overfly-cli";

#[test]
fn every_crate_uses_only_what_lies_to_its_left() {
    for folder in fs::read_dir(repository().join("crates")).unwrap() {
        let folder = folder.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        assert!(
            manifest.contains(&format!("name = \"{name}\"")),
            "a folder is named after its package: {name}"
        );
        let used = dependencies(&manifest);
        if name == TOP {
            assert!(!used.contains(&"overfly-testkit".to_owned()));
            continue;
        }
        let (_, may) = MAY_USE.iter().find(|(known, _)| *known == name).unwrap_or_else(|| {
            panic!("{name} is not in the table of who may use whom: ARCHITECTURE.md and this test")
        });
        let wrong: Vec<_> = used.iter().filter(|used| !may.contains(&used.as_str())).collect();
        assert!(wrong.is_empty(), "{name} may not use {wrong:?}");
    }
}

/// Ours among `[dependencies]`, `[build-dependencies]` and those of targets.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut counts = false;
    let mut used = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            counts = section.contains("dependencies") && !section.contains("dev-dependencies");
            used.extend(
                section
                    .strip_prefix("dependencies.")
                    .map(|name| name.trim_end_matches(']').to_owned()),
            );
        } else if let (true, Some((name, _))) = (counts, line.split_once(['.', '=', ' '])) {
            used.push(name.trim().to_owned());
        }
    }
    used.retain(|name| name.starts_with("overfly"));
    used
}

#[test]
fn a_forbidden_dependency_is_seen_however_it_is_written() {
    for (manifest, ours) in [
        ("[dependencies]\noverfly-check.workspace = true\nserde = \"1\"", 1),
        ("[dependencies]\noverfly-check = { path = \"../x\" }", 1),
        ("[dependencies.overfly-check]\nworkspace = true", 1),
        ("[target.'cfg(unix)'.dependencies]\noverfly-check = \"1\"", 1),
        ("[build-dependencies]\noverfly-check = \"1\"", 1),
        ("[dev-dependencies]\noverfly-check = \"1\"", 0),
    ] {
        assert_eq!(dependencies(manifest).len(), ours, "{manifest}");
    }
}

/// Only the command line touches the outside world: nothing below it reads files, the clock or the
/// environment.
#[test]
fn nothing_below_the_command_line_touches_the_outside_world() {
    for (name, _) in MAY_USE.iter().filter(|(name, _)| *name != "overfly-testkit") {
        for file in sources(&repository().join("crates").join(name).join("src")) {
            let text = fs::read_to_string(&file).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            for word in [
                "std::fs",
                "std::env::",
                "std::net",
                "std::process",
                "Timestamp::now",
                "Zoned::now",
                "SystemTime",
                "Instant::now",
            ] {
                assert!(!text.contains(word), "{} names {word}", file.display());
            }
        }
    }
}

fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
