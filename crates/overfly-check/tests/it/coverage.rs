//! Where and when the data answers.

use overfly_check::{Airspace, Answers, Verdict, check};
use overfly_model::{
    Code, CoverageBasis, Datum, Finding, Footprint, HeightInterval, Metres, TimeInterval, ZoneType,
};
use overfly_testkit::scene::{agl, at, height, rectangle, route, within, zone, zone_set};

use crate::ask::{airspace, airspace_of, codes, coverage, dataset, decide, request, t};

fn far() -> overfly_model::Zone {
    zone("far", ZoneType::Prohibited, rectangle([51.6, 4.1, 51.61, 4.11]), agl(0, 120))
}

fn year() -> TimeInterval {
    TimeInterval { from: Some(t("2026-11-01T00:00:00Z")), until: Some(t("2027-11-01T00:00:00Z")) }
}

#[test]
fn lapsed_data_is_not_clear_and_says_so() {
    let flight = route(&[at(52.0, 4.99), at(52.0, 5.03)], height(60, Datum::Agl));
    let airspace = airspace_of(Some(coverage(year())), zone_set(vec![far()]));
    for (depart, now, verdict) in [
        (None, "2026-11-22T09:00:00Z", Verdict::Clear),
        (None, "2027-11-01T00:00:00Z", Verdict::Undecided),
        (None, "2026-10-31T23:59:59Z", Verdict::Undecided),
        (Some("2027-10-01T09:00:00Z"), "2026-11-22T09:00:00Z", Verdict::Clear),
        (Some("2027-10-31T23:50:00Z"), "2026-11-22T09:00:00Z", Verdict::Undecided),
        (Some("2026-11-01T00:01:00Z"), "2026-11-22T09:00:00Z", Verdict::Undecided),
    ] {
        let mut request = request(&flight, &airspace);
        request.depart = depart.map(t);
        request.now = t(now);
        let decision = check(&request);
        assert_eq!(decision.verdict, verdict, "{depart:?} {now}");
        assert_eq!(codes(&decision, None).contains(&"zones-stale"), verdict == Verdict::Undecided);
    }
}

#[test]
fn a_lapsed_file_beside_a_current_one_is_not_clear() {
    let mut builder = Airspace::builder();
    builder.add(dataset(Answers::Manifest(coverage(TimeInterval::ANY)), zone_set(vec![far()])));
    let lapsed = TimeInterval { from: None, until: Some(t("2026-01-01T00:00:00Z")) };
    builder.add(dataset(Answers::Manifest(coverage(lapsed)), zone_set(vec![far()])));
    let flight = route(&[at(52.0, 4.99), at(52.0, 5.03)], height(60, Datum::Agl));
    let decision = decide(&flight, &builder.build());
    assert_eq!(decision.verdict, Verdict::Undecided);
    assert_eq!(codes(&decision, None)[0], "zones-stale");
}

#[test]
fn a_manifest_may_speak_inside_a_circle() {
    let flight = route(&[at(52.0, 4.99), at(52.0, 5.03)], height(60, Datum::Agl));
    for (radius, verdict) in [(5_000, Verdict::Clear), (2_000, Verdict::Undecided)] {
        let centre = at(52.0, 5.0);
        let circle = overfly_model::Outline::Circle { centre, radius: Metres::whole(radius) };
        let stated =
            overfly_model::Coverage { outlines: vec![circle], ..coverage(TimeInterval::ANY) };
        let airspace = airspace_of(Some(stated), zone_set(vec![far()]));
        assert_eq!(decide(&flight, &airspace).verdict, verdict, "{radius}");
    }
}

#[test]
fn a_manifest_holds_no_longer_than_its_files() {
    let mut reading = zone_set(vec![far()]);
    reading.items.valid = TimeInterval { from: None, until: Some(t("2026-01-01T00:00:00Z")) };
    let airspace = airspace_of(Some(coverage(year())), reading);
    let flight = route(&[at(52.0, 4.99), at(52.0, 5.03)], height(60, Datum::Agl));
    assert_eq!(decide(&flight, &airspace).verdict, Verdict::Undecided);
}

#[test]
fn a_file_without_a_manifest_answers_in_the_box_of_its_zones_and_the_answer_says_so() {
    let corners = vec![
        zone("sw", ZoneType::Prohibited, rectangle([51.9, 4.9, 51.91, 4.91]), agl(0, 120)),
        zone("ne", ZoneType::Prohibited, rectangle([52.09, 5.09, 52.1, 5.1]), agl(0, 120)),
    ];
    let airspace = airspace_of(None, zone_set(corners));
    let inside =
        decide(&route(&[at(52.0, 4.99), at(52.0, 5.03)], height(60, Datum::Agl)), &airspace);
    assert_eq!(inside.verdict, Verdict::Clear);
    assert!(codes(&inside, None).contains(&"coverage-assumed"));
    assert_eq!(inside.coverage[0].basis, CoverageBasis::BoxOfZones);
    let outside =
        decide(&route(&[at(52.2, 4.99), at(52.2, 5.03)], height(60, Datum::Agl)), &airspace);
    assert_eq!(outside.verdict, Verdict::Undecided);
}

