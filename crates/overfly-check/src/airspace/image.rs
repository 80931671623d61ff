//! An index that was built beforehand, and whether it fits the zones.

use core::ops::Range;
use std::sync::Arc;

use overfly_index::built::{BuildError, Built, Fingerprint, build};
use overfly_index::{BuiltIndex, Tag};
use overfly_model::{Outline, Part};

use super::builder::with_a_place_for_each;
use super::{Dataset, ZoneFile};

/// A section of bytes that are shared: the index within the file that holds it.
#[derive(Clone, Debug)]
pub struct Section {
    bytes: Arc<[u8]>,
    range: Range<usize>,
}

impl Section {
    /// The bytes of a range; `None` where there are none.
    pub fn of(bytes: Arc<[u8]>, range: Range<usize>) -> Option<Self> {
        bytes.get(range.clone())?;
        Some(Self { bytes, range })
    }
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(self.range.clone()).unwrap_or_default()
    }
}

/// The index was not built from these zones as this version reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit;

impl core::fmt::Display for Misfit {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the index does not fit the zones beside it")
    }
}

impl core::error::Error for Misfit {}

/// Builds the index of datasets, for [`AirspaceBuilder::add_built`](super::AirspaceBuilder::add_built).
///
/// # Errors
/// [`BuildError`] when there are too many vertices or zones for one.
pub fn build_image(datasets: &[Dataset]) -> Result<Built, BuildError> {
    let files = datasets.iter().flat_map(|dataset| &dataset.files);
    let files: Vec<ZoneFile> = files.cloned().map(with_a_place_for_each).collect();
    build(outlines(&files.iter().collect::<Vec<_>>()))
}

/// Whether an index was built from the zones of these files.
pub(super) fn fits(index: &BuiltIndex<Section>, files: &[&ZoneFile]) -> bool {
    index.fingerprint() == Fingerprint::of(outlines(files))
}

/// Every part's outline under its number.
fn outlines<'a>(files: &[&'a ZoneFile]) -> impl Iterator<Item = (Tag, &'a Outline)> {
    let zones = files.iter().flat_map(|file| &file.reading.items.zones);
    (0..).map(Tag).zip(zones.flat_map(|zone| &zone.parts).map(|part: &Part| &part.outline))
}
