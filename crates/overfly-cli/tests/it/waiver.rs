//! Waivers from the command line: five minutes from a blocked plan to a grant that verifies.

use std::fs;

use crate::kit::{NOW, line};
use crate::office::{
    HOME, OFFICE, OFFICER, Office, STRANGER, Setting, has_ssh_keygen, key, waiver,
};

/// What every new waiver of these tests says beside its scope.
const FORM: [&str; 16] = [
    "--key",
    "officer.pub",
    "--title",
    "Accident",
    "--instrument",
    "ILT-1",
    "--aircraft",
    "sn:1",
    "--operator",
    "*",
    "--pilot",
    "badge:7",
    "--purpose",
    "accident-recording",
    "--upper",
    "60m-agl",
];

fn new(office: &Office, more: &[&str]) -> crate::kit::Ended {
    office.run(&[&["waiver", "new"][..], &FORM, more].concat())
}

#[test]
fn an_officer_issues_a_waiver_that_any_machine_verifies() {
    if !has_ssh_keygen() {
        return;
    }
    let office = Office::new();
    let when = ["--from", "2026-11-22T09:00Z", "--for", "4h", "--zone", "NLD/P1"];
    let made = new(&office, &[&when[..], &["--around", "52.2,5.2,400m"]].concat());
    assert_eq!(made.code, 0, "{made:?}");
    made.matches("waiver-new");
    let text = fs::read_to_string(office.path("waivers/W-pj-2026-001.toml")).unwrap();
    crate::kit::same_as_file(&text, &crate::kit::here().join("tests/snapshots/waiver-new.toml"));
    let unsigned = office.run(&["waiver", "verify", "W-pj-2026-001"]);
    assert!(unsigned.code == 1 && unsigned.stdout.contains("signature-missing"), "{unsigned:?}");

    let sign = ["waiver", "sign", "W-pj-2026-001", "--key", "officer", "--yes"];
    let signed = office.run(&sign);
    assert_eq!(signed.code, 0, "{signed:?}");
    assert!(signed.stdout.contains("lifts       NLD/P1 Test P1 (prohibited; pinned as it is now)"));
    assert!(
        signed.stdout.ends_with("signed and verified: agency/waivers/W-pj-2026-001.toml.sig\n")
    );
    let later = ["--home", HOME, "--now", "2026-11-22T10:00:00Z"];
    let verified =
        office.folder.run(&[&["waiver", "verify", "W-pj-2026-001"], &later[..]].concat());
    assert_eq!(verified.code, 0, "{verified:?}");
    verified.matches("waiver-verify");
    office.folder.run(&[&["waiver", "list"], &later[..]].concat()).matches("waiver-list");

    let next = new(&office, &[&when[..], &["--around", "52.2,5.2,400m"]].concat());
    assert!(next.stdout.starts_with("W-pj-2026-002  Accident"), "{next:?}");
}

#[test]
fn a_signature_is_asked_for_and_never_given_in_silence() {
    let office = Office::new();
    fs::write(office.path("waivers/W-1.toml"), waiver("W-1")).unwrap();
    let sign = office.run(&["waiver", "sign", "W-1", "--key", "officer"]);
    assert!(sign.code == 2 && sign.stderr.contains("--yes"), "{sign:?}");
    let other = office.run(&["waiver", "sign", "W-1", "--key", "stranger", "--yes"]);
    assert!(other.code == 2 && other.stderr.contains("signs with SHA256:"), "{other:?}");
    assert!(!office.path("waivers/W-1.toml.sig").exists());
}

