//! `state.toml`: what this station has accepted and seen, so that nobody takes it back to an older state of
//! trust. Written whole or not at all, and never lowered but by a word of its owner.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use overfly_exemption::{Authority, Memory, State};
use overfly_report::Present;

use crate::failure::Failure;
use crate::sign;

/// The file in the station's folder.
pub const FILE: &str = "state.toml";
/// More than any station remembers.
const LIMIT: u64 = 1 << 20;

/// What a station remembers, and where.
#[derive(Clone, Debug)]
pub struct StationMemory {
    path: Option<PathBuf>,
    memory: Memory,
}

impl StationMemory {
    /// Reads what `--station` names, else the user's own station. A rehearsal asks none. A file that cannot
    /// be read is a failure, and never a fresh start.
    pub fn open(station: Option<&Path>, present: Present) -> Result<Self, Failure> {
        if present == Present::Rehearsal {
            return Ok(Self { path: None, memory: Memory::Rehearsal });
        }
        let path = folder(station)?.join(FILE);
        let memory = read(&path)?.map_or(Memory::Nothing, Memory::Known);
        Ok(Self { path: Some(path), memory })
    }

    /// The same for an answer that has to come: a station that cannot be read has accepted nothing, and the
    /// failure is told beside the answer. Nothing is ever written over it.
    pub fn open_or_nothing(station: Option<&Path>, present: Present) -> (Self, Option<Failure>) {
        match Self::open(station, present) {
            Ok(memory) => (memory, None),
            Err(failure) => (Self { path: None, memory: Memory::Nothing }, Some(failure)),
        }
    }

    /// What it remembers.
    pub fn memory(&self) -> Memory {
        self.memory.clone()
    }

    /// The file, where there is one to be read and written.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Remembers what an authority has seen. Nothing in a rehearsal, and nothing before somebody has accepted
    /// a trust root.
    pub fn learn(&self, authority: &Authority) -> Result<(), Failure> {
        let (Some(path), Memory::Known(_), Some(learned)) =
            (&self.path, &self.memory, authority.learned())
        else {
            return Ok(());
        };
        // Most looks at a folder show nothing new, and a station that may only be read serves for them.
        let news = |stored: &State| Some(stored.joined(&learned)).filter(|joined| joined != stored);
        if read(path)?.as_ref().and_then(news).is_none() {
            return Ok(());
        }
        // Another check on this station may be learning more right now.
        let _lock = lock(path)?;
        let stored = read(path)?;
        stored.as_ref().and_then(news).map_or(Ok(()), |joined| write(path, &joined))
    }

    /// Remembers what the owner of the station says from now on: a change of what is stored by then.
    pub fn change(&self, change: impl FnOnce(Option<State>) -> State) -> Result<(), Failure> {
        let Some(path) = &self.path else {
            return Err(Failure::at("--now", "is a rehearsal, which changes no station")
                .hint("leave out --now"));
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| Failure::io(folder, "made", &error))?;
        }
        let _lock = lock(path)?;
        write(path, &change(read(path)?))
    }
}

/// Held while one process reads, joins and writes; the system lets go of it when the file is closed, also after a
/// crash. A system without locks does without.
fn lock(path: &Path) -> Result<fs::File, Failure> {
    let beside = path.with_extension("lock");
    let fault = |error: &std::io::Error| Failure::io(&beside, "written", error);
    let file = fs::File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&beside)
        .map_err(|error| fault(&error))?;
    match file.lock() {
        Err(error) if error.kind() != ErrorKind::Unsupported => Err(fault(&error)),
        _ => Ok(file),
    }
}

fn read(path: &Path) -> Result<Option<State>, Failure> {
    let shown = || path.display().to_string();
    let remedy =
        "move it away, compare the root keys with the agency, then: overfly trust status --accept";
    let data = match fs::metadata(path) {
        // A link that leads nowhere is no fresh start.
        Err(error)
            if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(path).is_err() =>
        {
            return Ok(None);
        }
        data => data.map_err(|error| Failure::io(path, "read", &error))?,
    };
    if !data.is_file() || data.len() > LIMIT {
        return Err(Failure::at(shown(), "is no station's memory").hint(remedy));
    }
    let bytes = fs::read(path).map_err(|error| Failure::io(path, "read", &error))?;
    let state = State::read(&bytes);
    state.map(Some).map_err(|error| Failure::at(shown(), error.to_string()).hint(remedy))
}

