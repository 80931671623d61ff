//! Documents that are read and documents that are not, each named after its point, with what is said of it
//! beside it.

use std::fs;
use std::path::{Path, PathBuf};

use overfly_exemption::{
    DelegationDocument, DocumentError, OverlayDocument, RevocationList, SetAsideDocument,
    SingleRevocation, TrustDocument, WaiverDocument,
};

use crate::reading::documents_read;

fn inputs(folder: &str) -> Vec<PathBuf> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/exemption").join(folder);
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    assert!(!paths.is_empty());
    paths.sort();
    paths
}

/// What is read, by the reader that the file's name begins with.
fn read(path: &Path) -> Result<String, DocumentError> {
    fn shown<T: core::fmt::Debug>(read: Result<T, DocumentError>) -> Result<String, DocumentError> {
        read.map(|document| format!("{document:#?}\n"))
    }
    let bytes = fs::read(path).unwrap();
    documents_read(&bytes);
    let name = path.file_stem().unwrap().to_str().unwrap();
    match name.split("--").next().unwrap() {
        "trust" => shown(TrustDocument::read(&bytes)),
        "delegation" => shown(DelegationDocument::read(&bytes)),
        "revocations" => shown(RevocationList::read(&bytes)),
        "revocation" => shown(SingleRevocation::read(&bytes)),
        "waiver" => shown(WaiverDocument::read(&bytes)),
        "overlay" => shown(OverlayDocument::read(&bytes)),
        "set-aside" => shown(SetAsideDocument::read(&bytes)),
        kind => panic!("{}: no kind {kind}", path.display()),
    }
}

/// Compares with the text beside each file; with `OVERFLY_BLESS=1` the texts are written instead.
fn compare(folder: &str, said: impl Fn(&Path) -> String) {
    for path in inputs(folder) {
        let (expected, text) = (path.with_extension("expected.txt"), said(&path));
        if std::env::var_os("OVERFLY_BLESS").is_some() {
            fs::write(&expected, &text).unwrap();
        }
        assert_eq!(fs::read_to_string(&expected).ok(), Some(text), "{}", path.display());
    }
}

#[test]
fn every_sound_document_is_read_as_it_says() {
    compare("accept", |path| read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())));
}

#[test]
fn every_unsound_document_is_refused_with_its_sentence() {
    compare("reject", |path| match read(path) {
        Ok(_) => panic!("{} was read", path.display()),
        Err(error) => format!("{error}\n"),
    });
}
