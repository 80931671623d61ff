//! Elevation tiles, and the lowest and highest ground they have over a place.
//!
//! A tile is one degree of latitude by one of longitude, a grid of posts with heights above the EGM96 geoid, as
//! the Shuttle Radar Topography Mission has them. A tile that is missing, or a post without a height,
//! leaves the ground there unknown.

use core::fmt;
use core::ops::RangeInclusive;
use std::collections::BTreeMap;

use crate::{AmslInterval, Extent, Metres, Position};

/// What the mission promised is 16 m at 90 % of all posts; measured, it is 6 to 9 m (Rodríguez et al. 2006).
/// It counts tree tops in part, and roofs.
const POST_ERROR: Metres = Metres::whole(20);
/// A post without a height.
const VOID: i16 = -32_768;
/// Land lies between these, with room to spare; a height beyond is a fault of the file.
const PLAUSIBLE: RangeInclusive<i16> = -500..=9_000;

const DEGREE_E7: i32 = 10_000_000;
/// The tiles of this row reach to the pole.
const NORTHERNMOST: i16 = 89;

/// The south-west corner of a tile in whole degrees, written like `N52E004`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileName {
    lat: i16,
    lon: i16,
}

impl TileName {
    /// From the corner's latitude and longitude in whole degrees; `None` where no tile lies.
    pub fn from_lat_lon([lat, lon]: [i16; 2]) -> Option<Self> {
        ((-90..=NORTHERNMOST).contains(&lat) && (-180..180).contains(&lon))
            .then_some(Self { lat, lon })
    }

    /// From text like `N52E004`, in either case; `None` for anything else, `S00` and `W000` too, which
    /// would be second names.
    pub fn from_text(text: &str) -> Option<Self> {
        let (lat, lon) = (text.get(..3)?, text.get(3..)?);
        let number = |digits: &str, width: usize| {
            let plain = digits.len() == width && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse::<i16>().ok().filter(|_| plain)
        };
        let signed = |text: &str, width: usize, [plus, minus]: [&str; 2]| {
            let (letter, degrees) = (text.get(..1)?, number(text.get(1..)?, width)?);
            if letter.eq_ignore_ascii_case(plus) {
                return Some(degrees);
            }
            (letter.eq_ignore_ascii_case(minus) && degrees > 0).then_some(-degrees)
        };
        Self::from_lat_lon([signed(lat, 2, ["N", "S"])?, signed(lon, 3, ["E", "W"])?])
    }

    /// What it covers, border included.
    pub fn extent(self) -> Extent {
        let [south, west] = [self.lat, self.lon].map(i32::from);
        let corner = |lat, lon| Position::from_lat_lon_e7([lat * DEGREE_E7, lon * DEGREE_E7]);
        let corners: Vec<Position> =
            [corner(south, west), corner(south + 1, west + 1)].into_iter().flatten().collect();
        Extent::of_path(&corners).unwrap_or(Extent::WORLD)
    }

    /// The tiles whose ground an extent lies on, row by row. A border belongs to the tile north or east of it
    /// where the extent does not go on to the other side.
    pub fn under(extent: &Extent) -> impl Iterator<Item = Self> + use<> {
        let [lats, lons] = [extent.lat_deg(), extent.lon_deg()].map(whole_degrees);
        let lats = (*lats.start()).min(NORTHERNMOST)..=(*lats.end()).min(NORTHERNMOST);
        lats.flat_map(move |lat| lons.clone().map(move |lon| Self { lat, lon: wrapped(lon) }))
    }
}

/// The whole degrees in which an interval lies.
#[allow(clippy::cast_possible_truncation, reason = "degrees from -180 to 540")]
fn whole_degrees([low, high]: [f64; 2]) -> RangeInclusive<i16> {
    let first = low.floor() as i16;
    first..=(high.ceil() as i16 - 1).max(first)
}

