//! Waivers never worsen, larger zones never better, and smaller waivers, fewer attestations and more zones
//! neither.

use std::collections::BTreeMap;

use overfly_check::{Attestation, Decision, Request, Subject, check};
use overfly_model::{
    Applicability, Datum, Effect, Elapsed, Extent, Flight, Limit, LostLink, Outline, PieceKind,
    Reading, ReturnHeight, TimeInterval, VerticalLimits, Window, Zone, ZoneType,
};
use overfly_testkit::cases::cases;
use overfly_testkit::scene::{at, height, rectangle, route, zone};
use proptest::prelude::*;

use super::grants::{self, Grant, exemptions};
use crate::ask::{airspace, request, t};

const CELL: [f64; 2] = [2e-4, 3e-4];

/// South, west, height and width in cells.
type Cells = [i32; 4];

fn degrees([y, x, high, wide]: Cells) -> [f64; 4] {
    let [lat, lon] = CELL;
    let corner = |y: i32, x: i32| [51.99 + f64::from(y) * lat, 4.98 + f64::from(x) * lon];
    let ([south, west], [north, east]) = (corner(y, x), corner(y + high, x + wide));
    [south, west, north, east]
}

/// Larger or smaller by so many cells on each side.
fn grown([y, x, high, wide]: Cells, by: i32) -> Cells {
    [y - by, x - by, (high + 2 * by).max(1), (wide + 2 * by).max(1)]
}

fn hour(quarters: i32) -> String {
    let minutes = 10 * 60 + quarters * 15;
    format!("2026-11-22T{:02}:{:02}:00Z", minutes / 60, minutes % 60)
}

#[derive(Clone, Debug)]
struct Z {
    kind: ZoneType,
    cells: Cells,
    heights: [Option<(i32, Datum)>; 2],
    /// In quarters of an hour.
    window: Option<[i32; 2]>,
}

impl Z {
    fn zone(&self, id: usize) -> Zone {
        let limit = |end: Option<(i32, Datum)>| {
            end.map_or(Limit::NotStated, |(metres, datum)| Limit::At(height(metres, datum)))
        };
        let [lower, upper] = self.heights.map(limit);
        let outline = rectangle(degrees(self.cells));
        let mut zone =
            zone(&format!("z{id}"), self.kind.clone(), outline, VerticalLimits { lower, upper });
        if let Some([from, until]) = self.window {
            let dates = TimeInterval { from: Some(t(&hour(from))), until: Some(t(&hour(until))) };
            zone.applicability = Applicability::Windows(vec![Window::of_dates(dates)]);
        }
        zone
    }
}

#[derive(Clone, Debug)]
struct W {
    zones: Vec<usize>,
    area: Option<Shape>,
    heights: [i32; 2],
    datum: usize,
    ground: bool,
    time: [i32; 2],
    /// Nothing, something to attest, a limit.
    condition: u8,
}

#[derive(Clone, Debug)]
enum Shape {
    Box(Cells),
    Triangle(Cells),
    Circle(i32, i32, i32),
    /// A rectangle whose corners are drawn in the wrong order.
    BowTie(Cells),
}

impl Shape {
    fn text(&self) -> String {
        match self {
            Self::Box(cells) => grants::rectangle(degrees(*cells)),
            Self::Triangle(cells) => {
                let [south, west, north, east] = degrees(*cells);
                grants::polygon(&[at(south, west), at(south, east), at(north, west)])
            }
            Self::BowTie(cells) => {
                let [south, west, north, east] = degrees(*cells);
                grants::polygon(&[
                    at(south, west),
                    at(north, east),
                    at(south, east),
                    at(north, west),
                ])
            }
            Self::Circle(y, x, r) => {
                let [south, west, ..] = degrees([*y, *x, 1, 1]);
                grants::circle(at(south, west), f64::from(*r) * 21.0)
            }
        }
    }

    fn smaller(&self) -> Self {
        match self {
            Self::Box(cells) => Self::Box([cells[0], cells[1], (cells[2] + 1) / 2, cells[3]]),
            Self::Triangle(cells) => {
                Self::Triangle([cells[0], cells[1], cells[2], (cells[3] + 1) / 2])
            }
            Self::BowTie(cells) => Self::BowTie(*cells),
            Self::Circle(y, x, r) => Self::Circle(*y, *x, (r + 1) / 2),
        }
    }
}

const DATUMS: [&str; 4] = ["AGL", "AMSL", "above take-off", "WGS84"];

