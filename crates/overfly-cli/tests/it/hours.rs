//! When zones apply, in the words of an answer.

use crate::kit::{Folder, circle, dutch, line, prohibited};

fn folder() -> Folder {
    // Weekdays from 8 to 17 UTC; the plan leaves on Tuesday at 9.
    let times = r#"[{"permanent": "NO", "startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2027-01-01T00:00:00Z",
        "schedule": [{"day": ["MON", "TUE", "WED", "THU", "FRI"], "startTime": "08:00:00Z", "endTime": "17:00:00Z"}]}]"#;
    let zone = prohibited("A", &circle("5.1, 52.5", 300));
    let zone = zone.replace(r#"[{"permanent": "YES"}]"#, times);
    Folder::new()
        .with("plan.json", line("[5.100, 52.500], [5.110, 52.500]"))
        .with("zones.json", dutch(&[zone]))
}

#[test]
fn a_zone_with_hours_says_when_it_applies_round_the_flight() {
    let args = ["check", "plan.json", "--zones", "zones.json", "--lost-link", "hover"];
    let text = folder().run(&args).stdout;
    assert!(text.contains("applies Mon 23 Nov"), "{text}");
    assert!(text.contains("Tue 24 Nov 08:00-17:00"), "{text}");
    let json = folder().run(&[&args[..], &["--format", "json"]].concat()).json();
    let zone = &json["findings"][0];
    assert_eq!(zone["applies"][1][0], "2026-11-24T08:00:00Z", "{zone}");
}

#[test]
fn without_a_departure_the_answer_names_the_command_that_lists_the_hours() {
    let plan = line("[5.100, 52.500], [5.110, 52.500]").replace("\"depart\"", "\"description\"");
    let args =
        ["check", "plan.json", "--zones", "zones.json", "--lost-link", "hover", "--format", "json"];
    let json = folder().with("plan.json", plan).run(&args).json();
    let text = json["findings"][0]["text"].as_str().unwrap();
    assert!(
        text.ends_with("`overfly zones show NLD/A --zones zones.json` lists its times"),
        "{text}"
    );
}
