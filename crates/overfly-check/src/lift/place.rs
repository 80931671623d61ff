//! Where along a piece something is, and what is left of that.

use overfly_index::Along;

/// Where along a piece something is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Where {
    Nowhere,
    Everywhere,
    /// On these stretches; never empty.
    On(Vec<Along>),
}

impl Where {
    pub(super) fn on(stretches: Vec<Along>) -> Self {
        if stretches.is_empty() { Self::Nowhere } else { Self::On(stretches) }
    }

    /// As stretches of the cell, `None` when there is nothing of it.
    pub(super) fn pieces(&self, cell: Option<Along>) -> Option<Vec<Option<Along>>> {
        match self {
            Self::Nowhere => None,
            Self::Everywhere => Some(vec![cell]),
            Self::On(stretches) => Some(stretches.iter().copied().map(Some).collect()),
        }
    }
}

pub(super) fn shared(a: Along, b: Along) -> Option<Along> {
    let (from, to) = (a.from.max(b.from), a.to.min(b.to));
    (from <= to).then_some(Along { from, to })
}

/// The first without the second, ends included in neither.
pub(super) fn without(first: Where, second: &Where, cell: Option<Along>) -> Where {
    let taken = match second {
        Where::Nowhere => return first,
        Where::Everywhere => return Where::Nowhere,
        Where::On(taken) => taken,
    };
    let whole = match (first, cell) {
        (Where::Nowhere, _) | (Where::Everywhere, None) => return Where::Nowhere,
        (Where::Everywhere, Some(cell)) => vec![cell],
        (Where::On(first), _) => first,
    };
    Where::on(whole.into_iter().flat_map(|stretch| outside(stretch, taken)).collect())
}

/// What of the cell is in neither.
pub(super) fn complement(cell: Option<Along>, taken: &[Where; 2]) -> Where {
    if taken.contains(&Where::Everywhere) {
        return Where::Nowhere;
    }
    let mut all: Vec<Along> = Vec::new();
    for one in taken {
        if let Where::On(stretches) = one {
            all.extend(stretches);
        }
    }
    match cell {
        _ if all.is_empty() => Where::Everywhere,
        None => Where::Nowhere,
        Some(cell) => Where::on(outside(cell, &all)),
    }
}

fn outside(stretch: Along, taken: &[Along]) -> Vec<Along> {
    let mut taken: Vec<Along> = taken.to_vec();
    taken.sort_by(|a, b| a.from.total_cmp(&b.from));
    let (mut rest, mut at) = (Vec::new(), stretch.from);
    for one in taken {
        if one.from > at {
            rest.push(Along { from: at, to: one.from.min(stretch.to) });
        }
        at = at.max(one.to);
    }
    if at < stretch.to {
        rest.push(Along { from: at, to: stretch.to });
    }
    rest.retain(|one| one.from < one.to);
    rest
}
