//! Built and live zones together answer as live zones alone.

use overfly_index::{Area, BuiltIndex, Hit, LiveIndex, Path, Tag, ZoneIndex, built};
use overfly_model::geodesy;
use overfly_model::{Metres, Outline, Position};
use overfly_testkit::cases::cases;
use proptest::prelude::*;

use crate::built::{outlines, probe};
use crate::built_lines::outlines as tidy_outlines;
use crate::shapes::{at, index, polygon, ring};

type Choice = (u8, prop::sample::Index, [i32; 2]);

const MARGIN: Metres = Metres::whole(10);
const FAR: Metres = Metres::whole(100_000);

/// Every other outline in the image, the others live.
fn half_and_half(outlines: &[Outline]) -> ZoneIndex<Vec<u8>> {
    let tagged = || (0_u32..).map(Tag).zip(outlines);
    let image = built::build(tagged().step_by(2)).unwrap().image;
    let mut zones = ZoneIndex::with(BuiltIndex::open(image).unwrap());
    for (tag, outline) in tagged().skip(1).step_by(2) {
        assert!(zones.insert(tag, outline));
    }
    zones
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn it_does_not_matter_which_zones_are_built(
        outlines in outlines(), probes in prop::collection::vec(any::<Choice>(), 24),
    ) {
        let (live, zones) = (index(&outlines), half_and_half(&outlines));
        for choice in probes {
            let position = probe(&outlines, choice);
            prop_assert_eq!(zones.at(position).unwrap(), live.at(position), "{}", position);
        }
    }

    #[test]
    fn a_zone_that_is_removed_is_gone_and_the_others_stay(
        outlines in outlines(), which in any::<prop::sample::Index>(), probes in prop::collection::vec(any::<Choice>(), 24),
    ) {
        let mut live = index(&outlines);
        let gone = Tag(u32::try_from(which.index(outlines.len())).unwrap());
        prop_assert!(live.remove(gone));
        prop_assert!(!live.remove(gone));
        let all = index(&outlines);
        for choice in probes {
            let position = probe(&outlines, choice);
            let mut expected = all.at(position);
            expected.retain(|tag| *tag != gone);
            prop_assert_eq!(live.at(position), expected, "{}", position);
        }
    }
}

/// What is done to a half-built index: a zone more, or one less.
fn steps() -> impl Strategy<Value = Vec<(bool, prop::sample::Index)>> {
    prop::collection::vec((any::<bool>(), any::<prop::sample::Index>()), 0..24)
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn zones_that_come_and_go_beside_an_image_are_answered_as_live_zones_alone(
        outlines in tidy_outlines(), in_image in prop::collection::vec(any::<bool>(), 12), steps in steps(),
        probes in prop::collection::vec((any::<Choice>(), any::<Choice>()), 8),
    ) {
        let tagged: Vec<(Tag, &Outline)> = (0_u32..).map(Tag).zip(&outlines).collect();
        let (image, outside): (Vec<_>, Vec<_>) =
            tagged.into_iter().partition(|(tag, _)| in_image[tag.0 as usize % 12]);
        let built = built::build(image.iter().copied()).unwrap().image;
        let mut zones = ZoneIndex::with(BuiltIndex::open(built).unwrap());
        let mut live = LiveIndex::bulk(image.iter().copied()).0;
        for (adds, which) in steps.into_iter().filter(|_| !outside.is_empty()) {
            let (tag, outline) = outside[which.index(outside.len())];
            if adds {
                prop_assert!(zones.insert(tag, outline) && live.insert(tag, outline));
            } else {
                prop_assert_eq!(zones.remove(tag), live.remove(tag));
            }
        }
        for (from, to) in probes {
            let [from, to] = [from, to].map(|choice| probe(&outlines, choice));
            prop_assert_eq!(zones.at(from).unwrap(), live.at(from), "{}", from);
            if from.lat_deg().abs() > 85.0 || geodesy::distance(from, to) > Metres::whole(80_000) {
                continue;
            }
            let path = Path::through(&[from, to]).unwrap();
            let tags = |hits: Vec<Hit>| hits.into_iter().map(|hit| hit.tag).collect::<Vec<_>>();
            prop_assert_eq!(tags(zones.along(&path, MARGIN).unwrap()), tags(live.along(&path, MARGIN)));
            let area = Area::round(from, Metres::whole(700)).unwrap();
            prop_assert_eq!(zones.over(&area, MARGIN).unwrap(), live.over(&area, MARGIN));
            let (found, expected) = (
                zones.nearest_border(&path, FAR, |_| true).unwrap(),
                live.nearest_border(&path, FAR, |_| true),
            );
            prop_assert_eq!(found.is_some(), expected.is_some());
            if let (Some(found), Some(expected)) = (found, expected) {
                let apart = found.distance.value() - expected.distance.value();
                let tolerance = found.error.value().max(expected.error.value()) + 1e-3;
                prop_assert!(apart.abs() <= tolerance, "{:?} {:?}", found, expected);
            }
        }
    }
}

#[test]
fn the_error_of_a_nearest_border_covers_both_halves() {
    // A circle's border is told to a decimetre: the polygon a little nearer is told to less.
    let path = Path::through(&[at(52.0, 4.0)]).unwrap();
    let polygon = polygon(ring("52 4.001, 52 4.02, 52.01 4.02, 52.01 4.001"));
    let alone = index(std::slice::from_ref(&polygon)).nearest_border(&path, FAR, |_| true).unwrap();
    let centre = at(52.0, 3.9);
    let radius =
        geodesy::distance(centre, at(52.0, 4.0)) - alone.distance - Metres::new(0.05).unwrap();
    let circle = Outline::Circle { centre, radius };
    let image = built::build([(Tag(0), &polygon)]).unwrap().image;
    let mut zones = ZoneIndex::with(BuiltIndex::open(image).unwrap());
    assert!(zones.insert(Tag(1), &circle));
    let found = zones.nearest_border(&path, FAR, |_| true).unwrap().unwrap();
    let expected = index(&[polygon, circle]).nearest_border(&path, FAR, |_| true).unwrap();
    assert_eq!((found.tag, expected.tag), (Tag(0), Tag(0)));
    assert!(expected.error.value() > alone.error.value() + 0.01, "{expected:?}");
    assert!((found.error.value() - expected.error.value()).abs() < 1e-6, "{found:?} {expected:?}");
}

#[test]
fn a_tag_in_both_is_one_outline() {
    let [west, east] =
        ["52 4, 52 5, 53 5, 53 4", "52 4.9, 52 6, 53 6, 53 4.9"].map(|text| polygon(ring(text)));
    let image = built::build([(Tag(7), &west)]).unwrap().image;
    let mut zones = ZoneIndex::with(BuiltIndex::open(image).unwrap());
    assert!(zones.insert(Tag(7), &east));
    assert_eq!(zones.at(at(52.5, 4.95)).unwrap(), [Tag(7)]);
    let ends: [Position; 2] = [at(52.5, 4.89), at(52.5, 5.02)];
    assert_eq!(zones.segment(ends).unwrap(), [Tag(7)]);
    let hits = zones.along(&Path::through(&ends).unwrap(), Metres::ZERO).unwrap();
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].along.len(), 1);
    assert!(
        (hits[0].along[0].to.value() - Path::through(&ends).unwrap().length().value()).abs() < 1e-9
    );
}
