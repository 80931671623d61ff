//! Nobody goes further than the one above him, in no point.

use overfly_model::Code;
use overfly_testkit::agency::{self, Paper};

use crate::chain::Chain;

/// What is wider than the ceiling of the office, point by point.
const WIDER: [(&str, &str); 9] = [
    ("\"Conditional\"]", "\"Conditional\", \"USpace\"]"),
    ("zones = [\"NLD/*\"]", "zones = [\"*\"]"),
    ("zones = [\"NLD/*\"]", "zones = [\"NLD/*\", \"BEL/1\"]"),
    ("zones = [\"NLD/*\"]", "zones = [\"NL*\"]"),
    ("\"search-and-rescue\"]\nmax", "\"training\"]\nmax"),
    ("[\"accident-recording\", \"search-and-rescue\"]\nmax", "[\"*\"]\nmax"),
    ("{ m = 120, datum = \"AGL\" }", "{ m = 121, datum = \"AGL\" }"),
    ("\"24h\"", "\"1441m\""),
    ("self_issue = false", "self_issue = true"),
];

#[test]
fn a_delegation_beyond_its_office_names_nobody_in_any_point() {
    for (right, wrong) in WIDER {
        let chain = Chain::sound().delegation(agency::delegation().with(right, wrong));
        assert_eq!(chain.problems(), [Code::OutsideCeiling], "{wrong}");
        assert_eq!(chain.refuses(), Some(Code::IssuerUnknown), "{wrong}");
    }
    let trust = agency::trust().with("may_overlay = true", "may_overlay = false");
    let chain = Chain::sound().trust(trust);
    assert_eq!(chain.problems(), [Code::OutsideCeiling], "may_overlay");
    // Another datum is inside only where the ground cannot matter.
    let amsl = agency::delegation().with("120, datum = \"AGL\"", "120, datum = \"AMSL\"");
    assert_eq!(Chain::sound().delegation(amsl).problems(), [Code::OutsideCeiling]);
}

#[test]
fn a_delegation_within_its_office_counts() {
    for (right, narrower) in [
        ("\"Prohibited\", ", ""),
        ("zones = [\"NLD/*\"]", "zones = [\"NLD/7.*\"]"),
        ("m = 120", "m = 60"),
        ("24h", "8h"),
        ("may_overlay = true", "may_overlay = false"),
    ] {
        let chain = Chain::sound().delegation(agency::delegation().with(right, narrower));
        assert_eq!((chain.problems(), chain.refuses()), (vec![], None), "{narrower}");
    }
}

#[test]
fn an_office_that_may_not_delegate_names_nobody() {
    let chain =
        Chain::sound().trust(agency::trust().with("may_delegate = true", "may_delegate = false"));
    assert_eq!(
        (chain.problems(), chain.refuses()),
        (vec![Code::OutsideCeiling], Some(Code::IssuerUnknown))
    );
}

#[test]
fn a_delegation_of_nobodys_office_or_by_another_key_names_nobody() {
    let table = [
        (agency::delegation().with("\"noord\"", "\"zuid\""), Code::IssuerUnknown),
        (agency::delegation().by(&[agency::ROOTS[0]]), Code::SignatureMissing),
        (agency::delegation().by(&[agency::OFFICER]), Code::SignatureMissing),
        (agency::delegation().by(&[]), Code::SignatureMissing),
        (agency::delegation().signed_as("overfly-waiver"), Code::SignatureInvalid),
        (
            agency::delegation().with("issued = 2026-06-01", "issued = 2026-11-23"),
            Code::IssuedAhead,
        ),
        (
            agency::delegation().with("issued = 2026-06-01", "issued = 2025-06-01"),
            Code::KeyNotValid,
        ),
        (agency::delegation().with("id = \"D-1\"", "id = \"noord\""), Code::OutsideCeiling),
    ];
    for (delegation, code) in table {
        let chain = Chain::sound().delegation(delegation);
        assert_eq!(chain.problems(), [code]);
        assert!(chain.refuses().is_some(), "{code:?}");
    }
}

#[test]
fn two_delegations_of_one_id_name_nobody_and_a_copy_is_no_second_one() {
    let other = agency::delegation_of("D-1", "a.smit", agency::OTHER_OFFICER);
    let chain = Chain::sound().and(other);
    assert_eq!(chain.problems(), [Code::IssuerUnknown; 2]);
    assert_eq!(chain.refuses(), Some(Code::IssuerUnknown));
    let sentence = chain.verify(&agency::waiver()).unwrap_err().to_string();
    assert!(sentence.contains("another delegation has its id"), "{sentence}");
    let copied = Chain::sound().and(agency::delegation().named("D-1 (copy).toml"));
    assert_eq!((copied.problems(), copied.refuses()), (vec![], None));
    let taken =
        Chain::sound().and(agency::delegation_of("noord", "p.jansen", agency::OTHER_OFFICER));
    let office =
        agency::waiver().with("p.jansen", "noord").with("D-1", "noord").by(&[agency::OFFICE]);
    assert_eq!(taken.refuses_paper(&office), None, "the office keeps its name");
}

