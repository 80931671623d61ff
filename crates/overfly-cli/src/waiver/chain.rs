//! `overfly waiver verify`: every link, from the text to the revocations.

use overfly_exemption::{
    Authority, Issuer, Namespace, Refusal, SignedFile, UnverifiedWaiver, WaiverDocument,
    would_waive,
};
use overfly_report::{Chain, Link, LinkResult, WaiverStanding, chain_json, chain_text};

use super::{list, stated_id};
use crate::args::waiver::WhichArgs;
use crate::args::{Format, OutputArgs};
use crate::desk::{self, Desk};
use crate::failure::Failure;
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
    let name = file.name.clone();
    let unverified = match UnverifiedWaiver::read(file.clone()) {
        Ok(unverified) => unverified,
        Err(error) => {
            let refusal = Refusal::from(error);
            let mut links =
                vec![Link { name: "text", result: LinkResult::Broken(refusal.clone()) }];
            links.extend(REST.map(|name| Link { name, result: LinkResult::Unknown }));
            return Chain {
                file: name,
                id: None,
                links,
                standing: WaiverStanding::Refused(refusal),
            };
        }
    };
    let document = unverified.document().clone();
    let links = links(&document, &file, authority);
    Chain {
        file: name,
        id: Some(document.id),
        links,
        standing: list::standing(unverified, authority),
    }
}

/// The links after the text.
const REST: [&str; 7] =
    ["trust root", "station", "authority", "signature", "issuer", "ceiling", "revocations"];

fn links(document: &WaiverDocument, file: &SignedFile, authority: &Authority) -> Vec<Link> {
    let would = would_waive(document, authority);
    let issuer = authority.issuers().iter().find(|issuer| issuer.via == document.via);
    let read = format!("{} bytes, read as {}", file.text.len(), document.id);
    let mut links = vec![Link { name: "text", result: LinkResult::Holds(read) }];
    links.extend(REST.map(|name| {
        let result = match name {
            "trust root" => root(authority),
            "station" => station(authority),
            "authority" => {
                issuer.map_or_else(|| broken(&would), |issuer| LinkResult::Holds(named(issuer)))
            }
            "signature" => signature(file, issuer, authority),
            _ => scoped(name, document, issuer, &would),
        };
        Link { name, result }
    }));
    links
}

fn broken(would: &Result<&Issuer, Refusal>) -> LinkResult {
    would.as_ref().err().map_or(LinkResult::Unknown, |refusal| LinkResult::Broken(refusal.clone()))
}

fn root(authority: &Authority) -> LinkResult {
    match (authority.root(), authority.may_lift()) {
        (Some(root), _) => {
            let root = root.document();
            LinkResult::Holds(format!(
                "{}, version {}, {} of {} root keys needed, expires {}",
                root.agency,
                root.version,
                root.threshold,
                root.roots.len(),
                root.expires
            ))
        }
        (None, Err(refusal)) => LinkResult::Broken(refusal.clone()),
        (None, Ok(())) => LinkResult::Unknown,
    }
}

fn station(authority: &Authority) -> LinkResult {
    match authority.may_lift() {
        _ if authority.root().is_none() => LinkResult::Unknown,
        Ok(()) => LinkResult::Holds("takes this trust root, at this time".to_owned()),
        Err(refusal) => LinkResult::Broken(refusal.clone()),
    }
}

fn named(issuer: &Issuer) -> String {
    let end =
        |end: Option<jiff::Timestamp>| end.map_or_else(|| "-".to_owned(), |end| end.to_string());
    format!(
        "{} of office {}: {} with {}, from {} until {}",
        issuer.via,
        issuer.office,
        issuer.name,
        issuer.key,
        end(issuer.valid.from),
        end(issuer.valid.until)
    )
}

fn signature(file: &SignedFile, issuer: Option<&Issuer>, authority: &Authority) -> LinkResult {
    let (Some(issuer), Some(root)) = (issuer, authority.root()) else { return LinkResult::Unknown };
    let touch = root.document().policy.touch;
    match file.signed_by(Namespace::Waiver, &issuer.key, (&issuer.name, touch)) {
        Ok(()) => {
            LinkResult::Holds(format!("{} over exactly these bytes, as a waiver", issuer.key))
        }
        Err(refusal) => LinkResult::Broken(refusal),
    }
}

/// Issuer, ceiling and revocations are looked at in that order, and the first that fails is told.
fn scoped(
    name: &str,
    document: &WaiverDocument,
    issuer: Option<&Issuer>,
    would: &Result<&Issuer, Refusal>,
) -> LinkResult {
    let Some(issuer) = issuer else { return LinkResult::Unknown };
    let rank = |name: &str| REST.iter().position(|one| *one == name);
    let failed = would.as_ref().err();
    let at = failed.map(|refusal| match refusal {
        Refusal::OtherIssuer { .. } | Refusal::Ahead { .. } | Refusal::KeyNotValid { .. } => {
            "issuer"
        }
        Refusal::OutsideCeiling { .. } | Refusal::SelfIssued { .. } => "ceiling",
        _ => "revocations",
    });
    match (at, failed) {
        (Some(at), Some(refusal)) if at == name => match refusal {
            // Told at its own link already.
            Refusal::NotAccepted | Refusal::ClockSuspect { .. } | Refusal::NoTrust => {
                LinkResult::Unknown
            }
            _ => LinkResult::Broken(refusal.clone()),
        },
        (Some(at), _) if rank(at) < rank(name) => LinkResult::Unknown,
        _ => LinkResult::Holds(match name {
            "issuer" => format!("{}, issued {}", document.issuer, document.issued),
            "ceiling" => format!(
                "up to {}, for up to {:#}, inside what {} may lift",
                issuer.ceiling.max_upper, issuer.ceiling.max_duration, issuer.name
            ),
            _ => "the office's list is fresh, or in its grace, and does not name it".to_owned(),
        }),
    }
}
