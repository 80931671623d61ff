//! Tests of `altitude`.

use super::*;

fn at(height: i32, datum: Datum) -> Altitude {
    Altitude::new(Metres::whole(height), datum)
}

fn band(lower: Altitude, upper: Altitude) -> VerticalLimits {
    VerticalLimits { lower: Limit::At(lower), upper: Limit::At(upper) }
}

fn flat() -> Terrain {
    Terrain::between(Metres::whole(-7), Metres::whole(323))
}

#[test]
fn heights_over_one_datum_compare_exactly() {
    let zone = band(at(50, Datum::Agl), at(120, Datum::Agl));
    for (height, meets) in [(49, false), (50, true), (120, true), (121, false)] {
        assert_eq!(
            zone.may_meet(&HeightInterval::at(at(height, Datum::Agl)), &flat()),
            meets,
            "{height}"
        );
    }
}

#[test]
fn heights_over_two_datums_meet_when_they_may() {
    let zone = band(at(914, Datum::Amsl), at(2000, Datum::Amsl));
    // Ground up to 323 m: 592 m AGL may be 915 m AMSL.
    for (height, meets) in [(590, false), (592, true)] {
        assert_eq!(
            zone.may_meet(&HeightInterval::at(at(height, Datum::Agl)), &flat()),
            meets,
            "{height}"
        );
    }
}

#[test]
fn an_unknown_height_meets_every_band() {
    let zone = band(at(900, Datum::Amsl), at(901, Datum::Amsl));
    assert!(zone.may_meet(&HeightInterval::ANY, &flat()));
}

#[test]
fn heights_of_a_flight_that_contradict_each_other_meet_every_band() {
    let zone = band(at(60, Datum::Agl), at(80, Datum::Agl));
    for (lower, upper) in
        [(at(100, Datum::Agl), at(50, Datum::Agl)), (at(900, Datum::Amsl), at(50, Datum::Agl))]
    {
        let heights = HeightInterval { lower: Some(lower), upper: Some(upper) };
        assert!(zone.may_meet(&heights, &flat()), "{heights}");
    }
}

#[test]
fn an_inverted_or_zero_thickness_band_counts_as_not_stated() {
    for zone in
        [band(at(120, Datum::Agl), at(50, Datum::Agl)), band(at(0, Datum::Agl), at(0, Datum::Agl))]
    {
        assert!(zone.may_be_empty(&flat()));
        assert!(zone.may_meet(&HeightInterval::at(at(400, Datum::Agl)), &flat()));
    }
}

#[test]
fn a_band_wholly_in_the_ground_counts_as_not_stated() {
    // Luxembourg lies between 110 and 580 m: nobody means "from the ground to 50 m AMSL" there.
    let high = Terrain::between(Metres::whole(110), Metres::whole(580));
    let flown = HeightInterval::at(at(30, Datum::Agl));
    for lower in [Limit::At(at(0, Datum::Agl)), Limit::NotStated] {
        let zone = VerticalLimits { lower, upper: Limit::At(at(50, Datum::Amsl)) };
        assert!(zone.may_be_empty(&high) && zone.may_meet(&flown, &high), "{zone}");
        assert!(!zone.may_be_empty(&flat()), "{zone}");
    }
}

#[test]
fn a_band_that_may_invert_after_conversion_counts_as_not_stated() {
    // 50 m AGL on a 323 m hill lies above 200 m AMSL.
    let zone = band(at(50, Datum::Agl), at(200, Datum::Amsl));
    assert!(zone.may_be_empty(&flat()));
    assert!(zone.may_meet(&HeightInterval::at(at(400, Datum::Amsl)), &flat()));
}

#[test]
fn a_lower_limit_of_ground_reaches_below_it() {
    let zone = band(at(0, Datum::Agl), at(120, Datum::Amsl));
    assert!(zone.may_meet(&HeightInterval::at(at(-20, Datum::Amsl)), &flat()));
    assert!(zone.may_meet(&HeightInterval::at(at(-3, Datum::Agl)), &flat()));
}

#[test]
fn a_hull_over_two_datums_is_unknown() {
    let hull = HeightInterval::at(at(50, Datum::Agl)).hull(HeightInterval::at(at(60, Datum::Amsl)));
    assert_eq!(hull, HeightInterval::ANY);
}
