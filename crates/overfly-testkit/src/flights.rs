//! Flight plans to test with, and what must hold of every reading of one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use overfly_format::flights;
use overfly_model::{Effect, Flight, Footprint, Metres, Piece, Position, Reading};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::Index;

/// Reads `bytes` as a flight plan and checks what holds of every reading. The body of the fuzz target.
pub fn flights_read(bytes: &[u8]) {
    if let Ok(reading) = flights::read(bytes) {
        holds(&reading);
    }
}

/// What holds of every flight that was read: a piece or a reason to be undecided, pieces numbered from
/// 1 in their kind, stated and not derived, with footprints and times that make sense.
fn holds(reading: &Reading<Flight>) {
    let flight = &reading.items;
    let undecided = reading.findings.iter().any(|finding| finding.effect == Effect::Undecided);
    assert!(undecided || !flight.pieces.is_empty(), "a flight without pieces is undecided");
    let mut last = BTreeMap::new();
    for piece in &flight.pieces {
        let index = last.entry(piece.kind).or_insert(0);
        *index += 1;
        assert_eq!(piece.index, *index, "{piece:?}");
        assert!(!piece.derived, "{piece:?}");
        assert!(piece.buffer >= Metres::ZERO, "{piece:?}");
        assert!(piece.elapsed.is_none_or(|time| time.from <= time.until), "{piece:?}");
        assert!(!points(piece).is_empty(), "{piece:?}");
    }
}

/// The vertices of a piece, or its centre.
pub fn points(piece: &Piece) -> Vec<Position> {
    match &piece.footprint {
        Footprint::Path(points) | Footprint::Polygon(points) => points.clone(),
        Footprint::Circle { centre, .. } => vec![*centre],
    }
}

/// One item of a QGroundControl plan.
#[derive(Clone, Debug)]
pub struct Item {
    /// MAVLink command.
    pub command: i64,
    /// MAVLink frame.
    pub frame: i64,
    /// Parameters 1 to 4; `None` is null.
    pub params: [Option<f64>; 4],
    /// Latitude and longitude.
    pub at: Position,
    /// Param 7.
    pub height: f64,
}

/// A QGroundControl plan of these items. Items are numbered from 1, as jumps name them.
pub fn plan(items: &[Item]) -> String {
    let mut text = String::from(
        "{\"fileType\": \"Plan\", \"version\": 1, \"mission\": {\"version\": 2, \"vehicleType\": 2, \
         \"hoverSpeed\": 5, \"plannedHomePosition\": [52.09, 5.12, 3], \"items\": [",
    );
    for (number, item) in items.iter().enumerate() {
        let comma = if number == 0 { "" } else { "," };
        let [a, b, c, d] =
            item.params.map(|p| p.map_or_else(|| "null".to_owned(), |p| p.to_string()));
        let (lat, lon) = (item.at.lat_deg(), item.at.lon_deg());
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "{comma}{{\"type\": \"SimpleItem\", \"autoContinue\": true, \"doJumpId\": {}, \"command\": {}, \
             \"frame\": {}, \"params\": [{a}, {b}, {c}, {d}, {lat}, {lon}, {}]}}",
            number + 1,
            item.command,
            item.frame,
            item.height,
        );
    }
    text.push_str("]}}");
    text
}

/// The same items as a QGC WPL mission, after a home that no item is at.
pub fn wpl(items: &[Item]) -> String {
    let mut text = String::from("QGC WPL 110\n0\t1\t0\t16\t0\t0\t0\t0\t52.09\t5.12\t3\t1\n");
    for (number, item) in items.iter().enumerate() {
        let [a, b, c, d] =
            item.params.map(|p| p.map_or_else(|| "nan".to_owned(), |p| p.to_string()));
        let (lat, lon) = (item.at.lat_deg(), item.at.lon_deg());
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{}\t0\t{}\t{}\t{a}\t{b}\t{c}\t{d}\t{lat}\t{lon}\t{}\t1",
            number + 1,
            item.frame,
            item.command,
            item.height,
        );
    }
    text
}

/// A place in the Netherlands, never at latitude and longitude 0, 0.
pub fn place() -> impl Strategy<Value = Position> {
    (510_000_000..535_000_000_i32, 35_000_000..70_000_000_i32)
        .prop_filter_map("in range", |(lat, lon)| Position::from_lat_lon_e7([lat, lon]))
}

/// A waypoint over any datum.
pub fn waypoint() -> impl Strategy<Value = Item> {
    let frame = prop_oneof![Just(0_i64), Just(3), Just(10), Just(5), Just(6), Just(11)];
    (frame, place(), -10.0..200.0, 0.0..30.0).prop_map(|(frame, at, height, hold)| Item {
        command: 16,
        frame,
        params: [Some(hold), Some(0.0), Some(0.0), None],
        at,
        height,
    })
}

/// Any item: commands that fly, jump, change the speed, or are not known.
pub fn item() -> impl Strategy<Value = Item> {
    let command = prop_oneof![4 => 16..32_i64, 1 => 80..100_i64, 2 => 176..210_i64, 1 => 500..5100_i64, 1 => any::<i64>()];
    let number = prop_oneof![
        2 => Just(None),
        4 => (-2..12_i32).prop_map(|n| Some(f64::from(n))),
        1 => (-1e9..1e9).prop_map(Some),
    ];
    let params = [number.clone(), number.clone(), number.clone(), number];
    (command, -1..14_i64, params, place(), -1e4..1e4).prop_map(
        |(command, frame, params, at, height)| Item { command, frame, params, at, height },
    )
}

/// `text` with a byte changed, a part cut out, or a part doubled.
pub fn mutated(text: String) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<Index>(), any::<Index>(), any::<u8>(), 0..3_u8);
    proptest::collection::vec(change, 1..4).prop_map(move |changes| {
        let mut bytes = text.clone().into_bytes();
        for (a, b, byte, how) in changes {
            if bytes.is_empty() {
                break;
            }
            let (a, b) = (a.index(bytes.len()), b.index(bytes.len()));
            let (from, to) = (a.min(b), a.max(b));
            match how {
                0 => bytes.splice(from..=from, [byte]).for_each(drop),
                1 => bytes.drain(from..to).for_each(drop),
                _ => {
                    let part: Vec<u8> = bytes.iter().take(to).skip(from).copied().collect();
                    bytes.splice(to..to, part).for_each(drop);
                }
            }
        }
        bytes
    })
}
