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

fn ready(footprint: Footprint, margin: f64) -> Ready<'static> {
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
    Ready::of(piece, margins, &Clock::of(&Flight::empty("test"), None)).unwrap()
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
    for around in [UTRECHT, FIJI, Around(0.0, 0.0), Around(69.0, -18.0)] {
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
