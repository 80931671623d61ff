//! For every row, knowing less never betters the verdict; nor do wider margins and larger zones.
//!
//! Left out, because they are no unknowns: rows in which two statements contradict each other, where the
//! loss of one ends the contradiction. These are limits of which the lower may lie above the upper,
//! heights flown likewise, a take-off elevation that the ground belies, tiles with ground that the country has
//! not, and an aircraft that relies on rally points of which the plan has none.
//!
//! An outline that nobody can read, a return height or a lost-link action that nobody states, leave a flight
//! undecided that may be blocked: of these it is asked that the verdict stays undecided at least.
//! The take-off point is not among the unknowns: what its absence does is said by the readers of plans.

use overfly_check::Verdict;
use overfly_model::{
    Applicability, Code, DaySet, Extent, HeightInterval, Limit, LostLink, Metres, Outline, Part,
    Placement, Position, ReturnHeight, Ring, TimeInterval, TimeOfDay, Zone, ZoneType,
};
use overfly_testkit::table::{Row, Speaks};

use super::{answer, rows};

/// What a loss may do to a verdict at best.
#[derive(Clone, Copy, PartialEq)]
enum Floor {
    /// Not better than before.
    Same,
    /// Not better than undecided, or than before where that was better.
    Undecided,
}

/// A row with one thing less known.
struct Less {
    what: String,
    row: Row,
    floor: Floor,
}

fn less(row: &Row, what: impl Into<String>, floor: Floor, forget: impl Fn(&mut Row)) -> Less {
    let mut row = row.clone();
    forget(&mut row);
    Less { what: what.into(), row, floor }
}

