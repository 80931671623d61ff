//! On what a comparison of heights over different datums rests.

use std::collections::BTreeSet;

use overfly_model::{AmslInterval, Assumption, Code, Datum, Effect, Finding, Terrain};

use crate::airspace::Airspace;
use crate::conflict::Conflicts;
use crate::decision::DecisionFinding;
use crate::wording::label;

/// What comparing the heights flown with a zone's limits rested on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compared {
    assumptions: BTreeSet<Assumption>,
    /// The ground that counted, where it did.
    ground: Option<AmslInterval>,
    /// Whether some conflict stands whatever the unknown is: then no assumption decided.
    certain: bool,
}

impl Compared {
    pub(crate) fn new(terrains: &[Terrain], datums: &[Datum], met: bool, certain: bool) -> Self {
        let assumptions =
            terrains.iter().flat_map(|terrain| datums.iter().flat_map(|d| terrain.assumptions(*d)));
        let ground = terrains.iter().map(Terrain::ground).reduce(AmslInterval::hull);
        Self {
            assumptions: assumptions.collect(),
            ground: ground.filter(|_| datums.contains(&Datum::Agl)),
            certain: met && certain,
        }
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.assumptions.extend(other.assumptions);
        self.ground = match (self.ground, other.ground) {
            (Some(a), Some(b)) => Some(a.hull(b)),
            (a, b) => a.or(b),
        };
        self.certain |= other.certain;
    }

    /// `the stated elevation of the take-off point (20 to 40 m AMSL) and ...`
    pub(crate) fn words(&self, terrain: &Terrain) -> String {
        let words = self.assumptions.iter().map(|assumption| {
            let range = match assumption {
                Assumption::GroundFromTiles
                | Assumption::GroundOfCountry
                | Assumption::GroundAnywhere => self.ground,
                Assumption::TakeOffStated
                | Assumption::TakeOffFromTiles
                | Assumption::TakeOffAnywhere => Some(terrain.take_off_range()),
                _ => None,
            };
            let range = range.map(|range| {
                format!(" ({:.0} to {:.0} m AMSL)", range.lowest.value(), range.highest.value())
            });
            format!("{}{}", assumption.as_str(), range.unwrap_or_default())
        });
        words.collect::<Vec<_>>().join(" and ")
    }

    /// What to state, where stating something helps.
    fn hint(&self) -> Option<&'static str> {
        let rests_on = |these: &[Assumption]| these.iter().any(|a| self.assumptions.contains(a));
        if rests_on(&[Assumption::TakeOffAnywhere]) {
            return Some("state the take-off elevation: --terrain 30m-amsl");
        }
        rests_on(&[Assumption::GroundOfCountry, Assumption::GroundAnywhere])
            .then_some("give elevation tiles: --terrain DIR")
    }
}

/// One note for each zone that is met only because of what is not known for sure.
pub(crate) fn findings(
    airspace: &Airspace,
    found: &Conflicts,
    terrain: &Terrain,
) -> Vec<DecisionFinding> {
    let decided =
        found.compared.iter().filter(|(at, compared)| !compared.certain && found.met.contains(at));
    let note = |(at, compared): (&_, &Compared)| {
        let entry = airspace.entry(*at)?;
        if entry.effect() <= Effect::Note {
            return None;
        }
        let text = format!(
            "met for some of the heights that are possible, not for all: this rests on {}",
            compared.words(terrain)
        );
        let mut finding = Finding::note(Code::HeightAssumed, text);
        if let Some(hint) = compared.hint() {
            finding = finding.hint(hint);
        }
        let finding = DecisionFinding::of_reader(&finding);
        Some(DecisionFinding { zone: Some(label(&entry)), ..finding })
    };
    decided.filter_map(note).collect()
}
