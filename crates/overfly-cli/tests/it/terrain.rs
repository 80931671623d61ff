//! `--terrain`: folders of elevation tiles, and what is wrong with them.

use crate::kit::{Ended, Folder, NOW, dutch, line};

/// A tile of one height, but for its south-west corner.
fn tile(height: i16, corner: i16) -> Vec<u8> {
    let mut posts = vec![height; 1201 * 1201];
    posts[1200 * 1201] = corner;
    posts.into_iter().flat_map(i16::to_be_bytes).collect()
}

fn check(folder: &Folder, args: &[&str]) -> Ended {
    let check = ["check", "plan.json", "--zones", "zones.json", "--now", NOW];
    folder.run(&[&check[..], args].concat())
}

fn folder() -> Folder {
    Folder::new()
        .with("plan.json", line("[5.100, 52.500], [5.110, 52.500]"))
        .with("zones.json", dutch(&[]))
}

#[test]
fn the_tiles_under_the_flight_are_read_and_no_others() {
    let folder = folder()
        .with("tiles/n52e005.HGT", tile(4, 4))
        .with("tiles/N52E004.hgt", "no tile, and not needed")
        .with("tiles/N47E011.hgt.zip", "PK")
        .with("tiles/README.md", "words");
    let args = ["--terrain", "tiles", "--terrain", "4m-amsl", "--format", "json"];
    let ended = check(&folder, &args);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{ended:?}");
    let json = ended.json();
    let inputs = json["inputs"].as_array().unwrap();
    let tiles: Vec<_> = inputs.iter().filter(|input| input["kind"] == "terrain").collect();
    assert_eq!(tiles.len(), 1, "{inputs:?}");
    assert_eq!(tiles[0]["path"].as_str().unwrap().replace('\\', "/"), "tiles/n52e005.HGT");
    // python3 -c "open('t','wb').write(b'\0\4'*1201*1201)"; sha256sum t
    let hash = "edeaef8881fd799b927f18a194c39523738161fe92c3e677e666be9279246976";
    assert_eq!(tiles[0]["sha256"], hash);
}

#[test]
fn a_tile_that_cannot_be_read_is_never_passed_over() {
    for (name, bytes, says) in [
        ("N52E005.hgt", tile(4, 4)[..2_884_800].to_vec(), "size: 2884800 bytes"),
        ("N52E005.hgt", Vec::new(), "is empty"),
        ("N52E005.hgt", tile(i16::MIN, i16::MIN), "posts: none of them has a height"),
        ("N52E005.SRTMGL1.hgt.zip", b"PK\x03\x04".to_vec(), "is packed"),
        ("N52E005.hgt", b"<html>Log in".to_vec(), "an HTML or XML page"),
    ] {
        let folder = folder().with(&format!("tiles/{name}"), bytes);
        let ended = check(&folder, &["--terrain", "tiles"]);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{name} {ended:?}");
        assert!(ended.stderr.contains(says) && ended.stderr.contains("hint: "), "{ended:?}");
        assert!(ended.stderr.contains("N52E005"), "{ended:?}");
    }
}

#[test]
fn two_tiles_of_one_place_must_be_the_same() {
    let folder = folder()
        .with("a/N52E005.hgt", tile(4, 4))
        .with("b/N52E005.hgt", tile(4, 4))
        .with("c/N52E005.hgt", tile(4, 5));
    let both = check(&folder, &["--terrain", "a", "--terrain", "b"]);
    assert_eq!(both.code, 0, "{both:?}");
    let differ = check(&folder, &["--terrain", "a", "--terrain", "c"]);
    assert_eq!((differ.code, differ.stdout.as_str()), (2, ""), "{differ:?}");
    assert!(differ.stderr.contains("is not the same as"), "{differ:?}");
}

