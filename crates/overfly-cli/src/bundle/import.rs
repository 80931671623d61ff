//! `overfly import`: verified first, then written.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use overfly_exemption::{
    Authority, Memory, Refusal, RevocationList, SignedFile, TrustDocument, TrustFiles, TrustRoot,
    UnverifiedWaiver, verify_overlay, verify_set_aside,
};
use overfly_format::archive;

use super::slot;
use super::store::Store;
use crate::agency::{self, Agency};
use crate::args::waiver::ImportArgs;
use crate::desk;
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, output, time};

/// A bundle holds some documents, not an archive of pictures.
const LARGEST: u64 = 32 << 20;
/// The trust root.
const ROOT: &str = "trust/trust.toml";
/// What a folder that is new needs to be an agency's.
const NEW_HOME: &str = "format = \"overfly-agency/1\"\ntitle = \"Taken over from a bundle\"\n\
    zones = []\ntrust = \"trust\"\nwaivers = [\"waivers\"]\noverlays = [\"overlays\"]\n";

/// Takes over what is new in a bundle, or nothing.
pub fn run(args: &ImportArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let home = desk::home(&args.home)?;
    let bundled = slot::documents(read(&args.bundle)?)?;
    let (now, present) = time::present(args.home.now.as_deref(), None)?;
    let memory = desk::memory(args.home.station.as_deref(), present)?;
    let existing = existing(&home)?;
    let plan = Plan::of(bundled, &home, existing.as_ref())?;
    if let Err((file, refusal)) = plan.verified(existing.as_ref(), memory, now) {
        terminal.remark(&format!("{file}: {}: {refusal}", refusal.code().as_str()));
        terminal.remark(&format!("hint: nothing was written; {}", refusal.remedy()));
        return Ok(Outcome::Refused);
    }
    plan.write(&home, existing.as_ref())?;
    output::write(&plan.told(existing.is_none()), None)?;
    Ok(Outcome::Done)
}

fn read(path: &Path) -> Result<Vec<archive::Bundled>, Failure> {
    let place = path.display().to_string();
    let data = fs::metadata(path).map_err(|error| Failure::io(path, "read", &error))?;
    if !data.is_file() || data.len() > LARGEST {
        return Err(Failure::at(place, "is no bundle: no file, or larger than any bundle"));
    }
    let bytes = fs::read(path).map_err(|error| Failure::io(path, "read", &error))?;
    archive::read(&bytes).map_err(|error| {
        Failure::at(place, error.to_string())
            .hint("nothing was written; a bundle is what overfly waiver bundle wrote")
    })
}

/// The agency folder, where there is one; a folder with other things in it is not made one by accident.
fn existing(home: &Path) -> Result<Option<Agency>, Failure> {
    if home.join(agency::FILE).exists() {
        return Agency::open(home).and_then(usual).map(Some);
    }
    let holds = match fs::read_dir(home) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == ErrorKind::NotFound => false,
        Err(error) => return Err(Failure::io(home, "read", &error)),
    };
    if holds {
        return Err(Failure::at(home.display().to_string(), "is no agency folder, and not empty")
            .hint("name the folder with overfly.toml in it, or a new one"));
    }
    Ok(None)
}

/// A bundle has the usual folders: in an agency with others nobody would find what it brings.
fn usual(agency: Agency) -> Result<Agency, Failure> {
    let document = &agency.document;
    let names = |paths: &[String], usual: &str| {
        paths.iter().any(|path| path.trim_start_matches("./").trim_end_matches('/') == usual)
    };
    let trust = core::slice::from_ref(&document.trust);
    if names(trust, "trust")
        && names(&document.waivers, "waivers")
        && names(&document.overlays, "overlays")
    {
        return Ok(agency);
    }
    let place = agency.home.join(agency::FILE).display().to_string();
    Err(Failure::at(place, "keeps its documents elsewhere than in trust, waivers and overlays")
        .hint("name these folders in it too, or unpack the bundle by hand: it is a ZIP archive"))
}

