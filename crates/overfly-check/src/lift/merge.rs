//! Outcomes that touch and are alike become one.

use overfly_index::Along;
use overfly_model::HeightInterval;

use super::Outcome;

/// Outcomes that differ in one of place, height and time only, and touch in it, are one.
pub(super) fn merged(mut outcomes: Vec<Outcome>) -> Vec<Outcome> {
    let mut at = 0;
    while at < outcomes.len() {
        let joined = (at + 1..outcomes.len()).find_map(|other| {
            let (a, b) = (outcomes.get(at)?, outcomes.get(other)?);
            Some((other, join(a, b)?))
        });
        match joined {
            Some((other, joined)) => {
                outcomes.swap_remove(other);
                if let Some(one) = outcomes.get_mut(at) {
                    *one = joined;
                }
                at = 0;
            }
            None => at += 1,
        }
    }
    outcomes
}

fn join(a: &Outcome, b: &Outcome) -> Option<Outcome> {
    if a.effect != b.effect || a.by != b.by || a.left != b.left {
        return None;
    }
    let one_height = a.heights == b.heights;
    let one_time = a.meeting.time == b.meeting.time;
    let (first, second) = (&a.meeting, &b.meeting);
    let heights = touching(a.heights, b.heights);
    let joins = match (one_height, one_time) {
        (true, true) => touch(first.stretch, second.stretch),
        (true, false) => {
            first.time.until == second.time.from && touch(first.stretch, second.stretch)
        }
        (false, true) => first.stretch == second.stretch && heights.is_some(),
        (false, false) => false,
    };
    joins.then(|| Outcome {
        effect: a.effect,
        meeting: first.hull(second),
        heights: if one_height { a.heights } else { heights },
        by: a.by.clone(),
        left: a.left.clone(),
    })
}

fn touch(a: Option<Along>, b: Option<Along>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.from <= b.to && b.from <= a.to,
        _ => true,
    }
}

/// Two height intervals that share an end, as one.
fn touching(a: Option<HeightInterval>, b: Option<HeightInterval>) -> Option<HeightInterval> {
    let (a, b) = (a?, b?);
    if a.upper.is_some() && a.upper == b.lower {
        return Some(HeightInterval { lower: a.lower, upper: b.upper });
    }
    (b.upper.is_some() && b.upper == a.lower)
        .then_some(HeightInterval { lower: b.lower, upper: a.upper })
}
