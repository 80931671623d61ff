//! Archives that a program could be tricked with, each refused for its own reason.

use overfly_format::flights;
use overfly_testkit::archive::{File, archive, crc32};

const PLAN: &str = "<kml><Placemark><LineString><altitudeMode>absolute</altitudeMode>
<coordinates>4.70,52.30,60 4.71,52.30,60</coordinates></LineString></Placemark></kml>";

fn plan() -> File {
    File::deflated("doc.kml", PLAN.as_bytes())
}

fn refusal(bytes: &[u8]) -> String {
    flights::read(bytes).unwrap_err().to_string()
}

#[test]
fn a_sound_archive_is_read_however_it_was_written() {
    let later = File { flags: 1 << 3 | 1 << 11, ..plan() };
    let stored = File::stored("doc.kml", PLAN.as_bytes());
    let picture = File::stored("files/caf\u{e9}.png", &[0, 1, 2]);
    let folder = File { mode: 0o040_755, ..File::stored("files/", &[]) };
    for files in
        [vec![plan()], vec![later], vec![picture.clone(), stored], vec![folder, plan(), picture]]
    {
        let reading = flights::read(&archive(&files)).unwrap();
        assert_eq!(reading.items.pieces.len(), 1, "{files:?}");
    }
}

#[test]
fn a_comment_at_the_end_is_no_fault() {
    let mut bytes = archive(&[plan()]);
    let at = bytes.len() - 2;
    bytes[at] = 5;
    bytes.extend(b"hello");
    assert_eq!(flights::read(&bytes).unwrap().items.pieces.len(), 1);
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in [
        "../doc.kml",
        "/doc.kml",
        "a/../doc.kml",
        "a\\doc.kml",
        "C:doc.kml",
        "a//doc.kml",
        "./a",
        "",
        "a\0b",
    ] {
        let says = refusal(&archive(&[plan(), File::stored(name, b"x")]));
        assert_eq!(says, format!("is not valid ZIP: {name:?} is a name that leads elsewhere"));
    }
}

#[test]
fn a_file_that_is_not_what_it_says_is_refused() {
    let bomb = vec![0; 65 << 20];
    let unicode_path = |name: &str| {
        let field = [&[1, 0, 0, 0, 0], name.as_bytes()].concat();
        let length = u16::try_from(field.len()).unwrap().to_le_bytes();
        [&[0x75, 0x70], &length[..], &field].concat()
    };
    let text = PLAN.as_bytes();
    let half = crc32(&text[..text.len() / 2]);
    for (file, fault) in [
        (File { flags: 1, ..plan() }, "is encrypted or packed in an unusual way"),
        (File { flags: 1 << 13, ..plan() }, "is encrypted or packed in an unusual way"),
        (File { method: 12, ..plan() }, "is packed in another way than deflate"),
        (File { mode: 0o120_777, ..plan() }, "is a link or a device, not a file"),
        (File { mode: 0o010_644, ..plan() }, "is a link or a device, not a file"),
        (File { extra: unicode_path("other.kml"), ..plan() }, "has two names"),
        (File { local_name: Some("dox.kml".to_owned()), ..plan() }, "is described in two ways"),
        (File { crc: 0, ..plan() }, "is damaged: its checksum or its size is another"),
        (File { unpacked: text.len() / 2, crc: half, ..plan() }, "unpacks to more than it states"),
        (File { unpacked: text.len() + 1, ..plan() }, "cannot be unpacked: it is damaged"),
        (File { unpacked: 60 << 20, ..plan() }, "states a size it cannot have"),
        (File { method: 0, ..plan() }, "states two sizes"),
        (File { packed: b"\xff\xff\xff".to_vec(), ..plan() }, "cannot be unpacked: it is damaged"),
        (
            File { packed: [plan().packed, b"rest".to_vec()].concat(), ..plan() },
            "cannot be unpacked: it is damaged",
        ),
        (File::deflated("doc.kml", &bomb), "unpacks to more than this reader takes"),
    ] {
        let says = refusal(&archive(&[file]));
        assert!(says.starts_with("is not valid ZIP: \"doc.kml\" "), "{says}");
        assert!(says.ends_with(fault), "{says}, not {fault}");
    }
    let same = File { extra: unicode_path("doc.kml"), ..plan() };
    assert!(flights::read(&archive(&[same])).is_ok());
}

