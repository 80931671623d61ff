//! Which of the flight lies where data speaks, and for the time of the flight.

use overfly_index::Along;
use overfly_model::{
    Code, Coverage, CoverageBasis, Effect, Finding, Metres, Position, TimeInterval,
};

use crate::airspace::{Airspace, Domain};
use crate::decision::{CoverageUse, DecisionFinding};
use crate::piece::{Geometry, Ready};

/// What coverage says of a flight.
pub(crate) struct Covered {
    pub(crate) findings: Vec<DecisionFinding>,
    pub(crate) used: Vec<CoverageUse>,
}

/// Looks at every piece; a piece, or a stretch of it, that no coverage holds is undecided.
pub(crate) fn covered(airspace: &Airspace, pieces: &[Ready<'_>], time: TimeInterval) -> Covered {
    let mut findings = Vec::new();
    let mut used = Vec::new();
    let (current, lapsed): (Vec<_>, Vec<_>) =
        airspace.domains().partition(|(coverage, _)| coverage.valid.holds(&time));
    for (coverage, domain) in &lapsed {
        if let Some(piece) = pieces.iter().find(|piece| meets(piece, domain)) {
            findings.push(stale(coverage, piece, time));
            used.push(usage(coverage));
        }
    }
    for (coverage, domain) in &current {
        if pieces.iter().any(|piece| meets(piece, domain)) {
            if coverage.basis == CoverageBasis::BoxOfZones {
                findings.push(assumed(coverage));
            }
            used.push(usage(coverage));
        }
    }
    let exchanged = pieces.iter().any(|piece| is_exchanged(airspace, piece, &time));
    for piece in pieces {
        findings.extend(
            bare(piece, &current, &lapsed)
                .into_iter()
                .map(|finding| if exchanged { finding.with_hint(EXCHANGED) } else { finding }),
        );
    }
    Covered { findings, used }
}

const EXCHANGED: &str =
    "with latitude and longitude exchanged it would lie inside: look at their order";

/// Whether a piece starts where no data speaks, and with its coordinates exchanged would start where it
/// does.
fn is_exchanged(airspace: &Airspace, piece: &Ready<'_>, time: &TimeInterval) -> bool {
    let start = piece.path().position_at(Metres::ZERO);
    let exchanged = start.and_then(Position::swapped);
    start.zip(exchanged).is_some_and(|(start, exchanged)| {
        !airspace.covers(start, time) && airspace.covers(exchanged, time)
    })
}

type Domains<'a> = [(&'a Coverage, &'a Domain)];

/// The stretches of a piece that neither current nor lapsed data hold. Lapsed data has its own finding.
fn bare(piece: &Ready<'_>, current: &Domains<'_>, lapsed: &Domains<'_>) -> Vec<DecisionFinding> {
    let regions = || current.iter().chain(lapsed).flat_map(|(_, domain)| &domain.regions);
    match &piece.geometry {
        Geometry::Area(area) => {
            let held = regions().any(|region| region.encloses(area, piece.reach));
            if held { Vec::new() } else { vec![no_data(piece, None)] }
        }
        Geometry::Path(path) => {
            let held =
                regions().flat_map(|region| region.inside_along(path, piece.reach)).collect();
            gaps(held, path.length()).into_iter().map(|gap| no_data(piece, Some(gap))).collect()
        }
    }
}

/// What is left of a path from 0 to `length` outside the stretches held.
fn gaps(mut held: Vec<Along>, length: Metres) -> Vec<Along> {
    held.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut gaps = Vec::new();
    let mut reached: Option<Metres> = None;
    for stretch in held {
        let start = reached.unwrap_or(Metres::ZERO);
        // Stretches are rounded outward by a centimetre, so two that truly touch overlap.
        if stretch.from > start {
            gaps.push(Along { from: start, to: stretch.from });
        }
        reached = Some(reached.map_or(stretch.to, |end| end.max(stretch.to)));
    }
    match reached {
        None => gaps.push(Along { from: Metres::ZERO, to: length }),
        Some(end) if end < length => gaps.push(Along { from: end, to: length }),
        Some(_) => {}
    }
    gaps
}

fn meets(piece: &Ready<'_>, domain: &Domain) -> bool {
    domain.regions.iter().any(|region| piece.meets(region))
}

fn usage(coverage: &Coverage) -> CoverageUse {
    CoverageUse {
        source: coverage.source.clone(),
        basis: coverage.basis,
        valid: coverage.valid,
        issued: coverage.issued,
    }
}

fn no_data(piece: &Ready<'_>, gap: Option<Along>) -> DecisionFinding {
    let text = "no zone data covers this place; silence here does not mean that there is no zone";
    let hint = "add the zone files of the country or area: --zones PATH";
    let mut finding =
        DecisionFinding::about_piece(Code::NoZoneData, Effect::Undecided, piece, text)
            .with_hint(hint);
    if let Some(gap) = gap {
        finding = finding.along(piece, &gap);
    }
    finding
}

fn stale(coverage: &Coverage, piece: &Ready<'_>, time: TimeInterval) -> DecisionFinding {
    let early = coverage.valid.from.zip(time.from).is_some_and(|(valid, flown)| flown < valid);
    let text = match (coverage.valid.from, coverage.valid.until) {
        (Some(from), _) if early => {
            format!("{} holds only from {from}; the flight is before that", coverage.source)
        }
        (_, Some(until)) if time.from.is_some_and(|from| from >= until) => {
            format!("{} held until {until}; the flight is after that", coverage.source)
        }
        (_, Some(until)) => format!(
            "{} held until {until}; the flight ends later, or has no known end",
            coverage.source
        ),
        _ => format!("{} does not hold at the time of the flight", coverage.source),
    };
    DecisionFinding::about_piece(Code::ZonesStale, Effect::Undecided, piece, &text)
        .with_hint("get the current zone file, or state the time of the flight: --depart")
}

fn assumed(coverage: &Coverage) -> DecisionFinding {
    let text = format!(
        "{} has no manifest: it is taken to cover the box round its zones",
        coverage.source
    );
    DecisionFinding::of_reader(&Finding::note(Code::CoverageAssumed, text))
        .with_hint("a manifest.toml beside the zone files states what they really cover")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(from: i32, to: i32) -> Along {
        Along { from: Metres::whole(from), to: Metres::whole(to) }
    }

    #[test]
    fn what_no_coverage_holds_is_a_gap() {
        let length = Metres::whole(100);
        assert_eq!(gaps(vec![], length), [stretch(0, 100)]);
        assert_eq!(gaps(vec![stretch(0, 100)], length), []);
        assert_eq!(gaps(vec![stretch(60, 100), stretch(0, 40)], length), [stretch(40, 60)]);
        assert_eq!(
            gaps(vec![stretch(10, 40), stretch(30, 90)], length),
            [stretch(0, 10), stretch(90, 100)]
        );
    }

    #[test]
    fn a_hold_that_nothing_holds_is_a_gap() {
        assert_eq!(gaps(vec![], Metres::ZERO), [stretch(0, 0)]);
        assert_eq!(gaps(vec![stretch(0, 0)], Metres::ZERO), []);
    }
}
