//! What the documents say is what the binary does.

use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;

use overfly_model::Code;
use serde_json::Value;

use crate::kit::{Folder, NOW, circle, command, dutch, ended, line, repository, zone};

/// Every code has a heading in docs/reasons.md, and every heading there is a code.
#[test]
fn every_reason_is_explained_and_every_explanation_has_a_reason() {
    let path = repository().join("docs/reasons.md");
    let text = fs::read_to_string(&path).expect("docs/reasons.md");
    let explained = codes_of_headings(&text);
    let known: BTreeSet<String> = Code::ALL.iter().map(|code| code.as_str().to_owned()).collect();
    let missing: Vec<_> = known.difference(&explained).collect();
    let stale: Vec<_> = explained.difference(&known).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "without a heading: {missing:?}; without a code: {stale:?}"
    );
}

/// Every key that is printed stands in docs/formats/decision.md, and every schema.
#[test]
fn every_key_of_the_answers_is_explained() {
    let text = fs::read_to_string(repository().join("docs/formats/decision.md")).unwrap();
    let folder = Folder::new()
        .with("plan.json", line("[5.0, 52.0], [5.01, 52.0]"))
        .with("points.csv", "lat,lon\n52.0,5.0\nx,y\n")
        .with("zones.json", dutch(&[zone("A", "CONDITIONAL", &circle("5.0, 52.0", 100))]));
    let zones = ["--zones", "zones.json", "--format", "json"];
    let mut keys = BTreeSet::new();
    for args in [
        &["check", "plan.json", "--now", NOW][..],
        &["at", "52.0,5.0"],
        &["at", "--batch", "points.csv"],
        &["zones", "list"],
        &["zones", "show", "NLD/A"],
        &["zones", "lint"],
    ] {
        let ended = folder.run(&[args, &zones].concat());
        for value in serde_json::Deserializer::from_str(&ended.stdout).into_iter() {
            collect_keys(&value.unwrap(), &mut keys);
        }
    }
    assert!(keys.len() > 50, "{keys:?}");
    let missing: Vec<_> = keys.iter().filter(|key| !text.contains(&format!("`{key}`"))).collect();
    let in_objects = ["lower", "upper", "lat", "lon"];
    let missing: Vec<_> =
        missing.into_iter().filter(|key| !in_objects.contains(&key.as_str())).collect();
    assert!(missing.is_empty(), "not in docs/formats/decision.md: {missing:?}");
}

/// The keys, without those that are data: types and codes in totals.
fn collect_keys(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_keys(item, keys)),
        Value::Object(object) => {
            for (key, value) in object {
                keys.insert(key.clone());
                if key == "schema" {
                    keys.insert(value.as_str().unwrap().to_owned());
                }
                if key != "types" && key != "codes" {
                    collect_keys(value, keys);
                }
            }
        }
        _ => {}
    }
}

/// Headings that are a code, with or without back quotes.
fn codes_of_headings(text: &str) -> BTreeSet<String> {
    let headings = text
        .lines()
        .filter(|line| line.starts_with("##"))
        .map(|line| line.trim_start_matches('#').trim());
    let names = headings.map(|heading| heading.trim_matches('`'));
    names
        .filter(|name| name.contains('-') && !name.contains(' ') && name.to_lowercase() == **name)
        .map(str::to_owned)
        .collect()
}

/// A command of the README, and what it says is printed.
struct Example {
    command: String,
    says: String,
}

fn examples(text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if let Some(fence) = line.strip_prefix("```") {
            inside = !inside && fence.trim() == "console";
        } else if let (true, Some(command)) = (inside, line.strip_prefix("$ ")) {
            examples.push(Example { command: command.to_owned(), says: String::new() });
        } else if let (true, Some(example)) = (inside, examples.last_mut()) {
            example.says.push_str(line);
            example.says.push('\n');
        }
    }
    examples
}

/// The arguments, where the command runs this binary; a pipe or quotes are none of this test's business.
fn arguments(command: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let rest = match words.as_slice() {
        ["overfly", rest @ ..] => rest,
        ["cargo", "run", options @ ..] => {
            let at = options.iter().position(|word| *word == "--")?;
            options.get(at + 1..)?
        }
        _ => return None,
    };
    let plain = rest.iter().all(|word| !word.contains(['|', '>', '<', '"', '\'', '$', '\\']));
    assert!(plain, "the README's command is not plain enough to run: {command}");
    Some(rest.to_vec())
}

#[test]
fn the_readme_shows_what_is_printed() {
    let text = fs::read_to_string(repository().join("README.md")).expect("README.md");
    let mut count = 0;
    for example in examples(&text) {
        let Some(args) = arguments(&example.command) else { continue };
        count += 1;
        let ended = ended(command(&args).current_dir(repository()).stdin(Stdio::null()));
        assert_eq!(
            ended.stdout.trim_end(),
            example.says.trim_end(),
            "{}\n{}",
            example.command,
            ended.stderr
        );
    }
    assert!(count > 0, "the README opens with a command and its real output");
}

#[test]
fn an_example_is_a_command_and_the_lines_below_it() {
    let text = "```console\n$ overfly at 1,2\nline\n\n$ cargo run -q --release -- check x\nother\n```\n```\n$ overfly no\n```\n";
    let found = examples(text);
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].command.as_str(), found[0].says.as_str()), ("overfly at 1,2", "line\n\n"));
    assert_eq!(arguments(&found[1].command), Some(vec!["check", "x"]));
    assert_eq!(arguments("cargo test --workspace"), None);
}
