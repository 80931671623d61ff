//! What no document of any kind may hold, and what no signature counts for.

use overfly_exemption::state::State;
use overfly_exemption::{
    AgencyDocument, DelegationDocument, DocumentError, Namespace, OverlayDocument, RevocationList,
    SetAsideDocument, SingleRevocation, TrustDocument, WaiverDocument,
};
use overfly_model::Code;
use overfly_testkit::agency::{self, Paper};

use crate::chain::Chain;

type Reader = fn(&[u8]) -> Result<(), DocumentError>;

/// Every kind of signed document, its reader, and a table of it that holds more keys.
pub fn kinds() -> [(Paper, Reader); 7] {
    [
        (agency::trust(), |b| TrustDocument::read(b).map(drop)),
        (agency::delegation(), |b| DelegationDocument::read(b).map(drop)),
        (agency::list(1, ""), |b| RevocationList::read(b).map(drop)),
        (agency::revocation(), |b| SingleRevocation::read(b).map(drop)),
        (agency::waiver_of_a_zone(), |b| WaiverDocument::read(b).map(drop)),
        (agency::overlay(), |b| OverlayDocument::read(b).map(drop)),
        (agency::set_aside(), |b| SetAsideDocument::read(b).map(drop)),
    ]
}

#[test]
fn every_kind_is_read_by_its_own_reader_only() {
    for (paper, _) in kinds() {
        let readers = kinds().map(|(of, read)| (of.namespace, read(paper.text.as_bytes()).is_ok()));
        for (namespace, reads) in readers {
            assert_eq!(reads, namespace == paper.namespace, "{} as {namespace}", paper.name);
        }
    }
}

#[test]
fn an_unknown_key_is_refused_in_every_table_of_every_kind() {
    for (paper, read) in kinds() {
        let lines: Vec<&str> = paper.text.lines().collect();
        // At the head, and after the line that opens each table; pins are names, not keys.
        let tables = (0..lines.len()).filter(|at| lines[*at].starts_with('['));
        for at in core::iter::once(0).chain(tables.map(|at| at + 1)) {
            if at > 0 && lines[at - 1] == "[zone_pins]" {
                continue;
            }
            let mut changed = lines.clone();
            changed.insert(at, "self_isue = true");
            let error = read(changed.join("\n").as_bytes()).unwrap_err();
            assert!(
                matches!(error, DocumentError::Syntax { .. }),
                "{} line {at}: {error}",
                paper.name
            );
        }
    }
    let nested = [
        ("{ m = 60,", "{ m = 60, feet = 1,"),
        ("radius_m = 400", "radius_m = 400, radius_km = 1"),
        ("lat = 52.3081,", "lat = 52.3081, alt = 1,"),
        ("lowest_m = -5,", "lowest_m = -5, mean_m = 1,"),
    ];
    for (right, wrong) in nested {
        assert!(WaiverDocument::read(agency::waiver().with(right, wrong).text.as_bytes()).is_err());
    }
}

#[test]
fn no_key_stands_twice_and_none_is_missing() {
    for (paper, read) in kinds() {
        let lines: Vec<&str> = paper.text.lines().collect();
        for at in (0..lines.len()).filter(|at| lines[*at].contains(" = ")) {
            let mut twice = lines.clone();
            twice.insert(at, lines[at]);
            assert!(read(twice.join("\n").as_bytes()).is_err(), "{}: {}", paper.name, lines[at]);
        }
    }
    let waiver = agency::waiver_of_a_zone().text;
    for key in
        ["zones", "lower", "upper", "from", "until", "aircraft", "operator", "pilots", "purposes"]
    {
        let start = format!("{key} = ");
        let without: Vec<&str> = waiver.lines().filter(|line| !line.starts_with(&start)).collect();
        assert!(WaiverDocument::read(without.join("\n").as_bytes()).is_err(), "{key}");
    }
}

#[test]
fn changed_line_ends_are_told_as_such_in_every_kind() {
    for (paper, read) in kinds() {
        let text = paper.text.replace('\n', "\r\n");
        assert_eq!(
            read(text.as_bytes()),
            Err(DocumentError::LineEnds { line: 1 }),
            "{}",
            paper.name
        );
    }
    let mut waiver = crate::chain::file(&agency::waiver());
    waiver.text = agency::waiver().text.replace('\n', "\r\n").into_bytes();
    let refusal = overfly_exemption::Refusal::from(
        overfly_exemption::UnverifiedWaiver::read(waiver).unwrap_err(),
    );
    assert_eq!(refusal.code(), Code::LineEndsChanged);
}

#[test]
fn characters_that_do_not_show_are_refused_in_every_kind() {
    let hidden = [
        '\0',
        '\u{8}',
        '\u{1b}',
        '\u{7f}',
        '\u{85}',
        '\u{ad}',
        '\u{34f}',
        '\u{115f}',
        '\u{200b}',
        '\u{200d}',
        '\u{2028}',
        '\u{202e}',
        '\u{2066}',
        '\u{2800}',
        '\u{3164}',
        '\u{fe0f}',
        '\u{feff}',
        '\u{ffa0}',
        '\u{e0041}',
        '\u{e0101}',
    ];
    for (paper, read) in kinds() {
        for c in hidden {
            let text = format!("{}# a{c}b\n", paper.text);
            let error = read(text.as_bytes()).unwrap_err();
            assert!(matches!(error, DocumentError::Hidden { .. }), "{} {c:?}: {error}", paper.name);
            assert!(read(format!("{c}{}", paper.text).as_bytes()).is_err());
        }
        assert_eq!(
            read(format!("{}# caf\u{e9}\tIJ\n", paper.text).as_bytes()),
            Ok(()),
            "{}",
            paper.name
        );
        assert!(matches!(
            read(&[paper.text.as_bytes(), b"# \xff"].concat()),
            Err(DocumentError::NotUtf8 { .. })
        ));
        assert_eq!(read(b" \n"), Err(DocumentError::Empty));
    }
}

