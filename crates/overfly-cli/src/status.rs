//! `overfly status`: what is old, what is revoked, what counts today, and what ends within 48 hours.

use jiff::{SignedDuration, Timestamp};
use overfly_check::Answers;
use overfly_exemption::lists::ends;
use overfly_exemption::{
    Authority, OverlayDocument, Refusal, SetAsideDocument, SignedFile, UnverifiedWaiver,
    verify_overlay, verify_set_aside,
};
use overfly_model::zone::one_line;
use overfly_model::{Effect, TimeInterval};
use serde_json::{Value, json};

use crate::args::trust::StatusArgs;
use crate::args::{Format, ZoneArgs};
use crate::dataset;
use crate::failure::Failure;
use crate::trust::{Seat, Told, age, problems};
use crate::{Outcome, output};

/// What ends sooner is told by day, before somebody needs it by night.
const SOON: SignedDuration = SignedDuration::from_hours(48);

/// One thing that ends.
#[derive(Clone, Debug)]
struct Thing {
    kind: Kind,
    name: String,
    issued: Option<Timestamp>,
    time: TimeInterval,
    detail: String,
    fault: Option<Fault>,
}

/// Why it does not count.
#[derive(Clone, Debug)]
struct Fault {
    code: &'static str,
    sentence: String,
    remedy: String,
    /// Whether somebody who may took the document back. A key that was taken back may have signed others.
    revoked: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Zones,
    Trust,
    Issuer,
    Revocations,
    Overlay,
    Waiver,
    Problem,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Zones => "zones",
            Self::Trust => "trust",
            Self::Issuer => "issuer",
            Self::Revocations => "revocations",
            Self::Overlay => "overlay",
            Self::Waiver => "waiver",
            Self::Problem => "problem",
        }
    }

    /// Waivers and what they hang on end as they were meant to.
    const fn must_last(self) -> bool {
        !matches!(self, Self::Waiver | Self::Problem)
    }
}

/// Looks at everything, and answers.
pub fn run(args: &StatusArgs) -> Result<Outcome, Failure> {
    let seat = Seat::open(&args.home)?;
    let authority = seat.authority();
    seat.station.learn(&authority)?;
    let told = problems(&seat.agency, &authority).into_iter().map(problem);
    // Where nothing can be lifted at all, that is what everything else is read by.
    let (first, others): (Vec<Thing>, Vec<Thing>) =
        told.partition(|told| authority.may_lift().is_err() && told.name == "trust");
    let mut things = first;
    things.extend(zones(&seat)?);
    things.extend(trust(&authority));
    things.extend(seat.agency.overlays.iter().map(|file| overlay(file, &authority)));
    things.extend(seat.agency.waivers.iter().filter_map(|file| waiver(file, &authority)));
    things.extend(others);
    let answer = match args.output.format {
        Format::Json => json(&things, seat.now),
        Format::Text => things.iter().map(|thing| line(thing, seat.now)).collect(),
    };
    output::write(&answer, args.output.output.as_deref())?;
    let fine = things.iter().all(|thing| state(thing, seat.now).is_fine());
    Ok(if fine { Outcome::Done } else { Outcome::Refused })
}

fn problem(told: Told) -> Thing {
    Thing {
        kind: Kind::Problem,
        name: told.place,
        issued: None,
        time: TimeInterval::ANY,
        detail: String::new(),
        fault: Some(Fault {
            code: told.code.as_str(),
            sentence: told.sentence,
            remedy: told.remedy,
            revoked: false,
        }),
    }
}

/// How a thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Fine,
    NotYet,
    EndsSoon,
    Ended,
    /// Taken back on purpose: as it should be.
    Revoked,
    Refused,
}

impl State {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::NotYet => "not yet",
            Self::EndsSoon => "ends soon",
            Self::Ended => "ended",
            Self::Revoked => "revoked",
            Self::Refused => "refused",
        }
    }

    const fn is_fine(self) -> bool {
        matches!(self, Self::Fine | Self::NotYet | Self::Revoked)
    }
}

