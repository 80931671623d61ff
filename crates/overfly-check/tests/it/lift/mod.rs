//! What waivers lift, and what they leave.

mod doubt;
pub mod grants;
mod monotone;
pub mod overlays;
mod reasons;

use overfly_check::{
    Airspace, Attestation, Decision, Exemptions, Request, Subject, Verdict, check,
};
use overfly_model::{
    Code, Datum, Effect, Elapsed, Flight, Footprint, HeightInterval, LostLink, Metres, Outline,
    PieceKind, Reading, Zone, ZoneType,
};
use overfly_testkit::scene::{agl, at, height, rectangle, route, within, zone};

use crate::ask::{airspace, request, t};
use grants::{Grant, circle, exemptions};

/// A prohibited zone of some 3.4 by 2.2 km round 52 N 5 E, from the ground to 120 m.
fn zone_round() -> Zone {
    zone("z", ZoneType::Prohibited, rectangle([51.99, 4.975, 52.01, 5.025]), agl(0, 120))
}

/// A flight at some height, over the ground, from west to east, that lands where its route ends and hovers when the
/// link is lost.
fn across(height_m: i32, [west, east]: [f64; 2]) -> Reading<Flight> {
    let mut plan = route(&[at(52.0, west), at(52.0, east)], height(height_m, Datum::Agl));
    plan.items.duration = Some(core::time::Duration::from_secs(600));
    plan.items.facts.pilot = Some("badge:7".into());
    plan
}

fn decide(plan: &Reading<Flight>, airspace: &Airspace, exemptions: &Exemptions) -> Decision {
    check(&Request {
        exemptions: Some(exemptions),
        lost_link: Some(LostLink::Hover),
        depart: Some(t("2026-11-22T11:30:00Z")),
        ..request(plan, airspace)
    })
}

fn verdict(plan: &Reading<Flight>, zones: Vec<Zone>, grants: &[Grant]) -> Verdict {
    decide(plan, &airspace(zones), &exemptions(grants)).verdict
}

#[test]
fn a_waiver_for_a_whole_zone_lifts_it() {
    let zone = zone_round();
    let plan = across(60, [4.98, 5.02]);
    let grant = Grant::whole("W-1", &[&zone]);
    let decision = decide(&plan, &airspace(vec![zone]), &exemptions(&[grant]));
    assert_eq!(decision.verdict, Verdict::Lifted, "{:#?}", decision.findings);
    let lifted = decision.findings.iter().find(|f| f.effect == Effect::Lifted).unwrap();
    assert_eq!(
        (lifted.code, lifted.waivers.as_slice()),
        (Code::ZoneProhibited, &["W-1".to_owned()][..])
    );
}

#[test]
fn a_waiver_for_one_zone_lifts_no_other() {
    let zone = zone_round();
    let mut other = zone_round();
    other.id = overfly_model::ZoneId::new("TST", "other");
    let plan = across(60, [4.98, 5.02]);
    let grants = [Grant::whole("W-1", &[&zone])];
    assert_eq!(verdict(&plan, vec![zone, other], &grants), Verdict::Blocked);
}

#[test]
fn a_waiver_area_equal_to_its_zone_lifts_it() {
    let plan = across(60, [4.95, 5.05]);
    let whole = zone_round();
    let area = grants::rectangle([51.99, 4.975, 52.01, 5.025]);
    assert_eq!(
        verdict(&plan, vec![whole.clone()], &[Grant::within("W-1", &whole, area)]),
        Verdict::Lifted
    );
    let disc = Outline::Circle { centre: at(52.0, 5.0), radius: Metres::whole(700) };
    let round = zone("c", ZoneType::RequireAuthorization, disc, agl(0, 120));
    let area = circle(at(52.0, 5.0), 700.0);
    assert_eq!(
        verdict(&plan, vec![round.clone()], &[Grant::within("W-1", &round, area)]),
        Verdict::Lifted
    );
    let smaller = circle(at(52.0, 5.0), 699.0);
    assert_eq!(
        verdict(&plan, vec![round.clone()], &[Grant::within("W-1", &round, smaller)]),
        Verdict::Blocked
    );
}

