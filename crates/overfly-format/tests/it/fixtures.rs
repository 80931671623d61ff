//! Fixture folders, each file named after the point it makes, with what is read of it beside it.

use std::fs;
use std::path::{Path, PathBuf};

/// The files of `fixtures/<folder>` that are input, sorted by name. Fails when there are none.
pub fn inputs(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension != "txt"))
        .collect();
    assert!(!paths.is_empty(), "{} holds no fixtures", folder.display());
    paths.sort();
    paths
}

/// Reads every input of `fixtures/<folder>` and compares what `read` says with the text beside it.
/// With `OVERFLY_BLESS=1` the texts are written instead.
pub fn compare(folder: &str, read: impl Fn(&Path, &[u8]) -> String) {
    let mut differing = Vec::new();
    for path in inputs(folder) {
        let expected = path.with_extension("expected.txt");
        let text = read(&path, &fs::read(&path).unwrap());
        if std::env::var_os("OVERFLY_BLESS").is_some() {
            fs::write(&expected, &text).unwrap();
        } else if fs::read_to_string(&expected).ok().as_deref() != Some(text.as_str()) {
            differing.push(format!("{}:\n{text}", path.display()));
        }
    }
    assert!(differing.is_empty(), "read otherwise than expected:\n{}", differing.join("\n"));
}
