//! Stretches of a line, as sorted disjoint closed intervals.

use overfly_model::Metres;

/// A stretch of a path, in metres from its start; ends are rounded outward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Along {
    /// Where it begins.
    pub from: Metres,
    /// Where it ends.
    pub to: Metres,
}

/// Stretches of one chord, as fractions from 0 to 1.
pub(crate) type Span = [f64; 2];

/// Sorts and joins what touches.
pub(crate) fn merge(mut spans: Vec<Span>, gap: f64) -> Vec<Span> {
    spans.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span[0] <= last[1] + gap => last[1] = last[1].max(span[1]),
            _ => merged.push(span),
        }
    }
    merged
}

/// What is left of merged `spans` outside merged `cuts`. With `keep_ends` a cut is open: its end points
/// stay; without, it is closed and a point that is cut goes.
pub(crate) fn subtract(spans: &[Span], cuts: &[Span], keep_ends: bool) -> Vec<Span> {
    let mut left = Vec::new();
    for &[mut from, to] in spans {
        let mut open = true;
        for &[cut_from, cut_to] in cuts {
            if cut_to < from || cut_from > to {
                continue;
            }
            if cut_from > from || (keep_ends && cut_from >= from) {
                left.push([from, cut_from]);
            }
            from = cut_to;
            if cut_to > to || (!keep_ends && cut_to >= to) {
                open = false;
                break;
            }
        }
        if open {
            left.push([from, to]);
        }
    }
    left
}

/// The part of `span` within 0 to 1.
pub(crate) fn clip([from, to]: Span) -> Option<Span> {
    let (from, to) = (from.max(0.0), to.min(1.0));
    (from <= to).then_some([from, to])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_spans_are_sorted_and_disjoint() {
        let merged = merge(vec![[0.5, 0.6], [0.0, 0.1], [0.1, 0.2], [0.55, 0.7]], 0.0);
        assert_eq!(merged, vec![[0.0, 0.2], [0.5, 0.7]]);
    }

    #[test]
    fn an_open_cut_leaves_its_ends_and_a_closed_one_does_not() {
        let whole = [[0.0, 1.0]];
        assert_eq!(subtract(&whole, &[[0.25, 0.5]], true), vec![[0.0, 0.25], [0.5, 1.0]]);
        assert_eq!(subtract(&whole, &[[0.0, 1.0]], true), vec![[0.0, 0.0], [1.0, 1.0]]);
        assert!(subtract(&whole, &[[0.0, 1.0]], false).is_empty());
        assert!(subtract(&whole, &[[-1.0, 2.0]], true).is_empty());
        assert_eq!(subtract(&whole, &[[0.5, 2.0]], true), vec![[0.0, 0.5]]);
        assert_eq!(subtract(&[[0.2, 0.4]], &[[0.0, 0.3], [0.35, 0.9]], false), vec![[0.3, 0.35]]);
    }
}
