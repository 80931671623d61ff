//! How high a geometry is drawn: its altitude mode, its third numbers, and what properties state.

use overfly_model::{Altitude, Code, Datum, Finding, HeightInterval, Metres};

use super::{Reader, known};
use crate::flights::geojson::properties::Local;
use crate::flights::tree::{Node, number};

/// What the third numbers of a geometry are above.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// The number counts, over that datum.
    Above(Datum),
    /// The geometry lies on the ground, whatever the number.
    OnGround,
    /// Not known, for that reason.
    Unknown(&'static str),
}

impl Reader {
    /// What the third numbers of a geometry are above.
    pub(super) fn mode(&mut self, node: &Node) -> Mode {
        let mode = node.word("altitudeMode", &mut self.findings);
        let offset = node.word("altitudeOffset", &mut self.findings);
        if self.is_dji {
            return Mode::Unknown("is of DJI, who measure heights from the take-off point");
        }
        if offset.is_some_and(|offset| number(offset) != Some(0.0)) {
            return Mode::Unknown("is drawn higher or lower than its heights (altitudeOffset)");
        }
        match mode {
            None | Some("clampToGround") => Mode::OnGround,
            Some("relativeToGround") => Mode::Above(Datum::Agl),
            Some("absolute") => Mode::Above(Datum::Amsl),
            Some(_) => Mode::Unknown("has an altitude mode that is not known"),
        }
    }

    /// A line states heights at its vertices. Whoever draws it above the ground means it all along, and
    /// the ground between them may well lie elsewhere than a straight line does.
    pub(super) fn note_held_all_along(&mut self, node: &Node) {
        let text = "heights above the ground are taken to be held all along the lines, not only at their points";
        if !core::mem::replace(&mut self.is_said_of_lines, true) {
            let finding = Finding::note(Code::HeightNotStated, text).at(node.field.as_str());
            let hint = "fly it following the terrain, or draw it absolute (above mean sea level)";
            self.findings.push(finding.hint(hint));
        }
    }

    /// The heights in an area: from the ground up to the highest point drawn, unless only properties say.
    pub(super) fn area_heights(
        &mut self,
        thirds: &[Option<f64>],
        mode: Mode,
        node: &Node,
        properties: &Local,
    ) -> HeightInterval {
        let property = properties.area_heights();
        let heights = self.heights(thirds, mode, node, property);
        let is_drawn = matches!(mode, Mode::Above(_)) && !is_on_ground(thirds);
        if is_drawn { HeightInterval { lower: None, ..heights } } else { heights }
    }

    /// The heights at points with these third numbers. A stated property counts beside them.
    ///
    /// Zero everywhere, like a geometry that lies on the ground, is what drawing programs write where
    /// nobody has given a height.
    pub(super) fn heights(
        &mut self,
        thirds: &[Option<f64>],
        mode: Mode,
        node: &Node,
        property: Option<HeightInterval>,
    ) -> HeightInterval {
        if thirds.is_empty() {
            // What is not there has been found already.
            return HeightInterval::ANY;
        }
        let fault = match (mode, property) {
            (Mode::Unknown(fault), _) => fault,
            (Mode::OnGround, Some(property)) => return property,
            (Mode::OnGround, None) => "lies on the ground (clampToGround)",
            (Mode::Above(_), None) if thirds.contains(&None) => "has no height",
            (Mode::Above(_), None) if is_on_ground(thirds) => "has no height but zero",
            (Mode::Above(datum), property) => {
                let stated = thirds.iter().flatten().filter(|_| !is_on_ground(thirds));
                let own = stated.filter_map(|third| at(*third, datum));
                let both = own.chain(property).reduce(HeightInterval::hull);
                return both.unwrap_or(HeightInterval::ANY);
            }
        };
        let text = format!("{} {fault}: counts as any height", node.field);
        let finding = Finding::undecided(Code::HeightNotStated, text).at(node.field.as_str());
        self.findings.push(finding.hint(if self.is_dji {
            known::EXPORT
        } else {
            "draw it relative to the ground or absolute, with its height, or give \"height\" in the ExtendedData"
        }));
        HeightInterval::ANY
    }
}

/// Whether no number says that a point is off the ground.
pub(super) fn is_on_ground(thirds: &[Option<f64>]) -> bool {
    thirds.iter().flatten().all(|third| *third == 0.0)
}

/// A height over a datum.
pub(super) fn at(third: f64, datum: Datum) -> Option<HeightInterval> {
    Some(HeightInterval::at(Altitude::new(Metres::new(third).ok()?, datum)))
}
