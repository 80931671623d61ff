//! Whether a ring is simple: no two of its edges share a point but neighbours their common vertex.
//!
//! Boxes round runs of consecutive edges, in a tree of halves; only runs whose boxes touch are looked
//! into. Published rings are coherent, so this takes little more than a pass over them. The number of
//! pairs is bounded: a ring that exceeds it counts as not simple, which lets zones grow.

use core::cmp::Ordering;

/// A vertex on the plane of longitude and latitude, 1e-7 degree, longitudes continuous.
pub(super) type Point = [i64; 2];

/// Pairs of boxes looked at per edge before the search gives up.
const PAIRS_PER_EDGE: usize = 64;
/// Pairs any ring may use, so that small rings are always decided.
const PAIRS_AT_LEAST: usize = 1 << 20;

/// Whether the ring of `points`, closed by itself, is simple. May say no of a simple ring of
/// extraordinary shape; never says yes of one that is not.
pub(super) fn is_simple(points: &[Point]) -> bool {
    if points.len() < 3 {
        return false;
    }
    let tree = Tree::of(points);
    let mut pairs = PAIRS_AT_LEAST.max(points.len().saturating_mul(PAIRS_PER_EDGE));
    let mut open = vec![(1, 1)];
    while let Some((a, b)) = open.pop() {
        let Some(left) = pairs.checked_sub(1) else { return false };
        pairs = left;
        if a != b && !tree.boxes_touch(a, b) {
            continue;
        }
        match (tree.children(a), tree.children(b)) {
            (Some([left, right]), _) if a == b => {
                open.extend([(left, left), (right, right), (left, right)]);
            }
            (Some([left, right]), _) if is_above(a, b) => open.extend([(left, b), (right, b)]),
            (_, Some([left, right])) => open.extend([(a, left), (a, right)]),
            _ if a != b && tree.edges_clash(a, b) => return false,
            _ => {}
        }
    }
    true
}

/// A complete binary tree over the edges: node 1 the root, node n's children 2n and 2n + 1.
pub(super) struct Tree<'p> {
    points: &'p [Point],
    /// First leaf; the edge of leaf n is n - leaves.
    leaves: usize,
    boxes: Vec<Bounds>,
}

/// South-west and north-east corner; `None` for a leaf without an edge.
type Bounds = Option<[Point; 2]>;

impl<'p> Tree<'p> {
    pub(super) fn of(points: &'p [Point]) -> Self {
        let leaves = points.len().next_power_of_two();
        let mut boxes: Vec<Bounds> = vec![None; leaves];
        boxes.extend((0..leaves).map(|i| edge(points, i).map(|[a, b]| bounds(a, b))));
        let mut tree = Self { points, leaves, boxes };
        for node in (1..leaves).rev() {
            let joined = join(tree.bounds(2 * node), tree.bounds(2 * node + 1));
            if let Some(slot) = tree.boxes.get_mut(node) {
                *slot = joined;
            }
        }
        tree
    }

    fn bounds(&self, node: usize) -> Bounds {
        self.boxes.get(node).copied().flatten()
    }

    pub(super) fn children(&self, node: usize) -> Option<[usize; 2]> {
        (node < self.leaves).then_some([2 * node, 2 * node + 1])
    }

    /// Whether the box of a node meets that from `low` to `high`.
    pub(super) fn meets(&self, node: usize, [low, high]: [Point; 2]) -> bool {
        self.bounds(node).is_some_and(|own| boxes_meet(own, [low, high]))
    }

    /// The edge of a leaf.
    pub(super) fn edge_of(&self, leaf: usize) -> Option<[Point; 2]> {
        edge(self.points, leaf.checked_sub(self.leaves)?)
    }

    fn boxes_touch(&self, a: usize, b: usize) -> bool {
        self.bounds(a).is_some_and(|own| self.meets(b, own))
    }

    fn edges_clash(&self, a: usize, b: usize) -> bool {
        let (first, second) = (a.min(b) - self.leaves, a.max(b) - self.leaves);
        let (Some(one), Some(other)) = (edge(self.points, first), edge(self.points, second)) else {
            return false;
        };
        // Neighbours meet at one vertex; they clash when one runs back over the other.
        if second - first == 1 {
            return runs_back(one[0], one[1], other[1]);
        }
        if first == 0 && second == self.points.len() - 1 {
            return runs_back(other[0], one[0], one[1]);
        }
        touch(one, other)
    }
}

/// Whether node `a` stands on a higher floor than `b`, or on the same.
fn is_above(a: usize, b: usize) -> bool {
    a.leading_zeros() >= b.leading_zeros()
}

fn edge(points: &[Point], i: usize) -> Option<[Point; 2]> {
    let from = points.get(i)?;
    let to = points.get(i + 1).or_else(|| points.first())?;
    Some([*from, *to])
}

fn bounds(a: Point, b: Point) -> [Point; 2] {
    [[a[0].min(b[0]), a[1].min(b[1])], [a[0].max(b[0]), a[1].max(b[1])]]
}

