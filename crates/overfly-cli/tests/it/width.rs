//! Lines fit where they are read.

use crate::kit::{Ended, Folder, NOW, circle, command, dutch, ended, line, zone};

fn run(columns: Option<&str>, args: &[&str]) -> Ended {
    let long = zone("LONG", "CONDITIONAL", &circle("5.005, 52.0", 300))
        .replace("Test LONG", "A heliport with a name that is longer than any column could hold");
    let folder = Folder::new()
        .with("plan.json", line("[5.000, 52.000], [5.005, 52.0], [5.010, 52.000]"))
        .with("zones.json", dutch(&[long]));
    let mut command = command(args);
    if let Some(columns) = columns {
        command.env("COLUMNS", columns);
    }
    ended(command.current_dir(folder.path()))
}

const CHECK: [&str; 6] = ["check", "plan.json", "--zones", "zones.json", "--now", NOW];

#[test]
fn lines_fit_the_columns_that_are_stated() {
    for args in [
        &CHECK[..],
        &["at", "52.0,5.005", "--zones", "zones.json"],
        &["at", "-52.0,5.005", "--zones", "zones.json"],
        &["zones", "show", "NLD/LONG", "zones.json"],
        &["zones", "list", "zones.json"],
        &["zones", "lint", "zones.json"],
    ] {
        for columns in ["60", "80", "100"] {
            let ended = run(Some(columns), args);
            let most: usize = columns.parse().unwrap();
            for line in ended.stdout.lines().filter(|line| !line.contains("sha256:")) {
                let words = line.split_whitespace().map(|word| word.chars().count());
                // A word alone is not broken.
                let fits = line.chars().count() <= most || words.max() >= Some(most / 2);
                assert!(fits, "{columns} {line}\n{}", ended.stdout);
            }
        }
    }
}

#[test]
fn less_than_sixty_columns_are_sixty_and_words_are_none() {
    let sixty = run(Some("60"), &CHECK).stdout;
    assert_eq!(run(Some("20"), &CHECK).stdout, sixty);
    let hundred = run(None, &CHECK).stdout;
    assert_ne!(hundred, sixty);
    for columns in ["", "wide", "0", "100"] {
        assert_eq!(run(Some(columns), &CHECK).stdout, hundred, "{columns}");
    }
}

/// Programs read lists by lines.
#[test]
fn a_list_has_one_line_an_entry_where_no_columns_are_stated() {
    let list = run(None, &["zones", "list", "zones.json"]).stdout;
    assert_eq!(list.lines().count(), 4, "{list}");
    let lint = run(None, &["zones", "lint", "zones.json"]).stdout;
    assert_eq!(lint.lines().count(), 3, "{lint}");
}
