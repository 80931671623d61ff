//! What the commands of a MAVLink mission do to the path of the aircraft.
//!
//! From the message definitions `common.xml` and `ardupilotmega.xml` (enumeration `MAV_CMD`). A command
//! that is not listed here may fly anywhere: it keeps the flight undecided.

/// What a command does to the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flights) enum Kind {
    /// Fly to a point; param 1 is the hold in seconds, param 2 the acceptance radius.
    Waypoint,
    /// As a waypoint, along a curve.
    Spline,
    /// Circle at a point: param 3 is the radius.
    Loiter(Stay),
    /// Circle at a point until a height is reached: param 2 is the radius.
    LoiterToAltitude,
    /// Take off towards a point.
    TakeOff,
    /// Fly to a point and down to the ground.
    Land,
    /// Fly to a point, down to the ground, and on.
    Deliver,
    /// Return to the take-off point.
    Return,
    /// Stay for param 1 seconds; without, until a time of day.
    Delay,
    /// Go to the item of number param 1, param 2 times.
    Jump,
    /// Go to the tag param 1, param 2 times.
    JumpToTag,
    /// The tag param 1.
    Tag,
    /// Another speed from here: param 1 its kind, param 2 metres per second.
    Speed,
    /// From hover to wings or back, at another speed.
    Transition,
    /// Param 1 is 1 to start the engine, 0 to stop it.
    Engine,
    /// Another home from here.
    SetHome,
    /// A path home or to a landing begins at the next point.
    WayBack,
    /// A rally point among the items.
    Rally,
    /// Until a time, a distance or a course is reached, the commands behind it wait.
    Condition,
    /// A fence vertex among the items: not flown.
    Fence,
    /// Where the autopilot flies when it breaks its fence.
    FenceReturn,
    /// Nothing: camera, gimbal, servo, log.
    Harmless,
    /// Not listed: it may fly anywhere.
    Unknown,
}

/// How long a loiter lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flights) enum Stay {
    /// Until told otherwise.
    Unlimited,
    /// Param 1 is the number of turns.
    Turns,
    /// Param 1 is in seconds.
    Seconds,
}

/// What `command` does.
pub(in crate::flights) fn kind(command: i64) -> Kind {
    match command {
        16 => Kind::Waypoint,
        17 => Kind::Loiter(Stay::Unlimited),
        18 => Kind::Loiter(Stay::Turns),
        19 => Kind::Loiter(Stay::Seconds),
        20 => Kind::Return,
        21 | 85 => Kind::Land,
        22 | 84 => Kind::TakeOff,
        31 => Kind::LoiterToAltitude,
        82 => Kind::Spline,
        93 => Kind::Delay,
        112 | 114 | 115 => Kind::Condition,
        94 => Kind::Deliver,
        177 => Kind::Jump,
        178 => Kind::Speed,
        179 => Kind::SetHome,
        188 | 189 => Kind::WayBack,
        223 => Kind::Engine,
        600 => Kind::Tag,
        601 => Kind::JumpToTag,
        3000 => Kind::Transition,
        5000 => Kind::FenceReturn,
        5001..=5004 => Kind::Fence,
        5100 => Kind::Rally,
        other if HARMLESS.iter().any(|(number, _)| *number == other) => Kind::Harmless,
        _ => Kind::Unknown,
    }
}

/// Commands that leave the path alone, with the reason.
const HARMLESS: [(i64, &str); 48] = [
    (80, "region of interest: the camera looks"),
    (181, "relay"),
    (182, "relay"),
    (183, "servo"),
    (184, "servo"),
    (195, "region of interest"),
    (196, "region of interest"),
    (197, "region of interest, none"),
    (198, "region of interest, another vehicle"),
    (200, "video"),
    (201, "region of interest"),
    (202, "camera set-up"),
    (203, "camera"),
    (204, "mount set-up"),
    (205, "mount"),
    (206, "camera trigger distance"),
    (207, "the autopilot's own fence on or off; a fence is not the path"),
    (211, "gripper"),
    (214, "camera trigger interval"),
    (220, "mount"),
    (511, "message rate"),
    (521, "asks the camera"),
    (522, "asks the camera"),
    (527, "asks the camera"),
    (529, "camera reset"),
    (530, "camera mode"),
    (531, "camera zoom"),
    (532, "camera focus"),
    (533, "camera storage"),
    (534, "camera source"),
    (1000, "gimbal"),
    (1001, "gimbal set-up"),
    (2000, "picture"),
    (2001, "picture"),
    (2002, "picture"),
    (2003, "camera trigger"),
    (2004, "camera tracking, by the gimbal"),
    (2005, "camera tracking, by the gimbal"),
    (2010, "camera tracking, none"),
    (2500, "video"),
    (2501, "video"),
    (2502, "video"),
    (2503, "video"),
    (2510, "log"),
    (2511, "log"),
    (2520, "landing gear"),
    (2600, "telemetry"),
    (42_600, "winch"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_harmless_commands_is_in_order_and_gives_reasons() {
        assert!(HARMLESS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(HARMLESS.iter().all(|(_, why)| !why.is_empty()));
    }

    #[test]
    fn what_may_fly_anywhere_is_unknown() {
        // Follow, change altitude, guided, mode, parameter, terminate, reposition, parachute, script.
        for command in [
            25, 30, 83, 92, 113, 176, 180, 185, 186, 192, 193, 208, 218, 222, 42_702, -1, 0,
            999_999,
        ] {
            assert_eq!(kind(command), Kind::Unknown, "{command}");
        }
    }
}
