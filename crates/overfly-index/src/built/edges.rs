//! The vertices and edges of an entry, as they are on the plane.

use super::cell::Cell;
use super::leaf::{
    Eight, Entry, Five, LED_IN, LED_OUT, Shape, eight_x, eight_y, eights, five_x, five_y, fives,
};
use crate::plane::Pt;

impl Entry<'_> {
    /// Gives `visit` each edge of the entry; the edges that lead away below the cell only with `led`.
    #[inline]
    pub(crate) fn edges(&self, cell: Cell, led: bool, visit: impl FnMut(Pt, Pt)) {
        match self.shape {
            Shape::Narrow(all) => {
                let middle = cell.middle();
                self.chain(led, visit, all, |four: &[u8; 4]| {
                    let [a, b, c, d] = *four;
                    Pt {
                        x: middle.x + i64::from(i16::from_le_bytes([a, b])),
                        y: middle.y + i64::from(i16::from_le_bytes([c, d])),
                    }
                });
            }
            Shape::Short(all) => {
                let middle = cell.middle();
                self.chain(led, visit, all, |five: &Five| {
                    let (x, y) = (i64::from(five_x(*five)), i64::from(five_y(*five)));
                    Pt { x: middle.x + x, y: middle.y + y }
                });
            }
            Shape::ShortPairs(all) => {
                let middle = cell.middle();
                self.pairs(led, visit, all.iter().map(|pair| fives(*pair)), |five| {
                    let (x, y) = (i64::from(five_x(five)), i64::from(five_y(five)));
                    Pt { x: middle.x + x, y: middle.y + y }
                });
            }
            Shape::Medium(all) => self.chain(led, visit, all, |eight: &Eight| of_eight(*eight)),
            Shape::MediumPairs(all) => {
                self.pairs(led, visit, all.iter().map(|pair| eights(*pair)), of_eight);
            }
            Shape::Wide(all) => self.chain(led, visit, all, |sixteen: &[u8; 16]| {
                let mut parts = sixteen.as_chunks::<8>().0.iter();
                // No vertex is farther; hostile ones are kept where sums cannot overflow.
                let far = 4 * crate::plane::TURN;
                let mut part =
                    || parts.next().map_or(0, |eight| i64::from_le_bytes(*eight).clamp(-far, far));
                Pt { x: part(), y: part() }
            }),
            Shape::Disc(_) => {}
        }
    }

    #[inline]
    fn pairs<V>(
        &self,
        led: bool,
        mut visit: impl FnMut(Pt, Pt),
        all: impl Iterator<Item = [V; 2]>,
        point: impl Fn(V) -> Pt,
    ) {
        if led || self.flags & LED_OUT == 0 {
            all.for_each(|[u, v]| visit(point(u), point(v)));
        }
    }

    #[inline]
    fn chain<const N: usize>(
        &self,
        led: bool,
        mut visit: impl FnMut(Pt, Pt),
        all: &[[u8; N]],
        point: impl Fn(&[u8; N]) -> Pt,
    ) {
        let skip = |flag: u8| usize::from(!led && self.flags & flag != 0);
        let end = all.len().saturating_sub(skip(LED_OUT));
        let Some((first, rest)) = all.get(skip(LED_IN)..end).and_then(<[_]>::split_first) else {
            return;
        };
        let mut u = point(first);
        for v in rest {
            let v = point(v);
            visit(u, v);
            u = v;
        }
    }
}

#[inline]
fn of_eight(eight: Eight) -> Pt {
    Pt { x: eight_x(eight).into(), y: eight_y(eight).into() }
}
