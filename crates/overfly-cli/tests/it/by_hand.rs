//! The demonstration agency, and docs/verify-by-hand.md, which verifies it with a shell and stock tools only.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::kit::{Folder, command, ended, repository};
use crate::shell::{copy_of, files_in, printed_by, run_the_document, skipped};

const DOCUMENT: &str = "docs/verify-by-hand.md";

/// The commands run as they stand, and every output shown is what they print.
#[test]
fn the_commands_of_verify_by_hand_print_what_the_document_shows() {
    if skipped() {
        return;
    }
    run_the_document(&copy_of(&["fixtures/agency"]), DOCUMENT);
}

/// Whether the chain accepts `waiver` by hand, in an agency that is no longer as the document shows it.
fn by_hand(folder: &Folder, waiver: &str) -> String {
    let printed = printed_by(folder, DOCUMENT);
    let of = |line: &&str| line.starts_with(waiver);
    printed.lines().rfind(of).unwrap_or_else(|| panic!("{printed}")).to_owned()
}

/// Signs with one of the demonstration's keys.
fn sign(folder: &Folder, key: &str, namespace: &str, document: &str) {
    let command = format!(
        "chmod 600 demo-keys/*; ssh-keygen -q -Y sign -f demo-keys/{key} -n {namespace} <{document} >{document}.sig"
    );
    let ended = Command::new("sh")
        .args(["-c", &command])
        .current_dir(folder.path().join("fixtures/agency"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(ended.status.success(), "{ended:?}");
}

fn revoked_alone(by: &str, name: &str) -> Folder {
    let text = "format = \"overfly-revocation/1\"\nid = \"R-1\"\nwaiver = \"W-o1-2026-123\"\n\
        at = 2026-11-22T08:00:00Z\nreason = \"called off\"\n";
    let folder = copy_of(&["fixtures/agency"]).with(&format!("fixtures/agency/{name}"), text);
    sign(&folder, by, "overfly-revocation", name);
    folder
}

#[test]
fn by_hand_a_waiver_that_its_officer_or_office_revoked_alone_is_refused() {
    if skipped() {
        return;
    }
    let fine = by_hand(&copy_of(&["fixtures/agency"]), "W-o1-2026-123");
    assert!(fine.contains("not revoked"), "{fine}");
    for (by, name, says) in [
        ("officer-1", "trust/R-1.toml", "revoked by R-1.toml"),
        ("noord", "trust/R-1.toml", "revoked by R-1.toml"),
        ("officer-1", "waivers/gone.toml", "revoked by gone.toml"),
        ("officer-2", "trust/R-1.toml", "in doubt: R-1.toml"),
    ] {
        let told = by_hand(&revoked_alone(by, name), "W-o1-2026-123");
        assert!(told.contains(says) && !told.contains("not revoked"), "{by} {name}: {told}");
    }
    let damaged = copy_of(&["fixtures/agency"]).with("fixtures/agency/trust/R-9.toml", "");
    let told = by_hand(&damaged, "W-o1-2026-123");
    assert!(told.contains("in doubt"), "{told}");
}

#[test]
fn by_hand_a_list_of_any_name_counts_and_a_missing_one_refuses_every_waiver() {
    if skipped() {
        return;
    }
    let folder = copy_of(&["fixtures/agency"]);
    let trust = |name: &str| folder.path().join("fixtures/agency/trust").join(name);
    for end in ["", ".sig"] {
        let from = trust(&format!("revocations.toml{end}"));
        fs::rename(from, trust(&format!("revocations-noord-3.toml{end}"))).unwrap();
    }
    let told = by_hand(&folder, "W-o2-2026-127");
    assert!(told.contains("revoked by revocations-noord-3.toml"), "{told}");
    assert!(by_hand(&folder, "W-o1-2026-123").contains("not revoked"));
    fs::remove_file(trust("revocations-noord-3.toml.sig")).unwrap();
    let told = by_hand(&folder, "W-o1-2026-123");
    assert!(told.contains("in doubt"), "{told}");
    fs::remove_file(trust("revocations-noord-3.toml")).unwrap();
    let told = by_hand(&folder, "W-o1-2026-123");
    assert!(told.contains("no revocation list of noord serves now"), "{told}");
}

#[test]
fn by_hand_a_later_list_that_ended_is_not_made_up_for_by_an_earlier_one() {
    if skipped() {
        return;
    }
    let folder = copy_of(&["fixtures/agency"]);
    let text = fs::read_to_string(repository().join("fixtures/agency/trust/revocations.toml"));
    let later = text.unwrap().replace("version = 3", "version = 4").replace("-28T18", "-22T08");
    let folder = folder.with("fixtures/agency/trust/revocations-noord-4.toml", later);
    sign(&folder, "noord", "overfly-revocations", "trust/revocations-noord-4.toml");
    let told = by_hand(&folder, "W-o1-2026-123");
    assert!(told.contains("no revocation list of noord serves now"), "{told}");
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
