//! What an agency's folder adds to a check: its zones, its waivers and overlays, and what this station
//! remembers of its trust.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use overfly_check::Exemptions;
use overfly_exemption::{Authority, Problem, SignedFile};
use overfly_model::{Code, Finding};
use overfly_report::{Input, Present};

use crate::agency::Agency;
use crate::args::CheckArgs;
use crate::failure::Failure;
use crate::memory::StationMemory;
use crate::output::Terminal;

/// An agency's grants for one check.
pub struct Grants {
    agency: Option<Agency>,
    /// What this station remembers; nothing without an agency.
    memory: Option<StationMemory>,
    /// What there is to say of the folder.
    pub findings: Vec<Finding>,
}

impl Grants {
    /// Opens the agency's folder, if one is named.
    pub fn open(args: &CheckArgs, present: Present) -> Result<Self, Failure> {
        let home = agency_home(args.home.as_deref());
        let agency = home.as_deref().map(Agency::open).transpose()?;
        let (mut findings, mut memory) = (Vec::new(), None);
        if agency.is_some() {
            // Without what it remembers a station lifts nothing; zones count all the same.
            let (station, failure) =
                StationMemory::open_or_nothing(args.station.as_deref(), present);
            findings.extend(failure.map(|failure| failure.into_note(Code::TrustNotAccepted)));
            memory = Some(station);
        }
        if let Some(agency) = &agency {
            findings.extend(agency.skipped.iter().map(|path| {
                let text = format!("{}: is no document, and is not read", path.display());
                Finding::note(Code::FileSkipped, text)
            }));
            findings.extend(agency.problems.iter().map(|problem| unread(agency, problem)));
        }
        Ok(Self { agency, memory, findings })
    }

    /// The zones that the agency names.
    pub fn zones(&self) -> Vec<PathBuf> {
        self.agency.as_ref().map(|agency| agency.zones.clone()).unwrap_or_default()
    }

    /// The station's folder, where this check uses one.
    pub fn station(&self) -> Option<&Path> {
        self.memory.as_ref()?.path()?.parent()
    }

    /// The files read.
    pub fn inputs(&self) -> Vec<Input> {
        self.agency.as_ref().map(|agency| agency.inputs().to_vec()).unwrap_or_default()
    }

    /// Verifies everything, at one moment; without waivers, as if nothing had been granted.
    pub fn verify(&mut self, now: Timestamp, with_waivers: bool) -> Option<Verified> {
        let agency = self.agency.take()?;
        let authority = agency.authority(self.memory.as_ref()?.memory(), now);
        let exemptions = if with_waivers {
            Exemptions::verify(authority.clone(), agency.waivers)
        } else {
            Exemptions::nothing(authority.clone())
        };
        Some(Verified { authority, exemptions, overlays: agency.overlays })
    }

    /// Remembers the versions and times seen. A station that cannot says so, and loudly: the answer stands.
    pub fn remember(&self, verified: Option<&Verified>, terminal: &Terminal) {
        let (Some(memory), Some(verified)) = (&self.memory, verified) else { return };
        if let Err(failure) = memory.learn(&verified.authority) {
            terminal.complain(&failure);
        }
    }
}

/// What nobody can read. Where it may be an overlay, nobody knows which zone it tightens.
fn unread(agency: &Agency, problem: &Problem) -> Finding {
    let refusal = &problem.refusal;
    let finding = if agency.may_tighten(problem) {
        let text = format!("nobody can tell which zones this would tighten: it {refusal}");
        let hint = format!("{}, or move it out of the folder", refusal.remedy());
        Finding::undecided(refusal.code(), text).hint(hint)
    } else {
        Finding::note(refusal.code(), format!("does not count: {refusal}")).hint(refusal.remedy())
    };
    finding.at(problem.file.clone())
}

/// An agency's grants, as far as they verify.
pub struct Verified {
    /// Who may issue what.
    pub authority: Authority,
    /// Waivers.
    pub exemptions: Exemptions,
    /// Overlays and set-asides.
    pub overlays: Vec<SignedFile>,
}

/// The folder that `--home` or the environment names.
pub fn agency_home(option: Option<&Path>) -> Option<PathBuf> {
    let set = || std::env::var_os("OVERFLY_HOME").filter(|home| !home.is_empty());
    option.map(Path::to_owned).or_else(|| set().map(PathBuf::from))
}
