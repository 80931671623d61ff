//! Where an item flies to, and how high.

use overfly_model::{Altitude, Code, Finding, HeightInterval, Metres};

use super::item::Item;
use super::{Kind, kind};
use crate::flights::position;
use crate::flights::route::step::Place;

impl Item {
    /// The place, `None` with a finding when it cannot be read: then the flight is joined across it.
    pub(super) fn place(&self, findings: &mut Vec<Finding>) -> Option<Place> {
        if self.datum.is_none() {
            let frame = self.frame.as_ref();
            let frame = frame.map_or_else(|| "no frame".to_owned(), |f| format!("frame {f}"));
            let text = format!("{} is in {frame}, which gives no place on Earth", self.name());
            let finding = Finding::undecided(Code::FrameUnknown, text).at(self.part("frame"));
            findings.push(finding.hint("frames 0, 3 and 10 (and 5, 6, 11) can be checked"));
            return None;
        }
        let lat_lon = match (self.param(5), self.param(6)) {
            (None, None) => return Some(self.here(findings)),
            (Some(lat), Some(lon)) if lat == 0.0 && lon == 0.0 => return Some(self.here(findings)),
            (lat, lon) => [lat, lon].map(|deg| deg.unwrap_or(f64::NAN)),
        };
        position(lat_lon, &self.part("params"), findings).map(Place::At)
    }

    /// Take-off and landing are often left without a place; elsewhere that is worth a word.
    fn here(&self, findings: &mut Vec<Finding>) -> Place {
        if !matches!(kind(self.command), Kind::TakeOff | Kind::Land | Kind::Rally) {
            let text = format!("{} has no place: it is where the aircraft is then", self.name());
            findings.push(Finding::note(Code::PositionUnreadable, text).at(self.part("params")));
        }
        Place::Here
    }

    /// The heights at the point. Not stated, or stated twice and differently, is any height.
    pub(super) fn heights(&self, findings: &mut Vec<Finding>) -> HeightInterval {
        let stated = self
            .datum
            .zip(self.param(7))
            .and_then(|(datum, height)| Some(Altitude::new(Metres::new(height).ok()?, datum)));
        let Some(altitude) = stated else {
            self.height_finding("states no height: counts as any height", findings);
            return HeightInterval::ANY;
        };
        if self.other_datum.is_some_and(|datum| datum != altitude.datum) {
            self.height_finding(
                "states its height over two datums, by frame and by AltitudeMode: counts as any height",
                findings,
            );
            return HeightInterval::ANY;
        }
        // Where the two heights differ, both count.
        let height = self.other_height.unwrap_or(altitude.height);
        HeightInterval::at(altitude).hull(HeightInterval::at(Altitude { height, ..altitude }))
    }

    /// Down to the ground; up to the height stated, if any is stated above the ground. Param 3 of a
    /// VTOL landing is the height of its approach.
    pub(super) fn landing_heights(&self, findings: &mut Vec<Finding>) -> HeightInterval {
        let approach = if self.command == 85 { self.param(3) } else { None };
        let highest = [self.param(7), approach].into_iter().flatten().fold(0.0, f64::max);
        let upper = self
            .datum
            .zip(Metres::new(highest).ok())
            .filter(|(_, height)| *height > Metres::ZERO)
            .map(|(datum, height)| Altitude::new(height, datum));
        if upper.is_some_and(|upper| self.other_datum.is_some_and(|datum| datum != upper.datum)) {
            let fault = "lands from a height over two datums, by frame and by AltitudeMode";
            self.height_finding(fault, findings);
            return HeightInterval::ANY;
        }
        HeightInterval { lower: None, upper }
    }

    fn height_finding(&self, fault: &str, findings: &mut Vec<Finding>) {
        let text = format!("{} {fault}", self.name());
        findings.push(Finding::undecided(Code::HeightNotStated, text).at(self.part("params")));
    }
}
