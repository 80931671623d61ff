//! Where results are kept: criterion's folder, and beside its figures those that it does not measure.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde_json::{Value, json};

use crate::workloads::Scale;

/// `CRITERION_HOME`, else `criterion` in the target folder.
pub fn criterion_home() -> PathBuf {
    let target = || {
        let default = || [env!("CARGO_MANIFEST_DIR"), "..", "target"].iter().collect();
        env::var_os("CARGO_TARGET_DIR").map_or_else(default, PathBuf::from)
    };
    env::var_os("CRITERION_HOME").map_or_else(|| target().join("criterion"), PathBuf::from)
}

/// What an engine keeps in memory for a workload.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kept {
    /// Once built.
    pub bytes: u64,
    /// At most, while it was built; without what it was built from.
    pub peak: u64,
    /// Vertices of the workload's polygons.
    pub vertices: u64,
    /// How much of the workload was made.
    pub scale: Scale,
}

impl Kept {
    /// Writes it where [`read`](Self::read) finds it.
    pub fn write(&self, home: &Path, engine: &str, workload: &str) -> io::Result<()> {
        let folder = home.join("memory").join(engine).join(workload);
        fs::create_dir_all(&folder)?;
        let scale = self.scale.share();
        let Self { bytes, peak, vertices, .. } = self;
        let kept = json!({ "bytes": bytes, "peak": peak, "vertices": vertices, "scale": scale });
        fs::write(folder.join("kept.json"), kept.to_string())
    }

    /// From the folder of an engine and a workload.
    pub fn read(folder: &Path) -> Option<Self> {
        let kept: Value = serde_json::from_slice(&fs::read(folder.join("kept.json")).ok()?).ok()?;
        let number = |name: &str| kept.get(name).and_then(Value::as_u64);
        Some(Self {
            bytes: number("bytes")?,
            peak: number("peak")?,
            vertices: number("vertices")?,
            scale: kept.get("scale").and_then(Value::as_f64).and_then(Scale::new)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let home = env::temp_dir().join(format!("overfly-benches-{}", std::process::id()));
        let scale = Scale::new(0.25).unwrap();
        let kept = Kept { bytes: 12_345, peak: 23_456, vertices: 678, scale };
        kept.write(&home, "engine", "w1").unwrap();
        assert_eq!(Kept::read(&home.join("memory/engine/w1")), Some(kept));
        assert_eq!(Kept::read(&home.join("memory/engine/w2")), None);
        fs::remove_dir_all(&home).unwrap();
    }
}
