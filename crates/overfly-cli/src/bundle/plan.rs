//! What becomes of the documents of a bundle, before anything is written.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use jiff::Timestamp;
use overfly_exemption::{
    Authority, Memory, Refusal, RevocationList, SignedFile, TrustDocument, TrustFiles, TrustRoot,
    UnverifiedWaiver,
};

use crate::agency::{self, Agency};
use crate::failure::Failure;

/// The trust root.
pub const ROOT: &str = "trust/trust.toml";

/// What becomes of a document of the bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is not there yet.
    Add,
    /// It is a later version of what is there.
    Replace,
    /// It is there, to the byte.
    Same,
    /// A later version of it is there, which revokes all that it does.
    Older,
    /// A list that gives way to a later one, and revokes what that one does not: what it revokes stays revoked.
    Beside,
}

impl Step {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "added",
            Self::Replace => "replaced",
            Self::Same => "same",
            Self::Older => "older, left out",
            Self::Beside => "revokes, kept",
        }
    }
}

/// What is to be done, nothing of it done.
pub struct Plan {
    /// Every document by its path.
    pub steps: BTreeMap<String, (Step, SignedFile)>,
}

impl Plan {
    /// Compares a bundle with an agency's folder, where there is one.
    pub fn of(
        bundled: BTreeMap<String, SignedFile>,
        home: &Path,
        existing: Option<(&Agency, &Authority)>,
    ) -> Result<Self, Failure> {
        let mut steps = BTreeMap::new();
        for (path, file) in bundled {
            let step = step(&path, &file, home, existing.map(|(agency, _)| agency))?;
            if let Some(gives_way) = existing.and_then(|there| beside(&path, step, &file, there)) {
                let path = kept(&path, &gives_way, home)?;
                let file = SignedFile { name: path.clone(), ..gives_way };
                steps.insert(path, (Step::Beside, file));
            }
            steps.insert(path, (step, file));
        }
        Ok(Self { steps })
    }

    fn taken(&self) -> impl Iterator<Item = (&String, Step, &SignedFile)> {
        let taken = |step: Step| matches!(step, Step::Add | Step::Replace | Step::Beside);
        self.steps
            .iter()
            .map(|(path, (step, file))| (path, *step, file))
            .filter(move |(_, step, _)| taken(*step))
    }

    /// Whether everything taken counts in the folder as it would be then.
    pub fn verified(
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
                // A list of the past only restricts, and that it may.
                Some(problem) if problem.refusal.is_of_the_past() => Ok(()),
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
                if matches!(step, Step::Replace | Step::Beside) {
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

    /// What becomes of each; and of a new folder that it is new, and the root keys.
    pub fn told(&self, home: Option<&Path>) -> String {
        let mut out = String::new();
        if let Some(home) = home {
            let agency = home.join(agency::FILE);
            out += &format!(
                "a new agency folder: {}; if there is one already, --home is mistyped\n\
                 a bundle carries no zones: name them in {} before you check a flight\n\n",
                home.display(),
                agency.display()
            );
        }
        for (path, (step, _)) in &self.steps {
            out += format!("{:<16} {path}\n", step.as_str()).as_str();
        }
        let root = self.steps.get(ROOT).map(|(_, file)| file);
        if let Some(root) =
            root.filter(|_| home.is_some()).and_then(|file| TrustDocument::read(&file.text).ok())
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
    super::verified(file, authority)
}

/// Compares with what is there. Only trust roots and revocation lists have versions; nothing else gives way.
fn step(
    path: &str,
    file: &SignedFile,
    home: &Path,
    existing: Option<&Agency>,
) -> Result<Step, Failure> {
    let at = home.join(path);
    let there = match fs::symlink_metadata(&at) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let others = existing.map_or(&[][..], |agency| &agency.trust.others);
            return Ok(if is_held(&file.text, others) { Step::Older } else { Step::Add });
        }
        // A pipe in its place would be waited for.
        Ok(_) if !at.is_file() => return Err(Failure::at(path, "is no ordinary file there")),
        _ => fs::read(&at).map_err(|error| Failure::io(&at, "read", &error))?,
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

/// Whether a list is an earlier one of which a later one here holds all.
fn is_held(text: &[u8], others: &[SignedFile]) -> bool {
    let Ok(list) = RevocationList::read(text) else { return false };
    let read = others.iter().filter_map(|other| RevocationList::read(&other.text).ok());
    read.into_iter().any(|later| {
        later.office == list.office && later.place() > list.place() && later.holds(&list)
    })
}

/// Of two lists for one place the earlier, where the later lacks something that it revokes or grounds.
fn beside(
    path: &str,
    step: Step,
    file: &SignedFile,
    (agency, authority): (&Agency, &Authority),
) -> Option<SignedFile> {
    let name = |other: &&SignedFile| is_at(other, path);
    let there = agency.trust.others.iter().find(name)?;
    let read = |file: &SignedFile| RevocationList::read(&file.text).ok();
    let (new, old) = (read(file)?, read(there)?);
    match step {
        Step::Replace if !new.holds(&old) && authority.lists().restricts(&there.name) => {
            Some(there.clone())
        }
        Step::Older if !old.holds(&new) => Some(file.clone()),
        _ => None,
    }
}

/// Where a list goes that gives way: a name that tells which it is.
fn kept(path: &str, file: &SignedFile, home: &Path) -> Result<String, Failure> {
    let list =
        RevocationList::read(&file.text).map_err(|error| Failure::at(path, error.to_string()))?;
    let stem = path.trim_end_matches(".toml");
    let kept = format!("{stem}-kept-{}-{}.toml", list.trust_version, list.version);
    match fs::read(home.join(&kept)) {
        Ok(bytes) if bytes != file.text => {
            Err(Failure::at(kept, "is there already, with another text").hint(
                "nothing was written; have the office sign its next list: overfly trust refresh",
            ))
        }
        _ => Ok(kept),
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
