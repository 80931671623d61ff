//! Where along the flight: `leg 3 from 412 m to 655 m`, `legs 3-45; derived return 2-40`.

use std::collections::BTreeMap;

use overfly_check::{DecisionFinding, DerivedPiece, PieceRef};
use overfly_model::{HeightInterval, Metres, PieceKind};

/// A stretch that leaves out less than this of a piece is all of it, as whole metres tell.
const ALL_WITHIN_M: f64 = 1.0;
/// Up to so many pieces of the plan are told each with their metres.
const TOLD_APART: usize = 3;
/// Beyond so many ranges of pieces only their number and the first and last are told; JSON has them all.
const RUNS_MAX: usize = 6;

/// The places of findings that say the same of one zone: the pieces of the plan, then those derived
/// from it.
pub(super) fn place_words(findings: &[&DecisionFinding]) -> String {
    let mut pieces: Vec<PieceRef> = findings.iter().filter_map(|finding| finding.piece).collect();
    pieces.sort_unstable();
    pieces.dedup();
    let (derived, stated): (Vec<PieceRef>, Vec<PieceRef>) =
        pieces.into_iter().partition(|piece| piece.derived);
    let stated = match stated.len() {
        0..=TOLD_APART => {
            let told = stated.iter().map(|piece| told_words(*piece, findings));
            told.collect::<Vec<_>>().join(", ")
        }
        _ => ranges(&stated),
    };
    match (stated.is_empty(), derived.as_slice()) {
        (_, []) => stated,
        (true, derived) => format!("{} (derived)", ranges(derived)),
        (false, derived) => format!("{stated}; derived {}", ranges(derived)),
    }
}

