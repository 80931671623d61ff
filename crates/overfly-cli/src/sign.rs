//! Signing through stock `ssh-keygen`, so that no private key ever enters this process: tokens, agents and
//! passphrases work as the signer knows them.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use overfly_exemption::{Namespace, PublicKey, Signature, Touch};

use crate::failure::Failure;

/// The program, found on the `PATH`.
const PROGRAM: &str = "ssh-keygen";

/// Signs a document with the private key in the file `key`, or with the one in ssh-agent whose public half
/// `key` is. The signature stands in `DOCUMENT.sig` then; a stale one there gives way to it.
pub fn with_ssh_keygen(
    key: &Path,
    namespace: Namespace,
    document: &Path,
) -> Result<PathBuf, Failure> {
    into(key, namespace, document, beside(document, None))
}

/// The same where several sign one document: the signature stands in `DOCUMENT.NAME.sig`.
pub fn as_signer(
    key: &Path,
    namespace: Namespace,
    document: &Path,
    name: &str,
) -> Result<PathBuf, Failure> {
    let fit = |c: char| c.is_ascii_alphanumeric() || "-_@+".contains(c);
    if name.is_empty() || name.len() > 64 || !name.chars().all(fit) {
        return Err(Failure::at(name, "is no name for a signature file")
            .hint("use up to 64 letters, digits and - _ @ +"));
    }
    into(key, namespace, document, beside(document, Some(name)))
}

fn beside(document: &Path, name: Option<&str>) -> PathBuf {
    let mut path: OsString = document.into();
    if let Some(part) = name {
        path.push(".");
        path.push(part);
    }
    path.push(".sig");
    path.into()
}

fn into(
    key: &Path,
    namespace: Namespace,
    document: &Path,
    target: PathBuf,
) -> Result<PathBuf, Failure> {
    for path in [document, &target] {
        // To open a pipe might wait for ever.
        if fs::metadata(path).is_ok_and(|data| !data.is_file()) {
            return Err(Failure::at(path.display().to_string(), "is no ordinary file"));
        }
    }
    let text = fs::read(document).map_err(|error| Failure::io(document, "read", &error))?;
    refuse_no_key(key)?;
    let made = Copied::of(document, &text)?.sign(key, namespace)?;
    let signature = Signature::read(&made).map_err(|error| {
        Failure::at(
            key.display().to_string(),
            format!("made a signature that no one takes: {error}"),
        )
        .hint("sign with an Ed25519 or ECDSA P-256 key, on a token or not: ssh-keygen -t ed25519")
    })?;
    signature.verify(namespace, &text, Touch::default()).map_err(|error| {
        Failure::at(document.display().to_string(), format!("{error}, right after it was signed"))
            .hint("look whether somebody else writes to it, and sign again")
    })?;
    keep_others(&target, &signature, namespace, &text)?;
    replace(&target, &made)?;
    Ok(target)
}

/// What cannot be a key is told as what it is, before `ssh-keygen` says something of its own.
fn refuse_no_key(key: &Path) -> Result<(), Failure> {
    let data = fs::metadata(key).map_err(|error| Failure::io(key, "read", &error))?;
    let what = match () {
        () if data.is_dir() => "is a folder, and no key",
        () if !data.is_file() => "is no ordinary file, and no key",
        () if data.len() == 0 => "is empty, and no key",
        () => return Ok(()),
    };
    Err(Failure::at(key.display().to_string(), what).hint(
        "name the file of the private key, or its .pub file where ssh-agent holds the private one",
    ))
}

/// Why `ssh-keygen` may have refused a key, by what its file holds.
fn why_not(key: &Path) -> &'static str {
    let Ok(bytes) = fs::read(key) else { return "look whether you may read the key" };
    let text = String::from_utf8_lossy(&bytes);
    if text.contains("PRIVATE KEY-----") {
        "look at what it says above: a passphrase or a touch is missing"
    } else if PublicKey::read(&text).is_ok() {
        "this is a public key, and ssh-agent does not hold its private one: ssh-add it, or name the private key"
    } else {
        "this file is no SSH key: name the private key that ssh-keygen made"
    }
}

/// A signature that holds is not lost to another signer's.
fn keep_others(
    target: &Path,
    signature: &Signature,
    namespace: Namespace,
    text: &[u8],
) -> Result<(), Failure> {
    let earlier = match fs::read(target) {
        Ok(bytes) => Signature::read(&bytes).ok(),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(Failure::io(target, "read", &error)),
    };
    let holds = |one: &Signature| one.verify(namespace, text, Touch::default()).is_ok();
    match earlier.filter(holds) {
        Some(other) if other.key() != signature.key() => {
            let whose = other.key().fingerprint();
            Err(Failure::at(
                target.display().to_string(),
                format!("holds a good signature by {whose}, and is not overwritten"),
            )
            .hint("move it away first if it is not wanted"))
        }
        _ => Ok(()),
    }
}

/// Whole or not at all: written beside, then moved.
pub fn replace(target: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut new: OsString = target.into();
    new.push(format!(".new-{}", std::process::id()));
    let new = PathBuf::from(new);
    let written = fs::write(&new, bytes).and_then(|()| fs::rename(&new, target));
    written.map_err(|error| {
        // What is left of it serves nobody; a second failure has nothing to add.
        let _ = fs::remove_file(&new);
        Failure::io(target, "written", &error)
    })
}

/// A copy of the document in a folder of its own, where `ssh-keygen` finds no earlier signature to ask about.
struct Copied {
    folder: PathBuf,
    file: PathBuf,
}

