//! Numbers as tables write them.

/// The number in a cell; `None` when it is none, or may be two: `1,234` is a thousand or one and a bit.
/// A comma is a decimal point only where it is not the separator, so that a cell can hold one.
pub(super) fn number(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    if !cell.contains(',') {
        return plain(cell);
    }
    let (whole, part) = cell.split_once(',')?;
    let digits = whole.trim_start_matches(['-', '+']);
    let thousands = part.len() == 3 && (1..=3).contains(&digits.len()) && digits != "0";
    let bare = part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty() && !whole.contains('.');
    if bare && !thousands { plain(&format!("{whole}.{part}")) } else { None }
}

/// Degrees: no thousands of them, so a comma is a decimal point.
pub(super) fn degrees(cell: &str) -> Option<f64> {
    let commas = cell.matches(',').count();
    if commas == 1 && !cell.contains('.') {
        plain(&cell.trim().replace(',', "."))
    } else {
        number(cell)
    }
}

/// Digits, sign, point and exponent; finite.
fn plain(text: &str) -> Option<f64> {
    let bare = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    text.parse::<f64>().ok().filter(|number| bare && number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_a_decimal_point_where_it_can_be_nothing_else() {
        for (cell, wanted) in [
            ("60", Some(60.0)),
            (" -1.5e1 ", Some(-15.0)),
            ("60,5", Some(60.5)),
            ("0,125", Some(0.125)),
            ("52,12345", Some(52.12345)),
            ("1,234", None),
            ("1,234,567", None),
            ("1.234,5", None),
            ("1,", None),
            ("nan", None),
            ("inf", None),
            ("1e999", None),
            ("60 m", None),
            ("", None),
        ] {
            assert_eq!(number(cell), wanted, "{cell}");
        }
        assert_eq!(degrees("52,123"), Some(52.123), "no thousands of degrees");
        assert_eq!(degrees("5,1,2"), None);
    }
}
