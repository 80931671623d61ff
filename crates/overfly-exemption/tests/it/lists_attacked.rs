//! Revocation lists withheld, replayed, and made to block; single revocations; clocks.

use overfly_exemption::Memory;
use overfly_exemption::state::SeenList;
use overfly_model::Code;
use overfly_testkit::agency::{self, NOW, OFFICE, OFFICER, OTHER_OFFICER, Paper, ROOTS};

use crate::chain::{Chain, key_revoked};

const WAIVER_REVOKED: &str =
    "[[revoked]]\nwaiver = \"W-1\"\nat = 2026-11-22T07:00:00Z\nreason = \"called off\"\n";

/// Trust version 2, under which lists count anew.
fn second_trust() -> Paper {
    agency::trust().with("version = 1", "version = 2").with("2026-01-01", "2026-11-22")
}

#[test]
fn a_waiver_on_the_list_is_refused_from_its_time_on() {
    let chain = Chain::sound().list(agency::list(2, WAIVER_REVOKED));
    assert_eq!(chain.refuses(), Some(Code::Revoked));
    let before = chain.at("2026-11-22T06:30:00Z").verify(&agency::waiver()).unwrap();
    assert_eq!(before.grant().time.until.unwrap().to_string(), "2026-11-22T07:00:00Z");
}

#[test]
fn an_old_list_played_again_leaves_no_list_at_all() {
    let seen = Chain::sound().list(agency::list(2, WAIVER_REVOKED));
    let replayed = Chain::sound().after(&seen);
    assert_eq!(replayed.refuses(), Some(Code::RevocationsMissing));
    assert_eq!(replayed.problems(), [Code::RevocationsReplaced]);
    let both = Chain::sound().and(agency::list(2, WAIVER_REVOKED).named("revocations-2.toml"));
    assert_eq!(both.refuses(), Some(Code::Revoked), "the later list beside it");
}

#[test]
fn a_list_withheld_is_missing_and_then_stale() {
    let none = Chain::sound().others(&[agency::delegation()]);
    assert_eq!(none.refuses(), Some(Code::RevocationsMissing));
    let ends = "2026-11-26T08:00:00Z";
    let later = agency::waiver().with("until = 2026-11-22T14", "until = 2026-11-22T15");
    let chain = Chain::sound();
    assert_eq!(chain.clone().at("2026-11-26T07:59:59Z").refuses_paper(&later), None);
    // Stale, and in its grace: for the named purposes only, and bounded.
    let graced = chain.clone().at(ends).verify(&later).unwrap();
    let purposes = graced.grant().grace.clone().unwrap();
    assert!(
        purposes.names(Some("search-and-rescue")) && !purposes.names(Some("accident-recording"))
    );
    assert!(!purposes.names(None));
    assert_eq!(
        chain.at("2026-11-28T08:00:00Z").refuses_paper(&later),
        Some(Code::RevocationsStale)
    );
    let strict = agency::trust().with("grace = {", "# grace = {");
    assert_eq!(Chain::sound().trust(strict).at(ends).refuses(), Some(Code::RevocationsStale));
}

#[test]
fn a_list_said_to_hold_for_years_is_stale_by_its_age() {
    let long = agency::list(1, "").with("2026-11-26T08", "2036-11-26T08");
    let chain = Chain::sound().list(long);
    assert_eq!(chain.clone().at("2026-11-28T07:59:59Z").refuses(), None);
    assert_eq!(chain.at("2026-11-30T08:00:00Z").refuses(), Some(Code::RevocationsStale));
}

#[test]
fn grace_is_bounded_and_names_its_purposes() {
    for (right, wrong) in [("48h", "8d"), ("[\"search-and-rescue\"] }", "[\"*\"] }")] {
        let chain = Chain::sound().trust(agency::trust().with(right, wrong));
        assert_eq!(chain.problems(), [Code::DocumentUnreadable], "{wrong}");
    }
}

#[test]
fn version_999999_of_a_stolen_office_key_blocks_only_until_the_next_trust_version() {
    let stolen = Chain::sound().list(agency::list(999_999, ""));
    let blocked = Chain::sound().list(agency::list(2, WAIVER_REVOKED)).after(&stolen);
    assert_eq!(blocked.refuses(), Some(Code::RevocationsMissing));
    let anew = agency::list(1, WAIVER_REVOKED).with("trust_version = 1", "trust_version = 2");
    let mended = Chain::sound().trust(second_trust()).list(anew.clone()).after(&stolen);
    assert_eq!(mended.problems(), []);
    assert_eq!(mended.refuses(), Some(Code::Revoked));
    let again = Chain::sound().trust(second_trust()).list(agency::list(999_999, "")).after(&mended);
    assert_eq!(again.refuses(), Some(Code::RevocationsMissing), "the thief's list stays out");
    let ahead = Chain::sound().list(anew).after(&stolen);
    assert_eq!(ahead.refuses(), Some(Code::RevocationsMissing), "nobody signs for a trust to come");
}