#[test]
fn damage_within_a_tile_stands_in_the_answer() {
    let folder = folder().with("tiles/N52E005.hgt", tile(4, 20_000));
    let ended = check(&folder, &["--terrain", "tiles", "--format", "json"]);
    let findings = ended.json()["findings"].clone();
    let found = findings.as_array().unwrap().iter().find(|f| f["code"] == "elevation-implausible");
    let found = found.unwrap_or_else(|| panic!("{ended:?}"));
    assert_eq!(found["effect"], "note");
    assert!(found["text"].as_str().unwrap().contains("N52E005: 1 of its posts"), "{found}");
}

#[test]
fn a_terrain_that_is_neither_folder_nor_height_says_what_is_right() {
    let folder = folder().with("empty/README.md", "words").with("tiles/N52E005.hgt", "x");
    for (args, says) in [
        (&["--terrain", "empty"][..], "empty: holds no elevation tile"),
        (&["--terrain", "none"], "\"none\" is neither a folder nor a height"),
        (&["--terrain", "3/none"], "\"3/none\" is neither a folder nor a height"),
        (&["--terrain", "30m"], "\"30m\" does not say above what\nhint: "),
        (&["--terrain", "-3"], "neither its unit nor above what"),
        (&["--terrain", "30m-agl"], "the take-off point is itself the ground"),
        (&["--terrain", "30 m amsl"], "write it 30m-amsl"),
        (&["--terrain", "tiles/N52E005.hgt"], "is a file, not a folder of tiles"),
        (&["--terrain", "3m-amsl", "--terrain", "4m-amsl"], "twice"),
    ] {
        let ended = check(&folder, args);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{args:?} {ended:?}");
        assert!(ended.stderr.contains(says), "{args:?} {ended:?}");
    }
    let at =
        |args: &[&str]| folder.run(&[&["at", "52.5,5.1", "--zones", "zones.json"], args].concat());
    let elevation = at(&["--height", "60m-agl", "--terrain", "3m-amsl"]);
    assert!(elevation.code == 2 && elevation.stderr.contains("nothing takes off here"));
    assert_eq!(at(&["--terrain", "tiles"]).code, 2, "without a height the ground does not matter");
}

#[test]
fn a_point_over_a_tile_is_compared_with_the_ground_there() {
    let zone = crate::kit::prohibited("A", &crate::kit::circle("5.1, 52.5", 500));
    let folder = Folder::new()
        .with("zones.json", dutch(&[zone]))
        .with("tiles/N52E005.hgt", tile(4, 4))
        .with("holes/N52E005.hgt", {
            let mut tile = tile(4, 4);
            tile[1201 * 1201 - 1201 - 2000..1201 * 1201 + 2000].fill(0x80);
            tile
        });
    let at = |point: &str, args: &[&str]| {
        folder.run(&[&["at", point, "--zones", "zones.json"], args].concat())
    };
    let near = "52.5,5.1";
    // The zone ends 120 m above ground, the ground lies at 4 m, the point at some 257 m AMSL.
    let height = ["--height", "300m-wgs84"];
    assert!(at(near, &height).stdout.contains("1 zone"), "anywhere from -10 to 325 m");
    let known = at(near, &[&height[..], &["--terrain", "tiles"]].concat());
    assert!(known.stdout.contains("no zone") && known.stderr.is_empty(), "{known:?}");
    let low = at(near, &["--height", "170m-wgs84", "--terrain", "tiles"]);
    assert!(low.stdout.contains("1 zone"), "{low:?}");
    // Where the tiles are silent, the countries' range counts, and that is told.
    let holes = at(near, &[&height[..], &["--terrain", "holes"]].concat());
    assert!(holes.stdout.contains("1 zone"), "{holes:?}");
    assert!(holes.stderr.contains("has no height here"), "{holes:?}");
    let beside = at("52.5,4.9", &[&height[..], &["--terrain", "tiles"]].concat());
    assert!(beside.stderr.contains("tile N52E004 is not there"), "{beside:?}");
}
