//! Zone folders, and the manifests that say where they answer.

use crate::kit::{Ended, Folder, NOW, circle, dutch, ed269, line, prohibited};

const BETWEEN: &str = "[5.000, 52.000], [5.010, 52.000]";

pub fn manifest(files: &str) -> String {
    format!(
        "format = \"overfly-zones/1\"\ntitle = \"Test\"\ncountry = \"NLD\"\nissued = 2026-11-01T00:00:00Z\n\
         valid_from = 2026-11-01T00:00:00Z\nvalid_until = 2027-11-01T00:00:00Z\ntime_zone = \"Europe/Amsterdam\"\n\n\
         [[coverage]]\noutline = [[4.5, 51.5], [6.0, 51.5], [6.0, 52.5], [4.5, 52.5]]\n\n{files}"
    )
}

pub fn listing(path: &str, zones: usize) -> String {
    format!("[[file]]\npath = \"{path}\"\nzones = {zones}\n\n")
}

fn far() -> String {
    ed269(&[prohibited("FAR", &circle("5.5, 52.2", 100))])
}

fn check(folder: &Folder) -> Ended {
    folder.run(&["check", "plan.json", "--zones", "zones", "--now", NOW])
}

fn with_plan() -> Folder {
    Folder::new().with("plan.json", line(BETWEEN))
}

#[test]
fn a_manifest_says_where_its_folder_answers() {
    let folder = with_plan()
        .with("zones/manifest.toml", manifest(&listing("a.json", 1)))
        .with("zones/a.json", far())
        .with("zones/README.md", "words");
    let ended = check(&folder);
    ended.matches("check-manifest");
    let json = folder
        .run(&["check", "plan.json", "--zones", "zones", "--now", NOW, "--format", "json"])
        .json();
    let kinds: Vec<_> =
        json["inputs"].as_array().unwrap().iter().map(|input| input["kind"].clone()).collect();
    assert_eq!(kinds, ["plan", "manifest", "zones"]);
    assert_eq!(json["coverage"][0]["basis"], "manifest");
}

#[test]
fn an_answer_says_until_when_its_zones_hold() {
    let folder = with_plan()
        .with("zones/manifest.toml", manifest(&listing("a.json", 1)))
        .with("zones/a.json", far());
    let at = |now: &str| {
        folder.run(&["check", "plan.json", "--zones", "zones", "--now", now, "--margin", "9m"])
    };
    for (now, rehearsal, zones) in [
        (NOW, "22 Nov 2026 09:00 CET", "(21 days old), holds until 2027-11-01"),
        ("2020-02-03T00:00:00Z", "3 Feb 2020", "(in the future), holds only from 2026-11-01"),
        ("2029-02-03T00:00:00Z", "3 Feb 2029", "(over 2 years old), held until 2027-11-01"),
    ] {
        let ended = at(now);
        let words = ended.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(&format!("issued 2026-11-01 {zones};")), "{ended:?}");
        assert!(words.contains(rehearsal), "{ended:?}");
    }
}

#[test]
fn a_point_is_answered_at_the_time_asked_for_on_the_clock_of_the_place() {
    let folder = Folder::new()
        .with("zones/manifest.toml", manifest(&listing("a.json", 1)))
        .with("zones/a.json", far());
    let at = |args: &[&str]| {
        folder.run(&[&["at", "52.2,5.5", "--zones", "zones", "--now", NOW], args].concat()).stdout
    };
    let says = at(&["--time", "2026-11-22T10:30+01:00"]);
    assert!(says.contains("at any height, at Sun 22 Nov 10:30 CET (09:30 UTC)\n"), "{says}");
    let next_year = at(&["--time", "2027-01-02T10:30+01:00"]);
    assert!(next_year.contains("at Sat 2 Jan 2027 10:30 CET"), "{next_year}");
    assert!(at(&[]).contains("1 zone at any height, at any time\n"));
}

#[test]
fn a_point_with_latitude_and_longitude_exchanged_says_so() {
    let folder = Folder::new().with("zones.json", dutch(&[]));
    let exchanged = folder.run(&["at", "5.0,52.0", "--zones", "zones.json"]);
    assert_eq!(exchanged.code, 2, "{exchanged:?}");
    let hint = "hint: with latitude and longitude exchanged it would be inside";
    assert!(exchanged.stdout.contains(hint), "{exchanged:?}");
    for point in ["52.0,5.0", "-52.0,5.0", "5.0,-52.0"] {
        let ended = folder.run(&["at", point, "--zones", "zones.json"]);
        assert!(!ended.stdout.contains("hint"), "{ended:?}");
    }
}

