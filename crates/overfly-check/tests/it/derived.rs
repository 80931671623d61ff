//! What a plan leaves out.

use overfly_check::{Decision, Verdict, check};
use overfly_model::{
    Code, Datum, Effect, Flight, Footprint, HeightInterval, Home, LostLink, Metres, PieceKind,
    Rally, Reading, ReturnHeight, Zone, ZoneType,
};
use overfly_testkit::scene::{agl, at, height, rectangle, route, within, zone};

use crate::ask::{airspace, codes, request};

/// Out east, up north and back west: the way home cuts the corner.
fn bend() -> Reading<Flight> {
    route(&[at(52.0, 5.0), at(52.0, 5.02), at(52.02, 5.02)], height(60, Datum::Agl))
}

/// The same, and back on its own track: nothing is left to fly home.
fn there_and_back() -> Reading<Flight> {
    let out = [at(52.0, 5.0), at(52.0, 5.02), at(52.02, 5.02)];
    route(&[out[0], out[1], out[2], out[1], out[0]], height(60, Datum::Agl))
}

/// In the corner that only the way home crosses.
fn corner(lower: i32, upper: i32) -> Zone {
    zone("corner", ZoneType::Prohibited, rectangle([52.008, 5.008, 52.01, 5.01]), agl(lower, upper))
}

fn decide(flight: &Reading<Flight>, zones: Vec<Zone>, lost_link: LostLink) -> Decision {
    let airspace = airspace(zones);
    let mut request = request(flight, &airspace);
    request.lost_link = Some(lost_link);
    check(&request)
}

fn home_at(metres: i32) -> LostLink {
    LostLink::Return(ReturnHeight::At(height(metres, Datum::Agl)))
}

#[test]
fn the_way_home_from_anywhere_is_part_of_the_flight() {
    let decision = decide(&bend(), vec![corner(0, 120)], home_at(60));
    assert_eq!(decision.verdict, Verdict::Blocked);
    let finding = decision.findings.iter().find(|f| f.zone.is_some()).unwrap();
    assert_eq!(finding.piece.map(|p| (p.kind, p.derived)), Some((PieceKind::Return, true)));
    assert_eq!(
        decide(&there_and_back(), vec![corner(0, 120)], home_at(60)).verdict,
        Verdict::Blocked
    );
    assert_eq!(
        decide(&there_and_back(), vec![corner(0, 120)], LostLink::Hover).verdict,
        Verdict::Clear
    );
}

#[test]
fn a_plan_that_ends_in_the_air_has_a_way_home_unless_it_lands() {
    let mut flight = bend();
    let decision = decide(&flight, vec![corner(0, 120)], LostLink::Hover);
    assert_eq!(decision.verdict, Verdict::Blocked);
    let finding = decision.findings.iter().find(|f| f.zone.is_some()).unwrap();
    assert_eq!(finding.piece.map(|p| (p.kind, p.derived)), Some((PieceKind::Transit, true)));
    flight.items.pieces.iter_mut().for_each(|piece| piece.heights = HeightInterval::ANY);
    assert_eq!(decide(&flight, vec![corner(0, 120)], LostLink::Hover).verdict, Verdict::Blocked);
    flight.items.pieces[1].kind = PieceKind::Landing;
    assert_eq!(decide(&flight, vec![corner(0, 120)], LostLink::Hover).verdict, Verdict::Clear);
}

#[test]
fn a_return_height_over_another_datum_reaches_from_the_one_to_the_other() {
    let back = |metres| LostLink::Return(ReturnHeight::At(height(metres, Datum::AboveTakeOff)));
    // Ground between -10 and 325 m: 100 m above take-off are 90 to 425 m AMSL, 60 m AGL are 50 to 385.
    for (zone, verdict) in [(corner(70, 80), Verdict::Blocked), (corner(500, 600), Verdict::Clear)]
    {
        assert_eq!(decide(&bend(), vec![zone], back(100)).verdict, verdict);
    }
}

#[test]
fn the_way_to_and_from_an_area_starts_and_ends_anywhere_in_it() {
    let ring = [at(52.0, 5.0), at(52.0, 5.02), at(52.02, 5.02), at(52.02, 5.0)].to_vec();
    let mut flight =
        within(Footprint::Polygon(ring), HeightInterval::up_to(height(60, Datum::Agl)));
    flight.items.home = Some(Home { position: at(52.01, 4.98), elevation: None, assumed: false });
    let between = zone(
        "between",
        ZoneType::Prohibited,
        rectangle([52.013, 4.988, 52.014, 4.99]),
        agl(30, 120),
    );
    assert_eq!(decide(&flight, vec![between], LostLink::Hover).verdict, Verdict::Blocked);
}

