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
