//! ZIP archives, as plans are packed in them: read whole, in one strict way, and nothing unpacked but
//! what is asked for.
//!
//! An archive says twice what it holds, once before each file and once at its end, and programs differ
//! in which they believe. So both must agree, and the files must lie one after the other without gap
//! or overlap: then every program sees the same files. From PKWARE's APPNOTE.TXT 6.3.10; ZIP64, several
//! volumes and encryption are refused.

use core::ops::Range;
use std::collections::BTreeSet;

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::ReadError;

/// Largest archive, in MiB: pictures may be packed with a plan.
const LIMIT_MIB: usize = 256;
/// Most files in one archive.
const MOST_ENTRIES: usize = 1000;
/// Most bytes one file may unpack to.
const MOST_UNPACKED: usize = 64 << 20;
/// Most bytes all files together may unpack to.
const MOST_UNPACKED_IN_ALL: usize = 512 << 20;
/// Deflate packs no more than that many bytes into one.
const MOST_PER_PACKED_BYTE: usize = 1032;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const DESCRIPTOR: u32 = 0x0807_4b50;

/// Flags that change nothing here: how hard it was deflated, sizes after the data, names in UTF-8.
const HARMLESS_FLAGS: u16 = 0b0000_1000_0000_1110;
const SIZES_AFTER_DATA: u16 = 1 << 3;

/// An archive whose directory has been read.
pub(crate) struct Archive<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
}

/// One file of an archive.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its name, with `/` between folders.
    pub name: String,
    raw_name: Vec<u8>,
    flags: u16,
    method: u16,
    crc: u32,
    packed: usize,
    unpacked: usize,
    header_at: usize,
    data_at: usize,
}

impl<'a> Archive<'a> {
    /// Reads the directory of an archive and checks it against what stands before each file.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, ReadError> {
        if bytes.len() > LIMIT_MIB << 20 {
            return Err(ReadError::TooLarge { limit_mib: LIMIT_MIB });
        }
        let (count, directory) = directory(bytes)?;
        let mut entries = Vec::new();
        let mut at = directory.start;
        for _ in 0..count {
            let (entry, next) = central(bytes, at, directory.end)?;
            entries.push(entry);
            at = next;
        }
        if at != directory.end {
            return Err(faulty("its directory is longer than what it lists"));
        }
        check_names(&entries)?;
        check_sizes(&entries)?;
        lay_out(bytes, &mut entries, directory.start)?;
        Ok(Self { bytes, entries })
    }

    /// The files, in the order of the directory; folders are not among them.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.name.ends_with('/'))
    }

    /// What `entry` holds. Every byte is counted as it is unpacked.
    pub(crate) fn unpack(&self, entry: &Entry) -> Result<Vec<u8>, ReadError> {
        let data = slice(self.bytes, entry.data_at, entry.packed)?;
        let unpacked = match entry.method {
            0 => data.to_vec(),
            _ => inflate(data, entry)?,
        };
        if unpacked.len() != entry.unpacked || crc32(&unpacked) != entry.crc {
            return Err(at_entry(entry, "is damaged: its checksum or its size is another"));
        }
        Ok(unpacked)
    }
}

/// How many files there are, and where the directory of them lies.
fn directory(bytes: &[u8]) -> Result<(usize, Range<usize>), ReadError> {
    const LENGTH: usize = 22;
    let earliest = bytes.len().saturating_sub(LENGTH + usize::from(u16::MAX));
    let ends: Vec<usize> = (earliest..bytes.len().saturating_sub(LENGTH - 1))
        .filter(|at| {
            let comment = u16_at(bytes, at + 20).map(usize::from);
            u32_at(bytes, *at) == Some(END)
                && comment.is_some_and(|comment| at + LENGTH + comment == bytes.len())
        })
        .collect();
    let end = match ends.as_slice() {
        [end] => *end,
        [] => return Err(faulty("it is cut short, or has no directory at its end")),
        _ => return Err(faulty("it has more than one directory")),
    };
    let u16 = |offset| u16_at(bytes, end + offset).unwrap_or_default();
    let u32 = |offset| u32_at(bytes, end + offset).unwrap_or_default();
    let (count, size, start) = (u16(10), u32(12), u32(16));
    if count == u16::MAX || size == u32::MAX || start == u32::MAX {
        return Err(faulty("it is a ZIP64 archive, which is not read"));
    }
    if u16(4) != 0 || u16(6) != 0 || u16(8) != count {
        return Err(faulty("it is one of several volumes"));
    }
    let (start, size) = (start as usize, size as usize);
    if start.checked_add(size) != Some(end) {
        return Err(faulty("its directory is not where it says"));
    }
    if usize::from(count) > MOST_ENTRIES {
        return Err(faulty(format!("it holds more than {MOST_ENTRIES} files")));
    }
    Ok((usize::from(count), start..end))
}

