//! What a pilot and a program read, word for word.

use crate::kit::{Ended, Folder, NOW, circle, dutch, line, polygon, prohibited, zone};

const BETWEEN: &str = "[5.000, 52.000], [5.010, 52.000], [5.010, 52.005]";

fn zones() -> String {
    dutch(&[
        prohibited("A", &circle("5.005, 52.0", 100)),
        zone(
            "B",
            "REQ_AUTHORISATION",
            &polygon(
                "[4.99, 52.002], [5.03, 52.002], [5.03, 52.02], [4.99, 52.02], [4.99, 52.002]",
            ),
        ),
        zone("C", "CONDITIONAL", &circle("5.03, 52.0", 300)),
        zone("N", "NO_RESTRICTION", &circle("5.0, 52.0", 500)),
    ])
}

fn folder() -> Folder {
    Folder::new().with("plan.json", line(BETWEEN)).with("zones.json", zones())
}

#[test]
fn a_blocked_flight_says_where_and_what_to_do() {
    folder()
        .run(&[
            "check",
            "plan.json",
            "--zones",
            "zones.json",
            "--now",
            NOW,
            "--time-zone",
            "Europe/Amsterdam",
        ])
        .matches("check-blocked");
}

#[test]
fn a_clear_flight_says_on_what_that_rests() {
    Folder::new()
        .with("plan.json", line("[5.200, 52.200], [5.210, 52.200]"))
        .with("zones.json", zones())
        .run(&[
            "check",
            "plan.json",
            "--zones",
            "zones.json",
            "--now",
            NOW,
            "--lost-link",
            "return:60m-agl",
        ])
        .matches("check-clear");
}

#[test]
fn an_undecided_flight_says_what_is_missing() {
    Folder::new()
        .with("plan.json", line("[4.35, 50.85], [4.36, 50.85]"))
        .with("zones.json", zones())
        .run(&["check", "plan.json", "--zones", "zones.json", "--now", NOW])
        .matches("check-undecided");
}

#[test]
fn a_plan_without_a_flight_sends_nobody_for_zones() {
    let empty = r#"{"type": "FeatureCollection", "features": []}"#;
    let ended = Folder::new().with("plan.json", empty).with("zones.json", zones()).run(&[
        "check",
        "plan.json",
        "--zones",
        "zones.json",
        "--now",
        NOW,
    ]);
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stdout.contains("flight-empty"), "{ended:?}");
    assert!(!ended.stdout.contains("no zone file answers"), "{ended:?}");
}

/// Also where the check itself knows no remedy.
#[test]
fn whatever_keeps_a_flight_down_has_something_to_do() {
    let far_north = line("[5.0, 89.5], [5.1, 89.5]");
    for plan in [r#"{"type": "FeatureCollection", "features": []}"#.to_owned(), far_north] {
        let folder = Folder::new().with("plan.json", plan).with("zones.json", zones());
        let check = ["check", "plan.json", "--zones", "zones.json", "--now", NOW];
        let text = folder.run(&check).stdout;
        let decision = folder.run(&[&check[..], &["--format", "json"]].concat()).json();
        let mut count = 0;
        for finding in decision["findings"].as_array().unwrap() {
            if ["pending", "undecided", "blocked"].contains(&finding["effect"].as_str().unwrap()) {
                count += 1;
                let code = finding["code"].as_str().unwrap();
                let see = format!("see {code} in docs/reasons.md");
                let remedy = finding["hint"].as_str().unwrap_or(&see);
                assert!(text.contains(&format!("  do: {remedy}\n")), "{remedy}: {text}");
            }
        }
        assert!(count > 0, "{text}");
    }
}

#[test]
fn a_decision_has_the_keys_of_its_schema() {
    let args = [
        "check",
        "plan.json",
        "--zones",
        "zones.json",
        "--now",
        NOW,
        "--format",
        "json",
        "--pilot",
        "p.jansen",
    ];
    let ended = folder().run(&args);
    let decision = ended.json();
    let keys =
        |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys(&decision),
        [
            "schema",
            "verdict",
            "now",
            "rehearsal",
            "margin_m",
            "vertical_margin_m",
            "flight",
            "findings",
            "nearest",
            "coverage",
            "inputs"
        ]
    );
    for finding in decision["findings"].as_array().unwrap() {
        assert_eq!(
            keys(finding),
            [
                "code", "effect", "zone", "waiver", "overlay", "piece", "along_m", "from", "to",
                "height_m", "time", "applies", "text", "hint"
            ]
        );
    }
    assert_eq!(decision["schema"], "overfly-decision/1");
    assert_eq!((&decision["verdict"], &decision["rehearsal"]), (&"blocked".into(), &true.into()));
    assert_eq!(decision["flight"]["pilot"], "p.jansen");
    ended.matches("check-json");
}

#[test]
fn the_same_question_has_the_same_answer() {
    let args = ["check", "plan.json", "--zones", "zones.json", "--now", NOW, "--format", "json"];
    assert_eq!(folder().run(&args).stdout, folder().run(&args).stdout);
}

