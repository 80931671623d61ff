//! Why something that names a zone does not lift it.

use overfly_check::{
    Attestation, Decision, Envelope, Exemptions, Request, Subject, Verdict, check,
};
use overfly_exemption::{Authority, Memory};
use overfly_model::flight::FlightFacts;
use overfly_model::{
    Code, Datum, Effect, Extent, Flight, LostLink, Reading, TimeInterval, Zone, ZoneType,
};
use overfly_testkit::scene::{agl, at, height, rectangle, zone};

use super::grants::{self, Agency, Grant};
use super::{across, decide, zone_round};
use crate::ask::{NOW, airspace, request, t};

/// The codes of the notes that name a waiver or overlay.
fn why(decision: &Decision) -> Vec<Code> {
    let named =
        |f: &&overfly_check::DecisionFinding| !(f.waivers.is_empty() && f.overlays.is_empty());
    let notes = decision.findings.iter().filter(named).filter(|f| f.effect == Effect::Note);
    let mut codes: Vec<Code> = notes.map(|f| f.code).collect();
    codes.sort_by_key(|code| code.as_str());
    codes.dedup();
    codes
}

fn plan() -> Reading<Flight> {
    across(60, [4.98, 5.02])
}

fn flown_by(facts: impl Fn(&mut FlightFacts)) -> Reading<Flight> {
    let mut plan = plan();
    facts(&mut plan.items.facts);
    plan
}

#[test]
fn a_waiver_for_another_flight_says_in_which_point() {
    let zone = zone_round();
    let whole = Grant::whole("W-1", &[&zone]);
    let who = |aircraft: &str, operator: &str, pilot: &str, purpose: &str| Grant {
        who: format!(
            "aircraft = [{aircraft:?}]\noperator = {operator:?}\npilots = [{pilot:?}]\npurposes = [{purpose:?}]\n"
        ),
        ..whole.clone()
    };
    let mine = flown_by(|facts| {
        facts.aircraft = Some("sn:1".into());
        facts.operator = Some("op".into());
        facts.purpose = Some("accident".into());
    });
    for (grant, code) in [
        (who("sn:2", "*", "*", "*"), Code::WaiverAircraft),
        (who("*", "other", "*", "*"), Code::WaiverOperator),
        (who("*", "*", "badge:8", "*"), Code::WaiverPilot),
        (who("*", "*", "*", "training"), Code::WaiverPurpose),
    ] {
        let airspace = airspace(vec![zone.clone()]);
        let decision = decide(&mine, &airspace, &grants::exemptions(std::slice::from_ref(&grant)));
        assert_eq!((decision.verdict, why(&decision)), (Verdict::Blocked, vec![code]));
        // Nobody says who flies: that is nobody of the list.
        let decision = decide(&plan(), &airspace, &grants::exemptions(&[grant]));
        assert_eq!((decision.verdict, why(&decision)), (Verdict::Blocked, vec![code]));
    }
    let same = who("sn:1", "op", "badge:7", "accident");
    let decision = decide(&mine, &airspace(vec![zone.clone()]), &grants::exemptions(&[same]));
    assert_eq!(decision.verdict, Verdict::Lifted);
}

#[test]
fn nobody_flies_on_a_waiver_of_his_own_unless_his_ceiling_says_so() {
    let zone = zone_round();
    let (airspace, grant) = (airspace(vec![zone.clone()]), Grant::whole("W-1", &[&zone]));
    let own = Agency { self_issue: true, ..Agency::new() };
    for (pilot, expected) in [
        (Some("badge:1"), Some(Code::SelfIssued)),
        (Some("officer"), Some(Code::SelfIssued)),
        (None, Some(Code::WaiverPilot)),
        (Some("badge:7"), None),
    ] {
        let plan = flown_by(|facts| facts.pilot = pilot.map(str::to_owned));
        let decision = decide(&plan, &airspace, &grants::exemptions(std::slice::from_ref(&grant)));
        assert_eq!(why(&decision), expected.into_iter().collect::<Vec<_>>(), "{pilot:?}");
        let verdict =
            decide(&plan, &airspace, &own.exemptions(std::slice::from_ref(&grant))).verdict;
        assert_eq!(verdict, Verdict::Lifted, "{pilot:?}");
    }
}

