//! Which property of plain GeoJSON says what, as the user states it.

use core::str::FromStr;

use overfly_model::Datum;

use crate::zones::limits::{Unit, datum_from_word};

/// A limit of plain GeoJSON: which property holds it, in which unit, over which datum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitMapping {
    /// The property.
    pub property: String,
    /// Its unit.
    pub unit: Unit,
    /// Its datum.
    pub datum: Datum,
}

/// What the properties of plain GeoJSON mean. Without a mapping, limits are not stated.
///
/// # Example
/// ```
/// use overfly_format::zones::GeoJsonMapping;
/// let mapping: GeoJsonMapping = "upper=CEILING:ft:agl,id=ICAO".parse()?;
/// assert_eq!(mapping.id.as_deref(), Some("ICAO"));
/// # Ok::<(), overfly_format::zones::MappingError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct GeoJsonMapping {
    /// The lower limit.
    pub lower: Option<LimitMapping>,
    /// The upper limit.
    pub upper: Option<LimitMapping>,
    /// The identifier.
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The zone type, in the codes of ED-269 or ED-318.
    pub kind: Option<String>,
    /// The radius of points, in metres.
    pub radius: Option<String>,
    /// When the zone applies, as ED-318 writes it.
    pub applicability: Option<String>,
    /// The days of every year on which it applies: `--03-01/--07-15`.
    pub yearly: Option<String>,
}

/// Why a text is no mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MappingError {
    /// An entry is not `key=property`.
    #[error(
        "{0:?} is not KEY=PROPERTY; keys are lower, upper, id, name, type, radius, applicability and yearly"
    )]
    Entry(String),
    /// A key there is not.
    #[error(
        "{0:?} is no key; keys are lower, upper, id, name, type, radius, applicability and yearly"
    )]
    Key(String),
    /// A key that stands twice.
    #[error("{0:?} stands twice")]
    Twice(String),
    /// A limit without property, unit and datum.
    #[error("{0:?} is not PROPERTY:UNIT:DATUM, with unit m or ft and datum agl, amsl or wgs84")]
    Limit(String),
}

/// Entries parted by commas: `lower=Elevation:m:amsl,upper=CEILING:ft:agl,id=ICAO,name=title`.
impl FromStr for GeoJsonMapping {
    type Err = MappingError;

    fn from_str(text: &str) -> Result<Self, MappingError> {
        let mut mapping = Self::default();
        for entry in text.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            mapping.add(entry)?;
        }
        Ok(mapping)
    }
}

impl GeoJsonMapping {
    fn add(&mut self, entry: &str) -> Result<(), MappingError> {
        let (key, value) =
            entry.split_once('=').ok_or_else(|| MappingError::Entry(entry.into()))?;
        let (key, value) = (key.trim(), value.trim());
        if value.is_empty() {
            return Err(MappingError::Entry(entry.into()));
        }
        match key {
            "lower" => set(&mut self.lower, limit(value)?, key),
            "upper" => set(&mut self.upper, limit(value)?, key),
            "id" => set(&mut self.id, value.to_owned(), key),
            "name" => set(&mut self.name, value.to_owned(), key),
            "type" => set(&mut self.kind, value.to_owned(), key),
            "radius" => set(&mut self.radius, value.to_owned(), key),
            "applicability" => set(&mut self.applicability, value.to_owned(), key),
            "yearly" => set(&mut self.yearly, value.to_owned(), key),
            _ => Err(MappingError::Key(key.into())),
        }
    }
}

fn set<T>(slot: &mut Option<T>, value: T, key: &str) -> Result<(), MappingError> {
    if slot.replace(value).is_some() {
        return Err(MappingError::Twice(key.into()));
    }
    Ok(())
}

/// Unit and datum are the last two words, so a property may hold colons.
fn limit(text: &str) -> Result<LimitMapping, MappingError> {
    let read = || {
        let (rest, datum) = text.rsplit_once(':')?;
        let (property, unit) = rest.rsplit_once(':')?;
        let property = Some(property.trim()).filter(|property| !property.is_empty())?;
        Some(LimitMapping {
            property: property.to_owned(),
            unit: Unit::from_word(unit)?,
            datum: datum_from_word(datum)?,
        })
    };
    read().ok_or_else(|| MappingError::Limit(text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_names_properties_units_and_datums() {
        let mapping: GeoJsonMapping =
            "lower=Elevation_meter:m:amsl, upper=a:CEILING:ft:agl,id=ICAO,name=title,type=kind,radius=r,applicability=t,yearly=y".parse().unwrap();
        let limit = |property: &str, unit, datum| {
            Some(LimitMapping { property: property.into(), unit, datum })
        };
        assert_eq!(mapping.lower, limit("Elevation_meter", Unit::Metres, Datum::Amsl));
        assert_eq!(mapping.upper, limit("a:CEILING", Unit::Feet, Datum::Agl));
        assert_eq!(mapping.radius.as_deref(), Some("r"));
        assert_eq!(mapping.applicability.as_deref(), Some("t"));
        assert_eq!(mapping.yearly.as_deref(), Some("y"));
        assert_eq!("".parse(), Ok(GeoJsonMapping::default()));
    }

    #[test]
    fn a_faulty_mapping_says_what_is_wrong() {
        for (text, says) in [
            ("upper", "\"upper\" is not KEY=PROPERTY"),
            ("id=", "\"id=\" is not KEY=PROPERTY"),
            ("ceiling=X", "\"ceiling\" is no key"),
            ("id=a,id=b", "\"id\" stands twice"),
            ("upper=CEILING", "\"CEILING\" is not PROPERTY:UNIT:DATUM"),
            ("upper=CEILING:yd:agl", "is not PROPERTY:UNIT:DATUM"),
            ("upper=CEILING:ft:qnh", "is not PROPERTY:UNIT:DATUM"),
        ] {
            let message = text.parse::<GeoJsonMapping>().unwrap_err().to_string();
            assert!(message.contains(says), "{text}: {message}");
        }
    }
}
