//! What must never be clear.

use overfly_check::{Airspace, Answers, Misfit, PointQuery, Section, Verdict, build_image};
use overfly_index::BuiltIndex;
use overfly_model::{
    Code, Datum, Effect, Finding, Flight, Footprint, HeightInterval, Metres, Outline, Placement,
    Reading, Ring, Terrain, TimeInterval, ZoneType,
};
use overfly_testkit::scene::{agl, at, finding, height, rectangle, route, within, zone, zone_set};

use crate::ask::{airspace, airspace_of, codes, coverage, dataset, decide};

fn open_route() -> Reading<Flight> {
    route(&[at(52.0, 4.99), at(52.0, 5.03)], height(60, Datum::Agl))
}

fn far() -> overfly_model::Zone {
    zone("far", ZoneType::Prohibited, rectangle([51.6, 4.1, 51.61, 4.11]), agl(0, 120))
}

#[test]
fn an_airspace_without_zones_is_not_clear() {
    for airspace in
        [Airspace::builder().build(), airspace(vec![]), airspace_of(None, zone_set(vec![]))]
    {
        let decision = decide(&open_route(), &airspace);
        assert_eq!(decision.verdict, Verdict::Undecided);
        assert!(codes(&decision, None).contains(&"no-zone-data"));
    }
}

#[test]
fn a_flight_without_pieces_is_not_clear() {
    let empty = Reading { items: Flight::empty("test"), findings: vec![] };
    let decision = decide(&empty, &airspace(vec![far()]));
    assert_eq!(decision.verdict, Verdict::Undecided);
    assert_eq!(codes(&decision, None)[0], "flight-empty");
}

#[test]
fn a_flight_that_leaves_the_coverage_is_not_clear() {
    let decision = decide(
        &route(&[at(52.0, 5.9), at(52.0, 6.1)], height(60, Datum::Agl)),
        &airspace(vec![far()]),
    );
    assert_eq!(decision.verdict, Verdict::Undecided);
    let gap =
        decision.findings.iter().find(|f| f.code == Code::NoZoneData && f.along.is_some()).unwrap();
    let border = overfly_model::geodesy::distance(at(52.0, 5.9), at(52.0, 6.0)).value();
    assert!((gap.along.unwrap()[0].value() - (border - 10.0)).abs() < 1.0, "{gap:?}");
}

#[test]
fn a_zone_that_cannot_be_placed_is_not_clear() {
    let nowhere = zone("x", ZoneType::Prohibited, Outline::Unplaced, agl(0, 120));
    let decision = decide(&open_route(), &airspace(vec![far(), nowhere.clone()]));
    assert_eq!(decision.verdict, Verdict::Undecided);
    assert_eq!(codes(&decision, Some("NLD/x")), ["zone-unplaced"]);

    let mut without_parts = nowhere;
    without_parts.parts.clear();
    assert_eq!(
        decide(&open_route(), &airspace(vec![far(), without_parts])).verdict,
        Verdict::Undecided
    );
}

#[test]
fn a_zone_wound_round_the_earth_too_often_is_not_clear() {
    let lons = [-180, -90, 0, 90].iter().cycle().take(13);
    let turns = lons.zip(0..).map(|(lon, step)| at(60.0 + f64::from(step) * 0.1, f64::from(*lon)));
    let outer = overfly_model::Ring::short_way(turns.collect());
    let wound = Outline::Polygon { outer, holes: Vec::new() };
    let zone = zone("x", ZoneType::Prohibited, wound, agl(0, 120));
    let decision = decide(&open_route(), &airspace(vec![far(), zone]));
    assert_eq!(decision.verdict, Verdict::Undecided);
    assert_eq!(codes(&decision, Some("NLD/x")), ["zone-unplaced"]);
}

#[test]
fn a_file_that_answers_nowhere_may_have_its_unplaced_zone_anywhere() {
    let nowhere = zone("x", ZoneType::Prohibited, Outline::Unplaced, agl(0, 120));
    let mut builder = Airspace::builder();
    let covered = Answers::Manifest(coverage(overfly_model::TimeInterval::ANY));
    builder.add(dataset(covered, zone_set(vec![far()])));
    builder.add(dataset(Answers::BoxOfZones, zone_set(vec![nowhere])));
    assert_eq!(decide(&open_route(), &builder.build()).verdict, Verdict::Undecided);
}

#[test]
fn a_swapped_zone_does_not_make_its_file_answer_for_the_swapped_place() {
    // As read the zone lies near Somalia; exchanged it lies here, ten kilometres off the route.
    let mut swapped =
        zone("s", ZoneType::Prohibited, rectangle([4.5, 52.0, 5.5, 52.5]), agl(0, 120));
    let mut here = swapped.parts[0].clone();
    here.outline = rectangle([52.1, 4.5, 52.5, 5.5]);
    here.placement = Placement::Swapped;
    swapped.parts.push(here);
    let decision = decide(
        &route(&[at(52.3, 5.6), at(52.3, 5.7)], height(60, Datum::Agl)),
        &airspace_of(None, zone_set(vec![swapped])),
    );
    assert_eq!(decision.verdict, Verdict::Undecided);
}

