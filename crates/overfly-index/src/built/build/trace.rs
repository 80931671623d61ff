//! Edges over a grid of cells: which cells they touch, and what they do to winding numbers.

use crate::plane::{Bounds, Pt};

/// A grid of equal cells whose sides are powers of two.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grid {
    pub(crate) low: Pt,
    pub(crate) shift: [u32; 2],
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

impl Grid {
    pub(crate) fn len(&self) -> usize {
        self.columns * self.rows
    }

    #[inline]
    fn column(&self, x: i64) -> i64 {
        (x - self.low.x) >> self.shift[0]
    }

    #[inline]
    fn row(&self, y: i64) -> i64 {
        (y - self.low.y) >> self.shift[1]
    }

    #[inline]
    fn place(&self, column: i64, row: i64) -> usize {
        index(row) * self.columns + index(column)
    }

    /// South-west corner of a cell.
    #[inline]
    fn corner(&self, column: i64, row: i64) -> Pt {
        Pt { x: self.low.x + (column << self.shift[0]), y: self.low.y + (row << self.shift[1]) }
    }

    /// The cell at a place, rows upon rows.
    pub(crate) fn cell_at(&self, place: usize) -> Bounds {
        self.cell(signed(place % self.columns), signed(place / self.columns))
    }

    /// South-west corner of the cell at a place.
    pub(crate) fn corner_at(&self, place: usize) -> Pt {
        self.cell_at(place).low
    }

    /// Column and row of a point of the grid.
    pub(crate) fn at(&self, p: Pt) -> [usize; 2] {
        [index(self.column(p.x)), index(self.row(p.y))]
    }

    /// About how many cells an edge touches: none twice, and as if it ran through the whole grid.
    pub(crate) fn crossings(&self, u: Pt, v: Pt) -> usize {
        let last = [signed(self.columns) - 1, signed(self.rows) - 1];
        let columns = [u.x, v.x].map(|x| self.column(x).clamp(0, last[0]));
        let rows = [u.y, v.y].map(|y| self.row(y).clamp(0, last[1]));
        index((columns[0] - columns[1]).abs() + (rows[0] - rows[1]).abs() + 1)
    }

    #[inline]
    fn cell(&self, column: i64, row: i64) -> Bounds {
        let low = self.corner(column, row);
        Bounds {
            low,
            high: Pt { x: low.x + (1 << self.shift[0]) - 1, y: low.y + (1 << self.shift[1]) - 1 },
        }
    }

    /// The place of the cell that holds a point, unless the point lies on the meridian of its corner. An edge
    /// between two such points of one cell touches no other, and no ray from a corner crosses it.
    #[inline]
    pub(crate) fn well_inside(&self, p: Pt) -> Option<usize> {
        let (column, row) = (self.column(p.x), self.row(p.y));
        let inside = (0..signed(self.columns)).contains(&column)
            && (0..signed(self.rows)).contains(&row)
            && p.x != self.low.x + (column << self.shift[0]);
        inside.then(|| self.place(column, row))
    }

    /// A cell with what lies between it and its eastern and northern neighbours: an edge may run there for
    /// long without a whole unit of either, and a line that crosses it has to find it.
    #[inline]
    fn reach(&self, column: i64, row: i64) -> Bounds {
        let Bounds { low, high } = self.cell(column, row);
        Bounds { low, high: Pt { x: high.x + 1, y: high.y + 1 } }
    }

    /// Gives `touched` each cell that shares a point with the edge, perhaps a few that do not.
    #[inline]
    pub(crate) fn cells(&self, u: Pt, v: Pt, mut touched: impl FnMut(usize)) {
        let columns = [self.column(u.x.min(v.x)), self.column(u.x.max(v.x))];
        let rows = [self.row(u.y.min(v.y)), self.row(u.y.max(v.y))];
        let columns = [columns[0].max(0), columns[1].min(signed(self.columns) - 1)];
        let rows = [rows[0].max(0), rows[1].min(signed(self.rows) - 1)];
        if columns[0] == columns[1] && rows[0] == rows[1] {
            touched(self.place(columns[0], rows[0]));
        } else if columns[0] <= columns[1] && rows[0] <= rows[1] {
            self.cells_between(u, v, columns, rows, touched);
        }
    }

    fn cells_between(
        &self,
        u: Pt,
        v: Pt,
        columns: [i64; 2],
        rows: [i64; 2],
        mut touched: impl FnMut(usize),
    ) {
        for row in rows[0]..=rows[1] {
            let [from, to] = self.columns_in_row(u, v, columns, row);
            for column in from..=to {
                if touches(u, v, &self.reach(column, row)) {
                    touched(self.place(column, row));
                }
            }
        }
    }

