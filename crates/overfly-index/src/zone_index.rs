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
#[derive(Debug, Default)]
pub struct ZoneIndex<B> {
    built: Option<BuiltIndex<B>>,
    live: LiveIndex,
}

impl<B: AsRef<[u8]>> ZoneIndex<B> {
    /// Only live zones.
    pub fn new() -> Self {
        Self { built: None, live: LiveIndex::new() }
    }

    /// The zones of an image, and none beside them yet.
    pub fn with(built: BuiltIndex<B>) -> Self {
        Self { built: Some(built), live: LiveIndex::new() }
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
        self.joined(|built| built.at(position), self.live.at(position))
    }

    /// The outlines that the straight segment between two positions meets, in ascending order.
    pub fn segment(&self, ends: [Position; 2]) -> Result<Vec<Tag>, Damaged> {
        self.joined(|built| built.segment(ends), self.live.segment(ends))
    }

    /// The outlines that a path meets within `margin`, in ascending order, and where.
    pub fn along(&self, path: &Path, margin: Metres) -> Result<Vec<Hit>, Damaged> {
        let built = self.built.as_ref().map(|built| built.along(path, margin)).transpose()?;
        let mut hits = built.unwrap_or_default();
        hits.extend(self.live.along(path, margin));
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
        let built = self.built.as_ref().map(|built| built.nearest_border(path, limit, &accept));
        let live = self.live.nearest_border(path, limit, &accept);
        let built = built.transpose()?.flatten();
        let both = || built.into_iter().chain(live);
        let lowest_m = both().map(|found| found.distance.value() - found.error.value());
        let lowest_m = lowest_m.fold(f64::INFINITY, f64::min);
        let nearest = both().min_by(|a, b| {
            a.distance.value().total_cmp(&b.distance.value()).then(a.tag.cmp(&b.tag))
        });
        // What the other half found may be nearer than its distance too.
        Ok(nearest.map(|found| NearestBorder {
            error: Metres::or_greatest(found.distance.value() - lowest_m),
            ..found
        }))
    }

    fn joined(
        &self,
        ask: impl FnOnce(&BuiltIndex<B>) -> Result<Vec<Tag>, Damaged>,
        live: Vec<Tag>,
    ) -> Result<Vec<Tag>, Damaged> {
        let mut tags = self.built.as_ref().map(ask).transpose()?.unwrap_or_default();
        tags.extend(live);
        tags.sort_unstable();
        tags.dedup();
        Ok(tags)
    }
}
