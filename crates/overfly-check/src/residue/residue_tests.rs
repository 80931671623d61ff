use overfly_model::{Flight, Footprint, HeightInterval, Margins, Piece, PieceKind, Position, Ring};

use super::frame::{e7, meridian_m, parallel_m};
use super::*;
use crate::when::Clock;

/// A place to measure from, east and north in metres.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around(pub(super) f64, pub(super) f64);

pub(super) const UTRECHT: Around = Around(52.1, 5.1);
pub(super) const FIJI: Around = Around(-16.8, 179.9999);

impl Around {
    pub(super) fn at(self, [east, north]: [f64; 2]) -> Position {
        let Self(lat, lon) = self;
        let [east, north] = [east / parallel_m(e7(lat)), north / meridian_m(e7(lat))];
        Position::nearest_lat_lon_deg([lat + north.to_degrees(), lon + east.to_degrees()])
    }

    pub(super) fn ring(self, corners: &[[f64; 2]]) -> Ring {
        Ring::short_way(corners.iter().map(|corner| self.at(*corner)).collect())
    }

    pub(super) fn polygon(self, corners: &[[f64; 2]]) -> Outline {
        Outline::Polygon { outer: self.ring(corners), holes: Vec::new() }
    }

    fn rectangle(self, [west, south]: [f64; 2], [east, north]: [f64; 2]) -> Outline {
        self.polygon(&[[west, south], [east, south], [east, north], [west, north]])
    }

    pub(super) fn circle(self, centre: [f64; 2], radius: f64) -> Outline {
        Outline::Circle { centre: self.at(centre), radius: Metres::new(radius).unwrap() }
    }

    /// A path with its margin.
    pub(super) fn path(self, points: &[[f64; 2]], margin: f64) -> Ready<'static> {
        let points = points.iter().map(|point| self.at(*point)).collect();
        ready(Footprint::Path(points), margin)
    }
}

pub(super) fn ready(footprint: Footprint, margin: f64) -> Ready<'static> {
    let piece = Box::leak(Box::new(Piece {
        kind: PieceKind::Leg,
        index: 1,
        derived: false,
        footprint,
        buffer: Metres::ZERO,
        heights: HeightInterval::ANY,
        elapsed: None,
    }));
    let margins = Margins { lateral: Metres::new(margin).unwrap(), vertical: Metres::ZERO };
    Ready::of(piece, margins, &Clock::of(&Flight::empty("test"), None, core::time::Duration::ZERO))
        .unwrap()
}

fn residue(zone: &[&Outline], areas: &[&Outline], piece: &Ready) -> Residue {
    Residue::of(zone, areas, piece.extent().unwrap())
}

fn met(zone: &[&Outline], areas: &[&Outline], piece: &Ready) -> Met {
    residue(zone, areas, piece).met(piece)
}

fn stretches(met: Met) -> Vec<[f64; 2]> {
    match met {
        Met::Not => Vec::new(),
        Met::Along(along) => along.iter().map(|a| [a.from.value(), a.to.value()]).collect(),
        Met::Somewhere => panic!("a path"),
    }
}

#[test]
fn an_area_equal_to_its_zone_leaves_nothing() {
    for around in [UTRECHT, FIJI, Around(0.0, 0.0), Around(69.0, -18.0), Around(78.2, 15.6)] {
        let piece = around.path(&[[-2_000.0, -50.0], [2_000.0, 60.0]], 10.0);
        for outline in [
            around.rectangle([-1_000.0, -700.0], [900.0, 800.0]),
            around.polygon(&[[-900.0, -300.0], [800.0, -500.0], [1_000.0, 500.0], [0.0, 100.0]]),
            around.circle([10.0, 5.0], 1.0),
            around.circle([10.0, 20.0], 500.0),
            around.circle([10.0, 20.0], 45_000.0),
        ] {
            let residue = residue(&[&outline], &[&outline], &piece);
            assert!(residue.is_empty() && residue.outlines().is_empty(), "{around:?} {outline:?}");
            assert_eq!(residue.met(&piece), Met::Not);
            assert_ne!(met(&[&outline], &[], &piece), Met::Not, "{around:?} {outline:?}");
        }
    }
}

