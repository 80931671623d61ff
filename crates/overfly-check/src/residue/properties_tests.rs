//! The residue against brute force in the flat plane.

use overfly_model::{Footprint, Ring, geodesy};
use overfly_testkit::cases::cases;
use overfly_testkit::rings::any_ring;
use proptest::prelude::*;
use proptest::sample::Index;

use super::tests::{Around, FIJI, UTRECHT, ready};
use super::*;

/// A shape in metres.
#[derive(Clone, Debug)]
enum Flat {
    Ring(Vec<[f64; 2]>),
    WithHole(Vec<[f64; 2]>, Vec<[f64; 2]>),
    Circle([f64; 2], f64),
}

impl Flat {
    fn outline(&self, around: Around) -> Outline {
        match self {
            Self::Ring(ring) => around.polygon(ring),
            Self::WithHole(outer, hole) => {
                Outline::Polygon { outer: around.ring(outer), holes: vec![around.ring(hole)] }
            }
            Self::Circle(centre, radius) => around.circle(*centre, *radius),
        }
    }

    fn holds(&self, point: [f64; 2]) -> bool {
        match self {
            Self::Ring(ring) => winding(ring, point) != 0,
            Self::WithHole(outer, hole) => winding(outer, point) != 0 && winding(hole, point) == 0,
            Self::Circle(centre, radius) => length(minus(point, *centre)) <= *radius,
        }
    }

    fn to_border(&self, point: [f64; 2]) -> f64 {
        match self {
            Self::Ring(ring) => to_ring(ring, point),
            Self::WithHole(outer, hole) => to_ring(outer, point).min(to_ring(hole, point)),
            // As if it were so much nearer that a polygon may stand for the circle.
            Self::Circle(centre, radius) => (length(minus(point, *centre)) - radius).abs() - 0.06,
        }
    }

    fn corner(&self, index: Index) -> [[f64; 2]; 2] {
        match self {
            Self::Ring(ring) | Self::WithHole(_, ring) => {
                let i = index.index(ring.len());
                [ring[i], ring[(i + 1) % ring.len()]]
            }
            Self::Circle([x, y], radius) => {
                let turn = |i: u32| {
                    let (sin, cos) = (f64::from(i) / 50.0).sin_cos();
                    [x + radius * cos, y + radius * sin]
                };
                let i = u32::try_from(index.index(314)).unwrap();
                [turn(i), turn(i + 1)]
            }
        }
    }
}

