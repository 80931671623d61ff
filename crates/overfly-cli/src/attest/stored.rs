//! What was attested on a station, in a file of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use overfly_check::{Attestation, Envelope, ZoneCondition};
use overfly_model::{Altitude, Datum, Extent, Metres, TimeInterval};
use serde::{Deserialize, Serialize};

use super::{Named, subject};
use crate::failure::Failure;
use crate::sign;

/// What was attested on this station.
const FILE: &str = "attestations.toml";
const FORMAT: &str = "overfly-attestations/1";
const LARGEST: u64 = 4 << 20;
/// Older ones serve no flight any more.
const KEPT_H: i64 = 7 * 24;

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
    asked: Option<String>,
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
        // Beyond the antimeridian a box counts on past 180 degrees, and a position does not.
        let [west, east] =
            envelope.area.lon_deg().map(|lon| if lon > 180.0 { lon - 360.0 } else { lon });
        Self {
            subject: subject(attestation),
            asked: attestation.asked.clone(),
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
        let Named { subject, condition } = Named::read(&self.subject).ok()?;
        let condition = match condition {
            None => None,
            Some((overlay, id)) => Some(ZoneCondition { overlay: overlay?, id }),
        };
        Some(Attestation {
            subject,
            condition,
            asked: self.asked.clone(),
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

#[cfg(test)]
mod tests {
    use overfly_check::Subject;
    use overfly_model::{Position, ZoneId};

    use super::*;

    #[test]
    fn what_is_kept_is_read_as_it_was_attested_across_the_antimeridian_too() {
        let at = |lat_lon| Position::from_lat_lon_deg(lat_lon).unwrap();
        for corners in [
            [at([52.1, 5.1]), at([52.2, 5.3])],
            [at([-17.1, 179.9]), at([-16.9, -179.8])],
            [at([-17.1, -179.9]), at([-16.9, -179.8])],
        ] {
            let instant = |text: &str| text.parse().unwrap();
            let envelope = Envelope {
                area: Extent::of_path(&corners).unwrap(),
                upper: Some(Altitude::new(Metres::whole(50), Datum::Agl)),
                time: TimeInterval {
                    from: Some(instant("2026-11-22T09:28:00Z")),
                    until: Some(instant("2026-11-22T09:52:00Z")),
                },
            };
            let attestation = Attestation {
                subject: Subject::Zone(ZoneId::new("NLD", "7#1/x")),
                condition: Some(ZoneCondition { overlay: "O-1".into(), id: "call".into() }),
                asked: Some("Call".into()),
                fields: BTreeMap::from([("reference".to_owned(), "TWR".to_owned())]),
                at: instant("2026-11-22T09:20:00Z"),
                aircraft: Some("sn:1".into()),
                envelope: Some(envelope),
            };
            let read = One::write(&attestation, envelope).read();
            assert_eq!(read, Some(attestation));
        }
    }
}