#[test]
fn a_gap_between_areas_blocks_from_half_a_metre() {
    for around in [UTRECHT, FIJI] {
        let zone = around.rectangle([-500.0, -500.0], [500.0, 500.0]);
        let west = around.rectangle([-600.0, -600.0], [0.0, 600.0]);
        let piece = around.path(&[[-400.0, 0.0], [400.0, 3.0]], 10.0);
        for (gap, blocks) in [(0.0, false), (0.1, false), (0.4, false), (0.6, true), (1.0, true)] {
            let east = around.rectangle([gap, -600.0], [600.0, 600.0]);
            let left = stretches(met(&[&zone], &[&west, &east], &piece));
            assert_eq!(!left.is_empty(), blocks, "{gap} {left:?}");
            if let [[from, to]] = left.as_slice() {
                assert!((from - 390.0).abs() < 0.5 && (to - 410.0 - gap).abs() < 0.5, "{left:?}");
            }
        }
    }
}

#[test]
fn half_a_zone_is_left_beside_an_area_over_the_other_half() {
    let zone = UTRECHT.rectangle([-500.0, -500.0], [500.0, 500.0]);
    let west = UTRECHT.rectangle([-600.0, -600.0], [100.0, 600.0]);
    let piece = UTRECHT.path(&[[-1_000.0, 0.0], [1_000.0, 0.0]], 10.0);
    let left = stretches(met(&[&zone], &[&west], &piece));
    let [[from, to]] = left.as_slice() else { panic!("{left:?}") };
    let scale = piece.length().unwrap().value() / 2_000.0;
    assert!((from / scale - 1_090.0).abs() < 0.5 && (to / scale - 1_510.0).abs() < 0.5, "{left:?}");
    let outlines = residue(&[&zone], &[&west], &piece).outlines();
    let [Outline::Polygon { outer, holes }] = outlines.as_slice() else { panic!("{outlines:?}") };
    assert!(holes.is_empty() && outer.vertices.len() == 4, "{outlines:?}");
}

/// A ring of so many corners, wavy.
fn wavy(around: Around, centre: [f64; 2], radius: f64, corners: u32) -> Outline {
    let [x, y] = centre;
    let corner = |i: u32| {
        let angle = f64::from(i) / f64::from(corners) * core::f64::consts::TAU;
        let reach = radius * (1.0 + 0.05 * (angle * 40.0).sin());
        [x + reach * angle.cos(), y + reach * angle.sin()]
    };
    around.polygon(&(0..corners).map(corner).collect::<Vec<_>>())
}

#[test]
fn large_rings_and_many_areas_are_answered() {
    let zone = wavy(UTRECHT, [0.0, 0.0], 3_000.0, 10_000);
    let mut areas: Vec<Outline> = (0..100)
        .map(|i| {
            let [x, y] = [f64::from(i % 10), f64::from(i / 10)].map(|n| n * 500.0 - 2_250.0);
            if i % 2 == 0 {
                UTRECHT.circle([x, y], 300.0)
            } else {
                wavy(UTRECHT, [x, y], 350.0, 200)
            }
        })
        .collect();
    areas.push(wavy(UTRECHT, [1_000.0, 0.0], 2_500.0, 10_000));
    let areas: Vec<&Outline> = areas.iter().collect();
    let over_all_of_it = [[-2_900.0, -2_900.0], [2_900.0, 2_900.0]];
    let at_its_border = [[-2_900.0, 0.0], [-2_500.0, 0.0]];
    // Some tenths of a second; what grows with the square would take minutes.
    for points in [over_all_of_it, at_its_border] {
        let piece = UTRECHT.path(&points, 10.0);
        assert_ne!(met(&[&zone], &areas, &piece), Met::Not);
    }
}

