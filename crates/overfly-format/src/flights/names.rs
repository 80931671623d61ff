//! Names that are nearly ones a reader knows: whoever wrote them meant something by them.

use serde_json::{Map, Value};

/// What may stand behind a known name for a length.
const UNITS: [&str; 9] = ["", "m", "metre", "metres", "meter", "meters", "km", "ft", "nm"];

/// The keys of `map` that are none of `read`, and yet one of `known` or like one but for case, unit,
/// `-` and `_`; each with the one it is like.
pub(super) fn strays<'a>(
    map: &'a Map<String, Value>,
    read: &'a [&'static str],
    known: &'a [&'static str],
) -> impl Iterator<Item = (&'a str, &'static str)> {
    let others = map.keys().map(String::as_str).filter(|key| !read.contains(key));
    others.filter_map(|key| {
        let like = known.iter().find(|name| is_like(key, name))?;
        Some((key, *like))
    })
}

/// The one of `known` that `key` is, or is like.
pub(super) fn like(key: &str, known: &[&'static str]) -> Option<&'static str> {
    known.iter().find(|name| is_like(key, name)).copied()
}

fn is_like(key: &str, name: &str) -> bool {
    let stem = plain(name.strip_suffix("_m").unwrap_or(name));
    plain(key).strip_prefix(&stem).is_some_and(|rest| UNITS.contains(&rest))
}

fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_like_another_but_for_case_unit_and_hyphens() {
        for (key, name) in [
            ("Radius", "radius"),
            ("radius-m", "radius"),
            ("radiusM", "radius"),
            ("radius_ft", "radius"),
            ("lost-link", "lost_link"),
            ("homeElevation", "home_elevation_m"),
            ("rally_points", "rallyPoints"),
        ] {
            assert!(is_like(key, name), "{key} {name}");
        }
        for (key, name) in [("radius_of_turn", "radius"), ("times", "time"), ("rad", "radius")] {
            assert!(!is_like(key, name), "{key} {name}");
        }
    }
}
