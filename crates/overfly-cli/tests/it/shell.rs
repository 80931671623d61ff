//! Documents whose commands are run as they stand.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::kit::{Folder, repository};

/// One fenced block of commands, and what the document says that they print.
struct Block {
    commands: String,
    printed: String,
}

/// Runs every block in one shell, in order, and compares block by block.
pub fn run_the_document(folder: &Folder, document: &str) {
    let blocks = blocks(&fs::read_to_string(repository().join(document)).unwrap());
    assert!(blocks.len() >= 10, "{} blocks in {document}", blocks.len());
    let said = said(folder, &blocks);
    for (number, (block, printed)) in (1..).zip(blocks.iter().zip(&said.printed)) {
        assert_eq!(*printed, block.printed, "block {number}:\n{}\n{}", block.commands, said.stderr);
    }
    assert_eq!((said.printed.len(), said.code), (blocks.len(), Some(0)), "{}", said.stderr);
}

/// All that the document's commands print in this folder, which may not be what the document shows.
pub fn printed_by(folder: &Folder, document: &str) -> String {
    let said = said(folder, &blocks(&fs::read_to_string(repository().join(document)).unwrap()));
    assert_eq!(said.code, Some(0), "{}\n{}", said.printed.concat(), said.stderr);
    said.printed.concat()
}

/// What blocks of commands print, each, when one shell runs them in order.
struct Said {
    printed: Vec<String>,
    stderr: String,
    code: Option<i32>,
}

fn said(folder: &Folder, blocks: &[Block]) -> Said {
    let marked = blocks.iter().flat_map(|block| [&block.commands, "echo '== end of block =='\n"]);
    fs::write(folder.path().join("script"), marked.collect::<String>()).unwrap();
    let output = Command::new("sh")
        .args(["-eu", "script"])
        .current_dir(folder.path())
        .env("PATH", path_with_the_binary())
        .env("TZ", "EST5")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let mut printed: Vec<String> =
        stdout.split("== end of block ==\n").map(str::to_owned).collect();
    // What stands after the last mark is nothing, unless the shell ended before it.
    if printed.last().is_some_and(String::is_empty) {
        printed.pop();
    }
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    Said { printed, stderr, code: output.status.code() }
}

/// So that `overfly` is the one that was built.
fn path_with_the_binary() -> OsString {
    let own = Path::new(env!("CARGO_BIN_EXE_overfly")).parent().unwrap().to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths([own].into_iter().chain(env::split_paths(&path))).unwrap()
}

/// The `sh` blocks, each with the `text` block that follows it before the next. In a list they are indented.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<(&str, &str)> = None;
    for line in text.lines() {
        let bare = line.trim_start();
        if let Some(language) = bare.strip_prefix("```") {
            let indent = &line[..line.len() - bare.len()];
            open = if open.is_some() { None } else { Some((language, indent)) };
            if language == "sh" {
                blocks.push(Block { commands: String::new(), printed: String::new() });
            }
            continue;
        }
        let (Some(block), Some((language, indent))) = (blocks.last_mut(), open) else { continue };
        let line = line.strip_prefix(indent).unwrap_or(line);
        match language {
            "sh" => block.commands.extend([line, "\n"]),
            "text" => block.printed.extend([line, "\n"]),
            _ => {}
        }
    }
    blocks
}

/// A folder like the repository's root, with these parts of it only.
pub fn copy_of(parts: &[&str]) -> Folder {
    let mut folder = Folder::new();
    for file in parts.iter().flat_map(|part| files_in(&repository().join(part), "")) {
        let name = file.strip_prefix(repository()).unwrap().to_str().unwrap();
        folder = folder.with(name, fs::read(&file).unwrap());
    }
    folder
}

/// The files below a folder that end so (any, for ""), sorted.
pub fn files_in(folder: &Path, extension: &str) -> Vec<PathBuf> {
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
pub fn skipped() -> bool {
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
