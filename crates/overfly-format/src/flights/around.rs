//! A flight anywhere around a point, as the command line states it.

use core::time::Duration;

use overfly_model::{Elapsed, Flight, Footprint, HeightInterval, Metres, PieceKind, Position};

use super::pieces::Pieces;

/// A flight anywhere within `radius` of `centre`, within `heights`, for `duration` or any time.
pub fn around(
    centre: Position,
    radius: Metres,
    heights: HeightInterval,
    duration: Option<Duration>,
) -> Flight {
    let mut pieces = Pieces::default();
    let elapsed = duration.map(|until| Elapsed { from: Duration::ZERO, until, steady: false });
    pieces.add(PieceKind::Area, Footprint::Circle { centre, radius }, heights, elapsed);
    Flight { pieces: pieces.into_vec(), duration, ..Flight::empty("--around") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flight_around_a_point_is_one_circle_for_the_whole_time() {
        let dam = Position::from_lat_lon_deg([52.3731, 4.8932]).unwrap();
        let flight =
            around(dam, Metres::whole(150), HeightInterval::ANY, Some(Duration::from_secs(60)));
        let [piece] = flight.pieces.as_slice() else { panic!("one piece") };
        assert_eq!(piece.footprint, Footprint::Circle { centre: dam, radius: Metres::whole(150) });
        assert_eq!(piece.elapsed.unwrap().until.as_secs(), 60);
        assert_eq!(flight.home, None, "the operator takes off within the circle");
    }
}
