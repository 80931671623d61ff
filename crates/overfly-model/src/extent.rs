//! Boxes in latitude and longitude.

use crate::geodesy::{self, Course};
use crate::{Flight, Footprint, Metres, Outline, Position, Ring, outline::LonReading};

/// A turn round the Earth, 1e-7 degree.
const TURN_E7: i64 = 3_600_000_000;
const POLE_E7: i64 = 900_000_000;

/// A box in latitude and longitude that holds something, border included. Errs towards holding more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    // All in 1e-7 degree.
    south: i64,
    north: i64,
    /// From -180 degrees up to, not including, 180.
    west: i64,
    /// From west on, at most a turn.
    east: i64,
}

impl Extent {
    /// Everywhere.
    pub const WORLD: Self =
        Self { south: -POLE_E7, north: POLE_E7, west: -TURN_E7 / 2, east: TURN_E7 / 2 };

    /// The box of one position.
    pub fn at(position: Position) -> Self {
        let (lat, lon) = (i64::from(position.lat_e7()), i64::from(position.lon_e7()));
        Self::normal([lat, lat], [lon, lon])
    }

    /// The box of a path from position to position, each the short way round; `None` without positions.
    /// A geodesic may bulge towards the pole beyond it.
    pub fn of_path(positions: &[Position]) -> Option<Self> {
        Self::of_chain(positions, LonReading::ShortWay)
    }

    /// The box of an outline; `None` for one without a place.
    pub fn of_outline(outline: &Outline) -> Option<Self> {
        match outline {
            Outline::Polygon { outer, .. } => Self::of_ring(outer),
            Outline::Circle { centre, radius } => Some(Self::at(*centre).grown(*radius)),
            Outline::Unplaced => None,
        }
    }

    /// The box of a footprint, the bulge of its geodesics included; `None` for one without positions.
    pub fn of_footprint(footprint: &Footprint) -> Option<Self> {
        match footprint {
            Footprint::Path(positions) | Footprint::Polygon(positions) => {
                Self::of_path(positions).map(Self::with_bulge)
            }
            Footprint::Circle { centre, radius } => Some(Self::at(*centre).grown(*radius)),
        }
    }

    /// The box of a flight: its pieces with what they may stray, and every line between its points, home
    /// and rally points, whatever becomes of the flight. `None` for a flight that is nowhere.
    pub fn of_flight(flight: &Flight, lateral_margin: Metres) -> Option<Self> {
        let pieces = flight
            .pieces
            .iter()
            .filter_map(|piece| Some(Self::of_footprint(&piece.footprint)?.grown(piece.buffer)));
        let home = flight.home.iter().map(|home| home.position);
        let points = home.chain(flight.rally.iter().map(|rally| rally.position)).map(Self::at);
        let whole = pieces.chain(points).reduce(Self::hull)?;
        Some(whole.with_bulge().grown(lateral_margin))
    }

    /// With what a geodesic between two points of the box may bulge out of it, towards a pole.
    fn with_bulge(self) -> Self {
        let [south_west, south_east, north_east, north_west] = self.corners();
        let diagonals = [(south_west, north_east), (south_east, north_west)];
        let sides = [(south_west, south_east), (north_west, north_east)];
        let lengths = diagonals.iter().chain(&sides).map(|(a, b)| geodesy::distance(*a, *b));
        let longest = lengths.fold(Metres::ZERO, Metres::max).value();
        let [south, north] = self.lat_deg();
        let steepness = south.abs().max(north.abs()).to_radians().tan().min(60.0);
        // A chord of the parallel circle of radius R / tan(lat) in the plane that touches it, and a tenth.
        let bulge_m = longest * longest * steepness / (8.0 * geodesy::SEMI_MAJOR_M) * 1.1;
        self.grown(Metres::or_greatest(bulge_m))
    }

    fn of_ring(ring: &Ring) -> Option<Self> {
        Self::of_chain(&ring.vertices, ring.reading)
    }

    fn of_chain(positions: &[Position], reading: LonReading) -> Option<Self> {
        let first = positions.first()?;
        let mut before = i64::from(first.lon_e7());
        let mut lat = [i64::from(first.lat_e7()); 2];
        let mut lon = [before; 2];
        for position in positions {
            let mut here = i64::from(position.lon_e7());
            if reading == LonReading::ShortWay {
                here += (before - here + TURN_E7 / 2).div_euclid(TURN_E7) * TURN_E7;
            }
            before = here;
            lon = [lon[0].min(here), lon[1].max(here)];
            let here = i64::from(position.lat_e7());
            lat = [lat[0].min(here), lat[1].max(here)];
        }
        Some(Self::normal(lat, lon))
    }

