//! `overfly init`: an agency folder from nothing.

use std::fs;

use crate::court::key;
use crate::kit::Folder;
use crate::office::has_ssh_keygen;

fn pub_keys() -> Folder {
    Folder::new()
        .with("a.pub", key(1).public())
        .with("b.pub", key(2).public())
        .with("c.pub", key(3).public())
        .with("noord.pub", key(4).public())
}

#[test]
fn an_agency_is_made_of_the_keys_that_are_named_and_waits_for_its_signatures() {
    let folder = pub_keys();
    let args = [
        "init",
        "agency",
        "--root",
        "a.pub",
        "--root",
        "b.pub",
        "--root",
        "c.pub",
        "--threshold",
        "2",
        "--office",
        "noord.pub",
        "--title",
        "Police \"North\"",
    ];
    let ended = folder.run(&args);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stdout.contains("trust sign --home agency --sign-with a"), "{ended:?}");
    let text = fs::read(folder.path().join("agency/trust/trust.toml")).unwrap();
    let trust = overfly_exemption::TrustDocument::read(&text).unwrap();
    assert_eq!((trust.roots.len(), trust.threshold, trust.offices.len()), (3, 2, 1));
    assert_eq!(
        (trust.agency.as_str(), trust.offices[0].id.as_str()),
        ("Police \"North\"", "noord")
    );
    let status = folder.run(&["trust", "status", "--home", "agency", "--station", "station"]);
    assert_eq!(status.code, 2, "{status:?}");
    assert!(status.stdout.contains("trust-unverified"), "{status:?}");
    assert!(status.stdout.contains("0 of the 2"), "{status:?}");
    let again = folder.run(&args);
    assert_eq!(again.code, 2, "{again:?}");
    assert!(again.stderr.contains("not overwritten"), "{again:?}");
    assert_eq!(fs::read(folder.path().join("agency/trust/trust.toml")).unwrap(), text);
}

#[test]
fn what_cannot_be_a_trust_root_is_not_written() {
    for (args, says) in [
        (&["init", "agency"][..], "--root"),
        (&["init", "agency", "--root", "a.pub", "--threshold", "2"], "threshold"),
        (&["init", "agency", "--root", "a.pub", "--threshold", "0"], "threshold"),
        (&["init", "agency", "--root", "a.pub", "--root", "a.pub"], "twice"),
        (&["init", "agency", "--root", "a.pub", "--office", "a.pub"], "twice"),
        (&["init", "agency", "--root", "missing.pub"], "missing.pub"),
        (&["init", "agency", "--root", "private"], "private"),
        (&["init", "agency", "--root", "a.pub", "--zones", "nowhere"], "nowhere"),
    ] {
        let folder = pub_keys().with("private", key(5).private_openssh().unwrap());
        let ended = folder.run(args);
        assert_eq!(ended.code, 2, "{args:?} {ended:?}");
        assert!(ended.stderr.contains(says), "{args:?} {ended:?}");
        assert!(!folder.path().join("agency").exists(), "{args:?}");
    }
}

#[test]
fn roots_sign_one_by_one_until_the_threshold_is_met() {
    if !has_ssh_keygen() {
        return;
    }
    let court = crate::court::Court { folder: pub_keys() };
    for (name, seed) in [("a", 1), ("b", 2), ("noord", 4), ("other", 5)] {
        court.keys(name, seed);
    }
    let folder = &court.folder;
    let made = folder.run(&[
        "init",
        "agency",
        "--root",
        "a.pub",
        "--root",
        "b.pub",
        "--office",
        "noord.pub",
    ]);
    assert_eq!(made.code, 0, "{made:?}");
    let sign = |key: &str| court.run(&["trust", "sign", "--sign-with", key]).code;
    let accept = || court.run(&["trust", "status", "--accept", "--yes"]).code;
    assert_eq!((sign("other"), sign("noord")), (2, 2), "no root keys");
    assert_eq!((sign("a"), accept()), (0, 2), "one of two");
    assert_eq!((sign("b"), accept()), (0, 1), "no revocation list yet");
    let list = court.run(&["trust", "refresh", "--sign-with", "noord", "--yes"]);
    assert_eq!(list.code, 0, "{list:?}");
    assert_eq!(court.status().code, 0, "{:?}", court.status());
}

#[test]
fn the_demonstration_verifies_and_names_a_command_that_works() {
    if !has_ssh_keygen() {
        return;
    }
    let folder = Folder::new();
    let ended = folder.run(&["init", "demo", "--demo"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stdout.contains("TEST KEYS"), "{ended:?}");
    let line = ended.stdout.lines().find(|line| line.contains("waiver verify")).unwrap();
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    let verified = folder.run(&words);
    assert_eq!(verified.code, 0, "{verified:?}");
    let trust =
        folder.run(&["trust", "status", "--home", "demo", "--station", "s", "--accept", "--yes"]);
    assert_eq!(trust.code, 0, "{trust:?}");
    let again = folder.run(&["init", "demo", "--demo"]);
    assert_eq!(again.code, 2, "{again:?}");
    assert!(again.stderr.contains("not overwritten"), "{again:?}");
}

#[test]
fn the_flight_that_the_demonstration_names_is_lifted_as_printed_and_for_the_next_hour() {
    if !has_ssh_keygen() {
        return;
    }
    let folder = Folder::new();
    let made = folder.run(&["init", "demo", "--demo"]);
    let (_, rest) = made.stdout.split_once("overfly check").unwrap();
    let (command, _) = rest.split_once("\n  overfly").unwrap();
    let typed = format!("check {}", command.replace("\\\n", " "));
    let words: Vec<&str> = typed.split_whitespace().collect();
    let ended = folder.run(&words);
    assert!(ended.code == 0 && ended.stdout.starts_with("LIFTED"), "{typed}\n{ended:?}");
    let at = words[words.iter().position(|word| *word == "--depart").unwrap() + 1];
    let hour_on = at.parse::<jiff::Timestamp>().unwrap() + jiff::SignedDuration::from_hours(1);
    let later = typed.replace(at, &hour_on.to_string());
    let ended = folder.run(&later.split_whitespace().collect::<Vec<_>>());
    assert!(ended.code == 0 && ended.stdout.starts_with("LIFTED"), "{later}\n{ended:?}");
}

#[test]
fn a_demonstration_without_ssh_keygen_says_what_is_missing() {
    let folder = Folder::new();
    let mut command = crate::kit::command(&["init", "demo", "--demo"]);
    let ended = crate::kit::ended(command.current_dir(folder.path()).env("PATH", folder.path()));
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stderr.contains("ssh-keygen: is not installed"), "{ended:?}");
}
