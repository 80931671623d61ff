//! What a station remembers from check to check: `state.toml` and `attestations.toml` in its folder.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use overfly_exemption::{Memory, State};

use crate::failure::Failure;

/// The versions seen and the latest signed time.
const STATE: &str = "state.toml";
/// A state has some lines.
const LARGEST: u64 = 1 << 20;

/// The folder of this station: as named, by the environment, or the platform's place for such data.
pub fn folder(option: Option<&Path>) -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(folder) = option.map(Path::to_owned).or(set("OVERFLY_STATION").map(PathBuf::from)) {
        return Some(folder);
    }
    let data = if cfg!(windows) {
        PathBuf::from(set("LOCALAPPDATA")?)
    } else if cfg!(target_os = "macos") {
        Path::new(&set("HOME")?).join("Library/Application Support")
    } else {
        match set("XDG_DATA_HOME") {
            Some(data) => PathBuf::from(data),
            None => Path::new(&set("HOME")?).join(".local/share"),
        }
    };
    Some(data.join("overfly").join("station"))
}

/// The same, where a command cannot do without.
pub fn required_folder(option: Option<&Path>) -> Result<PathBuf, Failure> {
    folder(option).ok_or_else(|| {
        Failure::new("there is no place for what this station remembers")
            .hint("name one: --station DIR, or set OVERFLY_STATION")
    })
}

/// What the station remembers; nothing where it has no state yet. A state that cannot be read is a
/// failure: to forget is to start afresh, and nobody may bring that about by spoiling a file.
pub fn load(folder: &Path) -> Result<Memory, Failure> {
    let path = folder.join(STATE);
    let data = match fs::metadata(&path) {
        Ok(data) => data,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Memory::Nothing),
        Err(error) => return Err(Failure::io(&path, "read", &error)),
    };
    let shown = path.display().to_string();
    if !data.is_file() || data.len() > LARGEST {
        return Err(Failure::at(shown, "is no state of a station"));
    }
    let bytes = fs::read(&path).map_err(|error| Failure::io(&path, "read", &error))?;
    let state = State::read(&bytes).map_err(|error| {
        Failure::at(shown, error.to_string())
            .hint("look who changed it; then record a fresh start: overfly trust status --accept")
    })?;
    Ok(Memory::Known(state))
}

/// Writes the state whole or not at all.
pub fn save(folder: &Path, state: &State) -> Result<(), Failure> {
    write(&folder.join(STATE), state.write().as_bytes())
}

/// Writes a file whole or not at all.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fault = |error: std::io::Error| Failure::io(path, "written", &error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fault)?;
    }
    let beside = path.with_extension(format!("new-{}", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let moved = written.and_then(|()| fs::rename(&beside, path));
    if moved.is_err() {
        let _ = fs::remove_file(&beside);
    }
    moved.map_err(fault)
}
