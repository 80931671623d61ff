//! Bundles: what leaves one agency folder and what another takes over.

use std::fs;

use overfly_testkit::archive::{File, archive};

use crate::kit::Ended;
use crate::office::{OFFICE, Office, key, waiver};

fn bundled(office: &Office) -> Vec<u8> {
    office.waiver("W-1", |text| text);
    let made = office.run(&["waiver", "bundle", "W-1", "-o", "b.zip"]);
    assert_eq!(made.code, 0, "{made:?}");
    assert_eq!(made.stdout, "b.zip: 9 files, 1 waiver, 0 overlays\n");
    fs::read(office.folder.path().join("b.zip")).unwrap()
}

fn import(office: &Office, bundle: &[u8], home: &str) -> Ended {
    fs::write(office.folder.path().join("in.zip"), bundle).unwrap();
    office.folder.run(&["import", "in.zip", "--home", home, "--station", "memory"])
}

/// Everything below a folder, by path.
fn held(office: &Office, home: &str) -> Vec<(String, Vec<u8>)> {
    fn walk(path: &std::path::Path, all: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                walk(&entry.path(), all);
            } else {
                all.push((entry.path().display().to_string(), fs::read(entry.path()).unwrap()));
            }
        }
    }
    let mut all = Vec::new();
    walk(&office.folder.path().join(home), &mut all);
    all.sort();
    all
}

#[test]
fn a_new_station_takes_over_a_bundle_and_verifies_the_waiver_in_it() {
    let office = Office::live();
    let bundle = bundled(&office);
    let taken = import(&office, &bundle, "station");
    assert_eq!(taken.code, 0, "{taken:?}");
    taken.matches("import-new");
    let now = office.now();
    let args = ["waiver", "verify", "W-1", "--home", "station", "--now", &now];
    assert_eq!(office.folder.run(&args).code, 0);
    for name in ["waivers/W-1.toml", "trust/trust.toml", "trust/D-1.toml", "waivers/W-1.toml.sig"] {
        let [there, here] = ["station", "agency"]
            .map(|home| fs::read(office.folder.path().join(home).join(name)).unwrap());
        assert_eq!(there, here, "{name}");
    }
    let before = held(&office, "station");
    let again = import(&office, &bundle, "station");
    assert!(again.code == 0 && !again.stdout.contains("added"), "{again:?}");
    assert_eq!(held(&office, "station"), before);
}

#[test]
fn a_later_revocation_list_takes_the_place_of_the_earlier_and_never_the_reverse() {
    let office = Office::live();
    let first = bundled(&office);
    assert_eq!(import(&office, &first, "station").code, 0);
    office.revocations(
        2,
        "[[revoked]]\nwaiver = \"W-2\"\nat = 2026-11-22T07:00:00Z\nreason = \"x\"\n",
    );
    let second = bundled(&office);
    let taken = import(&office, &second, "station");
    assert!(
        taken.code == 0 && taken.stdout.contains("replaced         trust/revocations.toml"),
        "{taken:?}"
    );
    let before = held(&office, "station");
    let back = import(&office, &first, "station");
    assert!(back.stdout.contains("older, left out  trust/revocations.toml"), "{back:?}");
    assert_eq!(held(&office, "station"), before);
}

