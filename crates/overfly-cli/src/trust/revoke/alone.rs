//! An issuer takes back his own waiver or overlay: it can only restrict, so it needs nobody else.

use std::fs;
use std::path::Path;

use overfly_exemption::revocation::Revocation;
use overfly_exemption::{
    Authority, Namespace, PublicKey, Revoked, Signature, SingleRevocation, WaiverDocument,
};
use overfly_model::zone::one_line;

use super::{does_not_count, head, named, take_away};
use crate::args::trust::ListArgs;
use crate::failure::Failure;
use crate::output::Terminal;
use crate::trust::{NOT_SIGNED, Seat, agreed, refuse_existing, signed, writing};
use crate::{Outcome, desk, output, sign};

/// Writes and signs a document of its own.
pub fn run(
    mut seat: Seat,
    args: &ListArgs,
    revocation: &Revocation,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let authority = seat.as_issuer();
    let (Revoked::Waiver(subject) | Revoked::Overlay(subject) | Revoked::Key(subject)) =
        &revocation.what;
    let id = format!("R-{subject}");
    let text = writing::single(&id, revocation);
    SingleRevocation::read(text.as_bytes())
        .map_err(|error| Failure::new(format!("this revocation cannot be: {error}")))?;
    if let Some(key) = &args.sign.sign_with
        && let Ok(public) = desk::public_key(key)
    {
        issued_by(&seat, &authority, &revocation.what, (key, &public))?;
    }
    let path = seat.agency.trust_folder().join(format!("{id}.toml"));
    refuse_existing(&path)?;
    output::write(
        &format!(
            "revokes {} from {}: {}\na station that does not get this document goes by the waiver until its end, or that of the revocation list\n",
            named(&revocation.what),
            revocation.from,
            one_line(&revocation.reason)
        ),
        None,
    )?;
    if args.sign.sign_with.is_some() && !agreed(&format!("sign {id}?"), NOT_SIGNED, args.sign.yes)?
    {
        return Ok(Outcome::Refused);
    }
    sign::replace(&path, text.as_bytes())?;
    let Some(signature) = signed(&path, Namespace::Revocation, &args.sign)? else {
        return Ok(Outcome::Done);
    };
    seat.again()?;
    let authority = seat.as_issuer();
    let shown = path.display().to_string();
    if authority.root().is_none() || authority.problems().iter().any(|one| one.file == shown) {
        return Ok(does_not_count(&authority, (&path, &signature), terminal));
    }
    // The key itself tells whose it is, where no public half lay beside it.
    let read = fs::read(&signature).ok().and_then(|bytes| Signature::read(&bytes).ok());
    if let Some(read) = read {
        let key = args.sign.sign_with.as_deref().unwrap_or(&signature);
        issued_by(&seat, &authority, &revocation.what, (key, read.key()))
            .inspect_err(|_| take_away(&path, &signature))?;
    }
    output::write(&format!("signed and verified: {}\n", signature.display()), None)?;
    Ok(Outcome::Done)
}

/// A revocation by somebody else would verify, and revoke nothing.
fn issued_by(
    seat: &Seat,
    authority: &Authority,
    what: &Revoked,
    (key, public): (&Path, &PublicKey),
) -> Result<(), Failure> {
    let (id, via) = match what {
        Revoked::Waiver(id) => (id, via_of_waiver(seat, id)),
        Revoked::Overlay(id) => {
            let heads = seat.agency.overlays.iter().filter_map(head);
            (id, heads.into_iter().find(|head| head.id == *id).map(|head| head.via))
        }
        Revoked::Key(_) => return Ok(()),
    };
    let Some(via) = via else { return Ok(()) };
    let Some(issuer) = authority.issuers().iter().find(|issuer| issuer.via == via) else {
        return Ok(());
    };
    let office = authority.issuers().iter().find(|one| one.via == issuer.office);
    if *public == issuer.key || office.is_some_and(|office| office.key == *public) {
        return Ok(());
    }
    let sentence =
        format!("is {public}, and {id} was issued by {} with {}", issuer.name, issuer.key);
    Err(Failure::at(key.display().to_string(), sentence).hint(
        "only its issuer revokes it alone; an office revokes it on its list, without --alone",
    ))
}

fn via_of_waiver(seat: &Seat, id: &str) -> Option<String> {
    let read = seat.agency.waivers.iter().filter_map(|file| WaiverDocument::read(&file.text).ok());
    read.into_iter().find(|waiver| waiver.id == id).map(|waiver| waiver.via)
}
