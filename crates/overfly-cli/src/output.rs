//! Standard output is the answer, standard error everything else.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use overfly_model::zone::one_line;
use overfly_report::Colour;

use crate::args::When;
use crate::failure::Failure;

/// Columns where nobody tells.
const WIDTH: usize = 100;
/// Lines shorter than this break within codes, longer ones are hard to read in the dark.
const WIDTHS: [usize; 2] = [60, 120];

/// What the terminal can show.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    colour: Colour,
    /// Columns.
    pub width: usize,
    /// Columns, where the terminal or the caller tells.
    columns: Option<usize>,
}

impl Terminal {
    /// Colours as asked; `NO_COLOR` (any value but an empty one) speaks where nothing is asked.
    pub fn new(when: When) -> Self {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colour = match when {
            When::Always => Colour::Ansi,
            When::Auto if io::stdout().is_terminal() && !no_color => Colour::Ansi,
            When::Auto | When::Never => Colour::Plain,
        };
        let [least, most] = WIDTHS;
        let columns = columns().map(|columns| columns.clamp(least, most));
        Self { colour, width: columns.unwrap_or(WIDTH), columns }
    }

    /// Where lists that have one line an entry are broken: for people to read, not for programs.
    pub fn columns_for(&self, file: Option<&Path>) -> Option<usize> {
        if named(file).is_some() { None } else { self.columns }
    }

    /// Colours of an answer that goes to `file`, or to standard output: a file gets none.
    pub fn colour_for(&self, file: Option<&Path>) -> Colour {
        if named(file).is_some() { Colour::Plain } else { self.colour }
    }

    /// Says on standard error why nothing came of it.
    #[allow(clippy::unused_self, reason = "the terminal is where complaints go")]
    pub fn complain(&self, failure: &Failure) {
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(io::stderr(), "{failure}");
    }

    /// Says something on standard error that does not change the answer.
    #[allow(clippy::unused_self, reason = "the terminal is where remarks go")]
    pub fn remark(&self, text: &str) {
        let _ = writeln!(io::stderr(), "overfly: {}", one_line(text));
    }
}

/// `COLUMNS` where it is set, else the terminal's.
fn columns() -> Option<usize> {
    let stated = std::env::var("COLUMNS").ok().and_then(|text| text.trim().parse().ok());
    let terminal = || {
        let size = terminal_size::terminal_size_of(io::stdout())?;
        Some(usize::from(size.0.0))
    };
    stated.filter(|columns| *columns > 0).or_else(terminal)
}

/// The file after `-o`; `-` is standard output, as without one.
pub fn named(file: Option<&Path>) -> Option<&Path> {
    file.filter(|file| *file != Path::new("-"))
}

/// Writes the answer to `file`, or to standard output. A reader that has gone away is no failure.
pub fn write(text: &str, file: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = named(file) else {
        return write_bytes(text.as_bytes());
    };
    std::fs::write(path, text).map_err(|error| Failure::io(path, "written", &error))
}

/// Refuses an output file that is one of the inputs.
pub fn refuse_to_overwrite<'a>(
    file: Option<&Path>,
    mut inputs: impl Iterator<Item = &'a Path>,
) -> Result<(), Failure> {
    let Some(real) = named(file).and_then(|file| std::fs::canonicalize(file).ok()) else {
        return Ok(());
    };
    let same = inputs.any(|input| std::fs::canonicalize(input).is_ok_and(|path| path == real));
    if !same {
        return Ok(());
    }
    Err(Failure::at(real.display().to_string(), "is one of the inputs and is not overwritten")
        .hint("name another file after -o"))
}

/// A broken pipe ends quietly: whoever read has read enough.
pub fn quiet_when_gone(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::at("standard output", format!("cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes bytes to standard output.
pub fn write_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    quiet_when_gone(out.write_all(bytes).and_then(|()| out.flush()))
}
