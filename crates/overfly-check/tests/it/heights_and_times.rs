//! A conflict is where footprint, height and time meet together.

use core::time::Duration;

use overfly_check::{Verdict, check};
use overfly_model::{
    Altitude, Applicability, Datum, Elapsed, Extent, Flight, Home, Limit, Metres, PieceKind,
    Reading, Terrain, TimeInterval, VerticalLimits, Window, Zone, ZoneType,
};
use overfly_testkit::scene::{agl, at, height, rectangle, route, zone};

use crate::ask::{airspace, airspace_of, coverage, decide, request, t};

fn here(limits: VerticalLimits) -> Zone {
    zone("1", ZoneType::Prohibited, rectangle([51.99, 5.0, 52.01, 5.02]), limits)
}

fn flight(altitude: Altitude) -> Reading<Flight> {
    let mut reading = route(&[at(52.0, 4.99), at(52.0, 5.03)], altitude);
    // Above what it climbs through.
    reading.items.home = None;
    reading
}

fn stated(lower: Altitude, upper: Altitude) -> VerticalLimits {
    VerticalLimits { lower: Limit::At(lower), upper: Limit::At(upper) }
}

#[test]
fn a_zone_overhead_counts_within_the_vertical_margin_only() {
    for (lower, verdict) in [(70, Verdict::Blocked), (71, Verdict::Clear)] {
        let decision =
            decide(&flight(height(60, Datum::Agl)), &airspace(vec![here(agl(lower, 500))]));
        assert_eq!(decision.verdict, verdict, "{lower}");
    }
}

#[test]
fn a_flight_climbs_through_what_it_flies_over() {
    let airspace = airspace(vec![zone(
        "1",
        ZoneType::Prohibited,
        rectangle([51.99, 4.98, 52.01, 5.02]),
        agl(0, 50),
    )]);
    let mut high = route(&[at(52.0, 4.99), at(52.0, 5.03)], height(100, Datum::Agl));
    assert_eq!(decide(&high, &airspace).verdict, Verdict::Blocked);
    let climb = decide(&high, &airspace).findings.into_iter().find(|f| f.zone.is_some()).unwrap();
    assert!(climb.piece.unwrap().derived);
    high.items.home = Some(Home { position: at(52.0, 5.03), elevation: None, assumed: false });
    assert_eq!(
        decide(&high, &airspace).verdict,
        Verdict::Blocked,
        "the transit to the first point is flown from the ground up"
    );
}

#[test]
fn heights_above_take_off_meet_limits_above_the_sea_by_what_is_known_of_the_ground() {
    let zone = here(stated(height(150, Datum::Amsl), height(400, Datum::Amsl)));
    let airspace = airspace(vec![zone]);
    let mut plan = flight(height(60, Datum::AboveTakeOff));
    assert_eq!(decide(&plan, &airspace).verdict, Verdict::Blocked, "Dutch ground reaches 325 m");
    plan.items.home =
        Some(Home { position: at(52.0, 4.99), elevation: Some(Metres::whole(12)), assumed: false });
    assert_eq!(decide(&plan, &airspace).verdict, Verdict::Clear, "60 m above 12 m is below 150 m");
    let mut request = request(&plan, &airspace);
    request.take_off_elevation = Some(Metres::whole(90));
    assert_eq!(
        check(&request).verdict,
        Verdict::Blocked,
        "what the caller states goes before the plan"
    );
}

#[test]
fn a_take_off_elevation_outside_the_country_is_not_believed() {
    let airspace = airspace(vec![here(stated(height(150, Datum::Amsl), height(400, Datum::Amsl)))]);
    let mut plan = flight(height(60, Datum::AboveTakeOff));
    plan.items.home = Some(Home {
        position: at(52.0, 4.99),
        elevation: Some(Metres::whole(-500)),
        assumed: false,
    });
    assert_eq!(decide(&plan, &airspace).verdict, Verdict::Blocked);
    let stated = overfly_check::Request {
        take_off_elevation: Some(Metres::whole(2000)),
        ..request(&plan, &airspace)
    };
    assert_eq!(check(&stated).verdict, Verdict::Blocked);
    let beside = route(&[at(52.2, 4.99), at(52.2, 5.03)], height(60, Datum::AboveTakeOff));
    let stated = overfly_check::Request {
        take_off_elevation: Some(Metres::whole(2000)),
        ..request(&beside, &airspace)
    };
    assert_eq!(
        check(&stated).verdict,
        Verdict::Undecided,
        "what the caller states wrongly is not passed over"
    );
}

