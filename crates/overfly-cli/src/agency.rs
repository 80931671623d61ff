//! The agency folder: `overfly.toml`, and every document it leads to with the signatures beside it.
//!
//! Nothing is believed here. A file that cannot be opened is a failure: it may hold the overlay that
//! tightens, or the list that revokes. One that opens and cannot be read is told as a problem.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use overfly_exemption::text::with_line_feeds;
use overfly_exemption::{
    AgencyDocument, Authority, DocumentError, DocumentKind, Memory, Problem, Refusal, SignedFile,
    TrustFiles, lists,
};
use overfly_report::{Input, InputKind};

use crate::failure::Failure;

/// The file that says where the others lie.
pub const FILE: &str = "overfly.toml";
/// The trust root; others of its format are earlier ones, wherever in the folder they lie.
pub const TRUST_FILE: &str = "trust.toml";
/// No document is larger: a revocation list is the largest.
const LIMIT_KIB: usize = 4096;
/// No signature is larger; one byte more shows that this one is.
const SIGNATURE_LIMIT: u64 = 16 * 1024 + 1;
/// More files than any agency keeps in one place.
const MOST_FILES: usize = 20_000;

/// An agency's documents, read but not believed.
#[derive(Debug)]
pub struct Agency {
    /// What `overfly.toml` says.
    pub document: AgencyDocument,
    /// Its folder.
    pub home: PathBuf,
    /// Zone files, and folders of them.
    pub zones: Vec<PathBuf>,
    /// Who may issue what.
    pub trust: TrustFiles,
    /// Waivers.
    pub waivers: Vec<SignedFile>,
    /// Overlays and set-asides.
    pub overlays: Vec<SignedFile>,
    /// Documents that nobody can read, or of a format that nobody knows: each may have mattered.
    pub problems: Vec<Problem>,
    /// What in the folders is no document.
    pub skipped: Vec<PathBuf>,
    inputs: Vec<Input>,
}

impl Agency {
    /// Reads the folder `home`.
    pub fn open(home: &Path) -> Result<Self, Failure> {
        if home.is_file() {
            return Err(Failure::at("--home", format!("{} is a file", home.display()))
                .hint(format!("name the folder in which {FILE} lies")));
        }
        let path = home.join(FILE);
        let bytes = small(&path, LIMIT_KIB as u64 * 1024)?;
        let shown = path.display().to_string();
        let document = AgencyDocument::read(&bytes).map_err(|error| {
            Failure::at(shown.clone(), error.to_string())
                .hint("docs/formats/agency.md has an example to compare with")
        })?;
        let all = |paths: &[String]| paths.iter().map(|path| home.join(path)).collect();
        let zones = all(&document.zones);
        let mut agency = Self {
            home: home.to_owned(),
            zones,
            trust: TrustFiles::default(),
            waivers: Vec::new(),
            overlays: Vec::new(),
            problems: Vec::new(),
            skipped: Vec::new(),
            inputs: vec![Input::new(shown, &bytes, InputKind::Agency)],
            document,
        };
        agency.gather()?;
        Ok(agency)
    }

    /// Who may issue what at `now`, as a station with this memory sees it.
    pub fn authority(&self, memory: Memory, now: Timestamp) -> Authority {
        Authority::assemble(&self.trust, memory, now)
    }

    /// Every file read but zones, with its hash.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The folder with the trust root.
    pub fn trust_folder(&self) -> PathBuf {
        self.home.join(&self.document.trust)
    }

    fn gather(&mut self) -> Result<(), Failure> {
        let mut walk = Walk::default();
        let trust = self.trust_folder();
        if trust.is_file() {
            let sentence = format!("trust is {}, a file", trust.display());
            return Err(Failure::at(self.home.join(FILE).display().to_string(), sentence)
                .hint(format!("name the folder in which {TRUST_FILE} lies")));
        }
        let named = [&self.document.waivers, &self.document.overlays].into_iter().flatten();
        let others: Vec<PathBuf> = named.map(|path| self.home.join(path)).collect();
        for path in core::iter::once(&trust).chain(&others) {
            walk.named(path)?;
        }
        for found in walk.documents {
            self.document(&found, &trust)?;
        }
        self.skipped = walk.skipped;
        Ok(())
    }

