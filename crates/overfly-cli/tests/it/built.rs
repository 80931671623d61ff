//! `overfly zones build`, and answers from what it writes.

use std::fs;

use overfly_format::container::{self, Packed};
use overfly_model::{Outline, Position};
use serde_json::Value;

use crate::folders::{listing, manifest};
use crate::kit::{Ended, Folder, circle, command, ended, line, prohibited, repository};

const NOW: &str = "2026-11-20T09:00:00Z";
const THROUGH: &str = "[5.00, 52.0], [5.02, 52.0]";

fn folder() -> Folder {
    let zones = crate::kit::ed269(&[prohibited("B", &circle("5.01, 52.0", 300))]);
    Folder::new()
        .with("zones/manifest.toml", manifest(&listing("zones.json", 1)))
        .with("zones/zones.json", zones)
        .with("plan.json", line(THROUGH))
}

fn built() -> Folder {
    let folder = folder();
    let ended = folder.run(&["zones", "build", "zones", "-o", "built.ovz"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.stdout.starts_with("built.ovz: 1 zone of 1 file, "), "{}", ended.stdout);
    folder
}

fn bytes(folder: &Folder) -> Vec<u8> {
    fs::read(folder.path().join("built.ovz")).unwrap()
}

fn check(folder: &Folder, zones: &str) -> Ended {
    folder.run(&["check", "plan.json", "--zones", zones, "--now", NOW, "--format", "json"])
}

/// What an answer says, but for the names of files.
fn said(ended: &Ended, zones: &str) -> Value {
    let mut answer: Value = serde_json::from_str(&ended.stdout.replace(zones, "ZONES")).unwrap();
    answer.as_object_mut().unwrap().remove("inputs");
    answer
}

#[test]
fn what_is_built_answers_every_plan_as_its_sources_do() {
    let built = Folder::new();
    let file = built.path().join("nld.ovz");
    let file = file.to_str().unwrap();
    let run = |args: &[&str]| ended(command(args).current_dir(repository()));
    assert_eq!(run(&["zones", "build", "zones/nld", "-o", file]).code, 0);
    let mut blocked = 0;
    for plan in fs::read_dir(repository().join("fixtures/plans")).unwrap() {
        let plan = plan.unwrap().path();
        let name = plan.to_str().unwrap();
        if !plan.is_file() || name.contains("README") {
            continue;
        }
        let ask = |zones| run(&["check", name, "--zones", zones, "--now", NOW, "--format", "json"]);
        let (sources, built) = (ask("zones/nld"), ask(file));
        assert_eq!(sources.code, built.code, "{name}");
        let within = format!("{file}/nld");
        let named = Ended { stdout: built.stdout.replace(&within, "zones/nld"), ..built };
        assert_eq!(
            said(&Ended { stdout: named.stdout.replace(file, "zones/nld"), ..named }, "zones/nld"),
            said(&sources, "zones/nld"),
            "{name}"
        );
        blocked += u32::from(sources.code == 1);
    }
    assert!(blocked > 3, "{blocked} plans are blocked");
    let text = |zones| run(&["zones", "list", "--zones", zones, "--format", "json"]).stdout;
    assert_eq!(text(file).replace(&format!("{file}/nld"), "zones/nld"), text("zones/nld"));
}

#[test]
fn the_same_sources_make_the_same_file() {
    let folder = built();
    let first = bytes(&folder);
    assert_eq!(folder.run(&["zones", "build", "zones", "-o", "built.ovz"]).code, 0);
    assert_eq!(bytes(&folder), first);
    let held = container::read(&first).unwrap();
    let names: Vec<&str> = held.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["zones/manifest.toml", "zones/zones.json"]);
    let source = fs::read(folder.path().join("zones/zones.json")).unwrap();
    assert_eq!(held.files[1].bytes, source, "byte for byte");
}

