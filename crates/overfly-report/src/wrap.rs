//! Lines broken before the edge of the terminal.

/// `text` after `head`, broken between words before `width`, further lines indented.
pub(crate) fn wrapped(head: &str, indent: usize, text: &str, width: usize) -> String {
    wrapped_at((head, head.chars().count()), indent, text, width)
}

/// `head` comes with the columns it takes, which colours do not count for.
pub(crate) fn wrapped_at(
    (head, head_width): (&str, usize),
    indent: usize,
    text: &str,
    width: usize,
) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_breaks_between_words_before_the_edge() {
        let text = wrapped("  do: ", 6, "stay clear of the zone, or ask", 20);
        assert_eq!(text, "  do: stay clear of\n      the zone, or\n      ask");
        assert_eq!(
            wrapped("", 2, "averylongwordthatdoesnotfit x", 10),
            "averylongwordthatdoesnotfit\n  x"
        );
    }
}
