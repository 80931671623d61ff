//! Overlays from the command line, and the manifest of a zone folder.

use std::fs;

use crate::kit::repository;
use crate::office::{OFFICE, OFFICER, Office, Setting, has_ssh_keygen, key, waiver};

/// An overlay template of these zones, for the zone P1 as it is in the test agency.
fn template(office: &Office, mode: &str) -> String {
    let _ = fs::remove_file(office.folder.path().join("pins.toml"));
    let shown = office.run(&[
        "waiver",
        "new",
        "--zone",
        "NLD/P1",
        "--upper",
        "1m-agl",
        "--from",
        "2026-11-22T09:00Z",
        "--for",
        "1h",
        "--key",
        "officer.pub",
        "--title",
        "t",
        "--instrument",
        "i",
        "--aircraft",
        "*",
        "--operator",
        "*",
        "--pilot",
        "badge:7",
        "--purpose",
        "accident-recording",
        "-o",
        "pins.toml",
    ]);
    assert_eq!(shown.code, 0, "{shown:?}");
    let pins = fs::read_to_string(office.folder.path().join("pins.toml")).unwrap();
    let digest = pins.lines().last().unwrap().split('"').nth(3).unwrap().to_owned();
    format!(
        "# Template: not signed.\nformat = \"overfly-overlay/1\"\n# Fill in before signing:\n# issuer = \"x\"   who\n\
         # via = \"y\"\n# issued = 2026-01-01T00:00:00Z\n# until = 2026-01-01T00:00:00Z   when\nid = \"O-test\"\n\
         title = \"Test\"\nreason = \"wrong\"\nsource = \"AIP\"\n\n[[zone]]\nid = \"NLD/P1\"\ndigest = \"{digest}\"\n\
         mode = \"{mode}\"\nupper = {{ m = 200, datum = \"AGL\" }}\nreason = \"r\"\nsource = \"s\"\n"
    )
}

fn new(office: &Office, mode: &str, more: &[&str]) -> crate::kit::Ended {
    fs::write(office.folder.path().join("template.toml"), template(office, mode)).unwrap();
    let args = ["overlay", "new", "--template", "template.toml", "--key", "officer.pub"];
    office.run(&[&args[..], more].concat())
}

#[test]
fn a_template_is_filled_in_signed_and_verified() {
    if !has_ssh_keygen() {
        return;
    }
    let office = Office::new();
    let made = new(&office, "replace", &["--until", "2026-12-31T00:00Z"]);
    assert_eq!(made.code, 0, "{made:?}");
    made.matches("overlay-new");
    let signed = office.run(&["overlay", "sign", "O-test", "--key", "officer", "--yes"]);
    assert!(signed.code == 0 && signed.stdout.contains("WEAKENS   NLD/P1 Test P1"), "{signed:?}");
    let verified = office.run(&["overlay", "verify", "O-test"]);
    assert!(verified.code == 0 && verified.stdout.starts_with("VALID  O-test\n"), "{verified:?}");
    let listed = office.run(&["overlay", "list"]);
    assert!(listed.stdout.starts_with("valid    O-test  "), "{listed:?}");
}

#[test]
fn without_waivers_an_overlay_lifts_nothing() {
    let office = Office::new();
    let text = template(&office, "replace")
        .replace("upper = { m = 200", "upper = { m = 10")
        .replace("id = \"O-test\"\n", "id = \"O-test\"\nissuer = \"noord\"\nvia = \"noord\"\nissued = 2026-11-21T00:00:00Z\nuntil = 2026-12-01T00:00:00Z\n");
    office.place("overlays/O-test.toml", &text, "overfly-overlay", &[(String::new(), key(OFFICE))]);
    let check = |more: &[&str]| {
        let flight = ["check", "--around", "52.2,5.2,50m", "--height", "60m-agl", "--for", "5m"];
        let rest = ["--lost-link", "hover", "--depart", "2026-11-22T09:00Z", "--format", "json"];
        let answer = office.run(&[&flight[..], &rest, more].concat()).json();
        let lifted = answer["findings"].to_string().contains("lifted by overlay O-test");
        (answer["verdict"].as_str().unwrap().to_owned(), lifted)
    };
    assert!(check(&[]).1, "the zone as published is lifted by the overlay");
    assert_eq!(check(&["--no-waivers"]), ("blocked".to_owned(), false));
}

#[test]
fn what_weakens_needs_an_end_and_what_tightens_does_not() {
    let office = Office::new();
    let made = new(&office, "replace", &[]);
    assert!(made.code == 2 && made.stderr.contains("--until"), "{made:?}");
    let made = new(&office, "add", &[]);
    assert!(made.code == 0 && made.stdout.contains("tightens  NLD/P1 Test P1"), "{made:?}");
}

#[test]
fn an_officer_who_may_not_weaken_is_told_before_and_after_signing() {
    let office = Office::with(&Setting { may_overlay: false, ..Setting::default() });
    let made = new(&office, "replace", &["--until", "2026-12-31T00:00Z"]);
    assert!(made.code == 1 && made.stderr.contains("weakening zones by overlays"), "{made:?}");
    let signed = office.run(&["overlay", "sign", "O-test", "--key", "officer", "--yes"]);
    assert!(signed.code == 1 && signed.stderr.contains("outside-ceiling"), "{signed:?}");
    let text = fs::read_to_string(office.path("overlays/O-test.toml")).unwrap();
    office.place(
        "overlays/O-test.toml",
        &text,
        "overfly-overlay",
        &[(String::new(), key(OFFICER))],
    );
    let verified = office.run(&["overlay", "verify", "O-test"]);
    assert!(verified.code == 1 && verified.stdout.contains("BROKEN  weakening"), "{verified:?}");
    let listed = office.run(&["overlay", "list", "--format", "json"]).json();
    assert_eq!(listed[0]["code"], "outside-ceiling");
}

