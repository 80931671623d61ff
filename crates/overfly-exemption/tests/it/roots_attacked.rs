//! The trust root replayed, replaced, signed too thinly, and rolled over.

use overfly_exemption::Memory;
use overfly_model::Code;
use overfly_testkit::agency::{self, OFFICE, Paper, ROOTS};

use crate::chain::Chain;

const A: u8 = ROOTS[0];
const B: u8 = ROOTS[1];
const C: u8 = ROOTS[2];

fn version(number: u64) -> Paper {
    agency::trust().with("version = 1", &format!("version = {number}"))
}

/// The roots exchanged for others, who sign, with whoever signs beside them.
fn rolled(number: u64, to: [u8; 3], signers: &[u8]) -> Paper {
    let mut paper = version(number);
    for (old, new) in ROOTS.into_iter().zip(to) {
        paper = paper.with(&agency::key(old), &agency::key(new));
    }
    paper.by(signers)
}

fn standing(chain: &Chain) -> Option<Code> {
    chain.authority().may_lift().err().map(overfly_exemption::Refusal::code)
}

#[test]
fn an_old_trust_root_played_again_is_refused() {
    let chain = Chain::sound().after(&Chain::sound().trust(version(2)));
    assert_eq!(standing(&chain), Some(Code::TrustReplaced));
    assert_eq!(chain.refuses(), Some(Code::TrustReplaced));
    assert_eq!(chain.authority().never_waivable().len(), 1, "everything");
}

#[test]
fn the_same_version_with_another_text_is_refused() {
    let other = agency::trust().with("Demonstration", "Another");
    let chain = Chain::sound().trust(other).after(&Chain::sound());
    assert_eq!(standing(&chain), Some(Code::TrustReplaced));
}

#[test]
fn a_trust_root_of_the_attackers_own_is_refused_by_a_station_that_knows_the_agencys() {
    let own = rolled(2, [31, 32, 33], &[31, 32]);
    let chain = Chain::sound().trust(own.clone()).after(&Chain::sound());
    assert_eq!(standing(&chain), Some(Code::TrustUnverified));
    assert!(chain.refuses().is_some());
    let one_stolen = rolled(2, [31, 32, 33], &[31, 32, A]);
    assert_eq!(
        standing(&Chain::sound().trust(one_stolen).after(&Chain::sound())),
        Some(Code::TrustUnverified)
    );
    // A station that accepted nothing lifts nothing by it either.
    let fresh = Chain::sound().trust(own).remembering(Memory::Nothing);
    assert_eq!(fresh.refuses(), Some(Code::TrustNotAccepted));
}

#[test]
fn the_threshold_is_met_by_distinct_root_keys_only() {
    for signers in [&[][..], &[A], &[A, A], &[A, A, A], &[A, OFFICE], &[A, 99]] {
        let chain = Chain::sound().trust(agency::trust().by(signers));
        let expected = Some(Code::TrustUnverified);
        assert_eq!(standing(&chain), expected, "{signers:?}");
        assert!(chain.refuses().is_some(), "{signers:?}");
    }
    for signers in [[A, B], [A, C], [C, B]] {
        assert_eq!(Chain::sound().trust(agency::trust().by(&signers)).refuses(), None);
    }
}

#[test]
fn one_key_stands_for_one_root_or_one_office() {
    let twice = agency::trust().with(&agency::key(B), &agency::key(A));
    let renamed =
        agency::trust().with(&agency::key(B), &agency::key(A).replace("test-key", "other"));
    let office = agency::trust().with(&agency::key(OFFICE), &agency::key(A));
    let mut offices = agency::trust();
    offices.text += &agency::office("zuid", OFFICE);
    let mut ids = agency::trust();
    ids.text += &agency::office("noord", 11);
    for trust in [twice, renamed, office, offices, ids] {
        let chain = Chain::sound().trust(trust);
        assert_eq!(standing(&chain), Some(Code::DocumentUnreadable));
        assert!(chain.refuses().is_some());
    }
    for key in [A, OFFICE] {
        let chain = Chain::sound().delegation(agency::delegation_of("D-1", "p.jansen", key));
        assert_eq!(chain.problems(), [Code::OutsideCeiling]);
        assert_eq!(chain.refuses(), Some(Code::IssuerUnknown));
    }
}

#[test]
fn a_threshold_that_asks_nobody_or_too_many_cannot_be_read() {
    for threshold in ["0", "4", "-1", "2.0", "\"2\""] {
        let trust = agency::trust().with("threshold = 2", &format!("threshold = {threshold}"));
        assert_eq!(standing(&Chain::sound().trust(trust)), Some(Code::DocumentUnreadable));
    }
}

#[test]
fn an_expired_trust_root_lifts_nothing() {
    let chain = Chain::sound().trust(agency::trust().with("2027-12-01T00", "2026-11-22T08"));
    assert_eq!(standing(&chain), Some(Code::TrustExpired));
    assert_eq!(chain.refuses(), Some(Code::TrustExpired));
    let waiver = chain.at("2026-11-22T07:59:59Z").verify(&agency::waiver()).unwrap();
    assert_eq!(waiver.grant().time.until.unwrap().to_string(), "2026-11-22T08:00:00Z");
}

#[test]
fn a_trust_root_still_to_come_counts_for_nothing() {
    let chain =
        Chain::sound().trust(agency::trust().with("issued = 2026-01-01", "issued = 2026-11-23"));
    assert_eq!(standing(&chain), Some(Code::IssuedAhead));
}

#[test]
fn a_lost_root_is_replaced_by_the_two_that_are_left() {
    let next = rolled(2, [31, B, C], &[B, C]);
    let chain = Chain::sound().trust(next).after(&Chain::sound());
    assert_eq!((standing(&chain), chain.refuses()), (None, None));
    assert_eq!(chain.learned().trust.version, 2);
}

#[test]
fn a_station_that_missed_a_version_is_led_on_by_the_history() {
    let second = rolled(2, [31, 32, C], &[A, B, 31, 32]);
    let third = rolled(3, [31, 32, 33], &[31, 32]);
    let chain = Chain::sound().trust(third).after(&Chain::sound());
    assert_eq!(standing(&chain), Some(Code::TrustUnverified), "without the history");
    assert_eq!(chain.clone().history(vec![second.clone()]).refuses(), None);
    let thin = second.clone().by(&[A, 31, 32]);
    assert!(chain.clone().history(vec![thin]).refuses().is_some());
    let unsigned_by_itself = second.by(&[A, B]);
    assert_eq!(standing(&chain.history(vec![unsigned_by_itself])), Some(Code::TrustUnverified));
}

#[test]
fn a_long_history_with_a_strangers_root_behind_it_is_refused_soon() {
    let history: Vec<Paper> = (2..40).map(version).collect();
    let stranger = rolled(50, [31, 32, 33], &[31, 32]);
    let chain = Chain::sound().trust(stranger).history(history.clone()).after(&Chain::sound());
    assert_eq!(standing(&chain), Some(Code::TrustUnverified));
    let backwards = history.into_iter().rev().collect();
    assert_eq!(
        Chain::sound().trust(version(50)).history(backwards).after(&Chain::sound()).refuses(),
        None
    );
}
