//! `overfly init`, `overfly trust`, `overfly clock` and `overfly status` as typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::OutputArgs;
use super::waiver::HomeArgs;

/// Make an agency folder
///
/// Writes overfly.toml and an unsigned trust/trust.toml with these root and office keys, and says which
/// commands sign it. Keys are made by ssh-keygen, never here. With --demo, a whole demonstration agency with
/// test keys, to try everything on.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "Examples:
  overfly init agency --demo
  overfly init agency --root a.pub --root b.pub --root c.pub --threshold 2 --office noord.pub \\
      --zones zones/nld --title \"Police, North\"")]
pub struct InitArgs {
    /// The folder to make
    #[arg(value_name = "DIR")]
    pub home: PathBuf,
    /// A demonstration agency, signed with test keys
    #[arg(long, conflicts_with_all = ["root", "threshold", "office", "title", "zones"])]
    pub demo: bool,
    /// The agency's name
    #[arg(long)]
    pub title: Option<String>,
    /// Zone file, or a folder of them; repeat for more
    #[arg(long, value_name = "PATH")]
    pub zones: Vec<PathBuf>,
    /// Keys.
    #[command(flatten)]
    pub keys: KeyArgs,
}

/// Whose keys a new trust root names.
#[derive(Clone, Debug, Args)]
pub struct KeyArgs {
    /// Public key of a root; repeat for more
    #[arg(long, value_name = "FILE")]
    pub root: Vec<PathBuf>,
    /// How many roots sign [default: 1 of 1, 2 of more]
    #[arg(long, value_name = "N")]
    pub threshold: Option<usize>,
    /// Public key of an office; repeat for more
    #[arg(long, value_name = "FILE")]
    pub office: Vec<PathBuf>,
}