/// What is forgotten, what that may do at best, and how.
type Loss<T> = (&'static str, Floor, fn(&mut T));

/// What may be forgotten of a zone.
const OF_ZONES: &[Loss<Zone>] = &[
    ("lower limit", Floor::Same, |zone| limits(zone, |part| part.limits.lower = Limit::NotStated)),
    ("upper limit", Floor::Same, |zone| limits(zone, |part| part.limits.upper = Limit::NotStated)),
    ("both limits", Floor::Same, |zone| {
        limits(zone, |part| part.limits = overfly_model::VerticalLimits::NOT_STATED);
    }),
    ("schedule", Floor::Same, |zone| zone.applicability = Applicability::Always),
    ("dates", Floor::Same, |zone| {
        windows(zone, |window| window.dates = TimeInterval::ANY);
    }),
    ("hours", Floor::Same, |zone| {
        windows(zone, |window| {
            let unknown = || Some(TimeOfDay::Local(String::new()));
            for period in &mut window.daily {
                (period.start, period.end) = (unknown(), unknown());
            }
        });
    }),
    ("days of the week", Floor::Same, |zone| {
        windows(zone, |window| {
            window.daily.iter_mut().for_each(|period| period.days = DaySet::NONE);
        });
    }),
    ("days of the year", Floor::Same, |zone| windows(zone, |window| window.yearly = None)),
    ("type", Floor::Same, |zone| zone.kind = ZoneType::Unknown(String::new())),
    ("country", Floor::Same, |zone| zone.country = None),
    ("outline", Floor::Undecided, |zone| {
        limits(zone, |part| part.outline = Outline::Unplaced);
    }),
];

fn limits(zone: &mut Zone, change: impl Fn(&mut Part)) {
    zone.parts.iter_mut().for_each(change);
}

fn windows(zone: &mut Zone, change: impl Fn(&mut overfly_model::Window)) {
    if let Applicability::Windows(windows) = &mut zone.applicability {
        windows.iter_mut().for_each(change);
    }
}

/// What may be forgotten of the rest.
const OF_ROWS: &[Loss<Row>] = &[
    ("departure", Floor::Same, |row| {
        // The aircraft still leaves when it does; only nobody says when.
        row.known.now = row.known.now.or(row.depart);
        row.depart = None;
    }),
    ("heights or their datum", Floor::Same, |row| {
        row.flight.items.pieces.iter_mut().for_each(|piece| piece.heights = HeightInterval::ANY);
    }),
    ("times of the pieces", Floor::Same, |row| {
        row.flight.items.pieces.iter_mut().for_each(|piece| piece.elapsed = None);
        row.flight.items.duration = None;
    }),
    ("coverage", Floor::Same, |row| row.known.speaks = Speaks::Nowhere),
    ("terrain", Floor::Same, |row| {
        row.known.take_off = None;
        row.known.relief = None;
        if let Some(home) = &mut row.flight.items.home {
            home.elevation = None;
        }
    }),
    ("take-off elevation", Floor::Same, |row| row.known.take_off = None),
    ("tiles", Floor::Same, |row| row.known.relief = None),
    ("return height", Floor::Undecided, |row| {
        let less = match row.known.lost_link {
            Some(LostLink::Return(_)) => LostLink::Return(ReturnHeight::NotStated),
            Some(LostLink::Rally(_)) => LostLink::Rally(ReturnHeight::NotStated),
            _ => return,
        };
        row.known.lost_link = Some(less);
    }),
    ("lost-link action", Floor::Undecided, |row| {
        row.known.lost_link = Some(LostLink::NotStated);
    }),
];

fn unknowns(row: &Row) -> Vec<Less> {
    let of_rows = OF_ROWS.iter().map(|(what, floor, forget)| less(row, *what, *floor, forget));
    let of_zones = (0..row.zones.len()).flat_map(|at| {
        OF_ZONES.iter().map(move |(what, floor, forget)| {
            less(row, format!("{what} of zone {}", at + 1), *floor, |row| {
                forget(&mut row.zones[at]);
            })
        })
    });
    of_rows.chain(of_zones).collect()
}

/// Whether statements of the row contradict each other.
fn contradicts_itself(row: &Row) -> bool {
    let mut builder = overfly_check::Airspace::builder();
    let zones = overfly_testkit::scene::zone_set(row.zones.clone());
    builder.add(crate::ask::dataset(overfly_check::Answers::Nowhere, zones));
    let place = Extent::of_flight(&row.flight.items, Metres::ZERO);
    let place = place.unwrap_or(Extent::WORLD);
    let terrain = builder.build().terrain(&place);
    let limits = row.zones.iter().flat_map(|zone| &zone.parts).map(|part| part.limits);
    let flown = row.flight.items.pieces.iter().map(|piece| piece.heights);
    let belied = [Code::HeightAssumed, Code::RallyPointMissing];
    let tiles = row.known.relief.iter().flat_map(|relief| {
        relief.tiles().filter_map(|tile| relief.ground(&tile.name().extent()).interval)
    });
    let mut strange = tiles.map(|tile| tile.lowest > terrain.ground().highest);
    row.expect.codes.iter().any(|code| belied.contains(code))
        || strange.any(|strange| strange)
        || limits.into_iter().any(|limits| limits.may_be_empty(&terrain))
        || flown.into_iter().any(|heights| heights.contradicts_itself(&terrain))
}

#[test]
fn check_table_no_unknown_betters_a_verdict() {
    let mut better = Vec::new();
    let mut asked = 0;
    for row in rows().into_iter().filter(|row| !contradicts_itself(row)) {
        let before = answer(&row).verdict;
        for Less { what, row: less, floor } in unknowns(&row) {
            let after = answer(&less).verdict;
            let floor = match floor {
                Floor::Same => before,
                Floor::Undecided => before.min(Verdict::Undecided),
            };
            asked += 1;
            if after < floor {
                let (before, after) = (before.as_str(), after.as_str());
                better.push(format!(
                    "{row}: without the {what} {before} becomes {after}\n  {}",
                    row.cells.join(" | ")
                ));
            }
        }
    }
    assert!(better.is_empty(), "{} of {asked}\n{}", better.len(), better.join("\n"));
    assert!(asked > 3000, "{asked}");
}

#[test]
fn check_table_leaves_out_only_what_contradicts_itself() {
    let rows = rows();
    let left_out = rows.iter().filter(|row| contradicts_itself(row)).count();
    assert!((5..20).contains(&left_out), "{left_out} of {}", rows.len());
}

#[test]
fn check_table_no_wider_margin_betters_a_verdict() {
    for row in rows() {
        let before = answer(&row).verdict;
        for (lateral, vertical) in [(15, 0), (0, 15), (200, 200)] {
            let mut wider = row.clone();
            let margins = &mut wider.known.margins;
            margins.lateral = margins.lateral + Metres::whole(lateral);
            margins.vertical = margins.vertical + Metres::whole(vertical);
            let after = answer(&wider).verdict;
            assert!(
                after >= before,
                "{row}: {lateral} m, {vertical} m: {before:?} became {after:?}"
            );
        }
    }
}

/// A zone with a part more: the box round each of its own, 100 m wider.
fn grown(zone: &Zone) -> Zone {
    let mut larger = zone.clone();
    for part in &zone.parts {
        let Some(extent) = Extent::of_outline(&part.outline) else { continue };
        let extent = extent.grown(Metres::whole(100));
        let ([south, north], [west, east]) = (extent.lat_deg(), extent.lon_deg());
        if east - west > 170.0 {
            continue;
        }
        let corner = |lat, lon: f64| {
            Position::from_lat_lon_deg([lat, if lon > 180.0 { lon - 360.0 } else { lon }]).unwrap()
        };
        let corners = vec![
            corner(south, west),
            corner(south, east),
            corner(north, east),
            corner(north, west),
        ];
        let outline = Outline::Polygon { outer: Ring::short_way(corners), holes: Vec::new() };
        larger.parts.push(Part { outline, placement: Placement::AsRead, ..part.clone() });
    }
    larger
}

/// Without a statement of coverage the zones themselves say where the data speaks: those rows are left
/// out.
#[test]
fn check_table_no_larger_zone_betters_a_verdict() {
    for row in rows().into_iter().filter(|row| row.known.speaks != Speaks::InBoxOfZones) {
        let before = answer(&row).verdict;
        for at in 0..row.zones.len() {
            let mut larger = row.clone();
            larger.zones[at] = grown(&row.zones[at]);
            let after = answer(&larger).verdict;
            assert!(after >= before, "{row}: {before:?} became {after:?}");
        }
    }
}
