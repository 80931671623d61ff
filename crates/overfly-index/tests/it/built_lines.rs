//! Segments and paths through the built engine, against the live one.

use overfly_index::{Area, Hit, NearestBorder, Path};
use overfly_model::geodesy::{self, Course};
use overfly_model::{Metres, Outline, Position};
use overfly_testkit::cases::cases;
use proptest::prelude::*;

use crate::built::{built, outlines as any_outlines, probe};
use crate::shapes::{at, index, polygon, ring};

type Choice = (u8, prop::sample::Index, [i32; 2]);

/// The same outlines on the same stretches of what `name` says.
pub fn assert_same(name: &str, found: &[Hit], expected: &[Hit]) {
    // Where a stretch goes on from cell to cell, floating point joins it.
    let tolerance = 1e-6;
    let tags = |hits: &[Hit]| hits.iter().map(|hit| hit.tag).collect::<Vec<_>>();
    assert_eq!(tags(found), tags(expected), "{name}: {found:?} {expected:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found.along.len(), expected.along.len(), "{name}: {found:?} {expected:?}");
        for (a, b) in found.along.iter().zip(&expected.along) {
            for (a, b) in [(a.from, b.from), (a.to, b.to)] {
                assert!(
                    (a.value() - b.value()).abs() < tolerance,
                    "{name}: {found:?} {expected:?}"
                );
            }
        }
    }
}

/// Outlines whose holes lie in the boxes of their outer rings: what sticks out takes nothing away, and the
/// live engine finds its border only when something else leads it to the outline.
pub fn outlines() -> impl Strategy<Value = Vec<Outline>> {
    let tidy = |outline: &Outline| match outline {
        Outline::Polygon { outer, holes } => {
            let within = |of: fn(&Position) -> i32, at: i32| {
                let all = || outer.vertices.iter().map(of);
                // Across the antimeridian the numbers make no box.
                let narrow =
                    all().max().zip(all().min()).is_some_and(|(a, b)| a / 2 - b / 2 < 1 << 28);
                narrow && all().min() <= Some(at) && Some(at) <= all().max()
            };
            holes
                .iter()
                .flat_map(|hole| &hole.vertices)
                .all(|p| within(|q| q.lat_e7(), p.lat_e7()) && within(|q| q.lon_e7(), p.lon_e7()))
        }
        _ => true,
    };
    any_outlines()
        .prop_map(move |outlines| outlines.into_iter().filter(tidy).collect::<Vec<_>>())
        .prop_filter("none are left", |outlines| !outlines.is_empty())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn segments_are_answered_as_the_live_engine_answers_them(
        outlines in outlines(), choices in prop::collection::vec(any::<[Choice; 2]>(), 16),
    ) {
        let polygons = outlines.into_iter().filter(|outline| matches!(outline, Outline::Polygon { .. }));
        let outlines: Vec<Outline> = polygons.collect();
        prop_assume!(!outlines.is_empty());
        let (live, built) = (index(&outlines), built(&outlines));
        for [a, b] in choices {
            let ends = [probe(&outlines, a), probe(&outlines, b)];
            if (i64::from(ends[0].lon_e7()) - i64::from(ends[1].lon_e7())).abs() > 100_000_000 {
                continue;
            }
            prop_assert_eq!(built.segment(ends).unwrap(), live.segment(ends), "{:?} in {:?}", ends, outlines);
        }
    }

    #[test]
    fn paths_are_answered_as_the_live_engine_answers_them(
        outlines in outlines(),
        legs in prop::collection::vec((any::<Choice>(), 0.0..360.0_f64, 0..8_000_i32, 0..60_i32), 8),
    ) {
        let (live, built) = (index(&outlines), built(&outlines));
        for (from, course, length, margin) in legs {
            let from = probe(&outlines, from);
            let to = geodesy::travel(from, Course::from_deg(course), Metres::whole(length));
            let path = Path::through(&[from, to]).unwrap();
            let margin = Metres::whole(margin.max(20) - 20);
            let name = format!("{path:?} within {margin:?} of {outlines:?}");
            assert_same(&name, &built.along(&path, margin).unwrap(), &live.along(&path, margin));
        }
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn areas_and_nearest_borders_are_answered_as_the_live_engine_answers_them(
        outlines in outlines(),
        places in prop::collection::vec((any::<Choice>(), 0.0..360.0_f64, 0..8_000_i32, 1..4_000_i32), 4),
    ) {
        let (live, built) = (index(&outlines), built(&outlines));
        for (from, course, length, radius) in places {
            let from = geodesy::travel(probe(&outlines, from), Course::from_deg(course), Metres::whole(length));
            if from.lat_deg().abs() > 80.0 {
                continue;
            }
            let area = Area::round(from, Metres::whole(radius)).unwrap();
            let margin = Metres::whole(10);
            prop_assert_eq!(built.over(&area, margin).unwrap(), live.over(&area, margin));
            let path = Path::through(&[from]).unwrap();
            let limit = Metres::whole(20_000);
            let (found, expected) =
                (built.nearest_border(&path, limit, |_| true).unwrap(), live.nearest_border(&path, limit, |_| true));
            let distance = |found: Option<NearestBorder>| found.map(|found| (found.distance.value() * 1e3).round());
            prop_assert_eq!(distance(found), distance(expected), "{:?} {:?}", found, expected);
        }
    }
}

#[test]
fn a_zone_eight_metres_beside_a_leg_is_met_with_ten_metres_of_margin() {
    // The border lies on the line between cells of every size, and the leg in the cells beside it.
    let zones = [polygon(ring("52 4, 52 4.1, 52.1 4.1, 52.1 4"))];
    let built = built(&zones);
    let beside = |metres: i32, lat: f64| -> Position {
        geodesy::travel(at(lat, 4.0), Course::from_deg(270.0), Metres::whole(metres))
    };
    let leg = |metres| Path::through(&[beside(metres, 52.01), beside(metres, 52.03)]).unwrap();
    assert_eq!(built.along(&leg(8), Metres::whole(10)).unwrap().len(), 1);
    assert_eq!(built.along(&leg(12), Metres::whole(10)).unwrap().len(), 0);
    assert_same(
        "beside",
        &built.along(&leg(8), Metres::whole(10)).unwrap(),
        &index(&zones).along(&leg(8), Metres::whole(10)),
    );
}
