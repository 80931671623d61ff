//! `overfly overlay` as typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::OutputArgs;
use super::waiver::HomeArgs;

/// `overfly overlay`.
#[derive(Debug, Subcommand)]
pub enum OverlayCommand {
    New(NewOverlayArgs),
    /// Sign an overlay or set-aside
    ///
    /// Says for each zone what it tightens and what it weakens, asks, and signs through ssh-keygen. What would
    /// be refused is not signed.
    Sign {
        /// Which.
        #[command(flatten)]
        which: WhichOverlayArgs,
        /// Private key, or the public one whose private key is in ssh-agent
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Verify one overlay or set-aside: every link of its chain
    #[command(after_long_help = "Exit codes:
  0  all of it counts
  1  it does not, or what weakens in it does not
  2  could not be read")]
    Verify {
        /// Which.
        #[command(flatten)]
        which: WhichOverlayArgs,
        /// Output.
        #[command(flatten)]
        output: OutputArgs,
    },
    /// List the agency's overlays and set-asides, and whether each counts
    List {
        /// Home.
        #[command(flatten)]
        home: HomeArgs,
        /// Output.
        #[command(flatten)]
        output: OutputArgs,
    },
}

/// One overlay.
#[derive(Clone, Debug, Args)]
pub struct WhichOverlayArgs {
    /// The overlay: its id, or its file
    #[arg(value_name = "ID|FILE")]
    pub overlay: String,
    /// Home.
    #[command(flatten)]
    pub home: HomeArgs,
}

/// Fill in the head of an overlay template
///
/// Writes the template with issuer, delegation, date and end filled in, unsigned, and says for each zone what
/// it tightens and what it weakens.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "Examples:
  overfly overlay new --template zones/nld/overlays/O-nld-4-may.toml --home agency --key officer.pub \\
      --until 2027-11-01T00:00Z

Exit codes:
  0  written
  1  written, and would be refused as it stands: the answer says why
  2  not written")]
pub struct NewOverlayArgs {
    /// The template
    #[arg(long, value_name = "FILE")]
    pub template: PathBuf,
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
    /// Another id than the template's
    #[arg(long, hide_short_help = true)]
    pub id: Option<String>,
    /// When what it weakens ends
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// File to write [default: ID.toml among the agency's overlays]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
