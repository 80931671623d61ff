use super::*;

fn at(lat: f64, lon: f64) -> Position {
    Position::nearest_lat_lon_deg([lat, lon])
}

fn name(text: &str) -> TileName {
    TileName::from_text(text).unwrap()
}

/// A tile of one height, but for some posts: row from the north, column from the west, height.
fn tile(text: &str, height: i16, odd: &[(usize, usize, i16)]) -> Tile {
    let mut posts = vec![height; 1201 * 1201];
    for (row, column, height) in odd {
        posts[row * 1201 + column] = *height;
    }
    Tile::new(name(text), posts).unwrap()
}

fn relief<const N: usize>(tiles: [Tile; N]) -> Relief {
    let mut relief = Relief::default();
    for tile in tiles {
        assert!(relief.insert(tile).is_none());
    }
    relief
}

fn box_of(south_west: [f64; 2], north_east: [f64; 2]) -> Extent {
    let [a, b] = [south_west, north_east].map(|[lat, lon]| at(lat, lon));
    Extent::of_path(&[a, b]).unwrap()
}

fn metres(interval: Option<AmslInterval>) -> Option<[f64; 2]> {
    interval.map(|it| [it.lowest.value(), it.highest.value()])
}

#[test]
fn a_tile_has_one_name_in_either_case() {
    for text in ["N52E004", "S01W001", "N00E000", "S90W180", "N89E179"] {
        assert_eq!(name(text).to_string(), text);
        assert_eq!(name(&text.to_lowercase()), name(text));
    }
    let no_names =
        ["", "N52", "N52E4", "N52E0045", "X52E004", "N90E000", "S91E000", "N52E180", "N52W181"];
    let second_names = ["S00E004", "N52W000", "N+2E004", "N52E 04", "N５E004", "52NE004"];
    for text in no_names.into_iter().chain(second_names) {
        assert_eq!(TileName::from_text(text), None, "{text}");
    }
}

#[test]
fn the_ground_is_between_its_posts_and_what_they_may_be_wrong_by() {
    let flat = relief([tile("N52E004", 3, &[])]);
    assert_eq!(metres(flat.elevation(at(52.5, 4.5))), Some([-17.0, 23.0]));
    // One hill at the post 52.5 N 4.5 E: seen from its own cells and those beside, and not from the next.
    let hill = relief([tile("N52E004", 3, &[(600, 600, 43)])]);
    for (lat, lon) in [(52.5, 4.5), (52.5004, 4.5004), (52.4984, 4.5)] {
        assert_eq!(metres(hill.elevation(at(lat, lon))), Some([-57.0, 103.0]), "{lat} {lon}");
    }
    assert_eq!(metres(hill.elevation(at(52.5018, 4.5))), Some([-17.0, 23.0]));
    let around = box_of([52.4, 4.4], [52.6, 4.6]);
    assert_eq!(metres(hill.ground(&around).interval), Some([-57.0, 103.0]));
}

#[test]
fn rows_run_from_north_to_south_and_columns_from_west_to_east() {
    let corner = relief([tile("S18E177", 50, &[(0, 0, 10), (1200, 1200, 90)])]);
    assert_eq!(
        metres(corner.elevation(at(-17.0001, 177.0))).map(|it| it[0]),
        Some(10.0 - 20.0 - 40.0)
    );
    let south_east = corner.elevation(at(-17.9999, 177.9999));
    assert_eq!(metres(south_east).map(|it| it[1]), Some(90.0 + 20.0 + 40.0));
}

#[test]
fn a_missing_tile_leaves_the_ground_unknown_and_is_named() {
    let one = relief([tile("N52E004", 3, &[])]);
    let ground = one.ground(&box_of([52.5, 4.9], [52.6, 5.1]));
    assert_eq!((ground.interval, ground.missing), (None, vec![name("N52E005")]));
    assert_eq!(Relief::default().elevation(at(52.5, 4.5)), None);
}

