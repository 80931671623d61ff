//! No network, ever.

use std::process::Command;

use crate::kit::{Folder, NOW, dutch, line};

/// Runs the commands under `strace` and looks for a socket.
#[test]
fn the_binary_opens_no_socket() {
    if Command::new("strace").arg("-V").output().is_err() {
        assert!(std::env::var_os("OVERFLY_REQUIRE_TOOLS").is_none(), "strace is not installed");
        eprintln!("SKIPPED: strace is not installed, so nothing shows that no socket is opened");
        return;
    }
    let folder = Folder::new()
        .with("plan.json", line("[5.2, 52.2], [5.21, 52.2]"))
        .with("points.csv", "lat,lon\n52.0,5.0\n")
        .with("zones.json", dutch(&[]));
    for args in [
        &[
            "check",
            "plan.json",
            "--zones",
            "zones.json",
            "--now",
            NOW,
            "--time-zone",
            "Europe/Amsterdam",
        ][..],
        &["check", "plan.json", "--zones", "zones.json", "--format", "json"],
        &["at", "52.0,5.0", "--zones", "zones.json"],
        &["at", "--batch", "points.csv", "--zones", "zones.json"],
        &["zones", "list", "--zones", "zones.json"],
        &["zones", "lint", "zones.json"],
        &["zones", "convert", "zones.json", "-o", "converted.json"],
        &["completions", "bash"],
    ] {
        let trace = folder.path().join("trace");
        let output = Command::new("strace")
            .args(["-f", "-e", "trace=network,execve", "-o"])
            .arg(&trace)
            .arg(env!("CARGO_BIN_EXE_overfly"))
            .args(args)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let calls = std::fs::read_to_string(&trace).unwrap_or_default();
        if !calls.contains("execve(") {
            assert!(
                std::env::var_os("OVERFLY_REQUIRE_TOOLS").is_none(),
                "strace cannot trace here: {output:?}"
            );
            eprintln!(
                "SKIPPED: strace cannot trace here, so nothing shows that no socket is opened"
            );
            return;
        }
        assert!(output.status.code().is_some_and(|code| code < 2), "{args:?} {output:?}");
        assert_eq!(calls.matches("execve(").count(), 1, "starts no other program: {calls}");
        let network = ["socket(", "socketpair(", "connect(", "bind(", "sendto("];
        assert!(!network.iter().any(|call| calls.contains(call)), "{args:?}\n{calls}");
    }
}
