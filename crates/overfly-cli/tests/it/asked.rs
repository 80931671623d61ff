//! Questions before something is signed or accepted, asked on a terminal.

use std::fs;
use std::process::{Command, Stdio};

use crate::court::{Court, OFFICE};
use crate::kit::{Ended, ended};
use crate::office::has_ssh_keygen;

/// Answers a command on a terminal of its own, made by `script` of util-linux; `None` where there is none.
fn on_a_terminal(court: &Court, args: &str, answer: &str) -> Option<Ended> {
    let known = Command::new("script").arg("--version").output();
    if !known.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).contains("util-linux")) {
        assert!(std::env::var_os("OVERFLY_REQUIRE_TOOLS").is_none(), "script is missing");
        eprintln!("SKIPPED: no script of util-linux here, so nobody can be asked");
        return None;
    }
    fs::write(court.path("answer"), answer).unwrap();
    let overfly = env!("CARGO_BIN_EXE_overfly");
    let typed = format!("{overfly} {args} --home agency --station station");
    let mut command = Command::new("script");
    command.args(["-qec", &typed, "/dev/null"]).current_dir(court.folder.path());
    command.stdin(Stdio::from(fs::File::open(court.path("answer")).unwrap()));
    Some(ended(&mut command))
}

#[test]
fn whoever_does_not_answer_yes_is_told_that_nothing_was_signed_or_accepted() {
    if !has_ssh_keygen() {
        return;
    }
    let court = Court::new();
    court.keys("office", OFFICE);
    court.waiver("W-1", [-1, 5]);
    for (args, told) in [
        ("trust status --accept", "not accepted: the answer was not yes"),
        ("trust refresh --sign-with office", "not signed: the answer was not yes"),
        ("trust revoke --waiver W-1 --reason x --sign-with office", "not signed: the answer was"),
    ] {
        let Some(no) = on_a_terminal(&court, args, "y\n") else { return };
        assert_eq!(no.code, 1, "{args}: {no:?}");
        assert!(no.stdout.contains(told), "{args}: {no:?}");
        assert!(!court.path("station").exists() && court.standing() == "trust-not-accepted");
        assert!(!court.path("agency/trust/revocations-noord-2.toml").exists(), "{args}");
    }
    let Some(yes) = on_a_terminal(&court, "trust status --accept", "yes\n") else { return };
    assert_eq!((yes.code, court.standing().as_str()), (0, "valid"), "{yes:?}");
}

#[test]
fn a_station_that_cannot_be_read_is_told_with_its_hint_apart() {
    let court = Court::new();
    let zones = "format = \"overfly-agency/1\"\nzones = [\"zones.json\"]\ntrust = \"trust\"\n";
    fs::write(court.path("agency/overfly.toml"), zones).unwrap();
    fs::write(court.path("agency/zones.json"), crate::kit::dutch(&[])).unwrap();
    fs::write(court.path("station"), "a file").unwrap();
    let flight = ["check", "--around", "52.2,5.2,100m", "--height", "40m-agl", "--for", "5m"];
    let ended = court.run(&[&flight[..], &["--format", "json"]].concat());
    let json = ended.json();
    let notes = json["findings"].as_array().unwrap().iter();
    let mut texts = notes.filter(|note| note["code"] == "trust-not-accepted");
    let note = texts.find(|note| note["text"].to_string().contains("--station")).unwrap();
    assert_eq!(note["text"], "--station: station is a file");
    assert_eq!(note["hint"], "name the folder in which state.toml lies");
}
