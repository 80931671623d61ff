//! Whose keys a station goes by: the runbooks, and the attacks on them.

use std::fs;
use std::process::Command;

use overfly_exemption::State;

use crate::court::{Court, NEW_OFFICE, OFFICE, OFFICER, STRANGER, Trust, hours};
use crate::office::has_ssh_keygen;

#[test]
fn a_new_station_relies_on_nothing_until_its_owner_accepts_the_root_keys() {
    let court = Court::new();
    court.waiver("W-1", [-1, 5]);
    assert_eq!(court.standing(), "trust-not-accepted");
    let before = court.status();
    assert_eq!(before.code, 2, "{before:?}");
    assert!(before.stdout.contains("trust-not-accepted"), "{before:?}");
    let asked = court.run(&["trust", "status", "--accept"]);
    assert_eq!(asked.code, 2);
    assert!(asked.stdout.contains("SHA256:") && asked.stderr.contains("--yes"), "{asked:?}");
    assert!(!court.path("station").exists());
    let accepted = court.run(&["trust", "status", "--accept", "--yes"]);
    assert_eq!(accepted.code, 0, "{accepted:?}");
    assert_eq!(court.state().trust.version, 1);
    let after = court.status();
    assert_eq!(after.code, 0, "{after:?}");
    assert!(after.stdout.contains("no problems"), "{after:?}");
    assert_eq!(court.standing(), "valid");
}

#[test]
fn a_rehearsal_neither_asks_nor_changes_a_station() {
    let court = Court::new();
    fs::create_dir_all(court.path("station")).unwrap();
    fs::write(court.path("station/state.toml"), "broken").unwrap();
    let now = hours(0).to_string();
    let ended = court.run(&["trust", "status", "--now", &now]);
    assert_eq!(ended.code, 0, "{ended:?}");
    let ended = court.run(&["trust", "status", "--accept", "--yes", "--now", &now]);
    assert_eq!(ended.code, 2, "{ended:?}");
    assert_eq!(fs::read_to_string(court.path("station/state.toml")).unwrap(), "broken");
}

#[test]
fn a_memory_that_cannot_be_read_lifts_nothing_and_is_never_written_over() {
    let court = Court::accepted();
    let good = fs::read_to_string(court.path("station/state.toml")).unwrap();
    for bad in
        ["", "format = \"overfly-state/2\"\n", &good.replace("threshold = 2", "threshold = 0")]
    {
        fs::write(court.path("station/state.toml"), bad).unwrap();
        for args in
            [&["trust", "status"][..], &["trust", "status", "--accept", "--yes"], &["status"]]
        {
            let ended = court.run(args);
            assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{args:?} {ended:?}");
            assert!(ended.stderr.contains("state.toml"), "{ended:?}");
        }
        assert_eq!(fs::read_to_string(court.path("station/state.toml")).unwrap(), bad);
    }
}

#[test]
fn a_lost_root_is_replaced_while_the_threshold_is_still_met() {
    let court = Court::accepted();
    court.trust(&Trust { version: 2, roots: [1, 2, 5], ..Trust::first() });
    let ended = court.status();
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_eq!(court.state().trust.version, 2);
}

#[test]
fn a_replayed_older_trust_root_is_refused_even_when_its_owner_is_asked() {
    let court = Court::accepted();
    court.trust(&Trust { version: 2, roots: [1, 2, 5], ..Trust::first() });
    assert_eq!(court.status().code, 0);
    court.trust(&Trust::first());
    for args in [&["trust", "status"][..], &["trust", "status", "--accept", "--yes"]] {
        let ended = court.run(args);
        assert_eq!(ended.code, 2, "{ended:?}");
        let said = [ended.stdout, ended.stderr].concat();
        assert!(said.contains("has seen version 2") && said.contains("never go back"), "{said}");
        assert_eq!(court.state().trust.version, 2);
    }
}

#[test]
fn another_text_of_the_same_version_is_refused() {
    let court = Court::accepted();
    court.trust(&Trust { expires: hours(20_000), ..Trust::first() });
    let ended = court.status();
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stdout.contains("trust-replaced"), "{ended:?}");
    assert_eq!(court.run(&["trust", "status", "--accept", "--yes"]).code, 2);
}

