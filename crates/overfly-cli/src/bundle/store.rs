//! Files put in place together, or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Files to be put in place in a folder.
pub struct Store {
    home: PathBuf,
    staged: PathBuf,
    writes: Vec<(PathBuf, PathBuf)>,
    removals: Vec<PathBuf>,
}

/// What has been done, to be undone if the rest fails.
enum Done {
    Placed(PathBuf),
    Taken { from: PathBuf, to: PathBuf },
}

impl Store {
    /// A place beside the documents, so that moving them is all that is left to do.
    pub fn new(home: &Path) -> Result<Self, Failure> {
        let staged = home.join(format!(".overfly-import-{}", std::process::id()));
        fs::create_dir_all(&staged).map_err(|error| Failure::io(&staged, "made", &error))?;
        Ok(Self { home: home.to_owned(), staged, writes: Vec::new(), removals: Vec::new() })
    }

    /// Writes a file aside.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let aside = self.staged.join(format!("new-{}", self.writes.len()));
        let written = fs::File::create_new(&aside).and_then(|mut file| {
            io::Write::write_all(&mut file, bytes).and_then(|()| file.sync_all())
        });
        written.map_err(|error| Failure::io(&aside, "written", &error))?;
        self.writes.push((aside, self.home.join(path)));
        Ok(())
    }

    /// Takes a file away when the others are put in place.
    pub fn remove(&mut self, path: PathBuf) {
        self.removals.push(path);
    }

    /// Puts all in place. A failure on the way undoes what was done before it.
    pub fn commit(self) -> Result<(), Failure> {
        let mut done = Vec::new();
        let result = self.place(&mut done);
        if result.is_err() {
            for step in done.into_iter().rev() {
                // What cannot be undone is told by the failure that led here.
                let _ = match step {
                    Done::Placed(path) => fs::remove_file(path),
                    Done::Taken { from, to } => fs::rename(to, from),
                };
            }
        }
        result
    }

    fn place(&self, done: &mut Vec<Done>) -> Result<(), Failure> {
        for path in &self.removals {
            self.take(path, done)?;
        }
        for (aside, path) in &self.writes {
            let fault = |error: &io::Error| Failure::io(path, "written", error);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(|error| fault(&error))?;
            }
            if path.exists() {
                self.take(path, done)?;
            }
            fs::rename(aside, path).map_err(|error| fault(&error))?;
            done.push(Done::Placed(path.clone()));
        }
        Ok(())
    }

    fn take(&self, path: &Path, done: &mut Vec<Done>) -> Result<(), Failure> {
        let to = self.staged.join(format!("old-{}", done.len()));
        fs::rename(path, &to).map_err(|error| Failure::io(path, "replaced", &error))?;
        done.push(Done::Taken { from: path.to_owned(), to });
        Ok(())
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Whatever is left there is a copy.
        let _ = fs::remove_dir_all(&self.staged);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_in_the_middle_leaves_everything_as_it_was() {
        let home = std::env::temp_dir().join(format!("overfly-store-{}", std::process::id()));
        fs::create_dir_all(home.join("trust")).unwrap();
        fs::write(home.join("trust/a"), "old").unwrap();
        // A file stands where a folder would have to be.
        fs::write(home.join("waivers"), "file").unwrap();
        let mut store = Store::new(&home).unwrap();
        store.add("trust/a", b"new").unwrap();
        store.add("trust/b", b"new").unwrap();
        store.add("waivers/c", b"new").unwrap();
        assert!(store.commit().is_err());
        assert_eq!(fs::read(home.join("trust/a")).unwrap(), b"old");
        assert!(!home.join("trust/b").exists());
        let mut store = Store::new(&home).unwrap();
        store.add("trust/a", b"new").unwrap();
        store.commit().unwrap();
        assert_eq!(fs::read(home.join("trust/a")).unwrap(), b"new");
        assert_eq!(fs::read_dir(&home).unwrap().count(), 2, "nothing is left lying about");
        fs::remove_dir_all(&home).unwrap();
    }
}