fn state(thing: &Thing, now: Timestamp) -> State {
    let soon = now.checked_add(SOON).unwrap_or(Timestamp::MAX);
    match thing.time {
        _ if thing.fault.as_ref().is_some_and(|fault| fault.revoked) => State::Revoked,
        _ if thing.fault.is_some() => State::Refused,
        // A waiver of yesterday is no news.
        TimeInterval { until: Some(until), .. } if until <= now && thing.kind.must_last() => {
            State::Ended
        }
        TimeInterval { from: Some(from), .. } if now < from => State::NotYet,
        TimeInterval { until: Some(until), .. } if until <= soon && thing.kind.must_last() => {
            State::EndsSoon
        }
        _ => State::Fine,
    }
}

fn zones(seat: &Seat) -> Result<Vec<Thing>, Failure> {
    if seat.agency.zones.is_empty() {
        return Ok(Vec::new());
    }
    let args = ZoneArgs { zones: seat.agency.zones.clone(), geojson_limits: None };
    let loaded = dataset::load(&args)?;
    let of = |set: &overfly_check::Dataset| {
        let count: usize = set.files.iter().map(|file| file.reading.items.zones.len()).sum();
        let fault = set.findings.iter().find(|finding| finding.effect == Effect::Undecided).map(
            |finding| Fault {
                code: finding.code.as_str(),
                sentence: finding.text.clone(),
                remedy: finding.hint.clone().unwrap_or_default(),
                revoked: false,
            },
        );
        let (issued, time, detail) = match &set.answers {
            Answers::Manifest(coverage) => (coverage.issued, coverage.valid, String::new()),
            Answers::BoxOfZones | Answers::Nowhere => {
                (None, TimeInterval::ANY, ", no manifest says until when".to_owned())
            }
        };
        let detail = format!("{count} zones{detail}");
        Thing { kind: Kind::Zones, name: set.source.clone(), issued, time, detail, fault }
    };
    Ok(loaded.datasets.iter().map(of).collect())
}

fn trust(authority: &Authority) -> Vec<Thing> {
    let Some(root) = authority.root().map(overfly_exemption::TrustRoot::document) else {
        return Vec::new();
    };
    let thing = |kind, name: &str, issued, time, detail| Thing {
        kind,
        name: name.to_owned(),
        issued,
        time,
        detail,
        fault: None,
    };
    let until = |until| TimeInterval { from: None, until: Some(until) };
    let version = format!("version {}", root.version);
    let mut things =
        vec![thing(Kind::Trust, &root.agency, Some(root.issued), until(root.expires), version)];
    things.extend(
        authority.issuers().iter().map(|issuer| {
            thing(Kind::Issuer, &issuer.via, None, issuer.valid, issuer.name.clone())
        }),
    );
    things.extend(root.offices.iter().filter_map(|office| {
        let list = authority.lists().latest(&office.id)?;
        let detail = format!(
            "version {}, {} revoked, {} grounded",
            list.version,
            list.revoked.len(),
            list.grounded.len()
        );
        let time = until(ends(list, &root.policy));
        Some(thing(Kind::Revocations, &office.id, Some(list.issued), time, detail))
    }));
    things
}

fn refused(refusal: &Refusal) -> Fault {
    let revoked = matches!(refusal, Refusal::Revoked { .. });
    Fault {
        code: refusal.code().as_str(),
        sentence: refusal.to_string(),
        // Nobody has to do anything about it.
        remedy: if revoked { String::new() } else { refusal.remedy() },
        revoked,
    }
}

