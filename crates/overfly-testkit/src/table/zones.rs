//! Zones in words: `prohibited 0-120m-agl, square 1km at 52.00,5.00, MON-FRI 08:00-17:00Z`.

use overfly_model::{Applicability, Part, Placement, Zone, ZoneId, ZoneType};

use super::words::{Read, Words, clauses, once};
use super::{outline, times};
use crate::scene;

/// Zones between ` + `; `no zones` is none.
pub(super) fn read(cell: &str) -> Read<Vec<Zone>> {
    if cell == "no zones" {
        return Ok(Vec::new());
    }
    cell.split(" + ").enumerate().map(|(at, text)| zone(at + 1, text)).collect()
}

fn zone(number: usize, text: &str) -> Read<Zone> {
    let mut clauses = clauses(text);
    let mut words = Words::of(clauses.next().unwrap_or_default());
    let kind = kind(words.take(KINDS)?)?;
    let limits = words.limits()?;
    words.end()?;
    let mut words = Words::of(clauses.next().ok_or("ends; expected the outline after a comma")?);
    let outlines = outline::read_all(&mut words)?;
    words.end()?;
    let (mut country, mut applicability) = (None, None);
    for clause in clauses {
        match clause.strip_prefix("in ") {
            Some(code) => once(&mut country, code.to_owned(), "the country")?,
            None => once(&mut applicability, times::applicability(clause)?, "the time")?,
        }
    }
    let country = country.unwrap_or_else(|| "NLD".to_owned());
    if country.len() != 3 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(format!("{country:?} is no country code such as NLD"));
    }
    let parts = outlines.into_iter();
    let parts =
        parts.map(|outline| Part { outline, limits, placement: Placement::AsRead }).collect();
    let first = scene::zone("0", kind, overfly_model::Outline::Unplaced, limits);
    Ok(Zone {
        id: ZoneId::new(&country, &number.to_string()),
        country: Some(country),
        parts,
        applicability: applicability.unwrap_or(Applicability::Always),
        ..first
    })
}

const KINDS: &str =
    "prohibited, authorization, conditional, unrestricted, u-space or type-SOMETHING";

fn kind(word: &str) -> Read<ZoneType> {
    Ok(match word {
        "prohibited" => ZoneType::Prohibited,
        "authorization" => ZoneType::RequireAuthorization,
        "conditional" => ZoneType::Conditional,
        "unrestricted" => ZoneType::Unrestricted,
        "u-space" => ZoneType::USpace,
        _ => match word.strip_prefix("type-") {
            Some(unknown) => ZoneType::Unknown(unknown.to_owned()),
            None => return Err(format!("{word:?} is no zone type; expected {KINDS}")),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_type_limits_outline_and_perhaps_country_and_times() {
        let zones = read("u-space 0-120m-agl, circle 1km at 60,25, in FIN, 08:00-17:00Z + type-X not-stated to unlimited, nowhere").unwrap();
        assert_eq!((zones[0].id.as_str(), zones[1].id.as_str()), ("FIN/1", "NLD/2"));
        assert_eq!(zones[1].kind, ZoneType::Unknown("X".into()));
        assert!(zones[0].applicability != Applicability::Always);
        assert!(read("prohibited 0-1m-agl, nowhere, in Holland").is_err());
        assert!(read("prohibited 0-1m-agl, nowhere, 08:00-17:00Z, 18:00-19:00Z").is_err());
    }
}