fn wrapped(lon: i16) -> i16 {
    (lon + 180).rem_euclid(360) - 180
}

impl fmt::Display for TileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ns, ew) = (if self.lat < 0 { 'S' } else { 'N' }, if self.lon < 0 { 'W' } else { 'E' });
        write!(f, "{ns}{:02}{ew}{:03}", self.lat.abs(), self.lon.abs())
    }
}

/// Why posts are no tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tile has 1201 or 3601 posts a side, not {posts} in all")]
pub struct TileError {
    /// How many there are.
    pub posts: usize,
}

/// One tile.
#[derive(Clone, PartialEq, Eq)]
pub struct Tile {
    name: TileName,
    /// Posts a side; the outermost lie on the borders.
    side: usize,
    /// Rows from north to south, each from west to east, metres.
    posts: Vec<i16>,
    voids: usize,
    implausible: usize,
}

impl Tile {
    /// From rows of posts, north to south, each west to east, in metres above the EGM96 geoid; -32768 is
    /// a post without a height, and so becomes one below -500 or above 9000.
    pub fn new(name: TileName, mut posts: Vec<i16>) -> Result<Self, TileError> {
        let side = [1201, 3601].into_iter().find(|side| side * side == posts.len());
        let Some(side) = side else { return Err(TileError { posts: posts.len() }) };
        let mut implausible = 0;
        for post in posts.iter_mut().filter(|post| **post != VOID && !PLAUSIBLE.contains(post)) {
            *post = VOID;
            implausible += 1;
        }
        let voids = posts.iter().filter(|post| **post == VOID).count();
        Ok(Self { name, side, posts, voids, implausible })
    }

    /// Where it lies.
    pub const fn name(&self) -> TileName {
        self.name
    }

    /// Posts along a side.
    pub const fn side(&self) -> usize {
        self.side
    }

    /// How many posts have no height that can be believed.
    pub const fn voids(&self) -> usize {
        self.voids
    }

    /// How many of those have one that cannot.
    pub const fn implausible(&self) -> usize {
        self.implausible
    }

    /// Whether no post has a height.
    pub const fn is_void(&self) -> bool {
        self.voids == self.posts.len()
    }

    /// The posts of an extent on this tile, and of the ring of cells round it: a post may lie 20 m from where the
    /// grid has it, and on a post alone no step could be seen.
    fn window(&self, extent: &Extent) -> Option<Window<'_>> {
        let lat = f64::from(self.name.lat);
        let [south, north] = self.posts_between(extent.lat_deg().map(|deg| deg - lat))?;
        let last = self.side - 1;
        let turns = [0.0, 360.0].map(|turn| f64::from(self.name.lon) + turn);
        // Only an extent round the whole Earth comes back to a tile: then all of it counts.
        let columns = turns.map(|lon| self.posts_between(extent.lon_deg().map(|deg| deg - lon)));
        let [west, east] = match columns {
            [Some(_), Some(_)] => [0, last],
            [one, two] => one.or(two)?,
        };
        Some(Window { tile: self, rows: [last - north, last - south], columns: [west, east] })
    }

    /// The posts from one cell before an interval of degrees from the tile's corner to one after it, within the
    /// tile; `None` for one apart.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "clamped to 0..=side, which is 3601 at most"
    )]
    fn posts_between(&self, [low, high]: [f64; 2]) -> Option<[usize; 2]> {
        let last = (self.side - 1) as f64;
        let inside = high >= 0.0 && low <= 1.0;
        let post = |post: f64| post.clamp(0.0, last) as usize;
        inside.then(|| [post((low * last).floor() - 1.0), post((high * last).ceil() + 1.0)])
    }
}

impl fmt::Debug for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tile({}, {} posts a side, {} voids)", self.name, self.side, self.voids)
    }
}

/// First and last row and column, both included.
struct Window<'a> {
    tile: &'a Tile,
    rows: [usize; 2],
    columns: [usize; 2],
}