#[test]
fn a_folder_that_is_not_what_its_manifest_lists_is_never_clear() {
    let wrong_hash =
        format!("[[file]]\npath = \"a.json\"\nzones = 1\nsha256 = \"{}\"\n", "0".repeat(64));
    for (name, files) in [
        ("a file that is not there", listing("a.json", 1) + &listing("b.json", 3)),
        ("another number of zones", listing("a.json", 2)),
        ("another hash", wrong_hash),
        ("no files", String::new()),
    ] {
        let folder =
            with_plan().with("zones/manifest.toml", manifest(&files)).with("zones/a.json", far());
        let ended = check(&folder);
        assert_eq!(ended.code, 2, "{name}: {ended:?}");
        assert!(!ended.stdout.starts_with("CLEAR"), "{name}: {ended:?}");
    }
}

#[test]
fn a_manifest_does_not_lead_out_of_its_folder() {
    for path in ["../outside.json", "/etc/passwd", ""] {
        let folder = with_plan()
            .with("zones/manifest.toml", manifest(&(listing("a.json", 1) + &listing(path, 1))))
            .with("zones/a.json", far())
            .with("outside.json", far());
        let ended = check(&folder);
        assert_eq!(ended.code, 2, "{path}: {ended:?}");
        assert!(!ended.stdout.starts_with("CLEAR"), "{path}: {ended:?}");
    }
}

#[test]
fn a_manifest_that_cannot_be_read_is_named() {
    let folder = with_plan().with("zones/manifest.toml", "format = 7").with("zones/a.json", far());
    let ended = check(&folder);
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{ended:?}");
    assert!(ended.stderr.contains("zones/manifest.toml: "), "{ended:?}");
}

#[test]
fn a_file_beside_the_listed_ones_counts_too() {
    let folder = with_plan()
        .with("zones/manifest.toml", manifest(&listing("a.json", 1)))
        .with("zones/a.json", far())
        .with("zones/sub/own.geojson", ed269(&[prohibited("OWN", &circle("5.005, 52.0", 100))]));
    let ended = check(&folder);
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.stdout.contains("NLD/OWN"), "{ended:?}");
}

#[test]
fn garbage_in_a_folder_is_never_left_out_in_silence() {
    let folder = with_plan().with("zones/a.json", dutch(&[])).with("zones/b.json", "garbage");
    let ended = check(&folder);
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{ended:?}");
    assert!(ended.stderr.contains("zones/b.json: "), "{ended:?}");
}

#[test]
fn what_a_folder_holds_beside_zone_files_is_in_the_answer() {
    for (name, code) in [
        ("README.md", 0),
        ("notes.txt", 0),
        ("7-airspace.json.txt", 2),
        ("7.zip", 2),
        (".hidden.json", 2),
        ("airspace.kml", 2),
    ] {
        let folder = with_plan()
            .with("zones/manifest.toml", manifest(&listing("a.json", 1)))
            .with("zones/a.json", far())
            .with(&format!("zones/{name}"), "words");
        let ended = check(&folder);
        assert_eq!(ended.code, code, "{name}: {ended:?}");
        assert_eq!(ended.stdout.contains("file-skipped"), name != "README.md", "{name}: {ended:?}");
    }
}

#[test]
fn overlays_stand_beside_zones_without_a_remark_and_nothing_else_does() {
    let noted = |path: &str| {
        let folder = with_plan()
            .with("zones/manifest.toml", manifest(&listing("a.json", 1)))
            .with("zones/a.json", far())
            .with(path, "format = \"overfly-overlay/1\"");
        check(&folder).stdout.contains("file-skipped")
    };
    for (path, is_noted) in [
        ("zones/overlays/O-1.toml", false),
        ("zones/overlays/O-1.toml.sig", false),
        ("zones/overlays/O-1.txt", true),
        ("zones/overlays/a.json.toml", true),
        ("zones/O-1.toml", true),
        ("zones/overlays/old/O-1.toml", true),
    ] {
        assert_eq!(noted(path), is_noted, "{path}");
    }
}

