//! More zones, larger zones, wider margins and less knowledge never better a verdict.

use overfly_check::{Verdict, check};
use overfly_model::{
    Altitude, Applicability, Datum, Extent, Flight, HeightInterval, Limit, LostLink, Margins,
    Metres, Position, Reading, ReturnHeight, VerticalLimits, Zone, ZoneType,
};
use overfly_testkit::cases::cases;
use overfly_testkit::scene::{at, height, rectangle, route, zone};
use proptest::prelude::*;

use crate::ask::{airspace, request};

fn datum() -> impl Strategy<Value = Datum> {
    prop::sample::select(vec![Datum::Agl, Datum::Amsl, Datum::Wgs84, Datum::AboveTakeOff])
}

fn altitude() -> impl Strategy<Value = Altitude> {
    (0..600_i32, datum()).prop_map(|(h, datum)| height(h, datum))
}

fn limit() -> impl Strategy<Value = Limit> {
    prop_oneof![4 => altitude().prop_map(Limit::At), 1 => Just(Limit::NotStated), 1 => Just(Limit::Unlimited)]
}

fn kind() -> impl Strategy<Value = ZoneType> {
    prop::sample::select(vec![
        ZoneType::Prohibited,
        ZoneType::USpace,
        ZoneType::Unrestricted,
        ZoneType::Conditional,
    ])
}

fn a_zone() -> impl Strategy<Value = Zone> {
    (kind(), [0..100_i32, 0..100_i32, 1..40_i32, 1..40_i32], limit(), limit()).prop_map(
        |(kind, [y, x, h, w], lower, upper)| {
            let (south, west) = (51.98 + f64::from(y) * 4e-4, 4.98 + f64::from(x) * 4e-4);
            let outline =
                rectangle([south, west, south + f64::from(h) * 4e-4, west + f64::from(w) * 4e-4]);
            zone("z", kind, outline, VerticalLimits { lower, upper })
        },
    )
}

fn a_flight() -> impl Strategy<Value = Reading<Flight>> {
    (
        prop::collection::vec([0..100_i32, 0..100_i32], 2..5),
        altitude(),
        prop::option::of(0..300_i32),
    )
        .prop_map(|(points, altitude, back)| {
            let points: Vec<Position> = points
                .iter()
                .map(|[y, x]| {
                    overfly_testkit::scene::at(
                        51.98 + f64::from(*y) * 4e-4,
                        4.98 + f64::from(*x) * 4e-4,
                    )
                })
                .collect();
            let mut flight = route(&points, altitude);
            flight.items.lost_link = back.map_or(LostLink::Hover, |h| {
                LostLink::Return(ReturnHeight::At(height(h, altitude.datum)))
            });
            flight
        })
}

fn verdict(flight: &Reading<Flight>, zones: &[Zone], margins: Margins) -> Verdict {
    let airspace = airspace(zones.to_vec());
    check(&overfly_check::Request { margins, ..request(flight, &airspace) }).verdict
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_zone_more_or_a_margin_wider_never_betters(flight in a_flight(), zones in prop::collection::vec(a_zone(), 1..5), more in a_zone(), wider in 0..50_i32) {
        let before = verdict(&flight, &zones, Margins::default());
        let with = [zones.as_slice(), &[more]].concat();
        prop_assert!(verdict(&flight, &with, Margins::default()) >= before);
        let margin = Metres::whole(10 + wider);
        let margins = Margins { lateral: margin, vertical: margin };
        prop_assert!(verdict(&flight, &zones, margins) >= before);
    }

    #[test]
    fn a_larger_zone_never_betters(flight in a_flight(), zone in a_zone(), grow in [0..50_i32, 0..50_i32]) {
        let before = verdict(&flight, std::slice::from_ref(&zone), Margins::default());
        let mut larger = zone.clone();
        let overfly_model::Outline::Polygon { outer, .. } = &zone.parts[0].outline else { unreachable!() };
        let by = grow.map(|g| f64::from(g) * 4e-4);
        let (low, high) = (outer.vertices[0], outer.vertices[2]);
        larger.parts[0].outline = rectangle([low.lat_deg() - by[0], low.lon_deg() - by[1], high.lat_deg() + by[1], high.lon_deg() + by[0]]);
        prop_assert!(verdict(&flight, &[larger], Margins::default()) >= before);
    }

    #[test]
    fn knowing_less_never_betters(flight in a_flight(), zone in a_zone(), what in 0..6_u8) {
        // Limits that contradict each other count as not stated; dropping one ends the contradiction.
        prop_assume!(!zone.parts[0].limits.may_be_empty(&airspace(vec![zone.clone()]).terrain(&Extent::at(at(52.0, 5.0)))));
        let before = verdict(&flight, std::slice::from_ref(&zone), Margins::default());
        let (mut plan, mut less) = (flight.clone(), zone.clone());
        match what {
            0 => less.parts[0].limits.lower = Limit::NotStated,
            1 => less.parts[0].limits.upper = Limit::NotStated,
            2 => less.parts[0].limits = VerticalLimits::NOT_STATED,
            3 => less.applicability = Applicability::Always,
            4 => plan.items.pieces.iter_mut().for_each(|piece| piece.heights = HeightInterval::ANY),
            _ => plan.items.lost_link = LostLink::NotStated,
        }
        let after = verdict(&plan, &[less], Margins::default());
        // An unknown return height leaves zones overhead undecided, not blocked; every other loss of
        // knowledge restricts at least as much.
        let floor = if what == 5 { before.min(Verdict::Undecided) } else { before };
        prop_assert!(after >= floor, "{before:?} became {after:?}");
    }

    #[test]
    fn a_route_is_restricted_if_any_of_its_legs_is(flight in a_flight(), zones in prop::collection::vec(a_zone(), 1..4)) {
        let whole = verdict(&flight, &zones, Margins::default());
        for piece in &flight.items.pieces {
            let mut leg = flight.clone();
            leg.items.lost_link = LostLink::Hover;
            leg.items.pieces = vec![piece.clone()];
            leg.items.home = flight.items.home;
            // Home is the same, so a later leg alone has a transit that the whole flight has not.
            if piece.index == 1 {
                prop_assert!(verdict(&leg, &zones, Margins::default()) <= whole);
            }
        }
    }
}