#[test]
fn too_many_files_and_too_much_in_all_are_refused() {
    let many: Vec<File> = (0..1001).map(|n| File::stored(&n.to_string(), b"")).collect();
    assert_eq!(refusal(&archive(&many)), "is not valid ZIP: it holds more than 1000 files");
    let large: Vec<File> =
        (0..9).map(|n| File::deflated(&n.to_string(), &vec![0; 60 << 20])).collect();
    assert!(refusal(&archive(&large)).ends_with("\"8\" unpacks to more than this reader takes"));
}

#[test]
fn one_name_twice_is_refused_in_whatever_case() {
    for (a, b) in [("doc.kml", "doc.kml"), ("doc.kml", "DOC.KML"), ("wpmz", "wpmz/")] {
        let says = refusal(&archive(&[File::stored(a, b"x"), File::stored(b, b"")]));
        assert_eq!(says, format!("is not valid ZIP: {b:?} stands in it twice"));
    }
}

/// The directory's line for the only file starts after it; its offset stands 42 bytes in.
fn directory_at(file: &File) -> usize {
    30 + file.name.len() + file.packed.len()
}

#[test]
fn files_that_overlap_or_hide_are_refused() {
    let (first, second) = (plan(), File::stored("b", PLAN.as_bytes()));
    let start = directory_at(&first);
    let mut bytes = archive(&[first.clone(), second.clone()]);
    // The second file's line, pointed at the data of the first.
    let line = start + directory_at(&second) + 46 + first.name.len();
    bytes[line + 42..line + 46].copy_from_slice(&0_u32.to_le_bytes());
    assert!(refusal(&bytes).ends_with("overlaps another file, or follows bytes of no file"));

    // Two archives in one: the last directory lists the second file alone.
    let hidden = [archive(&[first]), archive(&[second])].concat();
    assert_eq!(refusal(&hidden), "is not valid ZIP: its directory is not where it says");
}

#[test]
fn bytes_of_no_file_are_refused() {
    let bytes = archive(&[plan()]);
    let start = directory_at(&plan());
    let mut gap = bytes.clone();
    gap.splice(start..start, *b"hidden");
    let end = gap.len() - 22;
    let moved = u32::try_from(start + 6).unwrap().to_le_bytes();
    gap[end + 16..end + 20].copy_from_slice(&moved);
    assert_eq!(refusal(&gap), "is not valid ZIP: it holds bytes that belong to no file");
    let after = [bytes, b"more".to_vec()].concat();
    assert_eq!(
        refusal(&after),
        "is not valid ZIP: it is cut short, or has no directory at its end"
    );
}

#[test]
fn an_archive_cut_short_anywhere_is_refused() {
    let bytes = archive(&[plan(), File::stored("b", b"x")]);
    for length in 4..bytes.len() {
        assert!(flights::read(&bytes[..length]).is_err(), "{length}");
    }
}

#[test]
fn volumes_and_zip64_are_refused() {
    let bytes = archive(&[plan()]);
    let end = bytes.len() - 22;
    for (offset, value, fault) in [
        (4, 1_u16, "it is one of several volumes"),
        (10, 2, "it is one of several volumes"),
        (10, 0xffff, "it is a ZIP64 archive, which is not read"),
    ] {
        let mut bytes = bytes.clone();
        bytes[end + offset..end + offset + 2].copy_from_slice(&value.to_le_bytes());
        assert_eq!(refusal(&bytes), format!("is not valid ZIP: {fault}"));
    }
}

#[test]
fn an_archive_without_a_plan_says_so() {
    let says = refusal(&archive(&[]));
    assert!(
        says.starts_with("is a ZIP archive without a flight plan, not a flight plan ("),
        "{says}"
    );
    let nested = archive(&[plan()]);
    let says = refusal(&archive(&[File::stored("doc.kml", &nested)]));
    assert_eq!(says, "doc.kml: is a ZIP archive, not XML in UTF-8");
}
