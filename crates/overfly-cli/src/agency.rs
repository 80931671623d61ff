//! `--home DIR`: an agency's folder, read and never written by a check.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use overfly_exemption::authority::is_trust_format;
use overfly_exemption::{
    AgencyDocument, Authority, Memory, SignedFile, TrustFiles, delegation, overlay, revocation, text,
    trust, waiver,
};
use overfly_report::{Input, InputKind};

use crate::failure::Failure;

/// The file that makes a folder an agency's.
pub const FILE: &str = "overfly.toml";
/// Where earlier versions of the trust root stand.
const HISTORY: &str = "history";
/// No document and no signature is larger.
const LARGEST: u64 = 4 << 20;
/// More documents than an agency ever has in one folder.
const MOST: usize = 20_000;

/// An agency's folder.
#[derive(Debug)]
pub struct Agency {
    /// The folder.
    pub home: PathBuf,
    /// What `overfly.toml` says.
    pub document: AgencyDocument,
    /// The documents of the trust folder.
    pub trust: TrustFiles,
    /// Waivers.
    pub waivers: Vec<SignedFile>,
    /// Overlays and set-asides.
    pub overlays: Vec<SignedFile>,
    /// Files that are none of these, with the reason.
    pub strange: Vec<(String, String)>,
    /// Every file read, with its hash.
    pub inputs: Vec<Input>,
}

/// The folder that `--home` or the environment names.
pub fn home(option: Option<&Path>) -> Option<PathBuf> {
    option.map(Path::to_owned).or_else(|| {
        std::env::var_os("OVERFLY_HOME").filter(|home| !home.is_empty()).map(PathBuf::from)
    })
}

/// The same, where a command cannot do without.
pub fn required_home(option: Option<&Path>) -> Result<PathBuf, Failure> {
    home(option).ok_or_else(|| {
        Failure::new("no agency folder given")
            .hint("add --home DIR, or set OVERFLY_HOME; `overfly init` makes one")
    })
}

impl Agency {
    /// Reads all documents of a folder. What is odd in it is kept and told; what `overfly.toml` names and
    /// is not there is a failure.
    pub fn open(home: &Path) -> Result<Self, Failure> {
        let path = home.join(FILE);
        if !path.is_file() {
            return Err(Failure::at(home.display().to_string(), format!("holds no {FILE}"))
                .hint("name the agency's folder; `overfly init` makes one"));
        }
        let bytes = small(&path)?;
        let document = AgencyDocument::read(&bytes)
            .map_err(|error| Failure::at(path.display().to_string(), error.to_string()))?;
        let mut agency = Self {
            home: home.to_owned(),
            trust: TrustFiles::default(),
            waivers: Vec::new(),
            overlays: Vec::new(),
            strange: Vec::new(),
            inputs: vec![Input::new(path.display().to_string(), &bytes, InputKind::Agency)],
            document,
        };
        let trust = vec![agency.document.trust.clone()];
        agency.place(&trust, InputKind::Trust)?;
        agency.place(&agency.document.waivers.clone(), InputKind::Waiver)?;
        agency.place(&agency.document.overlays.clone(), InputKind::Overlay)?;
        Ok(agency)
    }

    /// Who may issue what, as far as it verifies.
    pub fn authority(&self, memory: Memory, now: Timestamp) -> Authority {
        Authority::assemble(&self.trust, memory, now)
    }

    /// The zone files and folders that it names.
    pub fn zones(&self) -> Vec<PathBuf> {
        self.document.zones.iter().map(|path| self.home.join(path)).collect()
    }

    fn place(&mut self, paths: &[String], kind: InputKind) -> Result<(), Failure> {
        for path in paths {
            let path = self.home.join(path);
            let data = fs::metadata(&path).map_err(|error| Failure::io(&path, "read", &error))?;
            if data.is_dir() {
                self.folder(&path, kind)?;
            } else {
                self.document(&path, kind)?;
            }
        }
        Ok(())
    }

    fn folder(&mut self, folder: &Path, kind: InputKind) -> Result<(), Failure> {
        let names = listed(folder)?;
        if names.len() > MOST {
            return Err(Failure::at(folder.display().to_string(), "holds too many files"));
        }
        for path in names {
            let name = name(&path);
            if name.starts_with('.') || name.ends_with(".md") || name.contains(".sig") {
                continue;
            }
            if path.is_dir() {
                let history = kind == InputKind::Trust && name == HISTORY;
                if history {
                    self.folder(&path, kind)?;
                } else {
                    self.odd(&path, "is a folder, and is not read");
                }
            } else {
                self.document(&path, kind)?;
            }
        }
        Ok(())
    }

