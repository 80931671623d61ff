//! A slip of the pen is told with its remedy.

use crate::kit::{Folder, NOW, dutch, line};

fn folder() -> Folder {
    Folder::new()
        .with("plan.json", line("[5.2, 52.2], [5.21, 52.2]"))
        .with("zones.json", dutch(&[]))
}

#[test]
fn missing_options_name_their_own_fix() {
    let folder = folder();
    for (name, args) in [
        ("usage-check-nothing", &["check"][..]),
        ("usage-check-no-zones", &["check", "plan.json"]),
        ("usage-at-nothing", &["at", "--zones", "zones.json"]),
        ("usage-at-no-zones", &["at", "52,5"]),
        ("usage-list-no-zones", &["zones", "list"]),
        ("usage-show-unknown", &["zones", "show", "NLD/WS", "--zones", "zones.json"]),
        ("usage-man-unknown", &["man", "zones", "burn"]),
    ] {
        let ended = folder.run(args);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{ended:?}");
        ended.matches(name);
    }
}

#[test]
fn a_value_that_cannot_be_read_is_named_with_what_would_be_right() {
    let folder = folder();
    let check = ["check", "plan.json", "--zones", "zones.json", "--now", NOW];
    for (args, option, hint) in [
        (&["--margin", "10"][..], "--margin", "150m"),
        (&["--margin", "-5m"], "--margin", "must be zero or more"),
        (&["--lost-link", "return:-60m-agl"], "--lost-link", "must be zero or more"),
        (&["--depart", "tomorrow"], "--depart", "2026-11-22T10:30+01:00"),
        (&["--depart", "2026-11-22T10:30"], "--depart", "2026-11-22T10:30+01:00"),
        (&["--lost-link", "panic"], "--lost-link", "return:60m-agl"),
        (&["--lost-link", "return:high"], "--lost-link", "60m-agl"),
        (&["--terrain", "30m-agl"], "--terrain", "30m-amsl"),
        (&["--time-zone", "Amsterdam"], "--time-zone", "Europe/Amsterdam"),
        (&["--geojson-limits", "upper=ceiling"], "--geojson-limits", "upper=CEILING:ft:agl"),
    ] {
        let ended = folder.run(&[&check[..], args].concat());
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{args:?} {ended:?}");
        assert!(ended.stderr.contains(option) && ended.stderr.contains(hint), "{args:?} {ended:?}");
    }
    for around in [
        "52.2,5.2",
        "52.2,5.2,150",
        "NaN,5.2,150m",
        "52.2,200,150m",
        "52.2;5.2;150m",
        "52,2;5,2;150m",
    ] {
        let ended = folder.run(&["check", "--around", around, "--zones", "zones.json"]);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{around} {ended:?}");
        assert!(ended.stderr.starts_with("overfly: --around: "), "{ended:?}");
    }
    for point in ["52.2", "NaN,5", "52.2,5,3", "91,5"] {
        let ended = folder.run(&["at", point, "--zones", "zones.json"]);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{point} {ended:?}");
    }
}

#[test]
fn decimal_commas_are_named() {
    let folder = folder();
    for args in [
        ["check", "--around", "52,0862;4,3190;150m"],
        ["check", "--around", "52,0862,4,3190,150m"],
        ["at", "52,0862;4,3190", "--format=text"],
        ["at", "52,0862,4,3190", "--format=text"],
    ] {
        let ended = folder.run(&[&args[..], &["--zones", "zones.json"]].concat());
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{args:?} {ended:?}");
        assert!(ended.stderr.contains("decimals have a point"), "{args:?} {ended:?}");
    }
}

#[test]
fn no_flight_goes_below_ground_or_takes_no_time() {
    let folder = folder();
    for (args, option, says) in [
        (&["check", "--around", "52,5,10m", "--height", "-5m-agl"][..], "--height", "zero or more"),
        (&["at", "52,5", "--height", "-5m-agl"], "--height", "zero or more"),
        (&["check", "--around", "52,5,10m", "--for", "0m"], "--for", "more than zero"),
        (&["check", "--around", "52,5,10m", "--for", "-5m"], "--for", "30m"),
    ] {
        let ended = folder.run(&[args, &["--zones", "zones.json"]].concat());
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{args:?} {ended:?}");
        assert!(ended.stderr.starts_with(&format!("overfly: {option}: ")), "{ended:?}");
        assert!(ended.stderr.contains(says), "{args:?} {ended:?}");
    }
    let below_the_sea = ["at", "52,5", "--height", "-3m-amsl", "--zones", "zones.json"];
    assert_eq!(folder.run(&below_the_sea).code, 0);
}

