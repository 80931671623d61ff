//! ZIP archives to test with: sound ones out of files, and faulty ones on purpose.

use std::fs;
use std::path::Path;

/// 1 January 1980, as ZIP counts days.
const FIRST_DAY: u16 = 0x21;

/// One file of an archive, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name in the directory.
    pub name: String,
    /// Its name in the header before it, if another.
    pub local_name: Option<String>,
    /// What stands in the archive, packed or not.
    pub packed: Vec<u8>,
    /// The size stated.
    pub unpacked: usize,
    /// The checksum stated.
    pub crc: u32,
    /// 0 stored, 8 deflated.
    pub method: u16,
    /// General purpose flags; bit 3 writes the sizes after the data.
    pub flags: u16,
    /// The mode under Unix.
    pub mode: u32,
    /// The extra field in the directory.
    pub extra: Vec<u8>,
}

impl File {
    /// A sound file, stored.
    pub fn stored(name: &str, data: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            local_name: None,
            packed: data.to_vec(),
            unpacked: data.len(),
            crc: crc32(data),
            method: 0,
            flags: 0,
            mode: 0o100_644,
            extra: Vec::new(),
        }
    }

    /// A sound file, deflated.
    pub fn deflated(name: &str, data: &[u8]) -> Self {
        let packed = miniz_oxide::deflate::compress_to_vec(data, 6);
        Self { packed, method: 8, ..Self::stored(name, data) }
    }
}

/// An archive of these files, one after the other.
pub fn archive(files: &[File]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let offset = number(bytes.len());
        bytes.extend(local(file));
        bytes.extend(&file.packed);
        if file.flags & 8 != 0 {
            bytes.extend(b"PK\x07\x08");
            bytes.extend(sizes(file));
        }
        directory.extend(central(file, offset));
    }
    let (at, size) = (number(bytes.len()), number(directory.len()));
    let count = u16::try_from(files.len()).unwrap();
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count, count].iter().flat_map(|n| n.to_le_bytes()));
    bytes.extend([size, at].iter().flat_map(|n| n.to_le_bytes()));
    bytes.extend([0, 0]);
    bytes
}

/// An archive of all files in a folder, by their names within it, in order.
pub fn packed(folder: &Path) -> Vec<u8> {
    let mut names = Vec::new();
    collect(folder, "", &mut names);
    names.sort();
    let file = |name: &String| File::deflated(name, &fs::read(folder.join(name)).unwrap());
    let files: Vec<File> = names.iter().map(file).collect();
    archive(&files)
}

fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), names);
        } else {
            names.push(name);
        }
    }
}

fn local(file: &File) -> Vec<u8> {
    let name = file.local_name.as_ref().unwrap_or(&file.name);
    let mut header = b"PK\x03\x04\x14\0".to_vec();
    header.extend([file.flags, file.method, 0, FIRST_DAY].iter().flat_map(|n| n.to_le_bytes()));
    header.extend(if file.flags & 8 == 0 { sizes(file) } else { vec![0; 12] });
    header.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    header.extend([0, 0]);
    header.extend(name.as_bytes());
    header
}

fn central(file: &File, offset: u32) -> Vec<u8> {
    // Made under Unix, so the mode counts.
    let mut header = b"PK\x01\x02\x14\x03\x14\0".to_vec();
    header.extend([file.flags, file.method, 0, FIRST_DAY].iter().flat_map(|n| n.to_le_bytes()));
    header.extend(sizes(file));
    let lengths = [file.name.len(), file.extra.len(), 0, 0, 0];
    header.extend(lengths.iter().flat_map(|n| u16::try_from(*n).unwrap().to_le_bytes()));
    header.extend((file.mode << 16).to_le_bytes());
    header.extend(offset.to_le_bytes());
    header.extend(file.name.as_bytes());
    header.extend(&file.extra);
    header
}

fn sizes(file: &File) -> Vec<u8> {
    let numbers = [file.crc, number(file.packed.len()), number(file.unpacked)];
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

fn number(size: usize) -> u32 {
    u32::try_from(size).unwrap()
}

/// The checksum of ISO 3309, bit by bit.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}
