//! `--station DIR`: what is always so where this program runs. Today the place it takes off from, for plans
//! that do not state its elevation.

use std::fs;
use std::path::Path;

use overfly_model::{Code, Finding, Flight, Metres, Position, geodesy};
use overfly_report::{Input, InputKind};
use serde::Deserialize;

use crate::failure::Failure;

/// The file in the folder.
const FILE: &str = "station.toml";
const FORMAT: &str = "overfly-station/1";
/// A station file has some lines.
const LIMIT: u64 = 1 << 20;
/// Beyond this a take-off point is another place, whatever the file says.
const FARTHEST_M: f64 = 5_000.0;

/// A station's defaults, and the file they come from.
#[derive(Debug)]
pub struct Station {
    take_off: Option<TakeOff>,
    /// The file, with its hash.
    pub input: Input,
}

/// Where the station takes off.
#[derive(Clone, Copy, Debug)]
struct TakeOff {
    place: Position,
    within: Metres,
    elevation: Metres,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    take_off: Option<TakeOffTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TakeOffTable {
    lat: f64,
    lon: f64,
    within_m: f64,
    elevation_m_amsl: f64,
}

impl Station {
    /// Whether a folder has such a file.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    /// Reads the folder's file.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        if folder.is_file() {
            return Err(Failure::at("--station", format!("{} is a file", folder.display()))
                .hint(format!("name the folder in which {FILE} lies")));
        }
        let path = folder.join(FILE);
        let shown = path.display().to_string();
        let data = fs::metadata(&path).map_err(|error| Failure::io(&path, "read", &error))?;
        if !data.is_file() || data.len() > LIMIT {
            return Err(Failure::at(shown, "is no station file").hint("it has some lines of text"));
        }
        let bytes = fs::read(&path).map_err(|error| Failure::io(&path, "read", &error))?;
        let take_off = parse(&bytes).map_err(|fault| {
            Failure::at(shown.clone(), fault)
                .hint("docs/formats/station.md has an example to compare with")
        })?;
        Ok(Self { take_off, input: Input::new(shown, &bytes, InputKind::Station) })
    }

    /// The elevation for a flight from the station's own take-off point, where its plan states none; else
    /// why it does not count. A flight from elsewhere, or from a point that is only assumed, gets nothing.
    pub fn elevation(&self, flight: &Flight) -> Result<Metres, String> {
        let here = self.take_off.ok_or("it has no [take_off]")?;
        let home = flight.home.ok_or("the plan has no take-off point")?;
        if home.assumed {
            return Err("the take-off point is only assumed, the plan states none".to_owned());
        }
        let away = geodesy::distance(here.place, home.position);
        if away > here.within {
            let (away, within) = (away.value().ceil(), here.within.value());
            return Err(format!("take-off is {away:.0} m from it, within_m is {within:.0}"));
        }
        if home.elevation.is_some() {
            return Err("the plan states its take-off elevation".to_owned());
        }
        Ok(here.elevation)
    }

    /// That the station counts for nothing, and why.
    pub fn not_used(why: &str) -> Finding {
        Finding::note(Code::StationNotUsed, format!("{FILE} not used: {why}"))
    }
}

fn parse(bytes: &[u8]) -> Result<Option<TakeOff>, String> {
    let text = core::str::from_utf8(bytes).map_err(|_| "is not UTF-8 text".to_owned())?;
    let file: File = toml::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("cannot be read: {}", error.to_string().trim_end()))?;
    if file.format != FORMAT {
        return Err(format!("has format {:?}; {FORMAT:?} is read", file.format));
    }
    file.take_off.map(|table| take_off(&table)).transpose()
}

fn take_off(table: &TakeOffTable) -> Result<TakeOff, String> {
    let place = Position::from_lat_lon_deg([table.lat, table.lon])
        .map_err(|error| format!("take_off.lat and lon are no position: {error}"))?;
    if !(1.0..=FARTHEST_M).contains(&table.within_m) {
        return Err(format!("take_off.within_m is {}; 1 to {FARTHEST_M} is read", table.within_m));
    }
    if !(-500.0..=9_000.0).contains(&table.elevation_m_amsl) {
        return Err(format!(
            "take_off.elevation_m_amsl is {}; nobody takes off there",
            table.elevation_m_amsl
        ));
    }
    let metres = |metres| Metres::new(metres).map_err(|_| "take_off is not finite".to_owned());
    Ok(TakeOff {
        place,
        within: metres(table.within_m)?,
        elevation: metres(table.elevation_m_amsl)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use overfly_model::Home;

    const FILE: &str = "format = \"overfly-station/1\"\n[take_off]\nlat = 52.3\nlon = 4.7\n\
        within_m = 200\nelevation_m_amsl = -3.5\n";

    fn station(text: &str) -> Result<Station, String> {
        let input = Input::new("station.toml", text.as_bytes(), InputKind::Station);
        Ok(Station { take_off: parse(text.as_bytes())?, input })
    }

    fn elevation([lat, lon]: [f64; 2], stated: Option<i32>, assumed: bool) -> Option<f64> {
        let mut flight = Flight::empty("test");
        let position = Position::from_lat_lon_deg([lat, lon]).unwrap();
        flight.home = Some(Home { position, elevation: stated.map(Metres::whole), assumed });
        station(FILE).unwrap().elevation(&flight).ok().map(Metres::value)
    }

    #[test]
    fn a_station_lends_its_elevation_only_to_its_own_take_off_point() {
        assert_eq!(elevation([52.3, 4.7], None, false), Some(-3.5));
        assert_eq!(elevation([52.3017, 4.7], None, false), Some(-3.5), "189 m away");
        assert_eq!(elevation([52.302, 4.7], None, false), None, "223 m away");
        assert_eq!(elevation([52.3, 4.7], Some(10), false), None, "the plan knows better");
        assert_eq!(elevation([52.3, 4.7], None, true), None, "the take-off point is only assumed");
    }

    #[test]
    fn a_station_file_with_a_slip_is_refused() {
        for (right, wrong) in [
            ("overfly-station/1", "overfly-station/2"),
            ("lat = 52.3", "lat = 152.3"),
            ("lat = 52.3", "latitude = 52.3"),
            ("within_m = 200", "within_m = 20000"),
            ("within_m = 200", "within_m = nan"),
            ("within_m = 200\n", ""),
            ("-3.5", "inf"),
            ("-3.5", "\"30m\""),
        ] {
            assert!(station(&FILE.replace(right, wrong)).is_err(), "{wrong}");
        }
    }
}