#[test]
fn the_way_home_lies_between_the_flown_and_the_return_height() {
    for (back, zone, verdict) in [
        (60, corner(80, 120), Verdict::Clear),
        (100, corner(80, 120), Verdict::Blocked),
        (20, corner(0, 30), Verdict::Blocked),
        (60, corner(0, 30), Verdict::Clear),
    ] {
        assert_eq!(decide(&bend(), vec![zone], home_at(back)).verdict, verdict, "{back}");
    }
}

#[test]
fn a_return_height_that_nobody_states_leaves_zones_overhead_undecided() {
    for lost_link in [LostLink::NotStated, LostLink::Return(ReturnHeight::NotStated)] {
        let decision = decide(&bend(), vec![corner(300, 400)], lost_link);
        assert_eq!(decision.verdict, Verdict::Undecided);
        assert_eq!(codes(&decision, Some("NLD/corner")), [Code::ReturnHeightNotStated.as_str()]);
        assert_eq!(
            decide(&bend(), vec![corner(0, 120)], lost_link).verdict,
            Verdict::Blocked,
            "at the flown height"
        );
    }
}

#[test]
fn a_rally_point_is_a_home_too() {
    let mut flight = bend();
    flight.items.rally = vec![Rally::at(at(52.03, 5.0))];
    let beyond = zone(
        "beyond",
        ZoneType::Prohibited,
        rectangle([52.024, 5.004, 52.026, 5.011]),
        agl(0, 120),
    );
    assert_eq!(decide(&flight, vec![beyond.clone()], home_at(60)).verdict, Verdict::Blocked);
    flight.items.rally.clear();
    assert_eq!(decide(&flight, vec![beyond], home_at(60)).verdict, Verdict::Clear);
}

#[test]
fn an_aircraft_that_flies_only_to_rally_points_crosses_nothing_on_the_way_home() {
    let mut flight = there_and_back();
    let homeward = corner(0, 120);
    let rally = LostLink::Rally(ReturnHeight::At(height(60, Datum::Agl)));
    assert_eq!(decide(&flight, vec![homeward.clone()], home_at(60)).verdict, Verdict::Blocked);
    let without = decide(&flight, vec![homeward.clone()], rally);
    assert!(codes(&without, None).contains(&Code::RallyPointMissing.as_str()));
    assert_eq!(without.verdict, Verdict::Blocked, "without a rally point home counts");
    let Footprint::Path(points) = &flight.items.pieces[0].footprint else { panic!("a leg") };
    flight.items.rally = vec![Rally::at(points[1])];
    assert_eq!(decide(&flight, vec![homeward], rally).verdict, Verdict::Clear);
}

#[test]
fn a_rally_point_is_flown_to_at_its_own_height_too() {
    let mut flight = bend();
    let aside = at(52.03, 5.0);
    let above = zone(
        "above",
        ZoneType::Prohibited,
        rectangle([52.024, 5.004, 52.026, 5.011]),
        agl(200, 300),
    );
    flight.items.rally = vec![Rally::at(aside)];
    assert_eq!(decide(&flight, vec![above.clone()], home_at(60)).verdict, Verdict::Clear);
    flight.items.rally = vec![Rally { position: aside, height: Some(height(250, Datum::Agl)) }];
    assert_eq!(decide(&flight, vec![above], home_at(60)).verdict, Verdict::Blocked);
}

/// The hint of the zone that only the way home meets.
fn cure(decision: &Decision) -> String {
    let met = decision.findings.iter().find(|f| f.zone.is_some() && f.effect > Effect::Note);
    met.unwrap().hint.clone().unwrap()
}

#[test]
fn a_blocked_way_home_is_cured_by_what_the_hint_says() {
    let mut flight = there_and_back();
    let blocked = decide(&flight, vec![corner(75, 120)], home_at(100));
    assert_eq!(blocked.verdict, Verdict::Blocked);
    let hint = cure(&blocked);
    // Flown at 60 m with 10 m of margin: a return below 65 m adds nothing higher.
    assert!(hint.contains("return at 20, 30, 40, 50, 60 m AGL"), "{hint}");
    assert!(hint.contains("--lost-link hover") && hint.contains("rally point at"), "{hint}");
    for (metres, verdict) in [(60, Verdict::Clear), (70, Verdict::Blocked)] {
        assert_eq!(decide(&flight, vec![corner(75, 120)], home_at(metres)).verdict, verdict);
    }
    assert_eq!(decide(&flight, vec![corner(75, 120)], LostLink::Hover).verdict, Verdict::Clear);
    let point = hint.split("rally point at ").nth(1).unwrap().split(" and").next().unwrap();
    let [lat, lon] = point.split(", ").map(|n| n.parse().unwrap()).collect::<Vec<f64>>()[..] else {
        panic!("{point}")
    };
    flight.items.rally = vec![Rally::at(at(lat, lon))];
    let rally = LostLink::Rally(ReturnHeight::At(height(100, Datum::Agl)));
    assert_eq!(decide(&flight, vec![corner(75, 120)], rally).verdict, Verdict::Clear);
}