#[test]
fn zones_are_named_by_themselves_or_after_the_option() {
    let folder = folder();
    for command in [&["list"][..], &["lint"], &["show", "NLD/SW"], &["convert", "-o", "-"]] {
        let bare = folder.run(&[&["zones"], command, &["zones.json"]].concat());
        let named = folder.run(&[&["zones"], command, &["--zones", "zones.json"]].concat());
        assert!(bare.code < 2 && !bare.stdout.is_empty(), "{bare:?}");
        assert_eq!(bare.shown(), named.shown(), "{command:?}");
        let none = folder.run(&[&["zones"], command].concat());
        assert!(none.code == 2 && none.stderr.contains("no zones given"), "{none:?}");
    }
}

#[test]
fn help_is_a_command_too() {
    let folder = folder();
    for words in [&[][..], &["check"], &["zones", "lint"]] {
        let ended = folder.run(&[&["help"], words].concat());
        let option = folder.run(&[words, &["--help"]].concat());
        assert_eq!(ended.shown(), option.shown(), "{words:?}");
    }
    let unknown = folder.run(&["help", "burn"]);
    assert!(unknown.code == 2 && unknown.stderr.contains("no command \"burn\""), "{unknown:?}");
}

#[test]
fn a_hyphen_after_the_output_option_is_standard_output() {
    let folder = folder();
    for args in [&["check", "plan.json", "--now", NOW][..], &["at", "52,5"], &["zones", "list"]] {
        let zones = [args, &["--zones", "zones.json"]].concat();
        let plain = folder.run(&zones);
        assert_eq!(plain.shown(), folder.run(&[&zones[..], &["-o", "-"]].concat()).shown());
        assert!(!folder.path().join("-").exists());
    }
}

#[test]
fn options_that_do_not_go_together_are_refused() {
    let folder = folder();
    for args in [
        &["check", "plan.json", "--around", "52,5,10m", "--zones", "zones.json"][..],
        &["check", "plan.json", "--height", "60m-agl", "--zones", "zones.json"],
        &["at", "52,5", "--batch", "points.csv", "--zones", "zones.json"],
        &["at", "--batch", "points.csv", "--height", "60m-agl", "--zones", "zones.json"],
        &["check", "plan.json", "--zones", "zones.json", "--no-such-option"],
    ] {
        let ended = folder.run(args);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{args:?} {ended:?}");
        assert!(!ended.stderr.is_empty());
    }
}

#[test]
fn a_local_time_is_read_where_the_time_zone_is_known() {
    let folder = folder();
    let departs = |text: &str| {
        folder.run(&[
            "check",
            "plan.json",
            "--zones",
            "zones.json",
            "--now",
            NOW,
            "--format",
            "json",
            "--time-zone",
            "Europe/Amsterdam",
            "--depart",
            text,
        ])
    };
    assert_eq!(departs("2026-07-01T10:30").json()["flight"]["depart"], "2026-07-01T08:30:00Z");
    assert_eq!(departs("2026-11-22T10:30").json()["flight"]["depart"], "2026-11-22T09:30:00Z");
    for night in ["2026-10-25T02:30", "2026-03-29T02:30"] {
        let ended = departs(night);
        assert_eq!(ended.code, 2, "{ended:?}");
        assert!(ended.stderr.contains("comes twice or never"), "{ended:?}");
    }
}

#[test]
fn a_departure_on_no_clock_on_earth_or_without_a_time_of_day_is_refused() {
    for text in ["2026-11-22T10:30+25:00", "2026-11-22T10:30-14:30", "2026-11-22"] {
        let folder = Folder::new()
            .with("plan.json", line("[5.0, 52.0], [5.01, 52.0]"))
            .with("zones.json", dutch(&[]));
        let ended = folder.run(&[
            "check",
            "plan.json",
            "--zones",
            "zones.json",
            "--now",
            NOW,
            "--depart",
            text,
        ]);
        assert_eq!(ended.code, 2, "{ended:?}");
        assert!(ended.stderr.contains("--depart") && ended.stderr.contains("hint: "), "{ended:?}");
    }
}
