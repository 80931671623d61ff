//! The engine that adds and subtracts polygons, kept behind three questions.

use std::panic::{AssertUnwindSafe, catch_unwind};

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;

/// A ring, closed by itself.
pub(super) type Contour = Vec<IntPoint>;
/// A ring that runs to the left, and its holes, which run to the right.
pub(super) type Shape = Vec<Contour>;

/// Everything round which one ring winds.
pub(super) fn wound(ring: &Contour) -> Option<Vec<Shape>> {
    run(&[ring], &[], OverlayRule::Subject)
}

/// What of `from` lies outside `less`. Both are unions: their outer rings run to the left, their holes
/// to the right, and no hole lies outside its outer ring.
pub(super) fn difference(from: &[Shape], less: &[Shape]) -> Option<Vec<Shape>> {
    let [from, less] = [from, less].map(|shapes| shapes.iter().flatten().collect::<Vec<_>>());
    run(&from, &less, OverlayRule::Difference)
}

/// What of `one` lies in `other`.
pub(super) fn common(one: &[Shape], other: &[Shape]) -> Option<Vec<Shape>> {
    let [one, other] = [one, other].map(|shapes| shapes.iter().flatten().collect::<Vec<_>>());
    run(&one, &other, OverlayRule::Intersect)
}

/// `None` when the engine gives up.
fn run(subject: &[&Contour], clip: &[&Contour], rule: OverlayRule) -> Option<Vec<Shape>> {
    let points = subject.iter().chain(clip).map(|contour| contour.len()).sum();
    catch_unwind(AssertUnwindSafe(|| {
        // A long edge that somebody drew in steps stays so: it strays less from its geodesics.
        let options = IntOverlayOptions::keep_all_points();
        let mut overlay = Overlay::new_custom(points, options, Solver::default());
        for contour in subject {
            overlay.add_contour(contour, ShapeType::Subject);
        }
        for contour in clip {
            overlay.add_contour(contour, ShapeType::Clip);
        }
        overlay.overlay(rule, FillRule::NonZero)
    }))
    .ok()
}