/// Each way to be refused: what is done to the agency, and the code that says so.
#[test]
fn a_waiver_that_does_not_count_says_why_by_its_code() {
    type Change = fn(&Office);
    let cases: [(&str, Change); 13] = [
        ("signature-missing", |o| fs::remove_file(o.path("waivers/W-1.toml.sig")).unwrap()),
        ("signature-invalid", |o| {
            let text = waiver("W-1").replace("m = 60", "m = 61");
            fs::write(o.path("waivers/W-1.toml"), text).unwrap();
        }),
        ("line-ends-changed", |o| {
            fs::write(o.path("waivers/W-1.toml"), waiver("W-1").replace('\n', "\r\n")).unwrap();
        }),
        ("signature-invalid", |o| {
            let signed = [(String::new(), key(OFFICER))];
            o.place("waivers/W-1.toml", &waiver("W-1"), "overfly-overlay", &signed);
        }),
        ("signature-missing", |o| {
            let signed = [(String::new(), key(STRANGER))];
            o.place("waivers/W-1.toml", &waiver("W-1"), "overfly-waiver", &signed);
        }),
        ("outside-ceiling", |o| o.waiver("W-1", |text| text.replace("m = 60", "m = 121"))),
        ("outside-ceiling", |o| {
            o.waiver("W-1", |text| text.replace("accident-recording", "party"));
        }),
        ("self-issued", |o| o.waiver("W-1", |text| text.replace("badge:7", "badge:1"))),
        ("issued-ahead", |o| o.waiver("W-1", |text| text.replace("22T05:40", "22T08:40"))),
        ("issuer-unknown", |o| o.waiver("W-1", |text| text.replace("D-1", "D-2"))),
        ("issuer-other", |o| o.waiver("W-1", |text| text.replace("p.jansen", "p.pieters"))),
        ("document-revoked", |o| {
            o.revocations(
                2,
                "[[revoked]]\nwaiver = \"W-1\"\nat = 2026-11-22T07:00:00Z\nreason = \"over\"\n",
            );
        }),
        ("key-revoked", |o| {
            let list = o.folder.path().join("officer.pub");
            let shown = std::process::Command::new("ssh-keygen").arg("-lf").arg(list).output();
            let shown = String::from_utf8(shown.unwrap().stdout).unwrap();
            let print = shown.split(' ').nth(1).unwrap().to_owned();
            let from = "from = 2026-11-22T07:00:00Z\nreason = \"lost\"\n";
            o.revocations(2, &format!("[[revoked]]\nkey = \"{print}\"\n{from}"));
        }),
    ];
    for (code, change) in cases {
        if code == "key-revoked" && !has_ssh_keygen() {
            continue;
        }
        let office = Office::new();
        office.waiver("W-1", |text| text);
        assert_eq!(office.run(&["waiver", "verify", "W-1"]).code, 0);
        change(&office);
        let verified = office.run(&["waiver", "verify", "agency/waivers/W-1.toml"]);
        assert!(
            verified.code == 1 && verified.stdout.contains(&format!("{code}: ")),
            "{code} {verified:?}"
        );
        let listed = office.run(&["waiver", "list", "--format", "json"]).json();
        assert_eq!((&listed[0]["state"], &listed[0]["code"]), (&"refused".into(), &code.into()));
        let explained = office.run(&["waiver", "explain", "agency/waivers/W-1.toml"]);
        assert_ne!(explained.code, 0, "{explained:?}");
    }
}

#[test]
fn a_waiver_under_an_expired_delegation_is_refused() {
    let until = Setting { officer_until: "2026-11-22T07:00:00Z", ..Setting::default() };
    let office = Office::with(&until);
    office.waiver("W-1", |text| text);
    let verified = office.run(&["waiver", "verify", "W-1"]);
    assert!(verified.code == 1 && verified.stdout.contains("key-not-valid"), "{verified:?}");
    let made = new(&office, &["--zone", "NLD/P1", "--from", "2026-11-22T09:00Z", "--for", "4h"]);
    assert!(made.code == 2 && made.stderr.contains("not a key that may sign here now"), "{made:?}");
}

#[test]
fn a_waiver_says_whether_its_time_has_come() {
    let office = Office::new();
    office.waiver("W-1", |text| text);
    for (now, code, state) in [
        ("2026-11-22T05:50:00Z", 1, "not yet"),
        ("2026-11-22T06:00:00Z", 0, "valid"),
        ("2026-11-22T13:59:59Z", 0, "valid"),
        ("2026-11-22T14:00:00Z", 1, "ended"),
    ] {
        let args = ["waiver", "verify", "W-1", "--format", "json", "--home", HOME, "--now", now];
        let ended = office.folder.run(&args);
        assert_eq!((ended.code, &ended.json()["state"]), (code, &state.into()), "{now} {ended:?}");
    }
}

