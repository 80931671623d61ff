//! Points where the built engine is most easily wrong: borders, corners, borders of cells, the ends of
//! the world. It has to answer as the live engine and as brute force.

use overfly_index::{BuiltIndex, LiveIndex, Tag, built};
use overfly_model::{Outline, Position};
use overfly_testkit::rings;

use crate::built::numbers;
use crate::gallery::{
    self, around, brute_holds, cell_corners, engines, lattice_world, near_borders,
};
use crate::shapes::{at, polygon};

/// How many times as many cases, where the heavy tests run.
pub fn factor() -> i64 {
    if std::env::var_os("OVERFLY_HEAVY").is_some() { 10 } else { 1 }
}

/// How many times as many worlds, which take longer.
pub fn rounds() -> i64 {
    if factor() > 1 { 10 } else { 1 }
}

/// Asks both engines, one by one and in flocks; gives how many zones they found in all.
fn agree(
    name: &str,
    live: &LiveIndex,
    built: &BuiltIndex<Vec<u8>>,
    positions: &[Position],
) -> usize {
    let mut all = vec![Vec::new(); positions.len()];
    built.visit_all(positions, |place, tag| all[place].push(tag)).unwrap();
    let mut hits = 0;
    for (&position, mut flock) in positions.iter().zip(all) {
        let expected = live.at(position);
        assert_eq!(built.at(position).unwrap(), expected, "{name}: {position}");
        flock.sort_unstable();
        flock.dedup();
        assert_eq!(flock, expected, "{name}: {position} in a flock");
        hits += expected.len();
    }
    hits
}

/// And brute force.
fn agree_with_brute_force(
    name: &str,
    outlines: &[Outline],
    live: &LiveIndex,
    positions: impl IntoIterator<Item = Position>,
) {
    for position in positions {
        let holding = (0_u32..).zip(outlines).filter(|(_, outline)| brute_holds(outline, position));
        let expected: Vec<Tag> = holding.map(|(tag, _)| Tag(tag)).collect();
        assert_eq!(live.at(position), expected, "{name}: {position}");
    }
}

fn anywhere(count: i64, next: &mut impl FnMut(i64) -> i64) -> Vec<Position> {
    (0..count)
        .map(|_| {
            rings::position(next(1_800_000_001) - 900_000_000, next(3_600_000_001) - 1_800_000_000)
        })
        .collect()
}

/// The corners and edges of what coordinates can say.
fn ends_of_the_world() -> Vec<Position> {
    let lats = [-90.0, -89.999_999_9, -45.0, 0.0, 45.0, 89.999_999_9, 90.0];
    let lons = [-180.0, -179.999_999_9, -90.0, 0.0, 90.0, 179.999_999_9, 180.0];
    lats.iter().flat_map(|lat| lons.map(|lon| at(*lat, lon))).collect()
}

#[test]
fn every_odd_scene_is_answered_as_brute_force_answers_it() {
    for (name, outlines) in gallery::scenes() {
        let (live, built) = engines(&outlines);
        let mut next = numbers(1);
        let mut positions = near_borders(&outlines, 200 * factor(), &mut next);
        positions.extend(cell_corners(built.image(), 60, &mut next));
        positions.extend(ends_of_the_world());
        positions.extend(anywhere(2_000 * factor(), &mut next));
        assert!(agree(name, &live, &built, &positions) > 0, "{name}");
        let all = positions.iter().step_by(usize::try_from(factor()).unwrap());
        agree_with_brute_force(name, &outlines, &live, all.copied());
    }
}

#[test]
fn all_odd_scenes_upon_each_other_are_answered_too() {
    let outlines: Vec<Outline> =
        gallery::scenes().into_iter().flat_map(|(_, outlines)| outlines).collect();
    let (live, built) = engines(&outlines);
    let mut next = numbers(2);
    let mut positions = near_borders(&outlines, 100 * factor(), &mut next);
    positions.extend(cell_corners(built.image(), 500, &mut next));
    positions.extend(ends_of_the_world());
    positions.extend(anywhere(5_000 * factor(), &mut next));
    assert!(agree("all", &live, &built, &positions) > 20_000);
}

#[test]
fn every_point_of_a_small_world_is_answered_as_brute_force_answers_it() {
    let side = 40;
    for seed in 0..u64::try_from(12 * rounds()).unwrap() {
        let world = lattice_world(seed, [3, 12, 40][usize::try_from(seed % 3).unwrap()], side, 1);
        let (live, built) = engines(&world);
        let Outline::Polygon { outer, .. } = &world[0] else { unreachable!() };
        let corner = outer.vertices[0];
        let all: Vec<Position> = (-side - 2..side + 2)
            .flat_map(|y| (-side - 2..side + 2).map(move |x| (y, x)))
            .map(|(y, x)| {
                rings::position(i64::from(corner.lat_e7()) + y, i64::from(corner.lon_e7()) + x)
            })
            .collect();
        assert!(agree(&format!("world {seed}"), &live, &built, &all) > 0);
        agree_with_brute_force(&format!("world {seed}"), &world, &live, all.into_iter().step_by(7));
    }
}