#[test]
fn what_does_not_verify_is_neither_bundled_nor_taken_over() {
    let office = Office::live();
    fs::write(office.path("waivers/W-1.toml"), waiver("W-1")).unwrap();
    let made = office.run(&["waiver", "bundle", "W-1", "-o", "b.zip"]);
    assert!(made.code == 1 && made.stderr.contains("signature-missing"), "{made:?}");
    assert!(!office.folder.path().join("b.zip").exists());

    let sound = files(&bundled(&office));
    let changed = |name: &str, change: &dyn Fn(&[u8]) -> Vec<u8>| {
        let all: Vec<File> = sound
            .iter()
            .map(|(path, data)| {
                let data = if path == name { change(data) } else { data.clone() };
                File::stored(path, &data)
            })
            .collect();
        archive(&all)
    };
    let text = |from: &'static str, to: &'static str| {
        move |data: &[u8]| String::from_utf8(data.to_vec()).unwrap().replace(from, to).into_bytes()
    };
    let cases: [(&str, Vec<u8>); 6] = [
        ("signature-invalid", changed("waivers/W-1.toml", &text("m = 60", "m = 90"))),
        ("signature-invalid", changed("trust/D-1.toml", &text("= 120", "= 110"))),
        ("trust-unverified", changed("trust/trust.toml", &text("\"Test\"", "\"Text\""))),
        (
            "signature-invalid",
            changed("trust/revocations.toml", &text("version = 1", "version = 9")),
        ),
        ("line ends", changed("waivers/W-1.toml", &text("\n", "\r\n"))),
        ("format", changed("waivers/W-1.toml", &text("overfly-waiver/1", "overfly-overlay/1"))),
    ];
    for (why, bundle) in cases {
        let ended = import(&office, &bundle, "station");
        assert!(ended.code != 0 && ended.stderr.contains(why), "{why} {ended:?}");
        assert!(held(&office, "station").is_empty(), "{why}");
    }
}

fn files(bundle: &[u8]) -> Vec<(String, Vec<u8>)> {
    overfly_format::archive::read(bundle).unwrap()
}

#[test]
fn a_bundle_writes_nowhere_but_where_documents_lie() {
    let office = Office::live();
    let sound = files(&bundled(&office));
    for name in [
        "../evil.toml",
        "/etc/evil.toml",
        "waivers/../../evil.toml",
        "waivers\\evil.toml",
        "overfly.toml",
        "zones/evil.toml",
        "waivers/evil.json",
        "waivers/CON.toml",
        "waivers/.evil.toml",
        "WAIVERS/evil.toml",
    ] {
        let mut all: Vec<File> =
            sound.iter().map(|(path, data)| File::stored(path, data)).collect();
        all.push(File::stored(name, waiver("W-2").as_bytes()));
        let ended = import(&office, &archive(&all), "station");
        assert!(ended.code == 2 && ended.stdout.is_empty(), "{name} {ended:?}");
        assert!(held(&office, "station").is_empty(), "{name}");
    }
}

#[test]
fn a_bundle_with_links_sizes_or_pieces_that_are_too_much_is_refused() {
    let office = Office::live();
    let sound = files(&bundled(&office));
    let all = || sound.iter().map(|(path, data)| File::stored(path, data)).collect::<Vec<_>>();
    let mut link = all();
    link[0].mode = 0o120_777;
    let mut large = all();
    large.push(File::deflated("waivers/large.toml", &vec![b'#'; 5 << 20]));
    let mut orphan = all();
    orphan.push(File::stored("waivers/W-9.toml.sig", b"x"));
    let mut twice = all();
    twice.push(File::stored("waivers/w-1.toml", waiver("W-1").as_bytes()));
    for files in [link, large, orphan, twice] {
        let ended = import(&office, &archive(&files), "station");
        assert!(ended.code == 2 && ended.stderr.contains("overfly: "), "{ended:?}");
        assert!(held(&office, "station").is_empty());
    }
    let cut = &bundled(&office)[..200];
    assert_eq!(import(&office, cut, "station").code, 2);
}

#[test]
fn a_document_that_is_there_is_never_overwritten_by_another_text() {
    let office = Office::live();
    let bundle = bundled(&office);
    assert_eq!(import(&office, &bundle, "station").code, 0);
    let before = held(&office, "station");
    // The same id, signed by the same officer, and another text.
    office.waiver("W-1", |text| text.replace("m = 60", "m = 50"));
    let made = office.run(&["waiver", "bundle", "W-1", "-o", "b.zip"]);
    assert_eq!(made.code, 0, "{made:?}");
    let other = fs::read(office.folder.path().join("b.zip")).unwrap();
    let ended = import(&office, &other, "station");
    assert!(ended.code == 2 && ended.stderr.contains("is another text"), "{ended:?}");
    assert_eq!(held(&office, "station"), before);
}

