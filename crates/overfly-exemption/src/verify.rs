//! The way from a text to something that may be relied on.

use overfly_model::{Terrain, TimeInterval};

use crate::authority::Authority;
use crate::ceiling::{height_beyond, zone_beyond};
use crate::file::SignedFile;
use crate::issuer::{Issuer, both};
use crate::lists::Freshness;
use crate::overlay::{OverlayDocument, SetAsideDocument};
use crate::refusal::Refusal;
use crate::revocation::{Revocation, Revoked};
use crate::signature::Namespace;
use crate::text::DocumentError;
use crate::value::{Names, ZonePattern};
use crate::waiver::WaiverDocument;

/// A waiver that was read and not yet verified.
#[derive(Clone, Debug)]
pub struct UnverifiedWaiver {
    document: WaiverDocument,
    file: SignedFile,
}

/// A verified waiver. Only [`UnverifiedWaiver::verify`] makes one.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiver {
    document: WaiverDocument,
    grant: Grant,
}

/// A verified overlay. Only [`verify_overlay`] makes one.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay {
    document: OverlayDocument,
    grant: Grant,
    weakens: Result<(), Refusal>,
}

/// A verified set-aside. Only [`verify_set_aside`] makes one.
#[derive(Clone, Debug, PartialEq)]
pub struct SetAside {
    document: SetAsideDocument,
    grant: Grant,
}

/// On what a verified document rests.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// Who issued it.
    pub issuer: Issuer,
    /// When what it lifts is lifted: its own time within that of every key above it.
    pub time: TimeInterval,
    /// For these purposes only, while the revocation list is stale.
    pub grace: Option<Names>,
    /// Zones that nothing lifts.
    pub never: Vec<ZonePattern>,
}

impl UnverifiedWaiver {
    /// Reads a waiver.
    pub fn read(file: SignedFile) -> Result<Self, DocumentError> {
        Ok(Self { document: WaiverDocument::read(&file.text)?, file })
    }

    /// What it says, for people; nothing of it counts.
    pub const fn document(&self) -> &WaiverDocument {
        &self.document
    }

    /// Verifies it at the authority's moment: signature, key, ceiling, revocations (TRUST section 3). A
    /// waiver that goes beyond its issuer's ceiling in one point is refused whole.
    pub fn verify(self, authority: &Authority) -> Result<Waiver, Refusal> {
        let Self { document, file } = self;
        let head = (document.via.as_str(), document.issuer.as_str(), document.issued);
        let issuer = authority.issuer(&file, Namespace::Waiver, head)?;
        if let Some(what) = beyond(&document, issuer) {
            return Err(Refusal::OutsideCeiling { whose: issuer.name.clone(), what });
        }
        if let Some(pilot) = own_pilot(&document, issuer) {
            return Err(Refusal::SelfIssued { pilot });
        }
        let what = Revoked::Waiver(document.id.clone());
        let grant = grant(authority, issuer, document.scope.time, &what)?;
        Ok(Waiver { document, grant })
    }
}

impl Waiver {
    /// What it says.
    pub const fn document(&self) -> &WaiverDocument {
        &self.document
    }

    /// On what it rests.
    pub const fn grant(&self) -> &Grant {
        &self.grant
    }
}

impl Overlay {
    /// What it says.
    pub const fn document(&self) -> &OverlayDocument {
        &self.document
    }

    /// On what it rests.
    pub const fn grant(&self) -> &Grant {
        &self.grant
    }

    /// Why what weakens in it does not count, where that is so. What tightens counts all the same.
    pub const fn may_weaken(&self) -> Result<(), &Refusal> {
        match &self.weakens {
            Ok(()) => Ok(()),
            Err(refusal) => Err(refusal),
        }
    }
}

impl SetAside {
    /// What it says.
    pub const fn document(&self) -> &SetAsideDocument {
        &self.document
    }

    /// On what it rests.
    pub const fn grant(&self) -> &Grant {
        &self.grant
    }
}

/// Verifies an overlay. One that cannot be verified is refused; of one that is verified, what weakens
/// needs more: a ceiling that allows it, trust in good standing, an end.
pub fn verify_overlay(file: &SignedFile, authority: &Authority) -> Result<Overlay, Refusal> {
    let document = OverlayDocument::read(&file.text)?;
    let head = &document.head;
    let stated = (head.via.as_str(), head.issuer.as_str(), head.issued);
    let issuer = authority.issuer(file, Namespace::Overlay, stated)?;
    let time = TimeInterval { from: Some(head.issued), until: head.until };
    let what = Revoked::Overlay(head.id.clone());
    // A revoked overlay is gone, what tightens in it too: whoever issued it took it back.
    if let Some(entry) = revoked(authority, issuer, &what).filter(|e| e.from <= authority.now()) {
        return Err(Refusal::Revoked { from: entry.from, reason: entry.reason.clone() });
    }
    let weakens = overlay_may_weaken(issuer)
        .and_then(|()| grant(authority, issuer, time, &what))
        .map(|grant| (grant, ()));
    let (grant, weakens) = match weakens {
        Ok((grant, ())) => (grant, Ok(())),
        Err(refusal) => (tightening(authority, issuer, time), Err(refusal)),
    };
    Ok(Overlay { document, grant, weakens })
}