#[test]
fn an_escape_in_a_text_is_no_way_to_hide_a_character_from_its_reader() {
    // TOML's own escapes stand in plain sight in the text that is signed; they make no other id.
    let waiver = agency::waiver().with("id = \"W-1\"", "id = \"W-\\u202e1\"");
    assert!(WaiverDocument::read(waiver.text.as_bytes()).is_err());
}

#[test]
fn a_document_larger_than_any_is_refused_unread() {
    for (paper, read) in kinds() {
        let limit = if paper.namespace == "overfly-revocations" { 4096 << 10 } else { 256 << 10 };
        let fill = |length: usize| {
            let rest = length - paper.text.len() - 2;
            format!("{}#{}\n", paper.text, "x".repeat(rest))
        };
        assert_eq!(read(fill(limit).as_bytes()), Ok(()), "{}", paper.name);
        let error = read(fill(limit + 1).as_bytes()).unwrap_err();
        assert!(matches!(error, DocumentError::TooLarge { .. }), "{}", paper.name);
    }
}

#[test]
fn deeply_nested_values_are_refused_and_break_nothing() {
    let deep =
        |open: &str, close: &str| format!("x = {}{}", open.repeat(50_000), close.repeat(50_000));
    let bombs = [
        deep("[", "]"),
        deep("{a=", "}"),
        format!("{}x = 1", "a.".repeat(100_000)),
        format!("[{}x]", "a.".repeat(100_000)),
        "[".repeat(200_000),
    ];
    for bomb in bombs {
        for (paper, read) in kinds() {
            assert!(read(bomb.as_bytes()).is_err());
            assert!(
                read(format!("format = \"{}/1\"\n{bomb}", paper.namespace).as_bytes()).is_err()
            );
        }
        assert!(
            State::read(bomb.as_bytes()).is_err() && AgencyDocument::read(bomb.as_bytes()).is_err()
        );
    }
}

#[test]
fn numbers_that_are_none_are_refused() {
    for number in ["nan", "inf", "-inf", "+nan", "1e400", "1e10", "\"60\"", "true"] {
        for (right, wrong) in [
            ("m = 60", format!("m = {number}")),
            ("radius_m = 400", format!("radius_m = {number}")),
            ("lat = 52.3081", format!("lat = {number}")),
            ("lowest_m = -5", format!("lowest_m = {number}")),
        ] {
            let text = agency::waiver().with(right, &wrong).text;
            assert!(WaiverDocument::read(text.as_bytes()).is_err(), "{wrong}");
        }
        let ceiling = agency::delegation().with("m = 120", &format!("m = {number}")).text;
        assert!(DelegationDocument::read(ceiling.as_bytes()).is_err(), "{number}");
    }
}

#[test]
fn a_signature_made_for_one_kind_counts_for_no_other() {
    let (sound, overlay) = (Chain::sound(), agency::overlay());
    for other in Namespace::ALL {
        let name = other.as_str();
        let verdicts = [
            ("overfly-waiver", sound.verify(&agency::waiver().signed_as(name)).is_ok()),
            ("overfly-overlay", sound.overlay(&overlay.clone().signed_as(name)).is_ok()),
            (
                "overfly-delegation",
                sound.clone().delegation(agency::delegation().signed_as(name)).refuses().is_none(),
            ),
            (
                "overfly-revocations",
                sound.clone().list(agency::list(1, "").signed_as(name)).refuses().is_none(),
            ),
            (
                "overfly-trust",
                sound.clone().trust(agency::trust().signed_as(name)).refuses().is_none(),
            ),
            (
                "overfly-revocation",
                sound.clone().and(agency::revocation().signed_as(name)).refuses().is_some(),
            ),
        ];
        for (kind, counts) in verdicts {
            assert_eq!(counts, kind == name, "{name} as {kind}");
        }
        let aside = crate::chain::file(&agency::set_aside().signed_as(name));
        let counts = overfly_exemption::verify_set_aside(&aside, &sound.authority()).is_ok();
        assert_eq!(counts, name == "overfly-set-aside");
    }
}

#[test]
fn an_overlay_or_a_set_aside_is_no_waiver_whatever_it_calls_itself() {
    for paper in [agency::overlay(), agency::set_aside(), agency::delegation()] {
        let as_it_is = Chain::sound().refuses_paper(&paper);
        assert_eq!(as_it_is, Some(Code::DocumentUnreadable), "{}", paper.name);
        let format = paper.namespace.clone();
        let renamed = paper.with(&format, "overfly-waiver").signed_as("overfly-waiver");
        assert_eq!(Chain::sound().refuses_paper(&renamed), Some(Code::DocumentUnreadable));
    }
    let waiver =
        agency::waiver().with("overfly-waiver", "overfly-overlay").signed_as("overfly-overlay");
    assert_eq!(Chain::sound().overlay(&waiver).unwrap_err().code(), Code::DocumentUnreadable);
}
