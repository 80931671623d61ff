//! The live engine: an R-tree over outlines that come and go, with exact refinement. The readable
//! reference for every other engine.

use overfly_model::{Metres, Outline, Position};
use rstar::{AABB, Envelope, RTree, RTreeObject, SelectionFunction};
use std::collections::BTreeMap;

use crate::area::Area;
use crate::frame;
use crate::interval::{self, Along};
use crate::nearest::{self, NearestBorder};
use crate::path::{JOIN_M, Path};
use crate::plane::{Bounds, Pt, TURN};
use crate::region::Region;

/// The caller's own number for an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub u32);

/// An outline that a path meets, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Which.
    pub tag: Tag,
    /// The stretches, in order.
    pub along: Vec<Along>,
}

impl Hit {
    /// The stretches of another hit of the same tag too.
    pub(crate) fn unite(&mut self, other: &Self) {
        let both = self.along.iter().chain(&other.along);
        let spans = both.map(|along| [along.from.value(), along.to.value()]).collect();
        let merged = interval::merge(spans, JOIN_M).into_iter();
        let along = |[from, to]: [f64; 2]| Along {
            from: Metres::or_greatest(from),
            to: Metres::or_greatest(to),
        };
        self.along = merged.map(along).collect();
    }
}

/// Outlines under an R-tree.
///
/// # Example
/// ```
/// use overfly_index::{LiveIndex, Tag};
/// use overfly_model::{Metres, Outline, Position};
/// let centre = Position::from_lat_lon_deg([52.3081, 4.7642])?;
/// let mut index = LiveIndex::new();
/// index.insert(Tag(7), &Outline::Circle { centre, radius: Metres::whole(3000) });
/// assert_eq!(index.at(centre), [Tag(7)]);
/// # Ok::<(), overfly_model::PositionError>(())
/// ```
#[derive(Debug, Default)]
pub struct LiveIndex {
    tree: RTree<Entry>,
    /// Where the outlines of each tag are: what finds them again in the tree.
    bounds: BTreeMap<Tag, Vec<Bounds>>,
}

/// Selects the entry of a tag with certain bounds.
struct Only {
    tag: Tag,
    bounds: Bounds,
}

impl SelectionFunction<Entry> for Only {
    fn should_unpack_parent(&self, parent: &AABB<[f64; 2]>) -> bool {
        parent.contains_envelope(&envelope(&self.bounds))
    }

    fn should_unpack_leaf(&self, entry: &Entry) -> bool {
        entry.tag == self.tag && entry.region.bounds() == self.bounds
    }
}

#[derive(Debug)]
struct Entry {
    tag: Tag,
    region: Region,
}

impl RTreeObject for Entry {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        envelope(&self.region.bounds())
    }
}

impl LiveIndex {
    /// An index without outlines.
    pub fn new() -> Self {
        Self::default()
    }

