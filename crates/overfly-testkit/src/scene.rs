//! Zones, flights and airspaces written short.

use overfly_model::{
    Altitude, Applicability, Datum, Finding, Flight, Footprint, HeightInterval, Home, Limit,
    Metres, Outline, Part, Piece, PieceKind, Placement, Position, Reading, Ring, TimeInterval,
    VerticalLimits, Zone, ZoneId, ZoneSet, ZoneType,
};

/// A position from degrees.
pub fn at(lat: f64, lon: f64) -> Position {
    Position::from_lat_lon_deg([lat, lon]).unwrap()
}

/// A literal rectangle: south, west, north, east.
pub fn rectangle([south, west, north, east]: [f64; 4]) -> Outline {
    let corners = vec![at(south, west), at(south, east), at(north, east), at(north, west)];
    Outline::Polygon { outer: Ring::literal(corners), holes: Vec::new() }
}

/// Metres over a datum.
pub fn height(metres: i32, datum: Datum) -> Altitude {
    Altitude::new(Metres::whole(metres), datum)
}

/// From one height to another above ground.
pub fn agl(lower: i32, upper: i32) -> VerticalLimits {
    VerticalLimits {
        lower: Limit::At(height(lower, Datum::Agl)),
        upper: Limit::At(height(upper, Datum::Agl)),
    }
}

/// A Dutch zone of one part, at all times.
pub fn zone(identifier: &str, kind: ZoneType, outline: Outline, limits: VerticalLimits) -> Zone {
    Zone {
        id: ZoneId::new("NLD", identifier),
        country: Some("NLD".into()),
        name: Vec::new(),
        kind,
        variant: None,
        reasons: Vec::new(),
        other_reason: Vec::new(),
        regulation_exemption: None,
        conditions: None,
        region: None,
        parts: vec![Part { outline, limits, placement: Placement::AsRead }],
        applicability: Applicability::Always,
        authorities: Vec::new(),
        message: Vec::new(),
        native: None,
    }
}

/// A file of zones without findings.
pub fn zone_set(zones: Vec<Zone>) -> Reading<ZoneSet> {
    let items = ZoneSet {
        standard: "ED-318",
        title: None,
        provider: Vec::new(),
        issued: None,
        valid: TimeInterval::ANY,
        zones,
    };
    Reading { items, findings: Vec::new() }
}

/// A flight along positions at one height, taking off below its first point, that hovers on a lost
/// link.
pub fn route(positions: &[Position], altitude: Altitude) -> Reading<Flight> {
    let mut flight = Flight::empty("test");
    flight.lost_link = overfly_model::LostLink::Hover;
    flight.home = positions.first().map(|p| Home { position: *p, elevation: None, assumed: false });
    for (i, pair) in positions.windows(2).enumerate() {
        flight.pieces.push(piece(
            PieceKind::Leg,
            i,
            Footprint::Path(pair.to_vec()),
            HeightInterval::at(altitude),
        ));
    }
    Reading { items: flight, findings: Vec::new() }
}

/// A flight anywhere in one footprint.
pub fn within(footprint: Footprint, heights: HeightInterval) -> Reading<Flight> {
    let mut flight = Flight::empty("test");
    flight.lost_link = overfly_model::LostLink::Hover;
    flight.pieces.push(piece(PieceKind::Area, 0, footprint, heights));
    Reading { items: flight, findings: Vec::new() }
}

/// The same reading with a finding more.
pub fn finding<T>(mut reading: Reading<T>, finding: Finding) -> Reading<T> {
    reading.findings.push(finding);
    reading
}

fn piece(kind: PieceKind, i: usize, footprint: Footprint, heights: HeightInterval) -> Piece {
    let index = u32::try_from(i + 1).unwrap();
    Piece { kind, index, derived: false, footprint, buffer: Metres::ZERO, heights, elapsed: None }
}
