//! `overfly overlay`: the agency's corrections of published zones, filled in, signed and verified.

mod new;

use std::path::Path;

use overfly_exemption::overlay::{Head, SET_ASIDE_FORMAT};
use overfly_exemption::{
    Authority, DocumentError, Issuer, Namespace, OverlayDocument, Refusal, SetAsideDocument,
    SignedFile, text, verify_overlay, verify_set_aside, would_overlay, would_set_aside,
};
use overfly_model::TimeInterval;
use overfly_report::{
    Chain, KnownZones, Link, LinkResult, WaiverRow, WaiverStanding, chain_json, chain_text,
    overlay_words, set_aside_words, waivers_json, waivers_text,
};

use crate::args::overlay::{OverlayCommand, WhichOverlayArgs};
use crate::args::waiver::HomeArgs;
use crate::args::{Format, OutputArgs};
use crate::desk::{self, Desk};
use crate::failure::Failure;
use crate::links::{self, Subject};
use crate::output::Terminal;
use crate::waiver::{agreed, own_key, refuse};
use crate::{Outcome, agency, output, sign};

/// Runs a command of the family.
pub fn run(command: OverlayCommand, terminal: &Terminal) -> Result<Outcome, Failure> {
    match command {
        OverlayCommand::New(args) => new::run(&args, terminal),
        OverlayCommand::Sign { which, key, yes } => sign(&which, (&key, yes), terminal),
        OverlayCommand::Verify { which, output } => verify(&which, &output, terminal),
        OverlayCommand::List { home, output } => list(&home, &output, terminal),
    }
}

/// An overlay or a set-aside, read but not believed.
enum Document {
    Overlay(OverlayDocument),
    SetAside(SetAsideDocument),
}

impl Document {
    fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        if text::stated_format(bytes).as_deref() == Some(SET_ASIDE_FORMAT) {
            return SetAsideDocument::read(bytes).map(Self::SetAside);
        }
        OverlayDocument::read(bytes).map(Self::Overlay)
    }

    const fn head(&self) -> &Head {
        match self {
            Self::Overlay(overlay) => &overlay.head,
            Self::SetAside(document) => &document.head,
        }
    }

    const fn namespace(&self) -> Namespace {
        match self {
            Self::Overlay(_) => Namespace::Overlay,
            Self::SetAside(_) => Namespace::SetAside,
        }
    }

    fn would<'a>(&self, authority: &'a Authority) -> Result<&'a Issuer, Refusal> {
        match self {
            Self::Overlay(overlay) => would_overlay(overlay, authority),
            Self::SetAside(document) => would_set_aside(document, authority),
        }
    }

    fn zones(&self) -> Vec<String> {
        match self {
            Self::SetAside(document) => vec![document.zone.to_string()],
            Self::Overlay(overlay) => {
                let single = overlay.corrections.iter().map(|one| one.zone.to_string());
                let classes = overlay.rules.iter().flat_map(|rule| &rule.zones);
                single.chain(classes.map(|zone| zone.as_str().to_owned())).collect()
            }
        }
    }

    fn words(&self, zones: &KnownZones<'_>, desk: &Desk) -> String {
        match self {
            Self::Overlay(overlay) => overlay_words(overlay, zones, &desk.shown_clock()),
            Self::SetAside(document) => set_aside_words(document, zones, &desk.shown_clock()),
        }
    }

    /// Whether it counts; and of an overlay, why what weakens in it does not, where that is so.
    fn standing(
        &self,
        file: &SignedFile,
        authority: &Authority,
    ) -> (WaiverStanding, Option<Refusal>) {
        let at = |time: &TimeInterval| WaiverStanding::at(time, authority.now());
        match self {
            Self::SetAside(_) => match verify_set_aside(file, authority) {
                Ok(verified) => (at(&verified.grant().time), None),
                Err(refusal) => (WaiverStanding::Refused(refusal), None),
            },
            Self::Overlay(document) => match verify_overlay(file, authority) {
                Ok(verified) => {
                    let weak = verified.may_weaken().err().filter(|_| document.weakens()).cloned();
                    (at(&verified.grant().time), weak)
                }
                Err(refusal) => (WaiverStanding::Refused(refusal), None),
            },
        }
    }
}

/// The id that an overlay or set-aside states, believed or not.
fn stated_id(file: &SignedFile) -> Option<String> {
    Some(Document::read(&file.text).ok()?.head().id.clone())
}

