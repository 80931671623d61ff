//! The sun over a zone: when it rises and sets, and when civil twilight begins and ends.
//!
//! Times are those of almanacs: the centre of the sun 50 minutes of arc below a level horizon at sea
//! level, or 6 degrees below it. Its place comes from the Solar Position Algorithm (0.0003 degrees). Over
//! a day it is interpolated between three instants, which errs by less than 0.001 degrees (0.1 s on the
//! equator, 1 s at 65 degrees). [`ROUNDING`] on either side covers that, UTC against UT1 (0.9 s), a wrong
//! difference between UT and TT (a minute of it moves the sun by 0.0007 degrees), and the whole minutes of
//! published tables.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use solar_positioning::time::JulianDate;
use solar_positioning::{Location, SolarPositions};

use super::interval::TimeInterval;
use crate::Extent;

/// By how much every period that hangs on the sun is longer on either side.
pub(super) const ROUNDING: SignedDuration = SignedDuration::from_secs(60);

/// Terrestrial less universal time, seconds: 57 in 1990, 69 in 2026, some 80 to 200 expected in 2100.
const DELTA_T_S: f64 = 70.0;
/// Nearer to a pole, rise and set are too oblique to be told to the minute.
const HIGHEST_LAT_DEG: f64 = 85.0;

/// Events of the sun that ED-318 names (`daylightEventType`), in the order of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SunEvent {
    /// Beginning of morning civil twilight, BMCT.
    MorningTwilight,
    /// Sunrise, SR.
    Sunrise,
    /// Sunset, SS.
    Sunset,
    /// End of evening civil twilight, EECT.
    EveningTwilight,
}

impl SunEvent {
    /// In the order of the day.
    pub const ALL: [Self; 4] =
        [Self::MorningTwilight, Self::Sunrise, Self::Sunset, Self::EveningTwilight];

    /// The code of ED-318.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MorningTwilight => "BMCT",
            Self::Sunrise => "SR",
            Self::Sunset => "SS",
            Self::EveningTwilight => "EECT",
        }
    }

    /// The event a code names.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.as_str() == code)
    }

    /// Whether it comes before noon.
    pub(super) const fn is_morning(self) -> bool {
        matches!(self, Self::MorningTwilight | Self::Sunrise)
    }

    /// The height of the sun's centre, degrees.
    const fn height_deg(self) -> f64 {
        match self {
            Self::Sunrise | Self::Sunset => -50.0 / 60.0,
            Self::MorningTwilight | Self::EveningTwilight => -6.0,
        }
    }
}

/// What becomes of an event on one day at a place, or at all places of a zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Happening {
    /// It happens: the earliest and the latest instant.
    Between(TimeInterval),
    /// It does not: the sun stays above that height.
    Above,
    /// It does not: the sun stays below that height.
    Below,
    /// It happens at some places, or may.
    Unclear,
}

impl Happening {
    /// What becomes of it at both of two places.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Between(a), Self::Between(b)) => Self::Between(TimeInterval {
                from: a.from.min(b.from),
                until: a.until.max(b.until),
            }),
            (a, b) if a == b => a,
            _ => Self::Unclear,
        }
    }
}

/// The sun's way over one day, from midnight to midnight at a place.
pub(super) struct SunDay {
    /// 12:00 UTC of the day in which noon lies at the place, seconds since 1970.
    noon_utc_s: i64,
    /// Hours after that of the middle of the three instants.
    middle_h: f64,
    /// Declination at the three, 12 hours apart, degrees.
    declination: [f64; 3],
    /// Hour angle at Greenwich less 15 degrees an hour since 12:00 UTC, degrees: the equation of time.
    equation: [f64; 3],
}