#[test]
fn a_batch_is_answered_the_same() {
    let folder = built().with("rows.csv", "lat,lon\n52.0,5.01\n52.0,5.02\n52.2,5.5\n60,5\n");
    let ask = |zones| folder.run(&["at", "--batch", "rows.csv", "--zones", zones, "--now", NOW]);
    let (sources, built) = (ask("zones"), ask("built.ovz"));
    assert_eq!(sources.stdout, built.stdout);
    assert!(built.stdout.contains("NLD/B"), "{}", built.stdout);
}

#[test]
fn a_folder_of_built_files_is_read_and_nothing_in_it_passed_over() {
    let folder = built();
    let inside = Folder::new()
        .with("all/built.ovz", bytes(&folder))
        .with("all/more.json", crate::kit::ed269(&[prohibited("C", &circle("5.015, 52.0", 100))]))
        .with("plan.json", line(THROUGH));
    let answer = check(&inside, "all");
    assert_eq!(answer.code, 1, "{}", answer.stderr);
    for zone in ["NLD/B", "NLD/C"] {
        assert!(answer.stdout.contains(zone), "{zone}: {}", answer.stdout);
    }
    assert!(!answer.stdout.contains("file-skipped"), "{}", answer.stdout);
}

#[test]
fn sources_and_what_was_built_of_them_together_say_no_less() {
    let folder = built();
    let both = folder.run(&[
        "check",
        "plan.json",
        "--zones",
        "zones",
        "--zones",
        "built.ovz",
        "--now",
        NOW,
        "--format",
        "json",
    ]);
    assert_eq!(both.json()["verdict"], "blocked");
    assert_eq!(check(&folder, "zones").json()["verdict"], "blocked");
}

#[test]
fn a_damaged_file_is_refused_wherever_it_is_damaged() {
    let folder = built();
    let whole = bytes(&folder);
    let places = (0..whole.len()).step_by(whole.len() / 40).chain([8, 16, 24, whole.len() - 1]);
    for place in places {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x10;
        let folder = Folder::new().with("plan.json", line(THROUGH)).with("built.ovz", damaged);
        let answer = check(&folder, "built.ovz");
        assert_eq!(answer.code, 2, "byte {place}: {}", answer.stdout);
        assert!(answer.stderr.contains("built.ovz"), "{}", answer.stderr);
        assert!(answer.stdout.is_empty());
    }
    for length in [9, 24, 100, whole.len() / 2, whole.len() - 1] {
        let folder =
            Folder::new().with("plan.json", line(THROUGH)).with("built.ovz", &whole[..length]);
        assert_eq!(check(&folder, "built.ovz").code, 2, "cut at {length}");
    }
}

/// A container with another index, its hashes in order.
fn resealed(folder: &Folder, index: &[u8]) -> Vec<u8> {
    let whole = bytes(folder);
    let held = container::read(&whole).unwrap();
    let files: Vec<Packed<'_>> = held.files.clone();
    container::write(&held.geojson_limits, &files, index).unwrap()
}

#[test]
fn an_index_of_other_zones_is_refused() {
    let folder = built();
    let elsewhere = Outline::Circle {
        centre: Position::from_lat_lon_deg([51.0, 4.0]).unwrap(),
        radius: overfly_model::Metres::whole(300),
    };
    let other = overfly_index::built::build([(overfly_index::Tag(0), &elsewhere)]).unwrap().image;
    let none = overfly_index::built::build([]).unwrap().image;
    for index in [other, none] {
        let folder = Folder::new()
            .with("plan.json", line(THROUGH))
            .with("built.ovz", resealed(&folder, &index));
        let answer = check(&folder, "built.ovz");
        assert_eq!(answer.code, 2, "{}", answer.stdout);
        assert!(answer.stderr.contains("does not fit the zones beside it"), "{}", answer.stderr);
        assert!(answer.stderr.contains("overfly zones build"), "{}", answer.stderr);
    }
    let garbage =
        Folder::new().with("plan.json", line(THROUGH)).with("built.ovz", resealed(&folder, b"no"));
    assert_eq!(check(&garbage, "built.ovz").code, 2);
}

