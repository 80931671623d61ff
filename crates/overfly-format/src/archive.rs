//! Bundles: several files in one ZIP archive, each byte as it was.
//!
//! Written without compression, in the order given, and without times: the same files make the same archive.
//! Read in the strict way in which plans are unpacked.

use crate::ReadError;
use crate::zip::{Archive, crc32};

/// 1 January 1980, as ZIP counts days: the archive tells nothing of when it was made.
const FIRST_DAY: u16 = 0x21;
/// Version 2.0 of the format suffices.
const VERSION: u16 = 20;
/// Names are UTF-8.
const UTF_8: u16 = 1 << 11;

/// A file of a bundle: its path, with `/` between folders, and what it holds.
pub type Bundled = (String, Vec<u8>);

/// An archive of these files. `None` when there are too many, or too large, for a plain ZIP archive.
pub fn write(files: &[Bundled]) -> Option<Vec<u8>> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, data) in files {
        let at = u32::try_from(bytes.len()).ok()?;
        let described = described(name, data)?;
        bytes.extend(0x0403_4b50_u32.to_le_bytes());
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(&described);
        bytes.extend(name.as_bytes());
        bytes.extend(data);
        directory.extend(0x0201_4b50_u32.to_le_bytes());
        directory.extend([VERSION, VERSION].map(u16::to_le_bytes).concat());
        directory.extend(&described);
        // No comment, one volume, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).ok().filter(|count| *count < u16::MAX)?;
    let (start, size) = (u32::try_from(bytes.len()).ok()?, u32::try_from(directory.len()).ok()?);
    bytes.extend(directory);
    bytes.extend(0x0605_4b50_u32.to_le_bytes());
    bytes.extend([0, 0, count, count].map(u16::to_le_bytes).concat());
    bytes.extend([size, start].map(u32::to_le_bytes).concat());
    bytes.extend([0; 2]);
    Some(bytes)
}

/// What stands in both headers of a file, from its flags to the lengths of name and extra field.
fn described(name: &str, data: &[u8]) -> Option<Vec<u8>> {
    let size = u32::try_from(data.len()).ok()?;
    let mut out = [UTF_8, 0, 0, FIRST_DAY].map(u16::to_le_bytes).concat();
    out.extend([crc32(data), size, size].map(u32::to_le_bytes).concat());
    out.extend([u16::try_from(name.len()).ok()?, 0].map(u16::to_le_bytes).concat());
    Some(out)
}

/// The files of an archive, folders left out. No name leads out of the folder it is unpacked to, and no two
/// are one.
///
/// # Errors
/// [`ReadError`] for whatever several programs might read in several ways, and for sizes beyond all bundles.
pub fn read(bytes: &[u8]) -> Result<Vec<Bundled>, ReadError> {
    let archive = Archive::read(bytes)?;
    archive.files().map(|entry| Ok((entry.name.clone(), archive.unpack(entry)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<Bundled> {
        [("trust/trust.toml", "a\nb\n"), ("waivers/W-1.toml", "x"), ("waivers/W-1.toml.sig", "")]
            .map(|(name, data)| (name.to_owned(), data.as_bytes().to_vec()))
            .to_vec()
    }

    #[test]
    fn what_is_bundled_comes_out_as_it_went_in() {
        let bytes = write(&files()).unwrap();
        assert_eq!(read(&bytes).unwrap(), files());
        assert_eq!(write(&files()).unwrap(), bytes, "nothing but the files decides the bytes");
        assert_eq!(read(&write(&[]).unwrap()).unwrap(), []);
    }

    #[test]
    fn a_bundle_with_any_byte_changed_is_refused_or_says_something_else() {
        let bytes = write(&files()).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            if let Ok(read) = read(&changed) {
                let names =
                    |files: &[Bundled]| files.iter().map(|f| f.1.clone()).collect::<Vec<_>>();
                assert_eq!(names(&read), names(&files()), "byte {at} changed what a file holds");
            }
        }
    }

    #[test]
    fn a_name_that_leads_elsewhere_is_refused() {
        for name in ["../trust.toml", "/etc/x", "a\\b", "c:x", "a//b", "a/./b"] {
            let bytes = write(&[(name.to_owned(), Vec::new())]).unwrap();
            assert!(read(&bytes).is_err(), "{name}");
        }
        let twice = ["a", "A"].map(|name| (name.to_owned(), Vec::new()));
        assert!(read(&write(&twice).unwrap()).is_err());
    }
}
