//! What holds of every plan in XML and every archive of one, whatever stands in it.

use overfly_format::flights;
use overfly_model::{Effect, HeightInterval, Piece, PieceKind, Position};
use overfly_testkit::archive::{File, archive};
use overfly_testkit::flights::{
    drawing, flights_read, missions_read, mutated, place, points, waylines,
};
use proptest::prelude::*;

fn waypoints() -> impl Strategy<Value = Vec<(Position, f64)>> {
    prop::collection::vec((place(), 1.0..200.0), 1..12)
}

/// A mission with a template of its own, packed.
fn packed(waylines: &str) -> Vec<u8> {
    archive(&[
        File::deflated("wpmz/template.kml", b"<kml><Document/></kml>"),
        File::deflated("wpmz/waylines.wpml", waylines.as_bytes()),
    ])
}

fn drawn(pieces: &[Piece]) -> Vec<Position> {
    pieces.iter().flat_map(points).collect()
}

/// Texts that change what a mission or a drawing means, in place of what stands between two tags.
const ODDITIES: [&str; 12] =
    ["", " ", "NaN", "-1", "1e400", "0;0", "&lt;", "WGS84", "goContinue", "hover", "<a/>", "52.3,"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn no_waypoint_of_a_mission_vanishes(waypoints in waypoints()) {
        let reading = flights::read(&packed(&waylines(&waypoints))).unwrap();
        prop_assert!(reading.findings.iter().all(|f| f.effect == Effect::Note), "{:?}", reading.findings);
        let drawn = drawn(&reading.items.pieces);
        prop_assert!(waypoints.iter().all(|(at, _)| drawn.contains(at)), "{:?}", drawn);
        let highest = |piece: &Piece| piece.heights.upper.map(|upper| upper.height.value());
        let transit = reading.items.pieces.iter().find(|piece| piece.kind == PieceKind::Transit);
        let needed = waypoints[0].1.max(20.0);
        prop_assert!(highest(transit.unwrap()).unwrap() >= needed, "the climb is part of the flight");
    }

    #[test]
    fn no_vertex_of_a_drawing_vanishes(vertices in waypoints()) {
        let reading = flights::read(drawing(&vertices).as_bytes()).unwrap();
        let drawn = drawn(&reading.items.pieces);
        prop_assert!(vertices.iter().all(|(at, _)| drawn.contains(at)), "{:?}", drawn);
    }

    #[test]
    fn a_height_without_its_datum_is_any_height(waypoints in waypoints()) {
        let text = waylines(&waypoints).replace("executeHeightMode", "someHeightMode");
        let reading = flights::read(&packed(&text)).unwrap();
        prop_assert!(reading.findings.iter().any(|f| f.effect == Effect::Undecided));
        let legs = reading.items.pieces.iter().filter(|piece| piece.kind == PieceKind::Leg);
        prop_assert!(legs.into_iter().all(|leg| leg.heights == HeightInterval::ANY));
    }

    #[test]
    fn an_odd_value_anywhere_is_found_or_keeps_every_waypoint(
        waypoints in waypoints(),
        at in any::<prop::sample::Index>(),
        oddity in prop::sample::select(&ODDITIES[..]),
    ) {
        let text = waylines(&waypoints);
        // Every `>text<` is a value.
        let values: Vec<(usize, usize)> = text
            .match_indices('>')
            .filter_map(|(start, _)| Some((start + 1, start + 1 + text[start + 1..].find('<')?)))
            .filter(|(start, end)| start < end)
            .collect();
        let (start, end) = values[at.index(values.len())];
        let odd = format!("{}{oddity}{}", &text[..start], &text[end..]);
        if let Ok(reading) = flights::read(&packed(&odd)) {
            let drawn = drawn(&reading.items.pieces);
            let undecided = reading.findings.iter().any(|f| f.effect == Effect::Undecided);
            prop_assert!(undecided || waypoints.iter().all(|(at, _)| drawn.contains(at)), "{odd}");
        }
    }

    #[test]
    fn a_damaged_mission_never_panics(bytes in waypoints().prop_flat_map(|w| mutated(waylines(&w)))) {
        flights_read(&bytes);
        missions_read(&bytes);
    }

    #[test]
    fn a_damaged_drawing_never_panics(bytes in mutated(KML.to_owned())) {
        flights_read(&bytes);
        missions_read(&bytes);
    }

    #[test]
    fn a_damaged_archive_is_read_as_before_or_refused(
        waypoints in waypoints(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let bytes = packed(&waylines(&waypoints));
        let before = flights::read(&bytes).unwrap();
        let mut damaged = bytes;
        let at = at.index(damaged.len());
        damaged[at] = byte;
        if let Ok(reading) = flights::read(&damaged) {
            let undecided = reading.findings.iter().any(|f| f.effect == Effect::Undecided);
            prop_assert!(undecided || reading.items == before.items, "byte {at}");
        }
    }
}

const KML: &str = r#"<kml><Document><ExtendedData><Data name="height"><value>60m-agl</value></Data></ExtendedData>
<Folder><Placemark><MultiGeometry><LineString><coordinates>4.7,52.3 4.71,52.3</coordinates></LineString>
<Polygon><altitudeMode>absolute</altitudeMode><outerBoundaryIs><LinearRing><coordinates>4.7,52.3,9 4.71,52.3,9 4.71,52.31,9
</coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>5,52,1 5,53,1 6,53,1</coordinates></LinearRing>
</innerBoundaryIs></Polygon></MultiGeometry></Placemark></Folder><Placemark><Track><when>2026-11-22T09:30:00Z</when>
<coord>4.7 52.3 60</coord></Track></Placemark><Placemark><Point><coordinates>4.7,52.3</coordinates></Point></Placemark></Document></kml>"#;

#[test]
fn the_undamaged_drawing_is_read() {
    let reading = flights::read(KML.as_bytes()).unwrap();
    assert!(reading.findings.iter().all(|f| f.effect == Effect::Note), "{:?}", reading.findings);
    assert_eq!(reading.items.pieces.iter().filter(|p| p.kind == PieceKind::Area).count(), 2);
}

#[test]
fn more_positions_than_the_limit_are_refused() {
    let text = format!(
        "<kml><Placemark><LineString><coordinates>{}</coordinates></LineString></Placemark></kml>",
        "4.7,52.3 ".repeat(100_001)
    );
    let error = flights::read(text.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("more than 100000"), "{error}");
}

#[test]
fn every_fixture_holds_what_every_reading_holds() {
    for folder in ["kml-flight", "wpml"] {
        for kind in ["accept", "reject"] {
            let folder = format!("{}/../../fixtures/{folder}/{kind}", env!("CARGO_MANIFEST_DIR"));
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    flights_read(&overfly_testkit::archive::packed(&path));
                } else {
                    let bytes = std::fs::read(&path).unwrap();
                    flights_read(&bytes);
                    missions_read(&bytes);
                }
            }
        }
    }
}
