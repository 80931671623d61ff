//! Sunrise, sunset and civil twilight against almanacs, and the days without them.

use jiff::{SignedDuration, Timestamp};
use overfly_model::{
    Applicability, ClockTime, DailyPeriod, DaySet, Metres, Outline, SunEvent, TimeInterval,
    TimeOfDay, Window, Zone,
};

use proptest::prelude::*;
use solar_positioning::time::JulianDate;
use solar_positioning::{Location, SolarPositions};

use crate::place::zone_at;

/// Published by the U.S. Naval Observatory to the whole minute, UTC: latitude, longitude, event, time.
///
/// From its service `aa.usno.navy.mil/api/rstt/oneday` (2025 and 2026) and its yearly tables "Rise and
/// Set for the Sun" and "Civil Twilight" (earlier years), as quoted in test suites of public software.
const USNO: &str = "
 60.0     0.0     SR   2019-01-01T09:02Z
 60.0     0.0     SS   2019-06-21T21:28Z
-60.0  -150.0     SR   2019-06-21T19:06Z
-60.0  -150.0     SS   2019-12-22T07:24Z
 36.95  -112.52   SR   2023-01-01T14:43Z
 36.95  -112.52   SS   2023-06-02T02:44Z
 37.4   -121.9167 SR   2008-01-01T15:22Z
 37.4   -121.9167 SS   2008-09-03T02:34Z
 43.6667 -79.4167 SR   2001-04-01T10:59Z
 43.6667 -79.4167 SS   2001-04-01T23:45Z
 61.2167 -149.8667 SR  2020-01-05T19:11Z
 61.2167 -149.8667 SS  2020-01-05T00:57Z
 61.2167 -149.8667 BMCT 2020-06-05T10:24Z
 61.2167 -149.8667 EECT 2020-06-05T09:32Z
-36.8333 174.8    BMCT 2023-06-25T19:05Z
-36.8333 174.8    EECT 2023-12-25T08:12Z
-15.8    -47.85   BMCT 2023-03-25T08:55Z
-15.8    -47.85   EECT 2023-09-25T21:29Z
  1.2833 103.8333 BMCT 2023-02-15T22:55Z
  1.2833 103.8333 EECT 2023-11-05T11:12Z
 59.9139  10.7522 SR   2025-06-21T01:54Z
 59.9139  10.7522 SS   2025-06-21T20:44Z
 59.9139  10.7522 BMCT 2025-06-21T00:10Z
 59.9139  10.7522 EECT 2025-06-21T22:28Z
 59.9139  10.7522 SR   2025-12-21T08:18Z
 59.9139  10.7522 EECT 2025-12-21T15:10Z
 -0.1807 -78.4678 SR   2025-03-20T11:18Z
 -0.1807 -78.4678 SS   2025-03-20T23:24Z
 -0.1807 -78.4678 BMCT 2025-03-20T10:57Z
 -0.1807 -78.4678 EECT 2025-03-20T23:45Z
-33.8688 151.2093 SS   2025-09-22T07:51Z
-33.8688 151.2093 SR   2025-09-22T19:44Z
 64.1466 -21.9426 SR   2025-12-21T11:22Z
 64.1466 -21.9426 SS   2025-12-21T15:30Z
 64.1466 -21.9426 BMCT 2025-12-21T10:03Z
 64.1466 -21.9426 EECT 2025-12-21T16:49Z
-54.8019 -68.303  SR   2025-12-21T07:52Z
-54.8019 -68.303  SS   2025-12-22T01:11Z
 51.5074  -0.1278 SR   2025-06-21T03:43Z
 51.5074  -0.1278 SS   2025-06-21T20:22Z
 51.5074  -0.1278 BMCT 2025-06-21T02:55Z
 51.5074  -0.1278 EECT 2025-06-21T21:09Z
 34.05  -118.24   BMCT 2026-11-01T13:47Z
 34.05  -118.24   SR   2026-11-01T14:13Z
-36.85   174.76   BMCT 2026-10-24T16:57Z
-36.85   174.76   SR   2026-10-24T17:24Z
  1.87  -157.4    BMCT 2026-10-24T15:51Z
  1.87  -157.4    SR   2026-10-24T16:12Z
 70.0     0.0     BMCT 2025-12-21T09:55Z
 70.0     0.0     EECT 2025-12-21T14:02Z
 70.0     0.0     SR   2025-11-24T11:14Z
 70.0     0.0     SS   2025-11-24T12:19Z
 70.0     0.0     SR   2026-01-17T11:41Z
 70.0     0.0     SS   2026-01-17T12:40Z
 78.2167  15.6333 SR   2020-02-25T08:11Z
 78.2167  15.6333 SS   2020-10-15T13:54Z