#[test]
fn an_area_under_a_long_edge_has_to_cover_the_geodesic_too() {
    // 60 km along the parallel: the geodesic runs 90 m north of it.
    let zone = UTRECHT.rectangle([-30_000.0, -20_000.0], [30_000.0, 0.0]);
    let many: Vec<[f64; 2]> = (0..=60).map(|i| [30_000.0 - f64::from(i) * 1_000.0, 0.0]).collect();
    let south = [[-30_000.0, -20_000.0], [30_000.0, -20_000.0]];
    let chord = UTRECHT.polygon(&[south.as_slice(), &many].concat());
    let beyond = UTRECHT.rectangle([-31_000.0, -21_000.0], [31_000.0, 200.0]);
    let inside = UTRECHT.path(&[[0.0, -300.0], [100.0, -300.0]], 10.0);
    let between = UTRECHT.path(&[[0.0, 40.0], [100.0, 40.0]], 10.0);
    let outside = UTRECHT.path(&[[0.0, 120.0], [100.0, 120.0]], 10.0);
    for (area, piece, blocked) in [
        (&zone, &inside, false),
        (&zone, &between, false),
        (&chord, &inside, false),
        (&chord, &between, true),
        (&chord, &outside, false),
        (&beyond, &between, false),
    ] {
        assert_eq!(met(&[&zone], &[area], piece) != Met::Not, blocked, "{area:?} {piece:?}");
    }
    // An area with a long edge lifts only what it holds both ways.
    let (wide, south) = (
        UTRECHT.rectangle([-40_000.0, -40_000.0], [40_000.0, 5_000.0]),
        UTRECHT.rectangle([-30_000.0, 0.0], [30_000.0, 6_000.0]),
    );
    assert_ne!(met(&[&wide], &[&south], &between), Met::Not);
    // But where another area begins at the same edge, nothing lies between the two.
    let north = UTRECHT.rectangle([-30_000.0, -6_000.0], [30_000.0, 0.0]);
    assert_eq!(met(&[&wide], &[&south, &north], &between), Met::Not);
    // A hole is open only where it is both ways.
    let open = [[-30_000.0, 0.0], [30_000.0, 0.0], [30_000.0, 6_000.0], [-30_000.0, 6_000.0]];
    let Outline::Polygon { outer, .. } = wide else { panic!("a polygon") };
    let holed = Outline::Polygon { outer, holes: vec![UTRECHT.ring(&open)] };
    assert_ne!(met(&[&holed], &[], &between), Met::Not);
}

#[test]
fn a_hole_in_the_zone_is_no_residue() {
    for around in [UTRECHT, FIJI] {
        let outer = around.ring(&[[-500.0, -500.0], [500.0, -500.0], [500.0, 500.0], [0.0, 800.0]]);
        let hole = |corners: &[[f64; 2]]| Outline::Polygon {
            outer: outer.clone(),
            holes: vec![around.ring(corners)],
        };
        let square = [[100.0, -100.0], [300.0, -100.0], [300.0, 100.0], [100.0, 100.0]];
        let bow_tie = [[100.0, -100.0], [300.0, 100.0], [300.0, -100.0], [100.0, 100.0]];
        let piece = around.path(&[[150.0, 0.0], [250.0, 0.0]], 10.0);
        assert_eq!(met(&[&hole(&square)], &[], &piece), Met::Not);
        assert_ne!(met(&[&hole(&bow_tie)], &[], &piece), Met::Not);
        // What one outline leaves open another may close.
        let over = around.rectangle([200.0, -50.0], [400.0, 50.0]);
        let left = stretches(met(&[&hole(&square), &over], &[], &piece));
        let [[from, to]] = left.as_slice() else { panic!("{left:?}") };
        assert!((from - 40.0).abs() < 0.5 && (to - 100.0).abs() < 0.5, "{left:?}");
    }
}