    fn document(&mut self, path: &Path, kind: InputKind) -> Result<(), Failure> {
        if !name(path).ends_with(".toml") || !path.is_file() {
            self.odd(path, "is no document (*.toml), and is not read");
            return Ok(());
        }
        let file = self.signed(path, kind)?;
        let format = text::stated_format(&file.text);
        let format = format.as_deref();
        let known = match kind {
            InputKind::Waiver => format.is_none_or(|format| format == waiver::FORMAT),
            InputKind::Overlay => format.is_none_or(|format| {
                [overlay::FORMAT, overlay::SET_ASIDE_FORMAT].contains(&format)
            }),
            _ => format.is_some_and(is_trust_format),
        };
        if !known {
            let says = format.unwrap_or("no format that can be read");
            self.odd(path, &format!("does not belong here: it states {says:?}"));
            return Ok(());
        }
        match kind {
            InputKind::Waiver => self.waivers.push(file),
            InputKind::Overlay => self.overlays.push(file),
            _ => self.trusted(path, file, format),
        }
        Ok(())
    }

    fn trusted(&mut self, path: &Path, file: SignedFile, format: Option<&str>) {
        let earlier = path.parent().is_some_and(|folder| name(folder) == HISTORY);
        match format {
            Some(trust::FORMAT) if earlier => self.trust.history.push(file),
            Some(trust::FORMAT) if self.trust.root.is_none() => self.trust.root = Some(file),
            Some(trust::FORMAT) => self.odd(path, "is a second trust root, and is not read"),
            Some(
                delegation::FORMAT | revocation::LIST_FORMAT | revocation::SINGLE_FORMAT,
            ) => self.trust.others.push(file),
            _ => self.odd(path, "does not belong here"),
        }
    }

    /// A document and all signatures beside it.
    fn signed(&mut self, path: &Path, kind: InputKind) -> Result<SignedFile, Failure> {
        let text = small(path)?;
        self.inputs.push(Input::new(path.display().to_string(), &text, kind));
        let mut signatures = Vec::new();
        for signature in signatures_of(path)? {
            let bytes = small(&signature)?;
            self.inputs.push(Input::new(signature.display().to_string(), &bytes, kind));
            signatures.push(bytes);
        }
        Ok(SignedFile { name: path.display().to_string(), text, signatures })
    }

    fn odd(&mut self, path: &Path, why: &str) {
        self.strange.push((path.display().to_string(), why.to_owned()));
    }
}

/// A document with its signatures, wherever it stands.
pub fn signed_file(path: &Path) -> Result<SignedFile, Failure> {
    let text = small(path)?;
    let signatures = signatures_of(path)?;
    let signatures: Vec<Vec<u8>> =
        signatures.iter().map(|path| small(path)).collect::<Result<_, _>>()?;
    Ok(SignedFile { name: path.display().to_string(), text, signatures })
}

/// The `.sig` files beside a document: `X.toml.sig`, and `X.toml.NAME.sig` where several sign.
pub fn signatures_of(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let document = name(path);
    let is_beside = |other: &PathBuf| {
        let name = name(other);
        name.strip_prefix(&document).is_some_and(|rest| {
            rest == ".sig" || (rest.starts_with('.') && rest.ends_with(".sig"))
        })
    };
    let all = listed(folder.unwrap_or(Path::new(".")))?;
    Ok(all.into_iter().filter(is_beside).collect())
}

/// The entries of a folder, in order.
fn listed(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::io(folder, "read", &error))?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(|error| Failure::io(folder, "read", &error))?;
    paths.sort_unstable();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// All bytes of an ordinary, small file.
fn small(path: &Path) -> Result<Vec<u8>, Failure> {
    let data = fs::metadata(path).map_err(|error| Failure::io(path, "read", &error))?;
    if !data.is_file() || data.len() > LARGEST {
        return Err(Failure::at(path.display().to_string(), "is no document: too large, or no file"));
    }
    fs::read(path).map_err(|error| Failure::io(path, "read", &error))
}
