//! Elevation tiles under a flight.

use overfly_check::{Airspace, Decision, Request, Verdict, check};
use overfly_model::{
    Altitude, Code, Datum, Extent, Flight, Limit, Metres, Outline, Reading, Relief, Tile, TileName,
    VerticalLimits, Zone, ZoneType,
};
use overfly_testkit::cases::cases;
use overfly_testkit::scene::{agl, at, height, rectangle, route, zone};
use proptest::prelude::*;

use crate::ask::{airspace, request};

/// A tile of one degree, its height by the degree east of its west border.
pub fn tile(name: &str, height_m: impl Fn(f64) -> i16) -> Tile {
    const SIDE: usize = 1201;
    #[allow(clippy::cast_precision_loss, reason = "up to 1201")]
    let east = |post: usize| (post % SIDE) as f64 / 1200.0;
    let posts = (0..SIDE * SIDE).map(|post| height_m(east(post))).collect();
    Tile::new(TileName::from_text(name).unwrap(), posts).unwrap()
}

pub fn relief(tiles: impl IntoIterator<Item = Tile>) -> Relief {
    let mut relief = Relief::default();
    for tile in tiles {
        relief.insert(tile);
    }
    relief
}

fn limits(lower: Altitude, upper: Altitude) -> VerticalLimits {
    VerticalLimits { lower: Limit::At(lower), upper: Limit::At(upper) }
}

/// Across 5.50 to 5.52 E.
fn strip() -> Outline {
    rectangle([51.9, 5.5, 52.1, 5.52])
}

/// From 5.40 to 5.60 E along 52 N.
fn eastward(altitude: Altitude) -> Reading<Flight> {
    route(&[at(52.0, 5.4), at(52.0, 5.6)], altitude)
}

fn decide(flight: &Reading<Flight>, airspace: &Airspace, relief: Option<&Relief>) -> Decision {
    check(&Request { relief, ..request(flight, airspace) })
}

fn has(decision: &Decision, code: Code) -> bool {
    decision.findings.iter().any(|f| f.code == code)
}

#[test]
fn tiles_tell_a_height_above_ground_from_one_above_the_sea() {
    let zone = zone(
        "1",
        ZoneType::Prohibited,
        strip(),
        limits(height(150, Datum::Amsl), height(900, Datum::Amsl)),
    );
    let airspace = airspace(vec![zone]);
    let flight = eastward(height(60, Datum::Agl));
    assert_eq!(decide(&flight, &airspace, None).verdict, Verdict::Blocked, "ground up to 325 m");
    let flat = relief([tile("N51E005", |_| 30), tile("N52E005", |_| 30)]);
    let clear = decide(&flight, &airspace, Some(&flat));
    assert_eq!(clear.verdict, Verdict::Clear, "{:?}", clear.findings);
    let hilly = relief([tile("N51E005", |_| 120), tile("N52E005", |_| 120)]);
    assert_eq!(decide(&flight, &airspace, Some(&hilly)).verdict, Verdict::Blocked);
}

/// The ground counts where the flight meets the zone, not elsewhere on the leg.
#[test]
fn the_ground_counts_where_the_flight_meets_the_zone() {
    let zone = zone(
        "1",
        ZoneType::Prohibited,
        strip(),
        limits(height(150, Datum::Amsl), height(900, Datum::Amsl)),
    );
    let airspace = airspace(vec![zone]);
    let flight = eastward(height(60, Datum::Agl));
    let hill =
        |from: f64, to: f64| move |east: f64| if east >= from && east <= to { 200 } else { 10 };
    for (from, to, verdict) in [
        (0.40, 0.45, Verdict::Clear),
        (0.505, 0.515, Verdict::Blocked),
        (0.55, 0.60, Verdict::Clear),
    ] {
        let hilly = relief(["N51E005", "N52E005"].map(|name| tile(name, hill(from, to))));
        assert_eq!(decide(&flight, &airspace, Some(&hilly)).verdict, verdict, "{from}");
    }
}

#[test]
fn a_missing_tile_or_a_void_is_ground_at_any_height() {
    let zone = zone(
        "1",
        ZoneType::Prohibited,
        strip(),
        limits(height(150, Datum::Amsl), height(900, Datum::Amsl)),
    );
    let airspace = airspace(vec![zone]);
    let flight = eastward(height(60, Datum::Agl));
    let holed = |east: f64| if east > 0.51 && east < 0.5115 { -32768 } else { 10 };
    for lacking in [
        relief([tile("N51E005", |_| 10)]),
        relief([tile("N51E005", |_| 10), tile("N52E006", |_| 10)]),
        relief(["N51E005", "N52E005"].map(|name| tile(name, holed))),
    ] {
        let decision = decide(&flight, &airspace, Some(&lacking));
        assert_eq!(decision.verdict, Verdict::Blocked);
        assert!(has(&decision, Code::TerrainMissing));
    }
}

