//! Every fixture of a flight plan, beside what it reads as.
//!
//! `OVERFLY_BLESS=1` writes the expected texts anew; read the difference before you commit it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use overfly_format::flights;
use overfly_model::{
    Effect, Flight, Footprint, Home, LostLink, Metres, Piece, Reading, ReturnHeight,
};
use overfly_testkit::archive::packed;

const FORMATS: [&str; 6] =
    ["qgc-plan", "qgc-wpl", "csv-flight", "geojson-flight", "kml-flight", "wpml"];

#[test]
fn accepted_plans_read_as_written_beside_them() {
    for format in FORMATS {
        for path in plans(&format!("{format}/accept")) {
            let reading = flights::read(&bytes(&path))
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            compare(&path, &shown(&reading));
        }
    }
}

#[test]
fn what_the_fuzzers_check_holds_of_every_plan() {
    for format in FORMATS {
        for folder in ["accept", "reject"] {
            for path in plans(&format!("{format}/{folder}")) {
                overfly_testkit::flights::flights_read(&bytes(&path));
            }
        }
    }
}

#[test]
fn rejected_plans_say_what_they_are() {
    for format in FORMATS {
        for path in plans(&format!("{format}/reject")) {
            match flights::read(&bytes(&path)) {
                Err(error) => compare(&path, &format!("{} {error}\n", name(&path))),
                Ok(_) => panic!("{} was read", path.display()),
            }
        }
    }
}

#[test]
fn the_bundled_mission_is_the_fixture_packed() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let (bundled, packed) = (
        fixtures.join("plans/open-countryside.kmz"),
        packed(&fixtures.join("wpml/accept/open-countryside")),
    );
    if std::env::var_os("OVERFLY_BLESS").is_some() {
        std::fs::write(&bundled, &packed).unwrap();
    }
    let read = |bytes: &[u8]| flights::read(bytes).unwrap();
    assert_eq!(read(&std::fs::read(bundled).unwrap()), read(&packed));
}

/// What a fixture holds: a file as it is, a folder packed as an archive.
fn bytes(path: &Path) -> Vec<u8> {
    if path.is_dir() { packed(path) } else { std::fs::read(path).unwrap() }
}

/// The plans in a folder of fixtures, in order; never none.
fn plans(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(folder);
    let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut plans: Vec<PathBuf> =
        files.filter(|path| !name(path).ends_with(".expected.txt")).collect();
    plans.sort();
    assert!(!plans.is_empty(), "no fixtures in {}", folder.display());
    plans
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn compare(path: &Path, shown: &str) {
    let expected = path.with_file_name(format!("{}.expected.txt", name(path)));
    if std::env::var_os("OVERFLY_BLESS").is_some() {
        std::fs::write(&expected, shown).unwrap();
        return;
    }
    let wanted = std::fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(
        shown,
        wanted,
        "{} reads otherwise; OVERFLY_BLESS=1 writes what it reads as",
        path.display()
    );
}

/// The flight and its findings as text.
fn shown(reading: &Reading<Flight>) -> String {
    let flight = &reading.items;
    let mut out = String::new();
    let name = flight.name.as_ref().map(|name| format!(" {name:?}")).unwrap_or_default();
    writeln!(out, "{}{name}", flight.format).unwrap();
    writeln!(out, "home: {}", flight.home.as_ref().map_or("not stated".to_owned(), home)).unwrap();
    for rally in &flight.rally {
        let height = rally.height.map(|height| format!(" at {height}")).unwrap_or_default();
        writeln!(out, "rally: {}{height}", rally.position).unwrap();
    }
    if let Some(depart) = flight.depart {
        writeln!(out, "depart: {depart}").unwrap();
    }
    if let Some(duration) = flight.duration {
        writeln!(out, "duration: {} s", duration.as_secs()).unwrap();
    }
    if let Some(lost_link) = lost_link(flight.lost_link) {
        writeln!(out, "lost link: {lost_link}").unwrap();
    }
    let facts = &flight.facts;
    for (key, value) in [
        ("aircraft", &facts.aircraft),
        ("operator", &facts.operator),
        ("pilot", &facts.pilot),
        ("purpose", &facts.purpose),
        ("class", &facts.class),
    ] {
        if let Some(value) = value {
            writeln!(out, "{key}: {value}").unwrap();
        }
    }
    flight.pieces.iter().for_each(|p| writeln!(out, "{}", piece(p)).unwrap());
    for end in &flight.ends {
        let ground = if end.on_ground { ", on the ground" } else { "" };
        let within = end.radius.value();
        writeln!(out, "ends: within {within:.0} m of {}{ground}, {}", end.position, end.heights)
            .unwrap();
    }
    for finding in &reading.findings {
        let field = finding.field.as_deref().unwrap_or("-");
        writeln!(out, "{} {} at {field}: {}", finding.effect.as_str(), finding.code, finding.text)
            .unwrap();
        if let Some(hint) = &finding.hint {
            writeln!(out, "  hint: {hint}").unwrap();
        }
        assert!(
            finding.effect == Effect::Note
                || finding.effect == Effect::Undecided && finding.hint.is_some()
        );
    }
    out
}

fn home(home: &Home) -> String {
    let elevation = home
        .elevation
        .map_or("elevation not stated".to_owned(), |m| format!("{:.1} m AMSL", m.value()));
    let assumed = if home.assumed { " (assumed)" } else { "" };
    format!("{}, {elevation}{assumed}", home.position)
}

fn lost_link(lost_link: LostLink) -> Option<String> {
    match lost_link {
        LostLink::NotStated => None,
        LostLink::Hover => Some("hover".to_owned()),
        LostLink::Land => Some("land".to_owned()),
        LostLink::Return(ReturnHeight::At(altitude)) => Some(format!("return at {altitude}")),
        LostLink::Return(ReturnHeight::NotStated) => Some("return".to_owned()),
        LostLink::Rally(ReturnHeight::At(altitude)) => Some(format!("rally at {altitude}")),
        LostLink::Rally(ReturnHeight::NotStated) => Some("rally".to_owned()),
    }
}

fn piece(piece: &Piece) -> String {
    let where_ = match &piece.footprint {
        Footprint::Path(points) => {
            points.iter().map(ToString::to_string).collect::<Vec<_>>().join(" -> ")
        }
        Footprint::Polygon(points) => {
            let points: Vec<String> = points.iter().map(ToString::to_string).collect();
            format!("polygon {}", points.join(" "))
        }
        Footprint::Circle { centre, radius } => {
            format!("circle {:.1} m around {centre}", radius.value())
        }
    };
    let buffer = if piece.buffer == Metres::ZERO {
        String::new()
    } else {
        format!(" +{:.1} m", piece.buffer.value())
    };
    let time = piece.elapsed.map_or("any time".to_owned(), |e| {
        format!("{:.0}-{:.0} s", e.from.as_secs_f64(), e.until.as_secs_f64())
    });
    assert!(!piece.derived, "a reader derives nothing");
    format!("{} {}: {where_}{buffer}, {}, {time}", piece.kind.as_str(), piece.index, piece.heights)
}
