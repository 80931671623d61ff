//! Rings: how the vertices of a file become a ring that is somewhere, whatever is wrong with it.

use overfly_model::{Code, LonReading, Outline, Placement, Position, Ring};
use serde_json::Value;

use super::notes::Notes;
use super::point::{HALF_TURN, TURN, Vertex};
use super::polygon::Placed;
use super::simple::{self, Point};

/// A ring that was read.
pub(super) struct RingRead {
    pub(super) ring: Ring,
    /// `AsRead`, or `Hull` where only a box round it is known.
    pub(super) placement: Placement,
    /// The other reading of a ring that jumps over 180 degrees of longitude.
    pub(super) short_way: Option<Ring>,
    /// Three or more distinct vertices, no edge touching another.
    pub(super) simple: bool,
    /// Some of its vertices cannot be read: it may reach anywhere beyond the others.
    pub(super) partial: bool,
}

impl RingRead {
    /// The outlines that the ring stands for, less holes. Never none.
    pub(super) fn outlines(self, holes: Vec<Ring>) -> Vec<Placed> {
        let alone = |outer| Outline::Polygon { outer, holes: Vec::new() };
        let short_way = self.short_way.map(|outer| (alone(outer), Placement::ShortWay));
        let beyond = self.partial.then_some((Outline::Unplaced, Placement::AsRead));
        let as_read = (Outline::Polygon { outer: self.ring, holes }, self.placement);
        core::iter::once(as_read).chain(short_way).chain(beyond).collect()
    }

    fn hull(ring: Ring) -> Self {
        Self { ring, placement: Placement::Hull, short_way: None, simple: false, partial: false }
    }
}

/// Reads the ring of `value`; `None` when no vertex of it can be read.
pub(super) fn ring(value: &Value, at: &str, notes: &mut Notes) -> Option<RingRead> {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    let mut vertices: Vec<Vertex> = items.iter().filter_map(Vertex::read).collect();
    if vertices.is_empty() {
        return None;
    }
    if vertices.len() < items.len() {
        note_unreadable(items, vertices.len(), at, notes);
        return Some(RingRead { partial: true, ..RingRead::hull(hull(&vertices)) });
    }
    open(&mut vertices, at, notes);
    drop_repeated(&mut vertices, at, notes);
    Some(connect(&vertices, at, notes))
}

/// A ring of `[lon, lat]` in degrees about which nothing is in doubt; else why it is not.
pub(crate) fn certain(lon_lats: &[[f64; 2]]) -> Result<Ring, &'static str> {
    let vertices = lon_lats
        .iter()
        .map(|lon_lat| Vertex::from_lon_lat_deg(*lon_lat))
        .collect::<Option<Vec<_>>>();
    let mut vertices = vertices.ok_or("a vertex is no [lon, lat] in degrees")?;
    let mut findings = Vec::new();
    let notes = &mut Notes::of_file(&mut findings);
    if vertices.len() > 1 && vertices.first() == vertices.last() {
        vertices.pop();
    }
    if !has_three_distinct(&vertices) {
        return Err("fewer than three distinct vertices");
    }
    drop_repeated(&mut vertices, "", notes);
    let read = connect(&vertices, "", notes);
    match (read.short_way, read.simple) {
        (Some(_), _) => Err(
            "an edge jumps over 180 degrees of longitude; write longitudes beyond 180 to cross the antimeridian",
        ),
        (None, false) => Err("an edge crosses or touches another"),
        (None, true) => Ok(read.ring),
    }
}

fn note_unreadable(items: &[Value], readable: usize, at: &str, notes: &mut Notes) {
    let first = items.iter().position(|item| Vertex::read(item).is_none()).unwrap_or(0);
    let count = items.len() - readable;
    let says = format!(
        "{count} of {} vertices cannot be read; a box round the others takes the ring's place, and it may reach anywhere",
        items.len()
    );
    notes.note(Code::CoordinateUnreadable, &format!("{at}[{first}]"), says);
}

/// Drops the closing vertex, which the model does not hold.
fn open(vertices: &mut Vec<Vertex>, at: &str, notes: &mut Notes) {
    if vertices.len() > 1 && vertices.first() == vertices.last() {
        vertices.pop();
    } else if has_three_distinct(vertices) {
        notes.note(
            Code::RingUnclosed,
            at,
            "the last vertex is not the first; closed with a straight edge",
        );
    }
}

