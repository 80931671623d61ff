//! Built and live zones together answer as live zones alone.

use overfly_index::{BuiltIndex, Path, Tag, ZoneIndex, built};
use overfly_model::{Metres, Outline, Position};
use overfly_testkit::cases::cases;
use proptest::prelude::*;

use crate::built::{outlines, probe};
use crate::shapes::{at, index, polygon, ring};

type Choice = (u8, prop::sample::Index, [i32; 2]);

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