/// What becomes of a document of the bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// It is not there yet.
    Add,
    /// It is a later version of what is there.
    Replace,
    /// It is there, to the byte.
    Same,
    /// A later version of it is there.
    Older,
}

impl Step {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "added",
            Self::Replace => "replaced",
            Self::Same => "same",
            Self::Older => "older, left out",
        }
    }
}

/// What is to be done, nothing of it done.
struct Plan {
    steps: BTreeMap<String, (Step, SignedFile)>,
}

impl Plan {
    fn of(
        bundled: BTreeMap<String, SignedFile>,
        home: &Path,
        existing: Option<&Agency>,
    ) -> Result<Self, Failure> {
        let mut steps = BTreeMap::new();
        for (path, file) in bundled {
            let step = step(&path, &file, home, existing)?;
            steps.insert(path, (step, file));
        }
        Ok(Self { steps })
    }

    fn taken(&self) -> impl Iterator<Item = (&String, Step, &SignedFile)> {
        let taken = |step: Step| matches!(step, Step::Add | Step::Replace);
        self.steps
            .iter()
            .map(|(path, (step, file))| (path, *step, file))
            .filter(move |(_, step, _)| taken(*step))
    }

    /// Whether everything taken counts in the folder as it would be then.
    fn verified(
        &self,
        existing: Option<&Agency>,
        memory: Memory,
        now: Timestamp,
    ) -> Result<(), (String, Refusal)> {
        let files = self.together(existing);
        self.root_follows(existing, &files, now)?;
        // A new station takes documents before it accepts their trust root; they lift nothing until then.
        let memory = if memory == Memory::Nothing { Memory::Rehearsal } else { memory };
        let authority = Authority::assemble(&files, memory, now);
        if authority.root().is_none() {
            let refusal = authority.may_lift().err().cloned().unwrap_or(Refusal::NoTrust);
            return Err((ROOT.to_owned(), refusal));
        }
        for (path, _, file) in self.taken() {
            let problem = authority.problems().iter().find(|problem| problem.file == *path);
            let result = match problem {
                Some(problem) => Err(problem.refusal.clone()),
                None => document(path, file, &authority),
            };
            result.map_err(|refusal| (path.clone(), refusal))?;
        }
        Ok(())
    }

    /// The trust folder as it would be.
    fn together(&self, existing: Option<&Agency>) -> TrustFiles {
        let mut files = existing.map(|agency| agency.trust.clone()).unwrap_or_default();
        let old = files.root.clone();
        for (path, step, file) in self.taken() {
            if path == ROOT {
                files.root = Some(file.clone());
            } else if path.starts_with("trust/history/") {
                files.history.push(file.clone());
            } else if path.starts_with("trust/") {
                if step == Step::Replace {
                    files.others.retain(|other| !is_at(other, path));
                }
                files.others.push(file.clone());
            }
        }
        if self.step(ROOT) == Some(Step::Replace) {
            files.history.extend(old);
        }
        files
    }

    fn step(&self, path: &str) -> Option<Step> {
        self.steps.get(path).map(|(step, _)| *step)
    }

    /// A new trust root has to be signed by the roots of the one that is there, whatever this station
    /// remembers.
    fn root_follows(
        &self,
        existing: Option<&Agency>,
        files: &TrustFiles,
        now: Timestamp,
    ) -> Result<(), (String, Refusal)> {
        let old = existing.and_then(|agency| agency.trust.root.as_ref());
        let (Some(old), Some(new)) = (old, files.root.as_ref()) else { return Ok(()) };
        if self.step(ROOT) != Some(Step::Replace) {
            return Ok(());
        }
        let fault = |refusal: Refusal| (ROOT.to_owned(), refusal);
        let issued = TrustDocument::read(&old.text).map_err(|error| fault(error.into()))?.issued;
        let before = TrustRoot::verify(old, &[], None, issued).map_err(fault)?;
        TrustRoot::verify(new, &files.history, Some(&before.accepted()), now)
            .map_err(fault)
            .map(drop)
    }