/// A waiver that counts today, or would but for a fault. What ended is left out.
fn waiver(file: &SignedFile, authority: &Authority) -> Option<Thing> {
    let mut thing = Thing {
        kind: Kind::Waiver,
        name: file.name.clone(),
        issued: None,
        time: TimeInterval::ANY,
        detail: String::new(),
        fault: None,
    };
    let unverified = match UnverifiedWaiver::read(file.clone()) {
        Ok(unverified) => unverified,
        Err(error) => {
            thing.fault = Some(refused(&error.into()));
            return Some(thing);
        }
    };
    let document = unverified.document().clone();
    (thing.name, thing.detail) = (document.id, document.title);
    (thing.issued, thing.time) = (Some(document.issued), document.scope.time);
    match unverified.verify(authority) {
        Ok(waiver) => thing.time = waiver.grant().time,
        Err(refusal) => thing.fault = Some(refused(&refusal)),
    }
    let ended = thing.time.until.is_some_and(|until| until <= authority.now());
    (!ended).then_some(thing)
}

fn overlay(file: &SignedFile, authority: &Authority) -> Thing {
    let head = OverlayDocument::read(&file.text).map(|overlay| overlay.head);
    let head = head.or_else(|_| SetAsideDocument::read(&file.text).map(|aside| aside.head)).ok();
    let verified = match verify_overlay(file, authority) {
        Ok(overlay) if overlay.document().weakens() => {
            overlay.may_weaken().map_err(Clone::clone).map(|()| overlay.grant().time)
        }
        Ok(overlay) => Ok(overlay.grant().time),
        Err(refusal) => match SetAsideDocument::read(&file.text) {
            Ok(_) => verify_set_aside(file, authority).map(|aside| aside.grant().time),
            Err(_) => Err(refusal),
        },
    };
    let own = head.as_ref().map(|head| TimeInterval { from: Some(head.issued), until: head.until });
    Thing {
        kind: Kind::Overlay,
        name: head.as_ref().map_or_else(|| file.name.clone(), |head| head.id.clone()),
        issued: head.as_ref().map(|head| head.issued),
        time: verified.as_ref().ok().copied().or(own).unwrap_or(TimeInterval::ANY),
        detail: head.map(|head| head.title).unwrap_or_default(),
        fault: verified.err().as_ref().map(refused),
    }
}

fn line(thing: &Thing, now: Timestamp) -> String {
    let state = state(thing, now);
    let old = thing.issued.map(|issued| format!("{} old", age(now.duration_since(issued))));
    let until = thing.time.until.map(|until| format!("until {until}"));
    let detail = Some(one_line(&thing.detail)).filter(|detail| !detail.is_empty());
    let about: Vec<String> = [detail, old, until].into_iter().flatten().collect();
    let mut text = format!(
        "{:<9} {:<11} {}  {}\n",
        state.as_str(),
        thing.kind.as_str(),
        one_line(&thing.name),
        about.join(", ")
    );
    if let Some(fault) = &thing.fault {
        let line = format!("          {}: {}\n", fault.code, one_line(&fault.sentence));
        text.push_str(&line);
        if !fault.remedy.is_empty() {
            let line = format!("          do: {}\n", one_line(&fault.remedy));
            text.push_str(&line);
        }
    }
    text
}

fn json(things: &[Thing], now: Timestamp) -> String {
    let object = |thing: &Thing| {
        let fault = thing.fault.as_ref();
        json!({
            "kind": thing.kind.as_str(),
            "name": thing.name,
            "state": state(thing, now).as_str(),
            "detail": thing.detail,
            "issued": thing.issued.map(|at| at.to_string()),
            "from": thing.time.from.map(|at| at.to_string()),
            "until": thing.time.until.map(|at| at.to_string()),
            "code": fault.map(|fault| fault.code),
            "why": fault.map(|fault| one_line(&fault.sentence)),
            "remedy": fault.map(|fault| one_line(&fault.remedy)),
        })
    };
    let items: Vec<Value> = things.iter().map(object).collect();
    let fine = things.iter().all(|thing| state(thing, now).is_fine());
    let whole = json!({
        "schema": "overfly-status/1",
        "now": now.to_string(),
        "in_order": fine,
        "items": items,
    });
    format!("{whole:#}\n")
}