#[test]
fn a_zone_that_is_not_the_one_the_issuer_saw_is_not_lifted() {
    let zone = zone_round();
    let grant = Grant::whole("W-1", &[&zone]);
    let ask = |zones: Vec<Zone>, grant: &Grant| {
        let decision =
            decide(&plan(), &airspace(zones), &grants::exemptions(std::slice::from_ref(grant)));
        (decision.verdict, why(&decision))
    };
    let mut higher = zone.clone();
    higher.parts[0].limits = agl(0, 130);
    assert_eq!(
        ask(vec![higher.clone()], &grant),
        (Verdict::Blocked, vec![Code::WaiverZoneChanged])
    );
    // A pin counts beside an area too; without a pin an area does.
    let area = grants::rectangle([51.9, 4.9, 52.1, 5.1]);
    let pinned = Grant::within("W-1", &zone, area.clone());
    assert_eq!(ask(vec![higher.clone()], &pinned).1, [Code::WaiverZoneChanged]);
    let unpinned = Grant { pins: Vec::new(), ..pinned };
    assert_eq!(ask(vec![higher.clone()], &unpinned).0, Verdict::Lifted);
    // One of two under one id: nobody knows which is meant.
    for grant in [&grant, &unpinned] {
        let both = ask(vec![zone.clone(), higher.clone()], grant);
        assert_eq!(both, (Verdict::Blocked, vec![Code::ZoneAmbiguous]));
    }
    // The same zone twice is one zone.
    assert_eq!(ask(vec![zone.clone(), zone.clone()], &grant).0, Verdict::Lifted);
}

#[test]
fn an_area_that_crosses_itself_far_from_the_flight_refuses_the_whole_waiver() {
    let zone = zone_round();
    // The western half holds the whole flight, and the zone round it.
    let bow_tie = [at(51.8, 4.7), at(52.2, 5.5), at(51.8, 5.5), at(52.2, 4.7)];
    let triangle = [at(51.8, 4.7), at(52.0, 5.1), at(52.2, 4.7)];
    let grant = |corners: &[_]| Grant::within("W-1", &zone, grants::polygon(corners));
    let airspace = airspace(vec![zone.clone()]);
    let lifted = decide(&plan(), &airspace, &grants::exemptions(&[grant(&triangle)]));
    assert_eq!(lifted.verdict, Verdict::Lifted);
    let exemptions = grants::exemptions(&[grant(&bow_tie)]);
    assert_eq!(decide(&plan(), &airspace, &exemptions).verdict, Verdict::Blocked);
    let [refused] = exemptions.refused() else { panic!("{exemptions:?}") };
    let why = refused.refusal.to_string();
    assert!(why.contains("edge 1 (from") && why.contains("meets edge 3 (from"), "{why}");
}

#[test]
fn a_zone_of_a_type_beyond_the_ceiling_is_not_lifted() {
    let zone = zone_round();
    let (zones, grant) = (airspace(vec![zone.clone()]), Grant::whole("W-1", &[&zone]));
    let agency = Agency { restrictions: "[\"Conditional\"]", ..Agency::new() };
    let decision = decide(&plan(), &zones, &agency.exemptions(&[grant]));
    assert_eq!((decision.verdict, why(&decision)), (Verdict::Blocked, vec![Code::OutsideCeiling]));
    // By a pattern it is not refused whole.
    let area = grants::rectangle([51.9, 4.9, 52.1, 5.1]);
    let by_pattern = |agency: &Agency, kind: ZoneType| {
        let mut zone = zone_round();
        zone.kind = kind;
        let grant = Grant {
            zones: vec!["NLD/*".into()],
            pins: Vec::new(),
            ..Grant::within("W-1", &zone, area.clone())
        };
        let decision = decide(&plan(), &airspace(vec![zone]), &agency.exemptions(&[grant]));
        (decision.verdict, why(&decision))
    };
    let refused = (Verdict::Blocked, vec![Code::WaiverZoneType]);
    assert_eq!(by_pattern(&agency, ZoneType::RequireAuthorization), refused);
    assert_eq!(by_pattern(&agency, ZoneType::Conditional).0, Verdict::Lifted);
    // Prohibited zones are named one by one, and unknown types are lifted by nobody.
    assert_eq!(by_pattern(&Agency::new(), ZoneType::Prohibited), refused);
    assert_eq!(by_pattern(&Agency::new(), ZoneType::Unknown("NEW".into())), refused);
    assert_eq!(by_pattern(&Agency::new(), ZoneType::USpace).0, Verdict::Lifted);
}