    /// Between which columns an edge runs in a row; may be too many, for rounding.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "an estimate, widened by a column either way"
    )]
    fn columns_in_row(&self, u: Pt, v: Pt, [first, last]: [i64; 2], row: i64) -> [i64; 2] {
        if last - first < 4 || u.y == v.y {
            return [first, last];
        }
        let south = self.low.y + (row << self.shift[1]);
        let north = south + (1 << self.shift[1]);
        let slope = (v.x - u.x) as f64 / (v.y - u.y) as f64;
        let at = |y: i64| {
            let y = y.clamp(u.y.min(v.y), u.y.max(v.y));
            self.column(u.x + ((y - u.y) as f64 * slope) as i64)
        };
        let (a, b) = (at(south), at(north));
        [(a.min(b) - 1).max(first), (a.max(b) + 1).min(last)]
    }

    /// Adds to `rises`, at the lowest corner of each column that lies on or above the edge, the sign by
    /// which the ray straight down from there crosses it. [`Self::sum`] makes winding numbers of it.
    #[inline]
    pub(crate) fn rise(&self, u: Pt, v: Pt, rises: &mut [i32]) {
        if u.x == v.x {
            return;
        }
        let (west, east, sign) = if u.x < v.x { (u, v, 1) } else { (v, u, -1) };
        // Corners on the western end count as right of it, those on the eastern end do not count.
        let from = self.column(west.x - 1) + 1;
        let to = self.column(east.x - 1);
        if from > to {
            return;
        }
        for column in from.max(0)..=to.min(signed(self.columns) - 1) {
            let row = self.row_above(west, east, column);
            if row < signed(self.rows)
                && let Some(rise) = rises.get_mut(self.place(column, row))
            {
                *rise += sign;
            }
        }
    }

    /// The first row whose corner in a column lies on or above an edge that runs east.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "an estimate, made exact by the orientation"
    )]
    fn row_above(&self, west: Pt, east: Pt, column: i64) -> i64 {
        let last = signed(self.rows);
        let x = self.low.x + (column << self.shift[0]);
        let slope = (east.y - west.y) as f64 / (east.x - west.x) as f64;
        let mut row = (self.row(west.y + ((x - west.x) as f64 * slope) as i64)).clamp(0, last);
        let along = [east.x - west.x, east.y - west.y];
        let above = |row: i64| {
            let corner = self.corner(column, row);
            det(along, [corner.x - west.x, corner.y - west.y]) >= 0
        };
        while row > 0 && above(row - 1) {
            row -= 1;
        }
        while row < last && !above(row) {
            row += 1;
        }
        row
    }

    /// Adds a sign to every corner west of `x`: a ray crosses what leads away there.
    pub(crate) fn lead(&self, x: i64, sign: i32, rises: &mut [i32]) {
        let to = (self.column(x - 1)).min(signed(self.columns) - 1);
        for column in 0..=to {
            if let Some(rise) = rises.get_mut(index(column)) {
                *rise += sign;
            }
        }
    }

    /// From rises to the winding number at each cell's corner.
    pub(crate) fn sum(&self, rises: &mut [i32]) {
        for above in self.columns..rises.len() {
            let below = rises.get(above - self.columns).copied().unwrap_or(0);
            if let Some(rise) = rises.get_mut(above) {
                *rise += below;
            }
        }
    }
}

/// The sign of a determinant: plain where its products fit.
#[inline]
fn det([a, b]: [i64; 2], [c, d]: [i64; 2]) -> i64 {
    const FIT: u64 = 1 << 31;
    if (a.unsigned_abs() | b.unsigned_abs() | c.unsigned_abs() | d.unsigned_abs()) < FIT {
        return a * d - b * c;
    }
    let exact = i128::from(a) * i128::from(d) - i128::from(b) * i128::from(c);
    exact.signum().try_into().unwrap_or(0)
}

/// Whether the line of an edge meets a box that its own box meets.
#[inline]
fn touches(u: Pt, v: Pt, cell: &Bounds) -> bool {
    // Longitudes are within two turns of each other: differences have 34 bits.
    let (dx, dy) = (v.x - u.x, v.y - u.y);
    let (south, north) = (cell.low.y - u.y, cell.high.y - u.y);
    let (west, east) = (cell.low.x - u.x, cell.high.x - u.x);
    let (low_y, high_y) = if dx >= 0 { (south, north) } else { (north, south) };
    let (low_x, high_x) = if dy >= 0 { (east, west) } else { (west, east) };
    let side = |x: i64, y: i64| det([dx, dy], [x, y]);
    side(low_x, low_y) <= 0 && side(high_x, high_y) >= 0
}

#[inline]
fn signed(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

#[inline]
fn index(place: i64) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
