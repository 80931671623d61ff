//! `overfly trust`: whose keys an agency goes by, written, signed, revoked and shown.

mod clock;
mod delegate;
mod demo;
mod init;
mod revoke;
mod signers;
mod status;
mod writing;

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use overfly_exemption::trust::Office;
use overfly_exemption::{Authority, Memory, Namespace, PublicKey, TrustDocument};
use overfly_report::Present;

use crate::agency::Agency;
use crate::args::trust::{SigningArgs, TrustCommand};
use crate::args::waiver::HomeArgs;
use crate::failure::Failure;
use crate::memory::StationMemory;
use crate::output::Terminal;
use crate::{Outcome, bundle, desk, output, sign, time};

pub use clock::run as clock;
pub use init::run as init;
pub use status::{Told, age, problems};

/// Runs a command of the family.
pub fn run(command: TrustCommand, terminal: &Terminal) -> Result<Outcome, Failure> {
    match command {
        TrustCommand::Init { home, title, keys } => init::trust(&home, title.as_deref(), &keys),
        TrustCommand::Sign { home, sign_with } => init::sign(&home, &sign_with),
        TrustCommand::Delegate(args) => delegate::run(&args, terminal),
        TrustCommand::Revoke(args) => revoke::run(&args, terminal),
        TrustCommand::Refresh { home, list } => revoke::refresh(&home, &list, terminal),
        TrustCommand::Status(args) => status::run(&args),
        TrustCommand::Bundle { home, output } => bundle::write_trust(&home, &output, terminal),
        TrustCommand::ExportAllowedSigners { home, output } => {
            signers::run(&home, output.as_deref(), terminal)
        }
    }
}

/// An agency folder at one moment, without its zones.
pub struct Seat {
    /// The folder's documents.
    pub agency: Agency,
    /// What this station remembers.
    pub station: StationMemory,
    /// The present.
    pub now: Timestamp,
    /// The zone of times typed without an offset.
    zone: Option<TimeZone>,
}

impl Seat {
    /// Opens the folder that `--home` or `OVERFLY_HOME` names.
    pub fn open(args: &HomeArgs) -> Result<Self, Failure> {
        let agency = Agency::open(&desk::home(args)?)?;
        let zone = args.time_zone.as_deref().map(|name| time::zone("--time-zone", name));
        let zone = zone.transpose()?;
        let (now, present) = time::present(args.now.as_deref(), zone.as_ref())?;
        let station = StationMemory::open(args.station.as_deref(), present)?;
        Ok(Self { agency, station, now: whole(now), zone })
    }

    /// Who may issue what, as this station sees it.
    pub fn authority(&self) -> Authority {
        self.agency.authority(self.station.memory(), self.now)
    }

    /// The same as anybody sees it who trusts the folder's own root keys: what an issuer goes by.
    pub fn as_issuer(&self) -> Authority {
        self.agency.authority(Memory::Rehearsal, self.now)
    }

    /// The same, by what this station remembers as well, where that leads to the same trust root: keys that
    /// offices had, and lists seen.
    fn knowing(&self) -> Authority {
        let own = self.authority();
        if own.root().is_some() { own } else { self.as_issuer() }
    }

    /// Reads the folder again.
    fn again(&mut self) -> Result<(), Failure> {
        self.agency = Agency::open(&self.agency.home)?;
        Ok(())
    }

    fn instant(&self, option: &str, text: &str) -> Result<Timestamp, Failure> {
        time::instant(option, text, self.zone.as_ref()).map(whole)
    }
}

/// What is told of a document that nobody agreed to sign; it is not written either.
const NOT_SIGNED: &str = "not signed";