#[test]
fn the_box_of_zones_across_the_antimeridian_is_narrow() {
    let mut east =
        zone("e", ZoneType::Prohibited, rectangle([-17.0, 179.5, -16.9, 180.0]), agl(0, 120));
    let mut west =
        zone("w", ZoneType::Prohibited, rectangle([-16.1, -180.0, -16.0, -179.5]), agl(0, 120));
    east.country = Some("FJI".into());
    west.country = Some("FJI".into());
    let airspace = airspace_of(None, zone_set(vec![east, west]));
    let fiji = route(&[at(-16.5, 179.9), at(-16.5, -179.9)], height(60, Datum::Agl));
    assert_eq!(decide(&fiji, &airspace).verdict, Verdict::Clear);
    let africa = route(&[at(-16.5, 30.0), at(-16.5, 30.01)], height(60, Datum::Agl));
    assert_eq!(decide(&africa, &airspace).verdict, Verdict::Undecided);
}

#[test]
fn two_coverages_that_overlap_hold_a_leg_between_them() {
    let mut builder = Airspace::builder();
    for outline in [rectangle([51.5, 4.0, 52.5, 5.01]), rectangle([51.5, 5.0, 52.5, 6.0])] {
        let coverage =
            overfly_model::Coverage { outlines: vec![outline], ..coverage(TimeInterval::ANY) };
        builder.add(dataset(Answers::Manifest(coverage), zone_set(vec![far()])));
    }
    let airspace = builder.build();
    let leg = route(&[at(52.0, 4.9), at(52.0, 5.1)], height(60, Datum::Agl));
    assert_eq!(decide(&leg, &airspace).verdict, Verdict::Clear);
    let area = within(
        Footprint::Circle { centre: at(52.0, 5.0), radius: Metres::whole(2000) },
        HeightInterval::at(height(60, Datum::Agl)),
    );
    assert_eq!(
        decide(&area, &airspace).verdict,
        Verdict::Undecided,
        "an area must lie inside one coverage"
    );
}

#[test]
fn a_margin_that_reaches_out_of_the_coverage_is_not_covered() {
    // 0.0001 degree of longitude at 52 N is 6.9 m.
    let beside = route(&[at(52.0, 5.999_9), at(52.01, 5.999_9)], height(60, Datum::Agl));
    assert_eq!(decide(&beside, &airspace(vec![far()])).verdict, Verdict::Undecided);
}

#[test]
fn a_dataset_that_may_lack_something_answers_nowhere() {
    let mut builder = Airspace::builder();
    let mut partial = dataset(Answers::Nowhere, zone_set(vec![far()]));
    partial.findings.push(Finding::undecided(Code::ManifestMismatch, "a file is not there"));
    builder.add(partial);
    let airspace = builder.build();
    assert!(
        !airspace.covers(at(51.605, 4.105), &TimeInterval::ANY),
        "not even in the box of its zones"
    );
    let decision =
        decide(&route(&[at(51.7, 4.105), at(51.7, 4.106)], height(60, Datum::Agl)), &airspace);
    assert_eq!(decision.verdict, Verdict::Undecided);
    assert!(codes(&decision, None).contains(&"manifest-mismatch"));
}

#[test]
fn a_departure_in_the_past_is_said() {
    let flight = route(&[at(52.0, 4.99), at(52.0, 5.03)], height(60, Datum::Agl));
    let airspace = airspace(vec![far()]);
    for (depart, said) in [("2026-11-22T08:59:59Z", true), ("2026-11-22T09:00:00Z", false)] {
        let request =
            overfly_check::Request { depart: Some(t(depart)), ..request(&flight, &airspace) };
        assert_eq!(codes(&check(&request), None).contains(&"departure-past"), said, "{depart}");
    }
}

#[test]
fn exchanged_coordinates_of_a_flight_are_recognised() {
    let decision = decide(
        &route(&[at(4.99, 52.0), at(5.03, 52.0)], height(60, Datum::Agl)),
        &airspace(vec![far()]),
    );
    assert_eq!(decision.verdict, Verdict::Undecided);
    assert!(decision.findings[0].hint.as_ref().unwrap().contains("exchanged"), "{decision:?}");
}

#[test]
fn a_zone_overhead_that_is_not_met_is_noted() {
    let high = zone("high", ZoneType::Prohibited, rectangle([51.9, 4.9, 52.1, 5.1]), agl(600, 900));
    let decision = decide(
        &route(&[at(52.0, 4.99), at(52.0, 5.03)], height(60, Datum::Agl)),
        &airspace(vec![high]),
    );
    assert_eq!(decision.verdict, Verdict::Clear);
    assert_eq!(codes(&decision, Some("NLD/high")), ["zone-not-met"]);
}