#[test]
fn what_the_agency_never_waives_nothing_lifts() {
    let zone = zone_round();
    let agency = Agency { policy: "never_waivable = [\"NLD/z*\"]", ..Agency::new() };
    let grant = Grant::whole("W-1", &[&zone]);
    let decision = decide(&plan(), &airspace(vec![zone]), &agency.exemptions(&[grant]));
    assert_eq!((decision.verdict, why(&decision)), (Verdict::Blocked, vec![Code::WaiverNever]));
}

#[test]
fn heights_over_two_datums_are_lifted_where_that_is_certain() {
    // Dutch ground lies between -7 and 323 m; the flight keeps to 50 to 70 m above ground, -10 to 390 m AMSL.
    let zone = zone_round();
    for (datum, heights, ground, expected) in [
        ("AGL", [0, 70], None, Verdict::Lifted),
        ("AGL", [0, 69], None, Verdict::Blocked),
        ("AGL", [51, 100], None, Verdict::Blocked),
        ("AMSL", [-50, 100], None, Verdict::Blocked),
        ("AMSL", [-50, 450], None, Verdict::Lifted),
        ("AMSL", [-50, 100], Some([-5, 10]), Verdict::Lifted),
        ("AMSL", [-50, 79], Some([-5, 10]), Verdict::Blocked),
        ("AMSL", [-50, 80], Some([-5, 10]), Verdict::Lifted),
        ("AMSL", [46, 80], Some([-5, 10]), Verdict::Blocked),
        ("AMSL", [45, 80], Some([-5, 10]), Verdict::Lifted),
        // Found by attack: ground signed where no Dutch ground lies lifted a flight far above the ceiling.
        ("AMSL", [-50, 100], Some([-400, -390]), Verdict::Blocked),
        ("above take-off", [-400, 2000], None, Verdict::Lifted),
        ("above take-off", [-400, 200], None, Verdict::Blocked),
        ("WGS84", [-600, 2000], None, Verdict::Lifted),
        ("WGS84", [-600, 300], None, Verdict::Blocked),
    ] {
        let grant = Grant { heights, datum, ground, ..Grant::whole("W-1", &[&zone]) };
        // On the way up and down it passes the ground: that is not what is asked here.
        let mut plan = overfly_testkit::scene::within(
            overfly_model::Footprint::Circle {
                centre: at(52.0, 5.0),
                radius: overfly_model::Metres::whole(50),
            },
            overfly_model::HeightInterval::at(height(60, Datum::Agl)),
        );
        plan.items.facts.pilot = Some("badge:7".into());
        plan.items.duration = Some(core::time::Duration::from_secs(600));
        let decision = decide(&plan, &airspace(vec![zone.clone()]), &grants::exemptions(&[grant]));
        let stated = decision
            .findings
            .iter()
            .filter(|f| f.zone.is_some() && f.piece.is_some_and(|p| !p.derived));
        let effect = stated.map(|f| f.effect).max().unwrap();
        assert_eq!(Verdict::of(effect), expected, "{datum} {heights:?} {ground:?}");
        if expected == Verdict::Blocked {
            assert!(why(&decision).contains(&Code::WaiverHeight), "{datum} {heights:?}");
        }
    }
}

#[test]
fn a_limit_that_is_not_kept_leaves_the_waiver_out() {
    let zone = zone_round();
    let limit = |demand: &str| Grant {
        conditions: format!(
            "[[condition]]\nid = \"low\"\nkind = \"limit\"\ntext = \"Low\"\n{demand}\n"
        ),
        ..Grant::whole("W-1", &[&zone])
    };
    let a2 = flown_by(|facts| facts.class = Some("A2".into()));
    for (plan, demand, kept) in [
        (plan(), "upper = { m = 70, datum = \"AGL\" }", true),
        (plan(), "upper = { m = 69, datum = \"AGL\" }", false),
        (plan(), "upper = { m = 80, datum = \"AMSL\" }", false),
        (a2.clone(), "classes = [\"A1\", \"A2\"]", true),
        (a2, "classes = [\"A1\"]", false),
        (plan(), "classes = [\"A1\"]", false),
    ] {
        let exemptions = grants::exemptions(&[limit(demand)]);
        let decision = decide(&plan, &airspace(vec![zone.clone()]), &exemptions);
        let expected = if kept { Verdict::Lifted } else { Verdict::Blocked };
        assert_eq!(decision.verdict, expected, "{demand}");
        assert_eq!(why(&decision).contains(&Code::ConditionLimit), !kept, "{demand}");
    }
}

