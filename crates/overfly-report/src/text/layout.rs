//! Columns and wrapped lines.

use overfly_model::Effect;

use super::View;

/// Where the words after the first column begin.
pub(super) const INDENT: usize = 12;
/// A zone's name beyond this many characters is cut.
const ZONE_MAX: usize = 32;
/// Where the last column is narrower than this it goes on a line of its own.
const WHERE_MIN: usize = 30;

/// One finding: what, which zone, where, and sentences below.
pub(super) struct Line {
    pub(super) effect: Effect,
    pub(super) code: &'static str,
    pub(super) zone: String,
    pub(super) place: String,
    pub(super) below: Vec<String>,
}

/// All findings, their columns aligned.
pub(super) fn columns(lines: &[Line], view: &View<'_>) -> Vec<String> {
    let widest = |width: fn(&Line) -> usize| lines.iter().map(width).max().unwrap_or(0);
    let code_width = widest(|line| line.code.len());
    let zone_width = widest(|line| cut(&line.zone).chars().count());
    let mut out = Vec::new();
    for line in lines {
        let word = format!("{:<9}", line.effect.as_str());
        let word = view.colour.effect(line.effect, &word);
        let zone = cut(&line.zone);
        let head = format!("  {word} {:<code_width$}  {zone:<zone_width$}", line.code);
        let head_width = INDENT + code_width + 2 + zone_width;
        if line.place.is_empty() {
            out.push(head.trim_end().to_owned());
        } else if head_width + 2 + line.place.chars().count().min(WHERE_MIN) <= view.width {
            out.push(wrapped_at(
                &format!("{head}  "),
                head_width + 2,
                head_width + 2,
                &line.place,
                view.width,
            ));
        } else {
            out.push(head.trim_end().to_owned());
            out.push(wrapped(&" ".repeat(INDENT), INDENT, &line.place, view.width));
        }
        out.extend(
            line.below.iter().map(|text| wrapped(&" ".repeat(INDENT), INDENT, text, view.width)),
        );
    }
    out
}

/// `text` after `head`, broken between words before `width`, further lines indented.
pub(super) fn wrapped(head: &str, indent: usize, text: &str, width: usize) -> String {
    wrapped_at(head, head.chars().count(), indent, text, width)
}

fn wrapped_at(head: &str, head_width: usize, indent: usize, text: &str, width: usize) -> String {
    let mut out = head.to_owned();
    let mut column = head_width;
    let mut first = true;
    for word in text.split(' ') {
        let length = word.chars().count();
        if !first && column + 1 + length > width {
            out.truncate(out.trim_end().len());
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            column = indent;
            first = true;
        }
        if !first {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
        first = false;
    }
    out
}

fn cut(zone: &str) -> String {
    if zone.chars().count() <= ZONE_MAX {
        return zone.to_owned();
    }
    let kept: String = zone.chars().take(ZONE_MAX - 2).collect();
    format!("{}..", kept.trim_end())
}
