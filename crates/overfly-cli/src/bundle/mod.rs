//! `overfly waiver bundle`, `overfly trust bundle` and `overfly import`: signed documents in one file, with all they
//! rest on.

mod import;
mod place;
mod plan;
mod slot;
mod store;

use std::path::Path;

use overfly_exemption::{
    Authority, Refusal, SignedFile, UnverifiedWaiver, verify_overlay, verify_set_aside,
};
use overfly_format::archive::{self, Bundled};

pub use import::run as import;

use crate::args::waiver::{BundleArgs, HomeArgs};
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
    pack(&args.output, files)
}

/// Writes the trust folder and the overlays that count into one file: how a revocation reaches a station when there is
/// no good waiver to send along.
pub fn write_trust(
    home: &HomeArgs,
    target: &Path,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let desk = Desk::open(home, &[], terminal)?;
    let authority = desk.as_issuer();
    if let (None, Err(refusal)) = (authority.root(), authority.may_lift()) {
        terminal.remark(&format!("{}: {refusal}", refusal.code().as_str()));
        terminal.remark(&format!("hint: nothing was written; {}", refusal.remedy()));
        return Ok(Outcome::Refused);
    }
    let mut files = trust(&desk, &authority);
    for file in &desk.agency.overlays {
        match verified(file, &authority) {
            Ok(()) => files.extend(bundled("overlays", file)),
            Err(refusal) => {
                terminal.remark(&format!("left out: {}: {refusal}", file.name));
            }
        }
    }
    let left_out = authority.problems().iter().filter(|problem| {
        let name = bundled_path("trust", &problem.file);
        !files.iter().any(|(path, _)| *path == name)
    });
    for problem in left_out {
        terminal.remark(&format!("left out: {}: {}", problem.file, problem.refusal));
    }
    pack(target, files)
}

/// Whether an overlay or a set-aside counts.
fn verified(file: &SignedFile, authority: &Authority) -> Result<(), Refusal> {
    match verify_set_aside(file, authority) {
        Err(Refusal::Unreadable(_)) => verify_overlay(file, authority).map(drop),
        verified => verified.map(drop),
    }
}

fn pack(target: &Path, mut files: Vec<Bundled>) -> Result<Outcome, Failure> {
    files.sort();
    files.dedup();
    let path = target.display().to_string();
    let bytes = archive::write(&files)
        .filter(|bytes| archive::read(bytes).is_ok_and(|again| again == files))
        .ok_or_else(|| Failure::at(path.clone(), "is not written: too much for one bundle"))?;
    sign::replace(target, &bytes)?;
    let of = |folder: &str, one: &str, more: &str| {
        let documents = files.iter().filter(|(path, _)| {
            path.starts_with(folder) && Path::new(path).extension().is_some_and(|end| end == "toml")
        });
        counted(documents.count(), one, more)
    };
    let words = [
        counted(files.len(), "file", "files"),
        of("waivers/", "waiver", "waivers"),
        of("overlays/", "overlay", "overlays"),
    ];
    output::write(&format!("{path}: {}\n", words.join(", ")), None)?;
    Ok(Outcome::Done)
}

fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
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
    let path = bundled_path(folder, &file.name);
    let mut files = vec![(path.clone(), file.text.clone())];
    files.extend(file.signatures.iter().enumerate().map(|(at, signature)| {
        let number = if at == 0 { String::new() } else { format!(".{}", at + 1) };
        (format!("{path}{number}.sig"), signature.clone())
    }));
    files
}

fn bundled_path(folder: &str, file: &str) -> String {
    let name = Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned());
    format!("{folder}/{}", name.unwrap_or_default())
}