fn call(at: &str) -> Attestation {
    Attestation {
        subject: Subject::Condition { waiver: None, id: "call".into() },
        condition: None,
        asked: Some("Call".into()),
        fields: std::collections::BTreeMap::new(),
        at: t(at),
        aircraft: None,
        envelope: None,
    }
}

fn to_call(valid_for: &str) -> Grant {
    Grant {
        conditions: format!(
            "[[condition]]\nid = \"call\"\nkind = \"attest\"\ntext = \"Call\"\n{valid_for}"
        ),
        ..Grant::whole("W-1", &[&zone_round()])
    }
}

fn ask(plan: &Reading<Flight>, grant: &Grant, attestation: Attestation, now: &str) -> Verdict {
    let airspace = airspace(vec![zone_round()]);
    check(&Request {
        exemptions: Some(&grants::exemptions(std::slice::from_ref(grant))),
        attestations: &[attestation],
        lost_link: Some(LostLink::Hover),
        depart: Some(t("2026-11-22T11:30:00Z")),
        now: t(now),
        ..request(plan, &airspace)
    })
    .verdict
}

#[test]
fn an_attestation_has_to_hold_to_the_end_of_the_conflict() {
    // Ten minutes of flight, two of doubt, hovering to the end, ten of reserve.
    let plan = plan();
    let now = "2026-11-22T11:29:00Z";
    assert_eq!(ask(&plan, &to_call(""), call(now), now), Verdict::Lifted);
    assert_eq!(ask(&plan, &to_call("valid_for = \"60m\""), call(now), now), Verdict::Lifted);
    assert_eq!(ask(&plan, &to_call("valid_for = \"15m\""), call(now), now), Verdict::Pending);
    let early = call("2026-11-22T10:35:00Z");
    assert_eq!(ask(&plan, &to_call("valid_for = \"60m\""), early, now), Verdict::Pending);
    // What a clock ahead of its time dated later holds for nobody.
    let later = call("2026-11-22T11:31:00Z");
    assert_eq!(ask(&plan, &to_call("valid_for = \"60m\""), later.clone(), now), Verdict::Pending);
    assert_eq!(ask(&plan, &to_call(""), later, now), Verdict::Pending);
    let after = "2026-11-23T09:00:00Z";
    assert_eq!(ask(&plan, &to_call(""), call(after), after), Verdict::Pending);
}

#[test]
fn an_attestation_stands_for_the_flights_in_its_envelope() {
    let mut plan = plan();
    plan.items.facts.aircraft = Some("sn:1".into());
    let envelope = Envelope {
        area: Extent::of_path(&[at(51.99, 4.97), at(52.01, 5.03)]).unwrap(),
        upper: Some(height(80, Datum::Agl)),
        time: TimeInterval {
            from: Some(t("2026-11-22T11:00:00Z")),
            until: Some(t("2026-11-22T13:00:00Z")),
        },
    };
    let of = |envelope: Envelope| Attestation {
        aircraft: Some("sn:1".into()),
        envelope: Some(envelope),
        ..call(NOW)
    };
    let ask = |plan: &Reading<Flight>, attestation| ask(plan, &to_call(""), attestation, NOW);
    assert_eq!(ask(&plan, of(envelope)), Verdict::Lifted);
    let moved = |lat: f64, metres: i32| {
        let mut moved = overfly_testkit::scene::route(
            &[at(52.0, 4.98), at(lat, 5.02)],
            height(metres, Datum::Agl),
        );
        moved.items.facts = plan.items.facts.clone();
        moved.items.duration = plan.items.duration;
        moved
    };
    assert_eq!(ask(&moved(52.005, 60), of(envelope)), Verdict::Lifted);
    assert_eq!(ask(&moved(52.005, 60), call(NOW)), Verdict::Lifted, "of this very flight");
    for (what, plan, envelope) in [
        ("outside", moved(52.00995, 60), envelope),
        ("higher", moved(52.0, 75), envelope),
        ("no height known", plan.clone(), Envelope { upper: None, ..envelope }),
        (
            "later",
            plan.clone(),
            Envelope {
                time: TimeInterval { until: Some(t("2026-11-22T11:45:00Z")), ..envelope.time },
                ..envelope
            },
        ),
    ] {
        assert_eq!(ask(&plan, of(envelope)), Verdict::Pending, "{what}");
    }
    let mut other = plan.clone();
    other.items.facts.aircraft = Some("sn:2".into());
    assert_eq!(ask(&other, of(envelope)), Verdict::Pending);
}

