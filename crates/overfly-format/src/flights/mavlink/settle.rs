//! What items mean only beside the others: the height before, and what a condition holds back.

use overfly_model::{Altitude, Code, Finding, HeightInterval};

use crate::flights::route::step::{Action, Stay, Step, Target, Way};

/// Settles both, over all steps of a mission.
pub(in crate::flights) fn settle(steps: &mut [Step], findings: &mut Vec<Finding>) {
    carry_heights(steps, findings);
    doubt_delayed_speeds(steps);
}

/// `ArduPilot` keeps the height it has where an item says 0 (`AP_Mission`, location from command), and
/// where it flies to set something down; `PX4` flies at what is stated: both count. After a jump the
/// height it has may be that of any item.
fn carry_heights(steps: &mut [Step], findings: &mut Vec<Finding>) {
    let jumps = steps.iter().any(|step| matches!(step.action, Action::Jump(_)));
    let all = steps.iter().filter_map(flown).reduce(HeightInterval::hull);
    let mut before: Option<HeightInterval> = None;
    for step in steps {
        let Action::Go(target) = &mut step.action else { continue };
        if let Some(why) = keeps_height(target) {
            let has = if jumps { all } else { before };
            target.heights = match has {
                Some(has) => target.heights.hull(has),
                None => HeightInterval::ANY,
            };
            let text = format!("{} {why}: both count", step.field);
            findings.push(Finding::note(Code::HeightAssumed, text).at(step.field.as_str()));
        }
        before = Some(target.heights);
    }
}

/// Why it may be flown to at the height before it.
fn keeps_height(target: &Target) -> Option<&'static str> {
    let HeightInterval { lower, upper } = target.heights;
    let zero = |end: Altitude| end.height.value().abs() < 1e-9;
    if !matches!(target.way, Way::Straight | Way::Curve) || upper.is_none() {
        return None;
    }
    if upper.is_some_and(zero) && lower.is_none_or(zero) {
        return Some("has the height 0, which some autopilots take for the height they have");
    }
    // Down to the ground and up again.
    let sets_down = lower.is_none() && matches!(target.stay, Stay::Hold(_));
    sets_down.then_some("sets something down, to which some autopilots fly at the height they have")
}

fn flown(step: &Step) -> Option<HeightInterval> {
    match &step.action {
        Action::Go(target) => Some(target.heights),
        _ => None,
    }
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
