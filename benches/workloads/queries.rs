//! Questions: where a drone may be, and where it may go.

use overfly_model::{Outline, Position, Ring};

use super::random::Random;
use super::shapes::{beside, polar};
use super::{Scale, place_in};

/// Points asked in one pass at full scale: enough that no engine has all answers in its cache.
const POINTS: f64 = 16_384.0;
/// Legs asked in one pass.
const LEGS: f64 = 2_048.0;
/// Fixes of one flight before the next begins elsewhere.
const FIXES: usize = 512;
/// 15 m/s at 10 Hz.
const STEP_M: f64 = 1.5;

/// How many points make a pass.
pub fn points_of(scale: Scale) -> usize {
    scale.of(POINTS) as usize
}

/// One point in four, for W3 and the comb, where a plain look at every edge takes a hundred times as
/// long: the first quarter of each flight's fixes, or of as many points.
pub fn quarter(points: &[Position]) -> Vec<Position> {
    points.chunks(FIXES).flat_map(|flight| flight.iter().take(FIXES / 4)).copied().collect()
}

/// How many legs make a pass.
pub fn legs_of(scale: Scale) -> usize {
    scale.of(LEGS) as usize
}

/// South-west and north-east corner, latitude first.
pub type Box = [[f64; 2]; 2];

/// Anywhere in a box.
pub fn uniform(within: Box, count: usize) -> Vec<Position> {
    let mut random = Random::seeded(0xa11);
    (0..count).map(|_| place_in(within, &mut random)).collect()
}

/// Within 200 m of the border of a polygon, each polygon as likely as the next. Empty without
/// polygons.
pub fn near(outlines: &[Outline], count: usize) -> Vec<Position> {
    let mut random = Random::seeded(0xb0_2de2);
    let rings: Vec<&Ring> = outlines.iter().filter_map(outer).collect();
    (0..count).filter_map(|_| near_border(random.one_of(&rings)?, &mut random)).collect()
}

fn outer(outline: &Outline) -> Option<&Ring> {
    match outline {
        Outline::Polygon { outer, .. } => Some(outer),
        Outline::Circle { .. } | Outline::Unplaced => None,
    }
}

/// Near one of a ring's edges, each as likely as the next, at any place along it.
fn near_border(ring: &Ring, random: &mut Random) -> Option<Position> {
    let ahead = ring.vertices.iter().skip(1).chain(ring.vertices.first());
    let edges: Vec<(&Position, &Position)> = ring.vertices.iter().zip(ahead).collect();
    let (from, to) = random.one_of(&edges)?;
    let share = random.share();
    let between = |a: f64, b: f64| a + (b - a) * share;
    let border = Position::nearest_lat_lon_deg([
        between(from.lat_deg(), to.lat_deg()),
        between(from.lon_deg(), to.lon_deg()),
    ]);
    Some(beside(border, polar(random.between(0.0, 200.0), random.direction())))
}

/// Fixes of drones at 15 m/s, ten a second, that wander; a new flight after every 512.
pub fn track(within: Box, count: usize) -> Vec<Position> {
    let mut random = Random::seeded(0x10_42);
    let mut fixes = Vec::with_capacity(count);
    while fixes.len() < count {
        let (mut at, mut course) = (place_in(within, &mut random), random.direction());
        for _ in 0..FIXES.min(count - fixes.len()) {
            fixes.push(at);
            course += random.between(-0.03, 0.03);
            at = beside(at, polar(STEP_M, course));
        }
    }
    fixes
}

/// Legs of 200 m to 5 km in any direction, from anywhere.
pub fn legs(within: Box, count: usize) -> Vec<[Position; 2]> {
    let mut random = Random::seeded(0x1e9);
    let leg = |_| {
        let from = place_in(within, &mut random);
        let length_m = random.log_between(200.0, 5_000.0);
        [from, beside(from, polar(length_m, random.direction()))]
    };
    (0..count).map(leg).collect()
}

#[cfg(test)]
mod tests {
    use overfly_model::geodesy::distance;

    use super::*;
    use crate::workloads::{NETHERLANDS, w1};

    #[test]
    fn legs_and_fixes_are_as_long_as_they_are_said_to_be() {
        let legs = legs(NETHERLANDS, 500);
        assert!(legs.iter().all(|[a, b]| (198.0..5_050.0).contains(&distance(*a, *b).value())));
        let fixes = track(NETHERLANDS, 2 * FIXES);
        assert_eq!(fixes.len(), 2 * FIXES);
        let flown = fixes[..FIXES].windows(2).map(|pair| distance(pair[0], pair[1]).value());
        assert!(flown.into_iter().all(|step| (1.45..1.55).contains(&step)));
    }

    #[test]
    fn a_query_near_a_border_is_within_200_m_of_one() {
        use overfly_index::Path;
        use overfly_model::Metres;

        let outlines = w1(Scale::new(0.0).unwrap());
        let (index, _) =
            overfly_index::LiveIndex::bulk((0..).map(overfly_index::Tag).zip(&outlines));
        for position in near(&outlines, 50) {
            let path = Path::through(&[position]).unwrap();
            let found = index.nearest_border(&path, Metres::whole(205), |_| true);
            assert!(found.is_some(), "{position}");
        }
    }

    #[test]
    fn a_quarter_of_the_points_has_a_quarter_of_each_flight() {
        let fixes = track(NETHERLANDS, 4 * FIXES);
        let quarter = quarter(&fixes);
        assert_eq!(quarter.len(), FIXES);
        assert_eq!(quarter[FIXES / 4], fixes[FIXES]);
    }
}
