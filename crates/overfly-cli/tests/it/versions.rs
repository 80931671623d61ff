//! A trust root whose version is known already is not signed with another text.

use std::fs;

use crate::court::{Court, Trust};
use crate::office::has_ssh_keygen;

/// Changes the trust root under the hands of its holders, without another version.
fn edited(court: &Court) {
    let path = court.path("agency/trust/trust.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"North\"", "\"Noord\"")).unwrap();
}

#[test]
fn a_trust_root_whose_version_is_known_with_another_text_is_not_signed() {
    if !has_ssh_keygen() {
        return;
    }
    let court = Court::accepted();
    court.keys("r1", 1);
    let sign = || court.run(&["trust", "sign", "--sign-with", "r1"]);
    assert_eq!(sign().code, 0, "to sign the same text again changes nothing");
    let signature = court.path("agency/trust/trust.toml.r1.sig");
    let before = fs::read(&signature).unwrap();
    edited(&court);
    let ended = sign();
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{ended:?}");
    assert!(
        ended.stderr.contains("raise the version")
            && ended.stderr.contains("version 1 with another text than the one that this station"),
        "{ended:?}"
    );
    assert_eq!(fs::read(&signature).unwrap(), before);
    // A station that has seen nothing still sees the history of the folder.
    court.trust(&Trust::first());
    fs::remove_dir_all(court.path("station")).unwrap();
    let history = court.path("agency/trust/history");
    fs::create_dir_all(&history).unwrap();
    fs::copy(court.path("agency/trust/trust.toml"), history.join("trust-1.toml")).unwrap();
    assert_eq!(sign().code, 0);
    edited(&court);
    let ended = sign();
    assert!(ended.code == 2 && ended.stderr.contains("trust-1.toml, with another"), "{ended:?}");
}

#[test]
fn an_older_trust_root_is_not_signed_again() {
    if !has_ssh_keygen() {
        return;
    }
    let court = Court::accepted();
    court.keys("r1", 1);
    court.trust(&Trust { version: 2, ..Trust::first() });
    assert_eq!(court.status().code, 0);
    court.trust(&Trust::first());
    let ended = court.run(&["trust", "sign", "--sign-with", "r1"]);
    assert!(ended.code == 2 && ended.stderr.contains("has seen version 2"), "{ended:?}");
}

#[test]
fn a_replaced_trust_root_is_told_in_a_sentence_with_a_subject() {
    let court = Court::accepted();
    court.waiver("W-1", [-1, 5]);
    court.trust(&Trust { expires: crate::court::hours(8000), ..Trust::first() });
    let ended = court.run(&["waiver", "list"]);
    let told =
        "the trust root is version 1 with another text than the one that this station has seen";
    assert!(ended.stdout.contains(told), "{ended:?}");
    let status = court.status();
    assert!(status.stdout.contains(told), "{status:?}");
    assert!(status.stdout.contains("root holders: a changed one needs a higher version"));
}

#[test]
fn a_station_of_another_agency_does_not_keep_a_trust_root_from_being_signed() {
    if !has_ssh_keygen() {
        return;
    }
    let court = Court::accepted();
    court.keys("r5", 5);
    court.trust(&Trust { roots: [5, 6, 7], signers: &[], ..Trust::first() });
    let ended = court.run(&["trust", "sign", "--sign-with", "r5"]);
    assert_eq!(ended.code, 0, "{ended:?}");
}