/// Verifies a set-aside.
pub fn verify_set_aside(file: &SignedFile, authority: &Authority) -> Result<SetAside, Refusal> {
    let document = SetAsideDocument::read(&file.text)?;
    let head = &document.head;
    let stated = (head.via.as_str(), head.issuer.as_str(), head.issued);
    let issuer = authority.issuer(file, Namespace::SetAside, stated)?;
    overlay_may_weaken(issuer)?;
    let time = TimeInterval { from: Some(head.issued), until: head.until };
    let grant = grant(authority, issuer, time, &Revoked::Overlay(head.id.clone()))?;
    Ok(SetAside { document, grant })
}

pub(crate) fn overlay_may_weaken(issuer: &Issuer) -> Result<(), Refusal> {
    if issuer.ceiling.may_overlay {
        return Ok(());
    }
    let (whose, what) = (issuer.name.clone(), "weakening zones by overlays".to_owned());
    Err(Refusal::OutsideCeiling { whose, what })
}

/// What tightens needs no more than a signature.
fn tightening(authority: &Authority, issuer: &Issuer, time: TimeInterval) -> Grant {
    Grant { issuer: issuer.clone(), time, grace: None, never: authority.never_waivable() }
}

/// What something that lifts rests on: trust in good standing, a fresh list that does not name it.
pub(crate) fn grant(
    authority: &Authority,
    issuer: &Issuer,
    time: TimeInterval,
    what: &Revoked,
) -> Result<Grant, Refusal> {
    authority.may_lift().map_err(Clone::clone)?;
    let grace = match authority.freshness(&issuer.office)? {
        Freshness::Fresh => None,
        Freshness::Grace { purposes, .. } => Some(purposes),
    };
    let mut time = both(time, issuer.valid);
    time.until = [time.until, authority.root().map(|root| root.document().expires)]
        .into_iter()
        .flatten()
        .min();
    if let Some(entry) = revoked(authority, issuer, what) {
        if entry.from <= authority.now() {
            return Err(Refusal::Revoked { from: entry.from, reason: entry.reason.clone() });
        }
        time.until = Some(time.until.map_or(entry.from, |until| until.min(entry.from)));
    }
    if let Some(doubt) = authority.lists().in_doubt(what) {
        return Err(doubt.clone());
    }
    Ok(Grant { issuer: issuer.clone(), time, grace, never: authority.never_waivable() })
}

fn revoked<'a>(
    authority: &'a Authority,
    issuer: &Issuer,
    what: &Revoked,
) -> Option<&'a Revocation> {
    let office = authority.root()?.document().office(&issuer.office)?;
    authority.lists().document(what, issuer, &office.key)
}

/// In which point a waiver goes beyond its issuer's ceiling. The ground as the issuer states it makes no
/// height lower here: who holds a stolen key states what he likes.
pub(crate) fn beyond(document: &WaiverDocument, issuer: &Issuer) -> Option<String> {
    let (scope, ceiling) = (&document.scope, &issuer.ceiling);
    if let Some(zone) = zone_beyond(&scope.zones, ceiling) {
        return Some(zone);
    }
    if !ceiling.purposes.holds(&scope.purposes) {
        return Some(format!("purposes {}, where it is {}", scope.purposes, ceiling.purposes));
    }
    if let Some(height) = height_beyond(scope.upper, ceiling, &Terrain::UNKNOWN) {
        return Some(height);
    }
    let lasts =
        scope.time.from.zip(scope.time.until).map(|(from, until)| until.duration_since(from));
    match lasts {
        Some(lasts) if lasts <= ceiling.max_duration => None,
        _ => Some(format!("a time longer than {:#}", ceiling.max_duration)),
    }
}

/// The issuer among the pilots by name, where he may not be.
pub(crate) fn own_pilot(document: &WaiverDocument, issuer: &Issuer) -> Option<String> {
    if issuer.ceiling.self_issue {
        return None;
    }
    let Names::Listed(pilots) = &document.scope.pilots else { return None };
    pilots.iter().find(|pilot| is_own(issuer, pilot)).cloned()
}

/// Whether a pilot is the issuer himself, written with other letters' case and spaces or not.
pub fn is_own(issuer: &Issuer, pilot: &str) -> bool {
    let is = |own: &str| own.trim().eq_ignore_ascii_case(pilot.trim());
    is(&issuer.name) || issuer.pilot_ids.iter().any(|own| is(own))
}