#[test]
fn a_station_that_missed_a_version_follows_the_history() {
    let court = Court::accepted();
    court.trust(&Trust { version: 2, roots: [2, 5, 6], signers: &[1, 2, 5], ..Trust::first() });
    for name in ["trust.toml", "trust.toml.r1.sig", "trust.toml.r2.sig", "trust.toml.r5.sig"] {
        let (from, to) =
            (court.path("agency/trust").join(name), court.path("agency/trust/history"));
        fs::create_dir_all(&to).unwrap();
        fs::copy(from, to.join(name)).unwrap();
    }
    court.trust(&Trust { version: 3, roots: [5, 6, 7], signers: &[5, 6], ..Trust::first() });
    let ended = court.status();
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_eq!(court.state().trust.version, 3);
}

#[test]
fn roots_that_nobody_accepted_count_only_by_their_owners_word() {
    let court = Court::accepted();
    court.trust(&Trust { version: 2, roots: [6, 7, 8], signers: &[6, 7], ..Trust::first() });
    let ended = court.status();
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stdout.contains("trust-unverified"), "{ended:?}");
    let asked = court.run(&["trust", "status", "--accept"]);
    assert_eq!(asked.code, 2);
    assert!(asked.stdout.contains("NEW") && asked.stdout.contains("too few"), "{asked:?}");
    assert_eq!(court.state().trust.version, 1);
    assert_eq!(court.run(&["trust", "status", "--accept", "--yes"]).code, 0);
    assert_eq!(court.state().trust.version, 2);
}

#[test]
fn a_trust_root_that_does_not_stand_by_itself_is_never_accepted() {
    for (trust, says) in [
        (Trust { signers: &[1], ..Trust::first() }, "1 of the 2 root keys"),
        (Trust { signers: &[1, STRANGER], ..Trust::first() }, "1 of the 2 root keys"),
        (Trust { expires: hours(-1), ..Trust::first() }, "expired"),
    ] {
        let court = Court::new();
        court.trust(&trust);
        // One signer's file is named otherwise than one of several.
        if trust.signers.len() == 1 {
            let _ = fs::remove_file(court.path("agency/trust/trust.toml.r2.sig"));
        }
        let ended = court.run(&["trust", "status", "--accept", "--yes"]);
        assert_eq!(ended.code, 2, "{ended:?}");
        assert!(ended.stderr.contains(says), "{ended:?}");
        assert!(!court.path("station").exists());
    }
}

#[test]
fn version_999999_of_a_stolen_office_key_ends_with_the_next_trust_version() {
    let court = Court::accepted();
    court.list((1, 999_999), -1, OFFICE, "");
    assert_eq!(court.status().code, 0, "the office signed it");
    assert_eq!(court.state().lists[0].version, 999_999);
    court.list((1, 2), -1, OFFICE, "");
    let blocked = court.status();
    assert_eq!(blocked.code, 1, "{blocked:?}");
    assert!(blocked.stdout.contains("revocations-replaced"), "{blocked:?}");
    court.trust(&Trust { version: 2, office: NEW_OFFICE, ..Trust::first() });
    court.list((2, 1), -1, NEW_OFFICE, "");
    fs::remove_file(court.path("agency/trust/D-1.toml")).unwrap();
    fs::remove_file(court.path("agency/trust/D-1.toml.sig")).unwrap();
    let ended = court.status();
    assert_eq!(ended.code, 0, "{ended:?}");
    court.list((2, 1_000_000), -1, OFFICE, "");
    let thief = court.status();
    assert_eq!(thief.code, 1, "{thief:?}");
    assert!(thief.stdout.contains("revocations-replaced"), "the station knows the key: {thief:?}");
}

#[test]
fn the_same_office_key_counts_its_lists_anew_under_a_new_trust_version() {
    let court = Court::accepted();
    court.list((1, 999_999), -1, OFFICE, "");
    assert_eq!(court.status().code, 0);
    court.trust(&Trust { version: 2, ..Trust::first() });
    court.list((2, 1), -1, OFFICE, "");
    let ended = court.status();
    assert_eq!(ended.code, 0, "{ended:?}");
    court.list((1, 1_000_000), -1, OFFICE, "");
    let ended = court.status();
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.stdout.contains("revocations-replaced"), "{ended:?}");
}

