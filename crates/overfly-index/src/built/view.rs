//! The sections of an image, and the way down from a point to what is in its cell.

use overfly_model::Position;

use super::Damaged;
use super::cell::{EMPTY, SHAPES, SINGLE};
use super::header::Header;
use super::leaf::Leaf;
use super::point::{self, Probe};
use super::words::Words;
use crate::live::Tag;

/// 180 degrees.
const MERIDIAN: i32 = 1_800_000_000;

/// The sections of an image.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    top: Words<'a>,
    cells: Words<'a>,
    header: &'a Header,
}

/// Where a point is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    /// To a leaf or a single tag in the end; to a node on the way; or empty.
    pub(crate) reference: u32,
    /// The point from the south-west corner of the grid.
    from: [u32; 2],
    /// The size of its cell.
    shift: [u32; 2],
}

impl Spot {
    pub(crate) const NOWHERE: Self = Self { reference: EMPTY, from: [0; 2], shift: [0; 2] };

    /// The point from the middle of its cell.
    #[inline]
    fn near(&self) -> [i32; 2] {
        let near = |from: u32, shift: u32| {
            let side = 1_u32 << shift;
            (from & (side - 1)).wrapping_sub(side >> 1).cast_signed()
        };
        let ([x, y], [wide, high]) = (self.from, self.shift);
        [near(x, wide), near(y, high)]
    }
}

impl<'a> View<'a> {
    pub(crate) const fn of(top: Words<'a>, cells: Words<'a>, header: &'a Header) -> Self {
        Self { top, cells, header }
    }

    pub(crate) const fn top(&self) -> Words<'a> {
        self.top
    }

    pub(crate) const fn cells(&self) -> Words<'a> {
        self.cells
    }

    pub(crate) const fn header(&self) -> &'a Header {
        self.header
    }

    /// No edge bulges more.
    pub(crate) fn bulge_m(&self) -> f64 {
        f64::from(self.header.bulge_m)
    }

    /// Every outline that holds a position, in no order.
    #[inline]
    pub(crate) fn visit_at(
        &self,
        position: Position,
        mut found: impl FnMut(Tag),
    ) -> Result<(), Damaged> {
        let (lon, lat) = (position.lon_e7(), position.lat_e7());
        self.visit_spot(self.locate([lon, lat])?, position, [lon, lat], &mut found)?;
        self.visit_meridian(position, &mut found)
    }

    /// The other half of a question on the antimeridian, which has two longitudes.
    #[inline]
    pub(crate) fn visit_meridian(
        &self,
        position: Position,
        found: &mut impl FnMut(Tag),
    ) -> Result<(), Damaged> {
        if position.lon_e7().abs() != MERIDIAN {
            return Ok(());
        }
        let at = [-position.lon_e7(), position.lat_e7()];
        self.visit_spot(self.locate(at)?, position, at, found)
    }

    #[inline]
    pub(crate) fn visit_spot(
        &self,
        spot: Spot,
        position: Position,
        at: [i32; 2],
        found: &mut impl FnMut(Tag),
    ) -> Result<(), Damaged> {
        if spot.reference & 7 == SINGLE {
            found(Tag(spot.reference >> 3));
        } else if spot.reference != EMPTY {
            let leaf = Leaf::read(self.cells, (spot.reference >> 3) as usize)?;
            for cover in leaf.covers {
                found(Tag(u32::from_le_bytes(*cover)));
            }
            let probe = Probe { position, at, near: spot.near() };
            point::holding(leaf.entries, &probe, |tag| found(Tag(tag)))?;
        }
        Ok(())
    }

    /// Goes down from the top grid to the cell of a point. A cell grows smaller with every node, so even
    /// references that lead round in a circle come to an end.
    #[inline]
    fn locate(&self, at: [i32; 2]) -> Result<Spot, Damaged> {
        let mut spot = self.enter(at)?;
        while spot.reference & 7 > SINGLE {
            self.step(&mut spot)?;
        }
        Ok(spot)
    }

    /// The top cell of a point.
    #[inline]
    pub(crate) fn enter(&self, [x, y]: [i32; 2]) -> Result<Spot, Damaged> {
        let Header { low, columns, rows, shift, .. } = *self.header;
        // South or west of the grid wraps round to far beyond it.
        let from = [x.wrapping_sub(low[0]).cast_unsigned(), y.wrapping_sub(low[1]).cast_unsigned()];
        let (column, row) = (from[0] >> shift, from[1] >> shift);
        if column >= columns || row >= rows {
            return Ok(Spot::NOWHERE);
        }
        let reference = self.top.at(row as usize * columns as usize + column as usize)?;
        Ok(Spot { reference, from, shift: [shift, shift] })
    }

    /// From a node to the cell in it that holds the point.
    #[inline]
    #[allow(clippy::indexing_slicing, reason = "three bits into a table of eight")]
    pub(crate) fn step(&self, spot: &mut Spot) -> Result<(), Damaged> {
        let [wide, high] = SHAPES[(spot.reference & 7) as usize];
        let smaller = |shift: u32, by: u32| shift.checked_sub(by).ok_or(Damaged);
        spot.shift = [smaller(spot.shift[0], wide)?, smaller(spot.shift[1], high)?];
        let column = (spot.from[0] >> spot.shift[0]) & ((1 << wide) - 1);
        let row = (spot.from[1] >> spot.shift[1]) & ((1 << high) - 1);
        let at = (spot.reference >> 3) as usize + (row << wide | column) as usize;
        spot.reference = self.cells.at(at)?;
        Ok(())
    }
}
