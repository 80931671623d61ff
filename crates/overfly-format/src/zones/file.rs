//! What only shows when the zones of a file are read whole.

use std::collections::HashMap;

use overfly_model::zone::one_line;
use overfly_model::{Code, Finding, Outline, Zone, ZoneId, ZoneSet};

use super::contradiction::limiting_words;
use super::place::fingerprint;

/// Notes identifiers and geometries that stand twice, words that contradict the data, and a file without
/// zones.
pub(super) fn note(set: &ZoneSet, findings: &mut Vec<Finding>) {
    if set.zones.is_empty() {
        findings.push(Finding::note(
            Code::FileEmpty,
            "the file holds no zones, so it says nothing about any place",
        ));
    }
    note_ids(&set.zones, findings);
    note_geometries(&set.zones, findings);
    note_contradictions(&set.zones, findings);
}

fn note_ids(zones: &[Zone], findings: &mut Vec<Finding>) {
    let mut counts: HashMap<&ZoneId, usize> = HashMap::new();
    for zone in zones {
        *counts.entry(&zone.id).or_default() += 1;
    }
    for zone in zones {
        // Removing it notes each identifier once, in the file's order.
        if let Some(count) = counts.remove(&zone.id).filter(|count| *count > 1) {
            let says = format!("{count} zones have this identifier; all are kept");
            findings.push(Finding::note(Code::IdDuplicate, says).of_zone(&zone.id));
        }
    }
}

fn note_geometries(zones: &[Zone], findings: &mut Vec<Finding>) {
    let mut seen: HashMap<u64, &Zone> = HashMap::new();
    for zone in
        zones.iter().filter(|zone| zone.parts.iter().any(|part| part.outline != Outline::Unplaced))
    {
        let first = *seen.entry(fingerprint(&zone.parts)).or_insert(zone);
        if !core::ptr::eq(first, zone) && first.parts == zone.parts {
            let says = format!("the same outline and limits as {}", first.id);
            findings.push(Finding::note(Code::GeometryDuplicate, says).of_zone(&zone.id));
        }
    }
}

fn note_contradictions(zones: &[Zone], findings: &mut Vec<Finding>) {
    for zone in zones {
        if let Some(words) = limiting_words(zone) {
            let says = format!("always applies, but says {:?}; the data counts", one_line(words));
            let hint = "ask the publisher, or mend it in your copy of the file";
            findings
                .push(Finding::note(Code::MessageContradicts, says).of_zone(&zone.id).hint(hint));
        }
    }
}
