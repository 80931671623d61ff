//! Manual pages, completions and help: committed, and the same as what the binary prints.

use std::process::Stdio;

use crate::kit::{command, ended, here, same_as_file};

const PAGES: [&[&str]; 23] = [
    &[],
    &["check"],
    &["at"],
    &["zones"],
    &["zones", "list"],
    &["zones", "show"],
    &["zones", "lint"],
    &["zones", "convert"],
    &["init"],
    &["trust"],
    &["trust", "init"],
    &["trust", "sign"],
    &["trust", "delegate"],
    &["trust", "revoke"],
    &["trust", "refresh"],
    &["trust", "status"],
    &["trust", "export-allowed-signers"],
    &["clock"],
    &["clock", "confirm"],
    &["status"],
    &["completions"],
    &["help"],
    &["man"],
];

fn printed(args: &[&str]) -> String {
    let ended = ended(command(args).stdin(Stdio::null()));
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{args:?} {ended:?}");
    ended.stdout
}

#[test]
fn the_manual_pages_are_up_to_date() {
    for page in PAGES {
        let name = [&["overfly"], page].concat().join("-");
        let text = printed(&[&["man"], page].concat());
        assert!(text.contains(&format!(".TH {name} 1  \"overfly ")), "{name}: {text}");
        assert!(!text.contains("EXTRA"), "{name}");
        let examples = text.matches("SH \"EXAMPLES\"\n.nf\n").count();
        assert_eq!(
            examples,
            text.matches("EXAMPLES").count(),
            "{name} keeps its examples as lines"
        );
        same_as_file(&text, &here().join(format!("man/{name}.1")));
    }
}

#[test]
fn the_completions_are_up_to_date() {
    for (shell, file) in [
        ("bash", "overfly.bash"),
        ("zsh", "_overfly"),
        ("fish", "overfly.fish"),
        ("powershell", "_overfly.ps1"),
    ] {
        same_as_file(&printed(&["completions", shell]), &here().join("completions").join(file));
    }
}

#[test]
fn short_help_fits_one_screen() {
    for page in PAGES {
        let help = printed(&[page, &["-h"]].concat());
        assert!(help.lines().count() <= 24, "{page:?}: {} lines\n{help}", help.lines().count());
        assert!(help.lines().all(|line| line.chars().count() <= 80), "{page:?}\n{help}");
    }
}

#[test]
fn long_help_has_examples() {
    for page in [
        &[][..],
        &["check"],
        &["at"],
        &["init"],
        &["trust", "delegate"],
        &["trust", "revoke"],
        &["status"],
    ] {
        let help = printed(&[page, &["--help"]].concat());
        assert!(help.contains("Examples:"), "{page:?}");
        assert!(help.lines().all(|line| line.chars().count() <= 80), "{page:?}\n{help}");
    }
}
