//! `overfly waiver` and `overfly import` as typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Format, OutputArgs};

/// Whose documents.
#[derive(Clone, Debug, Args)]
pub struct HomeArgs {
    /// Agency folder [default: OVERFLY_HOME]
    #[arg(long, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Folder with this station's state.toml [default: the user's data folder]
    ///
    /// What this station has accepted and seen, so that nobody takes it back to an older state of trust.
    #[arg(long, value_name = "DIR", hide_short_help = true)]
    pub station: Option<PathBuf>,
    /// Rehearse as if it were TIME; asks and changes no station
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// Time zone of the answer, such as Europe/Amsterdam [default: the zones' manifest's, else UTC]
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub time_zone: Option<String>,
}

/// `overfly waiver`.
#[derive(Debug, Subcommand)]
pub enum WaiverCommand {
    New(Box<NewArgs>),
    Sign(SignArgs),
    /// List the agency's waivers and whether each counts
    List {
        /// Home.
        #[command(flatten)]
        home: HomeArgs,
        /// Output.
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Show one waiver in plain words, and on what it rests
    Show {
        /// Which.
        #[command(flatten)]
        which: WhichArgs,
        /// Output.
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Verify one waiver: every link of its chain
    ///
    /// From the root keys over the office and the officer to the waiver, its ceiling and its revocations.
    #[command(
        after_long_help = "Exit codes:\n  0  it counts\n  1  it does not: the answer says why\n  2  could not be read"
    )]
    Verify {
        /// Which.
        #[command(flatten)]
        which: WhichArgs,
        /// Output.
        #[command(flatten)]
        output: OutputArgs,
    },
    Explain(ExplainArgs),
    Bundle(BundleArgs),
}

/// One waiver.
#[derive(Clone, Debug, Args)]
pub struct WhichArgs {
    /// The waiver: its id, or its file
    #[arg(value_name = "ID|FILE")]
    pub waiver: String,
    /// Home.
    #[command(flatten)]
    pub home: HomeArgs,
}

/// Write a waiver to be signed
///
/// Fills in the form from options, from a template, or from a check that says blocked: the part that is
/// blocked and 100 m, 10 m and 1 h around it, never past what the issuer may lift. Writes an unsigned file
/// and says in plain words what it would lift.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "Examples:
  overfly waiver new --home agency --key officer.pub --from-check accident.plan \\
      --depart 2026-11-22T10:30+01:00 --template accident.toml
  overfly waiver new --home agency --key officer.pub --zone NLD/7.1 --around 52.3081,4.7642,400m \\
      --upper 60m-agl --from 2026-11-22T07:00+01:00 --for 8h --title \"A4 accident\" \\
      --instrument \"ontheffing ILT-2026-0815\" --aircraft sn:1581F4BND2230001 \\
      --operator NLDexample12345 --pilot badge:4711 --purpose accident-recording

A template is a waiver with parts left out: format = \"overfly-waiver-template/1\", then any of title,
instrument, [scope] and [[condition]]. Options go before the check, the check before the template.

Exit codes:
  0  written
  1  written, and would be refused as it stands: the answer says why
  2  not written")]
