//! `overfly trust revoke` and `refresh`: nothing that was revoked is lost on the way to the next list.

use std::fs;

use crate::court::{Court, NEW_OFFICE, OFFICE, OFFICER, STRANGER, Trust};
use crate::kit::Ended;
use crate::office::has_ssh_keygen;

const ENTRIES: &str = "[[revoked]]\nwaiver = \"W-9\"\nat = 2026-01-01T00:00:00Z\nreason = \"x\"\n\
    [[grounded]]\naircraft = \"sn:1\"\nfrom = 2026-01-01T00:00:00Z\nreason = \"crack\"\n";

/// An accepted agency whose list names W-9 and sn:1, and the keys to sign with; `None` without ssh-keygen.
fn court() -> Option<Court> {
    if !has_ssh_keygen() {
        return None;
    }
    let court = Court::accepted();
    for (name, seed) in [("office", OFFICE), ("new", NEW_OFFICE), ("officer", OFFICER)] {
        court.keys(name, seed);
    }
    court.list((1, 3), -1, OFFICE, ENTRIES);
    assert_eq!(court.status().code, 0);
    Some(court)
}

fn refresh(court: &Court, more: &[&str]) -> Ended {
    court.run(&[&["trust", "refresh", "--sign-with", "office", "--yes"][..], more].concat())
}

fn revoke(court: &Court, more: &[&str]) -> Ended {
    let args = ["trust", "revoke", "--reason", "why", "--yes"];
    court.run(&[&args[..], more].concat())
}