#[test]
fn tiles_tell_the_take_off_and_a_stated_elevation_must_agree_with_them() {
    let zone = zone(
        "1",
        ZoneType::Prohibited,
        strip(),
        limits(height(150, Datum::Amsl), height(900, Datum::Amsl)),
    );
    let airspace = airspace(vec![zone]);
    let flight = eastward(height(60, Datum::AboveTakeOff));
    assert_eq!(decide(&flight, &airspace, None).verdict, Verdict::Blocked);
    // 30 m, give or take 20, and 10 of margin.
    let flat = relief([tile("N51E005", |_| 30), tile("N52E005", |_| 30)]);
    assert_eq!(decide(&flight, &airspace, Some(&flat)).verdict, Verdict::Clear);
    let stated = |metres| {
        check(&Request {
            relief: Some(&flat),
            take_off_elevation: Some(Metres::whole(metres)),
            ..request(&flight, &airspace)
        })
    };
    assert_eq!(stated(30).verdict, Verdict::Clear);
    assert_eq!(stated(100).verdict, Verdict::Blocked, "not believed: anywhere on the ground");
}

/// Tiles of another place under the name of this one.
#[test]
fn tiles_with_ground_that_the_country_has_not_count_beside_the_country() {
    let zone = zone(
        "1",
        ZoneType::Prohibited,
        strip(),
        limits(height(0, Datum::Amsl), height(300, Datum::Amsl)),
    );
    let airspace = airspace(vec![zone]);
    let flight = eastward(height(60, Datum::Agl));
    let alps = relief([tile("N51E005", |_| 2000), tile("N52E005", |_| 2000)]);
    let decision = decide(&flight, &airspace, Some(&alps));
    assert_eq!(decision.verdict, Verdict::Blocked);
    assert!(has(&decision, Code::TerrainMissing));
}

#[test]
fn heights_over_the_ellipsoid_are_told_by_the_geoid_of_the_place() {
    // The geoid lies 43 m over the ellipsoid here: 160 m of a satellite receiver are 117 m above the sea.
    let at_sea = |lower, upper| {
        let limits = limits(height(lower, Datum::Amsl), height(upper, Datum::Amsl));
        airspace(vec![zone("1", ZoneType::Prohibited, strip(), limits)])
    };
    let flight = eastward(height(160, Datum::Wgs84));
    for (lower, upper, verdict) in [
        (0, 95, Verdict::Clear),
        (0, 110, Verdict::Blocked),
        (120, 500, Verdict::Blocked),
        (140, 500, Verdict::Clear),
    ] {
        let decision = decide(&flight, &at_sea(lower, upper), None);
        assert_eq!(decision.verdict, verdict, "{lower}-{upper} {:?}", decision.findings);
    }
}

/// A zone whose limits contradict each other on some ground counts whole; knowing the ground may end that.
fn may_invert(zone: &Zone, airspace: &Airspace) -> bool {
    zone.parts[0].limits.may_be_empty(&airspace.terrain(&Extent::at(at(52.0, 5.0))))
}

proptest! {
    #![proptest_config(cases(60))]

    /// Where tiles clear a flight, every ground within their error clears it by plain arithmetic.
    #[test]
    fn tiles_never_clear_what_the_true_ground_blocks(
        ground in 0_i16..300, flown in 0_i32..400, over_ground in any::<bool>(),
        lower in 0_i32..600, band in 20_i32..400, above_ground in any::<bool>(),
    ) {
        let datum = |ground| if ground { Datum::Agl } else { Datum::Amsl };
        let limits = if above_ground {
            agl(lower, lower + band)
        } else {
            limits(height(lower, Datum::Amsl), height(lower + band, Datum::Amsl))
        };
        let zone = zone("1", ZoneType::Prohibited, strip(), limits);
        let airspace = airspace(vec![zone.clone()]);
        prop_assume!(!may_invert(&zone, &airspace));
        let flat = relief([tile("N51E005", |_| ground), tile("N52E005", |_| ground)]);
        let flight = eastward(height(flown, datum(over_ground)));
        let clear = decide(&flight, &airspace, Some(&flat)).verdict == Verdict::Clear;
        let ground = i32::from(ground);
        let meets = |error: i32| {
            let amsl = |h: i32, above: bool| if above { h + ground + error } else { h };
            let at = amsl(flown, over_ground);
            let grounded = above_ground && lower <= 0;
            (grounded || amsl(lower, above_ground) <= at) && at <= amsl(lower + band, above_ground)
        };
        prop_assert!(!clear || !(-20..=20).any(meets));
        // What is clear without tiles stays clear with them: they only narrow.
        prop_assert!(clear || decide(&flight, &airspace, None).verdict != Verdict::Clear);
    }
}