/// The directory's line at `at`, and where the next one starts.
fn central(bytes: &[u8], at: usize, end: usize) -> Result<(Entry, usize), ReadError> {
    const LENGTH: usize = 46;
    let cut = || faulty("its directory is cut short");
    let u16 = |offset| u16_at(bytes, at + offset).ok_or_else(cut);
    let u32 = |offset| u32_at(bytes, at + offset).ok_or_else(cut);
    if u32(0)? != CENTRAL {
        return Err(faulty("its directory cannot be read"));
    }
    let [name, extra, comment] = [u16(28)?, u16(30)?, u16(32)?].map(usize::from);
    let raw_name = slice(bytes, at + LENGTH, name)?.to_vec();
    let next = at + LENGTH + name + extra + comment;
    if next > end {
        return Err(cut());
    }
    let entry = Entry {
        name: String::from_utf8_lossy(&raw_name).into_owned(),
        raw_name,
        flags: u16(8)?,
        method: u16(10)?,
        crc: u32(16)?,
        packed: u32(20)? as usize,
        unpacked: u32(24)? as usize,
        header_at: u32(42)? as usize,
        data_at: 0,
    };
    check_entry(&entry)?;
    if u16(34)? != 0 {
        return Err(faulty("it is one of several volumes"));
    }
    // The upper half holds the mode where the archive was made under Unix: no links, pipes or devices.
    let (made_under, mode) = (u16(4)? >> 8, u32(38)? >> 16);
    if [3, 19].contains(&made_under) && ![0, 0o100_000, 0o040_000].contains(&(mode & 0o170_000)) {
        return Err(at_entry(&entry, "is a link or a device, not a file"));
    }
    if has_other_name(slice(bytes, at + LENGTH + name, extra)?, &entry.raw_name) {
        return Err(at_entry(&entry, "has two names"));
    }
    Ok((entry, next))
}

fn check_entry(entry: &Entry) -> Result<(), ReadError> {
    if entry.flags & !HARMLESS_FLAGS != 0 {
        return Err(at_entry(entry, "is encrypted or packed in an unusual way"));
    }
    if ![0, 8].contains(&entry.method) {
        return Err(at_entry(entry, "is packed in another way than deflate"));
    }
    if entry.method == 0 && entry.packed != entry.unpacked {
        return Err(at_entry(entry, "states two sizes"));
    }
    Ok(())
}

/// Whether the Info-ZIP Unicode Path field (0x7075) gives a file another name, which some programs use.
fn has_other_name(mut extra: &[u8], name: &[u8]) -> bool {
    while let (Some(id), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let Some(field) = extra.get(4..4 + usize::from(length)) else { return true };
        // A version and a checksum stand before the name.
        if id == 0x7075 && field.get(5..) != Some(name) {
            return true;
        }
        extra = extra.get(4 + usize::from(length)..).unwrap_or_default();
    }
    false
}

/// No name leads out of a folder, and no two are one where upper and lower case are not told apart.
fn check_names(entries: &[Entry]) -> Result<(), ReadError> {
    let mut seen = BTreeSet::new();
    for entry in entries {
        let name = &entry.name;
        let path = name.strip_suffix('/').unwrap_or(name);
        let odd = name.contains(['\\', ':']) || name.chars().any(char::is_control);
        if odd || path.split('/').any(|step| ["", ".", ".."].contains(&step)) {
            return Err(at_entry(entry, "is a name that leads elsewhere"));
        }
        if !seen.insert(path.to_lowercase()) {
            return Err(at_entry(entry, "stands in it twice"));
        }
    }
    Ok(())
}

fn check_sizes(entries: &[Entry]) -> Result<(), ReadError> {
    let mut all = 0_usize;
    for entry in entries {
        all = all.saturating_add(entry.unpacked);
        if entry.unpacked > MOST_UNPACKED || all > MOST_UNPACKED_IN_ALL {
            return Err(at_entry(entry, "unpacks to more than this reader takes"));
        }
        if entry.unpacked > entry.packed.saturating_mul(MOST_PER_PACKED_BYTE) {
            return Err(at_entry(entry, "states a size it cannot have"));
        }
    }
    Ok(())
}

