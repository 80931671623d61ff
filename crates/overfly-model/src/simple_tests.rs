use super::*;

fn ring(corners: &[[i32; 2]]) -> Ring {
    let at = |corner: &[i32; 2]| Position::from_lat_lon_e7(*corner).unwrap();
    Ring::short_way(corners.iter().map(at).collect())
}

fn met(corners: &[[i32; 2]]) -> Option<[usize; 2]> {
    match ring(corners).flaw()? {
        RingFlaw::Meet(edges) => Some(edges.map(|edge| edge.number)),
        other => panic!("{other}"),
    }
}

/// Each pair of edges, by the definition.
fn by_pairs(ring: &Ring) -> bool {
    let corners = unfolded(ring);
    let sweep = Sweep { corners: &corners, active: Vec::new() };
    let edges: Vec<Edge> = (0..corners.len()).map(|at| sweep.edge(at).unwrap()).collect();
    let on = |edge: &Edge, corner: Corner| {
        let (first, last) = (edge.first, edge.last);
        let [south, north] = [first.lat.min(last.lat), first.lat.max(last.lat)];
        turn(first, last, corner) == 0
            && (first.lon..=last.lon).contains(&corner.lon)
            && (south..=north).contains(&corner.lat)
    };
    let crosses = |a: &Edge, b: &Edge| {
        let sides = |a: &Edge, b: &Edge| {
            turn(a.first, a.last, b.first).signum() * turn(a.first, a.last, b.last).signum()
        };
        sides(a, b) < 0 && sides(b, a) < 0
    };
    let twice = (0..corners.len()).any(|at| corners[..at].contains(&corners[at]));
    let through = edges.iter().any(|edge| {
        let inside = |corner: &&Corner| **corner != edge.first && **corner != edge.last;
        corners.iter().filter(inside).any(|corner| on(edge, *corner))
    });
    twice || through || edges.iter().any(|a| edges.iter().any(|b| crosses(a, b)))
}

#[test]
fn a_ring_that_meets_itself_names_the_two_edges() {
    type Case<'a> = (&'a [[i32; 2]], Option<[usize; 2]>);
    let table: [Case<'_>; 12] = [
        (&[[0, 0], [0, 10], [10, 10]], None),
        // A corner in the middle of a straight side.
        (&[[0, 0], [0, 5], [0, 10], [10, 10]], None),
        // A bow-tie.
        (&[[0, 0], [10, 10], [10, 0], [0, 10]], Some([1, 3])),
        // A spike out and back, and one into the inside.
        (&[[0, 0], [0, 10], [0, 20], [0, 10], [10, 10]], Some([2, 4])),
        (&[[0, 0], [0, 20], [0, 10], [10, 10]], Some([1, 2])),
        (&[[0, 0], [0, 10], [5, 8], [0, 5], [10, 5]], Some([1, 3])),
        // A corner twice, one after the other and apart.
        (&[[0, 0], [0, 10], [0, 10], [10, 10]], Some([2, 3])),
        (&[[0, 0], [0, 10], [5, 5], [10, 10], [10, 0], [5, 5]], Some([3, 6])),
        // A corner on another edge.
        (&[[0, 0], [0, 10], [10, 10], [10, 6], [0, 5], [10, 4], [10, 0]], Some([1, 5])),
        // Edges that run along each other.
        (&[[0, 0], [0, 10], [10, 10], [10, 8], [0, 8], [0, 4], [10, 4]], Some([1, 5])),
        // No inside.
        (&[[0, 0], [10, 10], [20, 20]], Some([1, 3])),
        (&[[0, 0], [0, 10], [0, 5]], Some([1, 3])),
    ];
    for (corners, expected) in table {
        let found = met(corners);
        assert_eq!(found.is_some(), expected.is_some(), "{corners:?} {found:?}");
        assert_eq!(by_pairs(&ring(corners)), expected.is_some(), "{corners:?}");
        if let (Some(found), Some(expected)) = (found, expected) {
            assert_eq!(found, expected, "{corners:?}");
        }
    }
    let said = ring(&[[0, 0], [10, 10], [10, 0], [0, 10]]).flaw().unwrap().to_string();
    assert_eq!(
        said,
        "meets itself: edge 1 (from 0.0000000, 0.0000000 to 0.0000010, 0.0000010) meets edge 3 \
         (from 0.0000010, 0.0000000 to 0.0000000, 0.0000010)"
    );
}

#[test]
fn rings_across_the_antimeridian_are_judged_as_drawn() {
    let deg = |corners: &[[f64; 2]]| {
        Ring::short_way(corners.iter().map(|c| Position::from_lat_lon_deg(*c).unwrap()).collect())
    };
    assert_eq!(deg(&[[-17.0, 179.9], [-17.0, -179.9], [-16.0, -179.9]]).flaw(), None);
    let bow_tie = deg(&[[-17.0, 179.9], [-16.0, -179.9], [-16.0, 179.9], [-17.0, -179.9]]);
    assert!(matches!(bow_tie.flaw(), Some(RingFlaw::Meet(_))));
    // The same meridian, written both ways.
    let spike = deg(&[[-17.0, 180.0], [-16.0, 180.0], [-17.0, -180.0], [-17.0, 179.0]]);
    assert!(matches!(spike.flaw(), Some(RingFlaw::Meet(_))));
    for wide in [
        vec![[0.0, -90.0], [0.0, 90.0], [10.0, 0.0]],
        vec![[50.0, 0.0], [50.0, 120.0], [50.0, -120.0]],
        vec![[10.0, -179.9], [10.0, -60.0], [10.0, 60.0], [80.0, 179.9]],
    ] {
        assert_eq!(deg(&wide).flaw(), Some(RingFlaw::TooWide), "{wide:?}");
    }
    assert_eq!(deg(&[[0.0, 0.0], [1.0, 0.0]]).flaw(), Some(RingFlaw::TooFew));
}

/// A small generator: the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: i32) -> i32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        i32::try_from((self.0 >> 33) % u64::try_from(most).unwrap()).unwrap()
    }
}

#[test]
fn the_sweep_agrees_with_every_pair_of_edges() {
    let mut numbers = Numbers(7);
    let mut simple = 0;
    for case in 0..40_000 {
        let corners = 3 + numbers.below(8);
        // Small grids touch and overlap often.
        let side = [3, 5, 9, 1_000][case % 4];
        let corners: Vec<[i32; 2]> =
            (0..corners).map(|_| [numbers.below(side), numbers.below(side)]).collect();
        let ring = ring(&corners);
        let flaw = ring.flaw();
        assert_eq!(flaw.is_some(), by_pairs(&ring), "{corners:?} {flaw:?}");
        simple += usize::from(flaw.is_none());
    }
    assert!(simple > 2_000, "{simple}");
}
