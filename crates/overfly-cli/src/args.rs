//! The command line as typed. Doc comments here are the help text, word for word.
#![allow(clippy::doc_markdown, reason = "help is plain text, not Markdown")]

pub mod overlay;
pub mod trust;
pub mod waiver;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// May this drone flight take place, and why: offline, on your own zone files
///
/// Overfly reads UAS geographical zones (ED-269, ED-318, GeoJSON) and a flight plan (QGroundControl .plan,
/// QGC WPL, DJI .kmz, KML, CSV, GeoJSON, or a circle round a point) and says which zones the flight
/// meets. It opens no network connection. Zones that are missing, stale or unreadable never make a flight clear.
#[derive(Debug, Parser)]
#[command(name = "overfly", version, max_term_width = 80, disable_help_subcommand = true)]
#[command(after_long_help = "Examples:
  overfly check flight.plan --zones zones/nld --depart 2026-11-22T10:30+01:00
  overfly check --around 52.09,5.12,150m --height 60m-agl --zones zones/nld
  overfly at 52.3086,4.7639 --height 50m-agl --zones zones/nld
  overfly zones lint zones/nld

Exit codes:
  0  may fly (clear, lifted), or done
  1  may not fly (blocked, pending), or findings
  2  could not decide (undecided), usage, unreadable input")]
pub struct Cli {
    /// Colour: auto, always or never
    ///
    /// auto colours on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", display_order = 900)]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub color: When,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Check(Box<CheckArgs>),
    At(AtArgs),
    /// List, show, lint, convert or build zone files
    #[command(subcommand)]
    Zones(ZonesCommand),
    /// Write, sign, verify and explain waivers
    #[command(subcommand)]
    Waiver(waiver::WaiverCommand),
    /// Write, sign and verify corrections of published zones
    #[command(subcommand)]
    Overlay(overlay::OverlayCommand),
    Import(waiver::ImportArgs),
    Init(trust::InitArgs),
    /// Name, delegate, revoke: whose keys an agency goes by
    #[command(subcommand)]
    Trust(trust::TrustCommand),
    /// Confirm this station's clock
    #[command(subcommand)]
    Clock(trust::ClockCommand),
    Status(trust::StatusArgs),
    /// Print completions for a shell
    Completions {
        /// bash, zsh, fish, powershell or elvish
        #[arg(hide_possible_values = true)]
        shell: Shell,
    },
    /// Print the help of a command
    Help {
        /// The command, such as `check` or `zones lint`; none for the main help
        command: Vec<String>,
    },
    /// Print a manual page
    Man {
        /// The command, such as `check` or `zones lint`; none for the main page
        command: Vec<String>,
    },
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Words
    Text,
    /// JSON
    Json,
}

/// How the answer of a check is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// Words
    Text,
    /// JSON
    Json,
    /// What waivers leave blocked, as GeoJSON
    Geojson,
}

