//! The coverage of a file without a manifest: the box round its zones.
//!
//! Only outlines that stand as read count, each cut to its own country where that is known: a circle that lies abroad by mistake must not make the file answer for the land between.

use std::collections::BTreeMap;

use overfly_model::country::Country;
use overfly_model::geodesy::{self, Course};
use overfly_model::{
    Coverage, CoverageBasis, LonReading, Outline, Placement, Position, Ring, ZoneSet,
};

use crate::airspace::ZoneFile;

const TURN: i64 = 3_600_000_000;
/// A box wider than this is no country: a file with a zone round the world answers nowhere.
const WIDEST: i64 = 600_000_000;
/// Where the country is not known, nobody can say what lies between two far zones.
const WIDEST_UNKNOWN: i64 = 50_000_000;

/// The coverage that a file's own zones suggest; without outlines when they suggest none.
pub(crate) fn coverage(file: &ZoneFile) -> Coverage {
    let zones = &file.reading.items;
    Coverage {
        outlines: outlines(zones),
        valid: zones.valid,
        issued: zones.issued,
        basis: CoverageBasis::BoxOfZones,
        source: file.source.clone(),
    }
}

/// A box for each country of the file, never one round two countries.
fn outlines(zones: &ZoneSet) -> Vec<Outline> {
    let mut boxes: BTreeMap<Option<&str>, Vec<LatLonBox>> = BTreeMap::new();
    for zone in &zones.zones {
        let code = zone.country.as_deref();
        let country = code.and_then(Country::from_code);
        let placed = zone.parts.iter().filter(|part| part.placement == Placement::AsRead);
        let here = placed.filter_map(|part| LatLonBox::of(&part.outline)?.cut_to(country));
        boxes.entry(country.and(code)).or_default().extend(here);
    }
    let widest = |known: bool| if known { WIDEST } else { WIDEST_UNKNOWN };
    boxes.into_iter().filter_map(|(code, boxes)| round(&boxes, widest(code.is_some()))).collect()
}

/// The box round boxes; none when it is wider or taller than `widest`.
fn round(boxes: &[LatLonBox], widest: i64) -> Option<Outline> {
    let lat = boxes.iter().map(|b| b.lat).reduce(hull)?;
    let lon = smallest_arc(boxes.iter().map(|b| b.lon).collect())?;
    let spans = [lat[1] - lat[0], lon[1] - lon[0]];
    if spans.iter().all(|span| *span <= widest) { LatLonBox { lat, lon }.ring() } else { None }
}

/// A box in 1e-7 degree; longitudes run eastward and may count on past 180 degrees.
#[derive(Clone, Copy)]
struct LatLonBox {
    lat: [i64; 2],
    lon: [i64; 2],
}

impl LatLonBox {
    fn of(outline: &Outline) -> Option<Self> {
        match outline {
            Outline::Polygon { outer, .. } => Self::of_ring(outer),
            Outline::Circle { centre, radius } => {
                let rim = [0.0, 90.0, 180.0, 270.0]
                    .map(|deg| geodesy::travel(*centre, Course::from_deg(deg), *radius));
                Self::of_ring(&Ring::short_way(rim.to_vec()))
            }
            Outline::Unplaced => None,
        }
    }

    fn of_ring(ring: &Ring) -> Option<Self> {
        let mut last: Option<i64> = None;
        let mut whole: Option<Self> = None;
        for vertex in &ring.vertices {
            let mut lon = i64::from(vertex.lon_e7());
            if let (LonReading::ShortWay, Some(last)) = (ring.reading, last) {
                lon += ((last - lon) + TURN / 2).div_euclid(TURN) * TURN;
            }
            last = Some(lon);
            let lat = i64::from(vertex.lat_e7());
            let point = Self { lat: [lat, lat], lon: [lon, lon] };
            whole = Some(whole.map_or(point, |w| Self {
                lat: hull(w.lat, point.lat),
                lon: hull(w.lon, point.lon),
            }));
        }
        whole
    }

    /// The part inside the country's box; nothing when they do not meet.
    fn cut_to(self, country: Option<&Country>) -> Option<Self> {
        let Some([south_west, north_east]) = country.map(Country::corners) else {
            return Some(self);
        };
        let cut = |[a, b]: [i64; 2], low: i32, high: i32| [a.max(low.into()), b.min(high.into())];
        let lat = cut(self.lat, south_west.lat_e7(), north_east.lat_e7());
        let lon = cut(self.lon, south_west.lon_e7(), north_east.lon_e7());
        (lat[0] <= lat[1] && lon[0] <= lon[1]).then_some(Self { lat, lon })
    }

    fn ring(self) -> Option<Outline> {
        let corner = |lat: i64, lon: i64| {
            let lon = (lon + TURN / 2).rem_euclid(TURN) - TURN / 2;
            Position::from_lat_lon_e7([i32::try_from(lat).ok()?, i32::try_from(lon).ok()?])
        };
        let ([south, north], [west, east]) = (self.lat, self.lon);
        let vertices = vec![
            corner(south, west)?,
            corner(south, east)?,
            corner(north, east)?,
            corner(north, west)?,
        ];
        Some(Outline::Polygon { outer: Ring::short_way(vertices), holes: Vec::new() })
    }
}

fn hull(a: [i64; 2], b: [i64; 2]) -> [i64; 2] {
    [a[0].min(b[0]), a[1].max(b[1])]
}

/// The shortest stretch of the parallel, running eastward, that holds all the stretches: zones on both
/// sides of the antimeridian are neighbours, not a belt round the Earth.
fn smallest_arc(mut arcs: Vec<[i64; 2]>) -> Option<[i64; 2]> {
    for arc in &mut arcs {
        let turns = (arc[0] + TURN / 2).div_euclid(TURN) * TURN;
        *arc = [arc[0] - turns, arc[1] - turns];
    }
    arcs.sort_unstable();
    let first = *arcs.first()?;
    // Start after the widest gap.
    let mut reach = first[1];
    let mut best = (first[0] + TURN - arcs.iter().map(|arc| arc[1]).max()?, first[0]);
    for arc in arcs.iter().skip(1) {
        if arc[0] - reach > best.0 {
            best = (arc[0] - reach, arc[0]);
        }
        reach = reach.max(arc[1]);
    }
    let start = best.1;
    let end = arcs.iter().map(|arc| if arc[0] < start { arc[1] + TURN } else { arc[1] }).max()?;
    Some([start, end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_on_both_sides_of_the_antimeridian_are_neighbours() {
        let deg = |d: i64| d * 10_000_000;
        let arc =
            smallest_arc(vec![[deg(178), deg(180)], [deg(-180), deg(-179)], [deg(177), deg(179)]])
                .unwrap();
        assert_eq!(arc, [deg(177), deg(181)]);
        assert_eq!(
            smallest_arc(vec![[deg(4), deg(5)], [deg(6), deg(7)]]).unwrap(),
            [deg(4), deg(7)]
        );
        assert_eq!(
            smallest_arc(vec![[deg(179), deg(181)], [deg(-179), deg(-178)]]).unwrap(),
            [deg(179), deg(182)]
        );
    }
}