fn minus([ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> [f64; 2] {
    [ax - bx, ay - by]
}

fn length([x, y]: [f64; 2]) -> f64 {
    x.hypot(y)
}

fn edges(ring: &[[f64; 2]]) -> impl Iterator<Item = ([f64; 2], [f64; 2])> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

fn winding(ring: &[[f64; 2]], p: [f64; 2]) -> i32 {
    edges(ring)
        .map(|(a, b)| {
            let ([ax, ay], [bx, by]) = (minus(a, p), minus(b, p));
            let left = ax * by - ay * bx > 0.0;
            i32::from(ay <= 0.0 && by > 0.0 && left) - i32::from(ay > 0.0 && by <= 0.0 && !left)
        })
        .sum()
}

fn to_ring(ring: &[[f64; 2]], p: [f64; 2]) -> f64 {
    let to_edge = |(a, b)| {
        let ([dx, dy], [px, py]) = (minus(b, a), minus(p, a));
        let square = dx * dx + dy * dy;
        let t = if square > 0.0 { ((px * dx + py * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
        length([px - t * dx, py - t * dy])
    };
    edges(ring).map(to_edge).fold(f64::INFINITY, f64::min)
}

fn star_shaped() -> impl Strategy<Value = Vec<[f64; 2]>> {
    let corners = prop::collection::vec((0.2_f64..1.0, 0.2_f64..1.0), 3..14);
    (corners, [-200.0_f64..200.0, -200.0_f64..200.0], 1.0_f64..300.0).prop_map(
        |(corners, [x, y], size)| {
            let total: f64 = corners.iter().map(|(step, _)| step).sum();
            let mut angle = 0.0;
            let corner = |(step, reach): &(f64, f64)| {
                angle += step / total * core::f64::consts::TAU;
                [x + size * reach * angle.cos(), y + size * reach * angle.sin()]
            };
            corners.iter().map(corner).collect()
        },
    )
}

fn rectangle() -> impl Strategy<Value = Vec<[f64; 2]>> {
    // Whole metres, so that borders often run along each other.
    [-20_i32..20, -20_i32..20, 1_i32..30, 1_i32..30].prop_map(|numbers| {
        let [x, y, wide, high] = numbers.map(|n| f64::from(n) * 10.0);
        vec![[x, y], [x + wide, y], [x + wide, y + high], [x, y + high]]
    })
}

fn circle() -> impl Strategy<Value = Flat> {
    ([-200.0_f64..200.0, -200.0_f64..200.0], 0.5_f64..250.0).prop_map(|(c, r)| Flat::Circle(c, r))
}

fn area() -> impl Strategy<Value = Flat> {
    let ring = prop_oneof![
        star_shaped(),
        rectangle(),
        rectangle().prop_map(|ring| ring.into_iter().rev().collect()),
    ];
    prop_oneof![3 => ring.prop_map(Flat::Ring), 1 => circle()]
}

fn zone() -> impl Strategy<Value = Flat> {
    prop_oneof![
        3 => area(),
        1 => star_shaped().prop_map(|ring| Flat::Ring([ring.clone(), ring].concat())),
        // Every second corner, then the others: stars and tangles.
        1 => star_shaped().prop_map(|ring| {
            let (even, odd): (Vec<_>, Vec<_>) = ring.iter().enumerate().partition(|(i, _)| i % 2 == 0);
            Flat::Ring(even.into_iter().chain(odd).map(|(_, p)| *p).collect())
        }),
        1 => (rectangle(), star_shaped()).prop_map(|(outer, hole)| Flat::WithHole(outer, hole)),
    ]
}

/// Walls and spikes, some decimetres wide.
fn thin() -> impl Strategy<Value = Flat> {
    let wall = (rectangle(), 0.05_f64..0.6).prop_map(|(outer, width)| {
        let [[west, south], _, [east, north], _] = outer[..] else { panic!("four corners") };
        let [west, south, east, north] = [west + width, south + width, east - width, north - width];
        let hole = vec![[west, south], [east, south], [east, north], [west, north]];
        Flat::WithHole(outer, hole)
    });
    let spike = (star_shaped(), [-400.0_f64..400.0, -400.0_f64..400.0], 0.05_f64..0.6).prop_map(
        |(mut ring, [x, y], width)| {
            ring.extend([[x, y], [x + width, y]]);
            Flat::Ring(ring)
        },
    );
    prop_oneof![wall, spike]
}

/// Zones without thin places.
fn thick() -> impl Strategy<Value = Flat> {
    prop_oneof![
        rectangle().prop_map(Flat::Ring),
        circle().prop_map(|circle| match circle {
            Flat::Circle(centre, radius) => Flat::Circle(centre, radius + 1.0),
            other => other,
        }),
    ]
}

/// Points near borders: beside an edge of one of the shapes, so many metres off.
fn points() -> impl Strategy<Value = Vec<(Index, Index, f64, f64)>> {
    let off = prop_oneof![-0.9_f64..0.9, -40.0_f64..40.0];
    prop::collection::vec((any::<Index>(), any::<Index>(), 0.0_f64..1.0, off), 24)
}

fn place((which, corner, share, off): (Index, Index, f64, f64), shapes: &[&Flat]) -> [f64; 2] {
    let [a, b] = which.get(shapes).corner(corner);
    let [dx, dy] = minus(b, a);
    let [ax, ay] = a;
    let far = length([dx, dy]).max(1e-9);
    [ax + share * dx - off * dy / far, ay + share * dy + off * dx / far]
}

fn outlines(shapes: &[Flat], around: Around) -> Vec<Outline> {
    shapes.iter().map(|shape| shape.outline(around)).collect()
}

fn near(around: Around) -> Extent {
    around.path(&[[-600.0, -600.0], [600.0, 600.0]], 10.0).extent().unwrap()
}

fn left(zone: &[Outline], areas: &[Outline], around: Around) -> Residue {
    let residue = Residue::of(
        &zone.iter().collect::<Vec<_>>(),
        &areas.iter().collect::<Vec<_>>(),
        near(around),
    );
    assert_eq!(residue.uncomputed(), None);
    residue
}

fn meets(residue: &Residue, around: Around, point: [f64; 2], margin: f64) -> bool {
    residue.met(&around.path(&[point], margin)) != Met::Not
}

fn around() -> impl Strategy<Value = Around> {
    prop_oneof![
        Just(UTRECHT),
        Just(FIJI),
        Just(Around(0.0, 0.0)),
        Just(Around(69.0, 25.0)),
        Just(Around(78.2, 15.6))
    ]
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_point_is_residue_where_the_zone_holds_it_and_no_area(
        around in around(),
        zone in prop::collection::vec(zone(), 1..3),
        areas in prop::collection::vec(area(), 0..5),
        points in points(),
    ) {
        let residue = left(&outlines(&zone, around), &outlines(&areas, around), around);
        let shapes: Vec<&Flat> = zone.iter().chain(&areas).collect();
        for point in points {
            let point = place(point, &shapes);
            // A zone that is nowhere thick is made thicker.
            let beside = zone.iter().any(|shape| shape.to_border(point) < 0.6);
            if shapes.iter().any(|shape| shape.to_border(point) < 0.3)
                || beside && !zone.iter().any(|shape| shape.holds(point))
            {
                continue;
            }
            let in_zone = zone.iter().any(|shape| shape.holds(point));
            let lifted = areas.iter().any(|shape| shape.holds(point));
            let expected = in_zone && !lifted;
            prop_assert_eq!(meets(&residue, around, point, 0.0), expected, "{:?}", point);
        }
    }

    #[test]
    fn a_point_of_the_zone_half_a_metre_from_every_area_is_residue_however_thin_the_zone(
        around in around(),
        zone in prop::collection::vec(prop_oneof![thin(), zone()], 1..3),
        areas in prop::collection::vec(area(), 1..5),
        points in points(),
    ) {
        let residue = left(&outlines(&zone, around), &outlines(&areas, around), around);
        let shapes: Vec<&Flat> = zone.iter().chain(&areas).collect();
        for point in points {
            let point = place(point, &shapes);
            // Positions are rounded by a centimetre.
            let far = |area: &Flat| !area.holds(point) && area.to_border(point) > 0.53;
            if zone.iter().any(|shape| shape.holds(point)) && areas.iter().all(far) {
                prop_assert!(meets(&residue, around, point, 0.0), "{:?}", point);
            }
        }
    }

    #[test]
    fn one_more_area_never_leaves_more_and_one_more_outline_never_less(
        around in around(),
        zone in prop::collection::vec(zone(), 2..4),
        areas in prop::collection::vec(area(), 1..5),
        points in points(),
    ) {
        let shapes: Vec<&Flat> = zone.iter().chain(&areas).collect();
        let points: Vec<_> = points.into_iter().map(|point| place(point, &shapes)).collect();
        let [zone, areas] = [&zone, &areas].map(|shapes| outlines(shapes, around));
        let all = left(&zone, &areas, around);
        let fewer_areas = left(&zone, &areas[1..], around);
        let less_zone = left(&zone[1..], &areas, around);
        for point in points {
            // A decimetre for what rounding and corners move.
            if meets(&all, around, point, 0.0) {
                prop_assert!(meets(&fewer_areas, around, point, 0.1), "{:?}", point);
            }
            if meets(&less_zone, around, point, 0.0) {
                prop_assert!(meets(&all, around, point, 0.1), "{:?}", point);
            }
        }
    }

    #[test]
    fn a_wider_look_never_shrinks_the_residue(
        around in around(),
        zone in thick(),
        areas in prop::collection::vec(area(), 1..4),
        look_m in prop_oneof![Just(0), Just(50_000), Just(400_000)],
        points in points(),
    ) {
        let shapes: Vec<&Flat> = [&zone].into_iter().chain(&areas).collect();
        let points: Vec<_> = points.into_iter().map(|point| place(point, &shapes)).collect();
        let (zone, areas) = (zone.outline(around), outlines(&areas, around));
        let areas: Vec<&Outline> = areas.iter().collect();
        let wide = Residue::of(&[&zone], &areas, near(around).grown(Metres::whole(look_m)));
        for point in points.into_iter().take(4) {
            let here = around.path(&[point], 0.0).extent().unwrap();
            let narrow = Residue::of(&[&zone], &areas, here);
            // Over a larger box lengths are measured longer, and less is thin.
            if meets(&narrow, around, point, 0.0) {
                prop_assert!(meets(&wide, around, point, 0.1), "{:?}", point);
            }
        }
    }

    #[test]
    fn the_outlines_hold_the_residue_and_nothing_of_the_areas(
        around in around(),
        zone in zone(),
        areas in prop::collection::vec(area(), 1..4),
        points in points(),
    ) {
        let shapes: Vec<&Flat> = [&zone].into_iter().chain(&areas).collect();
        let outlines_left =
            left(&[zone.outline(around)], &outlines(&areas, around), around).outlines();
        for outline in &outlines_left {
            let Outline::Polygon { outer, holes } = outline else { panic!("a polygon") };
            for ring in [outer].into_iter().chain(holes) {
                prop_assert!(ring.vertices.len() >= 3);
                prop_assert_ne!(ring.vertices.first(), ring.vertices.last());
            }
        }
        let regions: Vec<Region> = outlines_left.iter().filter_map(Region::of).collect();
        for point in points {
            let point = place(point, &shapes);
            let beside = zone.to_border(point) < 0.6 && !zone.holds(point);
            if beside || shapes.iter().any(|shape| shape.to_border(point) < 0.3) {
                continue;
            }
            let expected = zone.holds(point) && !areas.iter().any(|shape| shape.holds(point));
            let held = regions.iter().any(|region| region.holds(around.at(point)));
            prop_assert_eq!(held, expected, "{:?}", point);
        }
    }

    #[test]
    fn whatever_files_hold_a_place_deep_in_the_zone_and_far_from_every_area_is_residue(
        zone in prop::collection::vec(any_ring(), 1..3),
        holes in prop::collection::vec(any_ring(), 0..2),
        areas in prop::collection::vec(any_ring(), 0..4),
        points in prop::collection::vec((any::<Index>(), any::<Index>(), 0.0_f64..1.0), 8),
    ) {
        let polygon = |outer: &Ring, holes: &[Ring]| {
            Outline::Polygon { outer: outer.clone(), holes: holes.to_vec() }
        };
        // The index overlooks a hole that begins beyond the antimeridian; the residue does not.
        let open: Vec<Outline> = holes.iter().map(|ring| polygon(ring, &[])).collect();
        let mut zone: Vec<Outline> = zone.iter().map(|ring| polygon(ring, &[])).collect();
        if let Some(Outline::Polygon { holes: none, .. }) = zone.first_mut() {
            *none = holes;
        }
        let areas: Vec<Outline> = areas.iter().map(|ring| polygon(ring, &[])).collect();
        let [all_zone, all_areas] = [&zone, &areas].map(|all| all.iter().collect::<Vec<_>>());
        for (a, b, share) in points {
            // Between two vertices of one ring.
            let Outline::Polygon { outer, .. } = &zone[0] else { panic!("a polygon") };
            let [a, b] = [a, b].map(|index| *index.get(&outer.vertices));
            let (length, course) = geodesy::distance_and_course(a, b);
            let point = geodesy::travel(a, course, length * share);
            if point.lat_deg().abs() > 88.9 {
                continue;
            }
            let piece = ready(Footprint::Path(vec![point]), 0.0);
            let residue = Residue::of(&all_zone, &all_areas, piece.extent().unwrap());
            let Geometry::Path(path) = &piece.geometry else { panic!("a path") };
            let margin = Metres::new(0.4).unwrap();
            let deep = |outline: &Outline| {
                !Region::of(outline).unwrap().inside_along(path, margin).is_empty()
            };
            let far = |outline: &Outline| {
                Region::of(outline).unwrap().along(path, margin).is_empty()
            };
            if zone.iter().any(deep) && areas.iter().chain(&open).all(far) {
                prop_assert_ne!(residue.met(&piece), Met::Not, "{:?}", point);
            }
            for outline in residue.outlines() {
                prop_assert!(Region::of(&outline).is_some());
            }
        }
    }
}
