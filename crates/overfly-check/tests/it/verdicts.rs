//! What each zone type does to a flight, and what an answer says.

use overfly_check::Verdict;
use overfly_model::{
    Applicability, Code, Datum, Effect, Finding, Footprint, HeightInterval, Metres, ZoneType,
};
use overfly_testkit::scene::{agl, at, finding, height, rectangle, route, within, zone, zone_set};

use crate::ask::{airspace, airspace_of, codes, coverage, decide};

const HERE: [f64; 4] = [51.99, 5.0, 52.01, 5.02];

fn through() -> overfly_model::Reading<overfly_model::Flight> {
    route(&[at(52.0, 4.99), at(52.0, 5.03)], height(60, Datum::Agl))
}

fn far() -> overfly_model::Zone {
    zone("far", ZoneType::Prohibited, rectangle([51.6, 4.1, 51.61, 4.11]), agl(0, 120))
}

#[test]
fn each_zone_type_has_its_verdict() {
    for (kind, verdict, code) in [
        (ZoneType::Prohibited, Verdict::Blocked, "zone-prohibited"),
        (ZoneType::RequireAuthorization, Verdict::Blocked, "zone-authorization"),
        (ZoneType::Conditional, Verdict::Blocked, "zone-conditional"),
        (ZoneType::USpace, Verdict::Pending, "zone-uspace"),
        (ZoneType::Unrestricted, Verdict::Clear, "zone-unrestricted"),
        (ZoneType::Unknown("HIC_SUNT_LEONES".into()), Verdict::Blocked, "zone-type-unknown"),
    ] {
        let decision =
            decide(&through(), &airspace(vec![zone("1", kind, rectangle(HERE), agl(0, 120))]));
        assert_eq!(decision.verdict, verdict, "{code}");
        assert_eq!(codes(&decision, Some("NLD/1")), [code]);
    }
}

#[test]
fn open_country_inside_the_coverage_is_clear_and_names_the_nearest_zone() {
    let south =
        zone("south", ZoneType::Prohibited, rectangle([51.9, 5.0, 51.98, 5.02]), agl(0, 120));
    let notice =
        zone("notice", ZoneType::Unrestricted, rectangle([51.99, 5.0, 51.999, 5.02]), agl(0, 120));
    let decision = decide(&through(), &airspace(vec![far(), south, notice]));
    assert_eq!(decision.verdict, Verdict::Clear);
    let nearest = decision.nearest.unwrap();
    assert_eq!(nearest.zone.id.as_str(), "NLD/south");
    let truth = overfly_model::geodesy::distance(at(51.98, 5.01), at(52.0, 5.01)).value();
    assert!((nearest.distance.value() - truth).abs() < 0.2, "{nearest:?} {truth}");
    assert_eq!(nearest.course.compass(), "S");
}

#[test]
fn everything_found_is_listed_whatever_the_verdict() {
    let zones = vec![
        zone("a", ZoneType::Prohibited, rectangle(HERE), agl(0, 120)),
        zone("b", ZoneType::RequireAuthorization, rectangle(HERE), agl(0, 120)),
        zone("c", ZoneType::Unrestricted, rectangle(HERE), agl(0, 120)),
    ];
    let decision = decide(&through(), &airspace(zones));
    for id in ["NLD/a", "NLD/b", "NLD/c"] {
        assert!(!codes(&decision, Some(id)).is_empty(), "{id}");
    }
    assert!(decision.findings.is_sorted_by_key(|f| core::cmp::Reverse(f.effect)));
}

#[test]
fn an_unrestricted_zone_never_subtracts() {
    let zones = vec![
        zone("a", ZoneType::Prohibited, rectangle(HERE), agl(0, 120)),
        zone("b", ZoneType::Unrestricted, rectangle([51.9, 4.9, 52.1, 5.1]), agl(0, 120)),
    ];
    assert_eq!(decide(&through(), &airspace(zones)).verdict, Verdict::Blocked);
}

