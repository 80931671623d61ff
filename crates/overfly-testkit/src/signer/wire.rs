//! The SSH wire encoding (RFC 4251, section 5) and its armour.

use base64ct::{Base64, Encoding};

/// Bytes being laid out.
#[derive(Default)]
pub(super) struct Wire(Vec<u8>);

impl Wire {
    pub(super) fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub(super) fn number(self, number: u32) -> Self {
        self.raw(&number.to_be_bytes())
    }

    pub(super) fn string(self, string: impl AsRef<[u8]>) -> Self {
        let string = string.as_ref();
        self.number(u32::try_from(string.len()).unwrap()).raw(string)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn bytes(self) -> Vec<u8> {
        self.0
    }
}

/// A positive number without needless zeros, and with one where the first bit would read as a sign.
pub(super) fn mpint(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let sign = if bytes.get(zeros).is_some_and(|byte| *byte >= 0x80) { &[0][..] } else { &[] };
    [sign, &bytes[zeros..]].concat()
}

/// Base64 with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// Text in OpenSSH's armour: lines of 70 characters between two marks.
pub(super) fn wrapped(label: &str, bytes: &[u8]) -> String {
    let text = base64(bytes);
    let lines: Vec<_> =
        text.as_bytes().chunks(70).map(|line| core::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// A signature file from the bytes of a signature.
pub fn armour(blob: &[u8]) -> String {
    wrapped("SSH SIGNATURE", blob)
}

/// The bytes of a signature from its file.
pub fn blob(armour: &str) -> Vec<u8> {
    let text: String = armour.lines().filter(|line| !line.starts_with('-')).collect();
    Base64::decode_vec(&text).unwrap()
}
