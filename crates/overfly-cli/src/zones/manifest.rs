//! `overfly zones manifest`: what a zone folder holds, written, signed and compared.

use std::fs;
use std::path::{Path, PathBuf};

use overfly_exemption::{Namespace, Refusal};
use overfly_format::manifest;
use overfly_format::zones::GeoJsonMapping;
use overfly_model::{Code, Manifest};
use overfly_report::{Input, InputKind};

use crate::args::{ManifestArgs, ZoneArgs};
use crate::dataset::{self, Given};
use crate::desk::Desk;
use crate::failure::{Failure, Wanted};
use crate::files::{self, MANIFEST, Source};
use crate::output::Terminal;
use crate::{Outcome, agency, output, sign};

/// Writes the list of files anew, or compares it with the folder.
pub fn run(args: &ManifestArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let path = if args.path.is_dir() { args.path.join(MANIFEST) } else { args.path.clone() };
    if path.file_name().is_none_or(|name| name != MANIFEST) {
        return Err(Failure::at(
            path.display().to_string(),
            "is no zone folder and no manifest.toml",
        ));
    }
    if args.verify { verify(&path, args, terminal) } else { write(&path, args, terminal) }
}

fn write(path: &Path, args: &ManifestArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::io(path, "read", &error).hint(
            "write its head first: format, title and [[coverage]], as docs/formats/manifest.md shows; where silence means \"no zone\" nobody can guess",
        )
    })?;
    let listed = listed(path.parent().unwrap_or(Path::new(".")))?;
    let (text, read) = anew(path, &text, &listed)?;
    sign::replace(path, text.as_bytes())?;
    let zones: usize = read.files.iter().map(|file| file.zones).sum();
    let mut told = format!("{}: {} files, {zones} zones\n", path.display(), read.files.len());
    if let Some(key) = &args.sign_with {
        let signature = match &args.signer {
            Some(name) => sign::as_signer(key, Namespace::Zones, path, name)?,
            None => sign::with_ssh_keygen(key, Namespace::Zones, path)?,
        };
        told += format!("signed: {}\n", signature.display()).as_str();
    } else if !agency::signed_file(path)?.signatures.is_empty() {
        terminal.remark(
            "its signature was made over what stood there before: sign it again with --sign-with",
        );
    }
    output::write(&told, None)?;
    Ok(Outcome::Done)
}

/// One file of the folder.
struct Listed {
    path: String,
    zones: usize,
    sha256: String,
}

/// Every zone file of a folder. One that cannot be read is not listed as if it could.
fn listed(folder: &Path) -> Result<Vec<Listed>, Failure> {
    let mut all = Vec::new();
    for source in files::find(&[folder.to_owned()])?.sources {
        let Source::Zones(path) = source else { continue };
        let shown = path.display().to_string();
        let bytes = files::bytes(&path)?;
        let reading = dataset::read(&path, &bytes, &GeoJsonMapping::default(), &Given::default())
            .map_err(|error| Failure::read(&*shown, Wanted::Zones, &error))?;
        all.push(Listed {
            path: relative(folder, &path)?,
            zones: reading.items.zones.len(),
            sha256: Input::new(shown, &bytes, InputKind::Zones).sha256_hex(),
        });
    }
    all.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(all)
}

/// As manifests write paths, on any platform.
fn relative(folder: &Path, path: &Path) -> Result<String, Failure> {
    let within = path.strip_prefix(folder).unwrap_or(path);
    let steps: Option<Vec<&str>> = within.iter().map(|step| step.to_str()).collect();
    steps.map(|steps| steps.join("/")).ok_or_else(|| {
        Failure::at(path.display().to_string(), "has a name that a manifest cannot hold")
            .hint("rename the file")
    })
}

