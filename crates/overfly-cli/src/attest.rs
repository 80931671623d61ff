//! `--attest ID --field name=value`: conditions that the pilot states to be met, and those stated before.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use overfly_check::{Attestation, Envelope, Exemptions, Subject};
use overfly_model::{
    Altitude, Datum, Extent, Flight, HeightInterval, Metres, TimeInterval, ZoneId,
};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::sign;

/// What was attested on this station.
const FILE: &str = "attestations.toml";
const FORMAT: &str = "overfly-attestations/1";
const LARGEST: u64 = 4 << 20;
/// Older ones serve no flight any more.
const KEPT_H: i64 = 7 * 24;

/// Reads the options: a field without an id before it goes to every attestation.
pub fn stated(
    attest: &[String],
    fields: &[String],
    (now, aircraft): (Timestamp, Option<&str>),
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
            Ok(Attestation {
                subject: subject(text)?,
                fields: mine.map(|(_, k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
                at: now,
                aircraft: aircraft.map(str::to_owned),
                envelope: None,
            })
        })
        .collect()
}

/// Ties each attestation to the waiver that asks for it: a call for one waiver is none for another.
pub fn of_one_waiver(
    stated: Vec<Attestation>,
    exemptions: Option<&Exemptions>,
) -> Result<Vec<Attestation>, Failure> {
    stated
        .into_iter()
        .map(|attestation| {
            let Subject::Condition { waiver: None, id } = &attestation.subject else {
                return Ok(attestation);
            };
            let waivers = exemptions.into_iter().flat_map(Exemptions::waivers);
            let asks = waivers.filter(|w| w.document().conditions.iter().any(|c| c.id == *id));
            let asks: Vec<&str> = asks.map(|waiver| waiver.document().id.as_str()).collect();
            match asks.as_slice() {
                [one] => {
                    let waiver = Some((*one).to_owned());
                    let subject = Subject::Condition { waiver, id: id.clone() };
                    Ok(Attestation { subject, ..attestation })
                }
                [] => Ok(attestation),
                [one, ..] => {
                    let all = asks.join(", ");
                    Err(Failure::at("--attest", format!("{id:?} is asked by {all}"))
                        .hint(format!("say which is met: --attest {one}/{id}")))
                }
            }
        })
        .collect()
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

/// `atc-call`, `W-1/atc-call` or `zone:NLD/7.1`.
fn subject(text: &str) -> Result<Subject, Failure> {
    let fault = || {
        Failure::at("--attest", format!("{text:?} names no condition"))
            .hint("write it like --attest atc-call, --attest W-1/atc-call or --attest zone:NLD/7.1")
    };
    if let Some(zone) = text.strip_prefix("zone:") {
        let (scope, identifier) = zone.split_once('/').ok_or_else(fault)?;
        return Ok(Subject::Zone(ZoneId::new(scope, identifier)));
    }
    let (waiver, id) = match text.split_once('/') {
        Some((waiver, id)) => (Some(waiver.to_owned()), id),
        None => (None, text),
    };
    if id.is_empty() {
        return Err(fault());
    }
    Ok(Subject::Condition { waiver, id: id.to_owned() })
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Stored {
    format: String,
    #[serde(default)]
    attestation: Vec<One>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    subject: String,
    at: Timestamp,
    aircraft: Option<String>,
    fields: BTreeMap<String, String>,
    area: Area,
    upper: Option<Upper>,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Area {
    south: f64,
    west: f64,
    north: f64,
    east: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Upper {
    m: f64,
    datum: String,
}

/// What was attested on this station before; one that cannot be read attests nothing.
pub fn earlier(folder: &Path) -> Result<Vec<Attestation>, Failure> {
    Ok(stored(folder)?.attestation.iter().filter_map(One::read).collect())
}

/// Adds what is attested now, for the envelope of this flight, and lets go of what is long past.
pub fn remember(
    folder: &Path,
    attestations: &[Attestation],
    envelope: Envelope,
    now: Timestamp,
) -> Result<(), Failure> {
    let mut stored = stored(folder)?;
    FORMAT.clone_into(&mut stored.format);
    stored.attestation.retain(|one| now.duration_since(one.at).as_hours() < KEPT_H);
    stored.attestation.extend(attestations.iter().map(|one| One::write(one, envelope)));
    let path = folder.join(FILE);
    let text = toml::to_string(&stored)
        .map_err(|error| Failure::at(path.display().to_string(), error.to_string()))?;
    fs::create_dir_all(folder).map_err(|error| Failure::io(folder, "made", &error))?;
    sign::replace(&path, text.as_bytes())
}

/// What a flight takes, all of it: within this, what was attested for it holds.
pub fn envelope(flight: &Flight, margin: Metres, time: TimeInterval) -> Option<Envelope> {
    let upper = HeightInterval::hulls(flight.pieces.iter().map(|piece| piece.heights));
    let upper = match upper.as_slice() {
        [one] => one.upper,
        _ => None,
    };
    // The pieces that a check adds lie round the plan's own.
    let area = Extent::of_flight(flight, margin)?.grown(Metres::whole(200));
    Some(Envelope { area, upper: upper.map(|upper| upper.raised(Metres::whole(10))), time })
}

fn stored(folder: &Path) -> Result<Stored, Failure> {
    let path: PathBuf = folder.join(FILE);
    let data = match fs::metadata(&path) {
        Ok(data) => data,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Stored::default()),
        Err(error) => return Err(Failure::io(&path, "read", &error)),
    };
    let shown = path.display().to_string();
    if !data.is_file() || data.len() > LARGEST {
        return Err(Failure::at(shown, "is no list of attestations"));
    }
    let text = fs::read_to_string(&path).map_err(|error| Failure::io(&path, "read", &error))?;
    let stored: Stored = toml::from_str(&text)
        .map_err(|error| Failure::at(shown.clone(), error.message().to_owned()))?;
    if stored.format != FORMAT {
        return Err(Failure::at(shown, format!("{:?} is not {FORMAT:?}", stored.format)));
    }
    Ok(stored)
}

impl One {
    fn write(attestation: &Attestation, envelope: Envelope) -> Self {
        let [south, north] = envelope.area.lat_deg();
        let [west, east] = envelope.area.lon_deg();
        Self {
            subject: match &attestation.subject {
                Subject::Zone(zone) => format!("zone:{zone}"),
                Subject::Condition { waiver: Some(waiver), id } => format!("{waiver}/{id}"),
                Subject::Condition { waiver: None, id } => id.clone(),
            },
            at: attestation.at,
            aircraft: attestation.aircraft.clone(),
            fields: attestation.fields.clone(),
            area: Area { south, west, north, east },
            upper: envelope
                .upper
                .map(|upper| Upper { m: upper.height.value(), datum: upper.datum.as_str().into() }),
            from: envelope.time.from,
            until: envelope.time.until,
        }
    }

    fn read(&self) -> Option<Attestation> {
        const DATUMS: [Datum; 5] =
            [Datum::Agl, Datum::Amsl, Datum::Wgs84, Datum::AboveTakeOff, Datum::Pressure];
        let corner =
            |lat: f64, lon: f64| overfly_model::Position::from_lat_lon_deg([lat, lon]).ok();
        let corners =
            [corner(self.area.south, self.area.west)?, corner(self.area.north, self.area.east)?];
        let upper = match &self.upper {
            None => None,
            Some(upper) => Some(Altitude::new(
                Metres::new(upper.m).ok()?,
                DATUMS.into_iter().find(|datum| datum.as_str() == upper.datum)?,
            )),
        };
        Some(Attestation {
            subject: subject(&self.subject).ok()?,
            fields: self.fields.clone(),
            at: self.at,
            aircraft: self.aircraft.clone(),
            envelope: Some(Envelope {
                area: Extent::of_path(&corners)?,
                upper,
                time: TimeInterval { from: self.from, until: self.until },
            }),
        })
    }
}
