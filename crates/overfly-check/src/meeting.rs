//! Where and when a piece meets a part of a zone: footprint, height and time simultaneously.

use overfly_index::Along;
use overfly_model::{Part, Terrain, TimeInterval, Zone};

use crate::piece::Ready;

/// A stretch of a piece, or the whole of an area, in conflict with a part of a zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Meeting {
    /// Where along the piece; `None` for an area.
    pub(crate) stretch: Option<Along>,
    /// When the flight may be there while the zone applies.
    pub(crate) time: TimeInterval,
}

/// The meetings of a piece with a part over whose outline it passes on `stretches` (`None` for an
/// area). Never misses one; may report one that only the widest reading of an unknown makes.
pub(crate) fn meetings(
    piece: &Ready<'_>,
    zone: &Zone,
    part: &Part,
    stretches: Option<&[Along]>,
    terrain: impl Fn(Option<&Along>) -> Terrain,
) -> Vec<Meeting> {
    let meets = |stretch| part.limits.may_meet(&piece.heights, &terrain(stretch));
    match stretches {
        None if meets(None) => {
            at_times(zone, piece.time).map(|time| Meeting { stretch: None, time }).collect()
        }
        None => Vec::new(),
        Some(stretches) => {
            let met = stretches.iter().filter(|stretch| meets(Some(stretch)));
            met.flat_map(|stretch| on_stretch(piece, zone, stretch)).collect()
        }
    }
}

/// The hull of the times at which a zone applies, if there are any.
fn at_times(zone: &Zone, during: TimeInterval) -> impl Iterator<Item = TimeInterval> {
    zone.active(&during).into_iter().reduce(TimeInterval::hull).into_iter()
}

/// What of a stretch the aircraft may be on while the zone applies.
fn on_stretch(piece: &Ready<'_>, zone: &Zone, stretch: &Along) -> Vec<Meeting> {
    let active = zone.active(&piece.time_on(stretch));
    let cut = active.into_iter().filter_map(|time| {
        let stretch = piece.stretch_during(stretch, &time)?;
        Some(Meeting { stretch: Some(stretch), time })
    });
    joined(cut.collect())
}

/// Stretches that touch are one; those of one piece and zone.
pub(crate) fn joined(mut meetings: Vec<Meeting>) -> Vec<Meeting> {
    let place = |meeting: &Meeting| meeting.stretch.map_or(0.0, |stretch| stretch.from.value());
    meetings.sort_by(|a, b| place(a).total_cmp(&place(b)));
    let mut joined: Vec<Meeting> = Vec::new();
    for meeting in meetings {
        match joined.last_mut() {
            Some(last) if last.touches(&meeting) => *last = last.hull(&meeting),
            _ => joined.push(meeting),
        }
    }
    joined
}

impl Meeting {
    /// Whether a meeting that begins no earlier begins before this one ends.
    fn touches(&self, later: &Self) -> bool {
        match (self.stretch, later.stretch) {
            (Some(a), Some(b)) => b.from <= a.to,
            _ => true,
        }
    }

    fn hull(&self, other: &Self) -> Self {
        let stretch = self.stretch.zip(other.stretch);
        Self {
            stretch: stretch.map(|(a, b)| Along { from: a.from.min(b.from), to: a.to.max(b.to) }),
            time: self.time.hull(other.time),
        }
    }
}
