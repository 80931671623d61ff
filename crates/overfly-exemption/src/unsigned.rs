//! What would become of a document if its issuer signed it now: told before he does.

use overfly_model::TimeInterval;

use crate::authority::Authority;
use crate::issuer::Issuer;
use crate::overlay::{Head, OverlayDocument, SetAsideDocument};
use crate::refusal::Refusal;
use crate::revocation::Revoked;
use crate::verify::{beyond, grant, overlay_may_weaken, own_pilot};
use crate::waiver::WaiverDocument;

/// Who has to sign a waiver, if it would verify with that signature; else why it would be refused. Asks
/// all that verification asks but the signature, and gives nobody anything.
pub fn would_waive<'a>(
    document: &WaiverDocument,
    authority: &'a Authority,
) -> Result<&'a Issuer, Refusal> {
    let head = (document.via.as_str(), document.issuer.as_str(), document.issued);
    let issuer = authority.would_issue(head)?;
    if let Some(what) = beyond(document, issuer) {
        return Err(Refusal::OutsideCeiling { whose: issuer.name.clone(), what });
    }
    if let Some(pilot) = own_pilot(document, issuer) {
        return Err(Refusal::SelfIssued { pilot });
    }
    grant(authority, issuer, document.scope.time, &Revoked::Waiver(document.id.clone()))?;
    Ok(issuer)
}

/// The same of an overlay; one that weakens has to be allowed to.
pub fn would_overlay<'a>(
    document: &OverlayDocument,
    authority: &'a Authority,
) -> Result<&'a Issuer, Refusal> {
    let issuer = authority.would_issue(stated(&document.head))?;
    if document.weakens() {
        may_weaken(&document.head, issuer, authority)?;
    }
    Ok(issuer)
}

/// The same of a set-aside.
pub fn would_set_aside<'a>(
    document: &SetAsideDocument,
    authority: &'a Authority,
) -> Result<&'a Issuer, Refusal> {
    let issuer = authority.would_issue(stated(&document.head))?;
    may_weaken(&document.head, issuer, authority)?;
    Ok(issuer)
}

fn stated(head: &Head) -> (&str, &str, jiff::Timestamp) {
    (head.via.as_str(), head.issuer.as_str(), head.issued)
}

fn may_weaken(head: &Head, issuer: &Issuer, authority: &Authority) -> Result<(), Refusal> {
    overlay_may_weaken(issuer)?;
    let time = TimeInterval { from: Some(head.issued), until: head.until };
    grant(authority, issuer, time, &Revoked::Overlay(head.id.clone())).map(drop)
}
