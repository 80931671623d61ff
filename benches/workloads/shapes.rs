//! Outlines as zone files hold them, drawn in metres round a centre. All are simple rings, so that
//! every engine means the same by inside.

use core::f64::consts::{PI, TAU};

use overfly_model::{Outline, Position, Ring};

use super::random::Random;

/// Metres in a degree of latitude near 52 degrees north, within 0.1 %: workloads need no more.
const METRES_PER_DEGREE: f64 = 111_266.0;

/// The position some metres east and north of another.
pub fn beside(centre: Position, [east_m, north_m]: [f64; 2]) -> Position {
    let lat = centre.lat_deg();
    let lon_m = METRES_PER_DEGREE * lat.to_radians().cos();
    Position::nearest_lat_lon_deg([
        lat + north_m / METRES_PER_DEGREE,
        centre.lon_deg() + east_m / lon_m,
    ])
}

/// Metres east and north of a point at a distance and an angle from east.
pub fn polar(radius_m: f64, angle: f64) -> [f64; 2] {
    [radius_m * angle.cos(), radius_m * angle.sin()]
}

/// Equal steps from `from` to `to`, both included.
fn steps(from: f64, to: f64, count: u32) -> impl Iterator<Item = f64> {
    let step = (to - from) / f64::from(count.saturating_sub(1).max(1));
    (0..count).map(move |i| from + step * f64::from(i))
}

/// Angles of a full turn, the last one step short of the first.
fn round(count: u32) -> impl Iterator<Item = f64> {
    (0..count).map(move |i| TAU * f64::from(i) / f64::from(count))
}

fn polygon(centre: Position, offsets: impl IntoIterator<Item = [f64; 2]>) -> Outline {
    let vertices = offsets.into_iter().map(|offset| beside(centre, offset)).collect();
    Outline::Polygon { outer: Ring::literal(vertices), holes: Vec::new() }
}

/// A circle that its publisher wrote as a polygon of 36 to 84 corners, 300 m to 8 km in radius.
pub fn circle_like(centre: Position, random: &mut Random) -> Outline {
    let radius_m = random.log_between(300.0, 8_000.0);
    let start = random.direction();
    polygon(centre, round(random.whole(36, 84)).map(|angle| polar(radius_m, start + angle)))
}

/// A site of 4 to 12 corners, 40 to 500 m across from its centre.
pub fn small(centre: Position, random: &mut Random) -> Outline {
    let radius_m = random.log_between(40.0, 500.0);
    let start = random.direction();
    let corners = round(random.whole(4, 12));
    polygon(centre, corners.map(|angle| polar(radius_m * random.between(0.5, 1.0), start + angle)))
}

/// A piece of airspace, 3 to 30 km: a control zone round a runway, or a sector between two arcs.
pub fn airspace(centre: Position, random: &mut Random) -> Outline {
    if random.share() < 0.5 { control_zone(centre, random) } else { sector(centre, random) }
}

/// Two half circles joined by straight sides.
fn control_zone(centre: Position, random: &mut Random) -> Outline {
    let radius_m = random.log_between(3_000.0, 10_000.0);
    let half_m = random.between(1_000.0, 10_000.0);
    let runway = random.direction();
    let count = random.whole(12, 42);
    let end = |along_m: f64, from: f64| {
        let [east_m, north_m] = polar(along_m, runway);
        steps(from, from + PI, count).map(move |angle| {
            let [e, n] = polar(radius_m, angle);
            [east_m + e, north_m + n]
        })
    };
    polygon(centre, end(half_m, runway - PI / 2.0).chain(end(-half_m, runway + PI / 2.0)))
}

/// Part of a ring: an outer arc there and an inner arc back.
fn sector(centre: Position, random: &mut Random) -> Outline {
    let outer_m = random.log_between(8_000.0, 30_000.0);
    let inner_m = outer_m * random.between(0.2, 0.7);
    let from = random.direction();
    let to = from + random.between(0.5, 2.5);
    let count = random.whole(12, 42);
    let arc = |radius_m: f64, from, to| steps(from, to, count).map(move |a| polar(radius_m, a));
    polygon(centre, arc(outer_m, from, to).chain(arc(inner_m, to, from)))
}

/// A nature area, coast or border of thousands of corners, 8 to 40 km: bays upon bays, each vertex
/// seen from the centre, so that no two edges cross.
pub fn monster(centre: Position, vertices: u32, random: &mut Random) -> Outline {
    let radius_m = random.log_between(8_000.0, 40_000.0);
    let bays: Vec<Bay> = (0..11).map(|octave| Bay::of(octave, random)).collect();
    let total: f64 = bays.iter().map(|bay| bay.depth).sum();
    let reach = |angle: f64| {
        let swing: f64 = bays.iter().map(|bay| bay.at(angle)).sum();
        radius_m * (1.0 + 0.7 * swing / total)
    };
    polygon(centre, round(vertices).map(|angle| polar(reach(angle), angle)))
}

/// A comb of teeth 40 km long and a metre or two wide, somewhat aslant.
pub fn comb(centre: Position, teeth: u32) -> Outline {
    const HALF_M: f64 = 20_000.0;
    let pitch = 2.0 * HALF_M / f64::from(teeth);
    let tooth = |tooth: u32| {
        let west = f64::from(tooth) * pitch - HALF_M;
        let lean = 300.0;
        [
            [west + lean, HALF_M],
            [west + lean + 0.4 * pitch, HALF_M],
            [west + 0.5 * pitch, -HALF_M],
            [west + 0.9 * pitch, -HALF_M],
        ]
    };
    let back = [[HALF_M, -HALF_M - 500.0], [-HALF_M, -HALF_M - 500.0]];
    polygon(centre, (0..teeth).flat_map(tooth).chain(back))
}

/// One wave of a coast.
struct Bay {
    waves: f64,
    depth: f64,
    phase: f64,
}

impl Bay {
    /// Every octave has twice the waves, each somewhat more than half as deep.
    fn of(octave: i32, random: &mut Random) -> Self {
        let waves = 2.0_f64.powi(octave) + f64::from(random.whole(1, 3));
        Self { waves, depth: waves.powf(-0.8), phase: random.direction() }
    }

    fn at(&self, angle: f64) -> f64 {
        self.depth * (self.waves * angle + self.phase).sin()
    }
}