fn beyond(waiver: &Paper) -> String {
    let refusal = Chain::sound().verify(waiver).unwrap_err();
    assert_eq!(refusal.code(), Code::OutsideCeiling, "{refusal}");
    refusal.to_string()
}

#[test]
fn a_waiver_beyond_its_ceiling_in_one_point_is_refused_whole() {
    let table = [
        ("zones = [\"NLD/7.1\"]", "zones = [\"NLD/7.1\", \"BEL/1\"]", "zone BEL/1"),
        ("zones = [\"NLD/7.1\"]", "zones = [\"*\"]", "zone *"),
        ("zones = [\"NLD/7.1\"]", "zones = [\"nld/7.1\"]", "zone nld/7.1"),
        ("[\"accident-recording\"]", "[\"training\"]", "purposes training"),
        ("[\"accident-recording\"]", "[\"*\"]", "purposes any"),
        ("m = 60", "m = 120.5", "up to 120.5 m AGL"),
        ("m = 60, datum = \"AGL\"", "m = 60, datum = \"AMSL\"", "up to 60 m AMSL"),
        ("m = 60, datum = \"AGL\"", "m = 60, datum = \"above take-off\"", "above take-off"),
        ("until = 2026-11-22T14:00:00Z", "until = 2026-11-23T06:00:01Z", "a time longer than"),
    ];
    for (right, wrong, what) in table {
        let sentence = beyond(&agency::waiver().with(right, wrong));
        assert!(sentence.contains(what), "{sentence}");
    }
    let whole_day =
        agency::waiver().with("until = 2026-11-22T14:00:00Z", "until = 2026-11-23T06:00:00Z");
    assert_eq!(Chain::sound().refuses_paper(&whole_day.with("m = 60", "m = 120")), None);
}

#[test]
fn an_issuer_who_states_a_high_ground_goes_no_higher_for_it() {
    let waiver = agency::waiver()
        .with("m = 60, datum = \"AGL\"", "m = 1000, datum = \"AMSL\"")
        .with("lowest_m = -5, highest_m = 3", "lowest_m = 900, highest_m = 900");
    assert!(beyond(&waiver).contains("up to 1000 m AMSL"));
}

#[test]
fn an_overlay_weakens_only_by_somebody_who_may() {
    let chain = Chain::sound();
    assert!(chain.overlay(&agency::overlay()).unwrap().may_weaken().is_ok());
    let not =
        chain.delegation(agency::delegation().with("may_overlay = true", "may_overlay = false"));
    let overlay = not.overlay(&agency::overlay()).unwrap();
    assert_eq!(overlay.may_weaken().unwrap_err().code(), Code::OutsideCeiling);
    let set_aside = crate::chain::file(&agency::set_aside());
    let refused = overfly_exemption::verify_set_aside(&set_aside, &not.authority()).unwrap_err();
    assert_eq!(refused.code(), Code::OutsideCeiling);
    assert!(overfly_exemption::verify_set_aside(&set_aside, &Chain::sound().authority()).is_ok());
}

#[test]
fn an_overlay_weakens_only_while_trust_stands() {
    let stale = Chain::sound().at("2026-12-01T00:00:00Z");
    let fresh = Chain::sound().remembering(overfly_exemption::Memory::Nothing);
    let back = Chain::sound().at("2026-11-21T01:00:00Z").after(&Chain::sound());
    let codes = [Code::RevocationsStale, Code::TrustNotAccepted, Code::ClockSuspect];
    for (chain, code) in [stale, fresh, back].iter().zip(codes) {
        let overlay = chain.overlay(&agency::overlay()).unwrap();
        assert_eq!(overlay.may_weaken().unwrap_err().code(), code, "and it tightens all the same");
    }
    let revoked = "[[revoked]]\noverlay = \"O-1\"\nat = 2026-11-22T07:00:00Z\nreason = \"wrong\"\n";
    let gone = Chain::sound().list(agency::list(2, revoked));
    assert_eq!(gone.overlay(&agency::overlay()).unwrap_err().code(), Code::Revoked);
}