#[test]
fn a_waiver_is_no_overlay_whatever_it_is_called() {
    let office = Office::new();
    office.place(
        "overlays/O-1.toml",
        &waiver("O-1"),
        "overfly-waiver",
        &[(String::new(), key(OFFICER))],
    );
    let verified = office.run(&["overlay", "verify", "agency/overlays/O-1.toml"]);
    assert!(verified.code == 1 && verified.stdout.contains("document-unreadable"), "{verified:?}");
    let text = fs::read_to_string(office.path("overlays/O-1.toml")).unwrap();
    assert!(text.contains("overfly-waiver/1"));
}

#[test]
fn an_overlay_signed_as_a_waiver_does_not_count() {
    let office = Office::new();
    assert_eq!(new(&office, "add", &[]).code, 0);
    let text = fs::read_to_string(office.path("overlays/O-test.toml")).unwrap();
    office.place("overlays/O-test.toml", &text, "overfly-waiver", &[(String::new(), key(OFFICER))]);
    let verified = office.run(&["overlay", "verify", "O-test"]);
    assert!(verified.code == 1 && verified.stdout.contains("signature-invalid"), "{verified:?}");
}

const HEAD: &str = "# Ours.\nformat = \"overfly-zones/1\"\ntitle = \"Test\"\n[[coverage]] # all\n\
    outline = [[3.0, 51.0], [7.0, 51.0], [7.0, 53.5], [3.0, 53.5]]\n";

#[test]
fn a_zone_folder_is_listed_signed_and_compared() {
    if !has_ssh_keygen() {
        return;
    }
    let office = Office::new();
    fs::write(office.path("zones/manifest.toml"), HEAD).unwrap();
    let made = office.folder.run(&["zones", "manifest", "agency/zones", "--sign-with", "office"]);
    assert!(made.code == 0 && made.stdout.contains("1 files, 4 zones"), "{made:?}");
    let text = fs::read_to_string(office.path("zones/manifest.toml")).unwrap();
    assert!(
        text.starts_with(HEAD) && text.contains("path = \"zones.json\"\nzones = 4\n"),
        "{text}"
    );
    let verify = ["zones", "manifest", "agency/zones", "--verify"];
    let verified = office.run(&verify);
    assert_eq!(verified.code, 0, "{verified:?}");
    assert!(verified.stdout.contains("signed by noord (noord)"), "{verified:?}");
    let again = office.folder.run(&["zones", "manifest", "agency/zones"]);
    assert_eq!(again.code, 0);
    assert_eq!(fs::read_to_string(office.path("zones/manifest.toml")).unwrap(), text);

    let built = office.folder.run(&["zones", "build", "agency/zones", "-o", "more.ovz"]);
    assert_eq!(built.code, 0, "{built:?}");
    fs::copy(office.folder.path().join("more.ovz"), office.path("zones/more.ovz")).unwrap();
    let more = office.run(&verify);
    assert!(more.code == 1 && more.stdout.contains("does not list"), "{more:?}");
    fs::remove_file(office.path("zones/more.ovz")).unwrap();

    let zones = fs::read_to_string(office.path("zones/zones.json")).unwrap();
    fs::write(office.path("zones/zones.json"), zones.replace("Test P1", "Text P1")).unwrap();
    let changed = office.run(&verify);
    assert!(changed.code == 1 && changed.stdout.contains("its SHA-256 differs"), "{changed:?}");
    fs::write(office.path("zones/zones.json"), zones).unwrap();
    fs::write(office.path("zones/manifest.toml"), text.replace("Ours", "Hers")).unwrap();
    let changed = office.run(&verify);
    assert!(changed.code == 1 && changed.stdout.contains("signature-invalid"), "{changed:?}");
    let stranger = ["zones", "manifest", "agency/zones", "--sign-with", "stranger"];
    let refused = office.folder.run(&stranger);
    assert!(refused.code == 0, "the signature there was stale: {refused:?}");
    let both = [&stranger[..], &["--signer", "second"]].concat();
    assert_eq!(office.folder.run(&both).code, 0);
    assert!(office.path("zones/manifest.toml.second.sig").exists());
    let verified = office.run(&verify);
    assert!(verified.code == 1 && verified.stdout.contains("signature-missing"), "{verified:?}");
}

#[test]
fn a_folder_without_a_head_gets_no_manifest_by_guess() {
    let office = Office::new();
    let made = office.folder.run(&["zones", "manifest", "agency/zones"]);
    assert!(made.code == 2 && made.stderr.contains("[[coverage]]"), "{made:?}");
    assert!(!office.path("zones/manifest.toml").exists());
}

#[test]
fn an_overlay_that_nobody_can_read_leaves_every_flight_undecided() {
    let office = Office::new();
    let check = || {
        let zones = repository().join("zones/nld").display().to_string();
        let fly =
            ["check", "--around", "51.9712,6.3905,50m", "--height", "40m-agl", "--for", "10m"];
        let who = ["--aircraft", "sn:1", "--lost-link", "hover", "--depart", "2026-11-22T10:00Z"];
        let with = ["--zones", &zones, "--format", "json"];
        office.run(&[&fly[..], &who, &with].concat()).json()["verdict"].clone()
    };
    assert_eq!(check(), "clear");
    for (name, text) in
        [("O-2.toml", &b""[..]), ("2.toml", b"\xff"), ("O-3.toml", b"id = \"O\"\r\n")]
    {
        let path = office.path("overlays").join(name);
        fs::write(&path, text).unwrap();
        assert_eq!(check(), "undecided", "{name}");
        fs::remove_file(path).unwrap();
    }
}
