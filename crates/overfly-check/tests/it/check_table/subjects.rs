//! What the table covers: each subject by a row that can be found by what it says.

use std::collections::BTreeSet;

use overfly_model::{
    Applicability, Code, Datum, Effect, Footprint, Limit, LonReading, LostLink, Outline, PieceKind,
    ReturnHeight, TimeOfDay, ZoneType,
};
use overfly_testkit::table::{Row, Speaks};

use super::{FILES, repository, rows, rows_of};

const DATUMS: [Datum; 5] =
    [Datum::Agl, Datum::Amsl, Datum::Wgs84, Datum::AboveTakeOff, Datum::Pressure];

fn outlines(row: &Row) -> impl Iterator<Item = &Outline> {
    row.zones.iter().flat_map(|zone| &zone.parts).map(|part| &part.outline)
}

fn limits(row: &Row) -> impl Iterator<Item = [Limit; 2]> {
    let parts = row.zones.iter().flat_map(|zone| &zone.parts);
    parts.map(|part| [part.limits.lower, part.limits.upper])
}

fn times(row: &Row) -> Vec<&TimeOfDay> {
    let windows = row.zones.iter().filter_map(|zone| match &zone.applicability {
        Applicability::Windows(windows) => Some(windows),
        Applicability::Always => None,
    });
    let daily = windows.flatten().flat_map(|window| &window.daily);
    daily.flat_map(|period| [&period.start, &period.end]).flatten().collect()
}

/// Datums of the flight against those of the limits that it is compared with.
fn pairs(row: &Row) -> Vec<(Datum, Datum)> {
    let flown = row.flight.items.pieces.iter().filter_map(|piece| piece.heights.upper);
    let flown: Vec<Datum> = flown.map(|altitude| altitude.datum).collect();
    let limits = limits(row).flatten().filter_map(Limit::altitude);
    limits.flat_map(|at| flown.iter().map(move |flown| (*flown, at.datum))).collect()
}

#[test]
fn check_table_has_every_pair_of_datums_met_and_missed() {
    for effect in [Effect::Clear, Effect::Blocked] {
        let with = rows().into_iter().filter(|row| row.expect.verdict == effect);
        let found: BTreeSet<(Datum, Datum)> = with.flat_map(|row| pairs(&row)).collect();
        for flown in DATUMS {
            for limit in DATUMS {
                assert!(found.contains(&(flown, limit)), "{flown:?} {limit:?} {effect:?}");
            }
        }
    }
}

#[test]
fn check_table_has_every_type_of_zone() {
    let rows = rows_of("types");
    let has = |is: fn(&ZoneType) -> bool| {
        rows.iter().any(|row| row.zones.len() == 1 && row.zones.iter().all(|zone| is(&zone.kind)))
    };
    assert!(has(|kind| *kind == ZoneType::Prohibited));
    assert!(has(|kind| *kind == ZoneType::RequireAuthorization));
    assert!(has(|kind| *kind == ZoneType::Conditional));
    assert!(has(|kind| *kind == ZoneType::Unrestricted));
    assert!(has(|kind| *kind == ZoneType::USpace));
    assert!(has(|kind| matches!(kind, ZoneType::Unknown(_))));
}

