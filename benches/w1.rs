//! A flight of 1,000 waypoints among the zones of W1.

use overfly_check::{Airspace, Answers, Dataset, ZoneFile};
use overfly_format::flights;
use overfly_model::{
    Altitude, Applicability, Coverage, CoverageBasis, DailyPeriod, Datum, DaySet, Flight, Limit,
    Metres, Outline, Part, Placement, Position, Reading, Ring, SunEvent, TimeInterval, TimeOfDay,
    VerticalLimits, Window, Zone, ZoneId, ZoneSet, ZoneType,
};

use crate::workloads::{Scale, w1};

/// W1 as prohibited zones up to 120 m above ground that apply from sunrise to sunset, which takes the
/// longest to tell, with a coverage that holds all of it.
pub fn airspace(scale: Scale) -> Airspace {
    let zones = w1(scale).into_iter().enumerate().map(|(number, outline)| zone(number, outline));
    let items = ZoneSet {
        standard: "ED-318",
        title: None,
        provider: Vec::new(),
        issued: None,
        valid: TimeInterval::ANY,
        zones: zones.collect(),
    };
    let reading = Reading { items, findings: Vec::new() };
    let mut builder = Airspace::builder();
    builder.add(Dataset {
        source: "w1".into(),
        answers: Answers::Manifest(coverage()),
        files: vec![ZoneFile { source: "w1.json".into(), reading }],
        findings: Vec::new(),
    });
    builder.build()
}

fn zone(number: usize, outline: Outline) -> Zone {
    let at = |metres| Limit::At(Altitude::new(Metres::whole(metres), Datum::Agl));
    let limits = VerticalLimits { lower: at(0), upper: at(120) };
    let daily = vec![DailyPeriod {
        days: DaySet::ANY,
        start: Some(TimeOfDay::Sun(SunEvent::Sunrise)),
        end: Some(TimeOfDay::Sun(SunEvent::Sunset)),
    }];
    let daylight = Window { daily, ..Window::of_dates(TimeInterval::ANY) };
    Zone {
        id: ZoneId::new("NLD", &number.to_string()),
        country: Some("NLD".into()),
        name: Vec::new(),
        kind: ZoneType::Prohibited,
        variant: None,
        reasons: Vec::new(),
        other_reason: Vec::new(),
        regulation_exemption: None,
        conditions: None,
        region: None,
        parts: vec![Part { outline, limits, placement: Placement::AsRead }],
        applicability: Applicability::Windows(vec![daylight]),
        authorities: Vec::new(),
        message: Vec::new(),
        native: None,
    }
}

fn coverage() -> Coverage {
    let corners = [[50.0, 2.0], [50.0, 9.0], [55.0, 9.0], [55.0, 2.0]];
    let outer = Ring::literal(corners.map(Position::nearest_lat_lon_deg).to_vec());
    Coverage {
        outlines: vec![Outline::Polygon { outer, holes: Vec::new() }],
        valid: TimeInterval::ANY,
        issued: None,
        basis: CoverageBasis::Manifest,
        source: "manifest.toml".into(),
    }
}

/// A survey of 1,000 waypoints: 500 lines of 600 m, 20 m apart, at a height of 60 m.
///
/// # Panics
/// When the reader refuses it: then there is nothing to measure.
#[allow(clippy::panic, reason = "a benchmark of nothing measures nothing")]
pub fn survey() -> Reading<Flight> {
    let mut features = Vec::new();
    for line in 0..500_u32 {
        let lat = 52.0 + f64::from(line) * 0.000_18;
        let ends = if line % 2 == 0 { [5.1, 5.1088] } else { [5.1088, 5.1] };
        features.extend(ends.map(|lon| format!("[{lon:.7}, {lat:.7}]")));
    }
    let text = format!(
        r#"{{"type": "Feature", "properties": {{"height": "60m-agl", "speed": 10, "home": [5.1, 52.0],
            "lost_link": "return", "return_height": "80m-agl"}},
            "geometry": {{"type": "LineString", "coordinates": [{}]}}}}"#,
        features.join(", ")
    );
    flights::read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}