#[test]
fn a_file_of_a_folder_with_a_manifest_cannot_answer_alone() {
    let folder = with_plan()
        .with("zones/manifest.toml", manifest(&(listing("a.json", 1) + &listing("b.json", 1))))
        .with("zones/a.json", far())
        .with("zones/b.json", ed269(&[prohibited("OWN", &circle("5.005, 52.0", 100))]));
    let args = ["check", "plan.json", "--zones", "zones/a.json", "--now", NOW];
    let ended = folder.run(&args);
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stdout.contains("manifest-mismatch"), "{ended:?}");
    assert!(ended.stdout.contains("--zones zones"), "{ended:?}");
}

#[test]
fn a_point_is_not_covered_by_a_folder_that_lacks_a_file() {
    let folder = with_plan()
        .with("zones/manifest.toml", manifest(&(listing("a.json", 1) + &listing("b.json", 1))))
        .with("zones/a.json", far());
    let ended = folder.run(&["at", "52.0,5.005", "--zones", "zones", "--now", NOW]);
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stdout.contains("UNDECIDED"), "{ended:?}");
}

#[test]
fn an_unlisted_file_does_not_widen_the_outline_of_the_manifest() {
    let box_of_zones = ed269(&[
        prohibited("SW", &circle("10.0, 40.0", 100)),
        prohibited("NE", &circle("11.0, 41.0", 100)),
    ]);
    let folder = with_plan()
        .with("zones/manifest.toml", manifest(&listing("a.json", 1)))
        .with("zones/a.json", far())
        .with("zones/all.json", box_of_zones);
    let ended = folder.run(&["at", "40.5,10.5", "--zones", "zones", "--now", NOW]);
    assert_eq!(ended.code, 2, "{ended:?}");
}

#[test]
fn a_folder_without_zone_files_is_refused() {
    let folder = with_plan().with("zones/words.txt", "words");
    let ended = check(&folder);
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{ended:?}");
    assert!(ended.stderr.contains("zones: holds no zone file"), "{ended:?}");
}

#[test]
fn an_empty_folder_beside_a_full_one_is_refused_too() {
    let folder = with_plan().with("zones/a.json", far()).with("share/.keep", "");
    let ended =
        folder.run(&["check", "plan.json", "--zones", "zones", "--zones", "share", "--now", NOW]);
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{ended:?}");
    assert!(ended.stderr.contains("share: holds no zone file"), "{ended:?}");
}

#[test]
fn a_listed_file_that_is_named_again_is_read_once() {
    let folder = with_plan()
        .with("zones/manifest.toml", manifest(&listing("a.json", 1)))
        .with("zones/a.json", far());
    let ended = folder.run(&[
        "zones",
        "list",
        "--zones",
        "zones/a.json",
        "--zones",
        "zones",
        "--format",
        "json",
    ]);
    assert_eq!(ended.json()["totals"]["files"], 1, "{ended:?}");
}

#[test]
#[cfg(unix)]
fn links_in_a_circle_end() {
    let folder = with_plan().with("zones/a.json", dutch(&[])).with("zones/sub/b.json", far());
    std::os::unix::fs::symlink("..", folder.path().join("zones/sub/up")).unwrap();
    std::os::unix::fs::symlink("a.json", folder.path().join("zones/again.json")).unwrap();
    let ended = folder.run(&[
        "zones",
        "list",
        "--zones",
        "zones",
        "--zones",
        "zones/a.json",
        "--format",
        "json",
    ]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_eq!(ended.json()["totals"]["files"], 2, "each file is read once");
}

#[test]
fn a_listed_file_below_the_folder_or_behind_a_link_cannot_answer_alone_either() {
    let folder = with_plan()
        .with("zones/manifest.toml", manifest(&(listing("sub/a.json", 1) + &listing("b.json", 1))))
        .with("zones/sub/a.json", far())
        .with("zones/b.json", ed269(&[prohibited("OWN", &circle("5.005, 52.0", 100))]))
        .with("broken/manifest.toml", "format = \"overfly-zones/1\"\nthis is no TOML")
        .with("broken/c.json", far())
        .with("links/keep.md", "");
    let mut paths = vec!["zones/sub", "zones/sub/a.json", "broken/c.json"];
    #[cfg(unix)]
    {
        let target = folder.path().join("zones/sub/a.json");
        std::os::unix::fs::symlink(target, folder.path().join("links/a.json")).unwrap();
        paths.push("links/a.json");
    }
    for path in paths {
        let ended = folder.run(&["check", "plan.json", "--zones", path, "--now", NOW]);
        assert_eq!(ended.code, 2, "{path}: {ended:?}");
        assert!(ended.stdout.contains("manifest-mismatch"), "{path}: {ended:?}");
    }
}