";

/// Computed with `PyEphem` 4.2.1 (VSOP87), centre of the sun, no refraction, horizon -0:50 and -6.
const PYEPHEM: &str = "
-65 -93.81 SR 2030-03-08T11:36:45Z
-65 -93.81 EECT 2027-11-06T03:59:36Z
-64.2 -9.29 SS 2030-02-03T21:30:05Z
-64.2 -9.29 BMCT 2027-05-13T08:16:19Z
-57 18.18 SR 2026-08-29T05:40:36Z
-57 18.18 EECT 2030-10-09T18:00:50Z
-52.3 -8.47 SS 2030-03-19T18:48:36Z
-52.3 -8.47 BMCT 2026-11-22T03:35:59Z
-45.1 -124.72 SR 2030-07-19T15:49:12Z
-45.1 -124.72 EECT 2030-01-08T04:44:30Z
-33.9 61.37 SS 2026-03-23T14:01:53Z
-33.9 61.37 BMCT 2030-01-22T00:38:01Z
-23.4 -71.15 SR 2026-05-18T11:12:37Z
-23.4 -71.15 EECT 2027-11-01T23:21:26Z
-12 78.34 SS 2027-08-07T12:41:41Z
-12 78.34 BMCT 2027-10-23T23:55:48Z
-3.3 -19.83 SR 2026-07-07T07:26:08Z
-3.3 -19.83 EECT 2026-01-19T20:00:38Z
0 -130.32 SS 2026-05-13T02:41:07Z
0 -130.32 BMCT 2030-08-12T14:21:30Z
4.6 99.87 SR 2027-08-04T23:17:28Z
4.6 99.87 EECT 2030-07-17T11:59:44Z
13.2 26.5 SS 2030-10-27T15:48:59Z
13.2 26.5 BMCT 2027-10-27T03:44:47Z
23.4 -95.81 SR 2027-12-16T12:57:43Z
23.4 -95.81 EECT 2026-05-24T01:26:25Z
31 175.77 SS 2030-12-23T05:19:51Z
31 175.77 BMCT 2026-12-24T18:45:51Z
40.5 129.11 SR 2030-10-20T21:40:32Z
40.5 129.11 EECT 2030-02-23T09:35:12Z
48.1 76.55 SS 2026-11-21T11:09:52Z
48.1 76.55 BMCT 2030-05-17T22:33:50Z
55.7 -76.99 SR 2026-09-04T10:18:55Z
55.7 -76.99 EECT 2030-09-05T00:31:59Z
60.2 -147.31 SS 2026-07-30T06:27:24Z
60.2 -147.31 BMCT 2026-01-11T17:49:10Z
62.9 -73.79 SR 2027-03-02T11:56:49Z
62.9 -73.79 EECT 2026-11-06T21:22:09Z
64.1 41.0 SS 2026-07-13T19:17:38Z
64.1 41.0 BMCT 2030-10-28T03:53:56Z
65 -60.52 SR 2027-09-16T09:26:16Z
65 -60.52 EECT 2026-01-19T20:06:03Z
";

