//! W1: about 2,500 zones of 458,000 vertices over the Netherlands, and questions about them.
//!
//! The same on every run. On another platform's sine a vertex may differ by 1e-7 degree.

pub mod queries;
mod random;
mod shapes;

use overfly_model::{Outline, Position};

use random::Random;

/// How much of a workload to make.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale(f64);

/// The zones of W1 by kind, at full scale.
const CIRCLES: f64 = 1_500.0;
const SMALL: f64 = 625.0;
const AIRSPACE: f64 = 350.0;
const MONSTERS: f64 = 25.0;

/// South-west and north-east of where things are put, latitude first.
pub const NETHERLANDS: [[f64; 2]; 2] = [[50.8, 3.4], [53.5, 7.2]];
/// Where W2 is.
pub const EUROPE: [[f64; 2]; 2] = [[36.0, -10.0], [66.0, 30.0]];
/// Where W3 and the comb are.
pub const MIDDLE: [[f64; 2]; 2] = [[51.9, 4.8], [52.5, 5.8]];

impl Scale {
    /// The workload that figures are given for.
    pub const FULL: Self = Self(1.0);

    /// From 0 (nothing but one of each) to 10; `None` for anything else.
    pub fn new(scale: f64) -> Option<Self> {
        (0.0..=10.0).contains(&scale).then_some(Self(scale))
    }

    /// The number that it was made from.
    pub const fn share(self) -> f64 {
        self.0
    }

    /// From `OVERFLY_BENCH_SCALE`; full when that is not set.
    ///
    /// # Panics
    /// When it is set to something else than a scale: a slip must not pass for a full run.
    #[allow(clippy::panic, reason = "a benchmark of an unknown workload measures nothing")]
    pub fn from_environment() -> Self {
        let Ok(text) = std::env::var("OVERFLY_BENCH_SCALE") else { return Self::FULL };
        let scale = text.parse().ok().and_then(Self::new);
        scale
            .unwrap_or_else(|| panic!("OVERFLY_BENCH_SCALE is {text:?}, not a number from 0 to 10"))
    }

    /// That much of a count, and no less than one.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most ten times a count of this module"
    )]
    fn of(self, count: f64) -> u32 {
        (count * self.0).round().max(1.0) as u32
    }
}

/// The outlines of W1: 60 % polygons that mean circles, 25 % small sites, 14 % airspace and 1 %
/// monsters of 2,000 to 60,000 vertices, in that order. They overlap.
pub fn w1(scale: Scale) -> Vec<Outline> {
    let mut random = Random::seeded(0x0f_1a9);
    let mut outlines = Vec::new();
    outlines.extend(
        (0..scale.of(CIRCLES)).map(|_| shapes::circle_like(place(&mut random), &mut random)),
    );
    outlines.extend((0..scale.of(SMALL)).map(|_| shapes::small(place(&mut random), &mut random)));
    outlines
        .extend((0..scale.of(AIRSPACE)).map(|_| shapes::airspace(place(&mut random), &mut random)));
    let monsters = scale.of(MONSTERS);
    outlines.extend((0..monsters).map(|which| {
        let vertices = monster_vertices(which, monsters);
        shapes::monster(place(&mut random), vertices, &mut random)
    }));
    outlines
}

/// The outlines of W2: the mixture of W1 on 200,000 zones over Europe, 17 million vertices.
pub fn w2(scale: Scale) -> Vec<Outline> {
    let mut random = Random::seeded(0x0f_2a9);
    let mut outlines = Vec::new();
    for _ in 0..scale.of(200_000.0) {
        let (centre, kind) = (place_in(EUROPE, &mut random), random.share());
        outlines.push(match kind {
            _ if kind < 0.60 => shapes::circle_like(centre, &mut random),
            _ if kind < 0.85 => shapes::small(centre, &mut random),
            _ if kind < 0.99 => shapes::airspace(centre, &mut random),
            _ => shapes::monster(centre, random.whole(1_000, 7_000), &mut random),
        });
    }
    outlines
}

/// The outline of W3: one ring of 100,000 vertices.
pub fn w3(scale: Scale) -> Vec<Outline> {
    let mut random = Random::seeded(0x0f_3a9);
    let centre = Position::nearest_lat_lon_deg([52.2, 5.3]);
    vec![shapes::monster(centre, scale.of(100_000.0).max(16), &mut random)]
}

/// An adversary: one comb of 50,000 vertices, whose teeth are long and close.
pub fn comb(scale: Scale) -> Vec<Outline> {
    let centre = Position::nearest_lat_lon_deg([52.2, 5.3]);
    vec![shapes::comb(centre, scale.of(50_000.0).max(16) / 4)]
}

/// From 2,000 to 60,000, most of them small; spread evenly, so that the total hangs on no luck.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "2,000 to 60,000")]
fn monster_vertices(which: u32, of: u32) -> u32 {
    let rank = (f64::from(which) + 0.5) / f64::from(of);
    (2_000.0 * 30_f64.powf(rank.powf(1.4))) as u32
}

/// Anywhere in the box round the Netherlands.
fn place(random: &mut Random) -> Position {
    place_in(NETHERLANDS, random)
}

/// Anywhere in a box.
fn place_in([[south, west], [north, east]]: [[f64; 2]; 2], random: &mut Random) -> Position {
    let lat = random.between(south, north);
    Position::nearest_lat_lon_deg([lat, random.between(west, east)])
}

/// How many vertices outlines have; a circle has none.
pub fn vertices(outlines: &[Outline]) -> usize {
    let of = |outline: &Outline| match outline {
        Outline::Polygon { outer, holes } => {
            [outer].into_iter().chain(holes).map(|ring| ring.vertices.len()).sum()
        }
        Outline::Circle { .. } | Outline::Unplaced => 0,
    };
    outlines.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_workload_has_the_zones_and_vertices_it_is_said_to_have() {
        let outlines = w1(Scale::FULL);
        let sizes: Vec<usize> =
            outlines.iter().map(|o| vertices(core::slice::from_ref(o))).collect();
        assert_eq!(sizes.len(), 2_500);
        let total: usize = sizes.iter().sum();
        assert!((453_000..463_000).contains(&total), "{total} vertices");
        let monsters: Vec<_> = sizes.iter().filter(|size| **size >= 2_000).collect();
        assert_eq!(monsters.len(), 25);
        assert!(monsters.iter().all(|size| **size <= 60_000));
        assert_eq!(sizes.iter().filter(|size| **size <= 12).count(), 625);
    }

    #[test]
    fn a_workload_is_the_same_on_every_run() {
        let scale = Scale::new(0.02).unwrap();
        let outlines = w1(scale);
        assert_eq!(outlines, w1(scale));
        assert_eq!(queries::near(&outlines, 100), queries::near(&outlines, 100));
        assert_eq!(queries::legs(NETHERLANDS, 100), queries::legs(NETHERLANDS, 100));
    }

    #[test]
    fn a_small_scale_keeps_one_of_each_kind() {
        let outlines = w1(Scale::new(0.0).unwrap());
        assert_eq!(outlines.len(), 4);
        assert!(vertices(&outlines) > 2_000);
        assert_eq!(w1(Scale::new(0.01).unwrap()).len(), 15 + 6 + 4 + 1);
    }

    #[test]
    fn a_scale_that_is_no_number_from_0_to_10_is_refused() {
        for bad in [f64::NAN, -0.1, 10.1, f64::INFINITY] {
            assert_eq!(Scale::new(bad), None);
        }
    }
}
