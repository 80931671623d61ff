//! The SSH wire encoding (RFC 4251, section 5), as far as a signature needs it.
//!
//! Written out rather than left to a reader that follows a nested length loosely: two programs that frame
//! the same bytes in two ways would see two signatures.

/// Takes one byte.
pub(crate) fn byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

/// Takes a 32-bit number.
pub(crate) fn number(bytes: &mut &[u8]) -> Option<u32> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(u32::from_be_bytes(*number))
}

/// Takes a string: its length and that many bytes.
pub(crate) fn string<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let mut rest = *bytes;
    let length = usize::try_from(number(&mut rest)?).ok()?;
    let (string, rest) = rest.split_at_checked(length)?;
    *bytes = rest;
    Some(string)
}

/// A name out of a file, fit to be shown: printable ASCII, and short.
pub(crate) fn printable(name: &[u8]) -> String {
    let shown = |byte: &u8| if byte.is_ascii_graphic() { char::from(*byte) } else { '?' };
    name.iter().take(80).map(shown).collect()
}