fn t(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

fn period(start: SunEvent, end: SunEvent) -> Applicability {
    let [start, end] = [start, end].map(|event| Some(TimeOfDay::Sun(event)));
    let daily = vec![DailyPeriod { days: DaySet::ANY, start, end }];
    Applicability::Windows(vec![Window { daily, ..Window::of_dates(TimeInterval::ANY) }])
}

fn daylight(lat_lon: [f64; 2]) -> Zone {
    zone_at(lat_lon, period(SunEvent::Sunrise, SunEvent::Sunset))
}

fn night(lat_lon: [f64; 2]) -> Zone {
    zone_at(lat_lon, period(SunEvent::Sunset, SunEvent::Sunrise))
}

fn around(at: Timestamp, by_hours: i64) -> TimeInterval {
    TimeInterval { from: Some(at - hours(by_hours)), until: Some(at + hours(by_hours)) }
}

/// By how many seconds the event that lies nearest to `at` differs from it, without the minute by which
/// periods grow.
fn error_s(lat_lon: [f64; 2], event: SunEvent, at: Timestamp) -> i64 {
    let zone = match event {
        SunEvent::Sunrise | SunEvent::Sunset => daylight(lat_lon),
        _ => zone_at(lat_lon, period(SunEvent::MorningTwilight, SunEvent::EveningTwilight)),
    };
    let is_morning = matches!(event, SunEvent::Sunrise | SunEvent::MorningTwilight);
    let active = zone.active(&around(at, 30));
    let ends = active.iter().map(|span| {
        let minute = SignedDuration::from_mins(1);
        if is_morning { span.from.unwrap() + minute } else { span.until.unwrap() - minute }
    });
    ends.map(|end| end.as_second() - at.as_second()).min_by_key(|error| error.abs()).unwrap()
}

/// The rows of a table, checked one by one.
fn check(table: &str, tolerance_s: i64) -> usize {
    let rows: Vec<&str> = table.lines().filter(|row| !row.trim().is_empty()).collect();
    for row in &rows {
        let fields: Vec<&str> = row.split_whitespace().collect();
        let lat_lon = [fields[0].parse().unwrap(), fields[1].parse().unwrap()];
        let error = error_s(lat_lon, SunEvent::from_code(fields[2]).unwrap(), t(fields[3]));
        assert!(error.abs() <= tolerance_s, "{row}: {error} s");
    }
    rows.len()
}

#[test]
fn sun_times_are_those_of_almanacs_within_a_minute() {
    assert!(check(USNO, 60) > 50);
}

#[test]
fn sun_times_are_those_of_another_ephemeris_within_seconds() {
    assert!(check(PYEPHEM, 10) > 30);
}

#[test]
fn in_polar_day_daylight_is_always_and_night_never() {
    for (lat_lon, at) in
        [([78.22, 15.63], "2026-06-21T00:00:00Z"), ([-78.0, 167.0], "2026-12-21T12:00:00Z")]
    {
        let during = around(t(at), 60);
        assert_eq!(daylight(lat_lon).active(&during), [during]);
        assert_eq!(night(lat_lon).active(&during), []);
    }
}

#[test]
fn in_polar_night_daylight_is_never_and_night_always() {
    for (lat_lon, at) in
        [([78.22, 15.63], "2026-12-21T00:00:00Z"), ([-78.0, 167.0], "2026-06-21T12:00:00Z")]
    {
        let during = around(t(at), 60);
        assert_eq!(night(lat_lon).active(&during), [during]);
        assert_eq!(daylight(lat_lon).active(&during), []);
    }
}

#[test]
fn on_the_last_days_before_polar_day_the_night_still_comes() {
    // USNO, 70 N 0 E: rise 00:37 and set 23:37 on 15 May 2025, rise 00:15 on the 16th, then no set.
    let zone = night([70.0, 0.0]);
    let applies = |at| zone.may_apply(&TimeInterval::instant(t(at)));
    assert!(applies("2025-05-15T00:20:00Z") && applies("2025-05-16T00:05:00Z"));
    assert!(!applies("2025-05-15T12:00:00Z") && !applies("2025-06-01T00:02:00Z"));
}

#[test]
fn a_period_with_one_event_that_does_not_come_is_the_longest_it_can_be() {
    let clock = Some(TimeOfDay::Clock(ClockTime::from_hms_offset([10, 0, 0], 0).unwrap()));
    let sunrise = Some(TimeOfDay::Sun(SunEvent::Sunrise));
    let daily = vec![DailyPeriod { days: DaySet::ANY, start: sunrise, end: clock }];
    let windows = vec![Window { daily, ..Window::of_dates(TimeInterval::ANY) }];
    let zone = zone_at([78.22, 15.63], Applicability::Windows(windows));
    for at in ["2026-06-21T03:00:00Z", "2026-12-21T09:59:00Z"] {
        assert!(zone.may_apply(&TimeInterval::instant(t(at))), "{at}");
    }
}

#[test]
fn in_a_white_night_an_end_that_does_not_come_reaches_to_the_next_start() {
    let applies = |zone: &Zone, at| zone.may_apply(&TimeInterval::instant(t(at)));
    let zone = |place, start, end| zone_at(place, period(start, end));
    let until_dark = zone([63.0, 10.0], SunEvent::Sunrise, SunEvent::EveningTwilight);
    let since_dawn = zone([63.0, 10.0], SunEvent::MorningTwilight, SunEvent::Sunset);
    for at in ["2026-06-21T22:30:00Z", "2026-06-21T23:00:00Z", "2026-06-22T00:30:00Z"] {
        assert!(applies(&until_dark, at) && applies(&since_dawn, at), "{at}");
    }
    assert!(!applies(&until_dark, "2026-12-21T23:00:00Z"));
    // The night of the white nights: nobody knows when it is dark, so all of it is from sunset on.
    let dark = zone([63.0, 10.0], SunEvent::EveningTwilight, SunEvent::MorningTwilight);
    assert!(!applies(&dark, "2026-06-21T12:00:00Z"));
}

#[test]
fn from_a_clock_to_a_sunset_that_does_not_come_lasts_to_the_next_start() {
    let clock = |hour| TimeOfDay::Clock(ClockTime::from_hms_offset([hour, 0, 0], 0).unwrap());
    let zone = |start, end| {
        let daily = vec![DailyPeriod { days: DaySet::ANY, start: Some(start), end: Some(end) }];
        let window = Window { daily, ..Window::of_dates(TimeInterval::ANY) };
        zone_at([69.65, 18.96], Applicability::Windows(vec![window]))
    };
    let applies = |zone: &Zone, at| zone.may_apply(&TimeInterval::instant(t(at)));
    let day = zone(clock(6), TimeOfDay::Sun(SunEvent::Sunset));
    let morning = zone(TimeOfDay::Sun(SunEvent::Sunrise), clock(10));
    for at in ["2026-06-21T23:30:00Z", "2026-06-22T03:00:00Z", "2026-06-22T05:30:00Z"] {
        assert!(applies(&day, at) && applies(&morning, at), "{at}");
    }
    assert!(applies(&morning, "2026-06-21T20:00:00Z"));
    assert!(!applies(&day, "2026-03-20T23:30:00Z"));
}

#[test]
fn near_a_pole_or_without_a_place_the_sun_may_do_anything() {
    let mut nowhere = daylight([52.0, 5.0]);
    nowhere.parts[0].outline = Outline::Unplaced;
    let midnight = TimeInterval::instant(t("2026-11-22T00:00:00Z"));
    assert!(nowhere.may_apply(&midnight));
    assert!(daylight([89.0, 5.0]).may_apply(&midnight));
    assert!(!daylight([52.0, 5.0]).may_apply(&midnight));
}

#[test]
fn over_a_wide_zone_a_period_is_the_union_of_those_of_its_places() {
    for (at, days) in
        [("2026-03-20T12:00:00Z", 3), ("2026-06-21T12:00:00Z", 3), ("2026-10-10T12:00:00Z", 3)]
    {
        let mut wide = daylight([47.0, 10.0]);
        let radius = Metres::whole(600_000);
        if let Outline::Circle { radius: known, .. } = &mut wide.parts[0].outline {
            *known = radius;
        }
        let twilight = period(SunEvent::MorningTwilight, SunEvent::EveningTwilight);
        for applicability in [wide.applicability.clone(), twilight] {
            wide.applicability = applicability.clone();
            let during = around(t(at), 24 * days / 2);
            let active = wide.active(&during);
            for lat in 42..=52 {
                for lon in 3..=17 {
                    let place = zone_at([f64::from(lat), f64::from(lon)], applicability.clone());
                    for span in place.active(&during) {
                        assert!(active.iter().any(|wide| wide.holds(&span)), "{lat} {lon} {at}");
                    }
                }
            }
            let widest = active.iter().filter_map(TimeInterval::duration).max().unwrap();
            assert!(widest < hours(20), "{widest}");
        }
    }
}

#[test]
fn a_weekday_of_the_sun_is_that_of_utc_and_that_of_the_place() {
    let mut zone = daylight([-41.3, 174.8]);
    let Applicability::Windows(windows) = &mut zone.applicability else { unreachable!() };
    windows[0].daily[0].days = DaySet::NONE.with(overfly_model::Weekday::Monday);
    let applies = |at| zone.may_apply(&TimeInterval::instant(t(at)));
    // Sunrise in Wellington on Monday 23 November 2026 is on Sunday evening, UTC.
    assert!(applies("2026-11-22T20:00:00Z") && applies("2026-11-23T20:00:00Z"));
    assert!(!applies("2026-11-21T20:00:00Z") && !applies("2026-11-24T20:00:00Z"));
}

/// Height of the sun's centre over a place, degrees, without refraction; by the position of the sun at that
/// very instant rather than by the time of an event.
fn height_deg([lat, lon]: [f64; 2], at: Timestamp) -> f64 {
    let days = f64::from(i32::try_from(at.as_second() / 60).unwrap()) / 1440.0;
    let time = JulianDate::new(2_440_587.5 + days, 70.0).unwrap();
    let place = Location { latitude: lat, longitude: lon };
    SolarPositions::new()
        .for_time_from_julian(time)
        .unwrap()
        .at(place, 0.0, None)
        .unwrap()
        .elevation_angle()
}

/// A place from pole to pole, and at sea on either side of the date line.
fn place() -> impl Strategy<Value = [f64; 2]> {
    (prop_oneof![-89.0..89.0_f64, -70.0..70.0_f64], -180.0..180.0_f64)
        .prop_map(|(lat, lon)| [lat, lon])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn where_the_sun_is_up_daylight_applies_and_where_it_is_down_the_night_does(
        centre in place(), radius_km in prop_oneof![Just(0_u32), 1_u32..800], minute in 26_000_000_i64..31_000_000,
        towards in (-0.7..0.7_f64, -0.7..0.7_f64),
    ) {
        let at = Timestamp::from_second(minute * 60).unwrap();
        let mut zones = [daylight(centre), night(centre)];
        for zone in &mut zones {
            if let Outline::Circle { radius, .. } = &mut zone.parts[0].outline {
                *radius = Metres::whole(i32::try_from(radius_km * 1000 + 100).unwrap());
            }
        }
        // Some place within the zone.
        let north = centre[0] + towards.0 * f64::from(radius_km) / 111.7;
        let here = [north, centre[1] + towards.1 * f64::from(radius_km) / 111.4 / north.to_radians().cos().abs().max(0.02)];
        prop_assume!(north.abs() < 88.0 && here[1].abs() <= 180.0);
        let height = height_deg(here, at) + 50.0 / 60.0;
        let instant = TimeInterval::instant(at);
        if height > 0.003 {
            prop_assert!(zones[0].may_apply(&instant), "daylight missed, sun {height} over the edge at {here:?}");
        }
        if height < -0.003 {
            prop_assert!(zones[1].may_apply(&instant), "night missed, sun {height} over the edge at {here:?}");
        }
    }

    /// An event that does not come has no time, so a period is over only where its last event was an end.
    #[test]
    fn where_an_end_did_not_come_the_period_goes_on(
        centre in place(), minute in 26_000_000_i64..31_000_000,
        pair in prop::sample::select(vec![
            (SunEvent::Sunrise, SunEvent::EveningTwilight), (SunEvent::Sunrise, SunEvent::Sunset),
            (SunEvent::MorningTwilight, SunEvent::EveningTwilight), (SunEvent::MorningTwilight, SunEvent::Sunset),
        ]),
    ) {
        let height = |event| if matches!(event, SunEvent::Sunrise | SunEvent::Sunset) { -50.0 / 60.0 } else { -6.0 };
        let (rises_over, falls_under) = (height(pair.0), height(pair.1));
        let at = |minute: i64| Timestamp::from_second(minute * 60).unwrap();
        // Back in time to the last crossing that counts; none within a day and a half tells nothing.
        let mut was = height_deg(centre, at(minute));
        let mut last = None;
        for away in (5..1_440).step_by(5) {
            let is = height_deg(centre, at(minute - away));
            if is < rises_over && rises_over <= was {
                last = Some(true);
            } else if is >= falls_under && falls_under > was {
                last = Some(false);
            }
            if last.is_some() { break; }
            was = is;
        }
        prop_assume!(centre[0].abs() < 84.0);
        if last == Some(true) {
            let zone = zone_at(centre, period(pair.0, pair.1));
            prop_assert!(zone.may_apply(&TimeInterval::instant(at(minute))), "{centre:?} {}", at(minute));
        }
    }

    #[test]
    fn a_small_zone_is_not_active_two_minutes_before_or_after_its_daylight(
        lat in -65.0..65.0_f64, lon in -180.0..180.0_f64, minute in 26_000_000_i64..31_000_000
    ) {
        let at = |minute: i64| Timestamp::from_second(minute * 60).unwrap();
        let up = (-2..=2).any(|away| height_deg([lat, lon], at(minute + away)) > -50.0 / 60.0 - 0.01);
        let applies = daylight([lat, lon]).may_apply(&TimeInterval::instant(at(minute)));
        prop_assert!(up || !applies);
    }
}
