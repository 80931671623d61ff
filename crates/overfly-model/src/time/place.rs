//! What the place of a zone tells of its times: the sun over it, and which day it is there.

use core::cell::{OnceCell, RefCell};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::interval::TimeInterval;
use super::sun::{Happening, ROUNDING, SunDay, SunEvent};
use super::week::DaySet;
use crate::{Extent, Part, Placement};

/// The place of a zone; measured when the first of its times asks for it.
pub(super) struct Place<'z> {
    parts: &'z [Part],
    extents: OnceCell<Option<Vec<Extent>>>,
    days: RefCell<Vec<(Date, Option<Vec<SunDay>>)>>,
}

/// An event of the sun on one day.
pub(super) struct SunTime {
    pub(super) happening: Happening,
    /// When it happens at some place of the zone, or may: a minute more on either side, and the whole
    /// half of the day when it does not happen everywhere.
    pub(super) range: TimeInterval,
}

impl SunTime {
    /// Whether it comes everywhere in the zone that day.
    pub(super) const fn surely_comes(&self) -> bool {
        matches!(self.happening, Happening::Between(_))
    }
}

impl<'z> Place<'z> {
    pub(super) fn of(parts: &'z [Part]) -> Self {
        Self { parts, extents: OnceCell::new(), days: RefCell::new(Vec::new()) }
    }

    /// An event of the day whose noon lies in `date`, UTC; `None` when it may be at any time.
    pub(super) fn sun(&self, event: SunEvent, date: Date) -> Option<SunTime> {
        let extents = self.extents()?;
        let mut cache = self.days.borrow_mut();
        if !cache.iter().any(|(known, _)| *known == date) {
            let days = extents.iter().map(|extent| SunDay::of(date, extent)).collect();
            cache.push((date, days));
        }
        let (_, days) = cache.iter().find(|(known, _)| *known == date)?;
        let days = days.as_ref()?;
        let each = days.iter().zip(extents).map(|(day, extent)| day.event(event, extent));
        let happening = each.reduce(Happening::and)?;
        let range = match happening {
            Happening::Between(range) => range,
            _ => days
                .iter()
                .zip(extents)
                .map(|(day, extent)| day.half(extent, event.is_morning()))
                .reduce(|a, b| Some(hull(a?, b?)))??,
        };
        Some(SunTime { happening, range: range.widened(ROUNDING) })
    }

    /// Between which instants an event of that day lies, without asking for the sun.
    pub(super) fn roughly(&self, event: SunEvent, date: Date) -> Option<TimeInterval> {
        let noon = date.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).ok()?.timestamp();
        let [west, east] = self.lon_deg()?;
        // The equation of time is 17 minutes at most.
        let [from, until] = if event.is_morning() { [-13.0, 1.0] } else { [-1.0, 13.0] };
        let at = |hours: f64| noon.checked_add(duration_h(hours)).ok();
        Some(TimeInterval {
            from: Some(at(from - east / 15.0)?),
            until: Some(at(until - west / 15.0)?),
        })
    }

    /// Whether an instant of `range` may fall on one of `days` where the zone lies.
    pub(super) fn may_fall_on(&self, days: DaySet, range: &TimeInterval) -> bool {
        days.is_every_day()
            || self.day_offsets_h().into_iter().any(|[behind, ahead]| {
                let date = |at: Option<Timestamp>, hours| {
                    Some(utc_date(at?.checked_add(duration_h(hours)).ok()?))
                };
                match date(range.from, behind).zip(date(range.until, ahead)) {
                    Some((first, last)) => dates(first, last).any(|day| days.allows(day)),
                    None => true,
                }
            })
    }

    /// A day where the zone lies, at its longest.
    pub(super) fn day(&self, day: Date) -> Option<TimeInterval> {
        let [from, until] = [day, day.tomorrow().ok()?]
            .map(|day| day.to_zoned(TimeZone::UTC).ok().map(|midnight| midnight.timestamp()));
        let (behind, ahead) = self
            .day_offsets_h()
            .into_iter()
            .fold((0.0_f64, 0.0_f64), |(min, max), [a, b]| (min.min(a), max.max(b)));
        Some(TimeInterval {
            from: Some(from?.checked_sub(duration_h(ahead)).ok()?),
            until: Some(until?.checked_sub(duration_h(behind)).ok()?),
        })
    }

    /// How far the clocks at the zone may be ahead of UTC, as ranges in hours. A file that names days
    /// without a clock may mean those of UTC or of the place. Clocks stray from the sun by 3 hours at most
    /// (Xinjiang), and near the date line by a day more.
    fn day_offsets_h(&self) -> Vec<[f64; 2]> {
        const STRAY_H: f64 = 3.0;
        const NEAR_DATE_LINE_DEG: f64 = 145.0;
        let Some([west, east]) = self.lon_deg() else { return vec![[-12.0, 14.0]] };
        let here = [west / 15.0 - STRAY_H, east / 15.0 + STRAY_H];
        let mut offsets = vec![[0.0, 0.0], here];
        if west < -NEAR_DATE_LINE_DEG {
            offsets.push(here.map(|hours| hours + 24.0));
        }
        if east > NEAR_DATE_LINE_DEG {
            offsets.push(here.map(|hours| hours - 24.0));
        }
        offsets
    }

    fn lon_deg(&self) -> Option<[f64; 2]> {
        let each = self.extents()?.iter().map(Extent::lon_deg);
        each.reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])])
    }

    /// Boxes round the parts, one for each way of placing them; `None` when one may be anywhere.
    fn extents(&self) -> Option<&[Extent]> {
        self.extents.get_or_init(|| extents(self.parts)).as_deref()
    }
}

fn extents(parts: &[Part]) -> Option<Vec<Extent>> {
    let mut extents: Vec<(Placement, Extent)> = Vec::new();
    for part in parts {
        let extent = Extent::of_outline(&part.outline)?;
        match extents.iter_mut().find(|(placement, _)| *placement == part.placement) {
            Some((_, known)) => *known = known.hull(extent),
            None => extents.push((part.placement, extent)),
        }
    }
    (!extents.is_empty()).then(|| extents.into_iter().map(|(_, extent)| extent).collect())
}

fn hull(a: TimeInterval, b: TimeInterval) -> TimeInterval {
    TimeInterval { from: a.from.min(b.from), until: a.until.max(b.until) }
}

/// The date of an instant in UTC.
pub(super) fn utc_date(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

/// The dates from one to another.
pub(super) fn dates(first: Date, last: Date) -> impl Iterator<Item = Date> {
    core::iter::successors(Some(first), |day| day.tomorrow().ok())
        .take_while(move |day| *day <= last)
}

#[allow(clippy::cast_possible_truncation, reason = "hours of a few days")]
fn duration_h(hours: f64) -> SignedDuration {
    SignedDuration::from_secs((hours * 3600.0) as i64)
}
