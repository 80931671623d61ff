//! `overfly trust export-allowed-signers`: the chain as stock `ssh-keygen -Y verify` understands it.

use std::path::Path;

use jiff::Timestamp;
use overfly_exemption::{Authority, Issuer, Namespace};

use super::{Seat, trust_of};
use crate::args::waiver::HomeArgs;
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{Outcome, output};

/// Only keys that count now. Ceilings, revoked documents and thresholds are beyond this file format, and said.
pub fn run(home: &HomeArgs, file: Option<&Path>, terminal: &Terminal) -> Result<Outcome, Failure> {
    let seat = Seat::open(home)?;
    let authority = seat.as_issuer();
    trust_of(&authority)?;
    output::write(&text(&authority), file)?;
    terminal.remark("ssh-keygen knows no thresholds, ceilings, lists of revoked documents and touches: overfly waiver verify does");
    Ok(Outcome::Done)
}

fn text(authority: &Authority) -> String {
    let roots = authority.root().map(|root| &root.document().roots);
    let mut text = String::new();
    for (name, key) in roots.into_iter().flatten() {
        let namespace = Namespace::Trust.as_str();
        text += &format!("{name} namespaces=\"{namespace}\" {}\n", key.openssh());
    }
    let trust = authority.root().map(overfly_exemption::TrustRoot::document);
    for issuer in authority.issuers() {
        let office = trust.and_then(|trust| trust.office(&issuer.via));
        let delegates = office.map(|office| office.may_delegate);
        text += &line(issuer, delegates);
    }
    text
}

/// Documents name an officer as issuer and his delegation as via: either finds the key.
fn line(issuer: &Issuer, office_that_delegates: Option<bool>) -> String {
    let mut kinds =
        vec![Namespace::Waiver, Namespace::Overlay, Namespace::SetAside, Namespace::Revocation];
    if let Some(delegates) = office_that_delegates {
        kinds.extend(delegates.then_some(Namespace::Delegation));
        kinds.push(Namespace::Revocations);
    }
    let kinds: Vec<&str> = kinds.into_iter().map(Namespace::as_str).collect();
    let principals = if issuer.via == issuer.name {
        issuer.name.clone()
    } else {
        format!("{},{}", issuer.via, issuer.name)
    };
    let time = |name: &str, at: Option<Timestamp>| {
        at.map_or_else(String::new, |at| format!(",{name}=\"{}\"", moment(at)))
    };
    format!(
        "{principals} namespaces=\"{}\"{}{} {}\n",
        kinds.join(","),
        time("valid-after", issuer.valid.from),
        time("valid-before", issuer.valid.until),
        issuer.key.openssh()
    )
}

/// `20261122054000Z`
fn moment(at: Timestamp) -> String {
    at.strftime("%Y%m%d%H%M%SZ").to_string()
}