    /// An index of many outlines at once, packed better than one by one. Outlines that are nowhere
    /// (see [`Region::of`]) are returned: they are the caller's to answer for.
    pub fn bulk<'a>(outlines: impl IntoIterator<Item = (Tag, &'a Outline)>) -> (Self, Vec<Tag>) {
        let mut entries = Vec::new();
        let mut nowhere = Vec::new();
        for (tag, outline) in outlines {
            match Region::of(outline) {
                Some(region) => entries.push(Entry { tag, region }),
                None => nowhere.push(tag),
            }
        }
        let mut bounds: BTreeMap<Tag, Vec<Bounds>> = BTreeMap::new();
        for entry in &entries {
            bounds.entry(entry.tag).or_default().push(entry.region.bounds());
        }
        (Self { tree: RTree::bulk_load(entries), bounds }, nowhere)
    }

    /// Adds an outline; false for one that is nowhere, which the caller has to answer for.
    #[must_use = "an outline that is nowhere is not in the index"]
    pub fn insert(&mut self, tag: Tag, outline: &Outline) -> bool {
        let region = Region::of(outline);
        let placed = region.is_some();
        if let Some(region) = region {
            self.bounds.entry(tag).or_default().push(region.bounds());
            self.tree.insert(Entry { tag, region });
        }
        placed
    }

    /// Removes the outlines of a tag; false when there are none.
    pub fn remove(&mut self, tag: Tag) -> bool {
        let bounds: Vec<Bounds> = self.bounds.remove(&tag).unwrap_or_default();
        for bounds in &bounds {
            self.tree.remove_with_selection_function(Only { tag, bounds: *bounds });
        }
        !bounds.is_empty()
    }

    /// How many outlines it holds.
    pub fn len(&self) -> usize {
        self.tree.size()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The outlines that hold a position, border included, in ascending order.
    pub fn at(&self, position: Position) -> Vec<Tag> {
        let p = Pt::of(position);
        self.sorted(Bounds { low: p, high: p }, |entry| {
            entry.region.holds(position).then_some(entry.tag)
        })
    }

    /// The outlines that a path meets within `margin`, in ascending order, and where. See
    /// [`Region::along`] for the error.
    pub fn along(&self, path: &Path, margin: Metres) -> Vec<Hit> {
        let bounds = frame::reach(path.bounds(), margin.value().max(0.0) + 1.0);
        self.sorted(bounds, |entry| {
            let along = entry.region.along(path, margin);
            (!along.is_empty()).then_some(Hit { tag: entry.tag, along })
        })
    }

    /// The outlines that an area meets within `margin`, in ascending order. Errs towards meeting.
    pub fn over(&self, area: &Area, margin: Metres) -> Vec<Tag> {
        let bounds = frame::reach(area.bounds(), margin.value().max(0.0) + 1.0);
        self.sorted(bounds, |entry| entry.region.meets(area, margin).then_some(entry.tag))
    }

    /// The outlines that the straight segment between two positions meets: see [`Region::segment`].
    pub fn segment(&self, ends: [Position; 2]) -> Vec<Tag> {
        let Some(bounds) = Bounds::of(ends.map(Pt::of)) else { return Vec::new() };
        self.sorted(bounds, |entry| (!entry.region.segment(ends).is_empty()).then_some(entry.tag))
    }

    /// The border nearest to a path among the outlines that `accept` takes, whichever side of it the
    /// path lies on. `None` when there is none within `limit` or 2,000 km.
    pub fn nearest_border(
        &self,
        path: &Path,
        limit: Metres,
        accept: impl Fn(Tag) -> bool,
    ) -> Option<NearestBorder> {
        nearest::search(path, limit, |bounds| {
            self.entries(bounds)
                .filter(|entry| accept(entry.tag))
                .map(|entry| (entry.tag, &entry.region))
        })
    }

    /// What `refine` makes of the candidates, in the order of their tags, each tag once.
    fn sorted<T: Tagged>(&self, bounds: Bounds, refine: impl Fn(&Entry) -> Option<T>) -> Vec<T> {
        let mut found: Vec<T> = self.entries(bounds).filter_map(refine).collect();
        found.sort_by_key(Tagged::tag);
        found.dedup_by(|later, found| {
            let same = later.tag() == found.tag();
            if same {
                found.join(later);
            }
            same
        });
        found
    }

    /// Every entry whose bounds meet `bounds` in some turn; an entry may come twice.
    fn entries(&self, bounds: Bounds) -> impl Iterator<Item = &Entry> {
        let base = -(bounds.low.x + TURN / 2).div_euclid(TURN);
        (-2..=2).flat_map(move |turn| {
            self.tree.locate_in_envelope_intersecting(envelope(&bounds.turned(base + turn)))
        })
    }
}

/// What is sorted by its tag; what has the same tag becomes one.
trait Tagged {
    fn tag(&self) -> Tag;
    fn join(&mut self, other: &Self);
}

impl Tagged for Tag {
    fn tag(&self) -> Tag {
        *self
    }

    fn join(&mut self, _: &Self) {}
}

impl Tagged for Hit {
    fn tag(&self) -> Tag {
        self.tag
    }

    fn join(&mut self, other: &Self) {
        self.unite(other);
    }
}

#[allow(clippy::cast_precision_loss, reason = "coordinates have 34 bits: exact in f64")]
fn envelope(bounds: &Bounds) -> AABB<[f64; 2]> {
    let corner = |p: Pt| [p.x as f64, p.y as f64];
    AABB::from_corners(corner(bounds.low), corner(bounds.high))
}
