//! Hostile images: whatever the bytes, `open` refuses them or every question ends soon, with an answer
//! or an error.

use overfly_index::built::{Damaged, OpenError};
use overfly_index::{Area, BuiltIndex, Path, Tag, ZoneIndex, built};
use overfly_model::Metres;
use overfly_testkit::rings;

use crate::built::{comb, numbers};
use crate::questions;
use crate::shapes::{at, polygon, ring};

const LAT: i64 = 520_000_000;
const LON: i64 = 40_000_000;

/// An image by its header and sections. `grid` is the width of a top cell as a power of two, columns and
/// rows; the corner of the grid is at 52 N 4 E.
fn image([shift, columns, rows]: [u32; 3], top: &[u32], cells: &[u32]) -> Vec<u8> {
    let mut bytes = b"OVFINDEX".to_vec();
    let corner = [LON, LAT].map(|c| i32::try_from(c).unwrap().cast_unsigned());
    let long = |words: &[u32]| [u32::try_from(4 * words.len()).unwrap(), 0];
    let head =
        [1, shift, columns, rows].into_iter().chain(corner).chain(long(top)).chain(long(cells));
    let all =
        head.chain([1, 0, 0, 0, 0, 0]).chain(top.iter().copied()).chain(cells.iter().copied());
    bytes.extend(all.flat_map(u32::to_le_bytes));
    bytes
}

fn refused(image: &[u8]) -> OpenError {
    BuiltIndex::open(image).err().unwrap()
}

#[test]
fn a_header_whose_counts_overflow_is_refused() {
    let most = u32::MAX;
    for grid in [[0, most, most], [31, most, 1], [0, 1 << 31, 2], [0, 1 << 16, 1 << 16], [32, 1, 1]]
    {
        assert_eq!(refused(&image(grid, &[0], &[0])), OpenError::Inconsistent, "{grid:?}");
    }
    for grid in [[0, 0, most], [0, most, 0]] {
        assert_eq!(refused(&image(grid, &[], &[0])), OpenError::Inconsistent, "{grid:?}");
    }
    let wide = |top: u64, cells: u64| {
        let mut image = image([10, 1, 1], &[0], &[0]);
        image[32..40].copy_from_slice(&top.to_le_bytes());
        image[40..48].copy_from_slice(&cells.to_le_bytes());
        image
    };
    assert_eq!(refused(&wide(4, u64::MAX - 3)), OpenError::Truncated);
    assert_eq!(refused(&wide(u64::MAX, 4)), OpenError::Inconsistent);
    assert_eq!(refused(&wide(4, 3)), OpenError::Inconsistent);
    let mut bulging = image([10, 1, 1], &[0], &[0]);
    bulging[52..56].copy_from_slice(&f32::NAN.to_le_bytes());
    assert_eq!(refused(&bulging), OpenError::Inconsistent);
    assert!(BuiltIndex::open(image([10, 1, 1], &[0], &[0])).is_ok());
}

#[test]
fn counts_that_reach_beyond_the_image_are_damage() {
    let corner = rings::position(LAT + 5, LON + 5);
    // Covers, entries, vertices, a shared list, a node: each more or farther than there is.
    let leaves: [&[u32]; 12] = [
        &[0, 0xfffd << 16],
        &[0, 0xffff << 16, u32::MAX],
        &[0, 0xffff, u32::MAX],
        &[0, 1, 7, 0xffff],
        &[0, 1, 7, 1 << 24 | 0xffff],
        &[0, 1, 7, 2 << 24 | 0xffff],
        &[0, 1, 7, 3 << 24, u32::MAX, 0],
        &[0, 1, 7, 5 << 24 | 0xffff],
        &[0, 1, 7, 6 << 24 | 0xffff],
        // No way of writing vertices.
        &[0, 1, 7, 7 << 24],
        &[0, 0xfffe << 16, u32::MAX],
        &[0, 0xfffe << 16, 1],
    ];
    for leaf in leaves {
        let index = BuiltIndex::open(image([20, 1, 1], &[1 << 3], leaf)).unwrap();
        assert_eq!(index.at(corner), Err(Damaged), "{leaf:?}");
        assert_eq!(index.along(&leg(), Metres::whole(10)), Err(Damaged), "{leaf:?}");
    }
    for kind in 2..8 {
        for rest in [1, 2, u32::MAX >> 3] {
            let index = BuiltIndex::open(image([20, 1, 1], &[rest << 3 | kind], &[0])).unwrap();
            assert_eq!(index.at(corner), Err(Damaged), "{kind} {rest}");
        }
    }
}

fn leg() -> Path {
    Path::through(&[
        rings::position(LAT - 100, LON - 90),
        rings::position(LAT + 70_000, LON + 90_000),
    ])
    .unwrap()
}

/// Every question; whether any was refused.
fn ask_all(image: Vec<u8>) -> bool {
    let index = BuiltIndex::open(image).unwrap();
    let here = rings::position(LAT + 33_000, LON + 44_000);
    let area = Area::inside(&[
        here,
        rings::position(LAT - 50_000, LON - 60_000),
        rings::position(LAT, LON + 90_000),
    ]);
    let far = Metres::whole(2_000_000);
    let answers = [
        index.at(here).is_err(),
        index.visit_all(&[here; 100], |_, _| ()).is_err(),
        index.segment([at(51.0, 3.0), at(53.0, 5.0)]).is_err(),
        index.along(&leg(), Metres::whole(10)).is_err(),
        index.along(&leg(), Metres::whole(5_000)).is_err(),
        index.over(&area.unwrap(), Metres::whole(10)).is_err(),
        index.nearest_border(&leg(), far, |_| true).is_err(),
    ];
    answers.contains(&true)
}