impl W {
    fn grant(&self, at: usize, zones: &[Zone]) -> Grant {
        let named: Vec<&Zone> = self.zones.iter().filter_map(|zone| zones.get(*zone)).collect();
        let conditions = match self.condition {
            0..3 => "",
            3 => "[[condition]]\nid = \"call\"\nkind = \"attest\"\ntext = \"Call\"\n",
            _ => {
                "[[condition]]\nid = \"low\"\nkind = \"limit\"\ntext = \"Low\"\nupper = { m = 90, datum = \"AGL\" }\n"
            }
        };
        Grant {
            area: self.area.as_ref().map(Shape::text),
            heights: self.heights,
            datum: DATUMS[self.datum],
            ground: self.ground.then_some([-5, 10]),
            time: self.time.map(hour),
            conditions: conditions.into(),
            ..Grant::whole(&format!("W-{at}"), &named)
        }
    }
}

fn some_cells() -> impl Strategy<Value = Cells> {
    [0..100_i32, 0..100_i32, 1..60_i32, 1..60_i32]
}

fn a_datum() -> impl Strategy<Value = Datum> {
    prop_oneof![4 => Just(Datum::Agl), 1 => Just(Datum::Amsl), 1 => Just(Datum::AboveTakeOff)]
}

fn a_zone() -> impl Strategy<Value = Z> {
    let kind = prop::sample::select(vec![
        ZoneType::Prohibited,
        ZoneType::RequireAuthorization,
        ZoneType::Conditional,
        ZoneType::USpace,
    ]);
    let lower = prop::option::weighted(0.8, (0..60_i32, a_datum()));
    let upper = prop::option::weighted(0.8, (80..200_i32, a_datum()));
    let window = prop::option::weighted(0.3, [-4..4_i32, 5..12_i32]);
    (kind, some_cells(), lower, upper, window).prop_map(|(kind, cells, lower, upper, window)| Z {
        kind,
        cells,
        heights: [lower, upper],
        window,
    })
}

fn a_waiver() -> impl Strategy<Value = W> {
    let area = prop_oneof![
        3 => some_cells().prop_map(|[y, x, h, w]| Shape::Box([y - 20, x - 20, h + 20, w + 40])),
        1 => some_cells().prop_map(|[y, x, h, w]| Shape::Triangle([y - 20, x - 20, h + 60, w + 60])),
        1 => (0..100_i32, 0..100_i32, 1..80_i32).prop_map(|(y, x, r)| Shape::Circle(y, x, r)),
        1 => some_cells().prop_map(Shape::BowTie),
    ];
    (
        prop::collection::vec(0..3_usize, 1..3),
        prop::option::weighted(0.7, area),
        [0..60_i32, 70..300_i32],
        prop_oneof![4 => Just(0_usize), 1 => 1..4_usize],
        any::<bool>(),
        [-8..4_i32, 5..30_i32],
        0..5_u8,
    )
        .prop_map(|(mut zones, area, [low, high], datum, ground, time, condition)| {
            zones.sort_unstable();
            zones.dedup();
            let low = if low < 40 { 0 } else { low };
            W { zones, area, heights: [low, high], datum, ground, time, condition }
        })
}

fn a_flight() -> impl Strategy<Value = Reading<Flight>> {
    let points = prop::collection::vec([0..120_i32, 0..120_i32], 2..4);
    let back = prop::option::of(20..120_i32);
    let timed = prop::option::of(any::<bool>());
    (points, 20..150_i32, a_datum(), back, timed).prop_map(
        |(points, metres, datum, back, timed)| {
            let points: Vec<_> = points
                .iter()
                .map(|[y, x]| {
                    let [lat, lon, ..] = degrees([*y, *x, 1, 1]);
                    at(lat, lon)
                })
                .collect();
            let mut flight = route(&points, height(metres, datum));
            flight.items.lost_link = back.map_or(LostLink::Hover, |metres| {
                LostLink::Return(ReturnHeight::At(height(metres, datum)))
            });
            flight.items.facts.pilot = Some("badge:7".into());
            if let Some(steady) = timed {
                let seconds = core::time::Duration::from_secs;
                for (i, piece) in (0_u64..).zip(&mut flight.items.pieces) {
                    let (from, until) = (seconds(i * 600), seconds((i + 1) * 600));
                    piece.elapsed = Some(Elapsed { from, until, steady });
                }
            }
            flight
        },
    )
}

#[derive(Clone, Debug)]
struct Scene {
    flight: Reading<Flight>,
    zones: Vec<Z>,
    waivers: Vec<W>,
    attested: bool,
    /// In quarters.
    depart: i32,
}

