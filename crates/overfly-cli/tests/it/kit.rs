//! Folders to play in, the binary, and snapshots.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs};

/// The moment every test takes for now.
pub const NOW: &str = "2026-11-22T08:00:00Z";

/// A folder that goes when the test ends.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("overfly-test-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Runs the binary in this folder, so that the paths in its answer are short.
    pub fn run(&self, args: &[&str]) -> Ended {
        ended(command(args).current_dir(&self.0).stdin(Stdio::null()))
    }

    /// Runs the binary with bytes on its standard input.
    pub fn run_with_input(&self, args: &[&str], input: &[u8]) -> Ended {
        let file = self.0.join("standard-input");
        fs::write(&file, input).unwrap();
        ended(command(args).current_dir(&self.0).stdin(fs::File::open(&file).unwrap()))
    }

    /// `check plan.json --zones zones.json` on a plan and zones.
    pub fn check(plan: &str, zones: &str) -> Ended {
        Self::new().with("plan.json", plan).with("zones.json", zones).run(&[
            "check",
            "plan.json",
            "--zones",
            "zones.json",
            "--now",
            NOW,
        ])
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_overfly"));
    command.args(args).env_remove("NO_COLOR").env_remove("COLUMNS");
    command
}

pub fn ended(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        code: output.status.code().expect("ended by itself"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// How a run ended.
#[derive(Debug)]
pub struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// All that was seen, as one text.
    pub fn shown(&self) -> String {
        format!("exit code {}\n--- stdout\n{}--- stderr\n{}", self.code, self.stdout, self.stderr)
    }

    /// Compares with `tests/snapshots/NAME.txt`; `OVERFLY_BLESS=1` writes it anew.
    pub fn matches(&self, name: &str) {
        same_as_file(&self.shown(), &here().join("tests/snapshots").join(format!("{name}.txt")));
    }
}

/// Compares a text with a committed file; `OVERFLY_BLESS=1` writes it anew.
pub fn same_as_file(text: &str, path: &Path) {
    if env::var_os("OVERFLY_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return;
    }
    let committed = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        committed == text,
        "{} differs from what is printed now; OVERFLY_BLESS=1 cargo test writes it anew\n--- committed\n{committed}\n--- now\n{text}",
        path.display()
    );
}

/// This crate's folder.
pub fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The repository.
pub fn repository() -> PathBuf {
    here().join("../..").canonicalize().unwrap()
}

/// A plan of one line through points written `[lon, lat]`, at 50 m above ground.
pub fn line(points: &str) -> String {
    format!(
        r#"{{"type": "Feature", "properties": {{"height": 50, "datum": "agl", "depart": "2026-11-24T09:00:00Z", "speed": 8}},
            "geometry": {{"type": "LineString", "coordinates": [{points}]}}}}"#
    )
}

/// An ED-269 zone of type PROHIBITED, from the ground to 120 m, with this horizontal projection.
pub fn prohibited(identifier: &str, projection: &str) -> String {
    zone(identifier, "PROHIBITED", projection)
}

/// An ED-269 zone.
pub fn zone(identifier: &str, restriction: &str, projection: &str) -> String {
    format!(
        r#"{{"identifier": "{identifier}", "country": "NLD", "name": "Test {identifier}", "type": "COMMON",
            "restriction": "{restriction}", "reason": ["OTHER"], "applicability": [{{"permanent": "YES"}}],
            "zoneAuthority": [{{"name": "Desk", "phone": "+31 70 000 0000", "purpose": "AUTHORIZATION"}}],
            "geometry": [{{"uomDimensions": "M", "lowerLimit": 0, "lowerVerticalReference": "AGL",
                "upperLimit": 120, "upperVerticalReference": "AGL", "horizontalProjection": {projection}}}]}}"#
    )
}

pub fn polygon(ring: &str) -> String {
    format!(r#"{{"type": "Polygon", "coordinates": [[{ring}]]}}"#)
}

pub fn circle(centre: &str, radius_m: u32) -> String {
    format!(r#"{{"type": "Circle", "center": [{centre}], "radius": {radius_m}}}"#)
}

/// An ED-269 file of these zones.
pub fn ed269(zones: &[String]) -> String {
    format!(r#"{{"title": "Test", "features": [{}]}}"#, zones.join(",\n"))
}

/// A Dutch file whose box reaches from 4.0 to 6.0 east and 51.5 to 53.0 north, with `zones` in it.
pub fn dutch(zones: &[String]) -> String {
    let corner = |identifier, at| prohibited(identifier, &circle(at, 100));
    let mut all = vec![corner("SW", "4.0, 51.5"), corner("NE", "6.0, 53.0")];
    all.extend_from_slice(zones);
    ed269(&all)
}