/// `overfly trust`.
#[derive(Debug, Subcommand)]
pub enum TrustCommand {
    /// Write an unsigned trust root into an agency folder
    Init {
        /// Home.
        #[command(flatten)]
        home: HomeArgs,
        /// The agency's name
        #[arg(long)]
        title: Option<String>,
        /// Keys.
        #[command(flatten)]
        keys: KeyArgs,
    },
    /// Sign the trust root with one root key
    Sign {
        /// Home.
        #[command(flatten)]
        home: HomeArgs,
        /// The root's private key, or the public one whose private key is in ssh-agent
        #[arg(long, value_name = "KEY")]
        sign_with: PathBuf,
    },
    Delegate(Box<DelegateArgs>),
    Revoke(RevokeArgs),
    /// Issue an office's revocation list anew, without new entries
    Refresh {
        /// Home.
        #[command(flatten)]
        home: HomeArgs,
        /// List.
        #[command(flatten)]
        list: ListArgs,
    },
    Status(TrustStatusArgs),
    /// Write what a station has to know, and no waivers, into one file
    ///
    /// Trust root, delegations, revocation lists, single revocations and overlays that count, each with its
    /// signatures, as a ZIP archive that changes no byte of them. So a revocation reaches a station that is out
    /// of reach otherwise. A station takes it with overfly import.
    Bundle {
        /// Home.
        #[command(flatten)]
        home: HomeArgs,
        /// File to write
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Print an allowed_signers file for ssh-keygen -Y verify
    ///
    /// One line for each root, office and officer whose key counts: which kinds of document it may sign, and
    /// when. OpenSSH 9.1 or newer reads the times as UTC.
    ExportAllowedSigners {
        /// Home.
        #[command(flatten)]
        home: HomeArgs,
        /// Write to FILE; - is standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// Let an officer issue waivers
///
/// Writes the delegation, says in plain words what it lets the officer do, and signs it with the office's key.
/// Where nothing else is said the officer may go as far as the office, but for overlays that weaken and
/// waivers for himself: those are given only by name.
#[derive(Clone, Debug, Args)]
#[command(
    override_usage = "overfly trust delegate --key FILE --officer NAME --until TIME [OPTIONS]"
)]
#[command(after_long_help = "Examples:
  overfly trust delegate --home agency --office noord --key jansen.pub \\
      --officer p.jansen@politie.example --until 2027-05-01T00:00Z --pilot-id badge:4711 \\
      --max-upper 60m-agl --sign-with noord

Exit codes:
  0  written, and signed where a key was given
  1  not signed: it would be refused, or the answer was no
  2  could not be written or signed")]
pub struct DelegateArgs {
    /// Home.
    #[command(flatten)]
    pub home: HomeArgs,
    /// The office [default: the only one]
    #[arg(long, value_name = "ID")]
    pub office: Option<String>,
    /// The officer's public key
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// The officer, as waivers name him
    #[arg(long, value_name = "NAME")]
    pub officer: String,
    /// Id [default: D-, the year, the next number]
    #[arg(long, value_name = "ID", hide_short_help = true)]
    pub id: Option<String>,
    /// The officer as remote pilot, such as badge:4711; repeat for more
    #[arg(long, value_name = "ID")]
    pub pilot_id: Vec<String>,
    /// From then [default: now]
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// Until then
    #[arg(long, value_name = "TIME")]
    pub until: String,
    /// Ceiling.
    #[command(flatten)]
    pub ceiling: CeilingArgs,
    /// Signature.
    #[command(flatten)]
    pub sign: SigningArgs,
}

/// How far an officer may go.
#[derive(Clone, Debug, Args)]
pub struct CeilingArgs {
    /// Zone type, such as RequireAuthorization; repeat
    #[arg(long, value_name = "TYPE", hide_short_help = true)]
    pub restriction: Vec<String>,
    /// Zones, such as NLD/7.*; repeat for more
    #[arg(long, value_name = "ID")]
    pub zone: Vec<String>,
    /// Purpose; repeat for more
    #[arg(long, hide_short_help = true)]
    pub purpose: Vec<String>,
    /// Up to this height, such as 60m-agl
    #[arg(long, value_name = "HEIGHT")]
    pub max_upper: Option<String>,
    /// For this long, such as 12h
    #[arg(long, value_name = "DURATION", hide_short_help = true)]
    pub max_duration: Option<String>,
    /// May weaken zones by overlays
    #[arg(long, hide_short_help = true)]
    pub may_overlay: bool,
    /// May fly on his own waivers
    #[arg(long, hide_short_help = true)]
    pub self_issue: bool,
}

/// With which key, and whether to ask.
#[derive(Clone, Debug, Args)]
pub struct SigningArgs {
    /// Private key, or the public one whose private key is in ssh-agent
    ///
    /// Without it the document is written, and the command to sign it is said.
    #[arg(long, value_name = "KEY")]
    pub sign_with: Option<PathBuf>,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}

/// An office's next revocation list.
#[derive(Clone, Debug, Args)]
pub struct ListArgs {
    /// The office [default: the only one]
    #[arg(long, value_name = "ID")]
    pub office: Option<String>,
    /// How long the list serves [default: as long as the trust root lets it]
    #[arg(long, value_name = "DURATION", hide_short_help = true)]
    pub valid_for: Option<String>,
    /// Carry on without an earlier list that this station has seen
    ///
    /// What only that list revoked or grounded is lost, and has to be revoked again. For a list that is gone for
    /// good, or that a thief signed.
    #[arg(long, hide_short_help = true)]
    pub earlier_list_lost: bool,
    /// Signature.
    #[command(flatten)]
    pub sign: SigningArgs,
}

/// Take back a waiver, an overlay or a key, or ground an aircraft
///
/// Writes the next version of the office's revocation list, which keeps all earlier entries. With --alone, one
/// document of its own that the issuer signs with his own key: his waiver or overlay only.
#[derive(Clone, Debug, Args)]
#[command(override_usage = "overfly trust revoke --waiver ID --reason WHY [OPTIONS]")]
#[command(after_long_help = "Examples:
  overfly trust revoke --home agency --waiver W-pj-2026-123 --reason \"cordon moved\" --sign-with noord
  overfly trust revoke --home agency --key SHA256:.. --reason \"token lost\" --sign-with noord
  overfly trust revoke --home agency --waiver W-pj-2026-123 --reason \"done\" --alone --sign-with jansen

Exit codes:
  0  written, and signed where a key was given
  1  not signed: it would be refused, or the answer was no
  2  could not be written or signed")]
#[command(group = clap::ArgGroup::new("what").required(true).args(["waiver", "overlay", "key", "aircraft"]))]
pub struct RevokeArgs {
    /// Home.
    #[command(flatten)]
    pub home: HomeArgs,
    /// Waiver, by its id
    #[arg(long, value_name = "ID")]
    pub waiver: Option<String>,
    /// Overlay or set-aside, by its id
    #[arg(long, value_name = "ID")]
    pub overlay: Option<String>,
    /// Key, by its fingerprint: all that it signed
    #[arg(long, value_name = "SHA256:..")]
    pub key: Option<String>,
    /// Aircraft that stays on the ground, such as sn:1581F4BND2230001
    #[arg(long)]
    pub aircraft: Option<String>,
    /// Why
    #[arg(long)]
    pub reason: String,
    /// From then [default: now]
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// Alone, signed by the issuer himself
    #[arg(long, conflicts_with_all = ["key", "aircraft", "office", "valid_for", "earlier_list_lost"])]
    pub alone: bool,
    /// List.
    #[command(flatten)]
    pub list: ListArgs,
}

/// Whose keys count, why others do not, and what to do
///
/// With --accept, records in the station's memory that the root keys shown are the agency's. Compare their
/// fingerprints first, by a way that nobody else can change.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "Exit codes:
  0  all counts
  1  something does not count: each with code, sentence and remedy
  2  nothing can be relied on; usage, unreadable input")]
pub struct TrustStatusArgs {
    /// Home.
    #[command(flatten)]
    pub home: HomeArgs,
    /// Take these root keys from now on
    #[arg(long)]
    pub accept: bool,
    /// Do not ask
    #[arg(long, requires = "accept")]
    pub yes: bool,
}

/// `overfly clock`.
#[derive(Debug, Subcommand)]
pub enum ClockCommand {
    /// Confirm that the clock is right, where signed times are later
    ///
    /// The station goes by the latest time in a signed document, and lifts nothing while the clock stands
    /// before it. This lowers that time to the clock; nothing else does.
    Confirm {
        /// Folder with this station's state.toml [default: the user's data folder]
        #[arg(long, value_name = "DIR")]
        station: Option<PathBuf>,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// What is old, what is revoked, what counts today, and what ends soon
///
/// Zones, trust and revocation lists that end within 48 hours are told, so that somebody fetches new ones by
/// day. Waivers end as they were meant to, and are only listed.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "Examples:
  overfly status --home agency
  overfly status --home agency --format json

Exit codes:
  0  all in order for 48 hours
  1  something has ended, ends within 48 hours, or does not count (but for what was revoked)
  2  could not tell")]
pub struct StatusArgs {
    /// Home.
    #[command(flatten)]
    pub home: HomeArgs,
    /// Output.
    #[command(flatten)]
    pub output: OutputArgs,
}