fn a_scene() -> impl Strategy<Value = Scene> {
    let zones = prop::collection::vec(a_zone(), 1..4);
    let waivers = prop::collection::vec(a_waiver(), 0..4);
    (a_flight(), zones, waivers, any::<bool>(), 0..4_i32).prop_map(
        |(flight, zones, waivers, attested, depart)| Scene {
            flight,
            zones,
            waivers,
            attested,
            depart,
        },
    )
}

impl Scene {
    fn zones(&self) -> Vec<Zone> {
        self.zones.iter().enumerate().map(|(id, zone)| zone.zone(id)).collect()
    }

    fn decide(&self) -> Decision {
        self.decide_with(|grants| grants)
    }

    fn decide_with(&self, order: impl Fn(Vec<Grant>) -> Vec<Grant>) -> Decision {
        let zones = self.zones();
        let named = |waiver: &&W| waiver.zones.iter().any(|zone| *zone < zones.len());
        let grants: Vec<Grant> = self
            .waivers
            .iter()
            .enumerate()
            .filter(|(_, waiver)| named(waiver))
            .map(|(at, waiver)| waiver.grant(at, &zones))
            .collect();
        let exemptions = exemptions(&order(grants));
        // An area that crosses itself refuses its waiver, and worsens nothing.
        let crossing = |waiver: &&W| matches!(waiver.area, Some(Shape::BowTie(_)));
        let crossing = self.waivers.iter().filter(named).filter(crossing).count();
        assert_eq!(exemptions.refused().len(), crossing, "{:?}", exemptions.refused());
        let call = Attestation {
            subject: Subject::Condition { waiver: None, id: "call".into() },
            condition: None,
            asked: None,
            fields: BTreeMap::new(),
            at: t(crate::ask::NOW),
            aircraft: None,
            envelope: None,
        };
        let airspace = airspace(zones);
        check(&Request {
            exemptions: Some(&exemptions),
            attestations: if self.attested { core::slice::from_ref(&call) } else { &[] },
            depart: Some(t(&hour(self.depart))),
            ..request(&self.flight, &airspace)
        })
    }
}

/// The gravest that a piece meets of a zone.
fn gravest(decision: &Decision) -> BTreeMap<(String, PieceKind, u32, bool), Effect> {
    let mut gravest = BTreeMap::new();
    for finding in &decision.findings {
        if let (Some(zone), Some(piece)) = (&finding.zone, finding.piece) {
            let key = (zone.id.to_string(), piece.kind, piece.index, piece.derived);
            let effect = gravest.entry(key).or_insert(finding.effect);
            *effect = finding.effect.max(*effect);
        }
    }
    gravest
}

/// What is no worse in any point.
fn no_worse(better: &Decision, than: &Decision) -> Result<(), TestCaseError> {
    prop_assert!(better.verdict <= than.verdict, "{:?} {:?}", better.verdict, than.verdict);
    let worse = gravest(than);
    for (place, effect) in gravest(better) {
        let known = worse.get(&place).copied().unwrap_or(Effect::Note);
        prop_assert!(effect <= known.max(Effect::Lifted), "{place:?}: {effect:?} {known:?}");
    }
    Ok(())
}

fn contradicts_itself(zone: &Zone) -> bool {
    let terrain = airspace(vec![zone.clone()]).terrain(&Extent::at(at(52.0, 5.0)));
    zone.parts[0].limits.may_be_empty(&terrain)
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn a_waiver_more_never_worsens(scene in a_scene(), more in a_waiver()) {
        let with = Scene { waivers: [scene.waivers.as_slice(), &[more]].concat(), ..scene.clone() };
        no_worse(&with.decide(), &scene.decide())?;
    }

    #[test]
    fn a_larger_zone_never_betters_with_the_waivers_as_they_are(
        scene in a_scene(),
        which in any::<prop::sample::Index>(),
        by in 0..20_i32,
        what in 0..5_u8,
    ) {
        let mut larger = scene.clone();
        let zone = which.get_mut(&mut larger.zones);
        // Limits that contradict each other count as not stated; dropping one ends the contradiction.
        prop_assume!(!contradicts_itself(&zone.zone(0)));
        match what {
            0 => zone.cells = grown(zone.cells, by),
            1 => zone.heights[0] = zone.heights[0].map(|(metres, datum)| (metres - by, datum)),
            2 => zone.heights[1] = zone.heights[1].map(|(metres, datum)| (metres + by, datum)),
            3 => zone.heights = [None, None],
            _ => zone.window = None,
        }
        no_worse(&scene.decide(), &larger.decide())?;
    }

    #[test]
    fn a_smaller_waiver_never_betters(
        scene in a_scene(),
        which in any::<prop::sample::Index>(),
        what in 0..7_u8,
    ) {
        prop_assume!(!scene.waivers.is_empty());
        let mut less = scene.clone();
        let waiver = which.get_mut(&mut less.waivers);
        match what {
            0 => waiver.area = waiver.area.as_ref().map(Shape::smaller),
            1 => waiver.heights[1] -= 5,
            2 => waiver.heights[0] += 5,
            3 => waiver.time[1] -= 1,
            4 => waiver.time[0] += 1,
            5 if waiver.condition < 3 => waiver.condition = 3,
            _ => less.attested = false,
        }
        prop_assume!(less.waivers.iter().all(|w| w.heights[0] < w.heights[1] && w.time[0] < w.time[1]));
        no_worse(&scene.decide(), &less.decide())?;
    }

    #[test]
    fn a_zone_more_never_betters(scene in a_scene(), more in a_zone()) {
        let mut with = scene.clone();
        // A waiver that names it lifts it and nothing else.
        with.zones.push(more);
        let (with, before) = (with.decide(), scene.decide());
        no_worse(&before, &with)?;
    }

    #[test]
    fn the_order_of_waivers_does_not_change_the_answer(scene in a_scene()) {
        let back = scene.decide_with(|mut grants| {
            grants.reverse();
            grants
        });
        prop_assert_eq!(format!("{:?}", scene.decide()), format!("{back:?}"));
    }
}

