//! Jumps in a mission: followed as often as they say, within bounds.

use std::collections::{BTreeMap, BTreeSet};

use super::step::{Action, Destination, Jump, Step};

/// Most items flown because a jump went back to them.
const MOST_REPEATED: usize = 10_000;
/// A jump repeated more often than this counts as repeated without end.
const MANY: u64 = 1000;

/// Where a jump leads now.
pub(super) enum Follow {
    /// To that step.
    To(usize),
    /// To that step, without end.
    Endless(usize),
    /// To the step after it: it has jumped often enough.
    Past,
    /// The same, not for the first time.
    PastAgain,
    /// It cannot be followed, because.
    Not(&'static str),
}

/// How often each jump has been taken.
pub(super) struct Jumps {
    targets: BTreeMap<Destination, Option<usize>>,
    taken: BTreeMap<usize, u64>,
    past: BTreeSet<usize>,
    repeated: usize,
}

impl Jumps {
    pub(super) fn new(steps: &[Step]) -> Self {
        let mut targets = BTreeMap::new();
        for (at, step) in steps.iter().enumerate() {
            let tag =
                if let Action::Tag(tag) = step.action { Some(Destination::Tag(tag)) } else { None };
            for name in step.jump_id.map(Destination::Item).into_iter().chain(tag) {
                // A number on two items is no target.
                targets.entry(name).and_modify(|target| *target = None).or_insert(Some(at));
            }
        }
        Self { targets, taken: BTreeMap::new(), past: BTreeSet::new(), repeated: 0 }
    }

    /// Where the jump at step `at` leads this time.
    pub(super) fn follow(&mut self, at: usize, jump: Jump) -> Follow {
        let target = match self.targets.get(&jump.to) {
            Some(Some(target)) => *target,
            Some(None) => return Follow::Not("to a number that several items have"),
            None => return Follow::Not("to a number that no item has"),
        };
        let endless = jump.times.is_none_or(|times| times > MANY);
        let allowed = if endless { 1 } else { jump.times.unwrap_or(1) };
        let taken = self.taken.entry(at).or_default();
        if *taken >= allowed {
            return if self.past.insert(at) { Follow::Past } else { Follow::PastAgain };
        }
        self.repeated += at.saturating_sub(target) + 1;
        if self.repeated > MOST_REPEATED {
            return Follow::Not("that repeats more often than is followed here");
        }
        *taken += 1;
        if endless { Follow::Endless(target) } else { Follow::To(target) }
    }
}
