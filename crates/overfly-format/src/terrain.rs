//! Elevation tiles as the Shuttle Radar Topography Mission has them (`.hgt`): big-endian 16-bit metres above the
//! EGM96 geoid, 1201 or 3601 posts a side, rows from north to south, each from west to east. The file's name
//! is the corner of the tile: `N52E004.hgt`.

use overfly_model::{Code, Finding, Reading, Tile, TileName};

use crate::ReadError;

const WANTED: &str = "an elevation tile (.hgt)";
/// Bytes of a tile of 1 arc second: nothing larger is looked at.
const LARGEST: usize = 3601 * 3601 * 2;
const LARGEST_MIB: usize = 25;

/// The tile that a file is by its name, whatever the case: `N52E004.hgt`, `N52E004.SRTMGL1.hgt`. `None` for a name
/// that is no tile's.
pub fn tile_name(file_name: &str) -> Option<TileName> {
    let (stem, extension) = file_name.rsplit_once('.')?;
    let corner = stem.split('.').next()?;
    if extension.eq_ignore_ascii_case("hgt") { TileName::from_text(corner) } else { None }
}

/// Reads one tile. Heights that no land has become posts without one, with a finding; posts without a
/// height are what the tile says, and no finding.
///
/// # Errors
/// [`ReadError`] for a name that is no tile's, another size, and a tile without any height.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Reading<Tile>, ReadError> {
    let name = tile_name(file_name).ok_or_else(|| {
        unusable("name", "it does not say where the tile lies; a tile is named like N52E004.hgt")
    })?;
    if let Some(what) = something_else(bytes) {
        return Err(ReadError::SomethingElse { what, wanted: WANTED });
    }
    if bytes.len() > LARGEST {
        return Err(ReadError::TooLarge { limit_mib: LARGEST_MIB });
    }
    let (pairs, rest) = bytes.as_chunks::<2>();
    let posts: Vec<i16> = pairs.iter().map(|pair| i16::from_be_bytes(*pair)).collect();
    let tile = Tile::new(name, posts).ok().filter(|_| rest.is_empty());
    let tile = tile.ok_or_else(|| size(bytes.len()))?;
    if tile.is_void() {
        return Err(unusable("posts", "none of them has a height that land can have"));
    }
    let findings = implausible(&tile).into_iter().collect();
    Ok(Reading { items: tile, findings })
}

fn unusable(field: &str, message: &str) -> ReadError {
    ReadError::Unusable { field: field.into(), message: message.into() }
}

fn size(bytes: usize) -> ReadError {
    if bytes == 0 {
        return ReadError::Empty;
    }
    unusable(
        "size",
        &format!(
            "{bytes} bytes; a tile has 2884802 (1201 posts a side) or 25934402 (3601 posts a side)"
        ),
    )
}

/// What is often saved under a tile's name. A tile itself may begin with any bytes, but never has such a size.
fn something_else(bytes: &[u8]) -> Option<&'static str> {
    if [1201 * 1201 * 2, LARGEST].contains(&bytes.len()) {
        return None;
    }
    let begins = |with: &[u8]| bytes.starts_with(with);
    match bytes {
        _ if begins(b"PK\x03\x04") => Some("a ZIP archive"),
        _ if begins(b"\x1f\x8b") => Some("a gzip archive"),
        _ if begins(b"<") || begins(b"\r\n<") || begins(b"\n<") => Some("an HTML or XML page"),
        _ if begins(b"II*\0") || begins(b"MM\0*") => Some("a TIFF image"),
        _ => None,
    }
}

fn implausible(tile: &Tile) -> Option<Finding> {
    let text = format!(
        "elevation tile {}: {} of its posts are below -500 or above 9000 m, and count as without a height",
        tile.name(),
        tile.implausible()
    );
    let finding = Finding::note(Code::ElevationImplausible, text);
    (tile.implausible() > 0).then(|| finding.hint("download the tile again: it may be damaged"))
}