#[test]
fn a_trust_root_gives_way_only_to_one_that_its_own_roots_signed() {
    let office = Office::live();
    let bundle = bundled(&office);
    assert_eq!(import(&office, &bundle, "station").code, 0);
    let text = fs::read_to_string(office.path("trust/trust.toml")).unwrap();
    let later = text.replace("version = 1", "version = 2");
    let list = fs::read_to_string(office.path("trust/revocations.toml")).unwrap();
    let list = list.replace("trust_version = 1", "trust_version = 2");
    let signed = [(String::new(), key(OFFICE))];
    office.place_as_is("trust/revocations.toml", &list, "overfly-revocations", &signed);

    let thief = later.replace(&key(1).public(), &key(11).public());
    let thief = thief.replace(&key(2).public(), &key(12).public());
    let by = [11, 12].map(|seed| (format!(".r{}", seed - 10), key(seed)));
    office.place_as_is("trust/trust.toml", &thief, "overfly-trust", &by);
    let stolen = bundled(&office);
    let before = held(&office, "station");
    let ended = import(&office, &stolen, "station");
    assert!(ended.code == 1 && ended.stderr.contains("trust-unverified"), "{ended:?}");
    assert_eq!(held(&office, "station"), before);

    let by = [1, 2].map(|seed| (format!(".r{seed}"), key(seed)));
    office.place_as_is("trust/trust.toml", &later, "overfly-trust", &by);
    let ended = import(&office, &bundled(&office), "station");
    assert!(
        ended.code == 0 && ended.stdout.contains("replaced         trust/trust.toml"),
        "{ended:?}"
    );
    let now = office.now();
    let args = ["waiver", "verify", "W-1", "--home", "station", "--now", &now];
    assert_eq!(office.folder.run(&args).code, 0);
    assert!(office.folder.path().join("station/trust/history/trust-1.toml").exists());
}

#[test]
fn a_folder_with_other_things_in_it_is_not_made_an_agencys() {
    let office = Office::live();
    let bundle = bundled(&office);
    fs::create_dir_all(office.folder.path().join("photos")).unwrap();
    fs::write(office.folder.path().join("photos/a.jpg"), "x").unwrap();
    let ended = import(&office, &bundle, "photos");
    assert!(ended.code == 2 && ended.stderr.contains("not empty"), "{ended:?}");
}

const ENTRY: &str = "[[revoked]]\nwaiver = \"W-2\"\nat = 2026-11-22T07:00:00Z\nreason = \"x\"\n\
     [[grounded]]\naircraft = \"sn:1\"\nfrom = 2026-11-22T07:00:00Z\nreason = \"crack\"\n";

/// What the imported folder says of W-2.
fn standing(office: &Office) -> String {
    let now = office.now();
    let args = ["waiver", "list", "--home", "station", "--now", &now, "--format", "json"];
    let listed = office.folder.run(&args).json();
    let waivers = listed.as_array().unwrap().clone();
    let waiver = waivers.iter().find(|waiver| waiver["id"] == "W-2").unwrap();
    let word = if waiver["state"] == "refused" { &waiver["code"] } else { &waiver["state"] };
    word.as_str().unwrap().to_owned()
}

#[test]
fn a_later_list_with_fewer_entries_takes_nothing_back_that_was_revoked() {
    let office = Office::live();
    office.waiver("W-2", |text| text);
    bundled(&office);
    let both = office.run(&["waiver", "bundle", "W-1", "W-2", "-o", "b.zip"]);
    assert_eq!(both.code, 0, "{both:?}");
    let both = fs::read(office.folder.path().join("b.zip")).unwrap();
    office.revocations(2, ENTRY);
    let revoking = bundled(&office);
    office.revocations(3, "");
    let fewer = bundled(&office);
    // The list that revokes comes before the one that lacks it, and after it.
    for (order, says) in [
        ([&both, &revoking, &fewer], "revokes, kept    trust/revocations-kept-1-2.toml"),
        ([&both, &fewer, &revoking], "revokes, kept    trust/revocations-kept-1-2.toml"),
    ] {
        let _ = fs::remove_dir_all(office.folder.path().join("station"));
        let mut last = String::new();
        for bundle in order {
            let ended = import(&office, bundle, "station");
            assert_eq!(ended.code, 0, "{ended:?}");
            last = ended.stdout;
        }
        assert!(last.contains(says), "{last}");
        assert_eq!(standing(&office), "document-revoked");
        let again = import(&office, order[2], "station");
        assert_eq!((again.code, standing(&office).as_str()), (0, "document-revoked"), "{again:?}");
    }
}

