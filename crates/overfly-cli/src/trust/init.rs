//! `overfly init` and `overfly trust init`: an agency folder, and a trust root that waits for its signatures.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use overfly_exemption::{Memory, Namespace, Refusal, SignedFile, TrustDocument};

use super::writing::{self, NewTrust};
use super::{clock_now, demo, refuse_existing};
use crate::agency::{Agency, FILE, TRUST_FILE};
use crate::args::trust::{InitArgs, KeyArgs};
use crate::args::waiver::HomeArgs;
use crate::failure::Failure;
use crate::memory::StationMemory;
use crate::waiver::quoted;
use crate::{Outcome, desk, output, sign, time};

/// Long enough for roots that lie in a safe, short enough for a lost one.
const LASTS: SignedDuration = SignedDuration::from_hours(2 * 365 * 24);

/// Makes the folder. Never makes a key, but for a demonstration.
pub fn run(args: &InitArgs) -> Result<Outcome, Failure> {
    let home = &args.home;
    if args.demo {
        return demo::run(home);
    }
    if args.keys.root.is_empty() {
        return Err(Failure::new("whose agency?").hint(
            "name its root keys: --root a.pub --root b.pub --threshold 2 (ssh-keygen makes them), or try --demo",
        ));
    }
    let title = args.title.as_deref().unwrap_or("My agency");
    let text = new_trust(title, &args.keys)?;
    folder(home, title, &absolute(&args.zones)?)?;
    write(&home.join("trust").join(TRUST_FILE), &text)?;
    output::write(&next_steps(home, &args.keys), None)?;
    Ok(Outcome::Done)
}

/// Only the trust root, into a folder that is there.
pub fn trust(home: &HomeArgs, title: Option<&str>, keys: &KeyArgs) -> Result<Outcome, Failure> {
    let home = desk::home(home)?;
    if keys.root.is_empty() {
        return Err(Failure::new("whose trust root?").hint("name its root keys: --root a.pub"));
    }
    let agency = Agency::open(&home)?;
    let title = title.unwrap_or(&agency.document.title);
    write(&agency.trust_folder().join(TRUST_FILE), &new_trust(title, keys)?)?;
    output::write(&next_steps(&home, keys), None)?;
    Ok(Outcome::Done)
}

/// One root's signature, beside those of the others.
pub fn sign(home: &HomeArgs, key: &Path) -> Result<Outcome, Failure> {
    let agency = Agency::open(&desk::home(home)?)?;
    let path = agency.trust_folder().join(TRUST_FILE);
    let shown = path.display().to_string();
    let file = agency.trust.root.as_ref().ok_or_else(|| {
        Failure::at(shown.clone(), "is not there").hint("overfly trust init writes one")
    })?;
    let trust = TrustDocument::read(&file.text)
        .map_err(|error| Failure::at(shown.clone(), error.to_string()))?;
    refuse_known_version(home, &agency, (&shown, &trust))?;
    let public = desk::public_key(key)?;
    let root = trust.roots.iter().find(|(_, root)| *root == public);
    let (name, _) = root.ok_or_else(|| {
        Failure::at(key.display().to_string(), format!("is {public}, and no root key of {shown}"))
            .hint("sign with a key that stands in the trust root")
    })?;
    let name: String = name.chars().map(|c| if c == '.' { '-' } else { c }).collect();
    let signature = sign::as_signer(key, Namespace::Trust, &path, &name)?;
    output::write(&format!("signed: {}\n", signature.display()), None)?;
    Ok(Outcome::Done)
}

/// Refuses a text under a version that is known with another text, or below one that is known: no station that has
/// seen that one would ever take it.
fn refuse_known_version(
    home: &HomeArgs,
    agency: &Agency,
    (shown, trust): (&str, &TrustDocument),
) -> Result<(), Failure> {
    let text = agency.trust.root.as_ref().map_or(&[][..], |file| &file.text);
    let (_, present) = time::present(home.now.as_deref(), None)?;
    let mut fault = None;
    if let Memory::Known(state) = StationMemory::open(home.station.as_deref(), present)?.memory() {
        let (found, seen) = (trust.version, state.trust.version);
        // With no root in common it is what this station has seen of another agency.
        let same = trust.roots.iter().any(|(_, key)| state.trust.roots.contains(key));
        if same && (found < seen || (found == seen && !state.trust.is_text(text))) {
            fault = Some(Refusal::TrustReplaced { found, seen }.to_string());
        }
    }
    let other = |earlier: &&SignedFile| {
        let read = TrustDocument::read(&earlier.text);
        earlier.text != text && read.is_ok_and(|read| read.version == trust.version)
    };
    if let Some(earlier) = agency.trust.history.iter().find(other) {
        let version = trust.version;
        fault =
            Some(format!("is version {version}, and so is {}, with another text", earlier.name));
    }
    fault.map_or(Ok(()), |sentence| {
        Err(Failure::at(shown, sentence).hint(
            "nothing was signed; raise the version, set issued, and keep the earlier text in trust/history",
        ))
    })
}

