use super::*;

fn at(lat: f64, lon: f64) -> Position {
    Position::nearest_lat_lon_deg([lat, lon])
}

/// Latitude, longitude, height in metres.
type Published = [f64; 3];

/// NGA's test of its program F477: input INPUT.DAT, output OUTF477.DAT, as published with EGM96.
const F477: [Published; 6] = [
    [38.628_155, 269.779_155, -31.629],
    [-14.621_217, 305.021_114, -2.966],
    [46.874_319, 102.448_729, -43.572],
    [-23.617_446, 133.874_712, 15.868],
    [38.625_473, 359.9995, 50.065],
    [-0.466_744, 0.0023, 17.330],
];

/// Posts of NGA's quarter-degree grid of EGM96 (WW15MGH.DAC, whole centimetres), no interpolation.
const WW15MGH: [Published; 20] = [
    [52.25, 4.75, 43.11],
    [47.0, 8.5, 48.22],
    [60.25, 25.0, 17.83],
    [64.0, -22.0, 66.31],
    [78.25, 15.5, 32.23],
    [-18.25, 177.5, 56.70],
    [-1.25, 36.75, -16.04],
    [27.75, 86.75, -31.65],
    [4.0, 79.0, -106.38],
    [-34.0, 151.25, 21.79],
    [-54.75, -68.25, 12.90],
    [21.25, -157.75, 15.44],
    [35.75, 139.75, 36.81],
    [-77.75, 166.75, -53.46],
    [70.75, -150.0, -3.00],
    [0.0, 180.0, 21.15],
    [19.5, -155.5, 26.58],
    [45.75, 6.75, 51.43],
    [41.0, 29.0, 37.43],
    [-5.0, 145.0, 70.40],
];

#[test]
fn the_geoid_is_where_its_publisher_says() {
    for [lat, lon, height] in F477 {
        let here = undulation(at(lat, lon)).value();
        assert!((here - height).abs() < 0.002, "{lat} {lon}: {here} and not {height}");
    }
    for [lat, lon, height] in WW15MGH {
        let here = undulation(at(lat, lon)).value();
        assert!((here - height).abs() < 0.01, "{lat} {lon}: {here} and not {height}");
    }
}

#[test]
fn a_small_place_has_a_narrow_interval_and_the_world_the_widest() {
    let place = Extent::at(at(52.09, 5.12)).grown(Metres::whole(2_000));
    let over_place = over(&place);
    assert!((over_place.highest - over_place.lowest).value() < 11.0, "{over_place:?}");
    assert_eq!(over(&Extent::WORLD), Undulation::WORLDWIDE);
}

#[test]
fn an_interval_holds_the_geoid_everywhere_in_its_extent_with_the_tolerance() {
    // The steepest place there is, the antimeridian, the zero meridian, a pole.
    for [lat, lon] in [[30.0, 79.5], [-17.0, 179.99], [51.5, 0.0], [89.9, 20.0]] {
        for radius in [0, 700, 4_000, 60_000] {
            let extent = Extent::at(at(lat, lon)).grown(Metres::whole(radius));
            let known = over(&extent);
            let inside = extent.corners().into_iter().chain([extent.centre(), at(lat, lon)]);
            for position in inside {
                let here = undulation(position);
                let holds = known.lowest + SEA_LEVEL_TOLERANCE <= here
                    && here <= known.highest - SEA_LEVEL_TOLERANCE;
                assert!(holds, "{position} {radius}: {here:?} {known:?}");
            }
        }
    }
}