/// Finds the data of each file. They follow one another from the first byte to the directory.
fn lay_out(bytes: &[u8], entries: &mut [Entry], end: usize) -> Result<(), ReadError> {
    let mut order: Vec<&mut Entry> = entries.iter_mut().collect();
    order.sort_by_key(|entry| entry.header_at);
    let mut at = 0;
    for entry in order {
        if entry.header_at != at {
            return Err(at_entry(entry, "overlaps another file, or follows bytes of no file"));
        }
        entry.data_at = local(bytes, entry)?;
        at = entry.data_at.saturating_add(entry.packed);
        if entry.flags & SIZES_AFTER_DATA != 0 {
            at += descriptor(bytes, at, entry)?;
        }
    }
    if at != end {
        return Err(faulty("it holds bytes that belong to no file"));
    }
    Ok(())
}

/// Where the data of `entry` starts, after the header before it, which must say what the directory says.
fn local(bytes: &[u8], entry: &Entry) -> Result<usize, ReadError> {
    const LENGTH: usize = 30;
    let other = || at_entry(entry, "is described in two ways");
    let at = entry.header_at;
    let u16 = |offset| u16_at(bytes, at + offset).ok_or_else(other);
    let u32 = |offset| u32_at(bytes, at + offset).ok_or_else(other);
    let [name, extra] = [u16(26)?, u16(28)?].map(usize::from);
    let same = u32(0)? == LOCAL
        && u16(6)? == entry.flags
        && u16(8)? == entry.method
        && slice(bytes, at + LENGTH, name)? == entry.raw_name.as_slice()
        && !has_other_name(slice(bytes, at + LENGTH + name, extra)?, &entry.raw_name);
    let stated = [u32(14)?, u32(18)?, u32(22)?];
    let sizes = [entry.crc as usize, entry.packed, entry.unpacked];
    let later = entry.flags & SIZES_AFTER_DATA != 0;
    let agree = stated.map(|n| n as usize) == sizes || later && stated == [0; 3];
    if same && agree { Ok(at + LENGTH + name + extra) } else { Err(other()) }
}

/// How long the description after the data is: it may start with a signature of its own.
fn descriptor(bytes: &[u8], at: usize, entry: &Entry) -> Result<usize, ReadError> {
    let signed = usize::from(u32_at(bytes, at) == Some(DESCRIPTOR)) * 4;
    let stated = [0, 4, 8].map(|offset| u32_at(bytes, at + signed + offset).map(|n| n as usize));
    let sizes = [entry.crc as usize, entry.packed, entry.unpacked].map(Some);
    if stated == sizes { Ok(signed + 12) } else { Err(at_entry(entry, "is described in two ways")) }
}

fn inflate(data: &[u8], entry: &Entry) -> Result<Vec<u8>, ReadError> {
    // check_sizes has bounded what is stated, and no more than that is ever written.
    let mut out = vec![0; entry.unpacked];
    let mut state = Box::new(DecompressorOxide::new());
    let (status, read, written) =
        decompress(&mut state, data, &mut out, 0, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF);
    match status {
        TINFLStatus::Done if read == data.len() && written == out.len() => Ok(out),
        TINFLStatus::HasMoreOutput => Err(at_entry(entry, "unpacks to more than it states")),
        _ => Err(at_entry(entry, "cannot be unpacked: it is damaged")),
    }
}

/// The checksum of ISO 3309, as ZIP has it.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 16] = {
        let mut table = [0; 16];
        let mut at = 0;
        while at < 16 {
            let (mut value, mut bit) = (at, 0);
            while bit < 4 {
                value = (value >> 1) ^ if value & 1 == 1 { 0xedb8_8320 } else { 0 };
                bit += 1;
            }
            #[allow(clippy::indexing_slicing, reason = "`at` is below 16; evaluated when compiled")]
            {
                table[at as usize] = value;
            }
            at += 1;
        }
        table
    };
    let nibble = |crc: u32, value: u32| {
        let index = (crc ^ value) & 15;
        (crc >> 4) ^ TABLE.get(index as usize).copied().unwrap_or_default()
    };
    !bytes
        .iter()
        .fold(u32::MAX, |crc, byte| nibble(nibble(crc, u32::from(*byte)), u32::from(byte >> 4)))
}

fn slice(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], ReadError> {
    let end = at.checked_add(length);
    end.and_then(|end| bytes.get(at..end)).ok_or_else(|| faulty("it is cut short"))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|chunk| u16::from_le_bytes(*chunk))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|chunk| u32::from_le_bytes(*chunk))
}

fn faulty(message: impl Into<String>) -> ReadError {
    ReadError::Syntax { syntax: "ZIP", message: message.into() }
}

fn at_entry(entry: &Entry, fault: &str) -> ReadError {
    // A name may be long and hold anything.
    let name: String = entry.name.chars().take(80).collect();
    faulty(format!("{name:?} {fault}"))
}
