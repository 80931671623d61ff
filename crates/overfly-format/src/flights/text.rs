//! Plans that are lines of text.

use crate::ReadError;
use crate::json::LIMIT_MIB;

/// The bytes as text, without a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > LIMIT_MIB << 20 {
        return Err(ReadError::TooLarge { limit_mib: LIMIT_MIB });
    }
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let rest = bytes.get(mark..).unwrap_or_default();
    core::str::from_utf8(rest).map_err(|e| ReadError::NotUtf8 { offset: mark + e.valid_up_to() })
}

/// A cell as a message shows it: what is long, cut off.
pub(super) fn shown(cell: &str) -> String {
    const MOST: usize = 40;
    if cell.chars().count() <= MOST {
        return format!("{cell:?}");
    }
    let start: String = cell.chars().take(MOST).collect();
    format!("{:?}", format!("{start}..."))
}