#[test]
fn a_box_of_zones_covers_neither_a_belt_round_the_earth_nor_the_land_abroad() {
    let mut belt =
        zone("1", ZoneType::Unrestricted, rectangle([51.0, -180.0, 53.0, 180.0]), agl(0, 120));
    belt.country = Some("XYZ".into());
    let decision = decide(&open_route(), &airspace_of(None, zone_set(vec![belt])));
    assert_eq!(decision.verdict, Verdict::Undecided, "a belt round the Earth");
    let home = zone("1", ZoneType::Prohibited, rectangle([51.6, 4.1, 51.61, 4.11]), agl(0, 120));
    let abroad = zone("2", ZoneType::Prohibited, rectangle([40.0, 4.1, 40.1, 4.11]), agl(0, 120));
    let airspace = airspace_of(None, zone_set(vec![home, abroad]));
    let decision =
        decide(&route(&[at(45.0, 4.105), at(45.001, 4.105)], height(60, Datum::Agl)), &airspace);
    assert_eq!(decision.verdict, Verdict::Undecided, "between home and a circle abroad");
}

#[test]
fn a_star_shaped_ring_and_a_ring_drawn_twice_are_not_clear_in_their_middle() {
    let star =
        [at(52.10, 5.00), at(51.90, 5.06), at(52.03, 4.90), at(52.03, 5.10), at(51.90, 4.94)];
    let Outline::Polygon { outer, .. } = rectangle([51.9, 4.9, 52.1, 5.1]) else { unreachable!() };
    let twice = [outer.vertices.clone(), outer.vertices].concat();
    for ring in [star.to_vec(), twice] {
        let outline = Outline::Polygon { outer: Ring::literal(ring), holes: vec![] };
        let airspace = airspace(vec![zone("1", ZoneType::Prohibited, outline, agl(0, 120))]);
        let middle = route(&[at(52.0, 4.999), at(52.0, 5.001)], height(60, Datum::Agl));
        assert_eq!(decide(&middle, &airspace).verdict, Verdict::Blocked);
    }
}

#[test]
fn what_a_plan_reader_could_not_tell_is_not_clear() {
    let plan = finding(
        open_route(),
        Finding::undecided(Code::CommandUnknown, "command 31999 is not known"),
    );
    let decision = decide(&plan, &airspace(vec![far()]));
    assert_eq!(decision.verdict, Verdict::Undecided);
    assert_eq!(decision.findings[0].effect, Effect::Undecided);
}

#[test]
fn an_unknown_height_is_not_clear_above_or_below_a_zone() {
    let high =
        zone("1", ZoneType::Prohibited, rectangle([51.99, 5.0, 52.01, 5.02]), agl(5000, 6000));
    let mut plan = open_route();
    plan.items.pieces[0].heights = HeightInterval::ANY;
    assert_eq!(decide(&plan, &airspace(vec![high])).verdict, Verdict::Blocked);
}

#[test]
fn near_a_pole_and_beyond_any_drone_nothing_is_clear() {
    let coverage = overfly_model::Coverage {
        outlines: vec![rectangle([-90.0, -180.0, 90.0, 180.0])],
        ..coverage(overfly_model::TimeInterval::ANY)
    };
    let airspace = airspace_of(Some(coverage), zone_set(vec![far()]));
    for (flight, code) in [
        (route(&[at(89.5, 0.0), at(89.5, 1.0)], height(60, Datum::Agl)), "near-pole"),
        (route(&[at(30.0, 0.0), at(30.0, 20.0)], height(60, Datum::Agl)), "item-not-checkable"),
        (
            within(
                Footprint::Polygon([0.0, 120.0, -120.0].map(|lon| at(88.0, lon)).to_vec()),
                HeightInterval::at(height(60, Datum::Agl)),
            ),
            "near-pole",
        ),
        (
            within(
                Footprint::Circle { centre: at(52.0, 5.0), radius: Metres::whole(5_000_000) },
                HeightInterval::at(height(60, Datum::Agl)),
            ),
            "item-not-checkable",
        ),
    ] {
        let decision = decide(&flight, &airspace);
        assert!(decision.verdict >= Verdict::Undecided, "{code}");
        assert!(codes(&decision, None).contains(&code), "{code}: {:?}", codes(&decision, None));
    }
}