impl<'a> Window<'a> {
    fn rows(&self) -> impl Iterator<Item = &'a [i16]> {
        let [first, last] = self.rows;
        let [west, east] = self.columns;
        let rows = self.tile.posts.chunks_exact(self.tile.side);
        rows.skip(first).take(last + 1 - first).filter_map(move |row| row.get(west..=east))
    }

    fn survey(&self) -> Survey {
        let mut survey = Survey::NOTHING;
        let mut above: Option<&[i16]> = None;
        for row in self.rows() {
            for post in row {
                survey.post(*post);
            }
            let beside = row.iter().zip(row.iter().skip(1));
            for (a, b) in beside.chain(row.iter().zip(above.unwrap_or_default())) {
                survey.step(*a, *b);
            }
            above = Some(row);
        }
        survey
    }
}

/// What was seen of some posts.
#[derive(Clone, Copy)]
struct Survey {
    lowest: i16,
    highest: i16,
    /// The greatest difference between two neighbours.
    step: u16,
    voids: bool,
}

impl Survey {
    const NOTHING: Self = Self { lowest: i16::MAX, highest: i16::MIN, step: 0, voids: false };

    fn post(&mut self, height: i16) {
        self.voids |= height == VOID;
        self.lowest = self.lowest.min(height);
        self.highest = self.highest.max(height);
    }

    fn step(&mut self, a: i16, b: i16) {
        self.step = self.step.max(a.abs_diff(b));
    }

    fn with(self, other: Self) -> Self {
        Self {
            lowest: self.lowest.min(other.lowest),
            highest: self.highest.max(other.highest),
            step: self.step.max(other.step),
            voids: self.voids || other.voids,
        }
    }

    fn interval(self) -> Option<AmslInterval> {
        let known = !self.voids && self.lowest <= self.highest;
        let posts = AmslInterval {
            lowest: Metres::whole(self.lowest.into()),
            highest: Metres::whole(self.highest.into()),
        };
        known.then(|| posts.widened(POST_ERROR + Metres::whole(self.step.into())))
    }
}

/// What tiles say of the ground over a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// Between which heights it lies; `None` where a tile or a height is missing.
    pub interval: Option<AmslInterval>,
    /// Tiles that would be needed and are not there.
    pub missing: Vec<TileName>,
    /// Whether posts without a height lie there.
    pub voids: bool,
}

/// A set of tiles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relief {
    tiles: BTreeMap<TileName, Tile>,
}

impl Relief {
    /// Adds a tile; hands back the one that lay there before.
    pub fn insert(&mut self, tile: Tile) -> Option<Tile> {
        self.tiles.insert(tile.name, tile)
    }

    /// Whether there is no tile.
    pub fn is_empty(&self) -> bool {
        self.tiles.is_empty()
    }

    /// The tiles, from south to north.
    pub fn tiles(&self) -> impl Iterator<Item = &Tile> {
        self.tiles.values()
    }

    /// The ground over an extent. Errs towards a wider interval: by the error of a post (20 m), and by the
    /// greatest step between two neighbouring posts there, which is what may hide between them.
    pub fn ground(&self, over: &Extent) -> Ground {
        let missing: Vec<TileName> =
            TileName::under(over).filter(|name| !self.tiles.contains_key(name)).collect();
        let windows = TileName::under(over).filter_map(|name| self.tiles.get(&name)?.window(over));
        let survey = windows.map(|window| window.survey()).reduce(Survey::with);
        let survey = survey.unwrap_or(Survey::NOTHING);
        let interval = survey.interval().filter(|_| missing.is_empty());
        Ground { interval, missing, voids: survey.voids }
    }

    /// The elevation at a position; `None` where a tile or a height is missing.
    pub fn elevation(&self, at: Position) -> Option<AmslInterval> {
        self.ground(&Extent::at(at)).interval
    }
}

#[cfg(test)]
#[path = "relief_tests.rs"]
mod tests;