#[test]
fn cells_that_all_lead_to_one_great_leaf_are_not_read_for_ever() {
    // 65,536 cells, and a leaf of 100,000 edges or 40,000 circles for each of them: 10^10 edges in all.
    let cells = 256 * 256;
    let mut zigzag = vec![0, 2, 7, 50_000, 7, 50_000];
    zigzag.splice(4..4, (0..50_000).map(|i| (i % 2 * 200) << 16 | (i / 4)));
    zigzag.extend((0..50_000).map(|i| (i % 2 * 200) << 16 | (i / 4)));
    let mut circles = vec![0, 40_000];
    let corner = [LAT, LON].map(|c| i32::try_from(c).unwrap().cast_unsigned());
    let radius = 100.0_f64.to_bits();
    let radius = [radius & 0xffff_ffff, radius >> 32].map(|half| u32::try_from(half).unwrap());
    circles.extend(
        (0..40_000)
            .flat_map(|tag| [tag, 4 << 24, corner[0] + tag, corner[1], radius[0], radius[1]]),
    );
    for leaf in [&zigzag, &circles] {
        assert!(ask_all(image([8, 256, 256], &vec![1 << 3; cells], leaf)));
    }
}

#[test]
fn nodes_that_lead_to_themselves_come_to_an_end() {
    for kind in 2..8 {
        // A node of references to itself: as deep as cells can grow small, and as wide.
        assert!(ask_all(image([31, 1, 1], &[1 << 3 | kind], &vec![1 << 3 | kind; 300])), "{kind}");
    }
}

#[test]
fn cells_that_share_a_great_list_of_covers_take_it_once() {
    // Every cell is held by the same 100,000 tags: 10^10 if each cell gave its own.
    let mut covers = vec![0, 0xffff << 16, 100_000];
    covers.extend(0..100_000);
    let bytes = image([4, 512, 512], &vec![1 << 3; 512 * 512], &covers);
    let index = BuiltIndex::open(&bytes).unwrap();
    let path = Path::through(&[
        rings::position(LAT + 1, LON + 1),
        rings::position(LAT + 8_000, LON + 8_000),
    ])
    .unwrap();
    let hits = index.along(&path, Metres::ZERO).unwrap();
    assert_eq!(hits.len(), 100_000);
    assert!(hits.iter().all(|hit| hit.along.len() == 1));
    // Every cell another list of the same words: more than there are words.
    let mut lists = vec![0_u32; 4];
    lists.extend((0..60_000).map(|_| 30_000 << 16));
    let top: Vec<u32> = (0..512 * 512).map(|i| (4 + i % 30_000) << 3).collect();
    let index = BuiltIndex::open(image([4, 512, 512], &top, &lists)).unwrap();
    assert_eq!(index.along(&path, Metres::ZERO), Err(Damaged));
}

#[test]
fn a_leaf_with_more_crossings_than_can_be_counted_counts_as_inside() {
    let leg =
        Path::through(&[rings::position(LAT + 100, LON), rings::position(LAT + 100, LON + 60_000)])
            .unwrap();
    // 60,000 edges up and down the whole cell, and the leg crosses all of them.
    let mut zigzag = vec![0, 1, 7, 60_000];
    let x = |i: i16| u32::from(i.cast_unsigned());
    zigzag.extend(
        (-30_000..30_000)
            .map(|i| if i % 2 == 0 { 0x8001 << 16 | x(i) } else { 0x7fff << 16 | x(i) }),
    );
    let index = BuiltIndex::open(image([16, 1, 1], &[1 << 3], &zigzag)).unwrap();
    let hits = index.along(&leg, Metres::ZERO).unwrap();
    assert_eq!((hits.len(), hits[0].along.len()), (1, 1));
}

#[test]
fn any_damage_is_an_error_for_the_whole_answer() {
    let index = BuiltIndex::open(image([20, 1, 1], &[9 << 3], &[0])).unwrap();
    let mut zones = ZoneIndex::with(index);
    assert!(zones.insert(Tag(1), &polygon(ring("51 3, 51 6, 54 6, 54 3"))));
    let here = rings::position(LAT + 5, LON + 5);
    let path = leg();
    let area = Area::round(here, Metres::whole(100)).unwrap();
    assert_eq!(zones.at(here), Err(Damaged));
    assert_eq!(zones.segment([here, at(52.5, 4.5)]), Err(Damaged));
    assert_eq!(zones.along(&path, Metres::whole(10)), Err(Damaged));
    assert_eq!(zones.over(&area, Metres::whole(10)), Err(Damaged));
    assert_eq!(zones.nearest_border(&path, Metres::whole(5_000), |_| true), Err(Damaged));
}

#[test]
fn real_images_with_something_wrong_in_them_end_every_question() {
    let mut next = numbers(77);
    let images = questions::images();
    for round in 0..if crate::hunt_points::factor() > 1 { 20_000 } else { 300 } {
        let mut bytes = images[round % images.len()].clone();
        for _ in 0..=next(6) {
            let place = usize::try_from(next(i64::try_from(bytes.len()).unwrap())).unwrap();
            bytes[place] = u8::try_from(next(256)).unwrap();
        }
        questions::ask(&bytes);
    }
}

#[test]
fn the_sound_images_of_the_fuzzer_are_opened_and_answered() {
    for bytes in questions::images() {
        assert_eq!(BuiltIndex::open(&bytes).unwrap().verify(), Ok(()));
        questions::ask(&bytes);
    }
    let teeth = [comb(3_000, 30_000)];
    let image = built::build((0..).map(Tag).zip(&teeth)).unwrap().image;
    assert!(!ask_all(image), "a budget that a sound image exhausts");
}