#[test]
fn a_zone_drawn_twice_or_as_a_star_loses_nothing() {
    let tip = |i: u32| {
        let angle = f64::from(i) * 2.0 / 5.0 * core::f64::consts::TAU;
        [300.0 * angle.sin(), 300.0 * angle.cos()]
    };
    let star: Vec<[f64; 2]> = (0..5).map(tip).collect();
    let square = [[-200.0, -200.0], [200.0, -200.0], [200.0, 200.0], [-200.0, 200.0]];
    let bow_tie = [[-200.0, -200.0], [200.0, 200.0], [200.0, -200.0], [-200.0, 200.0]];
    let middle = UTRECHT.path(&[[0.0, -20.0], [0.0, 20.0]], 1.0);
    let lobe = UTRECHT.path(&[[-150.0, 0.0], [-140.0, 0.0]], 1.0);
    for zone in [UTRECHT.polygon(&star), UTRECHT.polygon(&[square, square].concat())] {
        assert_ne!(met(&[&zone], &[], &middle), Met::Not, "{zone:?}");
    }
    assert_ne!(met(&[&UTRECHT.polygon(&bow_tie)], &[], &lobe), Met::Not);
    // One ring this way, one that.
    let mut back = square;
    back.reverse();
    let (one, other) = (UTRECHT.polygon(&square), UTRECHT.polygon(&back));
    assert_ne!(met(&[&one, &other], &[], &middle), Met::Not);
    assert_eq!(met(&[&one, &other], &[&other, &one], &middle), Met::Not);
}

#[test]
fn points_and_lines_are_zones_that_an_area_has_to_cover() {
    let piece = UTRECHT.path(&[[-100.0, 0.0], [100.0, 0.0]], 10.0);
    let elsewhere = UTRECHT.rectangle([-300.0, 200.0], [300.0, 400.0]);
    let here = UTRECHT.rectangle([-300.0, -200.0], [300.0, 200.0]);
    for zone in [
        UTRECHT.polygon(&[[0.0, 0.0]]),
        UTRECHT.polygon(&[[0.0, 9.0], [0.0, 40.0]]),
        UTRECHT.polygon(&[[0.0, 9.0], [0.0, 40.0], [0.1, 40.0]]),
        UTRECHT.circle([0.0, 0.0], 0.0),
    ] {
        assert_ne!(met(&[&zone], &[&elsewhere], &piece), Met::Not, "{zone:?}");
        assert_eq!(met(&[&zone], &[&here], &piece), Met::Not, "{zone:?}");
    }
}

#[test]
fn a_sliver_beside_thick_residue_does_not_count() {
    // 0.2 m wide from 0 to 300 m east, then thick.
    let zone = UTRECHT.rectangle([0.0, 0.0], [400.0, 100.0]);
    let area = UTRECHT.polygon(&[[-10.0, -10.0], [300.0, -10.0], [300.0, 99.8], [-10.0, 99.8]]);
    let sliver = UTRECHT.path(&[[50.0, 90.0], [50.0, 110.0]], 1.0);
    let thick = UTRECHT.path(&[[250.0, 50.0], [350.0, 50.0]], 1.0);
    assert_eq!(met(&[&zone], &[&area], &sliver), Met::Not);
    let both = UTRECHT.path(&[[50.0, 99.9], [350.0, 99.9]], 1.0);
    for piece in [thick, both] {
        let left = stretches(met(&[&zone], &[&area], &piece));
        let [[from, to]] = left.as_slice() else { panic!("{left:?}") };
        let length = piece.length().unwrap().value();
        assert!((from + 51.0 - length).abs() < 0.5 && (to - length).abs() < 0.5, "{left:?}");
        let outlines = residue(&[&zone], &[&area], &piece).outlines();
        let region = Region::of(outlines.first().unwrap()).unwrap();
        assert!(region.holds(UTRECHT.at([350.0, 50.0])) && outlines.len() == 1);
        assert!(!region.holds(UTRECHT.at([250.0, 99.9])), "{outlines:?}");
    }
}

