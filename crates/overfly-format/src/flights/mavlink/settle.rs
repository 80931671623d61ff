//! What items mean only beside the others: a height of zero, and what a condition holds back.

use overfly_model::{Code, Finding, HeightInterval};

use crate::flights::route::step::{Action, Step, Way};

/// Settles both, over all steps of a mission.
pub(in crate::flights) fn settle(steps: &mut [Step], findings: &mut Vec<Finding>) {
    carry_heights(steps, findings);
    doubt_delayed_speeds(steps);
}

/// `ArduPilot` keeps the height it has where an item says 0 (`AP_Mission`, location from command), and
/// `PX4` flies at 0: both count. After a jump the height it has may be that of any item.
fn carry_heights(steps: &mut [Step], findings: &mut Vec<Finding>) {
    let jumps = steps.iter().any(|step| matches!(step.action, Action::Jump(_)));
    let all = steps.iter().filter_map(flown).reduce(HeightInterval::hull);
    let mut before: Option<HeightInterval> = None;
    for step in steps {
        let Action::Go(target) = &mut step.action else { continue };
        let stays_up = matches!(target.way, Way::Straight | Way::Curve);
        if stays_up && is_zero(&target.heights) {
            let has = if jumps { all } else { before };
            target.heights = match has {
                Some(has) => target.heights.hull(has),
                None => HeightInterval::ANY,
            };
            let text = format!(
                "{} has the height 0, which some autopilots take for the height they have: both count",
                step.field
            );
            findings.push(Finding::note(Code::HeightAssumed, text).at(step.field.as_str()));
        }
        before = Some(target.heights);
    }
}

fn flown(step: &Step) -> Option<HeightInterval> {
    match &step.action {
        Action::Go(target) => Some(target.heights),
        _ => None,
    }
}

fn is_zero(heights: &HeightInterval) -> bool {
    let zero = |end: Option<overfly_model::Altitude>| {
        end.is_some_and(|end| end.height.value().abs() < 1e-9)
    };
    zero(heights.lower) && zero(heights.upper)
}

/// A condition holds back the commands behind it until it is met, somewhere on the way to the next point:
/// until then the aircraft flies at the speed it had.
fn doubt_delayed_speeds(steps: &mut [Step]) {
    let mut held = false;
    for step in steps {
        match step.action {
            Action::Condition => held = true,
            Action::Go(_) | Action::Return => held = false,
            Action::Speed(Some(speed)) if held => step.action = Action::MaySpeed(speed),
            _ => {}
        }
    }
}