#[test]
fn a_waiver_that_lies_in_the_past_is_told_when_it_is_made_and_signed() {
    let office = Office::new();
    let made = new(&office, &["--zone", "NLD/P1", "--from", "2026-11-20T09:00Z", "--for", "4h"]);
    let past = "ended at 2026-11-20T13:00:00Z: it lifts nothing any more";
    assert!(made.stderr.contains(past), "{made:?}");
    if has_ssh_keygen() {
        let sign = ["waiver", "sign", "W-pj-2026-001", "--key", "officer", "--yes"];
        let signed = office.run(&sign);
        assert!(signed.stderr.contains(past), "{signed:?}");
    }
    let made = new(&office, &["--zone", "NLD/P1", "--from", "2026-11-22T09:00Z", "--for", "4h"]);
    assert!(!made.stderr.contains("any more"), "{made:?}");
}

#[test]
fn a_waiver_for_a_zone_that_is_not_there_is_not_made() {
    let office = Office::new();
    let when = ["--from", "2026-11-22T09:00Z", "--for", "4h", "--zone", "NLD/NOSUCH"];
    let made = new(&office, &when);
    assert!(made.code == 2 && made.stderr.contains("\"NLD/NOSUCH\" is none of the"), "{made:?}");
    assert!(!office.path("waivers/W-pj-2026-001.toml").exists());
}

#[test]
fn a_file_that_is_no_text_is_not_shown_as_a_waiver() {
    let office = Office::new();
    fs::write(office.path("waivers/picture.toml"), [0x89, b'P', b'N', b'G', 0xff, 0x1b, b'['])
        .unwrap();
    let shown = office.run(&["waiver", "show", "agency/waivers/picture.toml"]);
    assert!(shown.code == 2 && shown.stderr.contains("is not UTF-8 text"), "{shown:?}");
    assert_eq!(shown.stdout, "");
}

#[test]
fn an_overlay_is_no_waiver_whatever_it_is_called() {
    let office = Office::new();
    let overlay = waiver("O-1").replace("overfly-waiver/1", "overfly-overlay/1");
    let signed = [(String::new(), key(OFFICER))];
    office.place("overlays/O-1.toml", &overlay, "overfly-overlay", &signed);
    let verified = office.run(&["waiver", "verify", "agency/overlays/O-1.toml"]);
    assert!(verified.code == 1 && verified.stdout.contains("document-unreadable"), "{verified:?}");
}

#[test]
fn what_would_be_refused_is_not_signed() {
    let office = Office::new();
    for (id, wrong, code) in [
        ("W-1", ("m = 60", "m = 130"), "outside-ceiling"),
        ("W-2", ("badge:7", "badge:1"), "self-issued"),
        ("W-3", ("22T05:40", "23T05:40"), "issued-ahead"),
        ("W-4", ("[scope]", "[scoop]"), "document-unreadable"),
    ] {
        let text = waiver(id).replace(wrong.0, wrong.1);
        fs::write(office.path(&format!("waivers/{id}.toml")), text).unwrap();
        let file = format!("agency/waivers/{id}.toml");
        let ended = office.run(&["waiver", "sign", &file, "--key", "officer", "--yes"]);
        assert!(ended.code == 1 && ended.stderr.contains(code), "{code} {ended:?}");
        assert!(!office.path(&format!("waivers/{id}.toml.sig")).exists(), "{code}");
    }
}

#[test]
fn a_waiver_whose_area_crosses_itself_is_neither_signed_nor_verified() {
    let office = Office::new();
    let round = "{ circle = { centre = { lat = 52.2, lon = 5.2 }, radius_m = 400 } }";
    let bow_tie = "{ polygon = [{ lat = 52.19, lon = 5.19 }, { lat = 52.21, lon = 5.21 }, { lat = 52.19, lon = 5.21 }, { lat = 52.21, lon = 5.19 }] }";
    let text = waiver("W-1").replace(round, bow_tie);
    fs::write(office.path("waivers/W-1.toml"), &text).unwrap();
    let sign = ["waiver", "sign", "agency/waivers/W-1.toml", "--key", "officer", "--yes"];
    let signed = office.run(&sign);
    assert!(signed.code == 1 && signed.stderr.contains("meets edge 3 (from"), "{signed:?}");
    assert!(!office.path("waivers/W-1.toml.sig").exists());
    // Signed by hand it counts for nothing.
    office.waiver("W-1", |text| text.replace(round, bow_tie));
    let verified = office.run(&["waiver", "verify", "agency/waivers/W-1.toml"]);
    assert!(verified.code == 1 && verified.stdout.contains("meets edge 3 (from"), "{verified:?}");
}

