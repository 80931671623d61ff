//! Columns and wrapped lines.

use overfly_model::Effect;

use super::View;
use crate::wrap::{wrapped, wrapped_at};

/// Where the words after the first column begin.
pub(super) const INDENT: usize = 12;
/// Sentences stand behind their code only where so many columns are left for them.
const SENTENCE_MIN: usize = 40;
/// A zone's name beyond this many characters is cut.
const ZONE_MAX: usize = 40;

/// One finding: what, which zone, where, and sentences below.
pub(super) struct Line {
    pub(super) effect: Effect,
    pub(super) code: &'static str,
    pub(super) zone: String,
    pub(super) place: String,
    pub(super) below: Vec<String>,
}

/// What restricts and what is only noted, all columns aligned.
pub(super) fn columns(lines: &[Line], view: &View<'_>) -> (Vec<String>, Vec<String>) {
    let widths = Widths {
        code: lines.iter().map(|line| line.code.len()).max().unwrap_or(0),
        zone: lines.iter().map(|line| cut(&line.zone).chars().count()).max().unwrap_or(0),
    };
    let shown = |line: &&Line| line.shown(&widths, view);
    let (notes, restricting): (Vec<&Line>, Vec<&Line>) =
        lines.iter().partition(|line| line.effect <= Effect::Note);
    (restricting.iter().flat_map(shown).collect(), notes.iter().flat_map(shown).collect())
}

struct Widths {
    code: usize,
    zone: usize,
}

impl Line {
    /// Zone and place behind the code where they fit; what does not fit goes below.
    fn shown(&self, widths: &Widths, view: &View<'_>) -> Vec<String> {
        let word = view.colour.effect(self.effect, &format!("{:<9}", self.effect.as_str()));
        let head = format!("  {word} {:<width$}  ", self.code, width = widths.code);
        let column = INDENT + widths.code + 2;
        let mut below: Vec<&str> = self.below.iter().map(String::as_str).collect();
        let place_at = column + self.place_column(widths);
        let alone = self.zone.is_empty() && self.place.is_empty();
        let first = if alone && !below.is_empty() && column + SENTENCE_MIN <= view.width {
            wrapped_at((&head, column), column, below.remove(0), view.width)
        } else if place_at + self.place.chars().count() <= view.width {
            let zone = cut(&self.zone);
            format!("{head}{zone:<width$}{}", self.place, width = self.place_column(widths))
        } else {
            below.insert(0, &self.place);
            wrapped_at((&head, column), INDENT, &self.zone, view.width)
        };
        let indented = |text: &str| wrapped(&" ".repeat(INDENT), INDENT, text, view.width);
        core::iter::once(first.trim_end().to_owned())
            .chain(below.into_iter().filter(|text| !text.is_empty()).map(indented))
            .collect()
    }

    /// Columns from the zone to the place; a finding without a zone has its place there.
    fn place_column(&self, widths: &Widths) -> usize {
        if self.zone.is_empty() { 0 } else { widths.zone + 2 }
    }
}

fn cut(zone: &str) -> String {
    if zone.chars().count() <= ZONE_MAX {
        return zone.to_owned();
    }
    let kept: String = zone.chars().take(ZONE_MAX - 2).collect();
    format!("{}..", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_in_a_column_and_says_so() {
        let name = "NLD/7.82 EHTSA 16 Dodenherdenking Amsterdam/Dam";
        assert_eq!(cut(name).chars().count(), ZONE_MAX);
        assert!(cut(name).ends_with(".."));
        assert_eq!(cut("NLD/7.1 é"), "NLD/7.1 é");
    }
}
