//! `--station`: where this station takes off.

use crate::kit::{Folder, NOW, dutch, line};

const STATION: &str = "format = \"overfly-station/1\"\n[take_off]\nlat = 52.5\nlon = 5.1\nwithin_m = 200\nelevation_m_amsl = 4\n";

fn folder(station: &str) -> Folder {
    Folder::new()
        .with("plan.json", line("[5.100, 52.500], [5.110, 52.500]"))
        .with("zones.json", dutch(&[]))
        .with("here/station.toml", station)
}

#[test]
fn the_station_file_is_an_input_of_the_answer() {
    let args = ["check", "plan.json", "--zones", "zones.json", "--format", "json"];
    let ended = folder(STATION).run(&[&args[..], &["--station", "here"]].concat());
    let json = ended.json();
    let inputs = json["inputs"].as_array().unwrap();
    let station = inputs.iter().find(|input| input["kind"] == "station").unwrap();
    assert_eq!(station["path"].as_str().unwrap().replace('\\', "/"), "here/station.toml");
    assert_eq!(station["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn a_station_that_cannot_be_read_and_a_rehearsal_with_one_are_refused() {
    let args = ["check", "plan.json", "--zones", "zones.json"];
    for (station, more, says) in [
        (STATION, &["--station", "nowhere"][..], "station.toml"),
        ("format = 1", &["--station", "here"], "docs/formats/station.md"),
        (STATION, &["--station", "here", "--now", NOW], "--now"),
    ] {
        let ended = folder(station).run(&[&args[..], more].concat());
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{more:?}");
        assert!(ended.stderr.contains(says), "{}", ended.stderr);
    }
}

#[test]
fn a_station_that_counts_for_nothing_says_why() {
    let args = ["check", "plan.json", "--zones", "zones.json", "--station", "here"];
    for (station, more, says) in [
        (STATION.replace("52.5", "52.51"), &[][..], "assumed"),
        (STATION.to_owned(), &["--terrain", "30m-amsl"], "--terrain states"),
        ("format = \"overfly-station/1\"".to_owned(), &[], "no [take_off]"),
    ] {
        let ended = folder(&station).run(&[&args[..], more].concat());
        assert!(ended.stdout.contains("station-not-used"), "{}", ended.stdout);
        assert!(ended.stdout.contains(says), "{}", ended.stdout);
    }
    let ended = folder(STATION).run(&[
        "check",
        "plan.json",
        "--zones",
        "zones.json",
        "--station",
        "here/station.toml",
    ]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("name the folder"), "{}", ended.stderr);
}

#[test]
fn an_answer_says_what_was_given_and_by_whom() {
    let args = ["check", "plan.json", "--zones", "zones.json", "--terrain", "30m-amsl"];
    let plan = line("[5.100, 52.500], [5.110, 52.500]")
        .replace("\"height\"", "\"lost_link\": \"return\", \"height\"");
    let folder = folder(STATION).with("plan.json", plan);
    let hover = [&args[..], &["--lost-link", "hover"]].concat();
    let text = folder.run(&hover).stdout;
    assert!(text.contains("lost link: hover (--lost-link; the plan says return)"), "{text}");
    assert!(text.contains("take-off 30 m AMSL (--terrain)"), "{text}");
    assert!(text.contains("lost-link-overrides-plan"), "{text}");
    let json = folder.run(&[&hover[..], &["--format", "json"]].concat()).json();
    let lost_link = &json["flight"]["lost_link"];
    assert_eq!((&lost_link["action"], &lost_link["plan"]), (&"hover".into(), &"return".into()));
    assert_eq!(json["flight"]["take_off"]["source"], "caller");
    let refined = folder.run(&[&args[..], &["--lost-link", "return:60m"]].concat()).stdout;
    assert!(!refined.contains("lost-link-overrides-plan"), "{refined}");
}
