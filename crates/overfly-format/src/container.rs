//! The container of `overfly zones build`: zone files and manifests byte for byte, and the index built
//! from them.
//!
//! | bytes | what |
//! |---|---|
//! | 0..8 | `OVFZONES` |
//! | 8..12 | version, 1 |
//! | 12..16 | 0 |
//! | 16..24 | bytes of the directory |
//! | 24.. | the directory, then the files it lists, then the index |
//! | the last 32 | SHA-256 of everything before |
//!
//! Numbers are little-endian. The directory is TOML:
//!
//! ```toml
//! format = "overfly-built/1"
//! geojson_limits = "upper=CEILING:ft:agl"
//! index_bytes = 8590024
//!
//! [[file]]
//! name = "nld/manifest.toml"
//! bytes = 1377
//! sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
//! ```

use core::ops::Range;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::ReadError;

/// How a container begins.
pub const MAGIC: [u8; 8] = *b"OVFZONES";
const VERSION: u32 = 1;
const HEAD: usize = 24;
const HASH: usize = 32;
const FORMAT: &str = "overfly-built/1";

/// What a container holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container<'a> {
    /// What properties of plain GeoJSON mean in its files; may be empty.
    pub geojson_limits: String,
    /// The files, in the order in which they were read.
    pub files: Vec<Packed<'a>>,
    /// Where the index stands in the bytes.
    pub index: Range<usize>,
}

/// A file of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed<'a> {
    /// The dataset it belongs to, then its path there: `nld/manifest.toml`.
    pub name: String,
    /// Its bytes.
    pub bytes: &'a [u8],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Directory {
    format: String,
    geojson_limits: String,
    index_bytes: u64,
    #[serde(default)]
    file: Vec<Listed>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    name: String,
    bytes: u64,
    sha256: String,
}

/// Whether bytes begin as a container does.
pub fn is_container(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// The bytes of a container. The same content gives the same bytes.
///
/// # Errors
/// [`ReadError`] when the directory cannot be written; a name of control characters alone does that.
pub fn write(
    geojson_limits: &str,
    files: &[Packed<'_>],
    index: &[u8],
) -> Result<Vec<u8>, ReadError> {
    let listed = |file: &Packed<'_>| Listed {
        name: file.name.clone(),
        bytes: file.bytes.len() as u64,
        sha256: hex(file.bytes),
    };
    let directory = Directory {
        format: FORMAT.to_owned(),
        geojson_limits: geojson_limits.to_owned(),
        index_bytes: index.len() as u64,
        file: files.iter().map(listed).collect(),
    };
    let directory = toml::to_string(&directory).map_err(|error| faulty(error.to_string()))?;
    let contents: usize = files.iter().map(|file| file.bytes.len()).sum();
    let mut bytes = Vec::with_capacity(HEAD + directory.len() + contents + index.len() + HASH);
    bytes.extend(MAGIC);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend((directory.len() as u64).to_le_bytes());
    bytes.extend(directory.as_bytes());
    for file in files {
        bytes.extend(file.bytes);
    }
    bytes.extend(index);
    let hash = Sha256::digest(&bytes);
    bytes.extend(hash);
    Ok(bytes)
}

/// Reads a container and compares every hash in it. One byte more, less or other than was written is an
/// error: half of its zones would look like all.
///
/// # Errors
/// [`ReadError`] for everything that [`write()`] does not write.
pub fn read(bytes: &[u8]) -> Result<Container<'_>, ReadError> {
    let directory = directory(bytes)?;
    let (mut at, mut files, mut names) = (directory.end, Vec::new(), BTreeSet::new());
    for Listed { name, bytes: length, sha256 } in directory.text.file {
        let range = after(at, length).filter(|range| range.end <= directory.contents_end);
        let (range, content) = range
            .and_then(|range| bytes.get(range.clone()).map(|content| (range, content)))
            .ok_or_else(|| faulty(format!("{name:?} is longer than what is there")))?;
        if hex(content) != sha256 {
            return Err(faulty(format!("{name:?} is not the file that was packed")));
        }
        if !is_name(&name) {
            return Err(faulty(format!("{name:?} is not a dataset and a path in it")));
        }
        if !names.insert(name.clone()) {
            return Err(faulty(format!("{name:?} is there twice")));
        }
        at = range.end;
        files.push(Packed { name, bytes: content });
    }
    let index = after(at, directory.text.index_bytes)
        .filter(|index| index.end == directory.contents_end)
        .ok_or_else(|| faulty("the index is not as long as the directory says"))?;
    Ok(Container { geojson_limits: directory.text.geojson_limits, files, index })
}

/// A dataset and a path that stays in it.
fn is_name(name: &str) -> bool {
    let stays = |path: &str| !path.is_empty() && path.split('/').all(|step| step != "..");
    !name.chars().any(char::is_control)
        && name
            .split_once('/')
            .is_some_and(|(dataset, path)| !matches!(dataset, "" | "." | "..") && stays(path))
}

/// The directory, where it ends, and where the contents do.
struct Found {
    text: Directory,
    end: usize,
    contents_end: usize,
}

