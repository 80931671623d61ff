//! Heights under the ground: nobody flies there, so the height or its datum is wrong.

use overfly_model::{Altitude, Code, Datum, Finding, HeightInterval, Metres};

use super::step::{Action, Step};

/// How far the ground of a flight may lie below its take-off point before a height there is a slip.
const VALLEY: Metres = Metres::whole(30);

/// Makes heights that end under the ground any height, with a finding. `elevation` is that of the
/// take-off point above mean sea level. Errs towards any height: valleys may be deeper.
pub(in crate::flights) fn doubt_underground(
    steps: &mut [Step],
    elevation: Option<Metres>,
    findings: &mut Vec<Finding>,
) {
    for step in steps {
        let Action::Go(target) = &mut step.action else { continue };
        let upper = target.heights.upper.filter(|upper| is_underground(*upper, elevation));
        if let Some(upper) = upper {
            findings.push(finding(upper, &step.field));
            target.heights = HeightInterval::ANY;
        }
    }
}

/// Whether an altitude lies under the ground, as far as the take-off point tells.
pub(in crate::flights) fn is_underground(altitude: Altitude, elevation: Option<Metres>) -> bool {
    match altitude.datum {
        Datum::Agl => altitude.height < Metres::ZERO,
        Datum::Amsl => elevation.is_some_and(|ground| altitude.height < ground - VALLEY),
        _ => false,
    }
}

/// What to say of a height under the ground at `field`.
pub(in crate::flights) fn finding(altitude: Altitude, field: &str) -> Finding {
    let text = format!("{field} is flown at {altitude}, under the ground: how high is not known");
    Finding::undecided(Code::HeightNotStated, text).at(field).hint(
        "correct the height, or what it is measured from, or the elevation of the take-off point",
    )
}