#[test]
fn a_revocation_list_replayed_withheld_or_missing_is_told_with_its_code() {
    for (version, issued, code) in [
        (3, -1, None),
        (2, -1, Some(("revocations-replaced", "revocations-missing"))),
        (4, -24 * 8, Some(("revocations-stale", "revocations-stale"))),
    ] {
        let court = Court::accepted();
        court.list((1, 3), -1, OFFICE, "");
        assert_eq!(court.status().code, 0);
        court.list((1, version), issued, OFFICE, "");
        court.waiver("W-1", [-1, 5]);
        let ended = court.status();
        assert_eq!(ended.code, i32::from(code.is_some()), "{ended:?}");
        let (told, standing) = code.unwrap_or(("no problems", "valid"));
        assert!(ended.stdout.contains(told), "{code:?} {ended:?}");
        assert_eq!(court.standing(), standing);
    }
    let court = Court::accepted();
    fs::remove_file(court.path("agency/trust/revocations.toml")).unwrap();
    let ended = court.status();
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.stdout.contains("revocations-missing"), "{ended:?}");
}

#[test]
fn a_document_with_windows_line_ends_is_told_and_not_left_out() {
    let court = Court::accepted();
    let path = court.path("agency/trust/revocations.toml");
    let text = fs::read_to_string(&path).unwrap().replace('\n', "\r\n");
    fs::write(&path, text).unwrap();
    let ended = court.status();
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.stdout.contains("line-ends-changed"), "{ended:?}");
}

#[test]
fn a_clock_set_back_lifts_nothing_until_somebody_confirms_it() {
    let court = Court::accepted();
    court.waiver("W-1", [-1, 5]);
    let nothing = court.run(&["clock", "confirm"]);
    assert_eq!(nothing.code, 0, "{nothing:?}");
    let later = State { latest: hours(24), ..court.state() };
    fs::write(court.path("station/state.toml"), later.write()).unwrap();
    let ended = court.status();
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stdout.contains("clock-suspect"), "{ended:?}");
    assert_eq!(court.standing(), "clock-suspect");
    assert_eq!(court.state().latest, later.latest, "nothing lowers it by itself");
    let asked = court.run(&["clock", "confirm"]);
    assert_eq!(asked.code, 2, "{asked:?}");
    assert_eq!(court.state().latest, later.latest);
    let confirmed = court.run(&["clock", "confirm", "--yes"]);
    assert_eq!(confirmed.code, 0, "{confirmed:?}");
    assert!(court.state().latest <= hours(0));
    assert_eq!((court.state().trust, court.status().code), (later.trust, 0));
    assert_eq!(court.standing(), "valid");
}

#[test]
fn a_lost_officer_key_is_revoked_and_signs_nothing_more() {
    if !has_ssh_keygen() {
        return;
    }
    let court = Court::accepted();
    court.keys("office", OFFICE);
    court.waiver("W-1", [-1, 5]);
    assert_eq!(court.standing(), "valid");
    let print = overfly_exemption::PublicKey::read(&crate::court::key(OFFICER).public()).unwrap();
    let ended = court.run(&[
        "trust",
        "revoke",
        "--key",
        &print.fingerprint(),
        "--reason",
        "token lost",
        "--sign-with",
        "office",
        "--yes",
    ]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stdout.contains("goes by the earlier one until"), "{ended:?}");
    assert!(!court.path("agency/trust/revocations.toml").exists(), "the new list holds it");
    let status = court.status();
    assert_eq!(status.code, 1, "{status:?}");
    assert!(
        status.stdout.contains("key-revoked") && status.stdout.contains("token lost"),
        "{status:?}"
    );
    assert_eq!(court.standing(), "key-revoked");
    let again = court.run(&["trust", "refresh", "--sign-with", "office", "--yes"]);
    assert_eq!(again.code, 0, "{again:?}");
    assert!(court.status().stdout.contains("token lost"), "a refreshed list keeps its entries");
}

