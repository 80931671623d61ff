//! The header of an image: what it is, where it lies, and where its sections are.
//!
//! | bytes | what |
//! |---|---|
//! | 0..8 | `OVFINDEX` |
//! | 8..12 | version, 1 |
//! | 12..16 | width of a top cell, as a power of two |
//! | 16..20, 20..24 | columns and rows of the top grid |
//! | 24..28, 28..32 | south-west corner: longitude and latitude, 1e-7 degree, signed |
//! | 32..40 | bytes of the top section, which follows the header |
//! | 40..48 | bytes of the cell section, which follows the top section |
//! | 48..52 | how many outlines the image holds |
//! | 52..56 | the most that an edge bulges from its geodesic, metres, as a 32-bit float |
//! | 56..64 | fingerprint of the outlines, see [`super::fingerprint`] |
//! | 64..72 | checksum: XXH64 of bytes 0..64 times 31, exclusive-or XXH64 of all bytes from 72 on |
//!
//! All numbers are little-endian.

use super::OpenError;
use super::checksum::checksum;
use super::words::Words;

pub(crate) const LENGTH: usize = 72;
const MAGIC: [u8; 8] = *b"OVFINDEX";
const VERSION: u32 = 1;
/// Where the checksum stands.
const CHECKSUM_AT: usize = 64;

/// What the header says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Header {
    pub(crate) shift: u32,
    pub(crate) columns: u32,
    pub(crate) rows: u32,
    pub(crate) low: [i32; 2],
    pub(crate) top_bytes: u64,
    pub(crate) cell_bytes: u64,
    pub(crate) outlines: u32,
    pub(crate) bulge_m: f32,
    pub(crate) fingerprint: u64,
}

impl Header {
    /// Reads the header and compares the lengths it states with the image's.
    pub(crate) fn read(image: &[u8]) -> Result<Self, OpenError> {
        let (magic, rest) = image.split_first_chunk::<8>().ok_or(OpenError::Truncated)?;
        if *magic != MAGIC {
            return Err(OpenError::NotAnIndex);
        }
        let (fields, _) = Words::of(rest).take::<16>().map_err(|_| OpenError::Truncated)?;
        let [
            version,
            shift,
            columns,
            rows,
            low_x,
            low_y,
            t0,
            t1,
            c0,
            c1,
            outlines,
            bulge,
            f0,
            f1,
            _,
            _,
        ] = fields;
        if version != VERSION {
            return Err(OpenError::Version(version));
        }
        let wide = |low: u32, high: u32| u64::from(high) << 32 | u64::from(low);
        let header = Self {
            shift,
            columns,
            rows,
            low: [low_x.cast_signed(), low_y.cast_signed()],
            top_bytes: wide(t0, t1),
            cell_bytes: wide(c0, c1),
            outlines,
            bulge_m: f32::from_bits(bulge),
            fingerprint: wide(f0, f1),
        };
        if !header.is_consistent() {
            return Err(OpenError::Inconsistent);
        }
        if header.image_bytes() != Some(image.len() as u64) {
            return Err(OpenError::Truncated);
        }
        Ok(header)
    }

    /// Whether its numbers go together: every top cell has its word, none is wholly beyond the world, and
    /// the other section is of words too.
    fn is_consistent(&self) -> bool {
        let reaches =
            |cells: u32| u32::try_from(u64::from(cells.saturating_sub(1)) << self.shift).is_ok();
        let top = u64::from(self.columns)
            .checked_mul(self.rows.into())
            .and_then(|cells| cells.checked_mul(4));
        self.shift <= 31
            && [self.columns, self.rows].into_iter().all(reaches)
            && (self.columns == 0) == (self.rows == 0)
            && top == Some(self.top_bytes)
            && self.cell_bytes.is_multiple_of(4)
            && (0.0..1e7).contains(&self.bulge_m)
    }

    /// How long the image has to be.
    fn image_bytes(&self) -> Option<u64> {
        self.top_bytes.checked_add(self.cell_bytes)?.checked_add(LENGTH as u64)
    }

    /// The header's bytes, without the checksum.
    pub(crate) fn write(&self, image: &mut Vec<u8>) {
        image.extend(MAGIC);
        for word in [VERSION, self.shift, self.columns, self.rows] {
            image.extend(word.to_le_bytes());
        }
        self.low.iter().for_each(|low| image.extend(low.to_le_bytes()));
        for long in [self.top_bytes, self.cell_bytes] {
            image.extend(long.to_le_bytes());
        }
        image.extend(self.outlines.to_le_bytes());
        image.extend(self.bulge_m.to_le_bytes());
        image.extend(self.fingerprint.to_le_bytes());
        image.extend(0_u64.to_le_bytes());
    }
}

/// The checksum that an image should have.
fn computed(image: &[u8]) -> Option<u64> {
    let (head, body) = image.split_at_checked(LENGTH)?;
    Some(checksum(head.get(..CHECKSUM_AT)?).wrapping_mul(31) ^ checksum(body))
}

/// Writes the checksum into a finished image.
pub(crate) fn seal(image: &mut [u8]) {
    let Some(sum) = computed(image) else { return };
    if let Some(at) = image.get_mut(CHECKSUM_AT..LENGTH) {
        at.copy_from_slice(&sum.to_le_bytes());
    }
}

/// Whether an image has the checksum it states.
pub(crate) fn is_sealed(image: &[u8]) -> bool {
    let stated = image.get(CHECKSUM_AT..LENGTH).and_then(<[u8]>::first_chunk);
    stated.is_some_and(|stated| computed(image) == Some(u64::from_le_bytes(*stated)))
}
