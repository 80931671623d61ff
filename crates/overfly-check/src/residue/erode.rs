//! What is left of a shape without what is thin beside an area.

use i_overlay::i_float::int::point::IntPoint;

use super::frame::Frame;
use super::measure::Measure;
use super::overlay::{self, Contour, Shape};
use super::taken::Taken;
use super::{BESIDE_M, THIN_M};

/// A connected part of the residue that is thicker than half a metre somewhere, or not beside an area.
#[derive(Debug)]
pub(super) struct Component {
    shape: Shape,
    /// What lies farther than [`THIN_M`] from its border.
    core: Vec<Shape>,
    /// What lies farther than [`BESIDE_M`] from every area, however thin it is.
    far: Vec<Shape>,
}

impl Component {
    /// `None` for what is thin everywhere and lies beside areas.
    pub(super) fn of(shape: Shape, taken: &Taken, frame: &Frame) -> Option<Self> {
        let whole = || vec![shape.clone()];
        let core = eroded(&shape, frame).unwrap_or_else(whole);
        let far = far(&shape, taken, frame).unwrap_or_else(whole);
        (!core.is_empty() || !far.is_empty()).then_some(Self { shape, core, far })
    }

    /// What lies farther than [`THIN_M`] from the border.
    pub(super) fn core(&self) -> &[Shape] {
        &self.core
    }

    /// What lies farther than [`BESIDE_M`] from every area.
    pub(super) fn far(&self) -> &[Shape] {
        &self.far
    }

    /// The component without what is thin beside areas, for people.
    pub(super) fn shown(&self, frame: &Frame) -> Vec<Shape> {
        let mut widened = [self.core.as_slice(), &self.far].concat();
        widened.extend(self.core.iter().flat_map(|shape| stadiums(shape, frame)));
        let shape = core::slice::from_ref(&self.shape);
        match overlay::common(&widened, shape) {
            Some(shown) if self.loses_more_than_corners(&shown, frame) => shown,
            _ => shape.to_vec(),
        }
    }

    fn loses_more_than_corners(&self, shown: &[Shape], frame: &Frame) -> bool {
        let whole = Measure::of_shapes(core::slice::from_ref(&self.shape), frame);
        let lost = whole.area_m2 - Measure::of_shapes(shown, frame).area_m2;
        lost > whole.corners * THIN_M * THIN_M + whole.doubt_m2()
    }
}

/// What lies farther than [`THIN_M`] from the border; at corners that point inward, a little more.
/// `None` when that lost more than erosion can, so that the engine must have failed.
fn eroded(shape: &Shape, frame: &Frame) -> Option<Vec<Shape>> {
    let whole = core::slice::from_ref(shape);
    let left = overlay::difference(whole, &stadiums(shape, frame))?;
    let before = Measure::of_shapes(whole, frame);
    let lost = before.area_m2 - Measure::of_shapes(&left, frame).area_m2;
    // Along an edge a strip goes, at a corner that points inward half a disc at most.
    let most = before.perimeter_m * THIN_M + before.corners * 2.0 * THIN_M * THIN_M;
    (lost <= most + before.doubt_m2()).then_some(left)
}

/// What of a shape, which no area holds, lies farther than [`BESIDE_M`] from every area; at their corners a
/// little nearer. `None` when the engine took more away than lies beside the areas.
fn far(shape: &Shape, taken: &Taken, frame: &Frame) -> Option<Vec<Shape>> {
    let whole = core::slice::from_ref(shape);
    let beside = taken.edges_near(shape, frame);
    let stadiums: Vec<Shape> =
        beside.iter().map(|edge| vec![stadium(*edge, BESIDE_M, frame)]).collect();
    let left = overlay::difference(whole, &stadiums)?;
    let before = Measure::of_shapes(whole, frame);
    let lost = before.area_m2 - Measure::of_shapes(&left, frame).area_m2;
    let most = Measure::of_shapes(&stadiums, frame);
    (lost <= most.area_m2 + before.doubt_m2() + most.doubt_m2()).then_some(left)
}

fn stadiums(shape: &Shape, frame: &Frame) -> Vec<Shape> {
    edges(shape).map(|edge| vec![stadium(edge, THIN_M, frame)]).collect()
}

/// The edges of all rings of a shape.
pub(super) fn edges(shape: &Shape) -> impl Iterator<Item = [IntPoint; 2]> {
    let pairs = shape.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    pairs.map(|(&from, &to)| [from, to])
}

/// A polygon round an edge that runs to the left and stays within `radius_m` of it; at the ends it keeps
/// seven eighths of that.
pub(super) fn stadium([a, b]: [IntPoint; 2], radius_m: f64, frame: &Frame) -> Contour {
    // The cosine and sine of 30 degrees.
    const CAP: [f64; 2] = [0.866_025_403_784_438_6, 0.5];
    let [dx, dy] = frame.vector_m(a, b);
    let length = dx.hypot(dy);
    let [ex, ey] = if length > 0.0 { [dx / length, dy / length] } else { [1.0, 0.0] };
    let [ahead, aside] = CAP;
    let corner = |at: IntPoint, [along, left]: [f64; 2]| {
        frame
            .moved(at, [along * ex - left * ey, along * ey + left * ex].map(|part| part * radius_m))
    };
    vec![
        corner(b, [0.0, -1.0]),
        corner(b, [ahead, -aside]),
        corner(b, [ahead, aside]),
        corner(b, [0.0, 1.0]),
        corner(a, [0.0, 1.0]),
        corner(a, [-ahead, aside]),
        corner(a, [-ahead, -aside]),
        corner(a, [0.0, -1.0]),
    ]
}