pub struct NewArgs {
    /// Home.
    #[command(flatten)]
    pub home: HomeArgs,
    /// Public key of the issuer: names issuer and delegation
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// Issuer, where no key tells
    #[arg(long, hide_short_help = true)]
    pub issuer: Option<String>,
    /// Delegation or office, where no key tells
    #[arg(long, hide_short_help = true)]
    pub via: Option<String>,
    /// Id [default: W-, the issuer's initials, the year, the next number]
    #[arg(long, hide_short_help = true)]
    pub id: Option<String>,
    /// What it is for
    #[arg(long)]
    pub title: Option<String>,
    /// Legal basis that it records
    #[arg(long)]
    pub instrument: Option<String>,
    /// Form with parts filled in, TOML
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
    /// Propose what keeps this plan from flying
    #[arg(long, value_name = "PLAN")]
    pub from_check: Option<PathBuf>,
    /// Check.
    #[command(flatten)]
    pub check: ProposalArgs,
    /// Zone it lifts, such as NLD/7.1 or NLD/7.*; repeat for more
    #[arg(long, value_name = "ID")]
    pub zone: Vec<String>,
    /// Where: LAT,LON,RADIUS [default: all of each zone]
    #[arg(long, value_name = "CIRCLE", allow_hyphen_values = true)]
    pub around: Option<String>,
    /// Where: corners LAT,LON parted by spaces, in quotes
    #[arg(long, value_name = "CORNERS", allow_hyphen_values = true, conflicts_with = "around")]
    pub polygon: Option<String>,
    /// From this height [default: 0m-agl]
    #[arg(long, value_name = "HEIGHT", allow_hyphen_values = true, hide_short_help = true)]
    pub lower: Option<String>,
    /// Up to this height, such as 60m-agl
    #[arg(long, value_name = "HEIGHT", allow_hyphen_values = true)]
    pub upper: Option<String>,
    /// Lowest and highest ground there, such as -5m,3m AMSL
    #[arg(long, value_name = "LOW,HIGH", allow_hyphen_values = true, hide_short_help = true)]
    pub ground: Option<String>,
    /// From then, 2026-11-22T07:00+01:00
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// Until then
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// How long, such as 8h
    #[arg(long = "for", value_name = "DURATION", conflicts_with = "until")]
    pub duration: Option<String>,
    /// Aircraft, such as sn:1581F4BND2230001, or "*"; repeat for more
    #[arg(long)]
    pub aircraft: Vec<String>,
    /// Operator number, or "*"
    #[arg(long)]
    pub operator: Option<String>,
    /// Remote pilot, or "*"; repeat for more
    #[arg(long)]
    pub pilot: Vec<String>,
    /// Purpose, or "*"; repeat for more
    #[arg(long)]
    pub purpose: Vec<String>,
    /// Condition to attest, ID=TEXT; repeat for more
    #[arg(long, value_name = "ID=TEXT", hide_short_help = true)]
    pub condition: Vec<String>,
    /// What is noted with a condition, ID=NAME
    #[arg(long, value_name = "ID=NAME", hide_short_help = true)]
    pub needs: Vec<String>,
    /// Zone file, a folder of them, or a built file, beside the agency's
    #[arg(long, value_name = "PATH", hide_short_help = true)]
    pub zones: Vec<PathBuf>,
    /// File to write [default: ID.toml among the agency's waivers]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How a plan is checked.
#[derive(Clone, Debug, Args)]
pub struct ProposalArgs {
    /// With a plan: departure
    #[arg(long, value_name = "TIME")]
    pub depart: Option<String>,
    /// With a plan: how far the aircraft may stray
    #[arg(long, value_name = "LENGTH", hide_short_help = true)]
    pub margin: Option<String>,
    /// With a plan: what the aircraft does on a lost link
    #[arg(long, value_name = "WHAT", hide_short_help = true)]
    pub lost_link: Option<String>,
    /// With a plan: .hgt tile folder, or 30m-amsl
    #[arg(long, value_name = "GROUND", allow_hyphen_values = true)]
    #[arg(hide_short_help = true)]
    pub terrain: Vec<String>,
}

/// Sign a waiver
///
/// Says in plain words what the waiver lifts, asks, and signs through ssh-keygen: passphrases, tokens and
/// ssh-agent work as usual, and the key stays where it is. What would be refused is not signed.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "Examples:
  overfly waiver sign agency/waivers/W-pj-2026-123.toml --home agency --key ~/.ssh/id_ed25519
  overfly waiver sign W-pj-2026-123 --home agency --key officer.pub

Exit codes:
  0  signed, and the signature verified
  1  not signed: it would be refused, or the answer was no
  2  could not be signed")]
pub struct SignArgs {
    /// Which.
    #[command(flatten)]
    pub which: WhichArgs,
    /// Private key, or the public one whose private key is in ssh-agent
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}

/// Say what a waiver lifts and what not, for a plan too
///
/// With --plan, checks the plan and says for each thing in its way whether the waiver helps, and why not.
#[derive(Clone, Debug, Args)]
pub struct ExplainArgs {
    /// Which.
    #[command(flatten)]
    pub which: WhichArgs,
    /// Flight plan
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// With --plan: aircraft
    #[arg(long, requires = "plan", hide_short_help = true)]
    pub aircraft: Option<String>,
    /// With --plan: operator number
    #[arg(long, requires = "plan", hide_short_help = true)]
    pub operator: Option<String>,
    /// With --plan: remote pilot
    #[arg(long, requires = "plan", hide_short_help = true)]
    pub pilot: Option<String>,
    /// With --plan: purpose
    #[arg(long, requires = "plan", hide_short_help = true)]
    pub purpose: Option<String>,
    /// Check.
    #[command(flatten)]
    pub check: ProposalArgs,
}

/// Put waivers and all they rest on into one file
///
/// Trust root, delegations, revocation lists and the waivers, each with its signatures, as a ZIP archive that
/// changes no byte of them. A station takes it with overfly import.
#[derive(Clone, Debug, Args)]
pub struct BundleArgs {
    /// The waivers: their ids
    #[arg(value_name = "ID", required = true)]
    pub waivers: Vec<String>,
    /// Home.
    #[command(flatten)]
    pub home: HomeArgs,
    /// File to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// Take over a bundle of signed documents
///
/// Verifies everything in it before anything is written. Documents that are there already stay; a trust root
/// or revocation list gives way to a later version that is signed as it must be, and to nothing else.
/// What an earlier list revokes stays revoked. With --now nothing is written.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "Exit codes:
  0  taken over, or nothing new in it
  1  refused: the answer says which document and why
  2  cannot be read")]
pub struct ImportArgs {
    /// The file that overfly waiver bundle wrote
    pub bundle: PathBuf,
    /// Home.
    #[command(flatten)]
    pub home: HomeArgs,
    /// text or json
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: Format,
}