fn boxes_meet([a_low, a_high]: [Point; 2], [b_low, b_high]: [Point; 2]) -> bool {
    a_low[0] <= b_high[0] && b_low[0] <= a_high[0] && a_low[1] <= b_high[1] && b_low[1] <= a_high[1]
}

fn join(a: Bounds, b: Bounds) -> Bounds {
    let (Some([a_low, a_high]), Some([b_low, b_high])) = (a, b) else { return a.or(b) };
    let [low, _] = bounds(a_low, b_low);
    let [_, high] = bounds(a_high, b_high);
    Some([low, high])
}

/// On which side of the line from `p` to `q` a point lies. Exact: differences within 2^33, products in i128.
pub(super) fn side(p: Point, q: Point, r: Point) -> Ordering {
    let cross = |a: i64, b: i64| i128::from(a) * i128::from(b);
    cross(q[0] - p[0], r[1] - p[1]).cmp(&cross(q[1] - p[1], r[0] - p[0]))
}

fn in_box(p: Point, q: Point, r: Point) -> bool {
    let [low, high] = bounds(p, q);
    low[0] <= r[0] && r[0] <= high[0] && low[1] <= r[1] && r[1] <= high[1]
}

/// Whether two edges share a point.
pub(super) fn touch([p, q]: [Point; 2], [r, s]: [Point; 2]) -> bool {
    let (of_r, of_s, of_p, of_q) = (side(p, q, r), side(p, q, s), side(r, s, p), side(r, s, q));
    let on = |which: Ordering, a, b, c| which == Ordering::Equal && in_box(a, b, c);
    if on(of_r, p, q, r) || on(of_s, p, q, s) || on(of_p, r, s, p) || on(of_q, r, s, q) {
        return true;
    }
    let apart = |a: Ordering, b: Ordering| a == b.reverse() && a != Ordering::Equal;
    apart(of_r, of_s) && apart(of_p, of_q)
}

/// Whether the way from `p` over `q` to `r` goes back over itself.
fn runs_back(p: Point, q: Point, r: Point) -> bool {
    let forward = i128::from(q[0] - p[0]) * i128::from(r[0] - q[0])
        + i128::from(q[1] - p[1]) * i128::from(r[1] - q[1]);
    side(p, q, r) == Ordering::Equal && forward < 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_rings_are_simple_and_others_are_not() {
        let table: [(&str, &[Point], bool); 8] = [
            ("triangle", &[[0, 0], [4, 0], [0, 4]], true),
            ("bow-tie", &[[0, 0], [4, 4], [4, 0], [0, 4]], false),
            (
                "touching itself at a vertex",
                &[[0, 0], [4, 0], [2, 2], [4, 4], [0, 4], [2, 2]],
                false,
            ),
            ("vertex on another edge", &[[0, 0], [4, 0], [4, 4], [2, 0], [0, 4]], false),
            ("spike", &[[0, 0], [4, 0], [8, 0], [4, 0], [4, 4]], false),
            ("spike over the last vertex", &[[4, 0], [4, 4], [0, 0], [8, 0]], false),
            ("collinear vertices", &[[0, 0], [2, 0], [4, 0], [4, 4]], true),
            ("drawn twice", &[[0, 0], [4, 0], [0, 4], [0, 0], [4, 0], [0, 4]], false),
        ];
        for (name, ring, simple) in table {
            assert_eq!(is_simple(ring), simple, "{name}");
        }
    }

    #[test]
    fn a_ring_of_sixty_thousand_vertices_is_decided_in_time() {
        // Along a parabola, and back along its chord.
        let round: Vec<Point> = (0..60_000).map(|i| [i, i * i]).collect();
        // A comb: teeth up and down, closed along its foot.
        let mut comb: Vec<Point> =
            (0..60_000).map(|i| [i64::from(i) * 1_000, i64::from(i % 2) * 100_000_000]).collect();
        comb.extend([[60_000_000, -10], [0, -10]]);
        let mut crossed = comb.clone();
        crossed[30_000] = [30_000_000, -20];
        let start = std::time::Instant::now();
        assert!(is_simple(&round));
        assert!(is_simple(&comb));
        assert!(!is_simple(&crossed));
        assert!(start.elapsed() < std::time::Duration::from_secs(3), "{:?}", start.elapsed());
    }

    #[test]
    fn the_tree_agrees_with_comparing_every_pair() {
        let mut seed = 1_u64;
        let mut next = || {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            i64::try_from(seed >> 33).unwrap() % 9
        };
        for _ in 0..20_000 {
            let mut ring: Vec<Point> = (0..3 + next() % 5).map(|_| [next(), next()]).collect();
            ring.dedup();
            if ring.len() >= 3 && ring.first() != ring.last() {
                assert_eq!(is_simple(&ring), pairwise(&ring), "{ring:?}");
            }
        }
    }

    fn pairwise(ring: &[Point]) -> bool {
        let n = ring.len();
        (0..n).all(|i| {
            let [p, q] = [ring[i], ring[(i + 1) % n]];
            !runs_back(p, q, ring[(i + 2) % n])
                && (i + 2..n)
                    .filter(|j| (j + 1) % n != i)
                    .all(|j| !touch([p, q], [ring[j], ring[(j + 1) % n]]))
        })
    }
}
