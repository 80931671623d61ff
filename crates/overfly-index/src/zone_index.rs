//! Built and live zones under one question.

use overfly_model::{Metres, Outline, Position};

use crate::area::Area;
use crate::built::{BuiltIndex, Damaged};
use crate::live::{Hit, LiveIndex, Tag};
use crate::nearest::NearestBorder;
use crate::path::Path;

/// Zones that stay in an image, zones that come and go beside them. Callers do not see which is which.
///
/// Tags have to differ between the two: the same tag in both is one outline, their union. Any answer is
/// an error when the image turns out to be damaged: half an answer would be taken for a whole one.
///
/// # Example
/// ```
/// use overfly_index::{built, BuiltIndex, Tag, ZoneIndex};
/// use overfly_model::{Metres, Outline, Position};
/// let centre = Position::from_lat_lon_deg([52.3081, 4.7642])?;
/// let circle = |radius| Outline::Circle { centre, radius: Metres::whole(radius) };
/// let image = built::build([(Tag(7), &circle(3000))])?.image;
/// let mut zones = ZoneIndex::with(BuiltIndex::open(image)?);
/// assert!(zones.insert(Tag(8), &circle(500)));
/// assert_eq!(zones.at(centre)?, [Tag(7), Tag(8)]);
/// assert!(zones.remove(Tag(8)));
/// assert_eq!(zones.at(centre)?, [Tag(7)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ZoneIndex<B> {
    /// Each with what is added to its tags.
    built: Vec<(u32, BuiltIndex<B>)>,
    live: LiveIndex,
}

impl<B> Default for ZoneIndex<B> {
    fn default() -> Self {
        Self { built: Vec::new(), live: LiveIndex::new() }
    }
}

impl<B: AsRef<[u8]>> ZoneIndex<B> {
    /// Only live zones.
    pub fn new() -> Self {
        Self::default()
    }

    /// The zones of an image, and none beside them yet.
    pub fn with(built: BuiltIndex<B>) -> Self {
        Self::of(vec![(0, built)], LiveIndex::new())
    }

    /// The zones of several images and live ones. To the tags of each image a number is added, so that
    /// images that count from 0 go together.
    pub const fn of(built: Vec<(u32, BuiltIndex<B>)>, live: LiveIndex) -> Self {
        Self { built, live }
    }

    /// Adds a live outline; false for one that is nowhere, which the caller has to answer for.
    #[must_use = "an outline that is nowhere is not in the index"]
    pub fn insert(&mut self, tag: Tag, outline: &Outline) -> bool {
        self.live.insert(tag, outline)
    }

    /// Removes the live outlines of a tag; false when there are none. Those of the image stay.
    pub fn remove(&mut self, tag: Tag) -> bool {
        self.live.remove(tag)
    }

    /// The outlines that hold a position, border included, in ascending order.
    pub fn at(&self, position: Position) -> Result<Vec<Tag>, Damaged> {
        let mut found = Vec::new();
        self.visit_at(position, |tag| found.push(tag))?;
        Ok(in_order(found))
    }

    /// As [`at`](Self::at), in no order, into whatever takes the tags. A tag that was given to several
    /// outlines may come several times.
    pub fn visit_at(&self, position: Position, mut found: impl FnMut(Tag)) -> Result<(), Damaged> {
        for (offset, built) in &self.built {
            let mut whole = true;
            built.visit_at(position, |tag| match moved(*offset, tag) {
                Some(tag) => found(tag),
                None => whole = false,
            })?;
            if !whole {
                return Err(Damaged);
            }
        }
        if !self.live.is_empty() {
            self.live.at(position).into_iter().for_each(found);
        }
        Ok(())
    }

    /// As [`visit_at`](Self::visit_at) for many positions, with the place of each in the list.
    pub fn visit_all(
        &self,
        positions: &[Position],
        mut found: impl FnMut(usize, Tag),
    ) -> Result<(), Damaged> {
        for (offset, built) in &self.built {
            let mut whole = true;
            built.visit_all(positions, |place, tag| match moved(*offset, tag) {
                Some(tag) => found(place, tag),
                None => whole = false,
            })?;
            if !whole {
                return Err(Damaged);
            }
        }
        if !self.live.is_empty() {
            for (place, position) in positions.iter().enumerate() {
                self.live.at(*position).into_iter().for_each(|tag| found(place, tag));
            }
        }
        Ok(())
    }

    /// The outlines that the straight segment between two positions meets, in ascending order.
    pub fn segment(&self, ends: [Position; 2]) -> Result<Vec<Tag>, Damaged> {
        self.joined(|built| built.segment(ends), self.live.segment(ends))
    }

    /// The outlines that a path meets within `margin`, in ascending order, and where.
    pub fn along(&self, path: &Path, margin: Metres) -> Result<Vec<Hit>, Damaged> {
        let mut hits = self.live.along(path, margin);
        for (offset, built) in &self.built {
            for hit in built.along(path, margin)? {
                hits.push(Hit { tag: moved(*offset, hit.tag).ok_or(Damaged)?, ..hit });
            }
        }
        hits.sort_by_key(|hit| hit.tag);
        hits.dedup_by(|later, hit| {
            let same = later.tag == hit.tag;
            if same {
                hit.unite(later);
            }
            same
        });
        Ok(hits)
    }

    /// The outlines that an area meets within `margin`, in ascending order. Errs towards meeting.
    pub fn over(&self, area: &Area, margin: Metres) -> Result<Vec<Tag>, Damaged> {
        self.joined(|built| built.over(area, margin), self.live.over(area, margin))
    }

    /// The border nearest to a path among the outlines that `accept` takes, whichever side of it the
    /// path lies on. `None` when there is none within `limit` or 2,000 km.
    pub fn nearest_border(
        &self,
        path: &Path,
        limit: Metres,
        accept: impl Fn(Tag) -> bool,
    ) -> Result<Option<NearestBorder>, Damaged> {
        let mut all: Vec<_> = self.live.nearest_border(path, limit, &accept).into_iter().collect();
        for (offset, built) in &self.built {
            let taken = |tag| moved(*offset, tag).is_some_and(&accept);
            if let Some(found) = built.nearest_border(path, limit, taken)? {
                let tag = moved(*offset, found.tag).ok_or(Damaged)?;
                all.push(NearestBorder { tag, ..found });
            }
        }
        let lowest_m = all.iter().map(|found| found.distance.value() - found.error.value());
        let lowest_m = lowest_m.fold(f64::INFINITY, f64::min);
        let nearest = all.into_iter().min_by(|a, b| {
            a.distance.value().total_cmp(&b.distance.value()).then(a.tag.cmp(&b.tag))
        });
        // What another part found may be nearer than its distance too.
        Ok(nearest.map(|found| NearestBorder {
            error: Metres::or_greatest(found.distance.value() - lowest_m),
            ..found
        }))
    }

    fn joined(
        &self,
        ask: impl Fn(&BuiltIndex<B>) -> Result<Vec<Tag>, Damaged>,
        mut tags: Vec<Tag>,
    ) -> Result<Vec<Tag>, Damaged> {
        for (offset, built) in &self.built {
            for tag in ask(built)? {
                tags.push(moved(*offset, tag).ok_or(Damaged)?);
            }
        }
        Ok(in_order(tags))
    }
}

fn in_order(mut tags: Vec<Tag>) -> Vec<Tag> {
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// A tag of an image among those of all; `None` for one that no image can have.
fn moved(offset: u32, tag: Tag) -> Option<Tag> {
    tag.0.checked_add(offset).map(Tag)
}