#[test]
fn a_folder_that_is_not_what_its_manifest_lists_is_not_built() {
    let missing = folder().with("zones/manifest.toml", manifest(&listing("zones.json", 2)));
    let unlisted = folder().with("zones/more.json", crate::kit::ed269(&[]));
    let packed = folder().with("zones/more.kml", "<kml/>");
    for folder in [missing, unlisted, packed] {
        let ended = folder.run(&["zones", "build", "zones", "-o", "built.ovz"]);
        assert_eq!(ended.code, 2, "{}", ended.stdout);
        assert!(ended.stderr.contains("a doubt would be lost"), "{}", ended.stderr);
        assert!(!folder.path().join("built.ovz").exists());
    }
}

#[test]
fn what_is_built_is_not_built_again_nor_over_its_sources() {
    let folder = built();
    let again = folder.run(&["zones", "build", "built.ovz", "-o", "again.ovz"]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("in a file that is built already"), "{}", again.stderr);
    for (target, fault) in [
        ("zones/zones.json", "among its own sources"),
        ("zones/own.ovz", "among its own sources"),
        ("plan.json", "is no built file"),
        ("nowhere/new.ovz", "is no folder to write in"),
        ("-", "not written to standard output"),
    ] {
        let before = fs::read(folder.path().join("plan.json")).unwrap();
        let ended = folder.run(&["zones", "build", "zones", "-o", target]);
        assert_eq!(ended.code, 2, "{target}: {}", ended.stdout);
        assert!(ended.stderr.contains(fault), "{target}: {}", ended.stderr);
        assert_eq!(fs::read(folder.path().join("plan.json")).unwrap(), before);
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_what_is_no_file_stays() {
    let folder = built();
    let link = folder.path().join("link.ovz");
    std::os::unix::fs::symlink(folder.path().join("built.ovz"), &link).unwrap();
    assert_eq!(folder.run(&["zones", "build", "zones", "-o", "link.ovz"]).code, 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    let gone = folder.path().join("gone.ovz");
    std::os::unix::fs::symlink(folder.path().join("no-target"), &gone).unwrap();
    std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
    for target in ["gone.ovz", "socket", "zones"] {
        let ended = folder.run(&["zones", "build", "zones/zones.json", "-o", target]);
        assert_eq!(ended.code, 2, "{target}: {}", ended.stdout);
    }
    assert!(fs::symlink_metadata(&gone).unwrap().is_symlink());
}

#[test]
fn what_is_named_like_a_built_file_and_is_none_says_so() {
    for bytes in
        [&b""[..], b"OVFZ", b"{}", b"OVFZONEZ and more that is as long as a head and a hash are"]
    {
        let folder = Folder::new().with("plan.json", line(THROUGH)).with("x.ovz", bytes);
        let answer = check(&folder, "x.ovz");
        assert_eq!(answer.code, 2);
        assert!(answer.stderr.contains("build it again"), "{}", answer.stderr);
    }
}

#[test]
fn a_container_of_version_1_is_still_answered_from() {
    let file = repository().join("fixtures/built/accept/square.ovz");
    let at = |point: &str| {
        let args =
            ["at", point, "--zones", file.to_str().unwrap(), "--now", NOW, "--format", "json"];
        ended(&mut command(&args)).json()
    };
    for inside in ["52.005,5.005", "52.0,5.0", "52.005,5.02", "52.01,5.01"] {
        assert_eq!(at(inside)["zones"][0]["id"], "NLD/SQUARE", "{inside}");
    }
    let beside = at("52.0100001,5.005");
    assert_eq!((beside["zones"].as_array().unwrap().len(), &beside["covered"]), (0, &true.into()));
}
