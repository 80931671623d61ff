//! GeoJSON geometries (RFC 7946), with the `layer` and `extent` that ED-318 adds to them.

use overfly_model::{Code, Outline, Part, Placement, VerticalLimits};
use serde_json::Value;

use super::field::{Object, present, shown, word};
use super::limits::{LimitNames, Unit, limits};
use super::notes::Notes;
use super::outline::{Radius, outlines, unplaced};
use super::place::with_limits;
use super::polygon::InnerRings;

/// ED-318 takes metres when no unit is written (`Schema_LayeredGeoJSON`).
const LAYER: LimitNames = LimitNames {
    lower: "lower",
    lower_datum: "lowerReference",
    upper: "upper",
    upper_datum: "upperReference",
    unit: "uom",
    default_unit: Some(Unit::Metres),
};
/// Our own member of a geometry: how a box that stands for an unreadable ring stays known as one.
pub(super) const PLACEMENT: &str = "overflyPlacement";
/// Its only value.
pub(super) const HULL: &str = "hull";

/// What holds for a geometry unless it says otherwise.
#[derive(Clone, Copy)]
pub(super) struct Given<'v> {
    /// Limits stated outside the geometry.
    pub(super) limits: Option<VerticalLimits>,
    /// The radius of points, stated outside the geometry.
    pub(super) radius: Option<&'v Value>,
}

/// The parts of a geometry or of a collection of layers. Never none.
pub(super) fn parts(
    geometry: Option<&Value>,
    given: Given,
    at: &str,
    notes: &mut Notes,
) -> Vec<Part> {
    let Some(object) = geometry.and_then(Value::as_object) else {
        let says = geometry.map_or_else(
            || "no geometry".to_owned(),
            |value| format!("{} is no geometry", shown(value)),
        );
        return with_limits(
            vec![unplaced(at, notes, &says)],
            given.limits.unwrap_or(VerticalLimits::NOT_STATED),
        );
    };
    let given = Given { limits: layer(object, at, notes).or(given.limits), ..given };
    match present(object, "geometries").and_then(Value::as_array) {
        Some(geometries) => collection(geometries, given, at, notes),
        None => with_limits(shape(object, given, at, notes), stated(given, at, notes)),
    }
}

fn collection(geometries: &[Value], given: Given, at: &str, notes: &mut Notes) -> Vec<Part> {
    let at = format!("{at}.geometries");
    if geometries.is_empty() {
        return with_limits(vec![unplaced(&at, notes, "no geometry")], stated(given, &at, notes));
    }
    let each = geometries.iter().enumerate();
    each.flat_map(|(i, geometry)| {
        let geometry = Some(geometry).filter(|geometry| !geometry.is_null());
        parts(geometry, given, &format!("{at}[{i}]"), notes)
    })
    .collect()
}

fn shape(
    object: &Object,
    given: Given,
    at: &str,
    notes: &mut Notes,
) -> Vec<super::polygon::Placed> {
    let extent = present(object, "extent");
    let radius = match (extent, given.radius) {
        (Some(extent), _) => {
            Radius::Metres(extent.as_object().and_then(|extent| present(extent, "radius")))
        }
        (None, Some(radius)) => Radius::Metres(Some(radius)),
        (None, None) => Radius::None,
    };
    let mut placed = outlines(object, radius, InnerRings::Holes, at, notes);
    if present(object, PLACEMENT).and_then(word) == Some(HULL) {
        let boxes = placed.iter_mut().filter(|(outline, _)| *outline != Outline::Unplaced);
        boxes
            .filter(|(_, as_read)| *as_read == Placement::AsRead)
            .for_each(|(_, placement)| *placement = Placement::Hull);
    }
    placed
}

fn layer(object: &Object, at: &str, notes: &mut Notes) -> Option<VerticalLimits> {
    let value = present(object, "layer")?;
    let at = format!("{at}.layer");
    if let Some(layer) = value.as_object() {
        return Some(limits(layer, &LAYER, &at, notes));
    }
    let says = format!("{} is no layer; limits count as not stated", shown(value));
    notes.note(Code::LimitUnreadable, &at, says);
    Some(VerticalLimits::NOT_STATED)
}

fn stated(given: Given, at: &str, notes: &mut Notes) -> VerticalLimits {
    given.limits.unwrap_or_else(|| {
        notes.note(Code::LimitMissing, at, "no limits; the zone counts as without any");
        VerticalLimits::NOT_STATED
    })
}
