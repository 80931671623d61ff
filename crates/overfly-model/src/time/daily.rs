//! Periods of the day.

use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};

use super::clock::{Dial, TimeOfDay};
use super::interval::TimeInterval;
use super::place::{Place, SunTime, dates, utc_date};
use super::sun::{Happening, SunEvent};
use super::week::DaySet;

const DAY_S: u32 = 86_400;
/// 23:59 and later means the end of the day: files write 23:59, 23:59:59 and 23:59:59.99 for it.
const END_OF_DAY_S: u32 = 23 * 3600 + 59 * 60;
/// Within how many days after its start a period ends, whatever clocks its ends are read from.
const DAYS_TO_END: i64 = 4;

/// A period of the day on some days of the week.
///
/// An end at or before the start lies on the next day; start = end is the whole day; a missing start
/// or end is the day's own. A day of the week is the one on which the period starts: by the clock of the
/// start, or, when that is the sun or nothing, by UTC and by any clocks there may be at the zone.
#[derive(Clone, Debug, PartialEq)]
pub struct DailyPeriod {
    /// On which days it starts; none stated counts as any.
    pub days: DaySet,
    /// When it starts.
    pub start: Option<TimeOfDay>,
    /// When it ends.
    pub end: Option<TimeOfDay>,
}

/// What is known of the period of one day.
enum Occurrence {
    /// It takes this time at most.
    Takes(TimeInterval),
    /// It takes the first at most; where its start does not surely come, perhaps the second, just before.
    TakesBoth(TimeInterval, TimeInterval),
    /// There is none that day.
    None,
    /// Nobody knows when.
    Unknown,
}

/// An end of a period, with what a missing one stands for.
#[derive(Clone, Copy)]
enum End<'a> {
    Clock(Dial<'a>),
    Sun(SunEvent),
}

impl DailyPeriod {
    /// Whether both ends can be placed, given the place of the zone.
    pub(super) fn is_resolved(&self) -> bool {
        (self.start.is_none() && self.end.is_none()) || self.ends().is_some()
    }

    /// The periods that share an instant with `during`, whose ends must be known; `None` when it cannot
    /// be told when they are.
    pub(super) fn spans(
        &self,
        during: &TimeInterval,
        place: &Place<'_>,
    ) -> Option<Vec<TimeInterval>> {
        if self.days.is_every_day() && self.start.is_none() && self.end.is_none() {
            return Some(vec![*during]);
        }
        let (from, until) = during.from.zip(during.until)?;
        let first = utc_date(from).checked_sub(Span::new().days(DAYS_TO_END + 1)).ok()?;
        let last = utc_date(until).checked_add(Span::new().days(3)).ok()?;
        let mut spans = Vec::new();
        for day in dates(first, last) {
            match self.on(day, during, place) {
                Occurrence::Takes(span) if span.meets(during) => spans.push(span),
                Occurrence::TakesBoth(span, before) => {
                    spans.extend([span, before].into_iter().filter(|span| span.meets(during)));
                }
                Occurrence::Takes(_) | Occurrence::None => {}
                Occurrence::Unknown => return None,
            }
        }
        Some(spans)
    }

    fn ends(&self) -> Option<(End<'_>, End<'_>)> {
        let [start, end] = [self.start.as_ref(), self.end.as_ref()];
        Some((known_end(start, end, 0)?, known_end(end, start, DAY_S)?))
    }

    /// The period of `day`, as far as it may meet `during`.
    fn on(&self, day: Date, during: &TimeInterval, place: &Place<'_>) -> Occurrence {
        if self.start.is_none() && self.end.is_none() {
            return if self.days.allows(day) { takes(place.day(day)) } else { Occurrence::None };
        }
        match self.ends() {
            None => Occurrence::Unknown,
            Some((End::Clock(_), _)) if !self.days.allows(day) => Occurrence::None,
            Some((End::Clock(start), End::Clock(end))) => takes(by_clock(day, start, end)),
            Some((End::Clock(start), End::Sun(end))) => until_sun(day, start, end, during, place),
            Some((End::Sun(start), end)) => self.since_sun(day, start, end, during, place),
        }
    }