/// A box in cells, heights in metres and time in minutes.
#[derive(Clone, Copy, Debug)]
struct Box4 {
    /// South, north; west, east; lower, upper; from, until.
    sides: [[f64; 2]; 4],
}

impl Box4 {
    fn holds(&self, point: [f64; 4]) -> bool {
        self.sides.iter().zip(point).all(|([low, high], at)| *low < at && at < *high)
    }

    fn common(&self, other: &Self) -> Self {
        let mut sides = self.sides;
        for (side, with) in sides.iter_mut().zip(other.sides) {
            *side = [side[0].max(with[0]), side[1].min(with[1])];
        }
        Self { sides }
    }

    /// Wider by so many metres.
    fn wider(&self, [north_m, east_m]: [f64; 2]) -> Self {
        let mut sides = self.sides;
        // Cells of 22.25 m by 20.6 m here.
        for (side, by) in sides.iter_mut().zip([north_m / 22.25, east_m / 20.6]) {
            *side = [side[0] - by, side[1] + by];
        }
        Self { sides }
    }
}

/// Whether some of a box lies in none of others: by the middle of every cell that their sides cut.
fn sticks_out(whole: &Box4, others: &[Box4]) -> bool {
    let middles = |axis: usize| {
        let [low, high] = whole.sides[axis];
        let mut cuts: Vec<f64> = others.iter().flat_map(|one| one.sides[axis]).collect();
        cuts.retain(|cut| low < *cut && *cut < high);
        cuts.extend([low, high]);
        cuts.sort_by(f64::total_cmp);
        let middles: Vec<f64> = cuts
            .windows(2)
            .filter(|pair| pair[0] < pair[1])
            .map(|pair| f64::midpoint(pair[0], pair[1]))
            .collect();
        middles
    };
    if whole.sides.iter().any(|[low, high]| low >= high) {
        return false;
    }
    let [a, b, c, d] = [0, 1, 2, 3].map(middles);
    a.iter().any(|a| {
        b.iter().any(|b| {
            c.iter()
                .any(|c| d.iter().any(|d| !others.iter().any(|one| one.holds([*a, *b, *c, *d]))))
        })
    })
}

fn a_box(
    cells: impl Strategy<Value = Cells>,
) -> impl Strategy<Value = (Cells, [i32; 2], [i32; 2])> {
    // Heights in tens of metres, times in quarters: the flight lies between them.
    (cells, [0..8_i32, 3..14_i32], [-4..3_i32, 1..9_i32]).prop_map(
        |(cells, [low, high], [from, until])| {
            (cells, [low, high.max(low + 1)], [from, until.max(from + 1)])
        },
    )
}

