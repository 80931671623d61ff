//! What is known of the ground under the flight.

use core::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use overfly_model::TileName;
use overfly_model::{
    AmslInterval, Code, Datum, Extent, Finding, Flight, Metres, Position, Relief, Terrain,
    Undulation, geoid,
};

use crate::decision::DecisionFinding;
use crate::given::{TakeOff, TakeOffSource};
use crate::request::Request;

/// How well a plan knows its take-off elevation: read off a map.
const ELEVATION_TOLERANCE: Metres = Metres::whole(10);
/// Tiles may lie this far outside the ground of the zones' countries: their own error, and a table rounded
/// to tens of metres.
const COUNTRY_TOLERANCE: Metres = Metres::whole(60);
/// For whoever takes off beside the plan.
const AROUND: Metres = Metres::whole(1_000);

/// The ground, in the whole and place by place.
pub(crate) struct Grounds<'a> {
    whole: Terrain,
    country: AmslInterval,
    take_off: Option<TakeOff>,
    relief: Option<&'a Relief>,
    flight: Option<Extent>,
    /// By cell of the grid, south to north and west to east.
    geoid: RefCell<BTreeMap<[i32; 2], Undulation>>,
    lacking: RefCell<Lacking>,
}

/// What the tiles did not tell where they were asked.
#[derive(Default)]
struct Lacking {
    missing: BTreeSet<TileName>,
    voids: bool,
    strange: Option<AmslInterval>,
}

impl<'a> Grounds<'a> {
    /// What is known for a request: the ground of the airspace's countries, the caller's or the plan's
    /// take-off elevation if it can be true, else the tiles'.
    pub(crate) fn of(request: &Request<'a>) -> (Self, Vec<DecisionFinding>) {
        let flight = &request.flight.items;
        let place = Extent::of_flight(flight, request.margins.lateral);
        let terrain = place.map_or(Terrain::UNKNOWN, |place| request.airspace.terrain(&place));
        let mut grounds = Self {
            whole: terrain,
            country: terrain.ground(),
            take_off: None,
            relief: request.relief,
            flight: place.map(|extent| extent.grown(AROUND)),
            geoid: RefCell::default(),
            lacking: RefCell::default(),
        };
        let from_tiles = grounds.take_off_from_tiles(flight);
        let plan = flight.home.and_then(|home| home.elevation);
        let stated = Elevations { caller: request.take_off_elevation, plan };
        let mut doubts = stated.doubts(terrain.ground(), from_tiles);
        match TakeOff::stated(request) {
            Some((elevation, source)) => {
                if source == TakeOffSource::Station {
                    doubts.extend(doubt(elevation, "station's", terrain.ground(), from_tiles));
                }
                if doubts.is_empty() {
                    grounds.take_off = Some(TakeOff::at(elevation, source));
                    grounds.whole = terrain.with_take_off(elevation, ELEVATION_TOLERANCE);
                }
            }
            None => {
                if let Some(elevation) = from_tiles {
                    grounds.take_off = Some(TakeOff { elevation, source: TakeOffSource::Tiles });
                    grounds.whole = terrain.with_take_off_from_tiles(elevation);
                }
            }
        }
        (grounds, doubts)
    }

    /// The same everywhere: what holds for the flight as a whole.
    pub(crate) const fn whole(&self) -> &Terrain {
        &self.whole
    }

    /// A box round all of the flight.
    pub(crate) const fn flight(&self) -> Option<Extent> {
        self.flight
    }

    /// How high take-off counts, where that is known.
    pub(crate) const fn take_off(&self) -> Option<TakeOff> {
        self.take_off
    }

    /// What is known over an extent, as far as comparing heights over these datums takes it. Looks up tiles
    /// and the geoid only for that.
    pub(crate) fn over(&self, place: impl FnOnce() -> Option<Extent>, datums: &[Datum]) -> Terrain {
        let differ = datums.iter().any(|datum| Some(datum) != datums.first());
        let [ground, geoid] = [Datum::Agl, Datum::Wgs84].map(|datum| datums.contains(&datum));
        let place = if differ && (ground || geoid) { place() } else { None };
        let Some(place) = place else { return self.whole };
        let mut terrain = self.whole;
        if let Some(ground) = ground.then(|| self.ground_over(&place)).flatten() {
            terrain = terrain.with_ground_from_tiles(ground);
        }
        if geoid {
            terrain = terrain.with_geoid(self.geoid_over(&place));
        }
        terrain
    }

    /// The geoid over the cells of a fixed grid that a place touches: a larger place never knows it better.
    fn geoid_over(&self, place: &Extent) -> Undulation {
        let [lats, lons] = [place.lat_deg(), place.lon_deg()].map(|ends| ends.map(cell));
        let count = |[from, to]: [i32; 2]| i64::from(to) - i64::from(from) + 1;
        if count(lats) * count(lons) > MOST_CELLS {
            return geoid::over(place);
        }
        let mut known = self.geoid.borrow_mut();
        let cells =
            (lats[0]..=lats[1]).flat_map(|lat| (lons[0]..=lons[1]).map(move |lon| [lat, lon]));
        let each =
            cells.map(|cell| *known.entry(cell).or_insert_with(|| geoid::over(&square(cell))));
        each.reduce(Undulation::hull).unwrap_or(Undulation::WORLDWIDE)
    }