#[test]
fn abutting_areas_lift_under_a_margin_and_a_gap_of_a_metre_blocks() {
    let zone = zone_round();
    let plan = across(60, [4.98, 5.02]);
    // A metre is 1.46e-5 degrees of longitude here.
    for (gap, expected) in
        [(0.0, Verdict::Lifted), (0.000_001, Verdict::Lifted), (0.000_014_6, Verdict::Blocked)]
    {
        let west = grants::rectangle([51.98, 4.97, 52.02, 5.0]);
        let east = grants::rectangle([51.98, 5.0 + gap, 52.02, 5.03]);
        let both = [Grant::within("W-1", &zone, west), Grant::within("W-2", &zone, east)];
        assert_eq!(verdict(&plan, vec![zone.clone()], &both), expected, "{gap}");
    }
}

#[test]
fn the_stretch_outside_the_area_stays_blocked_to_the_metre() {
    let zone = zone_round();
    let plan = across(60, [4.98, 5.02]);
    let area = grants::rectangle([51.98, 4.97, 52.02, 5.0]);
    let decision = decide(
        &plan,
        &airspace(vec![zone.clone()]),
        &exemptions(&[Grant::within("W-1", &zone, area)]),
    );
    assert_eq!(decision.verdict, Verdict::Blocked);
    let leg = |effect: Effect| {
        let mut found = decision
            .findings
            .iter()
            .filter(|f| f.effect == effect && f.piece.is_some_and(|p| p.kind == PieceKind::Leg));
        found.next().unwrap().along.unwrap().map(overfly_model::Metres::value)
    };
    let half = overfly_model::geodesy::distance(at(52.0, 4.98), at(52.0, 5.0)).value();
    let [from, to] = leg(Effect::Lifted);
    // The margin of 10 m reaches the residue before the border is reached.
    assert!(from < 0.1 && (to - (half - 10.0)).abs() < 0.6, "{from} {to} {half}");
    let [from, to] = leg(Effect::Blocked);
    assert!((from - (half - 10.0)).abs() < 0.6 && to > 2.0 * half - 1.0, "{from} {to} {half}");
    let rest = decision.blocked.first().unwrap();
    assert_eq!(rest.zone.id, zone.id);
    let Some(Outline::Polygon { outer, .. }) = rest.outlines.first() else { panic!("a polygon") };
    assert!(outer.vertices.iter().all(|p| p.lon_e7() >= 50_000_000), "{outer:?}");
    let remark = decision.findings.iter().find(|f| f.code == Code::WaiverArea).unwrap();
    assert_eq!(remark.effect, Effect::Note);
}

