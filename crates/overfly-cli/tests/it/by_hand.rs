//! The demonstration agency, and docs/verify-by-hand.md, which verifies it with a shell and stock tools only.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::kit::{Folder, command, ended, repository};
use crate::shell::{copy_of, files_in, run_the_document, skipped};

const DOCUMENT: &str = "docs/verify-by-hand.md";

/// The commands run as they stand, and every output shown is what they print.
#[test]
fn the_commands_of_verify_by_hand_print_what_the_document_shows() {
    if skipped() {
        return;
    }
    run_the_document(&copy_of(&["fixtures/agency"]), DOCUMENT);
}

/// Signing anew with the test keys makes signatures that verify in the same way.
#[test]
fn the_demonstration_agency_can_be_signed_anew() {
    if skipped() {
        return;
    }
    let folder = copy_of(&["fixtures/agency"]);
    for file in files_in(&folder.path().join("fixtures/agency"), "sig") {
        fs::remove_file(file).unwrap();
    }
    let signed = Command::new("sh")
        .arg("fixtures/agency/sign.sh")
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(signed.status.success(), "{signed:?}");
    let names = |root: &Path| -> Vec<PathBuf> {
        let agency = root.join("fixtures/agency");
        let signatures = files_in(&agency, "sig").into_iter();
        signatures.map(|file| file.strip_prefix(&agency).unwrap().to_owned()).collect()
    };
    assert_eq!(names(folder.path()), names(&repository()), "the same signatures as before");
    run_the_document(&folder, DOCUMENT);
}

/// The stock tool accepts each waiver, and refuses it with any one byte changed.
#[test]
fn the_stock_tool_refuses_each_waiver_after_one_changed_byte() {
    if skipped() {
        return;
    }
    let waivers = files_in(&repository().join("fixtures/agency/waivers"), "toml");
    assert!(waivers.len() >= 6, "{waivers:?}");
    let folder = Folder::new();
    for waiver in &waivers {
        let text = fs::read(waiver).unwrap();
        assert!(accepted(&folder, waiver, &text), "{}", waiver.display());
        for at in (0..text.len()).step_by(text.len() / 12) {
            let mut changed = text.clone();
            changed[at] ^= 1;
            assert!(!accepted(&folder, waiver, &changed), "{}, byte {at}", waiver.display());
        }
    }
}

/// A waiver of the demonstration must not be passed over because its pins are old.
#[test]
fn the_pins_of_the_demonstration_are_the_digests_of_the_zones_that_come_along() {
    for waiver in files_in(&repository().join("fixtures/agency/waivers"), "toml") {
        let document = table(&waiver);
        let zones = document["scope"]["zones"].as_array().unwrap();
        assert!(!zones.is_empty(), "{}", waiver.display());
        for zone in zones.iter().map(|zone| zone.as_str().unwrap()) {
            let pin = document["zone_pins"][zone].as_str().unwrap();
            let args = ["zones", "show", zone, "zones/nld", "--format", "json"];
            let shown = ended(command(&args).current_dir(repository()));
            let digest = format!("\"digest\": \"{pin}\"");
            assert!(shown.stdout.contains(&digest), "{} {zone}: {shown:?}", waiver.display());
        }
    }
}

/// The demonstration shows what its README promises, on the flights that come along.
#[test]
fn each_waiver_of_the_demonstration_does_what_its_readme_says() {
    let lost_link = "--lost-link";
    let rows: [(&str, &[&str], &str, &[&str]); 4] = [
        (
            "fixtures/plans/a4-schiphol.plan",
            &[lost_link, "return:60m", "--purpose", "accident-recording"],
            "blocked",
            &["lifted by waiver W-o1-2026-123", "W-o2-2026-127 does not count: is revoked"],
        ),
        (
            "fixtures/plans/the-hague-demonstration.plan",
            &[lost_link, "return:45m", "--purpose", "public-order"],
            "lifted",
            &["lifted by waiver W-o2-2026-131"],
        ),
        (
            "fixtures/plans/the-hague-demonstration.plan",
            &[lost_link, "return:45m", "--purpose", "search-and-rescue"],
            "blocked",
            &["W-o1-2026-118 does not count: goes beyond", "W-o2-2026-031"],
        ),
        (
            "--around=53.2187,6.568,150m",
            &[
                lost_link,
                "hover",
                "--purpose",
                "public-order",
                "--height",
                "40m-agl",
                "--for",
                "8m",
            ],
            "pending",
            &["W-o2-2026-132", "atc-call"],
        ),
    ];
    for (flight, options, verdict, said) in rows {
        let answer = checked(flight, options);
        assert_eq!(answer["verdict"], verdict, "{flight} {options:?}: {answer:#}");
        let text = answer["findings"].to_string();
        assert!(said.iter().all(|words| text.contains(words)), "{said:?}: {answer:#}");
    }
    let called = ["--attest", "atc-call", "--field", "reference=TWR 0412"];
    let tower = [rows[3].1, &called].concat();
    assert_eq!(checked(rows[3].0, &tower)["verdict"], "lifted", "once the tower is called");
}

/// A check of the agency's aircraft and pilot, shortly before take-off.
fn checked(flight: &str, options: &[&str]) -> serde_json::Value {
    let given = ["--home", "fixtures/agency", "--format", "json", "--now", "2026-11-22T09:28:00Z"];
    let who = ["--aircraft", "sn:DEMO-0001", "--pilot", "badge:4711"];
    let flown = ["--operator", "NLDexample12345", "--depart", "2026-11-22T09:30:00Z"];
    let args = [&["check", flight][..], &given, &who, &flown, options].concat();
    ended(command(&args).current_dir(repository())).json()
}

/// What lies open for everybody to see must say so wherever it is met.
#[test]
fn every_key_of_the_demonstration_says_that_it_is_a_test_key() {
    let agency = repository().join("fixtures/agency");
    let public = files_in(&agency.join("demo-keys"), "pub");
    let trust = files_in(&agency.join("trust"), "toml");
    let keys: Vec<String> = public
        .iter()
        .chain(&trust)
        .flat_map(|file| {
            let text = fs::read_to_string(file).unwrap();
            let holds_key = |line: &&str| line.contains(" AAAA");
            text.lines().filter(holds_key).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    assert!(keys.len() >= 13, "{keys:?}");
    assert!(keys.iter().all(|key| key.contains(" TEST KEY")), "{keys:?}");
}

/// Whether `ssh-keygen` takes these bytes for what the waiver's officer signed.
fn accepted(folder: &Folder, waiver: &Path, bytes: &[u8]) -> bool {
    let document = table(waiver);
    let issuer = document["issuer"].as_str().unwrap();
    let via = document["via"].as_str().unwrap();
    let delegation = table(&repository().join(format!("fixtures/agency/trust/{via}.toml")));
    let signers = format!("{issuer} {}\n", delegation["key"].as_str().unwrap());
    fs::write(folder.path().join("signers"), signers).unwrap();
    fs::write(folder.path().join("bytes"), bytes).unwrap();
    let status = Command::new("ssh-keygen")
        .args(["-Y", "verify", "-f", "signers", "-I", issuer, "-n", "overfly-waiver", "-s"])
        .arg(waiver.with_extension("toml.sig"))
        .current_dir(folder.path())
        .stdin(fs::File::open(folder.path().join("bytes")).unwrap())
        .output()
        .unwrap()
        .status;
    status.success()
}

fn table(file: &Path) -> toml::Table {
    fs::read_to_string(file).unwrap().parse().unwrap()
}
