//! The files an answer rests on.

use core::fmt::Write as _;
use std::path::Path;

use sha2::{Digest as _, Sha256};

/// What a file is to the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// The flight.
    Plan,
    /// Zones.
    Zones,
    /// What a zone folder holds and where it answers.
    Manifest,
    /// An elevation tile.
    Terrain,
    /// What is always so where the program runs.
    Station,
    /// Where an agency's documents stand.
    Agency,
    /// Trust root, delegations and revocations, with their signatures.
    Trust,
    /// Waivers, with their signatures.
    Waiver,
    /// Overlays and set-asides, with their signatures.
    Overlay,
}

impl InputKind {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Zones => "zones",
            Self::Manifest => "manifest",
            Self::Terrain => "terrain",
            Self::Station => "station",
            Self::Agency => "agency",
            Self::Trust => "trust",
            Self::Waiver => "waiver",
            Self::Overlay => "overlay",
        }
    }
}

/// One file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Path as given or found.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// What it is to the answer.
    pub kind: InputKind,
}

impl Input {
    /// A file with these bytes.
    pub fn new(path: impl Into<String>, bytes: &[u8], kind: InputKind) -> Self {
        Self { path: path.into(), sha256: Sha256::digest(bytes).into(), kind }
    }

    /// The SHA-256 as 64 lower-case hexadecimal digits.
    pub fn sha256_hex(&self) -> String {
        hex(&self.sha256)
    }
}

/// Every file that was read, in the order read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs(pub Vec<Input>);

impl Inputs {
    /// Where the files are.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|input| Path::new(&input.path))
    }

    /// One hash for the set, whatever the order: the SHA-256 of the sorted hexadecimal hashes, each with
    /// a line feed, as `sha256sum FILE.. | cut -c1-64 | sort | sha256sum` prints it.
    pub fn set_sha256_hex(&self) -> String {
        let mut lines: Vec<String> = self.0.iter().map(|input| input.sha256_hex() + "\n").collect();
        lines.sort_unstable();
        hex(&Sha256::digest(lines.concat()))
    }

    /// The first eight and last four digits of the hash of the set, to compare two answers by eye.
    pub(crate) fn short(&self) -> String {
        let full = self.set_sha256_hex();
        let (head, tail) = (full.get(..8).unwrap_or_default(), full.get(60..).unwrap_or_default());
        format!("{head}..{tail}")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_a_set_does_not_hang_on_the_order() {
        let (a, b) =
            (Input::new("a", b"a", InputKind::Plan), Input::new("b", b"b", InputKind::Zones));
        let set = Inputs(vec![a.clone(), b.clone()]).set_sha256_hex();
        assert_eq!(set, Inputs(vec![b, a]).set_sha256_hex());
        // printf a > a; printf b > b; sha256sum a b | cut -c1-64 | sort | sha256sum
        assert_eq!(set, "e31b611bfa25cad7df113c6721feec788606f694069ced6d3d3f738a89d14e2a");
    }
}
