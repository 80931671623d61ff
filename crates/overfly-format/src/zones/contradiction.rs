//! A zone that its data calls permanent and its words limit to a day: "4 May only". The data counts;
//! the finding lets someone correct it.

use overfly_model::{Applicability, Zone};

const MONTHS: [&str; 22] = [
    "january",
    "januari",
    "february",
    "februari",
    "march",
    "maart",
    "april",
    "may",
    "mei",
    "june",
    "juni",
    "july",
    "juli",
    "august",
    "augustus",
    "september",
    "october",
    "oktober",
    "november",
    "december",
    "dec",
    "nov",
];
const ONLY: [&str; 4] = ["only", "alleen", "uitsluitend", "enkel"];

/// The words that limit a permanent zone to a date, if there are any.
pub(super) fn limiting_words(zone: &Zone) -> Option<&str> {
    if zone.applicability != Applicability::Always {
        return None;
    }
    zone.message
        .iter()
        .chain(&zone.name)
        .map(|text| text.text.as_str())
        .find(|text| limits_to_a_date(text))
}

fn limits_to_a_date(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_day = |word: &str| word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let dated = words.windows(2).any(|pair| match pair {
        [a, b] => (is_day(a) && MONTHS.contains(b)) || (MONTHS.contains(a) && is_day(b)),
        _ => false,
    });
    dated && words.iter().any(|word| ONLY.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_limit_to_a_date_are_seen_and_others_are_not() {
        for (text, limits) in [
            ("4 May only", true),
            ("Alleen op 4 mei van 18:00 tot 22:00", true),
            ("Only on May 4", true),
            ("In force as of 1 January 2026", false),
            ("Only with permission, call 31 20 406", false),
            ("You may only fly below 30 m", false),
            ("", false),
        ] {
            assert_eq!(limits_to_a_date(text), limits, "{text}");
        }
    }
}