#[test]
fn a_void_leaves_the_ground_unknown_where_it_lies() {
    for height in [VOID, -501, 9_001] {
        let hole = relief([tile("N52E004", 3, &[(600, 600, height)])]);
        let ground = hole.ground(&box_of([52.4, 4.4], [52.6, 4.6]));
        assert_eq!((ground.interval, ground.voids), (None, true), "{height}");
        let beside = hole.ground(&box_of([52.6, 4.4], [52.8, 4.6]));
        assert!(beside.interval.is_some() && !beside.voids);
        assert_eq!(hole.tiles().next().unwrap().implausible(), usize::from(height != VOID));
    }
}

#[test]
fn an_extent_across_borders_takes_the_tiles_of_both_sides() {
    // Greenwich and the equator, the antimeridian.
    let zero = relief([
        tile("N00E000", 10, &[]),
        tile("S01E000", 20, &[]),
        tile("N00W001", 30, &[]),
        tile("S01W001", 40, &[]),
    ]);
    let around = zero.ground(&box_of([-0.01, -0.01], [0.01, 0.01]));
    assert_eq!(metres(around.interval), Some([-10.0, 60.0]));
    let fiji = relief([tile("S18E179", 10, &[]), tile("S18W180", 90, &[])]);
    let across = box_of([-17.6, 179.9], [-17.5, -179.9]);
    assert_eq!(metres(fiji.ground(&across).interval), Some([-10.0, 110.0]));
    assert_eq!(metres(fiji.elevation(at(-17.5, 180.0))), Some([70.0, 110.0]));
    assert_eq!(metres(fiji.elevation(at(-17.5, -180.0))), Some([70.0, 110.0]));
}

#[test]
fn a_border_needs_no_tile_on_its_other_side() {
    let one = relief([tile("N52E004", 3, &[])]);
    assert!(one.ground(&box_of([52.0, 4.0], [53.0, 5.0])).interval.is_some());
    assert!(one.elevation(at(52.0, 4.0)).is_some());
    assert!(one.elevation(at(53.0, 4.5)).is_none());
}

#[test]
fn the_poles_and_the_whole_earth_have_tiles_too() {
    let all: Vec<TileName> = TileName::under(&Extent::WORLD).collect();
    assert_eq!(all.len(), 360 * 180);
    let names = |lat| TileName::under(&Extent::at(at(lat, 4.5))).map(|it| it.to_string());
    assert_eq!(names(90.0).collect::<Vec<_>>(), ["N89E004"]);
    assert_eq!(names(-90.0).collect::<Vec<_>>(), ["S90E004"]);
    let one = relief([tile("N89E004", 3, &[(0, 0, 60)])]);
    assert_eq!(metres(one.elevation(at(90.0, 4.0))).map(|it| it[1]), Some(60.0 + 20.0 + 57.0));
}

#[test]
fn an_extent_that_comes_back_to_a_tile_takes_all_of_it() {
    let belt: Vec<Position> = (0..=358).map(|lon| at(10.5, f64::from(lon) + 0.8)).collect();
    let mut path = belt;
    path.push(at(10.5, 359.9));
    path.push(at(10.5, 0.2));
    let extent = Extent::of_path(&path).unwrap();
    let one = relief([tile("N10E000", 3, &[(600, 600, 60)])]);
    let window = one.tiles().next().unwrap().window(&extent).unwrap();
    assert_eq!(window.survey().highest, 60);
    assert_eq!(one.ground(&extent).missing.len(), 359);
}

#[test]
fn a_tile_has_1201_or_3601_posts_a_side() {
    let of = |posts: usize| Tile::new(name("N52E004"), vec![0; posts]);
    assert_eq!(of(3601 * 3601).unwrap().side(), 3601);
    for posts in [0, 1, 1200 * 1200, 1201 * 1201 - 1, 1201 * 3601, 3601 * 3601 + 1] {
        assert_eq!(of(posts), Err(TileError { posts }));
    }
    assert!(tile("N52E004", VOID, &[]).is_void());
}
