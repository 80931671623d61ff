//! Ids like the one that was typed.

use std::collections::BTreeSet;

/// How many are suggested.
const MOST: usize = 3;

/// The ids most like `typed`: those that end or begin with it, then those few letters away.
pub fn nearest<'a>(typed: &str, ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let typed = typed.to_lowercase();
    let ids: BTreeSet<&str> = ids.collect();
    let farthest = (typed.chars().count() / 3).max(3);
    let mut near: Vec<(usize, &str)> = ids
        .into_iter()
        .map(|id| (unlikeness(&typed, &id.to_lowercase()), id))
        .filter(|(unlike, _)| *unlike <= farthest)
        .collect();
    near.sort_unstable();
    near.into_iter().take(MOST).map(|(_, id)| id).collect()
}

fn unlikeness(typed: &str, id: &str) -> usize {
    let identifier = id.split_once('/').map_or(id, |(_, identifier)| identifier);
    if typed == id || typed == identifier {
        return 0;
    }
    if !typed.is_empty() && (id.starts_with(typed) || identifier.starts_with(typed)) {
        return 1;
    }
    1 + distance(typed, id).min(distance(typed, identifier))
}

/// How many letters to put in, take out or change (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, from) in a.chars().enumerate() {
        let mut left = row + 1;
        let mut diagonal = row;
        let mut below = vec![left];
        for (to, over) in b.iter().zip(above.iter().skip(1)) {
            left = (left + 1).min(over + 1).min(diagonal + usize::from(from != *to));
            diagonal = *over;
            below.push(left);
        }
        above = below;
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_counts_letters() {
        for (a, b, letters) in [
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("7.1", "7.10", 1),
            ("a", "a", 0),
        ] {
            assert_eq!(distance(a, b), letters, "{a} {b}");
        }
    }

    #[test]
    fn an_identifier_without_its_country_finds_its_zone_first() {
        let ids = ["NLD/7.1", "NLD/7.10", "NLD/EHP26", "BEL/XX"];
        assert_eq!(nearest("7.1", ids.into_iter()), ["NLD/7.1", "NLD/7.10"]);
        assert_eq!(nearest("nld/ehp62", ids.into_iter()), ["NLD/EHP26"]);
        assert!(nearest("something else", ids.into_iter()).is_empty());
    }
}