    fn write(&self, home: &Path, existing: Option<&Agency>) -> Result<(), Failure> {
        fs::create_dir_all(home).map_err(|error| Failure::io(home, "made", &error))?;
        let mut store = Store::new(home)?;
        if existing.is_none() {
            store.add(agency::FILE, NEW_HOME.as_bytes())?;
            for folder in ["waivers", "overlays"] {
                let folder = home.join(folder);
                fs::create_dir_all(&folder)
                    .map_err(|error| Failure::io(&folder, "made", &error))?;
            }
        }
        let old = existing.and_then(|agency| agency.trust.root.as_ref());
        for (path, (step, file)) in &self.steps {
            match step {
                Step::Older => {}
                Step::Same => add_signatures(&mut store, home, path, file)?,
                Step::Add => add(&mut store, path, file)?,
                Step::Replace => {
                    if let Some(old) = old.filter(|_| path == ROOT) {
                        keep_root(&mut store, home, old)?;
                    }
                    signatures_beside(&home.join(path))?
                        .into_iter()
                        .for_each(|sig| store.remove(sig));
                    add(&mut store, path, file)?;
                }
            }
        }
        store.commit()
    }

    fn told(&self, new: bool) -> String {
        let mut out = String::new();
        for (path, (step, _)) in &self.steps {
            out += format!("{:<16} {path}\n", step.as_str()).as_str();
        }
        let root = self.steps.get(ROOT).map(|(_, file)| file);
        if let Some(root) =
            root.filter(|_| new).and_then(|file| TrustDocument::read(&file.text).ok())
        {
            out +=
                "\nroot keys; compare them with the agency, then: overfly trust status --accept\n";
            for (name, key) in &root.roots {
                out += format!("  {name:<12} {key}\n").as_str();
            }
        }
        out
    }
}

fn is_at(file: &SignedFile, path: &str) -> bool {
    Path::new(&file.name).file_name() == Path::new(path).file_name()
}

/// Verifies a waiver, overlay or set-aside; what the trust folder holds was verified with it.
fn document(path: &str, file: &SignedFile, authority: &Authority) -> Result<(), Refusal> {
    if path.starts_with("waivers/") {
        return UnverifiedWaiver::read(file.clone())?.verify(authority).map(drop);
    }
    if !path.starts_with("overlays/") {
        return Ok(());
    }
    match verify_set_aside(file, authority) {
        Err(Refusal::Unreadable(_)) => verify_overlay(file, authority).map(drop),
        verified => verified.map(drop),
    }
}

/// Compares with what is there. Only trust roots and revocation lists have versions; nothing else gives way.
fn step(
    path: &str,
    file: &SignedFile,
    home: &Path,
    existing: Option<&Agency>,
) -> Result<Step, Failure> {
    let at = home.join(path);
    let there = match fs::read(&at) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Step::Add),
        Err(error) => return Err(Failure::io(&at, "read", &error)),
    };
    if existing.is_none() || there == file.text {
        return Ok(Step::Same);
    }
    match (version(path, &there), version(path, &file.text)) {
        (Some(old), Some(new)) if old.0 == new.0 && old < new => Ok(Step::Replace),
        (Some(old), Some(new)) if old.0 == new.0 && old > new => Ok(Step::Older),
        _ => Err(Failure::at(path, "is another text than the one in the agency folder")
            .hint("nothing was written; ask the office which of the two it issued")),
    }
}

/// The version, and for a list before it the trust version and whose it is: lists of two offices never
/// replace one another.
fn version(path: &str, text: &[u8]) -> Option<(String, u64, u64)> {
    if path == ROOT {
        return Some((String::new(), 0, TrustDocument::read(text).ok()?.version));
    }
    let list = RevocationList::read(text).ok()?;
    Some((list.office, list.trust_version, list.version))
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