#[test]
fn an_officer_is_named_within_the_ceiling_of_his_office_and_not_beyond() {
    if !has_ssh_keygen() {
        return;
    }
    let court = Court::accepted();
    court.keys("office", OFFICE);
    court.keys("new", 21);
    let delegate = |id: &str, more: &[&str]| {
        let args = [
            "trust",
            "delegate",
            "--key",
            "new.pub",
            "--officer",
            "n@police.example",
            "--id",
            id,
            "--sign-with",
            "office",
            "--yes",
        ];
        court.run(&[&args[..], more].concat())
    };
    let until = hours(100).to_string();
    let ended = delegate("D-2", &["--until", &until, "--max-upper", "60m-agl"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(court.status().stdout.contains("n@police.example"));
    assert_eq!(court.status().code, 0);
    let (late, past) = (hours(9001).to_string(), hours(-1).to_string());
    for (more, says) in [
        (&["--until", &until, "--max-upper", "121m-agl"][..], "120 m AGL"),
        (&["--until", &until, "--zone", "*"], "zone *"),
        (&["--until", &until, "--restriction", "Conditional"], "Conditional zones"),
        (&["--until", &until, "--max-duration", "2d"], "max_duration"),
        (&["--until", &until, "--may-overlay"], "overlays"),
        (&["--until", &until, "--self-issue"], "himself"),
        (&["--until", &late], "lasts longer"),
        (&["--until", &past], ""),
        (&["--until", &until, "--key", "office.pub"], ""),
    ] {
        let ended = delegate("D-3", more);
        assert_ne!(ended.code, 0, "{more:?} {ended:?}");
        assert!(says == "max_duration" || ended.stderr.contains(says), "{more:?} {ended:?}");
        assert!(!court.path("agency/trust/D-3.toml").exists(), "{more:?}");
    }
    let ended = delegate("D-1", &["--until", &until]);
    assert_ne!(ended.code, 0, "an id is taken once: {ended:?}");
    let foreign = [
        "trust",
        "delegate",
        "--key",
        "new.pub",
        "--officer",
        "x",
        "--id",
        "D-4",
        "--until",
        &until,
        "--sign-with",
        "new",
        "--yes",
    ];
    assert_eq!(court.run(&foreign).code, 2, "only the office signs");
    assert!(!court.path("agency/trust/D-4.toml").exists());
}

#[test]
fn an_issuer_takes_back_his_own_waiver_alone_and_nobody_elses() {
    if !has_ssh_keygen() {
        return;
    }
    let court = Court::accepted();
    court.keys("officer", OFFICER);
    court.keys("stranger", STRANGER);
    court.waiver("W-1", [-1, 5]);
    assert_eq!(court.standing(), "valid");
    let revoke = |key: &str| {
        let args = ["trust", "revoke", "--waiver", "W-1", "--reason", "done", "--alone", "--yes"];
        court.run(&[&args[..], &["--sign-with", key]].concat())
    };
    let ended = revoke("stranger");
    assert_eq!(ended.code, 2, "{ended:?}");
    assert_eq!(court.standing(), "valid");
    let ended = revoke("officer");
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_eq!(court.standing(), "document-revoked");
}

#[test]
fn what_is_not_signed_at_once_changes_nothing_and_says_how_to_sign_it() {
    let court = Court::accepted();
    let ended =
        court.run(&["trust", "revoke", "--aircraft", "sn:1", "--reason", "crack in the arm"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stdout.contains("-n overfly-revocations"), "{ended:?}");
    assert!(court.path("agency/trust/revocations.toml").exists());
    let status = court.status();
    assert!(status.stdout.contains("signature-missing"), "{status:?}");
    assert!(status.stdout.contains("version 1, "), "the earlier list serves: {status:?}");
}

#[test]
fn stock_ssh_keygen_verifies_by_the_exported_signers_and_by_no_other_purpose() {
    if !has_ssh_keygen() {
        return;
    }
    let court = Court::accepted();
    let ended = court.run(&["trust", "export-allowed-signers", "-o", "allowed"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    let allowed = fs::read_to_string(court.path("allowed")).unwrap();
    assert_eq!(allowed.lines().count(), 5, "{allowed}");
    for (file, signature, principal, namespace, right) in [
        ("trust.toml", "trust.toml.r1.sig", "r1", "overfly-trust", true),
        ("D-1.toml", "D-1.toml.sig", "noord", "overfly-delegation", true),
        ("revocations.toml", "revocations.toml.sig", "noord", "overfly-revocations", true),
        ("D-1.toml", "D-1.toml.sig", "D-1", "overfly-delegation", false),
        ("D-1.toml", "D-1.toml.sig", "noord", "overfly-trust", false),
        ("revocations.toml", "D-1.toml.sig", "noord", "overfly-delegation", false),
    ] {
        let trust = court.path("agency/trust");
        let mut verify = Command::new("ssh-keygen");
        verify.args(["-Y", "verify", "-f"]).arg(court.path("allowed"));
        verify.args(["-I", principal, "-n", namespace, "-s"]).arg(trust.join(signature));
        verify.stdin(fs::File::open(trust.join(file)).unwrap());
        let said = verify.output().unwrap();
        assert_eq!(said.status.success(), right, "{file} {principal} {namespace}: {said:?}");
    }
}