/// `climb up to 60 m AGL; 4 returns 60 m AGL or at a height nobody stated`: every kind of derived
/// piece with its number and heights.
pub(super) fn derived_words(derived: &[DerivedPiece]) -> String {
    let mut kinds: Vec<PieceKind> = derived.iter().map(|derived| derived.piece.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let words = kinds.into_iter().map(|kind| {
        let of_kind: Vec<&DerivedPiece> =
            derived.iter().filter(|derived| derived.piece.kind == kind).collect();
        kind_heights(kind, &of_kind)
    });
    words.collect::<Vec<_>>().join("; ")
}

fn kind_heights(kind: PieceKind, derived: &[&DerivedPiece]) -> String {
    let count = derived.iter().map(|derived| derived.piece.index).max().unwrap_or(1);
    let what = if count > 1 { format!("{count} {}s", kind.as_str()) } else { kind.as_str().into() };
    let stated = derived.iter().filter(|derived| derived.height_stated);
    let stated = HeightInterval::hulls(stated.map(|derived| derived.heights));
    let mut heights = height_words(&stated);
    if derived.iter().any(|derived| !derived.height_stated) {
        heights.push("at a height nobody stated".to_owned());
    }
    format!("{what} {}", heights.join(" or "))
}

/// The intervals in words. Two with the same ends over different datums, of which nobody knows which is
/// higher, are one: `between 60 m above take-off and 60 m AGL`.
pub(super) fn height_words(intervals: &[HeightInterval]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for (at, interval) in intervals.iter().enumerate() {
        let others = intervals.iter().enumerate();
        let mirrored = others.filter(|(_, other)| interval.is_other_way_round(other));
        let mirrored: Vec<usize> =
            mirrored.map(|(at, _)| at).filter(|other| *other != at).collect();
        if mirrored.iter().any(|other| *other < at) {
            continue;
        }
        words.push(match (interval.lower, interval.upper, mirrored.is_empty()) {
            (Some(lower), Some(upper), false) => format!("between {lower} and {upper}"),
            _ => interval.to_string(),
        });
    }
    words
}

/// `leg 3`, `return 4 (derived)`.
pub(super) fn piece_words(piece: PieceRef) -> String {
    let derived = if piece.derived { " (derived)" } else { "" };
    if numbered(piece.kind) {
        format!("{} {}{derived}", piece.kind.as_str(), piece.index)
    } else {
        format!("{}{derived}", piece.kind.as_str())
    }
}

/// A flight climbs, transits and lands once or so: their numbers say nothing.
const fn numbered(kind: PieceKind) -> bool {
    !matches!(kind, PieceKind::Climb | PieceKind::Transit | PieceKind::Landing)
}

/// `leg 3 from 412 m to 655 m`, `all of leg 3`; one that stays in a place has no metres.
fn told_words(piece: PieceRef, findings: &[&DecisionFinding]) -> String {
    let here = || findings.iter().filter(|finding| finding.piece == Some(piece));
    let name = piece_words(piece);
    let whole = here().find_map(|finding| Some(finding.length?.value()));
    let Some(whole) = whole.filter(|_| here().all(|finding| finding.along.is_some())) else {
        return name;
    };
    let all =
        |[from, to]: [Metres; 2]| from.value() < ALL_WITHIN_M && to.value() > whole - ALL_WITHIN_M;
    if whole < ALL_WITHIN_M {
        return name;
    }
    if here().any(|finding| finding.along.is_some_and(all)) {
        return format!("all of {name}");
    }
    name + &stretch_words(piece, findings)
}

/// ` from 412 m to 655 m`, rounded outward; several stretches are told as one with their count.
fn stretch_words(piece: PieceRef, findings: &[&DecisionFinding]) -> String {
    let here = findings.iter().filter(|finding| finding.piece == Some(piece));
    let stretches: Option<Vec<[f64; 2]>> =
        here.map(|finding| finding.along.map(|[from, to]| [from.value(), to.value()])).collect();
    let Some(stretches) = stretches.filter(|stretches| !stretches.is_empty()) else {
        return String::new();
    };
    let from = stretches.iter().fold(f64::INFINITY, |least, [from, _]| least.min(*from)).max(0.0);
    let to = stretches.iter().fold(0.0_f64, |most, [_, to]| most.max(*to));
    let count = if stretches.len() > 1 {
        format!(" in {} stretches", stretches.len())
    } else {
        String::new()
    };
    format!(" from {:.0} m to {:.0} m{count}", from.floor(), to.ceil())
}

/// `legs 3-45, climb`.
fn ranges(pieces: &[PieceRef]) -> String {
    let mut kinds: BTreeMap<PieceKind, Vec<u32>> = BTreeMap::new();
    for piece in pieces {
        kinds.entry(piece.kind).or_default().push(piece.index);
    }
    kinds.iter().map(|(kind, indices)| kind_words(*kind, indices)).collect::<Vec<_>>().join(", ")
}

fn kind_words(kind: PieceKind, indices: &[u32]) -> String {
    if !numbered(kind) {
        return kind.as_str().to_owned();
    }
    let runs = runs(indices);
    if let ([first, _], [_, last]) =
        (runs.first().unwrap_or(&[0; 2]), runs.last().unwrap_or(&[0; 2]))
        && runs.len() > RUNS_MAX
    {
        return format!("{} {}s from {first} to {last}", indices.len(), kind.as_str());
    }
    let plural = if indices.len() > 1 && kind != PieceKind::Return { "s" } else { "" };
    let words: Vec<String> = runs
        .iter()
        .map(|[from, to]| if from == to { from.to_string() } else { format!("{from}-{to}") })
        .collect();
    format!("{}{plural} {}", kind.as_str(), words.join(", "))
}

/// Consecutive numbers, from ascending ones, as first and last.
fn runs(indices: &[u32]) -> Vec<[u32; 2]> {
    let mut runs: Vec<[u32; 2]> = Vec::new();
    for &index in indices {
        match runs.last_mut() {
            Some([_, last]) if last.checked_add(1) == Some(index) => *last = index,
            _ => runs.push([index, index]),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consecutive_pieces_are_one_range() {
        for (indices, says) in [
            (&[1][..], "leg 1"),
            (&[1, 2, 3], "legs 1-3"),
            (&[1, 3, 4, 9], "legs 1, 3-4, 9"),
            (&[1, 3, 5, 7, 9, 11], "legs 1, 3, 5, 7, 9, 11"),
            (&[1, 3, 5, 7, 9, 11, 13], "7 legs from 1 to 13"),
            (&[u32::MAX - 1, u32::MAX], "legs 4294967294-4294967295"),
        ] {
            assert_eq!(kind_words(PieceKind::Leg, indices), says);
        }
    }

    #[test]
    fn pieces_of_several_kinds_are_told_by_kind() {
        let piece = |kind, index, derived| PieceRef { kind, index, derived };
        let pieces = [
            piece(PieceKind::Leg, 3, false),
            piece(PieceKind::Leg, 4, false),
            piece(PieceKind::Climb, 1, true),
            piece(PieceKind::Return, 2, true),
            piece(PieceKind::Return, 3, true),
        ];
        assert_eq!(ranges(&pieces), "legs 3-4, climb, return 2-3");
    }
}