fn drop_repeated(vertices: &mut Vec<Vertex>, at: &str, notes: &mut Notes) {
    let before = vertices.len();
    vertices.dedup();
    while vertices.len() > 1 && vertices.first() == vertices.last() {
        vertices.pop();
    }
    let repeated = before - vertices.len();
    if repeated > 0 {
        let vertices = if repeated == 1 { "vertex repeats" } else { "vertices repeat" };
        notes.note(
            Code::RingRepeatedVertex,
            at,
            format!("{repeated} {vertices} the one before; dropped"),
        );
    }
}

pub(super) fn has_three_distinct(vertices: &[Vertex]) -> bool {
    let Some(first) = vertices.first() else { return false };
    let Some(second) = vertices.iter().find(|vertex| *vertex != first) else { return false };
    vertices.iter().any(|vertex| vertex != first && vertex != second)
}

/// Chooses how longitudes connect, and notes what is odd about the shape.
fn connect(vertices: &[Vertex], at: &str, notes: &mut Notes) -> RingRead {
    let wrapped = vertices.iter().any(|vertex| vertex.is_beyond());
    let read = if wrapped {
        connect_beyond(vertices, at, notes)
    } else {
        connect_within(vertices, at, notes)
    };
    note_shape(vertices, read, at, notes)
}

fn note_shape(vertices: &[Vertex], mut read: RingRead, at: &str, notes: &mut Notes) -> RingRead {
    if !has_three_distinct(vertices) {
        notes.note(
            Code::RingDegenerate,
            at,
            "fewer than three distinct vertices: a point or a line",
        );
        return read;
    }
    let points = |ring: &Ring| simple::is_simple(&unwrapped(ring));
    read.simple = read.placement == Placement::AsRead && points(&read.ring);
    if read.placement == Placement::AsRead && !read.simple {
        notes.note(
            Code::RingSelfCrossing,
            at,
            "an edge crosses or touches another; everything it goes round counts as inside",
        );
        also_the_short_way(vertices, &mut read, at, notes);
    }
    read
}

/// A ring that runs from 180 to -180 and back over itself was cut at the antimeridian by some tool: read
/// literally its two runs round the Earth undo each other just where the zone is.
fn also_the_short_way(vertices: &[Vertex], read: &mut RingRead, at: &str, notes: &mut Notes) {
    let turns = edges(vertices).any(|[a, b]| (b.lon_e7 - a.lon_e7).abs() == TURN);
    if turns && read.short_way.is_none() {
        notes.note(Code::RingJump, at, "edges run from 180 to -180 degrees and cross others; kept as written and the short way");
        read.short_way = Some(short_way(vertices));
    }
}

/// Longitudes beyond 180 degrees explain how the ring crosses the antimeridian.
fn connect_beyond(vertices: &[Vertex], at: &str, notes: &mut Notes) -> RingRead {
    if edges(vertices).any(|[a, b]| (b.lon_e7 - a.lon_e7).abs() >= HALF_TURN) {
        let says = "longitudes beyond 180 degrees go half round the Earth or more in one edge; the band round the Earth takes the ring's place";
        notes.note(Code::LonWrapped, at, says);
        return RingRead::hull(polar_band(vertices));
    }
    notes.note(
        Code::LonWrapped,
        at,
        "longitudes beyond 180 degrees are read as across the antimeridian",
    );
    let ring = canonical(vertices).unwrap_or_else(|| polar_band(vertices));
    RingRead { ring, placement: Placement::AsRead, short_way: None, simple: false, partial: false }
}

/// Within 180 degrees the numbers are literal; a jump that they do not explain is kept both ways.
fn connect_within(vertices: &[Vertex], at: &str, notes: &mut Notes) -> RingRead {
    let ring = Ring::literal(vertices.iter().filter_map(|vertex| vertex.wrapped()).collect());
    let short_way = edges(vertices).any(|[a, b]| is_jump(a, b)).then(|| {
        notes.note(
            Code::RingJump,
            at,
            "an edge jumps over 180 degrees of longitude; kept as written and the short way",
        );
        short_way(vertices)
    });
    RingRead { ring, placement: Placement::AsRead, short_way, simple: false, partial: false }
}

/// From -180 to 180 is literal: a simple ring that says so goes all the way round.
fn is_jump(a: Vertex, b: Vertex) -> bool {
    let jump = (b.lon_e7 - a.lon_e7).abs();
    jump > HALF_TURN && jump != TURN
}