/// How and where the answer of a check is written.
#[derive(Clone, Debug, Args)]
pub struct AnswerArgs {
    /// text, json or geojson
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: AnswerFormat,
    /// Write the answer to FILE; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Where zones are.
#[derive(Clone, Debug, Args)]
pub struct ZoneArgs {
    /// Zone file, folder or built file; repeat for more
    #[arg(long, value_name = "PATH")]
    pub zones: Vec<PathBuf>,
    /// What properties of plain GeoJSON mean: upper=CEILING:ft:agl,id=ICAO,name=title
    #[arg(long, value_name = "MAPPING", hide_short_help = true)]
    pub geojson_limits: Option<String>,
}

/// How and where the answer is written.
#[derive(Clone, Debug, Args)]
pub struct OutputArgs {
    /// text or json
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: Format,
    /// Write the answer to FILE; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// May this flight take place, and why
///
/// What plans leave out is part of the flight: climb, transit, landing, and the way home from anywhere when
/// the link is lost. Whatever is not stated counts at its widest: no departure is any time, no height any
/// height.
#[derive(Clone, Debug, Args)]
#[command(after_help = "More options (--aircraft, --time-zone, ..): overfly check --help")]
#[command(after_long_help = "Examples:
  overfly check flight.plan --zones zones/nld --depart 2026-11-22T10:30+01:00
  overfly check flight.plan --zones zones/nld --lost-link return:60m-agl
  overfly check --around 52.09,5.12,150m --height 60m-agl --zones zones/nld
  overfly check - --zones zones/nld --format json < flight.plan

Exit codes:
  0  clear or lifted
  1  blocked or pending
  2  undecided, usage, unreadable input")]
pub struct CheckArgs {
    /// Flight plan; - reads standard input
    ///
    /// QGroundControl .plan, QGC WPL, DJI .kmz, KML, KMZ, CSV or GeoJSON.
    #[arg(value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// Not a plan: LAT,LON,RADIUS, such as 52.09,5.12,150m
    #[arg(long, value_name = "CIRCLE", allow_hyphen_values = true, conflicts_with = "plan")]
    pub around: Option<String>,
    /// With --around: up to which height, such as 60m-agl
    #[arg(long, value_name = "HEIGHT", requires = "around", conflicts_with = "plan")]
    #[arg(allow_hyphen_values = true)]
    pub height: Option<String>,
    /// With --around: how long, such as 30m
    #[arg(long = "for", value_name = "DURATION", requires = "around", conflicts_with = "plan")]
    #[arg(allow_hyphen_values = true)]
    pub duration: Option<String>,
    /// Agency folder: its zones, waivers and overlays
    ///
    /// Also from OVERFLY_HOME. Waivers and overlays that verify lift what they say; what this station has
    /// seen of the agency's trust is kept in --station.
    #[arg(long, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Zones.
    #[command(flatten)]
    pub zones: ZoneArgs,
    /// Departure, 2026-11-22T10:30+01:00 [default: any time]
    #[arg(long, value_name = "TIME")]
    pub depart: Option<String>,
    /// How far the aircraft may stray sideways
    #[arg(long, value_name = "LENGTH", default_value = "10m", allow_hyphen_values = true)]
    pub margin: String,
    /// How far it may stray up and down
    #[arg(long, value_name = "LENGTH", default_value = "10m", allow_hyphen_values = true)]
    #[arg(hide_short_help = true)]
    pub vertical_margin: String,
    /// return:60m-agl, rally:60m, hover or land
    ///
    /// What the aircraft does when the link is lost. return flies home, or to a rally point of the plan,
    /// at a height that is not known; return:60m at 60 m above take-off, return:60m-agl at 60 m above
    /// ground. rally flies to a rally point and never home. hover stays, land comes down where it is.
    #[arg(long, value_name = "WHAT")]
    pub lost_link: Option<String>,
    /// .hgt tile folder, or take-off elevation 30m-amsl
    ///
    /// What is known of the ground, to compare heights over different datums. A folder holds elevation tiles
    /// of the Shuttle Radar Topography Mission, named like N52E004.hgt; only those under the flight are read.
    /// 30m-amsl is the elevation of the take-off point. Repeat the option for both. Without them the ground
    /// counts as anywhere between the lowest and highest of the zones' countries.
    #[arg(long, value_name = "GROUND", allow_hyphen_values = true)]
    pub terrain: Vec<String>,
    /// State that a condition is met: atc-call, or zone:NLD/7.1
    ///
    /// The condition of a waiver by its id (W-1/atc-call where two have it), or what an overlay asks for a
    /// zone (zone:NLD/7.1#O-1/call where several things are asked). Kept on this station for the aircraft and
    /// for the box, the greatest height and the times of this flight, which are told; repeat for more.
    #[arg(long, value_name = "ID", hide_short_help = true)]
    pub attest: Vec<String>,
    /// What was noted with it: reference=\"TWR 0412\"
    ///
    /// With several --attest: atc-call.reference=\"TWR 0412\".
    #[arg(long, value_name = "NAME=VALUE", hide_short_help = true)]
    pub field: Vec<String>,
    /// As if the agency had granted nothing
    ///
    /// No waiver lifts anything, and neither do the overlays and set-asides that weaken what is published; what
    /// overlays tighten counts.
    #[arg(long, hide_short_help = true)]
    pub no_waivers: bool,
    /// How much later than planned it may be anywhere
    #[arg(long, value_name = "DURATION", default_value = "10m", hide_short_help = true)]
    pub landing_reserve: String,
    /// Folder of this station: what it has seen, where it takes off
    ///
    /// Versions and times seen of the agency's trust (state.toml), what was attested, and in station.toml the
    /// take-off point: a plan from there that does not state its elevation has the station's. A rehearsal
    /// (--now) asks no station. [default: the platform's data folder, for the state only]
    #[arg(long, value_name = "DIR", hide_short_help = true)]
    pub station: Option<PathBuf>,
    /// Rehearse as if it were TIME; the answer says so
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// Aircraft, such as sn:1581F4BND2230001; kept in the answer
    #[arg(long, hide_short_help = true)]
    pub aircraft: Option<String>,
    /// Operator number; kept in the answer
    #[arg(long, hide_short_help = true)]
    pub operator: Option<String>,
    /// Remote pilot; kept in the answer
    #[arg(long, hide_short_help = true)]
    pub pilot: Option<String>,
    /// Purpose of the flight; kept in the answer
    #[arg(long, hide_short_help = true)]
    pub purpose: Option<String>,
    /// Class of operation; kept in the answer
    #[arg(long, hide_short_help = true)]
    pub class: Option<String>,
    /// Time zone of the answer, such as Europe/Amsterdam [default: the manifest's, else UTC]
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub time_zone: Option<String>,
    /// Output.
    #[command(flatten)]
    pub output: AnswerArgs,
}

/// Zones at a point, or at every point of a CSV file
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "Examples:
  overfly at 52.3086,4.7639 --height 50m-agl --zones zones/nld
  overfly at -17.7554,177.4434 --zones zones/fji --format json
  overfly at --batch points.csv --zones zones/nld

CSV file:
The first line names the columns, in any order and case: lat and lon (or latitude and longitude), and if \
wanted height_m with datum (AGL, AMSL or WGS84), and time (RFC 3339). Other columns are ignored. Columns are \
parted by commas, numbers have a decimal point, the text is UTF-8.

Each row gives one line of JSON: row, lat, lon, covered, zones. A row that cannot be read gives row and \
error, and the exit code is then 2.

Exit codes:
  0  answered, whatever was found; in a batch every row, covered or not
  2  no zone file answers at the point; a row that cannot be read; usage")]
pub struct AtArgs {
    /// Latitude and longitude in degrees, such as 52.3086,4.7639
    #[arg(value_name = "LAT,LON", allow_hyphen_values = true)]
    pub point: Option<String>,
    /// Not a point: CSV with a header lat,lon; - is stdin
    #[arg(long, value_name = "FILE", conflicts_with_all = ["point", "height", "time"])]
    pub batch: Option<PathBuf>,
    /// Height, such as 120m-agl [default: any]
    #[arg(long, value_name = "HEIGHT", allow_hyphen_values = true)]
    pub height: Option<String>,
    /// With --height: folder of .hgt elevation tiles
    #[arg(long, value_name = "DIR", requires = "height", conflicts_with = "batch")]
    pub terrain: Vec<String>,
    /// Time, such as 2026-11-22T10:30+01:00 [default: any]
    #[arg(long, value_name = "TIME")]
    pub time: Option<String>,
    /// Take the data as of TIME where no time is asked for
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// Zones.
    #[command(flatten)]
    pub zones: ZoneArgs,
    /// Output.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `overfly zones`.
#[derive(Debug, Subcommand)]
pub enum ZonesCommand {
    /// List all zones
    List {
        /// Zones.
        #[command(flatten)]
        zones: PathArgs,
        /// Output.
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Show one zone: limits, times, authority, message
    Show {
        /// The zone, such as NLD/7.1
        id: String,
        /// Zones.
        #[command(flatten)]
        zones: PathArgs,
        /// Output.
        #[command(flatten)]
        output: OutputArgs,
    },
    /// List what is wrong in zone files; exit code 1 when anything is
    Lint {
        /// Zones.
        #[command(flatten)]
        zones: PathArgs,
        /// Output.
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Write zone files as one ED-318 file, proved by reading it back
    Convert {
        /// Zones.
        #[command(flatten)]
        zones: PathArgs,
        /// The file to write; - is standard output
        #[arg(short, long, value_name = "FILE", required = true)]
        output: PathBuf,
        /// The standard to write
        #[arg(long, value_name = "STANDARD", default_value = "ed318", hide_possible_values = true)]
        to: Standard,
    },
    Build(BuildArgs),
    Manifest(ManifestArgs),
}

/// Write zone files and an index of them as one file
///
/// The file holds the zone files and manifests byte for byte, with their SHA-256, and the index built from them. Give it
/// to --zones wherever a folder would do: the answers are the same, and many questions are answered faster. The same
/// folders make the same file.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "Exit codes:
  0  written, and read back the same
  2  could not be read or written, or is not what its manifest lists

Examples:
  overfly zones build zones/nld -o nld.ovz
  overfly at --batch rows.csv --zones nld.ovz")]
pub struct BuildArgs {
    /// Zones.
    #[command(flatten)]
    pub zones: PathArgs,
    /// The file to write, FILE.ovz
    #[arg(short, long, value_name = "FILE", required = true)]
    pub output: PathBuf,
}

/// List the files of a zone folder in its manifest.toml, and sign it
///
/// Writes each file with its number of zones and its SHA-256; head, coverage and comments stay as they are.
/// With --verify compares what is listed with the folder, and the signature with the agency's keys.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "Exit codes:
  0  written, or everything as listed and signed
  1  something differs
  2  could not be read or written")]
pub struct ManifestArgs {
    /// Zone folder, or the manifest.toml in it
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Sign it with this key, through ssh-keygen
    #[arg(long, value_name = "KEY", conflicts_with = "verify")]
    pub sign_with: Option<PathBuf>,
    /// Where several sign: writes manifest.toml.NAME.sig
    #[arg(long, value_name = "NAME", requires = "sign_with", hide_short_help = true)]
    pub signer: Option<String>,
    /// Compare only: counts, hashes, signature
    #[arg(long)]
    pub verify: bool,
    /// Home.
    #[command(flatten)]
    pub home: waiver::HomeArgs,
}

/// Zones named by themselves, or after an option as `check` takes them.
#[derive(Clone, Debug, Args)]
pub struct PathArgs {
    /// Zone files, or folders of them
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Zones.
    #[command(flatten)]
    pub zones: ZoneArgs,
}

impl PathArgs {
    /// All paths, however named.
    pub fn whole(self) -> ZoneArgs {
        let zones = [self.paths, self.zones.zones].concat();
        ZoneArgs { zones, ..self.zones }
    }
}

/// A standard that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Standard {
    /// ED-318
    Ed318,
}