#[test]
fn an_import_in_a_rehearsal_writes_nothing_and_says_what_it_would_do() {
    let office = Office::live();
    let bundle = bundled(&office);
    fs::write(office.folder.path().join("in.zip"), bundle).unwrap();
    let now = office.now();
    let ended = office.folder.run(&["import", "in.zip", "--home", "station", "--now", &now]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stdout.contains("nothing was written"), "{ended:?}");
    assert!(ended.stdout.contains("added            waivers/W-1.toml"), "{ended:?}");
    assert!(!office.folder.path().join("station").exists());
}

#[test]
fn a_revocation_reaches_another_station_without_any_waiver() {
    let office = Office::live();
    let first = bundled(&office);
    assert_eq!(import(&office, &first, "station").code, 0);
    office.revocations(
        2,
        "[[revoked]]\nwaiver = \"W-1\"\nat = 2026-11-22T07:00:00Z\nreason = \"x\"\n",
    );
    let none = office.run(&["waiver", "bundle", "W-1", "-o", "none.zip"]);
    assert!(none.code == 1 && none.stderr.contains("document-revoked"), "{none:?}");
    let made = office.run(&["trust", "bundle", "-o", "trust.zip"]);
    assert_eq!(
        (made.code, made.stdout.as_str()),
        (0, "trust.zip: 7 files, 0 waivers, 0 overlays\n")
    );
    let bundle = fs::read(office.folder.path().join("trust.zip")).unwrap();
    let taken = import(&office, &bundle, "station");
    assert_eq!(taken.code, 0, "{taken:?}");
    assert!(!taken.stdout.contains("a new agency folder"), "{taken:?}");
    let now = office.now();
    let verified =
        office.folder.run(&["waiver", "verify", "W-1", "--home", "station", "--now", &now]);
    assert!(verified.code == 1 && verified.stdout.contains("document-revoked"), "{verified:?}");
}

#[test]
fn a_trust_bundle_says_what_it_leaves_out_and_is_not_made_without_a_trust_root() {
    let office = Office::live();
    fs::write(office.path("overlays/O-1.toml"), "format = \"overfly-overlay/1\"\n").unwrap();
    fs::remove_file(office.path("trust/D-1.toml.sig")).unwrap();
    let made = office.run(&["trust", "bundle", "-o", "trust.zip"]);
    assert_eq!(made.code, 0, "{made:?}");
    for name in ["O-1.toml", "D-1.toml"] {
        assert!(made.stderr.contains("left out") && made.stderr.contains(name), "{made:?}");
    }
    fs::remove_file(office.path("trust/trust.toml.r1.sig")).unwrap();
    let none = office.run(&["trust", "bundle", "-o", "none.zip"]);
    assert!(none.code == 1 && none.stderr.contains("1 of the 2 root keys"), "{none:?}");
    assert!(!office.folder.path().join("none.zip").exists());
}

#[test]
fn a_bundle_that_makes_a_new_agency_folder_says_so_and_that_it_has_no_zones() {
    let office = Office::live();
    let bundle = bundled(&office);
    assert_eq!(import(&office, &bundle, "station").code, 0);
    let typo = import(&office, &bundle, "statoin");
    assert!(typo.stdout.contains("a new agency folder: statoin;"), "{typo:?}");
    assert!(typo.stdout.contains("carries no zones"), "{typo:?}");
}