impl Copied {
    fn of(document: &Path, text: &[u8]) -> Result<Self, Failure> {
        let name = document.file_name().ok_or_else(|| {
            Failure::at(document.display().to_string(), "is a folder, and only a file is signed")
        })?;
        let folder = new_folder()?;
        let copied = Self { file: folder.join(name), folder };
        fs::write(&copied.file, text)
            .map_err(|error| Failure::io(&copied.file, "written", &error))?;
        Ok(copied)
    }

    /// Standard input and error are the caller's: passphrases are typed there, and touches asked for.
    fn sign(&self, key: &Path, namespace: Namespace) -> Result<Vec<u8>, Failure> {
        let mut command = Command::new(PROGRAM);
        command.args(["-q", "-Y", "sign", "-n", namespace.as_str(), "-f"]);
        let status = command.arg(key).arg(&self.file).stdout(Stdio::null()).status();
        match status {
            Ok(status) if status.success() => {
                let made = beside(&self.file, None);
                fs::read(&made).map_err(|error| Failure::io(&made, "read", &error))
            }
            Ok(_) if is_too_old() => {
                Err(Failure::at(PROGRAM, "is too old: it does not know -Y sign")
                    .hint("install OpenSSH 8.2 or newer"))
            }
            Ok(_) => Err(Failure::at(PROGRAM, format!("did not sign with {}", key.display()))
                .hint(why_not(key))),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(Failure::at(PROGRAM, "is not installed, and documents are signed with it")
                    .hint("install OpenSSH (openssh-client), 8.2 or newer"))
            }
            Err(error) => Err(Failure::at(PROGRAM, format!("cannot be started: {error}"))),
        }
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        // What cannot be removed holds a document and its signature: nothing secret.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A folder that nobody else made; on Unix, that nobody else enters.
fn new_folder() -> Result<PathBuf, Failure> {
    let mut fault = None;
    for attempt in 0..100 {
        let name = format!("overfly-sign-{}-{attempt}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        match private(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) => fault = Some((folder, error)),
        }
    }
    Err(fault.map_or_else(
        || Failure::new("no folder can be made for signing"),
        |(folder, error)| Failure::io(&folder, "made", &error),
    ))
}

#[cfg(unix)]
fn private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private(folder: &Path) -> std::io::Result<()> {
    fs::create_dir(folder)
}

/// Asks without a document: an `ssh-keygen` that can sign then misses its arguments, an old one the option.
fn is_too_old() -> bool {
    let asked = Command::new(PROGRAM).args(["-Y", "sign"]).stdin(Stdio::null()).output();
    asked.is_ok_and(|said| {
        let said = String::from_utf8_lossy(&said.stderr).to_lowercase();
        ["unknown option", "illegal option", "invalid option"].iter().any(|no| said.contains(no))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key pair made by the stock tool; `None` where there is none.
    fn key(folder: &Path, name: &str) -> Option<PathBuf> {
        let path = folder.join(name);
        let made = Command::new(PROGRAM)
            .args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"])
            .arg(&path)
            .status();
        if made.is_ok_and(|status| status.success()) {
            return Some(path);
        }
        assert!(std::env::var_os("CI").is_none(), "ssh-keygen is missing");
        eprintln!("SKIPPED: no ssh-keygen here");
        None
    }

    #[test]
    fn what_is_no_private_key_is_told_as_what_it_is() {
        let folder = new_folder().unwrap();
        let document = folder.join("W-1.toml");
        fs::write(&document, "one\n").unwrap();
        let Some(_) = key(&folder, "first") else { return };
        fs::write(folder.join("empty"), "").unwrap();
        fs::write(folder.join("words"), "words\n").unwrap();
        fs::rename(folder.join("first.pub"), folder.join("lonely.pub")).unwrap();
        for (name, says) in [
            (".", "is a folder"),
            ("empty", "is empty"),
            ("words", "is no SSH key"),
            ("lonely.pub", "is a public key, and ssh-agent does not hold"),
        ] {
            let failure = with_ssh_keygen(&folder.join(name), Namespace::Waiver, &document);
            let failure = failure.unwrap_err().to_string();
            assert!(failure.contains(says), "{name}: {failure}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_signature_replaces_a_stale_one_and_never_another_signers() {
        let folder = new_folder().unwrap();
        let document = folder.join("W-1.toml");
        fs::write(&document, "one\n").unwrap();
        let (Some(first), Some(second)) = (key(&folder, "first"), key(&folder, "second")) else {
            return;
        };
        let sign = |key: &Path| with_ssh_keygen(key, Namespace::Waiver, &document);
        let sig = sign(&first).unwrap();
        assert_eq!(sig, folder.join("W-1.toml.sig"));
        sign(&first).unwrap();
        let held = fs::read(&sig).unwrap();
        assert!(sign(&second).unwrap_err().to_string().contains("not overwritten"));
        assert_eq!(fs::read(&sig).unwrap(), held);
        let other = as_signer(&second, Namespace::Waiver, &document, "second").unwrap();
        assert_eq!(other, folder.join("W-1.toml.second.sig"));
        fs::write(&document, "two\n").unwrap();
        sign(&second).unwrap();
        let now = Signature::read(&fs::read(&sig).unwrap()).unwrap();
        assert_eq!(now.verify(Namespace::Waiver, b"two\n", Touch::default()), Ok(()));
        assert!(as_signer(&second, Namespace::Waiver, &document, "../second").is_err());
        assert!(sign(&folder.join("missing")).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
