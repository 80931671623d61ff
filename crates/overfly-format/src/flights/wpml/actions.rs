//! What the actions of a DJI mission do to the path of the aircraft.
//!
//! From DJI's Cloud API documentation, "Common Elements". An action that is not listed here may fly
//! anywhere: it keeps the flight undecided.

use std::collections::BTreeMap;

use overfly_model::{Code, Finding};

use crate::flights::tree::{Node, cut};

/// How long an action keeps the aircraft where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Takes {
    /// About that many seconds.
    Seconds(f64),
    /// As its parameter `hoverTime` says.
    Stated,
    /// Nobody knows how long.
    Unknown,
}

/// A camera or gimbal action at a point, in seconds; the format states none.
const MOMENT: Takes = Takes::Seconds(3.0);

/// The actions that leave the path alone, with the reason.
const HARMLESS: [(&str, Takes, &str); 25] = [
    ("accurateShoot", Takes::Unknown, "aims again and takes a picture"),
    ("customDirName", Takes::Seconds(0.0), "names a folder"),
    ("focus", MOMENT, "camera"),
    ("gimbalAngleLock", MOMENT, "gimbal"),
    ("gimbalAngleUnlock", MOMENT, "gimbal"),
    ("gimbalEvenlyRotate", Takes::Seconds(0.0), "gimbal, while flying on"),
    ("gimbalRotate", MOMENT, "gimbal"),
    ("hover", Takes::Stated, "waits"),
    ("megaphone", Takes::Unknown, "loudspeaker"),
    ("orientedShoot", Takes::Unknown, "aims again and takes a picture"),
    ("panoShot", Takes::Unknown, "turns on the spot for a panorama"),
    ("recordPointCloud", Takes::Unknown, "lidar"),
    ("rotateYaw", MOMENT, "turns the nose"),
    ("searchlight", MOMENT, "lamp"),
    ("setFocusType", MOMENT, "camera"),
    ("startContinuousShooting", MOMENT, "camera"),
    ("startRecord", MOMENT, "camera"),
    ("startSmartOblique", MOMENT, "camera"),
    ("startTimeLapse", MOMENT, "camera"),
    ("stopContinuousShooting", MOMENT, "camera"),
    ("stopRecord", MOMENT, "camera"),
    ("stopSmartOblique", MOMENT, "camera"),
    ("stopTimeLapse", MOMENT, "camera"),
    ("takePhoto", MOMENT, "camera"),
    ("zoom", MOMENT, "camera"),
];

/// How long the aircraft stays at each waypoint of a wayline; `None` = not known.
#[derive(Default)]
pub(super) struct Stays {
    seconds: BTreeMap<u32, Option<f64>>,
}

impl Stays {
    /// The stay at a waypoint, where it has one.
    pub(super) fn at(&self, index: u32) -> Option<Option<f64>> {
        self.seconds.get(&index).copied()
    }

    /// Adds what an action group that stands at waypoint `own` takes.
    pub(super) fn add(&mut self, group: &Node, own: u32, findings: &mut Vec<Finding>) {
        let start = group.whole("actionGroupStartIndex", findings).unwrap_or(own);
        let end = group.whole("actionGroupEndIndex", findings).unwrap_or(start);
        let stops = stops(group, findings);
        let mut takes = Some(0.0);
        for action in group.all("action") {
            takes = sum(takes, seconds(&action, findings));
        }
        if !stops {
            return;
        }
        if start == end {
            self.put(start, takes);
        } else if takes != Some(0.0) {
            // Whether such a group acts at each point or once, programs do not agree.
            self.put(start, None);
            self.put(end, None);
        }
    }

    fn put(&mut self, index: u32, takes: Option<f64>) {
        let known = self.seconds.entry(index).or_insert(Some(0.0));
        *known = sum(*known, takes);
    }
}

/// Whether the aircraft is at a point when the group acts, and not flying on.
fn stops(group: &Node, findings: &mut Vec<Finding>) -> bool {
    let Some(trigger) = group.one("actionTrigger", findings) else { return true };
    match trigger.word("actionTriggerType", findings) {
        Some("betweenAdjacentPoints" | "multipleTiming" | "multipleDistance") => false,
        Some("reachPoint") | None => true,
        Some(other) => {
            let text =
                format!("{} has a trigger that is not known: {:?}", trigger.field, cut(other));
            findings.push(Finding::undecided(Code::CommandUnknown, text).at(trigger.field));
            true
        }
    }
}

fn seconds(action: &Node, findings: &mut Vec<Finding>) -> Option<f64> {
    let name = action.word("actionActuatorFunc", findings).unwrap_or_default();
    let Some((_, takes, _)) = HARMLESS.iter().find(|(known, ..)| *known == name) else {
        let text = format!("{} is not known: {:?}; it may fly anywhere", action.field, cut(name));
        findings.push(Finding::undecided(Code::CommandUnknown, text).at(action.field.as_str()));
        return None;
    };
    match takes {
        Takes::Seconds(seconds) => Some(*seconds),
        Takes::Unknown => None,
        Takes::Stated => {
            let params = action.one("actionActuatorFuncParam", findings)?;
            params.number("hoverTime", findings).filter(|seconds| *seconds >= 0.0)
        }
    }
}

fn sum(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    Some(a? + b?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_harmless_actions_is_in_order_and_gives_reasons() {
        assert!(HARMLESS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(HARMLESS.iter().all(|(.., why)| !why.is_empty()));
    }
}
