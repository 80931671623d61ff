//! How high the ways are that a plan leaves out.

use overfly_model::{Altitude, Flight, HeightInterval, LostLink, ReturnHeight, Terrain};

/// How high the aircraft flies home or to a rally point; `None` when it does neither.
pub(crate) fn return_height(lost_link: LostLink) -> Option<ReturnHeight> {
    match lost_link {
        LostLink::Return(height) | LostLink::Rally(height) => Some(height),
        LostLink::NotStated => Some(ReturnHeight::NotStated),
        LostLink::Hover | LostLink::Land => None,
    }
}

/// The heights flown, one hull for each datum.
pub(crate) fn flown(flight: &Flight) -> Vec<HeightInterval> {
    HeightInterval::hulls(flight.pieces.iter().map(|piece| piece.heights))
}

/// Everything from the ground up to the top of `heights`.
pub(crate) fn down_from(heights: HeightInterval) -> HeightInterval {
    heights.upper.map_or(HeightInterval::ANY, HeightInterval::up_to)
}

/// Everything between the heights flown and the return height. Over one datum that is their hull; over
/// two it is not known which is higher, so it lies in one of two intervals, up to the one or the other.
/// An interval that is certainly upside down is none.
pub(crate) fn between(
    flown: HeightInterval,
    back: Altitude,
    terrain: &Terrain,
) -> [HeightInterval; 2] {
    let hull = flown.hull(HeightInterval::at(back));
    if hull.lower.is_some() == flown.lower.is_some()
        && hull.upper.is_some() == flown.upper.is_some()
    {
        return [hull, hull];
    }
    let up = HeightInterval { lower: flown.lower, upper: Some(back) };
    let down = HeightInterval { lower: Some(back), upper: flown.upper };
    match (up.contradicts_itself(terrain), down.contradicts_itself(terrain)) {
        (true, true) => [HeightInterval::ANY; 2],
        (true, false) => [down, flown],
        (false, true) => [up, flown],
        (false, false) => [HeightInterval { lower: flown.lower, upper: Some(back) }, down],
    }
}
