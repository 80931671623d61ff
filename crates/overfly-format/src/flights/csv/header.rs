//! What the columns hold, by their names.

use overfly_model::Datum;

/// Metres in a foot (international).
const FOOT_M: f64 = 0.3048;
/// The parts of a Litchi header that no other table has.
const LITCHI: [&str; 2] = ["curvesize", "rotationdir"];
/// First words of columns that are nothing to the path: names and notes, pictures, where the nose and the
/// camera point, and what is left in the battery.
const HARMLESS: [&str; 34] = [
    "battery",
    "camera",
    "cam",
    "caption",
    "color",
    "colour",
    "comment",
    "comments",
    "desc",
    "description",
    "fid",
    "gimbal",
    "gimbalmode",
    "gimbalpitchangle",
    "guid",
    "heading",
    "icon",
    "id",
    "image",
    "label",
    "name",
    "note",
    "notes",
    "objectid",
    "photo",
    "picture",
    "pitch",
    "remark",
    "remarks",
    "rotationdir",
    "symbol",
    "title",
    "uuid",
    "yaw",
];
/// Words that bear on where, how high and when, also behind a harmless one: `camera_height` is a height.
const BEARING: [&str; 21] = [
    "lat",
    "lon",
    "lng",
    "long",
    "alt",
    "height",
    "elevation",
    "elev",
    "datum",
    "speed",
    "velocity",
    "time",
    "elapsed",
    "duration",
    "hold",
    "radius",
    "curve",
    "loiter",
    "agl",
    "amsl",
    "msl",
];
/// The same, also where more is written to them.
const BEGINNINGS: [&str; 5] = ["latitude", "longitude", "altitude", "height", "curvesize"];

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Column {
    Lat,
    Lon,
    Height(Measure),
    /// The datum of the height.
    Datum,
    /// The unit of the height.
    Unit,
    /// Litchi: 0 is above take-off, 1 above ground.
    AltitudeMode,
    /// By what a number makes metres per second; `None` when the name does not say.
    Speed(Option<f64>),
    /// Litchi: within how many units of a point the path curves. Metres where the name does not say.
    Curve(f64),
    /// Seconds since take-off.
    Elapsed,
    /// A moment, with its offset from UTC.
    Time,
    /// Seconds at the point.
    Hold,
    /// Waypoint, home or rally point.
    Kind,
    /// A running number.
    Index,
    /// Litchi: what is done at the point, and the number that goes with it.
    ActionType(u32),
    ActionParam(u32),
    /// Nothing to the path.
    Harmless,
    /// Without a name: harmless as long as it is empty.
    Unnamed,
    /// Not read, and not known to be nothing to the path.
    Stray,
}

/// What a number of a height means, as far as the name says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Measure {
    /// Metres in a unit.
    pub unit: Option<f64>,
    pub datum: Option<Datum>,
}

/// Whether the names are those of a Litchi mission.
pub(super) fn is_litchi(names: &[String]) -> bool {
    let has = |sign: &&str| names.iter().any(|name| words(name).first().is_some_and(|w| w == sign));
    LITCHI.iter().all(has)
}

/// The separator between the columns of `line`; `None` when it names nothing that bears on a flight.
pub(super) fn separator(line: &str) -> Option<u8> {
    let named = |separator: &u8| {
        let cells = line.split(char::from(*separator));
        cells.filter(|name| matches!(column(name), Column::Lat | Column::Lon)).count()
    };
    let found =
        b",;\t".iter().copied().max_by_key(|separator| (named(separator), *separator == b','))?;
    (named(&found) > 0 && line.contains(char::from(found))).then_some(found)
}

/// What the column of that name holds.
pub(super) fn column(name: &str) -> Column {
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some((first, rest)) = words.split_first() else { return Column::Unnamed };
    known(first, rest).unwrap_or_else(|| {
        let bears = words.iter().any(|word| BEARING.contains(word))
            || BEGINNINGS.iter().any(|beginning| words.iter().any(|w| w.starts_with(beginning)));
        // Litchi's point of interest, which the camera looks at, has a place of its own.
        let is_harmless = *first == "poi" || HARMLESS.contains(first) && !bears;
        if is_harmless { Column::Harmless } else { Column::Stray }
    })
}

fn known(first: &str, rest: &[&str]) -> Option<Column> {
    let degrees = rest.iter().all(|w| ["deg", "degrees", "decimal", "dd", "wgs84"].contains(w));
    match (first, rest) {
        ("lat" | "latitude", _) if degrees => Some(Column::Lat),
        ("lon" | "lng" | "long" | "longitude", _) if degrees => Some(Column::Lon),
        ("altitudemode", []) | ("altitude", ["mode"]) => Some(Column::AltitudeMode),
        ("datum", []) | ("alt" | "altitude" | "height", ["datum"]) => Some(Column::Datum),
        ("unit" | "units", []) | ("alt" | "altitude" | "height", ["unit"]) => Some(Column::Unit),
        ("alt" | "altitude" | "height", rest) => measure(rest).map(Column::Height),
        ("speed", rest) => speed(rest),
        ("curvesize", []) => Some(Column::Curve(1.0)),
        ("curvesize", [word]) => unit(word).map(Column::Curve),
        ("elapsed" | "time", ["s" | "sec" | "seconds"]) => Some(Column::Elapsed),
        ("time" | "timestamp" | "datetime", [] | ["utc"]) => Some(Column::Time),
        (
            "delay" | "dwell" | "hold" | "hover" | "pause" | "stay" | "wait",
            ["s" | "sec" | "seconds"],
        ) => Some(Column::Hold),
        ("kind", []) => Some(Column::Kind),
        ("index" | "seq" | "sequence" | "order" | "waypoint" | "wp" | "nr" | "no", []) => {
            Some(Column::Index)
        }
        (word, []) => action(word),
        _ => None,
    }
}