#[test]
fn a_check_that_says_blocked_proposes_what_would_lift_it() {
    let office = Office::new();
    let plan = line("[5.195, 52.2], [5.205, 52.2]");
    fs::write(office.folder.path().join("plan.json"), plan).unwrap();
    let from = ["waiver", "new", "--from-check", "plan.json", "--lost-link", "hover"];
    let who = &FORM[..14];
    let made = office.run(&[&from[..], who].concat());
    assert_eq!(made.code, 0, "{made:?}");
    made.matches("waiver-from-check");
    let text = fs::read_to_string(office.path("waivers/W-pj-2026-001.toml")).unwrap();
    assert!(text.contains("zones = [\"NLD/P1\"]") && text.contains("[zone_pins]"), "{text}");
}

#[test]
fn a_proposal_never_goes_past_the_ceiling() {
    let office = Office::new();
    let plan = line("[5.195, 52.2], [5.205, 52.2]").replace("50", "105");
    fs::write(office.folder.path().join("plan.json"), &plan).unwrap();
    let from = ["waiver", "new", "--from-check", "plan.json", "--lost-link", "hover"];
    let made = office.run(&[&from[..], &FORM[..14]].concat());
    assert!(made.code == 0 && made.stdout.contains("-120 m AGL"), "{made:?}");
    fs::write(office.folder.path().join("plan.json"), plan.replace("105", "118")).unwrap();
    let made = office.run(&[&from[..], &FORM[..14]].concat());
    assert!(made.code == 2 && made.stderr.contains("may lift up to 120 m AGL"), "{made:?}");
}

#[test]
fn a_proposal_leaves_out_what_nobody_may_lift() {
    let office = Office::with(&Setting { never: "\"NLD/P1\"", ..Setting::default() });
    let both = line("[5.195, 52.2], [5.215, 52.2]");
    fs::write(office.folder.path().join("plan.json"), both).unwrap();
    let from = ["waiver", "new", "--from-check", "plan.json", "--lost-link", "hover"];
    let made = office.run(&[&from[..], &FORM[..14]].concat());
    assert!(made.stderr.contains("NLD/P1 Test P1 stays in the way"), "{made:?}");
    let text = fs::read_to_string(office.path("waivers/W-pj-2026-001.toml")).unwrap();
    assert!(text.contains("zones = [\"NLD/R1\"]"), "{text}");
}

#[test]
fn a_proposal_tells_what_no_waiver_decides() {
    let office = Office::new();
    fs::write(office.folder.path().join("plan.json"), line("[5.195, 52.2], [5.205, 52.2]"))
        .unwrap();
    let made = office.run(
        &[&["waiver", "new", "--from-check", "plan.json", "--lost-link", "rally:60m"], &FORM[..14]]
            .concat(),
    );
    let told =
        made.stderr.contains("no waiver decides this") && made.stderr.contains("rally point");
    assert!(told, "{made:?}");
}

#[test]
fn a_form_with_gaps_names_the_options_that_fill_them() {
    let office = Office::new();
    let made = office.run(&["waiver", "new", "--key", "officer.pub", "--zone", "NLD/P1"]);
    assert_eq!(made.code, 2);
    for option in
        ["--title", "--instrument", "--upper", "--from", "--until", "--aircraft", "--pilot"]
    {
        assert!(made.stderr.contains(option), "{option} {made:?}");
    }
    assert!(fs::read_dir(office.path("waivers")).unwrap().next().is_none());
}

