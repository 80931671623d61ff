//! Points, heights, lengths and durations as typed.

use core::time::Duration;

use overfly_format::quantities;
use overfly_model::{Altitude, Datum, LostLink, Metres, Position, ReturnHeight};

use crate::failure::Failure;

/// `52.09,5.12`.
pub fn point(option: &str, text: &str) -> Result<Position, Failure> {
    match text.split(',').collect::<Vec<_>>().as_slice() {
        [lat, lon] if !text.contains(';') => lat_lon(option, [lat, lon]),
        _ => Err(Failure::at(option, format!("{text:?} is no point{}", slip(text)))
            .hint("write latitude,longitude: 52.3086,4.7639")),
    }
}

/// `52.09,5.12,150m`.
pub fn circle(option: &str, text: &str) -> Result<(Position, Metres), Failure> {
    match text.split(',').collect::<Vec<_>>().as_slice() {
        [lat, lon, radius] if !text.contains(';') => {
            Ok((lat_lon(option, [lat, lon])?, length(option, radius)?))
        }
        _ => Err(Failure::at(option, format!("{text:?} is no circle{}", slip(text)))
            .hint("write latitude,longitude,radius: 52.3086,4.7639,150m")),
    }
}

/// What went wrong where decimals are written with a comma.
fn slip(text: &str) -> &'static str {
    if text.contains(';') || text.split(',').count() > 3 {
        ": decimals have a point, and commas part the values"
    } else {
        ""
    }
}

fn lat_lon(option: &str, texts: [&str; 2]) -> Result<Position, Failure> {
    let hint = "write latitude,longitude in degrees: 52.3086,4.7639";
    let number = |text: &str| {
        text.trim()
            .parse::<f64>()
            .map_err(|_| Failure::at(option, format!("{text:?} is no number")).hint(hint))
    };
    let [lat, lon] = texts;
    Position::from_lat_lon_deg([number(lat)?, number(lon)?])
        .map_err(|error| Failure::at(option, error.to_string()).hint(hint))
}

/// `150m`.
pub fn length(option: &str, text: &str) -> Result<Metres, Failure> {
    let negative =
        text.trim().strip_prefix('-').is_some_and(|rest| quantities::parse_length(rest).is_ok());
    if negative {
        return Err(Failure::at(option, format!("{text:?} must be zero or more")));
    }
    quantities::parse_length(text).map_err(|error| Failure::at(option, error.to_string()))
}

/// `60m-agl`. Nothing flies below ground: a minus there is a slip, and would pass under zones.
pub fn height(option: &str, text: &str) -> Result<Altitude, Failure> {
    let altitude =
        quantities::parse_height(text).map_err(|error| Failure::at(option, error.to_string()))?;
    if altitude.datum == Datum::Agl && altitude.height < Metres::ZERO {
        return Err(Failure::at(option, format!("{text:?} must be zero or more"))
            .hint("a height above ground is not negative: 60m-agl"));
    }
    Ok(altitude)
}

/// `30m`.
pub fn duration(option: &str, text: &str) -> Result<Duration, Failure> {
    let duration =
        quantities::parse_duration(text).map_err(|error| Failure::at(option, error.to_string()))?;
    if duration.is_zero() {
        return Err(Failure::at(option, format!("{text:?} must be more than zero"))
            .hint("state how long the flight takes: 30m, 1h30m or 90s"));
    }
    Ok(duration)
}

/// `10m`, `0s`: a time that may be none.
pub fn reserve(option: &str, text: &str) -> Result<Duration, Failure> {
    quantities::parse_duration(text).map_err(|error| Failure::at(option, error.to_string()))
}

/// `30m-amsl`: the elevation of the take-off point, which is above mean sea level or nothing.
pub fn elevation(option: &str, text: &str) -> Result<Metres, Failure> {
    let altitude = height(option, text)?;
    if altitude.datum == Datum::Amsl {
        return Ok(altitude.height);
    }
    Err(Failure::at(
        option,
        format!("the take-off point's elevation is wanted above mean sea level, not {altitude}: the take-off point is itself the ground"),
    )
    .hint("write it like 30m-amsl"))
}

/// `return`, `return:60m` (above take-off), `return:60m-agl`, the same with `rally`, `hover` or `land`.
pub fn lost_link(option: &str, text: &str) -> Result<LostLink, Failure> {
    let (word, at) = text.split_once(':').map_or((text, None), |(word, at)| (word, Some(at)));
    let height = at.map_or(Ok(ReturnHeight::NotStated), |text| return_height(option, text));
    match (word, at) {
        ("return", _) => height.map(LostLink::Return),
        ("rally", _) => height.map(LostLink::Rally),
        ("hover", None) => Ok(LostLink::Hover),
        ("land", None) => Ok(LostLink::Land),
        _ => Err(Failure::at(option, format!("{text:?} is not known")).hint(
            "write return, return:60m (above take-off), return:60m-agl, rally:60m, hover or land",
        )),
    }
}

fn return_height(option: &str, text: &str) -> Result<ReturnHeight, Failure> {
    let above_home = quantities::parse_length(text);
    let altitude = above_home.map(|above_home| Altitude::new(above_home, Datum::AboveTakeOff));
    altitude.or_else(|_| height(option, text)).map(ReturnHeight::At)
}