#[test]
fn a_way_home_within_the_zones_own_heights_is_not_cured_by_another_height() {
    let hint = cure(&decide(&there_and_back(), vec![corner(0, 120)], home_at(60)));
    assert!(!hint.contains("return at") && hint.contains("--lost-link hover"), "{hint}");
    let hint = cure(&decide(&bend(), vec![corner(0, 120)], home_at(60)));
    assert!(hint.contains("move the take-off point"), "a plan that ends in the air: {hint}");
}

#[test]
fn landing_where_it_is_comes_down_everywhere() {
    let low =
        zone("low", ZoneType::Prohibited, rectangle([51.999, 5.01, 52.001, 5.011]), agl(0, 20));
    assert_eq!(
        decide(&there_and_back(), vec![low.clone()], LostLink::Hover).verdict,
        Verdict::Clear
    );
    assert_eq!(decide(&there_and_back(), vec![low], LostLink::Land).verdict, Verdict::Blocked);
}

#[test]
fn the_transit_to_the_first_point_is_part_of_the_flight() {
    let mut flight = bend();
    flight.items.home = Some(Home { position: at(51.98, 5.0), elevation: None, assumed: false });
    let between = zone(
        "between",
        ZoneType::Prohibited,
        rectangle([51.99, 4.999, 51.991, 5.001]),
        agl(0, 120),
    );
    let decision = decide(&flight, vec![between], LostLink::Hover);
    assert_eq!(decision.verdict, Verdict::Blocked);
    let finding = decision.findings.iter().find(|f| f.zone.is_some()).unwrap();
    assert_eq!(finding.piece.unwrap().kind, PieceKind::Transit);
}

#[test]
fn an_area_flight_takes_off_anywhere_in_its_area() {
    let ring =
        [at(52.0, 5.0), at(52.0, 5.02), at(52.02, 5.02), at(52.018, 5.018), at(52.002, 5.002)]
            .to_vec();
    let flight = within(Footprint::Polygon(ring), HeightInterval::at(height(60, Datum::Agl)));
    let low =
        zone("low", ZoneType::Prohibited, rectangle([52.005, 5.015, 52.006, 5.016]), agl(0, 20));
    assert_eq!(
        decide(&flight, vec![low], LostLink::Hover).verdict,
        Verdict::Blocked,
        "it climbs from below"
    );
    // The area is an L: the way home from one arm to the other leaves it.
    let arms = [
        at(52.0, 5.0),
        at(52.0, 5.02),
        at(52.002, 5.02),
        at(52.002, 5.002),
        at(52.02, 5.002),
        at(52.02, 5.0),
    ];
    let flight =
        within(Footprint::Polygon(arms.to_vec()), HeightInterval::at(height(60, Datum::Agl)));
    let across = zone(
        "across",
        ZoneType::Prohibited,
        rectangle([52.008, 5.008, 52.009, 5.009]),
        agl(50, 70),
    );
    assert_eq!(decide(&flight, vec![across], home_at(60)).verdict, Verdict::Blocked);
}

#[test]
fn a_circle_with_home_outside_it_has_its_way_home() {
    let mut flight = within(
        Footprint::Circle { centre: at(52.0, 5.0), radius: Metres::whole(200) },
        HeightInterval::at(height(60, Datum::Agl)),
    );
    flight.items.home = Some(Home { position: at(52.0, 5.03), elevation: None, assumed: false });
    let between = zone(
        "between",
        ZoneType::Prohibited,
        rectangle([52.001, 5.009, 52.002, 5.011]),
        agl(50, 120),
    );
    assert_eq!(
        decide(&flight, vec![between.clone()], home_at(60)).verdict,
        Verdict::Blocked,
        "from the north of the circle"
    );
    flight.items.home = Some(Home { position: at(52.0, 5.0), elevation: None, assumed: false });
    assert_eq!(decide(&flight, vec![between], home_at(60)).verdict, Verdict::Clear);
}