fn sign(
    which: &WhichOverlayArgs,
    (key, yes): (&Path, bool),
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let desk = Desk::open(&which.home, &[], terminal)?;
    let file = desk::document(&which.overlay, &desk.agency.overlays, stated_id)?;
    let document = match Document::read(&file.text) {
        Ok(document) => document,
        Err(error) => return Ok(refuse(&file.name, &error.into(), terminal)),
    };
    output::write(&document.words(&desk.known(), &desk), None)?;
    let authority = desk.as_issuer();
    let issuer = match document.would(&authority) {
        Ok(issuer) => issuer,
        Err(refusal) => return Ok(refuse(&file.name, &refusal, terminal)),
    };
    own_key(key, issuer)?;
    if !yes && !agreed(&document.head().id)? {
        return Ok(Outcome::Refused);
    }
    let signature = sign::with_ssh_keygen(key, document.namespace(), Path::new(&file.name))?;
    let again = agency::signed_file(Path::new(&file.name))?;
    if again.text != file.text {
        return Err(Failure::at(file.name, "changed while it was signed")
            .hint("look at it, and sign again"));
    }
    match document.standing(&again, &authority) {
        (WaiverStanding::Refused(refusal), _) | (_, Some(refusal)) => {
            Ok(refuse(&again.name, &refusal, terminal))
        }
        _ => {
            output::write(&format!("signed and verified: {}\n", signature.display()), None)?;
            Ok(Outcome::Done)
        }
    }
}

fn verify(
    which: &WhichOverlayArgs,
    output: &OutputArgs,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let desk = Desk::open(&which.home, &[], terminal)?;
    let file = desk::document(&which.overlay, &desk.agency.overlays, stated_id)?;
    let (chain, whole) = chain(&file, &desk.authority);
    let answer = match output.format {
        Format::Json => chain_json(&chain),
        Format::Text => chain_text(&chain),
    };
    output::write(&answer, output.output.as_deref())?;
    Ok(if whole && chain.standing == WaiverStanding::Valid {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

/// All links, and whether what weakens counts too.
fn chain(file: &SignedFile, authority: &Authority) -> (Chain, bool) {
    let document = match Document::read(&file.text) {
        Ok(document) => document,
        Err(error) => return (links::unreadable(file.name.clone(), error), false),
    };
    let (standing, weak) = document.standing(file, authority);
    let head = document.head();
    let subject = Subject {
        id: &head.id,
        issuer: &head.issuer,
        via: &head.via,
        issued: head.issued,
        namespace: document.namespace(),
        would: document.would(authority),
    };
    let mut links = subject.links(file, authority);
    let whole = weak.is_none();
    links.extend(
        weak.map(|refusal| Link { name: "weakening", result: LinkResult::Broken(refusal) }),
    );
    (Chain { file: file.name.clone(), id: Some(head.id.clone()), links, standing }, whole)
}

fn list(home: &HomeArgs, output: &OutputArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let desk = Desk::open(home, &[], terminal)?;
    let mut rows: Vec<WaiverRow> =
        desk.agency.overlays.iter().map(|file| row(file, &desk.authority)).collect();
    let unreadable = desk.unreadable(&desk.agency.document.overlays);
    rows.extend(unreadable.map(|one| WaiverRow::unreadable(&one.file, one.refusal.clone())));
    rows.sort_by(|a, b| (&a.id, &a.file).cmp(&(&b.id, &b.file)));
    let answer = match output.format {
        Format::Json => waivers_json(&rows),
        Format::Text if rows.is_empty() => "no overlays\n".to_owned(),
        Format::Text => waivers_text(&rows, &desk.shown_clock()),
    };
    output::write(&answer, output.output.as_deref())?;
    Ok(Outcome::Done)
}

/// One of which only what tightens counts is told as refused: the agency meant more.
fn row(file: &SignedFile, authority: &Authority) -> WaiverRow {
    let document = match Document::read(&file.text) {
        Ok(document) => document,
        Err(error) => return WaiverRow::unreadable(&file.name, error.into()),
    };
    let (standing, weak) = document.standing(file, authority);
    let head = document.head();
    WaiverRow {
        file: file.name.clone(),
        id: Some(head.id.clone()),
        title: head.title.clone(),
        zones: document.zones(),
        time: TimeInterval { from: Some(head.issued), until: head.until },
        standing: weak.map_or(standing, WaiverStanding::Refused),
    }
}