/// What the decision says an attestation holds within is the flight, margins and all, and nothing more.
#[test]
fn an_attestation_holds_for_the_flight_it_was_given_for_and_for_nothing_beside_it() {
    let flown = |facts: &FlightFacts, ends: [[f64; 2]; 2], metres: i32| {
        let mut plan = overfly_testkit::scene::route(
            &ends.map(|[lat, lon]| at(lat, lon)),
            height(metres, Datum::Agl),
        );
        plan.items.facts = facts.clone();
        plan.items.duration = Some(core::time::Duration::from_secs(600));
        plan
    };
    let mut plan = plan();
    plan.items.facts.aircraft = Some("sn:1".into());
    let facts = plan.items.facts.clone();
    let (airspace, exemptions) = (airspace(vec![zone_round()]), grants::exemptions(&[to_call("")]));
    let asked = |plan: &Reading<Flight>, attestations: &[Attestation], depart: &str| {
        check(&Request {
            exemptions: Some(&exemptions),
            attestations,
            lost_link: Some(LostLink::Hover),
            depart: Some(t(depart)),
            ..request(plan, &airspace)
        })
    };
    let (on_time, later) = ("2026-11-22T11:30:00Z", "2026-11-22T11:31:00Z");
    let envelope = asked(&plan, &[], on_time).flight.envelope.unwrap();
    assert!(envelope.is_known());
    let said =
        Attestation { aircraft: facts.aircraft.clone(), envelope: Some(envelope), ..call(NOW) };
    let ends = [[52.0, 4.98], [52.0, 5.02]];
    // 1e-5 degree is a metre to the north.
    for (what, plan, depart, expected) in [
        ("the same", flown(&facts, ends, 60), on_time, Verdict::Lifted),
        ("within it", flown(&facts, [[52.0, 4.99], [52.0, 5.01]], 50), on_time, Verdict::Lifted),
        (
            "to the north",
            flown(&facts, ends.map(|[a, b]| [a + 5e-5, b]), 60),
            on_time,
            Verdict::Pending,
        ),
        ("to the east", flown(&facts, [ends[0], [52.0, 5.0201]], 60), on_time, Verdict::Pending),
        ("a metre higher", flown(&facts, ends, 61), on_time, Verdict::Pending),
        ("later", flown(&facts, ends, 60), later, Verdict::Pending),
    ] {
        let decision = asked(&plan, core::slice::from_ref(&said), depart);
        assert_eq!(decision.verdict, expected, "{what}");
    }
    // The way home counts too: what is attested with it holds with it.
    let mut returns = flown(&facts, ends, 60);
    returns.items.lost_link =
        LostLink::Return(overfly_model::ReturnHeight::At(height(90, Datum::Agl)));
    let ask = |attestations: &[Attestation]| {
        check(&Request {
            exemptions: Some(&exemptions),
            attestations,
            depart: Some(t(on_time)),
            ..request(&returns, &airspace)
        })
    };
    assert_eq!(ask(core::slice::from_ref(&said)).verdict, Verdict::Pending);
    let envelope = ask(&[]).flight.envelope;
    assert_eq!(ask(&[Attestation { envelope, ..said.clone() }]).verdict, Verdict::Lifted);
    // Found by attack: a call that was kept answered what nobody had asked when it was made.
    let other = |asked: Option<&str>| Attestation {
        envelope,
        asked: asked.map(str::to_owned),
        ..said.clone()
    };
    assert_eq!(ask(&[other(Some("Call the other tower"))]).verdict, Verdict::Pending);
    assert_eq!(ask(&[other(None)]).verdict, Verdict::Pending);
}

