//! Elevation tiles. They are made here: the smallest there are has 2.9 MB.

use overfly_format::terrain::{read, tile_name};
use overfly_model::{Code, Extent, Position, Relief};
use overfly_testkit::fuzz;
use proptest::prelude::*;

const SIDE: usize = 1201;

/// The bytes of a tile whose post in a row (from the north) and column (from the west) is what `height` says.
fn bytes(side: usize, height: impl Fn(usize, usize) -> i16) -> Vec<u8> {
    let posts = (0..side).flat_map(|row| (0..side).map(move |column| (row, column)));
    posts.flat_map(|(row, column)| height(row, column).to_be_bytes()).collect()
}

fn small(number: usize) -> i16 {
    i16::try_from(number).unwrap()
}

fn at(lat: f64, lon: f64) -> Position {
    Position::from_lat_lon_deg([lat, lon]).unwrap()
}

#[test]
fn a_tile_rises_where_its_rows_and_columns_do() {
    for side in [SIDE, 3601] {
        // From 0 m in the south-west to 100 m in the north and 50 m more in the east.
        let slope = bytes(side, |row, column| {
            small((side - 1 - row) * 100 / (side - 1) + column * 50 / (side - 1))
        });
        let reading = read("N52E004.hgt", &slope).unwrap();
        assert_eq!((reading.items.side(), reading.findings.as_slice()), (side, &[][..]));
        let mut relief = Relief::default();
        relief.insert(reading.items);
        for (lat, lon, height) in
            [(52.001, 4.001, 0.0), (52.999, 4.001, 100.0), (52.001, 4.999, 50.0), (52.5, 4.5, 75.0)]
        {
            let here = relief.elevation(at(lat, lon)).unwrap();
            let (low, high) = (here.lowest.value(), here.highest.value());
            assert!(low <= height - 18.0 && height + 18.0 <= high && high - low < 46.0, "{here:?}");
        }
    }
}

#[test]
fn the_name_of_a_file_says_where_its_tile_lies() {
    for name in ["N52E004.hgt", "n52e004.HGT", "N52E004.SRTMGL1.hgt"] {
        assert_eq!(tile_name(name).unwrap().to_string(), "N52E004");
    }
    for name in ["N52E004", "N52E004.hgt.zip", ".hgt", "N52E004 (1).hgt", "S00W000.hgt", "dam.hgt"]
    {
        assert_eq!(tile_name(name), None, "{name}");
        let error = read(name, &bytes(SIDE, |_, _| 1)).unwrap_err().to_string();
        assert!(error.contains("name: ") && error.contains("N52E004.hgt"), "{error}");
    }
}

#[test]
fn what_is_no_tile_says_what_it_is() {
    let whole = bytes(SIDE, |_, _| 1);
    let longer = [whole.as_slice(), &[0]].concat();
    for (file, says) in [
        (&b""[..], "is empty"),
        (&whole[..whole.len() - 1], "size: 2884801 bytes; a tile has 2884802"),
        (&longer, "size: 2884803 bytes"),
        (b"PK\x03\x04 N52E004.hgt", "is a ZIP archive, not an elevation tile"),
        (b"\x1f\x8b\x08", "is a gzip archive"),
        (b"<!DOCTYPE html><title>Log in</title>", "is an HTML or XML page"),
        (b"II*\0\x08\0\0\0", "is a TIFF image"),
        (&bytes(SIDE, |_, _| i16::MIN), "posts: none of them has a height"),
        (&bytes(SIDE, |_, _| 9_001), "posts: none of them has a height"),
    ] {
        let error = read("N52E004.hgt", file).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    let huge = vec![0; 3601 * 3601 * 2 + 1];
    assert!(read("N52E004.hgt", &huge).unwrap_err().to_string().contains("is larger than 25 MiB"));
}

#[test]
fn heights_that_no_land_has_are_found_and_are_no_heights() {
    let odd = bytes(SIDE, |row, column| if (row, column) == (600, 600) { 9_500 } else { 4 });
    let reading = read("N52E004.hgt", &odd).unwrap();
    assert_eq!(reading.findings.len(), 1);
    assert_eq!(reading.findings[0].code, Code::ElevationImplausible);
    assert!(reading.findings[0].text.contains("N52E004: 1 of its posts"), "{reading:?}");
    let mut relief = Relief::default();
    relief.insert(reading.items);
    assert!(relief.ground(&Extent::at(at(52.5, 4.5))).voids);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_fuzz_body_holds(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        fuzz::terrain_read(&bytes);
    }

    /// The ground over an extent holds every post in it, and what a larger extent says holds that.
    #[test]
    fn the_ground_holds_every_post_of_an_extent(
        seed in any::<u64>(),
        south_west in (0.0..0.98_f64, 0.0..0.98_f64),
        size in (0.0..0.02_f64, 0.0..0.02_f64),
    ) {
        let height = |row: usize, column: usize| {
            let mixed = (row as u64 * 2_654_435_761) ^ (column as u64 * 40_503) ^ seed;
            i16::try_from(mixed.wrapping_mul(6_364_136_223_846_793_005) >> 54).unwrap()
        };
        let tile = read("S35W072.hgt", &bytes(SIDE, height)).unwrap().items;
        let mut relief = Relief::default();
        relief.insert(tile);
        let corner = [-35.0 + south_west.0, -72.0 + south_west.1];
        let extent = |by: f64| {
            let other = at((corner[0] + size.0 + by).min(-34.0), (corner[1] + size.1 + by).min(-71.0));
            Extent::of_path(&[at(corner[0], corner[1]), other]).unwrap()
        };
        let over = relief.ground(&extent(0.0)).interval.unwrap();
        let step = 1.0 / 1200.0;
        for row in 0..SIDE {
            let lat = -34.0 - f64::from(small(row)) * step;
            if lat < corner[0] || lat > corner[0] + size.0 { continue }
            for column in 0..SIDE {
                let lon = -72.0 + f64::from(small(column)) * step;
                if lon < corner[1] || lon > corner[1] + size.1 { continue }
                let post = f64::from(height(row, column));
                prop_assert!(over.lowest.value() + 20.0 <= post && post <= over.highest.value() - 20.0);
            }
        }
        let wider = relief.ground(&extent(0.005)).interval.unwrap();
        prop_assert!(wider.lowest <= over.lowest && over.highest <= wider.highest);
    }
}
