//! Items of a MAVLink mission, whichever file they were saved in: what each does to the path.
//!
//! The front ends (`.plan`, QGC WPL) read the numbers; here they come to steps that are flown.

mod commands;
mod item;
mod place;
mod settle;

use overfly_model::{Datum, HeightInterval, Home, Metres};

use super::route::Turns;
use super::route::step::{Action, Place, Stay, Step, Target, Way};

pub(super) use self::commands::{Kind, kind};
pub(super) use self::item::{Item, LOITER_OWN_RADIUS};
pub(super) use self::settle::settle;

/// What kind of aircraft a mission is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Vehicle {
    /// It cannot stop.
    FixedWing,
    /// It can stop.
    Multirotor,
    /// A VTOL, which flies at both speeds, or not stated: counts as whichever flies wider.
    #[default]
    Other,
}

impl Vehicle {
    /// The vehicle of a `MAV_TYPE`.
    pub(super) const fn of_type(number: Option<i64>) -> Self {
        match number {
            Some(1) => Self::FixedWing,
            // Quadrotor, coaxial, helicopter, hexa-, octo-, tri-, dodeca- and decarotor.
            Some(2..=4 | 13..=15 | 29 | 35) => Self::Multirotor,
            _ => Self::Other,
        }
    }

    /// How it turns from one leg to the next.
    pub(super) const fn turns(self) -> Turns {
        match self {
            Self::Multirotor => Turns::OnTheSpot,
            Self::FixedWing | Self::Other => Turns::Wide,
        }
    }
}

/// What heights in `frame`, a `MAV_FRAME`, are measured from; `None` for frames that give no place on
/// Earth, or are not known.
pub(super) const fn datum(frame: i64) -> Option<Datum> {
    match frame {
        0 | 5 => Some(Datum::Amsl),
        3 | 6 => Some(Datum::AboveTakeOff),
        10 | 11 => Some(Datum::Agl),
        _ => None,
    }
}

/// Begins at home, on the ground, where the first point is flown to along a curve: a curve is wider than
/// the straight way there, which is all that is added to a plan.
pub(super) fn begin_curve(steps: &mut Vec<Step>, home: Option<Home>) {
    let first = steps.iter().find_map(|step| match &step.action {
        Action::Go(target) => Some((target, step.field.clone())),
        _ => None,
    });
    let (Some((target, field)), Some(home)) = (first, home) else { return };
    if target.way != Way::Curve {
        return;
    }
    let begin = Target {
        place: Place::At(home.position),
        radius: Metres::ZERO,
        beyond: Metres::ZERO,
        heights: HeightInterval { lower: None, ..target.heights },
        way: Way::Straight,
        stay: Stay::Not,
    };
    steps.insert(0, Step { action: Action::Go(begin), jump_id: None, field });
}

#[allow(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
pub(super) fn to_whole(value: f64) -> Option<i64> {
    (value.fract().abs() < f64::EPSILON && value.abs() <= 9e15).then_some(value as i64)
}