#[test]
fn a_template_fills_in_what_is_always_the_same_and_a_slip_in_it_is_told() {
    let office = Office::new();
    let template = "format = \"overfly-waiver-template/1\"\ntitle = \"Accident\"\ninstrument = \"ILT-7\"\n\
        [scope]\naircraft = [\"sn:1\"]\noperator = \"NLD1\"\npilots = [\"badge:7\"]\n\
        purposes = [\"accident-recording\"]\nupper = { m = 60, datum = \"AGL\" }\n\
        [[condition]]\nid = \"atc-call\"\nkind = \"attest\"\ntext = \"Tower called\"\nphone = \"+31 20\"\n";
    let path = office.folder.path().join("t.toml");
    fs::write(&path, template).unwrap();
    let args =
        ["waiver", "new", "--key", "officer.pub", "--template", "t.toml", "--zone", "NLD/P1"];
    let args = [&args[..], &["--from", "2026-11-22T09:00Z", "--for", "4h"]].concat();
    let made = office.run(&args);
    assert_eq!(made.code, 0, "{made:?}");
    for says in
        ["ILT-7", "atc-call: Tower called; call +31 20; to be attested", "all of each zone named"]
    {
        assert!(made.stdout.contains(says), "{says} {made:?}");
    }
    fs::write(&path, template.replace("pilots", "pilot")).unwrap();
    let made = office.run(&args);
    assert!(made.code == 2 && made.stderr.contains("t.toml: line 7: unknown field"), "{made:?}");
}

#[test]
fn a_waiver_may_be_issued_by_an_office_itself() {
    let office = Office::new();
    let text = waiver("W-1").replace("p.jansen@politie.example", "noord").replace("D-1", "noord");
    let signed = [(String::new(), key(OFFICE))];
    office.place("waivers/W-1.toml", &text, "overfly-waiver", &signed);
    assert_eq!(office.run(&["waiver", "verify", "W-1"]).code, 0);
}

#[test]
fn without_a_rehearsal_a_station_that_accepted_nothing_relies_on_nothing() {
    let office = Office::new();
    office.waiver("W-1", |text| text);
    let args = ["waiver", "verify", "W-1", "--home", HOME, "--station", "station"];
    let ended = office.folder.run(&args);
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(!NOW.is_empty() && !ended.stdout.starts_with("VALID"), "{ended:?}");
}

#[test]
fn an_explanation_says_what_a_waiver_does_to_a_plan_and_why_it_does_not_help() {
    let office = Office::new();
    let plan = line("[5.195, 52.2], [5.205, 52.2]").replace("24T09", "22T09");
    fs::write(office.folder.path().join("plan.json"), plan).unwrap();
    office.waiver("W-1", |text| text);
    let explain = ["waiver", "explain", "W-1", "--plan", "plan.json", "--lost-link", "hover"];
    let who = ["--pilot", "badge:7", "--purpose", "accident-recording"];
    let helped = office.run(&[&explain[..], &who].concat());
    helped.matches("waiver-explain");
    assert_eq!(helped.code, 0, "{helped:?}");
    let other = office.run(&[&explain[..], &["--pilot", "badge:8", who[2], who[3]]].concat());
    assert!(other.code == 1 && other.stdout.contains("waiver-pilot"), "{other:?}");
    office.waiver("W-1", |text| text.replace("NLD/P1", "NLD/R1"));
    let elsewhere = office.run(&[&explain[..], &who].concat());
    assert!(
        elsewhere.code == 1 && elsewhere.stdout.contains("does not name this zone"),
        "{elsewhere:?}"
    );
}

#[test]
fn the_template_of_the_documentation_fills_a_form() {
    let page = crate::kit::repository().join("docs/formats/waiver-template.md");
    let page = fs::read_to_string(page).unwrap();
    let template = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let office = Office::new();
    fs::write(office.folder.path().join("t.toml"), template).unwrap();
    let args =
        ["waiver", "new", "--key", "officer.pub", "--template", "t.toml", "--zone", "NLD/P1"];
    let when = ["--from", "2026-11-22T09:00Z", "--for", "4h", "--pilot", "badge:7"];
    let made = office.run(&[&args[..], &when].concat());
    assert!(made.code == 0 && made.stdout.contains("holds 30 min"), "{made:?}");
}