fn box4((cells, heights, time): &(Cells, [i32; 2], [i32; 2])) -> Box4 {
    let [y, x, high, wide] = cells.map(f64::from);
    // To the ground and below where it says from the ground.
    let lower = if heights[0] == 0 { -1e6 } else { f64::from(heights[0]) * 10.0 };
    Box4 {
        sides: [
            [y, y + high],
            [x, x + wide],
            [lower, f64::from(heights[1]) * 10.0],
            time.map(|quarters| f64::from(quarters) * 15.0),
        ],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..cases(1) })]

    #[test]
    fn boxes_are_lifted_where_brute_force_finds_nothing_left(
        of_zone in a_box([30..50_i32, 30..50_i32, 5..30_i32, 5..30_i32]),
        of_waivers in prop::collection::vec(a_box([20..55_i32, 20..55_i32, 5..50_i32, 5..50_i32]), 0..7),
        flown in [25..60_i32, 25..60_i32, 1..20_i32, 1..20_i32],
        leg in any::<bool>(),
        heights in [0..10_i32, 1..4_i32],
        time in [5_u16..30, 5..60],
    ) {
        let zone_box = box4(&of_zone);
        let zone = Z {
            kind: ZoneType::Prohibited,
            cells: of_zone.0,
            heights: of_zone.1.map(|h| Some((h * 10, Datum::Agl))),
            window: Some(of_zone.2),
        }.zone(0);
        let grants: Vec<Grant> = of_waivers.iter().enumerate().map(|(at, (cells, heights, time))| Grant {
            heights: heights.map(|h| h * 10),
            time: time.map(hour),
            ..Grant::within(&format!("W-{at}"), &zone, grants::rectangle(degrees(*cells)))
        }).collect();
        let cells = if leg { [flown[0], flown[1], 0, flown[3]] } else { flown };
        let [south, west, north, east] = degrees(cells);
        let footprint = if leg {
            overfly_model::Footprint::Path(vec![at(south, west), at(south, east)])
        } else {
            overfly_model::Footprint::Polygon(vec![at(south, west), at(south, east), at(north, east), at(north, west)])
        };
        // Ten metres of margin each way.
        let [low, high] = [heights[0] * 10 + 15, heights[0] * 10 + 5 + heights[1] * 10];
        prop_assume!(low <= high);
        let interval = overfly_model::HeightInterval {
            lower: Some(height(low, Datum::Agl)),
            upper: Some(height(high, Datum::Agl)),
        };
        let mut plan = overfly_testkit::scene::within(footprint, interval);
        plan.items.facts.pilot = Some("badge:7".into());
        let [from, lasts] = time.map(|minutes| u64::from(minutes) * 60 + 7);
        let seconds = core::time::Duration::from_secs;
        plan.items.pieces[0].elapsed =
            Some(Elapsed { from: seconds(from), until: seconds(from + lasts), steady: false });
        let doubt = |s: u64| 120.max(s / 5);
        let minutes = |s: u64| f64::from(u32::try_from(s).unwrap()) / 60.0;
        let flight = Box4 {
            sides: [
                [f64::from(cells[0]), f64::from(cells[0] + cells[2])],
                [f64::from(cells[1]), f64::from(cells[1] + cells[3])],
                [f64::from(low - 10), f64::from(high + 10)],
                [minutes(from - doubt(from)), minutes(from + lasts + doubt(from + lasts))],
            ],
        };
        let (airspace, exemptions) = (airspace(vec![zone]), exemptions(&grants));
        let decision = check(&Request {
            exemptions: Some(&exemptions),
            landing_reserve: core::time::Duration::ZERO,
            depart: Some(t(&hour(0))),
            ..request(&plan, &airspace)
        });
        let stated = decision.findings.iter()
            .filter(|f| f.zone.is_some() && f.piece.is_some_and(|p| !p.derived));
        let effect = stated.map(|f| f.effect).max().unwrap_or(Effect::Clear);
        let lifted: Vec<Box4> = of_waivers.iter().map(box4).collect();
        // Certainly flown: without the corners of the margin. Certainly not: half a metre beyond it.
        let wide: Vec<Box4> = lifted.iter().map(|one| one.wider([0.5, 0.5])).collect();
        let meets = |margin: [f64; 2]| sticks_out(&flight.wider(margin).common(&zone_box), &wide);
        let blocked = meets([9.5, 0.0]) || meets([0.0, 9.5]);
        let clear = !sticks_out(&flight.wider([10.5, 10.5]).common(&zone_box), &lifted);
        if blocked {
            prop_assert_eq!(effect, Effect::Blocked, "{:?}", decision.findings);
        } else if clear {
            prop_assert!(effect <= Effect::Lifted, "{:?} {:#?}", effect, decision.findings);
        }
    }
}

/// The shapes above hold what they should: else the properties would hold for nothing.
#[test]
fn shapes_are_what_they_are_called() {
    let shape = Shape::BowTie([0, 0, 10, 10]);
    assert_eq!(shape.text().matches("lat").count(), 4);
    let Outline::Polygon { outer, .. } = rectangle(degrees([0, 0, 10, 10])) else {
        panic!("a polygon")
    };
    assert_eq!(outer.vertices.len(), 4);
}
