//! `--attest ID --field name=value`: conditions that the pilot states to be met, and those stated before.

mod stored;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use overfly_check::{Airspace, Attestation, Envelope, Exemptions, Subject, ZoneCondition};
use overfly_exemption::{Condition, Demand};
use overfly_model::ZoneId;
use overfly_model::zone::one_line;

use crate::failure::Failure;

pub use stored::{earlier, remember};

/// What waivers and overlays ask, as far as they count.
pub struct Asked<'a> {
    /// The waivers.
    pub exemptions: Option<&'a Exemptions>,
    /// The zones, with what overlays ask for them.
    pub airspace: &'a Airspace,
}

/// Reads the options: a field without an id before it goes to every attestation. Each is tied to the one
/// condition that it names: a call for one waiver, or to one tower, is none for another.
pub fn stated(
    attest: &[String],
    fields: &[String],
    (now, aircraft): (Timestamp, Option<&str>),
    asked: &Asked<'_>,
) -> Result<Vec<Attestation>, Failure> {
    let fields: Vec<(Option<&str>, &str, &str)> =
        fields.iter().map(|text| field(text)).collect::<Result<_, _>>()?;
    if let Some((Some(id), ..)) =
        fields.iter().find(|(id, ..)| id.is_some_and(|id| !attest.iter().any(|one| one == id)))
    {
        return Err(Failure::at("--field", format!("{id:?} is not attested here"))
            .hint(format!("add --attest {id}, or leave {id}. out")));
    }
    if attest.is_empty() && !fields.is_empty() {
        return Err(Failure::at("--field", "belongs to an --attest, and there is none"));
    }
    attest
        .iter()
        .map(|text| {
            let mine = fields.iter().filter(|(id, ..)| id.is_none_or(|id| id == text));
            let fields = mine.map(|(_, k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            let Bound { subject, zone, asked } = asked.bound(Named::read(text)?)?;
            noted(text, asked, &fields)?;
            Ok(Attestation {
                subject,
                condition: zone,
                asked: Some(asked.asked()),
                fields,
                at: now,
                aircraft: aircraft.map(str::to_owned),
                envelope: None,
            })
        })
        .collect()
}

/// What a condition wants noted has to be there: nothing is taken for said that was not.
fn noted(text: &str, asked: &Condition, fields: &BTreeMap<String, String>) -> Result<(), Failure> {
    let Demand::Attest { needs, .. } = &asked.demand else {
        return Err(Failure::at("--attest", format!("{text} is a limit, and nothing to attest"))
            .hint("the check compares it with the flight"));
    };
    let missing: Vec<&str> =
        needs.iter().filter(|need| !fields.contains_key(*need)).map(String::as_str).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let add: Vec<String> = missing.iter().map(|need| format!("--field {need}=..")).collect();
    let sentence =
        format!("{text} wants noted: {} ({})", missing.join(", "), one_line(&asked.text));
    Err(Failure::at("--attest", sentence).hint(format!("add {}", add.join(" "))))
}

/// The one condition that an attestation is for.
struct Bound<'a> {
    subject: Subject,
    /// For what overlays ask for a zone.
    zone: Option<ZoneCondition>,
    asked: &'a Condition,
}

impl<'a> Asked<'a> {
    fn bound(&self, named: Named) -> Result<Bound<'a>, Failure> {
        match named.subject {
            Subject::Zone(zone) => {
                let (overlay, asked) = self.of_zone(&zone, named.condition.as_ref())?;
                let condition = ZoneCondition { overlay: overlay.to_owned(), id: asked.id.clone() };
                Ok(Bound { subject: Subject::Zone(zone), zone: Some(condition), asked })
            }
            Subject::Condition { waiver, id } => {
                let (waiver, asked) = self.of_waiver(waiver.as_deref(), &id)?;
                let subject = Subject::Condition { waiver: Some(waiver.to_owned()), id };
                Ok(Bound { subject, zone: None, asked })
            }
        }
    }

    /// What the waivers that count ask, with their ids.
    fn of_waivers(&self) -> impl Iterator<Item = (&'a str, &'a Condition)> {
        let waivers = self.exemptions.into_iter().flat_map(Exemptions::waivers);
        waivers.flat_map(|waiver| {
            let document = waiver.document();
            let attested = |one: &&Condition| matches!(one.demand, Demand::Attest { .. });
            let asked = document.conditions.iter().filter(attested);
            asked.map(|condition| (document.id.as_str(), condition))
        })
    }

    /// The one waiver that asks for a condition.
    fn of_waiver(
        &self,
        waiver: Option<&str>,
        id: &str,
    ) -> Result<(&'a str, &'a Condition), Failure> {
        let meant = self
            .of_waivers()
            .filter(|(of, asked)| asked.id == id && waiver.is_none_or(|waiver| waiver == *of));
        let meant: Vec<(&str, &Condition)> = meant.collect();
        match meant.as_slice() {
            [one] => Ok(*one),
            [] => {
                let named = waiver.map_or_else(|| id.to_owned(), |waiver| format!("{waiver}/{id}"));
                let all: Vec<String> =
                    self.of_waivers().map(|(of, asked)| format!("{of}/{}", asked.id)).collect();
                let hint = if all.is_empty() {
                    "leave it out: no waiver that counts asks for anything; overfly waiver list"
                        .to_owned()
                } else {
                    format!("what waivers ask: {}", all.join(", "))
                };
                let text = format!("no waiver that counts asks for {named:?}");
                Err(Failure::at("--attest", text).hint(hint))
            }
            [(one, _), ..] => {
                let all: Vec<&str> = meant.iter().map(|(of, _)| *of).collect();
                Err(Failure::at("--attest", format!("{id:?} is asked by {}", all.join(", ")))
                    .hint(format!("say which is met: --attest {one}/{id}")))
            }
        }
    }

    /// The one thing that is meant of those that overlays ask for a zone.
    fn of_zone(
        &self,
        zone: &ZoneId,
        named: Option<&(Option<String>, String)>,
    ) -> Result<(&'a str, &'a Condition), Failure> {
        let all = self.airspace.asked_of(zone);
        let is_named = |(overlay, asked): &&(&str, &Condition)| {
            named.is_none_or(|(of, id)| {
                asked.id == *id && of.as_deref().is_none_or(|of| of == *overlay)
            })
        };
        let meant: Vec<&(&str, &Condition)> = all.iter().filter(is_named).collect();
        if let [one] = meant.as_slice() {
            return Ok(**one);
        }
        let Some((overlay, first)) = meant.first().copied().or(all.first()) else {
            let text = format!("no overlay that counts asks for anything for {zone}");
            return Err(Failure::at("--attest", text)
                .hint("leave it out, or look at what counts: overfly overlay list"));
        };
        let list = |(overlay, asked): &(&str, &Condition)| {
            format!("{overlay}/{} ({})", asked.id, one_line(&asked.text))
        };
        let list: Vec<String> = all.iter().map(list).collect();
        let several = if meant.is_empty() { "does not ask this, but" } else { "asks" };
        let text = format!("zone:{zone} {several} {}", list.join(" and "));
        Err(Failure::at("--attest", text)
            .hint(format!("say which is met: --attest zone:{zone}#{overlay}/{}", first.id)))
    }
}

