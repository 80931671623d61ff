//! The demonstration agency, and docs/verify-by-hand.md, which verifies it with a shell and stock tools only.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::kit::{Folder, command, ended, repository};

/// One fenced block of commands, and what the document says that they print.
struct Block {
    commands: String,
    printed: String,
}

/// The commands run as they stand, and every output shown is what they print.
#[test]
fn the_commands_of_verify_by_hand_print_what_the_document_shows() {
    if skipped() {
        return;
    }
    run_the_document(&copy_of_the_agency());
}

/// Signing anew with the test keys makes signatures that verify in the same way.
#[test]
fn the_demonstration_agency_can_be_signed_anew() {
    if skipped() {
        return;
    }
    let folder = copy_of_the_agency();
    for file in files_in(&folder.path().join("fixtures/agency"), "sig") {
        fs::remove_file(file).unwrap();
    }
    let signed = Command::new("sh")
        .arg("fixtures/agency/sign.sh")
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(signed.status.success(), "{signed:?}");
    let names = |root: &Path| -> Vec<PathBuf> {
        let agency = root.join("fixtures/agency");
        let signatures = files_in(&agency, "sig").into_iter();
        signatures.map(|file| file.strip_prefix(&agency).unwrap().to_owned()).collect()
    };
    assert_eq!(names(folder.path()), names(&repository()), "the same signatures as before");
    run_the_document(&folder);
}

/// The stock tool accepts each waiver, and refuses it with any one byte changed.
#[test]
fn the_stock_tool_refuses_each_waiver_after_one_changed_byte() {
    if skipped() {
        return;
    }
    let waivers = files_in(&repository().join("fixtures/agency/waivers"), "toml");
    assert!(waivers.len() >= 6, "{waivers:?}");
    let folder = Folder::new();
    for waiver in &waivers {
        let text = fs::read(waiver).unwrap();
        assert!(accepted(&folder, waiver, &text), "{}", waiver.display());
        for at in (0..text.len()).step_by(text.len() / 12) {
            let mut changed = text.clone();
            changed[at] ^= 1;
            assert!(!accepted(&folder, waiver, &changed), "{}, byte {at}", waiver.display());
        }
    }
}

/// A waiver of the demonstration must not be passed over because its pins are old.
#[test]
fn the_pins_of_the_demonstration_are_the_digests_of_the_zones_that_come_along() {
    for waiver in files_in(&repository().join("fixtures/agency/waivers"), "toml") {
        let document = table(&waiver);
        let zones = document["scope"]["zones"].as_array().unwrap();
        assert!(!zones.is_empty(), "{}", waiver.display());
        for zone in zones.iter().map(|zone| zone.as_str().unwrap()) {
            let pin = document["zone_pins"][zone].as_str().unwrap();
            let args = ["zones", "show", zone, "zones/nld", "--format", "json"];
            let shown = ended(command(&args).current_dir(repository()));
            let digest = format!("\"digest\": \"{pin}\"");
            assert!(shown.stdout.contains(&digest), "{} {zone}: {shown:?}", waiver.display());
        }
    }
}