#[test]
fn the_box_of_zones_does_not_reach_from_country_to_country() {
    // Round a Dutch zone, its exchanged copy in the Indian Ocean and a Belgian zone lies half of Europe.
    let mut dutch = zone("1", ZoneType::Prohibited, rectangle([52.1, 5.1, 52.2, 5.2]), agl(0, 120));
    let exchanged = zone("2", ZoneType::Prohibited, rectangle([5.1, 52.1, 5.2, 52.2]), agl(0, 120));
    let mut other = zone("3", ZoneType::Prohibited, rectangle([50.5, 4.5, 50.6, 4.6]), agl(0, 120));
    let munich = route(&[at(48.1, 11.5), at(48.1, 11.51)], height(60, Datum::Agl));
    for country in [Some("BEL"), None, Some("XYZ")] {
        other.country = country.map(str::to_owned);
        let zones = vec![dutch.clone(), exchanged.clone(), other.clone()];
        let decision = decide(&munich, &airspace_of(None, zone_set(zones)));
        assert_eq!(decision.verdict, Verdict::Undecided, "{country:?}");
    }
    dutch.country = None;
    let decision = decide(&munich, &airspace_of(None, zone_set(vec![dutch, exchanged])));
    assert_eq!(decision.verdict, Verdict::Undecided, "no country at all");
}

#[test]
fn a_placed_zone_in_a_file_does_not_place_the_one_beside_it() {
    let nowhere = zone("x", ZoneType::Prohibited, Outline::Unplaced, agl(0, 120));
    let elsewhere = zone("y", ZoneType::Prohibited, rectangle([53.2, 6.5, 53.3, 6.6]), agl(0, 120));
    let mut builder = Airspace::builder();
    builder.add(dataset(
        Answers::Manifest(coverage(overfly_model::TimeInterval::ANY)),
        zone_set(vec![far()]),
    ));
    builder.add(dataset(Answers::BoxOfZones, zone_set(vec![nowhere, elsewhere])));
    assert_eq!(decide(&open_route(), &builder.build()).verdict, Verdict::Undecided);
}

#[test]
fn an_unplaced_zone_above_the_flight_counts_when_the_return_height_is_not_stated() {
    let nowhere = zone("x", ZoneType::Prohibited, Outline::Unplaced, agl(300, 400));
    let airspace = airspace(vec![far(), nowhere]);
    let mut flight = open_route();
    assert_eq!(decide(&flight, &airspace).verdict, Verdict::Clear, "it hovers below");
    flight.items.lost_link = overfly_model::LostLink::NotStated;
    assert_eq!(decide(&flight, &airspace).verdict, Verdict::Undecided);
}

/// An index that does not make sense, of zones that a flight meets.
#[test]
fn an_index_that_does_not_make_sense_is_not_clear() {
    let met = zone("met", ZoneType::Prohibited, rectangle([51.99, 5.0, 52.01, 5.01]), agl(0, 120));
    let data =
        || dataset(Answers::Manifest(coverage(TimeInterval::ANY)), zone_set(vec![met.clone()]));
    let image = build_image(&[data()]).unwrap().image;
    let with = |image: Vec<u8>| {
        let bytes: std::sync::Arc<[u8]> = image.into();
        let section = Section::of(bytes.clone(), 0..bytes.len()).unwrap();
        let mut builder = Airspace::builder();
        builder.add_built(vec![data()], BuiltIndex::open(section).unwrap()).unwrap();
        builder.build()
    };
    assert_eq!(decide(&open_route(), &with(image.clone())).verdict, Verdict::Blocked);
    // Every cell leads to a node far beyond the image; its header and fingerprint are as they were.
    let mut damaged = image;
    damaged[72..].fill(0xfa);
    let airspace = with(damaged);
    let decision = decide(&open_route(), &airspace);
    assert_eq!(decision.verdict, Verdict::Undecided);
    assert!(codes(&decision, None).contains(&"index-damaged"));
    let query = PointQuery {
        position: at(52.0, 5.005),
        heights: HeightInterval::ANY,
        time: TimeInterval::ANY,
        data_time: TimeInterval::ANY,
    };
    assert!(airspace.at(&query, &Terrain::UNKNOWN).is_err());
    assert!(airspace.nearest_border(at(52.0, 5.005)).is_err());
}

#[test]
fn an_index_of_other_zones_does_not_fit() {
    let zones = |edge: f64| {
        let met =
            zone("met", ZoneType::Prohibited, rectangle([51.99, 5.0, 52.01, edge]), agl(0, 120));
        dataset(Answers::BoxOfZones, zone_set(vec![met]))
    };
    let image = build_image(&[zones(5.01)]).unwrap().image;
    let bytes: std::sync::Arc<[u8]> = image.into();
    let index = || BuiltIndex::open(Section::of(bytes.clone(), 0..bytes.len()).unwrap()).unwrap();
    let mut builder = Airspace::builder();
    assert_eq!(builder.add_built(vec![zones(5.02)], index()), Err(Misfit));
    assert_eq!(builder.add_built(vec![zones(5.01)], index()), Ok(()));
}