fn action(word: &str) -> Option<Column> {
    let number = |prefix| word.strip_prefix(prefix)?.parse().ok();
    let kind = number("actiontype").map(Column::ActionType);
    kind.or_else(|| number("actionparam").map(Column::ActionParam))
}

/// The unit and datum that words after `height` name; `None` when they name two, or something else.
fn measure(words: &[&str]) -> Option<Measure> {
    let mut measure = Measure::default();
    for word in words {
        let datum = match *word {
            "above" | "over" | "mean" | "level" | "take" | "the" | "point" => continue,
            "agl" | "ground" | "terrain" => Some(Datum::Agl),
            "amsl" | "msl" | "asl" | "sea" => Some(Datum::Amsl),
            "wgs84" | "hae" | "ellipsoid" | "ellipsoidal" => Some(Datum::Wgs84),
            "takeoff" | "off" | "home" | "launch" => Some(Datum::AboveTakeOff),
            _ => None,
        };
        let (slot_is_free, unit) = match datum {
            Some(_) => (measure.datum.is_none(), None),
            None => (measure.unit.is_none(), Some(unit(word)?)),
        };
        if !slot_is_free {
            return None;
        }
        measure = Measure { unit: measure.unit.or(unit), datum: measure.datum.or(datum) };
    }
    Some(measure)
}

/// Metres in the unit of that name.
pub(super) fn unit(word: &str) -> Option<f64> {
    match word {
        "m" | "meter" | "meters" | "metre" | "metres" => Some(1.0),
        "ft" | "feet" | "foot" => Some(FOOT_M),
        _ => None,
    }
}

fn speed(words: &[&str]) -> Option<Column> {
    Some(Column::Speed(Some(match words {
        [] => return Some(Column::Speed(None)),
        ["m", "s"] | ["ms" | "mps"] => 1.0,
        ["km", "h"] | ["kmh" | "kph"] => 1.0 / 3.6,
        ["kn" | "kt" | "kts" | "knots"] => 1852.0 / 3600.0,
        ["mph"] => 0.44704,
        _ => return None,
    })))
}

/// The words of a name, in small letters: `heightAgl (m)` has three.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && was_small {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        was_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_height_has_the_unit_and_datum_its_name_says() {
        let metres = |datum| Column::Height(Measure { unit: Some(1.0), datum });
        for (name, wanted) in [
            ("altitude(m)", metres(None)),
            ("Altitude [m AMSL]", metres(Some(Datum::Amsl))),
            ("height_agl_m", metres(Some(Datum::Agl))),
            ("heightAGL(m)", metres(Some(Datum::Agl))),
            ("height above ground level (metres)", metres(Some(Datum::Agl))),
            ("height_above_takeoff(meters)", metres(Some(Datum::AboveTakeOff))),
            ("alt above take-off m", metres(Some(Datum::AboveTakeOff))),
            ("altitude_hae_m", metres(Some(Datum::Wgs84))),
            ("height", Column::Height(Measure::default())),
        ] {
            assert_eq!(column(name), wanted, "{name}");
        }
        let feet = Column::Height(Measure { unit: Some(FOOT_M), datum: Some(Datum::Amsl) });
        assert_eq!(column("ALTITUDE_MSL_FT"), feet);
    }

    #[test]
    fn a_name_that_is_neither_read_nor_known_to_be_harmless_is_a_stray() {
        for name in [
            "altitude_agl_amsl_m",
            "height_m_ft",
            "altitude_fl",
            "ground_elevation_m",
            "radius_m",
            "time(millisecond)",
            "latitudeE7",
            "speed_furlongs",
            "loiter",
            "hold",
            "elapsed",
            "camera_height_m",
            "delay",
            "wait_min",
            "N/S",
            "lat_dir",
            "hemisphere",
            "turn",
            "return_height_m",
            "lost_link",
            "ground_speed",
            "groundspeed",
            "reference",
            "action",
            "type",
            "date",
            "#5",
        ] {
            assert_eq!(column(name), Column::Stray, "{name}");
        }
        for name in [
            "poi_altitude(m)",
            "heading(deg)",
            "gimbalmode",
            "name",
            "photo_timeinterval",
            "Note 2",
        ] {
            assert_eq!(column(name), Column::Harmless, "{name}");
        }
        for name in ["", " ", "#"] {
            assert_eq!(column(name), Column::Unnamed, "{name}");
        }
    }

    #[test]
    fn the_separator_is_the_one_that_parts_latitude_from_longitude() {
        for (line, wanted) in [
            ("lat,lon", Some(b',')),
            ("name;Latitude (deg);Longitude (deg)", Some(b';')),
            ("lng\tlat\theight, agl", Some(b'\t')),
            ("\"latitude\",\"longitude\"", Some(b',')),
            ("lat,height", Some(b',')),
            ("latitude", None),
            ("a,b,c", None),
            ("", None),
        ] {
            assert_eq!(separator(line), wanted, "{line}");
        }
    }
}
