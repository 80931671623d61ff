//! Whether one ring lies strictly within another. What is not certain is not within, so that the ring
//! counts as an area of its own.

use core::cmp::Ordering;

use super::simple::{Point, Tree, side, touch};

/// Boxes looked at per vertex before every answer is no.
const STEPS_PER_VERTEX: usize = 64;
/// Boxes that may be looked at in any case.
const STEPS_AT_LEAST: usize = 1 << 20;

/// A ring, closed by itself, to ask about others.
pub(super) struct Within<'p> {
    tree: Tree<'p>,
    steps: usize,
}

impl<'p> Within<'p> {
    /// The ring of `points`.
    pub(super) fn of(points: &'p [Point]) -> Self {
        let steps = STEPS_AT_LEAST.max(points.len().saturating_mul(STEPS_PER_VERTEX));
        Self { tree: Tree::of(points), steps }
    }

    /// Whether the ring of `inner` lies strictly within this one, by non-zero winding. May say no of one
    /// that does, never yes of one that does not.
    pub(super) fn holds(&mut self, inner: &[Point]) -> bool {
        let Some(first) = inner.first() else { return false };
        let next = inner.iter().skip(1).chain(Some(first));
        self.winds_round(*first) == Some(true)
            && inner.iter().zip(next).all(|(a, b)| self.keeps_clear_of([*a, *b]))
    }

    /// Whether this ring goes round a point; `None` when that takes too long.
    fn winds_round(&mut self, point: Point) -> Option<bool> {
        let mut winding = 0_i64;
        // Edges wholly west of the point do not cross the ray that goes east from it.
        let east = [point, [i64::MAX, point[1]]];
        self.each_near(east, |[p, q]| {
            winding += match (p[1] <= point[1], q[1] <= point[1], side(p, q, point)) {
                (true, false, Ordering::Greater) => 1,
                (false, true, Ordering::Less) => -1,
                _ => 0,
            };
            true
        })?;
        Some(winding != 0)
    }

    fn keeps_clear_of(&mut self, edge: [Point; 2]) -> bool {
        let [a, b] = edge;
        let low = [a[0].min(b[0]), a[1].min(b[1])];
        let high = [a[0].max(b[0]), a[1].max(b[1])];
        let mut clear = true;
        let looked = self.each_near([low, high], |own| {
            clear = !touch(own, edge);
            clear
        });
        looked.is_some() && clear
    }

    /// Shows every edge whose box meets `around` until told to stop; `None` when that takes too long.
    fn each_near(
        &mut self,
        around: [Point; 2],
        mut goes_on: impl FnMut([Point; 2]) -> bool,
    ) -> Option<()> {
        let mut open = vec![1];
        while let Some(node) = open.pop() {
            self.steps = self.steps.checked_sub(1)?;
            if !self.tree.meets(node, around) {
                continue;
            }
            match self.tree.children(node) {
                Some(children) => open.extend(children),
                None if self.tree.edge_of(node).is_some_and(|edge| !goes_on(edge)) => break,
                None => {}
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_strictly_inside_is_within() {
        let outer = [[0, 0], [10, 0], [10, 10], [5, 5], [0, 10]];
        let table: [(&str, &[Point], bool); 8] = [
            ("inside", &[[1, 1], [2, 1], [1, 2]], true),
            ("one point inside", &[[1, 1]], true),
            ("in the notch", &[[5, 8], [6, 9], [4, 9]], false),
            ("across the notch", &[[1, 8], [9, 8], [5, 1]], false),
            ("touching a border", &[[0, 1], [2, 1], [1, 2]], false),
            ("touching a vertex", &[[5, 5], [4, 1], [6, 1]], false),
            ("the same", &outer, false),
            ("round it", &[[-1, -1], [11, -1], [11, 11], [-1, 11]], false),
        ];
        for (name, ring, within) in table {
            assert_eq!(Within::of(&outer).holds(ring), within, "{name}");
        }
    }

    #[test]
    fn many_rings_within_a_comb_are_decided_in_time() {
        let mut comb: Vec<Point> =
            (0..60_000).map(|i| [i64::from(i) * 1_000, i64::from(i % 2) * 100_000_000]).collect();
        comb.extend([[60_000_000, -10], [0, -10]]);
        let mut within = Within::of(&comb);
        let start = std::time::Instant::now();
        let ring = |i: i64| [[i * 1_000, -5], [i * 1_000 + 9, -5], [i * 1_000, -4]];
        let held = (1..50_000).filter(|i| within.holds(&ring(*i))).count();
        assert!(held > 0 && start.elapsed() < std::time::Duration::from_secs(3), "{held}");
    }
}
