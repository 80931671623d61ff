//! Heights over one datum, so that they can be cut: flights and zones outward, waivers inward.

use overfly_model::{
    Altitude, AmslInterval, Assumption, Datum, HeightInterval, Limit, Metres, Part, Terrain,
};

use super::grant::Candidate;

/// From and to, in metres over one datum; ends may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span {
    pub(crate) from: f64,
    pub(crate) to: f64,
}

impl Span {
    const ALL: Self = Self { from: f64::NEG_INFINITY, to: f64::INFINITY };

    pub(crate) fn holds(&self, other: &Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    pub(crate) fn hull(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// As heights over the datum.
    pub(crate) fn heights(&self, datum: Datum) -> HeightInterval {
        let end = |metres: f64| {
            metres.is_finite().then(|| Altitude::new(Metres::or_greatest(metres), datum))
        };
        HeightInterval { lower: end(self.from), upper: end(self.to) }
    }
}

/// Heights over one datum, by way of the ground at one place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale<'a> {
    pub(crate) datum: Datum,
    pub(crate) terrain: &'a Terrain,
}

impl Scale<'_> {
    /// The heights at which the flight may be in the part: outward. Empty only where it certainly is not.
    pub(crate) fn conflict(&self, heights: &HeightInterval, part: &Part) -> Option<Span> {
        let (flown, band) = (self.flown(heights), self.band(part));
        let both = Span { from: flown.from.max(band.from), to: flown.to.min(band.to) };
        (both.from <= both.to).then_some(both)
    }

    fn flown(&self, heights: &HeightInterval) -> Span {
        if heights.contradicts_itself(self.terrain) {
            return Span::ALL;
        }
        Span {
            from: heights
                .lower
                .map_or(f64::NEG_INFINITY, |lower| self.range(lower, self.terrain).from),
            to: heights.upper.map_or(f64::INFINITY, |upper| self.range(upper, self.terrain).to),
        }
    }

    fn band(&self, part: &Part) -> Span {
        let limits = &part.limits;
        if limits.may_be_empty(self.terrain) {
            return Span::ALL;
        }
        let lower = limits.lower.altitude().filter(|lower| !is_ground(*lower));
        Span {
            from: lower.map_or(f64::NEG_INFINITY, |lower| self.range(lower, self.terrain).from),
            to: match limits.upper {
                Limit::At(upper) => self.range(upper, self.terrain).to,
                Limit::Unlimited | Limit::NotStated => f64::INFINITY,
            },
        }
    }

    /// The heights that something certainly lifts: inward. The ground that its issuer signed helps where
    /// no tiles tell the ground.
    pub(crate) fn lifted(&self, candidate: &Candidate<'_>) -> Option<Span> {
        let Some([lower, upper]) = candidate.heights else { return Some(Span::ALL) };
        let surveyed = self.terrain.assumptions(Datum::Agl) == [Assumption::GroundFromTiles];
        // Ground that contradicts what is known of it makes no height lower.
        let signed =
            candidate.ground.filter(|ground| !surveyed && within(*ground, self.terrain.ground()));
        let signed = signed.map(|ground| self.terrain.with_ground_from_tiles(ground));
        let terrain = signed.as_ref().unwrap_or(self.terrain);
        let from = match lower {
            lower if is_ground(lower) => f64::NEG_INFINITY,
            lower => self.range(lower, terrain).to,
        };
        let to = self.range(upper, terrain).from;
        (from <= to).then_some(Span { from, to })
    }

    /// The heights over the datum at which an altitude may lie; exact over its own datum.
    fn range(&self, altitude: Altitude, terrain: &Terrain) -> Span {
        if altitude.datum == self.datum {
            let height = altitude.height.value();
            return Span { from: height, to: height };
        }
        // Pressure heights have no fixed zero above the sea.
        if self.datum == Datum::Pressure {
            return Span::ALL;
        }
        let amsl = terrain.amsl(altitude);
        let zero = terrain.amsl(Altitude::new(Metres::ZERO, self.datum));
        Span {
            from: amsl.lowest.value() - zero.highest.value(),
            to: amsl.highest.value() - zero.lowest.value(),
        }
    }
}

fn within(ground: AmslInterval, known: AmslInterval) -> bool {
    known.lowest <= ground.lowest && ground.highest <= known.highest
}

/// A lower limit of 0 AGL or less stands for the ground and all under it, for zones and waivers alike.
fn is_ground(lower: Altitude) -> bool {
    lower.datum == Datum::Agl && lower.height <= Metres::ZERO
}
