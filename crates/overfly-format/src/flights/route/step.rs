//! Steps of a plan: what its items come to, whichever format they were saved in.

use overfly_model::{HeightInterval, Metres, Position, Rally, geodesy};

/// One step, and the item it came from.
#[derive(Clone, Debug)]
pub(in crate::flights) struct Step {
    /// What to do.
    pub action: Action,
    /// The number by which jumps name it.
    pub jump_id: Option<i64>,
    /// Where the item stands: `mission.items[3]`.
    pub field: String,
}

/// What a step does.
#[derive(Clone, Debug)]
pub(in crate::flights) enum Action {
    /// Fly somewhere, and perhaps stay.
    Go(Target),
    /// Fly home.
    Return,
    /// Stay for that many seconds; `None` = until something happens.
    Wait(Option<f64>),
    /// Go on elsewhere, that often.
    Jump(Jump),
    /// The mark of a jump.
    Tag(i64),
    /// Metres per second from here on; `None` = not known.
    Speed(Option<f64>),
    /// A speed it may fly from here on, which gives no time and widens its turns.
    MaySpeed(f64),
    /// Another speed of climb or descent from here on.
    ClimbSpeed,
    /// A throttle from here on: as fast as that makes it, level and in climbs, or at the speed stated.
    Throttle(f64),
    /// The next point is reached that many seconds after take-off; `None` = not known.
    Arrive(Option<f64>),
    /// The next point begins a way home or a landing, which the autopilot may fly to from anywhere.
    WayBack,
    /// No part of the path: where the aircraft may fly instead of home.
    Rally(Rally),
    /// The commands behind it wait until something comes true.
    Condition,
    /// Nothing to the path.
    Nothing,
}

/// Where to go.
#[derive(Clone, Debug)]
pub(in crate::flights) struct Target {
    /// The point.
    pub place: Place,
    /// How far from it the aircraft may be when it counts as there: acceptance and loiter radius.
    pub radius: Metres,
    /// How far beyond it the aircraft flies before it turns.
    pub beyond: Metres,
    /// The heights there.
    pub heights: HeightInterval,
    /// How it gets there.
    pub way: Way,
    /// What it does there.
    pub stay: Stay,
}

impl Target {
    /// The same, staying there for nobody knows how long.
    pub(in crate::flights) fn until_told(self) -> Self {
        let stay = match self.stay {
            Stay::Not | Stay::Hold(_) => Stay::Hold(None),
            Stay::Circle(_) => Stay::Circle(Lasting::Seconds(None)),
            Stay::Cover(shape) => Stay::Cover(shape),
        };
        Self { stay, ..self }
    }

    /// Anywhere within a shape; `None` when it has no vertices.
    ///
    /// Wherever in it the path begins or ends, a leg to its middle is no further away than the radius.
    pub(in crate::flights) fn covering(shape: Shape, heights: HeightInterval) -> Option<Self> {
        let middle = middle(&shape.vertices)?;
        let reach = |vertex: &Position| geodesy::distance(middle, *vertex);
        let furthest = shape.vertices.iter().map(reach).fold(Metres::ZERO, Metres::max);
        let radius = furthest + shape.buffer;
        Some(Self {
            place: Place::At(middle),
            radius,
            beyond: Metres::ZERO,
            heights,
            way: Way::Straight,
            stay: Stay::Cover(shape),
        })
    }

    /// The vertices of the shape it covers; none for any other target.
    pub(in crate::flights) fn ring(&self) -> &[Position] {
        if let Stay::Cover(shape) = &self.stay { &shape.vertices } else { &[] }
    }
}

/// The middle of the box round the vertices. Longitudes count from the first, the short way round.
pub(in crate::flights) fn middle(vertices: &[Position]) -> Option<Position> {
    let first = vertices.first()?;
    let (mut south, mut north, mut west, mut east) = (f64::MAX, f64::MIN, 0.0_f64, 0.0_f64);
    for vertex in vertices {
        let step = (vertex.lon_deg() - first.lon_deg() + 540.0).rem_euclid(360.0) - 180.0;
        (west, east) = (west.min(step), east.max(step));
        (south, north) = (south.min(vertex.lat_deg()), north.max(vertex.lat_deg()));
    }
    let lon = first.lon_deg() + f64::midpoint(west, east);
    Some(Position::nearest_lat_lon_deg([f64::midpoint(south, north), lon]))
}

/// Which point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flights) enum Place {
    /// That one.
    At(Position),
    /// Where the aircraft is: how autopilots read latitude and longitude 0, 0.
    Here,
}

/// How to get there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flights) enum Way {
    /// Straight.
    Straight,
    /// Along a spline.
    Curve,
    /// Up from the ground, and over to the point.
    FromGround,
    /// Up from the ground; some autopilots then leave the point out.
    Up,
    /// Down to the ground.
    ToGround,
    /// Home, at whatever height the aircraft returns.
    Home,
}

/// What to do there.
#[derive(Clone, Debug)]
pub(in crate::flights) enum Stay {
    /// Pass.
    Not,
    /// Hold at the point for that many seconds; `None` = not known.
    Hold(Option<f64>),
    /// Circle within the radius.
    Circle(Lasting),
    /// Fly anywhere within the ring, or along the path, grown by the buffer.
    Cover(Shape),
}

/// How long to circle.
#[derive(Clone, Copy, Debug)]
pub(in crate::flights) enum Lasting {
    /// That many seconds; `None` = not known.
    Seconds(Option<f64>),
    /// That many turns.
    Turns(f64),
}

/// What an item covers whose path is not in the file.
#[derive(Clone, Debug)]
pub(in crate::flights) struct Shape {
    /// Vertices.
    pub vertices: Vec<Position>,
    /// Whether they close to a ring.
    pub closed: bool,
    /// How far outside the aircraft flies.
    pub buffer: Metres,
}

/// A jump.
#[derive(Clone, Copy, Debug)]
pub(in crate::flights) struct Jump {
    /// Whither.
    pub to: Destination,
    /// How often; `None` = without end.
    pub times: Option<u64>,
}

/// Whither a jump goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::flights) enum Destination {
    /// To the item of that number.
    Item(i64),
    /// To the tag of that number.
    Tag(i64),
}