/// What lies open for everybody to see must say so wherever it is met.
#[test]
fn every_key_of_the_demonstration_says_that_it_is_a_test_key() {
    let agency = repository().join("fixtures/agency");
    let public = files_in(&agency.join("demo-keys"), "pub");
    let trust = files_in(&agency.join("trust"), "toml");
    let keys: Vec<String> = public
        .iter()
        .chain(&trust)
        .flat_map(|file| {
            let text = fs::read_to_string(file).unwrap();
            let holds_key = |line: &&str| line.contains(" AAAA");
            text.lines().filter(holds_key).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    assert!(keys.len() >= 13, "{keys:?}");
    assert!(keys.iter().all(|key| key.contains(" TEST KEY")), "{keys:?}");
}

/// Runs every block in one shell, in order, and compares block by block.
fn run_the_document(folder: &Folder) {
    let text = fs::read_to_string(folder.path().join("docs/verify-by-hand.md")).unwrap();
    let blocks = blocks(&text);
    assert!(blocks.len() >= 10, "{} blocks", blocks.len());
    let marked = blocks.iter().flat_map(|block| [&block.commands, "echo '== end of block =='\n"]);
    fs::write(folder.path().join("script"), marked.collect::<String>()).unwrap();
    let output = Command::new("sh")
        .args(["-eu", "script"])
        .current_dir(folder.path())
        .env("TZ", "EST5")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let mut printed = stdout.split("== end of block ==\n");
    for (number, block) in (1..).zip(&blocks) {
        let printed = printed.next().unwrap();
        assert_eq!(printed, block.printed, "block {number}:\n{}\n{stderr}", block.commands);
    }
    assert_eq!(output.status.code(), Some(0), "{stderr}");
}

/// The `sh` blocks, each with the `text` block that follows it before the next.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut language = None;
    for line in text.lines() {
        if let Some(opened) = line.strip_prefix("```") {
            language = if language.is_some() { None } else { Some(opened) };
            if language == Some("sh") {
                blocks.push(Block { commands: String::new(), printed: String::new() });
            }
            continue;
        }
        let Some(block) = blocks.last_mut() else { continue };
        match language {
            Some("sh") => block.commands.extend([line, "\n"]),
            Some("text") => block.printed.extend([line, "\n"]),
            _ => {}
        }
    }
    blocks
}

/// Whether `ssh-keygen` takes these bytes for what the waiver's officer signed.
fn accepted(folder: &Folder, waiver: &Path, bytes: &[u8]) -> bool {
    let document = table(waiver);
    let issuer = document["issuer"].as_str().unwrap();
    let via = document["via"].as_str().unwrap();
    let delegation = table(&repository().join(format!("fixtures/agency/trust/{via}.toml")));
    let signers = format!("{issuer} {}\n", delegation["key"].as_str().unwrap());
    fs::write(folder.path().join("signers"), signers).unwrap();
    fs::write(folder.path().join("bytes"), bytes).unwrap();
    let status = Command::new("ssh-keygen")
        .args(["-Y", "verify", "-f", "signers", "-I", issuer, "-n", "overfly-waiver", "-s"])
        .arg(waiver.with_extension("toml.sig"))
        .current_dir(folder.path())
        .stdin(fs::File::open(folder.path().join("bytes")).unwrap())
        .output()
        .unwrap()
        .status;
    status.success()
}

fn table(file: &Path) -> toml::Table {
    fs::read_to_string(file).unwrap().parse().unwrap()
}

/// A folder like the repository's root, with the agency and the document only.
fn copy_of_the_agency() -> Folder {
    let mut folder = Folder::new();
    let document = "docs/verify-by-hand.md";
    folder = folder.with(document, fs::read(repository().join(document)).unwrap());
    let agency = repository().join("fixtures/agency");
    for file in files_in(&agency, "") {
        let name = file.strip_prefix(repository()).unwrap().to_str().unwrap();
        folder = folder.with(name, fs::read(&file).unwrap());
    }
    folder
}

/// The files below a folder that end so (any, for ""), sorted.
fn files_in(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_in(&path, extension));
        } else if extension.is_empty() || path.extension().is_some_and(|ends| ends == extension) {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Without a shell and OpenSSH 9.1, which is the first to read times with a Z.
fn skipped() -> bool {
    let asks = "command -v ssh-keygen >/dev/null && ssh -V 2>&1";
    let shell = Command::new("sh").args(["-c", asks]).output();
    let version = shell.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let version = version.unwrap_or_default();
    if is_new_enough(&version) {
        return false;
    }
    assert!(env::var_os("OVERFLY_REQUIRE_TOOLS").is_none(), "OpenSSH 9.1 is missing: {version}");
    eprintln!("SKIPPED: no OpenSSH 9.1 or later ({version}), so nothing shows that it agrees");
    true
}

/// Reads `OpenSSH_9.2p1 Debian-2, ..`.
fn is_new_enough(version: &str) -> bool {
    let digits = version.trim().split("OpenSSH_").nth(1).unwrap_or_default();
    let number = |text: &str| -> u32 {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        text[..end].parse().unwrap_or(0)
    };
    let (major, minor) = digits.split_once('.').unwrap_or_default();
    (number(major), number(minor)) >= (9, 1)
}