#[test]
fn an_ellipsoid_height_is_an_interval_above_the_sea() {
    // The geoid lies 43 m above the ellipsoid here: 60 m on the ellipsoid are 17 m above the sea.
    let below = here(stated(height(0, Datum::Amsl), height(20, Datum::Amsl)));
    assert_eq!(
        decide(&flight(height(60, Datum::Wgs84)), &airspace(vec![below])).verdict,
        Verdict::Blocked
    );
}

#[test]
fn ground_of_an_unknown_country_is_anywhere_on_earth() {
    let mut strange = here(stated(height(5000, Datum::Amsl), height(6000, Datum::Amsl)));
    strange.country = Some("XYZ".into());
    let airspace = airspace(vec![strange]);
    assert_eq!(airspace.terrain(&Extent::at(at(52.0, 5.0))), Terrain::UNKNOWN);
    assert_eq!(decide(&flight(height(60, Datum::Agl)), &airspace).verdict, Verdict::Blocked);
}

fn daytime() -> Zone {
    let mut zone = here(agl(0, 120));
    let dates = TimeInterval {
        from: Some(t("2026-11-22T10:00:00Z")),
        until: Some(t("2026-11-22T12:00:00Z")),
    };
    zone.applicability = Applicability::Windows(vec![Window::of_dates(dates)]);
    zone
}

#[test]
fn a_zone_counts_only_when_the_flight_may_be_there() {
    let airspace = airspace(vec![daytime()]);
    let mut plan = route(&[at(52.0, 4.99), at(52.0, 5.03)], height(60, Datum::Agl));
    plan.items.pieces[0].kind = PieceKind::Landing;
    plan.items.pieces[0].elapsed =
        Some(Elapsed { from: Duration::ZERO, until: Duration::from_secs(600), steady: false });
    for (depart, verdict) in [
        (None, Verdict::Blocked),
        // 10 minutes of flight, as much to come home, 10 of reserve, and a fifth: 36 minutes.
        (Some("2026-11-22T09:23:00Z"), Verdict::Clear),
        (Some("2026-11-22T09:25:00Z"), Verdict::Blocked),
        (Some("2026-11-22T11:59:00Z"), Verdict::Blocked),
        (Some("2026-11-22T12:02:01Z"), Verdict::Clear),
    ] {
        let mut request = request(&plan, &airspace);
        request.depart = depart.map(t);
        assert_eq!(check(&request).verdict, verdict, "{depart:?}");
    }
}

#[test]
fn a_flight_of_unknown_length_meets_every_later_time() {
    let airspace = airspace(vec![daytime()]);
    let plan = flight(height(60, Datum::Agl));
    let mut request = request(&plan, &airspace);
    request.depart = Some(t("2026-11-20T09:00:00Z"));
    assert_eq!(check(&request).verdict, Verdict::Blocked);
}

#[test]
fn a_comparison_over_two_datums_says_on_what_ground_it_rests() {
    let airspace = airspace(vec![here(stated(height(150, Datum::Amsl), height(400, Datum::Amsl)))]);
    let over = decide(&flight(height(60, Datum::AboveTakeOff)), &airspace);
    let note = over.findings.iter().find(|f| f.code.as_str() == "height-assumed").unwrap();
    assert!(note.text.contains("-10 to 325 m AMSL") && note.hint.is_some(), "{note:?}");
    let same = decide(&flight(height(60, Datum::Amsl)), &airspace);
    assert!(same.findings.iter().all(|f| f.code.as_str() != "height-assumed"));
}

#[test]
fn an_assumption_that_decides_nothing_is_not_named() {
    let airspace = airspace(vec![here(stated(height(-20, Datum::Amsl), height(900, Datum::Amsl)))]);
    let inside = decide(&flight(height(60, Datum::AboveTakeOff)), &airspace);
    assert_eq!(inside.verdict, Verdict::Blocked);
    assert!(inside.findings.iter().all(|f| f.code.as_str() != "height-assumed"));
}

