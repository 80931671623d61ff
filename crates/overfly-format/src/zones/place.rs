//! The parts of a zone together: one at least, each once, and exchanged coordinates suspected where a
//! part lies abroad.

use core::hash::{Hash, Hasher};
use std::collections::HashMap;
use std::hash::DefaultHasher;

use overfly_model::country::Country;
use overfly_model::{Code, Limit, Outline, Part, Placement, Position, Ring, VerticalLimits};

use super::notes::Notes;
use super::polygon::Placed;

/// Gives outlines their limits.
pub(super) fn with_limits(placed: Vec<Placed>, limits: VerticalLimits) -> Vec<Part> {
    placed.into_iter().map(|(outline, placement)| Part { outline, limits, placement }).collect()
}

/// The parts as the zone holds them.
pub(super) fn settle(
    mut parts: Vec<Part>,
    country: Option<&Country>,
    at: &str,
    notes: &mut Notes,
) -> Vec<Part> {
    if parts.is_empty() {
        notes.note(Code::GeometryUnreadable, at, "no geometry; the zone may be anywhere");
        parts.push(Part {
            outline: Outline::Unplaced,
            limits: VerticalLimits::NOT_STATED,
            placement: Placement::AsRead,
        });
    }
    if let Some(country) = country {
        place_again(&mut parts, country, at, notes);
    }
    without_repeats(parts)
}

/// Adds a copy, coordinates exchanged, of every part that lies abroad.
fn place_again(parts: &mut Vec<Part>, country: &Country, at: &str, notes: &mut Notes) {
    let abroad: Vec<&Part> = parts.iter().filter(|part| lies_abroad(part, country)).collect();
    if abroad.is_empty() {
        return;
    }
    let what = match parts.iter().filter(|part| part.outline != Outline::Unplaced).count() {
        placed if placed == abroad.len() => "lies".to_owned(),
        placed => format!("{} of {placed} parts lie", abroad.len()),
    };
    let swapped: Vec<Part> = abroad.into_iter().filter_map(swapped).collect();
    let also =
        if swapped.is_empty() { "" } else { "; also placed with latitude and longitude exchanged" };
    let says = format!("{what} wholly outside {}{also}", country.code());
    notes.note(Code::OutsideCountry, at, says);
    parts.extend(swapped);
}

/// Whether the part has a vertex or centre, and none lies in the country's box.
fn lies_abroad(part: &Part, country: &Country) -> bool {
    let mut known = positions(&part.outline).peekable();
    known.peek().is_some() && !known.any(|position| country.box_holds(*position))
}

fn positions(outline: &Outline) -> Box<dyn Iterator<Item = &Position> + '_> {
    match outline {
        Outline::Polygon { outer, holes } => {
            Box::new(outer.vertices.iter().chain(holes.iter().flat_map(|hole| &hole.vertices)))
        }
        Outline::Circle { centre, .. } => Box::new(core::iter::once(centre)),
        Outline::Unplaced => Box::new(core::iter::empty()),
    }
}

/// The part with latitude and longitude exchanged; `None` where that is no place on Earth, or where the
/// part is itself a second reading.
fn swapped(part: &Part) -> Option<Part> {
    if part.placement == Placement::ShortWay {
        return None;
    }
    let outline = match &part.outline {
        Outline::Polygon { outer, holes } => Outline::Polygon {
            outer: swapped_ring(outer)?,
            holes: holes.iter().map(swapped_ring).collect::<Option<_>>()?,
        },
        Outline::Circle { centre, radius } => {
            Outline::Circle { centre: centre.swapped()?, radius: *radius }
        }
        Outline::Unplaced => return None,
    };
    Some(Part { outline, limits: part.limits, placement: Placement::Swapped })
}

fn swapped_ring(ring: &Ring) -> Option<Ring> {
    let vertices = ring.vertices.iter().map(|vertex| vertex.swapped()).collect::<Option<_>>()?;
    Some(Ring { vertices, reading: ring.reading })
}

fn without_repeats(parts: Vec<Part>) -> Vec<Part> {
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut kept: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        let alike = seen.entry(fingerprint(core::slice::from_ref(&part))).or_default();
        if !alike.iter().any(|i| kept.get(*i) == Some(&part)) {
            alike.push(kept.len());
            kept.push(part);
        }
    }
    kept
}

/// Equal for equal parts; different for nearly all others.
pub(super) fn fingerprint(parts: &[Part]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        for position in positions(&part.outline) {
            position.hash(&mut hasher);
        }
        if let Outline::Circle { radius, .. } = &part.outline {
            radius.value().to_bits().hash(&mut hasher);
        }
        for limit in [part.limits.lower, part.limits.upper] {
            hash_limit(limit, &mut hasher);
        }
    }
    hasher.finish()
}

fn hash_limit(limit: Limit, hasher: &mut DefaultHasher) {
    core::mem::discriminant(&limit).hash(hasher);
    if let Some(altitude) = limit.altitude() {
        // Adding 0 makes one zero of the two.
        (altitude.height.value() + 0.0).to_bits().hash(hasher);
        altitude.datum.hash(hasher);
    }
}