/// Documents state whole seconds.
fn whole(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// The trust root that counts, or why none does.
fn trust_of(authority: &Authority) -> Result<&TrustDocument, Failure> {
    if let Some(root) = authority.root() {
        return Ok(root.document());
    }
    let why = authority.problems().first().map(|problem| &problem.refusal);
    let why = why.or_else(|| authority.may_lift().err());
    let failure = Failure::new(match why {
        Some(refusal) => format!("no trust root is to be relied on: {refusal}"),
        None => "no trust root is to be relied on".to_owned(),
    });
    Err(match why {
        Some(refusal) => failure.hint(refusal.remedy()),
        None => failure,
    })
}

/// The office that is named, or the only one.
fn office_of<'a>(trust: &'a TrustDocument, named: Option<&str>) -> Result<&'a Office, Failure> {
    let ids: Vec<&str> = trust.offices.iter().map(|office| office.id.as_str()).collect();
    let known = format!("the trust root names {}", ids.join(", "));
    match (named, trust.offices.as_slice()) {
        (Some(id), _) => trust
            .office(id)
            .ok_or_else(|| Failure::at("--office", format!("{id:?} is no office")).hint(known)),
        (None, [office]) => Ok(office),
        (None, []) => Err(Failure::new("the trust root names no office")
            .hint("write a new version of it with an office, and have the roots sign it")),
        (None, _) => Err(Failure::new("which office?").hint(format!("add --office: {known}"))),
    }
}

/// Refuses a key that is not the one wanted, before anybody types a passphrase.
fn own_key(key: &Path, wanted: &PublicKey, whose: &str) -> Result<(), Failure> {
    match desk::public_key(key) {
        Ok(public) if public != *wanted => {
            let sentence = format!("is {public}, and {whose} signs with {wanted}");
            Err(Failure::at(key.display().to_string(), sentence)
                .hint(format!("name {whose}'s key")))
        }
        // Where no public half lies beside a private key, the proof of the signature tells.
        _ => Ok(()),
    }
}

/// Signs a document that stands there, or says how. `None` where nobody signed.
fn signed(
    path: &Path,
    namespace: Namespace,
    how: &SigningArgs,
) -> Result<Option<PathBuf>, Failure> {
    let Some(key) = &how.sign_with else {
        output::write(
            &format!(
                "written, not signed: {}\nsign it: {}\n",
                path.display(),
                by_hand(namespace, path)
            ),
            None,
        )?;
        return Ok(None);
    };
    sign::with_ssh_keygen(key, namespace, path).map(Some).inspect_err(|_| {
        // An unsigned document is a problem to everybody else, and in the way of another attempt.
        let _ = std::fs::remove_file(path);
    })
}

/// The command that signs a document.
fn by_hand(namespace: Namespace, path: &Path) -> String {
    format!("ssh-keygen -Y sign -f KEY -n {} {}", namespace.as_str(), path.display())
}

/// Asks on a terminal; elsewhere nobody can answer, so it has to be said beforehand. Of another answer than yes it is
/// told what did `not` happen.
fn agreed(question: &str, not: &str, yes: bool) -> Result<bool, Failure> {
    if yes {
        return Ok(true);
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::at(
            "--yes",
            format!("is needed where nobody can be asked: {question}"),
        )
        .hint("read what is shown, then add --yes"));
    }
    let mut out = std::io::stderr();
    let asked = write!(out, "{question} Type yes: ").and_then(|()| out.flush());
    asked.map_err(|error| Failure::at("standard error", error.to_string()))?;
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.map_err(|error| Failure::at("standard input", error.to_string()))?;
    let agreed = answer.trim().eq_ignore_ascii_case("yes");
    if !agreed {
        output::write(&format!("{not}: the answer was not yes, and nothing was written\n"), None)?;
    }
    Ok(agreed)
}

/// Refuses to write over something.
fn refuse_existing(path: &Path) -> Result<(), Failure> {
    if std::fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    Err(Failure::at(path.display().to_string(), "is there already, and is not overwritten")
        .hint("look at it; move it away if it is not wanted"))
}

/// The present, where no agency folder is needed.
fn clock_now() -> Timestamp {
    time::present(None, None).map_or(Timestamp::UNIX_EPOCH, |(now, _)| whole(now))
}

/// A station asked by the clock.
fn station(folder: Option<&Path>) -> Result<StationMemory, Failure> {
    StationMemory::open(folder, Present::Clock)
}
