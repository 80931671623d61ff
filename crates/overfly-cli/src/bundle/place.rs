//! The documents of a bundle, put where they belong.

use std::fs;
use std::path::{Path, PathBuf};

use overfly_exemption::{SignedFile, TrustDocument};

use super::plan::{Plan, ROOT, Step};
use super::store::Store;
use crate::agency::{self, Agency};
use crate::failure::Failure;

/// What a folder that is new needs to be an agency's.
const NEW_HOME: &str = "format = \"overfly-agency/1\"\ntitle = \"Taken over from a bundle\"\n\
    zones = []\ntrust = \"trust\"\nwaivers = [\"waivers\"]\noverlays = [\"overlays\"]\n";

/// Puts all in place, or nothing.
pub fn write(plan: &Plan, home: &Path, existing: Option<&Agency>) -> Result<(), Failure> {
    fs::create_dir_all(home).map_err(|error| Failure::io(home, "made", &error))?;
    let mut store = Store::new(home)?;
    if existing.is_none() {
        store.add(agency::FILE, NEW_HOME.as_bytes())?;
        for folder in ["waivers", "overlays"] {
            let folder = home.join(folder);
            fs::create_dir_all(&folder).map_err(|error| Failure::io(&folder, "made", &error))?;
        }
    }
    let old = existing.and_then(|agency| agency.trust.root.as_ref());
    for (path, (step, file)) in &plan.steps {
        match step {
            Step::Older => {}
            Step::Same => add_signatures(&mut store, home, path, file)?,
            Step::Add | Step::Beside => add(&mut store, path, file)?,
            Step::Replace => {
                if let Some(old) = old.filter(|_| path == ROOT) {
                    keep_root(&mut store, home, old)?;
                }
                signatures_beside(&home.join(path))?.into_iter().for_each(|sig| store.remove(sig));
                add(&mut store, path, file)?;
            }
        }
    }
    store.commit()
}

fn add(store: &mut Store, path: &str, file: &SignedFile) -> Result<(), Failure> {
    // Signatures first: a document that lacks them for a moment would count for nothing.
    for (at, signature) in file.signatures.iter().enumerate() {
        store.add(&format!("{path}{}.sig", numbered(at)), signature)?;
    }
    store.add(path, &file.text)
}

fn numbered(at: usize) -> String {
    if at == 0 { String::new() } else { format!(".{}", at + 1) }
}

/// Signatures that are not there yet, under names that are free.
fn add_signatures(
    store: &mut Store,
    home: &Path,
    path: &str,
    file: &SignedFile,
) -> Result<(), Failure> {
    let there = agency::signed_file(&home.join(path))?.signatures;
    let mut free = (0..).map(|at| format!("{path}{}.sig", numbered(at)));
    for signature in file.signatures.iter().filter(|signature| !there.contains(signature)) {
        if let Some(name) = free.find(|name| !home.join(name).exists()) {
            store.add(&name, signature)?;
        }
    }
    Ok(())
}

/// A trust root that gives way stays in the history: another station may have to pass through it.
fn keep_root(store: &mut Store, home: &Path, old: &SignedFile) -> Result<(), Failure> {
    let Ok(document) = TrustDocument::read(&old.text) else { return Ok(()) };
    let path = format!("trust/history/trust-{}.toml", document.version);
    if home.join(&path).exists() { Ok(()) } else { add(store, &path, old) }
}

fn signatures_beside(document: &Path) -> Result<Vec<PathBuf>, Failure> {
    let Some((folder, name)) = document.parent().zip(document.file_name()) else {
        return Ok(Vec::new());
    };
    let begins = format!("{}.", name.to_string_lossy());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| Failure::io(folder, "read", &error))? {
        let entry = entry.map_err(|error| Failure::io(folder, "read", &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&begins) && entry.path().extension().is_some_and(|end| end == "sig") {
            found.push(entry.path());
        }
    }
    Ok(found)
}