fn write(path: &Path, state: &State) -> Result<(), Failure> {
    sign::replace(path, state.write().as_bytes())
}

/// The station's folder: as named, else `OVERFLY_STATION`, else in the platform's data folder.
pub fn folder(station: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(folder) = station {
        if folder.is_file() {
            return Err(Failure::at("--station", format!("{} is a file", folder.display()))
                .hint(format!("name the folder in which {FILE} lies")));
        }
        return Ok(folder.to_owned());
    }
    default_folder(|name| std::env::var_os(name)).ok_or_else(|| {
        Failure::new("nobody can tell where this station keeps its memory")
            .hint("add --station DIR, or set OVERFLY_STATION")
    })
}

fn default_folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = set("OVERFLY_STATION") {
        return Some(folder);
    }
    let data = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        // The XDG base directory specification: a relative path there is to be ignored.
        let stated = set("XDG_DATA_HOME").filter(|path| path.is_absolute());
        stated.or_else(|| set("HOME").map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("overfly").join("station"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn a_station_has_its_own_place() {
        for (set, wanted) in [
            (&[("OVERFLY_STATION", "/a"), ("HOME", "/h")][..], Some("/a")),
            (&[("XDG_DATA_HOME", "/d"), ("HOME", "/h")], Some("/d/overfly/station")),
            (&[("XDG_DATA_HOME", "d"), ("HOME", "/h")], Some("/h/.local/share/overfly/station")),
            (&[("OVERFLY_STATION", ""), ("HOME", "/h")], Some("/h/.local/share/overfly/station")),
            (&[("HOME", "")], None),
        ] {
            let found = default_folder(|name| {
                set.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
            });
            assert_eq!(found, wanted.map(PathBuf::from), "{set:?}");
        }
    }

    #[test]
    fn changes_at_once_lose_nothing_that_one_of_them_saw() {
        let folder = std::env::temp_dir().join(format!("overfly-lock-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let key =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB5jwZUvWS2bfpFhxqT48rIlAB0wBEwTuXtQlX1hkq8/";
        let text = format!(
            "format = \"overfly-state/1\"\nlatest = 2026-11-22T05:40:00Z\n[trust]\nversion = 1\n\
             digest = \"d\"\nthreshold = 1\nroots = [\"{key}\"]\n"
        );
        fs::write(folder.join(FILE), text).unwrap();
        let open = || StationMemory::open(Some(&folder), Present::Clock).unwrap();
        std::thread::scope(|scope| {
            for at in 0..8 {
                scope.spawn(move || {
                    for number in 0..10 {
                        let seen = overfly_exemption::state::SeenList {
                            key: format!("{at}-{number}"),
                            trust_version: 1,
                            version: 1,
                            digest: None,
                        };
                        let add = |stored: Option<State>| {
                            let mut state = stored.unwrap();
                            state.lists.push(seen);
                            state
                        };
                        open().change(add).unwrap();
                    }
                });
            }
        });
        let Memory::Known(state) = open().memory() else { panic!("lost") };
        assert_eq!(state.lists.len(), 80);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_memory_that_cannot_be_read_is_no_fresh_start() {
        let folder = std::env::temp_dir().join(format!("overfly-memory-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let open = || StationMemory::open(Some(&folder), Present::Clock);
        assert_eq!(open().unwrap().memory(), Memory::Nothing);
        fs::write(folder.join(FILE), "format = \"overfly-state/1\"\n").unwrap();
        assert!(open().unwrap_err().to_string().contains("--accept"));
        let (memory, failure) = StationMemory::open_or_nothing(Some(&folder), Present::Clock);
        assert_eq!((memory.memory(), memory.path()), (Memory::Nothing, None));
        assert!(failure.is_some());
        let rehearsal = StationMemory::open(Some(&folder), Present::Rehearsal).unwrap();
        assert_eq!(rehearsal.memory(), Memory::Rehearsal);
        fs::remove_dir_all(folder).unwrap();
    }
}