#[test]
fn a_finding_says_which_metres_of_which_leg() {
    let decision = decide(
        &through(),
        &airspace(vec![zone("1", ZoneType::Prohibited, rectangle(HERE), agl(0, 120))]),
    );
    let leg = decision.findings.iter().find(|f| f.zone.is_some() && f.along.is_some()).unwrap();
    let [from, to] = leg.along.unwrap().map(Metres::value);
    // 0.01 degree of longitude at 52 N is 686.8 m; the margin reaches 10 m beyond both borders.
    assert!(
        (from - (686.8 - 10.0)).abs() < 1.0 && (to - (2060.4 + 10.0)).abs() < 1.0,
        "{from} {to}"
    );
    assert_eq!(leg.piece.unwrap().index, 1);
}

#[test]
fn a_zone_beside_the_route_counts_within_the_margin_only() {
    // 0.0001 degree of latitude is 11.1 m.
    for (south, verdict) in [(52.000_08, Verdict::Blocked), (52.000_1, Verdict::Clear)] {
        let beside =
            zone("1", ZoneType::Prohibited, rectangle([south, 5.0, 52.01, 5.02]), agl(0, 120));
        assert_eq!(decide(&through(), &airspace(vec![beside, far()])).verdict, verdict, "{south}");
    }
}

#[test]
fn an_area_meets_a_zone_it_swallows_whole() {
    let small =
        zone("1", ZoneType::Prohibited, rectangle([52.0, 5.0, 52.000_1, 5.000_1]), agl(0, 120));
    let flight = within(
        Footprint::Circle { centre: at(52.0, 5.0), radius: Metres::whole(150) },
        HeightInterval::at(height(60, Datum::Agl)),
    );
    let decision = decide(&flight, &airspace(vec![small]));
    assert_eq!(decision.verdict, Verdict::Blocked);
    assert!(decision.findings.iter().filter(|f| f.zone.is_some()).all(|f| f.along.is_none()));
}

#[test]
fn findings_of_readers_on_zones_not_touched_are_one_line_unless_they_restrict() {
    let note = |zone: &overfly_model::Zone| {
        Finding::note(Code::RingUnclosed, "not closed").of_zone(&zone.id)
    };
    let reading = finding(finding(zone_set(vec![far()]), note(&far())), note(&far()));
    let decision = decide(
        &through(),
        &airspace_of(Some(coverage(overfly_model::TimeInterval::ANY)), reading.clone()),
    );
    assert_eq!(decision.verdict, Verdict::Clear);
    assert_eq!(codes(&decision, None), ["departure-not-stated", "other-zone-findings"]);

    let grave = finding(reading, Finding { effect: Effect::Undecided, ..note(&far()) });
    let decision =
        decide(&through(), &airspace_of(Some(coverage(overfly_model::TimeInterval::ANY)), grave));
    assert_eq!(decision.verdict, Verdict::Undecided);
}

#[test]
fn the_same_question_in_another_order_has_the_same_answer() {
    let zones: Vec<_> = (0..6)
        .map(|i| {
            zone(&format!("{i}"), ZoneType::RequireAuthorization, rectangle(HERE), agl(0, 120 + i))
        })
        .collect();
    let there = decide(&through(), &airspace(zones.clone()));
    let back = decide(&through(), &airspace(zones.into_iter().rev().collect()));
    assert_eq!(there.findings, back.findings);
}

#[test]
fn a_zone_of_two_parts_is_their_union() {
    let mut both =
        zone("1", ZoneType::Prohibited, rectangle([51.99, 5.0, 52.01, 5.01]), agl(0, 120));
    let other =
        zone("1", ZoneType::Prohibited, rectangle([51.99, 5.005, 52.01, 5.02]), agl(0, 120));
    both.parts.extend(other.parts);
    both.applicability = Applicability::Always;
    let decision = decide(&through(), &airspace(vec![both]));
    assert_eq!(decision.verdict, Verdict::Blocked);
    let legs = decision.findings.iter().filter(|f| f.along.is_some()).count();
    assert_eq!(legs, 1, "overlapping parts are one stretch, not a hole");
}