/// Found by attack: the same height above a take-off that lies higher counted as attested.
#[test]
fn a_height_above_take_off_is_attested_above_the_sea() {
    let zone = zone_round();
    let airspace = airspace(vec![zone]);
    let exemptions = grants::exemptions(&[Grant { heights: [0, 500], ..to_call("") }]);
    let mut plan = overfly_testkit::scene::route(
        &[at(52.0, 4.98), at(52.0, 5.02)],
        height(30, Datum::AboveTakeOff),
    );
    plan.items.facts.pilot = Some("badge:7".into());
    plan.items.facts.aircraft = Some("sn:1".into());
    plan.items.duration = Some(core::time::Duration::from_secs(600));
    let fly = |elevation: Option<i32>, attestations: &[Attestation]| {
        check(&Request {
            exemptions: Some(&exemptions),
            attestations,
            lost_link: Some(LostLink::Hover),
            depart: Some(t("2026-11-22T11:30:00Z")),
            take_off_elevation: elevation.map(overfly_model::Metres::whole),
            ..request(&plan, &airspace)
        })
    };
    assert!(!fly(None, &[]).flight.envelope.unwrap().is_known());
    let envelope = fly(Some(2), &[]).flight.envelope;
    assert_eq!(envelope.unwrap().upper.unwrap().datum, Datum::Amsl);
    let said = Attestation { aircraft: Some("sn:1".into()), envelope, ..call(NOW) };
    assert_eq!(fly(Some(2), core::slice::from_ref(&said)).verdict, Verdict::Lifted);
    assert_eq!(fly(Some(42), core::slice::from_ref(&said)).verdict, Verdict::Pending);
}

/// Found by attack: a call for the one met what the other asks.
#[test]
fn two_different_waivers_of_one_id_lift_nothing_and_a_copy_is_no_second_one() {
    let (zone, plan) = (zone_round(), plan());
    let one = Grant::whole("W-1", &[&zone]);
    let other = Grant { heights: [0, 400], ..one.clone() };
    let decide = |grants: &[Grant]| {
        decide(&plan, &airspace(vec![zone.clone()]), &grants::exemptions(grants))
    };
    assert_eq!(decide(&[one.clone(), one.clone()]).verdict, Verdict::Lifted);
    let both = decide(&[one, other]);
    assert_eq!(both.verdict, Verdict::Blocked);
    assert!(why(&both).contains(&Code::IdTwice), "{:#?}", both.findings);
}

fn lifted_until(exemptions: &Exemptions) -> (Verdict, Option<jiff::Timestamp>) {
    let zone = zone_round();
    let airspace = airspace(vec![zone]);
    let plan = plan();
    let decision = check(&Request {
        exemptions: Some(exemptions),
        lost_link: Some(LostLink::Hover),
        depart: Some(t("2026-11-22T11:30:00Z")),
        ..request(&plan, &airspace)
    });
    let lifted = decision.findings.iter().filter(|f| f.effect == Effect::Lifted);
    (decision.verdict, lifted.filter_map(|f| f.time?.until).max())
}

#[test]
fn what_ends_on_the_way_ends_the_lift_then() {
    let noon = "2026-11-22T11:35:00Z";
    let grants = [Grant::whole("W-1", &[&zone_round()])];
    let key = ssh_fingerprint();
    for agency in [
        Agency { until: noon, ..Agency::new() },
        Agency {
            revoked: format!("[[revoked]]\nwaiver = \"W-1\"\nat = {noon}\nreason = \"Over\"\n"),
            ..Agency::new()
        },
        Agency {
            revoked: format!("[[revoked]]\nkey = {key:?}\nfrom = {noon}\nreason = \"Lost\"\n"),
            ..Agency::new()
        },
    ] {
        let answer = lifted_until(&agency.exemptions(&grants));
        assert_eq!(answer, (Verdict::Blocked, Some(t(noon))), "{agency:?}");
    }
    assert_eq!(lifted_until(&Agency::new().exemptions(&grants)).0, Verdict::Lifted);
}

/// Of the officer's key, as the authority knows it.
fn ssh_fingerprint() -> String {
    let authority = grants::authority();
    authority.issuers().iter().find(|one| one.via == "D-1").unwrap().key.fingerprint()
}