    /// The tiles' ground; `None`, and remembered, where they do not tell all of it. Ground that no country of
    /// the zones has counts beside theirs.
    fn ground_over(&self, place: &Extent) -> Option<AmslInterval> {
        let ground = self.relief?.ground(place);
        let mut lacking = self.lacking.borrow_mut();
        lacking.missing.extend(ground.missing);
        lacking.voids |= ground.voids;
        let interval = ground.interval?;
        let country = self.country.widened(COUNTRY_TOLERANCE);
        if interval.lowest < country.lowest || interval.highest > country.highest {
            lacking.strange = Some(lacking.strange.map_or(interval, |known| known.hull(interval)));
            return Some(interval.hull(self.country));
        }
        // The ground lies in both.
        let both = AmslInterval {
            lowest: interval.lowest.max(self.country.lowest),
            highest: interval.highest.min(self.country.highest),
        };
        Some(if both.lowest <= both.highest { both } else { interval.hull(self.country) })
    }

    /// At the take-off point; anywhere round the plan where it states none.
    fn take_off_from_tiles(&self, flight: &Flight) -> Option<AmslInterval> {
        let place = match flight.home {
            Some(home) if !home.assumed => Extent::at(home.position),
            _ => self.flight?,
        };
        self.ground_over(&place)
    }

    /// What the tiles did not tell where they were asked.
    pub(crate) fn findings(&self) -> Vec<DecisionFinding> {
        let lacking = self.lacking.borrow();
        let mut texts: Vec<String> = Vec::new();
        let AmslInterval { lowest, highest } = self.country;
        let (lowest, highest) = (lowest.value(), highest.value());
        let instead =
            format!("the ground there counts as anywhere from {lowest:.0} to {highest:.0} m AMSL");
        if !lacking.missing.is_empty() {
            let names: Vec<String> =
                lacking.missing.iter().take(6).map(ToString::to_string).collect();
            let more = if lacking.missing.len() > 6 { " and others" } else { "" };
            texts.push(format!("no elevation tile {}{more}: {instead}", names.join(", ")));
        }
        if lacking.voids {
            texts.push(format!(
                "the elevation tiles have no height under some of the flight: {instead}"
            ));
        }
        if let Some(strange) = lacking.strange {
            texts.push(format!(
                "the elevation tiles have ground from {:.0} to {:.0} m AMSL, which the zones' countries have not: both count",
                strange.lowest.value(),
                strange.highest.value()
            ));
        }
        let note = |text| Finding::note(Code::TerrainMissing, text);
        texts.into_iter().map(note).map(|note| DecisionFinding::of_reader(&note)).collect()
    }
}

/// Cells of the grid for the geoid in a degree: small enough for one sample each.
const CELLS_A_DEGREE: f64 = 32.0;
/// A larger place is asked for as a whole: a cell takes some 3 ms.
const MOST_CELLS: i64 = 64;

#[allow(clippy::cast_possible_truncation, reason = "degrees up to 540")]
fn cell(degrees: f64) -> i32 {
    (degrees * CELLS_A_DEGREE).floor() as i32
}

fn square(cell: [i32; 2]) -> Extent {
    let corner = |by: i32| {
        let degrees = cell.map(|at| f64::from(at + by) / CELLS_A_DEGREE);
        Extent::at(Position::nearest_lat_lon_deg(degrees))
    };
    corner(0).hull(corner(1))
}

/// The take-off elevations that somebody states.
struct Elevations {
    caller: Option<Metres>,
    plan: Option<Metres>,
}

impl Elevations {
    /// What speaks against them. A reader may have reckoned with the plan's, so neither one that cannot be
    /// true nor one that differs from the caller's is just passed over.
    fn doubts(&self, country: AmslInterval, tiles: Option<AmslInterval>) -> Vec<DecisionFinding> {
        let each = [(self.caller, "stated"), (self.plan, "plan's")];
        let mut doubts: Vec<DecisionFinding> = each
            .into_iter()
            .filter_map(|(elevation, whose)| doubt(elevation?, whose, country, tiles))
            .collect();
        if let (Some(caller), Some(plan)) = (self.caller, self.plan)
            && (caller - plan).value().abs() > ELEVATION_TOLERANCE.value()
        {
            let text = format!(
                "the stated take-off elevation, {:.0} m AMSL, is not the plan's, {:.0} m, with which its heights may be reckoned",
                caller.value(),
                plan.value()
            );
            let finding = Finding::undecided(Code::HeightAssumed, text);
            doubts.push(DecisionFinding::of_reader(&finding.hint(
                "correct the elevation of the take-off point in the plan, or leave out the other",
            )));
        }
        doubts
    }
}

/// Why an elevation cannot be true, if it cannot.
fn doubt(
    elevation: Metres,
    whose: &str,
    country: AmslInterval,
    tiles: Option<AmslInterval>,
) -> Option<DecisionFinding> {
    let beyond = |range: AmslInterval| elevation < range.lowest || elevation > range.highest;
    let (what, range) = if beyond(country) {
        ("outside the ground of the zones' countries", country)
    } else {
        let tiles = tiles.filter(|tiles| beyond(tiles.widened(ELEVATION_TOLERANCE)))?;
        ("not what the elevation tiles have there", tiles)
    };
    let (lowest, highest) = (range.lowest.value(), range.highest.value());
    let text = format!(
        "the {whose} take-off elevation, {:.0} m AMSL, is {what} ({lowest:.0} to {highest:.0} m) and is not used",
        elevation.value(),
    );
    let finding = Finding::undecided(Code::HeightAssumed, text).hint(format!(
        "look at that figure; ground there lies from {lowest:.0} to {highest:.0} m AMSL: --terrain 30m-amsl states another"
    ));
    Some(DecisionFinding::of_reader(&finding))
}
