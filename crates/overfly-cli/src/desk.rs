//! What an officer's command works with: the agency's documents, who may issue what, zones, clock.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use overfly_check::Airspace;
use overfly_exemption::{Authority, Issuer, Memory, Problem, PublicKey, SignedFile};
use overfly_report::{KnownZones, Present, known_zones};

use crate::agency::{self, Agency};
use crate::args::ZoneArgs;
use crate::args::waiver::HomeArgs;
use crate::failure::Failure;
use crate::memory::StationMemory;
use crate::output::Terminal;
use crate::{dataset, files, time};

/// An agency folder, opened at one moment.
pub struct Desk {
    /// The folder's documents.
    pub agency: Agency,
    /// Who may issue what, as this station sees it.
    pub authority: Authority,
    /// The agency's zones as its overlays correct them; none where they cannot be read, which is told.
    pub airspace: Airspace,
    /// The zone of times in the answer, and of times typed without an offset.
    pub clock: Option<TimeZone>,
    /// The present.
    pub now: Timestamp,
}

impl Desk {
    /// Opens the folder that `--home` or `OVERFLY_HOME` names, with zones beside the agency's own.
    pub fn open(args: &HomeArgs, zones: &[PathBuf], terminal: &Terminal) -> Result<Self, Failure> {
        let agency = Agency::open(&home(args)?)?;
        let zones =
            ZoneArgs { zones: [agency.zones.as_slice(), zones].concat(), geojson_limits: None };
        let loaded = if zones.zones.is_empty() { None } else { lenient(&zones, terminal) };
        let clock = match &args.time_zone {
            Some(name) => Some(time::zone("--time-zone", name)?),
            None => loaded.as_ref().and_then(|loaded| loaded.time_zone(terminal)),
        };
        let (now, present) = time::present(args.now.as_deref(), clock.as_ref())?;
        let memory = memory(args.station.as_deref(), present)?;
        let authority = agency.authority(memory, now);
        let airspace = loaded.map_or_else(
            || Ok(Airspace::builder().build()),
            |loaded| loaded.into_airspace(Some((&authority, &agency.overlays))),
        )?;
        Ok(Self { agency, authority, airspace, clock, now })
    }

    /// The same as anybody sees it who trusts the folder's own root keys: what an issuer goes by. Whether a
    /// station has accepted them is for the station.
    pub fn as_issuer(&self) -> Authority {
        self.agency.authority(Memory::Rehearsal, self.now)
    }

    /// Where a new waiver goes.
    pub fn waivers_folder(&self) -> PathBuf {
        self.first_folder(&self.agency.document.waivers, "waivers")
    }

    /// Where a new overlay goes.
    pub fn overlays_folder(&self) -> PathBuf {
        self.first_folder(&self.agency.document.overlays, "overlays")
    }

    fn first_folder(&self, paths: &[String], usual: &str) -> PathBuf {
        let mut folders = paths.iter().map(|path| self.agency.home.join(path));
        folders.find(|path| path.is_dir()).unwrap_or_else(|| self.agency.home.join(usual))
    }

    /// Documents at these paths of the agency that nobody can read.
    pub fn unreadable<'a>(&'a self, paths: &'a [String]) -> impl Iterator<Item = &'a Problem> {
        self.agency.problems.iter().filter(|problem| {
            paths
                .iter()
                .any(|path| Path::new(&problem.file).starts_with(self.agency.home.join(path)))
        })
    }

    /// Zones as published, by their ids.
    pub fn known(&self) -> KnownZones<'_> {
        let published = self.airspace.zones().filter(|entry| entry.overlay.is_none());
        known_zones(published.map(|entry| entry.zone))
    }

    /// The digests of a zone: as published, then as overlays correct it.
    pub fn digests(&self, id: &str) -> Vec<String> {
        let mut entries: Vec<_> =
            self.airspace.zones().filter(|entry| entry.zone.id.as_str() == id).collect();
        entries.sort_by_key(|entry| entry.overlay.is_some());
        let mut digests: Vec<String> =
            entries.iter().map(|entry| entry.zone.digest().to_string()).collect();
        digests.dedup();
        digests
    }

    /// The clock of the answer.
    pub fn shown_clock(&self) -> TimeZone {
        self.clock.clone().unwrap_or(TimeZone::UTC)
    }
}