/// The documents of the trust folder.
fn trust(court: &Court) -> Vec<String> {
    let entries = fs::read_dir(court.path("agency/trust")).unwrap().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn said(ended: &Ended, words: &str) {
    assert!([&ended.stdout[..], &ended.stderr].concat().contains(words), "{words}: {ended:?}");
}

type Fault<'a> = &'a dyn Fn(&Court);

#[test]
fn no_list_follows_one_that_is_damaged() {
    let path = "agency/trust/revocations.toml";
    let change = |court: &Court, change: &dyn Fn(String) -> String| {
        let text = fs::read_to_string(court.path(path)).unwrap();
        fs::write(court.path(path), change(text)).unwrap();
    };
    let faults: [(&str, Fault); 5] = [
        ("not signed", &|court| fs::remove_file(court.path(&format!("{path}.sig"))).unwrap()),
        ("line ends", &|court| change(court, &|text| text.replace('\n', "\r\n"))),
        ("", &|court| change(court, &|text| text.replace("reason = ", "reason "))),
        ("", &|court| change(court, &|text| text.replace("W-9", "W-8"))),
        ("", &|court| fs::write(court.path(path), "").unwrap()),
    ];
    for (why, fault) in faults {
        let Some(court) = court() else { return };
        fault(&court);
        let before = trust(&court);
        for ended in
            [refresh(&court, &[]), revoke(&court, &["--aircraft", "sn:2", "--sign-with", "office"])]
        {
            assert_eq!(ended.code, 2, "{ended:?}");
            said(&ended, "revocations.toml");
            said(&ended, why);
            said(&ended, "nothing was written");
        }
        assert_eq!(trust(&court), before, "{why}");
    }
}

#[test]
fn no_list_follows_one_that_the_station_has_seen_and_the_folder_lost() {
    let Some(court) = court() else { return };
    for lost in [true, false] {
        if lost {
            fs::remove_file(court.path("agency/trust/revocations.toml")).unwrap();
            fs::remove_file(court.path("agency/trust/revocations.toml.sig")).unwrap();
        } else {
            court.list((1, 2), -1, OFFICE, "");
        }
        let ended = refresh(&court, &[]);
        assert_eq!(ended.code, 2, "{ended:?}");
        said(&ended, "has seen version 3");
        said(&ended, "--earlier-list-lost");
    }
    // The same version with another text.
    court.list((1, 3), -1, OFFICE, "");
    let ended = refresh(&court, &[]);
    assert_eq!(ended.code, 2, "{ended:?}");
    said(&ended, "another text of version 3");
    let ended = refresh(&court, &["--earlier-list-lost"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    said(&ended, "is NOT in the new one");
    said(&ended, "version 4");
}

#[test]
fn a_list_by_a_new_key_takes_over_what_the_former_key_revoked() {
    let Some(court) = court() else { return };
    court.trust(&Trust { version: 2, office: NEW_OFFICE, ..Trust::first() });
    let status = court.status();
    said(&status, "revocations-replaced");
    let ended = court.run(&["trust", "refresh", "--sign-with", "new", "--yes"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    said(&ended, "revokes waiver W-9");
    said(&ended, "grounds sn:1");
    assert!(!court.path("agency/trust/revocations.toml").exists(), "the new list holds it");
    let again = court.run(&["trust", "refresh", "--sign-with", "new", "--yes"]);
    assert_eq!(again.code, 0, "{again:?}");
    said(&again, "revokes waiver W-9");
}

#[test]
fn a_revocation_alone_by_the_wrong_key_leaves_nothing_behind() {
    let Some(court) = court() else { return };
    court.waiver("W-1", [-1, 5]);
    court.keys("stranger", STRANGER);
    for key in ["stranger", "new"] {
        // No public half beside it tells beforehand whose it is.
        fs::remove_file(court.path(key).with_extension("pub")).unwrap();
        let before = trust(&court);
        let args = ["--waiver", "W-1", "--alone", "--sign-with", key];
        let ended = revoke(&court, &args);
        assert_ne!(ended.code, 0, "{ended:?}");
        assert_eq!(trust(&court), before, "{key}");
        let ended = court.run(&["trust", "refresh", "--sign-with", key, "--yes"]);
        assert_ne!(ended.code, 0, "{ended:?}");
        assert_eq!(trust(&court), before, "{key}");
    }
    assert_eq!(court.standing(), "valid");
    let ended = revoke(&court, &["--waiver", "W-1", "--alone", "--sign-with", "officer"]);
    assert_eq!((ended.code, court.standing().as_str()), (0, "document-revoked"), "{ended:?}");
}

#[test]
fn an_id_that_nothing_has_is_told_with_those_near_it_and_asked_for() {
    let Some(court) = court() else { return };
    court.waiver("W-2026-17", [-1, 5]);
    let before = trust(&court);
    for alone in [&["--alone"][..], &[]] {
        let args = ["trust", "revoke", "--reason", "why", "--waiver", "W-2026-71"];
        let ended = court.run(&[&args[..], alone].concat());
        assert_eq!(ended.code, 2, "{ended:?}");
        said(&ended, "near it are W-2026-17");
        said(&ended, "--yes");
    }
    assert_eq!(trust(&court), before);
    let ended = revoke(&court, &["--waiver", "W-2026-71", "--sign-with", "office"]);
    assert_eq!(ended.code, 0, "on purpose: {ended:?}");
}

#[test]
fn what_is_revoked_already_is_not_signed_again() {
    let Some(court) = court() else { return };
    let before = trust(&court);
    for what in [["--waiver", "W-9"], ["--aircraft", "sn:1"]] {
        let ended = revoke(&court, &[&what[..], &["--sign-with", "office"]].concat());
        assert_eq!(ended.code, 0, "{ended:?}");
        said(&ended, "nothing written");
        assert_eq!(trust(&court), before);
    }
    let earlier = ["--waiver", "W-9", "--from", "2025-01-01T00:00:00Z", "--sign-with", "office"];
    assert_eq!(revoke(&court, &earlier).code, 0);
    assert_ne!(trust(&court), before, "an earlier time changes something");
}

#[test]
fn an_unreadable_revocation_lifts_nothing_and_waiver_verify_says_which() {
    let court = Court::accepted();
    court.waiver("W-1", [-1, 5]);
    for (name, text) in [
        (
            "revocations-noord-2.toml",
            "format = \"overfly-revocations/1\"\r\noffice = \"noord\"\r\n",
        ),
        ("R-17.toml", "format = \"overfly-revocation/1\"\nwaiver = W-1\n"),
    ] {
        assert_eq!(court.standing(), "valid");
        let path = court.path("agency/trust").join(name);
        fs::write(&path, text).unwrap();
        assert_eq!(court.standing(), "revocations-missing", "{name}");
        let ended = court.run(&["waiver", "verify", "W-1"]);
        assert_eq!(ended.code, 1, "{ended:?}");
        said(&ended, name);
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_waiver_that_nobody_can_read_is_found_by_its_file_and_told_why() {
    let court = Court::accepted();
    fs::write(court.path("agency/waivers/W-1.toml"), "format = \"overfly-waiver/1\"\r\n").unwrap();
    let ended = court.run(&["waiver", "verify", "W-1"]);
    assert_eq!(ended.code, 1, "{ended:?}");
    said(&ended, "line-ends-changed");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_agency_folder_neither_blocks_nor_fails_a_check() {
    let court = Court::accepted();
    court.waiver("W-1", [-1, 5]);
    let pipe = |name: &str| {
        let made = std::process::Command::new("mkfifo").arg(court.path(name)).status().unwrap();
        assert!(made.success());
    };
    pipe("agency/waivers/W-2.toml");
    let ended = court.run(&["status"]);
    assert_eq!(ended.code, 1, "{ended:?}");
    said(&ended, "is no ordinary file");
    assert_eq!(court.run(&["waiver", "verify", "W-1"]).code, 0);
    fs::remove_file(court.path("agency/waivers/W-2.toml")).unwrap();
    pipe("agency/trust/revocations-9.toml");
    assert_eq!(court.standing(), "revocations-missing");
}

#[test]
fn a_list_is_told_to_serve_no_longer_than_the_trust_root_lets_it() {
    let Some(court) = court() else { return };
    let ended = refresh(&court, &["--valid-for", "90d"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    said(&ended, "warning: the trust root lets no list serve for longer than 7d");
    let text = fs::read(court.path("agency/trust/revocations-noord-4.toml")).unwrap();
    let list = overfly_exemption::RevocationList::read(&text).unwrap();
    let end = list.issued + jiff::SignedDuration::from_hours(7 * 24);
    said(&ended, &format!("serves until {end}"));
    assert!(list.next_update < end && list.valid_until > end, "{list:?}");
    let ended = refresh(&court, &["--valid-for", "3d"]);
    assert!(ended.code == 0 && !ended.stderr.contains("warning"), "{ended:?}");
}