#[test]
fn an_input_is_named_by_the_hash_of_its_bytes() {
    let ended = folder().run(&[
        "check",
        "plan.json",
        "--zones",
        "zones.json",
        "--now",
        NOW,
        "--format",
        "json",
    ]);
    let inputs = ended.json()["inputs"].clone();
    let kinds: Vec<&str> =
        inputs.as_array().unwrap().iter().map(|input| input["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["plan", "zones"]);
    let other = Folder::new().with("plan.json", line(BETWEEN) + " ").with("zones.json", zones());
    let others = other.run(&[
        "check",
        "plan.json",
        "--zones",
        "zones.json",
        "--now",
        NOW,
        "--format",
        "json",
    ]);
    assert_ne!(others.json()["inputs"][0]["sha256"], inputs[0]["sha256"]);
    assert_eq!(others.json()["inputs"][1]["sha256"], inputs[1]["sha256"]);
}

#[test]
fn without_now_the_answer_is_no_rehearsal() {
    let ended = folder().run(&["check", "plan.json", "--zones", "zones.json", "--format", "json"]);
    assert_eq!(ended.json()["rehearsal"], false);
    let text = folder().run(&["check", "plan.json", "--zones", "zones.json"]);
    assert!(!text.stdout.contains("rehearsal"), "{text:?}");
}

#[test]
fn a_circle_needs_no_plan() {
    let around = |centre: &str| {
        folder().run(&[
            "check",
            "--around",
            centre,
            "--height",
            "60m-agl",
            "--for",
            "30m",
            "--zones",
            "zones.json",
            "--now",
            NOW,
        ])
    };
    around("52.2,5.2,150m").matches("check-around");
    assert_eq!(around("52.0,5.005,50m").code, 1);
    assert_eq!(around("-52.2,5.2,150m").code, 2, "there is no data in the south");
}

#[test]
fn what_the_caller_states_stands_over_the_plan() {
    let with = |option: &str, value: &str| {
        let ended = folder().run(&[
            "check",
            "plan.json",
            "--zones",
            "zones.json",
            "--now",
            NOW,
            "--format",
            "json",
            option,
            value,
        ]);
        ended.json()
    };
    assert_eq!(
        with("--depart", "2026-12-01T08:00:00+01:00")["flight"]["depart"],
        "2026-12-01T07:00:00Z"
    );
    assert_eq!(with("--margin", "25m")["margin_m"], 25.0);
    assert_eq!(with("--vertical-margin", "25m")["vertical_margin_m"], 25.0);
    assert_eq!(with("--aircraft", "sn:1")["flight"]["aircraft"], "sn:1");
}

#[test]
fn a_word_stands_beside_every_colour() {
    let args = ["check", "plan.json", "--zones", "zones.json", "--now", NOW];
    let plain = folder().run(&args);
    let coloured = folder().run(&[&args[..], &["--color", "always"]].concat());
    assert!(coloured.stdout.contains("\u{1b}["), "{coloured:?}");
    assert!(!plain.stdout.contains('\u{1b}'), "{plain:?}");
    assert_eq!(without_escapes(&coloured.stdout), plain.stdout);
}

fn without_escapes(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |all, part| all + part.split_once('m').unwrap().1)
}

#[test]
fn control_characters_of_a_file_do_not_reach_the_terminal() {
    let evil =
        prohibited("A", &circle("5.005, 52.0", 100)).replace("Test A", "\\u001b[2JCLEAR\\n\\u202e");
    let ended = Folder::check(&line(BETWEEN), &dutch(&[evil]));
    assert_eq!(ended.code, 1);
    assert!(!ended.stdout.contains(['\u{1b}', '\u{202e}']), "{ended:?}");
    assert!(ended.stdout.contains("NLD/A [2JCLEAR\n"), "{ended:?}");
}

#[test]
fn an_answer_goes_to_a_file_but_never_over_an_input() {
    let folder = folder();
    let ended = folder.run(&[
        "check",
        "plan.json",
        "--zones",
        "zones.json",
        "--now",
        NOW,
        "-o",
        "answer.txt",
    ]);
    assert_eq!((ended.code, ended.stdout.as_str()), (1, ""));
    let written = std::fs::read_to_string(folder.path().join("answer.txt")).unwrap();
    assert!(written.starts_with("BLOCKED"), "{written}");
    for input in ["plan.json", "zones.json", "./zones.json"] {
        let ended = folder.run(&["check", "plan.json", "--zones", "zones.json", "-o", input]);
        assert_eq!(ended.code, 2, "{ended:?}");
        assert!(ended.stderr.contains("is one of the inputs"), "{ended:?}");
    }
}

#[test]
fn a_point_lists_its_zones_and_the_nearest_border() {
    let at = |args: &[&str]| -> Ended {
        folder().run(&[&["at"], args, &["--zones", "zones.json"]].concat())
    };
    at(&["52.0,5.005", "--height", "50m-agl"]).matches("at-text");
    at(&["52.0,5.005", "--format", "json"]).matches("at-json");
    at(&["-52.0,5.005"]).matches("at-uncovered");
    assert_eq!(
        at(&["52.0,5.005", "--height", "121m-agl", "--format", "json"]).json()["zones"],
        serde_json::json!([])
    );
}