/// A subject, and whether a row is about it.
type Subject = (&'static str, fn(&Row) -> bool);

const SUBJECTS: &[Subject] = &[
    ("a limit not stated", |row| limits(row).flatten().any(|limit| limit == Limit::NotStated)),
    ("an unlimited limit", |row| limits(row).flatten().any(|limit| limit == Limit::Unlimited)),
    ("inverted limits", |row| height_of_band(row).any(|height| height < 0.0)),
    ("a band without thickness", |row| height_of_band(row).any(|height| height.abs() < 1e-9)),
    ("feet", |row| row.cells[0].contains("ft-")),
    ("a schedule in UTC", |row| row.cells[0].contains(":00Z")),
    ("a clock with an offset", |row| row.cells[0].contains(":00+01:00")),
    ("a named time zone", |row| times(row).iter().any(|t| matches!(t, TimeOfDay::Zoned(_)))),
    ("a clock nobody knows", |row| times(row).iter().any(|t| matches!(t, TimeOfDay::Local(_)))),
    ("sunrise and sunset", |row| row.cells[0].contains("SR-SS")),
    ("twilight", |row| row.cells[0].contains("BMCT-EECT")),
    ("a night across midnight", |row| row.cells[0].contains("22:00-06:00Z")),
    ("start and end alike", |row| row.cells[0].contains("00:00-00:00Z")),
    ("23:59:59", |row| row.cells[0].contains("23:59:59Z")),
    ("dates", |row| row.cells[0].contains("from 2026")),
    ("days of every year", |row| row.cells[0].contains("every-year")),
    ("clocks going forward", |row| zoned_on(row, "2026-03-29")),
    ("clocks going back", |row| zoned_on(row, "2026-10-25")),
    ("no departure", |row| row.depart.is_none()),
    ("polar day", |row| polar(row, "2026-06-21")),
    ("polar night", |row| polar(row, "2026-12-21")),
    ("a pole", |row| row.expect.codes.contains(&Code::NearPole)),
    ("the antimeridian", |row| {
        outlines(row).any(|outline| {
            matches!(outline, Outline::Polygon { outer, .. } if outer.reading == LonReading::ShortWay)
        })
    }),
    ("a hole", |row| {
        outlines(row)
            .any(|outline| matches!(outline, Outline::Polygon { holes, .. } if !holes.is_empty()))
    }),
    ("borders that touch", |row| row.cells[5].contains("touch") && row.zones.len() == 2),
    ("a circle", |row| outlines(row).any(|outline| matches!(outline, Outline::Circle { .. }))),
    ("no place", |row| outlines(row).any(|outline| matches!(outline, Outline::Unplaced))),
    ("a margin of its own", |row| row.cells[3].contains("margin")),
    ("climb", |row| decided_on(row, PieceKind::Climb)),
    ("transit", |row| decided_on(row, PieceKind::Transit)),
    ("return", |row| decided_on(row, PieceKind::Return)),
    ("landing", |row| decided_on(row, PieceKind::Landing)),
    ("a return height not stated", |row| {
        row.known.lost_link == Some(LostLink::Return(ReturnHeight::NotStated))
    }),
    ("a rally point", |row| !row.flight.items.rally.is_empty()),
    ("an area", |row| {
        row.flight.items.pieces.iter().any(|piece| {
            matches!(piece.footprint, Footprint::Polygon(_) | Footprint::Circle { .. })
        })
    }),
    ("a harmless command", |row| {
        row.cells[1].contains("command") && row.expect.verdict == Effect::Clear
    }),
    ("an unknown command", |row| row.expect.codes.contains(&Code::CommandUnknown)),
    ("missing coverage", |row| row.expect.codes.contains(&Code::NoZoneData)),
    ("coverage nobody states", |row| row.known.speaks == Speaks::InBoxOfZones),
    ("data that has run out", |row| row.expect.codes.contains(&Code::ZonesStale)),
    ("elevation tiles", |row| row.known.relief.is_some()),
    ("a take-off elevation", |row| row.known.take_off.is_some()),
];

fn height_of_band(row: &Row) -> impl Iterator<Item = f64> {
    limits(row).filter_map(|[lower, upper]| {
        let (lower, upper) = (lower.altitude()?, upper.altitude()?);
        (lower.datum == upper.datum).then(|| (upper.height - lower.height).value())
    })
}

fn zoned_on(row: &Row, date: &str) -> bool {
    row.cells[2].contains(date) && times(row).iter().any(|t| matches!(t, TimeOfDay::Zoned(_)))
}

fn polar(row: &Row, date: &str) -> bool {
    row.cells[2].contains(date) && row.cells[0].contains(" 69.65,") && row.cells[0].contains("SR")
}

fn decided_on(row: &Row, kind: PieceKind) -> bool {
    row.expect.pieces.contains(&kind)
}

#[test]
fn check_table_covers_every_subject() {
    let rows = rows();
    for (name, is_about) in SUBJECTS {
        assert!(rows.iter().any(is_about), "no row is about {name}");
    }
}

#[test]
fn check_table_has_at_least_120_rows_none_twice() {
    let rows = rows();
    assert!(rows.len() >= 120, "{}", rows.len());
    let questions: BTreeSet<_> = rows.iter().map(|row| &row.cells[..4]).collect();
    assert_eq!(questions.len(), rows.len(), "a question stands twice");
}

#[test]
fn check_table_asks_every_file_of_its_folder() {
    let folder = std::fs::read_dir(repository().join("fixtures/check-table")).unwrap();
    let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let found: BTreeSet<String> = names.filter(|name| name != "README.md").collect();
    assert_eq!(found, FILES.iter().map(|file| format!("{file}.txt")).collect());
}

#[test]
fn check_table_has_every_verdict_that_there_is_without_waivers() {
    let found: BTreeSet<Effect> = rows().iter().map(|row| row.expect.verdict).collect();
    let all = [Effect::Clear, Effect::Pending, Effect::Undecided, Effect::Blocked];
    assert_eq!(found, all.into_iter().collect());
}
