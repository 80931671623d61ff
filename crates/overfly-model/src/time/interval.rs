//! Stretches of time. All are half-open.

use jiff::{SignedDuration, Timestamp};

/// From `from` up to, not including, `until`; an end that is `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeInterval {
    /// First instant.
    pub from: Option<Timestamp>,
    /// First instant after.
    pub until: Option<Timestamp>,
}

impl TimeInterval {
    /// Any time: what a flight without a departure takes.
    pub const ANY: Self = Self { from: None, until: None };

    /// The interval that holds just `at`.
    pub const fn instant(at: Timestamp) -> Self {
        Self { from: Some(at), until: Some(at) }
    }

    /// Whether it ends at or before its beginning.
    pub fn is_backward(&self) -> bool {
        self.from.zip(self.until).is_some_and(|(from, until)| until <= from)
    }

    /// Whether the two share an instant. An interval of one instant holds that instant.
    pub fn meets(&self, other: &Self) -> bool {
        starts_before_end(self, other) && starts_before_end(other, self)
    }

    /// Whether `other` lies wholly inside.
    pub fn holds(&self, other: &Self) -> bool {
        let from = match (self.from, other.from) {
            (None, _) => true,
            (Some(a), Some(b)) => a <= b,
            (Some(_), None) => false,
        };
        let until = match (self.until, other.until) {
            (None, _) => true,
            // An instant that equals the excluded end is outside.
            (Some(a), Some(b)) if other.from == other.until => b < a,
            (Some(a), Some(b)) => b <= a,
            (Some(_), None) => false,
        };
        from && until
    }

    /// Whether an instant lies in it.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.holds(&Self::instant(at))
    }

    /// The shortest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            from: self.from.zip(other.from).map(|(a, b)| a.min(b)),
            until: self.until.zip(other.until).map(|(a, b)| a.max(b)),
        }
    }

    /// What the two share; `None` when they share no instant.
    pub fn within(&self, other: &Self) -> Option<Self> {
        self.meets(other).then(|| Self {
            from: self.from.max(other.from),
            until: match (self.until, other.until) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
        })
    }

    /// How long it is; `None` when an end is open.
    pub fn duration(&self) -> Option<SignedDuration> {
        self.from.zip(self.until).map(|(from, until)| until.duration_since(from))
    }

    /// Both ends further out; an end beyond the time line is open.
    pub(super) fn widened(&self, by: SignedDuration) -> Self {
        Self {
            from: self.from.and_then(|from| from.checked_sub(by).ok()),
            until: self.until.and_then(|until| until.checked_add(by).ok()),
        }
    }

    /// The end further out.
    pub(super) fn longer(&self, by: SignedDuration) -> Self {
        Self { from: self.from, until: self.widened(by).until }
    }
}

/// Whether `a` starts before `b` ends; an instant at the very end of a longer interval is outside it.
fn starts_before_end(a: &TimeInterval, b: &TimeInterval) -> bool {
    let (Some(start), Some(end)) = (a.from, b.until) else { return true };
    start < end || (start == end && b.from == b.until)
}

/// The same instants as sorted intervals that neither meet nor touch.
pub(super) fn union(mut intervals: Vec<TimeInterval>) -> Vec<TimeInterval> {
    intervals.sort_by_key(|interval| interval.from);
    let mut union: Vec<TimeInterval> = Vec::with_capacity(intervals.len());
    for next in intervals {
        match union.last_mut() {
            Some(last) if reaches(last, &next) => {
                last.until = last.until.zip(next.until).map(|(a, b)| a.max(b));
            }
            _ => union.push(next),
        }
    }
    union
}

/// Whether `later`, which does not start before `last`, leaves no instant between them.
fn reaches(last: &TimeInterval, later: &TimeInterval) -> bool {
    match (last.until, later.from) {
        (Some(until), Some(from)) => from <= until,
        _ => true,
    }
}
