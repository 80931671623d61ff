//! Where and when a piece meets a part of a zone: footprint, height and time simultaneously.

use overfly_index::Along;
use overfly_model::{Datum, Extent, Footprint, Metres, Part, Terrain, TimeInterval, Zone};

use crate::active::ActiveTimes;
use crate::airspace::ZoneAt;
use crate::assumed::Compared;
use crate::ground::Grounds;
use crate::piece::Ready;

/// A stretch of a piece, or the whole of an area, in conflict with a part of a zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Meeting {
    /// Where along the piece; `None` for an area.
    pub(crate) stretch: Option<Along>,
    /// When the flight may be there while the zone applies.
    pub(crate) time: TimeInterval,
}

/// A piece over a part of a zone.
pub(crate) struct Place<'a> {
    pub(crate) piece: &'a Ready<'a>,
    pub(crate) at: ZoneAt,
    pub(crate) zone: &'a Zone,
    pub(crate) part: &'a Part,
    pub(crate) grounds: &'a Grounds<'a>,
    pub(crate) times: &'a ActiveTimes,
}

impl Place<'_> {
    fn active(&self, during: &TimeInterval) -> Vec<TimeInterval> {
        self.times.within(self.at, self.zone, during)
    }

    /// What is known of the ground on a stretch; `None` for all of the piece.
    fn terrain(&self, stretch: Option<&Along>) -> Terrain {
        let datums: Vec<Datum> =
            self.piece.heights.datums().chain(self.part.limits.datums()).collect();
        self.grounds.over(|| self.extent(stretch), &datums)
    }

    fn extent(&self, stretch: Option<&Along>) -> Option<Extent> {
        let around = self.piece.reach + Metres::whole(100);
        let points = stretch.and_then(|stretch| self.piece.span(stretch));
        // Between the ends of a stretch of a longer path there may be a bend.
        let bends = !matches!(&self.piece.piece.footprint, Footprint::Path(path) if path.len() < 3);
        if let Some([from, to]) = points.filter(|_| !bends) {
            return Some(Extent::of_footprint(&Footprint::Path(vec![from, to]))?.grown(around));
        }
        let piece = Extent::of_footprint(&self.piece.piece.footprint)?.grown(around);
        let part = Extent::of_outline(&self.part.outline).map(|part| part.grown(around));
        Some(part.and_then(|part| piece.within(part)).unwrap_or(piece))
    }

    /// What comparing heights rests on here; `None` when they are over one datum, or when any reading of
    /// the unknown gives the same.
    pub(crate) fn compared(&self, stretches: Option<&[Along]>, met: bool) -> Option<Compared> {
        let heights = &self.piece.heights;
        let datums: Vec<Datum> = heights.datums().chain(self.part.limits.datums()).collect();
        if datums.iter().all(|datum| Some(datum) == datums.first()) {
            return None;
        }
        let terrains = match stretches {
            None => vec![self.terrain(None)],
            Some(stretches) => stretches.iter().map(|s| self.terrain(Some(s))).collect(),
        };
        let certain = |terrain: &Terrain| self.part.limits.must_meet(heights, terrain);
        Some(Compared::new(&terrains, &datums, met, terrains.iter().any(certain)))
    }
}

/// The meetings of a piece with a part over whose outline it passes on `stretches` (`None` for an
/// area). Never misses one; may report one that only the widest reading of an unknown makes.
pub(crate) fn meetings(place: &Place<'_>, stretches: Option<&[Along]>) -> Vec<Meeting> {
    let piece = place.piece;
    let meets = |stretch| place.part.limits.may_meet(&piece.heights, &place.terrain(stretch));
    match stretches {
        None if meets(None) => {
            let time = place.active(&piece.time).into_iter().reduce(TimeInterval::hull);
            time.map(|time| Meeting { stretch: None, time }).into_iter().collect()
        }
        None => Vec::new(),
        Some(stretches) => {
            let met = stretches.iter().filter(|stretch| meets(Some(stretch)));
            met.flat_map(|stretch| on_stretch(place, stretch)).collect()
        }
    }
}

/// What of a stretch the aircraft may be on while the zone applies.
fn on_stretch(place: &Place<'_>, stretch: &Along) -> Vec<Meeting> {
    let active = place.active(&place.piece.time_on(stretch));
    let cut = active.into_iter().filter_map(|time| {
        let stretch = place.piece.stretch_during(stretch, &time)?;
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

    pub(crate) fn hull(&self, other: &Self) -> Self {
        let stretch = self.stretch.zip(other.stretch);
        Self {
            stretch: stretch.map(|(a, b)| Along { from: a.from.min(b.from), to: a.to.max(b.to) }),
            time: self.time.hull(other.time),
        }
    }
}
