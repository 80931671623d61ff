//! Revocations that nobody can read. What they take back is unknown, so nothing is lifted past them.

use crate::authority::Problem;
use crate::file::SignedFile;
use crate::refusal::Refusal;
use crate::revocation::{RevocationList, SingleRevocation};
use crate::text::{self, DocumentError};

/// A revocation of which nobody can tell what it revokes.
#[derive(Clone, Debug)]
pub(super) struct Doubt {
    file: String,
    meant: Meant,
    /// The office whose list it is; without one it may be anybody's.
    office: Option<String>,
    why: String,
}

/// What a document is meant to be, read or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meant {
    List,
    Single,
}

impl Doubt {
    /// A file that could not be read at all, where its name says that it revokes.
    pub(super) fn of_problem(problem: &Problem) -> Option<Self> {
        let meant = Meant::by_name(&problem.file)?;
        let (file, why) = (problem.file.clone(), problem.refusal.to_string());
        Some(Self { file, meant, office: None, why })
    }

    /// A document that is meant to revoke, and cannot be read as what it is meant to be.
    pub(super) fn of_file(file: &SignedFile) -> Option<Self> {
        let meant = meant(file)?;
        let error = match meant {
            Meant::List => RevocationList::read(&file.text).err()?,
            Meant::Single => SingleRevocation::read(&file.text).err()?,
        };
        let office = stated(&file.text, "office").filter(|_| meant == Meant::List);
        Some(Self { file: file.name.clone(), meant, office, why: error.to_string() })
    }

    /// Whether it may take back what rests on an office. `known` tells the offices there are: a name of none
    /// of them tells nothing.
    pub(super) fn concerns(&self, office: &str, known: impl Fn(&str) -> bool) -> bool {
        self.office.as_deref().is_none_or(|of| of == office || !known(of))
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// Whether it is an office's list, and no single revocation.
    pub(super) fn is_list(&self) -> bool {
        self.meant == Meant::List
    }

    pub(super) fn refusal(&self) -> Refusal {
        Refusal::RevocationInDoubt { file: self.file.clone(), why: self.why.clone() }
    }
}

/// Whether a document that cannot be read is meant to revoke: by its format line, or else by its name.
pub fn may_revoke(name: &str, text: &[u8]) -> bool {
    Meant::by_line(text).or_else(|| Meant::by_name(name)).is_some()
}

/// Whether a document is a list, or was meant to be one.
pub(crate) fn is_list(file: &SignedFile) -> bool {
    meant(file) == Some(Meant::List)
}

/// The same of one that could not be opened.
pub(crate) fn is_named_as_list(name: &str) -> bool {
    Meant::by_name(name) == Some(Meant::List)
}

fn meant(file: &SignedFile) -> Option<Meant> {
    match text::read_format(&file.text) {
        Ok(format) => Meant::by_format(&format),
        Err(_) => Meant::by_line(&file.text).or_else(|| Meant::by_name(&file.name)),
    }
}

impl Meant {
    /// A later format than ours is none that we can read, and revokes all the same.
    fn by_format(format: &str) -> Option<Self> {
        match format.split('/').next() {
            Some("overfly-revocations") => Some(Self::List),
            Some("overfly-revocation") => Some(Self::Single),
            _ => None,
        }
    }

    fn by_line(text: &[u8]) -> Option<Self> {
        Self::by_format(&stated(text, "format")?)
    }

    fn by_name(name: &str) -> Option<Self> {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
        let (stem, _) = name.rsplit_once('.').filter(|(_, end)| *end == "toml")?;
        if stem.starts_with("revocations") {
            return Some(Self::List);
        }
        stem.starts_with("r-").then_some(Self::Single)
    }
}

/// What the lines of a damaged text say of a key. Lines that contradict one another say nothing.
fn stated(text: &[u8], key: &str) -> Option<String> {
    let text = String::from_utf8_lossy(text);
    let value = |line: &str| {
        let rest = line.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let rest = rest.strip_prefix(key)?.trim_start().strip_prefix('=')?;
        Some(rest.split('"').nth(1)?.to_owned())
    };
    let mut found = text.lines().filter_map(value);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// Why a document of a trust folder cannot be told to be any.
pub(crate) fn unreadable(file: &SignedFile) -> Option<DocumentError> {
    match text::read_format(&file.text) {
        Err(error) => Some(error),
        Ok(found) if !crate::authority::is_trust_format(&found) => Some(DocumentError::Format {
            found,
            wanted: "overfly-revocations/1, or another of ours",
        }),
        Ok(_) => None,
    }
}
