//! `overfly waiver bundle` and `overfly import`: waivers and all they rest on, in one file.

mod import;
mod place;
mod plan;
mod slot;
mod store;

use std::path::Path;

use overfly_exemption::{Authority, SignedFile, UnverifiedWaiver};
use overfly_format::archive::{self, Bundled};

pub use import::run as import;

use crate::args::waiver::BundleArgs;
use crate::desk::{self, Desk};
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, output, sign, waiver};

/// Writes waivers, and all they rest on, into one file. What does not verify is not handed on.
pub fn write(args: &BundleArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let desk = Desk::open(&args.home, &[], terminal)?;
    let authority = desk.as_issuer();
    let mut files = trust(&desk, &authority);
    for id in &args.waivers {
        let file = desk::document(id, &desk.agency.waivers, waiver::stated_id)?;
        let read = UnverifiedWaiver::read(file.clone());
        let verified = read.map_err(Into::into).and_then(|waiver| waiver.verify(&authority));
        if let Err(refusal) = verified {
            terminal.remark(&format!("{id}: {}: {refusal}", refusal.code().as_str()));
            terminal.remark(&format!("hint: {}", refusal.remedy()));
            return Ok(Outcome::Refused);
        }
        files.extend(bundled("waivers", &file));
    }
    files.sort();
    files.dedup();
    let path = args.output.display().to_string();
    let bytes = archive::write(&files)
        .filter(|bytes| archive::read(bytes).is_ok_and(|again| again == files))
        .ok_or_else(|| Failure::at(path.clone(), "is not written: too much for one bundle"))?;
    sign::replace(&args.output, &bytes)?;
    output::write(
        &format!("{path}: {} files, {} waivers\n", files.len(), args.waivers.len()),
        None,
    )?;
    Ok(Outcome::Done)
}

/// The trust folder, without what does not count in it. A list that only restricts is not left out.
fn trust(desk: &Desk, authority: &Authority) -> Vec<Bundled> {
    let trust = &desk.agency.trust;
    let counts = |file: &&SignedFile| {
        authority.problems().iter().all(|problem| {
            problem.file != file.name
                || (problem.refusal.is_of_the_past() && authority.lists().restricts(&file.name))
        })
    };
    let others = trust.others.iter().filter(counts).flat_map(|file| bundled("trust", file));
    let history = trust.history.iter().flat_map(|file| bundled("trust/history", file));
    let root = trust.root.iter().flat_map(|file| bundled("trust", file));
    root.chain(history).chain(others).collect()
}

/// A document under its own name, and its signatures numbered: what they say of themselves is in them.
fn bundled(folder: &str, file: &SignedFile) -> Vec<Bundled> {
    let name = Path::new(&file.name).file_name().map(|name| name.to_string_lossy().into_owned());
    let path = format!("{folder}/{}", name.unwrap_or_default());
    let mut files = vec![(path.clone(), file.text.clone())];
    files.extend(file.signatures.iter().enumerate().map(|(at, signature)| {
        let number = if at == 0 { String::new() } else { format!(".{}", at + 1) };
        (format!("{path}{number}.sig"), signature.clone())
    }));
    files
}
