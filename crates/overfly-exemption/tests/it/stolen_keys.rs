//! What a stolen officer's key is good for.

use overfly_exemption::Touch;
use overfly_model::Code;
use overfly_testkit::agency::{self, NOW, OFFICE, OFFICER, OTHER_OFFICER};
use overfly_testkit::signer::{Signer, TOUCHED, VERIFIED};

use crate::chain::{Chain, key_revoked};

#[test]
fn the_sound_chain_verifies_a_waiver_of_an_officer_and_of_an_office() {
    let chain = Chain::sound();
    assert_eq!(chain.problems(), []);
    let waiver = chain.verify(&agency::waiver()).unwrap();
    assert_eq!(waiver.document().id, "W-1");
    assert_eq!(chain.refuses_paper(&agency::waiver_of_a_zone()), None);
    let office = agency::waiver().with("p.jansen", "noord").with("D-1", "noord").by(&[OFFICE]);
    assert_eq!(chain.refuses_paper(&office), None);
}

#[test]
fn a_stolen_key_lapses_with_its_delegation() {
    let chain = Chain::sound()
        .delegation(agency::delegation().with("2027-06-01T00:00:00Z", "2026-11-22T07:00:00Z"));
    assert_eq!(chain.refuses(), Some(Code::KeyNotValid));
    let before = chain.at("2026-11-22T06:59:59Z");
    let waiver = before.verify(&agency::waiver()).unwrap();
    let end = waiver.grant().time.until.unwrap().to_string();
    assert_eq!(end, "2026-11-22T07:00:00Z", "no longer than the key");
}

#[test]
fn a_stolen_key_lapses_with_its_office() {
    let trust = agency::trust().with("2027-11-01T00:00:00Z", "2026-11-22T07:00:00Z");
    assert_eq!(Chain::sound().trust(trust).refuses(), Some(Code::KeyNotValid));
}

#[test]
fn a_revoked_key_refuses_all_that_it_signed_and_all_that_it_delegated() {
    for seed in [OFFICER, OFFICE] {
        let chain = Chain::sound().list(agency::list(2, &key_revoked(seed, NOW)));
        let refusal = chain.verify(&agency::waiver()).unwrap_err().code();
        let expected = if seed == OFFICER { Code::KeyRevoked } else { Code::IssuerUnknown };
        assert_eq!(refusal, expected);
        assert_eq!(chain.overlay(&agency::overlay()).unwrap_err().code(), expected);
        assert_eq!(chain.problems(), [Code::KeyRevoked]);
    }
}

#[test]
fn a_key_that_will_be_revoked_lifts_nothing_from_then_on() {
    for seed in [OFFICER, OFFICE] {
        let revoked = key_revoked(seed, "2026-11-22T10:00:00Z");
        let chain = Chain::sound().list(agency::list(2, &revoked));
        let waiver = chain.verify(&agency::waiver()).unwrap();
        let end = waiver.grant().time.until.unwrap().to_string();
        assert_eq!(end, "2026-11-22T10:00:00Z");
    }
}

#[test]
fn a_waiver_dated_back_before_the_key_was_revoked_is_refused_all_the_same() {
    let chain = Chain::sound().list(agency::list(2, &key_revoked(OFFICER, "2026-11-22T07:00:00Z")));
    let back =
        agency::waiver().with("issued = 2026-11-22T05:40:00Z", "issued = 2026-06-02T00:00:00Z");
    assert_eq!(chain.refuses_paper(&back), Some(Code::KeyRevoked));
}

#[test]
fn a_waiver_dated_back_to_before_its_key_held_is_refused() {
    let back =
        agency::waiver().with("issued = 2026-11-22T05:40:00Z", "issued = 2026-05-31T23:59:59Z");
    assert_eq!(Chain::sound().refuses_paper(&back), Some(Code::KeyNotValid));
    let ahead =
        agency::waiver().with("issued = 2026-11-22T05:40:00Z", "issued = 2026-11-22T08:05:01Z");
    assert_eq!(Chain::sound().refuses_paper(&ahead), Some(Code::IssuedAhead));
    let doubt =
        agency::waiver().with("issued = 2026-11-22T05:40:00Z", "issued = 2026-11-22T08:05:00Z");
    assert_eq!(Chain::sound().refuses_paper(&doubt), None);
}