    fn since_sun(
        &self,
        day: Date,
        event: SunEvent,
        end: End<'_>,
        during: &TimeInterval,
        place: &Place<'_>,
    ) -> Occurrence {
        let Some(rough) = place.roughly(event, day) else { return Occurrence::Unknown };
        // A period ends within DAYS_TO_END days of its start, and reaches back by fewer.
        if !rough.widened(SignedDuration::from_hours(24 * DAYS_TO_END)).meets(during) {
            return Occurrence::None;
        }
        let Some(start) = place.sun(event, day) else { return Occurrence::Unknown };
        if !place.may_fall_on(self.days, &start.range) {
            return Occurrence::None;
        }
        match end {
            End::Clock(end) => sun_to_clock(day, &start, end),
            End::Sun(end) => between_events(day, (event, &start), end, place),
        }
    }
}

fn sun_to_clock(day: Date, start: &SunTime, end: Dial<'_>) -> Occurrence {
    let until = after(&start.range, day, |day| clock_range(day, end)).and_then(|end| end.until);
    // The end before came at most a day earlier, also where clocks are set back.
    let day_before = SignedDuration::from_hours(25);
    let back = start.range.from.and_then(|from| from.checked_sub(day_before).ok());
    reaching(start, until, back)
}

/// From one event to the next of another. An end that does not surely come reaches to the next start, and a
/// start that does not to the end before: in a white night, nobody knows when a twilight is over.
fn between_events(
    day: Date,
    (event, start): (SunEvent, &SunTime),
    end_event: SunEvent,
    place: &Place<'_>,
) -> Occurrence {
    let end_day = if end_event > event { Ok(day) } else { day.tomorrow() };
    let Some(end) = end_day.as_ref().ok().and_then(|day| place.sun(end_event, *day)) else {
        return Occurrence::Unknown;
    };
    let happening = [start.happening, end.happening];
    if never([event, end_event], happening) {
        return Occurrence::None;
    }
    if never([end_event, event], happening) {
        return takes(Some(TimeInterval { from: start.range.from, until: end.range.until }));
    }
    let next_start = || place.sun(event, day.tomorrow().ok()?)?.range.until;
    let until =
        if end.surely_comes() { end.range.until } else { end.range.until.max(next_start()) };
    let end_before = || place.sun(end_event, end_day.ok()?.yesterday().ok()?)?.range.from;
    let back = if start.surely_comes() { None } else { end_before() };
    reaching(start, until, back)
}

/// A period up to `until`, and what lies between `back` and its start where that does not surely come.
fn reaching(start: &SunTime, until: Option<Timestamp>, back: Option<Timestamp>) -> Occurrence {
    let Some(until) = until else { return Occurrence::Unknown };
    let span = TimeInterval { from: start.range.from, until: Some(until) };
    if start.surely_comes() {
        return Occurrence::Takes(span);
    }
    let Some(back) = back else { return Occurrence::Unknown };
    let before = TimeInterval { from: Some(back), until: start.range.from };
    if before.is_backward() { Occurrence::Takes(span) } else { Occurrence::TakesBoth(span, before) }
}

/// An end as stated; a missing one is the day's own, on the clocks of the other end.
fn known_end<'a>(
    time: Option<&'a TimeOfDay>,
    other: Option<&'a TimeOfDay>,
    missing_s: u32,
) -> Option<End<'a>> {
    match time {
        Some(TimeOfDay::Sun(event)) => Some(End::Sun(*event)),
        Some(clock) => clock.dial().map(End::Clock),
        None => {
            let clocks = other?.dial()?.clocks;
            Some(End::Clock(Dial { clocks, seconds: missing_s }))
        }
    }
}