impl SunDay {
    /// The sun over `place` on the day whose noon there lies in `date`, UTC. `None` beyond the years for
    /// which its place is known.
    pub(super) fn of(date: Date, place: &Extent) -> Option<Self> {
        let noon = date.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).ok()?.timestamp();
        let [west, east] = place.lon_deg();
        let middle_h = -f64::midpoint(west, east) / 15.0;
        let (mut declination, mut equation) = ([0.0; 3], [0.0; 3]);
        let instants = [-12.0, 0.0, 12.0].map(|h| middle_h + h);
        for ((h, declination), equation) in
            instants.into_iter().zip(&mut declination).zip(&mut equation)
        {
            [*declination, *equation] = sun_at(noon, h)?;
        }
        Some(Self { noon_utc_s: noon.as_second(), middle_h, declination, equation })
    }

    /// When an event happens at the places of an extent.
    ///
    /// Of one meridian, the cosine of the hour angle, (sin h - sin lat sin d) / (cos lat cos d), turns as
    /// a function of the latitude only where sin lat = sin d / sin h; along a parallel, time goes with
    /// the longitude. So the corners and that latitude hold the earliest and the latest.
    pub(super) fn event(&self, event: SunEvent, place: &Extent) -> Happening {
        let [south, north] = place.lat_deg();
        if south < -HIGHEST_LAT_DEG || north > HIGHEST_LAT_DEG {
            return Happening::Unclear;
        }
        let [west, east] = place.lon_deg();
        let at_lat = |lat| self.at([lat, west], event).and(self.at([lat, east], event));
        let corners = at_lat(south).and(at_lat(north));
        match self.turning_lat(event) {
            Some(lat) if south < lat && lat < north => corners.and(at_lat(lat)),
            _ => corners,
        }
    }

    /// The latitude at which the event is earliest or latest; the declination of six hours before or
    /// after noon does, for the curve is flat there.
    fn turning_lat(&self, event: SunEvent) -> Option<f64> {
        let hour = self.middle_h + if event.is_morning() { -6.0 } else { 6.0 };
        let sine = sin(self.interpolated(&self.declination, hour)) / sin(event.height_deg());
        (sine.abs() < 1.0).then(|| libm::asin(sine).to_degrees())
    }

    fn at(&self, [lat, lon]: [f64; 2], event: SunEvent) -> Happening {
        let side = if event.is_morning() { -1.0 } else { 1.0 };
        let mut hour = -lon / 15.0 + 6.0 * side;
        let mut cosine = 0.0;
        // The sun moves on between noon and the event; each round leaves less than half of the error.
        for _ in 0..10 {
            let declination = self.interpolated(&self.declination, hour);
            cosine = (sin(event.height_deg()) - sin(lat) * sin(declination))
                / (cos(lat) * cos(declination));
            let hour_angle = side * libm::acos(cosine.clamp(-1.0, 1.0)).to_degrees();
            hour = (hour_angle - lon - self.interpolated(&self.equation, hour)) / 15.0;
        }
        // Where the sun touches the height, a hundredth of a degree decides.
        let touch = (1e-4 / cos(lat)).max(5e-4);
        if cosine.is_nan() || (cosine.abs() - 1.0).abs() < touch {
            return Happening::Unclear;
        }
        match cosine {
            c if c > 1.0 => Happening::Below,
            c if c < -1.0 => Happening::Above,
            _ => self.span([hour; 2]).map_or(Happening::Unclear, Happening::Between),
        }
    }

    /// From the first midnight to the last noon of a place, or from the first noon to the last midnight.
    pub(super) fn half(&self, place: &Extent, is_morning: bool) -> Option<TimeInterval> {
        let [west, east] = place.lon_deg();
        let hour = |lon: f64, hour_angle: f64| {
            let equation = self.interpolated(&self.equation, (hour_angle - lon) / 15.0);
            (hour_angle - lon - equation) / 15.0
        };
        let [from, until] = if is_morning { [-180.0, 0.0] } else { [0.0, 180.0] };
        self.span([hour(east, from), hour(west, until)])
    }

    /// Hours after 12:00 UTC as instants, to the second outward.
    #[allow(clippy::cast_possible_truncation, reason = "a few days in seconds")]
    fn span(&self, [from_h, until_h]: [f64; 2]) -> Option<TimeInterval> {
        let at = |seconds: f64| {
            Timestamp::from_second(self.noon_utc_s.checked_add(seconds as i64)?).ok()
        };
        let from = at((from_h * 3600.0).floor())?;
        Some(TimeInterval { from: Some(from), until: Some(at((until_h * 3600.0).ceil())?) })
    }

    /// The parabola through three values 12 hours apart.
    fn interpolated(&self, [a, b, c]: &[f64; 3], hour: f64) -> f64 {
        let x = (hour - self.middle_h) / 12.0;
        b + x * (c - a) / 2.0 + x * x * (a - 2.0 * b + c) / 2.0
    }
}

/// Declination, and hour angle at Greenwich less 15 degrees for each of the hours since `noon`.
fn sun_at(noon: Timestamp, hours: f64) -> Option<[f64; 2]> {
    const UNIX_EPOCH_JD: f64 = 2_440_587.5;
    #[allow(clippy::cast_precision_loss, reason = "thousands of years in seconds")]
    let days = noon.as_second() as f64 / 86_400.0 + hours / 24.0;
    let time = JulianDate::new(UNIX_EPOCH_JD + days, DELTA_T_S).ok()?;
    let prepared = SolarPositions::new().for_time_from_julian(time).ok()?;
    // Where Greenwich's meridian meets the equator, west and up tell the hour angle.
    let origin = Location { latitude: 0.0, longitude: 0.0 };
    let seen = prepared.at(origin, 0.0, None).ok()?;
    let (zenith, azimuth) = (seen.zenith_angle(), seen.azimuth());
    let hour_angle = libm::atan2(-sin(zenith) * sin(azimuth), cos(zenith)).to_degrees();
    let equation = (hour_angle - 15.0 * hours + 180.0).rem_euclid(360.0) - 180.0;
    Some([prepared.declination(), equation])
}

// One implementation on every platform, so that every platform gives the same times.

fn sin(degrees: f64) -> f64 {
    libm::sin(degrees.to_radians())
}

fn cos(degrees: f64) -> f64 {
    libm::cos(degrees.to_radians())
}