/// TRUST 4, worked: 80 m between 11:30 and 12:30, A to 60 m until 14:00, B 40 to 90 m until 12:00.
#[test]
fn the_worked_example_is_lifted_until_noon_and_blocked_after() {
    let zone = zone_round();
    let heights =
        HeightInterval { lower: Some(height(70, Datum::Agl)), upper: Some(height(80, Datum::Agl)) };
    let footprint = Footprint::Circle { centre: at(52.0, 5.0), radius: Metres::whole(200) };
    let mut plan = within(footprint, heights);
    plan.items.facts.pilot = Some("badge:7".into());
    plan.items.home = None;
    plan.items.pieces[0].elapsed = Some(Elapsed {
        from: core::time::Duration::ZERO,
        until: core::time::Duration::from_secs(3600),
        steady: false,
    });
    let until = |text: &str| ["2026-11-22T06:00:00Z".to_owned(), text.to_owned()];
    let a = Grant {
        heights: [0, 60],
        time: until("2026-11-22T14:00:00Z"),
        ..Grant::whole("A", &[&zone])
    };
    let b = Grant {
        heights: [40, 90],
        time: until("2026-11-22T12:00:00Z"),
        ..Grant::whole("B", &[&zone])
    };
    let airspace = airspace(vec![zone]);
    let exemptions = exemptions(&[a, b]);
    let decision = check(&Request {
        exemptions: Some(&exemptions),
        lost_link: Some(LostLink::Hover),
        landing_reserve: core::time::Duration::ZERO,
        depart: Some(t("2026-11-22T11:30:00Z")),
        ..request(&plan, &airspace)
    });
    assert_eq!(decision.verdict, Verdict::Blocked);
    let hold = |effect: Effect| {
        let mut found = decision
            .findings
            .iter()
            .filter(|f| f.effect == effect && f.piece.is_some_and(|p| !p.derived));
        found.next().unwrap().clone()
    };
    let lifted = hold(Effect::Lifted);
    assert_eq!(lifted.waivers, ["B"]);
    assert_eq!(lifted.time.unwrap().until, Some(t("2026-11-22T12:00:00Z")));
    let blocked = hold(Effect::Blocked);
    assert_eq!(blocked.time.unwrap().from, Some(t("2026-11-22T12:00:00Z")));
    let mut why: Vec<&str> = decision
        .findings
        .iter()
        .filter(|f| f.effect == Effect::Note && !f.waivers.is_empty())
        .map(|f| f.text.as_str())
        .collect();
    why.sort_unstable();
    assert_eq!(why, ["waiver A reaches 60 m AGL only", "waiver B ended at 2026-11-22 12:00 UTC"]);
}

#[test]
fn a_condition_waits_for_its_attestation() {
    let zone = zone_round();
    let plan = across(60, [4.98, 5.02]);
    let tower = "[[condition]]\nid = \"atc-call\"\nkind = \"attest\"\ntext = \"Call the tower\"\nneeds = [\"reference\"]\n";
    let grant = Grant { conditions: tower.into(), ..Grant::whole("W-1", &[&zone]) };
    let (airspace, exemptions) = (airspace(vec![zone]), exemptions(&[grant]));
    let ask = |attestations: &[Attestation]| {
        check(&Request {
            exemptions: Some(&exemptions),
            attestations,
            lost_link: Some(LostLink::Hover),
            depart: Some(t("2026-11-22T11:30:00Z")),
            ..request(&plan, &airspace)
        })
        .verdict
    };
    let attested = |fields: &[(&str, &str)]| Attestation {
        subject: Subject::Condition { waiver: None, id: "atc-call".into() },
        condition: None,
        asked: None,
        fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        at: t("2026-11-22T09:00:00Z"),
        aircraft: None,
        envelope: None,
    };
    assert_eq!(ask(&[]), Verdict::Pending);
    assert_eq!(ask(&[attested(&[])]), Verdict::Pending);
    assert_eq!(ask(&[attested(&[("reference", " ")])]), Verdict::Pending);
    assert_eq!(ask(&[attested(&[("reference", "TWR 0412")])]), Verdict::Lifted);
}

/// Found in use: the route was lifted, and with it the way home at a height that nobody stated.
#[test]
fn a_way_home_at_an_unknown_height_is_not_lifted_with_the_route() {
    let zone = zone_round();
    let plan = across(60, [4.98, 5.02]);
    let low = Grant { heights: [0, 100], ..Grant::whole("W-1", &[&zone]) };
    let high = Grant::whole("W-2", &[&zone]);
    let airspace = airspace(vec![zone]);
    let ask = |grant: Grant| {
        check(&Request {
            exemptions: Some(&exemptions(&[grant])),
            lost_link: Some(LostLink::Return(overfly_model::ReturnHeight::NotStated)),
            depart: Some(t("2026-11-22T11:30:00Z")),
            ..request(&plan, &airspace)
        })
        .verdict
    };
    assert_eq!(ask(low), Verdict::Undecided);
    assert_eq!(ask(high), Verdict::Lifted, "all of the zone is lifted, to its top");
}
