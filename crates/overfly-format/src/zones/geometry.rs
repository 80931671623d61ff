//! GeoJSON geometries (RFC 7946), with the `layer` and `extent` that ED-318 adds to them.

use overfly_model::{Code, Outline, Part, Placement, VerticalLimits};
use serde_json::Value;

use super::field::{Object, any_of, present, shown, word};
use super::limits::{LimitNames, Unit, limits};
use super::notes::Notes;
use super::outline::{Around, COORDINATES, outlines, unplaced};
use super::place::with_limits;
use super::polygon::Placed;
use super::reach::Reach;

/// ED-318 takes metres when no unit is written (`Schema_LayeredGeoJSON`).
const LAYER: LimitNames = LimitNames {
    lower: ["lower", "lowerLimit"],
    lower_datum: ["lowerReference", "lowerVerticalReference"],
    upper: ["upper", "upperLimit"],
    upper_datum: ["upperReference", "upperVerticalReference"],
    default_unit: Some(Unit::Metres),
};
/// Our own member of a geometry: how a box that stands for an unreadable ring stays known as one.
pub(super) const PLACEMENT: &str = "overflyPlacement";
/// Its only value.
pub(super) const HULL: &str = "hull";

/// What holds for a geometry unless it says otherwise.
#[derive(Clone, Copy)]
pub(super) struct Given<'v> {
    /// Limits of the collection that the geometry is part of.
    pub(super) limits: Option<VerticalLimits>,
    /// Limits stated outside the geometry.
    pub(super) outside: Option<VerticalLimits>,
    /// How far its shapes reach.
    pub(super) around: Around<'v>,
}

/// The parts of a feature, whose shape stands in its geometry and nowhere else. Never none.
pub(super) fn of_feature<'v>(
    feature: &'v Object,
    given: Given<'v>,
    at: &str,
    notes: &mut Notes,
) -> Vec<Part> {
    let mut parts = parts(present(feature, "geometry"), given, at, notes);
    parts.extend(beside(feature, "the geometry", at, notes));
    parts
}

/// A part that may be anywhere, for coordinates in an object that has them elsewhere.
pub(super) fn beside(object: &Object, what: &str, at: &str, notes: &mut Notes) -> Option<Part> {
    let stray = any_of(object, &COORDINATES).is_some() || present(object, "geometries").is_some();
    stray.then(|| {
        let (outline, placement) = unplaced(at, notes, &format!("coordinates beside {what}"));
        Part { outline, limits: VerticalLimits::NOT_STATED, placement }
    })
}

/// The parts of a geometry or of a collection of layers. Never none.
pub(super) fn parts<'v>(
    geometry: Option<&'v Value>,
    given: Given<'v>,
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
            given.limits.or(given.outside).unwrap_or(VerticalLimits::NOT_STATED),
        );
    };
    let own = layer(object, at, notes).map(|own| agreed(own, given, at, notes));
    let given = Given { limits: own.or(given.limits), ..given };
    let geometries = present(object, "geometries");
    let mut parts =
        geometries.map_or_else(Vec::new, |value| collection(object, value, given, at, notes));
    if geometries.is_none() || any_of(object, &COORDINATES).is_some() {
        parts.extend(with_limits(shape(object, given, at, notes), stated(given, at, notes)));
    }
    parts
}

/// Limits within and without the geometry that differ limit nothing.
fn agreed(own: VerticalLimits, given: Given, at: &str, notes: &mut Notes) -> VerticalLimits {
    match given.outside {
        Some(outside) if outside != own => {
            let says = format!(
                "the layer says {own}, the properties {outside}; limits count as not stated"
            );
            notes.note(Code::LimitUnreadable, &format!("{at}.layer"), says);
            VerticalLimits::NOT_STATED
        }
        _ => own,
    }
}

fn collection<'v>(
    object: &'v Object,
    geometries: &'v Value,
    given: Given<'v>,
    at: &str,
    notes: &mut Notes,
) -> Vec<Part> {
    let at = format!("{at}.geometries");
    let Some(geometries) = geometries.as_array().filter(|geometries| !geometries.is_empty()) else {
        return with_limits(vec![unplaced(&at, notes, "no geometry")], stated(given, &at, notes));
    };
    let extent = Reach::of(object, given.around.unit).or(given.around.extent);
    let given = Given { around: Around { extent, ..given.around }, ..given };
    let each = geometries.iter().enumerate();
    each.flat_map(|(i, geometry)| {
        let geometry = Some(geometry).filter(|geometry| !geometry.is_null());
        parts(geometry, given, &format!("{at}[{i}]"), notes)
    })
    .collect()
}

fn shape(object: &Object, given: Given, at: &str, notes: &mut Notes) -> Vec<Placed> {
    let mut placed = outlines(object, &given.around, at, notes);
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
    given.limits.or(given.outside).unwrap_or_else(|| {
        notes.note(Code::LimitMissing, at, "no limits; the zone counts as without any");
        VerticalLimits::NOT_STATED
    })
}
