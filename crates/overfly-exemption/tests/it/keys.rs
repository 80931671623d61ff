//! Which keys are read, and what they say.

use std::sync::LazyLock;

use overfly_exemption::{KeyError, PublicKey};
use overfly_testkit::cases::cases;
use overfly_testkit::signer::Signer;
use proptest::prelude::*;

const RSA: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ== old key";
const CERTIFICATE: &str =
    "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29t x";

#[test]
fn every_kind_of_ours_is_read_and_written_back_without_its_comment() {
    for (signer, hardware) in Signer::each(1).iter().zip([false, false, true, true]) {
        let key = PublicKey::read(&signer.public()).unwrap();
        assert_eq!(format!("{} test-key", key.openssh()), signer.public());
        assert_eq!(key.is_hardware(), hardware, "{}", key.kind());
        assert_eq!(key.fingerprint(), format!("{key:?}"));
        assert!(key.fingerprint().starts_with("SHA256:") && key.fingerprint().len() == 50);
    }
}

#[test]
fn a_comment_makes_no_other_key() {
    let line = Signer::p256(1).public();
    let key = PublicKey::read(&line).unwrap();
    for other in
        [line.replace("test-key", "another comment"), key.openssh(), format!("  {line}\r\n")]
    {
        assert_eq!(PublicKey::read(&other).unwrap(), key);
    }
    assert_ne!(PublicKey::read(&Signer::p256(2).public()).unwrap(), key);
}

#[test]
fn what_is_not_one_of_our_keys_is_refused_by_its_name() {
    let ours = Signer::ed25519(1).public();
    let private = Signer::ed25519(1).private_openssh().unwrap();
    let table = [
        (RSA, "keys of kind ssh-rsa are not accepted"),
        ("ecdsa-sha2-nistp384 AAAA", "keys of kind ecdsa-sha2-nistp384 are not"),
        ("ssh-dss AAAA", "keys of kind ssh-dss are not"),
        (CERTIFICATE, "ssh-ed25519-cert-v01@openssh.com is an SSH certificate"),
        (&format!("restrict,no-pty {ours}"), "leave out what stands before it"),
        (&format!("p.jansen@politie.example {ours}"), "leave out what stands before it"),
        (&format!("{ours}\n{ours}"), "a key is one line"),
        (&private, "this is a private key"),
        (&format!("{ours}{}", "x".repeat(4096)), "longer than 4096"),
        ("", "not a readable SSH public key"),
        ("ssh-ed25519", "not a readable SSH public key"),
        ("ssh-ed25519 ====", "not a readable SSH public key"),
        ("hello", "not a readable SSH public key"),
    ];
    for (line, sentence) in table {
        let error = PublicKey::read(line).unwrap_err().to_string();
        assert!(error.contains(sentence), "{line}: {error}");
    }
}

#[test]
fn a_line_that_names_another_kind_than_its_key_is_refused() {
    let line = Signer::sk_ed25519(1).public().replace("sk-ssh-ed25519@openssh.com", "ssh-ed25519");
    assert_eq!(PublicKey::read(&line), Err(KeyError::Unreadable));
}

#[test]
fn a_key_under_which_any_signature_fits_is_refused() {
    // The neutral point of Ed25519: R = A = the neutral point and S = 0 fit every text.
    let mut neutral = [0_u8; 32];
    neutral[0] = 1;
    let blob = [b"\0\0\0\x0bssh-ed25519\0\0\0\x20".as_slice(), &neutral].concat();
    assert_eq!(PublicKey::read(&line_of("ssh-ed25519", &blob)), Err(KeyError::Weak));
}

#[test]
fn a_compressed_point_is_refused_since_it_would_be_a_second_name_of_one_key() {
    let line = Signer::p256(1).public();
    let blob = blob_of(&line);
    let (head, point) = blob.split_at(blob.len() - 65);
    let parity = 2 + (point[64] & 1);
    let mut compressed = head.to_vec();
    compressed.truncate(head.len() - 4);
    compressed.extend([0, 0, 0, 33, parity]);
    compressed.extend(&point[1..33]);
    assert_eq!(PublicKey::read(&line_of("ecdsa-sha2-nistp256", &compressed)), Err(KeyError::Weak));
    let mut off_the_curve = blob;
    *off_the_curve.last_mut().unwrap() ^= 1;
    let line = line_of("ecdsa-sha2-nistp256", &off_the_curve);
    assert_eq!(PublicKey::read(&line), Err(KeyError::Weak));
}

#[test]
fn a_security_key_made_for_a_website_is_refused() {
    let mut blob = blob_of(&Signer::sk_p256(1).public());
    blob.truncate(blob.len() - 4);
    blob.extend(b"web:");
    let line = line_of("sk-ecdsa-sha2-nistp256@openssh.com", &blob);
    assert_eq!(PublicKey::read(&line), Err(KeyError::Application));
}

#[test]
fn keys_sort_by_their_key() {
    let lines = |comment| Signer::each(3).map(|s| s.public().replace("test-key", comment));
    let sorted = |lines: [String; 4]| {
        let mut keys = lines.map(|line| PublicKey::read(&line).unwrap());
        keys.sort();
        keys
    };
    let [a, b, c, d] = lines("z");
    assert_eq!(sorted([d, b, a, c]), sorted(lines("a")));
}

static LINES: LazyLock<[String; 4]> = LazyLock::new(|| Signer::each(1).map(|s| s.public()));

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn no_line_panics_the_reader(line in any::<String>(), start in 0..4_usize, cut in any::<usize>()) {
        let _ = PublicKey::read(&line);
        let kept: String = LINES[start].chars().take(cut % 300).collect();
        if let Ok(key) = PublicKey::read(&format!("{kept}{line}")) {
            prop_assert_eq!(PublicKey::read(&key.openssh()), Ok(key));
        }
    }

    #[test]
    fn no_changed_byte_of_a_key_is_read_as_the_same_key(kind in 0..4_usize, at in any::<usize>(), bit in 0..8_u8) {
        let line = &LINES[kind];
        let mut blob = blob_of(line);
        let at = at % blob.len();
        blob[at] ^= 1 << bit;
        let changed = line_of(line.split(' ').next().unwrap(), &blob);
        prop_assert_ne!(PublicKey::read(&changed).ok(), PublicKey::read(line).ok());
    }
}

fn blob_of(line: &str) -> Vec<u8> {
    overfly_testkit::signer::blob(line.split(' ').nth(1).unwrap())
}

fn line_of(kind: &str, blob: &[u8]) -> String {
    let armour = overfly_testkit::signer::armour(blob);
    let base64: String = armour.lines().filter(|line| !line.starts_with('-')).collect();
    format!("{kind} {base64}")
}