    fn normal([south, north]: [i64; 2], [west, east]: [i64; 2]) -> Self {
        let (south, north) = (south.max(-POLE_E7), north.min(POLE_E7));
        if east - west >= TURN_E7 {
            return Self { south, north, ..Self::WORLD };
        }
        let turns = (west + TURN_E7 / 2).div_euclid(TURN_E7) * TURN_E7;
        Self { south, north, west: west - turns, east: east - turns }
    }

    /// The smallest box round both, among those that go east from the one to the other.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let lat = [self.south.min(other.south), self.north.max(other.north)];
        let round = |a: Self, b: Self| {
            // The turn of `b` that starts last at or before the end of `a`, or next after it.
            let turns = (a.west - b.west + TURN_E7 - 1).div_euclid(TURN_E7) * TURN_E7;
            [a.west, a.east.max(b.east + turns)]
        };
        let (one, two) = (round(self, other), round(other, self));
        Self::normal(lat, if one[1] - one[0] <= two[1] - two[0] { one } else { two })
    }

    /// Wider by a distance on every side.
    #[must_use]
    pub fn grown(self, by: Metres) -> Self {
        let by = by.max(Metres::ZERO) + Metres::whole(1);
        // A degree of latitude is 110.5 km at least.
        let lat_e7 = e7(by.value() / 110_500.0);
        let lat = [self.south - lat_e7, self.north + lat_e7];
        let farthest = lat[0].abs().max(lat[1].abs());
        if farthest >= POLE_E7 - 1_000_000 {
            let west_to_east = [-TURN_E7 / 2, TURN_E7 / 2];
            return Self::normal(lat, west_to_east);
        }
        let edge = Position::nearest_lat_lon_deg([degrees(farthest), 0.0]);
        // East along the parallel at the far edge, where a degree of longitude is shortest; a twentieth
        // more for the path's own way towards the pole.
        let east = geodesy::travel(edge, Course::from_deg(90.0), by * 1.05);
        let lon_e7 = i64::from(east.lon_e7()).rem_euclid(TURN_E7) + 1;
        Self::normal(lat, [self.west - lon_e7, self.east + lon_e7])
    }

    /// The part of it that lies in another box too, widened to one box; `None` when they lie apart.
    pub fn within(self, other: Self) -> Option<Self> {
        let lat = [self.south.max(other.south), self.north.min(other.north)];
        let lon = [-TURN_E7, 0, TURN_E7].into_iter().filter_map(|turn| {
            let (west, east) = (self.west.max(other.west + turn), self.east.min(other.east + turn));
            (west <= east).then_some(Self::normal(lat, [west, east]))
        });
        if lat[0] > lat[1] { None } else { lon.reduce(Self::hull) }
    }

    /// Southern and northern border, degrees.
    pub fn lat_deg(&self) -> [f64; 2] {
        [degrees(self.south), degrees(self.north)]
    }

    /// Western and eastern border, degrees: west from -180 up to 180, east up to a turn further.
    pub fn lon_deg(&self) -> [f64; 2] {
        [degrees(self.west), degrees(self.east)]
    }

    /// The middle.
    pub fn centre(&self) -> Position {
        let half = |[a, b]: [f64; 2]| f64::midpoint(a, b);
        Position::nearest_lat_lon_deg([half(self.lat_deg()), half(self.lon_deg())])
    }

    /// South-west, south-east, north-east, north-west.
    pub fn corners(&self) -> [Position; 4] {
        let ([south, north], [west, east]) = (self.lat_deg(), self.lon_deg());
        [[south, west], [south, east], [north, east], [north, west]]
            .map(Position::nearest_lat_lon_deg)
    }
}

#[allow(clippy::cast_precision_loss, reason = "34 bits")]
fn degrees(e7: i64) -> f64 {
    e7 as f64 / 1e7
}

