//! How high mean sea level lies over the WGS84 ellipsoid: the EGM96 geoid, from its spherical harmonics
//! to degree 360 with NGA's correction terms (program F477).

use crate::{Extent, Metres, Position};

/// An interval of heights of mean sea level over the ellipsoid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Undulation {
    /// Lowest.
    pub lowest: Metres,
    /// Highest.
    pub highest: Metres,
}

/// How far what people call mean sea level may lie from EGM96. The model itself is good to about 1 m
/// (Lemoine et al. 1998, NASA/TP-1998-206861); the zeros of national levellings lie apart from it too, the
/// Belgian TAW, which is low water at Ostend, the farthest in Europe: 2.3 m below Amsterdam's NAP.
pub const SEA_LEVEL_TOLERANCE: Metres = Metres::whole(3);

/// No place on the geoid is steeper, metres a metre. The steepest between two neighbours of NGA's
/// quarter-degree grid (WW15MGH) is 0.000351, at 30 N 79.5 E in the Himalaya. Nothing in the model is shorter
/// than a wave of one degree, and of such a wave the grid shows 0.64 of the slope at worst: 0.00055.
const STEEPEST: f64 = 0.0006;
/// More samples are taken until the slope between them makes less of a difference.
const SLACK_WANTED_M: f64 = 2.0;
/// At most this many samples along each side: one takes some 3 ms.
const MOST_SAMPLES: u8 = 3;
/// A degree of latitude, or of longitude at the equator, is never longer.
const DEGREE_M: f64 = 111_700.0;

impl Undulation {
    /// Anywhere on Earth. EGM96 lies between -107 m south of India and 86 m over New Guinea.
    pub const WORLDWIDE: Self =
        Self { lowest: Metres::whole(-107 - 3), highest: Metres::whole(86 + 3) };

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { lowest: self.lowest.min(other.lowest), highest: self.highest.max(other.highest) }
    }
}

/// Height of the EGM96 geoid over the WGS84 ellipsoid, some 3 ms a call.
pub fn undulation(position: Position) -> Metres {
    Metres::or_greatest(egm96::egm96_compute_altitude_offset(
        position.lat_deg(),
        position.lon_deg(),
    ))
}

/// Where mean sea level may lie over the ellipsoid within `extent`, [`SEA_LEVEL_TOLERANCE`] included. Errs
/// towards a wider interval: by 2 m at most up to 10 km across, by everything for a continent.
pub fn over(extent: &Extent) -> Undulation {
    let ([south, north], [west, east]) = (extent.lat_deg(), extent.lon_deg());
    // From anywhere in a box to its middle: half of it along the meridian, half along the parallel, which
    // is longest towards the equator.
    let nearest_equator =
        if south <= 0.0 && north >= 0.0 { 0.0 } else { south.abs().min(north.abs()) };
    let sides_deg = (north - south) + (east - west) * nearest_equator.to_radians().cos();
    let slack_m = |count: u8| sides_deg / f64::from(count) / 2.0 * DEGREE_M * STEEPEST;
    let worldwide = Undulation::WORLDWIDE;
    if slack_m(MOST_SAMPLES) > (worldwide.highest - worldwide.lowest).value() {
        return worldwide;
    }
    let count = (1..MOST_SAMPLES).find(|n| slack_m(*n) <= SLACK_WANTED_M).unwrap_or(MOST_SAMPLES);
    let middle =
        |low: f64, high: f64, i: u8| low + (high - low) * (f64::from(i) + 0.5) / f64::from(count);
    let samples = (0..count).flat_map(|i| (0..count).map(move |j| (i, j))).map(|(i, j)| {
        let at = Position::nearest_lat_lon_deg([middle(south, north, i), middle(west, east, j)]);
        let height = undulation(at);
        Undulation { lowest: height, highest: height }
    });
    let Some(sampled) = samples.reduce(Undulation::hull) else { return worldwide };
    let slack = Metres::or_greatest(slack_m(count)) + SEA_LEVEL_TOLERANCE;
    Undulation {
        lowest: (sampled.lowest - slack).max(worldwide.lowest),
        highest: (sampled.highest + slack).min(worldwide.highest),
    }
}

#[cfg(test)]
#[path = "geoid_tests.rs"]
mod tests;
