//! The built engine: a directory of cells in one flat image, for zones that stay.
//!
//! Every point of the plane is in one cell, and the cell says which outlines hold all of it and which
//! borders cross it, with the few edges that do. So most questions end without any geometry, and the
//! others look at the edges of one cell. `docs/index.md` tells why, and how the image is laid out.

mod along;
mod batch;
mod build;
mod cell;
mod cells;
mod checksum;
mod edges;
mod fingerprint;
mod header;
mod inside;
mod leaf;
mod nearest;
mod point;
mod view;
mod walk;
mod words;

use overfly_model::{Metres, Position};

pub use build::{BuildError, Built, build};
pub use cells::{Border, Cell};
pub use fingerprint::Fingerprint;

use crate::area::Area;
use crate::live::{Hit, Tag};
use crate::nearest::NearestBorder;
use crate::path::Path;
use header::Header;
use view::View;
use words::Words;

/// The image does not make sense where a question led: no answer can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

impl core::fmt::Display for Damaged {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the index is damaged")
    }
}

impl core::error::Error for Damaged {}

/// Why bytes are not an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// They do not begin as one.
    NotAnIndex,
    /// A version that this program does not know.
    Version(u32),
    /// They are shorter or longer than their header says.
    Truncated,
    /// Their header contradicts itself.
    Inconsistent,
}

impl core::fmt::Display for OpenError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::NotAnIndex => f.write_str("not an index"),
            Self::Version(version) => write!(f, "an index of version {version}, which is unknown"),
            Self::Truncated => f.write_str("an index that is not as long as its header says"),
            Self::Inconsistent => f.write_str("an index whose header contradicts itself"),
        }
    }
}

impl core::error::Error for OpenError {}

/// An image, opened for questions.
///
/// # Example
/// ```
/// use overfly_index::{built, BuiltIndex, Tag};
/// use overfly_model::{Metres, Outline, Position};
/// let centre = Position::from_lat_lon_deg([52.3081, 4.7642])?;
/// let circle = Outline::Circle { centre, radius: Metres::whole(3000) };
/// let image = built::build([(Tag(7), &circle)])?.image;
/// let index = BuiltIndex::open(&image[..])?;
/// assert_eq!(index.at(centre)?, [Tag(7)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct BuiltIndex<B> {
    bytes: B,
    header: Header,
}

impl<B: AsRef<[u8]>> BuiltIndex<B> {
    /// Checks the header, the version and the lengths, nothing else: microseconds for any size. Bytes
    /// that no [`verify`](Self::verify) has seen may give wrong answers, or [`Damaged`], but nothing
    /// worse.
    pub fn open(bytes: B) -> Result<Self, OpenError> {
        let header = Header::read(bytes.as_ref())?;
        Ok(Self { bytes, header })
    }

    /// Whether all bytes are those that were written.
    pub fn verify(&self) -> Result<(), Damaged> {
        if header::is_sealed(self.bytes.as_ref()) { Ok(()) } else { Err(Damaged) }
    }

    /// The image's bytes.
    pub fn image(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// The fingerprint of the outlines it was built from, in their order: those that are nowhere too.
    pub fn fingerprint(&self) -> u64 {
        self.header.fingerprint
    }

    /// How many outlines it was built from.
    pub fn len(&self) -> u32 {
        self.header.outlines
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The outlines that hold a position, border included, in ascending order. Exact for polygons; for
    /// circles the geodesic with 1 mm of border.
    pub fn at(&self, position: Position) -> Result<Vec<Tag>, Damaged> {
        let mut found = Vec::new();
        self.visit_at(position, |tag| found.push(tag))?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// As [`at`](Self::at), in no order, into whatever takes the tags. A tag that was given to several
    /// outlines may come several times.
    #[inline]
    pub fn visit_at(&self, position: Position, found: impl FnMut(Tag)) -> Result<(), Damaged> {
        self.view()?.visit_at(position, found)
    }

    /// As [`visit_at`](Self::visit_at) for many positions, with the place of each in the list: several
    /// times as fast where the image is too large for the caches.
    pub fn visit_all(
        &self,
        positions: &[Position],
        found: impl FnMut(usize, Tag),
    ) -> Result<(), Damaged> {
        self.view()?.visit_all(positions, found)
    }

    /// The outlines that the straight segment between two positions meets, in ascending order: straight
    /// in longitude and latitude, literal, no margin. Exact for polygons.
    pub fn segment(&self, ends: [Position; 2]) -> Result<Vec<Tag>, Damaged> {
        let mut found = Vec::new();
        self.visit_segment(ends, &mut found)?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// As [`segment`](Self::segment), in no order, and a tag perhaps several times.
    pub fn visit_segment(&self, ends: [Position; 2], found: &mut Vec<Tag>) -> Result<(), Damaged> {
        self.view()?.segment(ends, found)
    }

    /// The outlines that a path meets within `margin`, in ascending order, and where. May report up to
    /// about 0.2 m too much (more where a border edge is long); never too little.
    pub fn along(&self, path: &Path, margin: Metres) -> Result<Vec<Hit>, Damaged> {
        self.view()?.along(path, margin)
    }

    /// The outlines that an area meets within `margin`, in ascending order. Errs towards meeting.
    pub fn over(&self, area: &Area, margin: Metres) -> Result<Vec<Tag>, Damaged> {
        self.view()?.over(area, margin)
    }

    /// The border nearest to a path among the outlines that `accept` takes, whichever side of it the
    /// path lies on. `None` when there is none within `limit` or 2,000 km.
    pub fn nearest_border(
        &self,
        path: &Path,
        limit: Metres,
        accept: impl Fn(Tag) -> bool,
    ) -> Result<Option<NearestBorder>, Damaged> {
        self.view()?.nearest_border(path, limit, accept)
    }

    /// The sections, ready to be asked.
    #[inline]
    pub(crate) fn view(&self) -> Result<View<'_>, Damaged> {
        let body = self.bytes.as_ref().get(header::LENGTH..).ok_or(Damaged)?;
        let top = usize::try_from(self.header.top_bytes).map_err(|_| Damaged)?;
        let (top, cells) = body.split_at_checked(top).ok_or(Damaged)?;
        Ok(View::of(Words::of(top), Words::of(cells), &self.header))
    }
}
