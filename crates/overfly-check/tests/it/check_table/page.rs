//! docs/promises.md, which is the table as an argument.

use std::fmt::Write as _;
use std::fs;

use overfly_testkit::table::Row;

use super::{FILES, repository, rows_of, text_of};

const HEAD: &str = include_str!("promises-head.md");

/// Why each file of the table matters.
const SECTIONS: [(&str, &str); 10] = [
    (
        "What zones do",
        "A zone's type decides what it does to a flight. What is not known counts as the worst it can be, and \
         nothing that one zone allows takes away what another forbids.",
    ),
    (
        "Heights",
        "Plans and zones measure heights from different things: the ground, the sea, the ellipsoid of satellite \
         navigation, the take-off point, air pressure. Mixing them up is the commonest way to be in a zone without knowing. \
         Overfly compares two heights exactly when they are over one datum. Otherwise it takes everything that they may \
         be, with what is known of the ground, the geoid and the weather, and a zone that may be met counts as met.",
    ),
    (
        "Limits",
        "Published limits are missing, upside down or zero. A limit that is not known does not limit, and limits that \
         contradict each other are not believed, either of them.",
    ),
    (
        "Schedules",
        "A zone that is active only at times is in the way only then. Nobody takes off to the second, so a flight takes two \
         minutes or a fifth of its time more on either side. Hours are those of the clock that the zone names, on the days on \
         which clocks change too. Where a time is not known, the zone counts at all times.",
    ),
    (
        "The sun",
        "Some zones are active by day or by night. Overfly reckons sunrise, sunset and civil twilight at the place of the \
         zone, everywhere on Earth, to the minute.",
    ),
    (
        "Places",
        "The shape of a zone is taken as published: circles are circles, holes are holes, borders belong to the zone. Where a \
         shape can be read in two ways, both count.",
    ),
    (
        "Margins",
        "An aircraft is not exactly where its plan is. The margin decides what is too near, and these rows tell how sharply.",
    ),
    (
        "The whole flight",
        "Plans leave out what most often goes wrong: the climb, the way to the first point, the landing, and above all the way \
         home when the link is lost. Overfly adds these, checks them like the rest, and says which piece meets the zone.",
    ),
    (
        "Commands",
        "A mission may tell the aircraft to do anything. Commands that are known to leave the path alone are; any other \
         leaves the flight undecided.",
    ),
    (
        "Coverage",
        "The worst answer there is would be \u{201c}clear\u{201d} without data. Silence means that there is no zone only where and when \
         the data says that it has them all.",
    ),
];

/// The page as the table has it now.
fn page() -> String {
    let mut page = HEAD.to_owned();
    let mut total = 0;
    for (file, (title, why)) in FILES.iter().zip(SECTIONS) {
        let rows = rows_of(file);
        total += rows.len();
        write!(page, "\n## {title}\n\n{why}\n").unwrap();
        push_groups(&mut page, &text_of(file), &rows);
    }
    page.replace("NUMBER_OF_ROWS", &total.to_string()).replace("CONTENTS", &contents())
}

/// What most rows repeat, and the words for it in the page.
const USUAL: [(&str, &str); 3] = [
    ("box 51.99,4.99 to 52.01,5.01", "the box"),
    ("leg 52.00,4.97 -> 52.00,5.03", "across the box"),
    ("Mon 2026-11-23T10:00+01:00", "Monday 10:00"),
];

/// The sections, as links.
fn contents() -> String {
    let links = SECTIONS
        .iter()
        .map(|(title, _)| format!("[{title}](#{})", title.to_lowercase().replace(' ', "-")));
    let usual = USUAL.iter().map(|(words, short)| format!("* *{short}*: `{words}`"));
    format!(
        "What most rows repeat has a short name on this page; the rows of `fixtures/check-table` write it out:\n\n{}\n\n\
         Sections: {}.",
        usual.collect::<Vec<_>>().join("\n"),
        links.collect::<Vec<_>>().join(" · ")
    )
}

fn short(cell: &str) -> String {
    USUAL.iter().fold(cell.to_owned(), |cell, (words, short)| cell.replace(words, short))
}

/// The comments of a file are its headings; the rows between two of them are one table.
fn push_groups(page: &mut String, text: &str, rows: &[Row]) {
    let mut rows = rows.iter().peekable();
    let mut in_table = false;
    for (at, line) in text.lines().enumerate() {
        if let Some(comment) = line.strip_prefix("# ") {
            if in_table || line_before_is_blank(text, at) {
                page.push('\n');
            }
            writeln!(page, "{comment}").unwrap();
            in_table = false;
        } else if let Some(row) = rows.next_if(|row| row.line == at + 1) {
            if !in_table {
                page.push_str("\n| zones | flight | departure | known | verdict | why |\n|---|---|---|---|---|---|\n");
                in_table = true;
            }
            push_row(page, row);
        }
    }
}

fn line_before_is_blank(text: &str, at: usize) -> bool {
    at == 0 || text.lines().nth(at - 1).is_some_and(|line| line.trim().is_empty())
}

fn push_row(page: &mut String, row: &Row) {
    let [zones, flight, departure, known, verdict, why] = &row.cells;
    let [zones, flight, departure] = [zones, flight, departure].map(|cell| short(cell));
    let (word, codes) = verdict.split_once(' ').unwrap_or((verdict, ""));
    writeln!(page, "| {zones} | {flight} | {departure} | {known} | **{word}** {codes} | {why} |")
        .unwrap();
}

#[test]
fn check_table_is_published_as_it_is() {
    let path = repository().join("docs/promises.md");
    let page = page();
    if std::env::var_os("OVERFLY_BLESS").is_some() {
        fs::write(&path, &page).unwrap();
        return;
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == page,
        "docs/promises.md is not what the table says; OVERFLY_BLESS=1 cargo test -p overfly-check writes it anew"
    );
}
