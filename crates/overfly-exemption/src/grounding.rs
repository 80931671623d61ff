//! Revocation lists that do not count, or are missing, and what they may keep on the ground.
//!
//! A list that fails shows of no waiver that it stands, so waivers lift nothing. Whom it grounds is another
//! matter: an aircraft must not take off because somebody changed the list's line ends, let the trust root run
//! out, or took the file away.

use overfly_model::TimeInterval;

use crate::authority::{Problem, TrustFiles};
use crate::file::SignedFile;
use crate::lists::{Lists, is_list, is_named_as_list, same_aircraft};
use crate::refusal::Refusal;
use crate::revocation::{Grounding, RevocationList};
use crate::root::TrustRoot;
use crate::state::{Memory, SeenList};
use crate::text::{DocumentError, with_line_feeds};

/// What lists that do not count leave open.
#[derive(Clone, Debug, Default)]
pub struct GroundingDoubts {
    lists: Vec<DoubtfulList>,
    withheld: Vec<SeenList>,
}

/// A list that does not count.
#[derive(Clone, Debug)]
struct DoubtfulList {
    file: String,
    why: Refusal,
    /// `None`: nobody can read it.
    list: Option<RevocationList>,
}

/// Why nobody can tell whether an aircraft stays on the ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroundingDoubt {
    /// A list that does not count grounds it.
    Grounded {
        /// The list.
        file: String,
        /// Why it does not count.
        why: Refusal,
        /// Why it grounds the aircraft.
        reason: String,
    },
    /// A list cannot be read, or says something else than what was signed.
    Unreadable {
        /// The list.
        file: String,
        /// Why.
        why: Refusal,
    },
    /// The station has seen a later list than the folder has.
    Withheld {
        /// Its version.
        version: u64,
    },
}

impl GroundingDoubts {
    pub(crate) fn of(
        files: &TrustFiles,
        lists: &Lists,
        (root, problems): (Option<&TrustRoot>, &[Problem]),
        memory: &Memory,
    ) -> Self {
        let doubtful = |file: &SignedFile| {
            let text = with_line_feeds(&file.text);
            let list = RevocationList::read(&text).ok();
            let problem = problems.iter().find(|problem| problem.file == file.name);
            let why = problem.map_or(Refusal::NoTrust, |problem| problem.refusal.clone());
            DoubtfulList { file: file.name.clone(), why, list }
        };
        let unread = files.unread.iter().filter(|problem| is_named_as_list(&problem.file));
        let unread = unread.map(|problem| DoubtfulList {
            file: problem.file.clone(),
            why: problem.refusal.clone(),
            list: None,
        });
        let all = files.others.iter().filter(|file| is_list(file)).map(doubtful).chain(unread);
        let counts = |one: &DoubtfulList| one.list.as_ref().is_some_and(|list| lists.has(list));
        let found: Vec<DoubtfulList> = all.filter(|one| !counts(one)).collect();
        let withheld = withheld(lists, &found, root, memory);
        Self { lists: found, withheld }
    }

    /// Why nobody can tell whether `aircraft` stays on the ground by the end of `during`; every aircraft that
    /// a list names, where it is not known which one flies.
    pub fn grounded(
        &self,
        aircraft: Option<&str>,
        during: &TimeInterval,
    ) -> Option<GroundingDoubt> {
        self.lists.iter().find_map(|one| one.grounded(aircraft, during)).or_else(|| {
            let version = self.withheld.first()?.version;
            Some(GroundingDoubt::Withheld { version })
        })
    }
}

impl DoubtfulList {
    const fn has_other_line_ends(&self) -> bool {
        matches!(self.why, Refusal::Unreadable(DocumentError::LineEnds { .. }))
    }

    fn grounded(&self, aircraft: Option<&str>, during: &TimeInterval) -> Option<GroundingDoubt> {
        let (file, why) = (self.file.clone(), self.why.clone());
        let Some(list) = self.list.as_ref().filter(|_| !why.is_of_a_changed_text()) else {
            return Some(GroundingDoubt::Unreadable { file, why });
        };
        let is_it = |grounding: &&Grounding| {
            during.until.is_none_or(|until| grounding.from < until)
                && aircraft.is_none_or(|aircraft| same_aircraft(&grounding.aircraft, aircraft))
        };
        let reason = list.grounded.iter().find(is_it)?.reason.clone();
        Some(GroundingDoubt::Grounded { file, why, reason })
    }
}

/// What the station has seen of the offices there are, and the folder does not have as late.
fn withheld(
    lists: &Lists,
    doubtful: &[DoubtfulList],
    root: Option<&TrustRoot>,
    memory: &Memory,
) -> Vec<SeenList> {
    let Memory::Known(state) = memory else { return Vec::new() };
    let office = |seen: &SeenList| {
        let mut offices = root?.document().offices.iter();
        offices.find(|office| office.key.fingerprint() == seen.key).map(|office| &office.id)
    };
    let there = |seen: &SeenList| {
        // Where no trust root counts, no list can be told to be signed.
        let told = doubtful.iter().filter(|one| root.is_none() || one.has_other_line_ends());
        let mut all = lists.all().chain(told.filter_map(|one| one.list.as_ref()));
        all.any(|list| {
            (list.trust_version, list.version) >= (seen.trust_version, seen.version)
                && office(seen).is_none_or(|office| list.office == *office)
        })
    };
    let matters = |seen: &&SeenList| root.is_none() || office(seen).is_some();
    state.lists.iter().filter(matters).filter(|seen| !there(seen)).cloned().collect()
}
