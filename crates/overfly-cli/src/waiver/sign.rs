//! `overfly waiver sign`: plain words, a question, a signature, and its proof.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use overfly_exemption::{Issuer, Namespace, Refusal, SignedFile, UnverifiedWaiver, would_waive};
use overfly_report::waiver_words;

use super::{stated_id, tell_past};
use crate::args::waiver::SignArgs;
use crate::desk::{self, Desk};
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, agency, output, sign};

/// Signs what would verify, and nothing else.
pub fn run(args: &SignArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let desk = Desk::open(&args.which.home, &[], terminal)?;
    let file = desk::document(&args.which.waiver, &desk.agency.waivers, stated_id)?;
    let path = PathBuf::from(&file.name);
    let unverified = match UnverifiedWaiver::read(file.clone()) {
        Ok(unverified) => unverified,
        Err(error) => return Ok(refuse(&file.name, &error.into(), terminal)),
    };
    let document = unverified.document();
    output::write(&waiver_words(document, &desk.known(), &desk.shown_clock()), None)?;
    tell_past(document, &desk, terminal);
    let authority = desk.as_issuer();
    let issuer = match would_waive(document, &authority) {
        Ok(issuer) => issuer,
        Err(refusal) => return Ok(refuse(&file.name, &refusal, terminal)),
    };
    own_key(&args.key, issuer)?;
    if !args.yes && !agreed(&document.id)? {
        return Ok(Outcome::Refused);
    }
    let signature = sign::with_ssh_keygen(&args.key, Namespace::Waiver, &path)?;
    let again = agency::signed_file(&path)?;
    if let Err(refusal) = proved(again, &file, &authority) {
        return Ok(refuse(&file.name, &refusal, terminal));
    }
    output::write(&format!("signed and verified: {}\n", signature.display()), None)?;
    Ok(Outcome::Done)
}

/// The file signed has to be the one that was read aloud.
fn proved(
    again: SignedFile,
    before: &SignedFile,
    authority: &overfly_exemption::Authority,
) -> Result<(), Refusal> {
    if again.text != before.text {
        return Err(Refusal::Signature(overfly_exemption::SignatureError::Changed));
    }
    UnverifiedWaiver::read(again)?.verify(authority).map(drop)
}

/// Says why a document is not signed, or does not count although it is.
pub fn refuse(name: &str, refusal: &Refusal, terminal: &Terminal) -> Outcome {
    terminal.remark(&format!("{name}: {}: {refusal}", refusal.code().as_str()));
    terminal.remark(&format!("hint: {}", refusal.remedy()));
    Outcome::Refused
}

/// A slip between keys is told before anybody types a passphrase. Where no public half lies beside a private
/// key, the proof of the signature tells.
pub fn own_key(key: &Path, issuer: &Issuer) -> Result<(), Failure> {
    match desk::public_key(key) {
        Ok(public) if public != issuer.key => Err(Failure::at(
            key.display().to_string(),
            format!("is {}, and {} signs with {}", public.fingerprint(), issuer.name, issuer.key),
        )
        .hint("name the key of the delegation that the document goes by")),
        _ => Ok(()),
    }
}

/// Asks on a terminal; elsewhere nobody can answer, so it has to be said beforehand.
pub fn agreed(id: &str) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::at(
            "--yes",
            format!("is needed to sign {id} where nobody can be asked"),
        )
        .hint("read what it lifts, then add --yes"));
    }
    let mut out = std::io::stderr();
    let asked = write!(out, "sign {id}? Type yes: ").and_then(|()| out.flush());
    asked.map_err(|error| Failure::at("standard error", error.to_string()))?;
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.map_err(|error| Failure::at("standard input", error.to_string()))?;
    let yes = answer.trim().eq_ignore_ascii_case("yes");
    if !yes {
        // Nobody is left to believe that a short "y" was enough.
        let said = writeln!(out, "not signed: the answer was not yes, and nothing was written");
        said.map_err(|error| Failure::at("standard error", error.to_string()))?;
    }
    Ok(yes)
}
