//! `overfly waiver verify`: every link, from the text to the revocations.

use overfly_exemption::{Authority, Namespace, SignedFile, UnverifiedWaiver, would_waive};
use overfly_report::{Chain, WaiverStanding, chain_json, chain_text};

use super::{list, stated_id};
use crate::args::waiver::WhichArgs;
use crate::args::{Format, OutputArgs};
use crate::desk::{self, Desk};
use crate::failure::Failure;
use crate::links::{self, Subject};
use crate::output::Terminal;
use crate::{Outcome, output};

/// Says which links hold. One that ended or is yet to begin is genuine, and still lifts nothing now.
pub fn run(
    which: &WhichArgs,
    output: &OutputArgs,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let desk = Desk::open(&which.home, &[], terminal)?;
    let file = desk::document(&which.waiver, &desk.agency.waivers, stated_id)?;
    let chain = chain(file, &desk.authority);
    let answer = match output.format {
        Format::Json => chain_json(&chain),
        Format::Text => chain_text(&chain),
    };
    output::write(&answer, output.output.as_deref())?;
    Ok(match chain.standing {
        WaiverStanding::Valid => Outcome::Done,
        WaiverStanding::NotYet | WaiverStanding::Ended | WaiverStanding::Refused(_) => {
            Outcome::Refused
        }
    })
}

/// All links of a waiver. Whether it counts is what [`UnverifiedWaiver::verify`] says, and nothing here.
pub fn chain(file: SignedFile, authority: &Authority) -> Chain {
    let unverified = match UnverifiedWaiver::read(file.clone()) {
        Ok(unverified) => unverified,
        Err(error) => return links::unreadable(file.name, error),
    };
    let document = unverified.document().clone();
    let subject = Subject {
        id: &document.id,
        issuer: &document.issuer,
        via: &document.via,
        issued: document.issued,
        namespace: Namespace::Waiver,
        would: would_waive(&document, authority),
    };
    let links = subject.links(&file, authority);
    let standing = list::standing(unverified, authority);
    Chain { file: file.name, id: Some(document.id), links, standing }
}