/// The ring whose every edge goes the short way; one that goes round a pole becomes the band up to it.
fn short_way(vertices: &[Vertex]) -> Ring {
    let Some(first) = vertices.first() else { return Ring::literal(Vec::new()) };
    let mut lon_e7 = first.lon_e7;
    let mut continuous = Vec::with_capacity(vertices.len());
    for [a, b] in edges(vertices) {
        continuous.push(Vertex { lon_e7, ..a });
        lon_e7 += short_step(b.lon_e7 - a.lon_e7);
    }
    let comes_back = lon_e7 == first.lon_e7;
    // The short way from 180 to -180 goes nowhere.
    continuous.dedup();
    while continuous.len() > 1 && continuous.first() == continuous.last() {
        continuous.pop();
    }
    comes_back.then(|| canonical(&continuous)).flatten().unwrap_or_else(|| polar_band(vertices))
}

const fn short_step(step: i64) -> i64 {
    match step {
        s if s > HALF_TURN => s - TURN,
        s if s < -HALF_TURN => s + TURN,
        s => s,
    }
}

/// The one way this reader writes a ring of continuous longitudes: literal where it fits within 180
/// degrees when moved by whole turns, else the short way with 180 for the antimeridian. `None` for no
/// ring at all.
fn canonical(vertices: &[Vertex]) -> Option<Ring> {
    let fitting =
        [0, TURN, -TURN].into_iter().find(|by| !vertices.iter().any(|v| v.moved(*by).is_beyond()));
    if let Some(by) = fitting {
        let moved = vertices.iter().map(|vertex| vertex.moved(by).wrapped());
        return moved.collect::<Option<_>>().map(Ring::literal);
    }
    let wrapped = vertices.iter().map(|vertex| vertex.wrapped().map(antimeridian_east));
    wrapped.collect::<Option<_>>().map(Ring::short_way)
}

fn antimeridian_east(position: Position) -> Position {
    if i64::from(position.lon_e7()) > -HALF_TURN {
        return position;
    }
    Vertex::of(position).moved(TURN).wrapped().unwrap_or(position)
}

/// The vertices of a ring with continuous longitudes.
pub(super) fn unwrapped(ring: &Ring) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::with_capacity(ring.vertices.len());
    for vertex in &ring.vertices {
        let (lon, lat) = (i64::from(vertex.lon_e7()), i64::from(vertex.lat_e7()));
        let lon = match (ring.reading, points.last()) {
            (LonReading::ShortWay, Some([before, _])) => before + short_step((lon - before) % TURN),
            _ => lon,
        };
        points.push([lon, lat]);
    }
    points
}

fn edges(vertices: &[Vertex]) -> impl Iterator<Item = [Vertex; 2]> {
    let next = vertices.iter().skip(1).chain(vertices.first());
    vertices.iter().zip(next).map(|(a, b)| [*a, *b])
}

/// The box round what could be read; where longitudes do not tell which way round, all of them.
fn hull(vertices: &[Vertex]) -> Ring {
    let (west, east) = span(vertices.iter().map(|vertex| vertex.lon_e7));
    let (south, north) = span(vertices.iter().map(|vertex| i64::from(vertex.lat_e7)));
    let unclear = east - west > HALF_TURN || vertices.iter().any(|vertex| vertex.is_beyond());
    rectangle(if unclear { [-HALF_TURN, HALF_TURN] } else { [west, east] }, [south, north])
}

/// All longitudes, from the vertices' latitudes up to the pole of their hemisphere, or to both.
fn polar_band(vertices: &[Vertex]) -> Ring {
    const POLE: i64 = HALF_TURN / 2;
    let (south, north) = span(vertices.iter().map(|vertex| i64::from(vertex.lat_e7)));
    let lats = if south > 0 {
        [south, POLE]
    } else if north < 0 {
        [-POLE, north]
    } else {
        [-POLE, POLE]
    };
    rectangle([-HALF_TURN, HALF_TURN], lats)
}

fn span(values: impl Iterator<Item = i64>) -> (i64, i64) {
    values.fold((i64::MAX, i64::MIN), |(low, high), value| (low.min(value), high.max(value)))
}

fn rectangle([west, east]: [i64; 2], [south, north]: [i64; 2]) -> Ring {
    let corners = [[west, south], [east, south], [east, north], [west, north]];
    let mut vertices: Vec<Position> = corners
        .into_iter()
        .filter_map(|[lon, lat]| {
            Position::from_lat_lon_e7([i32::try_from(lat).ok()?, i32::try_from(lon).ok()?])
        })
        .collect();
    vertices.dedup();
    while vertices.len() > 1 && vertices.first() == vertices.last() {
        vertices.pop();
    }
    Ring::literal(vertices)
}
