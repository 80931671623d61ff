//! Manual pages and shell completions, made from the arguments themselves.

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;

use crate::args::Cli;
use crate::failure::Failure;
use crate::output::{Terminal, quiet_when_gone};
use crate::{Outcome, output};

/// Prints the completions of a shell.
pub fn completions(shell: Shell, _terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "overfly", &mut script);
    output::write_bytes(&script)?;
    Ok(Outcome::Done)
}

/// Prints the help of a command, as its `--help` does.
pub fn help(names: &[String]) -> Result<Outcome, Failure> {
    let help = named("help", names)?.render_long_help();
    output::write_bytes(help.to_string().as_bytes())?;
    Ok(Outcome::Done)
}

/// Prints the manual page of a command, such as `zones lint`; of the whole without one.
pub fn page(names: &[String], _terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut page = Vec::new();
    // A page holds every option in full, also those that short help leaves out.
    let command = named("man", names)?.mut_args(|arg| arg.hide_short_help(false));
    let written = clap_mangen::Man::new(command).render(&mut page);
    quiet_when_gone(written)?;
    output::write_bytes(&page)?;
    Ok(Outcome::Done)
}

/// The command of these words; the whole without any.
fn named(asked: &str, names: &[String]) -> Result<Command, Failure> {
    let mut whole = Cli::command();
    whole.build();
    let names: Vec<&str> = names.iter().flat_map(|name| name.split_whitespace()).collect();
    let command = names.iter().try_fold(&whole, |command, name| command.find_subcommand(name));
    command.cloned().ok_or_else(|| {
        Failure::at(asked, format!("there is no command {:?}", names.join(" ")))
            .hint("overfly --help lists the commands")
    })
}
