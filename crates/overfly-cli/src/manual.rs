//! Manual pages and shell completions, made from the arguments themselves.

use std::io::{self, Write as _};

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
    quiet_when_gone(render(&command, &mut page))?;
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

/// What every section begins with and a page needs once: the apostrophe where roff is not GNU's.
const PREAMBLE: &[u8] = b".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

type Section = fn(&clap_mangen::Man, &mut dyn io::Write) -> io::Result<()>;

/// The sections in the order of man-pages(7); what help shows after the options has its own headings.
fn render(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    let version = concat!("overfly ", env!("CARGO_PKG_VERSION"));
    let man = clap_mangen::Man::new(command.clone()).source(version).manual("Overfly");
    let mut sections: Vec<Section> = vec![
        clap_mangen::Man::render_title,
        clap_mangen::Man::render_name_section,
        clap_mangen::Man::render_synopsis_section,
        clap_mangen::Man::render_description_section,
        clap_mangen::Man::render_options_section,
    ];
    if command.has_subcommands() {
        sections.push(clap_mangen::Man::render_subcommands_section);
    }
    page.write_all(PREAMBLE)?;
    for section in sections {
        let mut text = Vec::new();
        section(&man, &mut text)?;
        page.write_all(text.strip_prefix(PREAMBLE).unwrap_or(&text))?;
    }
    let after = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    page.write_all(after_options(&after).as_bytes())
}

/// `Examples:` over indented lines becomes a section whose lines stay as they are; other paragraphs are
/// filled.
fn after_options(text: &str) -> String {
    let mut out = String::new();
    for block in text.split("\n\n") {
        let (heading, rest) = match block.split_once('\n') {
            Some((first, rest)) if first.ends_with(':') => (first.strip_suffix(':'), rest),
            _ => (None, block),
        };
        match heading {
            Some(heading) => out += &[".SH \"", &heading.to_uppercase(), "\"\n"].concat(),
            None => out.push_str(".PP\n"),
        }
        let as_it_is = rest.starts_with("  ");
        out.push_str(if as_it_is { ".nf\n" } else { "" });
        rest.lines().for_each(|line| out.push_str(&(roff(line.trim_start()) + "\n")));
        out.push_str(if as_it_is { ".fi\n" } else { "" });
    }
    out
}

/// A line of text that roff takes for nothing else.
fn roff(line: &str) -> String {
    let plain = line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    if plain.starts_with('.') { format!("\\&{plain}") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_after_the_options_keeps_its_lines_and_headings() {
        let text = "Examples:\n  overfly --x\n  .y 'z'\n\nCSV file:\nwords\n\nmore";
        assert_eq!(
            after_options(text),
            ".SH \"EXAMPLES\"\n.nf\noverfly \\-\\-x\n\\&.y \\(aqz\\(aq\n.fi\n.SH \"CSV FILE\"\nwords\n.PP\nmore\n"
        );
    }
}