#[test]
fn a_token_that_was_not_touched_signs_nothing() {
    let token = Signer::sk_ed25519(OFFICER);
    let soft = agency::key(OFFICER);
    let chain = Chain::sound().delegation(agency::delegation().with(&soft, &token.public()));
    let by = |token: &Signer| agency::waiver().by_signers(std::slice::from_ref(token));
    assert_eq!(chain.refuses_paper(&by(&token)), None);
    assert_eq!(chain.refuses_paper(&by(&token.clone().with_flags(0))), Some(Code::TouchMissing));
    let forged = token.clone().with_flags(0).claiming_flags(TOUCHED);
    assert_eq!(chain.refuses_paper(&by(&forged)), Some(Code::SignatureInvalid));
    let strict = agency::trust().with("[policy]", "[policy]\nrequire_verification = true");
    let chain = chain.trust(strict);
    assert_eq!(chain.refuses_paper(&by(&token)), Some(Code::TouchMissing));
    assert_eq!(chain.refuses_paper(&by(&token.with_flags(TOUCHED | VERIFIED))), None);
    let policy = chain.authority().root().unwrap().document().policy.touch;
    assert_eq!(policy, Touch { presence: true, verification: true });
}

#[test]
fn a_waiver_names_the_one_who_signed_it() {
    let chain = Chain::sound().and(agency::delegation_of("D-2", "a.smit", OTHER_OFFICER));
    let waiver = agency::waiver();
    assert_eq!(
        chain.refuses_paper(&waiver.clone().by(&[OTHER_OFFICER])),
        Some(Code::SignatureMissing)
    );
    assert_eq!(chain.refuses_paper(&waiver.clone().by(&[])), Some(Code::SignatureMissing));
    let other = waiver.clone().with("D-1", "D-2").by(&[OTHER_OFFICER]);
    assert_eq!(chain.refuses_paper(&other), Some(Code::IssuerOther));
    assert_eq!(chain.refuses_paper(&waiver.with("D-1", "D-3")), Some(Code::IssuerUnknown));
}

#[test]
fn one_good_signature_counts_whatever_lies_beside_it() {
    let mut waiver = crate::chain::file(&agency::waiver());
    let old = Signer::ed25519(OFFICER).sign("overfly-waiver", b"an earlier draft").into_bytes();
    waiver.signatures.splice(0..0, [b"junk".to_vec(), old]);
    let read = overfly_exemption::UnverifiedWaiver::read(waiver).unwrap();
    assert!(read.verify(&Chain::sound().authority()).is_ok());
}

#[test]
fn no_officer_flies_on_his_own_waiver() {
    let table = [
        ("badge:4711", true),
        ("p.jansen", true),
        ("Badge:4711 ", true),
        ("P.Jansen", true),
        ("badge:47110", false),
    ];
    for (pilot, own) in table {
        let waiver = agency::waiver().with("badge:1234", pilot);
        let expected = own.then_some(Code::SelfIssued);
        assert_eq!(Chain::sound().refuses_paper(&waiver), expected, "{pilot:?}");
    }
    let several = agency::waiver().with("\"badge:1234\"", "\"badge:1234\", \"badge:4711\"");
    assert_eq!(Chain::sound().refuses_paper(&several), Some(Code::SelfIssued));
    let may = "self_issue = true";
    let chain = Chain::sound()
        .trust(agency::trust().with("self_issue = false", may))
        .delegation(agency::delegation().with("self_issue = false", may));
    assert_eq!(chain.refuses_paper(&several), None);
}

/// Found by attack: a second name and a second key made two people of one.
#[test]
fn no_officer_flies_on_his_own_waiver_by_way_of_another_name_or_key() {
    let same_key = agency::delegation_of("D-2", "j.p", OFFICER).with("badge:4711", "badge:2");
    let same_name =
        agency::delegation_of("D-3", "J.P", OTHER_OFFICER).with("badge:4711", "badge:3");
    let chain = Chain::sound().and(same_key).and(same_name);
    for (pilot, own) in [("badge:2", true), ("badge:3", true), ("j.p", true), ("badge:4", false)] {
        let waiver = agency::waiver().with("badge:1234", pilot);
        let expected = own.then_some(Code::SelfIssued);
        assert_eq!(chain.refuses_paper(&waiver), expected, "{pilot:?}");
    }
}