#[test]
fn an_area_of_the_flight_meets_what_is_left() {
    let zone = FIJI.rectangle([-500.0, -500.0], [500.0, 500.0]);
    let west = FIJI.rectangle([-600.0, -600.0], [100.0, 600.0]);
    let over = |east: f64| {
        let corners = [[-50.0, -50.0], [east, -50.0], [east, 50.0], [-50.0, 50.0]];
        ready(Footprint::Polygon(corners.map(|corner| FIJI.at(corner)).to_vec()), 10.0)
    };
    assert_eq!(met(&[&zone], &[&west], &over(89.0)), Met::Not);
    assert_eq!(met(&[&zone], &[&west], &over(91.0)), Met::Somewhere);
    // The whole of it inside the piece.
    let round = ready(
        Footprint::Circle { centre: FIJI.at([0.0, 0.0]), radius: Metres::whole(2_000) },
        10.0,
    );
    assert_eq!(met(&[&zone], &[&west], &round), Met::Somewhere);
    assert_eq!(met(&[&zone], &[&zone], &round), Met::Not);
}

#[test]
fn nothing_is_lifted_where_it_cannot_be_computed() {
    let zone = UTRECHT.rectangle([-500.0, -500.0], [500.0, 500.0]);
    let piece = UTRECHT.path(&[[-50.0, 0.0], [50.0, 0.0]], 10.0);
    let bow_tie =
        UTRECHT.polygon(&[[-900.0, -900.0], [900.0, 900.0], [900.0, -900.0], [-900.0, 900.0]]);
    let twice = [[-900.0, -900.0], [900.0, -900.0], [900.0, 900.0], [-900.0, 900.0]];
    let twice = UTRECHT.polygon(&[twice, twice].concat());
    let round_the_earth = Outline::Polygon {
        outer: Ring::literal(
            [[50.0, -179.0], [50.0, 179.0], [54.0, 179.0], [54.0, -179.0]]
                .map(|lat_lon| Position::from_lat_lon_deg(lat_lon).unwrap())
                .to_vec(),
        ),
        holes: Vec::new(),
    };
    let with_hole = Outline::Polygon {
        outer: UTRECHT.ring(&[[-900.0, -900.0], [900.0, -900.0], [0.0, 900.0]]),
        holes: vec![UTRECHT.ring(&[[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])],
    };
    let huge = UTRECHT.circle([0.0, 0.0], 3_000_000.0);
    for (zone, areas, why) in [
        (vec![&zone], vec![&bow_tie], Uncomputed::NotSimple),
        (vec![&zone], vec![&with_hole], Uncomputed::NotSimple),
        (vec![&zone], vec![&Outline::Unplaced], Uncomputed::NotSimple),
        (vec![&zone], vec![&round_the_earth], Uncomputed::TooWide),
        (vec![&zone, &Outline::Unplaced], vec![&zone], Uncomputed::Unplaced),
        (vec![&huge], vec![&zone], Uncomputed::TooWide),
    ] {
        let residue = residue(&zone, &areas, &piece);
        assert_eq!(residue.uncomputed(), Some(why));
        assert!(!residue.is_empty() && residue.outlines().len() == zone.len());
        let length = piece.length().unwrap();
        assert_eq!(residue.met(&piece), Met::Along(vec![Along { from: Metres::ZERO, to: length }]));
    }
    // Beside others it is as if it were not there.
    for bad in [&bow_tie, &twice, &with_hole, &Outline::Unplaced, &round_the_earth] {
        assert_eq!(met(&[&zone], &[&zone, bad], &piece), Met::Not, "{bad:?}");
        assert_eq!(met(&[&zone], &[bad, &zone], &piece), Met::Not, "{bad:?}");
        let west = UTRECHT.rectangle([-600.0, -600.0], [0.0, 600.0]);
        assert_eq!(met(&[&zone], &[bad, &west], &piece), met(&[&zone], &[&west], &piece));
    }
    // Whoever asks from elsewhere hears of the whole zone.
    let residue = residue(&[&zone], &[&zone], &piece);
    let elsewhere = UTRECHT.path(&[[50.0, 0.0], [90.0, 0.0]], 10.0);
    assert_eq!(residue.met(&piece), Met::Not);
    assert_ne!(residue.met(&elsewhere), Met::Not);
}

#[test]
fn a_ring_with_literal_longitudes_is_its_own_area() {
    let corners = [[52.0, 5.0], [52.0, 5.02], [52.02, 5.02], [52.02, 5.0]]
        .map(|lat_lon| Position::from_lat_lon_deg(lat_lon).unwrap())
        .to_vec();
    let [literal, short] = [Ring::literal(corners.clone()), Ring::short_way(corners)]
        .map(|outer| Outline::Polygon { outer, holes: Vec::new() });
    let around = Around(52.01, 5.01);
    let piece = around.path(&[[-2_000.0, 0.0], [2_000.0, 0.0]], 10.0);
    for (zone, area) in [(&literal, &short), (&short, &literal), (&literal, &literal)] {
        assert_eq!(met(&[zone], &[area], &piece), Met::Not);
        assert_ne!(met(&[zone], &[], &piece), Met::Not);
    }
    let west = around.rectangle([-2_000.0, -2_000.0], [0.0, 2_000.0]);
    let left = stretches(met(&[&literal], &[&west], &piece));
    assert!(matches!(left.as_slice(), [[from, _]] if (from - 1_990.0).abs() < 1.0), "{left:?}");
}

#[test]
fn near_a_pole_nothing_is_lifted() {
    let around = Around(86.0, 10.0);
    let zone = around.rectangle([-500.0, -500.0], [500.0, 500.0]);
    let piece = around.path(&[[-50.0, 0.0], [50.0, 0.0]], 10.0);
    let residue = residue(&[&zone], &[&zone], &piece);
    assert_eq!(residue.uncomputed(), Some(Uncomputed::TooWide));
    assert_ne!(residue.met(&piece), Met::Not);
}

#[test]
fn the_border_of_what_is_looked_at_blocks_nothing() {
    // 150 km along the parallel: as an edge of the box it would bulge half a kilometre.
    let along = |north: f64| (0..=150).map(move |i| [f64::from(i) * 1_000.0, north]);
    let ends = [[150_100.0, -90.0], [150_100.0, 90.0]];
    let corridor: Vec<[f64; 2]> =
        along(-90.0).chain(ends).chain(along(90.0).collect::<Vec<_>>().into_iter().rev()).collect();
    let corridor: Vec<[f64; 2]> =
        corridor.into_iter().chain([[-100.0, 90.0], [-100.0, -90.0]]).collect();
    let zone = UTRECHT.rectangle([-300_000.0, -300_000.0], [300_000.0, 300_000.0]);
    let piece = UTRECHT.path(&along(0.0).collect::<Vec<_>>(), 20.0);
    let residue = residue(&[&zone], &[&UTRECHT.polygon(&corridor)], &piece);
    assert!(!residue.is_empty() && residue.uncomputed().is_none());
    assert_eq!(residue.met(&piece), Met::Not);
    let wider = UTRECHT.path(&along(0.0).collect::<Vec<_>>(), 91.0);
    assert_ne!(met(&[&zone], &[&UTRECHT.polygon(&corridor)], &wider), Met::Not);
}

#[test]
fn what_erosion_takes_from_the_residue_the_reach_gives_back() {
    let zone = UTRECHT.rectangle([0.0, -100.0], [100.0, 100.0]);
    for (margin, east) in [(0.0, 0.05), (10.0, -9.95)] {
        let piece = UTRECHT.path(&[[east, -50.0], [east, 50.0]], margin);
        assert_ne!(met(&[&zone], &[], &piece), Met::Not, "{margin}");
    }
}

/// A spike, a wall round a hole and a corner of the zone, none of them near an area.
#[test]
fn a_thin_part_of_the_zone_that_no_area_covers_stays() {
    for around in [UTRECHT, FIJI] {
        let spike = around.polygon(&[
            [100.0, -500.0],
            [900.0, -500.0],
            [900.0, 500.0],
            [100.0, 500.0],
            [100.0, 0.3],
            [-700.0, 0.3],
            [-700.0, 0.0],
            [100.0, 0.0],
        ]);
        let square =
            |half: f64| around.ring(&[[-half, -half], [half, -half], [half, half], [-half, half]]);
        let wall = Outline::Polygon { outer: square(600.3), holes: vec![square(600.0)] };
        // The thick part of the zone lies near by: what is thin all over is made wider anyhow.
        let over_the_spike = around.path(&[[0.0, -20.0], [0.0, 20.0]], 5.0);
        let over_the_wall = around.path(&[[-620.0, 5.0], [-580.0, 5.0]], 5.0);
        // The waiver lifts some of the zone beside the flight, and the flight comes near it.
        let beside = around.rectangle([-20.0, 10.0], [0.0, 40.0]);
        for (zone, piece, area) in [
            (&spike, &over_the_spike, beside),
            (&wall, &over_the_wall, around.circle([-590.0, 0.0], 5.0)),
        ] {
            let left = stretches(met(&[zone], &[&area], piece));
            let [[from, to]] = left.as_slice() else { panic!("{left:?}") };
            assert!(to - from > 9.0 && to - from < 11.5, "{left:?}");
            let outlines = residue(&[zone], &[&area], piece).outlines();
            assert!(!outlines.is_empty());
            // Covered, it is lifted.
            let all = around.rectangle([-1_000.0, -1_000.0], [1_000.0, 1_000.0]);
            assert_eq!(met(&[zone], &[&all], piece), Met::Not);
        }
        let thin_beside = around.rectangle([-50.0, -300.0], [50.0, -0.1]);
        assert_eq!(met(&[&spike], &[&thin_beside], &over_the_spike), Met::Not, "beside an area");
    }
}

/// Found by attack: what has no width vanished as soon as an area came near. The border belongs to the zone.
#[test]
fn a_border_with_nothing_beside_it_stays() {
    for around in [UTRECHT, FIJI] {
        let spike = around.polygon(&[
            [100.0, -500.0],
            [900.0, -500.0],
            [900.0, 500.0],
            [100.0, 500.0],
            [100.0, 0.0],
            [-700.0, 0.0],
            [100.0, 0.0],
        ]);
        let hole = |[west, east]: [f64; 2]| {
            around.ring(&[[west, -400.0], [east, -400.0], [east, 400.0], [west, 400.0]])
        };
        let between = Outline::Polygon {
            outer: around.ring(&[
                [-900.0, -900.0],
                [900.0, -900.0],
                [900.0, 900.0],
                [-900.0, 900.0],
            ]),
            holes: vec![hole([-500.0, 0.0]), hole([0.0, 500.0])],
        };
        let over_the_spike = around.path(&[[0.0, -20.0], [0.0, 20.0]], 5.0);
        let over_the_border = around.path(&[[-20.0, 0.0], [20.0, 0.0]], 5.0);
        let beside = around.circle([-12.0, 12.0], 4.0);
        for (zone, piece) in [(&spike, &over_the_spike), (&between, &over_the_border)] {
            let left = stretches(met(&[zone], &[&beside], piece));
            let [[from, to]] = left.as_slice() else { panic!("{left:?}") };
            assert!(to - from > 9.9 && to - from < 11.0, "{left:?}");
            let over_it = around.circle([0.0, 0.0], 40.0);
            assert_eq!(met(&[zone], &[&over_it], piece), Met::Not, "covered");
        }
    }
}