/// A span that cannot be placed on the time line is unknown.
fn takes(span: Option<TimeInterval>) -> Occurrence {
    span.map_or(Occurrence::Unknown, Occurrence::Takes)
}

/// Whether a period between two events of the sun surely does not come about: one of daylight where the
/// sun does not come up, one of night where it does not go down.
fn never([start, end]: [SunEvent; 2], happening: [Happening; 2]) -> bool {
    match (start.is_morning(), end.is_morning()) {
        (true, false) => happening == [Happening::Below; 2],
        (false, true) => happening == [Happening::Above; 2],
        _ => false,
    }
}

/// A period between two clock times, the start at its earliest and the end at its latest.
fn by_clock(day: Date, start: Dial<'_>, end: Dial<'_>) -> Option<TimeInterval> {
    let starts = start_range(day, start)?;
    let until = if start.clocks == end.clocks {
        let day = if end.seconds > start.seconds { day } else { day.tomorrow().ok()? };
        clock_range(day, end)?.until
    } else {
        after(&starts, day, |day| clock_range(day, end))?.until
    };
    Some(TimeInterval { from: starts.from, until })
}

fn until_sun(
    day: Date,
    start: Dial<'_>,
    end: SunEvent,
    during: &TimeInterval,
    place: &Place<'_>,
) -> Occurrence {
    let Some(starts) = start_range(day, start) else { return Occurrence::Unknown };
    let longest = SignedDuration::from_hours(24 * DAYS_TO_END);
    if !starts.longer(longest).meets(during) {
        return Occurrence::None;
    }
    // The sun's days are those of UTC noon, of which one before may end after this start.
    let Some(end) = day.yesterday().ok().and_then(|first| sun_after(&starts, first, end, place))
    else {
        return Occurrence::Unknown;
    };
    let next_start = || start_range(day.tomorrow().ok()?, start)?.until;
    let until =
        if end.surely_comes() { end.range.until } else { end.range.until.max(next_start()) };
    takes(until.map(|until| TimeInterval { from: starts.from, until: Some(until) }))
}

/// The first event that surely lies after the start, if it comes: when in doubt, the later.
fn sun_after(
    start: &TimeInterval,
    first: Date,
    event: SunEvent,
    place: &Place<'_>,
) -> Option<SunTime> {
    let last = first.checked_add(Span::new().days(DAYS_TO_END + 1)).ok()?;
    dates(first, last).find_map(|day| {
        let time = place.sun(event, day);
        let counts = time.as_ref().is_none_or(|time| time.range.from > start.until);
        counts.then_some(time)
    })?
}

/// The first of the ends of consecutive days that surely lies after the start: when in doubt, the later.
fn after(
    start: &TimeInterval,
    first: Date,
    end: impl Fn(Date) -> Option<TimeInterval>,
) -> Option<TimeInterval> {
    let last = first.checked_add(Span::new().days(DAYS_TO_END + 1)).ok()?;
    dates(first, last).find_map(|day| {
        let range = end(day);
        range.is_none_or(|range| range.from > start.until).then_some(range)
    })?
}

/// 24:00 as a start may be either midnight of its day.
fn start_range(day: Date, Dial { clocks, seconds }: Dial<'_>) -> Option<TimeInterval> {
    let [_, until] = clocks.instants(day, seconds)?;
    let [from, _] = clocks.instants(day, if seconds < DAY_S { seconds } else { 0 })?;
    Some(TimeInterval { from: Some(from), until: Some(until) })
}

fn clock_range(day: Date, Dial { clocks, seconds }: Dial<'_>) -> Option<TimeInterval> {
    let seconds = if seconds >= END_OF_DAY_S { DAY_S } else { seconds };
    let [from, until] = clocks.instants(day, seconds)?;
    Some(TimeInterval { from: Some(from), until: Some(until) })
}
