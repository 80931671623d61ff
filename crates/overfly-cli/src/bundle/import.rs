//! `overfly import`: verified first, then written.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use overfly_exemption::SignedFile;
use overfly_format::archive;
use overfly_report::Present;

use super::plan::Plan;
use super::{place, slot};
use crate::agency::{self, Agency};
use crate::args::waiver::ImportArgs;
use crate::desk;
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, output, time};

/// A bundle holds some documents, not an archive of pictures.
const LARGEST: u64 = 32 << 20;
/// Takes over what is new in a bundle, or nothing.
pub fn run(args: &ImportArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let home = desk::home(&args.home)?;
    let bundled = slot::documents(read(&args.bundle)?)?;
    let (now, present) = time::present(args.home.now.as_deref(), None)?;
    let memory = desk::memory(args.home.station.as_deref(), present)?;
    let existing = existing(&home, &bundled)?;
    let authority = existing.as_ref().map(|agency| agency.authority(memory.clone(), now));
    let plan = Plan::of(bundled, &home, existing.as_ref().zip(authority.as_ref()))?;
    if let Err((file, refusal)) = plan.verified(existing.as_ref(), memory, now) {
        terminal.remark(&format!("{file}: {}: {refusal}", refusal.code().as_str()));
        terminal.remark(&format!("hint: nothing was written; {}", refusal.remedy()));
        return Ok(Outcome::Refused);
    }
    let new = existing.is_none().then_some(home.as_path());
    if present == Present::Rehearsal {
        let told = "a rehearsal (--now): nothing was written; this would become of the bundle\n";
        output::write(&format!("{told}{}", plan.told(new)), None)?;
        return Ok(Outcome::Done);
    }
    place::write(&plan, &home, existing.as_ref())?;
    output::write(&plan.told(new), None)?;
    Ok(Outcome::Done)
}

fn read(path: &Path) -> Result<Vec<archive::Bundled>, Failure> {
    let place = path.display().to_string();
    let data = fs::metadata(path).map_err(|error| Failure::io(path, "read", &error))?;
    if !data.is_file() || data.len() > LARGEST {
        return Err(Failure::at(place, "is no bundle: no file, or larger than any bundle"));
    }
    let bytes = fs::read(path).map_err(|error| Failure::io(path, "read", &error))?;
    archive::read(&bytes).map_err(|error| {
        Failure::at(place, error.to_string()).hint(
            "nothing was written; a bundle is what overfly waiver bundle or trust bundle wrote",
        )
    })
}

/// The agency folder, where there is one; a folder with other things in it is not made one by accident.
fn existing(
    home: &Path,
    bundled: &BTreeMap<String, SignedFile>,
) -> Result<Option<Agency>, Failure> {
    if home.join(agency::FILE).exists() {
        return Agency::open(home).and_then(|agency| usual(agency, bundled)).map(Some);
    }
    let holds = match fs::read_dir(home) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == ErrorKind::NotFound => false,
        Err(error) => return Err(Failure::io(home, "read", &error)),
    };
    if holds {
        return Err(Failure::at(home.display().to_string(), "is no agency folder, and not empty")
            .hint("name the folder with overfly.toml in it, or a new one"));
    }
    Ok(None)
}

/// A bundle has the usual folders: in an agency with others nobody would find what it brings.
fn usual(agency: Agency, bundled: &BTreeMap<String, SignedFile>) -> Result<Agency, Failure> {
    let document = &agency.document;
    let names = |paths: &[String], usual: &str| {
        !bundled.keys().any(|path| Path::new(path).starts_with(usual))
            || paths.iter().any(|path| path.trim_start_matches("./").trim_end_matches('/') == usual)
    };
    let trust = core::slice::from_ref(&document.trust);
    if names(trust, "trust")
        && names(&document.waivers, "waivers")
        && names(&document.overlays, "overlays")
    {
        return Ok(agency);
    }
    let place = agency.home.join(agency::FILE).display().to_string();
    Err(Failure::at(place, "keeps its documents elsewhere than in trust, waivers and overlays")
        .hint("name these folders in it too, or unpack the bundle by hand: it is a ZIP archive"))
}