/// `reference=TWR 0412`, or `atc-call.reference=TWR 0412`.
fn field(text: &str) -> Result<(Option<&str>, &str, &str), Failure> {
    let pair =
        text.split_once('=').filter(|(name, value)| !name.is_empty() && !value.trim().is_empty());
    let (name, value) = pair.ok_or_else(|| {
        Failure::at("--field", format!("{text:?} is no name=value"))
            .hint("write it like --field reference=\"TWR 0412\"")
    })?;
    Ok(match name.rsplit_once('.') {
        Some((id, name)) => (Some(id), name, value),
        None => (None, name, value),
    })
}

/// What an attestation names.
struct Named {
    subject: Subject,
    /// For a zone: the condition, and the overlay where one is named.
    condition: Option<(Option<String>, String)>,
}

impl Named {
    /// `atc-call`, `W-1/atc-call`, `zone:NLD/7.1`, `zone:NLD/7.1#call` or `zone:NLD/7.1#O-1/call`.
    fn read(text: &str) -> Result<Self, Failure> {
        let fault = || {
            Failure::at("--attest", format!("{text:?} names no condition")).hint(
                "write it like --attest atc-call, --attest W-1/atc-call or --attest zone:NLD/7.1",
            )
        };
        if let Some(zone) = text.strip_prefix("zone:") {
            // The ids of overlays and conditions hold no such character; a zone's may.
            let (zone, condition) = match zone.rsplit_once('#') {
                Some((zone, condition)) => (zone, Some(of_one(condition).ok_or_else(fault)?)),
                None => (zone, None),
            };
            let (scope, identifier) = zone.split_once('/').ok_or_else(fault)?;
            return Ok(Self { subject: Subject::Zone(ZoneId::new(scope, identifier)), condition });
        }
        let (waiver, id) = of_one(text).ok_or_else(fault)?;
        Ok(Self { subject: Subject::Condition { waiver, id }, condition: None })
    }
}

/// `atc-call`, or `W-1/atc-call`.
fn of_one(text: &str) -> Option<(Option<String>, String)> {
    let (of, id) = match text.split_once('/') {
        Some((of, id)) => (Some(of.to_owned()), id),
        None => (None, text),
    };
    (!id.is_empty()).then(|| (of, id.to_owned()))
}

/// What was attested, and what it holds for: told to whoever made the call.
pub fn told(attestations: &[Attestation], envelope: Option<&Envelope>) -> String {
    let subjects: Vec<String> = attestations.iter().map(subject).collect();
    let subjects = subjects.join(" and ");
    let known = attestations.first().and_then(|one| one.aircraft.as_deref()).zip(envelope);
    let whole = known.and_then(|(aircraft, envelope)| {
        Some((aircraft, envelope, envelope.upper?, envelope.time.from?, envelope.time.until?))
    });
    let Some((aircraft, envelope, upper, from, until)) = whole else {
        return format!(
            "{subjects}: attested for this check only, since not all of aircraft, greatest height (above take-off: also --terrain 3m-amsl), departure and duration is known"
        );
    };
    let ([south, north], [west, east]) = (envelope.area.lat_deg(), envelope.area.lon_deg());
    format!(
        "{subjects}: attested for {aircraft} within the box from {south:.7} to {north:.7} north and from {west:.7} to {east:.7} east, up to {upper}, from {} until {}, margins and landing reserve included; what leaves any of these needs a new call",
        utc(from),
        utc(until)
    )
}

fn utc(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// As [`Named::read`] reads it.
fn subject(attestation: &Attestation) -> String {
    match (&attestation.subject, &attestation.condition) {
        (Subject::Zone(zone), Some(ZoneCondition { overlay, id })) => {
            format!("zone:{zone}#{overlay}/{id}")
        }
        (Subject::Zone(zone), None) => format!("zone:{zone}"),
        (Subject::Condition { waiver: Some(waiver), id }, _) => format!("{waiver}/{id}"),
        (Subject::Condition { waiver: None, id }, _) => id.clone(),
    }
}