#[test]
fn what_keeps_a_flight_out_of_a_zone_is_named_too() {
    let airspace = airspace(vec![here(stated(height(500, Datum::Amsl), height(900, Datum::Amsl)))]);
    let below = decide(&flight(height(60, Datum::AboveTakeOff)), &airspace);
    let note = below.findings.iter().find(|f| f.code.as_str() == "zone-not-met").unwrap();
    assert!(note.text.contains("take-off anywhere on the ground (-10 to 325 m AMSL)"), "{note:?}");
}

#[test]
fn limits_that_may_contradict_each_other_here_are_named() {
    let airspace = airspace(vec![here(stated(height(50, Datum::Agl), height(200, Datum::Amsl)))]);
    let decision = decide(&flight(height(300, Datum::Amsl)), &airspace);
    assert_eq!(decision.verdict, Verdict::Blocked);
    assert!(decision.findings.iter().any(|f| f.code.as_str() == "limits-inverted"));
}

#[test]
fn the_way_home_takes_its_time() {
    // 27 km out at 8 m/s takes 56 minutes, and so does the way home.
    let mut plan = route(&[at(52.0, 4.6), at(52.0, 4.99)], height(60, Datum::Agl));
    plan.items.lost_link =
        overfly_model::LostLink::Return(overfly_model::ReturnHeight::At(height(60, Datum::Agl)));
    plan.items.pieces[0].elapsed =
        Some(Elapsed { from: Duration::ZERO, until: Duration::from_secs(3360), steady: false });
    let mut zone =
        zone("1", ZoneType::Prohibited, rectangle([51.99, 4.59, 52.01, 4.61]), agl(0, 120));
    let dates = TimeInterval {
        from: Some(t("2026-11-22T11:25:00Z")),
        until: Some(t("2026-11-22T12:30:00Z")),
    };
    zone.applicability = Applicability::Windows(vec![Window::of_dates(dates)]);
    let airspace = airspace(vec![zone]);
    let mut request = request(&plan, &airspace);
    request.depart = Some(t("2026-11-22T10:00:00Z"));
    assert_eq!(check(&request).verdict, Verdict::Blocked);
    request.depart = Some(t("2026-11-22T12:32:00Z"));
    assert_eq!(check(&request).verdict, Verdict::Clear, "it is over by then");
}

/// The highest Dutch ground is 323 m, and Mount Scenery on Saba 870 m.
#[test]
fn the_ground_of_a_country_is_not_that_of_its_islands_overseas() {
    let outline = rectangle([17.62, -63.25, 17.65, -63.22]);
    let limits = stated(height(600, Datum::Amsl), height(2000, Datum::Amsl));
    let saba = airspace_of(
        Some(overfly_model::Coverage {
            outlines: vec![rectangle([17.0, -64.0, 18.0, -63.0])],
            ..coverage(TimeInterval::ANY)
        }),
        overfly_testkit::scene::zone_set(vec![zone("1", ZoneType::Prohibited, outline, limits)]),
    );
    let plan = route(&[at(17.63, -63.24), at(17.64, -63.23)], height(100, Datum::Agl));
    assert_eq!(decide(&plan, &saba).verdict, Verdict::Blocked);
}

#[test]
fn a_take_off_elevation_that_differs_from_the_plans_is_not_just_taken() {
    let above = here(stated(height(3000, Datum::Amsl), height(4000, Datum::Amsl)));
    let airspace = airspace(vec![above]);
    let mut plan = route(&[at(52.0, 4.99), at(52.0, 5.03)], height(60, Datum::AboveTakeOff));
    plan.items.home.as_mut().unwrap().elevation = Some(Metres::whole(200));
    for (stated, verdict) in
        [(None, Verdict::Clear), (Some(205), Verdict::Clear), (Some(30), Verdict::Undecided)]
    {
        let request = overfly_check::Request {
            take_off_elevation: stated.map(Metres::whole),
            ..request(&plan, &airspace)
        };
        assert_eq!(check(&request).verdict, verdict, "{stated:?}");
    }
}