    fn document(&mut self, found: &Found, trust: &Path) -> Result<(), Failure> {
        let file = match found.read()? {
            Ok(file) => file,
            Err(refusal) => {
                let file = found.path.display().to_string();
                let of_trust = found.path.starts_with(trust) || lists::may_revoke(&file, &[]);
                let problem = Problem { file, via: None, refusal };
                if of_trust { &mut self.trust.unread } else { &mut self.problems }.push(problem);
                return Ok(());
            }
        };
        let is_root = found.path == trust.join(TRUST_FILE);
        // One whose line ends changed is refused as what it was, and not as anything that lies in its folder.
        let kind = DocumentKind::of(&file.text)
            .or_else(|error| DocumentKind::of(&with_line_feeds(&file.text)).map_err(|_| error));
        self.inputs.push(Input::new(file.name.clone(), &file.text, input_kind(kind.as_ref().ok())));
        let signatures = found.signatures.iter().zip(&file.signatures);
        self.inputs.extend(signatures.map(|(path, bytes)| {
            Input::new(path.display().to_string(), bytes, input_kind(kind.as_ref().ok()))
        }));
        match kind {
            // Whatever stands under this name is what the agency goes by, so that a fault in it is told as one.
            _ if is_root => self.trust.root = Some(file),
            Ok(DocumentKind::TrustRoot) => self.trust.history.push(file),
            Ok(DocumentKind::Trust) => self.trust.others.push(file),
            Ok(DocumentKind::Waiver) => self.waivers.push(file),
            Ok(DocumentKind::Overlay) => self.overlays.push(file),
            // It may be the latest revocation: who may issue what depends on it, wherever it lies.
            Err(_) if lists::may_revoke(&file.name, &file.text) => self.trust.others.push(file),
            // Where it lies says what it was meant to be: it is refused there, under its own name.
            Err(error) if self.is_meant(&self.document.waivers, &found.path, &error) => {
                self.waivers.push(file);
            }
            Err(error) if self.is_meant(&self.document.overlays, &found.path, &error) => {
                self.overlays.push(file);
            }
            Err(_) if found.path.starts_with(trust) => self.trust.others.push(file),
            Err(error) => {
                let refusal = Refusal::Unreadable(error);
                self.problems.push(Problem { file: file.name, via: None, refusal });
            }
        }
        Ok(())
    }
}

impl Agency {
    /// Whether what nobody can read may be an overlay, and tighten a zone: all but what lies among the
    /// waivers.
    pub fn may_tighten(&self, problem: &Problem) -> bool {
        let waivers = self.document.waivers.iter().map(|folder| self.home.join(folder));
        !waivers.into_iter().any(|folder| Path::new(&problem.file).starts_with(folder))
    }

    /// Whether what cannot be read lies where such documents do. One that states a format of another kind
    /// is none.
    fn is_meant(&self, named: &[String], path: &Path, error: &DocumentError) -> bool {
        const KINDS: [&str; 3] = ["overfly-waiver/", "overfly-overlay/", "overfly-set-aside/"];
        let of_another_kind = matches!(error, DocumentError::Format { found, .. }
            if !KINDS.iter().any(|kind| found.starts_with(kind)));
        !of_another_kind && named.iter().any(|folder| path.starts_with(self.home.join(folder)))
    }
}

/// What cannot be told is of the trust that all else hangs on.
const fn input_kind(kind: Option<&DocumentKind>) -> InputKind {
    match kind {
        Some(DocumentKind::Waiver) => InputKind::Waiver,
        Some(DocumentKind::Overlay) => InputKind::Overlay,
        Some(DocumentKind::TrustRoot | DocumentKind::Trust) | None => InputKind::Trust,
    }
}

/// One document with the signatures beside it, wherever it lies.
pub fn signed_file(path: &Path) -> Result<SignedFile, Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let beside = entries(folder.unwrap_or(Path::new(".")))?;
    let found = Found { path: path.to_owned(), signatures: signatures(path, &beside) };
    found.read()?.map_err(|refusal| {
        Failure::at(path.display().to_string(), refusal.to_string()).hint(refusal.remedy())
    })
}

/// A document and its signatures, not read yet.
#[derive(Debug)]
struct Found {
    path: PathBuf,
    signatures: Vec<PathBuf>,
}

impl Found {
    fn read(&self) -> Result<Result<SignedFile, Refusal>, Failure> {
        if is_odd(&self.path) {
            return Ok(Err(Refusal::Unreadable(DocumentError::NotOrdinary)));
        }
        let text = small(&self.path, LIMIT_KIB as u64 * 1024 + 1)?;
        if text.len() > LIMIT_KIB * 1024 {
            let error = DocumentError::TooLarge { limit_kib: LIMIT_KIB };
            return Ok(Err(Refusal::Unreadable(error)));
        }
        // What is no file signs nothing, and its document is told as not signed.
        let read = |path: &PathBuf| {
            if is_odd(path) { Ok(Vec::new()) } else { small(path, SIGNATURE_LIMIT) }
        };
        let signatures = self.signatures.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Ok(SignedFile { name: self.path.display().to_string(), text, signatures }))
    }
}

/// A pipe, a device or the like: to open one might wait for ever. What cannot be looked at is not known to be.
fn is_odd(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|data| !data.is_file())
}

