//! The same answers as stock OpenSSH, both ways.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use overfly_exemption::{Namespace, PublicKey, Signature, SignatureError, Touch};
use overfly_testkit::signer::Signer;

const TEXT: &[u8] = b"format = \"overfly-waiver/1\"\nid = \"W-pj-2026-123\"\n";
const TOUCH: Touch = Touch { presence: true, verification: false };

/// A folder of this test's own, removed at its end.
struct Folder(PathBuf);

impl Folder {
    /// Nothing where `ssh-keygen` is not installed, which is a failure where tools are required.
    #[allow(clippy::print_stderr, reason = "a skipped test says so")]
    fn new(test: &str) -> Option<Self> {
        if Command::new("ssh-keygen").arg("-?").output().is_err() {
            assert!(
                std::env::var_os("OVERFLY_REQUIRE_TOOLS").is_none(),
                "ssh-keygen is not installed"
            );
            eprintln!("SKIPPED: ssh-keygen is not installed, so nothing compares us with it");
            return None;
        }
        let path = std::env::temp_dir().join(format!("overfly-{}-{test}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Some(Self(path))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.file(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// What an outsider types: does this signature of this key fit this text?
    fn stock_verifies(&self, signer: &Signer, file: &str, namespace: &str, text: &[u8]) -> bool {
        let signers = self.write("allowed_signers", format!("officer {}\n", signer.public()));
        let signature = self.write("text.sig", file);
        let mut verify = Command::new("ssh-keygen")
            .args(["-Y", "verify", "-I", "officer", "-n", namespace, "-f"])
            .arg(signers)
            .arg("-s")
            .arg(signature)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // A refusal before it has read its input closes the pipe.
        let _ = verify.stdin.take().unwrap().write_all(text);
        verify.wait().unwrap().success()
    }

    /// What an officer types. Gives the signature file.
    fn stock_signs(&self, key: &Path, namespace: &str, options: &[&str], text: &[u8]) -> Vec<u8> {
        let text = self.write("text.toml", text);
        let signature = self.file("text.toml.sig");
        let _ = std::fs::remove_file(&signature);
        run(Command::new("ssh-keygen")
            .args(["-Y", "sign", "-n", namespace, "-f"])
            .arg(key)
            .args(options)
            .arg(text));
        std::fs::read(signature).unwrap()
    }

    /// A new key by `ssh-keygen`: the private file, and the public line.
    fn stock_key(&self, name: &str, kind: &[&str]) -> (PathBuf, String) {
        let path = self.file(name);
        run(Command::new("ssh-keygen")
            .args(["-q", "-N", "", "-t"])
            .args(kind)
            .arg("-f")
            .arg(&path));
        let public = std::fs::read_to_string(path.with_extension("pub")).unwrap();
        (path, public)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn run(command: &mut Command) {
    // An agent would offer keys of its own.
    let output = command.env_remove("SSH_AUTH_SOCK").stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{command:?}: {output:?}");
}

fn verify(file: &[u8], namespace: Namespace, text: &[u8]) -> Result<(), SignatureError> {
    Signature::read(file)?.verify(namespace, text, TOUCH)
}

#[test]
fn stock_accepts_what_our_signers_make_and_refuses_it_after_one_changed_byte() {
    let Some(folder) = Folder::new("ours") else { return };
    let mut changed = TEXT.to_vec();
    changed[30] ^= 1;
    for signer in Signer::each(1).into_iter().flat_map(|s| [s.clone(), s.with_sha256()]) {
        let file = signer.sign("overfly-waiver", TEXT);
        let stock = |namespace, text| folder.stock_verifies(&signer, &file, namespace, text);
        assert!(stock("overfly-waiver", TEXT), "{}", signer.public());
        assert!(!stock("overfly-waiver", &changed));
        assert!(!stock("overfly-trust", TEXT));
        assert_eq!(verify(file.as_bytes(), Namespace::Waiver, TEXT), Ok(()));
        assert!(verify(file.as_bytes(), Namespace::Waiver, &changed).is_err());
        assert!(verify(file.as_bytes(), Namespace::Trust, TEXT).is_err());
    }
}

#[test]
fn we_accept_what_stock_signs_and_refuse_it_after_one_changed_byte() {
    let Some(folder) = Folder::new("stock") else { return };
    for kind in [&["ed25519"][..], &["ecdsa", "-b", "256"]] {
        let (path, public) = folder.stock_key(kind[0], kind);
        for options in [&[][..], &["-O", "hashalg=sha256"], &["-O", "hashalg=sha512"]] {
            let file = folder.stock_signs(&path, "overfly-waiver", options, TEXT);
            let signature = Signature::read(&file).unwrap();
            assert_eq!(signature.key(), &PublicKey::read(&public).unwrap());
            assert_eq!(signature.verify(Namespace::Waiver, TEXT, TOUCH), Ok(()), "{options:?}");
            let other = signature.verify(Namespace::Overlay, TEXT, TOUCH);
            assert!(matches!(other, Err(SignatureError::Namespace { .. })));
            for at in 0..TEXT.len() {
                let mut text = TEXT.to_vec();
                text[at] ^= 1;
                let answer = signature.verify(Namespace::Waiver, &text, TOUCH);
                assert_eq!(answer, Err(SignatureError::Changed));
            }
        }
    }
}

#[test]
fn stock_signs_with_the_private_keys_of_our_signers() {
    let Some(folder) = Folder::new("private") else { return };
    for seed in 0..4 {
        for signer in [Signer::ed25519(seed), Signer::p256(seed)] {
            let path = folder.write("key", signer.private_openssh().unwrap());
            only_for_its_owner(&path);
            let file = folder.stock_signs(&path, "overfly-trust", &[], TEXT);
            let signature = Signature::read(&file).unwrap();
            assert_eq!(signature.key(), &PublicKey::read(&signer.public()).unwrap());
            assert_eq!(signature.verify(Namespace::Trust, TEXT, TOUCH), Ok(()));
        }
    }
}

#[test]
fn stock_does_not_look_at_the_touch_and_we_do() {
    let Some(folder) = Folder::new("touch") else { return };
    for signer in [Signer::sk_ed25519(1).with_flags(0), Signer::sk_p256(1).with_flags(0)] {
        let file = signer.sign("overfly-waiver", TEXT);
        assert!(folder.stock_verifies(&signer, &file, "overfly-waiver", TEXT));
        let answer = verify(file.as_bytes(), Namespace::Waiver, TEXT);
        assert_eq!(answer, Err(SignatureError::NotTouched));
    }
}

#[test]
fn stock_looks_at_the_first_signature_only_and_we_refuse_two() {
    let Some(folder) = Folder::new("two") else { return };
    let signer = Signer::ed25519(1);
    let file = signer.sign("overfly-waiver", TEXT);
    let two = format!("{file}{}", Signer::p256(1).sign("overfly-waiver", TEXT));
    assert!(folder.stock_verifies(&signer, &two, "overfly-waiver", TEXT));
    assert_eq!(verify(two.as_bytes(), Namespace::Waiver, TEXT), Err(SignatureError::Several));
}

#[test]
fn a_text_turned_to_crlf_is_refused_by_both_and_we_say_why() {
    let Some(folder) = Folder::new("crlf") else { return };
    let signer = Signer::ed25519(1);
    let file = signer.sign("overfly-waiver", TEXT);
    let text = String::from_utf8(TEXT.to_vec()).unwrap().replace('\n', "\r\n");
    assert!(!folder.stock_verifies(&signer, &file, "overfly-waiver", text.as_bytes()));
    let answer = verify(file.as_bytes(), Namespace::Waiver, text.as_bytes());
    assert_eq!(answer, Err(SignatureError::LineEndsChanged));
}

/// What we accept must be accepted by an outsider who checks by hand.
#[test]
fn an_armour_of_another_width_is_accepted_by_both_and_one_with_crlf_by_neither() {
    let Some(folder) = Folder::new("armour") else { return };
    for signer in Signer::each(1) {
        let file = signer.sign("overfly-waiver", TEXT);
        let body: String = file.lines().filter(|line| !line.starts_with('-')).collect();
        let (one, two) = body.split_at(body.len() / 3);
        let wide = format!(
            "-----BEGIN SSH SIGNATURE-----\n{one}\n\n{two}\n-----END SSH SIGNATURE-----\n\n"
        );
        assert_eq!(verify(wide.as_bytes(), Namespace::Waiver, TEXT), Ok(()));
        assert!(folder.stock_verifies(&signer, &wide, "overfly-waiver", TEXT), "{wide}");
        let crlf = file.replace('\n', "\r\n");
        assert!(!folder.stock_verifies(&signer, &crlf, "overfly-waiver", TEXT));
        let answer = verify(crlf.as_bytes(), Namespace::Waiver, TEXT);
        assert_eq!(answer, Err(SignatureError::ArmourLineEnds));
    }
}

#[test]
fn stock_keys_of_other_kinds_are_refused_by_name_and_so_are_their_signatures() {
    let Some(folder) = Folder::new("kinds") else { return };
    for (kind, name) in [
        (&["rsa", "-b", "2048"][..], "ssh-rsa"),
        (&["ecdsa", "-b", "384"], "ecdsa-sha2-nistp384"),
        (&["ecdsa", "-b", "521"], "ecdsa-sha2-nistp521"),
    ] {
        let (path, public) = folder.stock_key(name, kind);
        let sentence = format!("keys of kind {name} are not accepted");
        assert!(PublicKey::read(&public).unwrap_err().to_string().contains(&sentence));
        let file = folder.stock_signs(&path, "overfly-waiver", &[], TEXT);
        assert!(Signature::read(&file).unwrap_err().to_string().contains(&sentence));
    }
}

#[test]
fn a_stock_certificate_is_refused_as_a_key_and_in_a_signature() {
    let Some(folder) = Folder::new("certificate") else { return };
    let (authority, _) = folder.stock_key("authority", &["ed25519"]);
    let (key, _) = folder.stock_key("officer", &["ed25519"]);
    let public = key.with_extension("pub");
    run(Command::new("ssh-keygen")
        .args(["-q", "-I", "officer", "-n", "officer", "-s"])
        .arg(&authority)
        .arg(&public));
    let certificate = std::fs::read_to_string(folder.file("officer-cert.pub")).unwrap();
    let sentence = PublicKey::read(&certificate).unwrap_err().to_string();
    assert!(sentence.starts_with("ssh-ed25519-cert-v01@openssh.com is an SSH certificate"));
    // Given the certificate as its key, `ssh-keygen` signs with the private key beside it.
    std::fs::copy(&key, folder.file("officer-cert")).unwrap();
    let file = folder.stock_signs(&folder.file("officer-cert.pub"), "overfly-waiver", &[], TEXT);
    assert_eq!(Signature::read(&file).unwrap_err(), SignatureError::Certificate);
}

#[cfg(unix)]
fn only_for_its_owner(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn only_for_its_owner(_: &Path) {}