#[allow(clippy::cast_possible_truncation, reason = "clamped to a turn")]
fn e7(degrees: f64) -> i64 {
    (degrees * 1e7).ceil().clamp(0.0, 3.6e9) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{HeightInterval, Home, Piece, PieceKind};

    fn at(lat: f64, lon: f64) -> Position {
        Position::from_lat_lon_deg([lat, lon]).unwrap()
    }

    fn close(a: [f64; 2], b: [f64; 2]) -> bool {
        a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-6)
    }

    #[test]
    fn a_path_across_the_antimeridian_has_a_narrow_box() {
        let extent = Extent::of_path(&[at(-17.0, 179.0), at(-16.0, -179.0)]).unwrap();
        assert!(close(extent.lat_deg(), [-17.0, -16.0]) && close(extent.lon_deg(), [179.0, 181.0]));
        assert_eq!(extent.centre(), at(-16.5, 180.0));
    }

    #[test]
    fn a_literal_ring_from_180_to_minus_180_goes_round_the_earth() {
        let ring = Ring::literal(vec![at(0.0, -180.0), at(0.0, 180.0), at(1.0, 0.0)]);
        let outline = Outline::Polygon { outer: ring, holes: Vec::new() };
        assert!(close(Extent::of_outline(&outline).unwrap().lon_deg(), [-180.0, 180.0]));
    }

    #[test]
    fn a_hull_takes_the_short_way() {
        let hull = Extent::at(at(0.0, 170.0)).hull(Extent::at(at(1.0, -170.0)));
        assert!(close(hull.lon_deg(), [170.0, 190.0]), "{hull:?}");
        let hull = Extent::at(at(0.0, 4.0)).hull(Extent::at(at(1.0, 5.0)));
        assert!(close(hull.lon_deg(), [4.0, 5.0]), "{hull:?}");
        let wide = Extent::of_path(&[at(0.0, 3.0), at(0.0, 6.0)]).unwrap();
        assert_eq!(wide.hull(Extent::at(at(0.0, 4.0))), wide);
        assert_eq!(Extent::at(at(0.0, 4.0)).hull(wide), wide);
    }

    #[test]
    fn the_box_of_a_flight_holds_every_line_between_its_points() {
        let leg = |from, to| Piece {
            kind: PieceKind::Leg,
            index: 1,
            derived: false,
            footprint: Footprint::Path(vec![from, to]),
            buffer: Metres::whole(40),
            heights: HeightInterval::ANY,
            elapsed: None,
        };
        for (a, b, home) in [
            (at(52.0, 4.0), at(52.0, 7.0), at(52.1, 9.0)),
            (at(-60.0, 178.0), at(-60.0, -178.0), at(-60.5, 179.0)),
            (at(78.2, 15.0), at(78.2, 16.0), at(78.2, 14.0)),
        ] {
            let flight = Flight {
                pieces: vec![leg(a, b)],
                home: Some(Home { position: home, elevation: None, assumed: false }),
                ..Flight::empty("test")
            };
            let extent = Extent::of_flight(&flight, Metres::whole(10)).unwrap();
            for (from, to) in [(a, b), (home, a), (home, b)] {
                let (length, course) = geodesy::distance_and_course(from, to);
                for i in 0..=20 {
                    let point = geodesy::travel(from, course, length * (f64::from(i) / 20.0));
                    let strayed = Extent::at(point).grown(Metres::whole(48));
                    assert_eq!(extent.hull(strayed), extent, "{point}");
                }
            }
        }
        assert_eq!(Extent::of_flight(&Flight::empty("test"), Metres::ZERO), None);
    }

    #[test]
    fn a_grown_box_holds_every_point_within_the_distance() {
        for lat in [-65.0, 0.0, 52.0, 80.0] {
            let extent = Extent::at(at(lat, 179.99)).grown(Metres::whole(5_000));
            for course in 0..36 {
                let course = Course::from_deg(f64::from(course) * 10.0);
                let point = geodesy::travel(at(lat, 179.99), course, Metres::whole(5_000));
                assert_eq!(extent.hull(Extent::at(point)), extent, "{lat} {course:?}");
            }
        }
    }

    #[test]
    fn boxes_share_what_lies_in_both() {
        let a = Extent::of_path(&[at(0.0, 170.0), at(2.0, -170.0)]).unwrap();
        let b = Extent::of_path(&[at(1.0, -175.0), at(3.0, -160.0)]).unwrap();
        let both = a.within(b).unwrap();
        assert!(close(both.lat_deg(), [1.0, 2.0]) && close(both.lon_deg(), [-175.0, -170.0]));
        assert_eq!(a.within(Extent::at(at(1.0, 0.0))), None);
    }
}