#[test]
fn a_list_in_its_grace_serves_its_purposes_only() {
    let zone = zone_round();
    let agency = Agency {
        policy: "[policy.grace]\nextends = \"48h\"\npurposes = [\"search-and-rescue\"]\n",
        ..Agency::new()
    };
    let now = t("2026-11-29T09:00:00Z");
    let authority = Authority::assemble(&agency.trust(), Memory::Rehearsal, now);
    let exemptions = Exemptions::verify(authority, vec![Grant::whole("W-1", &[&zone]).signed()]);
    let airspace = airspace(vec![zone]);
    for (purpose, expected) in [
        (Some("search-and-rescue"), Verdict::Lifted),
        (Some("training"), Verdict::Blocked),
        (None, Verdict::Blocked),
    ] {
        let plan = flown_by(|facts| facts.purpose = purpose.map(str::to_owned));
        let decision = check(&Request {
            exemptions: Some(&exemptions),
            lost_link: Some(LostLink::Hover),
            depart: Some(t("2026-11-29T11:30:00Z")),
            now,
            ..request(&plan, &airspace)
        });
        assert_eq!(decision.verdict, expected, "{purpose:?}");
        let stale = why(&decision).contains(&Code::RevocationsStale);
        assert_eq!(stale, expected == Verdict::Blocked);
    }
}

#[test]
fn a_grounded_aircraft_does_not_fly() {
    let agency = Agency {
        revoked:
            "[[grounded]]\naircraft = \"sn:1\"\nfrom = 2026-11-22T11:35:00Z\nreason = \"Rotor\"\n"
                .into(),
        ..Agency::new()
    };
    let zone = zone("far", ZoneType::Prohibited, rectangle([51.6, 4.1, 51.61, 4.11]), agl(0, 120));
    let airspace = airspace(vec![zone]);
    for (aircraft, expected) in [
        (Some("sn:1"), Verdict::Blocked),
        // Found by attack: whoever spells it otherwise flies the same aircraft.
        (Some("1"), Verdict::Blocked),
        (Some("SN: 1"), Verdict::Blocked),
        (Some("sn:1\u{200b}"), Verdict::Blocked),
        (Some("sn:2"), Verdict::Clear),
        (None, Verdict::Undecided),
    ] {
        let plan = flown_by(|facts| facts.aircraft = aircraft.map(str::to_owned));
        let decision = decide(&plan, &airspace, &agency.exemptions(&[]));
        assert_eq!(decision.verdict, expected, "{aircraft:?} {:#?}", decision.findings);
    }
}

#[test]
fn of_several_waivers_those_with_the_least_open_and_the_latest_end_are_told() {
    let zone = zone_round();
    let airspace = airspace(vec![zone.clone()]);
    let until = |id: &str, end: &str| Grant {
        time: ["2026-03-01T00:00:00Z".into(), format!("2026-12-{end}T00:00:00Z")],
        ..Grant::whole(id, &[&zone])
    };
    let open = |grant: Grant| Grant {
        conditions: "[[condition]]\nid = \"call\"\nkind = \"attest\"\ntext = \"Call\"\n".into(),
        ..grant
    };
    let area =
        |grant: Grant| Grant { area: Some(grants::rectangle([51.9, 4.9, 52.1, 5.1])), ..grant };
    let told = |grants: &[Grant]| {
        let decision = decide(&plan(), &airspace, &grants::exemptions(grants));
        let mut told: Vec<String> = decision
            .findings
            .iter()
            .filter(|f| matches!(f.effect, Effect::Lifted | Effect::Pending))
            .flat_map(|f| f.waivers.clone())
            .collect();
        told.sort();
        told.dedup();
        (decision.verdict, told.join(" "))
    };
    let lifted = |id: &str| (Verdict::Lifted, id.to_owned());
    assert_eq!(told(&[open(until("A", "09")), until("B", "05")]), lifted("B"));
    assert_eq!(told(&[until("A", "05"), until("B", "09")]), lifted("B"));
    assert_eq!(told(&[until("B", "05"), until("A", "05")]), lifted("A"));
    // An area that is enough is as good as no area.
    assert_eq!(told(&[until("A", "05"), area(until("B", "09"))]), lifted("B"));
    let two = Grant {
        conditions: format!(
            "{}{}",
            open(until("B", "09")).conditions,
            "[[condition]]\nid = \"other\"\nkind = \"attest\"\ntext = \"Other\"\n"
        ),
        ..until("B", "09")
    };
    assert_eq!(told(&[area(open(until("A", "05"))), two]), (Verdict::Pending, "A".to_owned()));
}
