//! The nearest border, through the cells round a path.

use overfly_model::Metres;

use super::Damaged;
use super::along::turned;
use super::cell::{Cell, SINGLE};
use super::leaf::{Leaf, Shape};
use super::point::disc_of;
use super::view::View;
use super::walk::{Budget, Swath};
use crate::frame;
use crate::live::Tag;
use crate::nearest::{self, NearestBorder, Search};
use crate::path::{Chord, Path};
use crate::plane::Bounds;

impl View<'_> {
    pub(crate) fn nearest_border(
        &self,
        path: &Path,
        limit: Metres,
        accept: impl Fn(Tag) -> bool,
    ) -> Result<Option<NearestBorder>, Damaged> {
        nearest::widen(limit, |radius_m| {
            let mut search = Search::within(radius_m);
            for chord in path.chords() {
                self.look_round(chord, &mut search, &accept)?;
            }
            Ok(search.found())
        })
    }

    fn look_round(
        &self,
        chord: &Chord,
        search: &mut Search,
        accept: &impl Fn(Tag) -> bool,
    ) -> Result<(), Damaged> {
        let Some(bounds) = Bounds::of([chord.a, chord.b]) else { return Ok(()) };
        for (chord, hood) in turned(chord, frame::reach(bounds, search.radius_m)) {
            let look = Search::edges(&chord, hood);
            self.walk(
                &Swath::of(&chord, hood),
                &mut |cell: Cell, reference: u32, budget: &mut Budget| {
                    if reference & 7 == SINGLE {
                        return Ok(());
                    }
                    let mut entries = Leaf::entries(self.cells(), (reference >> 3) as usize)?;
                    while let Some(entry) = budget.next(&mut entries)? {
                        let tag = Tag(entry.tag);
                        if !accept(tag) {
                            continue;
                        }
                        if let Shape::Disc(disc) = entry.shape
                            && let Some(disc) = disc_of(disc)
                        {
                            search.look_at_disc(tag, &disc, &chord);
                        }
                        entry.edges(cell, false, |u, v| {
                            search.look_at_edge(tag, [u, v], &chord, &look);
                        });
                    }
                    Ok(())
                },
            )?;
        }
        Ok(())
    }
}