/// The first `limit` bytes of an ordinary file.
fn small(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let fault = |error: &std::io::Error| Failure::io(path, "read", error);
    if !fs::metadata(path).map_err(|error| fault(&error))?.is_file() {
        return Err(Failure::at(path.display().to_string(), "is no ordinary file"));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| fault(&error))?;
    file.take(limit).read_to_end(&mut bytes).map_err(|error| fault(&error))?;
    Ok(bytes)
}

/// What the paths of `overfly.toml` lead to. Names are taken in order; a folder or file met twice (through
/// a link, or named twice) is read once.
#[derive(Debug, Default)]
struct Walk {
    documents: Vec<Found>,
    skipped: Vec<PathBuf>,
    seen: BTreeSet<PathBuf>,
    files: usize,
}

impl Walk {
    /// A path that somebody named. One that is not there may be a share that is not mounted.
    fn named(&mut self, path: &Path) -> Result<(), Failure> {
        let data = fs::metadata(path).map_err(|error| {
            Failure::io(path, "read", &error)
                .hint(format!("{FILE} names it: make it, or take it out there"))
        })?;
        if data.is_dir() {
            return self.folder(path);
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let beside = entries(folder.unwrap_or(Path::new(".")))?;
        self.add(path, &beside);
        Ok(())
    }

    fn folder(&mut self, folder: &Path) -> Result<(), Failure> {
        if !self.is_new(folder) {
            return Ok(());
        }
        let paths = entries(folder)?;
        self.files += paths.len();
        if self.files > MOST_FILES {
            let sentence = format!("holds more than {MOST_FILES} files, and no agency has so many");
            return Err(Failure::at(folder.display().to_string(), sentence)
                .hint(format!("look at the paths in {FILE}, and move away what has ended")));
        }
        for path in &paths {
            let name = name(path);
            // A link that leads nowhere is met again where it is read.
            if fs::metadata(path).is_ok_and(|data| data.is_dir()) {
                if !name.starts_with('.') {
                    self.folder(path)?;
                }
            } else if is_document(&name) {
                self.add(path, &paths);
            } else if !is_beside(&name, &paths) {
                self.skipped.push(path.clone());
            }
        }
        Ok(())
    }

    fn add(&mut self, path: &Path, beside: &[PathBuf]) {
        if self.is_new(path) {
            let signatures = signatures(path, beside);
            self.documents.push(Found { path: path.to_owned(), signatures });
        }
    }

    fn is_new(&mut self, path: &Path) -> bool {
        fs::canonicalize(path).map_or(true, |real| self.seen.insert(real))
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fault = |error: std::io::Error| Failure::io(folder, "read", &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        paths.push(entry.map_err(fault)?.path());
    }
    paths.sort_unstable();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn is_document(name: &str) -> bool {
    !name.starts_with('.') && name.to_lowercase().ends_with(".toml")
}

/// `X.toml.sig`, and `X.toml.NAME.sig` where several sign.
fn signatures(document: &Path, beside: &[PathBuf]) -> Vec<PathBuf> {
    let start = format!("{}.", name(document));
    let is_its = |path: &&PathBuf| {
        let name = name(path);
        name.starts_with(&start) && is_signature(&name)
    };
    beside.iter().filter(is_its).cloned().collect()
}

fn is_signature(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "sig")
}

/// What belongs beside documents: signatures of those that are there, words for people, hidden files.
fn is_beside(name: &str, beside: &[PathBuf]) -> bool {
    let lower = name.to_lowercase();
    let signs = |document: &PathBuf| {
        let document = self::name(document);
        is_document(&document) && name.starts_with(&format!("{document}."))
    };
    name.starts_with('.')
        || lower.starts_with("readme")
        || Path::new(&lower).extension().is_some_and(|extension| extension == "md")
        || (is_signature(name) && beside.iter().any(signs))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let path =
            std::env::temp_dir().join(format!("overfly-agency-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        for part in ["trust/history", "waivers/2026", "overlays"] {
            fs::create_dir_all(path.join(part)).unwrap();
        }
        for (file, text) in [
            (
                FILE,
                "format = \"overfly-agency/1\"\ntrust = \"trust\"\nwaivers = [\"waivers\"]\noverlays = [\"overlays\"]\nzones = [\"../zones\"]\n",
            ),
            ("trust/trust.toml", "format = \"overfly-trust/1\"\n"),
            ("trust/trust.toml.a.sig", "A"),
            ("trust/trust.toml.b.sig", "B"),
            ("trust/history/trust-1.toml", "format = \"overfly-trust/1\"\n"),
            ("trust/D-1.toml", "format = \"overfly-delegation/1\"\n"),
            ("trust/README.md", "words"),
            ("waivers/2026/W-1.toml", "format = \"overfly-waiver/1\"\n"),
            ("waivers/2026/W-1.toml.sig", "S"),
            ("waivers/2026/W-10.toml", "format = \"overfly-waiver/1\"\n"),
            ("overlays/O-1.toml", "format = \"overfly-overlay/1\"\n"),
            ("overlays/S-1.toml", "format = \"overfly-set-aside/1\"\n"),
        ] {
            fs::write(path.join(file), text).unwrap();
        }
        path
    }

    #[test]
    fn every_document_comes_with_its_own_signatures() {
        let home = folder("whole");
        let agency = Agency::open(&home).unwrap();
        let root = agency.trust.root.as_ref().unwrap();
        assert_eq!(root.signatures, [b"A", b"B"]);
        assert_eq!((agency.trust.history.len(), agency.trust.others.len()), (1, 1));
        let signed: Vec<usize> = agency.waivers.iter().map(|file| file.signatures.len()).collect();
        assert_eq!(signed, [1, 0]);
        assert_eq!((agency.overlays.len(), agency.zones.len()), (2, 1));
        assert_eq!((agency.problems.len(), agency.skipped.len()), (0, 0));
        assert_eq!(agency.inputs().len(), 11);
        fs::remove_dir_all(home).unwrap();
    }

    #[test]
    fn what_nobody_can_read_is_a_problem_and_what_is_no_document_is_named() {
        let home = folder("faults");
        fs::write(home.join("trust/trust.toml"), "format = \"overfly-trust/1\"\r\n").unwrap();
        fs::write(home.join("trust/revocations.toml"), "format = \"overfly-revocations/1\"\r\n")
            .unwrap();
        fs::write(home.join("waivers/W-2.toml"), "format = \"overfly-waiver/2\"\n").unwrap();
        fs::write(home.join("waivers/W-3.toml"), vec![b'#'; (LIMIT_KIB + 1) * 1024]).unwrap();
        fs::write(home.join("waivers/W-1.toml.txt"), "renamed").unwrap();
        fs::write(home.join("waivers/W-9.toml.sig"), "of nothing").unwrap();
        let agency = Agency::open(&home).unwrap();
        assert!(agency.trust.root.is_some(), "its fault is told where it is verified");
        let codes: Vec<&str> =
            agency.problems.iter().map(|problem| problem.refusal.code().as_str()).collect();
        assert_eq!(codes, ["document-unreadable"]);
        let told = agency.authority(Memory::Rehearsal, Timestamp::UNIX_EPOCH);
        let told = told.problems().iter().find(|one| one.file.ends_with("revocations.toml"));
        assert_eq!(told.map(|one| one.refusal.code().as_str()), Some("line-ends-changed"));
        let refused = agency.waivers.iter().filter(|file| file.name.ends_with("W-2.toml"));
        assert_eq!(refused.count(), 1, "it is refused among the waivers");
        let skipped: Vec<String> = agency.skipped.iter().map(|path| name(path)).collect();
        assert_eq!(skipped, ["W-1.toml.txt", "W-9.toml.sig"]);
        fs::remove_dir_all(home).unwrap();
    }

    #[test]
    fn a_folder_that_is_not_there_is_never_taken_for_an_empty_one() {
        for part in ["trust", "waivers", "overlays"] {
            let home = folder(part);
            fs::remove_dir_all(home.join(part)).unwrap();
            let failure = Agency::open(&home).unwrap_err().to_string();
            assert!(failure.contains(part) && failure.contains(FILE), "{failure}");
            fs::remove_dir_all(home).unwrap();
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_under_a_documents_name_is_told_and_never_waited_for() {
        let home = folder("pipes");
        for name in ["trust/revocations.toml", "overlays/O-2.toml", "waivers/2026/W-10.toml.sig"] {
            let made = std::process::Command::new("mkfifo").arg(home.join(name)).status().unwrap();
            assert!(made.success());
        }
        let agency = Agency::open(&home).unwrap();
        let named = |problems: &[Problem]| {
            problems.iter().map(|one| name(Path::new(&one.file))).collect::<Vec<_>>()
        };
        assert_eq!(named(&agency.problems), ["O-2.toml"]);
        assert_eq!(named(&agency.trust.unread), ["revocations.toml"]);
        let waiver = agency.waivers.iter().find(|file| file.name.ends_with("W-10.toml")).unwrap();
        assert_eq!(waiver.signatures, [Vec::<u8>::new()]);
        fs::remove_dir_all(home).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_is_a_failure_and_one_in_a_circle_ends() {
        let home = folder("links");
        std::os::unix::fs::symlink(".", home.join("waivers/again")).unwrap();
        let agency = Agency::open(&home).unwrap();
        assert_eq!(agency.waivers.len(), 2);
        std::os::unix::fs::symlink("nowhere", home.join("overlays/O-2.toml")).unwrap();
        assert!(Agency::open(&home).unwrap_err().to_string().contains("O-2.toml"));
        fs::remove_dir_all(home).unwrap();
    }
}