/// The folder that `--home` or `OVERFLY_HOME` names.
pub fn home(args: &HomeArgs) -> Result<PathBuf, Failure> {
    let stated = || std::env::var_os("OVERFLY_HOME").filter(|home| !home.is_empty());
    args.home.clone().or_else(|| stated().map(PathBuf::from)).ok_or_else(|| {
        Failure::new("no agency folder given").hint("add --home DIR, or set OVERFLY_HOME")
    })
}

/// What this station remembers; a rehearsal asks no station.
pub fn memory(station: Option<&Path>, present: Present) -> Result<Memory, Failure> {
    Ok(StationMemory::open(station, present)?.memory())
}

/// Zones only name what documents speak of here: without them the documents are still read.
fn lenient(zones: &ZoneArgs, terminal: &Terminal) -> Option<dataset::Loaded> {
    dataset::load(zones).map_err(|failure| terminal.complain(&failure)).ok()
}

/// The public key in a file; of a private key, the one in the `.pub` file beside it.
pub fn public_key(path: &Path) -> Result<PublicKey, Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".pub");
    let beside = PathBuf::from(beside);
    let is_public = path.extension().is_some_and(|extension| extension == "pub");
    let from = if !is_public && beside.is_file() { &beside } else { path };
    let bytes = files::bytes(from)?;
    let fault = |sentence: String| {
        Failure::at(from.display().to_string(), sentence)
            .hint("name the .pub file that ssh-keygen wrote, or a private key with it beside")
    };
    let text = core::str::from_utf8(&bytes).map_err(|_| fault("is no public key".to_owned()))?;
    PublicKey::read(text).map_err(|error| fault(error.to_string()))
}

/// Whose key it is. Somebody with two delegations has to say by which he goes.
pub fn owner<'a>(
    authority: &'a Authority,
    key: &PublicKey,
    via: Option<&str>,
) -> Result<&'a Issuer, Failure> {
    let mut held = authority
        .issuers()
        .iter()
        .filter(|issuer| issuer.key == *key && via.is_none_or(|via| issuer.via == via));
    match (held.next(), held.next()) {
        (Some(issuer), None) => Ok(issuer),
        (Some(one), Some(other)) => {
            Err(Failure::at("--key", format!("is the key of {} and of {}", one.via, other.via))
                .hint("say by which with --via"))
        }
        (None, _) => Err(Failure::at(
            "--key",
            format!("{} is not a key that may sign here now", key.fingerprint()),
        )
        .hint("overfly trust status lists whose keys count, and why others do not")),
    }
}

/// A document by its file, or by the id that it states.
pub fn document(
    which: &str,
    all: &[SignedFile],
    id: impl Fn(&SignedFile) -> Option<String>,
) -> Result<SignedFile, Failure> {
    let path = Path::new(which);
    if path.is_file() {
        return agency::signed_file(path);
    }
    let mut named = all.iter().filter(|file| id(file).as_deref() == Some(which));
    match (named.next(), named.next()) {
        (Some(file), None) => Ok(file.clone()),
        (Some(one), Some(other)) => {
            Err(Failure::at(which, format!("is the id of {} and of {}", one.name, other.name))
                .hint("name the file"))
        }
        (None, _) => by_name(which, all, id),
    }
}

/// A document that states no id, as nobody can read it, goes by the name of its file.
fn by_name(
    which: &str,
    all: &[SignedFile],
    id: impl Fn(&SignedFile) -> Option<String>,
) -> Result<SignedFile, Failure> {
    let is_named = |file: &&SignedFile| {
        Path::new(&file.name).file_stem().is_some_and(|stem| stem.to_string_lossy() == which)
    };
    let Some(file) = all.iter().find(is_named) else {
        return Err(Failure::at(which, "is neither a file nor an id among the agency's")
            .hint("overfly waiver list and overfly overlay list name them"));
    };
    match id(file) {
        None => Ok(file.clone()),
        Some(stated) => Err(Failure::at(file.name.clone(), format!("states the id {stated}"))
            .hint("ask for that id, or name the file")),
    }
}