#[test]
fn a_fresh_station_takes_no_list_below_the_least_that_its_trust_root_names() {
    let least = |trust: Paper| trust.with("[policy]", "[policy]\nminimum_revocations = 5");
    let chain = Chain::sound().trust(least(agency::trust())).remembering(Memory::Rehearsal);
    assert_eq!(chain.clone().list(agency::list(4, "")).refuses(), Some(Code::RevocationsMissing));
    assert_eq!(chain.list(agency::list(5, "")).refuses(), None);
    // One of the trust root before is older still, whatever its number.
    let second = Chain::sound().trust(least(second_trust()));
    let old = second.clone().list(agency::list(999_999, ""));
    assert_eq!(old.refuses(), Some(Code::RevocationsMissing));
    let anew = agency::list(5, "").with("trust_version = 1", "trust_version = 2");
    assert_eq!(second.list(anew).refuses(), None);
}

#[test]
fn nobody_but_the_office_signs_its_list() {
    for seed in [OFFICER, ROOTS[0], 99] {
        let chain = Chain::sound().list(agency::list(1, "").by(&[seed]));
        assert_eq!(chain.refuses(), Some(Code::RevocationsMissing), "{seed}");
    }
    let chain = Chain::sound().list(agency::list(1, "").with("noord", "zuid"));
    assert_eq!(chain.refuses(), Some(Code::RevocationsMissing));
    let ahead = agency::list(1, "").with("issued = 2026-11-21", "issued = 2026-11-23");
    assert_eq!(Chain::sound().list(ahead).refuses(), Some(Code::RevocationsMissing));
}

#[test]
fn one_office_revokes_no_waiver_and_no_office_key_of_another() {
    let mut trust = agency::trust();
    trust.text += &agency::office("zuid", 11);
    let zuid = agency::list(1, &format!("{WAIVER_REVOKED}{}", key_revoked(OFFICE, NOW)));
    let zuid = zuid.with("noord", "zuid").named("revocations-zuid.toml").by(&[11]);
    let chain = Chain::sound().trust(trust).and(zuid);
    assert_eq!(chain.problems(), []);
    assert_eq!(chain.refuses(), None);
}

#[test]
fn an_issuer_takes_back_his_own_waiver_and_no_others() {
    let other = agency::delegation_of("D-2", "a.smit", OTHER_OFFICER);
    let chain = Chain::sound().and(other);
    let table = [
        (agency::revocation(), Some(Code::Revoked)),
        (agency::revocation().by(&[OFFICE]), Some(Code::Revoked)),
        (agency::revocation().by(&[OTHER_OFFICER]), None),
        (agency::revocation().by(&[99]), None),
        (agency::revocation().with("W-1", "W-2"), None),
        (agency::revocation().signed_as("overfly-waiver"), None),
    ];
    for (revocation, expected) in table {
        let what = format!("{revocation:?}");
        assert_eq!(chain.clone().and(revocation).refuses(), expected, "{what}");
    }
    // He may do so when his key has lapsed or is revoked, too.
    let lapsed = agency::delegation().with("2027-06-01T00:00:00Z", "2026-11-22T07:00:00Z");
    let chain = Chain::sound().delegation(lapsed).and(agency::revocation());
    assert_eq!(chain.problems(), [Code::KeyNotValid]);
}

#[test]
fn a_clock_set_back_lifts_nothing_and_is_told() {
    let seen = Chain::sound();
    for (now, suspect) in [
        ("2026-11-21T07:54:59Z", true),
        ("2026-11-21T07:55:00Z", false),
        // Before the trust root itself: a machine without its battery.
        ("1970-01-01T00:00:00Z", true),
    ] {
        let chain = Chain::sound().at(now).after(&seen);
        let authority = chain.authority();
        assert_eq!(authority.clock_suspect(), suspect, "{now}");
        let standing = authority.may_lift().err().map(overfly_exemption::Refusal::code);
        assert_eq!(standing, suspect.then_some(Code::ClockSuspect), "{now}");
        assert!(chain.refuses().is_some(), "{now}");
    }
}

#[test]
fn what_a_station_learned_never_goes_down() {
    let high = Chain::sound()
        .trust(second_trust())
        .list(agency::list(7, "").with("trust_version = 1", "trust_version = 2"));
    let state = high.learned();
    for chain in [
        Chain::sound().trust(second_trust()),
        Chain::sound().trust(second_trust()).others(&[]),
        Chain::sound().trust(second_trust()).at("2026-11-22T01:00:00Z"),
    ] {
        let later = chain.after(&high).learned();
        assert_eq!(later.lists, state.lists);
        assert_eq!((later.latest, &later.trust), (state.latest, &state.trust));
    }
    assert_eq!(Chain::sound().after(&high).authority().learned(), None, "an old trust root");
    let seen: Vec<(u64, u64)> = state
        .lists
        .iter()
        .map(|SeenList { trust_version, version, .. }| (*trust_version, *version))
        .collect();
    assert_eq!(seen, [(2, 7)]);
}
