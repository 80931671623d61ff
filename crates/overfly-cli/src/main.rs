//! The `overfly` command: arguments, files, clock and terminal. What it answers is made elsewhere.

mod agency;
mod args;
mod at;
mod attest;
mod batch;
mod bundle;
mod check;
mod columns;
mod dataset;
mod desk;
mod failure;
mod files;
mod grants;
mod links;
mod manual;
mod memory;
mod output;
mod overlay;
mod progress;
mod quantities;
mod sign;
mod station;
mod status;
mod terrain;
mod time;
mod trust;
mod waiver;
mod zones;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use failure::Failure;
use output::Terminal;

/// How a command that did its work ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// May fly, or done: exit code 0.
    Done,
    /// May not fly, or findings: exit code 1.
    Refused,
    /// Could not decide: exit code 2.
    Undecided,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(cli.color);
    let outcome = run(cli.command, &terminal).unwrap_or_else(|failure| {
        terminal.complain(&failure);
        Outcome::Undecided
    });
    ExitCode::from(match outcome {
        Outcome::Done => 0,
        Outcome::Refused => 1,
        Outcome::Undecided => 2,
    })
}

fn run(command: Command, terminal: &Terminal) -> Result<Outcome, Failure> {
    match command {
        Command::Check(args) => check::run(&args, terminal),
        Command::At(args) => at::run(&args, terminal),
        Command::Zones(command) => zones::run(command, terminal),
        Command::Waiver(command) => waiver::run(command, terminal),
        Command::Overlay(command) => overlay::run(command, terminal),
        Command::Import(args) => bundle::import(&args, terminal),
        Command::Init(args) => trust::init(&args),
        Command::Trust(command) => trust::run(command, terminal),
        Command::Clock(command) => trust::clock(&command),
        Command::Status(args) => status::run(&args),
        Command::Completions { shell } => manual::completions(shell, terminal),
        Command::Help { command } => manual::help(&command),
        Command::Man { command } => manual::page(&command, terminal),
    }
}
