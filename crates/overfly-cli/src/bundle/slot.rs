//! Where a file of a bundle belongs, and whether it may lie there at all.

use std::collections::BTreeMap;
use std::path::Path;

use overfly_exemption::{SignedFile, authority, overlay, text, trust, waiver};
use overfly_format::archive::Bundled;

use crate::failure::Failure;

/// The largest revocation list; other documents are smaller.
const LARGEST_DOCUMENT: usize = 4 << 20;
/// A signature takes less than a kilobyte.
const LARGEST_SIGNATURE: usize = 16 << 10;
/// The folders of an agency that a bundle may fill.
const FOLDERS: [&str; 4] = ["trust/history", "trust", "waivers", "overlays"];
/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The documents of a bundle by their paths, each with its signatures.
pub fn documents(files: Vec<Bundled>) -> Result<BTreeMap<String, SignedFile>, Failure> {
    let (texts, signatures): (Vec<Bundled>, Vec<Bundled>) =
        files.into_iter().partition(|(path, _)| !has_end(path, "sig"));
    let mut documents = BTreeMap::new();
    for (path, text) in texts {
        let folder = folder(&path)?;
        if text.len() > LARGEST_DOCUMENT {
            return Err(refused(&path, "is larger than any document"));
        }
        fits(folder, &path, &text)?;
        documents.insert(path.clone(), SignedFile { name: path, text, signatures: Vec::new() });
    }
    for (path, signature) in signatures {
        folder(&path)?;
        if signature.len() > LARGEST_SIGNATURE {
            return Err(refused(&path, "is larger than any signature"));
        }
        // `X.toml.sig` and `X.toml.NAME.sig` belong to `X.toml`.
        let of = path.find(".toml.").and_then(|at| path.get(..at + ".toml".len()));
        let document = of.and_then(|of| documents.get_mut(of));
        let document =
            document.ok_or_else(|| refused(&path, "is the signature of no document in it"))?;
        document.signatures.push(signature);
    }
    Ok(documents)
}

/// The folder of a path, where it is one that a bundle may write to.
fn folder(path: &str) -> Result<&'static str, Failure> {
    let within = |folder: &&'static str| {
        let name = path.strip_prefix(*folder).and_then(|rest| rest.strip_prefix('/'));
        name.is_some_and(is_plain)
    };
    FOLDERS.into_iter().find(|folder| within(folder)).ok_or_else(|| {
        refused(path, "does not belong in a bundle: documents of trust, waivers and overlays do")
    })
}

/// A name that means the same everywhere, and is no program's own.
fn is_plain(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let port = ["com", "lpt"].iter().any(|port| {
        stem.strip_prefix(port)
            .is_some_and(|number| number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit()))
    });
    name.len() <= 128
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.@+".contains(c))
        && (has_end(name, "toml") || (has_end(name, "sig") && name.contains(".toml.")))
        && !DEVICES.contains(&stem.as_str())
        && !port
}

/// To the letter: what ends in `.SIG` is no signature to anybody else.
fn has_end(name: &str, end: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == end)
}

/// A document of one kind in the folder of another would be read by nobody, or by the wrong reader.
fn fits(folder: &str, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let format = text::stated_format(bytes).ok_or_else(|| {
        refused(path, "is no signed document, or its line ends were changed on the way")
    })?;
    let root = path == "trust/trust.toml";
    let fits = match folder {
        "trust" if root => format == trust::FORMAT,
        "trust" => format != trust::FORMAT && authority::is_trust_format(&format),
        "trust/history" => format == trust::FORMAT,
        "waivers" => format == waiver::FORMAT,
        _ => [overlay::FORMAT, overlay::SET_ASIDE_FORMAT].contains(&format.as_str()),
    };
    if fits {
        Ok(())
    } else {
        Err(refused(path, &format!("has the format {format:?}, which does not lie there")))
    }
}

fn refused(path: &str, why: &str) -> Failure {
    let path: String = path.chars().take(160).collect();
    Failure::at(path, why)
        .hint("nothing was written; get the bundle anew from the office that made it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_in_the_folders_of_documents_are_taken() {
        for good in
            ["trust/trust.toml", "trust/history/trust-1.toml.r1.sig", "waivers/W-pj.1@x+y_z.toml"]
        {
            assert!(folder(good).is_ok(), "{good}");
        }
        for bad in [
            "overfly.toml",
            "zones/x.toml",
            "waivers/.hidden.toml",
            "waivers/sub/W.toml",
            "waivers/W.exe",
            "waivers/W.sig",
            "waivers/CON.toml",
            "waivers/com1.toml",
            "waivers/",
            "waivers",
            "trust/../waivers/W.toml",
            "waivers/W 1.toml",
            "waivers/é.toml",
        ] {
            assert!(folder(bad).is_err(), "{bad}");
        }
    }
}
