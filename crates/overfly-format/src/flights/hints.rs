//! What to do about a finding that keeps a flight undecided, where whoever found it has not said.

use overfly_model::{Code, Effect, Finding};

/// Gives each undecided finding a hint.
pub(super) fn add(findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|finding| finding.effect == Effect::Undecided) {
        finding.hint.get_or_insert_with(|| hint(finding.code).to_owned());
    }
}

const fn hint(code: Code) -> &'static str {
    match code {
        Code::CommandUnknown => "take the item out, or plan the same with waypoints",
        Code::FrameUnknown => "set the altitude mode again in the planner",
        Code::ItemNotCheckable => "open the plan in the planner and save it again",
        Code::JumpNotFollowed => "correct the jump, or write the plan without it",
        Code::HeightNotStated => "state the height there, and what it is measured from",
        Code::PositionUnreadable => "correct the latitude and longitude there",
        Code::PlanVersion => "save the plan from a newer planner, or look for a newer Overfly",
        Code::FlightEmpty => {
            "look whether it is the right file, and save it again from the planner"
        }
        Code::TakeOffNotStated => "state the take-off point",
        _ => "correct it in the plan, or take it out",
    }
}
