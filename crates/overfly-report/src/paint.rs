//! Colour, always beside a word that says the same.

use anstyle::{AnsiColor, Style};
use overfly_model::Effect;

/// Whether text carries ANSI colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// None.
    Plain,
    /// ANSI escapes.
    Ansi,
}

impl Colour {
    /// `text` in a style.
    pub(crate) fn paint(self, style: Style, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Ansi => format!("{}{text}{}", style.render(), style.render_reset()),
        }
    }

    /// `text` in the colour of an effect.
    pub(crate) fn effect(self, effect: Effect, text: &str) -> String {
        self.paint(effect_style(effect), text)
    }

    /// `text` in bold.
    pub(crate) fn bold(self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }
}

/// Green only for what may fly without more ado; lifted is never shown as clear.
pub(crate) fn effect_style(effect: Effect) -> Style {
    let colour = match effect {
        Effect::Clear => AnsiColor::Green,
        Effect::Note => return Style::new(),
        Effect::Lifted => AnsiColor::Cyan,
        Effect::Pending | Effect::Undecided => AnsiColor::Yellow,
        Effect::Blocked => AnsiColor::Red,
    };
    Style::new().bold().fg_color(Some(colour.into()))
}
