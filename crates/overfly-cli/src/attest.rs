//! `--attest ID --field name=value`: conditions that the pilot states to be met, and those stated before.

mod stored;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use overfly_check::{Airspace, Attestation, Envelope, Exemptions, Subject, ZoneCondition};
use overfly_exemption::Condition;
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
            let (subject, condition) = asked.bound(Named::read(text)?)?;
            Ok(Attestation {
                subject,
                condition,
                fields: mine.map(|(_, k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
                at: now,
                aircraft: aircraft.map(str::to_owned),
                envelope: None,
            })
        })
        .collect()
}

impl Asked<'_> {
    fn bound(&self, named: Named) -> Result<(Subject, Option<ZoneCondition>), Failure> {
        match named.subject {
            Subject::Zone(zone) => {
                let condition = self.of_zone(&zone, named.condition.as_ref())?;
                Ok((Subject::Zone(zone), condition))
            }
            Subject::Condition { waiver: None, id } => {
                let waiver = self.of_one_waiver(&id)?;
                Ok((Subject::Condition { waiver, id }, None))
            }
            subject @ Subject::Condition { .. } => Ok((subject, None)),
        }
    }

    /// The one waiver that asks for a condition; `None` when none does.
    fn of_one_waiver(&self, id: &str) -> Result<Option<String>, Failure> {
        let waivers = self.exemptions.into_iter().flat_map(Exemptions::waivers);
        let asks = waivers.filter(|w| w.document().conditions.iter().any(|c| c.id == id));
        let asks: Vec<&str> = asks.map(|waiver| waiver.document().id.as_str()).collect();
        match asks.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some((*one).to_owned())),
            [one, ..] => {
                let all = asks.join(", ");
                Err(Failure::at("--attest", format!("{id:?} is asked by {all}"))
                    .hint(format!("say which is met: --attest {one}/{id}")))
            }
        }
    }

    /// The one thing that is meant of those that overlays ask for a zone; `None` when they ask nothing.
    fn of_zone(
        &self,
        zone: &ZoneId,
        named: Option<&(Option<String>, String)>,
    ) -> Result<Option<ZoneCondition>, Failure> {
        let all = self.airspace.asked_of(zone);
        let is_named = |(overlay, asked): &&(&str, &Condition)| {
            named.is_none_or(|(of, id)| {
                asked.id == *id && of.as_deref().is_none_or(|of| of == *overlay)
            })
        };
        let meant: Vec<&(&str, &Condition)> = all.iter().filter(is_named).collect();
        if let [(overlay, asked)] = meant.as_slice() {
            let (overlay, id) = ((*overlay).to_owned(), asked.id.clone());
            return Ok(Some(ZoneCondition { overlay, id }));
        }
        let Some((overlay, first)) = meant.first().copied().or(all.first()) else {
            return Ok(None);
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
            "{subjects}: attested for this check only, since not all of aircraft, greatest height, departure and duration is known"
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