#[test]
fn a_return_that_the_plan_orders_is_flown_at_a_height_nobody_states() {
    let mut flight = bend();
    let mut order = flight.items.pieces[1].clone();
    (order.kind, order.index) = (PieceKind::Return, 1);
    order.footprint = Footprint::Path(vec![at(52.02, 5.02), at(52.0, 5.0)]);
    flight.items.pieces.push(order);
    let decision = decide(&flight, vec![corner(300, 400)], LostLink::Hover);
    assert_eq!(decision.verdict, Verdict::Undecided);
    assert_eq!(decide(&flight, vec![corner(300, 400)], home_at(60)).verdict, Verdict::Clear);
    assert_eq!(decide(&flight, vec![corner(0, 120)], LostLink::Hover).verdict, Verdict::Blocked);
}

#[test]
fn a_rally_point_is_flown_to_from_the_transit_too() {
    let mut flight = route(&[at(52.0, 5.04), at(51.99, 5.04)], height(60, Datum::Agl));
    flight.items.home = Some(Home { position: at(52.0, 5.0), elevation: None, assumed: false });
    flight.items.rally = vec![Rally::at(at(52.01, 5.02))];
    for place in [[52.0045, 5.0095, 52.0055, 5.0105], [52.0015, 5.010, 52.003, 5.012]] {
        let zone = zone("1", ZoneType::Prohibited, rectangle(place), agl(0, 120));
        assert_eq!(decide(&flight, vec![zone], home_at(60)).verdict, Verdict::Blocked, "{place:?}");
    }
}

#[test]
fn landing_where_it_is_comes_down_on_the_way_home_too() {
    let low =
        zone("low", ZoneType::Prohibited, rectangle([52.009, 5.009, 52.011, 5.011]), agl(0, 30));
    assert_eq!(decide(&bend(), vec![low], LostLink::Land).verdict, Verdict::Blocked);
}

#[test]
fn hovering_takes_its_time() {
    use core::time::Duration;
    let mut flight = there_and_back();
    for piece in &mut flight.items.pieces {
        piece.elapsed = Some(overfly_model::Elapsed {
            from: Duration::ZERO,
            until: Duration::from_secs(60),
            steady: false,
        });
    }
    let mut later =
        zone("later", ZoneType::Prohibited, rectangle([51.999, 5.01, 52.001, 5.011]), agl(0, 120));
    let dates = overfly_model::TimeInterval {
        from: Some(crate::ask::t("2026-11-22T10:09:00Z")),
        until: Some(crate::ask::t("2026-11-22T12:00:00Z")),
    };
    later.applicability =
        overfly_model::Applicability::Windows(vec![overfly_model::Window::of_dates(dates)]);
    let airspace = airspace(vec![later]);
    let mut request = request(&flight, &airspace);
    request.lost_link = Some(LostLink::Hover);
    request.depart = Some(crate::ask::t("2026-11-22T10:00:00Z"));
    assert_eq!(check(&request).verdict, Verdict::Blocked);
}

/// Level at the height above the sea that it had over a hill, an aircraft is high over the valley.
#[test]
fn an_autopilot_flies_home_level_where_the_ground_falls_away() {
    let mut flight = route(&[at(52.0, 5.1), at(52.0, 5.2)], height(60, Datum::Agl));
    flight.items.level_home = true;
    // Home lies west, in the valley.
    flight.items.home =
        Some(Home { position: at(52.0, 5.0), elevation: Some(Metres::whole(20)), assumed: false });
    let valley =
        zone("valley", ZoneType::Prohibited, rectangle([51.99, 5.04, 52.01, 5.06]), agl(130, 500));
    let airspace = airspace(vec![valley]);
    let hill = |east: f64| if east < 0.08 { 20 } else { 200 };
    let relief =
        crate::relief::relief(["N51E005", "N52E005"].map(|name| crate::relief::tile(name, hill)));
    let ask = |flight: &Reading<Flight>, relief, lost_link| {
        check(&overfly_check::Request {
            relief,
            lost_link: Some(lost_link),
            ..request(flight, &airspace)
        })
        .verdict
    };
    let home = LostLink::Return(ReturnHeight::At(height(60, Datum::AboveTakeOff)));
    assert_eq!(ask(&flight, Some(&relief), home), Verdict::Blocked);
    assert_eq!(ask(&flight, None, home), Verdict::Undecided, "the ground is not known");
    assert!(ask(&flight, Some(&relief), LostLink::Hover) >= Verdict::Undecided, "at the end");
    // Whoever states a return over the ground flies it so.
    flight.items.level_home = false;
    let over_ground = LostLink::Return(ReturnHeight::At(height(60, Datum::Agl)));
    assert_eq!(ask(&flight, Some(&relief), over_ground), Verdict::Clear);
}