/// The folder round a trust root.
pub fn folder(home: &Path, title: &str, zones: &[String]) -> Result<(), Failure> {
    refuse_existing(&home.join(FILE))?;
    refuse_existing(&home.join("trust").join(TRUST_FILE))?;
    let zones: Vec<String> = zones.iter().map(|path| quoted(path)).collect();
    let text = format!(
        "# Which documents this agency goes by; paths from this folder.\nformat = \"overfly-agency/1\"\n\
         title = {}\nzones = [{}]  # zone files, and folders of them\ntrust = \"trust\"\n\
         waivers = [\"waivers\"]\noverlays = [\"overlays\"]\n",
        quoted(title),
        zones.join(", ")
    );
    // Signatures hold over the exact bytes: git is not to change line ends.
    for (file, text) in [
        (FILE, text.as_str()),
        (".gitattributes", "* -text\n"),
        ("waivers/README.md", "Waivers: W-*.toml with W-*.toml.sig beside it.\n"),
        (
            "overlays/README.md",
            "Overlays and set-asides: O-*.toml, S-*.toml, each with its .sig.\n",
        ),
    ] {
        write(&home.join(file), text)?;
    }
    Ok(())
}

/// Writes a file that is not there yet.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    refuse_existing(path)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::io(folder, "made", &error))?;
    }
    sign::replace(path, text.as_bytes())
}

fn new_trust(title: &str, keys: &KeyArgs) -> Result<String, Failure> {
    let (roots, offices) = (named(&keys.root)?, named(&keys.office)?);
    let issued = clock_now();
    let expires = issued.checked_add(LASTS).unwrap_or(issued);
    let text = writing::trust(&NewTrust {
        agency: title,
        issued,
        expires,
        threshold: keys.threshold.unwrap_or(roots.len().min(2)),
        roots: &roots,
        offices: &offices,
        may_overlay: false,
    });
    match TrustDocument::read(text.as_bytes()) {
        Ok(_) => Ok(text),
        Err(error) => Err(Failure::new(format!("this trust root cannot be: {error}"))
            .hint("each key stands once, and --threshold is no more than there are roots")),
    }
}

/// Keys by the names of their files.
fn named(keys: &[PathBuf]) -> Result<Vec<(String, String)>, Failure> {
    let read = |path: &PathBuf| {
        let key = desk::public_key(path)?;
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let fit = |c: char| if c.is_ascii_alphanumeric() || "-_@+".contains(c) { c } else { '-' };
        let name: String = name.unwrap_or_default().chars().map(fit).collect();
        Ok((name, key.openssh()))
    };
    keys.iter().map(read).collect()
}

/// Whoever wrote the path wrote it from where he was.
fn absolute(paths: &[PathBuf]) -> Result<Vec<String>, Failure> {
    let real = |path: &PathBuf| {
        let real = fs::canonicalize(path).map_err(|error| Failure::io(path, "read", &error))?;
        Ok(real.display().to_string())
    };
    paths.iter().map(real).collect()
}

fn next_steps(home: &Path, keys: &KeyArgs) -> String {
    let shown = home.display();
    let path = home.join("trust").join(TRUST_FILE);
    let mut text = format!(
        "written, not signed: {}\n1. read it, and set what each office may lift\n2. sign it with enough root keys:\n",
        path.display()
    );
    for root in &keys.root {
        let key = root.with_extension("");
        let line = format!("   overfly trust sign --home {shown} --sign-with {}\n", key.display());
        text.push_str(&line);
    }
    let line = format!(
        "   (or: ssh-keygen -Y sign -f KEY -n overfly-trust {0}, and rename {0}.sig to {0}.NAME.sig)\n\
         3. issue the first revocation list: overfly trust refresh --home {shown} --sign-with OFFICE_KEY\n\
         4. on each station: overfly trust status --home {shown} --accept\n",
        path.display()
    );
    text.push_str(&line);
    text
}