/// The text with its files listed anew; head, coverage and comments stay as they are.
fn anew(path: &Path, text: &str, listed: &[Listed]) -> Result<(String, Manifest), Failure> {
    let mut kept = without_files(text).trim_end().to_owned();
    kept.push('\n');
    for file in listed {
        kept += format!(
            "\n[[file]]\npath = {}\nzones = {}\nsha256 = \"{}\"\n",
            crate::waiver::quoted(&file.path),
            file.zones,
            file.sha256
        )
        .as_str();
    }
    let read = manifest::read(kept.as_bytes()).map_err(|error| {
        Failure::at(path.display().to_string(), error.to_string())
            .hint("docs/formats/manifest.md says how it is written")
    })?;
    let same = read.files.len() == listed.len()
        && read.files.iter().zip(listed).all(|(a, b)| {
            (&a.path, a.zones, a.sha256.as_ref()) == (&b.path, b.zones, Some(&b.sha256))
        });
    if same {
        return Ok((kept, read));
    }
    Err(Failure::at(
        path.display().to_string(),
        "cannot be kept as it is written: its [[file]] entries are not found",
    )
    .hint("put each [[file]] on a line of its own"))
}

/// Everything but the `[[file]]` tables.
fn without_files(text: &str) -> String {
    let mut kept = String::new();
    let mut in_file = false;
    for line in text.lines() {
        if let Some(name) = header(line) {
            in_file = name == "file";
        }
        if !in_file {
            kept += format!("{line}\n").as_str();
        }
    }
    kept
}

/// The name of the table that a line begins.
fn header(line: &str) -> Option<&str> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let name = line.strip_prefix('[')?.strip_suffix(']')?;
    let name =
        name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name).trim();
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
    bare.then_some(name)
}

fn verify(path: &Path, args: &ManifestArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let zones = ZoneArgs {
        zones: vec![folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf)],
        geojson_limits: None,
    };
    let loaded = dataset::load(&zones)?;
    let files = loaded.findings();
    let differs: Vec<String> = files
        .iter()
        .flat_map(|file| file.findings)
        .filter(|finding| finding.code == Code::ManifestMismatch)
        .map(|finding| format!("differs  {}\n", finding.text))
        .collect();
    let zones: usize = loaded.files().map(|file| file.reading.items.zones.len()).sum();
    let told = if differs.is_empty() {
        format!(
            "holds    {}: {} files, {zones} zones, as listed\n",
            path.display(),
            loaded.files().count()
        )
    } else {
        differs.concat()
    };
    let signer = signer(path, args, terminal)?;
    let signed = match &signer {
        Ok(name) => format!("holds    signed by {name}\n"),
        Err(refusal) => format!("differs  {}: {refusal}\n", refusal.code().as_str()),
    };
    output::write(&(told + &signed), None)?;
    Ok(if differs.is_empty() && signer.is_ok() { Outcome::Done } else { Outcome::Refused })
}

/// Which of those who may sign for the agency signed the manifest.
fn signer(
    path: &Path,
    args: &ManifestArgs,
    terminal: &Terminal,
) -> Result<Result<String, Refusal>, Failure> {
    let desk = Desk::open(&args.home, &[], terminal)?;
    let file = agency::signed_file(path)?;
    let Some(root) = desk.authority.root() else {
        return Ok(Err(desk.authority.may_lift().err().cloned().unwrap_or(Refusal::NoTrust)));
    };
    let touch = root.document().policy.touch;
    let mut fault = None;
    for issuer in desk.authority.issuers() {
        match file.signed_by(Namespace::Zones, &issuer.key, (&issuer.name, touch)) {
            Ok(()) => return Ok(Ok(format!("{} ({})", issuer.name, issuer.via))),
            Err(refusal @ Refusal::OtherKey { .. }) => fault = fault.or(Some(refusal)),
            Err(refusal) => fault = Some(refusal),
        }
    }
    Ok(Err(match fault {
        Some(Refusal::OtherKey { .. }) | None if !file.signatures.is_empty() => {
            Refusal::OtherKey { wanted: "an office or officer of this agency".to_owned() }
        }
        Some(refusal) => refusal,
        None => Refusal::Unsigned,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_list_of_files_is_written_anew() {
        let text = "# Words\nformat = \"x\" # more\n[[coverage]] # where\noutline = [\n[3.1, 51],\n  [4, 5],\n]\n\n\
            [[file]]\npath = \"old\"\n[[coverage]]\ncircle = 1\n[[file]]\npath = \"older\"\n";
        assert_eq!(
            without_files(text),
            "# Words\nformat = \"x\" # more\n[[coverage]] # where\noutline = [\n[3.1, 51],\n  [4, 5],\n]\n\n\
             [[coverage]]\ncircle = 1\n"
        );
    }
}