#[test]
fn worlds_on_powers_of_two_are_answered_on_every_border_of_a_cell() {
    for seed in 0..u64::try_from(20 * rounds()).unwrap() {
        let scale =
            [2, 256, 4_096, 100_000, 8_388_608, 10_000_000][usize::try_from(seed % 6).unwrap()];
        let world = lattice_world(seed, 150, 17, scale);
        let (live, built) = engines(&world);
        let mut next = numbers(seed + 100);
        let mut positions = near_borders(&world, 30, &mut next);
        positions.extend(cell_corners(built.image(), 200, &mut next));
        assert!(agree(&format!("world {seed}"), &live, &built, &positions) > 1_000);
        agree_with_brute_force(
            &format!("world {seed}"),
            &world,
            &live,
            positions.into_iter().step_by(29),
        );
    }
}

#[test]
fn a_circle_whose_cells_reach_beyond_the_pole_is_found() {
    let outlines =
        [Outline::Circle { centre: at(89.9, 0.0), radius: overfly_model::Metres::whole(40_000) }];
    let (live, built) = engines(&outlines);
    let positions: Vec<Position> = (0..3_600)
        .flat_map(|i| {
            [
                at(89.8, f64::from(i) / 10.0 - 180.0),
                at(90.0 - f64::from(i) * 1e-4, f64::from(i) / 20.0),
            ]
        })
        .collect();
    assert!(agree("pole", &live, &built, &positions) > 3_000);
}

#[test]
fn more_zones_in_one_cell_than_sixteen_bits_count_are_all_found() {
    let same = polygon(gallery::units(520_000_000, 40_000_000, &[(0, 0), (0, 9), (9, 9), (9, 0)]));
    let around_it =
        polygon(gallery::units(520_000_000, 40_000_000, &[(-5, -5), (-5, 20), (20, 20), (20, -5)]));
    let zones: Vec<&Outline> =
        (0..70_000).map(|i| if i % 2 == 0 { &same } else { &around_it }).collect();
    let zones: Vec<Outline> =
        zones.into_iter().chain(std::iter::repeat_n(&same, 70_000)).cloned().collect();
    let (_, built) = engines(&zones);
    let [middle, corner, edge, beside] = [(5, 5), (0, 0), (0, 4), (0, 10)]
        .map(|(y, x)| rings::position(520_000_000 + y, 40_000_000 + x));
    for (position, expected) in
        [(middle, 140_000), (corner, 140_000), (edge, 140_000), (beside, 35_000)]
    {
        assert_eq!(built.at(position).unwrap().len(), expected, "{position}");
    }
    assert_eq!(built.segment([beside, edge]).unwrap().len(), 140_000);
}

#[test]
fn outlines_of_one_tag_are_one_outline() {
    for seed in 0..u64::try_from(20 * rounds()).unwrap() {
        let world = lattice_world(seed, 60, 33, [1, 1_000][usize::try_from(seed % 2).unwrap()]);
        let tagged = || {
            world
                .iter()
                .enumerate()
                .map(|(place, outline)| (Tag(u32::try_from(place % 4).unwrap()), outline))
        };
        let live = LiveIndex::bulk(tagged()).0;
        let built = BuiltIndex::open(built::build(tagged()).unwrap().image).unwrap();
        let mut next = numbers(seed);
        let mut positions = near_borders(&world, 20, &mut next);
        positions.extend(cell_corners(built.image(), 50, &mut next));
        assert!(agree(&format!("union {seed}"), &live, &built, &positions) > 100);
    }
}

#[test]
fn millions_of_points_and_tens_of_thousands_on_borders_are_answered_alike() {
    // Heavy: 200,000 zones; else a fiftieth.
    let count = if factor() > 1 { 200_000 } else { 4_000 };
    let zones = gallery::country(count, 9);
    let (live, built) = engines(&zones);
    assert_eq!(built.verify(), Ok(()));
    let mut next = numbers(10);
    let borders: Vec<Position> = near_borders(&zones, 5, &mut next);
    assert!(borders.len() >= 20_000);
    let mut positions: Vec<Position> = borders.iter().take(500).flat_map(|p| around(*p)).collect();
    positions.extend(borders);
    positions.extend(cell_corners(built.image(), 2_000, &mut next));
    positions.extend(gallery::in_country(20_000 * factor(), &mut next));
    assert!(agree("country", &live, &built, &positions) > 20_000);
}