fn directory(bytes: &[u8]) -> Result<Found, ReadError> {
    let short = || faulty("is cut off");
    let contents_end =
        bytes.len().checked_sub(HASH).filter(|end| *end >= HEAD).ok_or_else(short)?;
    let (contents, hash) = bytes.split_at_checked(contents_end).ok_or_else(short)?;
    let head = contents.first_chunk::<HEAD>().ok_or_else(short)?;
    let [m0, m1, m2, m3, m4, m5, m6, m7, v0, v1, v2, v3, z0, z1, z2, z3, length @ ..] = *head;
    if [m0, m1, m2, m3, m4, m5, m6, m7] != MAGIC {
        return Err(faulty("does not begin as a built file does"));
    }
    let version = u32::from_le_bytes([v0, v1, v2, v3]);
    if version != VERSION {
        return Err(faulty(format!("is of version {version}, and version {VERSION} is read here")));
    }
    if Sha256::digest(contents).as_slice() != hash {
        return Err(faulty("its SHA-256 is not the one it states: it is damaged or cut off"));
    }
    if [z0, z1, z2, z3] != [0; 4] {
        return Err(faulty("bytes 12 to 16 are not zero, as version 1 has them"));
    }
    let range = after(HEAD, u64::from_le_bytes(length)).ok_or_else(short)?;
    let text = contents.get(range.clone()).ok_or_else(short)?;
    let text = core::str::from_utf8(text)
        .map_err(|error| ReadError::NotUtf8 { offset: HEAD + error.valid_up_to() })?;
    let text: Directory = toml::from_str(text).map_err(|error| ReadError::Syntax {
        syntax: "TOML",
        message: error.message().to_owned(),
    })?;
    if text.format != FORMAT {
        return Err(faulty(format!("its directory is {:?}, not {FORMAT:?}", text.format)));
    }
    Ok(Found { text, end: range.end, contents_end })
}

fn after(from: usize, length: u64) -> Option<Range<usize>> {
    Some(from..from.checked_add(usize::try_from(length).ok()?)?)
}

fn hex(bytes: &[u8]) -> String {
    let digits = |byte: &u8| [byte >> 4, byte & 15];
    let digit = |digit: u8| char::from_digit(digit.into(), 16).unwrap_or('?');
    Sha256::digest(bytes).iter().flat_map(digits).map(digit).collect()
}

fn faulty(message: impl Into<String>) -> ReadError {
    ReadError::Unusable { field: "built file".to_owned(), message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed() -> Vec<u8> {
        let files = [("a/manifest.toml", &b"x = 1"[..]), ("a/b.json", b"{}"), ("c/c.json", b"")];
        let files = files.map(|(name, bytes)| Packed { name: name.to_owned(), bytes });
        write("upper=TOP:ft:agl", &files, b"index").unwrap()
    }

    #[test]
    fn what_is_packed_comes_out_as_it_went_in() {
        let bytes = packed();
        assert!(is_container(&bytes));
        let read = read(&bytes).unwrap();
        assert_eq!(read.geojson_limits, "upper=TOP:ft:agl");
        assert_eq!(&bytes[read.index.clone()], b"index");
        let names: Vec<_> = read.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["a/manifest.toml", "a/b.json", "c/c.json"]);
        assert_eq!(write(&read.geojson_limits, &read.files, b"index").unwrap(), bytes);
    }

    #[test]
    fn any_byte_changed_added_or_cut_off_is_an_error() {
        let bytes = packed();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x40;
            assert!(read(&changed).is_err(), "byte {at}");
            assert!(read(&bytes[..at]).is_err(), "cut at {at}");
        }
        assert!(read(&[&bytes[..], &[0]].concat()).is_err());
    }

    /// With a hash that holds: what whoever means harm can write.
    fn sealed(directory: &str, contents: &[u8]) -> Vec<u8> {
        let mut bytes = [&MAGIC[..], &VERSION.to_le_bytes(), &[0; 4]].concat();
        bytes.extend((directory.len() as u64).to_le_bytes());
        bytes.extend(directory.as_bytes());
        bytes.extend(contents);
        let hash = Sha256::digest(&bytes);
        bytes.extend(hash);
        bytes
    }

    #[test]
    fn lengths_names_and_hashes_that_do_not_fit_are_errors() {
        let directory = |index: u64, files: &str| {
            format!("format = \"{FORMAT}\"\ngeojson_limits = \"\"\nindex_bytes = {index}\n{files}")
        };
        let file = |name: &str, bytes: u64, content: &[u8]| {
            format!("[[file]]\nname = {name:?}\nbytes = {bytes}\nsha256 = \"{}\"\n", hex(content))
        };
        assert!(read(&sealed(&directory(2, ""), b"ab")).is_ok());
        let one = file("d/a", 1, b"a");
        assert!(read(&sealed(&directory(1, &one), b"ab")).is_ok());
        let wrong = [
            directory(3, ""),
            directory(1, ""),
            directory(1, &file("d/a", 1, b"b")),
            directory(1, &file("d/a", 9, b"a")),
            directory(1, &file("", 1, b"a")),
            directory(1, &file("a", 1, b"a")),
            directory(1, &file("/a", 1, b"a")),
            directory(1, &file("/etc/a", 1, b"a")),
            directory(1, &file("../a", 1, b"a")),
            directory(1, &file("d/", 1, b"a")),
            directory(1, &file("d/../../a", 1, b"a")),
            directory(1, &file("d/a\u{7}", 1, b"a")),
            directory(1, &file("d/a", i64::MAX as u64, b"a")),
            directory(0, &[&one[..], &file("d/a", 1, b"b")].concat()),
            directory(1, &one).replace("built/1", "built/2"),
            directory(1, &one) + "more = 1\n",
        ];
        for directory in wrong {
            assert!(read(&sealed(&directory, b"ab")).is_err(), "{directory}");
        }
    }
}
